package import VOCCore

/// How one example beside a rule came out.
package struct ExampleResult: Sendable {
    /// The pack it belongs to and what it is about, such as `themes/cx delivery/late`.
    package let name: String
    package let origin: Origin
    package let passed: Bool
    /// What was expected and what came, without the text itself.
    package let message: String

    package init(name: String, origin: Origin, passed: Bool, message: String) {
        self.name = name
        self.origin = origin
        self.passed = passed
        self.message = message
    }
}

/// Runs the examples that stand beside lexicons and rules.
package enum Examples {
    /// Runs `examples.yml` of a lexicon.
    package static func lexicon(_ id: String, in folders: LexiconFolders) throws(VOCError)
        -> [ExampleResult]
    {
        let folder = try folders.folder(for: id, holding: "lexicon.yml")
        let path = "\(folder)/examples.yml"
        guard TextFile.exists(path) else { return [] }
        let reader = TextReader(
            try Analyzer(AnalysisSpec(lexicon: id, themes: [], intents: ""), in: folders))
        var results: [ExampleResult] = []
        for node in try ConfigNode(file: path).list("a list of examples") {
            let map = try node.map("an example", keys: ["text", "label", "min", "max", "why"])
            let reading = reader.read(try map.required("text").string(), declaredLanguage: "en")
            let score = reading.milliPoints ?? 0
            var wrong: [String] = []
            if let label = try map["label"]?.string(), label != reading.label.name {
                wrong.append("expected \(label), got \(reading.label.name)")
            }
            if let least = try map["min"]?.double(), Double(score) < least * 1000 {
                wrong.append("expected at least \(least)")
            }
            if let most = try map["max"]?.double(), Double(score) > most * 1000 {
                wrong.append("expected at most \(most)")
            }
            if !wrong.isEmpty { wrong.append("score \(Decimals.thousandths(score))") }
            results.append(
                ExampleResult(
                    name: id, origin: node.origin, passed: wrong.isEmpty,
                    message: wrong.joined(separator: ", ")))
        }
        return results
    }

    /// Runs the `pass:` and `fail:` texts of a theme pack (`themes/cx`) or an intent pack
    /// (`intents/default`).
    package static func pack(_ name: String, in folders: LexiconFolders) throws(VOCError)
        -> [ExampleResult]
    {
        let isThemes = name.hasPrefix("themes/")
        let analyzer = try Analyzer(
            AnalysisSpec(
                themes: isThemes ? [name] : ["cx"], intents: isThemes ? "" : name), in: folders)
        let reader = TextReader(analyzer)
        let examples =
            try isThemes
            ? ThemePack(name, in: folders).examples : IntentPack(name, in: folders).examples
        return examples.map { example in
            let reading = reader.read(example.text, declaredLanguage: "en")
            let isTagged = example.isTagged(reading, analyzer)
            return ExampleResult(
                name: "\(name) \(example.category)", origin: example.origin,
                passed: isTagged == example.mustMatch,
                message: example.mustMatch
                    ? "expected to be tagged, but is not" : "tagged, but should not be")
        }
    }
}

extension RuleExample {
    func isTagged(_ reading: Reading, _ analyzer: Analyzer) -> Bool {
        if category == "effort" { return reading.effortMilli != nil }
        if let state = analyzer.states.firstIndex(where: { $0.id == category }) {
            return reading.states.contains { $0.state == state }
        }
        if category.hasPrefix("intent:") {
            return reading.intents.contains { "intent:\(analyzer.intents[$0])" == category }
        }
        return reading.themes.contains {
            let id = analyzer.themes[$0.theme].id
            return id == category || id.hasPrefix("\(category)/")
        }
    }
}

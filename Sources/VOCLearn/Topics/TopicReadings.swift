internal import VOCAnalysis
internal import VOCCore

/// Reads texts with the engine and a pack that has a weight for every pattern of interest.
enum TopicReadings {
    /// What can be true of an item as a whole.
    static let states = ["<positive>", "<negative>", "<mixed>", "<question>"]

    /// What may count besides phrases: rules of the base and, if it `feels`, the feeling of a text and
    /// whether it asks.
    static func rules(_ base: TopicBase?, feels: Bool) -> [String] {
        (base?.ids.map { "#\($0)" } ?? []) + (feels ? states : [])
    }

    /// By text: the patterns found, then the rules found as columns behind them; sorted.
    static func read(
        _ texts: [String], patterns: [String], kind: TopicKind, labels: [String],
        base: TopicBase?, feels: Bool, lexicon: String, in folders: LexiconFolders, jobs: Int
    ) throws(VOCError) -> TopicFeatures {
        let names = patterns + rules(base, feels: feels)
        let lines = names.map { name in
            PackFolder.Line(id: labels[0], pattern: name, milli: 1000, note: "")
        }
        let probe = PackFolder(
            kind: kind, id: "probe", labels: labels, decision: .any, lines: lines)
        let analyzer = try analyzer(probe, base: base, lexicon: lexicon, in: folders)
        let count = Int32(patterns.count)
        let found = Parallel.read(texts, jobs: jobs, with: TextReader(analyzer)) {
            reader, text in
            guard reader.read(text, declaredLanguage: "en").isScored else { return [Int32]() }
            let found = reader.foundWeights
            return found.phrases.map { Int32($0) } + found.rules.map { Int32($0) + count }
        }
        return TopicFeatures(found, phraseCount: patterns.count, columnCount: names.count)
    }

    /// The engine with a pack.
    static func analyzer(
        _ pack: PackFolder, base: TopicBase?, lexicon: String, in folders: LexiconFolders
    ) throws(VOCError) -> Analyzer {
        let scratch = try ScratchFolder()
        try pack.write(to: scratch.path, base: base)
        return try Analyzer(
            AnalysisSpec(
                lexicon: lexicon, themes: pack.kind == .themes ? [scratch.path] : [],
                intents: pack.kind == .intents ? scratch.path : ""), in: folders)
    }

    /// What the engine decides about each text: indices of labels.
    static func decisions(
        _ texts: [String], _ labels: [String], _ analyzer: Analyzer, jobs: Int
    ) -> [[Int]] {
        Parallel.read(texts, jobs: jobs, with: TextReader(analyzer)) { reader, text in
            guard reader.read(text, declaredLanguage: "en").isScored else { return [] }
            let decided = Set(reader.weighings.filter(\.isDecided).map(\.id))
            return labels.indices.filter { decided.contains(labels[$0]) }
        }
    }
}

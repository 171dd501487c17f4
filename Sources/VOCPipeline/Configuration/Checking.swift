package import VOCAnalysis
package import VOCCore
internal import VOCIngest

/// Checks and tests configuration files: pipelines, lexicons, theme and intent packs.
package struct Checking: Sendable {
    /// What a path turned out to be.
    package enum Subject: Sendable, Hashable {
        case pipeline(String)
        case lexicon(String)
        case pack(String)
        /// A source profile.
        case source(String)
        case mailMarkers(String)
    }

    private let lexicons: [String]

    package init(lexicons: [String] = []) { self.lexicons = lexicons }

    /// What there is to check at `path`: a pipeline file, a pack's folder or file, or a folder of
    /// any of these.
    package func subjects(at path: String) throws(VOCError) -> [Subject] {
        guard TextFile.exists(path) else {
            throw VOCError(
                .fileMissing, "there is no such file or folder", at: Origin(file: path),
                hint: "check the path")
        }
        if TextFile.isFolder(path) {
            var result: [Subject] = []
            try collect(
                path.hasSuffix("/") ? String(path.dropLast()) : path, depth: 0, into: &result)
            return result
        }
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        if TextFile.exists("\(folder)/lexicon.yml") { return [.lexicon(folder)] }
        if TextFile.exists("\(folder)/pack.yml") { return [.pack(folder)] }
        if isMailMarkers(path) { return [.mailMarkers(path)] }
        return [Checking.isSource(path) ? .source(path) : .pipeline(path)]
    }

    private func collect(_ folder: String, depth: Int, into result: inout [Subject])
        throws(VOCError)
    {
        if TextFile.exists("\(folder)/lexicon.yml") { result.append(.lexicon(folder)) }
        if TextFile.exists("\(folder)/pack.yml") { result.append(.pack(folder)) }
        guard result.isEmpty || depth > 0 || !TextFile.exists("\(folder)/lexicon.yml"), depth < 5
        else { return }
        for name in TextFile.names(in: folder) {
            let inner = "\(folder)/\(name)"
            if TextFile.isFolder(inner) {
                try collect(inner, depth: depth + 1, into: &result)
            } else if name.hasSuffix(".yml"), isMailMarkers(inner) {
                result.append(.mailMarkers(inner))
            } else if name.hasSuffix(".yml"), Checking.isSource(inner) {
                result.append(.source(inner))
            } else if name.hasSuffix(".yml"), !TextFile.exists("\(folder)/lexicon.yml"),
                !TextFile.exists("\(folder)/pack.yml"), isPipeline(inner)
            {
                result.append(.pipeline(inner))
            }
        }
    }

    /// Whether a file is a source profile: it has an id, and no inputs.
    private static func isSource(_ path: String) -> Bool {
        guard let node = try? ConfigNode(file: path), case .map(let pairs) = node.value else {
            return path.contains("sources/")
        }
        let keys = pairs.compactMap { try? $0.key.string() }
        guard !keys.contains("inputs"), !keys.contains("version") else { return false }
        return path.contains("sources/") || keys.contains("id") && keys.contains("fields")
    }

    private func isMailMarkers(_ path: String) -> Bool {
        guard let node = try? ConfigNode(file: path), case .map(let pairs) = node.value else {
            return false
        }
        return pairs.contains { (try? $0.key.string()) == "languages" }
    }

    private func isPipeline(_ path: String) -> Bool {
        guard let node = try? ConfigNode(file: path), case .map(let pairs) = node.value else {
            return true
        }
        return pairs.contains { (try? $0.key.string()) == "inputs" }
    }

    /// Loads and compiles the subject; returns a line of praise, or throws what is wrong with it.
    package func check(_ subject: Subject, checksFiles: Bool = false) throws(VOCError) -> String {
        switch subject {
        case .pipeline(let path):
            let plan = try Plan(pipeline: path, lexicons: lexicons, checksFiles: checksFiles)
            return "\(path): ok, \(plan.routes.count) routes, \(plan.analyzer.themes.count) themes"
        case .lexicon(let folder):
            let analyzer = try Analyzer(
                AnalysisSpec(lexicon: Checking.name(folder), themes: [], intents: ""),
                in: folders(folder))
            return "\(folder): ok, \(analyzer.counts.entries) entries with what it extends"
        case .source(let path):
            let profile = try SourceProfile.load(file: path, folders: Home().sourceFolders)
            return "\(path): ok, \(profile.variants.count) shapes"
        case .pack(let folder):
            let analyzer = try packAnalyzer(folder)
            return "\(folder): ok, \(analyzer.counts.rules) rules"
        case .mailMarkers(let path):
            return "\(path): ok, \(try ReplyMarkers(file: path).languageCount) languages"
        }
    }

    /// What is not wrong, but has no effect that anybody could want: lines for people.
    package func warnings(_ subject: Subject) throws(VOCError) -> [String] {
        switch subject {
        case .pipeline(let path):
            try Plan(pipeline: path, lexicons: lexicons, checksFiles: false).outdated
                .map(\.asWarning)
        case .pack(let folder) where Checking.name(folder).hasPrefix("intents/"):
            try BreachCheck.warnings(ofIntents: Checking.name(folder), in: folders(folder))
                .map(\.asWarning)
        case .pack(let folder):
            try CrosswalkCheck.warnings(ofThemes: Checking.name(folder), in: folders(folder))
                .map(\.asWarning)
        case .lexicon, .source, .mailMarkers: []
        }
    }

    private func packAnalyzer(_ folder: String) throws(VOCError) -> Analyzer {
        let name = Checking.name(folder)
        let isThemes = name.hasPrefix("themes/")
        return try Analyzer(
            AnalysisSpec(themes: isThemes ? [name] : [], intents: isThemes ? "" : name),
            in: folders(folder))
    }

    /// Runs the examples of the subject.
    package func test(_ subject: Subject) throws(VOCError) -> [ExampleResult] {
        switch subject {
        case .pipeline(let path): try PipelineTests.run(path, lexicons: lexicons)
        case .lexicon(let folder): try Examples.lexicon(Checking.name(folder), in: folders(folder))
        case .mailMarkers: []
        case .pack(let folder): try Examples.pack(Checking.name(folder), in: folders(folder))
        case .source: []
        }
    }

    /// The last two parts of a pack's folder: `en/general`, `themes/cx`.
    private static func name(_ folder: String) -> String {
        folder.split(separator: "/").suffix(2).joined(separator: "/")
    }

    /// The folder that holds the pack comes first, so that the files named are the ones checked.
    private func folders(_ folder: String) -> LexiconFolders {
        let parts = folder.split(separator: "/", omittingEmptySubsequences: false)
        let parent = parts.count > 2 ? parts.dropLast(2).joined(separator: "/") : "."
        return LexiconFolders(
            [parent.isEmpty ? "/" : parent] + Home(explicit: lexicons).lexiconFolders.directories)
    }
}

/// The `tests:` block of a pipeline.
enum PipelineTests {
    static func run(_ path: String, lexicons: [String]) throws(VOCError) -> [ExampleResult] {
        let plan = try Plan(pipeline: path, lexicons: lexicons, checksFiles: false)
        let reader = TextReader(plan.analyzer)
        return plan.file.tests.map { test in
            let wrong = check(test, plan, reader)
            return ExampleResult(
                name: path, origin: test.origin, passed: wrong.isEmpty,
                message: wrong.joined(separator: ", "))
        }
    }

    private static func check(_ test: PipelineFile.Test, _ plan: Plan, _ reader: TextReader)
        -> [String]
    {
        let batch = FeedbackBatch(attributeCount: plan.attributeNames.count)
        var row = FeedbackBatch.Row()
        row.text = batch.store(test.text)
        row.channel = batch.store(test.channel)
        row.ratingMilli = test.rating ?? FeedbackBatch.Row.noRating
        batch.append(
            row, attributes: plan.attributeNames.map { batch.store(test.attributes[$0] ?? "") })
        let reading = reader.read(
            test.text, declaredLanguage: plan.analyzer.language,
            facts: ItemFacts(0, batch, plan.attributeNames))
        let themes = reading.themes.map { plan.analyzer.themes[$0.theme].id }
        let intents = reading.intents.map { plan.analyzer.intents[$0] }
        let states = reading.states.map { plan.analyzer.states[$0.state].id }
        let routes = plan.routes.filter { $0.condition.holds(for: reading, 0, batch) }.map(\.name)
        let current = plan.analyzer.crosswalk.current
        var wrong: [String] = []
        if let label = test.label, label != reading.label.name {
            wrong.append("label: expected \(label), got \(reading.label.name)")
        }
        for theme in test.themes.map(current) where !themes.contains(theme) {
            wrong.append(
                "theme \(theme) is missing, got \(themes.isEmpty ? "none" : themes.joined(separator: ", "))"
            )
        }
        for theme in test.withoutThemes.map(current) where themes.contains(theme) {
            wrong.append("theme \(theme) should not be there")
        }
        for intent in test.intents where !intents.contains(intent) {
            wrong.append(
                "intent \(intent) is missing, got \(intents.isEmpty ? "none" : intents.joined(separator: ", "))"
            )
        }
        for state in test.states where !states.contains(state) {
            wrong.append(
                "state \(state) is missing, got \(states.isEmpty ? "none" : states.joined(separator: ", "))"
            )
        }
        if let expected = test.isComplaint, expected != reading.isComplaint {
            wrong.append("complaint: expected \(expected), got \(reading.isComplaint)")
        }
        if let expected = test.routes, expected.sorted() != routes.sorted() {
            wrong.append("routes: expected \(expected), got \(routes)")
        }
        return wrong
    }
}

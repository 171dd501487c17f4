package import VOCCore

/// What to analyse with: names of a lexicon, theme packs and an intent pack.
package struct AnalysisSpec: Sendable {
    package var lexicon: String
    package var themes: [String]
    /// Empty for none.
    package var intents: String
    /// The language of items that declare none and do not tell.
    package var defaultLanguage: String

    package init(
        lexicon: String = "en/general", themes: [String] = ["cx"], intents: String = "default",
        defaultLanguage: String = "en"
    ) {
        self.lexicon = lexicon
        self.themes = themes
        self.intents = intents
        self.defaultLanguage = defaultLanguage
    }
}

/// Lexicons and rules compiled once and shared by all threads; `TextReader` applies them.
package final class Analyzer: Sendable {
    package let themes: [Theme]
    package let intents: [String]
    /// What else an item may show, by kind and name: `emotion:anger`, `flag:legal`; sorted.
    package let states: [NamedID]
    package let stages: [NamedID]
    package let touchpoints: [NamedID]
    package let language: String
    package let defaultLanguage: String
    /// Packs in use, with versions, sorted.
    package let packs: [(id: String, version: String)]
    /// What themes, intents and states of earlier versions of the packs are called now.
    package let crosswalk: Crosswalk
    /// All files read, sorted: their digest is the digest of the analysis.
    package let files: [String]

    /// Entries under the names that readings give them; rules under their patterns.
    let entries: NamedPlaces
    let rules: NamedPlaces
    let settings: ScoringSettings
    let confidence: ConfidenceTable
    let vocabulary: Vocabulary
    let tables: PatternTables
    let compiled: FrozenArray<CompiledEntry>
    let ruleTables: RuleTables
    let emoticonTexts: [String]
    let emoticons: EmoticonSet
    let languages: [String]
    let complaintIntent: Int?
    let praiseIntent: Int?
    /// Whether some theme keeps only one of those below it.
    let hasChoices: Bool
    /// The entry of what an exclamation mark weighs by itself.
    let exclamation: UInt32?
    let responseIntent: Int?
    /// What `weights.tsv` of the packs decide, and where each of its lines stands.
    let weights: WeightTables
    let weightPlaces: NamedPlaces
    /// What reading and counting ask of a theme, by its index.
    let themeTable: FrozenArray<CompiledTheme>

    /// Compiles the packs from their files; `CompiledStore.analyzer` does so only when it must.
    package init(_ spec: AnalysisSpec, in folders: LexiconFolders) throws(VOCError) {
        let gathered = try GatheredPacks(spec, in: folders)
        let lexicon = gathered.lexicon
        let languageWords = gathered.languageWords

        var builder = VocabularyBuilder()
        var graph = PatternGraph()
        for (index, item) in lexicon.entries.enumerated() {
            // Fillers of one word are marked on the word: every second word is one, and none does
            // anything by itself.
            if item.entry.kind == .filler, let words = item.phrase.singleWords {
                for word in words {
                    builder.intern(word: word)
                    builder.fillers.insert(word)
                }
                continue
            }
            // Marks are no words: the segmenter counts them beside the sentence.
            guard item.entry.kind != .mark else { continue }
            graph.insert(item.phrase, payload: UInt32(index), into: &builder)
        }
        let entryCount = UInt32(lexicon.entries.count)
        let parts = OperandParts(gathered.rules.operands)
        for (index, phrase) in parts.phrases.enumerated() {
            graph.insert(phrase, payload: entryCount + UInt32(index), into: &builder)
        }
        for word in parts.coveredWords { builder.intern(word: word) }
        let weightSet = try gathered.weights()
        let weightStart = entryCount + UInt32(parts.phrases.count)
        for (index, phrase) in weightSet.phrases.enumerated() {
            graph.insert(phrase, payload: weightStart + UInt32(index), into: &builder)
        }
        for word in languageWords.masks.keys.sorted() { builder.intern(word: word) }
        let frozen = builder.freeze(languages: languageWords.masks)

        themes = gathered.themes
        intents = gathered.intents
        states = gathered.states
        stages = gathered.stages
        touchpoints = gathered.touchpoints
        language = lexicon.language
        defaultLanguage = spec.defaultLanguage
        packs = gathered.packs.sorted { $0.id < $1.id }
        crosswalk = gathered.crosswalk
        files = Array(Set(gathered.files)).sorted()
        entries = NamedPlaces(
            lexicon.entries.lazy.map {
                ($0.entry.pack, "\($0.entry.pack):\($0.entry.text)", $0.entry.origin)
            })
        rules = NamedPlaces(
            gathered.rules.rules.lazy.map {
                (gathered.rules.categories[Int($0.category)].id, $0.text, $0.origin)
            })
        settings = lexicon.settings
        confidence = lexicon.confidence
        vocabulary = frozen.vocabulary
        tables = PatternTables(graph, classSets: frozen.classSets, setCount: builder.sets.count)
        compiled = FrozenArray(lexicon.entries.map { CompiledEntry($0.entry) })
        ruleTables = RuleTables(gathered.rules, parts)
        emoticonTexts = lexicon.emoticons
        emoticons = EmoticonSet(lexicon.emoticons)
        languages = languageWords.languages
        complaintIntent = intents.firstIndex(of: "complaint")
        praiseIntent = intents.firstIndex(of: "praise")
        responseIntent = intents.firstIndex(of: "response-needed")
        weights = WeightTables(
            weightSet, themeCount: themes.count, intentCount: intents.count, start: weightStart)
        weightPlaces = NamedPlaces(weightSet.places.lazy.map { ($0.category, $0.text, $0.origin) })
        themeTable = FrozenArray(gathered.compiledThemes())
        hasChoices = Analyzer.hasChoices(themeTable)
        exclamation = Analyzer.exclamation(compiled)
    }

    private static func hasChoices(_ themes: FrozenArray<CompiledTheme>) -> Bool {
        (0..<themes.count).contains { themes[$0].candidate >= 0 }
    }

    private static func exclamation(_ entries: FrozenArray<CompiledEntry>) -> UInt32? {
        (0..<entries.count).first { entries[$0].kind == .mark }.map { UInt32($0) }
    }

    func write(to blob: inout CompiledBlobWriter) {
        blob.number(themes.count)
        for theme in themes { theme.write(to: &blob) }
        blob.texts(intents)
        for list in [states, stages, touchpoints] {
            blob.texts(list.map(\.id))
            blob.texts(list.map(\.name))
        }
        blob.text(language)
        blob.text(defaultLanguage)
        blob.texts(packs.map(\.id))
        blob.texts(packs.map(\.version))
        blob.texts(crosswalk.steps.flatMap { [$0.from, $0.to, $0.since, $0.pack] })
        blob.texts(files)
        entries.write(to: &blob)
        rules.write(to: &blob)
        blob.table(FrozenArray([settings]))
        confidence.write(to: &blob)
        vocabulary.write(to: &blob)
        tables.write(to: &blob)
        blob.table(compiled)
        ruleTables.write(to: &blob)
        blob.texts(emoticonTexts)
        blob.texts(languages)
        weights.write(to: &blob)
        weightPlaces.write(to: &blob)
        blob.table(themeTable)
    }

    /// An analyzer whose tables lie in a mapped file.
    init(from blob: inout CompiledBlobReader) throws(VOCError) {
        var themes: [Theme] = []
        for _ in 0..<(try blob.number()) { themes.append(try Theme(from: &blob)) }
        self.themes = themes
        intents = try blob.texts()
        states = zip(try blob.texts(), try blob.texts()).map { NamedID(id: $0, name: $1) }
        stages = zip(try blob.texts(), try blob.texts()).map { NamedID(id: $0, name: $1) }
        touchpoints = zip(try blob.texts(), try blob.texts()).map { NamedID(id: $0, name: $1) }
        language = try blob.text()
        defaultLanguage = try blob.text()
        packs = zip(try blob.texts(), try blob.texts()).map { ($0, $1) }
        let renamed = try blob.texts()
        crosswalk = Crosswalk(
            stride(from: 0, to: renamed.count, by: 4).map {
                Crosswalk.Step(
                    from: renamed[$0], to: renamed[$0 + 1], since: renamed[$0 + 2],
                    pack: renamed[$0 + 3])
            })
        files = try blob.texts()
        entries = try NamedPlaces(from: &blob)
        rules = try NamedPlaces(from: &blob)
        let settings: FrozenArray<ScoringSettings> = try blob.table()
        self.settings = settings[0]
        confidence = try ConfidenceTable(from: &blob)
        vocabulary = try Vocabulary(from: &blob)
        tables = try PatternTables(from: &blob)
        compiled = try blob.table()
        ruleTables = try RuleTables(from: &blob)
        emoticonTexts = try blob.texts()
        emoticons = EmoticonSet(emoticonTexts)
        languages = try blob.texts()
        complaintIntent = intents.firstIndex(of: "complaint")
        praiseIntent = intents.firstIndex(of: "praise")
        responseIntent = intents.firstIndex(of: "response-needed")
        weights = try WeightTables(from: &blob)
        weightPlaces = try NamedPlaces(from: &blob)
        themeTable = try blob.table()
        hasChoices = Analyzer.hasChoices(themeTable)
        exclamation = Analyzer.exclamation(compiled)
    }

    /// A lexicon entry as a reading names it: `en/general:late`, and where it stands.
    package func entry(_ index: UInt32) -> (name: String, origin: Origin) {
        let entry = entries[Int(index)]
        return (entry.text, entry.origin)
    }

    /// The category, pattern and place of a rule.
    package func rule(_ index: UInt32) -> (category: String, pattern: String, origin: Origin) {
        let rule = rules[Int(index)]
        return (rule.owner, rule.text, rule.origin)
    }

    /// Whether a rule cancels its category instead of tagging it.
    package func isCancel(_ rule: UInt32) -> Bool { ruleTables.rules[Int(rule)].isCancel }

    /// Ids of the themes behind a complaint, or that it is said in so many words.
    package func complaintReasons(of reading: Reading) -> [String] {
        guard reading.isComplaint else { return [] }
        return reading.complaintThemes.isEmpty
            ? ["intent:complaint"] : reading.complaintThemes.map { themes[$0].id }
    }

    /// Whether some rule asks for fields of the item besides its text.
    package var asksForFields: Bool {
        ruleTables.facts.contains { fact in if case .field = fact { true } else { false } }
    }

    func isBreach(_ mention: Reading.ThemeMention) -> Bool {
        mention.label == .negative && themeTable[mention.theme].isBreach
    }

    /// Whether a rule belongs to the intent with index `intent`.
    func isRule(_ index: UInt32, ofIntent intent: Int) -> Bool {
        let category = ruleTables.categories[ruleTables.rules[index].category]
        return category.kind == .intent && category.value == Int32(intent)
    }

    /// The state that a rule speaks for; nil if it speaks for something else.
    package func state(ofRule index: UInt32) -> Int? {
        let category = ruleTables.categories[ruleTables.rules[index].category]
        return category.kind == .state || category.kind == .naming ? Int(category.value) : nil
    }

    package var counts: (entries: Int, rules: Int, nodes: Int, words: Int) {
        (entries.count, rules.count, tables.nodeCount, vocabulary.count)
    }
}

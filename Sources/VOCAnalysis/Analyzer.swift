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

/// What the hot path asks of a theme; indices are −1 where there is none.
struct CompiledTheme: Sendable, BitwiseCopyable {
    var parent: Int32 = -1
    var stage: Int32 = -1
    var touchpoint: Int32 = -1
    /// The feeling when no opinion word stands near; 0 for none.
    var polarityMilli: Int32 = 0
    /// Itself or the theme above it of which a choosing theme keeps one.
    var candidate: Int32 = -1
    /// A negative mention is a complaint by itself.
    var isBreach = false
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
    let responseIntent: Int?
    /// What `weights.tsv` of the packs decide, and where each of its lines stands.
    let weights: WeightTables
    let weightPlaces: NamedPlaces
    /// What reading and counting ask of a theme, by its index.
    let themeTable: FrozenArray<CompiledTheme>

    /// Compiles the packs from their files; `CompiledStore.analyzer` does so only when it must.
    package init(_ spec: AnalysisSpec, in folders: LexiconFolders) throws(VOCError) {
        let lexicon = try Lexicon(spec.lexicon, in: folders)
        let languageWords = try LanguageWords(in: folders)
        var packs = lexicon.packs.map { (id: $0.id, version: $0.version) }
        var files = lexicon.files + languageWords.files
        var rules = RuleSet()
        var crosswalk = Crosswalk()

        var themes: [Theme] = []
        var packWeights: [(weights: PackWeights, isOfThemes: Bool)] = []
        var stages: [NamedID] = []
        var touchpoints: [NamedID] = []
        for name in spec.themes {
            let pack = try ThemePack(name, in: folders)
            for base in pack.bases + [(pack.id, pack.version)]
            where !packs.contains(where: { $0.id == "themes/\(base.id)" }) {
                packs.append(("themes/\(base.id)", base.version))
            }
            files += pack.files
            crosswalk.add(pack.crosswalk.steps)
            if let found = try PackWeights(beside: pack.files[0]) {
                packWeights.append((found, true))
            }
            let known = Set(themes.map(\.id))
            for theme in pack.themes where !known.contains(theme.id) {
                let category = rules.addCategory(
                    Category(
                        kind: .theme(index: themes.count), id: theme.id, pack: "themes/\(pack.id)"))
                try rules.add(theme.match, to: category, names: pack.names)
                try rules.add(theme.not, to: category, isCancel: true, names: pack.names)
                themes.append(theme.withoutPatterns)
            }
            for stage in pack.stages where !stages.contains(where: { $0.id == stage.id }) {
                stages.append(stage)
            }
            for point in pack.touchpoints where !touchpoints.contains(where: { $0.id == point.id })
            {
                touchpoints.append(point)
            }
        }

        var intents: [String] = []
        var states: [NamedID] = []
        var breach = Set<Int>()
        if !spec.intents.isEmpty {
            let pack = try IntentPack(spec.intents, in: folders)
            packs.append(("intents/\(pack.id)", pack.version))
            files += pack.files
            if let found = try PackWeights(beside: pack.files[0]) {
                packWeights.append((found, false))
            }
            intents = pack.intentIDs
            states = pack.stateIDs
            crosswalk.add(pack.crosswalk.steps)
            try Analyzer.add(pack, intents, states, to: &rules)
            let broken = Set(pack.breach.flatMap { [$0.theme, crosswalk.current($0.theme)] })
            breach = Set(themes.indices.filter { broken.contains(themes[$0].id) })
        }

        // Another pack in use may have a theme of the very name that this one gave up.
        let live = themes.map(\.id) + intents.map { "intent:\($0)" } + states.map(\.id)
        let names = Crosswalk(
            crosswalk.steps.filter { step in
                !live.contains { $0 == step.from || $0.hasPrefix("\(step.from)/") }
            })

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
            graph.insert(item.phrase, payload: UInt32(index), into: &builder)
        }
        let entryCount = UInt32(lexicon.entries.count)
        let parts = OperandParts(rules.operands)
        for (index, phrase) in parts.phrases.enumerated() {
            graph.insert(phrase, payload: entryCount + UInt32(index), into: &builder)
        }
        for word in parts.coveredWords { builder.intern(word: word) }
        var weightSet = WeightSet()
        for (weights, isOfThemes) in packWeights {
            files.append(weights.file)
            try weightSet.add(
                weights,
                meaning: { id in
                    if isOfThemes {
                        if let polarity = WeightTables.polarity(named: id) {
                            return (.polarity, polarity)
                        }
                        let name = names.current(id)
                        return themes.firstIndex { $0.id == name }.map { (.theme, $0) }
                    }
                    if id.hasPrefix("severity:"), let level = Int(id.dropFirst(9)) {
                        return (1...4).contains(level) ? (.severity, level) : nil
                    }
                    let name = names.current("intent:\(id)")
                    return intents.firstIndex { "intent:\($0)" == name }.map { (.intent, $0) }
                },
                categories: { id in
                    let name = names.current(
                        isOfThemes || id.hasPrefix("severity:") ? id : "intent:\(id)")
                    return rules.categories.indices.filter {
                        rules.categories[$0].id == name
                            || isOfThemes && rules.categories[$0].id.hasPrefix("\(name)/")
                    }
                },
                themes: { id in
                    let id = names.current(id)
                    return themes.indices.filter {
                        themes[$0].id == id || themes[$0].id.hasPrefix("\(id)/")
                    }
                })
        }
        let weightStart = entryCount + UInt32(parts.phrases.count)
        for (index, phrase) in weightSet.phrases.enumerated() {
            graph.insert(phrase, payload: weightStart + UInt32(index), into: &builder)
        }
        for word in languageWords.masks.keys.sorted() { builder.intern(word: word) }
        let frozen = builder.freeze(languages: languageWords.masks)

        self.themes = themes
        self.intents = intents
        self.states = states
        self.stages = stages
        self.touchpoints = touchpoints
        language = lexicon.language
        defaultLanguage = spec.defaultLanguage
        self.packs = packs.sorted { $0.id < $1.id }
        self.crosswalk = names
        self.files = Array(Set(files)).sorted()
        entries = NamedPlaces(
            lexicon.entries.lazy.map {
                ($0.entry.pack, "\($0.entry.pack):\($0.entry.text)", $0.entry.origin)
            })
        self.rules = NamedPlaces(
            rules.rules.lazy.map {
                (rules.categories[Int($0.category)].id, $0.text, $0.origin)
            })
        settings = lexicon.settings
        confidence = lexicon.confidence
        vocabulary = frozen.vocabulary
        tables = PatternTables(graph, classSets: frozen.classSets, setCount: builder.sets.count)
        compiled = FrozenArray(lexicon.entries.map { CompiledEntry($0.entry) })
        ruleTables = RuleTables(rules, parts)
        emoticonTexts = lexicon.emoticons
        emoticons = EmoticonSet(lexicon.emoticons)
        languages = languageWords.languages
        complaintIntent = intents.firstIndex(of: "complaint")
        praiseIntent = intents.firstIndex(of: "praise")
        responseIntent = intents.firstIndex(of: "response-needed")
        weights = WeightTables(
            weightSet, themeCount: themes.count, intentCount: intents.count, start: weightStart)
        weightPlaces = NamedPlaces(weightSet.places.lazy.map { ($0.category, $0.text, $0.origin) })
        themeTable = FrozenArray(
            themes.enumerated().map { index, theme in
                var compiled = CompiledTheme()
                // The nearest theme above that there is.
                var above = theme.parent
                while let id = above, compiled.parent < 0 {
                    if let place = themes.firstIndex(where: { $0.id == id }) {
                        compiled.parent = Int32(place)
                    }
                    above = id.lastIndex(of: "/").map { id[..<$0] }
                }
                if let stage = stages.firstIndex(where: { $0.id == theme.stage }) {
                    compiled.stage = Int32(stage)
                }
                if let point = touchpoints.firstIndex(where: { $0.id == theme.touchpoint }) {
                    compiled.touchpoint = Int32(point)
                }
                var candidate: Substring? = theme.id[...]
                while let id = candidate, compiled.candidate < 0 {
                    let parent = id.lastIndex(of: "/").map { id[..<$0] }
                    if let parent, themes.contains(where: { $0.id == parent && $0.choosesOne }) {
                        compiled.candidate = Int32(themes.firstIndex { $0.id == id } ?? index)
                    }
                    candidate = parent
                }
                compiled.polarityMilli = Int32(theme.polarityMilli ?? 0)
                compiled.isBreach = breach.contains(index)
                return compiled
            })
        hasChoices = Analyzer.hasChoices(themeTable)
    }

    private static func hasChoices(_ themes: FrozenArray<CompiledTheme>) -> Bool {
        (0..<themes.count).contains { themes[$0].candidate >= 0 }
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
    }

    private static func add(
        _ pack: IntentPack, _ ids: [String], _ states: [NamedID], to rules: inout RuleSet
    ) throws(VOCError) {
        let name = "intents/\(pack.id)"
        for intent in pack.intents {
            let category = rules.addCategory(
                Category(
                    kind: .intent(index: ids.firstIndex(of: intent.id)!), id: "intent:\(intent.id)",
                    pack: name))
            try rules.add(intent.match, to: category, names: pack.names)
            try rules.add(intent.not, to: category, isCancel: true, names: pack.names)
        }
        for (level, patterns) in pack.severity {
            let category = rules.addCategory(
                Category(kind: .severity(level), id: "severity:\(level)", pack: name))
            try rules.add(patterns, to: category, names: pack.names)
        }
        for (milli, patterns) in pack.effort {
            let category = rules.addCategory(
                Category(kind: .effort(milli: milli), id: "effort", pack: name))
            try rules.add(patterns, to: category, names: pack.names)
            try rules.add(pack.effortNot, to: category, isCancel: true, names: pack.names)
        }
        for state in pack.states {
            let index = states.firstIndex { $0.id == state.id }!
            let category = rules.addCategory(
                Category(
                    kind: state.isNaming ? .naming(index: index) : .state(index: index),
                    id: state.id, pack: name))
            try rules.add(state.match, to: category, names: pack.names)
            try rules.add(state.not, to: category, isCancel: true, names: pack.names)
        }
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

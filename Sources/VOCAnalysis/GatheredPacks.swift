internal import VOCCore

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

/// What the lexicon and the packs of an analysis say, read from their files and not yet compiled.
struct GatheredPacks {
    let lexicon: Lexicon
    let languageWords: LanguageWords
    /// Packs in use, with versions.
    private(set) var packs: [(id: String, version: String)]
    /// All files read; some may stand here twice.
    private(set) var files: [String]
    private(set) var rules = RuleSet()
    private(set) var themes: [Theme] = []
    private(set) var stages: [NamedID] = []
    private(set) var touchpoints: [NamedID] = []
    private(set) var intents: [String] = []
    private(set) var states: [NamedID] = []
    /// What themes, intents and states of earlier versions of the packs are called now.
    private(set) var crosswalk = Crosswalk()
    /// Themes, by their index, of which a negative mention is a complaint by itself.
    private var breach = Set<Int>()
    private var packWeights: [(weights: PackWeights, isOfThemes: Bool)] = []

    init(_ spec: AnalysisSpec, in folders: LexiconFolders) throws(VOCError) {
        lexicon = try Lexicon(spec.lexicon, in: folders)
        languageWords = try LanguageWords(in: folders)
        packs = lexicon.packs.map { (id: $0.id, version: $0.version) }
        files = lexicon.files + languageWords.files
        for name in spec.themes { try add(ThemePack(name, in: folders)) }
        if !spec.intents.isEmpty { try add(IntentPack(spec.intents, in: folders)) }
        // Another pack in use may have a theme of the very name that this one gave up.
        let live = themes.map(\.id) + intents.map { "intent:\($0)" } + states.map(\.id)
        crosswalk = Crosswalk(
            crosswalk.steps.filter { step in
                !live.contains { $0 == step.from || $0.hasPrefix("\(step.from)/") }
            })
        files += packWeights.map(\.weights.file)
    }

    private mutating func add(_ pack: ThemePack) throws(VOCError) {
        for base in pack.bases + [(pack.id, pack.version)]
        where !packs.contains(where: { $0.id == "themes/\(base.id)" }) {
            packs.append(("themes/\(base.id)", base.version))
        }
        files += pack.files
        crosswalk.add(pack.crosswalk.steps)
        if let found = try PackWeights(beside: pack.files[0]) { packWeights.append((found, true)) }
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
        for point in pack.touchpoints where !touchpoints.contains(where: { $0.id == point.id }) {
            touchpoints.append(point)
        }
    }

    private mutating func add(_ pack: IntentPack) throws(VOCError) {
        packs.append(("intents/\(pack.id)", pack.version))
        files += pack.files
        if let found = try PackWeights(beside: pack.files[0]) { packWeights.append((found, false)) }
        intents = pack.intentIDs
        states = pack.stateIDs
        crosswalk.add(pack.crosswalk.steps)
        try addRules(of: pack)
        let broken = Set(pack.breach.flatMap { [$0.theme, crosswalk.current($0.theme)] })
        breach = Set(themes.indices.filter { broken.contains(themes[$0].id) })
    }

    private mutating func addRules(of pack: IntentPack) throws(VOCError) {
        let name = "intents/\(pack.id)"
        for intent in pack.intents {
            let category = rules.addCategory(
                Category(
                    kind: .intent(index: intents.firstIndex(of: intent.id)!),
                    id: "intent:\(intent.id)",
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

    /// What `weights.tsv` of the packs decide.
    func weights() throws(VOCError) -> WeightSet {
        var weightSet = WeightSet()
        for (weights, isOfThemes) in packWeights {
            try weightSet.add(
                weights,
                meaning: { id in
                    if isOfThemes {
                        if let polarity = WeightTables.polarity(named: id) {
                            return (.polarity, polarity)
                        }
                        let name = crosswalk.current(id)
                        return themes.firstIndex { $0.id == name }.map { (.theme, $0) }
                    }
                    if id.hasPrefix("severity:"), let level = Int(id.dropFirst(9)) {
                        return (1...4).contains(level) ? (.severity, level) : nil
                    }
                    let name = crosswalk.current("intent:\(id)")
                    return intents.firstIndex { "intent:\($0)" == name }.map { (.intent, $0) }
                },
                categories: { id in
                    let name = crosswalk.current(
                        isOfThemes || id.hasPrefix("severity:") ? id : "intent:\(id)")
                    return rules.categories.indices.filter {
                        rules.categories[$0].id == name
                            || isOfThemes && rules.categories[$0].id.hasPrefix("\(name)/")
                    }
                },
                themes: { id in
                    let id = crosswalk.current(id)
                    return themes.indices.filter {
                        themes[$0].id == id || themes[$0].id.hasPrefix("\(id)/")
                    }
                })
        }
        return weightSet
    }

    /// What reading and counting ask of each theme.
    func compiledThemes() -> [CompiledTheme] {
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
        }
    }
}

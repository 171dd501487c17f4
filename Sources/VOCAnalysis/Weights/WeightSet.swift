internal import VOCCore

/// The weights of all packs of an analyzer, collected for the matcher.
struct WeightSet: Sendable {
    private(set) var classes: [WeightTables.Class] = []
    private(set) var groups: [WeightTables.Group] = []
    /// Phrases to look for, each once, and what each adds.
    private(set) var phrases: [Phrase] = []
    private(set) var phraseTerms: [[WeightTables.Term]] = []
    /// The themes and intents whose rules count, each once, and what each adds.
    private(set) var ruleTerms: [[WeightTables.Term]] = []
    /// By category of the rules: what it is a part of in `ruleTerms`.
    private(set) var rulesOfCategory: [[UInt32]] = []
    /// By state of an item, in their order: the same.
    private(set) var rulesOfState: [[UInt32]] = PackWeights.State.allCases.map { _ in [] }
    /// What polarities get by what the lexicon says of the theme that is judged, and by the theme.
    private(set) var ownTerms: [[WeightTables.Term]] = PackWeights.Own.allCases.map { _ in [] }
    private(set) var themeTerms: [[WeightTables.Term]] = []
    /// The group of polarities, of the first pack that has any.
    private(set) var judgeGroup: Int?
    private(set) var places: [(category: String, text: String, origin: Origin)] = []

    private var phraseIndex: [String: Int] = [:]

    /// Adds a pack's weights. `meaning` tells what an id decides, nil for an unknown one;
    /// `categories` the rules that `#id` stands for, `themes` the themes, none for an unknown one.
    mutating func add(
        _ pack: PackWeights, meaning: (String) -> (WeightTables.Kind, Int)?,
        categories: (String) -> [Int], themes: (String) -> [Int]
    ) throws(VOCError) {
        var ruleIndex: [String: Int] = [:]
        var numbers: [String: UInt32] = [:]
        let unicode = UnicodeText()
        let group = UInt32(groups.count)
        groups.append(
            WeightTables.Group(decision: pack.decision, dividesByRoot: pack.dividesByRoot))
        // Severities and polarities are one question of their own, whatever the others decide.
        groups.append(
            WeightTables.Group(decision: .exclusive, dividesByRoot: pack.dividesByRoot))
        for line in pack.lines {
            let number: UInt32
            if let known = numbers[line.id] {
                number = known
            } else {
                guard let (kind, value) = meaning(line.id) else {
                    throw VOCError(
                        .weightsUnknownName,
                        "no theme or intent of this pack is called '\(line.id)'",
                        at: line.origin)
                }
                number = UInt32(classes.count)
                numbers[line.id] = number
                let isApart = kind == .severity || kind == .polarity
                classes.append(
                    WeightTables.Class(
                        kind: kind, value: Int32(value), group: isApart ? group + 1 : group))
                if kind == .polarity, judgeGroup == nil { judgeGroup = Int(group) + 1 }
            }
            let isJudging = classes[Int(number)].kind == .polarity
            // Of several packs with polarities the first has its say.
            if isJudging, judgeGroup != Int(group) + 1 { continue }
            let place = UInt32(places.count)
            places.append((line.id, line.text, line.origin))
            let term = WeightTables.Term(of: number, milli: Int32(line.milli), place: place)
            switch line.pattern {
            case .bias:
                classes[Int(number)].biasMilli = Int32(line.milli)
                classes[Int(number)].biasPlace = Int32(place)
            case .own(let own):
                guard isJudging else {
                    throw VOCError(
                        .weightsUnknownName, "'\(line.text)' is for lines of polarity: only",
                        at: line.origin)
                }
                ownTerms[PackWeights.Own.allCases.firstIndex(of: own)!].append(term)
            case .rule(let id) where isJudging:
                let judged = themes(id)
                guard !judged.isEmpty else {
                    throw VOCError(
                        .weightsUnknownName, "no theme of this pack is called '\(id)'",
                        at: line.origin)
                }
                for theme in judged {
                    while themeTerms.count <= theme { themeTerms.append([]) }
                    themeTerms[theme].append(term)
                }
            case .rule(let id):
                if let known = ruleIndex[id] {
                    ruleTerms[known].append(term)
                    continue
                }
                let parts = categories(id)
                guard !parts.isEmpty else {
                    throw VOCError(
                        .weightsUnknownName, "no theme or intent of this pack is called '\(id)'",
                        at: line.origin)
                }
                ruleIndex[id] = ruleTerms.count
                for part in parts {
                    while rulesOfCategory.count <= part { rulesOfCategory.append([]) }
                    rulesOfCategory[part].append(UInt32(ruleTerms.count))
                }
                ruleTerms.append([term])
            case .state(let state):
                if let known = ruleIndex[state.rawValue] {
                    ruleTerms[known].append(term)
                    continue
                }
                ruleIndex[state.rawValue] = ruleTerms.count
                let number = PackWeights.State.allCases.firstIndex(of: state)!
                rulesOfState[number].append(UInt32(ruleTerms.count))
                ruleTerms.append([term])
            case .phrase(let text):
                if let known = phraseIndex[text] {
                    phraseTerms[known].append(term)
                } else {
                    phraseIndex[text] = phrases.count
                    phrases.append(try Phrase(text, at: line.origin, folding: unicode))
                    phraseTerms.append([term])
                }
            }
        }
    }
}

/// Weights in tables, for the hot path.
final class WeightTables: Sendable {
    enum Kind: UInt8, Sendable {
        case theme, intent, severity
        /// How the customer feels about a theme: an index of `polarities`.
        case polarity
    }

    /// What polarities there are to decide between.
    static let polarities: [SentimentLabel] = [.negative, .neutral, .positive, .mixed]

    /// What weights add up to.
    struct Class: Sendable, BitwiseCopyable {
        var kind: Kind
        /// The index of the theme or intent, the severity, or the index of the polarity.
        var value: Int32
        var group: UInt32
        var biasMilli: Int32 = 0
        /// Its line; −1 for none.
        var biasPlace: Int32 = -1
    }

    /// Classes that are decided together.
    struct Group: Sendable, BitwiseCopyable {
        var decision: PackWeights.Decision
        var dividesByRoot: Bool
    }

    /// What a pattern adds to a class.
    struct Term: Sendable, BitwiseCopyable {
        var number: UInt32
        var milli: Int32
        var place: UInt32

        init(of number: UInt32, milli: Int32, place: UInt32) {
            self.number = number
            self.milli = milli
            self.place = place
        }
    }

    let classes: FrozenArray<Class>
    let groups: FrozenArray<Group>
    let phraseTerms: FrozenLists<Term>
    let ruleTerms: FrozenLists<Term>
    /// By category, up to the last one that matters.
    let rulesOfCategory: FrozenLists<UInt32>
    /// By state of an item.
    let rulesOfState: FrozenLists<UInt32>
    /// For polarities, by what the lexicon says of a theme, and by theme, up to the last that matters.
    let ownTerms: FrozenLists<Term>
    let themeTerms: FrozenLists<Term>
    /// The group of polarities; −1 if there are none.
    let judgeGroup: Int
    /// The payload of the first phrase.
    let start: UInt32
    /// Whether a theme or intent is decided by weights, by its index.
    let weighsTheme: FrozenArray<Bool>
    let weighsIntent: FrozenArray<Bool>

    init(_ set: WeightSet, themeCount: Int, intentCount: Int, start: UInt32) {
        classes = FrozenArray(set.classes)
        groups = FrozenArray(set.groups)
        phraseTerms = FrozenLists(set.phraseTerms)
        ruleTerms = FrozenLists(set.ruleTerms)
        rulesOfCategory = FrozenLists(set.rulesOfCategory)
        rulesOfState = FrozenLists(set.rulesOfState)
        ownTerms = FrozenLists(set.ownTerms)
        themeTerms = FrozenLists(set.themeTerms)
        judgeGroup = set.judgeGroup ?? -1
        self.start = start
        func weighed(_ kind: Kind, _ count: Int) -> FrozenArray<Bool> {
            FrozenArray(
                (0..<count).map { index in
                    set.classes.contains { $0.kind == kind && $0.value == Int32(index) }
                })
        }
        weighsTheme = weighed(.theme, themeCount)
        weighsIntent = weighed(.intent, intentCount)
    }

    func write(to blob: inout CompiledBlobWriter) {
        blob.table(classes)
        blob.table(groups)
        blob.lists(phraseTerms)
        blob.lists(ruleTerms)
        blob.lists(rulesOfCategory)
        blob.lists(rulesOfState)
        blob.lists(ownTerms)
        blob.lists(themeTerms)
        blob.number(judgeGroup)
        blob.number(Int(start))
        blob.table(weighsTheme)
        blob.table(weighsIntent)
    }

    init(from blob: inout CompiledBlobReader) throws(VOCError) {
        classes = try blob.table()
        groups = try blob.table()
        phraseTerms = try blob.lists()
        ruleTerms = try blob.lists()
        rulesOfCategory = try blob.lists()
        rulesOfState = try blob.lists()
        ownTerms = try blob.lists()
        themeTerms = try blob.lists()
        judgeGroup = Int(try blob.number())
        start = UInt32(truncatingIfNeeded: try blob.number())
        weighsTheme = try blob.table()
        weighsIntent = try blob.table()
    }

    var isEmpty: Bool { classes.count == 0 }
    var phraseCount: Int { phraseTerms.count }
}

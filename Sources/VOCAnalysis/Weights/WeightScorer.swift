internal import VOCCore

/// A weighted phrase found in an item: words [start, end).
struct WeightFind: BitwiseCopyable {
    var phrase: UInt32
    var start: Int32
    var end: Int32
}

/// Adds up the weights of one item and decides; one per thread.
struct WeightScorer: ~Copyable {
    private let tables: WeightTables
    /// The item in which a phrase, or a theme's rules, were last met.
    private var lastPhrase: Scratch<UInt32>
    private var lastRules: Scratch<UInt32>
    private var item: UInt32 = 0
    /// Phrases of the item, each where it stands first.
    private(set) var finds = Scratch<WeightFind>()
    /// Places in `ruleTerms` of the themes and intents whose rules hold.
    private(set) var rules = Scratch<UInt32>()
    /// By class.
    private(set) var sums: Scratch<Int32>
    private(set) var isDecided: Scratch<Bool>
    /// By what sums are divided, in thousandths, where a group asks for it.
    private(set) var rootMilli = 1000

    init(_ tables: WeightTables) {
        self.tables = tables
        lastPhrase = Scratch(capacity: tables.phraseCount)
        lastRules = Scratch(capacity: tables.ruleTerms.count)
        sums = Scratch(capacity: tables.classes.count)
        isDecided = Scratch(capacity: tables.classes.count)
        for _ in 0..<tables.phraseCount { lastPhrase.append(0) }
        for _ in 0..<tables.ruleTerms.count { lastRules.append(0) }
        for _ in 0..<tables.classes.count {
            sums.append(0)
            isDecided.append(false)
        }
    }

    mutating func beginItem() {
        if item == .max {
            for index in 0..<lastPhrase.count { lastPhrase[index] = 0 }
            for index in 0..<lastRules.count { lastRules[index] = 0 }
            item = 0
        }
        item += 1
        finds.removeAll()
        rules.removeAll()
    }

    mutating func note(_ find: WeightFind) {
        guard lastPhrase[Int(find.phrase)] != item else { return }
        lastPhrase[Int(find.phrase)] = item
        finds.append(find)
    }

    /// Notes that the rules of a category hold.
    mutating func note(category: UInt32) {
        guard category < UInt32(tables.rulesOfCategory.count) else { return }
        for place in tables.rulesOfCategory.range(Int(category)) {
            note(rule: tables.rulesOfCategory.elements[place])
        }
    }

    /// Notes what is true of the item.
    mutating func note(state: PackWeights.State) {
        for (number, other) in PackWeights.State.allCases.enumerated() where other == state {
            for place in tables.rulesOfState.range(number) {
                note(rule: tables.rulesOfState.elements[place])
            }
        }
    }

    private mutating func note(rule: UInt32) {
        if lastRules[Int(rule)] == item { return }
        lastRules[Int(rule)] = item
        rules.append(rule)
    }

    /// Adds up and decides all classes.
    mutating func decide() {
        for index in 0..<sums.count {
            sums[index] = 0
            isDecided[index] = false
        }
        for index in 0..<finds.count {
            add(tables.phraseTerms, Int(finds[index].phrase))
        }
        rootMilli = WeightScorer.rootMilli(of: finds.count)
        for index in 0..<sums.count {
            let item = tables.classes[index]
            if tables.groups[item.group].dividesByRoot {
                sums[index] = Int32(WeightScorer.quotient(Int(sums[index]), rootMilli))
            }
            sums[index] += item.biasMilli
        }
        for index in 0..<rules.count { add(tables.ruleTerms, Int(rules[index])) }
        // Polarities are decided theme by theme, when the themes are known.
        for group in 0..<tables.groups.count where group != tables.judgeGroup {
            decide(UInt32(group))
        }
    }

    private mutating func add(_ lists: borrowing FrozenLists<WeightTables.Term>, _ list: Int) {
        for place in lists.range(list) {
            let term = lists.elements[place]
            sums[Int(term.number)] += term.milli
        }
    }

    private mutating func decide(_ group: UInt32) {
        var highest = -1
        var isAny = false
        for index in 0..<sums.count where tables.classes[index].group == group {
            if highest < 0 || sums[index] > sums[highest] { highest = index }
            if tables.groups[group].decision != .exclusive, sums[index] > 0 {
                isDecided[index] = true
                isAny = true
            }
        }
        if highest >= 0, !isAny, tables.groups[group].decision != .any { isDecided[highest] = true }
    }

    /// The square root of a count in thousandths, at least 1000.
    static func rootMilli(of count: Int) -> Int {
        max(1000, Int((Double(count).squareRoot() * 1000).rounded()))
    }

    /// `sum / (root / 1000)`, rounded half away from zero.
    static func quotient(_ sum: Int, _ root: Int) -> Int {
        (sum * 2000 + (sum < 0 ? -root : root)) / (2 * root)
    }
}

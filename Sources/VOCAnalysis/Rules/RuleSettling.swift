internal import VOCCore

/// What an item is besides its text, as far as rules may ask for it.
package struct ItemFacts: Sendable {
    /// In thousandths, on the scale of its input; nil if it has none.
    package var ratingMilli: Int?
    package var channel: [UInt8] = []
    package var source: [UInt8] = []
    /// By the names of the pipeline's attributes.
    package var segments: [String: [UInt8]] = [:]

    package init() {}
}

/// Decides which of the rules found in an item's sentences hold for the item; one per thread.
///
/// In this order: demands on the item; `not` within the sentence; of overlapping matches of one
/// theme or intent in a sentence the one with the most words, then the leftmost, then that of the
/// rule that comes first, then the one of fewer phrases; last the weights.
struct RuleSettling: ~Copyable {
    private let tables: RuleTables
    private var flags: [Bool]
    /// The flags that a field of the item decides, and those that earlier flags decide.
    private let fieldFlags: [(flag: Int, condition: FieldCondition)]
    private let choiceFlags: [(flag: Int, choices: [[RuleSet.Demand]])]
    private var rivals = RivalHits()
    private var cancelled = Scratch<UInt32>()
    /// What the rules found for an item weigh together, by category, and the number of the item in
    /// which a category and a rule were last weighed.
    private var weights: Scratch<Int32>
    private var categoryItems: Scratch<UInt32>
    private var ruleItems: Scratch<UInt32>
    private var item: UInt32 = 0

    init(_ tables: RuleTables) {
        self.tables = tables
        flags = Array(repeating: false, count: tables.facts.count)
        var fieldFlags: [(Int, FieldCondition)] = []
        var choiceFlags: [(Int, [[RuleSet.Demand]])] = []
        for (flag, fact) in tables.facts.enumerated() {
            switch fact {
            case .rules: continue
            case .field(let condition): fieldFlags.append((flag, condition))
            case .any(let choices): choiceFlags.append((flag, choices))
            }
        }
        self.fieldFlags = fieldFlags
        self.choiceFlags = choiceFlags
        weights = Scratch(repeating: 0, count: tables.categories.count)
        categoryItems = Scratch(repeating: 0, count: tables.categories.count)
        ruleItems = Scratch(repeating: 0, count: tables.rules.count)
    }

    /// Sets the flags of an item from its fields and from the parts of rules found in it.
    mutating func settleFlags(
        _ facts: ItemFacts, language: String, _ hits: borrowing Scratch<RuleHit>
    ) {
        guard tables.hasDemands else { return }
        for index in flags.indices { flags[index] = false }
        for (flag, condition) in fieldFlags {
            flags[flag] = RuleSettling.holds(condition, facts, language)
        }
        for index in 0..<hits.count {
            let category = tables.categories[tables.rules[hits[index].rule].category]
            if category.kind == .flag { flags[Int(category.value)] = true }
        }
        for (flag, choices) in choiceFlags {
            flags[flag] = choices.contains { $0.allSatisfy { flags[$0.flag] == $0.isWanted } }
        }
    }

    private static func holds(_ condition: FieldCondition, _ facts: ItemFacts, _ language: String)
        -> Bool
    {
        switch condition.field {
        case .rating: condition.holds(facts.ratingMilli)
        case .channel: condition.holds(facts.channel)
        case .source: condition.holds(facts.source)
        case .language: condition.holds(language.utf8)
        case .segment(let name): condition.holds(facts.segments[name] ?? [])
        }
    }

    /// Keeps of the hits [first, end) of a sentence those that count, in the order of the text, from
    /// `kept` on, and says where they end.
    mutating func settleSentence(
        _ first: Int, _ end: Int, in hits: inout Scratch<RuleHit>, from kept: Int
    ) -> Int {
        cancelled.removeAll()
        if tables.hasCancels {
            for index in first..<end where tables.rules[hits[index].rule].isCancel {
                if meetsDemands(hits[index].rule) {
                    cancelled.append(tables.rules[hits[index].rule].category)
                }
            }
        }
        rivals.removeAll()
        for index in first..<end {
            let rule = tables.rules[hits[index].rule]
            guard !rule.isCancel, tables.categories[rule.category].kind != .flag,
                meetsDemands(hits[index].rule),
                !isCancelled(rule.category)
            else { continue }
            rivals.append(index, ofCategory: rule.category, in: hits)
        }
        return rivals.keepApart(in: &hits, from: kept)
    }

    private mutating func isCancelled(_ category: UInt32) -> Bool {
        for index in 0..<cancelled.count where cancelled[index] == category { return true }
        return false
    }

    // Methods that only read are `mutating` as well: one that borrows a value of this size makes the
    // compiler copy it whole for each call.
    @inline(__always)
    private mutating func meetsDemands(_ rule: UInt32) -> Bool {
        guard tables.rules[rule].hasDemands else { return true }
        return tables.demands[Int(rule)].allSatisfy { flags[$0.flag] == $0.isWanted }
    }

    /// Drops the hits of categories whose rules do not weigh enough together. Each rule counts once
    /// an item.
    mutating func weigh(_ hits: borrowing Scratch<RuleHit>) {
        guard tables.hasWeights else { return }
        nextItem()
        for index in 0..<hits.count {
            let number = Int(hits[index].rule)
            let rule = tables.rules[number]
            let category = Int(rule.category)
            guard tables.categories[category].isWeighed, ruleItems[number] != item else { continue }
            ruleItems[number] = item
            if categoryItems[category] != item {
                categoryItems[category] = item
                weights[category] = 0
            }
            weights[category] += rule.weight
        }
    }

    private mutating func nextItem() {
        item &+= 1
        guard item == 0 else { return }
        // Numbers begin anew: none may be taken for one of long ago.
        item = 1
        for category in 0..<categoryItems.count { categoryItems[category] = 0 }
        for rule in 0..<ruleItems.count { ruleItems[rule] = 0 }
    }

    /// Whether the rules found for a hit's category suffice; after `weigh`.
    mutating func suffices(_ hit: RuleHit) -> Bool {
        guard tables.hasWeights else { return true }
        let category = tables.rules[hit.rule].category
        guard tables.categories[category].isWeighed else { return true }
        return categoryItems[Int(category)] == item && weights[Int(category)] >= 1000
    }
}

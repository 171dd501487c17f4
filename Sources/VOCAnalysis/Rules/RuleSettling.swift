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
    private var order = Scratch<Int32>()
    private var chosen = Scratch<RuleHit>()
    private var apart = Scratch<RuleHit>()
    private var cancelled = Scratch<UInt32>()
    private var weights: [UInt32: Int32] = [:]
    private var weighed = Set<UInt32>()

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
        order.removeAll()
        for index in first..<end {
            let rule = tables.rules[hits[index].rule]
            guard !rule.isCancel, tables.categories[rule.category].kind != .flag,
                meetsDemands(hits[index].rule),
                !isCancelled(rule.category)
            else { continue }
            order.append(Int32(index))
        }
        return keepApart(in: &hits, from: kept)
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

    /// Moves the hits of `order` to `kept`, without those that overlap a better one of their
    /// category.
    private mutating func keepApart(in hits: inout Scratch<RuleHit>, from kept: Int) -> Int {
        if !hasRivals(in: hits) {
            // Moved down and sorted in one go; `order` rises, so that nothing unread is written over.
            for offset in 0..<order.count {
                let hit = hits[Int(order[offset])]
                var place = kept + offset
                while place > kept, RuleSettling.precedes(hit, hits[place - 1]) {
                    hits[place] = hits[place - 1]
                    place -= 1
                }
                hits[place] = hit
            }
            return kept + order.count
        }
        chosen.removeAll()
        for index in 0..<order.count { chosen.append(hits[Int(order[index])]) }
        let rules = tables.rules
        chosen.sort { one, other in
            let (a, b) = (rules[one.rule].category, rules[other.rule].category)
            if a != b { return a < b }
            if one.wordCount != other.wordCount { return one.wordCount > other.wordCount }
            return RuleSettling.precedes(one, other)
        }
        apart.removeAll()
        var firstOfCategory = 0
        for index in 0..<chosen.count {
            let hit = chosen[index]
            if index > 0, rules[chosen[index - 1].rule].category != rules[hit.rule].category {
                firstOfCategory = apart.count
            }
            if !overlapsApart(hit, from: firstOfCategory) { apart.append(hit) }
        }
        apart.sort(by: RuleSettling.precedes)
        for offset in 0..<apart.count { hits[kept + offset] = apart[offset] }
        return kept + apart.count
    }

    private mutating func overlapsApart(_ hit: RuleHit, from first: Int) -> Bool {
        // A sentence with hundreds of mentions of one theme is no sentence.
        for index in max(first, apart.count - RuleSettling.mostCompared)..<apart.count
        where hit.overlaps(apart[index]) { return true }
        return false
    }

    /// Whether some of the hits of `order` overlap another of their category, or there are too many
    /// to look at each pair.
    private mutating func hasRivals(in hits: borrowing Scratch<RuleHit>) -> Bool {
        guard order.count <= 16 else { return true }
        for index in 1..<max(1, order.count) {
            let hit = hits[Int(order[index])]
            let category = tables.rules[hit.rule].category
            for other in 0..<index {
                let earlier = hits[Int(order[other])]
                if tables.rules[earlier.rule].category == category, hit.overlaps(earlier) {
                    return true
                }
            }
        }
        return false
    }

    private static let mostCompared = 256

    private static func precedes(_ one: RuleHit, _ other: RuleHit) -> Bool {
        let (start, otherStart) = (one.extent.start, other.extent.start)
        if start != otherStart { return start < otherStart }
        return one.rule != other.rule ? one.rule < other.rule : one.precedes(other)
    }

    /// Drops the hits of categories whose rules do not weigh enough together. Each rule counts once
    /// an item.
    mutating func weigh(_ hits: borrowing Scratch<RuleHit>) {
        guard tables.hasWeights else { return }
        weights.removeAll(keepingCapacity: true)
        weighed.removeAll(keepingCapacity: true)
        for index in 0..<hits.count {
            let rule = tables.rules[hits[index].rule]
            guard tables.categories[rule.category].isWeighed,
                weighed.insert(hits[index].rule).inserted
            else { continue }
            weights[rule.category, default: 0] += rule.weight
        }
    }

    /// Whether the rules found for a hit's category suffice; after `weigh`.
    mutating func suffices(_ hit: RuleHit) -> Bool {
        guard tables.hasWeights else { return true }
        let category = tables.rules[hit.rule].category
        guard tables.categories[category].isWeighed else { return true }
        return weights[category, default: 0] >= 1000
    }
}

internal import VOCCore

/// Rules in tables, for the hot path.
final class RuleTables: Sendable {
    struct Rule: Sendable, BitwiseCopyable {
        var category: UInt32
        var node: UInt32
        var weight: Int32
        /// The feeling it says of its theme, or the intensity of its state, in thousandths; 0 for none.
        var polarity: Int32
        var isCancel: Bool
        var hasDemands: Bool
    }
    struct Category: Sendable, BitwiseCopyable {
        enum Kind: UInt8, Sendable {
            case theme, intent, severity, effort, flag, state, naming
        }
        var kind: Kind
        /// The index of the theme, intent, state or flag, the severity, or the effort in thousandths.
        var value: Int32
        /// Some of its rules do not suffice alone.
        var isWeighed = false
    }
    struct Node: Sendable, BitwiseCopyable {
        enum Kind: UInt8, Sendable { case phrase, chain, any }
        var kind: Kind
        /// The operand of a phrase; else its place in `links`.
        var first: UInt32
        var count: UInt32 = 0
    }
    struct Link: Sendable, BitwiseCopyable {
        enum Join: UInt8, Sendable { case and, near, before, after }
        var node: UInt32
        var join = Join.and
        var isInClause = false
        var isNegated = false
        var distance: Int32 = 0
    }

    let rules: FrozenArray<Rule>
    let nodes: FrozenArray<Node>
    /// What chains and alternatives are made of.
    let links: FrozenArray<Link>
    /// By operand: the rules that are this phrase alone, and those that it may complete.
    let singleRules: FrozenLists<UInt32>
    let compoundRules: FrozenLists<UInt32>
    /// By operand: whether it is in one of these lists.
    let isTrigger: FrozenArray<Bool>
    /// By rule: operands without which it cannot hold.
    let neededOperands: FrozenLists<UInt32>
    let categories: FrozenArray<Category>
    let operandCount: Int
    /// The words of the longest phrase.
    let longestPhrase: Int32
    /// The operand that stands for words in capitals; nil if no rule asks for them.
    let capitals: UInt32?

    let facts: [RuleSet.Fact]
    /// By rule.
    let demands: [[RuleSet.Demand]]
    let hasDemands: Bool
    let hasWeights: Bool
    let hasCancels: Bool

    init(_ set: RuleSet) {
        let capitals = UInt32(set.operands.count)
        var links: [Link] = []
        var usesCapitals = false
        nodes = FrozenArray(
            set.nodes.map { node in
                let first = UInt32(links.count)
                switch node {
                case .phrase(let operand): return Node(kind: .phrase, first: operand)
                case .capitals:
                    usesCapitals = true
                    return Node(kind: .phrase, first: capitals)
                case .any(let nodes):
                    links += nodes.map { Link(node: $0) }
                    return Node(kind: .any, first: first, count: UInt32(nodes.count))
                case .chain(let start, let list):
                    links.append(Link(node: start))
                    links += list.map(Link.init)
                    return Node(kind: .chain, first: first, count: UInt32(list.count + 1))
                }
            })
        self.links = FrozenArray(links)
        operandCount = set.operands.count + 1
        longestPhrase = Int32(
            set.operands.flatMap { $0.sequences.lazy.map(\.count) }.max() ?? 0)
        self.capitals = usesCapitals ? capitals : nil

        let triggers = RuleTriggers(set, capitals: capitals)
        singleRules = FrozenLists(triggers.single)
        compoundRules = FrozenLists(triggers.compound)
        isTrigger = FrozenArray(
            zip(triggers.single, triggers.compound).map { !$0.isEmpty || !$1.isEmpty })
        neededOperands = FrozenLists(triggers.needed)
        rules = FrozenArray(
            set.rules.map {
                Rule(
                    category: $0.category, node: $0.node, weight: Int32($0.weight),
                    polarity: Int32($0.polarity),
                    isCancel: $0.isCancel, hasDemands: !$0.demands.isEmpty)
            })
        var isWeighed = [Bool](repeating: false, count: set.categories.count)
        for rule in set.rules where rule.weight != 1000 { isWeighed[Int(rule.category)] = true }
        categories = FrozenArray(
            set.categories.enumerated().map { index, category in
                var result =
                    switch category.kind {
                    case .theme(let index): Category(kind: .theme, value: Int32(index))
                    case .intent(let index): Category(kind: .intent, value: Int32(index))
                    case .severity(let level): Category(kind: .severity, value: Int32(level))
                    case .effort(let milli): Category(kind: .effort, value: Int32(milli))
                    case .flag(let index): Category(kind: .flag, value: Int32(index))
                    case .state(let index): Category(kind: .state, value: Int32(index))
                    case .naming(let index): Category(kind: .naming, value: Int32(index))
                    }
                result.isWeighed = isWeighed[index]
                return result
            })
        facts = set.facts
        demands = set.rules.map(\.demands)
        hasDemands = !set.facts.isEmpty
        hasWeights = isWeighed.contains(true)
        hasCancels = set.rules.contains(where: \.isCancel)
    }

    func write(to blob: inout CompiledBlobWriter) {
        blob.table(rules)
        blob.table(nodes)
        blob.table(links)
        blob.lists(singleRules)
        blob.lists(compoundRules)
        blob.table(isTrigger)
        blob.lists(neededOperands)
        blob.table(categories)
        blob.number(operandCount)
        blob.number(Int(longestPhrase))
        blob.number(capitals.map(Int.init) ?? -1)
        blob.number(facts.count)
        for fact in facts { fact.write(to: &blob) }
        for list in demands { RuleSet.Demand.write(list, to: &blob) }
        for flag in [hasDemands, hasWeights, hasCancels] { blob.number(flag ? 1 : 0) }
    }

    init(from blob: inout CompiledBlobReader) throws(VOCError) {
        rules = try blob.table()
        nodes = try blob.table()
        links = try blob.table()
        singleRules = try blob.lists()
        compoundRules = try blob.lists()
        isTrigger = try blob.table()
        neededOperands = try blob.lists()
        categories = try blob.table()
        operandCount = try blob.number()
        longestPhrase = Int32(truncatingIfNeeded: try blob.number())
        let capitals = try blob.number()
        self.capitals = capitals < 0 ? nil : UInt32(truncatingIfNeeded: capitals)
        var facts: [RuleSet.Fact] = []
        for _ in 0..<(try blob.number()) { facts.append(try RuleSet.Fact(from: &blob)) }
        self.facts = facts
        var demands: [[RuleSet.Demand]] = []
        for _ in 0..<rules.count { demands.append(try RuleSet.Demand.list(from: &blob)) }
        self.demands = demands
        hasDemands = try blob.number() != 0
        hasWeights = try blob.number() != 0
        hasCancels = try blob.number() != 0
    }
}

extension RuleSet.Demand {
    fileprivate static func write(_ list: [RuleSet.Demand], to blob: inout CompiledBlobWriter) {
        blob.number(list.count)
        for demand in list {
            blob.number(demand.flag)
            blob.number(demand.isWanted ? 1 : 0)
        }
    }

    fileprivate static func list(from blob: inout CompiledBlobReader) throws(VOCError)
        -> [RuleSet.Demand]
    {
        var list: [RuleSet.Demand] = []
        for _ in 0..<(try blob.number()) {
            list.append(
                RuleSet.Demand(flag: try blob.number(), isWanted: try blob.number() != 0))
        }
        return list
    }
}

extension RuleSet.Fact {
    fileprivate func write(to blob: inout CompiledBlobWriter) {
        switch self {
        case .rules: blob.number(0)
        case .field(let condition):
            blob.number(1)
            blob.text(condition.text)
        case .any(let choices):
            blob.number(2)
            blob.number(choices.count)
            for list in choices { RuleSet.Demand.write(list, to: &blob) }
        }
    }

    fileprivate init(from blob: inout CompiledBlobReader) throws(VOCError) {
        switch try blob.number() {
        case 0: self = .rules
        case 1:
            self = .field(
                try FieldCondition(try blob.text(), at: Origin(file: "compiled")))
        default:
            var choices: [[RuleSet.Demand]] = []
            for _ in 0..<(try blob.number()) {
                choices.append(try RuleSet.Demand.list(from: &blob))
            }
            self = .any(choices)
        }
    }
}

extension RuleTables.Link {
    fileprivate init(_ link: RuleSet.Link) {
        self.init(node: link.node, isInClause: link.isInClause, isNegated: link.isNegated)
        switch link.join {
        case .and: join = .and
        case .near(let most): (join, distance) = (.near, Int32(most))
        case .before(let most): (join, distance) = (.before, Int32(most))
        case .after(let most): (join, distance) = (.after, Int32(most))
        }
    }
}

/// For each rule the phrases whose sight makes it worth a look: of what it needs the rarest.
private struct RuleTriggers {
    private(set) var single: [[UInt32]]
    private(set) var compound: [[UInt32]]
    private(set) var needed: [[UInt32]] = []

    init(_ set: RuleSet, capitals: UInt32) {
        single = Array(repeating: [], count: set.operands.count + 1)
        compound = single
        let commonness = set.operands.map(\.commonness) + [100]
        func triggers(_ node: UInt32) -> [UInt32] {
            switch set.nodes[Int(node)] {
            case .phrase(let operand): return [operand]
            case .capitals: return [capitals]
            case .any(let nodes): return Array(Set(nodes.flatMap(triggers))).sorted()
            case .chain(let first, let links):
                let choices = ([first] + links.filter { !$0.isNegated }.map(\.node)).map(triggers)
                func cost(_ list: [UInt32]) -> Double {
                    list.reduce(0) { $0 + commonness[Int($1)] }
                }
                return choices.min { cost($0) < cost($1) }!
            }
        }
        for (index, rule) in set.rules.enumerated() {
            var needs: [UInt32] = []
            switch set.nodes[Int(rule.node)] {
            case .phrase(let operand): single[Int(operand)].append(UInt32(index))
            default:
                for operand in triggers(rule.node) {
                    compound[Int(operand)].append(UInt32(index))
                }
            }
            if case .chain(let first, let links) = set.nodes[Int(rule.node)] {
                for node in [first] + links.filter({ !$0.isNegated }).map(\.node) {
                    if case .phrase(let operand) = set.nodes[Int(node)] { needs.append(operand) }
                }
            }
            needed.append(needs)
        }
    }
}

extension Phrase {
    /// A guess at how often it is met, to compare phrases by: short words are common, long phrases
    /// rare.
    fileprivate var commonness: Double {
        var ofSet: [Double] = []
        for set in sets {
            var sum = set.matchesClass ? 20.0 : 0
            for word in set.words {
                sum += word.utf8.count <= 3 ? 30 : word.utf8.count <= 5 ? 4 : 1
            }
            for prefix in set.prefixes { sum += prefix.utf8.count <= 4 ? 8 : 2 }
            ofSet.append(min(sum, 300))
        }
        var total = 0.0
        for sequence in sequences.prefix(200) where !sequence.isEmpty {
            total += sequence.dropFirst().reduce(ofSet[sequence[0]]) { $0 * ofSet[$1] / 400 }
        }
        return total
    }
}

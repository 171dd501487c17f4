internal import VOCCore

/// Rules in tables, for the hot path.
final class RuleTables: Sendable {
    struct Rule: Sendable, BitwiseCopyable {
        var category: UInt32
        var weight: Int32
        /// The feeling it says of its theme, or the intensity of its state, in thousandths; 0 for none.
        var polarity: Int32
        var isCancel: Bool
        var hasDemands: Bool
    }
    /// An alternative of a rule that is more than a phrase.
    struct Look: Sendable, BitwiseCopyable {
        var rule: UInt32
        var node: UInt32
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
        /// The place of a phrase's parts in `phraseParts`; else its place in `links`.
        var first: UInt32
        var count: UInt32
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
    /// The parts of phrases, see `OperandParts`, one phrase's after the other.
    let phraseParts: FrozenArray<UInt32>
    let looks: FrozenArray<Look>
    /// By part: the rules of which this phrase alone is an alternative, and the looks that it is
    /// worth.
    let singleRules: FrozenLists<UInt32>
    let worthLooks: FrozenLists<UInt32>
    /// By part: whether it is in one of these lists.
    let isTrigger: FrozenArray<Bool>
    /// By look: what it cannot hold without, each a place in `choices`: parts of which one must be
    /// there.
    let needs: FrozenLists<UInt32>
    let choices: FrozenLists<UInt32>
    let categories: FrozenArray<Category>
    let partCount: Int
    /// The words of the longest phrase.
    let longestPhrase: Int32
    /// The part that stands for words in capitals; nil if no rule asks for them.
    let capitals: UInt32?

    let facts: [RuleSet.Fact]
    /// By rule.
    let demands: [[RuleSet.Demand]]
    let hasDemands: Bool
    let hasWeights: Bool
    let hasCancels: Bool

    /// `parts` are those of the set's operands.
    init(_ set: RuleSet, _ parts: OperandParts) {
        let capitals = UInt32(parts.phrases.count)
        var links: [Link] = []
        var phraseParts: [UInt32] = []
        var usesCapitals = false
        nodes = FrozenArray(
            set.nodes.map { node in
                let first = UInt32(links.count)
                switch node {
                case .phrase(let operand):
                    let list = parts.ofOperand[Int(operand)]
                    phraseParts += list
                    return Node(
                        kind: .phrase, first: UInt32(phraseParts.count - list.count),
                        count: UInt32(list.count))
                case .capitals:
                    usesCapitals = true
                    phraseParts.append(capitals)
                    return Node(kind: .phrase, first: UInt32(phraseParts.count - 1), count: 1)
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
        self.phraseParts = FrozenArray(phraseParts)
        partCount = parts.phrases.count + 1
        longestPhrase = Int32(
            set.operands.flatMap { $0.sequences.lazy.map(\.count) }.max() ?? 0)
        self.capitals = usesCapitals ? capitals : nil

        let triggers = RuleTriggers(set, parts, capitals: capitals)
        singleRules = FrozenLists(triggers.single)
        worthLooks = FrozenLists(triggers.compound)
        looks = FrozenArray(triggers.looks)
        isTrigger = FrozenArray(
            zip(triggers.single, triggers.compound).map { !$0.isEmpty || !$1.isEmpty })
        needs = FrozenLists(triggers.needs)
        choices = FrozenLists(triggers.choices)
        rules = FrozenArray(
            set.rules.map {
                Rule(
                    category: $0.category, weight: Int32($0.weight),
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
        blob.lists(worthLooks)
        blob.table(looks)
        blob.table(isTrigger)
        blob.table(phraseParts)
        blob.lists(needs)
        blob.lists(choices)
        blob.table(categories)
        blob.number(partCount)
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
        worthLooks = try blob.lists()
        looks = try blob.table()
        isTrigger = try blob.table()
        phraseParts = try blob.table()
        needs = try blob.lists()
        choices = try blob.lists()
        categories = try blob.table()
        partCount = try blob.number()
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

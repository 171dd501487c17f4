internal import VOCCore

/// What a rule can say about an item.
struct Category: Sendable {
    enum Kind: Sendable, Hashable {
        case theme(index: Int)
        case intent(index: Int)
        case severity(Int)
        case effort(milli: Int)
        /// A state that holds or not, such as `flag:legal`, or has an intensity, such as `emotion:anger`.
        case state(index: Int)
        /// The same, where a name follows the words found.
        case naming(index: Int)
        /// A part of other rules that may stand anywhere in the item.
        case flag(index: Int)
    }

    let kind: Kind
    /// Such as `delivery/late`, `intent:complaint`, `severity:3`, `effort:-0.8`.
    let id: String
    let pack: String
}

/// Rules compiled for the matcher: phrases are operands, shared by all rules that use the same
/// text; what joins them is a graph of nodes, shared likewise.
struct RuleSet: Sendable {
    /// How a node stands to the one before it in a chain.
    struct Link: Sendable, Hashable {
        var node: UInt32
        var join: Pattern.Join
        var isInClause: Bool
        var isNegated: Bool
    }

    /// What is looked for in a sentence.
    enum Node: Sendable, Hashable {
        case phrase(operand: UInt32)
        case capitals
        case chain(first: UInt32, [Link])
        case any([UInt32])
    }

    /// What must hold of the item as a whole.
    struct Demand: Sendable, Hashable {
        var flag: Int
        var isWanted: Bool
    }

    /// How a flag comes to be set, unless by rules of its own.
    enum Fact: Sendable, Hashable {
        case rules
        case field(FieldCondition)
        /// One of these lists of demands is met; they speak of earlier flags.
        case any([[Demand]])
    }

    struct Rule: Sendable {
        let category: UInt32
        /// Cancels the category in the sentence instead of tagging it.
        let isCancel: Bool
        let node: UInt32
        let demands: [Demand]
        /// In thousandths.
        let weight: Int
        /// The feeling it says of its theme, in thousandths; 0 for none.
        let polarity: Int
        let text: String
        let origin: Origin
    }

    private(set) var categories: [Category] = []
    private(set) var rules: [Rule] = []
    private(set) var nodes: [Node] = []
    private(set) var facts: [Fact] = []
    /// Operand texts with the phrase each stands for.
    private(set) var operands: [Phrase] = []

    private var operandIndex: [String: UInt32] = [:]
    private var nodeIndex: [Node: UInt32] = [:]
    private var factIndex: [Fact: Int] = [:]
    private var flagIndex: [UInt32: Int] = [:]
    private let unicode = UnicodeBox()

    mutating func addCategory(_ category: Category) -> UInt32 {
        categories.append(category)
        return UInt32(categories.count - 1)
    }

    mutating func add(
        _ patterns: [Pattern], to category: UInt32, isCancel: Bool = false, names: PatternNames
    ) throws(VOCError) {
        for pattern in patterns {
            var compiler = PatternCompiler(pattern, names: names)
            try compiler.add(pattern.root, to: category, isCancel: isCancel, in: &self)
        }
    }

    // MARK: For the compiler

    mutating func addRule(_ rule: Rule) { rules.append(rule) }

    mutating func node(_ node: Node) -> UInt32 {
        if let known = nodeIndex[node] { return known }
        let index = UInt32(nodes.count)
        nodes.append(node)
        nodeIndex[node] = index
        return index
    }

    /// A node for a phrase without names in it.
    mutating func phrase(_ text: String, at origin: Origin) throws(VOCError) -> UInt32 {
        if let known = operandIndex[text] { return node(.phrase(operand: known)) }
        let index = UInt32(operands.count)
        operands.append(try Phrase(text, at: origin, folding: unicode.text))
        operandIndex[text] = index
        return node(.phrase(operand: index))
    }

    /// The flag of a fact.
    mutating func flag(_ fact: Fact) -> Int {
        if let known = factIndex[fact] { return known }
        facts.append(fact)
        factIndex[fact] = facts.count - 1
        return facts.count - 1
    }

    /// The flag that is set where `node` is found anywhere in the item.
    mutating func flag(of node: UInt32, for pattern: Pattern) -> Int {
        if let known = flagIndex[node] { return known }
        let flag = facts.count
        facts.append(.rules)
        flagIndex[node] = flag
        let category = addCategory(
            Category(kind: .flag(index: flag), id: "part \(flag) of rules", pack: ""))
        addRule(
            Rule(
                category: category, isCancel: false, node: node, demands: [], weight: 1000,
                polarity: 0,
                text: pattern.text, origin: pattern.origin))
        return flag
    }
}

/// Makes ICU's handle only where rules are compiled.
// Sound: used while a rule set is built, by one task; a finished rule set never touches it.
private final class UnicodeBox: @unchecked Sendable {
    lazy var text = UnicodeText()
}

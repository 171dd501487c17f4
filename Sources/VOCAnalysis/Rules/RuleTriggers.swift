internal import VOCCore

/// For each rule the phrases whose sight makes it worth a look: of what it needs the rarest.
///
/// Alternatives of a rule are looked at one by one: a rule such as `#service`, which is all rules of
/// other themes, would else be worked through as a whole wherever one of their words stands.
struct RuleTriggers {
    /// By part of an operand: the rules of which this phrase alone is an alternative, and the looks
    /// that it is worth.
    private(set) var single: [[UInt32]]
    private(set) var compound: [[UInt32]]
    private(set) var looks: [RuleTables.Look] = []
    /// By look: what else it cannot hold without, as places in `choices`, those with the fewest parts
    /// first.
    private(set) var needs: [[UInt32]] = []
    /// Parts of which one must be there.
    private(set) var choices: [[UInt32]] = []

    private let set: RuleSet
    private let parts: OperandParts
    private let capitals: UInt32
    private var choiceIndex: [[UInt32]: UInt32] = [:]
    private let commonness: [Double]
    /// More parts than these are not worth asking for one by one.
    private static let mostChoices = 24

    init(_ set: RuleSet, _ parts: OperandParts, capitals: UInt32) {
        self.set = set
        self.parts = parts
        self.capitals = capitals
        commonness = set.operands.map(\.commonness) + [100]
        single = Array(repeating: [], count: parts.phrases.count + 1)
        compound = single
        for (index, rule) in set.rules.enumerated() {
            for node in alternatives(of: rule.node) { add(node, of: UInt32(index)) }
        }
    }

    /// A node, or what it is one of; each once.
    private func alternatives(of node: UInt32) -> [UInt32] {
        guard case .any(let nodes) = set.nodes[Int(node)] else { return [node] }
        var result: [UInt32] = []
        for node in nodes.flatMap(alternatives) where !result.contains(node) { result.append(node) }
        return result
    }

    private mutating func add(_ node: UInt32, of rule: UInt32) {
        let operands = triggers(node)
        let seen = partsOnce(of: operands)
        guard case .chain = set.nodes[Int(node)] else {
            for part in seen where single[Int(part)].last != rule {
                single[Int(part)].append(rule)
            }
            return
        }
        for part in seen { compound[Int(part)].append(UInt32(looks.count)) }
        looks.append(.init(rule: rule, node: node))
        needs.append(needs(of: node, besides: operands))
    }

    /// Operands of which one must be there for a node to hold. The capitals are the last.
    private func triggers(_ node: UInt32) -> [Int] {
        switch set.nodes[Int(node)] {
        case .phrase(let operand): return [Int(operand)]
        case .capitals: return [set.operands.count]
        case .any(let nodes): return Array(Set(nodes.flatMap(triggers))).sorted()
        case .chain(let first, let links):
            func cost(_ list: [Int]) -> Double { list.reduce(0) { $0 + commonness[$1] } }
            return RuleTriggers.needed(first, links).map(triggers).min { cost($0) < cost($1) }!
        }
    }

    private static func needed(_ first: UInt32, _ links: [RuleSet.Link]) -> [UInt32] {
        [first] + links.filter { !$0.isNegated }.map(\.node)
    }

    private func partsOnce(of operands: [Int]) -> [UInt32] {
        Set(operands.flatMap { $0 < parts.ofOperand.count ? parts.ofOperand[$0] : [capitals] })
            .sorted()
    }

    /// What the links of a chain need, but for the one whose sight made it worth a look.
    private mutating func needs(of node: UInt32, besides seen: [Int]) -> [UInt32] {
        guard case .chain(let first, let links) = set.nodes[Int(node)] else { return [] }
        var lists: [[UInt32]] = []
        for link in RuleTriggers.needed(first, links) {
            let operands = triggers(link)
            guard operands != seen else { continue }
            let list = partsOnce(of: operands)
            if list.count <= RuleTriggers.mostChoices, !lists.contains(list) { lists.append(list) }
        }
        return lists.sorted { $0.count < $1.count }.map { list in
            if let known = choiceIndex[list] { return known }
            choices.append(list)
            choiceIndex[list] = UInt32(choices.count - 1)
            return UInt32(choices.count - 1)
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
            for word in set.words { sum += Phrase.commonness(ofWord: word) }
            for prefix in set.prefixes { sum += Phrase.commonness(ofPrefix: prefix) }
            ofSet.append(min(sum, 300))
        }
        var total = 0.0
        for sequence in sequences.prefix(200) where !sequence.isEmpty {
            total += sequence.dropFirst().reduce(ofSet[sequence[0]]) { $0 * ofSet[$1] / 400 }
        }
        return total
    }

    static func commonness(ofWord word: String) -> Double {
        word.utf8.count <= 3 ? 30 : word.utf8.count <= 5 ? 4 : 1
    }

    static func commonness(ofPrefix prefix: String) -> Double { prefix.utf8.count <= 4 ? 8 : 2 }
}

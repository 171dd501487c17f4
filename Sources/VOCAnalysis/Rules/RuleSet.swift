internal import VOCCore

/// What a rule can say about an item.
struct Category: Sendable {
    enum Kind: Sendable, Hashable {
        case theme(index: Int)
        case intent(index: Int)
        case severity(Int)
        case effort(milli: Int)
    }

    let kind: Kind
    /// Such as `delivery/late`, `intent:complaint`, `severity:3`, `effort:-0.8`.
    let id: String
    let pack: String
}

/// Rules compiled for the matcher: operands are phrases, shared by all rules that use the same
/// text.
struct RuleSet: Sendable {
    struct Rule: Sendable {
        let category: UInt32
        /// Cancels the category in the sentence instead of tagging it.
        let isCancel: Bool
        let operands: [UInt32]
        let joins: [Pattern.Join]
        let text: String
        let origin: Origin
    }

    private(set) var categories: [Category] = []
    private(set) var rules: [Rule] = []
    /// By operand: rules that are this operand alone, and compound rules of which it is the first.
    private(set) var singleRules: [[UInt32]] = []
    private(set) var compoundRules: [[UInt32]] = []
    /// Operand texts with the phrase each stands for.
    private(set) var operands: [Phrase] = []

    private var operandIndex: [String: UInt32] = [:]
    private let unicode = UnicodeBox()

    mutating func addCategory(_ category: Category) -> UInt32 {
        categories.append(category)
        return UInt32(categories.count - 1)
    }

    mutating func add(_ patterns: [Pattern], to category: UInt32, isCancel: Bool = false)
        throws(VOCError)
    {
        for pattern in patterns {
            var list: [UInt32] = []
            for text in pattern.operands { list.append(try operand(text, at: pattern.origin)) }
            let index = UInt32(rules.count)
            rules.append(
                Rule(
                    category: category, isCancel: isCancel, operands: list, joins: pattern.joins,
                    text: pattern.text, origin: pattern.origin))
            if list.count == 1 {
                singleRules[Int(list[0])].append(index)
            } else {
                compoundRules[Int(list[0])].append(index)
            }
        }
    }

    private mutating func operand(_ text: String, at origin: Origin) throws(VOCError) -> UInt32 {
        if let known = operandIndex[text] { return known }
        let index = UInt32(operands.count)
        operands.append(try Phrase(text, at: origin, folding: unicode.text))
        operandIndex[text] = index
        singleRules.append([])
        compoundRules.append([])
        return index
    }
}

/// Makes ICU's handle only where rules are compiled.
// Sound: used while a rule set is built, by one task; a finished rule set never touches it.
private final class UnicodeBox: @unchecked Sendable {
    lazy var text = UnicodeText()
}

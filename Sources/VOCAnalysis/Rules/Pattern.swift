internal import VOCCore

/// A rule's pattern: phrases, names and conditions joined by operators. See RuleLanguage in the
/// documentation.
struct Pattern: Sendable {
    /// How far apart the two sides of an operator may stand.
    enum Scope: String, Sendable, Hashable, CaseIterable { case clause, sentence, item }

    /// How a part stands to the part before it.
    enum Join: Sendable, Hashable {
        case and
        case near(Int)
        case before(Int)
        case after(Int)
    }

    /// A part of a chain with its operator.
    struct Link: Sendable, Hashable {
        var join: Join
        var scope = Scope.sentence
        /// `NOT`: the part must not stand there.
        var isNegated = false
        var part: Part
    }

    indirect enum Part: Sendable, Hashable {
        /// In phrase notation, with `~stems`, `<classes>` and `#lists` still in it.
        case phrase(String)
        /// A list, or a theme of the pack, by its name without `#`.
        case name(String)
        /// `<capitals>`: a word written in capitals in a text that is not.
        case capitals
        /// `[rating <= 2]`
        case condition(FieldCondition)
        case chain(Part, [Link])
        case any([Part])
        /// Conditions on the item, all of which must hold.
        case facts([Link])
    }

    let text: String
    let origin: Origin
    let root: Part
    /// What one hit adds, in thousandths; at 1000 a theme is named.
    let weight: Int
    /// The feeling that it says of its theme, in thousandths; 0 for none.
    var polarity: Int

    init(_ text: String, at origin: Origin, weight: Int = 1000, polarity: Int = 0)
        throws(VOCError)
    {
        self.text = text
        self.origin = origin
        self.weight = weight
        self.polarity = polarity
        var parser = PatternParser(text, origin: origin)
        root = try parser.parse()
    }
}

extension Pattern {
    private static func milli(_ node: ConfigNode?, most: Double) throws(VOCError) -> Int? {
        guard let node else { return nil }
        let value = try node.double()
        guard abs(value) <= most else {
            throw node.wrongType("a number from \(-Int(most)) to \(Int(most))")
        }
        return Int((value * 1000).rounded())
    }

    /// Patterns as a pack has them: text, or `{ match: text, weight: 0.5, polarity: -0.3 }`.
    static func list(_ node: ConfigNode?) throws(VOCError) -> [Pattern] {
        var result: [Pattern] = []
        for item in node?.oneOrMore() ?? [] {
            guard case .map = item.value else {
                result.append(try Pattern(try item.string("a pattern"), at: item.patternOrigin))
                continue
            }
            let map = try item.map(
                "a pattern with a weight or polarity", keys: ["match", "weight", "polarity"])
            let weight = try milli(map["weight"], most: 10) ?? 1000
            let polarity = try milli(map["polarity"], most: 1) ?? 0
            for text in try map.required("match").oneOrMore() {
                result.append(
                    try Pattern(
                        try text.string("a pattern"), at: text.patternOrigin, weight: weight,
                        polarity: polarity))
            }
        }
        return result
    }
}

extension ConfigNode {
    /// Where the text itself begins: behind the quote, if there is one.
    fileprivate var patternOrigin: Origin {
        guard case .scalar(_, let isPlain) = value, !isPlain else { return origin }
        var origin = origin
        origin.column += 1
        return origin
    }
}

internal import VOCCore

/// The weighted part of a theme or intent pack: `weights.tsv`, and `weights:` in `pack.yml`.
///
/// Each line adds its weight to the sum of an id if its pattern occurs in the item, however often.
/// The sums decide which ids hold.
struct PackWeights: Sendable {
    /// How sums become decisions.
    enum Decision: String, Sendable, CaseIterable {
        /// Every id whose sum is above 0.
        case any
        /// The same; if there is none, the highest.
        case atLeastOne = "at-least-one"
        /// The highest alone.
        case exclusive
    }

    /// What can be true of an item as a whole.
    enum State: String, Sendable, CaseIterable {
        /// What the lexicon says of its feeling.
        case positive = "<positive>"
        case negative = "<negative>"
        case mixed = "<mixed>"
        /// It asks something.
        case question = "<question>"
    }

    /// What the lexicon says of the theme that is judged; only for `polarity:` lines.
    enum Own: String, Sendable, CaseIterable {
        case positive = "<theme:positive>"
        case negative = "<theme:negative>"
        case mixed = "<theme:mixed>"
        /// No word of feeling belongs to it.
        case unjudged = "<theme:unjudged>"
        /// No rule found it: the feeling is that of the whole item.
        case absent = "<theme:absent>"
    }

    /// What a line looks for.
    enum Pattern: Sendable, Hashable {
        /// `<bias>`: there in every item.
        case bias
        /// `#id`: the rules of a theme or intent of the pack hold.
        case rule(String)
        /// `<negative>` and the like.
        case state(State)
        /// `<theme:negative>` and the like.
        case own(Own)
        /// A phrase in the notation of lexicons/README.md.
        case phrase(String)
    }

    struct Line: Sendable {
        let id: String
        let pattern: Pattern
        let text: String
        let milli: Int
        let origin: Origin
    }

    let lines: [Line]
    let decision: Decision
    /// The phrases' sum is divided by the square root of how many of them were found, so that long
    /// texts do not get everything.
    let dividesByRoot: Bool
    let file: String

    /// The weights beside a `pack.yml`; nil if the pack has none.
    init?(beside head: String) throws(VOCError) {
        file = head.lastIndex(of: "/").map { "\(head[...$0])weights.tsv" } ?? "weights.tsv"
        guard TextFile.exists(file) else { return nil }
        var decision = Decision.any
        var dividesByRoot = false
        if case .map(let pairs) = try ConfigNode(file: head).value {
            for (key, node) in pairs where try key.string() == "weights" {
                let map = try node.map("what weights decide", keys: ["decision", "divide"])
                if let node = map["decision"] {
                    let name = try node.string()
                    guard let known = Decision(rawValue: name) else {
                        throw PackWeights.unknown(
                            name, among: Decision.allCases.map(\.rawValue), node)
                    }
                    decision = known
                }
                if let node = map["divide"] {
                    let name = try node.string()
                    guard ["none", "root"].contains(name) else {
                        throw PackWeights.unknown(name, among: ["none", "root"], node)
                    }
                    dividesByRoot = name == "root"
                }
            }
        }
        self.decision = decision
        self.dividesByRoot = dividesByRoot
        var lines: [Line] = []
        var seen = Set<String>()
        for row in try TabbedFile(file, columns: ["id", "pattern", "weight", "note"]).rows {
            guard seen.insert("\(row[0])\t\(row[1])").inserted else {
                throw VOCError(
                    .lexiconDuplicate, "'\(row[1])' stands twice for '\(row[0])'", at: row.origin)
            }
            let pattern: Pattern =
                if row[1] == "<bias>" {
                    .bias
                } else if let state = State(rawValue: row[1]) {
                    .state(state)
                } else if let own = Own(rawValue: row[1]) {
                    .own(own)
                } else if row[1].hasPrefix("#") {
                    .rule(String(row[1].dropFirst()))
                } else {
                    .phrase(row[1])
                }
            lines.append(
                Line(
                    id: row[0], pattern: pattern, text: row[1],
                    milli: try row.milli(2, named: "weight", in: -100...100), origin: row.origin))
        }
        self.lines = lines
    }

    private static func unknown(_ name: String, among known: [String], _ node: ConfigNode)
        -> VOCError
    {
        VOCError(
            .configUnknownValue, "'\(name)' is none of \(known.joined(separator: ", "))",
            at: node.origin, hint: DidYouMean.hint(for: name, among: known))
    }
}

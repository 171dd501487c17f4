internal import VOCCore

/// A time that a route promises: `4 business hours`, `3 business days`, `15 days`, `60 minutes`.
struct Promise: Sendable, Equatable {
    enum Unit: String, Sendable, CaseIterable { case minute, hour, day, week }

    let count: Int
    let unit: Unit
    /// Counted in opening hours and working days only.
    let isBusiness: Bool
    /// As the pipeline says it.
    let text: String

    /// More is a mistake: it would lie beyond the years that a calendar knows.
    static let mostUnits = 9999

    /// Nil if `text` is no such time.
    init?(_ text: String) {
        let words = text.split(separator: " ")
        guard words.count == 2 || (words.count == 3 && words[1] == "business"),
            words[0].utf8.allSatisfy({ $0 &- 48 < 10 }), let count = Int(words[0]),
            (1...Promise.mostUnits).contains(count), let last = words.last,
            let unit = Unit(rawValue: last.hasSuffix("s") ? String(last.dropLast()) : String(last))
        else { return nil }
        self.count = count
        self.unit = unit
        isBusiness = words.count == 3
        self.text = text
    }

    init(node: ConfigNode) throws(VOCError) {
        let expected = "a time such as 4 business hours or 3 days"
        guard let promise = Promise(try node.string(expected)) else {
            throw node.wrongType(expected)
        }
        self = promise
    }
}

internal import VOCCore

/// A condition on a field of the item: `rating <= 2`, `channel = ticket`, `segment:Plan = gold`.
struct FieldCondition: Sendable, Hashable {
    enum Field: Sendable, Hashable {
        case rating, channel, source, language
        /// An attribute of the pipeline, by its name.
        case segment(String)
    }
    enum Comparison: String, Sendable, Hashable, CaseIterable {
        case most = "<="
        case least = ">="
        case unequal = "!="
        case less = "<"
        case more = ">"
        case equal = "="
    }

    let field: Field
    let comparison: Comparison
    /// As written.
    let value: String
    /// The value in thousandths, for a rating.
    let milli: Int

    /// As it is written between brackets.
    var text: String {
        let name =
            switch field {
            case .rating: "rating"
            case .channel: "channel"
            case .source: "source"
            case .language: "language"
            case .segment(let name): "segment:\(name)"
            }
        return "\(name) \(comparison.rawValue) \(value)"
    }

    static let names = ["rating", "channel", "source", "language", "segment:NAME"]

    init(_ text: String, at origin: Origin) throws(VOCError) {
        func wrong(_ message: String, _ hint: String) -> VOCError {
            VOCError(.patternMalformed, message, at: origin, hint: hint)
        }
        let example = "such as [rating <= 2], [channel = ticket] or [segment:Plan = gold]"
        guard
            let (comparison, range) = FieldCondition.comparison(in: text)
        else { throw wrong("the condition compares nothing", example) }
        let name = FieldCondition.trimmed(text[..<range.lowerBound])
        value = FieldCondition.trimmed(text[range.upperBound...])
        self.comparison = comparison
        guard !value.isEmpty else {
            throw wrong("nothing follows '\(comparison.rawValue)'", example)
        }
        switch name {
        case "rating":
            field = .rating
            guard let number = Double(value), abs(number) < 1_000_000 else {
                throw wrong("'\(value)' is not a number", example)
            }
            milli = Int((number * 1000).rounded())
            return
        case "channel": field = .channel
        case "source": field = .source
        case "language": field = .language
        default:
            guard name.hasPrefix("segment:"), name.utf8.count > 8 else {
                throw wrong(
                    "an item has no field '\(name)'",
                    DidYouMean.hint(for: name, among: FieldCondition.names))
            }
            field = .segment(String(name.dropFirst(8)))
        }
        milli = 0
        guard comparison == .equal || comparison == .unequal else {
            throw wrong("'\(name)' can only be compared with = and !=", example)
        }
    }

    private static func comparison(in text: String) -> (Comparison, Range<String.Index>)? {
        for index in text.indices {
            for comparison in Comparison.allCases
            where text[index...].hasPrefix(comparison.rawValue) {
                let end = text.index(index, offsetBy: comparison.rawValue.count)
                return (comparison, index..<end)
            }
        }
        return nil
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        if text.count >= 2, text.first == "\"", text.last == "\"" {
            text = text.dropFirst().dropLast()
        }
        return String(text)
    }

    /// Whether it holds for a number; not where there is none.
    func holds(_ number: Int?) -> Bool {
        guard let number else { return false }
        return switch comparison {
        case .less: number < milli
        case .most: number <= milli
        case .equal: number == milli
        case .unequal: number != milli
        case .least: number >= milli
        case .more: number > milli
        }
    }

    /// Whether it holds for a text; `!=` holds for an empty one.
    func holds(_ text: some Sequence<UInt8>) -> Bool {
        text.elementsEqual(value.utf8) == (comparison == .equal)
    }
}

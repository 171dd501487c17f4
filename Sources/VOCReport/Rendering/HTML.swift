/// Markup that is safe to write into a page. Plain text becomes markup only by being escaped.
package struct HTML: Sendable, Equatable, ExpressibleByStringInterpolation {
    package private(set) var markup: String

    package init() { markup = "" }

    package init(stringLiteral literal: StaticString) { markup = literal.description }

    package init(stringInterpolation parts: Parts) { markup = parts.markup }

    package static func += (html: inout HTML, other: HTML) { html.markup += other.markup }

    package static func + (one: HTML, other: HTML) -> HTML {
        var result = one
        result += other
        return result
    }

    /// Literals are markup; interpolated text is escaped, for content and for quoted attributes
    /// alike.
    package struct Parts: StringInterpolationProtocol {
        fileprivate var markup = ""

        package init(literalCapacity: Int, interpolationCount: Int) {
            markup.reserveCapacity(literalCapacity + 16 * interpolationCount)
        }

        package mutating func appendLiteral(_ literal: StaticString) {
            markup += literal.description
        }

        package mutating func appendInterpolation(_ html: HTML) { markup += html.markup }

        package mutating func appendInterpolation(_ number: Int) { markup += String(number) }

        package mutating func appendInterpolation(_ text: String) {
            for scalar in text.unicodeScalars {
                switch scalar {
                case "&": markup += "&amp;"
                case "<": markup += "&lt;"
                case ">": markup += "&gt;"
                case "\"": markup += "&quot;"
                case "'": markup += "&#39;"
                default:
                    if Unprintable.contains(scalar) {
                        markup += "\u{FFFD}"
                    } else {
                        markup.unicodeScalars.append(scalar)
                    }
                }
            }
        }
    }
}

extension Sequence where Element == HTML {
    func joined() -> HTML { reduce(into: HTML()) { $0 += $1 } }
}

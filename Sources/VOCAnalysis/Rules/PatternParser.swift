internal import VOCCore

/// Reads patterns by recursive descent. From loose to tight: `OR`, then `AND`, then `NEAR`,
/// `BEFORE` and `AFTER`.
struct PatternParser {
    private let text: [UInt8]
    private let origin: Origin
    private var index = 0
    private var depth = 0

    private static let names: Set<String> = ["AND", "OR", "NOT", "NEAR", "BEFORE", "AFTER"]
    static let defaultDistance = 10
    static let mostDistance = 200

    init(_ text: String, origin: Origin) {
        self.text = Array(text.utf8)
        self.origin = origin
    }

    mutating func parse() throws(VOCError) -> Pattern.Part {
        let result = try either()
        skipSpaces()
        guard index == text.count else {
            throw wrong("a ')' or '|' stands outside brackets", at: index)
        }
        guard result.isFound else {
            throw wrong("something must be said, not only asked of the item", at: 0)
        }
        return result
    }

    private func wrong(_ message: String, at place: Int, hint: String? = nil) -> VOCError {
        var origin = origin
        if origin.column > 0 { origin.column += min(place, text.count) }
        return VOCError(.patternMalformed, message, at: origin, hint: hint)
    }

    // MARK: Operators

    private mutating func either() throws(VOCError) -> Pattern.Part {
        depth += 1
        guard depth <= 12 else { throw wrong("brackets nest too deeply", at: index) }
        defer { depth -= 1 }
        var parts = [try both()]
        while let word = peekOperator(), word == "OR" {
            index += 2
            parts.append(try both())
        }
        return parts.count == 1 ? parts[0] : .any(parts)
    }

    /// `A AND B NOT C`: of the parts at least one must not be denied; it comes first.
    private mutating func both() throws(VOCError) -> Pattern.Part {
        let start = index
        var links: [Pattern.Link] = []
        if peekOperator()?.hasPrefix("NOT") == true {
            links.append(try andLink())
        } else {
            links.append(.init(join: .and, part: try chain()))
        }
        while let word = peekOperator(), word != "OR" { links.append(try andLink()) }
        if links.allSatisfy({ !$0.part.isFound }) {
            return links.count == 1 && !links[0].isNegated ? links[0].part : .facts(links)
        }
        guard
            let first = links.firstIndex(where: {
                !$0.isNegated && $0.part.isFound && $0.scope != .item
            })
        else {
            throw wrong("something must be said, not only denied or asked of the item", at: start)
        }
        let anchor = links.remove(at: first)
        return links.isEmpty ? anchor.part : .chain(anchor.part, links)
    }

    private mutating func andLink() throws(VOCError) -> Pattern.Link {
        var link = Pattern.Link(join: .and, part: .capitals)
        let start = index
        var word = takeWord()
        if word.hasPrefix("AND") {
            link.scope = try scope(of: word, after: "AND", at: start)
            if peekOperator()?.hasPrefix("NOT") == true { word = takeWord() }
        }
        if word.hasPrefix("NOT") {
            link.isNegated = true
            let named = try scope(of: word, after: "NOT", at: start)
            if named != .sentence { link.scope = named }
        } else if !word.hasPrefix("AND") {
            throw wrong("'\(word)' needs a phrase on both sides", at: start)
        }
        link.part = try chain()
        return link
    }

    /// `A NEAR/3 B BEFORE C`: each stands to the part before it.
    private mutating func chain() throws(VOCError) -> Pattern.Part {
        let first = try part()
        var links: [Pattern.Link] = []
        while let word = peekOperator() {
            let start = index
            var isNegated = false
            var name = word
            if word == "NOT" {
                index += 3
                guard let next = peekOperator(), PatternParser.proximity(next) != nil else {
                    index = start
                    break
                }
                isNegated = true
                name = next
            }
            guard PatternParser.proximity(name) != nil else { break }
            index += name.utf8.count
            var link = try proximityLink(name, at: start)
            link.isNegated = isNegated
            link.part = try part()
            guard link.part.isFound else {
                throw wrong("a condition on the item has no place to be near to", at: start)
            }
            links.append(link)
        }
        guard !links.isEmpty else { return first }
        guard first.isFound else {
            throw wrong("a condition on the item has no place to be near to", at: index)
        }
        return .chain(first, links)
    }

    private static func proximity(_ word: String) -> String? {
        ["NEAR", "BEFORE", "AFTER"].first { word == $0 || word.hasPrefix("\($0)/") }
    }

    private mutating func proximityLink(_ word: String, at start: Int) throws(VOCError)
        -> Pattern.Link
    {
        let pieces = word.split(separator: "/", omittingEmptySubsequences: false)
        var distance = PatternParser.defaultDistance
        var scope = Pattern.Scope.sentence
        for piece in pieces.dropFirst() {
            if let number = Int(piece), (0...PatternParser.mostDistance).contains(number) {
                distance = number
            } else if let named = Pattern.Scope(rawValue: String(piece)), named != .item {
                scope = named
            } else {
                throw wrong(
                    "'\(word)' is not an operator", at: start,
                    hint: "write \(pieces[0])/n with n from 0 to \(PatternParser.mostDistance)")
            }
        }
        let join: Pattern.Join =
            switch pieces[0] {
            case "NEAR": .near(distance)
            case "BEFORE": .before(distance)
            default: .after(distance)
            }
        return .init(join: join, scope: scope, part: .capitals)
    }

    private func scope(of word: String, after name: String, at start: Int) throws(VOCError)
        -> Pattern.Scope
    {
        let rest = word.dropFirst(name.count)
        if rest.isEmpty { return .sentence }
        guard let scope = Pattern.Scope(rawValue: String(rest.dropFirst())) else {
            throw wrong(
                "'\(word)' is not an operator", at: start,
                hint: DidYouMean.hint(
                    for: String(rest.dropFirst()), among: Pattern.Scope.allCases.map(\.rawValue)))
        }
        return scope
    }

    // MARK: Parts

    private mutating func part() throws(VOCError) -> Pattern.Part {
        skipSpaces()
        guard index < text.count else {
            throw wrong("an operator needs a phrase on both sides", at: index)
        }
        if text[index] == UInt8(ascii: "[") { return .condition(try condition()) }
        if text[index] == UInt8(ascii: "("), holdsOperator(from: index) {
            let start = index
            index += 1
            let inner = try either()
            skipSpaces()
            guard index < text.count, text[index] == UInt8(ascii: ")") else {
                throw wrong("a '(' is never closed", at: start)
            }
            index += 1
            guard isPartEnd() else {
                throw wrong(
                    "an operator must stand between a bracket with operators and a phrase",
                    at: index)
            }
            return inner
        }
        return try phrase()
    }

    private mutating func condition() throws(VOCError) -> FieldCondition {
        let start = index
        guard let end = text[index...].firstIndex(of: UInt8(ascii: "]")) else {
            throw wrong("a '[' is never closed", at: start)
        }
        let inner = String(decoding: text[(start + 1)..<end], as: UTF8.self)
        index = end + 1
        do throws(VOCError) {
            return try FieldCondition(inner, at: origin)
        } catch {
            throw wrong(error.message, at: start + 1, hint: error.hint)
        }
    }

    /// The text up to the next operator or the end of the bracket around it.
    private mutating func phrase() throws(VOCError) -> Pattern.Part {
        let start = index
        var open = 0
        while index < text.count {
            let byte = text[index]
            if byte == UInt8(ascii: "(") {
                if holdsOperator(from: index) {
                    throw wrong(
                        "a bracket with operators cannot stand within a phrase", at: index,
                        hint: "join it to the phrase by an operator")
                }
                open += 1
            } else if byte == UInt8(ascii: ")") {
                if open == 0 { break }
                open -= 1
            } else if open == 0, isWordStart(index), operatorWord(at: index) != nil {
                break
            }
            index += 1
        }
        guard open == 0 else { throw wrong("a '(' is never closed", at: start) }
        let words = text[start..<index].split(separator: 0x20).map {
            String(decoding: $0, as: UTF8.self)
        }
        guard !words.isEmpty else {
            throw wrong("an operator needs a phrase on both sides", at: start)
        }
        if words == ["<capitals>"] { return .capitals }
        if words.count == 1, words[0].hasPrefix("#"), words[0].utf8.count > 1 {
            return .name(String(words[0].dropFirst()))
        }
        return .phrase(words.joined(separator: " "))
    }

    private func isPartEnd() -> Bool {
        guard index < text.count else { return true }
        if text[index] == UInt8(ascii: ")") { return true }
        var place = index
        while place < text.count, text[place] <= 0x20 { place += 1 }
        return place == text.count || operatorWord(at: place) != nil
            || text[place] == UInt8(ascii: ")")
    }

    // MARK: Words

    private mutating func skipSpaces() {
        while index < text.count, text[index] <= 0x20 { index += 1 }
    }

    private func isWordStart(_ place: Int) -> Bool {
        place == 0 || text[place - 1] <= 0x20 || text[place - 1] == UInt8(ascii: "(")
            || text[place - 1] == UInt8(ascii: ")")
    }

    /// The operator that begins at `place`, with what follows its `/`.
    private func operatorWord(at place: Int) -> String? {
        var end = place
        while end < text.count, text[end] > 0x20, text[end] != UInt8(ascii: "("),
            text[end] != UInt8(ascii: ")"), text[end] != UInt8(ascii: "|")
        {
            end += 1
        }
        let word = String(decoding: text[place..<end], as: UTF8.self)
        let name = word.prefix { $0 != "/" }
        guard PatternParser.names.contains(String(name)) else { return nil }
        // `AND/OR` and the like are operators as well, and refused later.
        return word
    }

    private mutating func peekOperator() -> String? {
        skipSpaces()
        return index < text.count ? operatorWord(at: index) : nil
    }

    private mutating func takeWord() -> String {
        let word = peekOperator() ?? ""
        index += word.utf8.count
        return word
    }

    /// Whether an operator or a condition stands anywhere within the bracket that opens at `place`.
    private func holdsOperator(from place: Int) -> Bool {
        var open = 0
        for index in place..<text.count {
            switch text[index] {
            case UInt8(ascii: "("): open += 1
            case UInt8(ascii: ")"):
                open -= 1
                if open == 0 { return false }
            default:
                if isWordStart(index), operatorWord(at: index) != nil { return true }
            }
        }
        return false
    }
}

extension Pattern.Part {
    /// Whether it has a place in the text; a condition on the item has none.
    var isFound: Bool {
        switch self {
        case .condition, .facts: false
        case .any(let parts): parts.allSatisfy(\.isFound)
        case .phrase, .name, .capitals, .chain: true
        }
    }
}

internal import VOCAnalysis
internal import VOCCore

/// When a route takes an item: `theme:billing/* and complaint and (rating <= 2 or severity >= 3)`.
///
/// Words: `complaint`, `response` (or `response-needed`), `theme:ID` (with `*` for all below), `intent:ID`, `stage:ID`,
/// `touchpoint:ID`, `emotion:ID`, `flag:ID`, `staff:ID`, `department:ID`, `label:NAME`, `source:NAME`, `channel:NAME`, `language:TAG`,
/// `"attribute"="value"` or `attribute=value`; numbers: `severity`, `rating`, `score`, `effort`,
/// `intensity` (of the strongest emotion)
/// with `< <= = >= >`. Joined by `and`, `or`, `not` and brackets; `and` binds closer than `or`.
indirect enum Condition: Sendable {
    case all([Condition])
    case any([Condition])
    case not(Condition)
    case complaint
    case response
    /// Indices of themes.
    case theme(Set<Int>)
    case intent(Int)
    case state(Int)
    case stage(Int)
    case touchpoint(Int)
    case label(SentimentLabel)
    case source(String)
    case channel(String)
    case language(String)
    case attribute(Int, String)
    case number(Measure, Comparison, milli: Int)
    /// How strong the strongest of these states is.
    case intensity(Range<Int>, Comparison, milli: Int)

    enum Measure: String, Sendable { case severity, rating, score, effort }
    enum Comparison: String, Sendable {
        case less = "<"
        case most = "<="
        case equal = "="
        case least = ">="
        case more = ">"
    }

    func holds(for reading: Reading, _ row: Int, _ batch: FeedbackBatch) -> Bool {
        let item = batch.rows[row]
        switch self {
        case .all(let parts): return parts.allSatisfy { $0.holds(for: reading, row, batch) }
        case .any(let parts): return parts.contains { $0.holds(for: reading, row, batch) }
        case .not(let part): return !part.holds(for: reading, row, batch)
        case .complaint: return reading.isComplaint
        case .response: return reading.needsResponse
        case .theme(let themes): return reading.themes.contains { themes.contains($0.theme) }
        case .intent(let index): return reading.intents.contains(index)
        case .state(let index): return reading.states.contains { $0.state == index }
        case .stage(let index): return reading.stages.contains(index)
        case .touchpoint(let index): return reading.touchpoints.contains(index)
        case .label(let label): return reading.label == label
        case .source(let name): return unsafe batch.bytes(item.source).elementsEqual(name.utf8)
        case .channel(let name): return unsafe batch.bytes(item.channel).elementsEqual(name.utf8)
        case .language(let tag): return reading.language == tag
        case .attribute(let index, let value):
            return unsafe batch.bytes(batch.attribute(index, ofRow: row)).elementsEqual(value.utf8)
        case .number(let measure, let comparison, let milli):
            let found: Int? =
                switch measure {
                case .severity: reading.severity.map { $0 * 1000 }
                case .rating:
                    item.ratingMilli == FeedbackBatch.Row.noRating ? nil : Int(item.ratingMilli)
                case .score: reading.milliPoints
                case .effort: reading.effortMilli
                }
            return comparison.holds(found, milli)
        case .intensity(let states, let comparison, let milli):
            return comparison.holds(reading.milli(ofStates: states), milli)
        }
    }
}

extension Condition.Comparison {
    /// Nothing compares with a number that is not there.
    fileprivate func holds(_ found: Int?, _ milli: Int) -> Bool {
        guard let found else { return false }
        return switch self {
        case .less: found < milli
        case .most: found <= milli
        case .equal: found == milli
        case .least: found >= milli
        case .more: found > milli
        }
    }
}

/// Reads conditions by recursive descent.
struct ConditionParser {
    private let words: [String]
    private var index = 0
    private let origin: Origin
    private let analyzer: Analyzer
    private let attributes: [String]
    /// Names that the packs do not know never hold, instead of being an error.
    private let allowsUnknown: Bool
    /// A warning for each name that a pack gave up.
    private(set) var outdated: [VOCError] = []

    init(
        _ text: String, at origin: Origin, _ analyzer: Analyzer, attributes: [String],
        allowsUnknown: Bool = false
    ) throws(VOCError) {
        self.allowsUnknown = allowsUnknown
        self.origin = origin
        self.analyzer = analyzer
        self.attributes = attributes
        words = try ConditionParser.split(text, at: origin)
    }

    mutating func parse() throws(VOCError) -> Condition {
        let result = try alternatives()
        guard index == words.count else { throw wrong("'\(words[index])' does not belong here") }
        return result
    }

    private func wrong(_ message: String, hint: String? = nil) -> VOCError {
        VOCError(
            .routeCondition, message, at: origin,
            hint: hint ?? "such as: theme:billing/* and complaint and rating <= 2")
    }

    private mutating func alternatives() throws(VOCError) -> Condition {
        var parts = [try conjunction()]
        while index < words.count, words[index] == "or" {
            index += 1
            parts.append(try conjunction())
        }
        return parts.count == 1 ? parts[0] : .any(parts)
    }

    private mutating func conjunction() throws(VOCError) -> Condition {
        var parts = [try factor()]
        while index < words.count, words[index] == "and" {
            index += 1
            parts.append(try factor())
        }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private mutating func factor() throws(VOCError) -> Condition {
        guard index < words.count else { throw wrong("the condition ends too early") }
        let word = words[index]
        index += 1
        if word == "not" { return .not(try factor()) }
        if word == "(" {
            let inner = try alternatives()
            guard index < words.count, words[index] == ")" else {
                throw wrong("a '(' is never closed")
            }
            index += 1
            return inner
        }
        if word == "complaint" { return .complaint }
        if word == "response" || word == "response-needed" { return .response }
        if index < words.count, let comparison = Condition.Comparison(rawValue: words[index]) {
            return try compare(word, comparison)
        }
        return try tagged(word)
    }

    private mutating func compare(_ name: String, _ comparison: Condition.Comparison)
        throws(VOCError) -> Condition
    {
        index += 1
        guard index < words.count else { throw wrong("nothing follows '\(comparison.rawValue)'") }
        let value = words[index]
        index += 1
        if let measure = Condition.Measure(rawValue: name) {
            guard let number = Double(value) else { throw wrong("'\(value)' is not a number") }
            return .number(measure, comparison, milli: Int((number * 1000).rounded()))
        }
        if name == "intensity" {
            guard let number = Double(value) else { throw wrong("'\(value)' is not a number") }
            let ids = analyzer.states.map(\.id)
            let first = ids.firstIndex { $0.hasPrefix("emotion:") } ?? 0
            let end = ids.lastIndex { $0.hasPrefix("emotion:") }.map { $0 + 1 } ?? first
            return .intensity(first..<end, comparison, milli: Int((number * 1000).rounded()))
        }
        guard comparison == .equal else { throw wrong("'\(name)' can only be compared with =") }
        guard let place = attributes.firstIndex(of: name) else {
            throw wrong(
                "no input has the attribute '\(name)'",
                hint: attributes.isEmpty
                    ? "list it under attributes: of an input"
                    : DidYouMean.hint(for: name, among: attributes))
        }
        return .attribute(place, value)
    }

    /// What `topic` is called now.
    private mutating func current(_ topic: String) -> String {
        let name = analyzer.crosswalk.current(topic)
        if name != topic {
            outdated.append(
                VOCError(.crosswalkOldName, analyzer.crosswalk.advice(on: topic), at: origin))
        }
        return name
    }

    private mutating func tagged(_ word: String) throws(VOCError) -> Condition {
        guard let colon = word.firstIndex(of: ":") else {
            throw wrong(
                "'\(word)' is not a condition",
                hint: DidYouMean.hint(
                    for: word,
                    among: [
                        "complaint", "response", "severity", "rating", "score", "effort",
                        "intensity", "theme:", "intent:", "emotion:", "flag:", "staff:",
                        "department:",
                        "stage:", "touchpoint:", "label:", "source:", "channel:", "language:",
                    ]))
        }
        let kind = String(word[..<colon])
        let value = String(word[word.index(after: colon)...])
        switch kind {
        case "theme": return try themes(value)
        case "intent":
            let name = String(current("intent:\(value)").dropFirst("intent:".count))
            return try named(name, in: analyzer.intents, "intent") { .intent($0) }
        case "emotion", "flag", "staff", "department":
            let names = analyzer.states.map(\.id).filter { $0.hasPrefix("\(kind):") }
            let bare = names.map { String($0.dropFirst(kind.count + 1)) }
            let value = String(current(word).dropFirst(kind.count + 1))
            return try named(value, in: bare, kind) { [analyzer] place in
                .state(analyzer.states.firstIndex { $0.id == names[place] }!)
            }
        case "stage":
            return try named(value, in: analyzer.stages.map(\.id), "stage") { .stage($0) }
        case "touchpoint":
            return try named(value, in: analyzer.touchpoints.map(\.id), "touch point") {
                .touchpoint($0)
            }
        case "label":
            let labels = SentimentLabel.allCases
            return try named(value, in: labels.map(\.name), "label") { .label(labels[$0]) }
        case "source": return .source(value)
        case "channel": return .channel(value)
        case "language": return .language(value)
        default:
            throw wrong(
                "'\(kind):' is not known",
                hint: DidYouMean.hint(
                    for: kind,
                    among: [
                        "theme", "intent", "emotion", "flag", "staff", "department", "stage",
                        "touchpoint", "label", "source", "channel",
                        "language",
                    ]))
        }
    }

    private mutating func themes(_ value: String) throws(VOCError) -> Condition {
        let ids = analyzer.themes.map(\.id)
        let bare = current(value.hasSuffix("/*") ? String(value.dropLast(2)) : value)
        let found = ids.indices.filter { ids[$0] == bare || ids[$0].hasPrefix("\(bare)/") }
        guard !found.isEmpty || allowsUnknown else {
            throw wrong(
                "no theme is called '\(value)'",
                hint: DidYouMean.nearest(to: bare, among: ids).map { "did you mean '\($0)'?" }
                    ?? "see the packs under analysis: themes: for their ids")
        }
        return .theme(Set(found))
    }

    /// The condition that `make` gives for the place of `value` among `names`.
    private func named(
        _ value: String, in names: [String], _ what: String, _ make: (Int) -> Condition
    ) throws(VOCError) -> Condition {
        if let index = names.firstIndex(of: value) { return make(index) }
        if allowsUnknown { return .any([]) }
        throw wrong(
            "no \(what) is called '\(value)'", hint: DidYouMean.hint(for: value, among: names))
    }

    /// Words, brackets and comparisons; quotes keep spaces together.
    private static func split(_ text: String, at origin: Origin) throws(VOCError) -> [String] {
        var result: [String] = []
        var word = ""
        var isQuoted = false
        func flush() {
            if !word.isEmpty { result.append(word) }
            word = ""
        }
        for character in text {
            if character == "\"" {
                isQuoted.toggle()
            } else if isQuoted {
                word.append(character)
            } else if character.isWhitespace {
                flush()
            } else if "()<>=".contains(character) {
                if character == "=", word.isEmpty, let last = result.last,
                    last == "<" || last == ">"
                {
                    result[result.count - 1] = last + "="
                } else {
                    flush()
                    result.append(String(character))
                }
            } else {
                word.append(character)
            }
        }
        flush()
        guard !isQuoted else {
            throw VOCError(.routeCondition, "a quote in this condition is never closed", at: origin)
        }
        return result
    }
}

extension ErrorCode {
    static let routeCondition = ErrorCode(
        "route.condition",
        meaning:
            "The condition of a route cannot be read, or names a theme, intent or attribute that does not exist.",
        example: "when: theme:biling/* and complaint",
        mend:
            "Correct the name; conditions join theme:, intent:, label:, rating <= 2 … by and, or, not and brackets.",
        exit: .badConfiguration)
}

package import VOCCore

/// The name of a field in an export: a CSV header, or a path such as `user.name`, `tags[0]`, `@Id`,
/// `content[type=text]`.
package struct FieldPath: Sendable, Hashable {
    package let text: String
    /// Which of several columns with this name is meant, from 1; 0 for any, the first given counts.
    package let occurrence: Int

    package init(_ text: String, occurrence: Int = 0) {
        self.text = text
        self.occurrence = occurrence
    }

    /// Whether this is a pattern that stands for the fields it matches.
    var isPattern: Bool { text.contains("*") }
}

/// What a number in a date field counts.
package enum TimeUnit: Sendable, Equatable {
    case seconds, milliseconds, microseconds, nanoseconds
}

/// Texts inside a field that holds JSON: the pieces of a message, the parts of a conversation.
package struct FieldPieces: Sendable, Equatable {
    /// The key, or path within one element, whose text is taken.
    package var take: String
    /// Elements count only if each of these paths has one of these values; empty for all.
    package var conditions: [(path: String, values: [String])] = []
    package var separator = ""
    /// Only the first that fits counts.
    package var isFirstOnly = false

    package init(take: String) { self.take = take }

    package static func == (one: FieldPieces, other: FieldPieces) -> Bool {
        one.take == other.take && one.separator == other.separator
            && one.isFirstOnly == other.isFirstOnly
            && one.conditions.elementsEqual(other.conditions) { $0 == $1 }
    }

    /// Reads `text` (every text under this key), or `{ take: body, where: { kind: [a, b] }, by: … }`.
    init(node: ConfigNode) throws(VOCError) {
        guard case .map = node.value else {
            take = try node.string("the name of a key")
            return
        }
        let map = try node.map("pieces", keys: ["take", "where", "by", "first"])
        take = try map.required("take").string()
        separator = try map["by"]?.string() ?? "\n"
        isFirstOnly = try map["first"]?.bool() ?? false
        for (key, value) in try map["where"]?.pairs("a map of keys to values") ?? [] {
            conditions.append((try key.string(), try value.strings()))
        }
    }
}

/// A cell that holds several values in a row, such as `date;author;text`.
package struct FieldSplit: Sendable, Equatable {
    package var mark: UInt8
    /// Into how many parts at most: the last keeps further marks.
    package var count: Int
    /// The part that is taken, from 1.
    package var take: Int
    /// The cell counts only if this part equals the value of another field.
    package var match: (part: Int, field: FieldPath)?

    package static func == (one: FieldSplit, other: FieldSplit) -> Bool {
        (one.mark, one.count, one.take) == (other.mark, other.count, other.take)
            && one.match?.part == other.match?.part && one.match?.field == other.match?.field
    }

    /// Reads `{ by: ;, parts: 3, take: 3, where: { 2: Reporter } }`.
    init(node: ConfigNode) throws(VOCError) {
        let map = try node.map("a split", keys: ["by", "parts", "take", "where"])
        let by = try map.required("by")
        let text = try by.string("one character")
        guard text.utf8.count == 1, let byte = text.utf8.first else {
            throw by.wrongType("one character")
        }
        mark = byte
        count = try map.required("parts").int()
        take = try map.required("take").int()
        guard (2...16).contains(count), (1...count).contains(take) else {
            throw map["take"]?.wrongType("a part from 1 to 'parts', of 2 to 16")
                ?? node.wrongType("a split")
        }
        guard let (key, value) = try map["where"]?.pairs().first else { return }
        guard let part = Int(try key.string()), (1...count).contains(part) else {
            throw key.wrongType("the number of a part")
        }
        match = (part, FieldPath(try value.string("the name of a field")))
    }
}

/// One of the parts that are joined: its alternatives, and how it is taken out of the field.
package struct FieldPart: Sendable, Equatable {
    /// Of these the first that is given counts.
    package var alternatives: [FieldPath]
    package var pieces: FieldPieces?
    package var split: FieldSplit?

    package init(_ alternatives: [FieldPath]) { self.alternatives = alternatives }

    init(node: ConfigNode) throws(VOCError) {
        guard case .map = node.value else {
            alternatives = [FieldPath(try node.string("the name of a field"))]
            return
        }
        let map = try node.map("a part", keys: ["any", "field", "pieces", "split"])
        guard let names = map["any"] ?? map["field"], map["any"] == nil || map["field"] == nil
        else {
            throw VOCError(
                .configMissingKey, "one of 'field' and 'any' must stand here", at: node.origin)
        }
        alternatives = try names.strings().map { FieldPath($0) }
        pieces = try map["pieces"].map(FieldPieces.init(node:))
        split = try map["split"].map(FieldSplit.init(node:))
    }
}

/// What a field may be found by when its name is free, as in surveys.
package struct FieldGuess: Sendable, Equatable {
    package enum Kind: Sendable { case text, rating, receivedAt }

    package var kind: Kind
    /// Patterns of names that speak for a field.
    package var names: [String]
}

/// Where the value of one target comes from.
package struct FieldSource: Sendable {
    /// The parts are joined.
    package var parts: [FieldPart]
    /// Strip tags and decode entities.
    package var isHTML = false
    /// Decode entities, leaving everything else.
    package var hasEntities = false
    package var unit: TimeUnit?
    /// Take this parameter of a web address instead of the whole value.
    package var query: String?
    /// Take what follows this mark, if it is there.
    package var after: String?
    /// Take what precedes this mark, if it is there.
    package var before: String?
    /// The bytes around the entries of a list in one field; entries are joined by ", ".
    package var list: String?
    /// The name of the table that gives the value for this key.
    package var lookup: String?
    /// Texts around the parts: `{} <{}>`; it counts only where every part is given.
    package var template: String?
    /// Patterns: each field that matches one is a part.
    package var every: [String] = []
    /// The parts are the entries of a list, joined by ", ": columns that repeat.
    var isList = false
    /// How to find the field if none of the alternatives is there.
    package var guess: FieldGuess?

    package init(parts: [[FieldPath]]) { self.parts = parts.map { FieldPart($0) } }

    private static let sources = ["any", "all", "field", "every", "guess"]

    /// Reads `Review Id`, `[a, b]` (joined), `{any: [a, b]}` (the first given) or the long form
    /// with options.
    package init(node: ConfigNode) throws(VOCError) {
        guard case .map = node.value else {
            self.init(parts: [])
            parts = try FieldSource.parts(of: node)
            return
        }
        let map = try node.map(
            keys: FieldSource.sources + [
                "named", "html", "entities", "unit", "query", "after", "before", "pieces", "split",
                "list", "lookup", "as",
            ])
        self.init(parts: [])
        guard FieldSource.sources.contains(where: { map[$0] != nil }),
            ["any", "all", "field"].count(where: { map[$0] != nil }) < 2
        else {
            throw VOCError(
                .configMissingKey,
                "one of 'field', 'any' and 'all' must stand here, or 'every' or 'guess'",
                at: node.origin)
        }
        if let any = map["any"] {
            parts = [FieldPart(try any.strings().map { FieldPath($0) })]
        } else if let source = map["all"] ?? map["field"] {
            parts = try FieldSource.parts(of: source)
        }
        every = try map["every"]?.strings() ?? []
        if let kind = map["guess"] {
            guess = FieldGuess(
                kind: try kind.choice([
                    "text": FieldGuess.Kind.text, "rating": .rating, "receivedAt": .receivedAt,
                ]), names: try map["named"]?.strings() ?? [])
        }
        try readOptions(map)
    }

    private mutating func readOptions(_ map: ConfigMap) throws(VOCError) {
        isHTML = try map["html"]?.bool() ?? false
        hasEntities = try map["entities"]?.bool() ?? false
        query = try map["query"]?.string()
        after = try map["after"]?.string()
        before = try map["before"]?.string()
        list = try map["list"]?.string()
        lookup = try map["lookup"]?.string()
        template = try map["as"]?.string()
        unit = try map["unit"]?.choice([
            "seconds": TimeUnit.seconds, "milliseconds": .milliseconds,
            "microseconds": .microseconds, "nanoseconds": .nanoseconds,
        ])
        for (key, value) in map.entries where key == "pieces" || key == "split" {
            guard parts.count == 1 else {
                throw VOCError(
                    .configUnknownValue, "'\(key)' belongs to one field", at: value.origin,
                    hint: "write it beside the field: [{ field: a, \(key): … }, b]")
            }
            if key == "pieces" { parts[0].pieces = try FieldPieces(node: value) }
            if key == "split" { parts[0].split = try FieldSplit(node: value) }
        }
    }

    private static func parts(of node: ConfigNode) throws(VOCError) -> [FieldPart] {
        var parts: [FieldPart] = []
        for item in node.oneOrMore() { parts.append(try FieldPart(node: item)) }
        return parts
    }

    /// Whether this is nothing but the field called `name`.
    func isOnly(_ name: String) -> Bool {
        parts == [FieldPart([FieldPath(name)])] && every.isEmpty && guess == nil
    }
}

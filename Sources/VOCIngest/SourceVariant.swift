internal import VOCCore

/// A test on a field, by its exact values.
package struct FieldCondition: Sendable {
    package var path: FieldPath
    /// Nil means: any value, as long as there is one.
    package var values: [String]?

    static func list(_ node: ConfigNode?) throws(VOCError) -> [FieldCondition] {
        var result: [FieldCondition] = []
        for (key, value) in try node?.pairs("a map of fields to values") ?? [] {
            result.append(
                FieldCondition(path: FieldPath(try key.string()), values: try value.strings()))
        }
        return result
    }
}

/// How the columns of a CSV file are called when more than one row says so.
package struct HeaderRule: Sendable, Equatable {
    /// The rows before the first record.
    package var rows = 1
    /// The row that names the columns, from 1.
    package var names = 1
    /// A further row whose text is added to the name; 0 for none. A blank name is then that of the
    /// column to the left.
    package var below = 0
    /// What stands between the two.
    package var separator = " / "
    /// The last header row must hold this text, or the file is not of this shape.
    package var holds = ""

    package init() {}

    /// Reads `3`, or `{ rows: 3, names: 1, below: 2, holds: ImportId }`.
    init(node: ConfigNode) throws(VOCError) {
        guard case .map = node.value else {
            rows = try node.int("a number of rows")
            guard (1...8).contains(rows) else {
                throw node.wrongType("a number of rows from 1 to 8")
            }
            return
        }
        let map = try node.map("a header", keys: ["rows", "names", "below", "holds"])
        rows = try map.required("rows").int()
        names = try map["names"]?.int() ?? 1
        below = try map["below"]?.int() ?? 0
        holds = try map["holds"]?.string() ?? ""
        guard (1...8).contains(rows), (1...rows).contains(names), (0...rows).contains(below) else {
            throw node.wrongType("rows from 1 to 8, and 'names' and 'below' among them")
        }
    }

    /// The names of the columns; `head` has at least `rows` rows unless the file ends before.
    func compose(_ head: [[String]]) -> [String] {
        guard names <= head.count else { return [] }
        let first = head[names - 1]
        guard below > 0, below <= head.count else { return first }
        let second = head[below - 1]
        var owner = ""
        return (0..<max(first.count, second.count)).map { column in
            let name = column < first.count ? first[column] : ""
            if !name.allSatisfy(\.isWhitespace) { owner = name }
            let part = column < second.count ? second[column] : ""
            return part.allSatisfy(\.isWhitespace) ? owner : owner + separator + part
        }
    }
}

/// A table inside or beside a dump, by which keys become values: the users of a chat, for one.
package struct LookupRule: Sendable {
    package var name: String
    /// The file beside the dump or in a folder above it; empty for the dump itself.
    package var file = ""
    /// Where its records are, as in a variant.
    package var records = ""
    package var key: FieldSource
    package var value: FieldSource

    static func list(_ node: ConfigNode?) throws(VOCError) -> [LookupRule] {
        var result: [LookupRule] = []
        for (key, value) in try node?.pairs("a map of tables") ?? [] {
            let map = try value.map("a table", keys: ["file", "records", "key", "value"])
            var rule = LookupRule(
                name: try key.string(), key: try FieldSource(node: map.required("key")),
                value: try FieldSource(node: map.required("value")))
            rule.file = try map["file"]?.string() ?? ""
            rule.records = try map["records"]?.string() ?? ""
            result.append(rule)
        }
        return result
    }
}

/// One shape in which a source exports.
package struct SourceVariant: Sendable {
    package var name = ""
    /// Empty means any.
    package var formats: [DumpFormat] = []
    /// Where the records are: a path in JSON (`feed.entry`), an element name in XML; several are
    /// alternatives, and all of them are read.
    package var records: [String] = []
    package var mapping = FieldMapping()
    package var rating = RatingRule()
    package var dates = DateRule()
    package var header = HeaderRule()
    /// Rows of another width that begin like this are not records.
    package var footer: [String] = []
    /// Values that stand for nothing.
    package var blank: [String] = []
    /// Fields that all must be there for this shape to be taken by structure; patterns allowed.
    package var marks: [String] = []
    /// Fields none of which may be there.
    package var unless: [String] = []
    /// Fields that must have one of these values in the records looked at.
    package var when: [FieldCondition] = []
    /// Records that hold one of these are no feedback.
    package var skip: [FieldCondition] = []
    /// Records that lack these are no feedback.
    package var only: [FieldCondition] = []
    /// Fields that are known to be neither text nor rating, for guessing; patterns allowed.
    package var ignore: [String] = []
    package var lookups: [LookupRule] = []
    /// Records written as Python dictionaries, with single quotes.
    package var isPython = false
    /// Text is UTF-8 whose bytes were escaped one by one, as if each were a Latin-1 character.
    package var escapesBytes = false
    /// Of several records with one id the newest counts, not the first.
    package var keepsNewest = false
    /// What is set aside in texts.
    package var setsAside: AsideKinds = []
    /// Messages that are no feedback.
    package var leavesOut: LeftOutKinds = []
    /// Our own addresses and domains, whose messages are no feedback.
    package var agents: [String] = []

    package init() {}

    static let keys = [
        "format", "records", "fields", "attributes", "rating", "dates", "header", "footer", "blank",
        "marks", "unless", "when", "skip", "only", "needs", "ignore", "lookups", "notation",
        "escapes", "edited", "setAside", "leaveOut", "agents",
    ]

    /// This variant with what `map` says in place of its own.
    mutating func read(_ map: ConfigMap) throws(VOCError) {
        if let formats = map["format"] {
            self.formats = []
            for item in formats.oneOrMore() {
                self.formats.append(try item.choice(DumpFormat.choices))
            }
        }
        if let records = map["records"] { self.records = try records.strings() }
        let mapping = try FieldMapping(fields: map["fields"], attributes: map["attributes"])
        self.mapping = self.mapping.overlaid(with: mapping)
        if let rating = map["rating"] {
            let rule = try RatingRule(node: rating)
            self.rating.scale = rule.scale ?? self.rating.scale
            self.rating.words.merge(rule.words) { $1 }
            self.rating.numerals.merge(rule.numerals) { $1 }
        }
        if let dates = map["dates"] {
            self.dates = self.dates.overlaid(with: try DateRule(node: dates))
        }
        if let header = map["header"] { self.header = try HeaderRule(node: header) }
        if let footer = map["footer"] { self.footer = try footer.strings() }
        if let blank = map["blank"] { self.blank = try blank.strings() }
        if let marks = map["marks"] { self.marks = try marks.strings() }
        if let unless = map["unless"] { self.unless = try unless.strings() }
        if map["when"] != nil { when = try FieldCondition.list(map["when"]) }
        if map["skip"] != nil { skip = try FieldCondition.list(map["skip"]) }
        if map["only"] != nil { only = try FieldCondition.list(map["only"]) }
        for name in try map["needs"]?.strings() ?? [] {
            only.append(FieldCondition(path: FieldPath(name), values: nil))
        }
        if let ignore = map["ignore"] { self.ignore += try ignore.strings() }
        if map["lookups"] != nil { lookups = try LookupRule.list(map["lookups"]) }
        if let notation = map["notation"] {
            isPython = try notation.choice(["json": false, "python": true])
        }
        if let escapes = map["escapes"] {
            escapesBytes = try escapes.choice(["characters": false, "bytes": true])
        }
        if let edited = map["edited"] {
            keepsNewest = try edited.choice(["first": false, "newest": true])
        }
        if let node = map["setAside"] { setsAside = try AsideKinds(node: node) }
        if let node = map["leaveOut"] { leavesOut = try LeftOutKinds(node: node) }
        agents += try map["agents"]?.strings() ?? []
        try checkLookups(at: map.origin)
    }

    private func checkLookups(at origin: Origin) throws(VOCError) {
        let known = lookups.map(\.name)
        for source in Array(mapping.sources.values) + mapping.attributes.map(\.source) {
            guard let name = source.lookup, !known.contains(name) else { continue }
            throw VOCError(
                .configUnknownValue, "no table is called '\(name)'", at: origin,
                hint: known.isEmpty
                    ? "describe it under 'lookups:'" : DidYouMean.hint(for: name, among: known))
        }
    }
}

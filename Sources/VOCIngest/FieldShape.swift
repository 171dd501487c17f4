internal import Glibc
internal import VOCCore

/// How a value is made from the fields of a record where joining them is not enough.
struct FieldShape: Sendable {
    struct Part: Sendable {
        /// One slot for each alternative, the first that is given and not blank counts.
        let slots: Range<Int>
        let pieces: FieldPieces?
        var split: Split?
    }

    struct Split: Sendable {
        let rule: FieldSplit
        var matchSlot = -1

        init(_ rule: FieldSplit) { self.rule = rule }
    }

    var parts: [Part] = []
    /// Characters up to U+00FF stand for the bytes of UTF-8.
    var escapesBytes = false
    private let blank: [[UInt8]]
    private let isHTML: Bool
    private let hasEntities: Bool
    private let query: [UInt8]?
    private let after: [UInt8]?
    private let before: [UInt8]?
    private let list: [UInt8]?
    private let isList: Bool
    private let table: LookupTable?
    /// What stands before, between and after the parts.
    private let template: [[UInt8]]

    init(_ source: FieldSource, blank: [[UInt8]], tables: [String: LookupTable]) {
        self.blank = blank
        isHTML = source.isHTML
        hasEntities = source.hasEntities
        query = source.query.map { Array($0.utf8) }
        after = source.after.map { Array($0.utf8) }
        before = source.before.map { Array($0.utf8) }
        list = source.list.map { Array($0.utf8) }
        isList = source.isList
        table = source.lookup.flatMap { tables[$0] }
        template = source.template.map { $0.split(separator: "{}").map { Array($0.utf8) } } ?? []
    }

    /// Writes the value to `target`, in place of what it holds.
    func write(
        _ values: UnsafePointer<RawValue>, separator: UInt8, to target: ByteBuffer
    ) {
        if isDirect, unsafe writeDirectly(values, to: target) { return }
        var made: [[UInt8]] = []
        for part in parts {
            guard let value = unsafe self.value(of: part, values), !isBlank(value) else { continue }
            made.append(value)
        }
        target.count = 0
        if escapesBytes { made = made.map { EscapedBytes.undone($0) ?? $0 } }
        var whole = join(made, separator)
        if let after, let found = whole.firstRange(of: after) {
            whole.removeSubrange(..<found.upperBound)
        } else if let before, let found = whole.firstRange(of: before) {
            whole.removeSubrange(found.lowerBound...)
        }
        if after != nil || before != nil { whole = FieldShape.trimmed(whole) }
        if let table { whole = table.value(of: whole) ?? whole }
        if let list { whole = FieldShape.entries(whole, list) }
        if hasEntities { whole = Entities.decoded(whole) }
        unsafe whole.withUnsafeBufferPointer {
            if let query {
                unsafe WebAddress.append(parameter: query, of: $0, to: target)
            } else if isHTML {
                unsafe HTMLText.append($0, to: target)
                FieldShape.softenSpaces(target)
            } else {
                unsafe target.append($0)
            }
        }
    }

    /// Whether the one value only has its tags or entities taken away.
    private(set) var isDirect = false

    /// To be called once all parts are there.
    mutating func settle() {
        isDirect =
            parts.count == 1 && blank.isEmpty && !escapesBytes && query == nil && after == nil
            && before == nil && list == nil && table == nil && template.isEmpty
            && parts[0].pieces == nil && parts[0].split == nil
    }

    /// The same without copies, for most of the feedback in the world is one text; false, and
    /// nothing written, if there are entities to decode in plain text.
    private func writeDirectly(_ values: UnsafePointer<RawValue>, to target: ByteBuffer) -> Bool {
        target.count = 0
        for slot in parts[0].slots where unsafe values[slot].isGiven {
            let bytes = unsafe values[slot].bytes
            if hasEntities, unsafe memchr(bytes.baseAddress!, 0x26, bytes.count) != nil {
                return false
            }
            if isHTML {
                unsafe HTMLText.append(bytes, to: target)
                FieldShape.softenSpaces(target)
            } else {
                unsafe target.append(bytes)
            }
            return true
        }
        return true
    }

    /// Hard spaces, which HTML is full of, become plain ones.
    private static func softenSpaces(_ text: ByteBuffer) {
        var kept = 0
        var at = 0
        while at < text.count {
            let isHard =
                unsafe text.start[at] == 0xC2 && at + 1 < text.count && text.start[at + 1] == 0xA0
            unsafe text.start[kept] = isHard ? 0x20 : text.start[at]
            kept += 1
            at += isHard ? 2 : 1
        }
        text.count = kept
    }

    private func value(of part: Part, _ values: UnsafePointer<RawValue>) -> [UInt8]? {
        for slot in part.slots where unsafe values[slot].isGiven {
            let bytes = unsafe Array(values[slot].bytes)
            if isBlank(bytes) { continue }
            if let split = part.split {
                let match = split.matchSlot < 0 ? nil : unsafe Array(values[split.matchSlot].bytes)
                guard let taken = FieldShape.taken(bytes, split.rule, match) else { continue }
                return taken
            }
            guard let pieces = part.pieces else { return bytes }
            return JSONFragment.pieces(of: bytes, pieces)
        }
        return nil
    }

    private func isBlank(_ value: [UInt8]) -> Bool { value.isEmpty || blank.contains(value) }

    private func join(_ made: [[UInt8]], _ separator: UInt8) -> [UInt8] {
        if !template.isEmpty, made.count == parts.count {
            var whole: [UInt8] = []
            // `{} <{}>` splits into what follows each part.
            for (index, value) in made.enumerated() {
                whole += value
                if index < template.count { whole += template[index] }
            }
            return whole
        }
        return Array(made.joined(separator: isList ? [0x2C, 0x20] : [separator]))
    }

    /// The wanted part of `date;author;text`; nil if the cell is another one's.
    private static func taken(_ bytes: [UInt8], _ rule: FieldSplit, _ match: [UInt8]?) -> [UInt8]? {
        let parts = bytes.split(
            separator: rule.mark, maxSplits: rule.count - 1, omittingEmptySubsequences: false)
        guard parts.count == rule.count else { return nil }
        if let condition = rule.match {
            guard let match, !match.isEmpty, parts[condition.part - 1].elementsEqual(match) else {
                return nil
            }
        }
        return Array(parts[rule.take - 1])
    }

    /// The entries of `<a><b>`, `|a|b|` or `a;b`, joined by ", ".
    private static func entries(_ whole: [UInt8], _ marks: [UInt8]) -> [UInt8] {
        let entries = whole.split { marks.contains($0) }.map { trimmed(Array($0)) }
        return Array(entries.filter { !$0.isEmpty }.joined(separator: [0x2C, 0x20]))
    }

    static func trimmed(_ bytes: [UInt8]) -> [UInt8] {
        guard let first = bytes.firstIndex(where: { $0 > 0x20 }),
            let last = bytes.lastIndex(where: { $0 > 0x20 })
        else { return [] }
        return Array(bytes[first...last])
    }
}

extension FieldSource {
    /// Whether joining the fields is not enough.
    var isShaped: Bool {
        isHTML || hasEntities || query != nil || after != nil || before != nil || list != nil
            || lookup != nil || template != nil || isList
            || parts.contains { $0.pieces != nil || $0.split != nil }
    }
}

/// The few entities that plain text is escaped with: those of XML, numbers and the hard space.
enum Entities {
    static func decoded(_ text: [UInt8]) -> [UInt8] {
        guard text.contains(0x26) else { return text }
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        var at = 0
        while at < text.count {
            if text[at] == 0x26,
                let end = text[at...].prefix(12).firstIndex(of: 0x3B),
                let scalar = scalar(String(decoding: text[at + 1..<end], as: UTF8.self))
            {
                result += Array(String(Character(scalar)).utf8)
                at = end + 1
            } else {
                result.append(text[at])
                at += 1
            }
        }
        return result
    }

    private static let names: [String: Unicode.Scalar] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}",
    ]

    private static func scalar(_ name: String) -> Unicode.Scalar? {
        guard name.hasPrefix("#") else { return names[name] }
        let digits = name.dropFirst()
        let isHex = digits.hasPrefix("x") || digits.hasPrefix("X")
        let number = isHex ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        guard let number, number > 0 else { return nil }
        return Unicode.Scalar(number)
    }
}

/// UTF-8 whose bytes were written as characters of Latin-1, as Meta's downloads are.
enum EscapedBytes {
    /// The text that was meant; nil if the text is right as it is: it is ASCII, holds a character
    /// over U+00FF, or its bytes are no UTF-8.
    static func undone(_ text: [UInt8]) -> [UInt8]? {
        guard text.contains(where: { $0 >= 0x80 }) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
            guard scalar.value <= 0xFF else { return nil }
            bytes.append(UInt8(scalar.value))
        }
        return String(validating: bytes, as: UTF8.self) == nil ? nil : bytes
    }
}

internal import VOCCore

/// What the beginning of a dump has in one field.
struct FieldSample {
    /// As the records name it, below the place of the records.
    let name: String
    /// Values that are given, in order, each cut at `FieldSample.longest` bytes.
    private(set) var values: [[UInt8]] = []
    /// How many values are given.
    private(set) var given = 0

    static let longest = 400
    private static let most = 500

    init(_ name: String) { self.name = name }

    mutating func add(_ value: some Collection<UInt8>) {
        guard value.contains(where: { $0 > 0x20 }) else { return }
        given += 1
        if values.count < FieldSample.most {
            values.append(Array(value.prefix(FieldSample.longest)))
        }
    }

    /// What a field's values look like.
    enum Kind: String {
        case empty, text, words, number, date, flag, address, id, json
    }

    /// The kind that at least nine in ten values have; `words` are short labels that come again and
    /// again.
    var kind: Kind {
        guard !values.isEmpty else { return .empty }
        func most(_ test: ([UInt8]) -> Bool) -> Bool {
            values.count(where: test) * 10 >= values.count * 9
        }
        if most({ FieldSample.flags.contains(String(decoding: $0, as: UTF8.self).lowercased()) }) {
            return .flag
        }
        if most({ FieldSample.number($0) != nil }) {
            if most(FieldSample.isMoment) { return .date }
            return values.allSatisfy({ $0.count >= 9 }) ? .id : .number
        }
        if most(FieldSample.isDate) { return .date }
        if most({ $0.first == 0x7B || $0.first == 0x5B }) { return .json }
        if most({ FieldSample.isAddress($0) }) { return .address }
        if most({ !FieldSample.isWordy($0) && $0.count >= 8 && $0.contains { $0 &- 48 < 10 } }) {
            return .id
        }
        return isText ? .text : .words
    }

    /// Whether these are sentences rather than labels.
    private var isText: Bool {
        let wordy = values.count(where: FieldSample.isWordy)
        guard wordy * 2 >= values.count || wordy >= 3 && wordy * 5 >= values.count else {
            return false
        }
        return values.count < 8 || Set(values).count * 4 > values.count
    }

    private static let flags: Set = ["true", "false", "yes", "no"]

    static func number(_ value: [UInt8]) -> Double? {
        let text = String(decoding: value, as: UTF8.self).filter { $0 != " " }
        guard let first = text.utf8.first, first &- 48 < 10 || first == 0x2D else { return nil }
        return Double(text)
    }

    static func isDate(_ value: [UInt8]) -> Bool {
        unsafe value.withUnsafeBufferPointer { bytes in
            unsafe DateReader.orders(bytes) != nil
                || DateReader.microseconds(bytes, unit: nil) != nil
        }
    }

    /// A number since 1970 that falls between 1995 and 2100.
    private static func isMoment(_ value: [UInt8]) -> Bool {
        let found = unsafe value.withUnsafeBufferPointer { unsafe Epoch.read($0, unit: nil) }
        guard let found else { return false }
        return (788_918_400_000_000..<4_102_444_800_000_000).contains(found.moment)
    }

    private static func isAddress(_ value: [UInt8]) -> Bool {
        guard !value.contains(0x20) else { return false }
        let text = String(decoding: value, as: UTF8.self)
        return text.contains("://") || text.contains("@")
    }

    /// At least two words, or as much in a script without spaces.
    static func isWordy(_ value: [UInt8]) -> Bool {
        var words = 0
        var letters = 0
        var wide = 0
        for byte in value + [0x20] {
            if byte >= 0x80 { wide += 1 }
            if (byte | 32) &- 0x61 < 26 || byte >= 0x80 {
                letters += 1
            } else if byte == 0x20 || byte == 0x0A {
                if letters > 1 { words += 1 }
                letters = 0
            }
        }
        return words >= 2 || wide >= 12
    }
}

/// Patterns with `*` for any characters, as field names are matched by.
enum NamePattern {
    static func matches(_ name: String, _ pattern: String) -> Bool {
        guard pattern.utf8.contains(0x2A) else {
            return CSVText.folded(name) == CSVText.folded(pattern)
        }
        return Wildcard.matches(
            Array(CSVText.folded(name).utf8), Array(CSVText.folded(pattern).utf8), many: 0x2A)
    }
}

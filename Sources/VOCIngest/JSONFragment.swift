internal import VOCCore

/// A value of JSON read as a whole: one that stands inside a field, or a line of a small file.
/// Numbers and booleans are texts as written.
package indirect enum JSONFragment {
    case text([UInt8])
    case list([JSONFragment])
    case map([(key: String, value: JSONFragment)])
    case null

    /// The texts that `rule` takes out of JSON: a value, or several with commas between and no
    /// brackets around. What is no JSON is returned as it is.
    static func pieces(of bytes: [UInt8], _ rule: FieldPieces) -> [UInt8] {
        guard let values = parse(bytes) else { return bytes }
        var found: [[UInt8]] = []
        if rule.conditions.isEmpty, !rule.take.contains(".") {
            for value in values { value.collect(rule.take, into: &found) }
        } else {
            for element in values.flatMap(\.elements) {
                let fits = rule.conditions.allSatisfy { condition in
                    guard case .text(let value) = element.value(at: condition.path) else {
                        return false
                    }
                    return condition.values.contains { value.elementsEqual($0.utf8) }
                }
                if fits, case .text(let value) = element.value(at: rule.take) {
                    found.append(value)
                }
            }
        }
        found.removeAll(where: \.isEmpty)
        if rule.isFirstOnly { return found.first ?? [] }
        return Array(
            found.joined(separator: Array(rule.separator.utf8)))
    }

    private var elements: [JSONFragment] {
        if case .list(let items) = self { return items.flatMap(\.elements) }
        return [self]
    }

    private func value(at path: String) -> JSONFragment? {
        var here: JSONFragment? = self
        for step in path.split(separator: ".") {
            guard case .map(let pairs) = here else { return nil }
            here = pairs.last { $0.key == step }?.value
        }
        return here
    }

    /// Every text under `key`, at any depth, in order.
    private func collect(_ key: String, into found: inout [[UInt8]]) {
        switch self {
        case .list(let items): for item in items { item.collect(key, into: &found) }
        case .map(let pairs):
            for (name, value) in pairs {
                if name == key, case .text(let text) = value {
                    found.append(text)
                } else {
                    value.collect(key, into: &found)
                }
            }
        case .text, .null: break
        }
    }

    /// The object that `bytes` hold and nothing after it; nil if they do not.
    package static func object(_ bytes: [UInt8]) -> JSONFragment? {
        guard let values = parse(bytes), values.count == 1, case .map = values[0] else {
            return nil
        }
        return values[0]
    }

    /// The value at a path of keys with dots between, such as `extra.severity`; the last of equal
    /// keys counts.
    package subscript(path: String) -> JSONFragment? { value(at: path) }

    private static func parse(_ bytes: [UInt8]) -> [JSONFragment]? {
        var parser = Parser(bytes: bytes)
        var values: [JSONFragment] = []
        parser.skipSpace()
        while parser.at < bytes.count {
            guard let value = parser.value(depth: 0) else { return nil }
            // A bare word or number is not worth the name.
            if values.isEmpty, case .text = value { return nil }
            values.append(value)
            parser.skipSpace()
            if parser.at < bytes.count {
                guard parser.take(0x2C) else { return nil }
                parser.skipSpace()
            }
        }
        return values.isEmpty ? nil : values
    }

    private struct Parser {
        let bytes: [UInt8]
        var at = 0

        mutating func skipSpace() {
            while at < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[at]) { at += 1 }
        }

        mutating func take(_ byte: UInt8) -> Bool {
            guard at < bytes.count, bytes[at] == byte else { return false }
            at += 1
            return true
        }

        mutating func value(depth: Int) -> JSONFragment? {
            guard at < bytes.count, depth < 64 else { return nil }
            switch bytes[at] {
            case 0x7B: return map(depth)
            case 0x5B: return list(depth)
            case 0x22: return JSONText.string(bytes, &at).map { .text($0) }
            default:
                let start = at
                while at < bytes.count,
                    !([0x2C, 0x5D, 0x7D].contains(bytes[at]) || bytes[at] <= 0x20)
                { at += 1 }
                guard at > start else { return nil }
                let word = Array(bytes[start..<at])
                return word.elementsEqual("null".utf8) ? .null : .text(word)
            }
        }

        private mutating func map(_ depth: Int) -> JSONFragment? {
            at += 1
            var pairs: [(key: String, value: JSONFragment)] = []
            skipSpace()
            if take(0x7D) { return .map([]) }
            while true {
                skipSpace()
                guard at < bytes.count, bytes[at] == 0x22,
                    let key = JSONText.string(bytes, &at)
                else { return nil }
                skipSpace()
                guard take(0x3A) else { return nil }
                skipSpace()
                guard let value = value(depth: depth + 1) else { return nil }
                pairs.append((String(decoding: key, as: UTF8.self), value))
                skipSpace()
                if take(0x7D) { return .map(pairs) }
                guard take(0x2C) else { return nil }
            }
        }

        private mutating func list(_ depth: Int) -> JSONFragment? {
            at += 1
            var items: [JSONFragment] = []
            skipSpace()
            if take(0x5D) { return .list([]) }
            while true {
                skipSpace()
                guard let value = value(depth: depth + 1) else { return nil }
                items.append(value)
                skipSpace()
                if take(0x5D) { return .list(items) }
                guard take(0x2C) else { return nil }
            }
        }
    }
}

/// Strings of JSON, read without the C reader where there is no record for it.
enum JSONText {
    /// The string whose opening quote stands at `at`, without its escapes, with `at` after its
    /// closing quote; nil if it does not end. A quote of Python's ends with its like.
    static func string(_ bytes: [UInt8], _ at: inout Int) -> [UInt8]? {
        let quote = bytes[at]
        at += 1
        var result: [UInt8] = []
        while at < bytes.count {
            let byte = bytes[at]
            at += 1
            if byte == quote { return result }
            guard byte == 0x5C, at < bytes.count else {
                result.append(byte)
                continue
            }
            let escaped = bytes[at]
            at += 1
            switch escaped {
            case 0x6E: result.append(0x0A)
            case 0x74: result.append(0x09)
            case 0x72: result.append(0x0D)
            case 0x62: result.append(0x08)
            case 0x66: result.append(0x0C)
            case 0x75: appendUnit(bytes, &at, to: &result)
            default: result.append(escaped)
            }
        }
        return nil
    }

    private static func unit(_ bytes: [UInt8], _ at: Int) -> UInt32? {
        guard at + 4 <= bytes.count else { return nil }
        return UInt32(String(decoding: bytes[at..<at + 4], as: UTF8.self), radix: 16)
    }

    private static func appendUnit(_ bytes: [UInt8], _ at: inout Int, to result: inout [UInt8]) {
        guard var code = unit(bytes, at) else { return }
        at += 4
        if code & 0xFC00 == 0xD800, at + 6 <= bytes.count, bytes[at] == 0x5C, bytes[at + 1] == 0x75,
            let low = unit(bytes, at + 2), low & 0xFC00 == 0xDC00
        {
            at += 6
            code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
        }
        result += Array(String(Character(Unicode.Scalar(code) ?? "\u{FFFD}")).utf8)
    }
}

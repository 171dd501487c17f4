/// Writes JSON in a fixed key order, straight into bytes.
///
/// Commas and nesting are the writer's business; closing what was opened is the caller's. Strings
/// must be valid UTF-8.
package struct JSONWriter: Sendable {
    package private(set) var bytes: [UInt8] = []
    private var needsComma = false

    package init(reserving capacity: Int = 0) { bytes.reserveCapacity(capacity) }

    package mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        needsComma = false
    }

    /// Ends a line of NDJSON.
    package mutating func newline() {
        bytes.append(0x0A)
        needsComma = false
    }

    package mutating func beginObject() {
        separate()
        bytes.append(UInt8(ascii: "{"))
        needsComma = false
    }

    package mutating func endObject() {
        bytes.append(UInt8(ascii: "}"))
        needsComma = true
    }

    package mutating func beginArray() {
        separate()
        bytes.append(UInt8(ascii: "["))
        needsComma = false
    }

    package mutating func endArray() {
        bytes.append(UInt8(ascii: "]"))
        needsComma = true
    }

    /// A key that needs no escaping.
    package mutating func key(_ name: StaticString) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        name.withUTF8Buffer { unsafe bytes.append(contentsOf: $0) }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    package mutating func key(text name: String) {
        separate()
        quote(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    package mutating func string(_ text: String) {
        separate()
        quote(text)
        needsComma = true
    }

    package mutating func string(orNull text: String?) {
        if let text { string(text) } else { null() }
    }

    package mutating func string(_ text: UnsafeBufferPointer<UInt8>) {
        separate()
        unsafe quote(text)
        needsComma = true
    }

    /// A list of strings.
    package mutating func strings(_ texts: [String]) {
        beginArray()
        for text in texts { string(text) }
        endArray()
    }

    /// The base64 (RFC 4648, padded) of `data` as a string, without a copy of it on the way.
    package mutating func base64(_ data: [UInt8]) {
        separate()
        bytes.reserveCapacity(bytes.count + data.count / 3 * 4 + 16)
        bytes.append(UInt8(ascii: "\""))
        let most = 3 << 12
        var start = 0
        while start < data.count {
            let end = min(data.count, start + most)
            unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: most / 3 * 4) { out in
                let count = unsafe data.withUnsafeBufferPointer {
                    unsafe Base64.encode($0[start..<end], into: out)
                }
                unsafe bytes.append(contentsOf: UnsafeBufferPointer(rebasing: out[..<count]))
            }
            start = end
        }
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    package mutating func integer(_ value: some BinaryInteger) {
        separate()
        digits(Int64(value))
        needsComma = true
    }

    /// `[start, end]`, where `end` is the first place behind.
    package mutating func span(_ range: Range<Int>) {
        beginArray()
        integer(range.lowerBound)
        integer(range.upperBound)
        endArray()
    }

    /// An array of such spans.
    package mutating func spans(_ ranges: ArraySlice<Range<Int>>) {
        beginArray()
        for range in ranges { span(range) }
        endArray()
    }

    package mutating func bool(_ value: Bool) { literal(value ? "true" : "false") }

    package mutating func null() { literal("null") }

    package mutating func integer(orNull value: Int?) {
        if let value { integer(value) } else { null() }
    }

    /// `-612` as `-0.612`: three decimals always.
    package mutating func thousandths(_ milli: Int) {
        separate()
        if milli < 0 { bytes.append(UInt8(ascii: "-")) }
        digits(Int64(milli.magnitude / 1000))
        bytes.append(UInt8(ascii: "."))
        let fraction = milli.magnitude % 1000
        bytes.append(UInt8(ascii: "0") + UInt8(fraction / 100))
        bytes.append(UInt8(ascii: "0") + UInt8(fraction / 10 % 10))
        bytes.append(UInt8(ascii: "0") + UInt8(fraction % 10))
        needsComma = true
    }

    package mutating func thousandths(orNull milli: Int?) {
        if let milli { thousandths(milli) } else { null() }
    }

    /// `value` with `places` decimals, or null if it is nil, not finite or too large for them.
    package mutating func number(_ value: Double?, places: Int = 3) {
        guard let value else { return null() }
        let text = Decimals.fixed(value, places: places)
        literal(text == Decimals.unknown ? "null" : text)
    }

    /// Text that is JSON already, such as a number.
    package mutating func literal(_ text: String) {
        separate()
        bytes.append(contentsOf: text.utf8)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
    }

    private mutating func digits(_ value: Int64) {
        if value >= 0, value < 10 {
            bytes.append(UInt8(ascii: "0") + UInt8(value))
        } else {
            bytes.append(contentsOf: String(value).utf8)
        }
    }

    private mutating func quote(_ text: String) {
        var text = text
        text.withUTF8 { unsafe quote($0) }
    }

    private mutating func quote(_ text: UnsafeBufferPointer<UInt8>) {
        bytes.append(UInt8(ascii: "\""))
        var start = 0
        for index in 0..<text.count {
            let byte = unsafe text[index]
            guard byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F else { continue }
            unsafe bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
            start = index + 1
            escape(byte)
        }
        unsafe bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<text.count]))
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func escape(_ byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x22, 0x5C: bytes.append(byte)
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        default:
            let hex = Array("0123456789abcdef".utf8)
            bytes += [
                UInt8(ascii: "u"), 0x30, 0x30, hex[Int(byte >> 4)], hex[Int(byte & 15)],
            ]
        }
    }
}

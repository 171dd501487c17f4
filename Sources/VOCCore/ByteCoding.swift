/// 64-bit FNV-1a (Fowler, Noll, Vo): a fixed hash for checksums and tie-breaks, not for
/// adversaries.
package enum FNV {
    package static func hash(_ bytes: some Sequence<UInt8>, seed: UInt64 = 0xcbf2_9ce4_8422_2325)
        -> UInt64
    {
        var hash = seed
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return hash
    }
}

/// Builds the bytes of a binary format: varints, strings, fixed words.
package struct ByteWriter {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    package mutating func append(_ raw: [UInt8]) { bytes += raw }

    package mutating func append(unsigned value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    package mutating func append(signed value: Int) {
        append(unsigned: UInt64(bitPattern: Int64(value << 1) ^ Int64(value >> 63)))
    }

    package mutating func append(fixed value: UInt64) {
        for shift in stride(from: UInt64(0), to: 64, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> shift))
        }
    }

    package mutating func append(_ text: String) {
        append(unsigned: UInt64(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    package mutating func append(counts: [String: Int]) {
        append(unsigned: UInt64(counts.count))
        for (name, count) in counts.sorted(by: { $0.key < $1.key }) {
            append(name)
            append(signed: count)
        }
    }
}

/// Reads what `ByteWriter` wrote; every read is checked and throws `partial.broken`.
package struct ByteReader {
    private let source: [UInt8]
    private var position = 0
    private let origin: Origin

    package init(_ source: [UInt8], origin: Origin) {
        self.source = source
        self.origin = origin
    }

    package var remaining: Int { source.count - position }

    package func broken() -> VOCError {
        var place = origin
        place.byteOffset = position
        return VOCError(.partialBroken, "the bytes at offset \(position) make no sense", at: place)
    }

    package mutating func bytes(_ count: Int) throws(VOCError) -> [UInt8] {
        guard count >= 0, count <= remaining else { throw broken() }
        defer { position += count }
        return Array(source[position..<position + count])
    }

    package mutating func unsigned() throws(VOCError) -> UInt64 {
        // Most numbers take a byte.
        if position < source.count, source[position] < 0x80 {
            defer { position += 1 }
            return UInt64(source[position])
        }
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            guard position < source.count, shift < 64 else { throw broken() }
            let byte = source[position]
            position += 1
            guard shift < 63 || byte < 2 else { throw broken() }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
    }

    package mutating func signed() throws(VOCError) -> Int {
        let raw = try unsigned()
        return Int(Int64(bitPattern: raw >> 1) ^ -Int64(bitPattern: raw & 1))
    }

    /// A count or a sum: at most 2⁴⁸ either way, so that no sum of parts can overflow.
    package mutating func amount() throws(VOCError) -> Int {
        let value = try signed()
        guard value.magnitude <= 1 << 48 else { throw broken() }
        return value
    }

    package mutating func int32() throws(VOCError) -> Int32 {
        guard let value = Int32(exactly: try signed()) else { throw broken() }
        return value
    }

    /// A number of things that follow; each takes at least a byte, so it cannot exceed what is
    /// left.
    package mutating func count() throws(VOCError) -> Int {
        let value = try unsigned()
        guard value <= UInt64(remaining) else { throw broken() }
        return Int(value)
    }

    package mutating func fixed() throws(VOCError) -> UInt64 {
        guard remaining >= 8 else { throw broken() }
        var value: UInt64 = 0
        for index in 0..<8 { value |= UInt64(source[position + index]) << UInt64(8 * index) }
        position += 8
        return value
    }

    package mutating func string() throws(VOCError) -> String {
        let count = try count()
        guard let text = String(validating: source[position..<position + count], as: UTF8.self)
        else { throw broken() }
        position += count
        return text
    }

    /// Passes the string that comes and says where it is, for `withBytes`.
    mutating func text() throws(VOCError) -> Range<Int> {
        let count = try count()
        let range = position..<position + count
        var isASCII = true
        for place in range { isASCII = isASCII && source[place] < 0x80 }
        guard isASCII || String(validating: source[range], as: UTF8.self) != nil else {
            throw broken()
        }
        position += count
        return range
    }

    /// Calls `body` with all bytes.
    func withBytes<T>(_ body: (UnsafeBufferPointer<UInt8>) -> T) -> T {
        unsafe source.withUnsafeBufferPointer { unsafe body($0) }
    }

    package mutating func counts() throws(VOCError) -> [String: Int] {
        var result: [String: Int] = [:]
        for _ in 0..<(try count()) { result[try string()] = try amount() }
        return result
    }
}

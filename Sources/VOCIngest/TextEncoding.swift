internal import CJSON
internal import VOCCore

/// The encodings that dumps come in.
package enum TextEncoding: String, Sendable, CaseIterable {
    case utf8 = "utf-8"
    case utf16LittleEndian = "utf-16le"
    case utf16BigEndian = "utf-16be"
    case windows1252 = "windows-1252"

    /// The encoding with this name, in any of its usual spellings; nil if it is not read.
    package init?(name: String) {
        switch name.lowercased() {
        case "utf-8", "utf8", "us-ascii", "ascii": self = .utf8
        case "utf-16le", "utf-16", "utf16": self = .utf16LittleEndian
        case "utf-16be": self = .utf16BigEndian
        case "windows-1252", "cp1252", "iso-8859-1", "latin1", "latin-1": self = .windows1252
        default: return nil
        }
    }

    /// The encoding of a file that begins like this, and the length of its byte-order mark.
    static func sniff(_ head: UnsafeBufferPointer<UInt8>, isWhole: Bool) -> (TextEncoding, Int) {
        func starts(_ mark: [UInt8]) -> Bool { unsafe head.starts(with: mark) }
        if starts([0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if starts([0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
        if starts([0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
        var zeros = [0, 0]
        let looked = min(head.count, 4096) & ~1
        for index in 0..<looked where unsafe head[index] == 0 { zeros[index & 1] += 1 }
        if looked >= 4, zeros[1] * 5 > looked, zeros[0] * 20 < zeros[1] {
            return (.utf16LittleEndian, 0)
        }
        if looked >= 4, zeros[0] * 5 > looked, zeros[1] * 20 < zeros[0] {
            return (.utf16BigEndian, 0)
        }
        // A sequence cut by the end of the head says nothing.
        var count = head.count
        if !isWhole {
            var back = 0
            while back < 3, count > 0, unsafe head[count - 1] & 0xC0 == 0x80 {
                count -= 1
                back += 1
            }
            if count > 0, unsafe head[count - 1] >= 0xC0 { count -= 1 }
        }
        guard count > 0, unsafe cjson_is_utf8(head.baseAddress, count) == 0 else {
            return (.utf8, 0)
        }
        var repaired = [UInt8](repeating: 0, count: count * 3)
        var invalid: UInt32 = 0
        let written = unsafe cjson_repair_utf8(head.baseAddress, count, &repaired, &invalid)
        let sequences = repaired[0..<written].count { $0 >= 0xC0 } - Int(invalid)
        return (sequences > Int(invalid) ? .utf8 : .windows1252, 0)
    }

    /// How many bytes of the file stand behind these UTF-8 bytes.
    func originalCount(of bytes: UnsafeBufferPointer<UInt8>) -> Int {
        switch self {
        case .utf8: return bytes.count
        case .windows1252:
            return unsafe bytes.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
        case .utf16LittleEndian, .utf16BigEndian:
            return unsafe bytes.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : $1 >= 0xF0 ? 4 : 2) }
        }
    }
}

/// Turns bytes of an encoding into UTF-8, piece by piece; what cannot be read becomes U+FFFD and is
/// counted.
struct Transcoder {
    let encoding: TextEncoding
    private(set) var repairs = 0
    private var pending: [UInt8] = []

    init(_ encoding: TextEncoding) { self.encoding = encoding }

    /// Appends the UTF-8 form of `raw` to `target`.
    mutating func append(_ raw: UnsafeBufferPointer<UInt8>, to target: ByteBuffer, isLast: Bool) {
        switch encoding {
        case .utf8: unsafe appendUTF8(raw, to: target, isLast: isLast)
        case .windows1252:
            target.reserve(target.count + raw.count * 3)
            for place in 0..<raw.count {
                appendScalar(Transcoder.scalar(windows1252: unsafe raw[place]), to: target)
            }
        case .utf16LittleEndian: unsafe appendUTF16(raw, low: 0, to: target, isLast: isLast)
        case .utf16BigEndian: unsafe appendUTF16(raw, low: 1, to: target, isLast: isLast)
        }
    }

    private mutating func appendUTF8(
        _ raw: UnsafeBufferPointer<UInt8>, to target: ByteBuffer, isLast: Bool
    ) {
        unsafe pending.append(contentsOf: raw)
        var count = pending.count
        if !isLast {
            // Keep back a sequence that may go on in the next piece.
            let tail = pending.suffix(3).reversed()
            for (back, byte) in tail.enumerated() where byte >= 0xC0 {
                let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
                if back + 1 < length { count -= back + 1 }
                break
            }
        }
        target.reserve(target.count + count * 3)
        var invalid: UInt32 = 0
        unsafe pending.withUnsafeBufferPointer {
            guard let start = $0.baseAddress else { return }
            if unsafe cjson_is_utf8(start, count) != 0 {
                unsafe target.append(UnsafeBufferPointer(start: start, count: count))
            } else {
                let end = unsafe target.start + target.count
                target.count += unsafe cjson_repair_utf8(start, count, end, &invalid)
            }
        }
        repairs += Int(invalid)
        pending.removeFirst(count)
    }

    private mutating func appendUTF16(
        _ raw: UnsafeBufferPointer<UInt8>, low: Int, to target: ByteBuffer, isLast: Bool
    ) {
        unsafe pending.append(contentsOf: raw)
        target.reserve(target.count + pending.count * 2)
        var at = 0
        func unit(_ place: Int) -> UInt32 {
            UInt32(pending[place + low]) | UInt32(pending[place + 1 - low]) << 8
        }
        while at + 1 < pending.count {
            let first = unit(at)
            if first & 0xF800 != 0xD800 {
                at += 2
                appendScalar(first, to: target)
            } else if first < 0xDC00, at + 3 >= pending.count, !isLast {
                break
            } else if first < 0xDC00, at + 3 < pending.count, unit(at + 2) & 0xFC00 == 0xDC00 {
                appendScalar(0x10000 + (first - 0xD800) << 10 + unit(at + 2) - 0xDC00, to: target)
                at += 4
            } else {
                at += 2
                repairs += 1
                appendScalar(0xFFFD, to: target)
            }
        }
        if isLast, at < pending.count {
            at = pending.count
            repairs += 1
            appendScalar(0xFFFD, to: target)
        }
        pending.removeFirst(at)
    }

    private mutating func appendScalar(_ scalar: UInt32, to target: ByteBuffer) {
        if scalar < 0x80 {
            target.append(UInt8(scalar))
            return
        }
        if scalar == 0xFFFD, encoding == .windows1252 { repairs += 1 }
        let low = UInt8(0x80 | scalar & 63)
        if scalar < 0x800 {
            target.append(UInt8(0xC0 | scalar >> 6))
        } else {
            if scalar < 0x10000 {
                target.append(UInt8(0xE0 | scalar >> 12))
            } else {
                target.append(UInt8(0xF0 | scalar >> 18))
                target.append(UInt8(0x80 | scalar >> 12 & 63))
            }
            target.append(UInt8(0x80 | scalar >> 6 & 63))
        }
        target.append(low)
    }

    /// The 32 places where windows-1252 departs from Latin-1; its five holes are U+FFFD.
    private static let high: [UInt32] = [
        0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
    ]

    static func scalar(windows1252 byte: UInt8) -> UInt32 {
        (0x80..<0xA0).contains(byte) ? high[Int(byte) - 0x80] : UInt32(byte)
    }
}

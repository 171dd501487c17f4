/// A place in a stretch of bytes.
// Sound: it lives only while the caller keeps the bytes.
@safe struct ByteScan {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var at = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { unsafe self.bytes = bytes }

    var isAtEnd: Bool { unsafe at >= bytes.count }
    var peek: UInt8? { unsafe at < bytes.count ? bytes[at] : nil }

    mutating func next() -> UInt8? {
        defer { at += 1 }
        return peek
    }

    mutating func take(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        at += 1
        return true
    }

    /// White space, and the narrow spaces and marks that locales put into dates (U+00A0, U+202F,
    /// U+200E).
    mutating func skipSpace() {
        while let byte = peek {
            if byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
                at += 1
            } else if byte == 0xC2, unsafe at + 1 < bytes.count && bytes[at + 1] == 0xA0 {
                at += 2
            } else if byte == 0xE2, unsafe at + 2 < bytes.count && bytes[at + 1] == 0x80,
                unsafe bytes[at + 2] == 0xAF || bytes[at + 2] == 0x8E
            {
                at += 3
            } else {
                return
            }
        }
    }

    /// Up to 18 digits, or `limit`, which must not be over 19.
    mutating func digits(_ limit: Int = 18) -> (value: Int, count: Int)? {
        var value = 0
        let start = at
        while let byte = peek, byte &- 48 < 10, at - start < limit {
            let (larger, overflows) = value.multipliedReportingOverflow(by: 10)
            let (sum, isOver) = larger.addingReportingOverflow(Int(byte - 48))
            if overflows || isOver { return nil }
            value = sum
            at += 1
        }
        return at == start ? nil : (value, at - start)
    }

    /// ASCII letters, in lower case.
    mutating func word() -> [UInt8]? {
        var word: [UInt8] = []
        while let byte = peek, (byte | 32) &- 0x61 < 26, word.count < 32 {
            word.append(byte | 32)
            at += 1
        }
        return word.isEmpty ? nil : word
    }

    /// Letters of any script, in lower case; nil if none stands here.
    mutating func wideWord() -> String? {
        let start = at
        while let byte = peek, at - start < 64 {
            let isLetter = byte >= 0x80 || (byte | 32) &- 0x61 < 26
            // The blanks of U+00A0 and of U+2000 to U+203F are no letters.
            let isBlank =
                unsafe byte == 0xC2 && at + 1 < bytes.count && bytes[at + 1] == 0xA0
                || (byte == 0xE2 && at + 1 < bytes.count && bytes[at + 1] == 0x80)
            guard isLetter, !isBlank else { break }
            at += 1
        }
        guard at > start else { return nil }
        return unsafe String(decoding: bytes[start..<at], as: UTF8.self).lowercased()
    }
}

internal import VOCCore

/// What the letters of an unknown word suggest.
enum WordShape {
    /// Whether an ASCII word is made of letters alone, none of them three times in a row.
    static func isPlain(_ token: Token, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var last: UInt8 = 0
        var run = 0
        for index in token.range {
            let byte = unsafe text[index] | 0x20
            if byte &- 0x61 >= 26 { return false }
            run = byte == last ? run &+ 1 : 1
            if run >= 3 { return false }
            last = byte
        }
        return true
    }

    /// Whether `$`, `£`, `¥` or `€` stands right before or behind a token.
    static func hasCurrencySign(around token: Token, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let start = Int(token.start)
        let end = Int(token.end)
        if start >= 1, unsafe text[start - 1] == UInt8(ascii: "$") { return true }
        if start >= 2, unsafe text[start - 2] == 0xC2,
            unsafe text[start - 1] == 0xA3 || text[start - 1] == 0xA5
        {
            return true
        }
        if start >= 3, unsafe text[start - 3] == 0xE2, unsafe text[start - 2] == 0x82,
            unsafe text[start - 1] == 0xAC
        {
            return true
        }
        if end < text.count, unsafe text[end] == UInt8(ascii: "$") { return true }
        if end + 1 < text.count, unsafe text[end] == 0xC2, unsafe text[end + 1] == 0xA3 {
            return true
        }
        return unsafe end + 2 < text.count && text[end] == 0xE2 && text[end + 1] == 0x82
            && text[end + 2] == 0xAC
    }

    static func isJoint(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ".") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "_")
    }

    /// `driver's` and `drivers'` as `driver` and `drivers`; nil if there is no possessive.
    static func withoutPossessive(_ bytes: [UInt8]) -> [UInt8]? {
        if bytes.count > 2, bytes[bytes.count - 2] == 0x27,
            bytes[bytes.count - 1] == UInt8(ascii: "s")
        {
            return Array(bytes.dropLast(2))
        }
        if bytes.count > 1, bytes.last == 0x27 { return Array(bytes.dropLast()) }
        return nil
    }

    /// A drawn-out word with runs of three and more letters cut to two, then to one; nothing if no
    /// letter is drawn out.
    static func unstretched(_ bytes: [UInt8]) -> [[UInt8]] {
        guard hasRun(bytes) else { return [] }
        func cut(to most: Int) -> [UInt8] {
            var result: [UInt8] = []
            var index = 0
            while index < bytes.count {
                var end = index
                while end < bytes.count, bytes[end] == bytes[index] { end += 1 }
                let run = end - index
                result += [UInt8](repeating: bytes[index], count: run >= 3 ? most : run)
                index = end
            }
            return result
        }
        return [cut(to: 2), cut(to: 1)]
    }

    /// Whether a byte stands three times in a row.
    private static func hasRun(_ bytes: [UInt8]) -> Bool {
        guard bytes.count >= 3 else { return false }
        for index in 2..<bytes.count
        where bytes[index] == bytes[index - 1] && bytes[index] == bytes[index - 2] { return true }
        return false
    }
}

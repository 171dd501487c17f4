internal import VOCCore

/// What the letters of an unknown word suggest.
enum WordShape {
    /// The same of an ASCII word of up to eight bytes, by its key.
    @inline(__always)
    static func isPlain(_ key: UInt64) -> Bool {
        let tops: UInt64 = 0x8080_8080_8080_8080
        let ones: UInt64 = 0x0101_0101_0101_0101
        // The bytes of the word; those behind it are zero.
        let used = tops &>> UInt64(key.leadingZeroBitCount & ~7)
        let letters = (key &+ ones &* (0x80 - 0x61)) & ~(key &+ ones &* (0x80 - 0x7B))
        // A byte equals the next where their difference is zero; the carry stays within a byte, as
        // all are ASCII.
        let change = (key ^ (key &>> 8)) &+ ones &* 0x7F
        let same = ~change & (used &>> 8)
        return letters & used == used && same & (same &>> 8) == 0
    }

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

    @inline(__always)
    static func lower(_ byte: UInt8) -> UInt8 {
        byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
    }

    /// The bytes of `driver's` and `drivers'` that are `driver` and `drivers`; all of them if there
    /// is no possessive.
    static func countWithoutPossessive(_ word: UnsafeBufferPointer<UInt8>) -> Int {
        let count = word.count
        if unsafe count > 2 && word[count - 2] == 0x27 && word[count - 1] == UInt8(ascii: "s") {
            return count - 2
        }
        return unsafe count > 1 && word[count - 1] == 0x27 ? count - 1 : count
    }

    /// Whether a byte stands three times in a row.
    static func hasRun(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
        guard word.count >= 3 else { return false }
        for index in 2..<word.count
        where unsafe word[index] == word[index - 1] && word[index] == word[index - 2] {
            return true
        }
        return false
    }

    /// A word whose runs of three and more letters are cut to `most`.
    static func cutRuns(
        of word: UnsafeBufferPointer<UInt8>, to most: Int, into result: inout Scratch<UInt8>
    ) {
        result.removeAll()
        var index = 0
        while index < word.count {
            var end = index
            while end < word.count, unsafe word[end] == word[index] { end += 1 }
            let run = end - index
            for _ in 0..<(run >= 3 ? most : run) { unsafe result.append(word[index]) }
            index = end
        }
    }
}

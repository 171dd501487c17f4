internal import Glibc

/// Text made ready for comparing: lower case (Latin and Cyrillic letters of two bytes), every kind of
/// blank a space. Byte offsets stay those of the text.
enum FoldedText {
    static func fold(_ text: UnsafeBufferPointer<UInt8>, into target: ByteBuffer) {
        target.count = 0
        target.reserve(text.count)
        let folded = unsafe target.start
        var at = 0
        while at < text.count {
            while at + 8 <= text.count {
                let word = unsafe UnsafeRawPointer(text.baseAddress! + at).loadUnaligned(
                    as: UInt64.self)
                guard let folded8 = lower(word) else { break }
                unsafe UnsafeMutableRawPointer(folded + at).storeBytes(
                    of: folded8, as: UInt64.self)
                at += 8
            }
            guard at < text.count else { break }
            let byte = unsafe text[at]
            if byte < 0x80 {
                unsafe folded[at] = lower(byte)
                at += 1
                continue
            }
            let next = at + 1 < text.count ? unsafe text[at + 1] : 0
            unsafe folded[at] = byte
            let third = at + 2 < text.count ? unsafe text[at + 2] : 0
            if byte == 0xC2, next == 0xA0 {
                unsafe folded[at] = 0x20
                unsafe folded[at + 1] = 0x20
                at += 2
            } else if byte == 0xE2, next == 0x80, third < 0x90 || third == 0xAF {
                // Blanks of all widths, and marks that show nothing.
                for place in at..<at + 3 { unsafe folded[place] = 0x20 }
                at += 3
            } else if byte >= 0xC3, byte < 0xE0, at + 1 < text.count {
                let (first, second) = pair(byte, next)
                unsafe folded[at] = first
                unsafe folded[at + 1] = second
                at += 2
            } else {
                at += 1
            }
        }
        target.count = text.count
        target.clearPadding()
    }

    static func fold(_ text: String) -> [UInt8] {
        let target = ByteBuffer(capacity: text.utf8.count)
        var text = text
        text.withUTF8 { unsafe fold($0, into: target) }
        return target.copy(0..<target.count)
    }

    /// A letter in lower case, any blank but the line feed as a space.
    private static func lower(_ byte: UInt8) -> UInt8 {
        if byte &- 0x41 < 26 { return byte | 0x20 }
        return byte == 0x09 || byte &- 0x0B < 3 ? 0x20 : byte
    }

    /// Eight bytes at once; nil if one of them is neither a letter nor as it should be.
    @inline(__always)
    private static func lower(_ word: UInt64) -> UInt64? {
        let high: UInt64 = 0x8080_8080_8080_8080
        let each: UInt64 = 0x0101_0101_0101_0101
        // A byte that reaches a bound gets its high bit by what it lacks of 0x80.
        func reaches(_ bound: UInt64) -> UInt64 { word &+ each &* (0x80 - bound) }
        let control = ~reaches(0x0E) & reaches(0x0B) | ~reaches(0x0A) & reaches(0x09)
        guard (word | control) & high == 0 else { return nil }
        return word | (reaches(0x41) & ~reaches(0x5B) & high) >> 2
    }

    private static func pair(_ first: UInt8, _ second: UInt8) -> (UInt8, UInt8) {
        switch (first, second) {
        case (0xC3, 0x80...0x9E) where second != 0x97: (first, second + 0x20)
        // In Latin Extended-A capital and small letters take turns.
        case (0xC4, 0x80...0xB7), (0xC5, 0x8A...0xB7): (first, second | 1)
        case (0xC5, 0xB9), (0xC5, 0xBB), (0xC5, 0xBD): (first, second + 1)
        case (0xC5, 0x81), (0xC5, 0x83), (0xC5, 0x85), (0xC5, 0x87): (first, second + 1)
        case (0xD0, 0x90...0x9F): (first, second + 0x20)
        case (0xD0, 0xA0...0xAF): (0xD1, second - 0x20)
        case (0xD0, 0x81): (0xD1, 0x91)
        default: (first, second)
        }
    }
}

/// A stretch of folded text on one line or several.
// Sound: it lives only while the reader that made it keeps the text.
@safe struct FoldedSlice {
    let start: UnsafePointer<UInt8>
    let count: Int

    init(_ start: UnsafePointer<UInt8>, _ range: Range<Int>) {
        unsafe self.start = start + range.lowerBound
        count = range.count
    }

    subscript(index: Int) -> UInt8 { unsafe start[index] }

    func contains(_ byte: UInt8) -> Bool {
        unsafe count > 0 && memchr(start, Int32(byte), count) != nil
    }

    func slice(_ range: Range<Int>) -> FoldedSlice { unsafe FoldedSlice(start, range) }

    /// Without blanks and the given marks on both sides.
    func trimmed(of marks: StaticString = "") -> FoldedSlice {
        func isMark(_ byte: UInt8) -> Bool {
            if byte == 0x20 || byte == 0x0A { return true }
            for index in 0..<marks.utf8CodeUnitCount where unsafe marks.utf8Start[index] == byte {
                return true
            }
            return false
        }
        var low = 0
        var high = count
        while low < high, isMark(self[low]) { low += 1 }
        while high > low, isMark(self[high - 1]) { high -= 1 }
        return slice(low..<high)
    }

    func starts(with phrase: [UInt8]) -> Bool {
        unsafe count >= phrase.count && memcmp(start, phrase, phrase.count) == 0
    }

    func ends(with phrase: [UInt8]) -> Bool {
        unsafe count >= phrase.count
            && memcmp(start + (count - phrase.count), phrase, phrase.count) == 0
    }

    func isEqual(to phrase: [UInt8]) -> Bool { count == phrase.count && starts(with: phrase) }

    static func isWordByte(_ byte: UInt8) -> Bool {
        byte >= 0x80 || (byte | 32) &- 0x61 < 26 || byte &- 0x30 < 10
    }

    /// Where a word begins that is not the middle of another.
    func beginsWord(_ at: Int) -> Bool {
        at == 0 || !FoldedSlice.isWordByte(self[at - 1]) || !FoldedSlice.isWordByte(self[at])
    }

    func endsWord(_ at: Int) -> Bool {
        at == count || !FoldedSlice.isWordByte(self[at]) || !FoldedSlice.isWordByte(self[at - 1])
    }

    var wordCount: Int {
        var words = 0
        var isInWord = false
        for at in 0..<count {
            let isBlank = self[at] == 0x20 || self[at] == 0x0A
            if !isBlank, !isInWord { words += 1 }
            isInWord = !isBlank
        }
        return words
    }
}

/// Phrases that are looked for in folded text, found by their first byte.
struct PhraseSet: Sendable {
    /// A phrase is a stretch of `bytes`.
    private struct Phrase {
        var start: Int
        var count: Int
        var value: UInt8
    }

    private var bytes: [UInt8] = []
    /// By first byte; of one byte the longest first.
    private var phrases: [Phrase] = []
    /// Where the phrases of each first byte begin, and where the last end.
    private var firsts = [Int](repeating: 0, count: 257)
    /// A bit for each key of three bytes that a phrase begins with.
    private var filter = [UInt64](repeating: 0, count: 64)

    init() {}

    init(_ texts: [String]) { for text in texts { insert(text) } }

    mutating func insert(_ text: String, value: UInt8 = 0) {
        let folded = FoldedText.fold(text)
        guard let first = folded.first else { return }
        let bucket = firsts[Int(first)]..<firsts[Int(first) + 1]
        func isKnown(_ phrase: Phrase) -> Bool {
            bytes[phrase.start..<phrase.start + phrase.count].elementsEqual(folded)
        }
        guard !phrases[bucket].contains(where: isKnown) else { return }
        let place = bucket.first { phrases[$0].count < folded.count } ?? bucket.upperBound
        phrases.insert(
            Phrase(start: bytes.count, count: folded.count, value: value), at: place)
        bytes += folded
        for index in Int(first) + 1...256 { firsts[index] += 1 }
        if folded.count >= 3 {
            let key = PhraseSet.key(folded[0], folded[1], folded[2])
            filter[key >> 6] |= 1 << UInt64(key & 63)
        }
    }

    private func matches(_ phrase: Phrase, _ text: UnsafePointer<UInt8>) -> Bool {
        unsafe bytes.withUnsafeBufferPointer {
            unsafe memcmp($0.baseAddress! + phrase.start, text, phrase.count) == 0
        }
    }

    /// The longest phrase that begins here and ends with a word; its length and value.
    func prefix(of text: FoldedSlice) -> (count: Int, value: UInt8)? {
        guard text.count > 0 else { return nil }
        let first = Int(text[0])
        var place = firsts[first]
        while place < firsts[first + 1] {
            let phrase = phrases[place]
            if phrase.count <= text.count, unsafe matches(phrase, text.start),
                text.endsWord(phrase.count)
            {
                return (phrase.count, phrase.value)
            }
            place += 1
        }
        return nil
    }

    func isEqual(to text: FoldedSlice) -> Bool {
        guard text.count > 0 else { return false }
        let first = Int(text[0])
        var place = firsts[first]
        while place < firsts[first + 1] {
            if phrases[place].count == text.count, unsafe matches(phrases[place], text.start) {
                return true
            }
            place += 1
        }
        return false
    }

    /// Where a phrase of three bytes or more first stands in the text, as whole words.
    func firstRange(in text: FoldedSlice) -> Range<Int>? {
        unsafe filter.withUnsafeBufferPointer { filter in
            let bytes = unsafe text.start
            var wasWord = false
            var at = 0
            while at + 3 <= text.count {
                let isWord = FoldedSlice.isWordByte(unsafe bytes[at])
                if !(wasWord && isWord) {
                    let key = unsafe PhraseSet.key(bytes[at], bytes[at + 1], bytes[at + 2])
                    if unsafe filter[key >> 6] & 1 << UInt64(key & 63) != 0,
                        let found = prefix(of: text.slice(at..<text.count))
                    {
                        return at..<at + found.count
                    }
                }
                wasWord = isWord
                at += 1
            }
            return nil
        }
    }

    /// Letters differ in few bits, which the product spreads.
    @inline(__always)
    private static func key(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Int {
        let letters = UInt32(first) << 16 | UInt32(second) << 8 | UInt32(third)
        return Int((letters &* 0x9E37_79B1) >> 20)
    }

    func isIn(_ text: FoldedSlice) -> Bool { firstRange(in: text) != nil }

    /// Whether the text ends with a phrase of that many bytes or more.
    func isSuffix(of text: FoldedSlice, atLeast least: Int = 1) -> Bool {
        phrases.contains { phrase in
            guard phrase.count >= least, phrase.count <= text.count else { return false }
            let start = text.count - phrase.count
            return unsafe matches(phrase, text.start + start) && text.beginsWord(start)
        }
    }
}

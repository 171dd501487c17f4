/// One word, number, emoji or emoticon in a text, as a view on the customer's bytes.
package struct Token: Sendable, Hashable, BitwiseCopyable {
    package enum Kind: UInt8, Sendable, BitwiseCopyable {
        case word, number, emoji
        /// Words that are not speech: skipped by every rule.
        case mention, url
    }

    /// What stands between a token and the one before it.
    package enum Break: UInt8, Sendable, Comparable, BitwiseCopyable {
        /// Space, a hyphen, a slash or quotes: phrases may cross it.
        case none
        /// A comma, colon, bracket, dash: phrases and negation stop.
        case clause
        case sentence

        package static func < (one: Break, other: Break) -> Bool { one.rawValue < other.rawValue }
    }

    /// Where the token stands, in UTF-8 bytes of the text the customer wrote.
    package var start: UInt32
    package var end: UInt32
    /// The folded form: its own bytes, little endian, if there are at most 8, else a hash of them.
    /// See `TokenKey`.
    package var key: UInt64
    /// Where the folded bytes stand in `SegmentedText.folded`; `UInt32.max` if lower-casing the
    /// ASCII text gives them.
    package var foldedStart: UInt32
    package var foldedCount: UInt16
    // Raw values: comparing the cases of another module calls a function.
    package var kindValue: UInt8
    package var breakValue: UInt8

    package init(
        start: UInt32, end: UInt32, key: UInt64, foldedStart: UInt32, foldedCount: UInt16,
        kind: Kind, breakBefore: Break
    ) {
        self.start = start
        self.end = end
        self.key = key
        self.foldedStart = foldedStart
        self.foldedCount = foldedCount
        kindValue = kind.rawValue
        breakValue = breakBefore.rawValue
    }

    package var kind: Kind { Kind(rawValue: kindValue)! }
    package var breakBefore: Break { Break(rawValue: breakValue)! }

    package var range: Range<Int> { Int(start)..<Int(end) }
}

/// A sentence of a segmented text.
package struct Sentence: Sendable, Hashable, BitwiseCopyable {
    /// One past its last token.
    package var tokenEnd: UInt32
    /// One past its last byte.
    package var end: UInt32
    /// Exclamation marks in it, at most 255.
    package var exclamations: UInt8
    package var isQuestion: Bool
}

/// What the segmenter made of a text; valid until its next text.
@safe package struct SegmentedText: BitwiseCopyable {
    /// In order.
    package let tokens: UnsafePointer<Token>
    package let tokenCount: Int
    /// In order; only those that hold a token.
    package let sentences: UnsafePointer<Sentence>
    package let sentenceCount: Int
    /// Folded bytes of tokens that are not plain ASCII.
    package let folded: UnsafePointer<UInt8>
    /// Letters outside the Latin script, to tell other languages.
    package let nonLatinLetters: Int
}

/// The identity of a folded word in 64 bits.
package enum TokenKey {
    /// Set in the keys of words of more than 8 bytes; no UTF-8 text has the byte FF, so short words
    /// never have it.
    package static let longMark: UInt64 = 0xFF00_0000_0000_0000

    /// Words of up to 8 bytes are their own key; longer ones are hashed (and compared when found).
    package static func make(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        if bytes.count <= 8 { return unsafe word(bytes, 0, bytes.count) }
        var hash = UInt64(bytes.count)
        var start = 0
        while start < bytes.count {
            hash = mix(hash, unsafe word(bytes, start, min(8, bytes.count - start)))
            start += 8
        }
        return hash | longMark
    }

    /// Eight ASCII bytes with A–Z made lower case.
    @inlinable
    package static func lowerCased(_ eight: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let fromA = eight &+ ones &* (0x80 - 0x41)
        let pastZ = eight &+ ones &* (0x80 - 0x5B)
        return eight | (((fromA ^ pastZ) & (ones &* 0x80)) >> 2)
    }

    package static func make(_ bytes: [UInt8]) -> UInt64 {
        unsafe bytes.withUnsafeBufferPointer { unsafe make($0) }
    }

    /// Up to 8 bytes, little endian.
    private static func word(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ count: Int)
        -> UInt64
    {
        var word: UInt64 = 0
        for index in 0..<count {
            word |= UInt64(unsafe bytes[start + index]) << (8 * UInt64(index))
        }
        return word
    }

    @inline(__always)
    static func mix(_ hash: UInt64, _ word: UInt64) -> UInt64 {
        let product = (hash ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return product.high ^ product.low ^ (hash &<< 1)
    }
}

/// Emoticons such as `:-)`, recognised before words are cut. Written exactly as in the lexicon.
package struct EmoticonSet: Sendable {
    package static let longest = 8
    /// A bit for each pair of first bytes, so that almost every word is passed over by one test.
    private var starts = [UInt64](repeating: 0, count: 256)
    private var literals: Set<[UInt8]> = []

    package init(_ texts: some Sequence<String> = []) {
        for text in texts {
            let bytes = Array(text.utf8)
            // Marks that end sentences stay marks.
            guard (2...EmoticonSet.longest).contains(bytes.count),
                bytes.allSatisfy({ $0 < 128 && ASCIIClass.of($0) != .terminator })
            else { continue }
            let pair = Int(bytes[0]) << 7 | Int(bytes[1])
            starts[pair >> 6] |= 1 << UInt64(pair & 63)
            literals.insert(bytes)
        }
    }

    /// Whether some emoticon begins with `byte`.
    func mayStart(_ byte: UInt8) -> Bool {
        byte < 128 && (starts[Int(byte) << 1] | starts[Int(byte) << 1 + 1]) != 0
    }

    /// Whether some emoticon begins with the two bytes at `index`.
    @inline(__always)
    func mayStart(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        guard index + 1 < text.count else { return false }
        let first = unsafe text[index]
        let second = unsafe text[index + 1]
        guard first < 128, second < 128 else { return false }
        let pair = Int(first) << 7 | Int(second)
        return starts[pair >> 6] & (1 << UInt64(pair & 63)) != 0
    }

    /// How many bytes of an emoticon start at `index`; 0 if none does. It must end at a space, a
    /// mark or the end.
    func match(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        guard unsafe mayStart(text, at: index) else { return 0 }
        var count = min(EmoticonSet.longest, text.count - index)
        while count >= 2 {
            if unsafe isFree(text, after: index + count),
                literals.contains(unsafe Array(text[index..<index + count]))
            {
                return count
            }
            count -= 1
        }
        return 0
    }

    /// Whether no word goes on at `end`: `<3` is a heart, in `<3.14` it is not.
    private func isFree(_ text: UnsafeBufferPointer<UInt8>, after end: Int) -> Bool {
        guard end < text.count else { return true }
        let follows = unsafe text[end]
        switch ASCIIClass.of(follows) {
        case .letter, .digit, .connector: return false
        case .space, .newline: return true
        default: break
        }
        let last = ASCIIClass.of(unsafe text[end - 1])
        guard last == .letter || last == .digit, end + 1 < text.count else { return true }
        return unsafe !Segmenter.joins(text[end - 1], follows, text[end + 1])
    }
}

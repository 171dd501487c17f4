/// What an ASCII byte is to the segmenter. Values follow Unicode 15.0's WordBreakProperty and
/// SentenceBreakProperty.
enum ASCIIClass: UInt8 {
    case space, newline, letter, digit
    /// `_`, which joins words (ExtendNumLet).
    case connector
    /// `.` `!` `?`
    case terminator
    /// `,` `;` `:` and brackets: they open clauses.
    case comma
    case hyphen
    case mark

    /// Computed, not looked up: letters and digits, nine bytes of ten, are settled by the first two
    /// tests.
    @inline(__always)
    static func of(_ byte: UInt8) -> ASCIIClass {
        // ICU 72 makes @ a letter of words, so that addresses stay whole.
        if (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "@") { return .letter }
        if byte &- 0x30 < 10 { return .digit }
        if byte == 0x20 { return .space }
        switch byte {
        case 0x0A, 0x0D: return .newline
        case 0...0x1F, 0x7F: return .space
        case UInt8(ascii: "_"): return .connector
        case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"): return .terminator
        case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "("),
            UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"):
            return .comma
        case UInt8(ascii: "-"): return .hyphen
        default: return .mark
        }
    }
}

/// All that the segmenter's loop asks of a byte, in one load.
struct ByteTraits: BitwiseCopyable {
    let kind: ASCIIClass
    /// Directly after a letter it may go on the word: UAX #29 joins it, or it makes an address.
    let mayJoin: Bool
    let startsEmoticon: Bool

    init(_ byte: UInt8, _ emoticons: EmoticonSet) {
        kind = ASCIIClass.of(byte)
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: "'"), UInt8(ascii: ":"): mayJoin = true
        default: mayJoin = kind == .letter || kind == .digit || kind == .connector
        }
        startsEmoticon = emoticons.mayStart(byte)
    }
}

/// UAX #29 sentence borders (SB6–SB11) for ASCII.
enum SentenceRules {
    /// Where the sentence ends that the terminator at `index` closes; nil if it closes none.
    static func sentenceEnd(_ text: UnsafeBufferPointer<UInt8>, after index: Int) -> Int? {
        let count = text.count
        let isPeriod = unsafe text[index] == UInt8(ascii: ".")
        var next = index + 1
        if next < count, isPeriod {
            let follows = unsafe text[next]
            if ASCIIClass.of(follows) == .digit { return nil }  // SB6
            if isUpper(follows), index > 0, isCased(unsafe text[index - 1]) { return nil }  // SB7
        }
        while next < count, isClose(unsafe text[next]) { next += 1 }
        while next < count, isSpace(unsafe text[next]) { next += 1 }
        guard next < count else { return count }
        let follows = unsafe text[next]
        if isContinue(follows) || ASCIIClass.of(follows) == .terminator { return nil }  // SB8a
        if isPeriod {  // SB8
            var look = next
            while look < count {
                let byte = unsafe text[look]
                let kind = ASCIIClass.of(byte)
                if kind == .letter, byte != UInt8(ascii: "@") {
                    if !isUpper(byte) { return nil }
                    break
                }
                if kind == .newline || kind == .terminator { break }
                look += 1
            }
        }
        if ASCIIClass.of(follows) == .newline {  // SB9–SB11: the line end belongs to the sentence
            next += 1
            if follows == 0x0D, next < count, unsafe text[next] == 0x0A { next += 1 }
        }
        return next
    }

    static func isUpper(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A }

    private static func isCased(_ byte: UInt8) -> Bool {
        ASCIIClass.of(byte) == .letter && byte != UInt8(ascii: "@")
    }

    static func isClose(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x22, 0x27, 0x28, 0x29, 0x5B, 0x5D, 0x7B, 0x7D: true
        default: false
        }
    }

    /// Marks that may stand between an address and the end of its sentence.
    static func canClose(_ byte: UInt8) -> Bool {
        isClose(byte) || isContinue(byte) || ASCIIClass.of(byte) == .terminator
            || byte == UInt8(ascii: ";")
    }

    static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0B || byte == 0x0C
    }

    static func isContinue(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ",") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ":")
    }
}

/// Lower-casing and hashing of ASCII words, eight bytes at a time.
enum ASCIIFolding {
    /// The key of `text[start..<end]` lower-cased; equal to `TokenKey.make` of the lower-cased
    /// bytes.
    @inline(__always)
    static func key(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> UInt64 {
        let length = end - start
        if length <= 8 { return unsafe TokenKey.lowerCased(load(text, start, length)) }
        var hash = UInt64(length)
        var index = start
        while index < end {
            hash = unsafe TokenKey.mix(
                hash, TokenKey.lowerCased(load(text, index, min(8, end - index))))
            index += 8
        }
        return hash | TokenKey.longMark
    }

    /// Whether `byte` stands in `text[start..<end]`, eight bytes at a time.
    @inline(__always)
    static func contains(
        _ byte: UInt8, _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
    ) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        var index = start
        while index < end {
            // Zero exactly where the byte is; what lies beyond the end is loaded as zero, which differs from it.
            let word = unsafe load(text, index, min(8, end - index)) ^ (ones &* UInt64(byte))
            if (word &- ones) & ~word & (ones &* 0x80) != 0 { return true }
            index += 8
        }
        return false
    }

    static let caseBits: UInt64 = 0x2020_2020_2020_2020

    /// The eight bytes at `index`, little endian, zero beyond `count`.
    @inline(__always)
    static func eight(_ text: UnsafeRawPointer, _ index: Int, _ count: Int) -> UInt64 {
        if index + 8 <= count {
            return unsafe text.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        }
        guard index < count else { return 0 }
        if count >= 8 {
            let last = unsafe text.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
            return last &>> UInt64(8 &* (8 &- (count &- index)))
        }
        var word: UInt64 = 0
        for place in index..<count {
            let byte = unsafe text.load(fromByteOffset: place, as: UInt8.self)
            word |= UInt64(byte) &<< UInt64(8 &* (place &- index))
        }
        return word
    }

    /// The top bit of each byte that is no letter A–Z or a–z; all bytes must be ASCII.
    @inline(__always)
    static func nonLetters(_ word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let low = word | caseBits
        let fromA = low &+ ones &* (0x80 - 0x61)
        let pastZ = low &+ ones &* (0x80 - 0x7B)
        return ~(fromA & ~pastZ) & (ones &* 0x80)
    }

    /// Where the letters end that go on at `index`.
    @inline(never)
    static func endOfLetters(_ text: UnsafeRawPointer, _ index: Int, _ count: Int) -> Int {
        var end = index
        while true {
            let others = unsafe nonLetters(eight(text, end, count))
            end &+= others.trailingZeroBitCount &>> 3
            if others != 0 { return end }
        }
    }

    /// Up to 8 bytes, little endian, zero beyond `length`.
    @inline(__always)
    private static func load(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ length: Int)
        -> UInt64
    {
        if start + 8 <= text.count {
            let word = unsafe UnsafeRawPointer(text.baseAddress! + start)
                .loadUnaligned(as: UInt64.self)
            return length == 8 ? word : word & ((1 &<< UInt64(8 * length)) &- 1)
        }
        var word: UInt64 = 0
        for index in 0..<length {
            word |= UInt64(unsafe text[start + index]) << (8 * UInt64(index))
        }
        return word
    }
}

internal import CICU

/// What a character is to borders of sentences: the values of Unicode's Sentence_Break that rules
/// ask for.
enum SentenceClass: UInt8 {
    case other, close, space, goesOn, lower, upper, letter
    /// Belongs to what stands before it: combining marks, variation selectors, format characters.
    case joined
    case digit
    /// Ends a sentence or a paragraph.
    case end

    /// The class of the character at `index`, and how many bytes it takes. ASCII costs a few tests,
    /// anything else a look into ICU's tables.
    static func at(_ index: Int, in text: UnsafeBufferPointer<UInt8>) -> (
        kind: SentenceClass, width: Int
    ) {
        let byte = unsafe text[index]
        if byte < 0x80 { return (ofASCII(byte), 1) }
        let (code, width) = unsafe character(at: index, in: text)
        return (of(code), width)
    }

    static func of(_ code: UInt32) -> SentenceClass {
        SentenceClass(rawValue: UInt8(truncatingIfNeeded: cicu_sentence_class_of(code).rawValue))
            ?? .other
    }

    /// Whether no border of words may stand before a character.
    static func joinsWord(_ code: UInt32) -> Bool { cicu_joins_word(code) != 0 }

    /// The character that begins at `index` of valid UTF-8, and its bytes.
    static func character(at index: Int, in text: UnsafeBufferPointer<UInt8>) -> (
        code: UInt32, width: Int
    ) {
        let first = unsafe UInt32(text[index])
        func next(_ place: Int) -> UInt32 { unsafe UInt32(text[index + place]) & 0x3F }
        if first < 0x80 { return (first, 1) }
        if first < 0xE0 { return ((first & 0x1F) << 6 | next(1), 2) }
        if first < 0xF0 { return ((first & 0x0F) << 12 | next(1) << 6 | next(2), 3) }
        return ((first & 0x07) << 18 | next(1) << 12 | next(2) << 6 | next(3), 4)
    }

    private static func ofASCII(_ byte: UInt8) -> SentenceClass {
        if SentenceRules.isUpper(byte) { return .upper }
        if byte &- 0x61 < 26 { return .lower }
        if byte &- 0x30 < 10 { return .digit }
        if SentenceRules.isSpace(byte) { return .space }
        if SentenceRules.isClose(byte) { return .close }
        if SentenceRules.isContinue(byte) { return .goesOn }
        switch ASCIIClass.of(byte) {
        case .terminator, .newline: return .end
        default: return .other
        }
    }
}

extension SentenceRules {
    /// `sentenceEnd` for texts with characters beyond ASCII, none of them of class `end`.
    static func mixedSentenceEnd(_ text: UnsafeBufferPointer<UInt8>, after index: Int) -> Int? {
        let count = text.count
        let isPeriod = unsafe text[index] == UInt8(ascii: ".")
        /// The class of the character at `place`, and where the next begins that is not joined to it
        /// (SB5).
        func look(_ place: Int) -> (kind: SentenceClass, next: Int) {
            let (kind, width) = unsafe SentenceClass.at(place, in: text)
            return (kind, unsafe pastJoined(text, place + width))
        }
        var next = unsafe pastJoined(text, index + 1)
        if next < count, isPeriod {
            let follows = look(next).kind
            if follows == .digit { return nil }  // SB6
            if follows == .upper, unsafe isCasedBefore(text, index) { return nil }  // SB7
        }
        while next < count, case (let kind, let past) = look(next), kind == .close { next = past }
        while next < count, case (let kind, let past) = look(next), kind == .space { next = past }
        guard next < count else { return count }
        let follows = look(next).kind
        let isNewline = unsafe ASCIIClass.of(text[next]) == .newline
        if follows == .goesOn || (follows == .end && !isNewline) { return nil }  // SB8a
        if isPeriod {  // SB8
            var place = next
            scan: while place < count {
                let (kind, past) = look(place)
                switch kind {
                case .lower: return nil
                case .upper, .letter, .end: break scan
                default: place = past
                }
            }
        }
        if isNewline {  // SB9–SB11: the line end belongs to the sentence
            let isReturn = unsafe text[next] == 0x0D
            next += 1
            if isReturn, next < count, unsafe text[next] == 0x0A { next += 1 }
        }
        return next
    }

    /// The first place from `index` on whose character is not joined to the one before it.
    private static func pastJoined(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
        var place = index
        while place < text.count, unsafe text[place] >= 0x80 {
            let (kind, width) = unsafe SentenceClass.at(place, in: text)
            guard kind == .joined else { break }
            place += width
        }
        return place
    }

    /// Whether the character before `index` is a letter that has case.
    private static func isCasedBefore(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
        var place = index
        while place > 0 {
            place -= 1
            while place > 0, unsafe text[place] & 0xC0 == 0x80 { place -= 1 }
            let kind = unsafe SentenceClass.at(place, in: text).kind
            if kind != .joined { return kind == .lower || kind == .upper }
        }
        return false
    }
}

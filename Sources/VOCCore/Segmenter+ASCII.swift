extension Segmenter {
    /// Words of letters alone, nine of ten, are cut, lower-cased and keyed eight bytes at a time;
    /// whatever else may belong to a word goes through `word`.
    ///
    /// `range` is the text, or a part of it that begins and ends beside white space.
    mutating func segmentASCII(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
        guard let base = text.baseAddress else { return }
        let raw = unsafe UnsafeRawPointer(base)
        let count = range.upperBound
        // Kept in registers; `self` is brought up to date around everything else.
        let traits = unsafe self.traits
        var tokens = unsafe self.tokens
        var tokenCount = self.tokenCount
        var capacity = self.capacity
        var pending = self.pending.rawValue
        var index = range.lowerBound
        while index < count {
            let eight = unsafe ASCIIFolding.eight(raw, index, count)
            let others = ASCIIFolding.nonLetters(eight)
            let first = unsafe traits[Int(eight & 0xFF)]
            var end = index &+ others.trailingZeroBitCount &>> 3
            if others == 0 { end = unsafe ASCIIFolding.endOfLetters(raw, end, count) }
            // Beyond the end stands nothing that joins.
            var stop = end < count ? unsafe base[end] : 0
            if stop == UInt8(ascii: "'") {
                // `don't`: UAX #29 joins letters over an apostrophe (WB6, WB7).
                let more = others & (others &- 1)
                let behind =
                    more != 0
                    ? index &+ more.trailingZeroBitCount &>> 3
                    : unsafe ASCIIFolding.endOfLetters(raw, end &+ 1, count)
                if behind > end &+ 1 {
                    end = behind
                    stop = end < count ? unsafe base[end] : 0
                }
            }
            let isPlain =
                unsafe others & 0x80 == 0
                && (!first.startsEmoticon || !emoticons.mayStart(text, at: index))
                && (!traits[Int(stop)].mayJoin || !goesOn(text, stop, end, eight))
            guard isPlain else {
                if first.kind == .space {
                    index &+= 1
                    continue
                }
                self.tokenCount = tokenCount
                self.pending = unsafe Token.Break(rawValue: pending).unsafelyUnwrapped
                index = unsafe takeOther(text, at: index, first.kind)
                unsafe tokens = self.tokens
                tokenCount = self.tokenCount
                capacity = self.capacity
                pending = self.pending.rawValue
                // Behind a mark mostly stands a space.
                if index < count, unsafe base[index] == 0x20 { index &+= 1 }
                continue
            }
            if tokenCount == capacity {
                self.tokenCount = tokenCount
                grow()
                unsafe tokens = self.tokens
                capacity = self.capacity
            }
            let length = end &- index
            let key =
                length < 8
                ? (eight | ASCIIFolding.caseBits) & ((1 &<< UInt64(8 &* length)) &- 1)
                : unsafe ASCIIFolding.key(text, index, end)
            let token = unsafe tokens + tokenCount
            unsafe token.pointee.start = UInt32(truncatingIfNeeded: index)
            unsafe token.pointee.end = UInt32(truncatingIfNeeded: end)
            unsafe token.pointee.key = key
            unsafe token.pointee.foldedStart = .max
            unsafe token.pointee.foldedCount = UInt16(truncatingIfNeeded: min(length, 0xFFFF))
            unsafe token.pointee.kindValue = Token.Kind.word.rawValue
            unsafe token.pointee.breakValue = pending
            tokenCount &+= 1
            pending = Token.Break.none.rawValue
            index = stop == 0x20 ? end &+ 1 : end
        }
        self.tokenCount = tokenCount
        self.pending = unsafe Token.Break(rawValue: pending).unsafelyUnwrapped
    }

    /// Whether a run of letters that ends at `end`, before the byte `stop`, may be part of a longer
    /// word or of an address. `eight` are its first bytes.
    @inline(__always)
    private func goesOn(
        _ text: UnsafeBufferPointer<UInt8>, _ stop: UInt8, _ end: Int, _ eight: UInt64
    ) -> Bool {
        // After letters a mark inside a word is followed by a letter.
        guard
            stop == UInt8(ascii: ".") || stop == UInt8(ascii: "'") || stop == UInt8(ascii: ":")
        else { return true }
        if end + 1 < text.count, unsafe traits[Int(text[end + 1])].kind == .letter { return true }
        let first = UInt8(truncatingIfNeeded: eight) | 0x20
        return stop != UInt8(ascii: "'")
            && (first == UInt8(ascii: "h") || first == UInt8(ascii: "w"))
    }

    /// Takes what is not a word of letters alone, and says where it ends.
    @inline(never)
    private mutating func takeOther(
        _ text: UnsafeBufferPointer<UInt8>, at index: Int, _ kind: ASCIIClass
    ) -> Int {
        switch kind {
        case .space: return index + 1
        case .letter, .digit, .connector: return unsafe word(text, from: index)
        case .newline:
            var end = index + 1
            if unsafe text[index] == 0x0D, end < text.count, unsafe text[end] == 0x0A { end += 1 }
            endSentence(at: end)
            return end
        case .terminator, .mark, .hyphen, .comma: return unsafe mark(text, at: index, kind)
        }
    }

    /// Takes the word that starts at `start`, and says where it ends.
    private mutating func word(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        let count = text.count
        if unsafe traits[Int(text[start])].startsEmoticon,
            unsafe emoticons.mayStart(text, at: start),
            unsafe Segmenter.canStartEmoticon(text, at: start)
        {
            let length = unsafe emoticons.match(text, at: start)
            if length > 0 { return unsafe emoticon(text, start..<start + length) }
        }
        var end = start
        var hasLetter = false
        var hasAlphanumeric = false
        while end < count {
            let byte = unsafe text[end]
            switch unsafe traits[Int(byte)].kind {
            case .letter:
                hasLetter = true
                hasAlphanumeric = true
                end += 1
                continue
            case .digit:
                hasAlphanumeric = true
                end += 1
                continue
            case .connector:
                end += 1
                continue
            default: break
            }
            // WB6–7, WB11–12: a mark between two letters or two digits may belong to the word.
            guard end + 1 < count, unsafe Segmenter.joins(text[end - 1], byte, text[end + 1]) else {
                break
            }
            end += 1
        }
        let first = unsafe text[start] | 0x20
        if first == UInt8(ascii: "h") || first == UInt8(ascii: "w"),
            unsafe Segmenter.isAddress(text, start: start, end: end)
        {
            return unsafe address(text, from: start)
        }
        let kind: Token.Kind = hasLetter || !hasAlphanumeric ? .word : .number
        unsafe appendWord(text, start, end, kind)
        return end
    }

    /// Adds an ASCII word, which `@` makes a mention (`@name`), an address (`name@host`) or nothing
    /// (`@`).
    mutating func appendWord(
        _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, _ kind: Token.Kind
    ) {
        var kind = kind
        if kind == .word, unsafe ASCIIFolding.contains(UInt8(ascii: "@"), text, start, end) {
            kind = unsafe text[start] == UInt8(ascii: "@") ? .mention : .url
            if unsafe text[start..<end].allSatisfy({ $0 == UInt8(ascii: "@") }) { return }
        }
        unsafe appendASCII(text: text, start, end, kind)
    }

    /// Whether UAX #29 keeps `mark` inside a word between these two bytes.
    @inline(__always)
    static func joins(_ before: UInt8, _ mark: UInt8, _ after: UInt8) -> Bool {
        let isLetters = ASCIIClass.of(before) == .letter && ASCIIClass.of(after) == .letter
        let isDigits = ASCIIClass.of(before) == .digit && ASCIIClass.of(after) == .digit
        switch mark {
        case UInt8(ascii: "."), UInt8(ascii: "'"): return isLetters || isDigits
        case UInt8(ascii: ":"): return isLetters
        case UInt8(ascii: ","), UInt8(ascii: ";"): return isDigits
        default: return false
        }
    }

    static func canStartEmoticon(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        guard index > 0 else { return true }
        let before = unsafe text[index - 1]
        return ASCIIClass.of(before) == .space || ASCIIClass.of(before) == .newline
    }

    mutating func emoticon(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int {
        unsafe append(folded: UnsafeBufferPointer(rebasing: text[range]), range, .emoji)
        return range.upperBound
    }

    /// `http://…` and `www.…`, from the word that starts them.
    static func isAddress(_ text: UnsafeBufferPointer<UInt8>, start: Int, end: Int) -> Bool {
        let length = end - start
        let first = unsafe text[start] | 0x20
        if first == UInt8(ascii: "h"), length == 4 || length == 5, end + 2 < text.count,
            unsafe text[end] == UInt8(ascii: ":"), unsafe text[end + 1] == UInt8(ascii: "/"),
            unsafe text[end + 2] == UInt8(ascii: "/")
        {
            return unsafe isASCII(text, start, length, "http")
                || isASCII(text, start, length, "https")
        }
        if first == UInt8(ascii: "w"), length > 4, unsafe text[start + 3] == UInt8(ascii: ".") {
            return unsafe isASCII(text, start, 4, "www.")
        }
        return false
    }

    private static func isASCII(
        _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ length: Int, _ word: StaticString
    ) -> Bool {
        guard word.utf8CodeUnitCount == length else { return false }
        for index in 0..<length {
            let byte = unsafe text[start + index]
            let lower = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
            if unsafe lower != word.utf8Start[index] { return false }
        }
        return true
    }

    /// One token up to the next white space, without the marks that close the sentence around it.
    mutating func address(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var end = start
        while end < text.count, unsafe text[end] > 0x20 && text[end] != 0x7F { end += 1 }
        while end > start + 4, unsafe SentenceRules.canClose(text[end - 1]) { end -= 1 }
        append(
            Token(
                start: UInt32(start), end: UInt32(end), key: 0, foldedStart: .max, foldedCount: 0,
                kind: .url, breakBefore: .none))
        return end
    }

    /// Takes a mark: it may end a sentence, open a clause or be an emoticon.
    private mutating func mark(
        _ text: UnsafeBufferPointer<UInt8>, at index: Int, _ kind: ASCIIClass
    ) -> Int {
        let byte = unsafe text[index]
        if unsafe traits[Int(byte)].startsEmoticon && Segmenter.canStartEmoticon(text, at: index) {
            let length = unsafe emoticons.match(text, at: index)
            if length > 0 { return unsafe emoticon(text, index..<index + length) }
        }
        switch kind {
        case .terminator:
            if byte == UInt8(ascii: "!") { exclamations += 1 }
            if byte == UInt8(ascii: "?") { isQuestion = true }
            // Between a terminator and the end of its sentence stand only closing marks and spaces.
            let end =
                unsafe isMixed
                ? SentenceRules.mixedSentenceEnd(text, after: index)
                : SentenceRules.sentenceEnd(text, after: index)
            if let end {
                endSentence(at: end)
                return end
            }
            openClause()
        case .comma: openClause()
        case .hyphen:
            let isSpaced =
                (index == 0 || (unsafe text[index - 1]) <= 0x20 || (unsafe text[index - 1]) == byte)
                && (index + 1 == text.count || (unsafe text[index + 1]) <= 0x20
                    || (unsafe text[index + 1]) == byte)
            if isSpaced { openClause() }
        default: break
        }
        return index + 1
    }

    @inline(__always)
    mutating func openClause() { if pending == .none { pending = .clause } }

    private mutating func appendASCII(
        text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, _ kind: Token.Kind
    ) {
        append(
            Token(
                start: UInt32(start), end: UInt32(end),
                key: unsafe ASCIIFolding.key(text, start, end),
                foldedStart: .max, foldedCount: UInt16(clamping: end - start), kind: kind,
                breakBefore: .none))
    }
}

extension Segmenter {
    /// Any text: words and sentences by ICU.
    mutating func segmentUnicode(_ text: UnsafeBufferPointer<UInt8>) {
        wordSpans.removeAll(keepingCapacity: true)
        sentenceEnds.removeAll(keepingCapacity: true)
        unsafe unicode.forEachSpan(.sentences, of: text) {
            sentenceEnds.append($0.range.upperBound)
        }
        unsafe unicode.forEachSpan(.words, of: text) { wordSpans.append($0) }
        unsafe takeSpans(of: text)
    }

    /// Makes tokens of `wordSpans`, with the borders of `sentenceEnds`.
    mutating func takeSpans(of text: UnsafeBufferPointer<UInt8>) {
        var sentence = 0
        var index = 0
        while index < wordSpans.count {
            let span = wordSpans[index]
            // Borders inside a token that is more than one word are none.
            let covered = tokenCount > 0 ? Int(unsafe tokens[tokenCount - 1].end) : 0
            while sentence < sentenceEnds.count, sentenceEnds[sentence] < covered { sentence += 1 }
            while sentence < sentenceEnds.count, span.range.lowerBound >= sentenceEnds[sentence] {
                endSentence(at: sentenceEnds[sentence])
                sentence += 1
            }
            index = unsafe take(span, at: index, of: text)
        }
    }

    /// Turns one ICU span into a token or a mark; returns the index of the next span to look at.
    private mutating func take(
        _ span: UnicodeText.Span, at index: Int, of text: UnsafeBufferPointer<UInt8>
    )
        -> Int
    {
        let start = span.range.lowerBound
        if !span.isSpace, unsafe Segmenter.canStartEmoticon(text, at: start) {
            let length = unsafe emoticons.match(text, at: start)
            if length > 0 {
                _ = unsafe emoticon(text, start..<start + length)
                return nextSpan(after: start + length, from: index)
            }
        }
        if span.isSpace { return index + 1 }
        if unsafe span.status >= 100 || text[start] == UInt8(ascii: "_") {
            if unsafe Segmenter.isAddress(text, start: start, end: span.range.upperBound) {
                return nextSpan(after: unsafe address(text, from: start), from: index)
            }
            // ICU's status speaks of the last part only: it calls `DOG42` a number and `3.14_`
            // neither.
            let word = unsafe text[span.range]
            let hasLetter = unsafe word.contains { $0 >= 0x80 || ASCIIClass.of($0) == .letter }
            let hasDigit = unsafe word.contains { ASCIIClass.of($0) == .digit }
            let isNumber = unsafe span.status == 100 && word.first.map { $0 >= 0x80 } == true
            let kind: Token.Kind = isNumber || (hasDigit && !hasLetter) ? .number : .word
            unsafe appendSpan(span, of: text, kind)
            return index + 1
        }
        if span.isEmoji {
            unsafe appendSpan(span, of: text, .emoji)
            return index + 1
        }
        unsafe unicodeMark(text, span.range)
        return index + 1
    }

    private mutating func nextSpan(after end: Int, from index: Int) -> Int {
        var next = index + 1
        while next < wordSpans.count, wordSpans[next].range.lowerBound < end { next += 1 }
        return next
    }

    private mutating func appendSpan(
        _ span: UnicodeText.Span, of text: UnsafeBufferPointer<UInt8>, _ kind: Token.Kind
    ) {
        let bytes = unsafe UnsafeBufferPointer(rebasing: text[span.range])
        if unsafe bytes.allSatisfy({ $0 < 0x80 }) {
            unsafe appendWord(text, span.range.lowerBound, span.range.upperBound, kind)
            return
        }
        if kind == .word, unsafe bytes[0] >= 0xCD, unsafe bytes[0] < 0xE2 || bytes[0] > 0xE2 {
            countNonLatin(1)
        }
        let kind: Token.Kind =
            kind == .word && (unsafe bytes[0]) == UInt8(ascii: "@") ? .mention : kind
        if kind == .word, unsafe appendCurly(bytes, span.range) { return }
        guard kind != .emoji else {
            return append(WordFolding.tidy(unsafe Array(bytes)), span.range, kind)
        }
        var normal: [UInt8] = []
        unsafe unicode.append(.nfkcCasefold, of: bytes, to: &normal)
        append(WordFolding.tidy(normal), span.range, kind)
    }

    /// Adds a word of ASCII letters and curly apostrophes (U+2019), the commonest of all words
    /// beyond ASCII; false if it is none.
    private mutating func appendCurly(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>)
        -> Bool
    {
        guard bytes.count <= 24 else { return false }
        return unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 24) { folded in
            var count = 0
            var index = 0
            while index < bytes.count {
                let byte = unsafe bytes[index]
                if (byte | 0x20) &- 0x61 < 26 {
                    unsafe folded[count] = byte | 0x20
                    index += 1
                } else if byte == 0xE2, unsafe bytes[index + 1] == 0x80,
                    unsafe bytes[index + 2] == 0x99
                {
                    unsafe folded[count] = 0x27
                    index += 3
                } else {
                    return false
                }
                count += 1
            }
            unsafe append(
                folded: UnsafeBufferPointer(rebasing: folded[..<count]), range, .word)
            return true
        }
    }

    private mutating func append(_ folded: [UInt8], _ range: Range<Int>, _ kind: Token.Kind) {
        unsafe folded.withUnsafeBufferPointer { unsafe append(folded: $0, range, kind) }
    }

    private mutating func unicodeMark(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
        let first = unsafe text[range.lowerBound]
        switch first {
        case UInt8(ascii: "!"):
            exclamations += 1
            openClause()
        case UInt8(ascii: "?"):
            isQuestion = true
            openClause()
        case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "("),
            UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "."):
            openClause()
        case UInt8(ascii: "-"):
            let index = range.lowerBound
            let isSpaced =
                (index == 0 || (unsafe text[index - 1]) <= 0x20
                    || (unsafe text[index - 1]) == first)
                && (index + 1 == text.count || (unsafe text[index + 1]) <= 0x20
                    || (unsafe text[index + 1]) == first)
            if isSpaced { openClause() }
        case 0xE2 where range.count == 3:
            // U+2013 and U+2014 dashes, U+2026 ellipsis, U+203C double exclamation, U+2049.
            let second = unsafe text[range.lowerBound + 1]
            let third = unsafe text[range.lowerBound + 2]
            if second == 0x80, third == 0x93 || third == 0x94 || third == 0xA6 { openClause() }
            if second == 0x80, third == 0xBC { exclamations += 2 }
        case 0xEF where range.count == 3:
            // Full-width ！ ？ ， ：
            let third = unsafe text[range.lowerBound + 2]
            if third == 0x81 { exclamations += 1 }
            if third == 0x9F { isQuestion = true }
            openClause()
        default: break
        }
    }
}

/// Cuts texts into tokens, clauses and sentences; one per thread, its buffers are reused from text
/// to text.
///
/// Words and sentences follow Unicode's UAX #29. ASCII texts take a table-driven path with the same
/// result as ICU (a differential test proves it); all others go through ICU. On top of UAX #29:
/// @mentions, URLs and e-mail addresses are marked as such, emoticons are one token, and commas,
/// brackets and dashes open clauses.
@safe package struct Segmenter: ~Copyable {
    /// The tokens of the last text, in order.
    package private(set) var tokens: UnsafeMutablePointer<Token>
    package private(set) var tokenCount = 0
    /// The sentences of the last text; only those that hold a token.
    package private(set) var sentences: [Sentence] = []
    /// Folded bytes of tokens that are not plain ASCII.
    package private(set) var folded: [UInt8] = []
    /// Letters outside the Latin script, to tell other languages.
    package private(set) var nonLatinLetters = 0

    private var capacity = 256
    /// `ASCIIClass` by byte: here and not in a global, whose first-use check would be paid at every
    /// byte.
    private let classes: UnsafeMutablePointer<ASCIIClass>
    private let emoticons: EmoticonSet
    private let unicode = UnicodeText()
    var pending = Token.Break.none
    var exclamations = 0
    var isQuestion = false
    private var sentenceStartToken = 0
    private var wordSpans: [UnicodeText.Span] = []
    private var sentenceEnds: [Int] = []

    package init(emoticons: EmoticonSet = EmoticonSet()) {
        self.emoticons = emoticons
        unsafe tokens = .allocate(capacity: capacity)
        unsafe classes = .allocate(capacity: 256)
        for byte in 0..<256 { unsafe (classes + byte).initialize(to: ASCIIClass.of(UInt8(byte))) }
    }

    deinit {
        unsafe tokens.deallocate()
        unsafe classes.deallocate()
    }

    /// Segments `text`, which must be valid UTF-8. Cost is linear in its length.
    ///
    /// `usesICU` sends ASCII through ICU as well: the result is the same, which is how the fast
    /// path is tested.
    package mutating func segment(_ text: UnsafeBufferPointer<UInt8>, usesICU: Bool = false) {
        tokenCount = 0
        sentences.removeAll(keepingCapacity: true)
        folded.removeAll(keepingCapacity: true)
        nonLatinLetters = 0
        pending = .sentence
        exclamations = 0
        isQuestion = false
        sentenceStartToken = 0
        if !usesICU, unsafe Segmenter.isASCII(text) {
            unsafe segmentASCII(text)
        } else {
            unsafe segmentUnicode(text)
        }
        endSentence(at: text.count)
    }

    private static func isASCII(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let base = text.baseAddress else { return true }
        var index = 0
        let raw = unsafe UnsafeRawPointer(base)
        while index + 32 <= text.count {
            let a = unsafe raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            let b = unsafe raw.loadUnaligned(fromByteOffset: index + 8, as: UInt64.self)
            let c = unsafe raw.loadUnaligned(fromByteOffset: index + 16, as: UInt64.self)
            let d = unsafe raw.loadUnaligned(fromByteOffset: index + 24, as: UInt64.self)
            if (a | b | c | d) & 0x8080_8080_8080_8080 != 0 { return false }
            index += 32
        }
        while index < text.count {
            if unsafe text[index] >= 0x80 { return false }
            index += 1
        }
        return true
    }

    // MARK: ASCII

    private mutating func segmentASCII(_ text: UnsafeBufferPointer<UInt8>) {
        let count = text.count
        var index = 0
        while index < count {
            let byte = unsafe text[index]
            switch unsafe classes[Int(byte)] {
            case .space:
                index += 1
            case .letter, .digit, .connector:
                index = unsafe word(text, from: index)
            case .newline:
                index += 1
                if byte == 0x0D, index < count, unsafe text[index] == 0x0A { index += 1 }
                endSentence(at: index)
            case .terminator, .mark, .hyphen, .comma:
                index = unsafe mark(text, at: index)
            }
        }
    }

    /// Takes the word that starts at `start`, and says where it ends.
    private mutating func word(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        let count = text.count
        if unsafe emoticons.mayStart(text, at: start), unsafe canStartEmoticon(text, at: start) {
            let length = unsafe emoticons.match(text, at: start)
            if length > 0 { return unsafe emoticon(text, start..<start + length) }
        }
        var end = start
        var hasLetter = false
        var hasAlphanumeric = false
        while end < count {
            let byte = unsafe text[end]
            switch unsafe classes[Int(byte)] {
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
            unsafe isAddress(text, start: start, end: end)
        {
            return unsafe address(text, from: start)
        }
        let kind: Token.Kind = hasLetter || !hasAlphanumeric ? .word : .number
        unsafe appendWord(text, start, end, kind)
        return end
    }

    /// Adds an ASCII word, which `@` makes a mention (`@name`), an address (`name@host`) or nothing
    /// (`@`).
    private mutating func appendWord(
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

    private func canStartEmoticon(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        guard index > 0 else { return true }
        let before = unsafe text[index - 1]
        return ASCIIClass.of(before) == .space || ASCIIClass.of(before) == .newline
    }

    private mutating func emoticon(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int {
        let start = folded.count
        unsafe folded.append(contentsOf: text[range])
        append(
            Token(
                start: UInt32(range.lowerBound), end: UInt32(range.upperBound),
                key: unsafe TokenKey.make(UnsafeBufferPointer(rebasing: text[range])),
                foldedStart: UInt32(start),
                foldedCount: UInt16(range.count), kind: .emoji, breakBefore: .none))
        return range.upperBound
    }

    /// `http://…` and `www.…`, from the word that starts them.
    private func isAddress(_ text: UnsafeBufferPointer<UInt8>, start: Int, end: Int) -> Bool {
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

    private func isASCII(
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
    private mutating func address(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
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
    private mutating func mark(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        if unsafe canStartEmoticon(text, at: index) {
            let length = unsafe emoticons.match(text, at: index)
            if length > 0 { return unsafe emoticon(text, index..<index + length) }
        }
        let byte = unsafe text[index]
        switch ASCIIClass.of(byte) {
        case .terminator:
            if byte == UInt8(ascii: "!") { exclamations += 1 }
            if byte == UInt8(ascii: "?") { isQuestion = true }
            // Between a terminator and the end of its sentence stand only closing marks and spaces.
            if let end = unsafe SentenceRules.sentenceEnd(text, after: index) {
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

    @inline(__always)
    mutating func append(_ token: Token) {
        if tokenCount == capacity { grow() }
        unsafe tokens[tokenCount] = token
        unsafe tokens[tokenCount].breakBefore = pending
        tokenCount += 1
        pending = .none
    }

    mutating func appendFolded(_ bytes: [UInt8], _ range: Range<Int>, _ kind: Token.Kind) {
        let start = folded.count
        folded.append(contentsOf: bytes)
        append(
            Token(
                start: UInt32(range.lowerBound), end: UInt32(range.upperBound),
                key: TokenKey.make(bytes), foldedStart: UInt32(start),
                foldedCount: UInt16(clamping: bytes.count), kind: kind, breakBefore: .none))
    }

    mutating func countNonLatin(_ count: Int) { nonLatinLetters += count }

    private mutating func grow() {
        let moved = UnsafeMutablePointer<Token>.allocate(capacity: capacity * 2)
        unsafe moved.update(from: tokens, count: tokenCount)
        unsafe tokens.deallocate()
        unsafe tokens = moved
        capacity *= 2
    }

    /// Closes the sentence before byte `end`; marks without words belong to the sentence before
    /// them.
    mutating func endSentence(at end: Int) {
        if tokenCount > sentenceStartToken {
            sentences.append(
                Sentence(
                    tokenEnd: UInt32(tokenCount), end: UInt32(end),
                    exclamations: UInt8(clamping: exclamations), isQuestion: isQuestion))
            sentenceStartToken = tokenCount
        } else if !sentences.isEmpty {
            let last = sentences.count - 1
            sentences[last].end = UInt32(end)
            sentences[last].exclamations = UInt8(
                clamping: Int(sentences[last].exclamations) + exclamations)
            if isQuestion { sentences[last].isQuestion = true }
        }
        exclamations = 0
        isQuestion = false
        pending = .sentence
    }

    // MARK: Everything else

    private mutating func segmentUnicode(_ text: UnsafeBufferPointer<UInt8>) {
        wordSpans.removeAll(keepingCapacity: true)
        sentenceEnds.removeAll(keepingCapacity: true)
        unsafe unicode.forEachSpan(.sentences, of: text) {
            sentenceEnds.append($0.range.upperBound)
        }
        unsafe unicode.forEachSpan(.words, of: text) { wordSpans.append($0) }
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
        if !span.isSpace, unsafe canStartEmoticon(text, at: start) {
            let length = unsafe emoticons.match(text, at: start)
            if length > 0 {
                _ = unsafe emoticon(text, start..<start + length)
                return nextSpan(after: start + length, from: index)
            }
        }
        if span.isSpace { return index + 1 }
        if unsafe span.status >= 100 || text[start] == UInt8(ascii: "_") {
            if unsafe isAddress(text, start: start, end: span.range.upperBound) {
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

    private func nextSpan(after end: Int, from index: Int) -> Int {
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
        guard kind != .emoji else {
            return appendFolded(WordFolding.tidy(unsafe Array(bytes)), span.range, kind)
        }
        var normal: [UInt8] = []
        unsafe unicode.append(.nfkcCasefold, of: bytes, to: &normal)
        appendFolded(WordFolding.tidy(normal), span.range, kind)
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

/// Cuts texts into tokens, clauses and sentences; one per thread, its buffers are reused from text
/// to text.
///
/// Words and sentences follow Unicode's UAX #29. ASCII takes a table-driven path with the same
/// result as ICU (differential tests prove it); of other texts only the stretches between white
/// space that need it go through ICU. On top of UAX #29: @mentions, URLs and e-mail addresses are marked as such, emoticons are one token, and commas,
/// brackets and dashes open clauses.
@safe package struct Segmenter: ~Copyable {
    // What `SegmentedText` shows of the last text.
    private(set) var tokens: UnsafeMutablePointer<Token>
    var tokenCount = 0
    private(set) var capacity = 256
    private var sentences: UnsafeMutablePointer<Sentence>
    private var sentenceCount = 0
    private var sentenceCapacity = 64
    private var nonLatinLetters = 0
    private var foldedBytes: UnsafeMutablePointer<UInt8>
    private var foldedCount = 0
    private var foldedCapacity = 256
    /// `ByteTraits` by byte: here and not in a global, whose first-use check would be paid at every
    /// byte.
    let traits: UnsafeMutablePointer<ByteTraits>
    let emoticons: EmoticonSet
    let unicode = UnicodeText()
    var pending = Token.Break.none
    var exclamations = 0
    var isQuestion = false
    private var sentenceStartToken = 0
    /// The text holds characters beyond ASCII, of which borders of sentences must know.
    var isMixed = false
    var wordSpans: [UnicodeText.Span] = []
    var sentenceEnds: [Int] = []

    package init(emoticons: EmoticonSet = EmoticonSet()) {
        self.emoticons = emoticons
        unsafe tokens = .allocate(capacity: capacity)
        unsafe sentences = .allocate(capacity: sentenceCapacity)
        unsafe foldedBytes = .allocate(capacity: foldedCapacity)
        unsafe traits = .allocate(capacity: 256)
        for byte in 0..<256 {
            unsafe (traits + byte).initialize(to: ByteTraits(UInt8(byte), emoticons))
        }
    }

    deinit {
        unsafe tokens.deallocate()
        unsafe sentences.deallocate()
        unsafe foldedBytes.deallocate()
        unsafe traits.deallocate()
    }

    /// Segments `text`, which must be valid UTF-8. Cost is linear in its length.
    ///
    /// `usesICU` sends the whole text through ICU: the result is the same, which is how the fast
    /// paths are tested.
    @discardableResult
    package mutating func segment(_ text: UnsafeBufferPointer<UInt8>, usesICU: Bool = false)
        -> SegmentedText
    {
        tokenCount = 0
        sentenceCount = 0
        foldedCount = 0
        nonLatinLetters = 0
        pending = .sentence
        exclamations = 0
        isQuestion = false
        sentenceStartToken = 0
        let firstBeyond = unsafe Segmenter.nextBeyondASCII(text, from: 0)
        if !usesICU, firstBeyond == text.count {
            unsafe segmentASCII(text, 0..<text.count)
        } else if !usesICU, unsafe Segmenter.isTame(text, from: firstBeyond) {
            unsafe segmentMixed(text, firstBeyond: firstBeyond)
        } else {
            unsafe segmentUnicode(text)
        }
        endSentence(at: text.count)
        return unsafe SegmentedText(
            tokens: tokens, tokenCount: tokenCount, sentences: sentences,
            sentenceCount: sentenceCount, folded: foldedBytes, nonLatinLetters: nonLatinLetters)
    }

    @inline(__always)
    mutating func append(_ token: Token) {
        if tokenCount == capacity { grow() }
        unsafe tokens[tokenCount] = token
        unsafe tokens[tokenCount].breakValue = pending.rawValue
        tokenCount += 1
        pending = .none
    }

    /// Adds a token whose folded form is `bytes`.
    mutating func append(
        folded bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ kind: Token.Kind
    ) {
        if foldedCount + bytes.count > foldedCapacity { growFolded(by: bytes.count) }
        if let base = bytes.baseAddress {
            unsafe (foldedBytes + foldedCount).update(from: base, count: bytes.count)
        }
        append(
            Token(
                start: UInt32(range.lowerBound), end: UInt32(range.upperBound),
                key: unsafe TokenKey.make(bytes), foldedStart: UInt32(foldedCount),
                foldedCount: UInt16(clamping: bytes.count), kind: kind, breakBefore: .none))
        foldedCount += bytes.count
    }

    mutating func countNonLatin(_ count: Int) { nonLatinLetters += count }

    @inline(never)
    mutating func grow() {
        let moved = UnsafeMutablePointer<Token>.allocate(capacity: capacity * 2)
        unsafe moved.update(from: tokens, count: tokenCount)
        unsafe tokens.deallocate()
        unsafe tokens = moved
        capacity *= 2
    }

    private mutating func growSentences() {
        sentenceCapacity *= 2
        let moved = UnsafeMutablePointer<Sentence>.allocate(capacity: sentenceCapacity)
        unsafe moved.update(from: sentences, count: sentenceCount)
        unsafe sentences.deallocate()
        unsafe sentences = moved
    }

    private mutating func growFolded(by count: Int) {
        foldedCapacity = max(foldedCapacity * 2, foldedCount + count)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: foldedCapacity)
        unsafe moved.update(from: foldedBytes, count: foldedCount)
        unsafe foldedBytes.deallocate()
        unsafe foldedBytes = moved
    }

    /// Closes the sentence before byte `end`; marks without words belong to the sentence before
    /// them.
    mutating func endSentence(at end: Int) {
        if tokenCount > sentenceStartToken {
            if sentenceCount == sentenceCapacity { growSentences() }
            unsafe (sentences + sentenceCount).initialize(
                to: Sentence(
                    tokenEnd: UInt32(tokenCount), end: UInt32(end),
                    exclamations: UInt8(clamping: exclamations), isQuestion: isQuestion))
            sentenceCount += 1
            sentenceStartToken = tokenCount
        } else if sentenceCount > 0 {
            let last = unsafe sentences + (sentenceCount - 1)
            unsafe last.pointee.end = UInt32(end)
            unsafe last.pointee.exclamations = UInt8(
                clamping: Int(last.pointee.exclamations) + exclamations)
            if isQuestion { unsafe last.pointee.isQuestion = true }
        }
        exclamations = 0
        isQuestion = false
        pending = .sentence
    }
}

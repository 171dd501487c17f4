extension Segmenter {
    /// Whether a text with characters beyond ASCII may be cut stretch by stretch: none of them ends
    /// sentences or paragraphs, and none is joined to white space before it. The first of them
    /// stands at `first`.
    static func isTame(_ text: UnsafeBufferPointer<UInt8>, from first: Int) -> Bool {
        var index = first
        while index < text.count {
            let (code, width) = unsafe SentenceClass.character(at: index, in: text)
            if SentenceClass.of(code) == .end { return false }
            if index > 0, unsafe text[index - 1] <= 0x20, SentenceClass.joinsWord(code) {
                return false
            }
            index = unsafe nextBeyondASCII(text, from: index + width)
        }
        return true
    }

    /// Texts that are mostly ASCII: between white space, words depend on nothing around them, so
    /// that only the stretches that hold something else go through ICU. Sentences follow the rules
    /// for ASCII with the classes of all characters.
    mutating func segmentMixed(_ text: UnsafeBufferPointer<UInt8>, firstBeyond: Int) {
        isMixed = true
        defer { isMixed = false }
        var index = 0
        var next = firstBeyond
        while index < text.count {
            var start = next
            var end = start
            while start > index, start < text.count, unsafe text[start - 1] > 0x20 { start -= 1 }
            unsafe segmentASCII(text, index..<start)
            while end < text.count, unsafe text[end] > 0x20 { end += 1 }
            if start < end { unsafe segmentStretch(text, start..<end) }
            index = end
            next = unsafe Segmenter.nextBeyondASCII(text, from: end)
        }
    }

    /// Cuts a stretch without white space of its own by ICU.
    private mutating func segmentStretch(
        _ text: UnsafeBufferPointer<UInt8>, _ stretch: Range<Int>
    ) {
        wordSpans.removeAll(keepingCapacity: true)
        sentenceEnds.removeAll(keepingCapacity: true)
        for index in stretch {
            let byte = unsafe text[index]
            guard byte < 0x80, ASCIIClass.of(byte) == .terminator else { continue }
            if let end = unsafe SentenceRules.mixedSentenceEnd(text, after: index) {
                sentenceEnds.append(end)
            }
        }
        let start = stretch.lowerBound
        unsafe unicode.forEachSpan(.words, of: UnsafeBufferPointer(rebasing: text[stretch])) {
            var span = $0
            span.range = start + span.range.lowerBound..<start + span.range.upperBound
            wordSpans.append(span)
        }
        unsafe takeSpans(of: text)
        // Borders behind the last span: as a whole text, white space would follow.
        let covered = tokenCount > 0 ? Int(unsafe tokens[tokenCount - 1].end) : 0
        let last = wordSpans.last?.range.lowerBound ?? start
        for end in sentenceEnds where end > last && end >= covered { endSentence(at: end) }
    }

    /// Where the next byte beyond ASCII stands; the end of the text if there is none.
    static func nextBeyondASCII(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var index = start
        while index + 32 <= text.count {
            let here = unsafe UnsafeRawPointer(text.baseAddress! + index)
            let a = unsafe here.loadUnaligned(as: UInt64.self)
            let b = unsafe here.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
            let c = unsafe here.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
            let d = unsafe here.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
            if (a | b | c | d) & 0x8080_8080_8080_8080 != 0 { break }
            index += 32
        }
        while index + 8 <= text.count {
            let eight = unsafe UnsafeRawPointer(text.baseAddress! + index)
                .loadUnaligned(as: UInt64.self)
            let marks = eight & 0x8080_8080_8080_8080
            if marks != 0 { return index + marks.trailingZeroBitCount >> 3 }
            index += 8
        }
        while index < text.count, unsafe text[index] < 0x80 { index += 1 }
        return index
    }
}

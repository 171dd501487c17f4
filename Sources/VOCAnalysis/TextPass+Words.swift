internal import VOCCore

/// Looks the tokens of a text up: what the lexicons and rules know of its words.
extension TextPass {
    mutating func lookUp(_ cut: SegmentedText, _ text: UnsafeBufferPointer<UInt8>) {
        words.removeAll()
        sentenceEnds.removeAll()
        sentences.removeAll()
        votes.reset()
        clauses = 0
        opensClause = false
        let slots = vocabulary.all
        for index in 0..<min(TextPass.lookAhead, cut.tokenCount) {
            unsafe slots.prefetch(cut.tokens[index].key)
        }
        var token = 0
        for place in 0..<cut.sentenceCount {
            let sentence = unsafe cut.sentences[place]
            let before = words.count
            unsafe lookUp(token..<Int(sentence.tokenEnd), cut, text)
            token = Int(sentence.tokenEnd)
            if words.count > before {
                sentenceEnds.append(Int32(words.count))
                sentences.append(sentence)
            }
        }
    }

    /// Looks up the tokens of `range`; short words, nine of ten, in this loop.
    private mutating func lookUp(
        _ range: Range<Int>, _ cut: SegmentedText, _ text: UnsafeBufferPointer<UInt8>
    ) {
        let tokens = unsafe cut.tokens
        let slots = vocabulary.all
        words.reserve(words.count + range.count)
        var next = unsafe words.start + words.count
        var clauses = self.clauses
        var opensClause = self.opensClause
        var pending = LanguageVotes.Pending()
        var votesBy = range.lowerBound + LanguageVotes.mostPending
        var before: UInt32 = 0
        for index in range {
            let token = unsafe tokens + index
            // Rare words lie far apart in a table larger than the near caches.
            if index &+ TextPass.lookAhead < cut.tokenCount {
                unsafe slots.prefetch(token[TextPass.lookAhead].key)
            }
            if unsafe token.pointee.breakValue != 0 { opensClause = true }
            let kind = unsafe token.pointee.kindValue
            guard kind < TextPass.mention else { continue }
            let key = unsafe token.pointee.key
            let slot = slots.find(key, from: slots.first(of: key))
            let isShort = key < TextPass.longMark
            let isPlain =
                unsafe isShort
                && (slot >= 0
                    || kind == TextPass.word && token.pointee.foldedStart == .max
                        && WordShape.isPlain(key) && !vocabulary.mayHavePrefix(key))
            guard isPlain else {
                unsafe words.settle(count: next - words.start)
                self.clauses = clauses
                self.opensClause = opensClause
                unsafe append(
                    token.pointee, at: slot, TextPass.folded(token.pointee, cut, text),
                    text)
                words.reserve(words.count + range.upperBound - index)
                unsafe next = words.start + words.count
                clauses = self.clauses
                opensClause = false
                continue
            }
            if opensClause { clauses &+= 1 }
            var bits = WordBits.unknown
            if slot >= 0 {
                if index >= votesBy {
                    votes.settle(pending)
                    pending = LanguageVotes.Pending()
                    votesBy = index + LanguageVotes.mostPending
                }
                unsafe votes.add(slots.start[slot].languages, to: &pending)
                unsafe bits = slots.start[slot].bits
                matcher.prefetch(before, next: bits.wordClass)
                before = bits.wordClass
                if kind == TextPass.number {
                    bits = unsafe numberBits(bits, token.pointee, text)
                }
            }
            unsafe next.initialize(
                to: Word(
                    start: token.pointee.start, end: token.pointee.end, bits: bits,
                    opensClause: opensClause, clause: clauses))
            unsafe next += 1
            opensClause = false
        }
        unsafe words.settle(count: next - words.start)
        self.clauses = clauses
        self.opensClause = opensClause
        votes.settle(pending)
    }

    // Constants of another module are fetched by calls.
    static let word: UInt8 = 0
    static let mention: UInt8 = 3
    private static let lookAhead = 10
    static let number: UInt8 = 1
    static let emoji: UInt8 = 2
    static let longMark: UInt64 = 0xFF00_0000_0000_0000

    /// Adds a token that is long or whose key is unknown; `slot` is the first that has the key, or −1.
    @inline(never)
    private mutating func append(
        _ token: Token, at slot: Int, _ bytes: UnsafeBufferPointer<UInt8>,
        _ text: UnsafeBufferPointer<UInt8>
    ) {
        let opensClause = opensClause
        self.opensClause = false
        if let entry = unsafe vocabulary.entry(key: token.key, bytes: bytes, at: slot) {
            votes.add(entry.languages)
            append(token.start, token.end, entry.bits, opensClause)
        } else if token.kindValue == TextPass.number {
            append(
                token.start, token.end, unsafe numberBits(vocabulary.number, token, text),
                opensClause)
        } else if token.kindValue == TextPass.emoji {
            append(token.start, token.end, vocabulary.emoji, opensClause)
        } else {
            unsafe appendUnknown(token, opensClause, bytes, text)
        }
    }

    /// What is known of a number, which is a sum of money if a currency sign stands beside it.
    private func numberBits(
        _ bits: WordBits, _ token: Token, _ text: UnsafeBufferPointer<UInt8>
    ) -> WordBits {
        guard vocabulary.sum.rawValue != vocabulary.number.rawValue else { return bits }
        let isSum = unsafe WordShape.hasCurrencySign(around: token, text)
        return isSum ? vocabulary.sum : bits
    }

    @inline(__always)
    mutating func append(_ start: UInt32, _ end: UInt32, _ bits: WordBits, _ opensClause: Bool) {
        if opensClause { clauses &+= 1 }
        words.append(
            Word(start: start, end: end, bits: bits, opensClause: opensClause, clause: clauses))
    }

    /// The folded bytes of a token, or its ASCII letters in any case; valid until the next text.
    private static func folded(
        _ token: Token, _ cut: SegmentedText, _ text: UnsafeBufferPointer<UInt8>
    ) -> UnsafeBufferPointer<UInt8> {
        if token.foldedStart == .max {
            return unsafe UnsafeBufferPointer(rebasing: text[token.range])
        }
        return unsafe UnsafeBufferPointer(
            start: cut.folded + Int(token.foldedStart), count: Int(token.foldedCount))
    }
}

internal import VOCCore

/// Words the vocabulary does not have as they stand.
extension TextPass {
    /// A possessive, words joined by a missing space, a drawn-out word, or one of which only the
    /// beginning is known. `bytes` are folded, or ASCII in any case.
    mutating func appendUnknown(
        _ token: Token, _ opensClause: Bool, _ bytes: UnsafeBufferPointer<UInt8>,
        _ text: UnsafeBufferPointer<UInt8>
    ) {
        guard token.kindValue == TextPass.word, token.end - token.start <= 200 else {
            return append(token.start, token.end, .unknown, opensClause)
        }
        guard unsafe token.foldedStart == .max && WordShape.isPlain(token, text) else {
            return unsafe appendOdd(token, opensClause, bytes)
        }
        let first =
            token.key < TextPass.longMark
            ? token.key : unsafe TextPass.firstBytes(text, token.range)
        var bits = WordBits.unknown
        if vocabulary.mayHavePrefix(first) {
            bits = WordBits(
                wordClass: vocabulary.prefixClass(
                    firstBytes: first, count: Int(token.foldedCount)
                ) { unsafe TextPass.lower(bytes) })
        }
        append(token.start, token.end, bits, opensClause)
    }

    private static func lower(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        unsafe bytes.map(WordShape.lower)
    }

    private mutating func appendOdd(
        _ token: Token, _ opensClause: Bool, _ bytes: UnsafeBufferPointer<UInt8>
    ) {
        letters.removeAll()
        for index in bytes.indices { unsafe letters.append(WordShape.lower(bytes[index])) }
        let word = unsafe UnsafeBufferPointer(
            start: UnsafePointer(letters.start), count: bytes.count)
        let stem = unsafe WordShape.countWithoutPossessive(word)
        if stem < word.count, let entry = unsafe vocabulary.entry(of: word[..<stem]) {
            return append(token.start, token.end, entry.bits.wordOnly, opensClause)
        }
        if unsafe token.foldedStart == .max && word.contains(where: WordShape.isJoint) {
            return unsafe appendPieces(of: word, token, opensClause)
        }
        if unsafe WordShape.hasRun(word) {
            for most in [2, 1] {
                unsafe WordShape.cutRuns(of: word, to: most, into: &cutLetters)
                let cut = unsafe UnsafeBufferPointer(
                    start: UnsafePointer(cutLetters.start), count: cutLetters.count)
                if let entry = unsafe vocabulary.entry(of: cut[...]) {
                    return append(
                        token.start, token.end, entry.bits.wordOnly.drawnOut, opensClause)
                }
            }
        }
        let wordClass = unsafe vocabulary.prefixClass(
            firstBytes: PrefixTable.firstBytes(word), count: word.count
        ) { unsafe Array(word) }
        append(token.start, token.end, WordBits(wordClass: wordClass), opensClause)
    }

    /// The first eight bytes of a long word of ASCII letters, lower-cased.
    private static func firstBytes(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>)
        -> UInt64
    {
        // There are more than eight.
        unsafe TokenKey.lowerCased(
            UnsafeRawPointer(text.baseAddress.unsafelyUnwrapped + range.lowerBound)
                .loadUnaligned(as: UInt64.self))
    }

    /// `great.Love` is two words with a full stop between them, `a_b` and `a:b` two words.
    private mutating func appendPieces(
        of word: UnsafeBufferPointer<UInt8>, _ token: Token, _ opensClause: Bool
    ) {
        var pending = opensClause
        var start = 0
        for index in 0...word.count {
            let isJoint = unsafe index < word.count && WordShape.isJoint(word[index])
            guard index == word.count || isJoint else { continue }
            if index > start {
                let entry = unsafe vocabulary.entry(of: word[start..<index])
                votes.add(entry?.languages ?? 0)
                append(
                    token.start + UInt32(start), token.start + UInt32(index),
                    entry?.bits.wordOnly ?? .unknown, pending)
                pending = false
            }
            if unsafe isJoint && word[index] != UInt8(ascii: "_") { pending = true }
            start = index + 1
        }
    }
}

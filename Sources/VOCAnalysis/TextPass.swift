internal import VOCCore

/// The state of reading: a value that its reader owns, so that the hot path pays no checks for
/// shared access.
struct TextPass: ~Copyable {
    let analyzer: Analyzer
    var segmenter: Segmenter
    let vocabulary: Vocabulary
    var matcher: PhraseMatcher
    var evaluator: RuleEvaluator
    var scorer: SentimentScorer
    var votes = LanguageVotes()

    // Scratch, by text.
    var words = Scratch<Word>(capacity: 512)
    var sentenceEnds = Scratch<Int32>()
    var sentences = Scratch<Sentence>()
    var effects = Scratch<Effect>()
    var ruleHits: [RuleHit] = []
    var mentions = Scratch<Mention>()
    var distances = Scratch<Int32>()

    init(_ analyzer: Analyzer) {
        self.analyzer = analyzer
        segmenter = Segmenter(emoticons: analyzer.emoticons)
        vocabulary = analyzer.vocabulary
        matcher = PhraseMatcher(analyzer.tables)
        evaluator = RuleEvaluator(analyzer.ruleTables)
        scorer = SentimentScorer(entries: analyzer.compiled, settings: analyzer.settings)
    }

    /// Receives the arithmetic when a trace is asked for.
    var trace: Trace? {
        get { scorer.trace }
        set { scorer.trace = newValue }
    }

    mutating func read(
        _ text: UnsafeBufferPointer<UInt8>, declaredLanguage declared: UnsafeBufferPointer<UInt8>,
        into reading: inout Reading
    ) {
        reading.reset()
        matcher.trim()
        unsafe segmenter.segment(text)
        unsafe lookUp(text)
        reading.language = unsafe language(declared: declared)
        // A lexicon of no language, such as that of the emoji, reads any.
        reading.isScored = reading.language == analyzer.language || analyzer.language == "und"
        guard reading.isScored else { return }
        effects.removeAll()
        mentions.removeAll()
        var state = ItemState()
        var first: Int32 = 0
        for index in 0..<sentences.count {
            let last = sentenceEnds[index]
            unsafe readSentence(first..<last, sentences[index], text, &reading, &state)
            first = last
        }
        finish(&reading, state)
    }

    /// What rules said so far about the item.
    struct ItemState {
        var intents: [Int] = []
        var severity = 1
        var effortSum = 0
        var effortCount = 0
    }

    // MARK: Words

    mutating func lookUp(_ text: UnsafeBufferPointer<UInt8>) {
        words.removeAll()
        sentenceEnds.removeAll()
        sentences.removeAll()
        votes.reset()
        var token = 0
        var pending = false
        for sentence in segmenter.sentences {
            let before = words.count
            while token < Int(sentence.tokenEnd) {
                let item = unsafe segmenter.tokens[token]
                token += 1
                if item.opensClause { pending = true }
                guard item.kind != .mention, item.kind != .url else { continue }
                unsafe append(item, pending, text)
                pending = false
            }
            if words.count > before {
                sentenceEnds.append(Int32(words.count))
                sentences.append(sentence)
            }
        }
    }

    @inline(__always)
    mutating func append(
        _ token: Token, _ opensClause: Bool, _ text: UnsafeBufferPointer<UInt8>
    ) {
        if let entry = vocabulary.entry(
            key: token.key, bytes: { unsafe foldedBytes(of: token, text) })
        {
            votes.add(entry.languages)
            words.append(
                Word(
                    start: token.start, end: token.end, wordClass: entry.wordClass,
                    opensClause: opensClause, isFiller: entry.isFiller, isStretched: false))
        } else if token.kind == .number {
            words.append(
                Word(
                    start: token.start, end: token.end,
                    wordClass: vocabulary.classOf[vocabulary.numberSymbol],
                    opensClause: opensClause,
                    isStretched: false))
        } else {
            unsafe appendUnknown(token, opensClause, text)
        }
    }

    func foldedBytes(of token: Token, _ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        if token.foldedStart != .max {
            let start = Int(token.foldedStart)
            return Array(segmenter.folded[start..<start + Int(token.foldedCount)])
        }
        return unsafe text[token.range].map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
    }

    /// A word the vocabulary does not have as it stands: a possessive, words joined by a missing
    /// space, a drawn-out word, or one of which only the beginning is known.
    mutating func appendUnknown(
        _ token: Token, _ opensClause: Bool, _ text: UnsafeBufferPointer<UInt8>
    ) {
        var word = Word(
            start: token.start, end: token.end, wordClass: 0, opensClause: opensClause,
            isStretched: false)
        defer { if word.end > word.start { words.append(word) } }
        guard token.kind == .word, token.end - token.start <= 200 else { return }
        let shape = unsafe WordShape(text, token.range)
        guard shape.isOdd || token.foldedStart != .max else {
            let first =
                token.key < TokenKey.longMark ? token.key : unsafe firstBytes(text, token.range)
            guard vocabulary.mayHavePrefix(first) else { return }
            let symbol = vocabulary.prefixSymbol(
                firstBytes: first, count: Int(token.foldedCount)
            ) { unsafe foldedBytes(of: token, text) }
            word.wordClass = vocabulary.classOf[symbol]
            return
        }
        let bytes = unsafe foldedBytes(of: token, text)
        if let stem = WordShape.withoutPossessive(bytes) {
            if let entry = entry(of: stem) {
                word.wordClass = entry.wordClass
                return
            }
        }
        if shape.hasJoint, token.foldedStart == .max {
            appendPieces(of: bytes, token, opensClause)
            word.end = word.start
            return
        }
        for candidate in WordShape.unstretched(bytes) {
            if let entry = entry(of: candidate) {
                word.wordClass = entry.wordClass
                word.isStretched = true
                return
            }
        }
        word.wordClass =
            vocabulary.classOf[
                vocabulary.prefixSymbol(
                    firstBytes: Vocabulary.firstBytes(bytes), count: bytes.count
                ) { bytes }]
    }

    func firstBytes(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> UInt64 {
        var key: UInt64 = 0
        for index in 0..<min(8, range.count) {
            let byte = unsafe text[range.lowerBound + index]
            key |= UInt64(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte) << (8 * UInt64(index))
        }
        return key
    }

    func entry(of bytes: [UInt8]) -> Vocabulary.Entry? {
        vocabulary.entry(key: TokenKey.make(bytes)) { bytes }
    }

    /// `great.Love` is two words with a full stop between them, `a_b` and `a:b` two words.
    mutating func appendPieces(of bytes: [UInt8], _ token: Token, _ opensClause: Bool) {
        var pending = opensClause
        var start = 0
        for index in 0...bytes.count {
            let isJoint = index < bytes.count && WordShape.isJoint(bytes[index])
            guard index == bytes.count || isJoint else { continue }
            if index > start {
                let piece = Array(bytes[start..<index])
                let entry = entry(of: piece)
                votes.add(entry?.languages ?? 0)
                words.append(
                    Word(
                        start: token.start + UInt32(start), end: token.start + UInt32(index),
                        wordClass: entry?.wordClass ?? 0, opensClause: pending, isStretched: false))
                pending = false
            }
            if isJoint, bytes[index] != UInt8(ascii: "_") { pending = true }
            start = index + 1
        }
    }

    // MARK: Language

    func language(declared: UnsafeBufferPointer<UInt8>) -> String {
        if segmenter.nonLatinLetters * 2 > words.count { return "und" }
        if let leader = votes.leader(wordCount: words.count) { return analyzer.languages[leader] }
        // Too little to tell: believe the export, whose tags look like `en`, `EN_us`, `pt-BR`.
        guard declared.count >= 2 else { return analyzer.defaultLanguage }
        let first = unsafe declared[0] | 0x20
        let second = unsafe declared[1] | 0x20
        let ends = unsafe declared.count == 2 || declared[2] == 0x2D || declared[2] == 0x5F
        guard ends, (0x61...0x7A).contains(first), (0x61...0x7A).contains(second) else {
            return analyzer.defaultLanguage
        }
        if first == UInt8(ascii: "e"), second == UInt8(ascii: "n") { return "en" }
        return String(decoding: [first, second], as: UTF8.self)
    }

    // MARK: Sentences

    mutating func readSentence(
        _ range: Range<Int32>, _ sentence: Sentence, _ text: UnsafeBufferPointer<UInt8>,
        _ reading: inout Reading, _ state: inout ItemState
    ) {
        scorer.beginSentence()
        evaluator.beginSentence()
        matcher.reset()
        let entryCount = UInt32(analyzer.compiled.count)
        for index in range {
            let word = words[Int(index)]
            if word.opensClause { matcher.reset() }
            matcher.read(word.wordClass, at: index)
            if matcher.found.count > 0 { takeFound(endingAt: index + 1, entryCount) }
        }
        if sentence.isQuestion { noteQuestion(at: range.upperBound, entryCount) }
        let firstEffect = effects.count
        if scorer.hasHits {
            unsafe scorer.effects(
                in: words, of: text,
                .init(exclamations: Int(sentence.exclamations), isQuestion: sentence.isQuestion),
                into: &effects)
        }
        ruleHits.removeAll(keepingCapacity: true)
        evaluator.endSentence(into: &ruleHits)
        if !ruleHits.isEmpty {
            takeRules(endingAt: range.upperBound, from: firstEffect, &reading, &state)
        }
    }

    /// The end of a question counts as a word, so that rules can ask for it; lexicon entries never
    /// cover it.
    mutating func noteQuestion(at place: Int32, _ entryCount: UInt32) {
        matcher.read(vocabulary.classOf[vocabulary.questionSymbol], at: place)
        takeFound(endingAt: place + 1, entryCount, isMark: true)
    }

    /// Sorts what the matcher found: lexicon entries to the scorer, operands to the rules.
    @inline(__always)
    mutating func takeFound(endingAt end: Int32, _ entryCount: UInt32, isMark: Bool = false) {
        for index in 0..<matcher.found.count {
            let phrase = matcher.found[index]
            if phrase.state >= entryCount {
                evaluator.note(
                    OperandHit(operand: phrase.state - entryCount, start: phrase.start, end: end))
            } else if !isMark {
                scorer.note(LexiconHit(entry: phrase.state, start: phrase.start, end: end))
            }
        }
    }
}

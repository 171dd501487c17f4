internal import VOCCore

/// The state of reading: a value that its reader owns, so that the hot path pays no checks for
/// shared access.
struct TextPass: ~Copyable {
    let analyzer: Analyzer
    var segmenter: Segmenter
    let vocabulary: Vocabulary
    var matcher: PhraseMatcher
    var evaluator: RuleEvaluator
    var settling: RuleSettling
    var scorer: SentimentScorer
    var weights: WeightScorer
    var votes = LanguageVotes()
    /// Clauses begun so far.
    var clauses: UInt32 = 0
    /// The next word begins a clause.
    var opensClause = false
    /// Whether at least half of the text's words stand in capitals; nil until a rule asks.
    var isShouting: Bool?

    // Scratch, by text.
    var words = Scratch<Word>(capacity: 512)
    var sentenceEnds = Scratch<Int32>()
    var sentences = Scratch<Sentence>()
    var effects = Scratch<Effect>()
    var ruleHits = Scratch<RuleHit>()
    var readSentences = Scratch<ReadSentence>()
    var mentions = Scratch<Mention>()
    var distances = Scratch<Int32>()
    /// The letters of an odd word, and the word with its drawn-out letters cut.
    var letters = Scratch<UInt8>()
    var cutLetters = Scratch<UInt8>()

    init(_ analyzer: Analyzer) {
        self.analyzer = analyzer
        segmenter = Segmenter(emoticons: analyzer.emoticons)
        vocabulary = analyzer.vocabulary
        assert(
            TextPass.mention == Token.Kind.mention.rawValue
                && TextPass.number == Token.Kind.number.rawValue
                && TextPass.longMark == TokenKey.longMark)
        matcher = PhraseMatcher(analyzer.tables)
        evaluator = RuleEvaluator(analyzer.ruleTables)
        settling = RuleSettling(analyzer.ruleTables)
        scorer = SentimentScorer(entries: analyzer.compiled, settings: analyzer.settings)
        weights = WeightScorer(analyzer.weights)
    }

    /// Receives the rules that an item's words meet, whether they count or not, when somebody asks.
    var metRules: Set<UInt32>?

    /// Receives the arithmetic when a trace is asked for.
    var trace: Trace? {
        get { scorer.trace }
        set { scorer.trace = newValue }
    }

    mutating func read(
        _ text: UnsafeBufferPointer<UInt8>, declaredLanguage declared: UnsafeBufferPointer<UInt8>,
        facts: ItemFacts, into reading: inout Reading
    ) {
        reading.reset()
        let cut = unsafe segmenter.segment(text)
        unsafe lookUp(cut, text)
        reading.language = unsafe language(
            of: text, declared: declared, nonLatinLetters: cut.nonLatinLetters)
        // A lexicon of no language, such as that of the emoji, reads any.
        reading.isScored = reading.language == analyzer.language || analyzer.language == "und"
        guard reading.isScored else { return }
        effects.removeAll()
        mentions.removeAll()
        ruleHits.removeAll()
        readSentences.removeAll()
        weights.beginItem()
        isShouting = nil
        var first: Int32 = 0
        for index in 0..<sentences.count {
            let last = sentenceEnds[index]
            unsafe readSentence(first..<last, sentences[index], text)
            first = last
        }
        var state = ItemState()
        if ruleHits.count > 0 { unsafe settleRules(text, facts, &reading, &state) }
        if !analyzer.weights.isEmpty { takeWeights(&reading, &state) }
        finish(&reading, state)
    }

    /// What rules said so far about the item.
    struct ItemState {
        var severity = 1
        var effortSum = 0
        var effortCount = 0
    }

    // MARK: Words

    mutating func lookUp(_ cut: SegmentedText, _ text: UnsafeBufferPointer<UInt8>) {
        words.removeAll()
        sentenceEnds.removeAll()
        sentences.removeAll()
        votes.reset()
        clauses = 0
        opensClause = false
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

    /// Looks up the tokens of `range`; known short words, nine of ten, in this loop.
    private mutating func lookUp(
        _ range: Range<Int>, _ cut: SegmentedText, _ text: UnsafeBufferPointer<UInt8>
    ) {
        let tokens = unsafe cut.tokens
        let slots = vocabulary.all
        words.reserve(words.count + range.count)
        var next = unsafe words.start + words.count
        var clauses = self.clauses
        var opensClause = self.opensClause
        for index in range {
            let token = unsafe tokens + index
            // Rare words lie far apart in a table larger than the near caches.
            if index &+ TextPass.lookAhead < range.upperBound {
                unsafe slots.prefetch(token[TextPass.lookAhead].key)
            }
            if unsafe token.pointee.breakValue != 0 { opensClause = true }
            guard unsafe token.pointee.kindValue < TextPass.mention else { continue }
            let key = unsafe token.pointee.key
            let slot = slots.find(key, from: slots.first(of: key))
            if slot < 0 || key >= TextPass.longMark {
                unsafe words.settle(count: next - words.start)
                self.clauses = clauses
                self.opensClause = opensClause
                unsafe append(
                    token.pointee, isKnown: slot >= 0, TextPass.folded(token.pointee, cut, text),
                    text)
                words.reserve(words.count + range.upperBound - index)
                unsafe next = words.start + words.count
                clauses = self.clauses
                opensClause = false
                continue
            }
            if opensClause { clauses &+= 1 }
            unsafe votes.add(slots.start[slot].languages)
            var bits = unsafe slots.start[slot].bits
            if unsafe token.pointee.kindValue == TextPass.number {
                bits = unsafe numberBits(bits, token.pointee, text)
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
    }

    // Constants of another module are fetched by calls.
    private static let mention: UInt8 = 3
    private static let lookAhead = 6
    private static let number: UInt8 = 1
    static let longMark: UInt64 = 0xFF00_0000_0000_0000

    /// Adds a token that is long or whose key is unknown.
    @inline(never)
    private mutating func append(
        _ token: Token, isKnown: Bool, _ bytes: UnsafeBufferPointer<UInt8>,
        _ text: UnsafeBufferPointer<UInt8>
    ) {
        let opensClause = opensClause
        self.opensClause = false
        if isKnown, let entry = unsafe vocabulary.entry(key: token.key, bytes: bytes) {
            votes.add(entry.languages)
            append(token.start, token.end, entry.bits, opensClause)
        } else if token.kind == .number {
            append(
                token.start, token.end, unsafe numberBits(vocabulary.number, token, text),
                opensClause)
        } else if token.kind == .emoji {
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

    // MARK: Language

    mutating func language(
        of text: UnsafeBufferPointer<UInt8>, declared: UnsafeBufferPointer<UInt8>,
        nonLatinLetters: Int
    ) -> String {
        if nonLatinLetters * 2 > words.count { return unsafe LanguageDoubt.settled(text) ?? "und" }
        if let leader = votes.leader(wordCount: words.count) { return analyzer.languages[leader] }
        if isDoubtful, let found = unsafe LanguageDoubt.settled(text) { return found }
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

    /// Whether most words are unknown to the lexicon, which is rare in texts of its own language.
    private var isDoubtful: Bool {
        var known = 0
        for index in 0..<words.count where words[index].wordClass != 0 { known += 1 }
        return known * 2 < words.count
    }

    // MARK: Sentences

    /// Finds the effects and the rules of a sentence; which rules hold is settled for the whole
    /// item.
    mutating func readSentence(
        _ range: Range<Int32>, _ sentence: Sentence, _ text: UnsafeBufferPointer<UInt8>
    ) {
        scorer.beginSentence()
        evaluator.beginSentence()
        // The end of a question counts as a word, so that rules can ask for it.
        matcher.scan(
            words, range, mark: sentence.isQuestion ? vocabulary.questionClass : 0)
        sortFound(endingAt: range.upperBound)
        if let capitals = analyzer.ruleTables.capitals {
            unsafe noteCapitals(capitals, range, text)
        }
        var read = ReadSentence(
            wordEnd: range.upperBound, firstEffect: Int32(effects.count),
            firstHit: Int32(ruleHits.count))
        if scorer.hasHits {
            unsafe scorer.effects(
                in: words, of: text,
                .init(exclamations: Int(sentence.exclamations), isQuestion: sentence.isQuestion),
                into: &effects)
        }
        if evaluator.hasHits { evaluator.endSentence(in: words, into: &ruleHits) }
        read.endEffect = Int32(effects.count)
        read.endHit = Int32(ruleHits.count)
        readSentences.append(read)
    }

    /// Sorts what the matcher found: lexicon entries to the scorer, operands to the rules. Entries
    /// never cover the end of a question.
    mutating func sortFound(endingAt end: Int32) {
        let entryCount = UInt32(analyzer.compiled.count)
        let weightStart = analyzer.weights.start
        let found = unsafe matcher.found.start
        for index in 0..<matcher.found.count {
            let hit = unsafe found[index]
            if hit.payload >= weightStart {
                if hit.end <= end {
                    weights.note(
                        WeightFind(
                            phrase: hit.payload &- weightStart, start: hit.start, end: hit.end))
                }
            } else if hit.payload >= entryCount {
                evaluator.note(operand: hit.payload &- entryCount, hit.start, hit.end)
            } else if hit.end <= end {
                scorer.note(LexiconHit(entry: hit.payload, start: hit.start, end: hit.end))
            }
        }
    }
}

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
    /// Payloads below are lexicon entries.
    private let entryCount: UInt32
    /// Payloads from here on are learned weights; those between are parts of the
    /// operands of rules.
    private let weightStart: UInt32
    var votes = LanguageVotes()
    /// Clauses begun so far.
    var clauses: UInt32 = 0
    /// The next word begins a clause.
    var opensClause = false
    /// Whether at least half of the text's words stand in capitals; nil until a rule asks.
    var isShouting: Bool?
    /// Whether an exclamation of the text has counted.
    var hasExclaimed = false

    // Scratch, by text.
    var words = Scratch<Word>(capacity: 512)
    var sentenceEnds = Scratch<Int32>()
    var sentences = Scratch<Sentence>()
    var effects = Scratch<Effect>()
    var ruleHits = Scratch<RuleHit>()
    var readSentences = Scratch<ReadSentence>()
    var mentions = Scratch<Mention>()
    var distances = Scratch<Int32>()
    var places = Scratch<MentionPlace>()
    /// By theme, a `ThemeMark`; of use for the themes of the item at hand and those above them.
    var themeMarks: Scratch<UInt8>
    /// The themes of the reading, in its order, where weights decide their polarity.
    var judged = Scratch<JudgedTheme>()
    /// The letters of an odd word, and the word with its drawn-out letters cut.
    var letters = Scratch<UInt8>()
    var cutLetters = Scratch<UInt8>()

    init(_ analyzer: Analyzer) {
        self.analyzer = analyzer
        segmenter = Segmenter(emoticons: analyzer.emoticons)
        vocabulary = analyzer.vocabulary
        assert(
            TextPass.word == Token.Kind.word.rawValue
                && TextPass.mention == Token.Kind.mention.rawValue
                && TextPass.number == Token.Kind.number.rawValue
                && TextPass.emoji == Token.Kind.emoji.rawValue
                && TextPass.longMark == TokenKey.longMark)
        matcher = PhraseMatcher(analyzer.tables)
        evaluator = RuleEvaluator(analyzer.ruleTables)
        settling = RuleSettling(analyzer.ruleTables)
        scorer = SentimentScorer(entries: analyzer.compiled, settings: analyzer.settings)
        weights = WeightScorer(analyzer.weights)
        entryCount = UInt32(analyzer.compiled.count)
        weightStart = analyzer.weights.start
        themeMarks = Scratch(repeating: 0, count: analyzer.themeTable.count)
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
        judged.removeAll()
        isShouting = nil
        hasExclaimed = false
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
        if sentence.exclamations > 0, !sentence.isQuestion { exclaim(from: read) }
        read.endHit = Int32(ruleHits.count)
        readSentences.append(read)
    }

    /// Adds what an exclamation mark says by itself: people who blame nothing exclaim because they
    /// are glad. It counts once a text, on the sentence's last word, and belongs to no theme.
    private mutating func exclaim(from read: ReadSentence) {
        guard !hasExclaimed, let entry = analyzer.exclamation else { return }
        var sum = 0
        for index in Int(read.firstEffect)..<effects.count { sum += effects[index].weight }
        guard sum > TextPass.blame else { return }
        hasExclaimed = true
        scorer.trace?.begin()
        scorer.trace?.keep()
        effects.append(
            Effect(
                hit: LexiconHit(entry: entry, start: read.wordEnd - 1, end: read.wordEnd),
                weight: Int(analyzer.compiled[entry].milli)))
    }

    /// A sentence whose weights come to this or less, in thousandths, blames something.
    private static let blame = -100

    /// Sorts what the matcher found: lexicon entries to the scorer, operands to the rules. Entries
    /// never cover the end of a question.
    mutating func sortFound(endingAt end: Int32) {
        let count = matcher.found.count
        for index in 0..<min(4, count) { matcher.prefetch(found: matcher.found[index].found) }
        for index in 0..<count {
            let hit = matcher.found[index]
            if index + 4 < count { matcher.prefetch(found: matcher.found[index + 4].found) }
            if hit.found & PhraseHit.isState == 0 {
                unsafe withUnsafePointer(to: hit.found) {
                    unsafe take(UnsafeBufferPointer(start: $0, count: 1), hit, before: end)
                }
            } else {
                unsafe take(matcher.payloads(of: hit), hit, before: end)
            }
        }
    }

    /// Takes payloads in their order: entries, then operands, then learned weights.
    @inline(__always)
    private mutating func take(
        _ list: UnsafeBufferPointer<UInt32>, _ hit: PhraseHit, before end: Int32
    ) {
        var place = 0
        while place < list.count, unsafe list[place] < entryCount {
            if hit.end <= end {
                unsafe scorer.note(
                    LexiconHit(entry: list[place], start: hit.start, end: hit.end))
            }
            place &+= 1
        }
        guard place < list.count else { return }
        unsafe place &+= evaluator.note(
            UnsafeBufferPointer(
                start: list.baseAddress.unsafelyUnwrapped + place, count: list.count &- place),
            from: entryCount, to: weightStart, hit.start, hit.end)
        guard hit.end <= end else { return }
        while place < list.count {
            unsafe weights.note(
                WeightFind(phrase: list[place] &- weightStart, start: hit.start, end: hit.end))
            place &+= 1
        }
    }
}

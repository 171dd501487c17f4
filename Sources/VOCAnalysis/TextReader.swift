internal import VOCCore

/// A theme's place in a text.
struct Mention: Sendable, BitwiseCopyable {
    var theme: Int32
    var hit: RuleHit
    /// Sums of the effects that belong to it.
    var positive: Int32 = 0
    var negative: Int32 = 0
}

/// Reads texts with an analyzer's lexicons and rules; one per thread, its buffers are reused.
package final class TextReader {
    package let analyzer: Analyzer
    private var pass: TextPass

    package init(_ analyzer: Analyzer) {
        self.analyzer = analyzer
        pass = TextPass(analyzer)
    }

    /// Reads one text (valid UTF-8). `declared` is the language its export gives, or empty.
    ///
    /// The score is nil if no lexicon entry was found, which is not the same as neutral. Evidence
    /// is in text order.
    package func read(
        _ text: UnsafeBufferPointer<UInt8>, declaredLanguage declared: UnsafeBufferPointer<UInt8>,
        into reading: inout Reading
    ) {
        unsafe pass.read(text, declaredLanguage: declared, into: &reading)
    }

    package func read(_ text: String, declaredLanguage: String = "") -> Reading {
        var reading = Reading()
        var text = text
        var declared = declaredLanguage
        text.withUTF8 { bytes in
            declared.withUTF8 { unsafe read(bytes, declaredLanguage: $0, into: &reading) }
        }
        return reading
    }

    /// Reads `text` while recording the arithmetic.
    func readTracing(_ text: String, declaredLanguage: String) -> (Reading, Trace) {
        pass.trace = Trace()
        defer { pass.trace = nil }
        let reading = read(text, declaredLanguage: declaredLanguage)
        return (reading, pass.trace ?? Trace())
    }
}

/// The state of reading: a value that its reader owns, so that the hot path pays no checks for
/// shared access.
struct TextPass: ~Copyable {
    private let analyzer: Analyzer
    private var segmenter: Segmenter
    private let vocabulary: Vocabulary
    private var matcher: PhraseMatcher
    private var evaluator: RuleEvaluator
    private var scorer: SentimentScorer
    private var votes = LanguageVotes()

    // Scratch, by text.
    private var words = Scratch<Word>(capacity: 512)
    private var sentenceEnds = Scratch<Int32>()
    private var sentences = Scratch<Sentence>()
    private var effects = Scratch<Effect>()
    private var ruleHits: [RuleHit] = []
    private var mentions = Scratch<Mention>()
    private var distances = Scratch<Int32>()

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
    private struct ItemState {
        var intents: [Int] = []
        var severity = 1
        var effortSum = 0
        var effortCount = 0
    }

    // MARK: Words

    private mutating func lookUp(_ text: UnsafeBufferPointer<UInt8>) {
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
    private mutating func append(
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

    private func foldedBytes(of token: Token, _ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        if token.foldedStart != .max {
            let start = Int(token.foldedStart)
            return Array(segmenter.folded[start..<start + Int(token.foldedCount)])
        }
        return unsafe text[token.range].map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
    }

    /// A word the vocabulary does not have as it stands: a possessive, words joined by a missing
    /// space, a drawn-out word, or one of which only the beginning is known.
    private mutating func appendUnknown(
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

    private func firstBytes(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> UInt64 {
        var key: UInt64 = 0
        for index in 0..<min(8, range.count) {
            let byte = unsafe text[range.lowerBound + index]
            key |= UInt64(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte) << (8 * UInt64(index))
        }
        return key
    }

    private func entry(of bytes: [UInt8]) -> Vocabulary.Entry? {
        vocabulary.entry(key: TokenKey.make(bytes)) { bytes }
    }

    /// `great.Love` is two words with a full stop between them, `a_b` and `a:b` two words.
    private mutating func appendPieces(of bytes: [UInt8], _ token: Token, _ opensClause: Bool) {
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

    private func language(declared: UnsafeBufferPointer<UInt8>) -> String {
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

    private mutating func readSentence(
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
    private mutating func noteQuestion(at place: Int32, _ entryCount: UInt32) {
        matcher.read(vocabulary.classOf[vocabulary.questionSymbol], at: place)
        takeFound(endingAt: place + 1, entryCount, isMark: true)
    }

    /// Sorts what the matcher found: lexicon entries to the scorer, operands to the rules.
    @inline(__always)
    private mutating func takeFound(endingAt end: Int32, _ entryCount: UInt32, isMark: Bool = false)
    {
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

    // MARK: Rules

    private mutating func takeRules(
        endingAt end: Int32, from firstEffect: Int, _ reading: inout Reading,
        _ state: inout ItemState
    ) {
        let firstMention = mentions.count
        for var hit in ruleHits {
            hit.clip(to: end)
            let category = analyzer.categoryKinds[Int(analyzer.ruleTables.rules[hit.rule].category)]
            switch category {
            case .theme(let index):
                mentions.append(Mention(theme: Int32(index), hit: hit))
            case .intent(let index):
                if !state.intents.contains(index) { state.intents.append(index) }
            case .severity(let level):
                state.severity = max(state.severity, level)
            case .effort(let milli):
                state.effortSum += milli
                state.effortCount += 1
            }
            addMatch(hit, &reading)
        }
        if firstMention < mentions.count { attach(firstEffect, firstMention) }
    }

    private func addMatch(_ hit: RuleHit, _ reading: inout Reading) {
        let first = reading.ranges.count
        for index in 0..<hit.spanCount {
            let span = hit.span(index)
            if span.start < span.end { reading.ranges.append(byteRange(span.start, span.end)) }
        }
        reading.matches.append(.init(rule: hit.rule, places: first..<reading.ranges.count))
    }

    /// Gives each effect of the sentence to the nearest theme mention; clause borders count as
    /// distance.
    private mutating func attach(_ firstEffect: Int, _ firstMention: Int) {
        let isAlone = mentions.count == firstMention + 1
        for index in firstEffect..<effects.count {
            let effect = effects[index]
            if isAlone {
                give(effect.weight, to: firstMention)
                continue
            }
            var nearest = Int32.max
            distances.removeAll()
            for place in firstMention..<mentions.count {
                let steps = distance(effect.hit, mentions[place].hit)
                distances.append(steps)
                nearest = min(nearest, steps)
            }
            for place in firstMention..<mentions.count
            where distances[place - firstMention] == nearest {
                give(effect.weight, to: place)
            }
        }
    }

    @inline(__always)
    private mutating func give(_ weight: Int, to place: Int) {
        if weight > 0 {
            mentions[place].positive += Int32(weight)
        } else {
            mentions[place].negative -= Int32(weight)
        }
    }

    private func distance(_ hit: LexiconHit, _ mention: RuleHit) -> Int32 {
        var best = Int32.max
        for index in 0..<mention.spanCount {
            let span = mention.span(index)
            if hit.start < span.end, span.start < hit.end { return 0 }
            let from = min(hit.end, span.end)
            let to = max(hit.start, span.start)
            var steps = to - from + 1
            var place = from
            while place <= to {
                if Int(place) < words.count, words[Int(place)].opensClause { steps += 4 }
                place += 1
            }
            best = min(best, steps)
        }
        return best
    }

    private func byteRange(_ start: Int32, _ end: Int32) -> Range<Int> {
        Int(words[Int(start)].start)..<Int(words[Int(end) - 1].end)
    }

    // MARK: The whole

    private func finish(_ reading: inout Reading, _ state: ItemState) {
        var positive = 0
        var negative = 0
        for index in 0..<effects.count {
            let weight = effects[index].weight
            if weight > 0 { positive += weight } else { negative -= weight }
        }
        let verdict = Verdict(
            positiveSum: positive, negativeSum: negative, settings: analyzer.settings)
        reading.label = verdict.label
        reading.milliPoints = verdict.milliPoints
        reading.positive = verdict.positive
        reading.negative = verdict.negative
        addEvidence(&reading, whole: positive + negative + analyzer.settings.saturation)
        addThemes(&reading)
        addIntents(&reading, state)
        if state.effortCount > 0 {
            reading.effortMilli = SentimentScorer.times(1000, state.effortSum / state.effortCount)
        }
    }

    /// Effects in score points, rounded so that those of one sign add up exactly to the positive or
    /// negative part.
    private func addEvidence(_ reading: inout Reading, whole: Int) {
        var positive = 0
        var negative = 0
        for index in 0..<effects.count {
            let effect = effects[index]
            let points: Int
            if effect.weight > 0 {
                points =
                    Verdict.share(positive + effect.weight, of: whole)
                    - Verdict.share(positive, of: whole)
                positive += effect.weight
            } else {
                points =
                    Verdict.share(negative, of: whole)
                    - Verdict.share(negative - effect.weight, of: whole)
                negative -= effect.weight
            }
            reading.evidence.append(
                .init(
                    range: byteRange(effect.hit.start, effect.hit.end), entry: effect.hit.entry,
                    effect: points, weight: effect.weight))
        }
    }

    private func addThemes(_ reading: inout Reading) {
        // In the order of the packs; of a theme mentioned several times the mentions add up.
        for index in 0..<mentions.count where isFirst(index) {
            let theme = Int(mentions[index].theme)
            // A top-level theme is named only where nothing finer of it is said.
            guard !hasFinerMention(than: theme) else { continue }
            var positive = 0
            var negative = 0
            let first = reading.ranges.count
            for other in index..<mentions.count where Int(mentions[other].theme) == theme {
                let mention = mentions[other]
                positive += Int(mention.positive)
                negative += Int(mention.negative)
                for place in 0..<mention.hit.spanCount {
                    let span = mention.hit.span(place)
                    guard span.start < span.end else { continue }
                    let range = byteRange(span.start, span.end)
                    if !reading.ranges[first...].contains(range) { reading.ranges.append(range) }
                }
            }
            if let polarity = analyzer.themes[theme].polarityMilli {
                if polarity > 0 { positive += polarity } else { negative -= polarity }
            }
            reading.ranges[first...].sort {
                ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound)
            }
            let verdict = Verdict(
                positiveSum: positive, negativeSum: negative, settings: analyzer.settings)
            reading.themes.append(
                .init(
                    theme: theme, label: verdict.label == .none ? .neutral : verdict.label,
                    milliPoints: verdict.milliPoints, places: first..<reading.ranges.count))
            note(analyzer.stageOf[theme], in: &reading.stages)
            note(analyzer.touchpointOf[theme], in: &reading.touchpoints)
        }
        if reading.themes.count > 1 { reading.themes.sort { $0.theme < $1.theme } }
        reading.stages.sort()
        reading.touchpoints.sort()
    }

    private func isFirst(_ index: Int) -> Bool {
        for earlier in 0..<index where mentions[earlier].theme == mentions[index].theme {
            return false
        }
        return true
    }

    private func hasFinerMention(than theme: Int) -> Bool {
        for index in 0..<mentions.count
        where analyzer.parentOf[Int(mentions[index].theme)] == theme { return true }
        return false
    }

    private func note(_ place: Int, in list: inout [Int]) {
        if place >= 0, !list.contains(place) { list.append(place) }
    }

    private func addIntents(_ reading: inout Reading, _ state: ItemState) {
        var intents = state.intents
        let score = reading.milliPoints ?? 0
        let broken = reading.themes.filter {
            analyzer.breachThemes.contains($0.theme) && $0.label == .negative
        }
        if let complaint = analyzer.complaintIntent {
            let isSaid = intents.contains(complaint)
            // A breach of expectation: said in so many words (unless the text as a whole is
            // praise), or a negative item about a theme that is a breach by itself.
            reading.isComplaint =
                (isSaid && score < 300)
                || (!broken.isEmpty && (reading.label == .negative || reading.label == .none))
            if reading.isComplaint, !isSaid { intents.append(complaint) }
            if !reading.isComplaint { intents.removeAll { $0 == complaint } }
        }
        if let praise = analyzer.praiseIntent {
            if reading.label == .positive, score >= 400, !reading.isComplaint {
                if !intents.contains(praise) { intents.append(praise) }
            } else if score < 0 || reading.isComplaint {
                intents.removeAll { $0 == praise }
            }
        }
        reading.intents = intents.sorted()
        reading.needsResponse = analyzer.responseIntent.map(intents.contains) ?? false
        guard reading.isComplaint else { return }
        reading.severity = state.severity
        if state.severity >= 2 { reading.needsResponse = true }
        for mention in broken.isEmpty
            ? reading.themes.filter({ $0.label == .negative })
                .sorted(by: { ($0.milliPoints ?? 0, $0.theme) < ($1.milliPoints ?? 0, $1.theme) })
            : broken
        {
            if reading.complaintThemes.count < 3 { reading.complaintThemes.append(mention.theme) }
        }
    }
}

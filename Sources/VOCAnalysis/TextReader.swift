internal import VOCCore

/// Reads texts with an analyzer's lexicons and rules; one per thread, its buffers are reused.
package final class TextReader {
    package let analyzer: Analyzer
    private let segmenter: Segmenter
    private var matcher: PhraseMatcher
    private var evaluator: RuleEvaluator
    private var scorer: SentimentScorer
    private var votes = LanguageVotes()

    // Scratch, by text.
    var words: [Word] = []
    private var sentenceEnds: [Int] = []
    var sentences: [Sentence] = []
    private var lexiconHits: [LexiconHit] = []
    private var sentenceEffects: [Effect] = []
    private var effects: [Effect] = []
    private var ruleHits: [RuleHit] = []
    private var mentions: [Mention] = []

    /// Receives the arithmetic when a trace is asked for.
    var trace: Trace?

    /// A theme's place in the text.
    private struct Mention {
        var theme: Int
        var rule: UInt32
        var spans: [Range<Int32>]
        /// Sums of the effects that belong to it.
        var positive = 0
        var negative = 0
    }

    package init(_ analyzer: Analyzer) {
        self.analyzer = analyzer
        segmenter = Segmenter(emoticons: analyzer.emoticons)
        matcher = PhraseMatcher(
            analyzer.graph, classSets: analyzer.classSets, setCount: analyzer.setCount)
        evaluator = RuleEvaluator(analyzer.rules)
        scorer = SentimentScorer(entries: analyzer.entries, settings: analyzer.settings)
    }

    /// Reads one text (valid UTF-8). `declared` is the language its export gives, or empty.
    ///
    /// The score is nil if no lexicon entry was found, which is not the same as neutral. Evidence is in text order.
    package func read(
        _ text: UnsafeBufferPointer<UInt8>, declaredLanguage declared: UnsafeBufferPointer<UInt8>,
        into reading: inout Reading
    ) {
        reading = Reading()
        unsafe segmenter.segment(text)
        unsafe lookUp(text)
        reading.language = unsafe language(declared: declared)
        reading.isScored = reading.language == analyzer.language || analyzer.language == "und"
        guard reading.isScored else { return }
        effects.removeAll(keepingCapacity: true)
        mentions.removeAll(keepingCapacity: true)
        var state = ItemState()
        var first = 0
        for (index, sentence) in sentences.enumerated() {
            let last = sentenceEnds[index]
            unsafe readSentence(first..<last, sentence, text, &reading, &state)
            first = last
        }
        finish(&reading, state)
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

    /// What rules said so far about the item.
    private struct ItemState {
        var intents: [Int] = []
        var severity = 1
        var effortSum = 0
        var effortCount = 0
    }

    // MARK: Words

    private func lookUp(_ text: UnsafeBufferPointer<UInt8>) {
        words.removeAll(keepingCapacity: true)
        sentenceEnds.removeAll(keepingCapacity: true)
        sentences.removeAll(keepingCapacity: true)
        votes.reset()
        var token = 0
        var pending = Token.Break.none
        for sentence in segmenter.sentences {
            let before = words.count
            while token < Int(sentence.tokenEnd) {
                let item = unsafe segmenter.tokens[token]
                token += 1
                pending = max(pending, item.breakBefore)
                guard item.kind != .mention, item.kind != .url else { continue }
                unsafe append(item, pending, text)
                pending = .none
            }
            if words.count > before {
                sentenceEnds.append(words.count)
                sentences.append(sentence)
            }
        }
    }

    @inline(__always)
    private func append(_ token: Token, _ breakBefore: Token.Break, _ text: UnsafeBufferPointer<UInt8>) {
        let symbol = analyzer.vocabulary.symbol(key: token.key) { unsafe foldedBytes(of: token, text) }
        if symbol != 0 {
            votes.add(analyzer.languageMasks[Int(symbol)])
            words.append(
                Word(
                    start: token.start, end: token.end, symbol: symbol, breakBefore: breakBefore,
                    isStretched: false))
        } else if token.kind == .number {
            words.append(
                Word(
                    start: token.start, end: token.end, symbol: analyzer.vocabulary.numberSymbol,
                    breakBefore: breakBefore, isStretched: false))
        } else {
            unsafe appendUnknown(token, breakBefore, text)
        }
    }

    private func foldedBytes(of token: Token, _ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        if token.foldedStart != .max {
            let start = Int(token.foldedStart)
            return Array(segmenter.folded[start..<start + Int(token.foldedCount)])
        }
        return unsafe text[token.range].map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
    }

    /// A word the vocabulary does not have as it stands: a possessive, words joined by a missing space, a drawn-out word, or
    /// one of which only the beginning is known.
    private func appendUnknown(
        _ token: Token, _ breakBefore: Token.Break, _ text: UnsafeBufferPointer<UInt8>
    ) {
        var word = Word(
            start: token.start, end: token.end, symbol: 0, breakBefore: breakBefore, isStretched: false)
        defer { if word.end > word.start { words.append(word) } }
        guard token.kind == .word, token.end - token.start <= 200 else { return }
        let shape = unsafe WordShape(text, token.range)
        guard shape.isOdd || token.foldedStart != .max else {
            let first = token.key < TokenKey.longMark ? token.key : unsafe firstBytes(text, token.range)
            guard analyzer.vocabulary.mayHavePrefix(first) else { return }
            word.symbol = analyzer.vocabulary.prefixSymbol(
                firstBytes: first, count: Int(token.foldedCount)
            ) { unsafe foldedBytes(of: token, text) }
            return
        }
        let bytes = unsafe foldedBytes(of: token, text)
        if let stem = WordShape.withoutPossessive(bytes) {
            word.symbol = symbol(of: stem)
            if word.symbol != 0 { return }
        }
        if shape.hasJoint, token.foldedStart == .max {
            appendPieces(of: bytes, token, breakBefore)
            word.end = word.start
            return
        }
        for candidate in WordShape.unstretched(bytes) {
            word.symbol = symbol(of: candidate)
            word.isStretched = true
            if word.symbol != 0 { return }
        }
        word.isStretched = false
        word.symbol = analyzer.vocabulary.prefixSymbol(
            firstBytes: Vocabulary.firstBytes(bytes), count: bytes.count
        ) { bytes }
    }

    private func firstBytes(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> UInt64 {
        var key: UInt64 = 0
        for index in 0..<min(8, range.count) {
            let byte = unsafe text[range.lowerBound + index]
            key |= UInt64(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte) << (8 * UInt64(index))
        }
        return key
    }

    private func symbol(of bytes: [UInt8]) -> UInt32 {
        analyzer.vocabulary.symbol(key: TokenKey.make(bytes)) { bytes }
    }

    /// `great.Love` is two words with a full stop between them, `a_b` and `a:b` two words.
    private func appendPieces(of bytes: [UInt8], _ token: Token, _ breakBefore: Token.Break) {
        var pending = breakBefore
        var start = 0
        for index in 0...bytes.count {
            let isJoint = index < bytes.count && WordShape.isJoint(bytes[index])
            guard index == bytes.count || isJoint else { continue }
            if index > start {
                let piece = Array(bytes[start..<index])
                let symbol = symbol(of: piece)
                votes.add(analyzer.languageMasks[Int(symbol)])
                words.append(
                    Word(
                        start: token.start + UInt32(start), end: token.start + UInt32(index),
                        symbol: symbol, breakBefore: pending, isStretched: false))
                pending = .none
            }
            if isJoint, bytes[index] != UInt8(ascii: "_") { pending = max(pending, .clause) }
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

    private func readSentence(
        _ range: Range<Int>, _ sentence: Sentence, _ text: UnsafeBufferPointer<UInt8>,
        _ reading: inout Reading, _ state: inout ItemState
    ) {
        lexiconHits.removeAll(keepingCapacity: true)
        evaluator.beginSentence()
        matcher.reset()
        let base = range.lowerBound
        let entryCount = UInt32(analyzer.entries.count)
        for index in range {
            let word = words[index]
            if word.breakBefore >= .clause { matcher.reset() }
            note(matcher.read(analyzer.classOf[Int(word.symbol)]), endingAt: index + 1 - base, entryCount)
        }
        if sentence.isQuestion {
            // The mark is no word of the text: rules may end with it, lexicon entries may not.
            let question = analyzer.classOf[Int(analyzer.vocabulary.questionSymbol)]
            let outputs = matcher.read(question).filter { $0.payload >= entryCount }
            note(outputs, endingAt: range.count + 1, entryCount)
        }
        let firstEffect = effects.count
        if !lexiconHits.isEmpty { unsafe score(range, sentence, text) }
        let firstHit = ruleHits.count
        evaluator.endSentence(into: &ruleHits)
        if ruleHits.count > firstHit {
            takeRules(in: range, from: firstEffect, &reading, &state)
        }
        ruleHits.removeAll(keepingCapacity: true)
    }

    @inline(__always)
    private func note(_ outputs: [PatternGraph.Output], endingAt end: Int, _ entryCount: UInt32) {
        for output in outputs {
            let start = Int32(end) - Int32(output.length)
            if output.payload < entryCount {
                lexiconHits.append(LexiconHit(entry: output.payload, start: start, end: Int32(end)))
            } else {
                evaluator.note(
                    OperandHit(operand: output.payload - entryCount, start: start, end: Int32(end)))
            }
        }
    }

    private func score(_ range: Range<Int>, _ sentence: Sentence, _ text: UnsafeBufferPointer<UInt8>) {
        let hits = scorer.resolve(&lexiconHits)
        let slice = words[range]
        let base = range.lowerBound
        sentenceEffects.removeAll(keepingCapacity: true)
        scorer.effects(
            of: hits,
            in: .init(
                words: Array(slice)[...], exclamations: Int(sentence.exclamations),
                isQuestion: sentence.isQuestion),
            isCapitals: { hit in
                unsafe isShouted(text, Int(hit.start) + base..<Int(hit.end) + base)
            },
            note: { index, factor in trace?.note(hits[index], base, factor) },
            into: &sentenceEffects)
        for effect in sentenceEffects {
            effects.append(
                Effect(
                    hit: LexiconHit(
                        entry: effect.hit.entry, start: effect.hit.start + Int32(base),
                        end: effect.hit.end + Int32(base)), weight: effect.weight))
        }
    }

    /// Whether the words stand in capitals while the text as a whole does not.
    private func isShouted(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
        func isCapital(_ word: Word) -> Bool {
            var letters = 0
            for index in Int(word.start)..<Int(word.end) {
                let byte = unsafe text[index]
                if byte >= 0x61 && byte <= 0x7A || byte >= 0x80 { return false }
                if byte >= 0x41 && byte <= 0x5A { letters += 1 }
            }
            return letters >= 3
        }
        guard range.contains(where: { isCapital(words[$0]) }) else { return false }
        return words.reduce(0) { $0 + (isCapital($1) ? 1 : 0) } * 2 < words.count
    }

    // MARK: Rules

    private func takeRules(
        in range: Range<Int>, from firstEffect: Int, _ reading: inout Reading, _ state: inout ItemState
    ) {
        let base = Int32(range.lowerBound)
        let firstMention = mentions.count
        for hit in ruleHits {
            let rule = analyzer.rules.rules[Int(hit.rule)]
            let spans = hit.spans.map { span in
                let upper = min(span.upperBound, Int32(range.count))
                return (min(span.lowerBound, upper) + base)..<(upper + base)
            }
            switch analyzer.rules.categories[Int(rule.category)].kind {
            case .theme(let index):
                mentions.append(Mention(theme: index, rule: hit.rule, spans: spans))
                continue
            case .intent(let index):
                if !state.intents.contains(index) { state.intents.append(index) }
            case .severity(let level):
                state.severity = max(state.severity, level)
            case .effort(let milli):
                state.effortSum += milli
                state.effortCount += 1
            }
            reading.ruleHits.append((hit.rule, spans.filter { !$0.isEmpty }.map(byteRange)))
        }
        attach(firstEffect, firstMention)
    }

    /// Gives each effect of the sentence to the nearest theme mention; clause borders count as distance.
    private func attach(_ firstEffect: Int, _ firstMention: Int) {
        guard firstMention < mentions.count else { return }
        for effect in effects[firstEffect...] {
            var nearest = Int.max
            for mention in mentions[firstMention...] {
                nearest = min(nearest, distance(effect.hit, mention))
            }
            for index in firstMention..<mentions.count
            where distance(effect.hit, mentions[index]) == nearest {
                if effect.weight > 0 {
                    mentions[index].positive += effect.weight
                } else {
                    mentions[index].negative -= effect.weight
                }
            }
        }
    }

    private func distance(_ hit: LexiconHit, _ mention: Mention) -> Int {
        var best = Int.max
        for span in mention.spans {
            if hit.start < span.upperBound, span.lowerBound < hit.end { return 0 }
            let from = min(hit.end, span.upperBound)
            let to = max(hit.start, span.lowerBound)
            var steps = Int(to - from) + 1
            if from <= to {
                for place in from...to
                where Int(place) < words.count && words[Int(place)].breakBefore >= .clause {
                    steps += 4
                }
            }
            best = min(best, steps)
        }
        return best
    }

    private func byteRange(_ span: Range<Int32>) -> Range<Int> {
        Int(words[Int(span.lowerBound)].start)..<Int(words[Int(span.upperBound) - 1].end)
    }

    // MARK: The whole

    private func finish(_ reading: inout Reading, _ state: ItemState) {
        var positive = 0
        var negative = 0
        for effect in effects {
            if effect.weight > 0 { positive += effect.weight } else { negative -= effect.weight }
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

    /// Effects in score points, rounded so that those of one sign add up exactly to the positive or negative part.
    private func addEvidence(_ reading: inout Reading, whole: Int) {
        var positive = 0
        var negative = 0
        for effect in effects {
            let points: Int
            if effect.weight > 0 {
                points = Verdict.share(positive + effect.weight, of: whole) - Verdict.share(positive, of: whole)
                positive += effect.weight
            } else {
                points = Verdict.share(negative, of: whole) - Verdict.share(negative - effect.weight, of: whole)
                negative -= effect.weight
            }
            reading.evidence.append(
                .init(
                    range: byteRange(effect.hit.start..<effect.hit.end), entry: effect.hit.entry,
                    effect: points, weight: effect.weight))
        }
    }

    private func addThemes(_ reading: inout Reading) {
        guard !mentions.isEmpty else { return }
        // A top-level theme is named only where nothing finer of it is said.
        let finer = Set(mentions.map { analyzer.parentOf[$0.theme] })
        for theme in Set(mentions.map(\.theme)).sorted() where !finer.contains(theme) {
            var positive = 0
            var negative = 0
            var ranges: [Range<Int>] = []
            var rules: [UInt32] = []
            for mention in mentions where mention.theme == theme {
                positive += mention.positive
                negative += mention.negative
                for span in mention.spans where !span.isEmpty {
                    let range = byteRange(span)
                    if !ranges.contains(range) { ranges.append(range) }
                }
                if !rules.contains(mention.rule) { rules.append(mention.rule) }
            }
            if let polarity = analyzer.themes[theme].polarityMilli {
                if polarity > 0 { positive += polarity } else { negative -= polarity }
            }
            let verdict = Verdict(
                positiveSum: positive, negativeSum: negative, settings: analyzer.settings)
            reading.themes.append(
                .init(
                    theme: theme, label: verdict.label == .none ? .neutral : verdict.label,
                    milliPoints: verdict.milliPoints,
                    ranges: ranges.sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) },
                    rules: rules))
            let stage = analyzer.stageOf[theme]
            if stage >= 0, !reading.stages.contains(stage) { reading.stages.append(stage) }
            let point = analyzer.touchpointOf[theme]
            if point >= 0, !reading.touchpoints.contains(point) { reading.touchpoints.append(point) }
        }
        reading.stages.sort()
        reading.touchpoints.sort()
    }

    private func addIntents(_ reading: inout Reading, _ state: ItemState) {
        var intents = state.intents
        let score = reading.milliPoints ?? 0
        let broken = reading.themes.filter {
            analyzer.breachThemes.contains($0.theme) && $0.label == .negative
        }
        if let complaint = analyzer.complaintIntent {
            let isSaid = intents.contains(complaint)
            // A breach of expectation: said in so many words (unless the text as a whole is praise), or a negative
            // item about a theme that is a breach by itself.
            reading.isComplaint =
                (isSaid && score < 300) || (!broken.isEmpty && (reading.label == .negative || reading.label == .none))
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
        let negative = reading.themes.filter { $0.label == .negative }
            .sorted { ($0.milliPoints ?? 0, $0.theme) < ($1.milliPoints ?? 0, $1.theme) }
        let reasons = (broken.isEmpty ? negative : broken).prefix(3)
        reading.complaintReasons =
            reasons.isEmpty ? ["intent:complaint"] : reasons.map { analyzer.themes[$0.theme].id }
    }
}

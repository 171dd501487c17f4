internal import VOCCore

/// A sentence that was read: where its words end, and its effects and rule hits.
struct ReadSentence: BitwiseCopyable {
    var wordEnd: Int32
    var firstEffect: Int32
    var endEffect: Int32 = 0
    var firstHit: Int32
    var endHit: Int32 = 0

    var hasHits: Bool { firstHit < endHit }
}

extension TextPass {
    /// Decides which rules hold and takes what they say, sentence by sentence.
    mutating func settleRules(
        _ text: UnsafeBufferPointer<UInt8>, _ facts: ItemFacts, _ reading: inout Reading,
        _ state: inout ItemState
    ) {
        if metRules != nil {
            for index in 0..<ruleHits.count { metRules?.insert(ruleHits[index].rule) }
        }
        settling.settleFlags(facts, language: reading.language, ruleHits)
        var kept = 0
        for index in 0..<readSentences.count {
            let read = readSentences[index]
            readSentences[index].firstHit = Int32(kept)
            if read.firstHit < read.endHit {
                kept = settling.settleSentence(
                    Int(read.firstHit), Int(read.endHit), in: &ruleHits, from: kept)
            }
            readSentences[index].endHit = Int32(kept)
        }
        ruleHits.truncate(to: kept)
        settling.weigh(ruleHits)
        for index in 0..<readSentences.count where readSentences[index].hasHits {
            unsafe takeRules(readSentences[index], text, &reading, &state)
        }
        if reading.states.count > 1 { reading.states.sort { $0.state < $1.state } }
    }

    private mutating func takeRules(
        _ read: ReadSentence, _ text: UnsafeBufferPointer<UInt8>, _ reading: inout Reading,
        _ state: inout ItemState
    ) {
        let firstMention = mentions.count
        let rules = analyzer.ruleTables
        for index in Int(read.firstHit)..<Int(read.endHit) {
            var hit = ruleHits[index]
            guard settling.suffices(hit) else { continue }
            hit.clip(to: read.wordEnd)
            let number = rules.rules[hit.rule].category
            let category = rules.categories[number]
            weights.note(category: number)
            switch category.kind {
            case .theme:
                if !analyzer.weights.weighsTheme[Int(category.value)] {
                    mentions.append(
                        Mention(
                            theme: category.value, hit: hit,
                            polarity: rules.rules[hit.rule].polarity))
                }
            case .intent:
                let intent = Int(category.value)
                if !reading.intents.contains(intent), !analyzer.weights.weighsIntent[intent] {
                    reading.intents.append(intent)
                }
            case .severity: state.severity = max(state.severity, Int(category.value))
            case .effort:
                state.effortSum += Int(category.value)
                state.effortCount += 1
            case .state:
                TextPass.show(Int(category.value), rules.rules[hit.rule].polarity, in: &reading)
            case .naming:
                let end = unsafe nameEnd(from: hit.extent.end, before: read.wordEnd, text)
                guard end > hit.extent.end else { continue }
                hit.extend(to: end)
                TextPass.show(Int(category.value), rules.rules[hit.rule].polarity, in: &reading)
            case .flag: continue
            }
            addMatch(hit, &reading)
        }
        if firstMention < mentions.count { attach(read, firstMention) }
    }

    /// Notes a state as strong as the strongest of its words.
    private static func show(_ state: Int, _ milli: Int32, in reading: inout Reading) {
        if let place = reading.states.firstIndex(where: { $0.state == state }) {
            reading.states[place].milli = max(reading.states[place].milli, Int(milli))
        } else {
            reading.states.append(.init(state: state, milli: Int(milli)))
        }
    }

    /// Where the name ends that begins with word `first`: up to two words that begin with a capital
    /// and go on in small letters; `first` if there is none.
    private mutating func nameEnd(
        from first: Int32, before last: Int32, _ text: UnsafeBufferPointer<UInt8>
    ) -> Int32 {
        var end = first
        while end < last, end < first + 2 {
            let word = words[Int(end)]
            guard word.end > word.start + 1, unsafe text[Int(word.start)] &- 0x41 < 26,
                unsafe text[Int(word.start) + 1] &- 0x41 >= 26,
                end == first || words[Int(end)].clause == words[Int(first)].clause
            else { break }
            end += 1
        }
        return end
    }

    /// Notes the words in capitals, in a text that is not written in capitals throughout.
    mutating func noteCapitals(
        _ part: UInt32, _ range: Range<Int32>, _ text: UnsafeBufferPointer<UInt8>
    ) {
        if isShouting == nil {
            var capitals = 0
            for index in 0..<words.count
            where unsafe SentimentScorer.isCapital(words[index], text) { capitals += 1 }
            isShouting = capitals * 2 >= words.count
        }
        guard isShouting == false else { return }
        for index in range where unsafe SentimentScorer.isCapital(words[Int(index)], text) {
            evaluator.note(part: part, index, index + 1)
        }
    }

    mutating func addMatch(_ hit: RuleHit, _ reading: inout Reading) {
        let first = reading.ranges.count
        for index in 0..<hit.spanCount {
            let span = hit.span(index)
            if span.start < span.end { reading.ranges.append(byteRange(span.start, span.end)) }
        }
        reading.matches.append(.init(rule: hit.rule, places: first..<reading.ranges.count))
    }

    @inline(__always)
    mutating func byteRange(_ start: Int32, _ end: Int32) -> Range<Int> {
        Int(words[Int(start)].start)..<Int(words[Int(end) - 1].end)
    }
}

internal import VOCCore

// Methods that only read are `mutating` for the reason given in TextPass+Whole.
extension TextPass {
    /// Takes over what the weights of the packs decide for the item.
    mutating func takeWeights(_ reading: inout Reading, _ state: inout ItemState) {
        noteStates()
        weights.decide()
        dropBelowUndecided()
        var begin: Int32 = 0
        for index in 0..<readSentences.count {
            let read = readSentences[index]
            let first = mentions.count
            for number in 0..<analyzer.weights.classes.count where weights.isDecided[number] {
                addMentions(of: number, in: begin..<read.wordEnd)
            }
            if first < mentions.count { attach(read, first) }
            begin = read.wordEnd
        }
        for number in 0..<analyzer.weights.classes.count where weights.isDecided[number] {
            let item = analyzer.weights.classes[number]
            switch item.kind {
            case .theme:
                // Decided by what speaks for no other, or by rules: there is no place to show.
                if !isMentioned(item.value) {
                    mentions.append(
                        Mention(theme: item.value, hit: RuleHit(rule: .max), polarity: 0))
                }
            case .intent:
                if !reading.intents.contains(Int(item.value)) {
                    reading.intents.append(Int(item.value))
                }
            case .severity: state.severity = Int(item.value)
            case .polarity: break
            }
        }
    }

    private mutating func noteStates() {
        var positive = 0
        var negative = 0
        for index in 0..<effects.count {
            let weight = effects[index].weight
            if weight > 0 { positive += weight } else { negative -= weight }
        }
        let verdict = Verdict(
            positiveSum: positive, negativeSum: negative, settings: analyzer.settings)
        switch verdict.label {
        case .positive: weights.note(state: .positive)
        case .negative: weights.note(state: .negative)
        case .mixed: weights.note(state: .mixed)
        case .neutral, .none: break
        }
        for index in 0..<sentences.count where sentences[index].isQuestion {
            weights.note(state: .question)
            return
        }
    }

    /// What rules found of a theme below one that weights decide against is not named.
    private mutating func dropBelowUndecided() {
        var kept = 0
        for index in 0..<mentions.count {
            var above = analyzer.themeTable[Int(mentions[index].theme)].parent
            var isKept = true
            while above >= 0, isKept {
                if analyzer.weights.weighsTheme[Int(above)] { isKept = isDecided(above) }
                above = analyzer.themeTable[Int(above)].parent
            }
            guard isKept else { continue }
            mentions[kept] = mentions[index]
            kept += 1
        }
        mentions.truncate(to: kept)
    }

    private mutating func isDecided(_ theme: Int32) -> Bool {
        for number in 0..<analyzer.weights.classes.count where weights.isDecided[number] {
            let item = analyzer.weights.classes[number]
            if item.kind == .theme, item.value == theme { return true }
        }
        return false
    }

    /// Mentions where the phrases stand that speak for a theme, at least half as strongly as the
    /// strongest of the item.
    private mutating func addMentions(of number: Int, in sentence: Range<Int32>) {
        let item = analyzer.weights.classes[number]
        guard item.kind == .theme else { return }
        var strongest: Int32 = 0
        for index in 0..<weights.finds.count {
            strongest = max(strongest, weight(of: weights.finds[index], for: number))
        }
        guard strongest > 0 else { return }
        let first = mentions.count
        for index in 0..<weights.finds.count {
            let find = weights.finds[index]
            guard sentence.contains(find.start),
                weight(of: find, for: number) * 2 >= strongest
            else { continue }
            addMention(of: item.value, find.start, find.end, after: first)
        }
    }

    /// Phrases that overlap are one mention, so that a word of feeling counts once.
    private mutating func addMention(
        of theme: Int32, _ start: Int32, _ end: Int32, after first: Int
    ) {
        var (start, end) = (start, end)
        var kept = first
        for index in first..<mentions.count {
            let span = mentions[index].hit.span(0)
            if span.start < end, start < span.end {
                (start, end) = (min(start, span.start), max(end, span.end))
            } else {
                mentions[kept] = mentions[index]
                kept += 1
            }
        }
        mentions.truncate(to: kept)
        var hit = RuleHit(rule: .max)
        hit.append(start, end)
        mentions.append(Mention(theme: theme, hit: hit, polarity: 0))
    }

    private mutating func weight(of find: WeightFind, for number: Int) -> Int32 {
        for place in analyzer.weights.phraseTerms.range(Int(find.phrase)) {
            let term = analyzer.weights.phraseTerms.elements[place]
            if term.number == UInt32(number) { return term.milli }
        }
        return 0
    }

    private mutating func isMentioned(_ theme: Int32) -> Bool {
        for index in 0..<mentions.count where mentions[index].theme == theme { return true }
        return false
    }
}

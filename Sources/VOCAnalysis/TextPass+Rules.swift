internal import VOCCore

/// A theme's place in a text.
struct Mention: Sendable, BitwiseCopyable {
    var theme: Int32
    var hit: RuleHit
    /// Sums of the effects that belong to it.
    var positive: Int32 = 0
    var negative: Int32 = 0
}

extension TextPass {
    mutating func takeRules(
        endingAt end: Int32, from firstEffect: Int, _ reading: inout Reading,
        _ state: inout ItemState
    ) {
        let firstMention = mentions.count
        let rules = analyzer.ruleTables
        for index in 0..<ruleHits.count {
            var hit = ruleHits[index]
            hit.clip(to: end)
            let category = rules.categories[rules.rules[hit.rule].category]
            switch category.kind {
            case .theme: mentions.append(Mention(theme: category.value, hit: hit))
            case .intent:
                let intent = Int(category.value)
                if !reading.intents.contains(intent) { reading.intents.append(intent) }
            case .severity: state.severity = max(state.severity, Int(category.value))
            case .effort:
                state.effortSum += Int(category.value)
                state.effortCount += 1
            }
            addMatch(hit, &reading)
        }
        if firstMention < mentions.count { attach(firstEffect, firstMention) }
    }

    mutating func addMatch(_ hit: RuleHit, _ reading: inout Reading) {
        let first = reading.ranges.count
        for index in 0..<hit.spanCount {
            let span = hit.span(index)
            if span.start < span.end { reading.ranges.append(byteRange(span.start, span.end)) }
        }
        reading.matches.append(.init(rule: hit.rule, places: first..<reading.ranges.count))
    }

    /// Gives each effect of the sentence to the nearest theme mention; clause borders count as
    /// distance.
    mutating func attach(_ firstEffect: Int, _ firstMention: Int) {
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
    mutating func give(_ weight: Int, to place: Int) {
        if weight > 0 {
            mentions[place].positive += Int32(weight)
        } else {
            mentions[place].negative -= Int32(weight)
        }
    }

    mutating func distance(_ hit: LexiconHit, _ mention: RuleHit) -> Int32 {
        var best = Int32.max
        for index in 0..<mention.spanCount {
            let span = mention.span(index)
            if hit.start < span.end, span.start < hit.end { return 0 }
            let from = min(hit.end, span.end)
            let to = max(hit.start, span.start)
            let steps = to - from + 1 + 4 * clausesOpened(from: from, to: to)
            best = min(best, steps)
        }
        return best
    }

    /// How many clauses begin with the words from `from` to `to`, both included.
    mutating func clausesOpened(from: Int32, to: Int32) -> Int32 {
        SentimentScorer.clausesOpened(words, from: from, to: to)
    }

    @inline(__always)
    mutating func byteRange(_ start: Int32, _ end: Int32) -> Range<Int> {
        Int(words[Int(start)].start)..<Int(words[Int(end) - 1].end)
    }
}

internal import VOCCore

/// A theme's place in a text.
struct Mention: Sendable, BitwiseCopyable {
    var theme: Int32
    var hit: RuleHit
    /// The feeling that its own pattern says, in thousandths; 0 for none.
    var polarity: Int32
    /// Sums of the effects that belong to it, its own polarity included.
    var positive: Int32
    var negative: Int32

    init(theme: Int32, hit: RuleHit, polarity: Int32) {
        self.theme = theme
        self.hit = hit
        self.polarity = polarity
        positive = max(0, polarity)
        negative = max(0, -polarity)
    }
}

/// What the search for the nearest mention asks of each, in a few bytes.
struct MentionPlace: BitwiseCopyable {
    /// Its first word and the one behind its last, if `isOneSpan`.
    var start: Int32
    var end: Int32
    var isOneSpan: Bool
    /// Its own pattern says a feeling.
    var isJudged: Bool

    init(_ mention: Mention) {
        isOneSpan = mention.hit.spanCount == 1
        (start, end) = mention.hit.spanCount > 0 ? mention.hit.span(0) : (0, 0)
        isJudged = mention.polarity != 0
    }
}

/// Which theme an opinion word speaks of.
extension TextPass {
    /// Sums under this are tone and no opinion. Thousandths.
    private static let faint: Int32 = 100
    /// A clause border between an opinion word and a mention counts as so many words.
    private static let borderSteps: Int32 = 4
    /// A sentence is of one mind if the other side is at most this part of the whole.
    private static let mostOfOther: Int32 = 4

    /// Gives each effect of the sentence to the nearest theme mention, then lets mentions without a
    /// feeling share in that of a sentence that is of one mind.
    mutating func attach(_ read: ReadSentence, _ firstMention: Int) {
        places.removeAll()
        for place in firstMention..<mentions.count { places.append(MentionPlace(mentions[place])) }
        for index in Int(read.firstEffect)..<Int(read.endEffect) {
            let effect = effects[index]
            var nearest = Int32.max
            distances.removeAll()
            for place in 0..<places.count {
                let mention = places[place]
                var steps =
                    mention.isOneSpan
                    ? distance(effect.hit, mention.start, mention.end, upTo: nearest)
                    : distance(effect.hit, mentions[firstMention + place].hit, upTo: nearest)
                // What a pattern judges itself is not judged again by the lexicon.
                if steps == 0, mention.isJudged { steps = Int32.max }
                distances.append(steps)
                nearest = min(nearest, steps)
            }
            guard nearest < Int32.max else { continue }
            for place in 0..<places.count where distances[place] == nearest {
                give(effect.weight, to: firstMention + place)
            }
        }
        if mentions.count > firstMention + 1 { share(read, firstMention) }
    }

    /// `The food, the wine and the service were great`: the words stand nearest to the last only.
    private mutating func share(_ read: ReadSentence, _ firstMention: Int) {
        var positive: Int32 = 0
        var negative: Int32 = 0
        for index in Int(read.firstEffect)..<Int(read.endEffect) {
            let weight = Int32(truncatingIfNeeded: effects[index].weight)
            if weight > 0 { positive += weight } else { negative -= weight }
        }
        let whole = positive + negative
        guard whole >= TextPass.faint, min(positive, negative) * TextPass.mostOfOther <= whole
        else { return }
        for place in firstMention..<mentions.count
        where !hasFeeling(mentions[place].theme, from: firstMention) {
            var nearest = Int32.max
            var weight = 0
            for index in Int(read.firstEffect)..<Int(read.endEffect) {
                let effect = effects[index]
                guard (effect.weight > 0) == (positive > negative),
                    abs(effect.weight) >= Int(TextPass.faint)
                else { continue }
                let steps = distance(effect.hit, mentions[place].hit, upTo: nearest)
                if steps < nearest { (nearest, weight) = (steps, effect.weight) }
            }
            give(SentimentScorer.times(weight, TextPass.sharedMilli), to: place)
        }
    }

    /// What a shared opinion counts, in thousandths of what it counts for its own theme.
    private static let sharedMilli = 600

    private mutating func hasFeeling(_ theme: Int32, from first: Int) -> Bool {
        if analyzer.themeTable[Int(theme)].polarityMilli != 0 { return true }
        var sum: Int32 = 0
        for place in first..<mentions.count where mentions[place].theme == theme {
            sum += mentions[place].positive + mentions[place].negative
        }
        return sum >= TextPass.faint
    }

    @inline(__always)
    private mutating func give(_ weight: Int, to place: Int) {
        if weight > 0 {
            mentions[place].positive += Int32(weight)
        } else {
            mentions[place].negative -= Int32(weight)
        }
    }

    /// The words from a hit to the nearest span of a mention, 0 where they overlap; `Int32.max` for
    /// more than `most`.
    private mutating func distance(_ hit: LexiconHit, _ mention: RuleHit, upTo most: Int32) -> Int32
    {
        var best = Int32.max
        for index in 0..<mention.spanCount {
            let span = mention.span(index)
            best = min(best, distance(hit, span.start, span.end, upTo: min(most, best)))
        }
        return best
    }

    /// The same of the words [start, end).
    @inline(__always)
    private mutating func distance(
        _ hit: LexiconHit, _ start: Int32, _ end: Int32, upTo most: Int32
    ) -> Int32 {
        if hit.start < end, start < hit.end { return 0 }
        let from = min(hit.end, end)
        let to = max(hit.start, start)
        let steps = to - from + 1
        guard steps <= most else { return Int32.max }
        return steps + TextPass.borderSteps
            * SentimentScorer.clausesOpened(words, from: from, to: to)
    }
}

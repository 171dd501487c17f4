internal import VOCCore

/// A word of a text with what the vocabulary knows of it; what rules and scores count distances in.
struct Word: Sendable {
    var start: UInt32
    var end: UInt32
    var symbol: UInt32
    var breakBefore: Token.Break
    /// Written with a letter drawn out, as in `soooo`.
    var isStretched: Bool
}

/// A lexicon entry found in a text: words [start, end).
struct LexiconHit: Sendable {
    var entry: UInt32
    var start: Int32
    var end: Int32

    var length: Int32 { end - start }
}

/// A polar entry after all that acts on it.
struct Effect: Sendable {
    var hit: LexiconHit
    /// The weight with all factors, in thousandths.
    var weight: Int
}

/// One factor of the arithmetic, for the trace.
struct Factor: Sendable {
    enum Cause: Sendable {
        case entry(UInt32)
        case capitals, exclamation, stretched, question
    }
    var cause: Cause
    /// In thousandths.
    var milli: Int
}

/// Turns the lexicon hits of a sentence into weighted effects: negation, boosters, contrast, wishes, emphasis.
///
/// All arithmetic is in whole thousandths, rounded half away from zero at each factor, so that a trace can repeat it by hand.
struct SentimentScorer {
    let entries: [LexiconEntry]
    let settings: ScoringSettings
    private var resolved: [LexiconHit] = []

    init(entries: [LexiconEntry], settings: ScoringSettings) {
        self.entries = entries
        self.settings = settings
    }

    /// Keeps the hits that do not overlap: the longest first, of equal length the leftmost. Sorted by place.
    mutating func resolve(_ hits: inout [LexiconHit]) -> [LexiconHit] {
        resolved.removeAll(keepingCapacity: true)
        guard hits.count > 1 else {
            resolved += hits
            return resolved
        }
        hits.sort { ($1.length, $0.start, $0.entry) < ($0.length, $1.start, $1.entry) }
        for hit in hits
        where !resolved.contains(where: { $0.start < hit.end && hit.start < $0.end }) {
            resolved.append(hit)
        }
        resolved.sort { $0.start < $1.start }
        return resolved
    }

    /// What surrounds a sentence's hits.
    struct Sentence {
        var words: ArraySlice<Word>
        var exclamations: Int
        var isQuestion: Bool
    }

    /// The effects of the polar hits of one sentence. `isCapitals` tells whether a hit stands in capitals on purpose;
    /// `note` receives each factor for the trace.
    func effects(
        of hits: [LexiconHit], in sentence: Sentence, isCapitals: (LexiconHit) -> Bool,
        note: (Int, Factor) -> Void, into result: inout [Effect]
    ) {
        for (index, hit) in hits.enumerated() {
            let entry = entries[Int(hit.entry)]
            guard entry.kind == .polar, entry.milli != 0 else { continue }
            var weight = entry.milli
            func apply(_ factor: Factor) {
                weight = SentimentScorer.times(weight, factor.milli)
                note(index, factor)
            }
            applyModifiers(around: index, of: hits, in: sentence, apply)
            if isCapitals(hit) { apply(Factor(cause: .capitals, milli: settings.capitals)) }
            if sentence.exclamations > 0 {
                apply(
                    Factor(
                        cause: .exclamation,
                        milli: 1000 + settings.exclamation * min(3, sentence.exclamations)))
            }
            if (hit.start..<hit.end).contains(where: { sentence.words[Int($0)].isStretched }) {
                apply(Factor(cause: .stretched, milli: settings.stretched))
            }
            if sentence.isQuestion, weight > 0 {
                apply(Factor(cause: .question, milli: settings.question))
            }
            weight = min(1500, max(-1500, weight))
            if weight != 0 { result.append(Effect(hit: hit, weight: weight)) }
        }
    }

    /// `weight × milli / 1000`, rounded half away from zero.
    static func times(_ weight: Int, _ milli: Int) -> Int {
        let product = weight * milli
        return (product + (product < 0 ? -500 : 500)) / 1000
    }

    private func applyModifiers(
        around index: Int, of hits: [LexiconHit], in sentence: Sentence, _ apply: (Factor) -> Void
    ) {
        let hit = hits[index]
        var distance = 0
        var isSameClause = true
        var place = hit.start
        // Backwards: what stands before and reaches forward.
        var before = index - 1
        while before >= 0 {
            let other = hits[before]
            let entry = entries[Int(other.entry)]
            isSameClause = isSameClause && !crossesClause(from: other.end, to: place, sentence)
            distance += Int(place - other.end)
            let factor = Factor(cause: .entry(other.entry), milli: entry.milli)
            switch entry.kind {
            case .booster, .damper:
                if isSameClause, distance <= max(entry.reach, 1) {
                    apply(Factor(cause: factor.cause, milli: 1000 + entry.milli))
                }
            case .negator:
                if isSameClause, distance <= max(entry.reach, 3) { apply(factor) }
            case .hypothetical:
                if isSameClause, entry.reach == 0 || distance <= entry.reach { apply(factor) }
            case .concession:
                if isSameClause { apply(factor) }
            case .contrast:
                isSameClause = false
            case .polar, .negatorBack, .carrier, .filler: break
            }
            // Fillers and carriers do not use up reach; the words of other hits do.
            switch entry.kind {
            case .filler, .carrier, .booster, .damper, .negator: break
            default: distance += Int(other.length)
            }
            place = other.start
            before -= 1
        }
        applyFollowing(index, hits, sentence, apply)
    }

    /// Forwards: what stands after and reaches back, and the last contrast of the sentence.
    private func applyFollowing(
        _ index: Int, _ hits: [LexiconHit], _ sentence: Sentence, _ apply: (Factor) -> Void
    ) {
        let hit = hits[index]
        var contrast: Factor?
        for other in hits[(index + 1)...] {
            let entry = entries[Int(other.entry)]
            switch entry.kind {
            case .negatorBack:
                let distance = Int(other.start - hit.end)
                if distance <= max(entry.reach, 1), !crossesClause(from: hit.end, to: other.start, sentence) {
                    apply(Factor(cause: .entry(other.entry), milli: entry.milli))
                }
            case .contrast:
                contrast = Factor(cause: .entry(other.entry), milli: entry.milli)
            default: break
            }
        }
        if let contrast { apply(contrast) }
    }

    /// Whether a clause border stands between word `from` and word `to`, the border before `to` included.
    private func crossesClause(from: Int32, to: Int32, _ sentence: Sentence) -> Bool {
        guard from <= to else { return false }
        return (from...to).contains {
            $0 < sentence.words.endIndex && sentence.words[Int($0)].breakBefore >= .clause
        }
    }
}

/// The answer for a whole text: parts, score and label.
struct Verdict: Sendable, Equatable {
    var label = SentimentLabel.none
    var milliPoints: Int?
    var positive = 0
    var negative = 0

    /// With P and N the sums of positive and negative weights and s the saturation, the parts are P/(P+N+s) and N/(P+N+s):
    /// bounded, the same for a text said once or ten times but for certainty, and 0 for balanced praise and blame.
    init(positiveSum: Int, negativeSum: Int, settings: ScoringSettings) {
        guard positiveSum + negativeSum > 0 else { return }
        let whole = positiveSum + negativeSum + settings.saturation
        positive = Verdict.share(positiveSum, of: whole)
        negative = Verdict.share(negativeSum, of: whole)
        let score = positive - negative
        milliPoints = score
        let smaller = min(positive, negative)
        let larger = max(positive, negative)
        if smaller >= settings.mixedLeast, smaller * 1000 >= larger * settings.mixedShare {
            label = .mixed
        } else if abs(score) < settings.neutral {
            label = .neutral
        } else {
            label = score > 0 ? .positive : .negative
        }
    }

    /// Thousandths of `part` in `whole`, rounded half up.
    static func share(_ part: Int, of whole: Int) -> Int { (part * 2000 + whole) / (2 * whole) }
}

internal import VOCCore

/// A lexicon entry found in a text: words [start, end).
struct LexiconHit: Sendable, BitwiseCopyable {
    var entry: UInt32
    var start: Int32
    var end: Int32

    var length: Int32 { end - start }
}

/// Found hits from `first` on that hang together by overlaps, up to word `end`.
struct HitGroup: BitwiseCopyable {
    var first: Int32
    var end: Int32
}

/// A polar entry after all that acts on it.
struct Effect: Sendable, BitwiseCopyable {
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

/// What scoring needs of a lexicon entry, in a table for the hot path.
struct CompiledEntry: Sendable, BitwiseCopyable {
    var kind: LexiconEntry.Kind
    var milli: Int32
    var reach: Int32
    /// An emoji or emoticon, which belongs to no language: it shows a feeling by itself, and no word
    /// beside it denies or wishes it away.
    var isSign: Bool

    init(_ entry: LexiconEntry) {
        kind = entry.kind
        isSign = entry.pack.hasPrefix("und/")
        milli = Int32(entry.milli)
        reach = Int32(entry.reach)
    }
}

/// Turns the lexicon hits of a sentence into weighted effects: negation, boosters, contrast,
/// wishes, emphasis.
///
/// All arithmetic is in whole thousandths, rounded half away from zero at each factor, so that a
/// trace can repeat it by hand.
struct SentimentScorer: ~Copyable {
    private let entries: FrozenArray<CompiledEntry>
    private let settings: ScoringSettings
    /// Hits of the sentence that count, in text order, after `resolve`.
    var hits = Scratch<LexiconHit>()
    var found = Scratch<LexiconHit>()
    var groups = Scratch<HitGroup>()
    /// The end of the last hit found, and whether any hit overlaps one before it.
    private var foundEnd: Int32 = 0
    var overlaps = false
    /// The first of `hits` that may act on those behind it, and the last contrast; −1 for none.
    private var firstModifier = -1
    private var lastContrast = -1
    /// Whether one of them denies what stands before it.
    private var hasNegatorBack = false
    /// Receives the arithmetic when a trace is asked for.
    var trace: Trace?

    /// What surrounds a sentence's hits.
    struct Surroundings {
        var exclamations: Int
        var isQuestion: Bool
    }

    init(entries: FrozenArray<CompiledEntry>, settings: ScoringSettings) {
        self.entries = entries
        self.settings = settings
    }

    mutating func beginSentence() {
        found.removeAll()
        foundEnd = 0
        overlaps = false
    }

    @inline(__always)
    mutating func note(_ hit: LexiconHit) {
        if hit.start < foundEnd { overlaps = true }
        foundEnd = hit.end
        found.append(hit)
    }

    var hasHits: Bool { found.count > 0 }

    /// Appends the effects of the sentence's polar hits.
    mutating func effects(
        in words: borrowing Scratch<Word>, of text: UnsafeBufferPointer<UInt8>,
        _ around: Surroundings,
        into result: inout Scratch<Effect>
    ) {
        resolve()
        lookForModifiers()
        for index in 0..<hits.count {
            let hit = hits[index]
            let entry = entries[hit.entry]
            guard
                entry.kind == .polar
                    || entry.kind == .negator && settings.denial > 0
                        && SentimentScorer.goesOn(hit, words) && !denies(index, words)
            else { continue }
            var weight = SentimentScorer.ownWeight(entry, settings)
            guard weight != 0 else { continue }
            trace?.begin()
            if !entry.isSign, entry.kind == .polar { applyPreceding(index, words, &weight) }
            applyFollowing(index, words, isSign: entry.isSign, &weight)
            if unsafe SentimentScorer.isShouted(hit, words, text) {
                apply(.capitals, settings.capitals, &weight)
            }
            if around.exclamations > 0 {
                apply(
                    .exclamation, 1000 + settings.exclamation * min(3, around.exclamations), &weight
                )
            }
            for place in hit.start..<hit.end where words[Int(place)].isStretched {
                apply(.stretched, settings.stretched, &weight)
                break
            }
            if around.isQuestion, weight > 0 { apply(.question, settings.question, &weight) }
            weight = min(1500, max(-1500, weight))
            guard weight != 0 else { continue }
            trace?.keep()
            result.append(Effect(hit: hit, weight: weight))
        }
    }

    /// Few sentences have what acts on other words: those without are not searched for each of them.
    private mutating func lookForModifiers() {
        firstModifier = -1
        lastContrast = -1
        hasNegatorBack = false
        for index in 0..<hits.count {
            switch entries[hits[index].entry].kind {
            case .booster, .damper, .negator, .hypothetical, .concession:
                if firstModifier < 0 { firstModifier = index }
            case .contrast: lastContrast = index
            case .negatorBack: hasNegatorBack = true
            case .polar, .carrier, .filler, .mark: break
            }
        }
    }

    @inline(__always)
    private mutating func apply(_ cause: Factor.Cause, _ milli: Int, _ weight: inout Int) {
        weight = SentimentScorer.times(weight, milli)
        trace?.note(Factor(cause: cause, milli: milli))
    }

    /// `weight × milli / 1000`, rounded half away from zero.
    @inline(__always)
    static func times(_ weight: Int, _ milli: Int) -> Int {
        let product = weight * milli
        return (product + (product < 0 ? -500 : 500)) / 1000
    }

    /// What stands before and reaches forward. Fillers, carriers and other modifiers do not use up
    /// reach; other hits do.
    private mutating func applyPreceding(
        _ index: Int, _ words: borrowing Scratch<Word>, _ weight: inout Int
    ) {
        guard firstModifier >= 0 else { return }
        var distance: Int32 = 0
        var place = hits[index].start
        var before = index - 1
        while before >= firstModifier {
            let other = hits[before]
            let entry = entries[other.entry]
            guard !SentimentScorer.crossesClause(words, from: other.end, to: place) else { return }
            for between in other.end..<place where !words[Int(between)].isFiller { distance += 1 }
            let milli = Int(entry.milli)
            switch entry.kind {
            case .booster, .damper:
                if distance <= (entry.reach == 0 ? 2 : entry.reach) {
                    apply(.entry(other.entry), 1000 + milli, &weight)
                }
            case .negator:
                if distance <= (entry.reach == 0 ? 4 : entry.reach) {
                    apply(.entry(other.entry), milli, &weight)
                }
            case .hypothetical:
                if entry.reach == 0 || distance <= entry.reach {
                    apply(.entry(other.entry), milli, &weight)
                }
            case .concession:
                if entry.reach == 0 || distance <= entry.reach {
                    apply(.entry(other.entry), milli, &weight)
                }
            case .contrast: return
            case .polar, .negatorBack: distance += other.length
            case .carrier, .filler, .mark: break
            }
            place = other.start
            before -= 1
        }
    }

    /// What an entry weighs before anything acts on it; a negator that denies nothing, a share of its
    /// value.
    static func ownWeight(_ entry: CompiledEntry, _ settings: ScoringSettings) -> Int {
        entry.kind == .negator
            ? times(Int(entry.milli), settings.denial) : Int(entry.milli)
    }

    /// Whether the clause goes on behind a negator: a mere "No." answers a question nobody sees.
    private static func goesOn(_ hit: LexiconHit, _ words: borrowing Scratch<Word>) -> Bool {
        Int(hit.end) < words.count && !words[Int(hit.end)].opensClause
    }

    /// Whether a clear word of feeling stands within reach of the negator at `index`: then it speaks
    /// by what it denies. Words of tone, which weigh next to nothing, do not count.
    private func denies(_ index: Int, _ words: borrowing Scratch<Word>) -> Bool {
        let reach = entries[hits[index].entry].reach
        var distance: Int32 = 0
        var place = hits[index].end
        var next = index + 1
        while next < hits.count {
            let other = hits[next]
            let entry = entries[other.entry]
            guard !SentimentScorer.crossesClause(words, from: place, to: other.start) else {
                return false
            }
            for between in place..<other.start where !words[Int(between)].isFiller { distance += 1 }
            guard distance <= (reach == 0 ? 4 : reach) else { return false }
            switch entry.kind {
            case .polar:
                if abs(entry.milli) > SentimentScorer.tone { return true }
                distance += other.length
            case .negatorBack: distance += other.length
            case .contrast: return false
            default: break
            }
            place = other.end
            next += 1
        }
        return false
    }

    /// Weights up to this many thousandths are a tone, no feeling.
    private static let tone: Int32 = 60

    /// What stands after and reaches back, and the last contrast of the sentence.
    private mutating func applyFollowing(
        _ index: Int, _ words: borrowing Scratch<Word>, isSign: Bool, _ weight: inout Int
    ) {
        if hasNegatorBack, !isSign {
            let hit = hits[index]
            for next in index + 1..<hits.count {
                let other = hits[next]
                let entry = entries[other.entry]
                if entry.kind == .negatorBack, other.start - hit.end <= max(entry.reach, 1),
                    !SentimentScorer.crossesClause(words, from: hit.end, to: other.start)
                {
                    apply(.entry(other.entry), Int(entry.milli), &weight)
                }
            }
        }
        if lastContrast > index {
            let other = hits[lastContrast]
            apply(.entry(other.entry), Int(entries[other.entry].milli), &weight)
        }
    }

    /// Whether the words stand in capitals while the text as a whole does not.
    private static func isShouted(
        _ hit: LexiconHit, _ words: borrowing Scratch<Word>, _ text: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        var isAny = false
        for index in hit.start..<hit.end where unsafe isCapital(words[Int(index)], text) {
            isAny = true
        }
        guard isAny else { return false }
        var capitals = 0
        for index in 0..<words.count where unsafe isCapital(words[index], text) { capitals += 1 }
        return capitals * 2 < words.count
    }

    static func isCapital(_ word: Word, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        // Most words end in a small letter.
        guard word.end >= word.start &+ 3, unsafe text[Int(word.end) &- 1] &- 0x61 >= 26 else {
            return false
        }
        var letters = 0
        for index in Int(word.start)..<Int(word.end) {
            let byte = unsafe text[index]
            if byte >= 0x61 && byte <= 0x7A || byte >= 0x80 { return false }
            if byte >= 0x41 && byte <= 0x5A { letters += 1 }
        }
        return letters >= 3
    }

    private static func crossesClause(_ words: borrowing Scratch<Word>, from: Int32, to: Int32)
        -> Bool
    {
        clausesOpened(words, from: from, to: to) > 0
    }

    /// How many clauses begin with the words from `from` to `to`, both included; there may be no
    /// word `to`.
    static func clausesOpened(_ words: borrowing Scratch<Word>, from: Int32, to: Int32) -> Int32 {
        let last = min(Int(to), words.count - 1)
        guard from <= last else { return 0 }
        let before = from > 0 ? words[Int(from) - 1].clause : 0
        return Int32(truncatingIfNeeded: words[last].clause &- before)
    }
}

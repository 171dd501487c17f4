internal import CHash
internal import VOCCore

/// Follows all phrases of a pattern graph through a text at once; one per thread.
///
/// For each word at which a phrase may begin, a *state* stands for all phrases that fit from there
/// on. States and the steps between them are made when first needed and remembered (a lazy
/// deterministic automaton over word classes), so that a step costs at most one lookup however many
/// rules there are, and most steps that lead nowhere cost a bit test. The memory is bounded: past
/// the limits everything remembered is dropped and made anew, with the same results.
struct PhraseMatcher: ~Copyable {
    let tables: PatternTables
    let mostSteps: Int
    let mostStates: Int

    // State 0 is dead. `edges` and `payloads` hold the lists of all states one after the other; the
    // edges of a state are those of all its nodes, as `set << 32 | target`, sorted.
    var states = Scratch<State>(capacity: 1 << 12)
    /// By state, the classes that may go on from it, each a `ClassSet`. Apart from the rest of the
    /// states: every word asks here, and few get further.
    var filters = Scratch<UInt64>(capacity: 1 << 14)
    var edges = Scratch<UInt64>(capacity: 1 << 14)
    var payloads = Scratch<UInt32>(capacity: 1 << 14)
    var stateIndex = StateIndex()
    /// By class, where a phrase beginning with it leads, and the classes that may come next, each a
    /// `ClassSet`: half of the phrases that might begin are known not to go on.
    var roots: Scratch<Root>
    var followers: Scratch<UInt64>

    /// Steps that are known, in one word each so that the table stays small: state (20 bits), class
    /// (20), target (24).
    var steps: Scratch<UInt64>
    var stepMask = 0
    var stepCount = 0
    /// The steps met last, by a hash: few are met over and over, and here they lie close together.
    var recent = Scratch<UInt64>(capacity: PhraseMatcher.recentCount)
    static let recentCount = 1 << 16

    var underWay = Scratch<PhraseUnderWay>(capacity: 64)
    /// What `scan` found, by the word at which it ends, then by the word at which it begins; valid
    /// until the next scan.
    private(set) var found = Scratch<PhraseHit>(capacity: 64)
    var reached: [UInt32] = []
    var merged: [UInt64] = []

    init(_ tables: PatternTables, mostSteps: Int = 1 << 19, mostStates: Int = 1 << 16) {
        precondition(
            tables.classCount < Int(WordBits.classLimit) && mostStates <= 1 << 18,
            "a step must fit one word")
        self.tables = tables
        self.mostSteps = mostSteps
        self.mostStates = mostStates
        roots = Scratch(capacity: tables.classCount)
        followers = Scratch(capacity: tables.classCount * ClassSet.wordCount)
        steps = Scratch(capacity: 1 << 14)
        for _ in 0..<tables.classCount { roots.append(Root()) }
        roots[0].target = Target(rawValue: 0)
        for _ in 0..<tables.classCount * ClassSet.wordCount { followers.append(0) }
        for _ in 0..<PhraseMatcher.recentCount { recent.append(.max) }
        reserveSteps(1 << 14)
        _ = addState([])
    }

    /// Finds all phrases in the words of `range`; a clause that opens ends those under way.
    ///
    /// `mark` is the class of a last word that is not there, 0 for none.
    ///
    /// Whether a word ends something, goes on or begins something can hardly be foretold: what is
    /// found and what goes on is written wherever it may belong, and counted only if it does.
    mutating func scan(_ words: borrowing Scratch<Word>, _ range: Range<Int32>, mark: UInt32 = 0) {
        trim()
        found.removeAll()
        // At most one phrase is under way for each word since the clause began.
        underWay.reserve(range.count + 2)
        let phrases = unsafe underWay.start
        var count = 0
        // Whether the last of them began with the word before, and is known to go on with this one.
        var isFresh = false
        var word = range.isEmpty ? Word.none : words[Int(range.lowerBound)]
        for place in range {
            let wordClass = word.wordClass
            if word.opensClause || wordClass == 0 { count = 0 }
            var next = mark
            if place &+ 1 < range.upperBound {
                word = words[Int(place &+ 1)]
                next = word.opensClause ? 0 : word.wordClass
            }
            found.reserve(found.count &+ count &+ 1)
            if count > 0 { count = unsafe goOn(phrases, count, isFresh, wordClass, next, place) }
            isFresh = unsafe begin(phrases, count, wordClass, next, place)
            count &+= isFresh ? 1 : 0
        }
        if mark != 0 {
            let place = range.upperBound
            found.reserve(found.count &+ count &+ 1)
            count = unsafe goOn(phrases, count, isFresh, mark, 0, place)
            _ = unsafe begin(phrases, count, mark, 0, place)
        }
    }

    /// Takes the phrases under way on by a word, and says how many go on.
    @inline(__always)
    private mutating func goOn(
        _ phrases: UnsafeMutablePointer<PhraseUnderWay>, _ count: Int, _ isFresh: Bool,
        _ wordClass: UInt32, _ next: UInt32, _ place: Int32
    ) -> Int {
        let bit = ClassSet.bit(wordClass)
        let mask = ClassSet.mask(bit)
        let word = ClassSet.word(bit)
        let older = isFresh ? count &- 1 : count
        let hits = unsafe found.start
        var hitCount = found.count
        var kept = 0
        for index in 0..<count {
            let phrase = unsafe phrases[index]
            // A step may make a state, and move the filters.
            if index < older,
                unsafe filters.start[Int(phrase.state) &* ClassSet.wordCount &+ word] & mask == 0
            {
                continue
            }
            let target = step(phrase.state, wordClass)
            unsafe chash_prefetch(filters.start + Int(target.state) &* ClassSet.wordCount)
            prefetchStep(target.state, next)
            unsafe hits[hitCount] = PhraseHit(
                found: target.state | PhraseHit.isState, start: phrase.start, end: place &+ 1)
            hitCount &+= Int(target.rawValue / Target.hasPayload & 1)
            unsafe phrases[kept] = PhraseUnderWay(state: target.state, start: phrase.start)
            kept &+= Int(target.rawValue / Target.hasEdges & 1)
        }
        found.settle(count: hitCount)
        return kept
    }

    /// Begins the phrases that may start with a word and go on with the next, whose class is `next`,
    /// 0 if they cannot go on; says whether there are any.
    @inline(__always)
    private mutating func begin(
        _ phrases: UnsafeMutablePointer<PhraseUnderWay>, _ count: Int,
        _ wordClass: UInt32, _ next: UInt32, _ place: Int32
    ) -> Bool {
        var root = unsafe roots.start[Int(wordClass)]
        if root.target.rawValue == .max { root = makeRoot(wordClass) }
        let hit = found.count
        unsafe found.start[hit] = PhraseHit(found: root.found, start: place, end: place &+ 1)
        found.settle(count: hit &+ Int(root.target.rawValue / Target.hasPayload & 1))
        let bit = ClassSet.bit(next)
        let followers = unsafe followers.start[PhraseMatcher.place(of: bit, wordClass)]
        let goesOn = next != 0 && followers & ClassSet.mask(bit) != 0
        unsafe phrases[count] = PhraseUnderWay(state: root.target.state, start: place)
        prefetchStep(root.target.state, next)
        return goesOn
    }

    /// Asks for the memory of a step that the next word may take.
    @inline(__always)
    private func prefetchStep(_ state: UInt32, _ next: UInt32) {
        unsafe chash_prefetch(
            recent.start
                + PhraseMatcher.slot(
                    UInt64(state) << 20 | UInt64(next), PhraseMatcher.recentCount &- 1))
    }

    /// Where the filter of a root has the word with a bit.
    @inline(__always)
    private static func place(of bit: UInt32, _ wordClass: UInt32) -> Int {
        Int(wordClass) &* ClassSet.wordCount &+ ClassSet.word(bit)
    }

    /// The payloads of a state that was found, ascending; valid until the next `scan`.
    @inline(__always)
    func payloads(of hit: PhraseHit) -> UnsafeBufferPointer<UInt32> {
        let info = unsafe states.start + Int(hit.found & ~PhraseHit.isState)
        let count = unsafe info.pointee.payloadCount
        let list =
            unsafe count > State.mostFirst
            ? UnsafePointer(payloads.start) + Int(info.pointee.payloadStart)
            : UnsafeRawPointer(info).assumingMemoryBound(to: UInt32.self)
        return unsafe UnsafeBufferPointer(start: list, count: Int(count))
    }

    /// Asks for the memory in which a word's phrases begin and go on with the next word, ahead of
    /// `scan`.
    @inline(__always)
    func prefetch(_ wordClass: UInt32, next: UInt32) {
        unsafe chash_prefetch(roots.start + Int(next))
        unsafe chash_prefetch(
            followers.start + PhraseMatcher.place(of: ClassSet.bit(next), wordClass))
    }

    /// Asks for the memory of a state among what was found, ahead of `payloads(of:)`.
    @inline(__always)
    func prefetch(found: UInt32) {
        let state = found & PhraseHit.isState != 0 ? found & ~PhraseHit.isState : 0
        unsafe chash_prefetch(states.start + Int(state))
    }

    @inline(__always)
    private mutating func step(_ state: UInt32, _ wordClass: UInt32) -> Target {
        let key = UInt64(state) << 20 | UInt64(wordClass)
        let place = PhraseMatcher.slot(key, PhraseMatcher.recentCount &- 1)
        let known = unsafe recent.start[place]
        if known >> 24 == key {
            return Target(rawValue: UInt32(truncatingIfNeeded: known & 0xFF_FFFF))
        }
        return knownStep(state, wordClass, key, place)
    }

    /// Looks a step up among all that are known, or makes it, and puts it to the recent ones.
    @inline(never)
    private mutating func knownStep(
        _ state: UInt32, _ wordClass: UInt32, _ key: UInt64, _ place: Int
    ) -> Target {
        var slot = PhraseMatcher.slot(key, stepMask)
        while true {
            let known = steps[slot]
            if known >> 24 == key {
                recent[place] = known
                return Target(rawValue: UInt32(truncatingIfNeeded: known & 0xFF_FFFF))
            }
            if known == .max { return makeStep(state, wordClass, key) }
            slot = (slot &+ 1) & stepMask
        }
    }

    @inline(__always)
    static func slot(_ key: UInt64, _ mask: Int) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
    }
}

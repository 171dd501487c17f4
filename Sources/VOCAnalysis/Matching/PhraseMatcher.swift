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
    private let tables: PatternTables
    private let mostSteps: Int
    private let mostStates: Int

    // State 0 is dead. `edges` and `payloads` hold the lists of all states one after the other; the
    // edges of a state are those of all its nodes, as `set << 32 | target`, sorted.
    private var states = Scratch<State>(capacity: 1 << 12)
    /// By state, the classes that may go on from it, each a `ClassSet`. Apart from the rest of the
    /// states: every word asks here, and few get further.
    private var filters = Scratch<UInt64>(capacity: 1 << 14)
    private var edges = Scratch<UInt64>(capacity: 1 << 14)
    private var payloads = Scratch<UInt32>(capacity: 1 << 14)
    private var stateIndex = StateIndex()
    /// By class, where a phrase beginning with it leads.
    private var roots: Scratch<Root>

    /// Steps that are known, in one word each so that the table stays small: state (20 bits), class
    /// (20), target (24).
    private var steps: Scratch<UInt64>
    private var stepMask = 0
    private var stepCount = 0
    /// The steps met last, by a hash: few are met over and over, and here they lie close together.
    private var recent = Scratch<UInt64>(capacity: PhraseMatcher.recentCount)
    private static let recentCount = 1 << 15

    private var underWay = Scratch<PhraseUnderWay>(capacity: 64)
    /// What `scan` found, by the word at which it ends, then by the word at which it begins; valid
    /// until the next scan.
    private(set) var found = Scratch<PhraseHit>(capacity: 64)
    private var reached: [UInt32] = []
    private var merged: [UInt64] = []

    init(_ tables: PatternTables, mostSteps: Int = 1 << 19, mostStates: Int = 1 << 16) {
        precondition(
            tables.classCount < Int(WordBits.classLimit) && mostStates <= 1 << 18,
            "a step must fit one word")
        self.tables = tables
        self.mostSteps = mostSteps
        self.mostStates = mostStates
        roots = Scratch(capacity: tables.classCount)
        steps = Scratch(capacity: 1 << 14)
        for _ in 0..<tables.classCount { roots.append(Root()) }
        roots[0].target = Target(rawValue: 0)
        for _ in 0..<PhraseMatcher.recentCount { recent.append(.max) }
        reserveSteps(1 << 14)
        _ = addState([])
    }

    /// Finds all phrases in the words of `range`; a clause that opens ends those under way.
    ///
    /// `mark` is the class of a last word that is not there, 0 for none.
    mutating func scan(_ words: borrowing Scratch<Word>, _ range: Range<Int32>, mark: UInt32 = 0) {
        trim()
        found.removeAll()
        // At most one phrase is under way for each word since the clause began.
        underWay.reserve(range.count + 1)
        let phrases = unsafe underWay.start
        let roots = unsafe self.roots.start
        var count = 0
        for place in range {
            let word = words[Int(place)]
            let wordClass = word.wordClass
            if word.opensClause { count = 0 }
            if count > 0 {
                count = wordClass == 0 ? 0 : unsafe goOn(phrases, count, wordClass, place)
            }
            guard unsafe roots[Int(wordClass)].target.rawValue != 0 else { continue }
            var next = mark
            if place &+ 1 < range.upperBound {
                let word = words[Int(place &+ 1)]
                next = word.opensClause ? 0 : word.wordClass
            }
            unsafe begin(phrases, &count, wordClass, next, place)
        }
        if mark != 0 {
            count = unsafe goOn(phrases, count, mark, range.upperBound)
            unsafe begin(phrases, &count, mark, 0, range.upperBound)
        }
    }

    /// Takes the phrases under way on by a word, and says how many go on.
    @inline(__always)
    private mutating func goOn(
        _ phrases: UnsafeMutablePointer<PhraseUnderWay>, _ count: Int, _ wordClass: UInt32,
        _ place: Int32
    ) -> Int {
        let bit = ClassSet.bit(wordClass)
        let mask = ClassSet.mask(bit)
        let word = ClassSet.word(bit)
        var kept = 0
        for index in 0..<count {
            let phrase = unsafe phrases[index]
            // A step may make a state, and move the filters.
            let filter = unsafe filters.start[Int(phrase.state) &* ClassSet.wordCount &+ word]
            if filter & mask == 0 { continue }
            let target = step(phrase.state, wordClass)
            if target.rawValue & Target.hasPayload != 0 {
                find(target.state, phrase.start, place)
            }
            if target.rawValue & Target.hasEdges != 0 {
                unsafe chash_prefetch(
                    filters.start + Int(target.state) &* ClassSet.wordCount)
                unsafe phrases[kept] = PhraseUnderWay(state: target.state, start: phrase.start)
                kept &+= 1
            }
        }
        return kept
    }

    /// Begins the phrases that may start with a word; `next` is the class of the word behind it, 0
    /// if they cannot go on.
    @inline(__always)
    private mutating func begin(
        _ phrases: UnsafeMutablePointer<PhraseUnderWay>, _ count: inout Int,
        _ wordClass: UInt32, _ next: UInt32, _ place: Int32
    ) {
        var root = unsafe roots.start[Int(wordClass)]
        if root.target.rawValue == .max { root = makeRoot(wordClass) }
        let target = root.target
        if target.rawValue & Target.hasLonePayload != 0 {
            found.append(PhraseHit(found: root.payload, start: place, end: place &+ 1))
        } else if target.rawValue & Target.hasPayload != 0 {
            find(target.state, place, place)
        }
        if next != 0, root.followers & ClassSet.mask(ClassSet.bit(next)) != 0 {
            unsafe chash_prefetch(filters.start + Int(target.state) &* ClassSet.wordCount)
            unsafe phrases[count] = PhraseUnderWay(state: target.state, start: place)
            count &+= 1
        }
    }

    /// Notes what a state delivers, up to the word `place`.
    @inline(__always)
    private mutating func find(_ state: UInt32, _ start: Int32, _ place: Int32) {
        unsafe chash_prefetch(states.start + Int(state))
        found.append(PhraseHit(found: state | PhraseHit.isState, start: start, end: place &+ 1))
    }

    /// The payloads of a state that was found; valid until the next `scan`.
    @inline(__always)
    func payloads(of hit: PhraseHit) -> (list: UnsafePointer<UInt32>, count: Int) {
        let info = unsafe states.start + Int(hit.found & ~PhraseHit.isState)
        let count = unsafe info.pointee.payloadCount
        let list =
            unsafe count > State.mostFirst
            ? UnsafePointer(payloads.start) + Int(info.pointee.payloadStart)
            : UnsafeRawPointer(info).assumingMemoryBound(to: UInt32.self)
        return unsafe (list, Int(count))
    }

    /// Asks for the memory in which a word's phrases begin, ahead of `scan`.
    @inline(__always)
    func prefetch(_ wordClass: UInt32) { unsafe chash_prefetch(roots.start + Int(wordClass)) }

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
    private static func slot(_ key: UInt64, _ mask: Int) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
    }

    @inline(never)
    private mutating func makeRoot(_ wordClass: UInt32) -> Root {
        reached.removeAll(keepingCapacity: true)
        for place in tables.classSets.range(Int(wordClass)) {
            let target = tables.rootTargets[tables.classSets.elements[place]]
            if target != 0 { reached.append(target) }
        }
        var root = Root(target: target(stateOfReached()))
        let state = Int(root.target.state)
        if states[state].payloadCount == 1 {
            root.target.rawValue |= Target.hasLonePayload
            root.payload = states[state].firstPayloads.0
        }
        for word in 0..<ClassSet.wordCount {
            root.followers |= filters[state * ClassSet.wordCount + word]
        }
        roots[Int(wordClass)] = root
        return root
    }

    @inline(never)
    private mutating func makeStep(_ state: UInt32, _ wordClass: UInt32, _ key: UInt64) -> Target {
        // Between sentences nothing is under way and nothing is lost by starting over; within one,
        // the limits may be passed a little.
        reached.removeAll(keepingCapacity: true)
        let info = states[Int(state)]
        follow(Int(info.edgeStart)..<Int(info.edgeStart + info.edgeCount), wordClass)
        let target = target(stateOfReached())
        // A single vast sentence may make more states than a step has bits for: those are made anew
        // each time, never mistaken for others.
        guard state < 1 << 20, target.state < 1 << 20 else { return target }
        if (stepCount + 1) * 3 > steps.count * 2 { enlargeSteps() }
        place(key, target)
        stepCount += 1
        return target
    }

    private mutating func target(_ state: UInt32) -> Target {
        precondition(state <= Target.stateBits, "a sentence makes too many states")
        let info = states[Int(state)]
        return Target(
            rawValue: state | (info.payloadCount > 0 ? Target.hasPayload : 0)
                | (info.edgeCount > 0 ? Target.hasEdges : 0))
    }

    /// Adds the targets of the edges that carry one of the class's sets. Few edges are each asked
    /// whether their set has the class, which their filter mostly denies; among many edges, the
    /// class's sets are looked for.
    private mutating func follow(_ list: Range<Int>, _ wordClass: UInt32) {
        let sets = tables.classSets.range(Int(wordClass))
        if list.count <= sets.count * 32 {
            let bit = ClassSet.bit(wordClass)
            let mask = ClassSet.mask(bit)
            let filters = unsafe tables.setFilters.base + ClassSet.word(bit)
            for place in list {
                let edge = unsafe edges.start[place]
                let filter = unsafe filters[Int(edge >> 32) &* ClassSet.wordCount]
                if filter & mask != 0, contains(UInt32(edge >> 32), in: sets) {
                    reached.append(UInt32(truncatingIfNeeded: edge))
                }
            }
            return
        }
        for place in sets {
            let set = tables.classSets.elements[place]
            var edge = firstEdge(of: set, in: list)
            while edge < list.upperBound, UInt32(edges[edge] >> 32) == set {
                reached.append(UInt32(truncatingIfNeeded: edges[edge]))
                edge += 1
            }
        }
    }

    private mutating func contains(_ set: UInt32, in sets: Range<Int>) -> Bool {
        var low = sets.lowerBound
        var high = sets.upperBound
        while low < high {
            let middle = (low + high) / 2
            if tables.classSets.elements[middle] < set { low = middle + 1 } else { high = middle }
        }
        return low < sets.upperBound && tables.classSets.elements[low] == set
    }

    private mutating func firstEdge(of set: UInt32, in list: Range<Int>) -> Int {
        var low = list.lowerBound
        var high = list.upperBound
        let key = UInt64(set) << 32
        while low < high {
            let middle = (low + high) / 2
            if edges[middle] < key { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private mutating func stateOfReached() -> UInt32 {
        guard !reached.isEmpty else { return 0 }
        if reached.count > 1 { reached.sort() }
        let digest = unsafe reached.withUnsafeBytes {
            unsafe Digest(of: $0.assumingMemoryBound(to: UInt8.self))
        }
        let known = stateIndex.state(of: digest)
        if known != 0 { return known }
        let state = addState(reached)
        stateIndex.insert(state, digest)
        return state
    }

    private mutating func addState(_ list: [UInt32]) -> UInt32 {
        let state = UInt32(states.count)
        let firstPayload = payloads.count
        var filter = SIMD8<UInt64>()
        merged.removeAll(keepingCapacity: true)
        for node in list {
            for place in tables.edges.range(Int(node)) {
                let edge = tables.edges.elements[place]
                let set = Int(edge >> 32) * ClassSet.wordCount
                for word in 0..<ClassSet.wordCount { filter[word] |= tables.setFilters[set + word] }
                merged.append(edge)
            }
            for place in tables.payloads.range(Int(node)) {
                payloads.append(tables.payloads.elements[place])
            }
        }
        if list.count > 1 { merged.sort() }
        var first = SIMD4<UInt32>()
        let payloadCount = payloads.count - firstPayload
        for index in 0..<min(4, payloadCount) { first[index] = payloads[firstPayload + index] }
        states.append(
            State(
                firstPayloads: (first[0], first[1], first[2], first[3]),
                payloadStart: UInt32(firstPayload), payloadCount: UInt32(payloadCount),
                edgeStart: UInt32(edges.count), edgeCount: UInt32(merged.count)))
        for word in 0..<ClassSet.wordCount { filters.append(filter[word]) }
        for edge in merged { edges.append(edge) }
        return state
    }

    /// Drops what is remembered if it has grown too large; nothing may be under way.
    private mutating func trim() {
        guard stepCount > mostSteps || states.count > mostStates else { return }
        states.removeAll()
        filters.removeAll()
        for index in 0..<recent.count { recent[index] = .max }
        edges.removeAll()
        payloads.removeAll()
        stateIndex.removeAll()
        for index in 1..<roots.count { roots[index] = Root() }
        for index in 0..<steps.count { steps[index] = .max }
        stepCount = 0
        _ = addState([])
    }

    private mutating func place(_ key: UInt64, _ target: Target) {
        var slot = PhraseMatcher.slot(key, stepMask)
        while steps[slot] != .max { slot = (slot + 1) & stepMask }
        steps[slot] = key << 24 | UInt64(target.rawValue)
    }

    private mutating func reserveSteps(_ size: Int) {
        steps = Scratch(capacity: size)
        for _ in 0..<size { steps.append(.max) }
        stepMask = size - 1
    }

    private mutating func enlargeSteps() {
        var old = Scratch<UInt64>(capacity: stepCount)
        for index in 0..<steps.count where steps[index] != .max { old.append(steps[index]) }
        reserveSteps(steps.count * 2)
        for index in 0..<old.count {
            place(
                old[index] >> 24,
                Target(rawValue: UInt32(truncatingIfNeeded: old[index] & 0xFF_FFFF)))
        }
    }
}

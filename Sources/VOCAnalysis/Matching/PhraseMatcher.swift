internal import VOCCore

/// A number with the word at which its phrase begins: a state of the matcher while under way, a
/// payload when found.
struct PhraseStart: Sendable, BitwiseCopyable {
    var state: UInt32
    var start: Int32
}

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

    /// A state, with all that a step asks of it in one place of memory.
    struct State: BitwiseCopyable {
        /// Bits of the word classes that may go on from here.
        var filter: UInt64
        /// Its stretch of `payloads`.
        var payloadStart: UInt32
        var payloadCount: UInt32
        /// Its stretch of `edges`.
        var edgeStart: UInt32
        var edgeCount: UInt32
    }

    // State 0 is dead. `edges` and `payloads` hold the lists of all states one after the other; the
    // edges of a state are those of all its nodes, as `set << 32 | target`, sorted.
    private var states = Scratch<State>(capacity: 1 << 12)
    private var edges = Scratch<UInt64>(capacity: 1 << 14)
    private var payloads = Scratch<UInt32>(capacity: 1 << 14)
    private var stateIndex: [[UInt32]: UInt32] = [:]
    private var roots: Scratch<UInt32>

    /// Steps that are known, in one word each so that the table stays small: state (20 bits), class
    /// (20), target (24).
    private var steps: Scratch<UInt64>
    private var stepMask = 0
    private var stepCount = 0

    private var underWay = Scratch<PhraseStart>(capacity: 64)
    /// The payloads of the phrases that end with the word read last, in `state`, and where they
    /// begin.
    private(set) var found = Scratch<PhraseStart>(capacity: 64)
    private var reached: [UInt32] = []
    private var merged: [UInt64] = []

    init(_ tables: PatternTables, mostSteps: Int = 1 << 19, mostStates: Int = 1 << 16) {
        precondition(
            tables.classCount < 1 << 20 && mostStates <= 1 << 18, "a step must fit one word")
        self.tables = tables
        self.mostSteps = mostSteps
        self.mostStates = mostStates
        roots = Scratch(capacity: tables.classCount)
        steps = Scratch(capacity: 1 << 14)
        for _ in 0..<tables.classCount { roots.append(.max) }
        reserveSteps(1 << 14)
        _ = addState([])
    }

    @inline(__always)
    static func bit(_ wordClass: UInt32) -> UInt64 {
        1 << (UInt64(wordClass &* 0x9E37_79B1) >> 26)
    }

    /// Forgets the phrases under way.
    @inline(__always)
    mutating func reset() { underWay.removeAll() }

    /// Reads word number `place`, which is of class `wordClass`, and puts the phrases that end with
    /// it into `found`.
    @inline(__always)
    mutating func read(_ wordClass: UInt32, at place: Int32) {
        found.removeAll()
        guard wordClass != 0 else { return underWay.removeAll() }
        var kept = 0
        let bit = PhraseMatcher.bit(wordClass)
        for index in 0..<underWay.count {
            let phrase = underWay[index]
            guard states[Int(phrase.state)].filter & bit != 0 else { continue }
            let target = step(phrase.state, wordClass)
            guard target != 0 else { continue }
            underWay[kept] = PhraseStart(state: target, start: phrase.start)
            kept += 1
            deliver(target, phrase.start)
        }
        underWay.truncate(to: kept)
        let root = rootState(wordClass)
        guard root != 0 else { return }
        deliver(root, place)
        if states[Int(root)].filter != 0 { underWay.append(PhraseStart(state: root, start: place)) }
    }

    @inline(__always)
    private mutating func deliver(_ state: UInt32, _ start: Int32) {
        let info = states[Int(state)]
        for index in 0..<Int(info.payloadCount) {
            found.append(PhraseStart(state: payloads[Int(info.payloadStart) + index], start: start))
        }
    }

    @inline(__always)
    private mutating func rootState(_ wordClass: UInt32) -> UInt32 {
        let known = roots[Int(wordClass)]
        return known != .max ? known : makeRoot(wordClass)
    }

    @inline(__always)
    private mutating func step(_ state: UInt32, _ wordClass: UInt32) -> UInt32 {
        let key = UInt64(state) << 20 | UInt64(wordClass)
        var slot = PhraseMatcher.slot(key, stepMask)
        while true {
            let known = steps[slot]
            if known == .max { return makeStep(state, wordClass, key) }
            if known >> 24 == key { return UInt32(truncatingIfNeeded: known & 0xFF_FFFF) }
            slot = (slot + 1) & stepMask
        }
    }

    @inline(__always)
    private static func slot(_ key: UInt64, _ mask: Int) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
    }

    @inline(never)
    private mutating func makeRoot(_ wordClass: UInt32) -> UInt32 {
        reached.removeAll(keepingCapacity: true)
        for place in tables.classSets.range(Int(wordClass)) {
            let target = tables.rootTargets[tables.classSets.elements[place]]
            if target != 0 { reached.append(target) }
        }
        let state = stateOfReached()
        roots[Int(wordClass)] = state
        return state
    }

    @inline(never)
    private mutating func makeStep(_ state: UInt32, _ wordClass: UInt32, _ key: UInt64) -> UInt32 {
        // Between texts nothing is under way and nothing is lost by starting over; within one, the
        // limits may be passed a little.
        reached.removeAll(keepingCapacity: true)
        let info = states[Int(state)]
        follow(
            Int(info.edgeStart)..<Int(info.edgeStart + info.edgeCount),
            tables.classSets.range(Int(wordClass)))
        let target = stateOfReached()
        // A single vast text may make more states than a step has bits for: those are made anew
        // each time, never mistaken for others.
        guard state < 1 << 20, target < 1 << 24 else { return target }
        if (stepCount + 1) * 3 > steps.count * 2 { enlargeSteps() }
        place(key, target)
        stepCount += 1
        return target
    }

    /// Adds the targets of the edges that carry one of the class's sets. Both lists are sorted and
    /// of very different lengths: the items of the shorter are looked for in the longer.
    private mutating func follow(_ list: Range<Int>, _ sets: Range<Int>) {
        if list.count <= sets.count {
            for place in list {
                let edge = edges[place]
                if contains(UInt32(edge >> 32), in: sets) {
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

    private func contains(_ set: UInt32, in sets: Range<Int>) -> Bool {
        var low = sets.lowerBound
        var high = sets.upperBound
        while low < high {
            let middle = (low + high) / 2
            if tables.classSets.elements[middle] < set { low = middle + 1 } else { high = middle }
        }
        return low < sets.upperBound && tables.classSets.elements[low] == set
    }

    private func firstEdge(of set: UInt32, in list: Range<Int>) -> Int {
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
        reached.sort()
        if let known = stateIndex[reached] { return known }
        return addState(reached)
    }

    private mutating func addState(_ list: [UInt32]) -> UInt32 {
        let state = UInt32(states.count)
        let firstPayload = payloads.count
        var filter: UInt64 = 0
        merged.removeAll(keepingCapacity: true)
        for node in list {
            for place in tables.edges.range(Int(node)) {
                let edge = tables.edges.elements[place]
                filter |= tables.setFilters[UInt32(edge >> 32)]
                merged.append(edge)
            }
            for place in tables.payloads.range(Int(node)) {
                payloads.append(tables.payloads.elements[place])
            }
        }
        if list.count > 1 { merged.sort() }
        states.append(
            State(
                filter: filter, payloadStart: UInt32(firstPayload),
                payloadCount: UInt32(payloads.count - firstPayload), edgeStart: UInt32(edges.count),
                edgeCount: UInt32(merged.count)))
        for edge in merged { edges.append(edge) }
        stateIndex[list] = state
        return state
    }

    /// Drops what is remembered if it has grown too large; to be called between texts.
    mutating func trim() {
        guard stepCount > mostSteps || states.count > mostStates else { return }
        underWay.removeAll()
        states.removeAll()
        edges.removeAll()
        payloads.removeAll()
        stateIndex = [:]
        for index in 0..<roots.count { roots[index] = .max }
        for index in 0..<steps.count { steps[index] = .max }
        stepCount = 0
        _ = addState([])
    }

    private mutating func place(_ key: UInt64, _ target: UInt32) {
        var slot = PhraseMatcher.slot(key, stepMask)
        while steps[slot] != .max { slot = (slot + 1) & stepMask }
        steps[slot] = key << 24 | UInt64(target)
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
            place(old[index] >> 24, UInt32(truncatingIfNeeded: old[index] & 0xFF_FFFF))
        }
    }
}

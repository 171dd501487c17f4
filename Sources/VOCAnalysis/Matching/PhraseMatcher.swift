internal import VOCCore

/// A number with the word at which its phrase begins: a state of the matcher while under way, a payload when found.
struct PhraseStart: Sendable, BitwiseCopyable {
    var state: UInt32
    var start: Int32
}

/// Follows all phrases of a pattern graph through a text at once; one per thread.
///
/// For each word at which a phrase may begin, a *state* stands for all phrases that fit from there on. States and the steps between
/// them are made when first needed and remembered (a lazy deterministic automaton over word classes), so that a step costs at most one
/// lookup however many rules there are, and most steps that lead nowhere cost a bit test. The memory is bounded: past the limits
/// everything remembered is dropped and made anew, with the same results.
struct PhraseMatcher: ~Copyable {
    private let tables: PatternTables
    private let mostSteps: Int
    private let mostStates: Int

    // States: 0 is dead. `nodes` and `payloads` hold the lists of all states one after the other.
    private var nodes = Scratch<UInt32>(capacity: 1 << 14)
    private var nodeEnds = Scratch<UInt32>(capacity: 1 << 12)
    private var payloads = Scratch<UInt32>(capacity: 1 << 14)
    private var payloadEnds = Scratch<UInt32>(capacity: 1 << 12)
    private var filters = Scratch<UInt64>(capacity: 1 << 12)
    private var stateIndex: [[UInt32]: UInt32] = [:]
    private var roots: Scratch<UInt32>

    private var stepKeys: Scratch<UInt64>
    private var stepTargets: Scratch<UInt32>
    private var stepMask = 0
    private var stepCount = 0

    private var underWay = Scratch<PhraseStart>(capacity: 64)
    /// The payloads of the phrases that end with the word read last, in `state`, and where they begin.
    private(set) var found = Scratch<PhraseStart>(capacity: 64)
    private var reached: [UInt32] = []

    init(_ tables: PatternTables, mostSteps: Int = 1 << 20, mostStates: Int = 1 << 18) {
        self.tables = tables
        self.mostSteps = mostSteps
        self.mostStates = mostStates
        roots = Scratch(capacity: tables.classCount)
        stepKeys = Scratch(capacity: 1 << 14)
        stepTargets = Scratch(capacity: 1 << 14)
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

    /// Reads word number `place`, which is of class `wordClass`, and puts the phrases that end with it into `found`.
    @inline(__always)
    mutating func read(_ wordClass: UInt32, at place: Int32) {
        found.removeAll()
        guard wordClass != 0 else { return underWay.removeAll() }
        var kept = 0
        let bit = PhraseMatcher.bit(wordClass)
        for index in 0..<underWay.count {
            let phrase = underWay[index]
            guard filters[Int(phrase.state)] & bit != 0 else { continue }
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
        if filters[Int(root)] != 0 { underWay.append(PhraseStart(state: root, start: place)) }
    }

    @inline(__always)
    private mutating func deliver(_ state: UInt32, _ start: Int32) {
        let end = Int(payloadEnds[Int(state)])
        var index = Int(payloadEnds[Int(state) - 1])
        while index < end {
            found.append(PhraseStart(state: payloads[index], start: start))
            index += 1
        }
    }

    @inline(__always)
    private mutating func rootState(_ wordClass: UInt32) -> UInt32 {
        let known = roots[Int(wordClass)]
        return known != .max ? known : makeRoot(wordClass)
    }

    @inline(__always)
    private mutating func step(_ state: UInt32, _ wordClass: UInt32) -> UInt32 {
        let key = UInt64(state) << 32 | UInt64(wordClass)
        var slot = PhraseMatcher.slot(key, stepMask)
        while stepKeys[slot] != .max {
            if stepKeys[slot] == key { return stepTargets[slot] }
            slot = (slot + 1) & stepMask
        }
        return makeStep(state, wordClass, key)
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
        // Between texts nothing is under way and nothing is lost by starting over; within one, the limits may be passed a little.
        reached.removeAll(keepingCapacity: true)
        let sets = tables.classSets.range(Int(wordClass))
        for index in Int(nodeEnds[Int(state) - 1])..<Int(nodeEnds[Int(state)]) {
            follow(Int(nodes[index]), sets)
        }
        let target = stateOfReached()
        if (stepCount + 1) * 2 > stepKeys.count { enlargeSteps() }
        place(key, target)
        stepCount += 1
        return target
    }

    /// Adds the targets of the edges of `node` that carry one of the class's sets. Both lists are sorted and of very different
    /// lengths: the items of the shorter are looked for in the longer.
    private mutating func follow(_ node: Int, _ sets: Range<Int>) {
        let edges = tables.edges.range(node)
        if edges.count <= sets.count {
            for edge in edges {
                let value = tables.edges.elements[edge]
                if contains(UInt32(value >> 32), in: sets) { reached.append(UInt32(truncatingIfNeeded: value)) }
            }
            return
        }
        for set in sets {
            let target = target(of: tables.classSets.elements[set], in: edges)
            if target != 0 { reached.append(target) }
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

    private func target(of set: UInt32, in edges: Range<Int>) -> UInt32 {
        var low = edges.lowerBound
        var high = edges.upperBound
        let key = UInt64(set) << 32
        while low < high {
            let middle = (low + high) / 2
            if tables.edges.elements[middle] < key { low = middle + 1 } else { high = middle }
        }
        guard low < edges.upperBound, UInt32(tables.edges.elements[low] >> 32) == set else { return 0 }
        return UInt32(truncatingIfNeeded: tables.edges.elements[low])
    }

    private mutating func stateOfReached() -> UInt32 {
        guard !reached.isEmpty else { return 0 }
        reached.sort()
        if let known = stateIndex[reached] { return known }
        return addState(reached)
    }

    private mutating func addState(_ list: [UInt32]) -> UInt32 {
        let state = UInt32(nodeEnds.count)
        var filter: UInt64 = 0
        for node in list {
            nodes.append(node)
            for place in tables.edges.range(Int(node)) {
                filter |= tables.setFilters[UInt32(tables.edges.elements[place] >> 32)]
            }
            for place in tables.payloads.range(Int(node)) {
                payloads.append(tables.payloads.elements[place])
            }
        }
        nodeEnds.append(UInt32(nodes.count))
        payloadEnds.append(UInt32(payloads.count))
        filters.append(filter)
        stateIndex[list] = state
        return state
    }

    /// Drops what is remembered if it has grown too large; to be called between texts.
    mutating func trim() {
        guard stepCount > mostSteps || nodeEnds.count > mostStates else { return }
        underWay.removeAll()
        nodes.removeAll()
        nodeEnds.removeAll()
        payloads.removeAll()
        payloadEnds.removeAll()
        filters.removeAll()
        stateIndex = [:]
        for index in 0..<roots.count { roots[index] = .max }
        for index in 0..<stepKeys.count { stepKeys[index] = .max }
        stepCount = 0
        _ = addState([])
    }

    private mutating func place(_ key: UInt64, _ target: UInt32) {
        var slot = PhraseMatcher.slot(key, stepMask)
        while stepKeys[slot] != .max { slot = (slot + 1) & stepMask }
        stepKeys[slot] = key
        stepTargets[slot] = target
    }

    private mutating func reserveSteps(_ size: Int) {
        stepKeys = Scratch(capacity: size)
        stepTargets = Scratch(capacity: size)
        for _ in 0..<size {
            stepKeys.append(.max)
            stepTargets.append(0)
        }
        stepMask = size - 1
    }

    private mutating func enlargeSteps() {
        var old: [(UInt64, UInt32)] = []
        for index in 0..<stepKeys.count where stepKeys[index] != .max {
            old.append((stepKeys[index], stepTargets[index]))
        }
        reserveSteps(stepKeys.count * 2)
        for (key, target) in old { place(key, target) }
    }
}

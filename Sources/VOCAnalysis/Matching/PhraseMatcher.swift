internal import VOCCore

/// Follows all phrases of a `PatternGraph` through a text at once; one per thread.
///
/// A state is the set of phrases under way. States and steps between them are made when first needed and remembered (a lazy
/// deterministic automaton over word classes), so that a step costs one lookup however many rules there are. The memory is
/// bounded: past `mostSteps` everything remembered is dropped and made anew, with the same results.
struct PhraseMatcher {
    private let mostSteps: Int
    private let mostStates: Int
    private let graph: PatternGraph
    private let classSets: [[UInt32]]
    private let rootTargets: [UInt32]

    /// Nodes of each state, sorted. State 0 is "nothing under way".
    private var nodes: [[UInt32]] = [[]]
    private var stateOutputs: [[PatternGraph.Output]] = [[]]
    private var stateIndex: [[UInt32]: UInt32] = [[]: 0]
    private var stepKeys: [UInt64]
    private var stepTargets: [UInt32]
    private var stepMask: Int
    private var stepCount = 0
    private(set) var state: UInt32 = 0

    init(
        _ graph: PatternGraph, classSets: [[UInt32]], setCount: Int, mostSteps: Int = 400_000,
        mostStates: Int = 80_000
    ) {
        self.mostSteps = mostSteps
        self.mostStates = mostStates
        self.graph = graph
        self.classSets = classSets
        rootTargets = graph.rootTargets(setCount: setCount)
        stepKeys = [UInt64](repeating: .max, count: 1 << 14)
        stepTargets = [UInt32](repeating: 0, count: 1 << 14)
        stepMask = (1 << 14) - 1
    }

    /// Forgets the phrases under way.
    mutating func reset() { state = 0 }

    /// Reads a word of class `wordClass`; returns the phrases that end with it.
    @inline(__always)
    mutating func read(_ wordClass: UInt32) -> [PatternGraph.Output] {
        guard wordClass != 0 else {
            state = 0
            return stateOutputs[0]
        }
        let key = UInt64(state) << 32 | UInt64(wordClass)
        var slot = PhraseMatcher.slot(key, stepMask)
        while stepKeys[slot] != .max {
            if stepKeys[slot] == key {
                state = stepTargets[slot]
                return stateOutputs[Int(state)]
            }
            slot = (slot + 1) & stepMask
        }
        state = makeStep(key, wordClass)
        return stateOutputs[Int(state)]
    }

    @inline(__always)
    private static func slot(_ key: UInt64, _ mask: Int) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
    }

    @inline(never)
    private mutating func makeStep(_ key: UInt64, _ wordClass: UInt32) -> UInt32 {
        let sets = classSets[Int(wordClass)]
        var reached: [UInt32] = []
        for set in sets where rootTargets[Int(set)] != 0 { reached.append(rootTargets[Int(set)]) }
        for node in nodes[Int(state)] {
            for edge in graph.edges[Int(node)] where PhraseMatcher.contains(sets, edge.set) {
                reached.append(edge.target)
            }
        }
        reached.sort()
        let isFull = stepCount >= mostSteps || nodes.count >= mostStates
        if isFull { forget() }
        let target: UInt32
        if let known = stateIndex[reached] {
            target = known
        } else {
            target = UInt32(nodes.count)
            stateIndex[reached] = target
            nodes.append(reached)
            stateOutputs.append(reached.flatMap { graph.outputs[Int($0)] })
        }
        // After forgetting, the old state's number means nothing: the step is not remembered.
        if !isFull { remember(key, target) }
        return target
    }

    private mutating func remember(_ key: UInt64, _ target: UInt32) {
        if (stepCount + 1) * 2 > stepKeys.count { enlarge() }
        place(key, target)
        stepCount += 1
    }

    private mutating func place(_ key: UInt64, _ target: UInt32) {
        var slot = PhraseMatcher.slot(key, stepMask)
        while stepKeys[slot] != .max { slot = (slot + 1) & stepMask }
        stepKeys[slot] = key
        stepTargets[slot] = target
    }

    private mutating func enlarge() {
        let oldKeys = stepKeys
        let oldTargets = stepTargets
        stepKeys = [UInt64](repeating: .max, count: oldKeys.count * 2)
        stepTargets = [UInt32](repeating: 0, count: oldKeys.count * 2)
        stepMask = stepKeys.count - 1
        for (index, key) in oldKeys.enumerated() where key != .max { place(key, oldTargets[index]) }
    }

    private mutating func forget() {
        nodes = [[]]
        stateOutputs = [[]]
        stateIndex = [[]: 0]
        for index in stepKeys.indices { stepKeys[index] = .max }
        stepCount = 0
    }

    private static func contains(_ sorted: [UInt32], _ value: UInt32) -> Bool {
        var low = 0
        var high = sorted.count
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low < sorted.count && sorted[low] == value
    }
}

internal import VOCCore

/// How states and steps are made, remembered and dropped.
extension PhraseMatcher {
    @inline(never)
    mutating func makeRoot(_ wordClass: UInt32) -> Root {
        reached.removeAll(keepingCapacity: true)
        for place in tables.classSets.range(Int(wordClass)) {
            let target = tables.rootTargets[tables.classSets.elements[place]]
            if target != 0 { reached.append(target) }
        }
        let target = target(stateOfReached())
        let state = Int(target.state)
        let isLone = states[state].payloadCount == 1
        let root = Root(
            target: target,
            found: isLone ? states[state].firstPayloads.0 : target.state | PhraseHit.isState)
        for word in 0..<ClassSet.wordCount {
            followers[Int(wordClass) * ClassSet.wordCount + word] =
                filters[state * ClassSet.wordCount + word]
        }
        roots[Int(wordClass)] = root
        return root
    }

    @inline(never)
    mutating func makeStep(_ state: UInt32, _ wordClass: UInt32, _ key: UInt64) -> Target {
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

    mutating func addState(_ list: [UInt32]) -> UInt32 {
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
        payloads.sort(from: firstPayload)
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
    mutating func trim() {
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

    mutating func reserveSteps(_ size: Int) {
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

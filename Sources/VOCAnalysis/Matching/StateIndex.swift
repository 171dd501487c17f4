internal import VOCCore

/// One state in a `StateIndex`.
struct StateSlot: BitwiseCopyable {
    var high: UInt64 = 0
    var low: UInt64 = 0
    /// 0 for an empty slot: the dead state is in no index.
    var state: UInt32 = 0
}

/// The states of a matcher by the nodes they stand for, of which it keeps a digest of 128 bits: two
/// lists of nodes that differ never share one in practice, and the lists need not be kept.
struct StateIndex: ~Copyable {
    private var slots = Scratch<StateSlot>()
    private var mask = 0
    private var count = 0

    init() { resize(to: 1 << 10) }

    /// The state with this digest; 0 if there is none.
    mutating func state(of digest: Digest) -> UInt32 {
        var place = Int(truncatingIfNeeded: digest.low) & mask
        while true {
            let slot = slots[place]
            if slot.state == 0 { return 0 }
            if slot.low == digest.low, slot.high == digest.high { return slot.state }
            place = (place &+ 1) & mask
        }
    }

    /// Adds a state that is not there yet.
    mutating func insert(_ state: UInt32, _ digest: Digest) {
        if (count + 1) * 2 > slots.count { enlarge() }
        put(StateSlot(high: digest.high, low: digest.low, state: state))
        count += 1
    }

    mutating func removeAll() {
        for place in 0..<slots.count { slots[place] = StateSlot() }
        count = 0
    }

    private mutating func put(_ slot: StateSlot) {
        var place = Int(truncatingIfNeeded: slot.low) & mask
        while slots[place].state != 0 { place = (place &+ 1) & mask }
        slots[place] = slot
    }

    private mutating func resize(to size: Int) {
        slots = Scratch(capacity: size)
        for _ in 0..<size { slots.append(StateSlot()) }
        mask = size - 1
    }

    private mutating func enlarge() {
        var old = Scratch<StateSlot>(capacity: count + 1)
        for place in 0..<slots.count where slots[place].state != 0 { old.append(slots[place]) }
        resize(to: slots.count * 2)
        for place in 0..<old.count { put(old[place]) }
    }
}

/// Which items are counted together: those of a day, source, channel and, if `attribute` is not 0,
/// of one value of an attribute.
struct GroupKey: Hashable, BitwiseCopyable {
    var day: Int32
    var source: UInt32
    var channel: UInt32
    /// 0 for all items, else 1 + the attribute's number.
    var attribute: UInt32
    var value: UInt32

    fileprivate var mixed: UInt64 {
        let first = UInt64(UInt32(bitPattern: day)) | UInt64(source) << 32
        let second = UInt64(channel) | UInt64(attribute) << 32
        var hash = first &* 0x9E37_79B9_7F4A_7C15
        hash = (hash ^ (hash >> 29) ^ second) &* 0xBF58_476D_1CE4_E5B9
        hash = (hash ^ (hash >> 32) ^ UInt64(value)) &* 0x94D0_49BB_1331_11EB
        return hash ^ (hash >> 31)
    }
}

/// Numbers groups in the order in which they are first seen.
struct GroupTable {
    private(set) var keys: [GroupKey] = []
    /// 1 + the number of a group; 0 for an empty slot.
    private var slots = [UInt32](repeating: 0, count: 1 << 10)
    private var last: UInt32 = 0

    mutating func number(of key: GroupKey) -> UInt32 {
        // Neighbours in a dump are often of one day and source.
        if Int(last) < keys.count, keys[Int(last)] == key { return last }
        var slot = Int(truncatingIfNeeded: key.mixed) & (slots.count - 1)
        while slots[slot] != 0 {
            let number = slots[slot] - 1
            if keys[Int(number)] == key {
                last = number
                return number
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        last = UInt32(keys.count)
        keys.append(key)
        slots[slot] = UInt32(keys.count)
        if keys.count * 2 > slots.count { enlarge() }
        return last
    }

    private mutating func enlarge() {
        slots = [UInt32](repeating: 0, count: slots.count * 2)
        for (number, key) in keys.enumerated() {
            var slot = Int(truncatingIfNeeded: key.mixed) & (slots.count - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = UInt32(number) + 1
        }
    }
}

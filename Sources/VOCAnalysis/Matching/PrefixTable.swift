internal import VOCCore

/// Known beginnings of words, such as `disappoint*`, for words that are not known whole.
struct PrefixTable: Sendable {
    private struct Slot: Sendable, BitwiseCopyable {
        /// The first bytes of a prefix, at most eight, zero beyond its end; 0 for an empty slot.
        var key: UInt64 = 0
        var firstPrefix: UInt32 = 0
        var count: UInt32 = 0
    }

    /// First three bytes of all prefixes, as a bit set over a hash.
    private let filter: FrozenArray<UInt64>
    private let slots: FrozenArray<Slot>
    private let mask: Int
    /// Lengths that occur, 8 for all longer ones, the longest first.
    private let lengths: FrozenArray<Int>
    /// By slot, those that share the first eight bytes, the longest first.
    private let prefixes: FrozenLists<UInt8>
    private let classes: FrozenArray<UInt32>

    init(_ list: [(prefix: [UInt8], wordClass: UInt32)]) {
        var filter = [UInt64](repeating: 0, count: 256)
        var groups: [UInt64: [(bytes: [UInt8], wordClass: UInt32)]] = [:]
        for (prefix, wordClass) in list.sorted(by: { $0.prefix.count > $1.prefix.count }) {
            let key = PrefixTable.firstBytes(prefix)
            let bit = PrefixTable.filterBit(key)
            filter[bit >> 6] |= 1 << UInt64(bit & 63)
            groups[key, default: []].append((prefix, wordClass))
        }
        var size = 64
        while size < groups.count * 2 { size *= 2 }
        var slots = [Slot](repeating: Slot(), count: size)
        var prefixes: [(bytes: [UInt8], wordClass: UInt32)] = []
        for (key, group) in groups.sorted(by: { $0.key < $1.key }) {
            var slot = PrefixTable.slot(of: key, mask: size - 1)
            while slots[slot].key != 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = Slot(
                key: key, firstPrefix: UInt32(prefixes.count), count: UInt32(group.count))
            prefixes += group
        }
        self.filter = FrozenArray(filter)
        self.slots = FrozenArray(slots)
        mask = size - 1
        lengths = FrozenArray(Set(list.map { min(8, $0.prefix.count) }).sorted(by: >))
        self.prefixes = FrozenLists(prefixes.map(\.bytes))
        classes = FrozenArray(prefixes.map(\.wordClass))
    }

    func write(to blob: inout CompiledBlobWriter) {
        blob.table(filter)
        blob.table(slots)
        blob.table(lengths)
        blob.lists(prefixes)
        blob.table(classes)
    }

    init(from blob: inout CompiledBlobReader) throws(VOCError) {
        filter = try blob.table()
        slots = try blob.table()
        mask = slots.count - 1
        lengths = try blob.table()
        prefixes = try blob.lists()
        classes = try blob.table()
    }

    static func firstBytes(_ bytes: some Collection<UInt8>) -> UInt64 {
        var key: UInt64 = 0
        for (index, byte) in bytes.prefix(8).enumerated() { key |= UInt64(byte) << (8 * index) }
        return key
    }

    @inline(__always)
    private static func filterBit(_ key: UInt64) -> Int {
        Int(truncatingIfNeeded: ((key & 0xFF_FFFF) &* 0x9E37_79B1) >> 14) & 16383
    }

    @inline(__always)
    private static func slot(of key: UInt64, mask: Int) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
    }

    /// Whether some prefix might begin with these first bytes of a folded word.
    @inline(__always)
    func mayHave(_ firstBytes: UInt64) -> Bool {
        let bit = PrefixTable.filterBit(firstBytes)
        return filter[bit >> 6] & (1 << UInt64(bit & 63)) != 0
    }

    /// The class of the longest prefix of a folded word; 0 if there is none. `bytes` gives the
    /// whole word, asked for only if a prefix of more than eight bytes may fit.
    func wordClass(firstBytes: UInt64, count: Int, bytes: () -> [UInt8]) -> UInt32 {
        for index in 0..<lengths.count where lengths[index] <= count {
            let length = lengths[index]
            let key = length == 8 ? firstBytes : firstBytes & ((1 << UInt64(8 * length)) - 1)
            var slot = PrefixTable.slot(of: key, mask: mask)
            while slots[slot].key != 0 {
                if slots[slot].key == key {
                    for place in slots[slot].firstPrefix..<slots[slot].firstPrefix
                        + slots[slot].count
                    {
                        let range = prefixes.range(Int(place))
                        if range.count <= 8
                            || bytes().starts(with: range.lazy.map { prefixes.elements[$0] })
                        {
                            return classes[place]
                        }
                    }
                    break
                }
                slot = (slot + 1) & mask
            }
        }
        return 0
    }
}

/// The phrases of one to three words in a table of texts, each counted once a text.
struct PhraseCounts: Sendable {
    /// Word numbers packed into 63 bits, 21 each, the first word highest; a shorter phrase has
    /// zeros in front. Word numbers count from 1 here.
    typealias Key = UInt64

    /// The phrases met in at least `least` texts, sorted, and the number of texts of each.
    private(set) var keys: [Key] = []
    private(set) var counts: [Int] = []
    private var place: [Key: Int32] = [:]

    /// Phrases of `lengths` words in the texts of `table` that `isCounted` allows.
    init(
        _ table: WordTable, lengths: ClosedRange<Int>, least: Int, isCounted: (Int) -> Bool
    ) {
        // A first look with one counter for many phrases drops nearly all rare ones; few are then
        // counted exactly.
        let size = 1 << 22
        var rough = [UInt8](repeating: 0, count: size)
        var seen: [Key] = []
        let limit = UInt8(min(255, least))
        for text in 0..<table.textCount where isCounted(text) {
            PhraseCounts.keys(of: text, table, lengths, into: &seen)
            for key in seen {
                let slot = PhraseCounts.slot(key, size)
                if rough[slot] < 255 { rough[slot] += 1 }
            }
        }
        var exact: [Key: Int] = [:]
        for text in 0..<table.textCount where isCounted(text) {
            PhraseCounts.keys(of: text, table, lengths, into: &seen)
            for key in seen where rough[PhraseCounts.slot(key, size)] >= limit {
                exact[key, default: 0] += 1
            }
        }
        keys = exact.filter { $0.value >= least }.keys.sorted()
        counts = keys.map { exact[$0] ?? 0 }
        for (index, key) in keys.enumerated() { place[key] = Int32(index) }
    }

    /// The place of a phrase among `keys`; nil if it is too rare.
    func index(of key: Key) -> Int? { place[key].map(Int.init) }

    /// The phrase as the notation writes it.
    func text(_ index: Int, _ table: WordTable) -> String {
        PhraseCounts.words(keys[index]).map { table.words[$0] }.joined(separator: " ")
    }

    /// Word numbers of a key.
    static func words(_ key: Key) -> [Int] {
        [42, 21, 0].map { Int((key >> UInt64($0)) & 0x1F_FFFF) }.filter { $0 > 0 }.map { $0 - 1 }
    }

    private static func slot(_ key: Key, _ size: Int) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 40) & (size - 1)
    }

    /// The phrases of a text, each once, sorted.
    static func keys(
        of text: Int, _ table: WordTable, _ lengths: ClosedRange<Int>, into result: inout [Key]
    ) {
        result.removeAll(keepingCapacity: true)
        let range = table.starts[text]..<table.starts[text + 1]
        for start in range {
            var key: Key = 0
            for place in start..<min(range.upperBound, start + lengths.upperBound) {
                let word = table.sequence[place]
                // Words past the first two million have no number to spare; texts never get there
                // in practice.
                guard word != WordTable.gap, word < 0x1F_FFFE else { break }
                key = key << 21 | UInt64(word + 1)
                if place - start + 1 >= lengths.lowerBound { result.append(key) }
            }
        }
        result.sort()
        var kept = 0
        for index in result.indices where kept == 0 || result[kept - 1] != result[index] {
            result[kept] = result[index]
            kept += 1
        }
        result.removeLast(result.count - kept)
    }
}

internal import VOCCore

/// The words of the items that are compared, as numbers, and in how many items each phrase of one to
/// three words is.
///
/// Memory: 5 bytes a word, and 24 for each different word and each phrase that may be in `least`
/// items; a first look with one small counter for many phrases passes over nearly all that are rarer.
struct TermTable {
    /// Word numbers packed into 63 bits, 21 each, the first word highest; a shorter phrase has
    /// zeros in front. Words count from 1: no phrase crosses a 0.
    typealias Key = UInt64

    struct Phrase {
        var key: Key
        var now: UInt32 = 0
        var before: UInt32 = 0
        /// 1 + the item that was counted last.
        private var last: UInt32 = 0

        init(key: Key) { self.key = key }

        var items: UInt32 { now + before }

        /// Counts an item once; items come in order.
        fileprivate mutating func add(_ item: UInt32, isNow: Bool) {
            guard last != item + 1 else { return }
            last = item + 1
            if isNow { now += 1 } else { before += 1 }
        }
    }

    static let longest = 3
    private static let mostWords: UInt32 = 0x1F_FFFE

    /// Which of the ledger's items are compared, and whether each belongs to the new set.
    private(set) var items: [(index: Int, isNow: Bool)] = []
    private var sequence: [UInt32] = []
    private var starts: [Int] = [0]
    private var words: [[UInt8]] = [[]]
    private var numbers = KeyIndex()
    private(set) var phrases: [Phrase] = []
    private var wordCounts: [UInt32] = []

    /// `side` says to which set an item belongs, true for the new one; nil for neither.
    init(_ ledger: TermLedger, least: Int, side: (TermLedger.Item) -> Bool?) {
        var segmenter = Segmenter()
        for (index, item) in ledger.items.enumerated() {
            guard let isNow = side(item) else { continue }
            items.append((index, isNow))
            unsafe ledger.withText(of: item) { unsafe append($0, &segmenter) }
            starts.append(sequence.count)
        }
        count(least: least)
    }

    func text(_ key: Key) -> String {
        TermTable.numbers(key).map { String(decoding: words[Int($0)], as: UTF8.self) }
            .joined(separator: " ")
    }

    /// In how many items of both sets a word is, where it is in enough of them to be counted.
    func count(ofWord number: UInt32) -> UInt32 { wordCounts[Int(number)] }

    /// The numbers of a phrase's words, in order.
    static func numbers(_ key: Key) -> [UInt32] {
        [42, 21, 0].map { UInt32(truncatingIfNeeded: key >> UInt64($0)) & 0x1F_FFFF }
            .filter { $0 > 0 }
    }

    /// Calls `body` with each phrase of an item, as often as it stands there, and the place among the
    /// item's words at which it begins.
    func visit(_ item: Int, _ body: (Key, Int) -> Void) {
        let range = starts[item]..<starts[item + 1]
        for start in range {
            var key: Key = 0
            for place in start..<min(range.upperBound, start + TermTable.longest) {
                guard sequence[place] != 0 else { break }
                key = key << 21 | UInt64(sequence[place])
                body(key, start - range.lowerBound)
            }
        }
    }

    /// Whether two items have the same words.
    func areAlike(_ one: Int, _ other: Int) -> Bool {
        sequence[starts[one]..<starts[one + 1]] == sequence[starts[other]..<starts[other + 1]]
    }

    /// Where the words of `text` stand in it that `append` keeps, in UTF-8 bytes; an empty range for
    /// what no phrase crosses.
    static func places(in text: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
        var segmenter = Segmenter()
        var result: [Range<Int>] = []
        let cut = unsafe segmenter.segment(text)
        for index in 0..<cut.tokenCount {
            let token = unsafe cut.tokens[index]
            if token.breakBefore != .none { result.append(0..<0) }
            result.append(token.kind == .word ? token.range : 0..<0)
        }
        return result
    }

    private mutating func append(
        _ text: UnsafeBufferPointer<UInt8>, _ segmenter: inout Segmenter
    ) {
        let cut = unsafe segmenter.segment(text)
        for index in 0..<cut.tokenCount {
            let token = unsafe cut.tokens[index]
            if token.breakBefore != .none { sequence.append(0) }
            // Numbers, names of accounts, addresses and emoji are nothing to make a rule of.
            guard token.kind == .word else {
                sequence.append(0)
                continue
            }
            let next = UInt32(words.count)
            let number = next > TermTable.mostWords ? nil : numbers.insert(token.key, as: next)
            if number == next {
                words.append(
                    token.foldedStart == .max
                        ? unsafe text[token.range].map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
                        : unsafe Array(
                            UnsafeBufferPointer(
                                start: cut.folded + Int(token.foldedStart),
                                count: Int(token.foldedCount))))
            }
            sequence.append(number ?? numbers.find(token.key) ?? 0)
        }
    }

    /// Counts in how many items each word and phrase is.
    private mutating func count(least: Int) {
        var all = words.indices.map { Phrase(key: UInt64($0)) }
        for (item, (_, isNow)) in items.enumerated() {
            for place in starts[item]..<starts[item + 1] where sequence[place] != 0 {
                all[Int(sequence[place])].add(UInt32(item), isNow: isNow)
            }
        }
        wordCounts = all.map { $0.items < least ? 0 : $0.items }
        phrases = all.filter { $0.items >= least }
        // A phrase is in no more items than what it is made of: where a shorter one is too rare,
        // no longer one is looked at.
        var isOpen = sequence.map { wordCounts[Int($0)] > 0 }
        for length in 2...TermTable.longest {
            for item in items.indices {
                let end = starts[item + 1]
                for place in starts[item]..<end {
                    isOpen[place] = isOpen[place] && place + 1 < end && isOpen[place + 1]
                }
            }
            phrases += frequent(length, &isOpen, least: least)
        }
    }

    /// The phrases of `length` words in `least` items, of those that begin at the places that are
    /// open; closes the others.
    private func frequent(_ length: Int, _ isOpen: inout [Bool], least: Int) -> [Phrase] {
        var rough = RoughCounts(for: sequence.count)
        for place in isOpen.indices where isOpen[place] { rough.add(key(at: place, length)) }
        var counted: [Phrase] = []
        var places = KeyIndex()
        for (item, (_, isNow)) in items.enumerated() {
            for place in starts[item]..<starts[item + 1] where isOpen[place] {
                let key = key(at: place, length)
                guard rough.mayBe(key, atLeast: least) else {
                    isOpen[place] = false
                    continue
                }
                let next = UInt32(counted.count)
                let found = places.insert(key, as: next)
                if found == next { counted.append(Phrase(key: key)) }
                counted[Int(found)].add(UInt32(item), isNow: isNow)
            }
        }
        return counted.filter { $0.items >= least }
    }

    private func key(at place: Int, _ length: Int) -> Key {
        var key: Key = 0
        for word in place..<place + length { key = key << 21 | UInt64(sequence[word]) }
        return key
    }
}

/// How often each of many keys was seen at most: one byte for all that share a slot.
private struct RoughCounts {
    private var counts: [UInt8]
    private let mask: UInt64

    init(for most: Int) {
        var size = 1 << 12
        while size < most, size < 1 << 22 { size <<= 1 }
        counts = [UInt8](repeating: 0, count: size)
        mask = UInt64(size - 1)
    }

    mutating func add(_ key: UInt64) {
        let slot = slot(key)
        if counts[slot] < 255 { counts[slot] += 1 }
    }

    func mayBe(_ key: UInt64, atLeast least: Int) -> Bool {
        counts[slot(key)] >= UInt8(clamping: least)
    }

    private func slot(_ key: UInt64) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 40 & mask)
    }
}

/// Numbers of 64-bit keys, in one open table.
struct KeyIndex {
    private var keys = [UInt64](repeating: 0, count: 1 << 12)
    private var values = [UInt32](repeating: 0, count: 1 << 12)
    private var count = 0

    /// The number of `key`, which is `value` if it is new. Keys are not 0.
    mutating func insert(_ key: UInt64, as value: UInt32) -> UInt32 {
        if count * 3 >= keys.count * 2 { enlarge() }
        let place = place(of: key)
        if keys[place] == key { return values[place] }
        keys[place] = key
        values[place] = value
        count += 1
        return value
    }

    func find(_ key: UInt64) -> UInt32? {
        let place = place(of: key)
        return keys[place] == key ? values[place] : nil
    }

    private func place(of key: UInt64) -> Int {
        let mask = keys.count - 1
        var place = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
        while keys[place] != 0, keys[place] != key { place = (place + 1) & mask }
        return place
    }

    private mutating func enlarge() {
        let (oldKeys, oldValues) = (keys, values)
        keys = [UInt64](repeating: 0, count: oldKeys.count * 2)
        values = [UInt32](repeating: 0, count: oldKeys.count * 2)
        for (key, value) in zip(oldKeys, oldValues) where key != 0 {
            let place = place(of: key)
            keys[place] = key
            values[place] = value
        }
    }
}

internal import VOCCore

/// Every word that some lexicon or rule knows, found by one lookup per token.
///
/// A word's *symbol* stands for all that is known about it. Symbol 0 is an unknown word. Immutable
/// once built, and shared by all threads.
struct Vocabulary: Sendable {
    /// All that the hot path asks of a word, in one place of memory.
    struct Entry: Sendable, BitwiseCopyable {
        var key: UInt64 = 0
        /// The class of the word for the matcher; `.max` for an empty slot.
        var wordClass: UInt32 = .max
        /// Bits of the languages in which it is a function word.
        var languages: UInt16 = 0
        /// A filler: it does not use up the reach of negators and boosters.
        var isFiller = false
    }

    private let slots: FrozenArray<Entry>
    private let mask: Int
    /// Words longer than eight bytes, by slot.
    private let longWords: [Int: [UInt8]]
    /// First three bytes of all prefixes, as a bit set over a hash.
    private let prefixFilter: FrozenArray<UInt64>
    /// By length, 8 for all longer ones: the key of a prefix's first bytes and the symbols of those
    /// that share it, the longest prefix first.
    private let prefixes: [Int: [UInt64: [UInt32]]]
    private let prefixLengths: [Int]
    private let prefixBytes: [UInt32: [UInt8]]
    /// The symbol of a number that is not a word of its own.
    let numberSymbol: UInt32
    /// The symbol of the end of a question.
    let questionSymbol: UInt32
    let count: Int
    /// The class of each symbol.
    let classOf: FrozenArray<UInt32>

    fileprivate init(
        words: [(word: [UInt8], symbol: UInt32)],
        prefixes list: [(prefix: [UInt8], symbol: UInt32)],
        numberSymbol: UInt32, questionSymbol: UInt32, count: Int, classOf: [UInt32],
        languages: [String: UInt16], fillers: Set<String>
    ) {
        var size = 1024
        while size < words.count * 3 / 2 { size *= 2 }
        var slots = [Entry](repeating: Entry(), count: size)
        var longWords: [Int: [UInt8]] = [:]
        mask = size - 1
        for (word, symbol) in words {
            let key = TokenKey.make(word)
            var slot = Vocabulary.slot(of: key, mask: size - 1)
            while slots[slot].wordClass != .max { slot = (slot + 1) & (size - 1) }
            slots[slot] = Entry(
                key: key, wordClass: classOf[Int(symbol)],
                languages: languages[String(decoding: word, as: UTF8.self)] ?? 0,
                isFiller: fillers.contains(String(decoding: word, as: UTF8.self)))
            if word.count > 8 { longWords[slot] = word }
        }
        var filter = [UInt64](repeating: 0, count: 64)
        var byLength: [Int: [UInt64: [UInt32]]] = [:]
        var prefixBytes: [UInt32: [UInt8]] = [:]
        for (prefix, symbol) in list.sorted(by: { $0.prefix.count > $1.prefix.count }) {
            let key = Vocabulary.firstBytes(prefix)
            let bit = Vocabulary.filterBit(key)
            filter[bit >> 6] |= 1 << UInt64(bit & 63)
            byLength[min(8, prefix.count), default: [:]][key, default: []].append(symbol)
            if prefix.count > 8 { prefixBytes[symbol] = prefix }
        }
        self.slots = FrozenArray(slots)
        self.classOf = FrozenArray(classOf)
        self.longWords = longWords
        prefixFilter = FrozenArray(filter)
        prefixes = byLength
        prefixLengths = byLength.keys.sorted(by: >)
        self.prefixBytes = prefixBytes
        self.numberSymbol = numberSymbol
        self.questionSymbol = questionSymbol
        self.count = count
    }

    @inline(__always)
    private static func slot(of key: UInt64, mask: Int) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
    }

    static func firstBytes(_ bytes: some Collection<UInt8>) -> UInt64 {
        var key: UInt64 = 0
        for (index, byte) in bytes.prefix(8).enumerated() { key |= UInt64(byte) << (8 * index) }
        return key
    }

    @inline(__always)
    private static func filterBit(_ key: UInt64) -> Int {
        Int(truncatingIfNeeded: ((key & 0xFF_FFFF) &* 0x9E37_79B1) >> 16) & 4095
    }

    /// What is known of a word by its key; nil if it is unknown. `bytes` gives its folded bytes,
    /// asked for only if it is long.
    @inline(__always)
    func entry(key: UInt64, bytes: () -> [UInt8]) -> Entry? {
        var slot = Vocabulary.slot(of: key, mask: mask)
        while true {
            let entry = slots[slot]
            if entry.wordClass == .max { return nil }
            if entry.key == key, key < TokenKey.longMark || longWords[slot] == bytes() {
                return entry
            }
            slot = (slot + 1) & mask
        }
    }

    /// Whether some prefix might begin with these first bytes of a folded word.
    @inline(__always)
    func mayHavePrefix(_ firstBytes: UInt64) -> Bool {
        let bit = Vocabulary.filterBit(firstBytes)
        return prefixFilter[bit >> 6] & (1 << UInt64(bit & 63)) != 0
    }

    /// The symbol of the longest known beginning of a folded word; 0 if there is none.
    func prefixSymbol(firstBytes key: UInt64, count: Int, bytes: () -> [UInt8]) -> UInt32 {
        for length in prefixLengths where length <= count {
            let part = length == 8 ? key : key & ((1 << UInt64(8 * length)) - 1)
            guard let symbols = prefixes[length]?[part] else { continue }
            for symbol in symbols {
                if let whole = prefixBytes[symbol], !bytes().starts(with: whole) { continue }
                return symbol
            }
        }
        return 0
    }
}

/// Collects words, prefixes and sets, then freezes them into a vocabulary and the classes of its
/// symbols.
struct VocabularyBuilder {
    private var words: [String: UInt32] = [:]
    private var prefixes: [String: UInt32] = [:]
    private(set) var sets: [WordSet] = []
    private var setIndex: [WordSet: UInt32] = [:]
    /// Words that do not use up reach.
    var fillers = Set<String>()

    init() {
        _ = intern(word: "?")
    }

    /// Registers a folded word and returns its symbol (symbols of words come first, in order of
    /// registration).
    @discardableResult
    mutating func intern(word: String) -> UInt32 {
        if let symbol = words[word] { return symbol }
        let symbol = UInt32(words.count + 1)
        words[word] = symbol
        return symbol
    }

    /// Registers a set for use as an edge of the pattern graph, with all its words.
    mutating func intern(_ set: WordSet) -> UInt32 {
        if let index = setIndex[set] { return index }
        let index = UInt32(sets.count)
        setIndex[set] = index
        sets.append(set)
        for word in set.words { intern(word: word) }
        for prefix in set.prefixes where prefixes[prefix] == nil { prefixes[prefix] = 0 }
        return index
    }

    /// Freezes. `classSets[classOf[symbol]]` are the sets a symbol belongs to, sorted; class 0 is
    /// "in none". `languages` has bits for function words.
    func freeze(languages: [String: UInt16]) -> (vocabulary: Vocabulary, classSets: [[UInt32]]) {
        let orderedPrefixes = prefixes.keys.sorted()
        let wordCount = words.count
        let numberSymbol = UInt32(wordCount + orderedPrefixes.count + 1)
        let count = Int(numberSymbol) + 1

        var setsOfWord: [String: [UInt32]] = [:]
        var setsOfPrefix: [String: [UInt32]] = [:]
        var numberSets: [UInt32] = []
        for (index, set) in sets.enumerated() {
            for word in set.words { setsOfWord[word, default: []].append(UInt32(index)) }
            for prefix in set.prefixes { setsOfPrefix[prefix, default: []].append(UInt32(index)) }
            if set.matchesNumber { numberSets.append(UInt32(index)) }
        }
        /// Sets of all prefixes that `text` begins with.
        func inherited(_ text: String) -> [UInt32] {
            var result: [UInt32] = []
            let bytes = Array(text.utf8)
            guard bytes.count >= 3 else { return result }
            for length in 3...bytes.count {
                guard let start = String(validating: bytes[..<length], as: UTF8.self),
                    let found = setsOfPrefix[start]
                else { continue }
                result += found
            }
            return result
        }

        var classOf = [UInt32](repeating: 0, count: count)
        var classSets: [[UInt32]] = [[]]
        var classIndex: [[UInt32]: UInt32] = [[]: 0]
        func assign(_ symbol: UInt32, _ list: [UInt32]) {
            let sorted = Array(Set(list)).sorted()
            if let known = classIndex[sorted] {
                classOf[Int(symbol)] = known
                return
            }
            let index = UInt32(classSets.count)
            classIndex[sorted] = index
            classSets.append(sorted)
            classOf[Int(symbol)] = index
        }
        for (word, symbol) in words {
            var list = (setsOfWord[word] ?? []) + inherited(word)
            if word.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E || $0 == 0x2C }) {
                list += numberSets
            }
            assign(symbol, list)
        }
        var prefixList: [(prefix: [UInt8], symbol: UInt32)] = []
        for (index, prefix) in orderedPrefixes.enumerated() {
            let symbol = UInt32(wordCount + 1 + index)
            prefixList.append((Array(prefix.utf8), symbol))
            assign(symbol, inherited(prefix))
        }
        assign(numberSymbol, numberSets)
        let vocabulary = Vocabulary(
            words: words.map { (Array($0.key.utf8), $0.value) }.sorted { $0.1 < $1.1 },
            prefixes: prefixList, numberSymbol: numberSymbol, questionSymbol: words["?"]!,
            count: count,
            classOf: classOf, languages: languages, fillers: fillers)
        return (vocabulary, classSets)
    }
}

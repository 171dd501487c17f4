internal import CHash
internal import VOCCore

/// Every word that some lexicon or rule knows, found by one lookup per token.
///
/// A word's *symbol* stands for all that is known about it. Symbol 0 is an unknown word. Immutable
/// once built, and shared by all threads.
final class Vocabulary: Sendable {
    /// All that the hot path asks of a word, in one place of memory.
    struct Entry: Sendable, BitwiseCopyable {
        var key: UInt64 = 0
        var bits = Entry.none
        /// Bits of the languages in which it is a function word.
        var languages: UInt16 = 0

        /// Marks an empty slot.
        static let none = WordBits(rawValue: .max)
        var isEmpty: Bool { bits.rawValue == .max }
    }

    private struct LongPlace: BitwiseCopyable {
        var start: UInt32 = 0
        var count: UInt32 = 0
    }

    private let slots: FrozenArray<Entry>
    private let mask: Int
    /// For words of more than eight bytes, by slot: where their bytes lie in `longBytes`.
    private let longPlaces: FrozenArray<LongPlace>
    private let longBytes: FrozenArray<UInt8>
    private let prefixes: PrefixTable
    /// A number that is not a word of its own.
    let number: WordBits
    /// A number with a currency sign.
    let sum: WordBits
    /// An emoji that is not a word of its own.
    let emoji: WordBits
    /// The class of the end of a question.
    let questionClass: UInt32
    let count: Int

    fileprivate init(
        words: [(word: [UInt8], symbol: UInt32)],
        prefixes list: [(prefix: [UInt8], wordClass: UInt32)],
        numberSymbol: UInt32, sumSymbol: UInt32, emojiSymbol: UInt32, questionSymbol: UInt32,
        count: Int, classOf: [UInt32],
        languages: [String: UInt16], fillers: Set<String>
    ) {
        var size = 1024
        while size < words.count * 2 { size *= 2 }
        var slots = [Entry](repeating: Entry(), count: size)
        var longPlaces = [LongPlace](repeating: LongPlace(), count: size)
        var longBytes: [UInt8] = []
        mask = size - 1
        for (word, symbol) in words {
            let key = TokenKey.make(word)
            var slot = Vocabulary.slot(of: key, mask: size - 1)
            while !slots[slot].isEmpty { slot = (slot + 1) & (size - 1) }
            let text = String(decoding: word, as: UTF8.self)
            slots[slot] = Entry(
                key: key,
                bits: WordBits(
                    wordClass: classOf[Int(symbol)], isFiller: fillers.contains(text)),
                languages: languages[text] ?? 0)
            if word.count > 8 {
                longPlaces[slot] = LongPlace(
                    start: UInt32(longBytes.count), count: UInt32(word.count))
                longBytes += word
            }
        }
        self.slots = FrozenArray(slots)
        self.longPlaces = FrozenArray(longPlaces)
        self.longBytes = FrozenArray(longBytes)
        prefixes = PrefixTable(list)
        number = WordBits(wordClass: classOf[Int(numberSymbol)])
        sum = WordBits(wordClass: classOf[Int(sumSymbol)])
        emoji = WordBits(wordClass: classOf[Int(emojiSymbol)])
        questionClass = classOf[Int(questionSymbol)]
        self.count = count
    }

    func write(to blob: inout CompiledBlobWriter) {
        blob.table(slots)
        blob.table(longPlaces)
        blob.table(longBytes)
        prefixes.write(to: &blob)
        for bits in [number, sum, emoji] { blob.number(Int(bits.rawValue)) }
        blob.number(Int(questionClass))
        blob.number(count)
    }

    init(from blob: inout CompiledBlobReader) throws(VOCError) {
        slots = try blob.table()
        mask = slots.count - 1
        longPlaces = try blob.table()
        longBytes = try blob.table()
        prefixes = try PrefixTable(from: &blob)
        number = WordBits(rawValue: UInt32(truncatingIfNeeded: try blob.number()))
        sum = WordBits(rawValue: UInt32(truncatingIfNeeded: try blob.number()))
        emoji = WordBits(rawValue: UInt32(truncatingIfNeeded: try blob.number()))
        questionClass = UInt32(truncatingIfNeeded: try blob.number())
        count = try blob.number()
    }

    @inline(__always)
    private static func slot(of key: UInt64, mask: Int) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
    }

    /// The slots of the words, for a loop that keeps them in registers; valid as long as the
    /// vocabulary lives.
    @safe struct Slots: BitwiseCopyable {
        let start: UnsafePointer<Entry>
        let mask: Int

        /// The slot of a key from `slot` on; −1 if it is not there.
        @inline(__always)
        func find(_ key: UInt64, from slot: Int) -> Int {
            var slot = slot
            while true {
                if unsafe start[slot].key == key, unsafe !start[slot].isEmpty { return slot }
                if unsafe start[slot].isEmpty { return -1 }
                slot = (slot &+ 1) & mask
            }
        }

        /// Asks for the memory of a key's slot ahead of its use.
        @inline(__always)
        func prefetch(_ key: UInt64) {
            unsafe chash_prefetch(start + Vocabulary.slot(of: key, mask: mask))
        }

        @inline(__always)
        func first(of key: UInt64) -> Int { Vocabulary.slot(of: key, mask: mask) }
    }

    var all: Slots { unsafe Slots(start: slots.base, mask: mask) }

    /// Words of more than eight bytes have keys from here on; see `TokenKey`.
    static let longMark = TokenKey.longMark

    /// What is known of a word by its key; nil if it is unknown. `bytes` are its letters, folded or
    /// ASCII in any case; looked at only if it is long.
    func entry(key: UInt64, bytes: UnsafeBufferPointer<UInt8>) -> Entry? {
        unsafe entry(key: key, bytes: bytes, at: all.find(key, from: all.first(of: key)))
    }

    /// The same, where `first` is the first slot with the key, or −1.
    func entry(key: UInt64, bytes: UnsafeBufferPointer<UInt8>, at first: Int) -> Entry? {
        var slot = first
        while slot >= 0 {
            if unsafe key < Vocabulary.longMark || isWord(bytes, at: slot) { return slots[slot] }
            slot = all.find(key, from: (slot &+ 1) & mask)
        }
        return nil
    }

    /// What is known of a folded word.
    func entry(of word: Slice<UnsafeBufferPointer<UInt8>>) -> Entry? {
        let bytes = unsafe UnsafeBufferPointer(rebasing: word)
        return unsafe entry(key: TokenKey.make(bytes), bytes: bytes)
    }

    private func isWord(_ bytes: UnsafeBufferPointer<UInt8>, at slot: Int) -> Bool {
        let place = longPlaces[slot]
        guard place.count == bytes.count else { return false }
        // Eight bytes at a time; there are more than eight, so that the last eight overlap.
        let text = unsafe UnsafeRawPointer(bytes.baseAddress.unsafelyUnwrapped)
        let word = unsafe UnsafeRawPointer(longBytes.base + Int(place.start))
        let last = bytes.count &- 8
        guard last > 0 else { return false }
        var index = 0
        while true {
            let eight = unsafe text.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            // What is not ASCII is folded already.
            let folded =
                eight & 0x8080_8080_8080_8080 == 0 ? TokenKey.lowerCased(eight) : eight
            if unsafe folded != word.loadUnaligned(fromByteOffset: index, as: UInt64.self) {
                return false
            }
            if index == last { return true }
            index = min(index &+ 8, last)
        }
    }

    /// Whether some prefix might begin with these first bytes of a folded word.
    @inline(__always)
    func mayHavePrefix(_ firstBytes: UInt64) -> Bool { prefixes.mayHave(firstBytes) }

    /// The class of the longest known beginning of a folded word; 0 if there is none.
    func prefixClass(firstBytes: UInt64, count: Int, bytes: () -> [UInt8]) -> UInt32 {
        prefixes.wordClass(firstBytes: firstBytes, count: count, bytes: bytes)
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

    private static func isEmoji(_ word: String) -> Bool {
        word.unicodeScalars.contains { $0.value > 0xFF && $0.properties.isEmoji }
    }

    /// Freezes. `classSets[classOf[symbol]]` are the sets a symbol belongs to, sorted; class 0 is
    /// "in none". `languages` has bits for function words.
    func freeze(languages: [String: UInt16]) -> (vocabulary: Vocabulary, classSets: [[UInt32]]) {
        let orderedPrefixes = prefixes.keys.sorted()
        let wordCount = words.count
        let numberSymbol = UInt32(wordCount + orderedPrefixes.count + 1)
        let sumSymbol = numberSymbol + 1
        let emojiSymbol = numberSymbol + 2
        let count = Int(emojiSymbol) + 1

        var setsOfWord: [String: [UInt32]] = [:]
        var setsOfPrefix: [String: [UInt32]] = [:]
        var numberSets: [UInt32] = []
        var sumSets: [UInt32] = []
        var emojiSets: [UInt32] = []
        for (index, set) in sets.enumerated() {
            for word in set.words { setsOfWord[word, default: []].append(UInt32(index)) }
            for prefix in set.prefixes { setsOfPrefix[prefix, default: []].append(UInt32(index)) }
            if set.matchesNumber { numberSets.append(UInt32(index)) }
            if set.matchesSum { sumSets.append(UInt32(index)) }
            if set.matchesEmoji { emojiSets.append(UInt32(index)) }
        }
        // Most words begin like no prefix: told by the first three bytes.
        let beginnings = Set(prefixes.keys.map { Array($0.utf8.prefix(3)) })
        /// Sets of all prefixes that `text` begins with.
        func inherited(_ text: String) -> [UInt32] {
            var result: [UInt32] = []
            let bytes = Array(text.utf8)
            guard bytes.count >= 3, beginnings.contains(Array(bytes[..<3])) else { return result }
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
            if !emojiSets.isEmpty, VocabularyBuilder.isEmoji(word) { list += emojiSets }
            assign(symbol, list)
        }
        var prefixList: [(prefix: [UInt8], wordClass: UInt32)] = []
        for (index, prefix) in orderedPrefixes.enumerated() {
            let symbol = UInt32(wordCount + 1 + index)
            assign(symbol, inherited(prefix))
            prefixList.append((Array(prefix.utf8), classOf[Int(symbol)]))
        }
        assign(numberSymbol, numberSets)
        assign(sumSymbol, numberSets + sumSets)
        assign(emojiSymbol, emojiSets)
        let vocabulary = Vocabulary(
            words: words.map { (Array($0.key.utf8), $0.value) }.sorted { $0.1 < $1.1 },
            prefixes: prefixList, numberSymbol: numberSymbol, sumSymbol: sumSymbol,
            emojiSymbol: emojiSymbol, questionSymbol: words["?"]!,
            count: count,
            classOf: classOf, languages: languages, fillers: fillers)
        return (vocabulary, classSets)
    }
}

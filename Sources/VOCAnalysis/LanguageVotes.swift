/// The votes of a text's function words for the languages they belong to.
///
/// Every second word votes, which words nobody can foresee: votes are added up without asking,
/// eight languages in one number, and moved to the counts before a byte could overflow.
@safe struct LanguageVotes: ~Copyable {
    private static let most = 16
    private let counts: UnsafeMutablePointer<Int32>
    /// By eight bits, the number with a 1 in the byte of each bit.
    private let spread: UnsafeMutablePointer<UInt64>
    private var isEmpty = true

    /// Votes not yet in the counts, which a loop keeps in registers.
    struct Pending: BitwiseCopyable {
        fileprivate var low: UInt64 = 0
        fileprivate var high: UInt64 = 0
    }

    /// As many words may vote between two calls of `settle`.
    static let mostPending = 255

    init() {
        unsafe counts = .allocate(capacity: LanguageVotes.most)
        unsafe counts.initialize(repeating: 0, count: LanguageVotes.most)
        unsafe spread = .allocate(capacity: 256)
        for bits in 0..<256 {
            var bytes: UInt64 = 0
            for bit in 0..<8 where bits >> bit & 1 == 1 { bytes |= 1 << UInt64(8 * bit) }
            unsafe (spread + bits).initialize(to: bytes)
        }
    }

    deinit {
        unsafe counts.deallocate()
        unsafe spread.deallocate()
    }

    mutating func reset() {
        guard !isEmpty else { return }
        unsafe counts.update(repeating: 0, count: LanguageVotes.most)
        isEmpty = true
    }

    /// Adds the vote of a word to `pending`; `mask` has the bits of its languages.
    @inline(__always)
    func add(_ mask: UInt16, to pending: inout Pending) {
        unsafe pending.low &+= spread[Int(mask & 0xFF)]
        unsafe pending.high &+= spread[Int(mask >> 8)]
    }

    /// Moves what is pending to the counts.
    mutating func settle(_ pending: Pending) {
        guard pending.low | pending.high != 0 else { return }
        isEmpty = false
        for byte in 0..<8 {
            unsafe counts[byte] &+= Int32((pending.low >> UInt64(8 * byte)) & 0xFF)
            unsafe counts[byte + 8] &+= Int32((pending.high >> UInt64(8 * byte)) & 0xFF)
        }
    }

    /// Adds the vote of a single word.
    mutating func add(_ mask: UInt16) {
        var pending = Pending()
        add(mask, to: &pending)
        settle(pending)
    }

    /// The language that clearly leads, with its index; nil when the words do not tell.
    mutating func leader(wordCount: Int) -> Int? {
        guard !isEmpty else { return nil }
        var best = 0
        var most: Int32 = -1
        var second: Int32 = -1
        for index in 0..<LanguageVotes.most {
            let count = unsafe counts[index]
            if count > most {
                second = most
                most = count
                best = index
            } else if count > second {
                second = count
            }
        }
        // At least two words and a tenth of the text, and clearly more than the runner-up (related
        // languages share words).
        guard most >= 2, Int(most) * 10 >= wordCount, (most - second) * 4 >= most
        else { return nil }
        return best
    }
}

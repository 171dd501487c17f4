/// A word of a text with what the vocabulary knows of it; what rules and scores count distances in.
struct Word: Sendable, BitwiseCopyable {
    /// Bytes of the text.
    var start: UInt32
    var end: UInt32
    private var bits: WordBits
    /// How many clauses begin up to and with this word.
    var clause: UInt32

    /// A word no phrase has.
    static let none = Word(start: 0, end: 0, bits: .unknown, opensClause: false, clause: 0)

    init(start: UInt32, end: UInt32, bits: WordBits, opensClause: Bool, clause: UInt32) {
        self.start = start
        self.end = end
        self.bits = opensClause ? WordBits(rawValue: bits.rawValue | WordBits.opensClause) : bits
        self.clause = clause
    }

    /// What the matcher knows it as; 0 for a word that no phrase has.
    var wordClass: UInt32 { bits.wordClass }
    /// Whether a clause or sentence begins with it.
    var opensClause: Bool { bits.rawValue & WordBits.opensClause != 0 }
    /// It does not use up reach.
    var isFiller: Bool { bits.rawValue & WordBits.filler != 0 }
    /// Written with a letter drawn out, as in `soooo`.
    var isStretched: Bool { bits.rawValue & WordBits.stretched != 0 }
}

/// The class of a word and some facts in one number, as the vocabulary keeps them.
struct WordBits: Sendable, BitwiseCopyable {
    /// Classes are smaller than this.
    static let classLimit: UInt32 = 1 << 20
    static let opensClause: UInt32 = 1 << 31
    static let filler: UInt32 = 1 << 30
    static let stretched: UInt32 = 1 << 29

    let rawValue: UInt32

    static let unknown = WordBits(rawValue: 0)

    init(rawValue: UInt32) { self.rawValue = rawValue }

    init(wordClass: UInt32, isFiller: Bool = false) {
        rawValue = wordClass | (isFiller ? WordBits.filler : 0)
    }

    var wordClass: UInt32 { rawValue & (WordBits.classLimit - 1) }

    /// The class alone: an odd spelling of a filler uses up reach.
    var wordOnly: WordBits { WordBits(wordClass: wordClass) }

    /// The same word written with a letter drawn out.
    var drawnOut: WordBits { WordBits(rawValue: rawValue | WordBits.stretched) }
}

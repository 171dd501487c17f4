internal import VOCCore

/// Function words of languages, to tell what a text is written in; read from
/// `und/languages/words.tsv`.
///
/// Good for a sentence or more in a known language; says nothing when in doubt.
struct LanguageWords: Sendable {
    /// At most 16 language tags.
    private(set) var languages: [String] = []
    /// Bits of the languages in which a word is a function word.
    private(set) var masks: [String: UInt16] = [:]
    private(set) var files: [String] = []

    init(in folders: LexiconFolders) throws(VOCError) {
        let folder = try folders.folder(for: "und/languages", holding: "words.tsv")
        files = ["\(folder)/words.tsv"]
        for row in try TabbedFile(files[0], columns: ["language", "words"]).rows {
            let bit: Int
            if let known = languages.firstIndex(of: row[0]) {
                bit = known
            } else {
                guard languages.count < 16 else {
                    throw VOCError(.lexiconRow, "at most 16 languages", at: row.origin)
                }
                bit = languages.count
                languages.append(row[0])
            }
            for word in row[1].split(separator: " ") {
                masks[String(word), default: 0] |= 1 << UInt16(bit)
            }
        }
    }
}

/// The votes of a text's function words.
///
/// Every second word votes: the counts lie in memory of their own, where one is raised by a single
/// instruction.
@safe struct LanguageVotes: ~Copyable {
    private static let most = 16
    private let counts: UnsafeMutablePointer<Int32>
    private var isEmpty = true

    init() {
        unsafe counts = .allocate(capacity: LanguageVotes.most)
        unsafe counts.initialize(repeating: 0, count: LanguageVotes.most)
    }

    deinit { unsafe counts.deallocate() }

    mutating func reset() {
        guard !isEmpty else { return }
        unsafe counts.update(repeating: 0, count: LanguageVotes.most)
        isEmpty = true
    }

    @inline(__always)
    mutating func add(_ mask: UInt16) {
        guard mask != 0 else { return }
        isEmpty = false
        var rest = mask
        while rest != 0 {
            unsafe counts[rest.trailingZeroBitCount] &+= 1
            rest &= rest &- 1
        }
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

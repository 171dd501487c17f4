internal import VOCCore

/// One place in a phrase: any of a set of words.
struct WordSet: Hashable, Sendable {
    /// Folded words, sorted.
    var words: [String] = []
    /// Beginnings of words, sorted.
    var prefixes: [String] = []
    var matchesNumber = false
    /// A number with a currency sign beside it.
    var matchesSum = false
    /// Any emoji, known or not.
    var matchesEmoji = false

    var isEmpty: Bool { words.isEmpty && prefixes.isEmpty && !matchesClass }
    /// Whether it takes words by what they are and not by their letters.
    var matchesClass: Bool { matchesNumber || matchesSum || matchesEmoji }
}

/// A phrase in the notation of lexicons/README.md: words, `(a|b c|)`, `word*`, `<n>`.
struct Phrase: Sendable {
    /// Every way to say it that differs in more than single words. Alternatives of one word stay
    /// together in a set, so that `(called|rang|phoned) (them|)` makes two variants and not four.
    var variants: [[WordSet]] { sequences.map { $0.map { sets[$0] } } }

    /// The sets that the phrase is made of, and the variants as places in them.
    let sets: [WordSet]
    let sequences: [[Int]]

    static let mostVariants = 20_000

    init(_ text: String, at origin: Origin, folding unicode: UnicodeText) throws(VOCError) {
        var parser = PhraseParser(text, origin: origin, unicode: unicode)
        sequences = try parser.parse()
        sets = parser.sets
        guard sequences.contains(where: { !$0.isEmpty }) else {
            throw VOCError(.patternMalformed, "the phrase is empty", at: origin)
        }
    }
}

extension Phrase {
    /// One of a set of words, or of longer phrases.
    init(single: WordSet, longer: [[WordSet]]) {
        var sets: [WordSet] = []
        var places: [WordSet: Int] = [:]
        func place(_ set: WordSet) -> Int {
            if let place = places[set] { return place }
            places[set] = sets.count
            sets.append(set)
            return sets.count - 1
        }
        sequences = (single.isEmpty ? [] : [[place(single)]]) + longer.map { $0.map(place) }
        self.sets = sets
    }

    /// The words it stands for, if it never stands for more than one.
    var singleWords: [String]? {
        var words: [String] = []
        for variant in variants {
            guard variant.count == 1, variant[0].prefixes.isEmpty, !variant[0].matchesClass else {
                return nil
            }
            words += variant[0].words
        }
        return words
    }
}

/// Reads the phrase notation by recursive descent (brackets nest).
private struct PhraseParser {
    private let text: [UInt8]
    private var index = 0
    private let origin: Origin
    private let unicode: UnicodeText
    private var depth = 0
    /// The sets found so far; sequences are places in it.
    private(set) var sets: [WordSet] = []

    init(_ text: String, origin: Origin, unicode: UnicodeText) {
        self.text = Array(text.utf8)
        self.origin = origin
        self.unicode = unicode
    }

    mutating func parse() throws(VOCError) -> [[Int]] {
        let result = try sequence()
        guard index == text.count else { throw malformed("a ')' or '|' stands outside brackets") }
        return result
    }

    private func malformed(_ message: String) -> VOCError {
        VOCError(.patternMalformed, message, at: origin)
    }

    /// Elements up to `|`, `)` or the end.
    private mutating func sequence() throws(VOCError) -> [[Int]] {
        var variants: [[Int]] = [[]]
        while index < text.count, text[index] != UInt8(ascii: "|"), text[index] != UInt8(ascii: ")")
        {
            if text[index] <= 0x20 {
                index += 1
                continue
            }
            if text[index] != UInt8(ascii: "(") {
                let first = sets.count
                sets += try word()
                for place in variants.indices { variants[place] += first..<sets.count }
                continue
            }
            let choices = try group()
            if choices.count == 1 {
                for place in variants.indices { variants[place] += choices[0] }
                continue
            }
            guard variants.count * choices.count <= Phrase.mostVariants else {
                throw VOCError(
                    .patternTooWide, "this stands for more than \(Phrase.mostVariants) phrases",
                    at: origin, hint: "split it into two patterns")
            }
            var longer: [[Int]] = []
            longer.reserveCapacity(variants.count * choices.count)
            for variant in variants {
                for choice in choices { longer.append(variant + choice) }
            }
            variants = longer
        }
        return variants
    }

    /// `( … | … )`: single words become one set, the rest stay apart.
    private mutating func group() throws(VOCError) -> [[Int]] {
        index += 1
        depth += 1
        guard depth <= 16 else { throw malformed("brackets nest too deeply") }
        var single = WordSet()
        var others: [[Int]] = []
        while true {
            for variant in try sequence() {
                if variant.count == 1 {
                    let set = sets[variant[0]]
                    single.words += set.words
                    single.prefixes += set.prefixes
                    if set.matchesNumber { single.matchesNumber = true }
                    if set.matchesSum { single.matchesSum = true }
                    if set.matchesEmoji { single.matchesEmoji = true }
                } else if !others.contains(variant) {
                    others.append(variant)
                }
            }
            guard index < text.count else { throw malformed("a '(' is never closed") }
            let mark = text[index]
            index += 1
            if mark == UInt8(ascii: ")") { break }
        }
        depth -= 1
        single.words = PhraseParser.sortedOnce(single.words)
        single.prefixes = PhraseParser.sortedOnce(single.prefixes)
        guard !single.isEmpty else { return others }
        sets.append(single)
        return [[sets.count - 1]] + others
    }

    private static func sortedOnce(_ words: [String]) -> [String] {
        guard words.count > 1 else { return words }
        var result: [String] = []
        for word in words.sorted() where result.last != word { result.append(word) }
        return result
    }

    /// One word of the notation; a word the segmenter cuts in two becomes two places.
    private mutating func word() throws(VOCError) -> [WordSet] {
        let start = index
        var isPlain = true
        while index < text.count {
            let byte = text[index]
            if byte <= 0x20 || byte == UInt8(ascii: "|") || byte == UInt8(ascii: "(")
                || byte == UInt8(ascii: ")")
            {
                break
            }
            if byte < 0x61 || byte > 0x7A { isPlain = false }
            index += 1
        }
        let raw = String(decoding: text[start..<index], as: UTF8.self)
        // Most words are plain lower-case letters, which are their own folded form.
        if isPlain { return [WordSet(words: [raw])] }
        if raw == "<n>" { return [WordSet(matchesNumber: true)] }
        if raw == "<sum>" { return [WordSet(matchesSum: true)] }
        if raw == "<emoji>" { return [WordSet(matchesEmoji: true)] }
        if raw == "?" { return [WordSet(words: ["?"])] }
        let isPrefix = raw.hasSuffix("*") && raw.utf8.count > 1
        let bare = isPrefix ? String(raw.dropLast()) : raw
        let folded = unicode.folded(bare)
        let bytes = Array(folded.utf8)
        let pieces = unicode.spans(.words, of: folded).filter { $0.status >= 100 || $0.isEmoji }
            .map { String(decoding: bytes[$0.range], as: UTF8.self) }
        guard let last = pieces.last else { throw malformed("'\(raw)' holds no word") }
        guard !isPrefix || last.utf8.count >= 3 else {
            throw malformed("'\(raw)' needs at least three letters before *")
        }
        return pieces.dropLast().map { WordSet(words: [$0]) }
            + [isPrefix ? WordSet(prefixes: [last]) : WordSet(words: [last])]
    }
}

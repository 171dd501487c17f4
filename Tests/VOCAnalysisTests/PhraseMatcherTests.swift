import TestSupport
import Testing
import VOCCore

@testable import VOCAnalysis

/// A phrase found: which one, and the words [start, end).
private struct Found: Hashable {
    var payload: UInt32
    var start: Int
    var end: Int
}

@Suite struct `The phrase matcher` {
    private static let words = [
        "late", "later", "lately", "parcel", "deliver", "delivery", "delivered", "not", "7", "42",
        "x", "disappointed", "disappointing", "disappointment",
    ]

    private static func notation(_ random: inout SplitMix, depth: Int = 0) -> String {
        let atoms =
            words + [
                "deliver*", "lat*", "late*", "del*", "<n>", "disappoi*", "disappointe*",
                "disappointi*",
            ]
        let count = Int.random(in: 1...(depth == 0 ? 4 : 2), using: &random)
        return (0..<count).map { _ in
            if depth < 2, Int.random(in: 0..<4, using: &random) == 0 {
                let choices = (0..<Int.random(in: 1...3, using: &random)).map { _ in
                    notation(&random, depth: depth + 1)
                }
                return
                    "(\(choices.joined(separator: "|"))\(Bool.random(using: &random) ? "|" : ""))"
            }
            return atoms.randomElement(using: &random)!
        }.joined(separator: " ")
    }

    private static func isIn(_ set: WordSet, _ word: String) -> Bool {
        set.words.contains(word) || set.prefixes.contains { word.hasPrefix($0) }
            || (set.matchesNumber && word.allSatisfy(\.isNumber))
    }

    /// All phrases by trying each at each place.
    private static func naive(_ phrases: [Phrase], _ text: [String]) -> Set<Found> {
        var result = Set<Found>()
        for (payload, phrase) in phrases.enumerated() {
            for variant in phrase.variants where !variant.isEmpty && variant.count <= text.count {
                for start in 0...(text.count - variant.count)
                where zip(variant, text[start...]).allSatisfy({ isIn($0, $1) }) {
                    result.insert(
                        Found(payload: UInt32(payload), start: start, end: start + variant.count))
                }
            }
        }
        return result
    }

    @Test(arguments: [(1 << 19, 1 << 16), (1, 1), (7, 100), (100, 3)])
    func `finds what a naive matcher finds, also when it must forget`(
        _ bounds: (steps: Int, states: Int)
    ) throws {
        var random = SplitMix(state: 4_711)
        let unicode = UnicodeText()
        var hits = 0
        for _ in 0..<60 {
            var builder = VocabularyBuilder()
            var graph = PatternGraph()
            var phrases: [Phrase] = []
            for _ in 0..<Int.random(in: 1...12, using: &random) {
                guard
                    let phrase = try? Phrase(
                        Self.notation(&random), at: Origin(file: "t"), folding: unicode)
                else { continue }
                graph.insert(phrase, payload: UInt32(phrases.count), into: &builder)
                phrases.append(phrase)
            }
            let frozen = builder.freeze(languages: [:])
            var matcher = PhraseMatcher(
                PatternTables(graph, classSets: frozen.classSets, setCount: builder.sets.count),
                mostSteps: bounds.steps, mostStates: bounds.states)
            for _ in 0..<20 {
                let text = (0..<Int.random(in: 0...30, using: &random)).map { _ in
                    Self.words.randomElement(using: &random)!
                }
                let found = scan(text, frozen.vocabulary, &matcher)
                let expected = Self.naive(phrases, text)
                hits += expected.count
                #expect(found == expected, "\(text)")
                if found != expected { return }
            }
        }
        #expect(hits > 5000)
    }

    /// What the matcher finds in words; `|` opens a clause.
    private func scan(
        _ text: [String], _ vocabulary: Vocabulary, _ matcher: inout PhraseMatcher
    ) -> Set<Found> {
        var words = Scratch<Word>()
        for word in text where word != "|" {
            let isFirst = words.count < text.count - 1 && text[words.count] == "|"
            words.append(
                Word(
                    start: 0, end: 0,
                    bits: WordBits(wordClass: wordClass(of: word, vocabulary)),
                    opensClause: isFirst, clause: 0))
        }
        matcher.scan(words, 0..<Int32(words.count))
        var result = Set<Found>()
        for index in 0..<matcher.found.count {
            let hit = matcher.found[index]
            var payloads = [hit.found]
            if hit.found & PhraseHit.isState != 0 {
                payloads = unsafe Array(matcher.payloads(of: hit))
            }
            for payload in payloads {
                result.insert(Found(payload: payload, start: Int(hit.start), end: Int(hit.end)))
            }
        }
        return result
    }

    /// As `TextReader` looks words up: known, a number, or by the longest known beginning.
    private func wordClass(of word: String, _ vocabulary: Vocabulary) -> UInt32 {
        let bytes = Array(word.utf8)
        if let known = unsafe bytes.withUnsafeBufferPointer({ unsafe vocabulary.entry(of: $0[...]) }
        ) {
            return known.bits.wordClass
        }
        if word.allSatisfy(\.isNumber) { return vocabulary.number.wordClass }
        let first = PrefixTable.firstBytes(bytes)
        guard vocabulary.mayHavePrefix(first) else { return 0 }
        return vocabulary.prefixClass(firstBytes: first, count: bytes.count) { bytes }
    }

    @Test func `forgets phrases under way at a border`() throws {
        var builder = VocabularyBuilder()
        var graph = PatternGraph()
        graph.insert(
            try Phrase("late parcel", at: Origin(file: "t"), folding: UnicodeText()), payload: 0,
            into: &builder)
        let frozen = builder.freeze(languages: [:])
        var matcher = PhraseMatcher(
            PatternTables(graph, classSets: frozen.classSets, setCount: builder.sets.count))
        func count(_ text: String...) -> Int { scan(text, frozen.vocabulary, &matcher).count }
        #expect(count("late", "parcel") == 1)
        #expect(count("late") == 0)
        #expect(count("parcel", "late") == 0)
        #expect(count("late", "|", "parcel") == 0)
        #expect(count("late", "unknown", "parcel") == 0)
    }
}

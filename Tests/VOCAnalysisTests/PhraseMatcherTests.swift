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
                var found = Set<Found>()
                matcher.trim()
                matcher.reset()
                for (index, word) in text.enumerated() {
                    matcher.read(wordClass(of: word, frozen.vocabulary), at: Int32(index))
                    for place in 0..<matcher.found.count {
                        let phrase = matcher.found[place]
                        found.insert(
                            Found(payload: phrase.state, start: Int(phrase.start), end: index + 1))
                    }
                }
                let expected = Self.naive(phrases, text)
                hits += expected.count
                #expect(found == expected, "\(text)")
                if found != expected { return }
            }
        }
        #expect(hits > 5000)
    }

    /// As `TextReader` looks words up: known, a number, or by the longest known beginning.
    private func wordClass(of word: String, _ vocabulary: Vocabulary) -> UInt32 {
        let bytes = Array(word.utf8)
        if let known = vocabulary.entry(key: TokenKey.make(bytes), bytes: { bytes }) {
            return known.wordClass
        }
        if word.allSatisfy(\.isNumber) { return vocabulary.classOf[vocabulary.numberSymbol] }
        let first = Vocabulary.firstBytes(bytes)
        guard vocabulary.mayHavePrefix(first) else { return 0 }
        return vocabulary.classOf[
            vocabulary.prefixSymbol(firstBytes: first, count: bytes.count) { bytes }]
    }

    @Test func `forgets phrases under way at a border`() throws {
        var builder = VocabularyBuilder()
        var graph = PatternGraph()
        graph.insert(
            try Phrase("late parcel", at: Origin(file: "t"), folding: UnicodeText()), payload: 0,
            into: &builder)
        let frozen = builder.freeze(languages: [:])
        let vocabulary = frozen.vocabulary
        var matcher = PhraseMatcher(
            PatternTables(graph, classSets: frozen.classSets, setCount: builder.sets.count))
        func found(after word: String) -> Int {
            matcher.read(wordClass(of: word, vocabulary), at: 0)
            return matcher.found.count
        }
        #expect(found(after: "late") == 0)
        #expect(found(after: "parcel") == 1)
        #expect(found(after: "late") == 0)
        matcher.reset()
        #expect(found(after: "parcel") == 0)
        #expect(found(after: "late") == 0)
        #expect(found(after: "unknown") == 0)
        #expect(found(after: "parcel") == 0)
    }
}

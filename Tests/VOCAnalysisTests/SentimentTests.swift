import Foundation
import TestSupport
import Testing
import VOCCore

@testable import VOCAnalysis

@Suite struct `Sentiment` {
    private static let packs: SmallPacks = {
        var packs = SmallPacks()
        packs.terms += ["fail\t-0.5\t0.2\tv", "weak\t-0.1", "\u{1F44D}\t0.5", ":-)\t0.25"]
        packs.phrases = [
            "not bad\t0.125", "bad luck alert\t0", "good (for|at) nothing\t-0.75", "so so\t-0.125",
        ]
        packs.modifiers = [
            "not\tnegator\t-0.65\t3", "(isn't|hardly)\tnegator\t-0.5\t2",
            "or not\tnegator-back\t-0.5\t2",
            "very\tbooster\t0.3\t1", "a bit\tdamper\t-0.4\t2", "but\tcontrast\t0.5",
            "although\tconcession\t0.6",
            "would be\thypothetical\t0.4\t4", "think\tcarrier", "the\tfiller", "a\tfiller",
        ]
        return packs
    }()
    private static let reader = Locked(Result { try packs.reader() })

    /// The weights found in `text`, with their words.
    private func weights(_ text: String) throws -> [String] {
        try Self.reader.with { reader in
            let bytes = Array(text.utf8)
            return try reader.get().explain(text, declaredLanguage: "en").steps.map {
                "\(String(decoding: bytes[$0.range], as: UTF8.self)) \($0.weight)"
            }
        }
    }

    @Test(arguments: [
        // words
        ("good", ["good 500"]), ("Good.", ["Good 500"]), ("goods", []), ("", []), ("it works", []),
        ("failed, fails and failing", ["failed -500", "fails -500", "failing -500"]),
        ("👍🏽", ["👍🏽 500"]), ("done :-)", [":-) 250"]), ("see http://good.example @good", []),
        // negation: reach, clause, fillers, carriers, both ways
        ("not good", ["good -325"]), ("not very good", ["good -423"]),
        ("not x y good", ["good -325"]),
        ("not x y z u good", ["good 500"]), ("not, good", ["good 500"]),
        ("Not. Good", ["Good 500"]),
        ("not the a the a good", ["good -325"]), ("not think x y good", ["good -325"]),
        ("isn't good", ["good -250"]),
        ("good or not", ["good -250"]), ("good x y z or not", ["good 500"]),
        ("not awful", ["awful 650"]),
        ("not not good", ["good 211"]),
        // strength
        ("very good", ["good 650"]), ("very x good", ["good 650"]), ("very x y good", ["good 500"]),
        ("a bit bad", ["bad -300"]), ("very very good", ["good 845"]),
        // contrast, concession, wishes
        ("good but bad", ["good 250", "bad -500"]), ("good. But bad", ["good 500", "bad -500"]),
        ("although good, bad", ["good 300", "bad -500"]), ("would be good", ["good 200"]),
        ("good would be", ["good 500"]), ("would be u v w x y good", ["good 500"]),
        // emphasis
        ("good!", ["good 540"]), ("good!!", ["good 580"]), ("good!!!!!!", ["good 620"]),
        ("bad!", ["bad -540"]),
        ("this is GOOD stuff", ["GOOD 625"]), ("THIS IS GOOD STUFF", ["GOOD 500"]),
        ("goooood", ["goooood 600"]),
        ("is it good?", ["good 350"]), ("is it bad?", ["bad -500"]),
        // phrases: longest first, leftmost, out of play
        ("not bad", ["not bad 125"]), ("it is good for nothing", ["good for nothing -750"]),
        ("bad luck alert", []),
        ("bad luck alerts", ["bad -500"]), ("not bad luck alert", []), ("so so so", ["so so -125"]),
        ("so, so", []), ("very not bad", ["not bad 163"]),
        // bounds
        ("very very very very awful!!!", ["awful -1500"]),
    ])
    func `weighs one thing at a time`(_ text: String, _ expected: [String]) throws {
        #expect(try weights(text) == expected)
    }

    @Test(arguments: [
        ("", "none", nil), ("it works", "none", nil), ("weak", "negative", -167),
        ("good", "positive", 500),
        ("good and bad", "mixed", 0), ("good good good bad", "positive", 400),
        ("bad luck alert", "none", nil),
        ("very very good nice bad", "positive", 339),
    ])
    func `has a label and a score, or none`(_ text: String, _ label: String, _ score: Int?) throws {
        try Self.reader.with { reader in
            let reading = try reader.get().read(text, declaredLanguage: "en")
            #expect(reading.label.name == label)
            #expect(reading.milliPoints == score)
        }
    }

    @Test(arguments: [255, 256, 300, 512])
    func `counts the votes of long sentences for their language`(_ count: Int) throws {
        let text = String(repeating: "und ", count: count) + String(repeating: "the ", count: 60)
        try Self.reader.with { reader in
            let reading = try reader.get().read(text)
            #expect(reading.language == "de")
        }
    }

    @Test(arguments: [
        ("das ist und es war good", "", "de"), ("good", "de", "de"), ("good", "pt-BR", "pt"),
        ("good", "EN_us", "en"),
        ("the thing is and it was good", "de", "en"), ("хороший товар", "", "und"),
        ("good", "english", "en"),
    ])
    func `is read in the lexicon's language only`(
        _ text: String, _ declared: String, _ language: String
    ) throws {
        try Self.reader.with { reader in
            let reading = try reader.get().read(text, declaredLanguage: declared)
            #expect(reading.language == language)
            #expect(reading.isScored == (language == "en"))
            #expect((reading.milliPoints != nil) == (language == "en"))
        }
    }

    @Test func `adds up exactly: effects to the score, parts to their difference`() throws {
        let words = [
            "good", "bad", "nice", "awful", "weak", "not", "very", "but", "although", "a", "bit",
            "the", "!", "?", ".", ",",
            "GOOD", "baaad", "so", "👍", "x", "failed", "would", "be", "or", "luck", "alert", ":-)",
        ]
        var random = SplitMix(state: 1_234)
        try Self.reader.with { reader in
            let reader = try reader.get()
            for _ in 0..<3000 {
                let text = (0..<Int.random(in: 0...40, using: &random)).map { _ in
                    words.randomElement(using: &random)!
                }
                .joined(separator: Bool.random(using: &random) ? " " : "  ")
                let reading = reader.read(text, declaredLanguage: "en")
                let effects = reading.evidence.map(\.effect).reduce(0, +)
                let positive = reading.evidence.filter { $0.weight > 0 }.map(\.effect).reduce(0, +)
                guard effects == reading.milliPoints ?? 0, positive == reading.positive,
                    reading.positive - reading.negative == reading.milliPoints ?? 0,
                    (reading.milliPoints == nil) == reading.evidence.isEmpty,
                    zip(reading.evidence, reading.evidence.dropFirst()).allSatisfy({
                        $0.range.upperBound <= $1.range.lowerBound
                    })
                else {
                    Issue.record(
                        "\(text): \(effects) is not \(String(describing: reading.milliPoints))")
                    return
                }
            }
        }
    }

    @Test func `rounds shares so that parts and whole agree`() {
        var random = SplitMix(state: 77)
        for _ in 0..<5000 {
            let positive = Int.random(in: 0...20_000, using: &random)
            let negative =
                Bool.random(using: &random) ? Int.random(in: 0...20_000, using: &random) : 0
            let verdict = Verdict(
                positiveSum: positive, negativeSum: negative, settings: ScoringSettings())
            guard positive + negative > 0 else {
                #expect(verdict.milliPoints == nil)
                continue
            }
            let whole = Double(positive + negative + 500)
            #expect(abs(Double(verdict.positive) - 1000 * Double(positive) / whole) <= 0.5)
            #expect(abs(Double(verdict.negative) - 1000 * Double(negative) / whole) <= 0.5)
            #expect(verdict.milliPoints == verdict.positive - verdict.negative)
            #expect((-1000...1000).contains(verdict.milliPoints ?? 9999))
        }
    }

    @Test(arguments: [
        (5, 1500, 8), (5, -1500, -8), (1, 500, 1), (1, -500, -1), (1, 499, 0), (-325, -650, 211),
        (0, -650, 0),
    ])
    func `rounds factors half away from zero`(_ weight: Int, _ milli: Int, _ expected: Int) {
        #expect(SentimentScorer.times(weight, milli) == expected)
    }

    @Test func `takes no mark for a word, whatever the lexicon says`() throws {
        var packs = SmallPacks()
        packs.terms += ["?\t-0.5"]
        packs.phrases = ["really ?\t-0.5"]
        let reading = try packs.reader().read("good? really?", declaredLanguage: "en")
        #expect(reading.evidence.map(\.range) == [0..<4])
    }

    @Test func `never traps and points into the text, whatever is written`() throws {
        let pieces = [
            "good", "bad", "not", "\u{0}", "é", "👨‍👩‍👧", "\u{202E}", "\u{200B}", ".", "_", ":", "'",
            "’", "\n", "\r\n", "https://", "@", "#", "ooo",
            "ß", "ﬁ", "中", "🏽", "\u{FE0F}", "1", ",", "(", " ", "  ", ":-)", "<3",
        ]
        var random = SplitMix(state: 31)
        try Self.reader.with { reader in
            let reader = try reader.get()
            for _ in 0..<5000 {
                let text = (0..<Int.random(in: 0...25, using: &random)).map { _ in
                    pieces.randomElement(using: &random)!
                }.joined()
                let reading = reader.read(text, declaredLanguage: "en")
                let bytes = Array(text.utf8)
                for evidence in reading.evidence {
                    let isWhole = String(validating: bytes[evidence.range], as: UTF8.self) != nil
                    #expect(isWhole && !evidence.range.isEmpty, "\(text.debugDescription)")
                }
            }
        }
    }
}

/// A reader for one test at a time: its buffers are reused.
// Sound: the value is reached under the lock only.
final class Locked<Value>: @unchecked Sendable {
    private let value: Value
    private let lock = NSLock()
    init(_ value: Value) { self.value = value }
    func with<T>(_ body: (Value) throws -> T) rethrows -> T {
        lock.lock()
        defer { lock.unlock() }
        return try body(value)
    }
}

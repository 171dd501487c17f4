import TestSupport
import Testing
import VOCCore

@testable import VOCAnalysis

@Suite struct `Sentences and clauses` {
    private let reader: TextReader

    init() throws {
        reader = TextReader(
            try Analyzer(
                AnalysisSpec(themes: [], intents: ""),
                in: LexiconFolders([Suite.root + "/lexicons"])))
    }

    private static let openings = [
        "The food was great", "I love this lamp", "It broke", "Nobody answered", "The room is big",
        "GREAT staff", "It isn't bad", "Would be nice if it worked",
    ]
    private static let joints = [", but ", ". ", "! ", "; ", " and ", "? ", " (", "\n"]

    /// Three thousand made-up texts of one to five pieces.
    @Test func `add up exactly to the score, as do all effects`() {
        var random = SplitMix(state: 11)
        for _ in 0..<3000 {
            var text = ""
            for _ in 0..<Int.random(in: 1...5, using: &random) {
                text += Self.openings.randomElement(using: &random)!
                text += Self.joints.randomElement(using: &random)!
            }
            let reading = reader.read(text, declaredLanguage: "en")
            let parts = reader.parts(of: reading)
            let score = reading.milliPoints ?? 0
            #expect(reading.evidence.reduce(0) { $0 + $1.effect } == score, "\(text)")
            #expect(parts.reduce(0) { $0 + $1.effect } == score, "\(text)")
            for part in parts where !part.clauses.isEmpty {
                #expect(part.clauses.reduce(0) { $0 + $1.effect } == part.effect, "\(text)")
            }
        }
    }

    @Test func `say what they say by themselves, at their places`() {
        let text = "The soup was great. The bill, however, was awful."
        let parts = reader.parts(of: reader.read(text, declaredLanguage: "en"))
        #expect(parts.map(\.range) == [0..<18, 20..<48])
        #expect(parts.map(\.label) == [.positive, .negative])
        #expect(parts[0].clauses.isEmpty && parts[1].clauses.count == 3)
        #expect(parts[1].clauses.map(\.label) == [.none, .none, .negative])
    }
}

@Suite struct `Confidence tables` {
    private func table(_ lines: String) throws -> ConfidenceTable {
        try Suite.withFolder { folder in
            let path = "\(folder)/confidence.tsv"
            try TextFile.write(
                Array(
                    ("label\tscore\thits\tconflict\tconfidence\ttexts\n" + lines).utf8), to: path)
            return try ConfidenceTable(path: path)
        }
    }

    @Test func `hold from a line's bounds up to the next`() throws {
        let table = try table(
            "positive\t0\t0\t0\t0.4\t9\npositive\t0.5\t0\t0\t0.7\t9\npositive\t0.5\t3\t0\t0.8\t9\npositive\t0.5\t0\t0.2\t0.6\t9\n"
        )
        func confidence(_ positive: Int, _ negative: Int, _ hits: Int) -> Int? {
            table.milli(.positive, positive: positive, negative: negative, hits: hits)
        }
        #expect(confidence(499, 0, 9) == 400)
        #expect(confidence(500, 0, 2) == 700)
        #expect(confidence(500, 0, 3) == 800)
        #expect(confidence(900, 200, 1) == 600)
        #expect(table.milli(.negative, positive: 0, negative: 900, hits: 1) == nil)
    }

    @Test func `refuse what is no label`() {
        #expect(throws: VOCError.self) { try table("good\t0\t0\t0\t0.4\t9\n") }
    }
}

import TestSupport
import Testing
import VOCAnalysis
import VOCCore

@testable import VOCLearn

/// Texts with a planted truth: words of no lexicon that go with praise or blame.
enum Planted {
    /// Writes a base lexicon of two words into `folder`.
    static func lexicons(in folder: String) throws {
        func put(_ path: String, _ text: String) throws {
            let full = "\(folder)/\(path)"
            try TextFile.makeFolder(String(full[..<full.lastIndex(of: "/")!]))
            try TextFile.write(Array(text.utf8), to: full)
        }
        try put("und/languages/words.tsv", "language\twords\nen\tthe is and it was\n")
        try put(
            "en/small/lexicon.yml",
            "id: en/small\nversion: 1.0.0\nlanguage: en\nlicence: Apache-2.0\n")
        try put(
            "en/small/terms.tsv",
            "term\tweight\tspread\tforms\tnote\nbad\t-0.5\t0.2\t\t\ngood\t0.5\t0.2\t\t\n")
        try put(
            "en/small/modifiers.tsv", "term\tkind\tvalue\treach\tnote\nnot\tnegator\t-0.5\t\t\n")
    }

    /// `count` texts of a domain: "zorbic" is praise and "quaxed" blame there, "parcel" neither.
    static func gold(_ name: String, count: Int, split: String? = nil) -> GoldFile {
        var random = SplitMix(state: UInt64(name.utf8.count) &* 77)
        let fillers = ["the parcel", "the lift", "the tea", "the room", "it"]
        let items = (0..<count).map { index in
            let isPraise = index % 2 == 0
            let filler = fillers[Int(random.next() % 5)]
            let word = isPraise ? "zorbic" : "quaxed"
            let other = isPraise ? "good" : "bad"
            return GoldItem(
                id: "\(name)-\(index)",
                text: "\(filler) was \(index % 3 == 0 ? other : word)",
                labels: [isPraise ? "pos" : "neg"])
        }
        return GoldFile(name: name, items: items)
    }
}

@Suite struct `Learning sentiment` {
    private func learn(_ files: [GoldFile], _ folder: String, jobs: Int = 1) throws
        -> LearnedLexicon
    {
        try Planted.lexicons(in: folder)
        return try SentimentLearning(
            files, base: "en/small", in: LexiconFolders([folder]), jobs: jobs
        ).learn()
    }

    @Test func `finds the words that were planted, and no others`() throws {
        try Suite.withFolder { folder in
            let learned = try learn(
                [Planted.gold("shops", count: 120), Planted.gold("hotels", count: 120)], folder)
            let weights = Dictionary(
                uniqueKeysWithValues: learned.lines.map { ($0.phrase, $0.milli) })
            #expect((weights["zorbic"] ?? 0) > 100)
            #expect((weights["quaxed"] ?? 0) < -100)
            for word in ["parcel", "lift", "tea", "room", "not", "the"] {
                #expect(weights[word] == nil)
            }
            #expect(learned.strength != nil)
        }
    }

    @Test func `a word of one domain gets no weight where two must agree`() throws {
        try Suite.withFolder { folder in
            let plain = GoldFile(
                name: "plain",
                items: (0..<60).map { index in
                    GoldItem(
                        id: "p\(index)", text: "the tea was \(index % 2 == 0 ? "good" : "bad")",
                        labels: [index % 2 == 0 ? "pos" : "neg"])
                })
            let learned = try learn([Planted.gold("shops", count: 120), plain], folder)
            #expect(!learned.lines.contains { $0.phrase == "zorbic" })
        }
    }

    @Test func `writes the same bytes for any number of threads, and the engine loads them`() throws
    {
        try Suite.withFolder { folder in
            let files = [Planted.gold("shops", count: 90), Planted.gold("hotels", count: 80)]
            var written: [[UInt8]] = []
            for jobs in [1, 2, 1] {
                let out = "\(folder)/en/learned\(written.count)"
                try learn(files, folder, jobs: jobs)
                    .write(to: out, id: "en/learned", licence: "CC0-1.0")
                written.append(
                    try ["terms.tsv", "phrases.tsv", "lexicon.yml", "README.md"].flatMap {
                        try TextFile.bytes("\(out)/\($0)")
                    })
            }
            #expect(written[0] == written[1] && written[0] == written[2])
            let reader = TextReader(
                try Analyzer(
                    AnalysisSpec(lexicon: "\(folder)/en/learned0", themes: [], intents: ""),
                    in: LexiconFolders([folder])))
            #expect(reader.read("the tea is zorbic", declaredLanguage: "en").label == .positive)
            #expect(reader.read("the tea is quaxed", declaredLanguage: "en").label == .negative)
        }
    }

    @Test func `keeps the base where the labels are noise`() throws {
        try Suite.withFolder { folder in
            var random = SplitMix(state: 5)
            let words = ["tea", "room", "lift", "sofa", "lamp", "door", "roof", "wall"]
            let files = ["a", "bb"].map { name in
                GoldFile(
                    name: name,
                    items: (0..<40).map { index in
                        let text = (0..<3).map { _ in words[Int(random.next() % 8)] }
                        return GoldItem(
                            id: "\(name)\(index)", text: text.joined(separator: " "),
                            labels: [random.next() % 2 == 0 ? "pos" : "neg"])
                    })
            }
            let learned = try learn(files, folder)
            #expect(learned.lines.isEmpty)
            let card = learned.card(id: "en/x", licence: "CC0-1.0").joined(separator: "\n")
            #expect(card.contains("Learning did not help"))
        }
    }
}

import TestSupport
import Testing
import VOCAnalysis
import VOCCore

@testable import VOCLearn

@Suite struct `Learning polarities` {
    private func base(in folder: String) throws {
        try Planted.lexicons(in: folder)
        func put(_ path: String, _ text: String) throws {
            try TextFile.makeFolder("\(folder)/themes/stays")
            try TextFile.write(Array(text.utf8), to: "\(folder)/themes/stays/\(path)")
        }
        try put("pack.yml", "id: stays\nversion: 1.0.0\nlanguage: en\nlicence: Apache-2.0\n")
        try put("rooms.yml", "theme: rooms\nmatch: [lift, room]\n")
        try put("food.yml", "theme: food\nmatch: [tea, cake]\n")
    }

    /// "plimmed" is blame and "vask" praise, which the lexicon does not know; "good" and "bad" it does.
    private func gold(_ count: Int, isHeldOut: Bool = false) -> GoldFile {
        let words = [
            ("vask", "positive"), ("plimmed", "negative"), ("good", "positive"),
            ("bad", "negative"),
            ("there", "neutral"),
        ]
        let things = [("lift", "rooms"), ("tea", "food"), ("cake", "food"), ("sky", "other")]
        let items = (0..<count).map { index in
            let (word, polarity) = words[index % 5]
            let (thing, theme) = things[index / 5 % 4]
            return GoldItem(
                id: "p\(isHeldOut ? "h" : "")\(index)", text: "the \(thing) was \(word)",
                labels: [],
                aspects: [.init(category: theme, polarity: polarity)], isHeldOut: isHeldOut)
        }
        return GoldFile(name: "stays", items: items)
    }

    private func learn(_ files: [GoldFile], _ folder: String) throws -> LearnedTopics {
        try base(in: folder)
        var plan = TopicLearning.Plan(kind: .themes, base: "stays", decision: .exclusive)
        plan.lexicon = "en/small"
        return try TopicLearning(
            polarities: files, labels: LabelMap(), plan, base: "stays", in: LexiconFolders([folder])
        ).learn()
    }

    @Test func `finds the words that were planted, and the engine decides as the fit did`() throws {
        try Suite.withFolder { folder in
            let learned = try learn([gold(200), gold(60, isHeldOut: true)], folder)
            let seeds = learned.figures.first {
                $0.name.hasPrefix("seeds alone, on texts of another")
            }
            let held = learned.figures.first { $0.name.hasPrefix("texts of another split") }
            #expect(seeds?.figures.accuracy == 0.6)
            #expect(held?.figures.accuracy == 1)
            try learned.write(
                to: "\(folder)/themes/ours", id: "ours", licence: "CC0-1.0", source: "stays")
            let analyzer = try Analyzer(
                AnalysisSpec(lexicon: "en/small", themes: ["ours"], intents: ""),
                in: LexiconFolders([folder]))
            let evaluation = try ChoiceTask(.aspects, analyzer).evaluate(
                [gold(60, isHeldOut: true)], split: nil)
            #expect(evaluation.rows[0].figures.first { $0.name == "accuracy" }?.value == 1)
            // Scores stay the lexicon's, and the arithmetic names its lines.
            let reader = TextReader(analyzer)
            let reading = reader.read("the tea was plimmed", declaredLanguage: "en")
            #expect(reading.themes.map(\.label) == [.negative])
            #expect(reading.themes.map(\.milliPoints) == [nil])
            let file = try TextFile.read("\(folder)/themes/ours/weights.tsv").split(
                separator: "\n", omittingEmptySubsequences: false)
            let decided = reader.polarityWeighings.flatMap(\.weighings).filter(\.isDecided)
            #expect(decided.map(\.id) == ["polarity:negative"])
            for part in decided.flatMap(\.parts) {
                let cells = file[part.origin.line - 1].split(separator: "\t")
                #expect(cells[0] == "polarity:negative" && cells[1] == part.pattern)
            }
        }
    }

    @Test func `needs rows that judge aspects`() throws {
        #expect(throws: VOCError.self) {
            try Suite.withFolder { try learn([GoldFile(name: "none", items: [])], $0) }
        }
    }
}

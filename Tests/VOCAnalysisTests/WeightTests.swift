import TestSupport
import Testing
import VOCCore

@testable import VOCAnalysis

@Suite struct `Weights of a pack` {
    /// Compiles a theme pack of two themes with `weights`, lines of id, pattern and weight.
    private func reader(
        _ weights: String, pack: String = "weights: { decision: any }",
        themes: String =
            "theme: late\nmatch: [late]\nthemes: [{ id: parcel, match: [parcel] }]\n"
    ) throws -> TextReader {
        try Suite.withFolder { folder in
            var packs = SmallPacks()
            packs.themes = themes
            packs.pack = pack
            try packs.write(to: folder)
            try TextFile.write(
                Array("id\tpattern\tweight\tnote\n\(weights)\n".utf8),
                to: "\(folder)/themes/small/weights.tsv")
            return TextReader(
                try Analyzer(
                    AnalysisSpec(lexicon: "xx/small", themes: ["small"], intents: ""),
                    in: LexiconFolders([folder])))
        }
    }

    private func themes(_ text: String, _ reader: TextReader) -> [String] {
        reader.read(text, declaredLanguage: "en").themes.map { reader.analyzer.themes[$0.theme].id }
    }

    @Test func `decide instead of the rules, each pattern counted once an item`() throws {
        let reader = try reader(
            "late\t<bias>\t-1\t\nlate\tslow\t0.6\t\nlate\tnever (came|comes)\t1.2\t")
        #expect(themes("It was late.", reader) == [])
        #expect(themes("Slow, slow, slow.", reader) == [])
        #expect(themes("It never came.", reader) == ["late"])
        // A theme without weights is still decided by its rules, unless that above it does not hold.
        #expect(themes("The parcel never came.", reader) == ["late", "late/parcel"])
        #expect(themes("The parcel came.", reader) == [])
    }

    @Test func `may count what rules find, also those of themes below`() throws {
        let reader = try reader("late\t<bias>\t-1\t\nlate\t#late\t2\t")
        #expect(themes("It was late.", reader) == ["late"])
        #expect(themes("The parcel and the parcel.", reader).contains("late"))
        #expect(reader.weighings[0].sumMilli == 1000)
        #expect(themes("It was slow.", reader) == [])
    }

    @Test func `are divided by the root of what was found`() throws {
        let reader = try reader(
            "late\t<bias>\t-0.5\t\nlate\tslow\t1\t\nlate\ttea\t0\t\nlate\tcake\t0\t\nlate\tmilk\t0\t",
            pack: "weights: { divide: root }")
        #expect(themes("Slow.", reader) == ["late"])
        _ = themes("Slow with tea and cake and milk.", reader)
        #expect(reader.weighings[0].rootMilli == 2000)
        #expect(reader.weighings[0].sumMilli == 0)
    }

    @Test func `may judge the feeling about each theme`() throws {
        let reader = try reader(
            """
            polarity:neutral\t<bias>\t0.1\t
            polarity:positive\t<theme:positive>\t0.5\t
            polarity:negative\t<theme:negative>\t0.5\t
            polarity:negative\tshrug\t0.3\t
            polarity:mixed\t#goods/parcel\t0.2\t
            """,
            themes:
                "theme: goods\nthemes: [{ id: late, match: [late] }, { id: parcel, match: [parcel] }]\n"
        )
        func labels(_ text: String) -> [SentimentLabel] {
            reader.read(text, declaredLanguage: "en").themes.map(\.label)
        }
        #expect(labels("Good and late.") == [.positive])
        #expect(labels("Late.") == [.neutral])
        #expect(labels("Late, shrug.") == [.negative])
        // Each theme by what is said of it, and by which it is.
        #expect(labels("It was late and awful. The parcel is here.") == [.negative, .mixed])
        let (theme, weighings) = reader.polarityWeighings[0]
        #expect(theme == "goods/late")
        #expect(weighings.filter(\.isDecided).map(\.sumMilli) == [500])
        // Of a theme that no rule found.
        #expect(
            reader.polarity(ofAbsent: reader.read("A shrug.", declaredLanguage: "en")) == .negative)
    }

    @Test func `of polarities know what the lexicon says of a theme, others do not`() {
        #expect(throws: VOCError.self) { try reader("late\t<theme:positive>\t1\t") }
        #expect(throws: VOCError.self) { try reader("polarity:positive\t#nothing\t1\t") }
        #expect(throws: VOCError.self) { try reader("polarity:cross\tlate\t1\t") }
    }

    @Test func `stand where the theme above lets rules choose one`() throws {
        let reader = try reader(
            "product/card\tslow\t1\t\nproduct/loan\tlate\t1\t",
            themes: """
                theme: product
                choose: one
                themes:
                  - { id: card, match: [card] }
                  - { id: loan, match: [loan] }
                  - { id: account, match: [account] }
                  - { id: till, match: [till] }
                """)
        #expect(themes("Slow and late, a card.", reader) == ["product/card", "product/loan"])
        #expect(
            themes("Slow: account, account, till.", reader) == ["product/card", "product/account"])
    }

    @Test func `give feelings to the place that speaks for the theme`() throws {
        let reader = try reader("late\tslow\t1\t")
        let mention = reader.read("The van was slow and bad.", declaredLanguage: "en").themes[0]
        #expect(mention.label == .negative)
    }

    @Test(arguments: [
        ("late\t<bias>\t-1\t\nlate\t<bias>\t1\t", "", "lexicon.duplicate", 3),
        ("lste\tslow\t1\t", "", "weights.unknown-name", 2),
        ("late\t#lste\t1\t", "", "weights.unknown-name", 2),
        ("late\tslow\t1000\t", "", "lexicon.row", 2),
        ("late\t(slow\t1\t", "", "pattern.malformed", 2),
        ("late\tslow\t1\t", "weights: { decision: some }", "config.unknown-value", 5),
    ])
    func `say which line is wrong`(_ weights: String, _ pack: String, _ code: String, _ line: Int)
        throws
    {
        let error = #expect(throws: VOCError.self) {
            try reader(weights, pack: pack.isEmpty ? "weights: { decision: any }" : pack)
        }
        #expect(error?.code.id == code)
        #expect(error?.origin?.line == line)
    }
}

import TestSupport
import Testing
import VOCAnalysis
import VOCCore

@testable import VOCPipeline

@Suite struct `The condition of a route` {
    /// Packs with two themes and an intent, compiled once.
    private static let analyzer = Result {
        try Suite.withFolder { folder in
            func put(_ path: String, _ text: String) throws {
                let full = "\(folder)/\(path)"
                try TextFile.makeFolder(String(full[..<full.lastIndex(of: "/")!]))
                try TextFile.write(Array(text.utf8), to: full)
            }
            let head = "version: 1.0.0\nlanguage: en\nlicence: Apache-2.0\n"
            try put("und/languages/words.tsv", "language\twords\nen\tthe is\n")
            try put("xx/small/lexicon.yml", "id: xx/small\n\(head)")
            try put(
                "xx/small/terms.tsv",
                "term\tweight\tspread\tforms\tnote\nbad\t-0.5\t0.2\t\t\ngood\t0.5\t0.2\t\t\n")
            try put("themes/small/pack.yml", "id: small\n\(head)stages: [{ id: receive }]\n")
            try put(
                "themes/small/all.yml",
                "theme: shop\nmatch: [shop]\nstage: receive\nthemes:\n  - { id: late, match: [late] }\n  - { id: price, match: [price] }\n"
            )
            try put("intents/small/pack.yml", "id: small\n\(head)")
            try put(
                "intents/small/a.yml",
                "intent: complaint\nmatch: [complain]\nseverity: { 3: [lawyer] }\n")
            try put(
                "intents/small/b.yml",
                "emotion: anger\nlevels: [{ value: 0.6, match: [complain] }]\n")
            try put("intents/small/c.yml", "flag: legal\nmatch: [court]\n")
            return try Analyzer(
                AnalysisSpec(lexicon: "xx/small", themes: ["small"], intents: "intents/small"),
                in: LexiconFolders([folder]))
        }
    }

    private func parse(_ text: String) throws -> Condition {
        let analyzer = try Self.analyzer.get()
        var parser = try ConditionParser(
            text, at: Origin(file: "p", line: 1), analyzer, attributes: ["Region", "plan tier"])
        return try parser.parse()
    }

    /// Whether the condition holds for "the price is bad, I complain", rated 2 by someone in the
    /// North.
    private func holds(_ text: String) throws -> Bool {
        let batch = FeedbackBatch(attributeCount: 2)
        var row = FeedbackBatch.Row()
        row.ratingMilli = 2000
        row.source = batch.store("shop")
        row.channel = batch.store("review")
        batch.append(row, attributes: [batch.store("North"), batch.store("very big")])
        let reading = TextReader(try Self.analyzer.get()).read(
            "the price is bad, I complain", declaredLanguage: "en")
        return try parse(text).holds(for: reading, 0, batch)
    }

    @Test(arguments: [
        ("complaint", true), ("not complaint", false), ("theme:shop/price", true),
        ("theme:shop/late", false),
        ("theme:shop/*", true), ("theme:shop", true), ("intent:complaint", true),
        ("stage:receive", true),
        ("label:negative", true), ("label:positive", false), ("source:shop", true),
        ("channel:email", false),
        ("language:en", true), ("Region=North", true), ("Region = South", false),
        ("\"plan tier\"=\"very big\"", true),
        ("rating <= 2", true), ("rating<2", false), ("rating = 2", true), ("rating > 1.5", true),
        ("score < 0", true),
        ("score >= -0.5", true), ("severity >= 1", true), ("severity > 1", false),
        ("effort < 0", false), ("not effort < 0", true),
        ("theme:shop/late and complaint or rating <= 2", true),
        ("theme:shop/late and (complaint or rating <= 2)", false),
        ("not (theme:shop/late or rating > 2)", true), ("not not complaint", true),
        ("response", false), ("response-needed", false), ("emotion:anger", true),
        ("flag:legal", false), ("intensity >= 0.6", true), ("intensity > 0.6", false),
        ("not flag:legal and intensity <= 1", true),
    ])
    func `holds or not`(_ text: String, _ expected: Bool) throws {
        #expect(try holds(text) == expected)
    }

    @Test(arguments: [
        ("", nil), ("and", nil), ("complaint and", nil), ("(complaint", nil), ("complaint)", nil),
        ("complaint complaint", nil),
        ("rating <", nil), ("rating < two", nil), ("\"open", nil),
        ("theme:shop/prise", "did you mean 'shop/price'?"),
        ("intent:complain", "did you mean 'complaint'?"),
        ("emotion:angr", "did you mean 'anger'?"), ("flag:legl", "did you mean 'legal'?"),
        ("staff:mentioned", nil), ("intensity > much", nil),
        ("label:negativ", "did you mean 'negative'?"),
        ("theem:shop", "did you mean 'theme'?"), ("complant", "did you mean 'complaint'?"),
        ("Regoin=North", "did you mean 'Region'?"),
        ("Region<North", nil), ("stage:x", nil), ("touchpoint:x", nil), ("not", nil), (":", nil),
        ("=", nil),
    ])
    func `is refused with a hint`(_ text: String, _ hint: String?) throws {
        let error = #expect(throws: VOCError.self) { _ = try parse(text) }
        #expect(error?.code.id == "route.condition" && error?.origin?.line == 1)
        if let hint { #expect(error?.hint == hint) }
    }

    @Test func `never traps, whatever is written`() throws {
        let pieces = [
            "complaint", "and", "or", "not", "(", ")", "theme:", "shop", "/*", "=", "<", ">", "\"",
            "rating", "2", " ", ":", "é",
        ]
        var random = SplitMix(state: 8)
        for _ in 0..<5000 {
            let text = (0..<Int.random(in: 0...8, using: &random)).map { _ in
                pieces.randomElement(using: &random)!
            }
            .joined(separator: Bool.random(using: &random) ? " " : "")
            _ = try? parse(text)
        }
    }
}

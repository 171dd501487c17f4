import TestSupport
import Testing
import VOCCore

@testable import VOCAnalysis

@Suite struct `States` {
    private static let packs: SmallPacks = {
        var packs = SmallPacks()
        packs.intents = [
            (
                "anger.yml",
                "emotion: anger\nlevels:\n  - { value: 0.9, match: [very angry, livid] }\n  - { value: 0.4, match: [angry, cross] }\nnot: [not angry]\n"
            ),
            ("joy.yml", "emotion: joy\nlevels: [{ value: 0.5, match: [happy] }]\n"),
            ("legal.yml", "flag: legal\nmatch: [lawyer, court NEAR/3 see]\n"),
            ("named.yml", "staff: named\nnameFollows: true\nmatch: [served by, agent]\n"),
        ]
        return packs
    }()

    /// The states of a text by id, with intensity and the words that show them.
    private func states(_ text: String) throws -> [String] {
        let reader = try Self.packs.reader()
        let reading = reader.read(text, declaredLanguage: "en")
        let bytes = Array(text.utf8)
        return reading.states.map { mention in
            let words = reading.matches.filter {
                reader.analyzer.state(ofRule: $0.rule) == mention.state
            }.flatMap { reading.ranges[$0.places] }
                .map { String(decoding: bytes[$0], as: UTF8.self) }
            return
                "\(reader.analyzer.states[mention.state].id) \(mention.milli) \(words.joined(separator: "|"))"
        }
    }

    @Test(arguments: [
        ("the shop made me angry", ["emotion:anger 400 angry"]),
        // The longest of overlapping matches, and the strongest of several.
        ("I was very angry", ["emotion:anger 900 very angry"]),
        ("cross at first. Then livid!", ["emotion:anger 900 cross|livid"]),
        ("I was not angry", []),
        ("not angry. But cross.", ["emotion:anger 400 cross"]),
        // The words of one rule in the order of its phrases.
        (
            "happy to see you in court, and livid",
            ["emotion:anger 900 livid", "emotion:joy 500 happy", "flag:legal 1000 court|see"]
        ),
        ("nothing of it", []),
        // A name, up to two words, in the same clause.
        ("we were served by Ann Lee today", ["staff:named 1000 served by Ann Lee"]),
        ("we were served by Zoë, Then left", ["staff:named 1000 served by Zoë"]),
        ("served by a rude man", []),
        ("served by NOBODY", []),
        ("the agent", []),
        ("our agent Bo. He left", ["staff:named 1000 agent Bo"]),
    ])
    func `are shown with their intensity and their words`(_ text: String, _ expected: [String])
        throws
    {
        #expect(try states(text) == expected)
    }

    @Test func `stand in the item's line, with evidence`() throws {
        let analyzer = try Self.packs.analyzer()
        let batch = FeedbackBatch()
        var row = FeedbackBatch.Row()
        row.text = batch.store("I am livid, my lawyer too")
        batch.append(row)
        let reading = TextReader(analyzer).read("I am livid, my lawyer too", declaredLanguage: "en")
        var json = JSONWriter()
        ReadingWriter(analyzer).append(reading, ofRow: 0, in: batch, file: "f", to: &json)
        #expect(
            String(decoding: json.bytes, as: UTF8.self).contains(
                #""states":[{"id":"emotion:anger","intensity":0.900,"evidence":[[5,10]]},{"id":"flag:legal","intensity":1.000,"evidence":[[15,21]]}]"#
            ))
    }

    @Test(arguments: [
        ("emotion: a\nlevels: [{ value: 1.5, match: [x] }]\n", "config.wrong-type"),
        ("emotion: a\nlevels: [{ value: 0, match: [x] }]\n", "config.wrong-type"),
        ("flag: legal\nmatch: [x]\n", "rule.duplicate"),
        ("flags: legal\n", "config.unknown-key"),
    ])
    func `are refused where they cannot be meant`(_ yaml: String, _ code: String) throws {
        var packs = Self.packs
        packs.intents.append(("z.yml", yaml))
        let error = #expect(throws: VOCError.self) { _ = try packs.analyzer() }
        #expect(error?.code.id == code)
        #expect(error?.origin?.file.hasSuffix("z.yml") == true)
    }
}

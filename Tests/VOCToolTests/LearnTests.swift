import TestSupport
import Testing
import VOCCore

@Suite struct `voc learn` {
    /// Texts of two kinds told by the words in them, half of them kept for measuring.
    private static let gold = (0..<60).map { index in
        let words = index % 2 == 0 ? "the kettle leaks" : "the invoice is wrong"
        let label = index % 2 == 0 ? "product" : "billing"
        let split = index < 40 ? "train" : "test"
        return
            "{\"id\": \"\(index)\", \"text\": \"\(words) SECRET\(index)\", \"labels\": [\"\(label)\"], \"split\": \"\(split)\"}\n"
    }.joined()

    @Test func `writes a pack that the other commands take, and a card with figures`() throws {
        try Tool.inFolder { tool in
            try tool.put("gold.jsonl", Self.gold)
            let learned = tool.run(
                "learn", "themes", "--gold", "gold.jsonl", "--exclusive", "-o",
                "lexicons/themes/kinds")
            #expect(learned.status == 0, "\(learned.errors)")
            let card = try tool.read("lexicons/themes/kinds/README.md")
            #expect(learned.text == card)
            #expect(
                card.contains("| texts of another split, never seen | 20 | 100.0 | 100.0 | 100.0 |")
            )
            #expect(!card.contains("SECRET"))
            #expect(tool.run("check", "lexicons/themes/kinds").status == 0)
            let why = tool.run(
                "why", "The kettle leaks again", "--themes", "./lexicons/themes/kinds"
            ).text
            #expect(why.contains("lexicons/themes/kinds/weights.tsv:"))
            let first = try tool.read("lexicons/themes/kinds/weights.tsv").split(separator: "\n")[1]
            #expect(first.hasPrefix("billing\t<bias>\t"))
        }
    }

    @Test func `refuses gold that holds nothing to learn from`() throws {
        try Tool.inFolder { tool in
            try tool.put("gold.jsonl", "{\"text\": \"a\", \"labels\": [\"x\"]}\n")
            for kind in ["themes", "intents", "sentiment"] {
                let result = tool.run("learn", kind, "--gold", "gold.jsonl", "-o", "packs/none")
                #expect(result.status == 78)
                #expect(
                    result.errors.contains(kind == "sentiment" ? "gold.label" : "gold.too-small"))
            }
        }
    }
}

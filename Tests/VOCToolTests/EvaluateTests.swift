import Foundation
import TestSupport
import Testing
import VOCCore

@Suite struct `voc evaluate` {
    private struct Output: Decodable {
        struct Row: Decodable {
            struct Class: Decodable {
                let `class`: String
                let precision, recall, f1: Double?
                let items: Int
            }
            struct Figures: Decodable {
                let accuracy, macroF1, negativeF1, strict, forced, coverage: Double
                let intervals: [String: [Double]]
            }
            let set: String
            let n: Int
            let figures: Figures
            let classes: [Class]
            let confusion: [[Int]]
        }
        struct Cause: Decodable {
            let cause: String
            let count: Int
        }
        struct Mistake: Decodable {
            struct Step: Decodable {
                let rule: String
                let origin: String
                let effect: Double
            }
            let file: String
            let line: Int
            let cause: String
            let expected: String
            let answered: String
            let trace: [Step]
        }
        let sets: [Row]
        let causes: [Cause]
        let errors: [Mistake]
    }

    private static let gold = """
        {"id": "1", "text": "very good", "label": "pos", "split": "test"}
        {"id": "2", "text": "not good", "label": "positive", "split": "test"}
        {"id": "3", "text": "bad", "label": "neg", "split": "test"}
        {"id": "4", "text": "the parcel is blue", "label": "neg", "split": "test"}
        {"id": "5", "text": "SECRET nice", "label": "neu", "split": "test"}
        {"id": "6", "text": "awful", "label": "pos", "split": "train"}

        """

    private func small(_ body: (Tool) throws -> Void) throws {
        try Tool.inFolder { tool in
            try SmallShop.putPacks(tool)
            try tool.put("gold.jsonl", Self.gold)
            try body(tool)
        }
    }

    private func evaluate(_ tool: Tool, _ arguments: String...) -> Tool.Result {
        tool.run(["evaluate"] + arguments + SmallShop.options)
    }

    @Test func `counts by class, with the same intervals every time`() throws {
        try small { tool in
            let arguments = ["--gold", "gold.jsonl", "--split", "test", "--format", "json"]
            let one = tool.run(["evaluate"] + arguments + SmallShop.options)
            #expect(one.status == 0, "\(one.errors)")
            #expect(one.out == tool.run(["evaluate"] + arguments + SmallShop.options).out)
            let row = try JSONDecoder().decode(Output.self, from: Data(one.out)).sets[0]
            #expect(row.n == 5)
            #expect(row.figures.accuracy == 0.4)
            // negative: 1 right, 2 answered, 2 items; neutral: none right; positive: 1 of 2 and 2.
            #expect(row.classes.map(\.items) == [2, 1, 2])
            #expect(row.classes.map(\.f1) == [0.5, 0, 0.5])
            #expect(row.figures.macroF1 == 0.333)
            #expect(row.confusion == [[1, 0, 0, 0, 1], [0, 0, 1, 0, 0], [1, 0, 1, 0, 0]])
            #expect(row.figures.intervals["accuracy"] == [0, 0.8])
        }
    }

    @Test func `tells why answers are wrong, with file and line, without the words`() throws {
        try small { tool in
            let result = evaluate(
                tool, "--gold", "gold.jsonl", "--split", "test", "--format", "json")
            let output = try JSONDecoder().decode(Output.self, from: Data(result.out))
            #expect(
                output.errors.map { "\($0.line) \($0.cause) \($0.expected) \($0.answered)" } == [
                    "2 negation positive negative",
                    "5 neutral with an incidental word neutral positive",
                    "4 nothing recognised negative none",
                ])
            #expect(output.errors[0].trace[0].origin == "lexicons/xx/small/terms.tsv:2:1")
            let table = evaluate(tool, "--gold", "gold.jsonl").text
            #expect(table.contains("gold.jsonl:2: negation: expected positive, got negative"))
            #expect(!table.contains("SECRET"))
            #expect(evaluate(tool, "--gold", "gold.jsonl", "--show-text").text.contains("SECRET"))
        }
    }

    @Test func `names the line of gold that cannot be read`() throws {
        try small { tool in
            try tool.put(
                "bad.jsonl", "{\"text\": \"good\", \"label\": \"pos\"}\n{\"text\": \"bad\"}\n")
            try tool.put("odd.jsonl", "{\"text\": \"good\", \"label\": \"splendid\"}\n")
            let bad = evaluate(tool, "--gold", "bad.jsonl")
            #expect(bad.status == 78 && bad.errors.hasPrefix("bad.jsonl:2:1: error:"))
            #expect(bad.errors.contains("[gold.row]"))
            #expect(evaluate(tool, "--gold", "odd.jsonl").errors.contains("[gold.label]"))
            try tool.put("map.yml", "splendid: positive\n")
            #expect(evaluate(tool, "--gold", "odd.jsonl", "--labels", "map.yml").status == 0)
            #expect(evaluate(tool, "--gold", "gold.jsonl", "--split", "dev").status == 78)
        }
    }

    private static let topics = """
        {"text": "The parcel was late.", "labels": ["Delivery"], "aspects": [{"category": "Delivery", "polarity": "negative"}]}
        {"text": "nice price", "labels": ["Delivery"], "aspects": [{"category": "Money", "polarity": "negative"}]}
        {"text": "awful price, I complain", "labels": ["Money", "Noise"], "aspects": [{"category": "Money", "polarity": "negative"}, {"category": "Delivery", "polarity": "neutral"}]}

        """

    @Test func `counts labels that an item has several of, in the gold's own names`() throws {
        try small { tool in
            try tool.put("topics.jsonl", Self.topics)
            try tool.put("map.yml", "Delivery: shop/late\nMoney: [shop/price]\nNoise:\n")
            let result = evaluate(
                tool, "--gold", "topics.jsonl", "--task", "themes", "--labels", "map.yml",
                "--format", "csv")
            #expect(result.status == 0, "\(result.errors)")
            // Delivery: 1 right of 1 answered and 2 there; Money: 1 right of 2 answered and 1 there.
            #expect(result.lines[1].hasPrefix("topics,3,0.667,"))
            let cells = result.lines[1].split(separator: ",").map(String.init)
            #expect(cells[5] == "0.667" && cells[8] == "0.667")
        }
    }

    @Test func `counts what is said about aspects, and complaints`() throws {
        try small { tool in
            try tool.put("topics.jsonl", Self.topics)
            try tool.put("map.yml", "Delivery: shop/late\nMoney: shop/price\n")
            let aspects = evaluate(
                tool, "--gold", "topics.jsonl", "--task", "aspects", "--labels", "map.yml",
                "--format", "ndjson")
            #expect(aspects.text.contains("\"accuracy\":0.500"), "\(aspects.text)")
            // Negative: two right, one taken for positive; neutral: its theme was not found, so that the
            // text's own feeling stands for it.
            #expect(
                aspects.text.contains(
                    "\"confusion\":[[2,0,1,0],[1,0,0,0],[0,0,0,0],[0,0,0,0]]"))
            try tool.put(
                "complaints.jsonl",
                """
                {"text": "I complain, it is awful", "label": "complaint"}
                {"text": "good", "label": "not_complaint"}
                {"text": "the lamp hums", "label": "complaint"}

                """)
            let complaints = evaluate(
                tool, "--gold", "complaints.jsonl", "--task", "complaint", "--format", "ndjson")
            #expect(complaints.text.contains("\"confusion\":[[1,1],[0,1]]"), "\(complaints.text)")
        }
    }

    @Test func `agrees with an independent count of the same answers`() throws {
        guard let folder = Suite.shared("eval/sentiment"),
            let script = Suite.shared("eval/score.py")
        else { return }
        let names = ["semeval15_hotels", "sentiment140_test", "app_banks_android"]
        try Tool.inFolder { tool in
            for name in names {
                let scored = tool.run(
                    "score", "\(folder)/\(name).jsonl", "--themes", "none", "--intents", "none")
                try tool.put("\(name).ndjson", scored.out)
                let evaluated = tool.run(
                    "evaluate", "--gold", "\(folder)/\(name).jsonl", "--split", "test", "--themes",
                    "none", "--intents", "none", "--format", "json")
                let row = try JSONDecoder().decode(Output.self, from: Data(evaluated.out)).sets[0]
                let line = Suite.output(
                    of:
                        "python3 '\(script)' sentiment '\(folder)/\(name).jsonl' '\(tool.folder)/\(name).ndjson' --split test | sed -n 2p"
                ).split(separator: " ").map(String.init)
                guard line.count == 9 else {
                    print("SKIPPED: suite absent: python3")
                    return
                }
                let figures = row.figures
                let ours = [
                    figures.accuracy, figures.macroF1, figures.negativeF1, figures.strict,
                    figures.forced, figures.coverage,
                ]
                #expect(row.n == Int(line[1]))
                // Both round to three decimals, halves to different sides.
                for (one, other) in zip(ours, line[2...7]) {
                    #expect(abs(one - (Double(other) ?? -1)) < 0.0011, "\(name)")
                }
            }
        }
    }
}

import Foundation
import TestSupport
import Testing
import VOCCore

@Suite struct `voc diff` {
    private struct Output: Decodable {
        struct Finding: Decodable {
            struct Example: Decodable {
                var id: String
                var line: Int
                var evidence: [[Int]]
                var rule: String?
                var at: String?
                var text: String?
            }
            var kind: String
            var id: String?
            var before: Double?
            var after: Double?
            var gained: Int?
            var lost: Int?
            var relabelled: Int?
            var items: Int?
            var gainedExamples: [Example]?
            var lostExamples: [Example]?
        }
        var items: Int
        var changed: Int
        var onlyOld: Int
        var findings: [Finding]

        func topic(_ id: String) -> Finding? {
            findings.first { $0.id == id && $0.kind != "metric" }
        }
    }

    private static let dump =
        [
            #"{"id": "a", "text": "The parcel was late and awful"}"#,
            #"{"id": "b", "text": "The parcel never came"}"#,
            #"{"id": "c", "text": "The price is good"}"#,
            #"{"id": "d", "text": "I complain: the parcel never came, my lawyer waits"}"#,
        ].joined(separator: "\n") + "\n"

    /// A folder with the small packs, and a copy of it in which themes, words and routes differ.
    private func withChange(_ body: (Tool) throws -> Void) throws {
        try Tool.inFolder { tool in
            try SmallShop.putPacks(tool)
            try tool.put("dump.ndjson", Self.dump)
            try tool.put("old.yml", SmallShop.pipeline)
            let manager = FileManager.default
            try manager.createDirectory(
                atPath: "\(tool.folder)/next", withIntermediateDirectories: true)
            try manager.copyItem(
                atPath: "\(tool.folder)/lexicons", toPath: "\(tool.folder)/next/lexicons")
            let themes = try tool.read("lexicons/themes/small/all.yml")
            try tool.put(
                "next/lexicons/themes/small/all.yml",
                themes.replacing(
                    "match: [late,", with: "match: [late, never came,"
                ).replacing("match: [price*]", with: "match: [cheap]"))
            let words = try tool.read("lexicons/xx/small/terms.tsv")
            try tool.put(
                "next/lexicons/xx/small/terms.tsv", words.replacing("good\t0.5", with: "good\t-0.5")
            )
            try tool.put("next/new.yml", SmallShop.pipeline)
            try body(tool)
        }
    }

    private func read(_ result: Tool.Result) throws -> Output {
        #expect(result.status == 0, "\(result.errors)")
        return try JSONDecoder().decode(Output.self, from: Data(result.out))
    }

    @Test func `counts what themes gain and lose, with the rule behind it`() throws {
        try withChange { tool in
            for (old, new) in [("lexicons", "next/lexicons"), (".", "next")] {
                let output = try read(
                    tool.run(
                        ["diff", old, new, "--dump", "dump.ndjson", "--format", "json"]
                            + SmallShop.options.dropLast(2)))
                #expect(output.items == 4 && output.changed == 3 && output.onlyOld == 0)
                let late = try #require(output.topic("shop/late"))
                #expect(late.before == 1 && late.after == 3 && late.gained == 2 && late.lost == 0)
                let examples = late.gainedExamples ?? []
                #expect(Set(examples.map(\.id)) == ["b", "d"])
                let b = try #require(examples.first { $0.id == "b" })
                #expect(b.evidence == [[11, 21]] && b.line == 2 && b.rule == "never came")
                #expect(b.at?.hasPrefix("next/lexicons/themes/small/all.yml:") == true)
                #expect(b.text == nil)
                let price = try #require(output.topic("shop/price"))
                #expect(price.lost == 1 && price.gained == 0)
                #expect(price.lostExamples?.first?.id == "c")
                #expect(price.lostExamples?.first?.at?.hasPrefix("next") == false)
                // An item with a mention of a breach becomes a complaint.
                #expect(output.topic("complaint")?.gained == 1)
                let sentiment = output.findings.first { $0.id == "netSentiment" }
                #expect(sentiment?.before == 0 && sentiment?.after == -100)
            }
        }
    }

    @Test func `tells which cases change queues`() throws {
        try withChange { tool in
            let output = tool.run(
                "diff", "old.yml", "next/new.yml", "--dump", "dump.ndjson", "--source", "generic")
            #expect(output.status == 0, "\(output.errors)")
            #expect(output.text.contains("no queue → logistics  1"))
            #expect(output.text.contains("legal → legal + logistics  1"))
            #expect(output.text.contains("items in a queue"))
            #expect(!output.text.contains("never came\""))
            let words = tool.run(
                "diff", "old.yml", "next/new.yml", "--dump", "dump.ndjson", "--source", "generic",
                "--with-text")
            #expect(words.text.contains("The parcel [[never came]]"))
        }
    }

    @Test func `fails only when asked, and prints every format`() throws {
        try withChange { tool in
            let pair = ["diff", "old.yml", "next/new.yml", "--dump", "dump.ndjson"]
            for part in ["any", "labels", "themes", "intents", "cases"] {
                #expect(tool.run(pair + ["--fail-on", part]).status == 1, "\(part)")
                let same = tool.run([
                    "diff", "old.yml", "old.yml", "--dump", "dump.ndjson", "--fail-on", part,
                ])
                #expect(same.status == 0, "\(same.errors)")
            }
            let lines = tool.run(pair + ["--format", "ndjson"]).lines
            #expect(lines.count > 8)
            for line in lines {
                #expect((try? JSONSerialization.jsonObject(with: Data(line.utf8))) != nil)
            }
            let rows = tool.run(pair + ["--format", "csv"]).lines
            #expect(rows.first?.hasPrefix("\"kind\",\"id\"") == true)
            #expect(rows.contains(#""theme","shop/late","","",1,3,2,2,0,0"#), "\(rows)")
            #expect(tool.run("schema", "diff").text.contains("urn:voc:schema:diff:1"))
        }
    }

    @Test func `refuses a folder that is not used, and no dump`() throws {
        try withChange { tool in
            try tool.put("empty/readme.txt", "nothing")
            let unused = tool.run(
                ["diff", "empty", "next", "--dump", "dump.ndjson"] + SmallShop.options)
            #expect(unused.status == 78 && unused.errors.contains("[diff.unused]"))
            #expect(tool.run("diff", "old.yml", "next/new.yml").status == 64)
            let missing = tool.run("diff", "old.yml", "next/new.yml", "--dump", "gone.csv")
            #expect(missing.status == 66)
        }
    }
}

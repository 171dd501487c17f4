import Foundation
import TestSupport
import Testing
import VOCCore

@Suite struct `voc discover` {
    private struct Output: Decodable {
        struct Count: Decodable {
            var items: Int
            var of: Int
        }
        struct Quote: Decodable {
            var id: String
            var text: String
            var highlights: [[Int]]
        }
        struct Term: Decodable {
            var term: String
            var others: [String]
            var now: Count
            var before: Count
            var nature: String
            var rule: String
            var ruleItems: Int
            var ruleUnthemed: Int
            var quotes: [Quote]
        }
        var now: String
        var nowItems: Int
        var beforeItems: Int
        var copies: Int
        var themed: Int
        var themedOf: Int
        var terms: [Term]
    }

    /// Four weeks of made-up items, and thirty of the last day that speak of a thing no theme knows.
    private func prepare(_ tool: Tool) throws {
        try SmallShop.putPacks(tool)
        var lines = SmallShop.items(0..<400)
        let last = CivilDay(daysSinceEpoch: 20_777)
        for number in 0..<30 {
            let tail = ["good", "nice", "love it", "fine", "very good"][number % 5]
            lines +=
                "{\"id\": \"m\(number)\", \"created_at\": \"\(last)T1\(number % 10):00:00Z\", \"text\": \"The magic mug \(number % 3 == 0 ? "is" : "looks") \(tail)\"}\n"
        }
        // What is said in the same words ten times is said once.
        for number in 0..<10 {
            lines +=
                "{\"id\": \"k\(number)\", \"created_at\": \"\(last)T11:00:00Z\", \"text\": \"Win a golden voucher today and tell all of your friends about it right now, hurry up\"}\n"
        }
        try tool.put("dump.ndjson", lines)
    }

    private func read(_ tool: Tool, _ arguments: [String]) throws -> Output {
        let result = tool.run(
            ["discover", "dump.ndjson"] + arguments + ["--format", "json"] + SmallShop.options)
        #expect(result.status == 0, "\(result.errors)")
        return try JSONDecoder().decode(Output.self, from: Data(result.out))
    }

    @Test func `finds what is new since a day, with a rule that finds as many items as it says`()
        throws
    {
        try Tool.inFolder { tool in
            try prepare(tool)
            let output = try read(tool, ["--since", "2026-11-20"])
            #expect(output.copies >= 9)
            #expect(output.terms.map(\.term) == ["magic mug"], "\(output.terms.map(\.term))")
            let term = try #require(output.terms.first)
            #expect(term.now.items == 30 && term.before.items == 0)
            #expect(term.nature != "complaint" && term.others.contains("mug"))
            #expect(term.ruleItems == 30 && term.ruleUnthemed == 30)
            let quote = try #require(term.quotes.first)
            let bytes = Array(quote.text.utf8)
            #expect(
                quote.highlights.map { String(decoding: bytes[$0[0]..<$0[1]], as: UTF8.self) } == [
                    "magic mug"
                ])
            // Pasted under a theme, it is valid, and finds those items.
            let themes = try tool.read("lexicons/themes/small/all.yml")
            try tool.put("lexicons/themes/small/all.yml", themes + "  \(term.rule)\n")
            let scored = tool.run(["score", "dump.ndjson"] + SmallShop.options)
            #expect(scored.status == 0, "\(scored.errors)")
            #expect(scored.lines.count { $0.contains("\"shop/magic-mug\"") } == 30)
        }
    }

    @Test func `compares with other dumps, by period, and with what themes cover`() throws {
        try Tool.inFolder { tool in
            try prepare(tool)
            try tool.put("old.ndjson", SmallShop.items(1000..<1400, seed: 5))
            let against = try read(tool, ["--against", "old.ndjson"])
            #expect(against.terms.first?.term == "magic mug", "\(against.terms.map(\.term))")
            #expect(against.now == "in the dumps" && against.beforeItems > 300)
            let last = try read(tool, ["--last", "week"])
            #expect(last.terms.map(\.term) == ["magic mug"])
            #expect(last.now == "since 2026-11-16")
            let uncovered = try read(tool, [])
            #expect(uncovered.terms.contains { $0.term == "magic mug" })
            #expect(!uncovered.terms.contains { $0.term == "late" || $0.term.hasPrefix("price") })
            #expect(uncovered.nowItems == uncovered.themedOf - uncovered.themed)
        }
    }

    @Test func `prints every format, the same for any number of threads`() throws {
        try Tool.inFolder { tool in
            try prepare(tool)
            func run(_ format: String, _ jobs: String) -> Tool.Result {
                tool.run(
                    [
                        "discover", "dump.ndjson", "--since", "2026-11-20", "--format", format,
                        "--jobs", jobs,
                    ] + SmallShop.options)
            }
            for format in ["table", "json", "ndjson", "csv"] {
                let one = run(format, "1")
                #expect(one.status == 0 && one.out == run(format, "3").out, "\(one.errors)")
            }
            let table = run("table", "1").text
            #expect(table.contains("magic mug  30 items"))
            #expect(
                table.contains("- { id: magic-mug, name: \"Magic mug\", match: [\"magic mug\"] }"))
            #expect(run("csv", "1").lines.first?.hasPrefix("term,now,nowItems") == true)
            #expect(tool.run("schema", "discover").text.contains("urn:voc:schema:discover:1"))
        }
    }

    @Test func `says what it cannot compare`() throws {
        try Tool.inFolder { tool in
            try SmallShop.putPacks(tool)
            try tool.put("dump.ndjson", "{\"id\": \"1\", \"text\": \"good\"}\n")
            let undated = tool.run(
                ["discover", "dump.ndjson", "--last", "week"] + SmallShop.options)
            #expect(undated.status == 78 && undated.errors.contains("[discover.undated]"))
            let both = tool.run(
                "discover", "dump.ndjson", "--last", "week", "--since", "2026-01-01")
            #expect(both.status == 64)
            let quiet = tool.run(["discover", "dump.ndjson"] + SmallShop.options)
            #expect(quiet.status == 0 && quiet.text.contains("0 of 0 terms"))
        }
    }
}

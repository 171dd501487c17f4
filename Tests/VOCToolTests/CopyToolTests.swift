import Foundation
import TestSupport
import Testing
import VOCCore

@Suite struct `Copied texts` {
    private static let text =
        "I bought this kettle NUMBER weeks ago and it is awful, the shop never answered any of my letters about it"

    /// Forty items of which six say the same in nearly the same words.
    private static let dump: String = {
        var lines = SmallShop.items(0..<34).split(separator: "\n").map(String.init)
        for (place, word) in ["two", "three", "four", "two", "five", "two"].enumerated() {
            let text = Self.text.replacing("NUMBER", with: word)
            let line =
                "{\"id\":\"c\(place)\",\"created_at\":\"2026-10-\(20 + place)T09:00:00Z\",\"rating\":1,\"text\":\"\(text)\"}"
            lines.insert(line, at: 3 + 5 * place)
        }
        return lines.joined(separator: "\n") + "\n"
    }()

    private func prepare(_ tool: Tool, _ extra: String = "") throws {
        try SmallShop.putPacks(tool)
        try tool.put("dump.ndjson", Self.dump)
        // The made-up items have up to fifteen words, and some come twice.
        try tool.put(
            "p.yml",
            SmallShop.pipeline + (extra.isEmpty ? "duplicates: { words: 18 }\n" : extra))
    }

    @Test(arguments: ["1", "2"]) func `of a night are named in the items and counted in the report`(
        _ jobs: String
    ) throws {
        try Tool.inFolder { tool in
            try prepare(tool)
            #expect(tool.run("run", "p.yml", "--out", "night", "--jobs", jobs).status == 0)
            let items = try tool.read("night/items.ndjson").split(separator: "\n")
            #expect(items.count == 40)
            let named = items.filter { $0.contains("\"cluster\":\"") }
            #expect(named.count == 6)
            #expect(named.allSatisfy { $0.hasPrefix("{\"id\":\"c") })
            #expect(Set(named.map { $0.suffix(19) }).count == 1)
            for line in items {
                #expect((try? JSONSerialization.jsonObject(with: Data(line.utf8))) != nil)
            }
            let report = try tool.read("night/report.md")
            #expect(report.contains("Copies: 1 group among"))
            #expect(report.contains("5 items in the days covered repeat an earlier one"))
            #expect(report.contains("With and without copies"))
            let cluster = String(named[0].suffix(18).prefix(16))
            #expect(try tool.read("night/campaigns.csv").contains(cluster))
            #expect(try tool.read("night/report.html").contains(cluster))
            #expect(try tool.read("night/report.json").contains(cluster))
        }
    }

    @Test func `are not looked for where the pipeline says so`() throws {
        try Tool.inFolder { tool in
            try prepare(tool, "duplicates: { copies: ignore }\n")
            #expect(tool.run("run", "p.yml", "--out", "night").status == 0)
            #expect(try !tool.read("night/items.ndjson").contains("\"cluster\""))
            #expect(try !tool.read("night/report.md").contains("Copies"))
        }
    }

    @Test func `of parts give the report of the whole`() throws {
        try Tool.inFolder { tool in
            try prepare(tool)
            func map(_ name: String, _ range: String) throws {
                let result = tool.start([
                    "map", "--path", "dump.ndjson", "--items", "none", "--copies", "--pipeline",
                    "p.yml", "--range", range,
                ]).wait()
                #expect(result.status == 0, "\(result.errors)")
                try tool.put(name, result.out)
            }
            try map("whole", "0-999999")
            let whole = try tool.read("whole")
            #expect(tool.run("report", "whole", "--pipeline", "p.yml", "--out", "a").status == 0)
            #expect(try tool.read("a/report.md").contains("5 items in the days covered repeat"))
            for count in [2, 7] {
                var files: [String] = []
                for part in 0..<count {
                    let size = Self.dump.utf8.count / count + 1
                    try map("part-\(part)", "\(part * size)-\((part + 1) * size)")
                    files.append("part-\(part)")
                }
                let merged = tool.run(["merge"] + files.reversed())
                #expect(merged.text == whole)
            }
            #expect(tool.run("run", "p.yml", "--out", "night").status == 0)
            #expect(try tool.read("night/copies.csv") == tool.read("a/copies.csv"))
            #expect(try tool.read("night/campaigns.csv") == tool.read("a/campaigns.csv"))
        }
    }
}

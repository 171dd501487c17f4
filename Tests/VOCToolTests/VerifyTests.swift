import Foundation
import TestSupport
import Testing
import VOCCore

@Suite struct `voc verify` {
    private struct Output: Decodable {
        struct Check: Decodable {
            var kind: String
            var name: String
            var state: String
        }
        var identical: Bool
        var recomputed: Bool
        var checks: [Check]

        /// What is not as the manifest says.
        var oddities: Set<String> {
            Set(checks.filter { $0.state != "same" }.map { "\($0.kind) \($0.name) \($0.state)" })
        }
    }

    private func withRun(_ options: [String] = [], _ body: (Tool) throws -> Void) throws {
        try Tool.inFolder { tool in
            try SmallShop.putPacks(tool)
            try tool.put("dump.ndjson", SmallShop.items(0..<120))
            try tool.put("p.yml", SmallShop.pipeline)
            let run = tool.run(["run", "p.yml", "--out", "night"] + options)
            #expect(run.status == 0, "\(run.errors)")
            try body(tool)
        }
    }

    private func verify(
        _ tool: Tool, _ folder: String = "night", status: Int32, jobs: String = "1"
    ) throws -> Output {
        let result = tool.run("verify", folder, "--format", "json", "--jobs", jobs)
        #expect(result.status == status, "\(result.errors)")
        return try JSONDecoder().decode(Output.self, from: Data(result.out))
    }

    @Test(arguments: [[], ["--with-text", "--as-of", "2026-11-15"]])
    func `makes a run again byte for byte`(_ options: [String]) throws {
        try withRun(options) { tool in
            for jobs in ["1", "3"] {
                let output = try verify(tool, status: 0, jobs: jobs)
                #expect(output.identical && output.oddities.isEmpty)
                let made = output.checks.count { $0.kind == "output" }
                #expect(made > 8 && made == output.checks.count { $0.kind == "file" })
            }
            #expect(tool.run("verify", "night").text.hasPrefix("identical: "))
        }
    }

    @Test func `makes a night of a history again, and leaves the history alone`() throws {
        try withRun(["--history", "voc.db"]) { tool in
            try tool.put("dump.ndjson", SmallShop.items(60..<200))
            let second = tool.run("run", "p.yml", "--out", "second", "--history", "voc.db")
            #expect(second.status == 0)
            let before = try tool.read("second/report.json")
            // The second night takes nothing that the first accepted, and reports both.
            let output = try verify(tool, "second", status: 0)
            #expect(output.identical)
            #expect(output.checks.contains { $0.kind == "history" && $0.state == "same" })
            // The first night's dump is no more what it was.
            let first = try verify(tool, status: 1)
            #expect(first.oddities.contains("input dump.ndjson differs"))
            let again = tool.run("run", "p.yml", "--out", "again", "--history", "voc.db")
            #expect(again.status == 0)
            #expect(try tool.read("again/report.json") == before)
        }
    }

    @Test func `says which file, input or pack is another one`() throws {
        try withRun { tool in
            try tool.put("night/themes.csv", "changed")
            #expect(try verify(tool, status: 1).oddities == ["file themes.csv differs"])
            let words = try tool.read("lexicons/xx/small/terms.tsv")
            try tool.put(
                "lexicons/xx/small/terms.tsv", words.replacing("good\t0.5", with: "good\t-0.5"))
            let changed = try verify(tool, status: 1)
            #expect(changed.recomputed && changed.oddities.contains("configuration p.yml differs"))
            #expect(changed.oddities.contains("output items.ndjson differs"))
            try tool.put("lexicons/xx/small/terms.tsv", words)
            try FileManager.default.removeItem(atPath: "\(tool.folder)/dump.ndjson")
            let missing = try verify(tool, status: 66)
            #expect(!missing.recomputed && missing.oddities.contains("input dump.ndjson missing"))
        }
    }

    @Test func `prints every format, and refuses what is no run`() throws {
        try withRun { tool in
            let rows = tool.run("verify", "night", "--format", "csv").lines
            #expect(rows.first == "kind,name,state,expected,found" && rows.count > 20)
            for line in tool.run("verify", "night", "--format", "ndjson").lines {
                #expect((try? JSONSerialization.jsonObject(with: Data(line.utf8))) != nil)
            }
            #expect(tool.run("schema", "verify").text.contains("urn:voc:schema:verify:1"))
            #expect(tool.run("verify", "lexicons").status == 66)
            try tool.put("other/run.json", "{}")
            let other = tool.run("verify", "other")
            #expect(other.status == 66 && other.errors.contains("[verify.manifest]"))
        }
    }
}

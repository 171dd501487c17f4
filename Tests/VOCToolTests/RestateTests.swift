import Foundation
import TestSupport
import Testing
import VOCCore

@Suite struct `Nights counted with other rules` {
    /// Two nights of two weeks each; then the rule of a theme changes, and a third night follows.
    private func withHistory(_ body: (Tool) throws -> Void) throws {
        try Tool.inFolder { tool in
            try SmallShop.putPacks(tool)
            try tool.put("p.yml", SmallShop.pipeline.replacing("dump*", with: "dumps/*"))
            for night in 0..<2 {
                try tool.put("dumps/\(night).ndjson", lines(night))
                let result = tool.run("run", "p.yml", "--out", "n\(night)", "--history", "voc.db")
                #expect(result.status == 0, "\(result.errors)")
                // Each night has a file of its own in the folder that the pipeline reads.
                try FileManager.default.moveItem(
                    atPath: "\(tool.folder)/dumps/\(night).ndjson",
                    toPath: "\(tool.folder)/kept-\(night)")
            }
            for night in 0..<2 {
                try FileManager.default.moveItem(
                    atPath: "\(tool.folder)/kept-\(night)",
                    toPath: "\(tool.folder)/dumps/\(night).ndjson")
            }
            let themes = try tool.read("lexicons/themes/small/all.yml")
            try tool.put(
                "lexicons/themes/small/all.yml",
                themes.replacing("match: [late,", with: "match: [late, never came,"))
            try body(tool)
        }
    }

    /// Twenty items late, twenty that never came, in the week of the night, from its Monday on.
    private func lines(_ night: Int) -> String {
        (0..<40).map { number in
            let day = CivilDay(daysSinceEpoch: 20_752 + 7 * night + number % 7)
            let text = number % 2 == 0 ? "It was late" : "It never came"
            return
                "{\"id\": \"n\(night)-\(number)\", \"created_at\": \"\(day)T08:00:00Z\", \"text\": \"\(text)\"}\n"
        }.joined()
    }

    private func run(_ tool: Tool, _ out: String, _ options: String...) throws -> String {
        try tool.put("tonight/2.ndjson", lines(2))
        try tool.put(
            "tonight.yml",
            SmallShop.pipeline.replacing(
                "files: \"dump*.ndjson\"", with: "files: [tonight/2.ndjson, \"dumps/*\"]"))
        let result = tool.run(
            ["run", "tonight.yml", "--out", out, "--history", "voc.db"] + options)
        #expect(result.status == 0, "\(result.errors)")
        return try tool.read("\(out)/report.md")
    }

    @Test func `are told apart, and counted again when asked`() throws {
        try withHistory { tool in
            let apart = try run(tool, "apart")
            #expect(apart.contains("Break in method: 2 earlier nights were counted"))
            #expect(!apart.contains("## New rules"))

            let restated = try run(tool, "restated", "--restate")
            #expect(restated.contains("2 earlier nights were counted again"))
            #expect(!restated.contains("Break in method"))
            // Half of the items of the week before by the old rules, all by the new ones, all now.
            let rows = try tool.read("restated/restated.csv").split(whereSeparator: \.isNewline)
            let head = cells(of: rows[0])
            let late = try #require(rows.first { $0.contains("Late delivery") })
            let row = cells(of: late)
            try #require(row.count == head.count)
            func cell(_ name: String) throws -> Double? {
                Double(row[try #require(head.firstIndex(of: name))])
            }
            #expect(try cell("oldRules") == 50 && cell("newRules") == 100 && cell("now") == 100)
            #expect(try cell("rulesChanged") == 50 && cell("customersChanged") == 0)

            // Once counted again, nothing is left to do; what was written cannot be made again.
            let later = try run(tool, "later", "--restate")
            #expect(!later.contains("## New rules") && !later.contains("Break in method"))
            let verify = tool.run("verify", "restated")
            #expect(verify.status == 66 && verify.errors.contains("counted its history again"))
        }
    }

    private func cells(of line: Substring) -> [String] {
        line.split(separator: ",", omittingEmptySubsequences: false).map {
            $0.filter { $0 != "\"" }
        }
    }

    @Test func `stay as they are where a dump is gone`() throws {
        try withHistory { tool in
            try FileManager.default.removeItem(atPath: "\(tool.folder)/dumps/0.ndjson")
            let report = try run(tool, "out", "--restate")
            #expect(report.contains("1 earlier night was counted again"))
            #expect(report.contains("Break in method: 1 earlier night was counted"))
        }
    }

    @Test func `need a history`() throws {
        try Tool.inFolder { #expect($0.run("run", "p.yml", "--restate").status == 64) }
    }
}

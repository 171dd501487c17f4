import Foundation
import TestSupport
import Testing
import VOCCore

@Suite struct `The demo` {
    @Test func `tells both stories and comes out the same on any machine`() throws {
        try Tool.inFolder { tool in
            let first = tool.run("demo", "--jobs", "1")
            #expect(first.status == 0)
            #expect(first.lines.first == "read 1900 = accepted 1868 + rejected 7 + duplicate 25")
            let findings = first.lines.drop { $0 != "Main findings" }.dropFirst().prefix(5).joined(
                separator: "\n")
            #expect(findings.contains("Log-in failure jumped"))
            #expect(findings.lowercased().contains("delivery"))
            #expect(findings.contains("second courier"))
            #expect(findings.split(separator: "\n").count == 5)
            #expect(first.lines.last == "Report out/demo/report.html")
            #expect(
                first.errors.contains(
                    "reviews.csv:354:178: the rating is not between 1 and 5 [field.bad-rating]"))
            let expected = try tool.files(in: "out/demo")
            #expect(expected.keys.count { $0.hasPrefix("/cases/") } == 5)
            for name in [
                "/report.html", "/report.md", "/report.json", "/trends.csv", "/themes.csv",
                "/items.ndjson", "/cases.ndjson", "/rejects.ndjson",
            ] {
                #expect(expected[name]?.isEmpty == false, "\(name)")
            }
            #expect(try tool.read("out/demo/items.ndjson").split(separator: "\n").count == 1868)
            #expect(try tool.read("out/demo/rejects.ndjson").split(separator: "\n").count == 7)
            let other = Tool(
                folder: tool.folder,
                environment: ["TZ": "Asia/Tokyo", "LC_ALL": "tr_TR.UTF-8", "HOME": "/"])
            let again = other.run("demo", "--out", "out/again", "--jobs", "4")
            #expect(again.status == 0)
            #expect(again.out.count > 500)
            #expect(try tool.files(in: "out/again") == expected)
        }
    }

    /// The demo's dumps with small packs: the same reading, counting and writing, without the time to load large lexicons.
    private func prepare(_ tool: Tool, in folder: String) throws {
        let inner = Tool(folder: "\(tool.folder)/\(folder)")
        try TextFile.makeFolder(inner.folder)
        try SmallShop.putPacks(inner)
        for name in ["reviews.csv", "tickets.json", "social.ndjson", "survey.xml", "customers.csv"]
        {
            try inner.put(name, try TextFile.bytes("\(Suite.root)/corpora/demo/\(name)"))
        }
        let shipped = try TextFile.read("\(Suite.root)/pipelines/quickstart.yml")
        let inputs = shipped[
            shipped.range(of: "inputs:")!.lowerBound..<shipped.range(of: "language:")!.lowerBound
        ]
        .replacing("../corpora/demo/", with: "")
        let start = SmallShop.pipeline.range(of: "inputs:")!.lowerBound
        let rest = SmallShop.pipeline.range(of: "lexicons:")!.lowerBound
        try inner.put(
            "p.yml", "\(SmallShop.pipeline[..<start])\(inputs)\(SmallShop.pipeline[rest...])")
    }

    @Test
    func
        `dumps give the same bytes in twenty processes, on 1, 2 and 4 threads, in any zone, language and folder`()
        throws
    {
        try Tool.inFolder { tool in
            try prepare(tool, in: "a")
            var expected: [String: [UInt8]]?
            for number in 0..<20 {
                var environment: [String: String] = [:]
                if number % 4 == 1 { environment = ["TZ": "Asia/Tokyo", "LC_ALL": "C"] }
                if number % 4 == 2 {
                    environment = [
                        "TZ": "America/St_Johns", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8",
                    ]
                }
                let inner = Tool(folder: "\(tool.folder)/a", environment: environment)
                let result = inner.run(
                    "run", "p.yml", "--out", "out", "--jobs", "\([1, 2, 4][number % 3])")
                #expect(result.status == 0, "\(result.errors)")
                let files = try inner.files(in: "out")
                #expect(files == expected ?? files, "run \(number)")
                expected = files
            }
            try prepare(tool, in: "b/c")
            let moved = Tool(folder: "\(tool.folder)/b/c")
            #expect(moved.run("run", "p.yml", "--out", "elsewhere").status == 0)
            #expect(try moved.files(in: "elsewhere") == expected)
        }
    }
}

import Foundation
import TestSupport
import Testing
import VOCCore

@Suite struct `Names that a pack gave up` {
    /// The pack of 1.1.0, in which `shop/late` is `shipping/delayed` and `complaint` is `grievance`.
    private static let renamed =
        "renamed:\n  - { from: shop/late, to: shipping/late, since: 1.0.5 }\n  - { from: shipping/late, to: shipping/delayed, since: 1.1.0 }\n"

    private func change(_ tool: Tool, _ folder: String = "lexicons", renamed: String = renamed)
        throws
    {
        let head = try tool.read("\(folder)/themes/small/pack.yml")
        try tool.put(
            "\(folder)/themes/small/pack.yml", head.replacing("1.0.0", with: "1.1.0") + renamed)
        try tool.put(
            "\(folder)/themes/small/all.yml",
            "theme: shop\nname: Shop\nthemes:\n  - { id: price, name: Price, match: [price*] }\n")
        try tool.put(
            "\(folder)/themes/small/shipping.yml",
            "theme: shipping\nname: Shipping\nthemes:\n  - { id: delayed, name: Delayed, match: [late, parcel AND waiting], polarity: -0.5 }\n"
        )
    }

    private static func lines(_ night: Int, _ count: Int) -> String {
        (0..<count).map { number in
            let day = CivilDay(daysSinceEpoch: 20_752 + 7 * night + number % 7)
            let text = number % 2 == 0 ? "It was late and I complain" : "The price is good"
            return
                "{\"id\": \"n\(night)-\(number)\", \"created_at\": \"\(day)T08:00:00Z\", \"text\": \"\(text)\"}\n"
        }.joined()
    }

    @Test func `go on in the history, in routes and in tests, with a word about it`() throws {
        try Tool.inFolder { tool in
            try SmallShop.putPacks(tool)
            try tool.put(
                "p.yml",
                SmallShop.pipeline
                    + "actions: [{ date: 2026-10-28, theme: shop/late, what: More vans }]\n"
                    + "tests: [{ text: It was late, themes: [shop/late] }]\n")
            try tool.put("dump.ndjson", Self.lines(0, 40))
            var result = tool.run("run", "p.yml", "--out", "first", "--history", "voc.db")
            #expect(result.status == 0, "\(result.errors)")
            try change(tool)
            try tool.put("dump.ndjson", Self.lines(1, 40))
            result = tool.run("run", "p.yml", "--out", "second", "--history", "voc.db")
            #expect(result.status == 0, "\(result.errors)")
            let advice = "'shop/late' is called 'shipping/delayed' now, since 1.1.0 of themes/small"
            #expect(result.errors.contains("p.yml:8:25: \(advice)"), "\(result.errors)")

            let themes = try tool.read("second/themes.csv")
            // 20 of 40 in both weeks.
            let rows = themes.split(whereSeparator: \.isNewline).map { line in
                line.split(separator: ",", omittingEmptySubsequences: false).map {
                    $0.filter { $0 != "\"" }
                }
            }
            let row = try #require(rows.first { $0.contains { $0.contains("Delayed") } })
            let change = try #require(rows[0].firstIndex(of: "change"))
            #expect(Double(row[change]) == 0, "\(rows)")
            #expect(!themes.contains("shop/late"))
            let report = try tool.read("second/report.md")
            #expect(
                report.contains(
                    "counts of earlier nights go on under the names of today: shop/late → shipping/delayed."
                ))
            // The route still names the old theme, and takes what the new one finds.
            #expect(try tool.read("second/cases/logistics.csv").contains("shipping/delayed"))

            result = tool.run("check", "p.yml")
            #expect(result.status == 0 && result.errors.contains("warning: \(advice)"))
            #expect(result.errors.contains("[crosswalk.old-name]"))
            result = tool.run("test", "p.yml")
            #expect(result.status == 0, "\(result.text)")
        }
    }

    @Test(
        arguments: [
            (
                "renamed: [{ from: shop/late, to: shipping/delaied, since: 1.1.0 }]\n",
                "did you mean 'shipping/delayed'?", "crosswalk.nowhere"
            ),
            (
                "renamed: [{ from: shop/price, to: shipping/delayed, since: 1.1.0 }]\n",
                "'shop/price' is said to be renamed, and is still there", "crosswalk.in-use"
            ),
            (
                "renamed: [{ from: a, to: b, since: 1.1.0 }, { from: b, to: a, since: 1.1.0 }]\n",
                "nothing in this pack is called", "crosswalk.nowhere"
            ),
            (
                "renamed: [{ from: shop/late, to: shipping/delayed, since: 1.10.0 }]\n",
                "the pack's own version is 1.1.0, before 1.10.0", "config.unknown-value"
            ),
        ])
    func `lead somewhere, and are gone`(_ renamed: String, _ words: String, _ code: String) throws {
        try Tool.inFolder { tool in
            try SmallShop.putPacks(tool)
            try change(tool, renamed: renamed)
            for command in ["check", "lint"] {
                let result = tool.run(command, "lexicons/themes/small")
                #expect(result.status == 78, "\(result)")
                #expect(result.errors.contains(words), "\(result.errors)")
                #expect(result.errors.contains("[\(code)]"), "\(result.errors)")
                #expect(result.errors.contains("themes/small/pack.yml:"), "\(result.errors)")
            }
        }
    }

    @Test func `are known to packs on top, which are told`() throws {
        try Tool.inFolder { tool in
            try SmallShop.putPacks(tool)
            try change(tool)
            try tool.put(
                "lexicons/themes/ours/pack.yml",
                "id: ours\nversion: 1.0.0\nlanguage: en\nlicence: Apache-2.0\nextends: small\n")
            try tool.put(
                "lexicons/themes/ours/all.yml",
                "theme: shop\nthemes:\n  - { id: late, match: [overdue] }\n  - { id: rude, match: [\"#shop/late NEAR/5 boss\"] }\n"
            )
            let check = tool.run("check", "lexicons/themes/ours")
            #expect(check.status == 0, "\(check.errors)")
            #expect(check.errors.contains("ours/all.yml:3:5: warning: 'shop/late' is called"))
            try tool.put(
                "gold.jsonl",
                "{\"text\": \"The bill is overdue\", \"labels\": [\"shop/late\"]}\n{\"text\": \"Late again, boss\", \"labels\": [\"lateness\", \"shop/rude\"]}\n"
            )
            try tool.put(
                "labels.yml", "lateness: shop/late\nshop/rude: shop/rude\nshop/late: shop/late\n")
            for labels in [["--labels", "labels.yml"], []] {
                let result = tool.run(
                    ["evaluate", "--task", "themes", "--gold", "gold.jsonl", "--format", "csv"]
                        + ["--lexicon", "xx/small", "--themes", "ours", "--intents", "none"]
                        + ["--lexicons", "lexicons"] + labels)
                #expect(result.status == 0, "\(result.errors)")
                let exact = labels.isEmpty ? "0.500" : "1.000"
                #expect(result.text.contains("gold,2,\(exact)"), "\(result.text)")
                #expect(
                    result.errors.contains("labels.yml: 'shop/late' is called") == !labels.isEmpty)
            }
        }
    }

    @Test func `are one theme in a comparison`() throws {
        try Tool.inFolder { tool in
            try SmallShop.putPacks(tool)
            try FileManager.default.createDirectory(
                atPath: "\(tool.folder)/next", withIntermediateDirectories: true)
            try FileManager.default.copyItem(
                atPath: "\(tool.folder)/lexicons", toPath: "\(tool.folder)/next/lexicons")
            try change(tool, "next/lexicons")
            try tool.put("dump.ndjson", Self.lines(0, 10) + "{\"id\": \"x\", \"text\": \"Fine\"}\n")
            let result = tool.run(
                ["diff", "lexicons/themes/small", "next/lexicons/themes/small"]
                    + ["--dump", "dump.ndjson", "--lexicon", "xx/small", "--intents", "none"]
                    + ["--lexicons", "lexicons"])
            #expect(result.status == 0, "\(result.errors)")
            let line = try #require(
                result.text.split(separator: "\n").first { $0.contains("shipping/delayed") })
            #expect(line.contains("shipping/delayed (was shop/late)"))
            #expect(line.split(separator: " ").suffix(5) == ["5", "5", "0", "0", "0"], "\(line)")
        }
    }
}

import TestSupport
import Testing
import VOCCore

@Suite struct `Repaired rejects` {
    private static let pipeline = """
        version: 1
        inputs:
          - { files: table.csv, name: shop }
          - { files: lines.ndjson, name: app }
          - { files: document.json, name: web, fields: { id: id, text: text } }
          - { files: feed.xml, name: feed }
        lexicons: [lexicons]
        analysis: { lexicon: xx/small, themes: [small], intents: intents/small }

        """

    /// A night over one dump of each format, each with a broken record in its middle.
    private func night(_ tool: Tool) throws {
        try SmallShop.putPacks(tool)
        try tool.put("p.yml", `Repaired rejects`.pipeline)
        try tool.put(
            "table.csv",
            "id,\"text;, with a comma\",text,rating\n1,,fine,4\n2,,\"never closed,2\n3,,\"said \"\"no\"\"\",1\n"
        )
        try tool.put(
            "lines.ndjson",
            "{\"id\":\"a\",\"text\":\"good\"}\n{\"id\":\"b\",\"text\":\"bad\"\n{\"id\":\"c\",\"text\":\"slow\"}\n"
        )
        try tool.put(
            "document.json",
            "{\"next\": null, \"reviews\": [\n  {\"id\": \"x\", \"text\": \"nice\"},\n  {\"id\": \"y\" \"text\": \"late\"},\n  {\"id\": \"z\", \"text\": \"rude\"}\n]}\n"
        )
        try tool.put(
            "feed.xml",
            "<feed>\n <entry><id>7</id><text>quick</text></entry>\n <entry><id>8</id><text>slow & rude</text></entry>\n <entry><id>9</id><text>kind</text></entry>\n</feed>\n"
        )
        let first = tool.run(["run", "p.yml", "--out", "out", "--history", "voc.db"])
        #expect(
            first.lines.first == "read 12 = accepted 8 + rejected 4 + duplicate 0",
            "\(first.errors)")
    }

    private func ids(_ tool: Tool, _ folder: String) throws -> [String] {
        try tool.read("\(folder)/items.ndjson").split(separator: "\n").map {
            String($0.dropFirst(7).prefix { $0 != "\"" })
        }
    }

    @Test func `are read once, whatever format they come from`() throws {
        try Tool.inFolder { tool in
            try night(tool)
            #expect(try ids(tool, "out") == ["1", "3", "a", "c", "x", "z", "7", "9"])
            let rejects = try tool.read("out/rejects.ndjson")
            #expect(rejects.contains("{\"scan\":0,\"file\":\"table.csv\",\"record\":2,\"line\":3,"))
            // Three are mended, that of the JSON document is not.
            let mended = rejects.replacing("\\\"never closed,2", with: "\\\"now closed\\\",2")
                .replacing("\\\"bad\\\"", with: "\\\"bad\\\"}").replacing(
                    "slow & rude", with: "slow &amp; rude")
            #expect(mended != rejects)
            try tool.put("out/rejects.ndjson", mended)
            let again = tool.run([
                "replay", "out/rejects.ndjson", "--out", "new", "--history", "voc.db",
            ])
            #expect(
                again.lines.first == "read 4 = accepted 3 + rejected 1 + duplicate 0",
                "\(again.errors)")
            #expect(try ids(tool, "new") == ["2", "b", "8"])
            #expect(try tool.read("new/rejects.ndjson").contains("json.malformed"))
            // The history has all eleven now; doing it again adds none.
            let items = try tool.read("new/items.ndjson")
            let twice = tool.run([
                "replay", "out/rejects.ndjson", "--out", "new", "--history", "voc.db",
            ])
            #expect(twice.status == 0)
            #expect(try tool.read("new/items.ndjson") == items)
            let report = try tool.read("new/report.json")
            #expect(report.contains("accepted 11 + "))
        }
    }

    @Test func `that turn out to be items of the run are duplicates`() throws {
        try Tool.inFolder { tool in
            try night(tool)
            let rejects = try tool.read("out/rejects.ndjson").replacing(
                "2,,\\\"never closed,2", with: "3,,\\\"said no\\\",1")
            try tool.put("out/rejects.ndjson", rejects)
            let again = tool.run(["replay", "out/rejects.ndjson", "--out", "new"])
            #expect(
                again.lines.first == "read 4 = accepted 0 + rejected 3 + duplicate 1",
                "\(again.errors)")
        }
    }

    @Test func `that are no lines of the run are told with their place`() throws {
        try Tool.inFolder { tool in
            try night(tool)
            let rejects = try tool.read("out/rejects.ndjson")
            try tool.put("out/rejects.ndjson", rejects + "{\"scan\":0,\"raw\":\"a\"b\"}\n")
            let broken = tool.run(["replay", "out/rejects.ndjson", "--out", "new"])
            #expect(broken.status == 78)
            #expect(broken.errors.hasPrefix("out/rejects.ndjson:5:1: error: "))
            #expect(broken.errors.contains("[replay.bad-line]"))
            try tool.put("alone/rejects.ndjson", rejects)
            #expect(tool.run(["replay", "alone/rejects.ndjson", "--out", "new"]).status == 66)
        }
    }

    @Test(arguments: [("3", 1), ("4", 0), ("33%", 1), ("34 %", 0), ("many", 64)])
    func `are limited by number or share`(_ limit: String, _ status: Int) throws {
        let arguments = ["--max-rejects", limit]
        try Tool.inFolder { tool in
            try night(tool)
            #expect(tool.run(["run", "p.yml", "--out", "out"] + arguments).status == Int32(status))
            let score = tool.run(
                ["score", "table.csv", "lines.ndjson", "document.json", "feed.xml"]
                    + SmallShop.options
                    + arguments)
            #expect(score.status == Int32(status), "\(score.errors)")
        }
    }
}

import Foundation
import TestSupport
import Testing
import VOCCore

@Suite struct `Parts of a pipeline` {
    private struct Cut: Decodable {
        var configHash: String
        var input: Int
        var paths: [String]
        var range: [Int]?
        var bytes: Int
        var attributes: [String]
    }

    /// Two inputs, of one source: NDJSON of some MiB that repeats ids, and a CSV with some of them.
    private func prepare(_ tool: Tool) throws {
        try SmallShop.putPacks(tool)
        var rows = ""
        for round in 0..<4 {
            rows += SmallShop.items(0..<4000, seed: UInt64(round))
                .replacing("\"id\": \"i", with: "\"id\": \"\(round / 2)-")
        }
        try tool.put("dump-a.ndjson", rows)
        try tool.put(
            "more.csv",
            "id,text,created_at\n0-1,The parcel was late.,2026-10-20\nnew,\"Very\ngood.\",2026-10-21\n"
        )
        try tool.put(
            "p.yml",
            SmallShop.pipeline.replacing(
                "lexicons: [lexicons]",
                with: "  - { files: more.csv, source: generic, name: shop }\nlexicons: [lexicons]"
            ).replacing("report:", with: "duplicates: { copies: ignore }\nreport:"))
    }

    private func parts(_ tool: Tool) throws -> [(line: String, part: Cut)] {
        let result = tool.run("parts", "p.yml", "--megabytes", "1")
        #expect(result.status == 0, "\(result.errors)")
        return try result.lines.map {
            ($0, try JSONDecoder().decode(Cut.self, from: Data($0.utf8)))
        }
    }

    @Test func `cover every byte once and carry the configuration`() throws {
        try Tool.inFolder { tool in
            try prepare(tool)
            let found = try parts(tool).map(\.part)
            let size = try TextFile.bytes("\(tool.folder)/dump-a.ndjson").count
            #expect(found.count > 2)
            var end = 0
            for part in found.dropLast() {
                #expect(part.input == 1 && part.paths == ["dump-a.ndjson"])
                #expect(part.range?.first == end)
                end = part.range?.last ?? -1
            }
            #expect(end == size)
            #expect(found.last?.input == 2 && found.last?.paths == ["more.csv"])
            #expect(found.last?.range == nil)
            let config = tool.run("parts", "p.yml", "--config")
            #expect(
                config.text
                    == "{\"configHash\":\"\(found[0].configHash)\",\"attributes\":[\"Region\"]}\n")
            #expect(found.allSatisfy { $0.attributes == ["Region"] })
        }
    }

    @Test func `add up to what a run counts, duplicates told`() throws {
        try Tool.inFolder { tool in
            try prepare(tool)
            #expect(tool.run("run", "p.yml", "--out", "night").status == 0)
            let lines = try parts(tool).map(\.line)
            var known = Set<String>()
            var files: [String] = []
            for (number, line) in lines.enumerated() {
                let keys = tool.run(
                    "map", "--pipeline", "p.yml", "--part", line, "--items", "keys")
                #expect(keys.status == 0, "\(keys.errors)")
                let own = Set(keys.lines.dropLast())
                #expect(keys.lines.last?.contains("\"emitted\":\(own.count),") == true)
                let seen = own.intersection(known)
                known.formUnion(own)
                try tool.put("seen", seen.sorted().map { $0 + "\n" }.joined())
                let result = tool.run(
                    "map", "--pipeline", "p.yml", "--part", line, "--items", "none", "--seen",
                    "seen")
                #expect(result.status == 0, "\(result.errors)")
                try tool.put("part-\(number)", result.out)
                try tool.put("keys", keys.out)
                files.append("part-\(number)")
            }
            let whole = tool.run(["merge"] + files.reversed())
            #expect(whole.text.contains("\"read\":16002,\"accepted\":8001,\"duplicate\":8001,"))
            try tool.put("whole", whole.out)
            #expect(
                tool.run("report", "whole", "--pipeline", "p.yml", "--out", "report").status == 0)
            for name in ["trends.csv", "themes.csv", "metrics.csv", "segments.csv"] {
                #expect(try tool.read("report/\(name)") == tool.read("night/\(name)"), "\(name)")
            }
            // Counts of keys are no partial to report on.
            #expect(tool.run("merge", "whole", "keys").status == 78)
            #expect(tool.run("report", "keys", "--pipeline", "p.yml").status == 78)
        }
    }

    @Test func `are refused under another configuration, and if they are none`() throws {
        try Tool.inFolder { tool in
            try prepare(tool)
            let line = try parts(tool)[0].line
            try tool.put("seen", "0123\n")
            let broken = tool.run("map", "--pipeline", "p.yml", "--part", line, "--seen", "seen")
            #expect(broken.status == 65 && broken.errors.contains("[partial.broken]"))
            for bad in ["{}", "x", line.replacing("\"range\":[0,", with: "\"range\":[")] {
                #expect(tool.run("map", "--pipeline", "p.yml", "--part", bad).status == 78)
            }
            #expect(
                tool.run(
                    "map", "--pipeline", "p.yml", "--part",
                    line.replacing("\"input\":1", with: "\"input\":3")
                ).status == 78)
            #expect(tool.run("map", "--part", line).status == 64)
            #expect(tool.run("map", "x", "--pipeline", "p.yml", "--part", line).status == 64)
            try tool.put(
                "p.yml", try tool.read("p.yml").replacing("minimum: 5", with: "minimum: 6"))
            let result = tool.run("map", "--pipeline", "p.yml", "--part", line)
            #expect(result.status == 78)
            #expect(result.errors.contains("[partial.mismatch]"), "\(result.errors)")
        }
    }

    /// The newest edition of a review counts, wherever it stands: such files are not divided.
    @Test func `keep an input together whose newest editions count`() throws {
        try Tool.inFolder { tool in
            try SmallShop.putPacks(tool)
            let header =
                "Package Name,Review Submit Date and Time,Review Submit Millis Since Epoch,Review Last Update Date and Time,Review Last Update Millis Since Epoch,Star Rating,Review Text,Review Link\n"
            for (name, day) in [("1", "2026-10-01"), ("2", "2026-10-09")] {
                try tool.put(
                    "reviews-\(name).csv",
                    header
                        + "app,2026-10-01T08:00:00Z,1790841600000,\(day)T08:00:00Z,1790841600000,2,The app is late \(name).,https://play.example/?reviewId=r1\n"
                )
            }
            try tool.put(
                "p.yml",
                "version: 1\ninputs: [{ files: \"reviews-*.csv\", source: google-play }]\nlexicons: [lexicons]\nanalysis: { lexicon: xx/small, themes: [small], intents: intents/small }\n"
            )
            let found = try parts(tool).map(\.part)
            #expect(found.map(\.paths) == [["reviews-1.csv", "reviews-2.csv"]])
        }
    }
}

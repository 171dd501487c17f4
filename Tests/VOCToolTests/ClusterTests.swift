import Foundation
import TestSupport
import Testing
import VOCCore

@Suite struct `Map, merge and report` {
    /// 700 items with blank lines, an invalid byte, lines that are no JSON and a last line without
    /// its line feed.
    private static let dump: [UInt8] = {
        var bytes: [UInt8] = []
        for (index, line) in SmallShop.items(0..<700).split(separator: "\n").enumerated() {
            bytes += Array(line.utf8)
            if index == 123 { bytes[bytes.count - 4] = 0xFF }
            bytes.append(0x0A)
            if index % 50 == 7 { bytes += Array("\n".utf8) }
            if index % 70 == 9 { bytes += Array("  \r\n".utf8) }
            if index == 333 { bytes += Array("{\"id\": \"cut\n".utf8) }
            if index == 444 { bytes += Array("SECRETWORD\n".utf8) }
        }
        bytes.removeLast()
        return bytes
    }()

    private func prepare(_ tool: Tool) throws {
        try SmallShop.putPacks(tool)
        try tool.put("dump.ndjson", Self.dump)
        try tool.put("p.yml", SmallShop.pipeline)
    }

    private func map(_ tool: Tool, _ range: String?) throws -> [UInt8] {
        let arguments =
            ["map", "--path", "dump.ndjson", "--items", "none", "--pipeline", "p.yml"]
            + (range.map { ["--range", $0] } ?? [])
        let result = tool.start(arguments).wait()
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.lines.count == 1)
        return result.out
    }

    private func merge(_ tool: Tool, _ files: [String]) -> [UInt8] {
        let result = tool.start(["merge"] + files).wait()
        #expect(result.status == 0, "\(result.errors)")
        return result.out
    }

    @Test func `give the same bytes for any partition, order and tree`() throws {
        try Tool.inFolder { tool in
            try prepare(tool)
            let whole = try map(tool, nil)
            try tool.put("whole", whole)
            #expect(
                tool.run("report", "whole", "--pipeline", "p.yml", "--out", "report").status == 0)
            let report = try tool.files(in: "report")
            #expect(report.keys.contains("/report.html"))
            var random = SplitMix(state: 64)
            for count in [1, 2, 7, 64] {
                var borders = (0..<count - 1).map { _ in
                    Int.random(in: 0...Self.dump.count, using: &random)
                }.sorted()
                borders = [0] + borders + [Self.dump.count + (count == 7 ? 1000 : 0)]
                var files: [String] = []
                for part in 0..<count {
                    try tool.put(
                        "part-\(part)", try map(tool, "\(borders[part])-\(borders[part + 1])"))
                    files.append("part-\(part)")
                }
                files.shuffle(using: &random)
                #expect(merge(tool, files) == whole, "\(count) partitions at \(borders)")
                var level = 0
                while files.count > 1 {
                    level += 1
                    var next: [String] = []
                    for start in stride(from: 0, to: files.count, by: 3) {
                        let group = Array(files[start..<min(start + 3, files.count)])
                        let name = "tree-\(level)-\(start)"
                        try tool.put(name, merge(tool, group))
                        next.append(name)
                    }
                    files = next.shuffled(using: &random)
                }
                #expect(try Array(tool.read(files[0]).utf8) == whole)
                #expect(
                    tool.run("report", files[0], "--pipeline", "p.yml", "--out", "report-\(count)")
                        .status == 0)
                #expect(try tool.files(in: "report-\(count)") == report)
            }
        }
    }

    @Test func `account for every line, and read standard input`() throws {
        try Tool.inFolder { tool in
            try prepare(tool)
            let line = String(decoding: try map(tool, nil), as: UTF8.self)
            #expect(line.contains("\"read\":702,\"accepted\":700,\"duplicate\":0"))
            #expect(
                line.contains(
                    "\"rejected\":{\"json.cut-short\":1,\"json.malformed\":1},\"emitted\":0"))
            let parts = try ["0-30000", "30000-99999999"].map { try map(tool, $0) }
            let joined = String(decoding: parts[0] + parts[1], as: UTF8.self)
            let merged = tool.run("merge", "-", input: joined)
            #expect(merged.status == 0)
            #expect(merged.text == line)
        }
    }

    @Test func `write items before the partial when they are wanted`() throws {
        try Tool.inFolder { tool in
            try prepare(tool)
            let result = tool.start([
                "map", "--path", "dump.ndjson", "--pipeline", "p.yml", "--jobs", "2",
            ]).wait()
            #expect(result.lines.count == 701)
            #expect(result.lines.last?.contains("\"emitted\":700") == true)
            #expect(!result.errors.contains("SECRETWORD"))
            try tool.put("items", result.out)
            // The last line of a map's output is a partial like any other.
            #expect(tool.run("merge", "items").status == 0)
        }
    }

    @Test func `write items as an Arrow stream, then the same partial`() throws {
        try Tool.inFolder { tool in
            try prepare(tool)
            func map(_ items: String) -> Tool.Result {
                tool.run(
                    "map", "--path", "dump.ndjson", "--pipeline", "p.yml", "--items", items)
            }
            let result = map("arrow")
            var stream = ArrowMessages(bytes: result.out)
            var kinds: [Int] = []
            var rows = 0
            while let message = stream.next() {
                kinds.append(message.kind)
                if message.kind == 3 { rows += message.rows }
            }
            #expect(kinds.first == 1 && kinds.dropFirst().allSatisfy { $0 == 3 })
            #expect(rows == 700)
            let rest = String(decoding: result.out[stream.place...], as: UTF8.self)
            #expect(rest == "\n\(map("all").lines.last ?? "")\n")
            try tool.put("items", result.out)
            #expect(tool.run("merge", "items").text == rest.dropFirst())
        }
    }

    @Test func `refuse broken, cut and foreign partials`() throws {
        try Tool.inFolder { tool in
            try prepare(tool)
            let line = try map(tool, "0-20000")
            try tool.put("good", line)
            let other = tool.start(
                ["map", "--path", "dump.ndjson", "--items", "none"] + SmallShop.options
            ).wait()
            try tool.put("other", other.out)
            try tool.put("cut", Array(line.dropLast(40)))
            try tool.put("no-feed", Array(line.dropLast()))
            try tool.put("empty", "")
            try tool.put("text", "hello\n")
            try tool.put("json", "{\"format\":1}\n")
            let text = String(decoding: line, as: UTF8.self)
            try tool.put(
                "count", text.replacing("\"emitted\":0", with: "\"emitted\":9223372036854775807"))
            try tool.put("newer", text.replacing("{\"format\":1", with: "{\"format\":2"))
            try tool.put("sum", text.replacing("\"checksum\":\"", with: "\"checksum\":\"0"))
            for (file, status, code) in [
                ("cut", Int32(65), "partial.broken"), ("no-feed", 65, "partial.broken"),
                ("empty", 65, "partial.broken"),
                ("text", 65, "partial.broken"), ("json", 65, "partial.broken"),
                ("count", 65, "partial.broken"),
                ("sum", 65, "partial.broken"), ("newer", 78, "partial.mismatch"),
                ("other", 78, "partial.mismatch"),
                ("missing", 66, "file.missing"),
            ] {
                let result = tool.run("merge", "good", file)
                #expect(result.status == status, "\(file)")
                #expect(
                    result.errors.hasPrefix("\(file): error: ")
                        && result.errors.contains("[\(code)]"), "\(result.errors)")
                #expect(result.out.isEmpty)
            }
            let result = tool.run("report", "other", "--pipeline", "p.yml")
            #expect(result.status == 78)
            #expect(
                result.errors.contains("  hint: pass the pipeline that the parts were mapped with"))
            #expect(!TextFile.exists("\(tool.folder)/out"))
        }
    }

    @Test func `need a range that is one`() throws {
        try Tool.inFolder { tool in
            for range in ["5", "5-", "-5", "a-b", "9-5", "-1-5", "1-2-3"] {
                let result = tool.run("map", "--path", "x", "--range=\(range)")
                #expect(result.status == 64, "\(range)")
            }
        }
    }
}

/// Goes through an Arrow stream by what its messages say of their lengths.
private struct ArrowMessages {
    let bytes: [UInt8]
    /// Behind what was read.
    var place = 0

    private func number(_ place: Int, _ size: Int) -> Int {
        (0..<size).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
    }

    /// Where field `slot` of the table at `table` is.
    private func field(_ slot: Int, of table: Int) -> Int {
        table + number(table - number(table, 4) + 4 + 2 * slot, 2)
    }

    private func target(_ place: Int) -> Int { place + number(place, 4) }

    /// The kind of the next message (1 a schema, 3 a batch) and its rows; nil at the end.
    mutating func next() -> (kind: Int, rows: Int)? {
        precondition(number(place, 4) == 0xFFFF_FFFF)
        let length = number(place + 4, 4)
        place += 8
        guard length > 0 else { return nil }
        let message = target(place)
        let header = target(field(2, of: message))
        let kind = number(field(1, of: message), 1)
        let rows = kind == 3 ? number(field(0, of: header), 8) : 0
        place += length + number(field(3, of: message), 8)
        return (kind, rows)
    }
}

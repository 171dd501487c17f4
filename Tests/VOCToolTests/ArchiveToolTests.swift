import Foundation
import TestSupport
import Testing
import VOCCore

@Suite struct `Archives from outside` {
    private let rows = "id,text\n1,a good lamp\n2,a bad lamp\n"

    @Test func `are scored member by member, and a damaged one ends in exit 1`() throws {
        try Tool.inFolder { tool in
            try SmallShop.putPacks(tool)
            var broken = Containers.StoredZip.Member("broken.csv", Array(rows.utf8))
            broken.checksumIsWrong = true
            let zip = Containers.StoredZip([
                .init("a.csv", Array(rows.utf8)), broken,
                .init("logo.png", [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10]),
                .init("z/b.csv", Array(rows.utf8)),
            ])
            try TextFile.write(zip.bytes, to: tool.folder + "/all.zip")
            let result = tool.start(["score", "all.zip"] + SmallShop.options).wait()
            #expect(result.status == 1)
            #expect(result.lines.count == 4)
            #expect(result.lines[0].contains(#""origin":{"file":"all.zip!a.csv","line":2}"#))
            #expect(result.lines[3].contains(#""origin":{"file":"all.zip!z/b.csv","line":3}"#))
            #expect(result.errors.contains("note: not read: all.zip!logo.png (a picture)\n"))
            #expect(result.errors.contains("rejected all.zip!broken.csv: "))
            #expect(result.errors.contains("read 5 = accepted 4 + rejected 1 + duplicate 0\n"))
            #expect(
                result.errors.contains(
                    "error: a member of an archive was refused as a whole [input.refused]"))
        }
    }

    @Test func `give nothing if the compressed file is damaged`() throws {
        guard Containers.has("gzip") else { return }
        try Tool.inFolder { tool in
            try SmallShop.putPacks(tool)
            try tool.put("a.ndjson", SmallShop.items(0..<3000))
            #expect(
                Containers.run(
                    "gzip -k a.ndjson && head -c -9 a.ndjson.gz > cut.gz", in: tool.folder))
            let whole = tool.start(["score", "a.ndjson.gz"] + SmallShop.options).wait()
            #expect(whole.status == 0)
            #expect(whole.lines.count == 3000)
            let cut = tool.start(["score", "cut.gz"] + SmallShop.options).wait()
            #expect(cut.status == 74)
            #expect(cut.out.isEmpty)
            #expect(cut.errors.contains("[input.damaged]"))
        }
    }
}

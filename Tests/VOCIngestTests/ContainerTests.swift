import TestSupport
import Testing
import VOCCore

@testable import VOCIngest

private typealias Member = Containers.StoredZip.Member

private let reviews = "id,text,rating\n1,the lamp flickers,2\n2,\"lovely, warm light\",5\n"

/// What the members of one path give, each as its label with its items, or why not.
private func contents(of path: String, chunkBytes: Int = 1 << 20) throws -> [String] {
    let contents = try DumpContents(try Reading.auto(path))
    let folder = path.prefix(through: path.lastIndex(of: "/")!)
    var lines: [String] = []
    for input in contents.inputs {
        let reading = try Reading(input, chunkBytes: chunkBytes)
        let name = input.path.dropFirst(folder.count)
        lines += reading.items.isEmpty ? [] : ["\(name) \(reading.items.map(\.id))"]
        lines += reading.rejects.map {
            "\($0.code.id) \($0.origin.file.dropFirst(folder.count))"
        }
        #expect(reading.read == reading.items.count + reading.rejects.count)
    }
    return lines
        + contents.skipped.map { "skipped \($0.label.dropFirst(folder.count)): \($0.reason)" }
}

@Suite struct `Archives` {
    private func zip(_ members: [Member]) throws -> [String] {
        try Suite.withFolder { folder in
            try TextFile.write(Containers.StoredZip(members).bytes, to: folder + "/a.zip")
            return try contents(of: folder + "/a.zip")
        }
    }

    @Test func `are read member by member, each by the format that fits it`() throws {
        let json = "{\"id\":\"7\",\"text\":\"fine\"}\n"
        let units = reviews.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        let wide: [UInt8] = [0xFF, 0xFE] + units
        #expect(
            try zip([
                Member("a/one.csv", Array(reviews.utf8)), Member("b.jsonl", Array(json.utf8)),
                Member("umlaut ä.csv", wide),
            ]) == [
                #"a.zip!a/one.csv ["1", "2"]"#, #"a.zip!b.jsonl ["7"]"#,
                #"a.zip!umlaut ä.csv ["1", "2"]"#,
            ])
    }

    @Test func `leave out what is no feedback, and say so`() throws {
        #expect(
            try zip([
                Member("logo.png", [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, 0, 0]),
                Member("index.html", Array("<!DOCTYPE html><p>hello</p>".utf8)),
                Member("empty.csv", []), Member("colours.csv", Array("hue,tint\n1,2\n".utf8)),
                Member("reviews.csv", Array(reviews.utf8)),
            ]) == [
                #"a.zip!reviews.csv ["1", "2"]"#, "skipped a.zip!logo.png: a picture",
                "skipped a.zip!index.html: a web page", "skipped a.zip!empty.csv: empty",
                "skipped a.zip!colours.csv: no column of this file feeds text, rating or id",
            ])
    }

    @Test func `refuse a damaged member whole and read the others`() throws {
        var bad = Member("bad.csv", Array(reviews.utf8))
        bad.checksumIsWrong = true
        #expect(
            try zip([
                Member("a.csv", Array(reviews.utf8)), bad, Member("z.csv", Array(reviews.utf8)),
            ]) == [
                #"a.zip!a.csv ["1", "2"]"#, "input.damaged a.zip!bad.csv",
                #"a.zip!z.csv ["1", "2"]"#,
            ])
    }

    @Test func `refuse names that lead out, links, secrets, archives and shared bytes`() throws {
        var link = Member("link", Array("/etc/passwd".utf8))
        link.mode = 0o120777
        var secret = Member("secret.csv", Array(reviews.utf8))
        secret.flags = 1
        let inner = Containers.StoredZip([Member("a.csv", Array(reviews.utf8))]).bytes
        let found = try zip([
            Member("../../up.csv", Array(reviews.utf8)), Member("/abs.csv", Array(reviews.utf8)),
            Member("C:\\drive.csv", Array(reviews.utf8)), link, secret, Member("in.zip", inner),
            Member("a\u{1B}[2J.csv", Array(reviews.utf8)),
        ])
        #expect(
            found.sorted()
                == [
                    "a.zip!a\\u{1B}[2J.csv [\"1\", \"2\"]", "input.encrypted a.zip!secret.csv",
                    "input.nested a.zip!in.zip", "input.unsafe-member a.zip!../../up.csv",
                    "input.unsafe-member a.zip!/abs.csv", "input.unsafe-member a.zip!C:/drive.csv",
                    "input.unsafe-member a.zip!link",
                ].sorted())
    }

    @Test func `refuse members that overlap`() throws {
        // The second member's header stands inside the first one's bytes.
        let hidden = Containers.StoredZip([Member("b.csv", Array(reviews.utf8))]).bytes
        let header = hidden.prefix(30 + 5 + reviews.utf8.count)
        var second = Member("b.csv", Array(reviews.utf8))
        second.claimedOffset = 30 + 5 + reviews.utf8.count
        let first = Member("a.csv", Array(reviews.utf8) + header)
        let found = try zip([first, second])
        #expect(found.contains("input.damaged a.zip!b.csv"))
        #expect(!found.contains { $0.hasPrefix("a.zip!b.csv") })
    }

    @Test func `have no more than ten thousand members`() throws {
        let members = (0...10_000).map { Member("\($0)", Array("%PDF-1.7".utf8)) }
        #expect(
            try zip(members).filter { !$0.hasPrefix("skipped") } == ["input.too-many-members a.zip"]
        )
    }

    @Test func `may be tars, compressed or not, and hold compressed members`() throws {
        guard Containers.has("tar"), Containers.has("gzip") else { return }
        try Suite.withFolder { folder in
            try TextFile.makeFolder(folder + "/d")
            try TextFile.write(Array(reviews.utf8), to: folder + "/d/a.csv")
            try TextFile.write(Array(reviews.utf8), to: folder + "/d/b.csv")
            #expect(Containers.run("gzip d/b.csv && tar cf a.tar d && tar czf a.tgz d", in: folder))
            for name in ["a.tar", "a.tgz"] {
                #expect(
                    try contents(of: "\(folder)/\(name)").sorted() == [
                        #"\#(name)!d/a.csv ["1", "2"]"#, #"\#(name)!d/b.csv.gz ["1", "2"]"#,
                    ])
            }
        }
    }
}

@Suite struct `Compressed files` {
    /// The error with which looking at a file ends, and how long it took.
    private func failure(_ bytes: [UInt8]) throws -> (code: ErrorCode?, offset: Int) {
        try Suite.withFolder { folder in
            try TextFile.write(bytes, to: folder + "/dump")
            let start = ContinuousClock.now
            let error = TestSupport.failure { () throws(VOCError) in
                _ = try DumpContents(DumpInput(path: folder + "/dump"))
            }
            #expect(ContinuousClock.now - start < .seconds(1))
            return (error?.code, error?.origin?.byteOffset ?? 0)
        }
    }

    /// The bytes of a long dump, compressed by a tool.
    private func compressed(_ command: String) throws -> [UInt8] {
        let rows = (0..<20_000).map {
            "\($0),the parcel number \($0 &* 7919 % 104_729) came late\n"
        }
        return try Suite.withFolder { folder in
            try TextFile.write(Array(("id,text\n" + rows.joined()).utf8), to: folder + "/d")
            #expect(Containers.run("\(command) < d > out", in: folder))
            return try TextFile.bytes(folder + "/out")
        }
    }

    @Test(arguments: ["gzip", "bzip2", "xz", "zstd -q"])
    func `are refused whole, with the place, if cut short or altered`(_ tool: String) throws {
        guard Containers.has(String(tool.prefix { $0 != " " })) else { return }
        let whole = try compressed(tool)
        #expect(try failure(whole).code == nil)
        for cut in [1, 4, 300, whole.count / 2] {
            let found = try failure(Array(whole.dropLast(cut)))
            #expect(found.code == .inputDamaged, "\(cut)")
            #expect(abs(found.offset - (whole.count - cut)) <= 4096)
        }
        var altered = whole
        altered[whole.count / 2] ^= 0x55
        #expect(try failure(altered).code == .inputDamaged)
    }

    @Test func `are checked against their check sum`() throws {
        guard Containers.has("gzip") else { return }
        var bytes = try compressed("gzip")
        bytes[bytes.count - 6] ^= 1
        #expect(try failure(bytes).code == .inputDamaged)
    }

    @Test func `may be several in one, or end in zeros`() throws {
        guard Containers.has("gzip") else { return }
        try Suite.withFolder { folder in
            let parts = reviews.split(separator: "\n").map { $0 + "\n" }
            for (index, part) in parts.enumerated() {
                try TextFile.write(Array(part.utf8), to: "\(folder)/\(index)")
            }
            #expect(
                Containers.run(
                    "gzip 0 1 2 && cat *.gz > all && head -c 700 /dev/zero >> all", in: folder))
            #expect(try contents(of: folder + "/all") == [#"all ["1", "2"]"#])
            #expect(Containers.run("printf garbage >> all", in: folder))
            let found = try DumpContents(try Reading.auto(folder + "/all"))
            #expect(found.remarks.count == 1)
            #expect(try Reading(found.inputs[0]).items.count == 2)
        }
    }

    @Test func `that are bombs are refused at once`() throws {
        guard Containers.has("gzip"), Containers.has("zstd"), Containers.has("xz") else { return }
        for tool in ["gzip", "bzip2", "xz", "zstd -q"] {
            let bomb = try Suite.withFolder { folder in
                #expect(Containers.run("head -c 10000000 /dev/zero | \(tool) > out", in: folder))
                return try TextFile.bytes(folder + "/out")
            }
            #expect(try failure(bomb).code == .inputTooDense, "\(tool)")
            // In an archive the member is refused, and the next one read.
            let found = try Suite.withFolder { folder in
                let zip = Containers.StoredZip([
                    Member("bomb", bomb), Member("a.csv", Array(reviews.utf8)),
                ])
                try TextFile.write(zip.bytes, to: folder + "/a.zip")
                return try contents(of: folder + "/a.zip")
            }
            #expect(found == ["input.too-dense a.zip!bomb", #"a.zip!a.csv ["1", "2"]"#])
        }
    }

    @Test func `may announce a long window that they do not fill`() throws {
        guard Containers.has("zstd") else { return }
        let bytes = try compressed("zstd -q --long=31 --ultra -20")
        #expect(bytes[5] >> 3 == 21)
        #expect(try failure(bytes).code == nil)
    }
}

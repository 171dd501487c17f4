import Foundation
import TestSupport
import Testing
import VOCCore

@Suite struct `voc run` {
    private func small(_ body: (Tool) throws -> Void) throws {
        try Tool.inFolder { tool in
            try SmallShop.putPacks(tool)
            try tool.put("dump.ndjson", SmallShop.items(0..<40))
            try tool.put("p.yml", SmallShop.pipeline)
            try body(tool)
        }
    }

    @Test func `prints the accounting, findings, cases and report, and writes the manifest`() throws
    {
        try small { tool in
            let result = tool.run("run", "p.yml", "--out", "night")
            #expect(result.status == 0)
            #expect(result.errors == "")
            #expect(result.lines.first == "read 40 = accepted 40 + rejected 0 + duplicate 0")
            #expect(result.lines.last == "Report night/report.html")
            let manifest = try tool.read("night/run.json")
            #expect(
                manifest.contains(
                    "\"accounting\":{\"read\":40,\"accepted\":40,\"rejected\":0,\"duplicate\":0,"))
            #expect(manifest.contains("\"exit\":0,\"error\":null"))
        }
    }

    @Test func `does nothing on a dry run but say what it would do`() throws {
        try small { tool in
            let result = tool.run("run", "p.yml", "--dry-run")
            #expect(result.status == 0)
            #expect(result.lines[0] == "1 file(s) to read:")
            #expect(result.lines[1] == "  dump.ndjson  as generic")
            #expect(
                result.lines.suffix(2) == [
                    "route late → logistics (high)", "route severe → legal (urgent)",
                ])
            #expect(!TextFile.exists("\(tool.folder)/out"))
        }
    }

    @Test(arguments: [
        (
            "version: 1", "version: 2", "p.yml:1:10", "config.unknown-value",
            "this voc reads version 1"
        ),
        ("inputs:", "inptus:", "p.yml:3:1", "config.unknown-key", "did you mean 'inputs'?"),
        ("xx/small", "xx/smal", "", "lexicon.missing", "did you mean 'xx/small'?"),
        (
            "themes: [small]", "themes: [smal]", "", "lexicon.missing",
            "did you mean 'themes/small'?"
        ),
        ("source: generic", "source: genric", "p.yml:4:5", "profile.unknown", "generic"),
        ("scale: 1..5", "scale: 5..1", "p.yml:4", "config.", ""),
        (
            "theme:shop/late", "theme:shop/lte", "p.yml:8:25", "route.condition",
            "did you mean 'shop/late'?"
        ),
        ("severity >= 3", "\"severity >= \"", "p.yml:9:27", "route.condition", ""),
        (
            "priority: urgent", "priority: urgnt", "p.yml:9:", "config.unknown-value",
            "did you mean 'urgent'?"
        ),
        (
            "minimum: 5", "minimum: many", "p.yml:10:34", "config.wrong-type",
            "expected a whole number, found 'many'"
        ),
        ("lexicons: [lexicons]", "lexicons: [lexicons", "p.yml:", "yaml.malformed", ""),
        ("queue: legal", "queue: ../legal", "p.yml:9:", "config.unknown-value", "letters, digits"),
    ])
    func `stops at a faulty pipeline with place, code and hint`(
        _ old: String, _ new: String, _ place: String, _ code: String, _ words: String
    ) throws {
        try small { tool in
            try tool.put("p.yml", SmallShop.pipeline.replacing(old, with: new))
            let result = tool.run("run", "p.yml")
            #expect(result.status == 78)
            #expect(
                result.errors.hasPrefix(place) && result.errors.contains("[\(code)")
                    && (words.isEmpty || result.errors.contains(words)), "\(result.errors)")
            #expect(result.out.isEmpty)
            #expect(!TextFile.exists("\(tool.folder)/out"))
        }
    }

    @Test func `says which dump is missing and which is near`() throws {
        try small { tool in
            try tool.put("p.yml", SmallShop.pipeline.replacing("dump*.ndjson", with: "dunp.ndjson"))
            let result = tool.run("run", "p.yml")
            #expect(result.status == 66)
            #expect(
                result.errors == """
                    p.yml:4:5: error: there is no such file: dunp.ndjson [file.missing]
                      hint: did you mean 'dump.ndjson'?

                    """)
            #expect(tool.run("run", "none.yml").status == 66)
            try tool.put("p.yml", SmallShop.pipeline.replacing("dump*", with: "nothing*"))
            #expect(tool.run("run", "p.yml").status == 66)
        }
    }

    /// A CSV file with three bad rows, each with a word of its own that must not be printed.
    private static let broken = """
        id,text,rating,date
        1,good,5,2026-11-16
        2,"SECRETONE is awful,1,2026-11-16
        3,fine,SECRETTWO,2026-11-16
        4,SECRETTHREE
        5,"two
        lines",4,2026-11-17
        1,good again,5,2026-11-16

        """

    private static let csvPipeline = """
        version: 1
        inputs: [{ files: dump.csv, source: generic, rating: { scale: 1..5, metric: csat } }]
        lexicons: [lexicons]
        analysis: { lexicon: xx/small, themes: [small], intents: intents/small }

        """

    @Test
    func `keeps going over bad rows and accounts for each, without printing what customers wrote`()
        throws
    {
        try small { tool in
            try tool.put("dump.csv", Self.broken)
            try tool.put("p.yml", Self.csvPipeline)
            let result = tool.run("run", "p.yml")
            #expect(result.status == 0)
            #expect(result.lines.first == "read 6 = accepted 2 + rejected 3 + duplicate 1")
            #expect(
                result.errors == """
                      rejected dump.csv:3:3: the quote opened here is never closed [csv.unclosed-quote]
                      rejected dump.csv:4:8: the rating is neither a number nor a known word [field.bad-rating]
                      rejected dump.csv:5:14: this row has 2 fields, the header has 4 [csv.ragged-row]

                    """)
            let rejects = try tool.read("out/rejects.ndjson").split(separator: "\n")
            #expect(rejects.count == 3)
            #expect(
                rejects[0]
                    == #"{"scan":0,"file":"dump.csv","record":2,"line":3,"column":3,"bytePosition":42,"field":null,"code":"csv.unclosed-quote","message":"the quote opened here is never closed","raw":"2,\"SECRETONE is awful,1,2026-11-16\n"}"#
            )
            #expect(
                try tool.read("out/items.ndjson").contains(
                    #""origin":{"file":"dump.csv","line":6}}"#))
            for (name, bytes) in try tool.files(in: "out") where !name.contains("rejects.ndjson") {
                #expect(!String(decoding: bytes, as: UTF8.self).contains("SECRET"), "\(name)")
            }
            var status = stat()
            _ = unsafe stat("\(tool.folder)/out/rejects.ndjson", &status)
            #expect(status.st_mode & 0o777 == 0o600)
        }
    }

    @Test func `fails the gate when too many are rejected, but writes everything`() throws {
        try small { tool in
            try tool.put("dump.csv", Self.broken)
            try tool.put("p.yml", Self.csvPipeline + "limits: { rejects: 10 % }\n")
            let result = tool.run("run", "p.yml")
            #expect(result.status == 1)
            #expect(
                result.errors.contains(
                    "p.yml: error: 3 of 6 records were rejected, over the limit of 10.00 % [rejects.over-limit]"
                ))
            #expect(TextFile.exists("\(tool.folder)/out/report.html"))
            #expect(
                try tool.read("out/run.json").contains(
                    "\"exit\":1,\"error\":\"rejects.over-limit\""))
            try tool.put("p.yml", Self.csvPipeline + "limits: { rejects: 50 % }\n")
            #expect(tool.run("run", "p.yml").status == 0)
        }
    }

    @Test func `stops at the first bad row where the pipeline says so`() throws {
        try small { tool in
            try tool.put("dump.csv", Self.broken)
            try tool.put(
                "p.yml",
                Self.csvPipeline.replacing(
                    "source: generic", with: "source: generic, onReject: stop"))
            let result = tool.run("run", "p.yml", "--jobs", "4")
            #expect(result.status == 1)
            #expect(
                result.errors.hasPrefix(
                    "dump.csv:3:3: error: the quote opened here is never closed [csv.unclosed-quote]\n  hint: "
                ))
            #expect(!result.errors.contains("SECRET"))
            #expect(TextFile.names(in: "\(tool.folder)/out") == ["run.json"])
            #expect(
                try tool.read("out/run.json").contains(
                    "\"exit\":1,\"error\":\"csv.unclosed-quote\""))
        }
    }

    @Test func `cannot write where nothing can be written`() throws {
        try small { tool in
            try tool.put("file", "")
            for folder in ["/proc/night", "/dev/null/night", "file"] {
                let result = tool.run("run", "p.yml", "--out", folder)
                #expect(result.status == 74, "\(folder)")
                #expect(result.errors.contains("[file.unwritable]\n  cause: "), "\(result.errors)")
            }
        }
    }

    @Test func `spells out control and direction marks of file names and keys`() throws {
        try small { tool in
            let name = "p\u{1B}[31m\u{202E}.yml"
            try tool.put(name, "\"in\\u202eputs\\e]0;x\\a\": 1")
            let result = tool.run("run", name)
            #expect(result.status == 78)
            for scalar: Unicode.Scalar in ["\u{1B}", "\u{202E}", "\u{7}"] {
                #expect(!result.errors.unicodeScalars.contains(scalar))
            }
            #expect(result.errors.contains(#"p\u{1B}[31m\u{202E}.yml"#))
            for arguments in [
                ["run", "none\u{1B}[2J.yml"], ["--no\u{1B}[2J\u{202E}"], ["score", "\u{1B}]8;;x"],
                ["run", "p.yml", "--as-of", "\u{1B}[1m"],
            ] {
                let errors = tool.start(arguments).wait().errors
                #expect(!errors.isEmpty)
                #expect(
                    !errors.unicodeScalars.contains("\u{1B}")
                        && !errors.unicodeScalars.contains("\u{202E}"), "\(arguments)")
            }
        }
    }

    @Test func `writes nothing of its own into files when standard streams are closed`() throws {
        try small { tool in
            #expect(tool.run("run", "p.yml", "--out", "open").status == 0)
            let result = tool.run(
                "run", "p.yml", "--out", "closed", output: .closed, closesErrors: true)
            #expect(result.status == 74)
            let (closed, open) = (try tool.files(in: "closed"), try tool.files(in: "open"))
            #expect(closed == open)
        }
    }
}

import Foundation
import TestSupport
import Testing
import VOCCore

@Suite struct `voc score` {
    private func small(_ body: (Tool) throws -> Void) throws {
        try Tool.inFolder { tool in
            try SmallShop.putPacks(tool)
            try body(tool)
        }
    }

    private func score(
        _ tool: Tool, _ arguments: String..., input: String? = nil, output: Tool.Output = .collected
    ) -> Tool.Result {
        tool.start(["score"] + arguments + SmallShop.options, input: input, output: output).wait()
    }

    @Test func `reads standard input`() throws {
        try small { tool in
            let result = score(tool, "-", input: "id,text,rating\n7,\"very good, not bad\",5\n")
            #expect(result.status == 0)
            #expect(result.errors == "")
            #expect(
                result.text == """
                    {"id":"7","receivedAt":null,"channel":"","source":"generic","language":"en","rating":5,"sentiment":{"label":"positive","score":0.661,"positive":0.661,"negative":0.000,"confidence":null},"themes":[],"intents":[],"states":[],"complaint":{"is":false,"severity":null,"reasons":[]},"effort":null,"journey":[],"touchpoints":[],"evidence":[{"span":[5,9],"rule":"xx/small:good","effect":0.441},{"span":[15,18],"rule":"xx/small:bad","effect":0.220}],"origin":{"file":"-","line":2}}

                    """)
        }
    }

    @Test func `keeps the customer's words to itself unless asked`() throws {
        try small { tool in
            try tool.put(
                "a.csv",
                "id,title,text,author\n1,SECRETTITLE,SECRETTEXT good,SECRETNAME\n2,x,SECRETTEXT,\"SECRETNAME\n"
            )
            let result = score(tool, "a.csv")
            #expect(result.status == 0)
            #expect(!result.text.contains("SECRET") && !result.errors.contains("SECRET"))
            #expect(
                result.errors.hasPrefix(
                    "rejected a.csv:3:16: the quote opened here is never closed [csv.unclosed-quote]\n"
                ))
            #expect(result.errors.hasSuffix("read 2 = accepted 1 + rejected 1 + duplicate 0\n"))
            #expect(
                score(tool, "a.csv", "--with-text").text.contains(
                    "\"author\":\"SECRETNAME\",\"title\":\"SECRETTITLE\""))
        }
    }

    @Test func `succeeds when its reader has had enough`() throws {
        try small { tool in
            try tool.put("big.ndjson", SmallShop.items(0..<3000))
            let command =
                "cd '\(tool.folder)'; export VOC_HOME='\(Suite.root)'; set -o pipefail; '\(Tool.binary)' score big.ndjson \(SmallShop.options.joined(separator: " ")) 2>err | head -1; echo \"status $?\""
            try tool.put("pipe.sh", command)
            let lines = Suite.output(of: "bash '\(tool.folder)/pipe.sh'").split(separator: "\n")
            #expect(lines.count == 2)
            #expect(lines.last == "status 0")
            #expect(try tool.read("err") == "")
        }
    }

    @Test(arguments: [Tool.Output.file("/dev/full"), .closed]) func `fails when its output is lost`(
        _ output: Tool.Output
    ) throws {
        try small { tool in
            try tool.put("a.ndjson", SmallShop.items(0..<5))
            let result = score(tool, "a.ndjson", output: output)
            #expect(result.status == 74)
            #expect(
                result.errors.hasPrefix(
                    "error: cannot write to standard output [file.unwritable]\n  cause: "))
            #expect(tool.run("--version", "--json", output: output).status == 74)
            #expect(tool.run("explain", output: output).status == 74)
        }
    }

    @Test func `says what it cannot read`() throws {
        try small { tool in
            try tool.put(
                "photo.png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13])
            try tool.put("a.ndjson", "{\"id\":1,\"text\":\"good\"}\n")
            for (file, status) in [("photo.png", Int32(66)), ("none.csv", 66), (".", 66)] {
                let result = score(tool, file)
                #expect(result.status == status, "\(file): \(result.errors)")
                #expect(result.errors.contains("error: ") && result.out.isEmpty)
            }
            #expect(
                score(tool, "a.ndjson", "--source", "trustpliot").errors.contains(
                    "did you mean 'trustpilot'?"))
            #expect(score(tool, "a.ndjson", "--source", "trustpliot").status == 78)
            #expect(
                tool.run("score", "a.ndjson", "--lexicon", "xx/none", "--lexicons", "lexicons")
                    .status == 78)
        }
    }
}

@Suite struct `voc why` {
    /// Thousandths of a number as the trace prints it, with a sign or none.
    private func milli(_ text: Substring) -> Int? {
        let plain = text.replacing("+", with: "")
        guard let value = Double(plain) else { return nil }
        return Int((value * 1000).rounded())
    }

    private static let sentences = [
        "I don't think the app is good, but the parcel came LATE!!",
        "Love it 👍🏽. Not bad at all; very very nice?",
        "awful awful good", "good", "bad bad bad bad bad bad bad",
        "nice but the price is bad and the parcel is late, I complain",
        "GOOD stuff, not very good support!!! Awful.", "soooo baaaad", "nothing here", "",
    ]

    @Test func `adds up exactly to the score, by what it prints`() throws {
        try Tool.inFolder { tool in
            try SmallShop.putPacks(tool)
            for sentence in Self.sentences {
                let result = tool.start(["why", sentence] + SmallShop.options).wait()
                #expect(result.status == 0 && result.errors == "")
                let head = result.lines[0].split(separator: " ")
                guard head[2] != "none" else {
                    #expect(result.text.contains("no word of the lexicon was found"))
                    continue
                }
                let score = try #require(milli(head[2]))
                let effects = result.lines.filter { $0.hasPrefix("  +") || $0.hasPrefix("  -") }
                    .compactMap { milli($0.split(separator: " ")[0]) }
                #expect(!effects.isEmpty)
                #expect(effects.reduce(0, +) == score, "\(result.text)")
                let sum = try #require(result.lines.first { $0.contains("add up to it: ") })
                let printed = sum.split(separator: ": ")[1].split(separator: " = ")
                #expect(printed[0].split(separator: " ").compactMap(milli) == effects)
                #expect(milli(printed[1]) == score)
            }
        }
    }

    @Test func `names the rule's file and line, and the item of a run`() throws {
        try Tool.inFolder { tool in
            try SmallShop.putPacks(tool)
            let result = tool.start(
                ["why", "the parcel was not good and late, I complain"] + SmallShop.options
            ).wait()
            #expect(
                result.text.contains(
                    "xx/small:good  +0.500  lexicons/xx/small/terms.tsv:2:1\n          × -0.650  xx/small:not  lexicons/xx/small/modifiers.tsv:2:1\n          = -0.325"
                ))
            #expect(result.text.contains("  shop/late  negative"))
            #expect(result.text.contains("lexicons/themes/small/all.yml:4:"))
            #expect(result.text.contains("  complaint of severity 1, because of shop/late"))
            try tool.put("dump.ndjson", SmallShop.items(0..<20))
            try tool.put("p.yml", SmallShop.pipeline)
            #expect(tool.run("run", "p.yml", "--out", "night").status == 0)
            let items = try tool.read("night/items.ndjson").split(separator: "\n")
            let item = try #require(items.first { $0.contains("\"id\":\"i7\"") })
            let traced = tool.run("why", "--item", "i7", "--run", "night")
            #expect(traced.status == 0)
            let label = traced.lines[0].split(separator: " ")[0]
            #expect(item.contains("\"label\":\"\(label)\""))
            #expect(tool.run("why", "--item", "none", "--run", "night").status == 66)
            #expect(tool.run("why", "--item", "i7").status == 64)
        }
    }
}

import Foundation
import TestSupport
import Testing
import VOCCore

@Suite struct `The command` {
    private func here(_ body: (Tool) throws -> Void) throws { try Tool.inFolder(body) }

    @Test func `tells its version`() throws {
        try here { tool in
            let plain = tool.run("--version")
            #expect(plain.status == 0)
            #expect(plain.text.split(separator: ".").count == 3)
            let json = tool.run("--version", "--json")
            #expect(json.status == 0)
            let version = plain.text.trimmingCharacters(in: .whitespacesAndNewlines)
            #expect(
                json.text.hasPrefix("{\"voc\":\"\(version)\",\"icu\":\"")
                    && json.text.hasSuffix("}\n"))
            #expect(tool.run("about").out == json.out)
        }
    }

    @Test(arguments: [
        ["--nope"], ["run"], ["score"], ["why"], ["merge"], ["run", "p.yml", "--jobs", "0"],
        ["run", "p.yml", "--jobs", "many"], ["run", "p.yml", "--as-of", "tomorrow"],
        ["run", "p.yml", "--as-of", "2026-02-30"],
        ["map", "--items", "some"], ["map", "--jobs", "1000"], ["test", "x", "--format", "xml"],
        ["explain", "a", "b"],
        ["report", "x", "--as-of", "x"], ["score", "a", "--jobs", "0"], ["demo", "--jobs", "-1"],
    ])
    func `refuses what it does not understand with 64 and a hint`(_ arguments: [String]) throws {
        try here { tool in
            let result = tool.start(arguments).wait()
            #expect(result.status == 64)
            #expect(result.out.isEmpty)
            #expect(
                result.errors.contains("Error: ") && result.errors.contains("Usage: "),
                "\(result.errors)")
        }
    }

    @Test func `names the nearest command`() throws {
        try here { tool in
            let result = tool.run("scroe")
            #expect(result.status == 64)
            #expect(
                result.errors
                    == """
                    Error: there is no command 'scroe'
                      hint: did you mean 'score'?
                    Usage: voc <command>; voc --help lists them

                    """)
        }
    }

    @Test func `helps, with an example for each command`() throws {
        try here { tool in
            let help = tool.run("--help")
            #expect(help.status == 0 && help.errors == "")
            for name in [
                "demo", "run", "score", "why", "check", "test", "map", "merge", "report", "explain",
                "schema", "inspect", "init", "evaluate", "diff", "discover", "verify",
            ] {
                #expect(help.text.contains("\n  \(name) "))
                let own = tool.run(name, "--help")
                #expect(own.status == 0)
                #expect(own.text.contains("voc \(name)") && own.text.contains("xample"), "\(name)")
            }
        }
    }

    @Test func `explains every code it lists`() throws {
        try here { tool in
            let list = tool.run("explain")
            #expect(list.status == 0)
            let codes = list.lines.map { String($0.prefix { $0 != " " }) }
            #expect(codes.count > 40 && codes == codes.sorted() && Set(codes).count == codes.count)
            for code in codes {
                let result = tool.run("explain", code)
                #expect(result.status == 0)
                let parts = result.lines
                #expect(parts.count == 4 && parts[0].hasPrefix("\(code)  (exit "), "\(result.text)")
                let status = parts[0].split(separator: " ").last.flatMap { Int($0.dropLast()) }
                #expect([0, 1, 64, 65, 66, 70, 74, 78].contains(status))
                #expect(
                    parts[2].hasPrefix("  for example: ") && parts[3].hasPrefix("  what to do:  "))
            }
            let wrong = tool.run("explain", "csv.unclosed-quot")
            #expect(wrong.status == 78)
            #expect(wrong.errors.contains("did you mean 'csv.unclosed-quote'?"))
        }
    }

    @Test func `checks pipelines, lexicons and packs`() throws {
        try here { tool in
            try SmallShop.putPacks(tool)
            try tool.put("p.yml", SmallShop.pipeline)
            let good = tool.run("check", "lexicons", "p.yml")
            #expect(good.status == 0, "\(good.errors)")
            #expect(
                good.lines == [
                    "lexicons/intents/small: ok, 3 rules", "lexicons/themes/small: ok, 3 rules",
                    "lexicons/xx/small: ok, 8 entries with what it extends".replacing(
                        "8", with: good.entries),
                    "p.yml: ok, 2 routes, 3 themes",
                ])
            // A breach that no pack knows is told; one of another pack than those in use is none.
            let intents = "lexicons/intents/small/complaint.yml"
            let rules = try tool.read(intents)
            try tool.put(
                intents,
                rules.replacing("[shop/late]", with: "[shop/late, delivery/late, shop/lte]"))
            let warned = tool.run("check", "lexicons/intents/small")
            #expect(warned.status == 0)
            #expect(
                warned.errors == """
                    \(intents):4:36: warning: no theme pack has a theme 'shop/lte' [breach.unknown-theme]
                      hint: did you mean 'shop/late'?

                    """, "\(warned.errors)")
            try tool.put(intents, rules)
            #expect(tool.run("check", "p.yml", "--files").status == 66)
            try tool.put("lexicons/themes/small/more.yml", "theme: more\nmatch: ['(open']\n")
            let bad = tool.run("check", "lexicons/themes/small")
            #expect(bad.status == 78)
            #expect(
                bad.errors.hasPrefix(
                    "lexicons/themes/small/more.yml:2:10: error: a '(' is never closed [pattern.malformed]"
                ))
            try tool.put(
                "lexicons/xx/small/terms.tsv",
                "term\tweight\tspread\tforms\tnote\nfine\t1.7\t0.2\t\t\n")
            let row = tool.run("check", "lexicons/xx/small")
            #expect(row.status == 78)
            #expect(
                row.errors.hasPrefix(
                    "lexicons/xx/small/terms.tsv:2:1: error: weight is '1.7', expected a number from -1.0 to 1.0 [lexicon.row]"
                ))
            #expect(tool.run("check", "none").status == 66)
        }
    }

    @Test func `runs examples and prints them as text, JSON and JUnit`() throws {
        try here { tool in
            try SmallShop.putPacks(tool)
            try tool.put(
                "lexicons/xx/small/examples.yml",
                "- { text: \"good\", label: positive }\n- { text: \"SECRETWORD <&> bad\", label: positive, why: \"no\" }\n"
            )
            try tool.put(
                "p.yml",
                SmallShop.pipeline
                    + "tests:\n  - { text: the parcel is late, themes: [shop/late], routes: [late], label: none }\n"
            )
            let text = tool.run("test", "lexicons", "p.yml")
            #expect(text.status == 1)
            #expect(
                text.text == """
                    lexicons/xx/small/examples.yml:2:3: xx/small: expected positive, got negative, score -0.500
                    2 passed, 1 failed

                    """)
            let json = tool.run("test", "lexicons/xx", "--format", "json")
            #expect(json.status == 1)
            #expect(
                json.lines.last
                    == #"{"name":"xx/small","origin":"lexicons/xx/small/examples.yml:2:3","passed":false,"message":"expected positive, got negative, score -0.500"}"#
            )
            let junit = tool.run("test", "lexicons/xx", "--format", "junit")
            #expect(junit.status == 1)
            #expect(
                junit.text.hasPrefix(
                    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"voc\" tests=\"2\" failures=\"1\">\n"
                ))
            #expect(junit.text.hasSuffix("</testsuite>\n"))
            for result in [text, json, junit] {
                #expect(!result.text.contains("SECRETWORD") && result.errors == "")
            }
            #expect(tool.run("test", "p.yml").text == "1 passed, 0 failed\n")
        }
    }
}

extension Tool.Result {
    /// How many entries `check` counted in the small lexicon: emoji that are at hand come on top.
    fileprivate var entries: String {
        lines.first { $0.contains("xx/small: ok") }?.split(separator: " ").first { Int($0) != nil }
            .map(String.init) ?? "no"
    }
}

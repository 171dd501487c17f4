import Foundation
import TestSupport
import Testing
import VOCCore

@Suite struct `voc lint` {
    private struct Finding: Decodable, Equatable {
        struct Place: Decodable, Equatable {
            var file: String
            var line: Int
        }
        struct Figures: Decodable, Equatable {
            var n: Int
            var meanRating: Double
            var lowShare: Double
            var otherLowShare: Double
            var difference: [Double]
            var p: Double
        }
        var severity: String
        var code: String
        var file: String
        var line: Int
        var entry: String
        var message: String
        var other: Place?
        var figures: Figures?

        /// What is wrong and where, in short.
        var short: String {
            let name = file.split(separator: "/").suffix(2).joined(separator: "/")
            return "\(severity) \(code) \(entry) \(name):\(line)"
        }
    }

    /// A lexicon with nothing odd about it but what is added: from line 7 of its terms on, line 2 of
    /// its phrases, line 5 of its modifiers, and line 2 of the overlay's files.
    private func withPacks(
        terms: [String] = [], phrases: [String] = [], modifiers: [String] = [],
        overlay: [String] = [], overlayPhrases: [String] = [],
        _ body: (Tool) throws -> Void
    ) throws {
        try Tool.inFolder { tool in
            try SmallShop.putPacks(tool)
            func add(_ lines: [String], to name: String, head: String) throws {
                let path = "lexicons/xx/\(name)"
                let old = (try? tool.read(path)) ?? head
                try tool.put(path, old + lines.map { "\($0)\n" }.joined())
            }
            let head = "term\tweight\tspread\tforms\tnote\n"
            let phraseHead = "phrase\tweight\tspread\tnote\n"
            try add(terms, to: "small/terms.tsv", head: head)
            try add(phrases, to: "small/phrases.tsv", head: phraseHead)
            try add(modifiers, to: "small/modifiers.tsv", head: "")
            try tool.put(
                "lexicons/xx/inflections.tsv",
                "class\tending\tstrip\tadd\tnote\nless\t*\t0\tless\nv\t*\t0\ts,ed\n")
            try tool.put(
                "lexicons/xx/field/lexicon.yml",
                "id: xx/field\nversion: 1.0.0\nlanguage: en\nlicence: Apache-2.0\nextends: xx/small\n"
            )
            try add(overlay, to: "field/terms.tsv", head: head)
            try add(overlayPhrases, to: "field/phrases.tsv", head: phraseHead)
            try body(tool)
        }
    }

    private func lint(_ tool: Tool, _ arguments: String...) throws -> [Finding] {
        let result = tool.run(
            ["lint"] + arguments + ["--lexicons", "lexicons", "--format", "ndjson"])
        #expect(result.status == 0, "\(result.errors)")
        return try result.text.split(separator: "\n").map {
            try JSONDecoder().decode(Finding.self, from: Data($0.utf8))
        }
    }

    @Test func `finds nothing in a sound lexicon`() throws {
        try withPacks { tool in
            let findings = try lint(tool, "xx/small")
            #expect(findings == [])
            let result = tool.run("lint", "lexicons/xx/small", "--fail-on", "note")
            #expect(result.status == 0)
            #expect(result.text == "")
            #expect(result.errors == "0 warnings, 0 notes\n")
        }
    }

    @Test func `finds lines that never count`() throws {
        try withPacks(
            terms: ["barely\t-0.2\t0.2\t\t"],
            phrases: ["(late|slow) parcel\t-0.5\t0.2\t", "slow parcel\t-0.6\t0.2\t"],
            modifiers: ["barely\tdamper\t-0.5\t2\t"]
        ) { tool in
            let findings = try lint(tool, "xx/small")
            #expect(
                findings.map(\.short) == [
                    "warning lint.dead slow parcel small/phrases.tsv:3",
                    "warning lint.dead barely small/terms.tsv:7",
                ])
            #expect(findings[0].other == .init(file: "lexicons/xx/small/phrases.tsv", line: 2))
            #expect(findings[1].other == .init(file: "lexicons/xx/small/modifiers.tsv", line: 5))
        }
    }

    @Test func `finds forms that give way`() throws {
        try withPacks(
            terms: [
                "care\t0.3\t0.2\tless\t", "careless\t-0.5\t0.2\t\t", "wait\t-0.3\t0.2\tv\t",
                "waited\t-0.4\t0.2\t\t", "waits\t-0.3\t0.2\t\t",
            ]
        ) { tool in
            // `waits` would weigh the same.
            let findings = try lint(tool, "xx/small")
            #expect(
                findings.map(\.short) == [
                    "warning lint.form careless small/terms.tsv:7",
                    "note lint.form waited small/terms.tsv:9",
                ])
        }
    }

    @Test func `finds what an overlay repeats, replaces and cannot replace`() throws {
        try withPacks(
            terms: ["holding\t0.2\t0.2\t\t"],
            phrases: ["(late|slow) parcel\t-0.5\t0.2\t"],
            overlay: [
                "good\t0.5\t0.2\t\t", "bad\t-0.8\t0.2\t\t", "hold\t-0.4\t0.2\t=holding\t",
                "nice\t0.25\t0.2\t=nicely\t",
            ],
            overlayPhrases: ["late parcel\t-0.9\t0.2\t"]
        ) { tool in
            // `nice` is in the base, but `nicely` is new.
            let findings = try lint(tool, "xx/field")
            #expect(
                findings.map(\.short) == [
                    "warning lint.dead late parcel field/phrases.tsv:2",
                    "warning lint.redundant good field/terms.tsv:2",
                    "note lint.replaces bad field/terms.tsv:3",
                    "warning lint.replaces holding field/terms.tsv:4",
                ])
            // The engine agrees: the overlay's line for the parcel does nothing.
            let why = tool.run(
                "why", "late parcel", "--lexicon", "xx/field", "--themes", "none", "--intents",
                "none", "--lexicons", "lexicons")
            #expect(why.text.contains("-0.500") && !why.text.contains("-0.900"))
        }
    }

    @Test func `finds phrases that clash or weigh less than their words`() throws {
        try withPacks(
            phrases: [
                "(great|awful) loss\t-1\t0.2\t", "(great|big) loss\t0.3\t0.2\t",
                "love (it|this)\t0.3\t0.2\t", "very good\t0.5\t0.2\t", "not bad\t0.2\t0.2\t",
                "good bad day\t-0.1\t0.2\t", "awful thing\t0\t0.2\t",
            ]
        ) { tool in
            let findings = try lint(tool, "xx/small")
            #expect(
                findings.map(\.short) == [
                    "warning lint.conflict (great|big) loss small/phrases.tsv:3",
                    "note lint.weak-phrase love (it|this) small/phrases.tsv:4",
                ])
            #expect(findings[0].message.contains("'great loss'"))
            #expect(findings[1].other == .init(file: "lexicons/xx/small/terms.tsv", line: 6))
        }
    }

    /// Reviews in which `good` goes with low ratings and `awful` and `nice` go as they should.
    private static func reviews() -> String {
        var text = "id,text,rating\n"
        for number in 0..<40 {
            text += "g\(number),SECRET a good thing,\(number % 4 == 0 ? 5 : 1)\n"
            text += "a\(number),SECRET awful,\(number % 4 == 0 ? 5 : 1)\n"
            text += "n\(number),SECRET nice,\(number % 4 == 0 ? 1 : 5)\n"
            text += "x\(number),the SECRET lamp hums,5\n"
            // Too few to tell, and negated: neither is held against the word.
            if number < 19 { text += "l\(number),SECRET love,1\n" }
            text += "b\(number),not bad,\(number % 8 == 0 ? 1 : 5)\n"
        }
        return text
    }

    @Test func `holds weights against ratings`() throws {
        try withPacks { tool in
            try tool.put("reviews.csv", `voc lint`.reviews())
            let findings = try lint(tool, "xx/small", "--dump", "reviews.csv", "--scale", "1..5")
            #expect(
                findings.map(\.short) == [
                    "warning lint.ratings good small/terms.tsv:2",
                    "note lint.coverage  small/lexicon.yml:1",
                ])
            let figures = try #require(findings.first?.figures)
            // Of 219 rated items 179 have no `good`, of which 30 + 10 + 19 + 5 are rated low.
            #expect(figures.n == 40)
            #expect(figures.meanRating == -0.5)
            #expect(figures.lowShare == 0.75)
            #expect(abs(figures.otherLowShare - 64.0 / 179) < 0.001)
            #expect(figures.difference[0] > 0.2 && figures.difference[1] < 0.55)
            #expect(figures.p < 0.001)
            #expect(findings.last?.message.contains("of 219 items (179)") == true)
        }
    }

    @Test func `is silent about ratings by chance and about customers' words`() throws {
        try withPacks { tool in
            var text = "id,text,rating\n"
            var random = SplitMix(state: 7)
            for number in 0..<600 {
                let word = ["good", "bad", "nice", "awful", "love"].randomElement(using: &random)!
                text += "\(number),SECRET \(word),\(Int.random(in: 1...5, using: &random))\n"
            }
            try tool.put("chance.csv", text)
            let result = tool.run(
                "lint", "xx/small", "--dump", "chance.csv", "--scale", "1..5", "--lexicons",
                "lexicons", "--fail-on", "note")
            #expect(result.status == 0)
            #expect(result.text.hasPrefix("lexicons/xx/small/lexicon.yml:1: note: 100.0 % of 600"))
            #expect(!result.text.contains("SECRET") && !result.errors.contains("SECRET"))
            let unknown = tool.run(
                "lint", "xx/small", "--dump", "chance.csv", "--lexicons", "lexicons")
            #expect(unknown.errors.contains("600 ratings are on no known scale"))
        }
    }

    @Test func `fails only when asked, and prints every format`() throws {
        try withPacks(terms: ["barely\t-0.2\t0.2\t\t"], modifiers: ["barely\tdamper\t-0.5\t2\t"]) {
            tool in
            let options = ["lint", "lexicons/xx/small"]
            let table = tool.run(options)
            #expect(table.status == 0)
            #expect(
                table.text == """
                    lexicons/xx/small/terms.tsv:7: warning: 'barely': never counts: a damper of the same spelling replaces it [lint.dead]
                      see lexicons/xx/small/modifiers.tsv:5

                    """)
            #expect(tool.run(options + ["--fail-on", "warning"]).status == 1)
            #expect(tool.run(options + ["--fail-on", "all"]).status == 64)
            #expect(tool.run(["lint", "xx/none"]).status == 78)
            let csv = tool.run(options + ["--format", "csv"]).text.split(separator: "\n")
            #expect(csv.count == 2)
            #expect(csv.last?.hasPrefix("\"warning\",\"lint.dead\",") == true)
            let json = try JSONSerialization.jsonObject(
                with: Data(tool.run(options + ["--format", "json"]).out))
            let findings = (json as? [String: Any])?["findings"] as? [[String: Any]]
            #expect(findings?.first?["code"] as? String == "lint.dead")
            #expect(tool.run("explain", "lint.dead").status == 0)
            #expect(tool.run("schema", "lint").text.contains("urn:voc:schema:lint:1"))
        }
    }

    @Test func `tells of a pack of rules which never count, and what none covers`() throws {
        try Tool.inFolder { tool in
            try SmallShop.putPacks(tool)
            try tool.put(
                "lexicons/themes/small/all.yml",
                """
                theme: shop
                name: Shop
                themes:
                  - { id: late, name: Late delivery, match: [late, days late, days late], polarity: -0.5 }
                  - { id: price, name: Price, match: [price*, rip off], not: [price is right] }

                """)
            var lines = ""
            for number in 0..<30 {
                lines += "{\"id\": \"a\(number)\", \"text\": \"It was two days late\"}\n"
                lines += "{\"id\": \"b\(number)\", \"text\": \"The lamp flickers\"}\n"
                lines += "{\"id\": \"c\(number)\", \"text\": \"A price is bad\"}\n"
            }
            try tool.put("dump.ndjson", lines)
            func lint(_ options: String...) -> [String] {
                let result = tool.run(
                    ["lint", "small", "--lexicons", "lexicons", "--format", "csv"] + options
                        + ["--dump", "dump.ndjson"])
                #expect(result.status == 0, "\(result.errors)")
                return result.lines.dropFirst().map { line in
                    line.split(separator: ",").prefix(5).map { $0.filter { $0 != "\"" } }
                        .joined(separator: " ")
                }
            }
            let all = "lexicons/themes/small/all.yml"
            #expect(
                lint() == [
                    "warning lint.twice \(all) 4 days late",
                    // The longer phrase takes its place each time.
                    "warning lint.shadowed \(all) 4 late",
                    // The one before it of the same words goes first.
                    "warning lint.shadowed \(all) 4 days late",
                    "note lint.unmet \(all) 5 rip off", "note lint.unmet \(all) 5 price is right",
                    "note lint.uncovered lexicons/themes/small/pack.yml 1 lamp flickers",
                    "note lint.coverage lexicons/themes/small/pack.yml 1 ",
                ])
            let text = tool.run(
                "lint", "lexicons/themes/small", "--dump", "dump.ndjson", "--lexicons", "lexicons")
            #expect(text.text.contains("66.7 % of 90 items (60) are covered by a rule"))
            #expect(
                text.text.contains(
                    "'lamp flickers': in 30 of 30 items that no rule covers, in 0 of the 60 others")
            )
            let gate = tool.run("lint", "small", "--lexicons", "lexicons", "--fail-on", "warning")
            #expect(gate.status == 1)
        }
    }
}

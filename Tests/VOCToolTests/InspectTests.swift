import Foundation
import TestSupport
import Testing
import VOCCore

@Suite struct `voc inspect and voc init` {
    private static let survey = """
        Token;When answered;How likely are you to recommend us?;Why did you say so?;Plan
        k1;03/04/2026;9;SECRETWORDS and it just works well;Basic
        k2;25/04/2026;3;Broke after a week of use;Plus
        k3;26/04/2026;10;Nothing to complain about here;Basic

        """

    @Test func `tell what is in a dump, without the customers' words`() throws {
        try Tool.inFolder { tool in
            try tool.put("answers.csv", Self.survey)
            let result = tool.run("inspect", "answers.csv")
            #expect(result.status == 0 && result.errors == "")
            #expect(!result.text.contains("SECRETWORDS"))
            for line in [
                "format     CSV, delimiter ;, quote \", 1 header row", "encoding   utf-8",
                "records    3", "the day first",
            ] {
                #expect(result.text.contains(line), "\(result.text)")
            }
            #expect(tool.run("inspect", "answers.csv", "--show-text").text.contains("SECRETWORDS"))
        }
    }

    @Test func `name the profile, its confidence and why, also as JSON`() throws {
        try Tool.inFolder { tool in
            try tool.put(
                "a.csv",
                "Review Id,Review Title,Review Content,Review Stars,Review Created (UTC),Review Username\n1,t,fine,5,2026-01-02 03:04:05,Ana\n"
            )
            let result = tool.run("inspect", "a.csv", "--format", "json")
            let found = try #require(
                try JSONSerialization.jsonObject(with: Data(result.out)) as? [String: Any])
            let profile = try #require(found["profile"] as? [String: Any])
            #expect(profile["id"] as? String == "trustpilot")
            #expect(profile["variant"] as? String == "csv")
            #expect(profile["confidence"] as? Double ?? 0 > 0.7)
            #expect((profile["reasons"] as? [String])?.isEmpty == false)
            #expect((found["ratings"] as? [String: Any])?["stated"] as? String == "1..5")
            #expect(
                (found["dates"] as? [String: Any])?["first"] as? String == "2026-01-02T03:04:05Z")
            let fields = try #require(found["fields"] as? [[String: Any]])
            #expect(fields.map { $0["filled"] as? Double } == Array(repeating: 1, count: 6))
            #expect(
                fields.map { $0["feeds"] as? String ?? "" } == [
                    "id", "title", "text", "rating", "receivedAt", "author",
                ])
            #expect(fields.allSatisfy { $0["samples"] == nil })
        }
    }

    @Test func `write a pipeline that runs at once and reads what was guessed`() throws {
        try Tool.inFolder { tool in
            try tool.put("dumps/answers.csv", Self.survey)
            try tool.put(
                "dumps/notes.json",
                #"[{"id":1,"text":"The parcel was late.","created_at":"2026-04-02T10:00:00Z"}]"#)
            let made = tool.run(
                "init", "dumps/answers.csv", "dumps/notes.json", "-o", "night.yml")
            #expect(made.status == 0)
            #expect(made.errors == "wrote night.yml; run it with: voc run night.yml\n")
            let pipeline = try tool.read("night.yml")
            for line in [
                "  - files: dumps/answers.csv", "Why did you say so?", "order: dayFirst",
                "How likely are you to recommend us?",
            ] {
                #expect(pipeline.contains(line), "\(pipeline)")
            }
            #expect(!pipeline.contains("SECRETWORDS"))
            #expect(tool.run("check", "night.yml").status == 0)
            let night = tool.run("run", "night.yml", "--out", "out", "--with-text")
            #expect(night.status == 0, "\(night.errors)")
            #expect(night.lines.first == "read 4 = accepted 4 + rejected 0 + duplicate 0")
            let items = try tool.read("out/items.ndjson")
            #expect(items.contains("SECRETWORDS") && items.contains("2026-04-03T00:00:00Z"))
            // What is there is not replaced unasked.
            let again = tool.run("init", "dumps/answers.csv", "-o", "night.yml")
            #expect(again.status == 74 && again.errors.contains("--force"))
            #expect(try tool.read("night.yml") == pipeline)
            #expect(tool.run("init", "dumps/answers.csv", "-o", "night.yml", "--force").status == 0)
        }
    }

    @Test func `find segments, the pack of the trade and the clocks of the customers`() throws {
        try Tool.inFolder { tool in
            let said = [
                "My flight was late again", "Lost my luggage at the airport",
                "Nobody answers your phone", "The crew on the plane was kind",
            ]
            var lines = ""
            for number in 0..<120 {
                // The last four hours of 31 March there are 1 April in UTC.
                let hour = number < 60 ? "1\(number % 10)" : "2\(number % 4)"
                lines +=
                    #"{"id":"\#(number)","text":"\#(said[number % 4]) \#(number)","created_at":"2026-03-31T\#(hour):10:00-04:00","place":{"region":"\#(number % 3 == 0 ? "north" : "south")"},"agent":"a\#(number)","shares":\#(number % 5 == 0 ? 1 : 0)}"#
                    + "\n"
            }
            try tool.put("posts.ndjson", lines)
            #expect(tool.run("init", "posts.ndjson", "-o", "night.yml").status == 0)
            let pipeline = try tool.read("night.yml")
            for part in [
                "themes: [cx, airline]", "    attributes: { region: place.region }",
                "zone: \"-04:00\"",
                "# more attributes: [agent]",
            ] {
                #expect(pipeline.contains(part), "\(pipeline)")
            }
            // Mostly zeros are a count of something, no rating.
            #expect(!pipeline.contains("rating:"), "\(pipeline)")
            #expect(tool.run("check", "night.yml").status == 0)
            #expect(tool.run("run", "night.yml", "--out", "out").status == 0)
            let report = try tool.read("out/report.json")
            #expect(report.contains(#""asOf":"2026-03-31""#))
            #expect(report.contains("-04:00 days"))
        }
    }

    @Test func `name paths as seen from the pipeline's folder`() throws {
        try Tool.inFolder { tool in
            try tool.put("dumps/a.csv", "id,text\n1,good\n")
            try TextFile.makeFolder("\(tool.folder)/some/place")
            #expect(tool.run("init", "dumps/a.csv", "-o", "some/place/p.yml").status == 0)
            #expect(try tool.read("some/place/p.yml").contains("files: ../../dumps/a.csv"))
            #expect(tool.run("run", "some/place/p.yml", "--out", "out").status == 0)
            // Without -o the pipeline goes to standard output.
            #expect(tool.run("init", "dumps/a.csv").text.hasPrefix("# Made by voc init."))
        }
    }

    @Test func `say what is wrong`() throws {
        try Tool.inFolder { tool in
            let missing = tool.run("inspect", "nowhere.csv")
            #expect(missing.status == 66 && missing.errors.contains("[file.missing]"))
            try tool.put("a.csv", "id,text\n1,good\n")
            let source = tool.run("inspect", "a.csv", "--source", "trustpliot")
            #expect(source.status == 78 && source.errors.contains("did you mean 'trustpilot'?"))
            #expect(tool.run("inspect", "a.csv", "--format", "xml").status == 64)
            #expect(tool.run("inspect").status == 64)
            #expect(tool.run("init", "-").status == 64)
        }
    }

    @Test func `are warned of by runs too: dates that can be read two ways`() throws {
        try Tool.inFolder { tool in
            try tool.put("a.csv", "id,text,date\n1,good,03/04/2026\n2,bad,05/06/2026\n")
            let score = tool.run("score", "a.csv")
            #expect(score.status == 0)
            #expect(score.errors.contains("note: a.csv: dates in 'date' can be read two ways"))
            #expect(score.lines[0].contains("2026-03-04"))
        }
    }

    @Test func `the newest edition of a review counts, whichever file it is in`() throws {
        try Tool.inFolder { tool in
            let header =
                "Package Name,Star Rating,Review Text,Review Last Update Date and Time,Review Link\n"
            func row(_ stars: Int, _ text: String, _ date: String, _ id: String) -> String {
                "a.b,\(stars),\(text),\(date),https://play.example/r?reviewId=\(id)&corpus=x\n"
            }
            try tool.put(
                "reviews_1.csv",
                header + row(2, "old words", "2026-01-02T00:00:00Z", "gp%3AA")
                    + row(4, "newest words", "2026-03-02T00:00:00Z", "gp%3AB")
                    + "a.b,5,,2026-01-05T00:00:00Z,\n")
            try tool.put(
                "reviews_2.csv",
                header + row(5, "edited words", "2026-02-02T00:00:00Z", "gp%3AA")
                    + row(1, "older words", "2026-02-01T00:00:00Z", "gp%3AB"))
            try tool.put(
                "p.yml",
                "version: 1\ninputs:\n  - { files: reviews_*.csv, source: google-play }\n")
            for jobs in ["1", "3"] {
                let night = tool.run("run", "p.yml", "--out", "out", "--with-text", "--jobs", jobs)
                #expect(night.lines.first == "read 5 = accepted 3 + rejected 0 + duplicate 2")
                let items = try tool.read("out/items.ndjson")
                #expect(items.contains("edited words") && items.contains("newest words"))
                #expect(!items.contains("old words") && !items.contains("older words"))
                #expect(items.contains("\"id\":\"gp:A\""))
            }
        }
    }

    @Test func `items in languages that function words do not tell are named and not scored`()
        throws
    {
        try Tool.inFolder { tool in
            try tool.put(
                "a.csv",
                """
                id,text
                1,"Toimitus myöhästyi kaksi viikkoa eikä kukaan vastannut viesteihini lainkaan."
                2,"Товар пришёл вовремя, всё работает отлично, спасибо продавцу большое!"
                3,"Love it!! Best purchase ever."

                """)
            let result = tool.run("score", "a.csv")
            let languages = result.lines.map { line in
                line.firstRange(of: "\"language\":\"").map {
                    String(line[$0.upperBound...].prefix(2))
                }
            }
            #expect(languages == ["fi", "ru", "en"], "\(result.text)")
            #expect(result.lines[0].contains("\"label\":\"none\""))
        }
    }
}

import TestSupport
import Testing
import VOCCore

@testable import VOCIngest

@Suite struct `Dates of a column` {
    private func dates(_ values: [String], header: String = "date", rule: DateRule = DateRule())
        throws -> (dates: [String], notes: [SurveyNote], rejects: Int)
    {
        let rows = values.enumerated().map { "\($0.offset),t,\"\($0.element)\"\n" }.joined()
        return try Suite.withFolder { folder in
            try TextFile.write(
                Array("id,text,\"\(header)\"\n\(rows)".utf8), to: folder + "/dump")
            var input = try Reading.auto(folder + "/dump")
            input.mapping.sources[.receivedAt] = FieldSource(parts: [[FieldPath(header)]])
            input.dates = rule
            let reading = try Reading(input)
            return (
                reading.items.map { String($0.date.prefix(16)) }, try DumpReader(input).notes,
                reading.rejects.count
            )
        }
    }

    @Test func `are read in the order that one of them settles`() throws {
        let day = try dates(["03/04/2024", "25/04/2024 1:05 PM", "1/5/24"])
        #expect(day.dates == ["2024-04-03T00:00", "2024-04-25T13:05", "2024-05-01T00:00"])
        #expect(day.notes.map(\.isWarning) == [false])
        let month = try dates(["03/04/2024", "4/25/2024 13:05:00"])
        #expect(month.dates == ["2024-03-04T00:00", "2024-04-25T13:05"])
    }

    @Test func `that no one settles are read with the month first, with a warning`() throws {
        let open = try dates(["03/04/2024", "05/04/2024"])
        #expect(open.dates == ["2024-03-04T00:00", "2024-05-04T00:00"])
        #expect(open.notes.map(\.isWarning) == [true])
        let stated = try dates(["03/04/2024"], rule: DateRule(order: .dayFirst))
        #expect(stated.dates == ["2024-04-03T00:00"])
        #expect(stated.notes.isEmpty)
    }

    @Test func `in two orders are warned about, and the undecided ones rejected`() throws {
        let mixed = try dates(["25/04/2024", "04/25/2024", "03/04/2024"])
        #expect(mixed.dates == ["2024-04-25T00:00", "2024-04-25T00:00"])
        #expect(mixed.rejects == 1)
        #expect(mixed.notes.map(\.isWarning) == [true])
    }

    @Test func `take their zone from the header or the rule, and their own before both`() throws {
        let header = try dates(
            ["2024-07-01 12:00:00", "2024-07-01T12:00:00Z", "2024-07-01T12:00:00+05:30"],
            header: "Created (America/New_York)")
        #expect(header.dates == ["2024-07-01T16:00", "2024-07-01T12:00", "2024-07-01T06:30"])
        let rule = try dates(
            ["2024-07-01 12:00", "2024-01-01 12:00"], rule: DateRule(zone: Zone("Europe/Berlin")))
        #expect(rule.dates == ["2024-07-01T10:00", "2024-01-01T11:00"])
    }

    @Test(arguments: [
        ("2025/11/05 2:40:32 PM GMT+1", "2025-11-05T13:40:32Z"),
        ("2025/11/05 2:40:32 PM CET", "2025-11-05T13:40:32Z"),
        ("2025/11/05 2:40:32 p. m. GMT-5", "2025-11-05T19:40:32Z"),
        ("22/Oct/21 4:55 PM", "2021-10-22T16:55:00Z"), ("22/Oct/21 16:55", "2021-10-22T16:55:00Z"),
        ("2025-11-05T14:40:32.000+0000", "2025-11-05T14:40:32Z"),
        ("2026-10-09T12:44:32.123456789Z", "2026-10-09T12:44:32.123456Z"),
        ("2023-09-19 17:42:53 UTC", "2023-09-19T17:42:53Z"),
        ("1588687728923000000", "2020-05-05T14:08:48.923Z"),
        ("1588687728923456", "2020-05-05T14:08:48.923456Z"),
        ("11/05/2025 02:40:32 PM EST", nil), ("25/05/2025 02:40:32 PM EST", "2025-05-25T19:40:32Z"),
        ("05.11.2025 14:40:32", "2025-11-05T14:40:32Z"), ("5. Nov 2025", "2025-11-05T00:00:00Z"),
        ("November 5th, 2025 at 2:40 PM", "2025-11-05T14:40:00Z"),
        (
            "Wed Nov 05 2025 14:40:32 GMT+0100 (Central European Standard Time)",
            "2025-11-05T13:40:32Z"
        ),
        ("2021 Oct 22", "2021-10-22T00:00:00Z"), ("2025-11-05T14:40:32+01", "2025-11-05T13:40:32Z"),
        ("2025/11/05 2:40:32\u{202F}PM", "2025-11-05T14:40:32Z"), ("31/11/2025", nil),
        ("2025-11-05 14:40:32 XYZ", nil), ("2025-11-05 13:40 PM", nil), ("99/99/2025", nil),
    ])
    func `have many shapes`(_ written: String, _ moment: String?) {
        var written = written
        let found = written.withUTF8 { unsafe DateReader.microseconds($0, unit: nil) }
        #expect(found.map { Timestamp(microseconds: $0).description } == moment)
    }

    @Test(arguments: [
        ("12. Januar 2024", "2024-01-12T00:00:00Z"), ("5. März 2024", "2024-03-05T00:00:00Z"),
        ("Mittwoch, 5. Dez. 2024 um 14:05 Uhr", "2024-12-05T14:05:00Z"),
        ("12 de enero de 2024", "2024-01-12T00:00:00Z"), ("3 ago 2024", "2024-08-03T00:00:00Z"),
        ("mié, 7 feb. 2024 9:15", "2024-02-07T09:15:00Z"),
        ("12 janvier 2024", "2024-01-12T00:00:00Z"), ("1 août 2024", "2024-08-01T00:00:00Z"),
        ("mar. 12 déc. 2023", "2023-12-12T00:00:00Z"),
        ("mardi 12 mars 2024", "2024-03-12T00:00:00Z"),
        ("12 mar 2024", "2024-03-12T00:00:00Z"), ("Mar 12, 2024", "2024-03-12T00:00:00Z"),
        ("15 gennaio 2024", "2024-01-15T00:00:00Z"), ("3 lug 2024", "2024-07-03T00:00:00Z"),
        ("12 de março de 2024", "2024-03-12T00:00:00Z"),
        ("1 DE SETEMBRO DE 2024", "2024-09-01T00:00:00Z"),
        ("12 mei 2024", "2024-05-12T00:00:00Z"), ("zo 3 mrt 2024", "2024-03-03T00:00:00Z"),
        ("12 maj 2024", "2024-05-12T00:00:00Z"), ("12 stycznia 2024", "2024-01-12T00:00:00Z"),
        ("12 января 2024", "2024-01-12T00:00:00Z"), ("12 Ağustos 2024", "2024-08-12T00:00:00Z"),
        ("12 Quatember 2024", nil), ("31 de febrero de 2024", nil), ("12 januar februar 2024", nil),
    ])
    func `may bear names of other languages`(_ written: String, _ moment: String?) {
        var written = written
        let found = written.withUTF8 { unsafe DateReader.microseconds($0, unit: nil) }
        #expect(found.map { Timestamp(microseconds: $0).description } == moment)
    }

    @Test func `follow the clocks of their zone when these change`() throws {
        let berlin = try #require(Zone("Europe/Berlin"))
        func moment(_ text: String) -> String {
            var text = text
            let wall = text.withUTF8 { unsafe DateReader.microseconds($0, unit: nil) } ?? 0
            return Timestamp(microseconds: berlin.moment(ofWall: wall)).description
        }
        #expect(moment("2024-03-31 01:59:59") == "2024-03-31T00:59:59Z")
        #expect(moment("2024-03-31 02:30:00") == "2024-03-31T01:30:00Z")
        #expect(moment("2024-03-31 03:00:00") == "2024-03-31T01:00:00Z")
        #expect(moment("2024-10-27 02:30:00") == "2024-10-27T00:30:00Z")
        #expect(moment("2024-10-27 03:00:00") == "2024-10-27T02:00:00Z")
        #expect(moment("1975-07-01 12:00:00") == "1975-07-01T11:00:00Z")
        for name in ["", "Europe/Berlinn", "+25:00", "XX", "GMT+1:2:3", "+1a"] {
            #expect(Zone(name) == nil, "\(name)")
        }
    }

    @Test(arguments: [
        ("4 stars", 4000), ("4/5", 4000), ("4.5 out of 5 stars", 4500), ("80 %", 80_000),
        ("80%", 80_000),
        ("10 - Extremely likely", 10_000), ("4 (good)", 4000), ("5 – sehr gut", 5000),
        ("★★★★☆", 4000),
        ("⭐⭐⭐", 3000), ("3 Sterne", 3000), ("1-2", nil), ("12/05/2024", nil), ("x", nil),
        ("4 !", nil),
        ("", nil), ("1.2.3 stars", nil), ("☺", nil),
    ])
    func `may stand beside ratings that are written out`(_ text: String, _ milli: Int32?) {
        var text = text
        #expect(text.withUTF8 { unsafe WrittenRating.milli($0) } == milli)
    }

    @Test func `of ratings outside the scale, and of two scales in one, are warned about`() throws {
        func notes(_ ratings: [String], _ rule: RatingRule) -> [Bool] {
            ScaleSurvey(rule, field: "r", values: ratings.map { Array($0.utf8) }).notes.map(
                \.isWarning)
        }
        let five = RatingRule(scale: RatingScale(lowMilli: 1000, highMilli: 5000))
        let ten = RatingRule(scale: RatingScale(lowMilli: 0, highMilli: 10_000))
        #expect(notes(["1", "5"], five) == [])
        #expect(notes(["1", "9"], five) == [true])
        #expect(notes(Array(repeating: "4", count: 30), ten) == [true])
        #expect(notes(Array(repeating: "4", count: 30) + ["80"], RatingRule()) == [true])
        #expect(notes(Array(repeating: "4", count: 30) + ["9"], RatingRule()) == [])
    }
}

import TestSupport
import Testing
import VOCCore

@testable import VOCPipeline

@Suite struct `Deadlines on a business calendar` {
    private func calendar(_ yaml: String, folder: String = "") throws -> BusinessCalendar {
        try CalendarSetting(try ConfigNode(yaml: yaml, file: "p.yml"), folder: folder).calendar
    }

    private static let london =
        "{ timeZone: Europe/London, hours: Mon-Fri 09:00-17:30, holidays: [2026-12-25, 2026-12-28] }"

    /// Microseconds of `2026-11-20T16:00`, in UTC.
    private func moment(_ text: String) throws -> Int64 {
        let parts = text.split(separator: "T")
        let day = try #require(CivilDay(iso: parts[0]))
        let clock = parts[1].split(separator: ":").compactMap { Int64($0) }
        return Int64(day.daysSinceEpoch) * Timestamp.microsecondsPerDay
            + (clock[0] * 60 + clock[1]) * 60_000_000
    }

    private func deadline(_ calendar: BusinessCalendar, _ start: String, _ promise: String) throws
        -> String?
    {
        calendar.deadline(from: try moment(start), try #require(Promise(promise)))
            .map(calendar.text)
    }

    @Test(arguments: [
        // Within hours, over the end of a day, over a weekend.
        ("2026-11-20T10:00", "4 business hours", "2026-11-20T14:00:00+00:00"),
        ("2026-11-19T16:00", "4 business hours", "2026-11-20T11:30:00+00:00"),
        ("2026-11-20T16:00", "4 business hours", "2026-11-23T11:30:00+00:00"),
        ("2026-11-20T16:00", "90 business minutes", "2026-11-20T17:30:00+00:00"),
        // At night, before opening, on a weekend: the clock starts when the house opens.
        ("2026-11-18T23:10", "1 business hour", "2026-11-19T10:00:00+00:00"),
        ("2026-11-19T05:00", "1 business hour", "2026-11-19T10:00:00+00:00"),
        ("2026-11-21T12:00", "1 business hour", "2026-11-23T10:00:00+00:00"),
        // Business days end at the same time of day, or with the day where none had begun.
        ("2026-11-19T10:15", "1 business day", "2026-11-20T10:15:00+00:00"),
        ("2026-11-20T16:00", "3 business days", "2026-11-25T16:00:00+00:00"),
        ("2026-11-21T12:00", "1 business day", "2026-11-23T17:30:00+00:00"),
        ("2026-11-18T23:10", "1 business day", "2026-11-19T17:30:00+00:00"),
        ("2026-11-19T05:00", "1 business day", "2026-11-19T17:30:00+00:00"),
        ("2026-11-20T16:00", "1 business week", "2026-11-27T16:00:00+00:00"),
        // Friday the 25th and Monday the 28th of December are days off.
        ("2026-12-24T16:30", "2 business hours", "2026-12-29T10:00:00+00:00"),
        ("2026-12-24T16:30", "2 business days", "2026-12-30T16:30:00+00:00"),
        ("2026-12-25T11:00", "1 business day", "2026-12-29T17:30:00+00:00"),
        // Days and hours of the clock know neither nights nor weekends.
        ("2026-11-20T16:00", "60 minutes", "2026-11-20T17:00:00+00:00"),
        ("2026-11-20T16:00", "15 days", "2026-12-05T16:00:00+00:00"),
        ("2026-11-20T16:00", "8 weeks", "2027-01-15T16:00:00+00:00"),
        // Clocks go back on Sunday 25 October 2026 at 01:00 UTC, forward on 29 March.
        ("2026-10-23T14:00", "4 business hours", "2026-10-26T10:30:00+00:00"),
        ("2026-10-23T14:00", "1 business day", "2026-10-26T15:00:00+00:00"),
        ("2026-10-24T09:00", "2 days", "2026-10-26T10:00:00+00:00"),
        ("2026-10-24T09:00", "48 hours", "2026-10-26T09:00:00+00:00"),
        ("2026-03-27T16:00", "4 business hours", "2026-03-30T11:30:00+01:00"),
        ("2026-06-15T20:00", "1 business hour", "2026-06-16T10:00:00+01:00"),
    ])
    func `are where people would look for them`(_ start: String, _ promise: String, _ end: String)
        throws
    {
        #expect(try deadline(calendar(Self.london), start, promise) == end)
    }

    @Test func `follow split days, odd weeks and zones`() throws {
        let gulf = try calendar(
            "{ timeZone: Asia/Dubai, hours: ['Sun-Wed 08:00-12:00 13:00-17:00', 'Thu 8:00-12:00'] }"
        )
        // Thursday noon in Dubai is 08:00 UTC; Friday and Saturday are off.
        #expect(
            try deadline(gulf, "2026-11-19T07:30", "1 business hour") == "2026-11-22T08:30:00+04:00"
        )
        // The break is not worked, but belongs to the day.
        #expect(
            try deadline(gulf, "2026-11-17T07:30", "1 business hour") == "2026-11-17T13:30:00+04:00"
        )
        #expect(
            try deadline(gulf, "2026-11-17T08:30", "1 business day") == "2026-11-18T12:30:00+04:00")
        // Wednesday at three; Thursday ends at noon.
        #expect(
            try deadline(gulf, "2026-11-18T11:00", "1 business day") == "2026-11-19T12:00:00+04:00")
        // Round the clock, the night that clocks go forward is an hour short.
        let always = try calendar("{ timeZone: America/New_York, hours: daily 00:00-24:00 }")
        #expect(
            try deadline(always, "2026-03-08T05:00", "5 business hours")
                == "2026-03-08T06:00:00-04:00")
        #expect(
            try deadline(always, "2026-11-01T04:00", "5 business hours")
                == "2026-11-01T04:00:00-05:00")
        #expect(
            try deadline(.plain, "2026-11-20T16:30", "1 business hour")
                == "2026-11-23T09:30:00+00:00")
    }

    @Test func `skip days off of a list, a range, every year and a file`() throws {
        try Suite.withFolder { folder in
            try TextFile.write(
                Array("# Days off\r\n2026-11-24 Founders' day\r\n\r\n11-25,every year\n".utf8),
                to: "\(folder)/days.txt")
            let house = try calendar(
                "{ holidays: [2026-11-23, 2026-11-26..2026-11-27, days.txt] }",
                folder: "\(folder)/")
            #expect(
                try deadline(house, "2026-11-20T16:30", "1 business hour")
                    == "2026-11-30T09:30:00+00:00")
            #expect(
                try deadline(house, "2027-11-24T16:30", "1 business hour")
                    == "2027-11-26T09:30:00+00:00")
        }
    }

    @Test func `do not exist where nobody ever works`() throws {
        let never = BusinessCalendar(
            zone: .utc, hours: Array(repeating: [], count: 7), holidays: Holidays())
        #expect(try deadline(never, "2026-11-20T16:30", "1 business hour") == nil)
        #expect(try deadline(never, "2026-11-20T16:30", "1 business day") == nil)
    }

    @Test(arguments: [
        ("{ timeZone: Europe/Lundon }", "p.yml:1:13", "config.unknown-value"),
        ("{ hours: Mon-Fri }", "p.yml:1:10", "config.wrong-type"),
        ("{ hours: Mun-Fri 09:00-17:00 }", "p.yml:1:10", "config.wrong-type"),
        ("{ hours: Mon-Fri 9-17 }", "p.yml:1:10", "config.wrong-type"),
        ("{ hours: Mon-Fri 17:00-09:00 }", "p.yml:1:10", "config.wrong-type"),
        ("{ hours: Mon 09:00-24:30 }", "p.yml:1:10", "config.wrong-type"),
        ("{ hours: Mon 09:00-12:00 11:00-13:00 }", "p.yml:1:10", "config.wrong-type"),
        ("{ hours: [] }", "p.yml:1:10", "config.wrong-type"),
        ("{ holidays: [2026-02-30] }", "p.yml:1:14", "config.wrong-type"),
        ("{ holidays: [2026-12-26..2026-12-24] }", "p.yml:1:14", "config.wrong-type"),
        ("{ holidays: nowhere.txt }", "p.yml:1:13", "file.missing"),
        ("{ holiday: [] }", "p.yml:1:3", "config.unknown-key"),
    ])
    func `refuse a calendar that is none, and say where`(
        _ yaml: String, _ place: String, _ code: String
    ) throws {
        let error = try #require(throws: VOCError.self) { try calendar(yaml) }
        #expect("\(error.origin!)" == place)
        #expect(error.code.id == code)
    }

    @Test func `point into the file of days off`() throws {
        try Suite.withFolder { folder in
            try TextFile.write(
                Array("2026-12-25\n  25.12.2026 no\n".utf8), to: "\(folder)/days.txt")
            let error = try #require(throws: VOCError.self) {
                try calendar("{ holidays: days.txt }", folder: "\(folder)/")
            }
            #expect("\(error.origin!)" == "\(folder)/days.txt:2:3")
        }
    }

    @Test(arguments: [
        "4", "4 hours of business", "0 days", "-1 days", "+4 days", "4 busines hours",
        "4.5 hours", "four hours", "10000 days", "4 fortnights", "99999999999999999999 days", "",
    ])
    func `need a promise that can be kept`(_ text: String) throws {
        #expect(Promise(text) == nil)
        let error = try #require(throws: VOCError.self) {
            try Promise(node: ConfigNode(yaml: "[ '\(text)' ]", file: "p.yml").list()[0])
        }
        #expect("\(error.origin!)" == "p.yml:1:3")
        #expect(error.code.id == "config.wrong-type")
    }
}

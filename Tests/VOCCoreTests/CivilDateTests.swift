import TestSupport
import Testing
import VOCCore

@Suite struct `Civil days` {
    @Test func `count on without a gap from 1600 to 2400, there and back`() {
        var expected = CivilDay(year: 1600, month: 1, day: 1)!.daysSinceEpoch
        #expect(expected == -135_140)
        // 1600-01-01 was a Saturday.
        var weekday = 6
        for year in 1600...2400 {
            for month in 1...12 {
                for day in 1...CivilDay.days(inMonth: month, ofYear: year) {
                    let made = CivilDay(year: year, month: month, day: day)
                    let parts = CivilDay(daysSinceEpoch: expected).components
                    guard made?.daysSinceEpoch == expected, parts == (year, month, day),
                        made?.weekday == weekday,
                        CivilDay(iso: "\(CivilDay(daysSinceEpoch: expected))") == made
                    else {
                        Issue.record("\(year)-\(month)-\(day)")
                        return
                    }
                    expected += 1
                    weekday = weekday % 7 + 1
                }
            }
        }
    }

    @Test(arguments: [
        ("1970-01-01", 0, 4), ("1969-12-31", -1, 3), ("2000-02-29", 11_016, 2),
        ("1900-03-01", -25_508, 4),
        ("2026-11-22", 20_779, 7), ("0001-01-01", -719_162, 1), ("9999-12-31", 2_932_896, 5),
    ])
    func `have known numbers and weekdays`(_ text: String, _ number: Int, _ weekday: Int) {
        let day = CivilDay(iso: text)
        #expect(day?.daysSinceEpoch == number)
        #expect(day?.weekday == weekday)
        #expect(day.map { "\($0)" } == text)
    }

    @Test(arguments: [
        "", "2026", "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-01", "2026-01-00",
        "2026-04-31", "2026-1-01",
        "26-01-01", "2026-01-01 ", " 2026-01-01", "2026/01/01", "+026-01-01", "2026-+1-01",
        "2026-01-+1", "-026-01-01",
        "٢٠٢٦-٠١-٠١", "0000-01-01", "2026-01-01-", "2026--1-01",
    ])
    func `are read from year-month-day only`(_ text: String) {
        #expect(CivilDay(iso: text) == nil)
    }

    @Test(arguments: [
        ("2026-11-22", "2026-11-16", "2026-11-01"), ("2026-11-16", "2026-11-16", "2026-11-01"),
        ("1969-12-31", "1969-12-29", "1969-12-01"), ("2024-02-29", "2024-02-26", "2024-02-01"),
    ])
    func `know their week and month`(_ day: String, _ week: String, _ month: String) throws {
        let day = try #require(CivilDay(iso: day))
        #expect("\(day.weekStart)" == week)
        #expect("\(day.monthStart)" == month)
    }
}

@Suite struct `Moments` {
    @Test(arguments: [
        (Int64(0), "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59.999999Z"),
        (1_795_338_720_000_000, "2026-11-22T09:12:00Z"),
        (1_795_338_720_542_000, "2026-11-22T09:12:00.542Z"),
        (1_795_338_720_434_647, "2026-11-22T09:12:00.434647Z"),
        (1_795_338_720_000_040, "2026-11-22T09:12:00.000040Z"),
        (-62_135_596_800_000_000, "0001-01-01T00:00:00Z"),
    ])
    func `are written in UTC, with a fraction only where there is one`(
        _ microseconds: Int64, _ text: String
    ) {
        #expect("\(Timestamp(microseconds: microseconds))" == text)
    }

    @Test(arguments: [
        (Int64(-1), "1969-12-31"), (0, "1970-01-01"), (86_399_999_999, "1970-01-01"),
        (86_400_000_000, "1970-01-02"),
        (-86_400_000_000, "1969-12-31"), (-86_400_000_001, "1969-12-30"),
    ])
    func `fall on the UTC day`(_ microseconds: Int64, _ day: String) {
        #expect("\(Timestamp(microseconds: microseconds).day)" == day)
    }
}

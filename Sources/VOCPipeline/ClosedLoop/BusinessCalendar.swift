internal import VOCCore

/// When a business works: the hours of each day of the week in its own time zone, and its days off.
///
/// Depends on nothing but its values: no clock, no locale and no zone of the machine.
struct BusinessCalendar: Sendable, Equatable {
    /// Stretches of a day in minutes from midnight, in order and apart; several where there is a
    /// break.
    typealias Hours = [Range<Int>]

    let zone: Zone
    /// From Monday to Sunday; empty on days that are never worked.
    let hours: [Hours]
    let holidays: Holidays

    /// Where a pipeline has no calendar: Monday to Friday, nine to five, in UTC.
    static let plain = BusinessCalendar(
        zone: .utc, hours: (0..<7).map { $0 < 5 ? [540..<1020] : [] }, holidays: Holidays())

    /// How far ahead a deadline is looked for, in days.
    private static let horizon = 20_000

    private static let minute: Int64 = 60_000_000

    /// The last moment at which a promise made at `moment` is kept, both in microseconds since
    /// 1970; nil if the calendar has not enough working time within 50 years.
    ///
    /// Plain minutes and hours run on; plain days and weeks end at the same time of day on the
    /// clock. Business minutes and hours run while the business works. A business day ends at the
    /// same time on the next working day (or at the nearest working time of it); outside working
    /// hours it begins with the next working day and ends with it. A business week is as many
    /// business days as a week has.
    func deadline(from moment: Int64, _ promise: Promise) -> Int64? {
        let count = Int64(promise.count)
        switch (promise.unit, promise.isBusiness) {
        case (.minute, false): return moment + count * Self.minute
        case (.hour, false): return moment + count * 60 * Self.minute
        case (.day, false): return later(moment, days: count)
        case (.week, false): return later(moment, days: count * 7)
        case (.minute, true): return worked(from: moment, for: count * Self.minute)
        case (.hour, true): return worked(from: moment, for: count * 60 * Self.minute)
        case (.day, true): return workingDay(promise.count, after: moment)
        case (.week, true):
            return workingDay(promise.count * hours.count { !$0.isEmpty }, after: moment)
        }
    }

    /// `2026-11-20T13:00:00+01:00`: a moment as clocks of this calendar's zone show it.
    func text(_ moment: Int64) -> String {
        let offset = zone.offset(at: moment)
        // Without a fraction: a deadline is not a matter of milliseconds.
        let wall = moment + offset * 1_000_000
        let second = wall - (((wall % 1_000_000) + 1_000_000) % 1_000_000)
        let local = "\(Timestamp(microseconds: second))".dropLast()
        let minutes = abs(offset) / 60
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(local)\(offset < 0 ? "-" : "+")\(two(minutes / 60)):\(two(minutes % 60))"
    }

    // MARK: Days

    /// The day that clocks of the zone show at a moment.
    private func day(of moment: Int64) -> CivilDay {
        Timestamp(microseconds: moment + zone.offset(at: moment) * 1_000_000).day
    }

    private func moment(_ day: CivilDay, _ minute: Int) -> Int64 {
        zone.moment(
            ofWall: Int64(day.daysSinceEpoch) * Timestamp.microsecondsPerDay
                + Int64(minute) * Self.minute)
    }

    /// The working stretches of a day as moments; none on a day off.
    private func stretches(_ day: CivilDay) -> [Range<Int64>] {
        guard !holidays.contains(day) else { return [] }
        return hours[day.weekday - 1].compactMap { range in
            let start = moment(day, range.lowerBound)
            let end = moment(day, range.upperBound)
            // Where clocks are put forward a stretch may shrink to nothing.
            return start < end ? start..<end : nil
        }
    }

    private func later(_ moment: Int64, days: Int64) -> Int64 {
        let wall = moment + zone.offset(at: moment) * 1_000_000
        return zone.moment(ofWall: wall + days * Timestamp.microsecondsPerDay)
    }

    private func worked(from moment: Int64, for time: Int64) -> Int64? {
        var left = time
        let first = day(of: moment).daysSinceEpoch
        for number in first..<first + Self.horizon {
            for stretch in stretches(CivilDay(daysSinceEpoch: number)) {
                let start = max(moment, stretch.lowerBound)
                guard start < stretch.upperBound else { continue }
                if stretch.upperBound - start >= left { return start + left }
                left -= stretch.upperBound - start
            }
        }
        return nil
    }

    private func workingDay(_ count: Int, after moment: Int64) -> Int64? {
        let first = day(of: moment)
        let today = stretches(first)
        var isWithin = false
        var isBefore = false
        if let opening = today.first?.lowerBound, let closing = today.last?.upperBound {
            // A break is part of the working day.
            isWithin = moment >= opening && moment < closing
            isBefore = moment < opening
        }
        var left = count
        let start = first.daysSinceEpoch + (isBefore ? 0 : 1)
        for number in start..<start + Self.horizon {
            let day = CivilDay(daysSinceEpoch: number)
            let open = stretches(day)
            guard let opening = open.first?.lowerBound, let closing = open.last?.upperBound else {
                continue
            }
            left -= 1
            if left > 0 { continue }
            guard isWithin else { return closing }
            return min(
                closing, max(opening, later(moment, days: Int64(number - first.daysSinceEpoch))))
        }
        return nil
    }
}

/// Days on which nobody works.
struct Holidays: Sendable, Equatable {
    /// Single days, and ranges day by day.
    private(set) var days = Set<Int>()
    /// Month × 32 + day, of those that come back every year.
    private(set) var everyYear = Set<Int>()

    func contains(_ day: CivilDay) -> Bool {
        if days.contains(day.daysSinceEpoch) { return true }
        guard !everyYear.isEmpty else { return false }
        let (_, month, number) = day.components
        return everyYear.contains(month * 32 + number)
    }

    /// Adds `2026-12-25`, `2026-12-24..2026-12-26` or, for every year, `12-25`; false if `text` is
    /// none of these.
    mutating func add(_ text: some StringProtocol) -> Bool {
        if let day = CivilDay(iso: text) {
            days.insert(day.daysSinceEpoch)
            return true
        }
        if let dots = text.firstRange(of: "..") {
            guard let first = CivilDay(iso: text[..<dots.lowerBound]),
                let last = CivilDay(iso: text[dots.upperBound...]), first <= last,
                last.daysSinceEpoch - first.daysSinceEpoch <= 366
            else { return false }
            days.formUnion(first.daysSinceEpoch...last.daysSinceEpoch)
            return true
        }
        // 2024 has all days that a year can have.
        guard text.utf8.count == 5, let day = CivilDay(iso: "2024-\(text)") else { return false }
        let (_, month, number) = day.components
        everyYear.insert(month * 32 + number)
        return true
    }
}

internal import VOCCore

/// Reads the dates that exports hold.
enum DateReader {
    /// Microseconds since 1970, or nil if the shape is not known or there is no such moment.
    ///
    /// A date that names no zone is taken to be in that of `rule`, or in UTC. One that can be read
    /// two ways, such as `03/04/2024`, needs an order in `rule`.
    static func microseconds(
        _ text: UnsafeBufferPointer<UInt8>, unit: TimeUnit?, rule: DateRule = DateRule()
    ) -> Int64? {
        if unit == nil, let moment = unsafe fixed(text) {
            guard let zone = rule.zone, text.count == 19 else { return moment }
            return zone.moment(ofWall: moment)
        }
        if let number = unsafe Epoch.read(text, unit: unit) {
            guard number.isDay, let zone = rule.zone else { return number.moment }
            return zone.moment(ofWall: number.moment)
        }
        if unit != nil { return nil }
        var date = unsafe WrittenDate(ByteScan(text), rule.order)
        guard let wall = date.read() else { return nil }
        if let shift = date.shift { return wall - shift }
        return rule.zone?.moment(ofWall: wall) ?? wall
    }

    /// `0000-00-00 00:00:00` and the like: what databases write for no date.
    static func isZero(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text.count >= 8, unsafe text[0] == 48 else { return false }
        return unsafe text.allSatisfy { $0 == 48 || !($0 &- 49 < 9 || ($0 | 32) &- 0x61 < 26) }
    }

    /// What an all-numeric date tells about the order of day and month: nil if it is no such date,
    /// an empty set if it can be read both ways.
    static func orders(_ text: UnsafeBufferPointer<UInt8>) -> Set<DateOrder>? {
        var scan = unsafe ByteScan(text)
        scan.skipSpace()
        guard let first = scan.digits(), first.count <= 2, let mark = scan.next(),
            mark == 0x2D || mark == 0x2F || mark == 0x2E, let second = scan.digits(),
            second.count <= 2, scan.take(mark), let year = scan.digits(),
            year.count == 4 || year.count == 2
        else { return nil }
        if mark == 0x2E || first.value == second.value { return [.dayFirst, .monthFirst] }
        if first.value > 12 { return [.dayFirst] }
        return second.value > 12 ? [.monthFirst] : []
    }

    /// `2026-11-22T21:05:33Z`, with a space for the T or without the Z: what most exports hold. The
    /// result is that of the general way, which also takes all that is nil here.
    @inline(__always)
    private static func fixed(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
        guard text.count == 19 || text.count == 20 && (unsafe text[19]) == 0x5A else { return nil }
        // A byte that is no digit makes `wrong` larger than 9.
        var wrong: UInt8 = 0
        func two(_ place: Int) -> Int {
            let tens = unsafe text[place] &- 48
            let ones = unsafe text[place + 1] &- 48
            wrong = max(wrong, tens, ones)
            return Int(tens) * 10 + Int(ones)
        }
        let year = two(0) * 100 + two(2)
        let (month, day, hour, minute, second) = (two(5), two(8), two(11), two(14), two(17))
        guard wrong <= 9, hour < 24, minute < 60, second <= 60,
            unsafe text[4] == 0x2D && text[7] == 0x2D && text[13] == 0x3A && text[16] == 0x3A,
            unsafe text[10] == 0x54 || text[10] == 0x20
        else { return nil }
        return moment(year, month, day, Int64(hour * 3600 + minute * 60 + second) * 1_000_000)
    }

    static func moment(_ year: Int, _ month: Int, _ day: Int, _ inDay: Int64) -> Int64? {
        guard let date = CivilDay(year: year, month: month, day: day) else { return nil }
        return Int64(date.daysSinceEpoch) * Timestamp.microsecondsPerDay + inDay
    }
}

/// Dates that are numbers.
enum Epoch {
    /// Seconds and finer units since 1970, told apart by size where no unit is named; `20240112` is
    /// a day.
    static func read(_ text: UnsafeBufferPointer<UInt8>, unit: TimeUnit?)
        -> (moment: Int64, isDay: Bool)?
    {
        var scan = unsafe ByteScan(text)
        scan.skipSpace()
        let isNegative = scan.take(0x2D)
        guard let whole = scan.digits(19) else { return nil }
        var micros: Int64 = 0
        if scan.take(0x2E) {
            var weight: Int64 = 100_000
            while let digit = scan.peek, digit &- 48 < 10 {
                micros += Int64(digit - 48) * weight
                weight /= 10
                _ = scan.next()
            }
        }
        scan.skipSpace()
        guard scan.isAtEnd else { return nil }
        let value = Int64(whole.value)
        if unit == nil, whole.count == 8, !isNegative, (1970...2100).contains(whole.value / 10_000)
        {
            let (year, month) = (whole.value / 10_000, whole.value / 100 % 100)
            return DateReader.moment(year, month, whole.value % 100, 0).map { ($0, true) }
        }
        // Shorter numbers are years, ids or serial days, not moments.
        guard unit != nil || whole.count >= 9 else { return nil }
        let scaled: Int64
        switch unit ?? size(whole.count) {
        case .seconds:
            guard value < 300_000_000_000 else { return nil }
            scaled = value * 1_000_000 + micros
        case .milliseconds:
            guard value < 300_000_000_000_000 else { return nil }
            scaled = value * 1000 + micros / 1000
        case .microseconds: scaled = value
        case .nanoseconds: scaled = value / 1000
        }
        guard scaled < 253_402_300_800_000_000 else { return nil }
        return (isNegative ? -scaled : scaled, false)
    }

    private static func size(_ digits: Int) -> TimeUnit {
        digits <= 11
            ? .seconds : digits <= 14 ? .milliseconds : digits <= 17 ? .microseconds : .nanoseconds
    }
}

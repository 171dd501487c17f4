internal import VOCCore

/// Reads the dates that exports hold. A date without a zone is taken as UTC.
enum DateReader {
    /// Microseconds since 1970, or nil if the shape is not known or there is no such moment.
    static func microseconds(_ text: UnsafeBufferPointer<UInt8>, unit: TimeUnit?) -> Int64? {
        if unit == nil, let moment = unsafe fixed(text) { return moment }
        var scan = unsafe ByteScan(text)
        scan.skipSpace()
        if let number = unsafe epoch(text, unit: unit) { return number }
        if unit != nil { return nil }
        guard let first = scan.digits() else { return unsafe named(text) }
        if first.count == 4, let separator = scan.peek, separator == 0x2D || separator == 0x2F {
            return iso(first.value, &scan)
        }
        if first.count <= 2, let separator = scan.peek, [0x2D, 0x2E, 0x2F].contains(separator),
            let found = yearLast(first.value, scan)
        {
            return found
        }
        if first.count <= 2, scan.take(0x20), let day = scan.digits(), day.count <= 2,
            scan.take(0x2C)
        {
            // `09 13, 2009`: the month first, as Amazon's dumps have it.
            scan.skipSpace()
            guard let year = scan.digits(), year.count == 4, scan.isAtEnd else { return nil }
            return moment(year.value, first.value, day.value, 0)
        }
        return unsafe named(text)
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

    private static func moment(_ year: Int, _ month: Int, _ day: Int, _ inDay: Int64) -> Int64? {
        guard let date = CivilDay(year: year, month: month, day: day) else { return nil }
        return Int64(date.daysSinceEpoch) * Timestamp.microsecondsPerDay + inDay
    }

    /// `18-02-2015`, `18.02.2015 7.06`, `2/18/2015 9:05 PM`. Where both numbers could be the month, slashes mean month first, as in
    /// the exports of American products, dashes and points day first.
    private static func yearLast(_ first: Int, _ start: ByteScan) -> Int64? {
        var scan = start
        guard let separator = scan.next(), let second = scan.digits(), second.count <= 2,
            scan.take(separator), let year = scan.digits(), year.count == 4
        else { return nil }
        let isMonthFirst = second.value > 12 || (separator == 0x2F && first <= 12)
        let (month, day) = isMonthFirst ? (first, second.value) : (second.value, first)
        var inDay: Int64 = 0
        _ = scan.take(0x2C)
        scan.skipSpace()
        if !scan.isAtEnd {
            if let time = clockWithPoint(scan) {
                inDay = time
            } else {
                guard let time = clock(&scan), let shift = zone(&scan) else { return nil }
                inDay = time - shift
                scan.skipSpace()
                guard scan.isAtEnd else { return nil }
            }
        }
        return moment(year.value, month, day, inDay)
    }

    /// `7.06`, as spreadsheets write times in some countries.
    private static func clockWithPoint(_ start: ByteScan) -> Int64? {
        var scan = start
        guard let hour = scan.digits(), hour.count <= 2, hour.value < 24, scan.take(0x2E),
            let minute = scan.digits(), minute.count == 2, minute.value < 60, scan.isAtEnd
        else { return nil }
        return Int64(hour.value * 3600 + minute.value * 60) * 1_000_000
    }

    private static func iso(_ year: Int, _ scan: inout ByteScan) -> Int64? {
        guard let separator = scan.next(), let month = scan.digits(), month.count <= 2 else { return nil }
        // `2017-5` is the month: its first day stands for it.
        if scan.isAtEnd { return moment(year, month.value, 1, 0) }
        guard scan.take(separator), let day = scan.digits(), day.count <= 2 else { return nil }
        var inDay: Int64 = 0
        if scan.peek == 0x54 || scan.peek == 0x74 || scan.peek == 0x20 {
            _ = scan.next()
            scan.skipSpace()
            if !scan.isAtEnd {
                guard let time = clock(&scan), let shift = zone(&scan) else { return nil }
                inDay = time - shift
            }
        } else if scan.peek == 0x5A || scan.peek == 0x2B {
            guard let shift = zone(&scan) else { return nil }
            inDay = -shift
        }
        scan.skipSpace()
        guard scan.isAtEnd else { return nil }
        return moment(year, month.value, day.value, inDay)
    }

    /// `21:05`, `21:05:33`, `21:05:33.434647`, `9:05 PM`.
    private static func clock(_ scan: inout ByteScan) -> Int64? {
        guard let hour = scan.digits(), hour.count <= 2, scan.take(0x3A), let minute = scan.digits(),
            minute.count == 2, minute.value < 60
        else { return nil }
        var seconds = 0
        var fraction: Int64 = 0
        if scan.take(0x3A) {
            guard let second = scan.digits(), second.count == 2, second.value <= 60 else { return nil }
            seconds = second.value
            if scan.peek == 0x2E || scan.peek == 0x2C {
                _ = scan.next()
                var weight: Int64 = 100_000
                var found = false
                while let digit = scan.peek, digit &- 48 < 10 {
                    fraction += Int64(digit - 48) * weight
                    weight /= 10
                    found = true
                    _ = scan.next()
                }
                guard found else { return nil }
            }
        }
        var hours = hour.value
        let mark = scan
        scan.skipSpace()
        if let half = scan.word(), half.count == 2, half == [0x61, 0x6D] || half == [0x70, 0x6D] {
            guard (1...12).contains(hours) else { return nil }
            hours = hours % 12 + (half[0] == 0x70 ? 12 : 0)
        } else {
            scan = mark
        }
        guard hours < 24 else { return nil }
        return Int64(hours * 3600 + minute.value * 60 + seconds) * 1_000_000 + fraction
    }

    /// `Z`, `UTC`, `GMT`, `+02:00`, `-0700`, `+01`, or nothing; nil if it is something else.
    private static func zone(_ scan: inout ByteScan) -> Int64? {
        scan.skipSpace()
        guard let first = scan.peek else { return 0 }
        if first == 0x2B || first == 0x2D {
            _ = scan.next()
            guard let digits = scan.digits() else { return nil }
            var hours = digits.value
            var minutes = 0
            if digits.count == 4 {
                hours = digits.value / 100
                minutes = digits.value % 100
            } else if digits.count > 2 {
                return nil
            } else if scan.take(0x3A) {
                guard let more = scan.digits(), more.count == 2 else { return nil }
                minutes = more.value
            }
            guard hours <= 18, minutes < 60 else { return nil }
            let shift = Int64(hours * 60 + minutes) * 60_000_000
            return first == 0x2D ? -shift : shift
        }
        guard let word = scan.word() else { return nil }
        return ["z", "utc", "gmt", "ut"].contains { word.elementsEqual($0.utf8) } ? 0 : nil
    }

    /// Seconds and finer units since 1970, told apart by size where no unit is named; `20240112` is a day.
    private static func epoch(_ text: UnsafeBufferPointer<UInt8>, unit: TimeUnit?) -> Int64? {
        var scan = unsafe ByteScan(text)
        scan.skipSpace()
        let isNegative = scan.take(0x2D)
        guard let whole = scan.digits(), whole.count <= 18 else { return nil }
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
        if unit == nil, whole.count == 8, !isNegative, (1970...2100).contains(whole.value / 10_000) {
            return moment(whole.value / 10_000, whole.value / 100 % 100, whole.value % 100, 0)
        }
        // Shorter numbers are years, ids or serial days, not moments.
        guard unit != nil || whole.count >= 9 else { return nil }
        let size: TimeUnit =
            unit ?? (whole.count <= 11 ? .seconds : whole.count <= 14 ? .milliseconds : .microseconds)
        let scaled: Int64
        switch size {
        case .seconds:
            guard value < 300_000_000_000 else { return nil }
            scaled = value * 1_000_000 + micros
        case .milliseconds:
            guard value < 300_000_000_000_000 else { return nil }
            scaled = value * 1000 + micros / 1000
        case .microseconds:
            scaled = value
        }
        guard scaled < 253_402_300_800_000_000 else { return nil }
        return isNegative ? -scaled : scaled
    }

    /// Dates with the month's English name: RFC 2822, `30-Jul-18`, `Jul 30, 2018`, `Sat Dec 06 18:20:30 +0000 2025`.
    private static func named(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
        var scan = unsafe ByteScan(text)
        var month = 0
        var numbers: [(value: Int, count: Int)] = []
        var inDay: Int64 = 0
        while true {
            while let byte = scan.peek, byte == 0x20 || byte == 0x2C || byte == 0x09 { _ = scan.next() }
            if numbers.count < 2 || month == 0 {
                while let byte = scan.peek, byte == 0x2D || byte == 0x2F { _ = scan.next() }
            }
            guard let byte = scan.peek else { break }
            if byte &- 48 < 10 {
                let mark = scan
                guard let number = scan.digits() else { return nil }
                if scan.peek == 0x3A {
                    scan = mark
                    guard inDay == 0, let time = clock(&scan) else { return nil }
                    inDay = time
                } else {
                    numbers.append(number)
                }
            } else if byte == 0x2B || byte == 0x2D {
                guard let shift = zone(&scan) else { return nil }
                inDay -= shift
            } else if byte == 0x28 {
                break  // a comment such as (CEST)
            } else {
                guard let word = scan.word() else { return nil }
                if ["z", "utc", "gmt", "ut"].contains(where: { word.elementsEqual($0.utf8) }) { continue }
                let name = word.prefix(3)
                if month == 0, let index = months.firstIndex(where: { name.elementsEqual($0.utf8) }) {
                    month = index + 1
                } else if !weekdays.contains(where: { name.elementsEqual($0.utf8) }) {
                    return nil
                }
            }
        }
        guard month > 0, numbers.count == 2, numbers[0].count <= 2 else { return nil }
        var year = numbers[1].value
        if numbers[1].count == 2 { year += year < 69 ? 2000 : 1900 }
        guard numbers[1].count == 2 || numbers[1].count == 4 else { return nil }
        return moment(year, month, numbers[0].value, inDay)
    }

    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
    private static let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
}

/// A place in a stretch of bytes.
// Sound: it lives only while the caller keeps the bytes.
@safe struct ByteScan {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var at = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { unsafe self.bytes = bytes }

    var isAtEnd: Bool { unsafe at >= bytes.count }
    var peek: UInt8? { unsafe at < bytes.count ? bytes[at] : nil }

    mutating func next() -> UInt8? {
        defer { at += 1 }
        return peek
    }

    mutating func take(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        at += 1
        return true
    }

    mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { at += 1 }
    }

    /// Up to 18 digits.
    mutating func digits() -> (value: Int, count: Int)? {
        var value = 0
        let start = at
        while let byte = peek, byte &- 48 < 10, at - start < 18 {
            value = value * 10 + Int(byte - 48)
            at += 1
        }
        return at == start ? nil : (value, at - start)
    }

    /// ASCII letters, in lower case.
    mutating func word() -> [UInt8]? {
        var word: [UInt8] = []
        while let byte = peek, (byte | 32) &- 0x61 < 26, word.count < 32 {
            word.append(byte | 32)
            at += 1
        }
        return word.isEmpty ? nil : word
    }
}

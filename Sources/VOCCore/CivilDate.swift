/// A day of the proleptic Gregorian calendar, as days since 1970-01-01.
///
/// Arithmetic follows Howard Hinnant's `days_from_civil` (2013), exact over all years used here.
public struct CivilDay: Sendable, Hashable, Comparable, CustomStringConvertible {
    public var daysSinceEpoch: Int

    public init(daysSinceEpoch: Int) { self.daysSinceEpoch = daysSinceEpoch }

    /// Nil if there is no such day, as for 2026-02-30.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= CivilDay.days(inMonth: month, ofYear: year)
        else { return nil }
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        daysSinceEpoch = era * 146_097 + dayOfEra - 719_468
    }

    /// Reads `2026-11-22`; nil for anything else.
    public init?(iso text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        // `Int` would take a sign for a digit.
        guard parts.map(\.utf8.count) == [4, 2, 2], !text.utf8.contains(UInt8(ascii: "+")),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    public static func days(inMonth month: Int, ofYear year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    public var components: (year: Int, month: Int, day: Int) {
        let shifted = daysSinceEpoch + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
            dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        )
    }

    /// ISO weekday, 1 = Monday … 7 = Sunday.
    public var weekday: Int { (((daysSinceEpoch + 3) % 7) + 7) % 7 + 1 }

    /// The Monday of this day's ISO week.
    public var weekStart: CivilDay { CivilDay(daysSinceEpoch: daysSinceEpoch - (weekday - 1)) }

    /// The first day of this day's month.
    public var monthStart: CivilDay {
        CivilDay(daysSinceEpoch: daysSinceEpoch - (components.day - 1))
    }

    public static func < (one: CivilDay, other: CivilDay) -> Bool {
        one.daysSinceEpoch < other.daysSinceEpoch
    }

    /// `2026-11-22`.
    public var description: String {
        let (year, month, day) = components
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }
}

/// A moment in UTC, in microseconds since 1970 (some exports have them).
public struct Timestamp: Sendable, Hashable, Comparable, CustomStringConvertible {
    public var microseconds: Int64

    public init(microseconds: Int64) { self.microseconds = microseconds }

    public static let microsecondsPerDay: Int64 = 86_400_000_000

    /// The UTC day this moment falls on.
    public var day: CivilDay {
        let perDay = Timestamp.microsecondsPerDay
        let quotient = microseconds / perDay
        return CivilDay(
            daysSinceEpoch: Int(microseconds % perDay < 0 ? quotient - 1 : quotient))
    }

    public static func < (one: Timestamp, other: Timestamp) -> Bool {
        one.microseconds < other.microseconds
    }

    /// `2026-11-20T09:12:00Z`, with `.542` or `.434647` only where the moment has a fraction.
    public var description: String {
        let inDay = Int(microseconds - Int64(day.daysSinceEpoch) * Timestamp.microsecondsPerDay)
        let seconds = inDay / 1_000_000
        let fraction = inDay % 1_000_000
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        var text = "\(day)T\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
        if fraction != 0 {
            let short = fraction % 1000 == 0
            let digits = String(short ? fraction / 1000 : fraction)
            text += "." + String(repeating: "0", count: (short ? 3 : 6) - digits.count) + digits
        }
        return text + "Z"
    }
}

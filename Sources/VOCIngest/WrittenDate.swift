internal import VOCCore

/// A date written for people or by ISO 8601, on its way from bytes to a moment.
// Sound: it lives only while the caller keeps the bytes.
@safe struct WrittenDate {
    private var scan: ByteScan
    private let order: DateOrder?
    /// How far the date's own zone is ahead of UTC, in microseconds; nil if it names none.
    private(set) var shift: Int64?

    init(_ scan: ByteScan, _ order: DateOrder?) {
        self.scan = scan
        self.order = order
    }

    /// The date as if its clock showed UTC.
    mutating func read() -> Int64? {
        scan.skipSpace()
        let start = scan
        guard let first = scan.digits() else { return named(start) }
        if first.count == 4, let mark = scan.peek, mark == 0x2D || mark == 0x2F || mark == 0x2E {
            return yearFirst(first.value)
        }
        if first.count <= 2, let mark = scan.peek, [0x2D, 0x2E, 0x2F].contains(mark) {
            let before = scan
            if let found = yearLast(first.value) { return found }
            scan = before
            shift = nil
        }
        if first.count <= 2, scan.take(0x20), let day = scan.digits(), day.count <= 2,
            scan.take(0x2C)
        {
            // `09 13, 2009`: the month first, as Amazon's dumps have it.
            scan.skipSpace()
            guard let year = scan.digits(), year.count == 4, scan.isAtEnd else { return nil }
            return DateReader.moment(year.value, first.value, day.value, 0)
        }
        return named(start)
    }

    /// `2024-01-12`, `2025/11/05 2:40:32 PM GMT+1`, `2017-5`.
    private mutating func yearFirst(_ year: Int) -> Int64? {
        guard let mark = scan.next(), let month = scan.digits(), month.count <= 2 else {
            return nil
        }
        // `2017-5` is the month: its first day stands for it.
        if scan.isAtEnd { return DateReader.moment(year, month.value, 1, 0) }
        guard scan.take(mark), let day = scan.digits(), day.count <= 2 else { return nil }
        guard let inDay = timeOfDay() else { return nil }
        return DateReader.moment(year, month.value, day.value, inDay)
    }

    /// `18-02-2015`, `18.02.2015 7.06`, `2/18/2015 9:05 PM`, `22/10/21`.
    ///
    /// Where both numbers can be the month the order must be known; dots always mean the day first.
    private mutating func yearLast(_ first: Int) -> Int64? {
        guard let mark = scan.next(), let second = scan.digits(), second.count <= 2,
            scan.take(mark), let year = scan.digits(), year.count == 4 || year.count == 2
        else { return nil }
        var order = self.order
        if mark == 0x2E { order = .dayFirst }
        if order == nil {
            if first > 12 || first == second.value {
                order = .dayFirst
            } else if second.value > 12 {
                order = .monthFirst
            }
        }
        guard let order else { return nil }
        let (month, day) = order == .dayFirst ? (second.value, first) : (first, second.value)
        let full = year.count == 4 ? year.value : year.value + (year.value < 69 ? 2000 : 1900)
        guard let inDay = timeOfDay() else { return nil }
        return DateReader.moment(full, month, day, inDay)
    }

    /// What may follow a day: nothing, or a time and a zone; nil if it is something else.
    private mutating func timeOfDay() -> Int64? {
        _ = scan.take(0x2C)
        if let byte = scan.peek, byte == 0x54 || byte == 0x74 { _ = scan.next() }
        scan.skipSpace()
        if scan.isAtEnd { return 0 }
        if let byte = scan.peek, byte == 0x5A || byte == 0x7A || byte == 0x2B {
            guard zone(), atEnd() else { return nil }
            return 0
        }
        var dotted = scan
        if let time = WrittenDate.clockWithPoint(&dotted) { return time }
        guard let time = clock(), zone(), atEnd() else { return nil }
        return time
    }

    private mutating func atEnd() -> Bool {
        scan.skipSpace()
        return scan.isAtEnd
    }

    /// `7.06`, as spreadsheets write times in some countries.
    private static func clockWithPoint(_ scan: inout ByteScan) -> Int64? {
        guard let hour = scan.digits(), hour.count <= 2, hour.value < 24, scan.take(0x2E),
            let minute = scan.digits(), minute.count == 2, minute.value < 60, scan.isAtEnd
        else { return nil }
        return Int64(hour.value * 3600 + minute.value * 60) * 1_000_000
    }

    /// `21:05`, `21:05:33`, `21:05:33.434647`, `9:05 PM`, `2:40:32 p. m.`.
    private mutating func clock() -> Int64? {
        guard let hour = scan.digits(), hour.count <= 2, scan.take(0x3A),
            let minute = scan.digits(), minute.count == 2, minute.value < 60
        else { return nil }
        var seconds = 0
        var fraction: Int64 = 0
        if scan.take(0x3A) {
            guard let second = scan.digits(), second.count == 2, second.value <= 60 else {
                return nil
            }
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
        if let isAfternoon = half() {
            guard (1...12).contains(hours) else { return nil }
            hours = hours % 12 + (isAfternoon ? 12 : 0)
        }
        guard hours < 24 else { return nil }
        return Int64(hours * 3600 + minute.value * 60 + seconds) * 1_000_000 + fraction
    }

    /// AM or PM in its spellings; nil, and nothing taken, if there is neither.
    private mutating func half() -> Bool? {
        var ahead = scan
        ahead.skipSpace()
        guard let first = ahead.peek.map({ $0 | 32 }), first == 0x61 || first == 0x70 else {
            return nil
        }
        _ = ahead.next()
        _ = ahead.take(0x2E)
        ahead.skipSpace()
        guard let second = ahead.next(), second | 32 == 0x6D else { return nil }
        _ = ahead.take(0x2E)
        if let byte = ahead.peek, (byte | 32) &- 0x61 < 26 { return nil }
        scan = ahead
        return first == 0x70
    }

    /// `Z`, `UTC`, `GMT`, `GMT+1`, `CEST`, `+02:00`, `-0700`, `+01`, or nothing; false if it is
    /// something else.
    private mutating func zone() -> Bool {
        scan.skipSpace()
        guard let first = scan.peek else { return true }
        if first == 0x28 { return comment() }
        if first == 0x2B || first == 0x2D { return offset() }
        guard let word = scan.word(),
            let hours = WrittenDate.zones[String(decoding: word, as: UTF8.self)]
        else { return false }
        shift = Int64(hours * 60) * 60_000_000
        if hours == 0, let sign = scan.peek, sign == 0x2B || sign == 0x2D { return offset() }
        return true
    }

    private mutating func offset() -> Bool {
        guard let sign = scan.next(), let digits = scan.digits() else { return false }
        var hours = digits.value
        var minutes = 0
        if digits.count == 4 {
            hours = digits.value / 100
            minutes = digits.value % 100
        } else if digits.count > 2 {
            return false
        } else if scan.take(0x3A) {
            guard let more = scan.digits(), more.count == 2 else { return false }
            minutes = more.value
        }
        guard hours <= 18, minutes < 60 else { return false }
        let size = Int64(hours * 60 + minutes) * 60_000_000
        shift = sign == 0x2D ? -size : size
        scan.skipSpace()
        return scan.peek == 0x28 ? comment() : true
    }

    /// `(CEST)`, `(Coordinated Universal Time)`: what stands before it counts.
    private mutating func comment() -> Bool {
        while let byte = scan.next() { if byte == 0x29 { return true } }
        return false
    }

    /// Hours ahead of UTC of the zones that exports name by letters: those of RFC 2822, and the
    /// common ones of Europe, Asia and Australia that have one meaning.
    private static let zones: [String: Double] = [
        "z": 0, "utc": 0, "gmt": 0, "ut": 0, "wet": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5,
        "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "akst": -9, "akdt": -8, "hst": -10, "cet": 1,
        "cest": 2, "mez": 1, "mesz": 2, "bst": 1, "west": 1, "eet": 2, "eest": 3, "msk": 3,
        "jst": 9, "kst": 9, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13, "brt": -3,
    ]

    private enum Name {
        case month(Int, mayBeWeekday: Bool)
        /// A day of the week, a zone, or a word between the parts.
        case other
    }

    /// What the name here says; nil if it has no place in a date.
    private mutating func name(hasTime: Bool) -> Name? {
        let mark = scan
        let word = scan.word() ?? []
        let isPlain = !word.isEmpty && (scan.peek ?? 0) < 0x80
        if isPlain, WrittenDate.fillers.contains(where: { word.elementsEqual($0.utf8) }) {
            return .other
        }
        let index = WrittenDate.months.firstIndex { word.prefix(3).elementsEqual($0.utf8) }
        // `mar` is Tuesday in three languages.
        if isPlain, let index, word.count == 3, index != 2 {
            return .month(index + 1, mayBeWeekday: false)
        }
        if isPlain, hasTime, WrittenDate.zones[String(decoding: word, as: UTF8.self)] != nil {
            scan = mark
            return zone() ? .other : nil
        }
        if isPlain,
            WrittenDate.weekdays.contains(where: { word.prefix(3).elementsEqual($0.utf8) })
        {
            return .other
        }
        let end = scan
        scan = mark
        guard let whole = scan.wideWord() else { return nil }
        let names = CalendarNames.shared
        if let month = names.months[whole] {
            return .month(month, mayBeWeekday: names.weekdays.contains(whole))
        }
        if names.weekdays.contains(whole) { return .other }
        scan = end
        return isPlain ? index.map { .month($0 + 1, mayBeWeekday: false) } : nil
    }

    /// Words between the parts of a date: `12 de enero de 2024`, `am 12. Januar um 9:00 Uhr`.
    private static let fillers = [
        "at", "de", "del", "le", "den", "um", "uhr", "alle", "om", "kl",
    ]

    /// Dates with the month's name, in English: RFC 2822, `30-Jul-18`, `Jul 30, 2018`, `Sat Dec 06
    /// 18:20:30 +0000 2025`, `22/Oct/21 4:55 PM`; or in one of the languages of `CalendarNames`.
    private mutating func named(_ start: ByteScan) -> Int64? {
        scan = start
        var month = 0
        // The name of the month may yet turn out to be that of a day.
        var isOpen = false
        var numbers: [(value: Int, count: Int)] = []
        var time: Int64?
        while true {
            while let byte = scan.peek, byte == 0x20 || byte == 0x2C || byte == 0x09 || byte == 0x2E
            {
                _ = scan.next()
            }
            if numbers.count < 2 || month == 0 {
                while let byte = scan.peek, byte == 0x2D || byte == 0x2F { _ = scan.next() }
            }
            guard let byte = scan.peek else { break }
            if byte &- 48 < 10 {
                let mark = scan
                guard let number = scan.digits() else { return nil }
                if scan.peek == 0x3A {
                    scan = mark
                    guard time == nil, let found = clock() else { return nil }
                    time = found
                } else {
                    numbers.append(number)
                    skipOrdinal()
                }
            } else if byte == 0x2B || byte == 0x2D || byte == 0x28 {
                guard zone() else { return nil }
            } else {
                guard let found = name(hasTime: time != nil) else { return nil }
                switch found {
                case .month(let number, let mayBeWeekday):
                    // `mar. 12 janv. 2024`: the first is Tuesday.
                    guard month == 0 || isOpen || mayBeWeekday else { return nil }
                    if month == 0 || isOpen { (month, isOpen) = (number, mayBeWeekday) }
                case .other: break
                }
            }
        }
        guard month > 0, numbers.count == 2 else { return nil }
        // `2021 Oct 22` has the year first.
        if numbers[0].count == 4 { numbers.swapAt(0, 1) }
        guard numbers[0].count <= 2, numbers[1].count == 2 || numbers[1].count == 4 else {
            return nil
        }
        var year = numbers[1].value
        if numbers[1].count == 2 { year += year < 69 ? 2000 : 1900 }
        return DateReader.moment(year, month, numbers[0].value, time ?? 0)
    }

    /// `st`, `nd`, `rd`, `th` after a day.
    private mutating func skipOrdinal() {
        var ahead = scan
        guard let word = ahead.word(), word.count == 2,
            ["st", "nd", "rd", "th"].contains(where: { word.elementsEqual($0.utf8) })
        else { return }
        scan = ahead
    }

    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
    private static let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
}

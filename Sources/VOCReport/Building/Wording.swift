internal import VOCCore

/// How numbers, dates and lists are said in sentences.
enum Wording {
    static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

    /// `9 Nov`.
    static func day(_ day: CivilDay) -> String {
        let (_, month, number) = day.components
        return "\(number)\u{A0}\(months[month - 1])"
    }

    /// `9 Nov 2026`.
    static func fullDay(_ day: CivilDay) -> String {
        "\(Wording.day(day))\u{A0}\(day.components.year)"
    }

    /// `7 Sep – 15 Nov 2026`.
    static func span(_ first: CivilDay, _ last: CivilDay) -> String {
        if first == last { return fullDay(first) }
        let sameYear = first.components.year == last.components.year
        return "\(sameYear ? day(first) : fullDay(first)) – \(fullDay(last))"
    }

    /// `the week of 9 Nov`, `October 2026` as `Oct 2026`, `Sunday 15 Nov` as `Sun 15 Nov`.
    static func period(_ period: Period, from start: CivilDay) -> String {
        switch period {
        case .week: "week of \(day(start))"
        case .month: "\(months[start.components.month - 1])\u{A0}\(start.components.year)"
        case .day: "\(weekdays[start.weekday - 1])\u{A0}\(day(start))"
        }
    }

    /// 12,345.
    static func count(_ number: Int) -> String {
        let digits = Array(String(number.magnitude))
        var result = number < 0 ? "−" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { result += "," }
            result.append(digit)
        }
        return result
    }

    /// `1 item`, `12 items`.
    static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
        "\(count(number)) \(number == 1 ? one : many ?? one + "s")"
    }

    /// A true minus, and no sign for what rounds to zero.
    static func number(_ value: Double, places: Int) -> String {
        let text = Decimals.fixed(value, places: places)
        return text.hasPrefix("-") ? "−" + text.dropFirst() : text
    }

    static func signed(_ value: Double, places: Int) -> String {
        let text = number(value, places: places)
        let isZero = !text.contains { ("1"..."9").contains($0) }
        return isZero || text.hasPrefix("−") ? text : "+" + text
    }

    /// `1.2 %` below ten, `31 %` from there on.
    static func percent(_ value: Double) -> String {
        "\(number(value, places: places(value)))\u{A0}%"
    }

    static func places(_ value: Double) -> Int { value.magnitude < 9.95 ? 1 : 0 }

    static func percent(_ range: Interval) -> String {
        "\(number(range.low, places: places(range.high))) to \(percent(range.high))"
    }

    /// Without its unit's name: `31 %`, `−12`, `4.2`, `+3.1 pts`.
    static func value(_ estimate: Estimate) -> String {
        switch estimate.unit {
        case .percent: percent(estimate.value)
        case .percentPoints: "\(signed(estimate.value, places: 1))\u{A0}pts"
        case .perThousand: number(estimate.value, places: places(estimate.value))
        case .ratio: "\(number(estimate.value, places: 2))\u{A0}×"
        case .points:
            estimate.isSignificant == nil
                ? number(estimate.value, places: 0) : signed(estimate.value, places: 0)
        case .mean:
            estimate.isSignificant == nil
                ? number(estimate.value, places: 2) : signed(estimate.value, places: 2)
        }
    }

    /// `28 to 34 %`; empty without an interval.
    static func interval(_ estimate: Estimate) -> String {
        guard let range = estimate.interval else { return "" }
        switch estimate.unit {
        case .percent: return percent(range)
        case .percentPoints:
            return "\(signed(range.low, places: 1)) to \(signed(range.high, places: 1))"
        case .points:
            if estimate.isSignificant != nil {
                return "\(signed(range.low, places: 0)) to \(signed(range.high, places: 0))"
            }
            return "\(number(range.low, places: 0)) to \(number(range.high, places: 0))"
        case .perThousand:
            return
                "\(number(range.low, places: places(range.high))) to \(number(range.high, places: places(range.high)))"
        case .mean, .ratio:
            return "\(number(range.low, places: 2)) to \(number(range.high, places: 2))"
        }
    }

    /// `p < 0.001` or `p = 0.012`.
    static func pValue(_ p: Double) -> String {
        p < 0.001 ? "p\u{A0}<\u{A0}0.001" : "p\u{A0}=\u{A0}\(Decimals.fixed(p, places: 3))"
    }

    /// `a`, `a and b`, `a, b and c`.
    static func list(_ parts: [String]) -> String {
        guard let last = parts.last else { return "" }
        let others = parts.dropLast()
        return others.isEmpty ? last : others.joined(separator: ", ") + " and " + last
    }

    /// `app/log-in` without a note as `Log in`.
    static func name(ofID id: some StringProtocol) -> String {
        let spaced = String(id.map { $0 == "-" || $0 == "_" ? " " : $0 })
        guard let first = spaced.first else { return spaced }
        return first.uppercased() + spaced.dropFirst()
    }

    static func capitalised(_ text: String) -> String {
        guard let first = text.first else { return text }
        return first.uppercased() + text.dropFirst()
    }
}

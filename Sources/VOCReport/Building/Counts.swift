internal import VOCCore

/// The cells of a summary, added up along the lines that a report reads: by topic and day, by
/// segment, by source.
///
/// Sums of integers do not depend on the order of a dictionary, so walking the cells unsorted is
/// sound here.
struct Counts: Sendable {
    /// The newest dated day, at most the day asked for.
    let asOf: CivilDay
    /// All days that trends cover, from the start of a week and period to `asOf`.
    let span: Span
    /// Starts of the periods in `span`, oldest first.
    let periods: [CivilDay]
    /// Mondays of the weeks in `span`, oldest first.
    let weeks: [CivilDay]
    let period: Period
    /// The place in `periods` of the one that the report is about.
    let focus: Int

    /// By topic; each has a tally for every day of `span`.
    private var byDay: [String: [Tally]] = [:]
    private(set) var byWeek: [String: [Tally]] = [:]
    private(set) var byPeriod: [String: [Tally]] = [:]
    /// Over the recent periods.
    private(set) var segments: [String: Tally] = [:]
    private(set) var sources: [String: Tally] = [:]
    /// All items of a segment (`Region=North`) or, after U+0001, a source, in the period before the
    /// focus and in the focus.
    private(set) var compared: [String: (before: Tally, now: Tally)] = [:]
    private(set) var channels: [String: Tally] = [:]
    private(set) var newestDay: [String: CivilDay] = [:]
    /// Items without a date, before `span`, and after `asOf`.
    private(set) var undated = 0
    private(set) var before = 0
    private(set) var after = 0

    /// Nil if nothing in the summary is dated.
    init?(_ summary: Summary, _ request: ReportRequest) {
        period = request.period
        var totals: [Int: Int] = [:]
        let cells = summary.cells
        /// The number of the topic of all, and of the segment of all.
        let everything = cells.number(of: "") ?? .max
        for row in cells.rows where row.topic == everything && row.segment == everything {
            guard row.day != CellKey.undated else { continue }
            totals[Int(row.day), default: 0] += cells.value(.items, of: row)
        }
        let days = totals.keys.sorted().filter { totals[$0] != 0 }
        guard let oldest = days.first else { return nil }
        asOf = request.asOf ?? Counts.newestDay(days, totals, minimum: request.minimum)
        guard oldest <= asOf.daysSinceEpoch else { return nil }

        // A stray item from years ago must not stretch every chart: start where a week first has
        // enough items.
        var perWeek: [Int: Int] = [:]
        for day in days where day <= asOf.daysSinceEpoch {
            perWeek[CivilDay(daysSinceEpoch: day).weekStart.daysSinceEpoch, default: 0] += totals[
                day]!
        }
        let busy = perWeek.filter { $0.value >= max(1, request.minimum) }.keys.min()
        let earliest = CivilDay(daysSinceEpoch: busy ?? perWeek.keys.min()!)

        var starts = [period.start(of: asOf)]
        while starts.count < period.shownCount,
            period.previous(starts[0]) >= period.start(of: earliest)
        {
            starts.insert(period.previous(starts[0]), at: 0)
        }
        periods = starts
        let elapsed = asOf.daysSinceEpoch - starts[starts.count - 1].daysSinceEpoch + 1
        focus = elapsed < period.leastDays && starts.count > 1 ? starts.count - 2 : starts.count - 1

        var mondays = [asOf.weekStart]
        while mondays.count < Period.week.shownCount,
            mondays[0] > max(earliest, starts[0]).weekStart
        {
            mondays.insert(mondays[0].advanced(by: -7), at: 0)
        }
        weeks = mondays
        span = Span(first: min(mondays[0], starts[0]), last: asOf)

        let recent = recentSpan
        var series = [[Tally]](repeating: [], count: cells.names.count)
        for row in cells.rows where row.topic == everything || row.segment == everything {
            let isTotal = row.topic == row.segment
            if row.day == CellKey.undated {
                if isTotal { undated += cells.value(.items, of: row) }
                continue
            }
            let day = CivilDay(daysSinceEpoch: Int(row.day))
            guard span.contains(day) else {
                if isTotal {
                    let items = cells.value(.items, of: row)
                    if day > asOf { after += items } else { before += items }
                }
                continue
            }
            if row.segment == everything {
                let topic = Int(row.topic)
                if series[topic].isEmpty {
                    series[topic] = [Tally](repeating: Tally(), count: span.days)
                }
                cells.add(row, to: &series[topic][offset(of: day)])
            }
            if row.topic == everything {
                add(cells.tally(of: row), cells.key(of: row), on: day, recent: recent)
            }
        }
        let weekOfDay = (0..<span.days).map { week(of: span.first.advanced(by: $0)) }
        let periodOfDay = (0..<span.days).map { place(of: span.first.advanced(by: $0)) }
        for (place, topic) in cells.names.enumerated() where !series[place].isEmpty {
            var perWeek = [Tally](repeating: Tally(), count: weeks.count)
            var perPeriod = [Tally](repeating: Tally(), count: periods.count)
            for (day, tally) in series[place].enumerated() where !tally.isEmpty {
                if let week = weekOfDay[day] { perWeek[week].merge(tally) }
                if let period = periodOfDay[day] { perPeriod[period].merge(tally) }
            }
            byWeek[topic] = perWeek
            byPeriod[topic] = perPeriod
            byDay[topic] = series[place]
        }
    }

    private func offset(of day: CivilDay) -> Int {
        day.daysSinceEpoch - span.first.daysSinceEpoch
    }

    /// The newest day, past a few stray items of some far future: those stand more than a month
    /// after everything else.
    private static func newestDay(_ days: [Int], _ totals: [Int: Int], minimum: Int) -> CivilDay {
        var rest = days[...]
        var strays = 0
        while let last = rest.last, let before = rest.dropLast().last, last - before > 31 {
            strays += totals[last]!
            guard strays < minimum else { break }
            rest = rest.dropLast()
        }
        return CivilDay(daysSinceEpoch: rest.last ?? days[0])
    }

    private mutating func compare(_ tally: Tally, _ key: CellKey, on day: CivilDay) {
        let name = key.segment.isEmpty ? "\u{1}" + key.source : key.segment
        if days(ofPeriod: focus).contains(day) {
            compared[name, default: (Tally(), Tally())].now.merge(tally)
        } else if hasPrevious, days(ofPeriod: focus - 1).contains(day) {
            compared[name, default: (Tally(), Tally())].before.merge(tally)
        }
    }

    /// Adds a tally of all items of a source or segment.
    private mutating func add(_ tally: Tally, _ key: CellKey, on day: CivilDay, recent: Span) {
        compare(tally, key, on: day)
        if key.segment.isEmpty {
            if tally[.items] > 0 {
                newestDay[key.source] = max(newestDay[key.source] ?? day, day)
            }
            if recent.contains(day) {
                sources[key.source, default: Tally()].merge(tally)
                channels[key.channel, default: Tally()].merge(tally)
            }
        } else if recent.contains(day) {
            segments[key.segment, default: Tally()].merge(tally)
        }
    }

    /// The place in `weeks` of the week that `day` falls in.
    func week(of day: CivilDay) -> Int? {
        let place = (day.weekStart.daysSinceEpoch - weeks[0].daysSinceEpoch) / 7
        return day >= weeks[0] && place < weeks.count ? place : nil
    }

    private func place(of day: CivilDay) -> Int? {
        periods.lastIndex { $0 <= day }
    }

    /// The days of period number `index`, cut at `asOf`.
    func days(ofPeriod index: Int) -> Span {
        Span(
            first: periods[index],
            last: min(asOf, period.next(periods[index]).advanced(by: -1)))
    }

    /// The focus period and the few before it.
    var recentSpan: Span {
        let first = max(0, focus - period.recentCount + 1)
        return Span(first: periods[first], last: days(ofPeriod: focus).last)
    }

    var hasPrevious: Bool { focus > 0 }

    /// The tally of `topic` in the focus period.
    func now(_ topic: String = "") -> Tally { byPeriod[topic]?[focus] ?? Tally() }

    /// The tally of `topic` in the period before the focus, whole.
    func previously(_ topic: String = "") -> Tally {
        hasPrevious ? byPeriod[topic]?[focus - 1] ?? Tally() : Tally()
    }

    func tally(_ topic: String = "", in days: Span) -> Tally {
        var result = Tally()
        guard let series = byDay[topic] else { return result }
        let first = max(0, offset(of: days.first))
        let last = min(series.count - 1, offset(of: days.last))
        guard first <= last else { return result }
        for day in first...last { result.merge(series[day]) }
        return result
    }

    /// Items on all days covered.
    var total: Int { (byDay[""] ?? []).reduce(0) { $0 + $1[.items] } }

    func hasTopic(_ topic: String) -> Bool { byDay[topic] != nil }

    func weekly(_ topic: String, _ week: Int) -> Tally { byWeek[topic]?[week] ?? Tally() }

    /// Topics with the given prefix that were seen, without it, sorted.
    func facets(_ prefix: String) -> [String] {
        byDay.keys.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
            .sorted()
    }
}

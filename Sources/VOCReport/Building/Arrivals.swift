internal import VOCCore

/// Sources and segments that have come or gone: news about the feed, not about customers.
struct Arrivals: Sendable {
    struct Change: Sendable, Equatable {
        var segment: Int
        /// The first day with it, or the first without.
        var day: Int
        /// Items since, or items a day before.
        var items: Int
    }

    /// What is left of, or was there before, may be this share of the usual.
    private static let trace = 0.05
    /// This many days must have been without it, or with it, to say so.
    private static let leastDays = 3
    /// A silence of fewer days is a weekend.
    private static let leastSilence = 3

    private(set) var arrived: [Change] = []
    private(set) var vanished: [Change] = []

    init(_ grid: DailyGrid, minimum: Int) {
        // Days without any item at all say nothing about a segment.
        let open = (0..<grid.count).filter { grid.items[0][$0] > 0 }
        for segment in grid.segments.indices.dropFirst() {
            let series = grid.items[segment]
            if let day = Arrivals.arrival(series, open, minimum) {
                arrived.append(
                    Change(
                        segment: segment, day: day,
                        items: series[day...].reduce(0) { $0 + Int($1) }))
            } else if let (day, usual) = Arrivals.end(series, open, minimum) {
                vanished.append(Change(segment: segment, day: day, items: usual))
            }
        }
    }

    /// The first day at the new level: hardly anything before, and at least the minimum on it.
    private static func arrival(_ series: [Int32], _ open: [Int], _ minimum: Int) -> Int? {
        var before = 0
        for (place, day) in open.enumerated() {
            let now = Int(series[day])
            if place >= leastDays, now >= minimum {
                let usual = Double(before) / Double(place)
                let since = open[place...].reduce(0) { $0 + Int(series[$1]) }
                let level = Double(since) / Double(open.count - place)
                if usual <= trace * min(level, Double(now)) { return day }
                // It has been there before: later days only grow what came before them.
                if usual * Double(place) > Double(minimum) { return nil }
            }
            before += now
        }
        return nil
    }

    /// The first day of a silence that lasts until the newest day, with what a day brought before.
    private static func end(
        _ series: [Int32], _ open: [Int], _ minimum: Int
    ) -> (day: Int, usual: Int)? {
        guard open.count > leastDays + leastSilence else { return nil }
        var after = 0
        var found: (Int, Int)?
        for place in open.indices.reversed() where place >= leastDays {
            after += Int(series[open[place]])
            let silent = open.count - place
            // Only the weeks just before: what ended long ago was said then.
            let recent = open[max(0, place - 14)..<place]
            let sum = recent.reduce(0) { $0 + Int(series[$1]) }
            let usual = Double(sum) / Double(recent.count)
            // What comes once a week is silent for six days each week.
            guard silent >= leastSilence, silent > longestGap(series, open[..<place], usual)
            else { continue }
            if sum >= minimum, usual * Double(silent) >= Double(minimum),
                Double(after) <= trace * usual * Double(silent)
            {
                found = (open[place], Int(usual.rounded()))
            } else if Double(after) > trace * usual * Double(silent) {
                break
            }
        }
        return found
    }

    /// The longest run of days with next to nothing among the newest 56 of `open`.
    private static func longestGap(
        _ series: [Int32], _ open: ArraySlice<Int>, _ usual: Double
    ) -> Int {
        var longest = 0
        var run = 0
        for day in open.suffix(DailyGrid.baselineDays) {
            run = Double(series[day]) <= trace * usual ? run + 1 : 0
            longest = max(longest, run)
        }
        return longest
    }

    /// Segments that were not there for all of the days up to `day` that a baseline looks at.
    func new(on day: Int) -> [Int] {
        arrived.filter { $0.day <= day && day - $0.day <= DailyGrid.baselineDays }.map(\.segment)
    }
}

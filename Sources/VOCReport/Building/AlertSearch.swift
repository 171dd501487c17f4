internal import VOCCore

/// A theme that takes clearly more of the feedback than it used to, day by day.
struct Alert: Sendable, Equatable {
    /// Topic path.
    var theme: String
    /// Places of days in the grid, from the first that was flagged to the last.
    var days: ClosedRange<Int>
    /// Where it was flagged, by place in `DailyGrid.segments`; 0 is everybody.
    var segments: [Int]
    /// The cell told: of the newest flagged day, for everybody if flagged there, else where the
    /// excess is largest.
    var cell: AlertCell
    /// The newest day that could be judged is flagged.
    var isActive: Bool
    /// Themes of the same branch that rose with it.
    var companions: [String] = []
}

/// One theme in one segment on one day.
struct AlertCell: Sendable, Equatable {
    var segment: Int
    var theme: Int
    var day: Int
    var hits: Int
    var items: Int
    /// Hits that would be usual among so many items.
    var expected: Double
    var pValue: Double
    /// Sources or segments left out because they have only just arrived.
    var without: [Int] = []

    var excess: Double { Double(hits) - expected }
    var usual: Double { items == 0 ? 0 : expected / Double(items) }
}

/// Alerts over all theme × segment × day cells of the last four weeks.
///
/// What is usual comes from up to 56 earlier days that were not high themselves, by source where
/// there are several, with the day of the week taken out from three weeks on. The test is a
/// gamma-Poisson tail: Poisson, with what is not known about the level and how much themes move from
/// day to day by themselves. All cells are judged together by Benjamini–Hochberg.
struct AlertSearch: Sendable {
    static let falseDiscoveryRate = 0.05
    /// A flagged day has this many items with the theme at least.
    static let leastHits = 5
    static let leastRatio = 1.5
    /// In shares: half a point.
    static let leastRise = 0.005
    /// Earlier days with items that are needed.
    static let leastDays = 4
    /// From so many earlier days on, the day of the week is taken out.
    static let weekdayDays = 21
    /// A raised alert goes on while a day's own p is below this.
    static let stillHigh = 0.01
    /// Days differ at least by this much by themselves, as a relative variance: 10 %.
    static let leastSpread = 0.01
    /// The spread of all themes counts as much as so many days of the theme's own.
    static let spreadPrior = 10.0

    let grid: DailyGrid
    let arrivals: Arrivals
    private(set) var alerts: [Alert] = []
    /// Cells that were judged, and how many of them were flagged.
    private(set) var tested = 0
    private(set) var flagged = 0
    /// How much themes move by themselves, as a relative variance: the median theme.
    private(set) var spread = AlertSearch.leastSpread

    /// Of the flagged cells, as many as this are expected to be chance.
    var expectedFalseAlarms: Double { AlertSearch.falseDiscoveryRate * Double(flagged) }

    init(_ grid: DailyGrid, minimum: Int) {
        self.grid = grid
        arrivals = Arrivals(grid, minimum: minimum)
        spread = max(AlertSearch.leastSpread, commonSpread())
        var cells: [AlertCell] = []
        for segment in grid.segments.indices {
            for theme in grid.themes.indices { test(segment, theme, minimum, &cells) }
        }
        let adjusted = Discovery.adjusted(cells.map(\.pValue), outOf: tested)
        var hits: [AlertCell] = []
        for (cell, p) in zip(cells, adjusted) where p <= AlertSearch.falseDiscoveryRate {
            var cell = cell
            cell.pValue = p
            hits.append(cell)
        }
        flagged = hits.count
        hits += continued(hits, cells)
        let newest = grid.items[0].lastIndex { $0 >= minimum } ?? grid.count - 1
        alerts = fold(gather(hits, newest: newest))
    }

    /// The relative variance of a theme's daily counts beyond Poisson, at the median over themes
    /// that are frequent enough to tell: an event in a few themes does not move it.
    private func commonSpread() -> Double {
        let totals = grid.items[0]
        var found: [Double] = []
        for theme in grid.themes.indices {
            let hits = grid.hits(0, theme)
            let sum = hits.reduce(0) { $0 + Int($1) }
            let n = totals.reduce(0) { $0 + Int($1) }
            guard sum >= 5 * grid.count, n > 0 else { continue }
            let share = Double(sum) / Double(n)
            var beyond = 0.0
            var squares = 0.0
            for day in 0..<grid.count where totals[day] > 0 {
                let mean = share * Double(totals[day])
                let gap = Double(hits[day]) - mean
                beyond += gap * gap - mean
                squares += mean * mean
            }
            found.append(max(0, beyond / squares))
        }
        return min(0.25, Series.median(found) ?? 0)
    }

    /// A series of days: items with the theme, all items, and the same by stratum.
    private struct Track {
        var hits: [Int32]
        var totals: [Int32]
        var strata: [(hits: [Int32], totals: [Int32])] = []
        var without: [Int] = []
    }

    private mutating func test(
        _ segment: Int, _ theme: Int, _ minimum: Int, _ cells: inout [AlertCell]
    ) {
        var tracks: [[Int]: Track] = [:]
        var calm: [Int] = []
        let start = grid.tested.lowerBound
        // The trace that a segment left before it arrived is no level to compare with.
        let opening = arrivals.arrived.first { $0.segment == segment }?.day ?? 0
        for day in 0..<grid.count {
            let without = segment == 0 ? excluded(on: day) : []
            if tracks[without] == nil {
                tracks[without] = track(segment, theme, without: without)
            }
            let track = tracks[without]!
            var isHigh = false
            if day >= start, Int(track.totals[day]) >= minimum,
                let (expected, known) = usual(track, day, calm, minimum)
            {
                tested += 1
                let hits = track.hits.isEmpty ? 0 : Int(track.hits[day])
                let total = Double(track.totals[day])
                if hits >= AlertSearch.leastHits,
                    Double(hits) >= AlertSearch.leastRatio * expected,
                    Double(hits) >= expected + AlertSearch.leastRise * total
                {
                    // Half a hit more (Jeffreys): never seen in few items is not never.
                    let p = Tail.gammaPoisson(
                        atLeast: hits, mean: expected + 0.5 * total / Double(known),
                        spread: ownSpread(track, calm))
                    isHigh = p < 0.001
                    cells.append(
                        AlertCell(
                            segment: segment, theme: theme, day: day, hits: hits,
                            items: Int(track.totals[day]), expected: expected, pValue: p,
                            without: without))
                }
            }
            // Days that look high stay out of later baselines, or an event becomes its own normal.
            if grid.items[segment][day] > 0, !isHigh, day >= opening { calm.append(day) }
        }
    }

    /// Hits that would be usual on `day`, and how many earlier items say so; nil where those are too
    /// few.
    private func usual(
        _ track: Track, _ day: Int, _ calm: [Int], _ minimum: Int
    ) -> (hits: Double, known: Int)? {
        let earlier = calm.drop { $0 < day - DailyGrid.baselineDays }
        guard earlier.count >= AlertSearch.leastDays else { return nil }
        let known = earlier.reduce(0) { $0 + Int(track.totals[$1]) }
        guard known >= 4 * minimum else { return nil }
        guard !track.hits.isEmpty else { return (0, known) }
        let sum = earlier.reduce(0) { $0 + Int(track.hits[$1]) }
        let share = Double(sum) / Double(known)
        var expected = share * Double(track.totals[day])
        if track.strata.count > 1 {
            // Each source at its own usual share, drawn towards the common one: a day with more
            // surveys than usual is no event.
            expected = 0
            for stratum in track.strata {
                let n = earlier.reduce(0) { $0 + Int(stratum.totals[$1]) }
                let k =
                    stratum.hits.isEmpty ? 0 : earlier.reduce(0) { $0 + Int(stratum.hits[$1]) }
                let own = (Double(k) + 20 * share) / (Double(n) + 20)
                expected += own * Double(stratum.totals[day])
            }
        }
        guard earlier.count >= AlertSearch.weekdayDays else { return (expected, known) }
        let weekday = (day + grid.first.weekday) % 7
        var same = (hits: 10.0, expected: 10.0)
        for place in earlier where (place + grid.first.weekday) % 7 == weekday {
            same.hits += Double(track.hits[place])
            same.expected += share * Double(track.totals[place])
        }
        return (expected * same.hits / same.expected, known)
    }

    /// How much this theme moves by itself, and how well its level is known.
    private func ownSpread(_ track: Track, _ calm: [Int]) -> Double {
        let known = calm.reduce(0) { $0 + Int(track.totals[$1]) }
        let sum = calm.reduce(0) { $0 + Int(track.hits[$1]) }
        guard known > 0 else { return 1 }
        let share = Double(sum) / Double(known)
        var beyond = 0.0
        var squares = 0.0
        for day in calm {
            let mean = share * Double(track.totals[day])
            let gap = Double(track.hits[day]) - mean
            beyond += gap * gap - mean
            squares += mean * mean
        }
        let mean = Double(sum) / Double(max(1, calm.count))
        // Days with hardly any hits say little about how restless a theme is.
        let days = Double(calm.count - 1) * mean / (1 + mean)
        let own = squares > 0 ? min(1, max(0, beyond / squares)) : 0
        let prior = AlertSearch.spreadPrior
        let restless = (prior * spread + days * own) / (prior + days)
        return max(AlertSearch.leastSpread, restless) + 1 / (Double(sum) + 0.5)
    }

    /// Sources and segments that everybody's baseline did not have, of the dimension in which they
    /// have most items that day: dimensions overlap, so only one can be taken out.
    private func excluded(on day: Int) -> [Int] {
        let new = arrivals.new(on: day)
        guard !new.isEmpty else { return [] }
        let byDimension = Dictionary(grouping: new) { grid.segments[$0].dimension }
        func items(_ places: [Int]) -> Int {
            places.reduce(0) { $0 + Int(grid.items[$1][day]) }
        }
        return byDimension.max {
            (items($0.value), $1.key) < (items($1.value), $0.key)
        }!.value
    }

    private func track(_ segment: Int, _ theme: Int, without: [Int]) -> Track {
        var track = Track(hits: grid.hits(segment, theme), totals: grid.items[segment])
        track.without = without
        for place in without {
            for day in 0..<grid.count {
                track.totals[day] = max(0, track.totals[day] - grid.items[place][day])
            }
            let less = grid.hits(place, theme)
            guard !less.isEmpty, !track.hits.isEmpty else { continue }
            for day in 0..<grid.count { track.hits[day] = max(0, track.hits[day] - less[day]) }
        }
        if segment == 0, without.allSatisfy({ grid.segments[$0].isSource }) {
            for place in grid.segments.indices
            where grid.segments[place].isSource && !without.contains(place) {
                track.strata.append((grid.hits(place, theme), grid.items[place]))
            }
        }
        return track
    }
}

extension AlertSearch {
    /// An alert that has been raised goes on while its days still look high by themselves: an event
    /// is not over because its second day is a little less certain.
    private func continued(_ flagged: [AlertCell], _ cells: [AlertCell]) -> [AlertCell] {
        var last: [SIMD2<Int>: Int] = [:]
        for cell in flagged {
            let key = SIMD2(cell.segment, cell.theme)
            last[key] = min(last[key] ?? cell.day, cell.day)
        }
        let known = Set(flagged.map { SIMD3($0.segment, $0.theme, $0.day) })
        var result: [AlertCell] = []
        for cell in cells where cell.pValue < AlertSearch.stillHigh {
            let key = SIMD2(cell.segment, cell.theme)
            let isFlagged = known.contains(SIMD3(cell.segment, cell.theme, cell.day))
            guard let since = last[key], cell.day > since, isFlagged || cell.day - since <= 2
            else { continue }
            last[key] = cell.day
            if isFlagged { continue }
            result.append(cell)
        }
        return result
    }

    /// Flagged cells of a theme as runs of days; one day between does not end a run.
    private func gather(_ cells: [AlertCell], newest: Int) -> [Alert] {
        var result: [Alert] = []
        for (theme, own) in Dictionary(grouping: cells, by: \.theme).sorted(by: {
            $0.key < $1.key
        }) {
            var runs: [[AlertCell]] = []
            for cell in own.sorted(by: { ($0.day, $0.segment) < ($1.day, $1.segment) }) {
                if let last = runs.last?.last, cell.day - last.day <= 2 {
                    runs[runs.count - 1].append(cell)
                } else {
                    runs.append([cell])
                }
            }
            for run in runs {
                let last = run[run.count - 1].day
                let told = run.filter { $0.day == last }.min { one, other in
                    (one.segment == 0 ? 0 : 1, -one.excess, one.segment)
                        < (other.segment == 0 ? 0 : 1, -other.excess, other.segment)
                }!
                result.append(
                    Alert(
                        theme: grid.themes[theme], days: run[0].day...last,
                        segments: Set(run.map(\.segment)).sorted(), cell: told,
                        isActive: last >= newest))
            }
        }
        return result
    }

    /// The alerts worth telling apart, the newest and largest first: a parent gives way to a child
    /// that explains most of it, else the child goes with its parent.
    private func fold(_ alerts: [Alert]) -> [Alert] {
        var kept = alerts.filter { parent in
            !alerts.contains {
                ThemeTree.isBelow($0.theme, parent.theme) && $0.days.overlaps(parent.days)
                    && $0.cell.excess >= EpisodeSearch.childShare * parent.cell.excess
            }
        }
        kept.sort {
            ($1.days.upperBound, $1.cell.excess, $0.theme)
                < ($0.days.upperBound, $0.cell.excess, $1.theme)
        }
        var result: [Alert] = []
        for alert in kept {
            let leader = result.firstIndex {
                ThemeTree.root($0.theme) == ThemeTree.root(alert.theme)
                    && $0.days.overlaps(alert.days)
                    && (ThemeTree.isBelow(alert.theme, $0.theme)
                        || alert.cell.excess < 0.5 * $0.cell.excess)
            }
            if let leader {
                if !result[leader].companions.contains(alert.theme) {
                    result[leader].companions.append(alert.theme)
                }
            } else {
                result.append(alert)
            }
        }
        return result
    }
}

internal import VOCCore

extension Draft {
    /// Themes whose share on the newest day is beyond chance off that of the four weeks before.
    ///
    /// Beyond chance twice over: by the counts alone (Fisher or Campbell), and by how far themes move
    /// from day to day by themselves, with each source at its own usual share, as alerts are judged.
    func movers() -> Table {
        let grid = alerts.grid
        let today = grid.count - 1
        let days = max(0, today - DailyGrid.testedDays)..<today
        let seen = grid.themes.indices.map { Mover($0, today, days, alerts, minimum: minimum) }
        let changes = Measure.judge(seen.map(\.change), tone: { _ in .neutral })
        var rows: [(weight: Double, cells: [Value])] = []
        for (mover, change) in zip(seen, changes) {
            guard case .estimate(var estimate) = change, estimate.isSignificant == true else {
                continue
            }
            let theme = grid.themes[mover.theme]
            estimate = toned(estimate, by: counts.tally(theme, in: counts.recentSpan))
            let state =
                mover.then.count == 0
                ? "new"
                : mover.now.count == 0 ? "gone" : estimate.value > 0 ? "grown" : "shrunk"
            rows.append(
                (
                    abs(estimate.value),
                    [
                        themeCell(theme), .text(state), .count(mover.now.count),
                        .estimate(TopicShare.estimate(mover.now)),
                        .estimate(TopicShare.estimate(mover.then)), .estimate(estimate),
                    ]
                ))
        }
        rows.sort { $0.weight > $1.weight }
        return Table(
            id: "movers",
            caption:
                "Themes on \(Wording.period(.day, from: grid.day(today))) against the \(Wording.count(days.count, "day")) before",
            fileName: "movers.csv",
            columns: [
                Table.Column("theme", "Theme", .text), Table.Column("state", "State", .text),
                Table.Column("items", "Items", .count),
                Table.Column("share", "Share", .estimate),
                Table.Column("before", "Before", .estimate),
                Table.Column("change", "Change", .change),
            ], rows: rows.prefix(30).map(\.cells))
    }
}

/// A theme on one day and on the days before, like for like.
private struct Mover {
    let theme: Int
    private(set) var now = Proportion(0, of: 0)
    private(set) var then = Proportion(0, of: 0)
    /// Unjudged: see `Measure.judge`.
    private(set) var change = Value.nothing

    init(_ theme: Int, _ today: Int, _ days: Range<Int>, _ alerts: AlertSearch, minimum: Int) {
        self.theme = theme
        let grid = alerts.grid
        let arrived = Set(alerts.arrivals.new(on: today))
        func sum(_ series: [Int32], _ days: Range<Int>) -> Int {
            series.isEmpty ? 0 : series[days].reduce(0) { $0 + Int($1) }
        }
        let sources = grid.segments.indices.filter { grid.segments[$0].isSource }
        // Without several sources everybody is the only stratum.
        let strata = sources.isEmpty ? [0] : sources.filter { !arrived.contains($0) }
        var pairs: [(now: Proportion, then: Proportion)] = []
        for place in strata {
            let hits = grid.hits(place, theme)
            pairs.append(
                (
                    Proportion(sum(hits, today..<today + 1), of: Int(grid.items[place][today])),
                    Proportion(sum(hits, days), of: sum(grid.items[place], days))
                ))
        }
        now = pairs.reduce(Proportion(0, of: 0)) {
            Proportion($0.count + $1.now.count, of: $0.n + $1.now.n)
        }
        then = pairs.reduce(Proportion(0, of: 0)) {
            Proportion($0.count + $1.then.count, of: $0.n + $1.then.n)
        }
        change = TopicShare.change(now, then, minimum: minimum)
        guard case .estimate(var estimate) = change else { return }
        // Each source at its own usual share, drawn towards the common one.
        let share = then.share
        let expected = pairs.reduce(0) { sum, pair in
            let own = (Double(pair.then.count) + 20 * share) / (Double(pair.then.n) + 20)
            return sum + own * Double(pair.now.n)
        }
        // Half a hit more (Jeffreys): never seen is not never.
        let mean = expected + 0.5 * Double(now.n) / Double(max(1, then.n))
        let spread = alerts.spread + 1 / (Double(then.count) + 0.5)
        let over = Tail.gammaPoisson(atLeast: now.count, mean: mean, spread: spread)
        let under = 1 - Tail.gammaPoisson(atLeast: now.count + 1, mean: mean, spread: spread)
        estimate.pValue = max(estimate.pValue ?? 1, min(1, 2 * min(over, under)))
        change = .estimate(estimate)
    }
}

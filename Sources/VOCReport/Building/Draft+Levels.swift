internal import VOCCore

extension Draft {
    /// Daily figures with the limits of their own scatter, and since when they stand where they do.
    func levels() -> Table? {
        let first = max(counts.span.first, counts.asOf.advanced(by: -83))
        let days = Span(first: first, last: counts.asOf)
        guard days.days >= 14 else { return nil }
        let dates = (0..<days.days).map { first.advanced(by: $0) }
        let tallies = dates.map { counts.tally(in: Span(first: $0, last: $0)) }
        let rows = measures.compactMap { measure -> [Value]? in
            guard case .share = measure.basis(Tally()) else { return row(measure, dates, tallies) }
            let shares = tallies.map { tally -> Proportion in
                guard case .share(let share) = measure.basis(tally) else {
                    return Proportion(0, of: 0)
                }
                return share
            }
            guard
                let chart = ControlChart(
                    hits: shares.map(\.count), totals: shares.map(\.n),
                    seasons: dates.map(\.weekday)),
                let newest = shares.lastIndex(where: { $0.n >= minimum })
            else { return row(measure, dates, tallies) }
            let today = shares[newest].share
            let state =
                today > chart.high[newest]
                ? "above" : today < chart.low[newest] ? "below" : "within"
            return [
                .text(measure.name), .text(Wording.day(dates[newest])),
                .estimate(measure.estimate(tallies[newest])),
                .text(
                    Wording.percent(
                        Interval(low: 100 * chart.low[newest], high: 100 * chart.high[newest]))),
                .text(state),
            ] + since(measure, dates, tallies)
        }
        guard !rows.isEmpty else { return nil }
        return Table(
            id: "levels",
            caption: "Daily limits and the newest change of level, last \(days.days) days",
            fileName: "levels.csv",
            columns: [
                Table.Column("figure", "Figure", .text), Table.Column("day", "Day", .text),
                Table.Column("value", "Value", .estimate),
                Table.Column("limits", "Limits", .text), Table.Column("state", "State", .text),
                Table.Column("since", "Level since", .text),
                Table.Column("level", "From, to", .text), Table.Column("p", "p", .text),
            ], rows: rows)
    }

    /// A figure that has no limits, only a level.
    private func row(_ measure: Measure, _ dates: [CivilDay], _ tallies: [Tally]) -> [Value]? {
        guard let newest = tallies.lastIndex(where: { measure.n($0) >= minimum }) else {
            return nil
        }
        return [
            .text(measure.name), .text(Wording.day(dates[newest])),
            .estimate(measure.estimate(tallies[newest])), .nothing, .nothing,
        ] + since(measure, dates, tallies)
    }

    private func since(_ measure: Measure, _ dates: [CivilDay], _ tallies: [Tally]) -> [Value] {
        // A few answers a day still say when a level changed, if not what it is.
        let used = tallies.indices.filter { measure.n(tallies[$0]) >= 5 }
        let values = used.map { measure.estimate(tallies[$0]).value }
        guard let change = ChangePoint(values), change.pValue <= 0.01 else {
            return [.text("no change"), .nothing, .nothing]
        }
        let places = measure.id == "ces1" ? 2 : 0
        return [
            .text(Wording.day(dates[used[change.first]])),
            .text(
                "\(Wording.number(change.before, places: places)) to \(Wording.number(change.after, places: places))"
            ),
            .text(Wording.pValue(change.pValue)),
        ]
    }
}

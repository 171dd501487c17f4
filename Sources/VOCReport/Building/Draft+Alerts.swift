internal import VOCCore

extension Draft {
    /// Alerts that ended longer ago are not told any more.
    static let toldDays = 7

    /// Daily alerts of the last days; those that a weekly episode already tells are left to it.
    func alertFindings() -> [Finding] {
        alerts.alerts.filter { alert in
            let isTold = episodes.contains { episode in
                (episode.theme == alert.theme || episode.companions.contains(alert.theme)
                    || ThemeTree.isBelow(episode.theme, alert.theme)
                    || ThemeTree.isBelow(alert.theme, episode.theme))
                    && lastDay(of: episode) >= alerts.grid.day(alert.days.lowerBound)
            }
            return !isTold && alerts.grid.count - 1 - alert.days.upperBound < Draft.toldDays
        }.prefix(12).map(finding)
    }

    private func finding(_ alert: Alert) -> Finding {
        let cell = alert.cell
        let day = alerts.grid.day(cell.day)
        let share = Proportion(cell.hits, of: cell.items)
        let tone = tone(of: alert)
        let place = place(cell.segment)
        let since = alerts.grid.day(alert.days.lowerBound)
        let verb = share.share >= 3 * cell.usual ? "jumped" : "rose"
        var headline =
            "\(tree.name(alert.theme)) \(verb) to \(Wording.percent(100 * share.share)) of feedback\(place) on \(Wording.period(.day, from: day)) (\(Wording.count(cell.hits)) of \(Wording.count(cell.items))), usually \(Wording.percent(100 * cell.usual))"
        headline +=
            alert.isActive
            ? (alert.days.count > 1 ? "; above the usual since \(Wording.day(since))." : ".")
            : "; back to the usual since."
        var detail =
            "95\u{A0}% interval \(Wording.percent(share.interval.scaled(by: 100))); usual = \(Wording.number(cell.expected, places: 1)) of \(Wording.count(cell.items)) by up to \(DailyGrid.baselineDays) earlier days; gamma-Poisson tail, adjusted \(Wording.pValue(cell.pValue)) over \(Wording.count(alerts.tested, "cell"))."
        let others = alert.segments.filter { $0 != cell.segment && $0 != 0 }
        if !others.isEmpty {
            detail +=
                " Also flagged: \(Wording.list(others.prefix(6).map { alerts.grid.segments[$0].name }))."
        }
        if !cell.without.isEmpty {
            detail +=
                " Like for like: without \(Wording.list(cell.without.prefix(4).map { alerts.grid.segments[$0].name })), which arrived only lately."
        }
        if !alert.companions.isEmpty {
            detail += " Rose with it: \(Wording.list(alert.companions.map(tree.name)))."
        }
        let age = Double(alerts.grid.count - 1 - alert.days.upperBound)
        let line = AlertLine(
            theme: tree.name(alert.theme) + place,
            level: Draft.level(share, usual: cell.usual), since: "since \(Wording.day(since))",
            certainty: Wording.pValue(cell.pValue))
        return Finding(
            kind: .alert, theme: alert.theme, headline: headline, detail: detail, direction: tone,
            isAlert: alert.isActive && tone == .bad, level: share, certainty: line.certainty,
            line: alert.isActive ? line : nil,
            weight: (alert.isActive ? 90 : 45) + min(20, 100 * (share.share - cell.usual)) - age
                + (tone == .bad ? 5 : 0), rank: 0)
    }

    /// `31 % (25 to 38 %), usually 1.2 %`.
    static func level(_ share: Proportion, usual: Double) -> String {
        "\(Wording.percent(100 * share.share)) (\(Wording.percent(share.interval.scaled(by: 100)))), usually \(Wording.percent(100 * usual))"
    }

    /// ` from source trustpilot`; nothing for everybody.
    func place(_ segment: Int) -> String {
        segment == 0 ? "" : " from \(alerts.grid.segments[segment].name)"
    }

    /// How people speak of the theme on the days of the alert.
    func tone(of alert: Alert) -> Tone {
        let days = Span(
            first: alerts.grid.day(alert.days.lowerBound),
            last: alerts.grid.day(alert.days.upperBound))
        let tally = counts.tally(alert.theme, in: days)
        let net = NetScore(ups: tally[.positive], downs: tally[.negative], n: tally.scored).value
        return net < -10 ? .bad : net > 10 ? .good : .neutral
    }

    /// Sources and segments that came or went, and bursts of praise: never customer events.
    func feedFindings() -> [Finding] {
        var result: [Finding] = []
        let grid = alerts.grid
        for change in alerts.arrivals.arrived
        where grid.count - change.day <= DailyGrid.testedDays {
            let name = grid.segments[change.segment].name
            result.append(
                Finding(
                    kind: .feed, theme: nil,
                    headline:
                        "\(Wording.capitalised(name)) is new in the data since \(Wording.day(grid.day(change.day))) (\(Wording.count(change.items, "item"))): volumes rise by that, and it is no event of customers.",
                    detail:
                        "Before, it brought hardly anything. Themes of everybody are compared like for like, without it, until it has days of its own to compare with.",
                    direction: .neutral, weight: 58, rank: 0))
        }
        let stale = Set(staleSources().map(\.source))
        for change in alerts.arrivals.vanished
        where grid.count - change.day <= DailyGrid.testedDays {
            let segment = grid.segments[change.segment]
            if segment.isSource, stale.contains(segment.value) { continue }
            result.append(
                Finding(
                    kind: .feed, theme: nil,
                    headline:
                        "\(Wording.capitalised(segment.name)) has brought next to nothing since \(Wording.day(grid.day(change.day))), usually \(Wording.count(change.items, "item")) a day: a gap in the data, or the end of it.",
                    detail: "Judged from the two weeks before.", direction: .neutral, weight: 56,
                    rank: 0))
        }
        for burst in bursts.bursts.sorted(by: { ($1.day, $0.segment) < ($0.day, $1.segment) })
            .prefix(3)
        {
            result.append(
                Finding(
                    kind: .campaign, theme: nil,
                    headline:
                        "Possible campaign: \(Wording.count(burst.items, "item"))\(place(burst.segment)) on \(Wording.period(.day, from: grid.day(burst.day))), usually \(Wording.count(Int(burst.usual.rounded()))), and \(Wording.percent(100 * burst.praise.share)) of them praise (usually \(Wording.percent(100 * burst.usualPraise.share))).",
                    detail:
                        "A burst of near-uniform praise is more often asked for than felt. Look at these items, at copies under data quality, and at scores without them, before calling it good news.",
                    direction: .neutral, weight: 62, rank: 0))
        }
        return result
    }

    /// What is different from the last weeks on the newest day, and from yesterday's report.
    func since(_ findings: [Finding]) -> Section {
        let grid = alerts.grid
        let newest = grid.count - 1
        var blocks: [Block] = []
        if let earlier = request.earlier ?? costly.rest.yesterday {
            blocks += turns(from: earlier, to: findings)
        }
        let told = alerts.alerts.filter { newest - $0.days.upperBound < Draft.toldDays }
        if !told.isEmpty { blocks.append(.table(table(told))) }
        let moved = movers()
        if moved.rows.isEmpty {
            blocks.append(
                .note(
                    "No theme differs on this day alone from the four weeks before by more than chance."
                ))
        } else {
            blocks.append(.table(moved))
        }
        blocks.append(.note(rule))
        return Section(
            id: "since", title: "Since yesterday",
            lead:
                "\(Wording.period(.day, from: counts.asOf)): \(Wording.count(counts.tally(in: Span(first: counts.asOf, last: counts.asOf))[.items], "item")), against the days before.",
            blocks: blocks)
    }

    private var rule: String {
        let grid = alerts.grid
        let segments = grid.segments.count - 1
        return
            "Alerts: \(Wording.count(alerts.tested, "cell")) of theme × segment × day were judged (\(Wording.count(grid.themes.count, "theme")), everybody and \(Wording.count(segments, "segment or source", "segments and sources")), \(Wording.count(grid.tested.count, "day"))); flagged: \(Wording.count(alerts.flagged)). Expected false alarms among them: at most \(Decimals.fixed(alerts.expectedFalseAlarms, places: 1)). A cell is flagged with at least \(minimum) items, \(AlertSearch.leastHits) of them with the theme, 1.5 times the usual share and half a point above it, where that is beyond chance by Benjamini–Hochberg at q = 5 %. Days differ by themselves by \(Wording.number(100 * alerts.spread.squareRoot(), places: 0)) % here; that is allowed for."
    }

    private func table(_ told: [Alert]) -> Table {
        let newest = alerts.grid.count - 1
        let rows = told.prefix(20).map { alert -> [Value] in
            let cell = alert.cell
            let share = Proportion(cell.hits, of: cell.items)
            var estimate = TopicShare.estimate(share)
            estimate.tone = tone(of: alert)
            let state =
                !alert.isActive
                ? "over" : alert.days.lowerBound == newest ? "new" : "going on"
            return [
                themeCell(alert.theme),
                .text(state),
                .text(Wording.day(alerts.grid.day(alert.days.lowerBound))),
                .text(cell.segment == 0 ? "everybody" : alerts.grid.segments[cell.segment].name),
                .text(Wording.day(alerts.grid.day(cell.day))), .count(cell.hits),
                .estimate(estimate),
                .text(Wording.percent(100 * cell.usual)), .text(Wording.pValue(cell.pValue)),
            ]
        }
        return Table(
            id: "alerts", caption: "Alerts of the last \(Draft.toldDays) days",
            fileName: "alerts.csv",
            columns: [
                Table.Column("theme", "Theme", .text), Table.Column("state", "State", .text),
                Table.Column("since", "Since", .text), Table.Column("where", "Where", .text),
                Table.Column("day", "Day", .text), Table.Column("items", "Items", .count),
                Table.Column("share", "Share", .estimate),
                Table.Column("usual", "Usually", .text), Table.Column("p", "Adjusted p", .text),
            ], rows: rows)
    }
}

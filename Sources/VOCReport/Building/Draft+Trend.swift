internal import VOCCore

extension Draft {
    func trend() -> Section? {
        guard !counts.weeks.isEmpty else { return nil }
        var blocks: [Block] = []
        if counts.weeks.count > 1 {
            blocks.append(.trend(weeklyChart()))
        }
        blocks.append(.trend(dailyChart()))
        if let levels = levels() {
            blocks.append(.table(levels))
            blocks.append(
                .note(
                    "Limits: Laney’s p′ chart, three standard deviations as wide as days really scatter, the day of the week taken out. Level since: Pettitt’s test over the daily values; only changes with p ≤ 0.01 are told."
                ))
        }
        return Section(
            id: "trend", title: "Trend",
            lead:
                "How much came in and how it felt. Bars: items by label. Line: net sentiment (variant A on items) with its 95 % interval. Shaded: episodes. Dashed: actions.",
            blocks: blocks)
    }

    private func weeklyChart() -> TrendChart {
        TrendChart(
            id: "weekly", title: "By week",
            points: counts.weeks.indices.map { week in
                point(counts.weekly("", week), start: counts.weeks[week])
            },
            marks: weekMarks(themes: nil))
    }

    private func dailyChart() -> TrendChart {
        let first = max(counts.span.first, counts.asOf.advanced(by: -27))
        let days = (0..<counts.asOf.daysSinceEpoch - first.daysSinceEpoch + 1).map {
            first.advanced(by: $0)
        }
        let marks = request.actions.sorted(by: Draft.actionOrder).compactMap { action in
            days.firstIndex(of: action.date).map {
                ChartMark(
                    kind: .action, first: $0, last: $0, fraction: 0.5, label: action.what,
                    slot: action.theme.isEmpty ? nil : tree.slot(action.theme))
            }
        }
        return TrendChart(
            id: "daily", title: "By day, last \(Wording.count(days.count, "day"))",
            points: days.map { point(counts.tally(in: Span(first: $0, last: $0)), start: $0) },
            marks: marks)
    }

    private func point(_ tally: Tally, start: CivilDay) -> TrendChart.Point {
        var net: Estimate?
        if case .estimate(let estimate) = Measure.netSentiment.value(tally, minimum: minimum) {
            net = estimate
        }
        return TrendChart.Point(
            start: start, label: Wording.day(start), positive: tally[.positive],
            neutral: tally[.neutral] + tally[.mixed], negative: tally[.negative],
            none: tally[.none], net: net)
    }

    static func actionOrder(_ one: ActionNote, _ other: ActionNote) -> Bool {
        (one.date, one.theme, one.what) < (other.date, other.theme, other.what)
    }

    /// Episodes and actions in places of `counts.weeks`; of all themes, or of one and its
    /// relatives.
    func weekMarks(themes: String?) -> [ChartMark] {
        var marks: [ChartMark] = []
        for episode in episodes.prefix(themes == nil ? 8 : episodes.count).sorted(by: {
            ($0.weeks.lowerBound, $0.theme) < ($1.weeks.lowerBound, $1.theme)
        })
        where themes == nil || themes == episode.theme {
            marks.append(
                ChartMark(
                    kind: .episode, first: episode.weeks.lowerBound,
                    last: episode.weeks.upperBound, fraction: 0, label: tree.name(episode.theme),
                    slot: tree.slot(episode.theme)))
        }
        for action in request.actions.sorted(by: Draft.actionOrder) {
            if let themes, !action.concerns(themes) { continue }
            guard let week = counts.week(of: action.date) else { continue }
            marks.append(
                ChartMark(
                    kind: .action, first: week, last: week,
                    fraction: (Double(action.date.weekday) - 0.5) / 7, label: action.what,
                    slot: action.theme.isEmpty ? nil : tree.slot(action.theme)))
        }
        return marks
    }

    /// Small multiples: every theme with an episode, the largest first.
    func movements() -> Section? {
        guard !tree.nodes.isEmpty else { return nil }
        var seen: Set<String> = []
        let themes = episodes.map(\.theme).filter { seen.insert($0).inserted }.prefix(12)
        let alarms = Decimals.fixed(search.expectedFalseAlarms, places: 1)
        let rule =
            "A week is flagged when a theme's share is at least 1.5 times the median of earlier calm weeks and 2 points above it, there are at least \(minimum) items, and so many are beyond chance by a one-sided test (beta-binomial: binomial with the baseline's own uncertainty), adjusted by Benjamini–Hochberg at q = 5 % over \(Wording.count(search.tested, "theme × week cell")). Flagged: \(Wording.count(search.flagged)). Expected false alarms among them: at most \(alarms)."
        guard !themes.isEmpty else {
            return Section(
                id: "episodes", title: "Episodes", lead: "No theme left its usual range.",
                blocks: [.note(rule)])
        }
        return Section(
            id: "episodes", title: "Episodes",
            lead:
                "Themes that took clearly more of the feedback than before, week by week. Shaded weeks are flagged; the thin line is the usual level.",
            blocks: [.multiples(themes.map(series)), .note(rule)])
    }

    private func series(_ theme: String) -> ThemeSeries {
        let own = episodes.filter { $0.theme == theme }
        let newest = own.max { $0.weeks.lowerBound < $1.weeks.lowerBound }
        return ThemeSeries(
            theme: theme, name: tree.name(theme), slot: tree.slot(theme),
            baseline: 100 * (newest?.baseline ?? 0),
            caption: own.sorted { $0.weeks.lowerBound < $1.weeks.lowerBound }.map(spell)
                .joined(separator: "; "),
            points: counts.weeks.indices.map { week in
                var share: Estimate?
                let value = TopicShare.value(
                    counts.weekly(theme, week), of: counts.weekly("", week), minimum: minimum)
                if case .estimate(let estimate) = value { share = estimate }
                return ThemeSeries.Point(
                    start: counts.weeks[week], label: Wording.day(counts.weeks[week]),
                    share: share)
            },
            marks: weekMarks(themes: theme))
    }

    private func spell(_ episode: Episode) -> String {
        let peak = share(of: episode.theme, week: episode.peak)
        let levels =
            "peak \(Wording.percent(100 * peak.share)), usual \(Wording.percent(100 * episode.baseline))"
        return episode.isOngoing
            ? "since \(Wording.day(counts.weeks[episode.weeks.lowerBound])), still going on: \(levels)"
            : "\(Wording.span(counts.weeks[episode.weeks.lowerBound], lastDay(of: episode))): \(levels)"
    }

    func share(of theme: String, week: Int) -> Proportion {
        TopicShare.proportion(counts.weekly(theme, week), of: counts.weekly("", week))
    }

    func lastDay(of episode: Episode) -> CivilDay {
        min(counts.asOf, counts.weeks[episode.weeks.upperBound].advanced(by: 6))
    }

    /// Counters that other programs are given, with their names there.
    private static let counters: [(String, Tally.Counter)] = [
        ("items", .items), ("positive", .positive), ("neutral", .neutral), ("mixed", .mixed),
        ("negative", .negative), ("none", .none), ("complaints", .complaints),
        ("severeComplaints", .severeComplaints), ("responseNeeded", .responseNeeded),
        ("npsAnswers", .npsAnswers), ("promoters", .promoters), ("detractors", .detractors),
        ("csatAnswers", .csatAnswers), ("csatTop", .csatTop),
    ]

    /// Every count of the days covered, by all that it is counted by: from these any figure can be
    /// made for any day, week or month, source, channel, theme and segment.
    ///
    /// Weeks and months come with their figures; days are counts alone, since a day of one source,
    /// segment and topic is nearly always too few for a figure.
    func cells() -> [Table] { [daily(), figures(by: .week), figures(by: .month)] }

    private func figures(by period: Period) -> Table {
        var sums: [CellKey: Tally] = [:]
        for (key, tally) in summary.cells
        where key.day != CellKey.undated && !key.topic.hasPrefix(Portion.prefix) {
            let day = CivilDay(daysSinceEpoch: Int(key.day))
            guard counts.span.contains(day) else { continue }
            var key = key
            key.day = Int32(clamping: period.start(of: day).daysSinceEpoch)
            sums[key, default: Tally()].merge(tally)
        }
        let shown = measures.filter {
            ["netSentiment", "nps", "csat", "complaintRate"].contains($0.id)
        }
        return Table(
            id: "cells-\(period.rawValue)",
            caption: "Figures by \(period.rawValue), source, channel, segment and topic",
            fileName: "cells-\(period.rawValue).csv",
            columns: [
                Table.Column(period.rawValue, Wording.capitalised(period.rawValue), .text),
                Table.Column("source", "Source", .text),
                Table.Column("channel", "Channel", .text),
                Table.Column("segment", "Segment", .text),
                Table.Column("topic", "Topic", .text), Table.Column("items", "Items", .count),
                Table.Column("share", "Share", .estimate),
            ] + shown.map { Table.Column($0.id, $0.name, .estimate) },
            rows: sums.keys.sorted().map { key in
                let tally = sums[key]!
                var all = key
                all.topic = ""
                return [
                    .text(CivilDay(daysSinceEpoch: Int(key.day)).description), .text(key.source),
                    .text(key.channel), .text(key.segment),
                    .text(key.topic.isEmpty ? "all" : key.topic), .count(tally[.items]),
                    TopicShare.value(tally, of: sums[all] ?? Tally(), minimum: minimum),
                ] + shown.map { $0.value(tally, minimum: minimum) }
            })
    }

    private func daily() -> Table {
        let cells = summary.cells.filter { key, _ in
            key.day != CellKey.undated
                && counts.span.contains(CivilDay(daysSinceEpoch: Int(key.day)))
                && !key.topic.hasPrefix(Portion.prefix)
        }.sorted { $0.key < $1.key }
        return Table(
            id: "cells", caption: "Counts by day, source, channel, segment and topic",
            fileName: "cells.csv",
            columns: [
                Table.Column("day", "Day", .text), Table.Column("source", "Source", .text),
                Table.Column("channel", "Channel", .text),
                Table.Column("segment", "Segment", .text), Table.Column("topic", "Topic", .text),
            ] + Draft.counters.map { Table.Column($0.0, $0.0, .count) },
            rows: cells.map { key, tally in
                [
                    .text(CivilDay(daysSinceEpoch: Int(key.day)).description), .text(key.source),
                    .text(key.channel), .text(key.segment),
                    .text(key.topic.isEmpty ? "all" : key.topic),
                ] + Draft.counters.map { .count(tally[$0.1]) }
            })
    }

    /// Period × topic counts for other programs.
    func trends() -> Table {
        let counters = Draft.counters
        let columns =
            [
                Table.Column("period", "Period", .text), Table.Column("topic", "Topic", .text),
                Table.Column("allItems", "All items", .count),
            ] + counters.map { Table.Column($0.0, $0.0, .count) }
            + [Table.Column("netSentiment", "Net sentiment", .estimate)]
        var rows: [[Value]] = []
        for index in counts.periods.indices {
            let all = counts.byPeriod[""]?[index][.items] ?? 0
            // Copies are those of each night: they have a table of their own.
            for topic in counts.byPeriod.keys.sorted()
            where topic != CopyFindings.topic && !topic.hasPrefix(Portion.prefix) {
                guard let tally = counts.byPeriod[topic]?[index], tally[.items] != 0 else {
                    continue
                }
                rows.append(
                    [
                        .text(counts.periods[index].description),
                        .text(topic.isEmpty ? "all" : topic), .count(all),
                    ] + counters.map { .count(tally[$0.1]) }
                        + [Measure.netSentiment.value(tally, minimum: minimum)])
            }
        }
        return Table(
            id: "trends", caption: "Counts by \(counts.period.rawValue) and topic",
            fileName: "trends.csv", columns: columns, rows: rows)
    }
}

extension ActionNote {
    /// Whether the action was meant for `theme`, a part of it or the whole it belongs to.
    func concerns(_ theme: String) -> Bool {
        self.theme.isEmpty || self.theme == theme || ThemeTree.isBelow(theme, self.theme)
            || ThemeTree.isBelow(self.theme, theme)
    }
}

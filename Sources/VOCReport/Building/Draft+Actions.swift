internal import Glibc
internal import VOCCore

/// What came after an action, beside what happened to themes that nobody touched.
struct ActionOutcome: Sendable {
    var action: ActionNote
    var before: Proportion
    var after: Proportion
    var days: (before: Int, after: Int)
    /// The theme's share after over before, divided by the median of untouched themes' ratios; nil
    /// where there are too few of them.
    var ratio: Double?
    var ratioRange: Interval?
    var controls: Int
    /// Median ratio of untouched themes.
    var controlRatio: Double?
    /// The step of the daily share at the day, in shares; nil for short series.
    var step: InterruptedSeries?
    /// The theme was in an episode on that day: part of a fall would have come anyway.
    var wasHigh: Bool

    /// Whether the theme moved more than untouched themes do by themselves.
    var isClear: Bool { ratioRange.map { $0.low > 1 || $0.high < 1 } ?? false }
}

extension Draft {
    /// At most so many days before and after an action are compared.
    static let actionDays = 56
    static let leastControls = 5

    func actionOutcomes() -> [ActionOutcome] {
        request.actions.sorted(by: Draft.actionOrder).compactMap { action in
            guard !action.theme.isEmpty else { return nil }
            return outcome(action)
        }
    }

    private func outcome(_ action: ActionNote) -> ActionOutcome? {
        let before = Span(
            first: max(counts.span.first, action.date.advanced(by: -Draft.actionDays)),
            last: action.date.advanced(by: -1))
        let after = Span(
            first: action.date.advanced(by: 1),
            last: min(counts.asOf, action.date.advanced(by: Draft.actionDays)))
        guard before.days >= 7, after.days >= 7 else { return nil }
        let all = (counts.tally(in: before), counts.tally(in: after))
        func pair(_ theme: String) -> (Proportion, Proportion) {
            (
                TopicShare.proportion(counts.tally(theme, in: before), of: all.0),
                TopicShare.proportion(counts.tally(theme, in: after), of: all.1)
            )
        }
        let (one, other) = pair(action.theme)
        guard one.n >= minimum, other.n >= minimum else { return nil }
        // Half a hit on either side: the logarithm of nothing does not exist.
        func logRatio(_ one: Proportion, _ other: Proportion) -> Double {
            log((Double(other.count) + 0.5) / (Double(other.n) + 0.5))
                - log((Double(one.count) + 0.5) / (Double(one.n) + 0.5))
        }
        var controls: [Double] = []
        for node in tree.leaves
        where !action.concerns(node.id)
            && !request.actions.contains(where: { $0.concerns(node.id) && !$0.theme.isEmpty })
        {
            let (mine, theirs) = pair(node.id)
            if mine.count + theirs.count >= minimum { controls.append(logRatio(mine, theirs)) }
        }
        var result = ActionOutcome(
            action: action, before: one, after: other, days: (before.days, after.days),
            controls: controls.count, step: step(action), wasHigh: isHigh(action))
        guard controls.count >= Draft.leastControls, let middle = Series.median(controls) else {
            return result
        }
        let net = logRatio(one, other) - middle
        // The theme's own chance, and how far untouched themes move by themselves.
        let own = 1 / (Double(one.count) + 0.5) + 1 / (Double(other.count) + 0.5)
        let spread = 1.4826 * (Series.median(controls.map { abs($0 - middle) }) ?? 0)
        let half = Normal.z95 * (own + spread * spread).squareRoot()
        result.ratio = exp(net)
        result.controlRatio = exp(middle)
        result.ratioRange = Interval(low: exp(net - half), high: exp(net + half))
        return result
    }

    /// The step of the theme's daily share on the day of the action.
    private func step(_ action: ActionNote) -> InterruptedSeries? {
        var values: [Double] = []
        var weights: [Double] = []
        var first = 0
        for offset in -Draft.actionDays...Draft.actionDays {
            let day = action.date.advanced(by: offset)
            guard counts.span.contains(day) else { continue }
            let all = counts.tally(in: Span(first: day, last: day))[.items]
            guard all > 0 else { continue }
            let hits = counts.tally(action.theme, in: Span(first: day, last: day))[.items]
            if offset <= 0 { first += 1 }
            values.append(Double(hits) / Double(all))
            weights.append(Double(all))
        }
        return InterruptedSeries(values, weights: weights, first: first)
    }

    private func isHigh(_ action: ActionNote) -> Bool {
        episodes.contains {
            action.concerns($0.theme) && counts.weeks[$0.weeks.lowerBound] <= action.date
                && lastDay(of: $0) >= action.date.advanced(by: -7)
        }
    }

    func actions() -> Section? {
        guard !request.actions.isEmpty else { return nil }
        let outcomes = actionOutcomes()
        guard !outcomes.isEmpty else {
            return Section(
                id: "actions", title: "Did it work", lead: "",
                blocks: [
                    .note(
                        "No action has a theme, and a week with enough items on either side, so that it could be judged."
                    )
                ])
        }
        let rows = outcomes.map { outcome -> [Value] in
            let (value, interval) = outcome.after.difference(from: outcome.before)
            var change = Estimate(
                value: 100 * value, interval: interval.scaled(by: 100), n: outcome.after.n,
                unit: .percentPoints, isSignificant: interval.excludesZero)
            change = toned(change, by: counts.tally(outcome.action.theme, in: counts.span))
            return [
                .text(Wording.fullDay(outcome.action.date)), .text(outcome.action.what),
                .name(
                    tree.name(outcome.action.theme), depth: 0, slot: tree.slot(outcome.action.theme)
                ),
                .estimate(TopicShare.estimate(outcome.before)),
                .estimate(TopicShare.estimate(outcome.after)), .estimate(change),
                outcome.controlRatio.map { .text("×\u{A0}\(Wording.number($0, places: 2))") }
                    ?? .nothing,
                outcome.ratio.map { ratio in
                    .text(
                        "×\u{A0}\(Wording.number(ratio, places: 2)) (\(Wording.number(outcome.ratioRange!.low, places: 2)) to \(Wording.number(outcome.ratioRange!.high, places: 2)))"
                    )
                } ?? .nothing,
                outcome.step.map { step in
                    .text(
                        "\(Wording.signed(100 * step.step, places: 1)) pts (\(Wording.signed(100 * step.interval.low, places: 1)) to \(Wording.signed(100 * step.interval.high, places: 1)))"
                    )
                } ?? .nothing,
            ]
        }
        return Section(
            id: "actions", title: "Did it work",
            lead:
                "Each action's theme up to \(Draft.actionDays) days before and after its day, beside themes that no action was meant for.",
            blocks: [
                .table(
                    Table(
                        id: "actions", caption: "Actions and what came after them",
                        fileName: "actions.csv",
                        columns: [
                            Table.Column("date", "Day", .text),
                            Table.Column("what", "Action", .text),
                            Table.Column("theme", "Theme", .text),
                            Table.Column("before", "Before", .estimate),
                            Table.Column("after", "After", .estimate),
                            Table.Column("change", "Change", .change),
                            Table.Column("others", "Other themes", .text),
                            Table.Column("net", "Against them", .text),
                            Table.Column("step", "Step at the day", .text),
                        ], rows: rows)),
                .note(
                    "Other themes: the median of their shares after over before. Against them: the theme's own ratio divided by that; its 95 % interval allows for chance and for how far untouched themes move by themselves; without 1 in it, the theme moved as untouched themes do not. Step at the day: segmented regression of daily shares with the trend before and after taken out (Newey–West errors). A theme that was high when the action came would have fallen somewhat anyway."
                ),
            ])
    }

    func actionFindings() -> [Finding] {
        actionOutcomes().compactMap { outcome -> Finding? in
            guard let ratio = outcome.ratio, let range = outcome.ratioRange,
                let control = outcome.controlRatio
            else { return nil }
            let isFall = ratio < 1
            let verb = outcome.isClear ? (isFall ? "fell" : "rose") : "did not clearly move"
            let name = tree.name(outcome.action.theme)
            let net = counts.tally(outcome.action.theme, in: counts.span)
            let isBad =
                NetScore(ups: net[.positive], downs: net[.negative], n: net.scored).value < 0
            return Finding(
                kind: .action, theme: outcome.action.theme,
                headline:
                    "After ‘\(outcome.action.what)’ of \(Wording.day(outcome.action.date)), \(name.lowercasedFirst) \(verb): \(Wording.percent(100 * outcome.before.share)) of feedback in the \(Wording.count(outcome.days.before, "day")) before, \(Wording.percent(100 * outcome.after.share)) in the \(Wording.count(outcome.days.after, "day")) after, while other themes \((0.9...1.1).contains(control) ? "hardly moved" : control < 1 ? "fell as well" : "rose") (×\u{A0}\(Wording.number(control, places: 2))).",
                detail:
                    "Against \(Wording.count(outcome.controls, "untouched theme")): ×\u{A0}\(Wording.number(ratio, places: 2)), 95\u{A0}% interval \(Wording.number(range.low, places: 2)) to \(Wording.number(range.high, places: 2)).\(outcome.wasHigh ? " The theme was high when the action came: part of a fall would have come anyway." : "")",
                direction: !outcome.isClear ? .neutral : isFall == isBad ? .good : .bad,
                weight: outcome.isClear ? 57 : 42, rank: 0)
        }
    }
}

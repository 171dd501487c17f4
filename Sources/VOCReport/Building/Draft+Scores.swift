internal import VOCCore

extension Draft {
    /// Changes of the scores: the last period against the one before, and the recent periods
    /// against as many before.
    func scoreFindings() -> [Finding] {
        let now = counts.now()
        let before = counts.previously()
        var result: [Finding] = []
        for (measure, value) in zip(measures, changes(now, before)) where measure.isNews {
            guard case .estimate(let change) = value, change.pValue != nil else { continue }
            // One calm line for the customers' own score; the rest only when it moved.
            guard change.isSignificant == true || measure.id == "nps" else { continue }
            result.append(finding(measure, change, now, before, isLong: false))
        }
        let recent = counts.period.recentCount
        let low = counts.focus - 2 * recent + 1
        guard recent > 1, low >= 0 else { return result }
        let late = sum(periods: low + recent...counts.focus)
        let early = sum(periods: low...low + recent - 1)
        for (measure, value) in zip(measures, changes(late, early)) where measure.isNews {
            guard case .estimate(let change) = value, change.isSignificant == true else { continue }
            result.append(finding(measure, change, late, early, isLong: true))
        }
        return result
    }

    private func sum(periods: ClosedRange<Int>) -> Tally {
        periods.reduce(into: Tally()) { $0.merge(counts.byPeriod[""]?[$1] ?? Tally()) }
    }

    private func finding(
        _ measure: Measure, _ change: Estimate, _ now: Tally, _ before: Tally, isLong: Bool
    ) -> Finding {
        let isSignificant = change.isSignificant == true
        let one = measure.estimate(now)
        let other = measure.estimate(before)
        let recent = counts.period.recentCount
        let unit = counts.period.rawValue
        let place = isLong ? "over the last \(recent) \(unit)s" : "in the \(focusName)"
        let against =
            isLong ? "the \(recent) \(unit)s before" : "the \(previousName)"
        let size = Wording.number(abs(change.value), places: change.unit == .points ? 0 : 1)
        let headline: String
        if isSignificant {
            let verb = change.value > 0 ? "rose" : "fell"
            headline =
                "\(measure.name) \(verb) by \(size) points to \(Wording.value(one)) \(place), against \(Wording.value(other)) in \(against)."
        } else {
            headline =
                "\(measure.name) is \(Wording.value(one)) \(place), not clearly different from \(Wording.value(other)) in \(against)."
        }
        let places = change.unit == .points ? 0 : 1
        let range = change.interval.map {
            "difference \(Wording.signed($0.low, places: places)) to \(Wording.signed($0.high, places: places)) points, "
        }
        let detail =
            "n\u{A0}=\u{A0}\(Wording.count(one.n)) against \(Wording.count(other.n)); 95\u{A0}% interval \(Wording.interval(one)); \(range ?? "")adjusted \(Wording.pValue(change.pValue ?? 1)). Definition: \(measure.definition)."
        let kind: Finding.Kind =
            switch measure.id {
            case "netSentiment": .sentiment
            case "complaintRate": .complaints
            default: .score
            }
        var weight = isSignificant ? (isLong ? 66.0 : 78) : 30
        if measure.id == "nps" { weight += 6 }
        if measure.id == "complaintRate" { weight -= 6 }
        if isSignificant, change.tone == .bad { weight += 4 }
        return Finding(
            kind: kind, theme: nil, headline: headline, detail: detail, direction: change.tone,
            certainty: isSignificant ? Wording.pValue(change.pValue ?? 1) : nil, weight: weight,
            rank: 0)
    }

    /// The theme that most positive items speak of.
    func praiseFinding() -> Finding? {
        let days = counts.recentSpan
        let all = counts.tally(in: days)
        guard all[.positive] >= minimum else { return nil }
        let best = tree.leaves.map { ($0.id, counts.tally($0.id, in: days)) }
            .filter { 2 * $0.1[.positive] > $0.1.scored && $0.1[.items] >= minimum }
            .max { ($0.1[.positive], $1.0) < ($1.1[.positive], $0.0) }
        guard let (theme, tally) = best else { return nil }
        let share = Proportion(tally[.positive], of: all[.positive])
        return Finding(
            kind: .praise, theme: theme,
            headline:
                "Customers praise \(tree.name(theme).lowercasedFirst) most: it is in \(Wording.percent(100 * share.share)) of positive feedback, \(Wording.span(days.first, days.last)).",
            detail:
                "\(Wording.count(share.count)) of \(Wording.count(share.n)) positive items, 95\u{A0}% interval \(Wording.percent(share.interval.scaled(by: 100))); \(Wording.percent(100 * Proportion(tally[.positive], of: tally.scored).share)) of the theme's labelled items are positive.",
            direction: .good, weight: 50, rank: 0)
    }

    /// Customers who say that they may leave.
    func churnFinding() -> Finding? {
        let topics = counts.facets("intent:").filter { $0.contains("churn") }
        guard let topic = topics.first.map({ "intent:\($0)" }) else { return nil }
        let now = TopicShare.proportion(counts.now(topic), of: counts.now())
        let before = TopicShare.proportion(counts.previously(topic), of: counts.previously())
        guard now.n >= minimum, now.count > 0 else { return nil }
        var sentence =
            "Customers said in \(Wording.percent(100 * now.share)) of items (\(Wording.count(now.count)) of \(Wording.count(now.n))) in the \(focusName) that they may leave"
        var detail = "95\u{A0}% interval \(Wording.percent(now.interval.scaled(by: 100)))."
        var weight = 48.0
        var tone = Tone.neutral
        if before.n >= minimum {
            let (_, interval) = now.difference(from: before)
            let p = now.pValue(against: before)
            if p <= 0.05, interval.excludesZero {
                sentence +=
                    now.share > before.share
                    ? ", up from \(Wording.percent(100 * before.share)) the \(counts.period.rawValue) before."
                    : ", down from \(Wording.percent(100 * before.share)) the \(counts.period.rawValue) before."
                tone = now.share > before.share ? .bad : .good
                weight = tone == .bad ? 77 : 56
            } else {
                sentence +=
                    ", no clear change from \(Wording.percent(100 * before.share)) the \(counts.period.rawValue) before."
            }
            detail +=
                " Difference \(Wording.signed(100 * interval.low, places: 1)) to \(Wording.signed(100 * interval.high, places: 1)) points (Newcombe), \(Wording.pValue(p))."
        } else {
            sentence += "."
        }
        return Finding(
            kind: .churn, theme: topic, headline: sentence, detail: detail, direction: tone,
            weight: weight, rank: 0)
    }

    func qualityFindings() -> [Finding] {
        var result: [Finding] = []
        let stale = staleSources()
        if !stale.isEmpty {
            let names = stale.map { source, newest in
                newest.map { "\(source) (last on \(Wording.day($0)))" }
                    ?? "\(source) (nothing at all)"
            }
            result.append(
                Finding(
                    kind: .quality, theme: nil,
                    headline:
                        "\(Wording.list(names)) \(stale.count == 1 ? "has" : "have") brought nothing new for more than \(Draft.staleDays) days; figures may miss recent feedback.",
                    detail:
                        "Compared with the newest day of the report, \(Wording.fullDay(counts.asOf)).",
                    direction: .bad, weight: 82, rank: 0))
        }
        let accounting = summary.accounting
        let rejects = Proportion(accounting.rejected, of: accounting.read)
        if rejects.n > 0, rejects.count > 0 {
            let isMany = rejects.share >= 0.01
            result.append(
                Finding(
                    kind: .quality, theme: nil,
                    headline:
                        "\(Wording.count(rejects.count)) of \(Wording.count(rejects.n)) records (\(Wording.percent(100 * rejects.share))) could not be read and are not in these figures.",
                    detail: "The section on data quality lists them by reason.",
                    direction: isMany ? .bad : .neutral, weight: isMany ? 74 : 12, rank: 0))
        }
        let whole = counts.tally(in: counts.recentSpan)
        let other = Proportion(whole[.otherLanguage], of: whole[.items])
        if other.n >= minimum, other.share >= 0.02 {
            result.append(
                Finding(
                    kind: .quality, theme: nil,
                    headline:
                        "\(Wording.percent(100 * other.share)) of recent feedback is in a language that is not scored; its feelings and themes are missing here.",
                    detail:
                        "\(Wording.count(other.count)) of \(Wording.count(other.n, "item")), \(recentName).",
                    direction: .neutral, weight: other.share >= 0.1 ? 68 : 25, rank: 0))
        }
        return result
    }

    static let staleDays = 3

    /// Sources whose newest item is older than `staleDays` before the report's day, or that were
    /// expected and are silent.
    func staleSources() -> [(source: String, newest: CivilDay?)] {
        // Where records name their sources themselves, an input's own name may stand on none of
        // them: its silence is known only while all names seen are those of inputs.
        let seen = Set(counts.newestDay.keys)
        let expected = seen.isSubset(of: request.sources) ? request.sources : []
        let names = seen.union(expected).filter { !$0.isEmpty }
        return names.sorted().compactMap { name in
            guard let newest = counts.newestDay[name] else { return (name, nil) }
            let age = counts.asOf.daysSinceEpoch - newest.daysSinceEpoch
            return age > Draft.staleDays ? (name, newest) : nil
        }
    }
}

extension Measure {
    /// Replies needed follow from complaints: a tile, but no finding of its own.
    fileprivate var isNews: Bool { id != Measure.responseNeeded.id }
}

internal import VOCCore

extension Draft {
    /// All findings, the most important first.
    func findings() -> [Finding] {
        var found: [Finding] = []
        for episode in episodes.prefix(12) { found.append(finding(episode)) }
        found += alertFindings()
        found += feedFindings()
        found += segmentFindings()
        found += scoreFindings()
        found += whyFindings()
        found += actionFindings()
        if let new = newTermFinding() { found.append(new) }
        if let value = valueFinding() { found.append(value) }
        if let praise = praiseFinding() { found.append(praise) }
        if let churn = churnFinding() { found.append(churn) }
        found += qualityFindings()
        found.sort { ($1.weight, $0.headline) < ($0.weight, $1.headline) }
        for index in found.indices { found[index].rank = index + 1 }
        return found
    }

    private func finding(_ episode: Episode) -> Finding {
        let name = tree.name(episode.theme)
        let peak = share(of: episode.theme, week: episode.peak)
        let first = share(of: episode.theme, week: episode.weeks.lowerBound)
        let usual = Wording.percent(100 * episode.baseline)
        let net = episodeNet(episode)
        let tone: Tone = net < -10 ? .bad : net > 10 ? .good : .neutral
        let firstWeek = counts.weeks[episode.weeks.lowerBound]
        let peakWeek = counts.weeks[episode.peak]
        let followed = followUp(episode)
        let headline: String
        var weight: Double
        if episode.isOngoing {
            let verb = first.share >= 3 * episode.baseline ? "jumped" : "rose"
            let range = Wording.percent(first.interval.scaled(by: 100))
            headline =
                "\(name) \(verb) from \(usual) to \(Wording.percent(100 * first.share)) of feedback in the week of \(Wording.day(firstWeek)) (n\u{A0}=\u{A0}\(Wording.count(first.count)) of \(Wording.count(first.n)), 95\u{A0}% interval \(range))"
                + (episode.peak > episode.weeks.lowerBound
                    ? ", peaked at \(Wording.percent(100 * peak.share)) in the week of \(Wording.day(peakWeek)) and is still going on."
                    : ", still going on.")
                + (followed.map { " " + $0.sentence } ?? "")
            weight = 100
        } else {
            let isBack =
                !(search.episodes.contains {
                    $0.theme == episode.theme && $0.weeks.lowerBound > episode.weeks.upperBound
                        && $0.isOngoing
                })
            headline =
                "\(name) ran far above its usual level from \(Wording.day(firstWeek)) to \(Wording.day(lastDay(of: episode))): \(Wording.percent(100 * peak.share)) of feedback at the peak in the week of \(Wording.day(peakWeek)), usually \(usual)\(isBack ? "; now back to normal" : "")."
                + (followed.map { " " + $0.sentence } ?? "")
            weight = 60
        }
        let age = Double(counts.weeks.count - 1 - episode.weeks.upperBound)
        weight += min(30, 100 * (peak.share - episode.baseline)) - 2 * age
        if tone == .bad { weight += 5 }
        var detail =
            "Peak \(Wording.count(peak.count)) of \(Wording.count(peak.n, "item")), 95\u{A0}% interval \(Wording.percent(peak.interval.scaled(by: 100))); baseline \(usual) = median of earlier calm weeks; about \(Wording.count(Int(max(0, episode.excess).rounded()), "item")) beyond it; net sentiment of the theme \(Wording.number(net, places: 0)); adjusted \(Wording.pValue(episode.pValue))."
        let companions = episode.companions.filter { $0 != episode.theme }.map(tree.name)
        if !companions.isEmpty { detail += " Rose in the same weeks: \(Wording.list(companions))." }
        if let followed { detail += " " + followed.detail }
        let newest = share(of: episode.theme, week: episode.weeks.upperBound)
        let line = AlertLine(
            theme: name, level: Draft.level(newest, usual: episode.baseline),
            since: "since \(Wording.day(firstWeek))",
            certainty: Wording.pValue(episode.pValue))
        return Finding(
            kind: .episode, theme: episode.theme, headline: headline, detail: detail,
            direction: tone, isAlert: episode.isOngoing && tone == .bad, level: newest,
            certainty: line.certainty,
            line: episode.isOngoing ? line : nil, weight: weight, rank: 0)
    }

    private func episodeNet(_ episode: Episode) -> Double {
        let tally = episode.weeks.reduce(into: Tally()) {
            $0.merge(counts.weekly(episode.theme, $1))
        }
        return NetScore(ups: tally[.positive], downs: tally[.negative], n: tally.scored).value
    }

    /// What came after an action during the episode, in shares of the three weeks before and after
    /// its day.
    private func followUp(_ episode: Episode) -> (sentence: String, detail: String)? {
        let start = counts.weeks[episode.weeks.lowerBound]
        let end = lastDay(of: episode).advanced(by: 7)
        let action = request.actions.sorted(by: Draft.actionOrder).first {
            !$0.theme.isEmpty && $0.concerns(episode.theme) && $0.date >= start && $0.date <= end
        }
        guard let action else { return nil }
        let before = Span(
            first: max(start, action.date.advanced(by: -21)), last: action.date.advanced(by: -1))
        let after = Span(
            first: action.date.advanced(by: 1), last: min(counts.asOf, action.date.advanced(by: 21))
        )
        guard before.days > 0, after.days > 0 else { return nil }
        let one = proportion(episode.theme, before)
        let other = proportion(episode.theme, after)
        guard one.n >= minimum, other.n >= minimum else { return nil }
        let (_, interval) = other.difference(from: one)
        let verb =
            !interval.excludesZero
            ? "no clear change" : other.share < one.share ? "a fall" : "a rise"
        return (
            "The action ‘\(action.what)’ of \(Wording.day(action.date)) was followed by \(verb) from \(Wording.percent(100 * one.share)) to \(Wording.percent(100 * other.share)).",
            "Action: \(Wording.count(one.count)) of \(Wording.count(one.n)) items in the \(Wording.count(before.days, "day")) before, \(Wording.count(other.count)) of \(Wording.count(other.n)) in the \(Wording.count(after.days, "day")) after; difference \(Wording.signed(100 * interval.low, places: 0)) to \(Wording.signed(100 * interval.high, places: 0)) points (Newcombe)."
        )
    }

    private func proportion(_ theme: String, _ days: Span) -> Proportion {
        TopicShare.proportion(counts.tally(theme, in: days), of: counts.tally(in: days))
    }

    /// The segment with the largest surplus of a theme during an episode, where it is beyond chance
    /// over all segments tried.
    private func segmentFindings() -> [Finding] {
        struct Candidate {
            var episode: Int
            var segment: String
            var own: Proportion
            var rest: Proportion
        }
        let leading = Array(episodes.prefix(6))
        guard !leading.isEmpty else { return [] }
        let segments = SegmentWeeks(summary, counts, topics: Set(leading.map(\.theme) + [""]))
        let names = segments.names
        var candidates: [Candidate] = []
        for (index, episode) in leading.enumerated() {
            var theme = Tally()
            var all = Tally()
            for week in episode.weeks {
                theme.merge(counts.weekly(episode.theme, week))
                all.merge(counts.weekly("", week))
            }
            for name in names {
                let own = TopicShare.proportion(
                    segments.tally(name, episode.theme, weeks: episode.weeks),
                    of: segments.tally(name, "", weeks: episode.weeks))
                let rest = Proportion(theme[.items] - own.count, of: all[.items] - own.n)
                guard own.n >= minimum, rest.n >= minimum, rest.count >= 0 else { continue }
                candidates.append(Candidate(episode: index, segment: name, own: own, rest: rest))
            }
        }
        let adjusted = Discovery.adjusted(candidates.map { $0.own.pValue(against: $0.rest) })
        var result: [Finding] = []
        for (index, episode) in leading.enumerated() {
            let hits = candidates.indices.filter {
                candidates[$0].episode == index && adjusted[$0] <= EpisodeSearch.falseDiscoveryRate
                    && candidates[$0].own.difference(from: candidates[$0].rest).interval.low > 0
            }
            let best = hits.max {
                let (one, other) = (candidates[$0], candidates[$1])
                return (one.own.share - one.rest.share, other.segment)
                    < (other.own.share - other.rest.share, one.segment)
            }
            guard let best else { continue }
            let hit = candidates[best]
            let (_, interval) = hit.own.difference(from: hit.rest)
            let name = tree.name(episode.theme)
            result.append(
                Finding(
                    kind: .segment, theme: episode.theme,
                    headline:
                        "\(Draft.segmentName(hit.segment)) \(episode.isOngoing ? "is" : "was") hit hardest by \(name.lowercasedFirst): \(Wording.percent(100 * hit.own.share)) of its feedback, against \(Wording.percent(100 * hit.rest.share)) elsewhere.",
                    detail:
                        "\(Wording.count(hit.own.count)) of \(Wording.count(hit.own.n, "item")) against \(Wording.count(hit.rest.count)) of \(Wording.count(hit.rest.n)), in the weeks of the episode; difference \(Wording.signed(100 * interval.low, places: 1)) to \(Wording.signed(100 * interval.high, places: 1)) points (Newcombe, 95\u{A0}%), adjusted \(Wording.pValue(adjusted[best])) over \(Wording.count(candidates.count, "comparison")).",
                    direction: episodeNet(episode) > 10 ? .neutral : .bad,
                    weight: episode.isOngoing ? 88 : 64, rank: 0))
        }
        return result
    }

    /// `Region=North` as `Region North`.
    static func segmentName(_ segment: String) -> String {
        guard let equals = segment.firstIndex(of: "=") else { return segment }
        let value = segment[segment.index(after: equals)...]
        return "\(segment[..<equals]) \(value.isEmpty ? "(empty)" : value)"
    }
}

extension String {
    /// `Late delivery` as `late delivery`; `SIM card` stays.
    var lowercasedFirst: String {
        let rest = dropFirst()
        guard let first, let second = rest.first, !second.isUppercase else { return self }
        return first.lowercased() + rest
    }
}

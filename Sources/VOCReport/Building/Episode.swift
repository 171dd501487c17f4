internal import VOCCore

/// A run of weeks in which a theme took clearly more of the feedback than before.
struct Episode: Sendable {
    var theme: String
    /// Places in `Counts.weeks`.
    var weeks: ClosedRange<Int>
    var peak: Int
    /// The usual weekly share before it, 0 to 1.
    var baseline: Double
    /// Items beyond what the baseline would have given, over all its weeks.
    var excess: Double
    var isOngoing: Bool
    /// The least adjusted p among its weeks.
    var pValue: Double
    /// Themes that rose in the same weeks and are told as part of this one.
    var companions: [String] = []
}

/// Finds episodes in weekly shares.
///
/// A week is flagged when all of these hold: at least `minimum` items, and 5 with the theme; the
/// share is at least 1.5 times the baseline and 2 points above it; and a one-sided test says that so
/// many items are beyond chance, adjusted by Benjamini–Hochberg over all theme × week cells with an
/// earlier history. The baseline is the median share of the earlier weeks that were not high
/// themselves, or their mean if that is more and a usual week has fewer than 5 items of the theme:
/// the median of counts such as 0, 0, 1, 0, 2 says never.
/// The test is beta-binomial: the beta carries what is not known about the baseline, with the weight
/// of the earlier items times 2/π, which is what a median is worth against a mean, and that themes
/// move from week to week by themselves.
struct EpisodeSearch: Sendable {
    static let falseDiscoveryRate = 0.05
    static let leastRatio = 1.5
    static let leastRise = 0.02
    static let leastHits = 5
    static let leastHistory = 3
    /// How far a theme moves from week to week by itself, as a relative variance: 10 %.
    static let spread = 0.01
    /// Baselines look back this many weeks.
    static let memory = 26

    private(set) var episodes: [Episode] = []
    /// Theme × week cells that were tested, and how many of them were flagged.
    private(set) var tested = 0
    private(set) var flagged = 0

    /// Of the flagged cells, as many as this are expected to be chance.
    var expectedFalseAlarms: Double { EpisodeSearch.falseDiscoveryRate * Double(flagged) }

    private struct Cell {
        var theme: String
        var week: Int
        var baseline: Double
        var pValue: Double
        var isLarge: Bool
    }

    init(_ counts: Counts, themes: [String], minimum: Int) {
        let totals = counts.weeks.indices.map { counts.weekly("", $0)[.items] }
        var cells: [Cell] = []
        for theme in themes {
            let hits = counts.weeks.indices.map { counts.weekly(theme, $0)[.items] }
            cells += EpisodeSearch.cells(theme: theme, hits: hits, totals: totals, minimum: minimum)
        }
        tested = cells.count
        let adjusted = Discovery.adjusted(cells.map(\.pValue))
        var flags: [String: [Int: (baseline: Double, pValue: Double)]] = [:]
        for (cell, p) in zip(cells, adjusted)
        where cell.isLarge && p <= EpisodeSearch.falseDiscoveryRate {
            flags[cell.theme, default: [:]][cell.week] = (cell.baseline, p)
            flagged += 1
        }
        let newest = totals.lastIndex { $0 >= minimum } ?? totals.count - 1
        for theme in themes {
            guard let weeks = flags[theme] else { continue }
            for run in EpisodeSearch.runs(weeks.keys.sorted()) {
                let hits = run.map { counts.weekly(theme, $0)[.items] }
                let baseline = weeks[run.lowerBound]!.baseline
                let shares = zip(hits, run).map {
                    totals[$1] == 0 ? 0 : Double($0) / Double(totals[$1])
                }
                // The newest week may be young: it can be the peak only with enough items.
                let peak = run.filter { totals[$0] >= minimum }
                    .max { shares[$0 - run.lowerBound] < shares[$1 - run.lowerBound] }
                let expected = run.reduce(0.0) { $0 + baseline * Double(totals[$1]) }
                episodes.append(
                    Episode(
                        theme: theme, weeks: run, peak: peak ?? run.lowerBound,
                        baseline: baseline, excess: Double(hits.reduce(0, +)) - expected,
                        isOngoing: run.upperBound >= newest,
                        pValue: run.compactMap { weeks[$0]?.pValue }.min() ?? 1))
            }
        }
    }

    private static func cells(
        theme: String, hits: [Int], totals: [Int], minimum: Int
    ) -> [Cell] {
        var result: [Cell] = []
        var calm: [Int] = []
        for week in totals.indices {
            defer {
                // Weeks that look high stay out of later baselines, or a long episode would become
                // its own normal.
                let isHigh = result.last.map { $0.week == week && $0.isLarge && $0.pValue < 0.01 }
                if totals[week] >= minimum, isHigh != true { calm.append(week) }
            }
            let earlier = calm.suffix(memory)
            guard totals[week] >= minimum, earlier.count >= leastHistory,
                let baseline = baseline(of: earlier, hits, totals)
            else { continue }
            let share = Double(hits[week]) / Double(totals[week])
            let known = Double(earlier.reduce(0) { $0 + totals[$1] }) * 2 / Double.pi
            let weight = 1 / (1 / known + spread * baseline / (1 - min(0.99, baseline)))
            // Up to the baseline there is nothing to test: p = 1 keeps the cell in the count of
            // tests.
            let p =
                share <= baseline
                ? 1
                : Tail.betaBinomial(
                    atLeast: hits[week], of: totals[week], a: 0.5 + baseline * weight,
                    b: 0.5 + (1 - baseline) * weight)
            result.append(
                Cell(
                    theme: theme, week: week, baseline: baseline, pValue: p,
                    isLarge: hits[week] >= leastHits && share >= leastRatio * baseline
                        && share >= baseline + leastRise))
        }
        return result
    }

    /// The usual share by the weeks `earlier`; nil if there are none.
    private static func baseline(
        of earlier: ArraySlice<Int>, _ hits: [Int], _ totals: [Int]
    ) -> Double? {
        guard let median = Series.median(earlier.map { Double(hits[$0]) / Double(totals[$0]) })
        else { return nil }
        let items = earlier.reduce(0) { $0 + totals[$1] }
        let usual = median * Double(items) / Double(earlier.count)
        guard usual < Double(leastHits) else { return median }
        return max(median, Double(earlier.reduce(0) { $0 + hits[$1] }) / Double(items))
    }

    /// Neighbouring weeks as ranges; one unflagged week between two flagged ones does not end an
    /// episode.
    private static func runs(_ weeks: [Int]) -> [ClosedRange<Int>] {
        var result: [ClosedRange<Int>] = []
        for week in weeks {
            if let last = result.last, week - last.upperBound <= 2 {
                result[result.count - 1] = last.lowerBound...week
            } else {
                result.append(week...week)
            }
        }
        return result
    }
}

extension EpisodeSearch {
    /// Of what makes a week high, a rise has so much left when sources are compared like for like.
    private static let leftOver = 0.7

    /// Drops episodes that are only a change of the sources' mix: with each source at its own usual
    /// share, and sources that are new left out, the theme is not high in their weeks.
    mutating func compareLikeForLike(_ summary: Summary, _ counts: Counts) {
        guard !episodes.isEmpty else { return }
        let sources = SegmentWeeks(
            summary, counts, topics: Set(episodes.map(\.theme) + [""]), bySource: true)
        let names = sources.names
        guard names.count > 1 else { return }
        let high = Dictionary(grouping: episodes, by: \.theme).mapValues { $0.map(\.weeks) }
        episodes = episodes.filter { episode in
            let start = episode.weeks.lowerBound
            let calm = (max(0, start - EpisodeSearch.memory)..<start).filter { week in
                !high[episode.theme]!.contains { $0.contains(week) }
            }
            var known = (hits: 0, items: 0)
            var seen: [(hits: Int, items: Int, usual: (hits: Int, items: Int))] = []
            for name in names {
                func sum(_ topic: String, _ weeks: some Sequence<Int>) -> Int {
                    weeks.reduce(0) { $0 + sources.tally(name, topic, weeks: $1...$1)[.items] }
                }
                let usual = (hits: sum(episode.theme, calm), items: sum("", calm))
                // A source that is new has no usual share: it tells nothing of a rise.
                guard usual.items >= 20 else { continue }
                known.hits += usual.hits
                known.items += usual.items
                seen.append((sum(episode.theme, episode.weeks), sum("", episode.weeks), usual))
            }
            guard known.items > 0 else { return true }
            let share = Double(known.hits) / Double(known.items)
            let expected = seen.reduce(0) { sum, source in
                let own =
                    (Double(source.usual.hits) + 20 * share) / (Double(source.usual.items) + 20)
                return sum + own * Double(source.items)
            }
            let hits = Double(seen.reduce(0) { $0 + $1.hits })
            let items = Double(seen.reduce(0) { $0 + $1.items })
            let part = EpisodeSearch.leftOver
            return hits >= (1 + part * (EpisodeSearch.leastRatio - 1)) * expected
                && hits >= expected + part * EpisodeSearch.leastRise * items
        }
    }

    /// Share of a parent's rise that one child must have to stand for it.
    static let childShare = 0.6

    /// The episodes worth telling apart, the largest first: a parent gives way to a child that
    /// explains it, its other children give way to it, and topics that rise and fall in the same
    /// weeks are told together.
    func folded(_ counts: Counts) -> [Episode] {
        var kept: [Episode] = []
        for episode in episodes {
            let rises = episodes.filter { overlap($0.weeks, episode.weeks) > 0 }
            let isExplained = rises.contains {
                ThemeTree.isBelow($0.theme, episode.theme)
                    && $0.excess >= EpisodeSearch.childShare * episode.excess
            }
            if !isExplained { kept.append(episode) }
        }
        kept.sort {
            ($1.excess, $0.theme, $0.weeks.lowerBound) < ($0.excess, $1.theme, $1.weeks.lowerBound)
        }
        var result: [Episode] = []
        for episode in kept {
            if let leader = result.firstIndex(where: { isCompanion(episode, of: $0, counts) }) {
                if !result[leader].companions.contains(episode.theme) {
                    result[leader].companions.append(episode.theme)
                }
            } else {
                result.append(episode)
            }
        }
        return result
    }

    private func isCompanion(_ episode: Episode, of leader: Episode, _ counts: Counts) -> Bool {
        let common = overlap(episode.weeks, leader.weeks)
        if ThemeTree.isBelow(episode.theme, leader.theme) { return common >= 0.5 }
        if ThemeTree.root(episode.theme) == ThemeTree.root(leader.theme) { return common >= 0.5 }
        guard common >= 0.75 else { return false }
        func shares(_ theme: String) -> [Double] {
            counts.weeks.indices.map {
                Proportion(counts.weekly(theme, $0)[.items], of: counts.weekly("", $0)[.items])
                    .share
            }
        }
        return Series.correlation(shares(episode.theme), shares(leader.theme)) >= 0.95
            && episode.excess < 0.5 * leader.excess
    }

    /// Common weeks over all weeks of both.
    private func overlap(_ one: ClosedRange<Int>, _ other: ClosedRange<Int>) -> Double {
        let common =
            min(one.upperBound, other.upperBound) - max(one.lowerBound, other.lowerBound) + 1
        guard common > 0 else { return 0 }
        return Double(common) / Double(one.count + other.count - common)
    }
}

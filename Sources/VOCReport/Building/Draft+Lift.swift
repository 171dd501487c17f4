internal import Glibc
internal import VOCCore

extension Draft {
    private static let liftRows = 15

    /// Prevalence: of a thousand items so many have the theme.
    func perThousand(_ topic: Tally, of all: Tally) -> Value {
        guard case .estimate(var estimate) = TopicShare.value(topic, of: all, minimum: minimum)
        else { return TopicShare.value(topic, of: all, minimum: minimum) }
        estimate.value *= 10
        estimate.interval = estimate.interval?.scaled(by: 10)
        estimate.unit = .perThousand
        return .estimate(estimate)
    }

    /// Items of the focus period with any theme; nil where the summary does not say.
    func themedItems() -> Int? {
        let portions = tree.nodes.map { Portion.topic($0.id) }.filter(counts.hasTopic)
        guard !portions.isEmpty else { return nil }
        return portions.reduce(0) { $0 + counts.now($1)[.items] } / Portion.whole
    }

    /// On the basis of items: those with the theme of those with any.
    func shareOfVoice(_ topic: Tally, of themed: Int?) -> Value {
        guard let themed, themed > 0 else { return .nothing }
        if themed < minimum { return .tooFew(themed) }
        return .estimate(
            TopicShare.estimate(Proportion(min(topic[.items], themed), of: themed)))
    }

    /// How many times as often a theme is in the focus period as on all days covered.
    func lift(of theme: String, _ now: Tally, _ whole: Tally) -> Value {
        let mine = TopicShare.proportion(counts.now(theme), of: now)
        let all = TopicShare.proportion(counts.tally(theme, in: counts.span), of: whole)
        let rest = Proportion(max(0, all.count - mine.count), of: max(0, all.n - mine.n))
        if mine.n <= 0 || all.count <= 0 || rest.n <= 0 { return .nothing }
        let least = min(mine.n, rest.n)
        if least < minimum { return .tooFew(least) }
        let (value, interval) = Lift.of(mine, rest: rest)
        return .estimate(Estimate(value: value, interval: interval, n: mine.n, unit: .ratio))
    }

    /// Where a theme stands out: customers of which segment or source speak of it more, or less,
    /// than the others. Pages show what is beyond chance, files all there is.
    func lifts() -> Table? {
        struct Candidate {
            var segment: Int
            var theme: Int
            var own: Proportion
            var rest: Proportion
        }
        let grid = alerts.grid
        let days = grid.tested
        func sum(_ series: [Int32]) -> Int {
            series.isEmpty ? 0 : series[days].reduce(0) { $0 + Int($1) }
        }
        let leaves = Set(tree.leaves.map(\.id))
        let all = sum(grid.items[0])
        var candidates: [Candidate] = []
        for segment in grid.segments.indices.dropFirst() {
            let n = sum(grid.items[segment])
            guard n >= minimum, all - n >= minimum else { continue }
            for (theme, id) in grid.themes.enumerated() where leaves.contains(id) {
                let total = sum(grid.hits(0, theme))
                let k = sum(grid.hits(segment, theme))
                guard total >= minimum, k <= total else { continue }
                candidates.append(
                    Candidate(
                        segment: segment, theme: theme, own: Proportion(k, of: n),
                        rest: Proportion(total - k, of: all - n)))
            }
        }
        let adjusted = Discovery.adjusted(candidates.map { $0.own.pValue(against: $0.rest) })
        func isTold(_ place: Int) -> Bool {
            adjusted[place] <= EpisodeSearch.falseDiscoveryRate
        }
        let order = candidates.indices.sorted { one, other in
            if isTold(one) != isTold(other) { return isTold(one) }
            let (a, b) = (candidates[one], candidates[other])
            let (mine, theirs) = (abs(a.own.share - a.rest.share), abs(b.own.share - b.rest.share))
            return mine == theirs ? one < other : mine > theirs
        }
        let told = order.prefix(Draft.liftRows).count(where: isTold)
        guard told > 0 else { return nil }
        var table = Table(
            id: "lift",
            caption:
                "Where themes stand out, last \(Wording.count(days.count, "day")); lift = share of the theme there / share everywhere",
            fileName: "lift.csv",
            columns: [
                Table.Column("theme", "Theme", .text), Table.Column("where", "Where", .text),
                Table.Column("items", "Items", .count),
                Table.Column("share", "Share there", .estimate),
                Table.Column("rest", "Elsewhere", .estimate),
                Table.Column("lift", "Lift", .estimate),
                Table.Column("p", "Adjusted p", .text, isForFiles: true),
            ],
            rows: order.map { place in
                let found = candidates[place]
                let (lift, range) = Lift.of(found.own, rest: found.rest)
                return [
                    themeCell(grid.themes[found.theme]),
                    .text(grid.segments[found.segment].name), .count(found.own.count),
                    .estimate(TopicShare.estimate(found.own)),
                    .estimate(TopicShare.estimate(found.rest)),
                    .estimate(
                        Estimate(value: lift, interval: range, n: found.own.n, unit: .ratio)),
                    .text(Decimals.fixed(adjusted[place], places: 4)),
                ]
            })
        table.shownRows = told
        return table
    }
}

/// How many times as often something is said in one place as everywhere.
package enum Lift {
    /// P(t|s)/P(t) with its 95 % interval.
    ///
    /// The interval is that of the ratio r to the rest, on the logarithm (Katz et al. 1978,
    /// Biometrics 34:469–474; half a hit is added on either side), carried over: with the place's
    /// share w of all items, lift = r/(wr + 1 − w).
    package static func of(
        _ own: Proportion, rest: Proportion
    ) -> (value: Double, interval: Interval) {
        let weight = Double(own.n) / Double(max(1, own.n + rest.n))
        func lift(_ ratio: Double) -> Double { ratio / (weight * ratio + 1 - weight) }
        let whole = Double(own.count + rest.count) / Double(max(1, own.n + rest.n))
        let one = (Double(own.count) + 0.5) / (Double(own.n) + 0.5)
        let other = (Double(rest.count) + 0.5) / (Double(rest.n) + 0.5)
        let variance =
            1 / (Double(own.count) + 0.5) - 1 / (Double(own.n) + 0.5)
            + 1 / (Double(rest.count) + 0.5) - 1 / (Double(rest.n) + 0.5)
        let half = Normal.z95 * max(0, variance).squareRoot()
        let middle = log(one / other)
        return (
            whole > 0 ? own.share / whole : 0,
            Interval(low: lift(exp(middle - half)), high: lift(exp(middle + half)))
        )
    }
}

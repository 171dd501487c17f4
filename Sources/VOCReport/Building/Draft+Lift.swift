internal import Glibc
internal import VOCCore

extension Draft {
    static let liftRows = 15

    /// Where a theme stands out: customers of which segment or source speak of it more, or less,
    /// than the others.
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
        let told = candidates.indices.filter { adjusted[$0] <= EpisodeSearch.falseDiscoveryRate }
            .sorted { one, other in
                let (a, b) = (candidates[one], candidates[other])
                let (mine, theirs) = (
                    abs(a.own.share - a.rest.share), abs(b.own.share - b.rest.share)
                )
                return mine == theirs ? one < other : mine > theirs
            }.prefix(Draft.liftRows)
        guard !told.isEmpty else { return nil }
        return Table(
            id: "lift",
            caption:
                "Where themes stand out, last \(Wording.count(days.count, "day")); lift = share of the theme there / share everywhere",
            fileName: "lift.csv",
            columns: [
                Table.Column("theme", "Theme", .text), Table.Column("where", "Where", .text),
                Table.Column("items", "Items", .count),
                Table.Column("share", "Share there", .estimate),
                Table.Column("rest", "Elsewhere", .estimate), Table.Column("lift", "Lift", .text),
                Table.Column("low", "From", .text), Table.Column("high", "To", .text),
            ],
            rows: told.map { place in
                let found = candidates[place]
                let (lift, range) = Lift.of(found.own, rest: found.rest)
                let id = grid.themes[found.theme]
                return [
                    themeCell(id),
                    .text(grid.segments[found.segment].name), .count(found.own.count),
                    .estimate(TopicShare.estimate(found.own)),
                    .estimate(TopicShare.estimate(found.rest)),
                    .text(Wording.number(lift, places: 2)),
                    .text(Wording.number(range.low, places: 2)),
                    .text(Wording.number(range.high, places: 2)),
                ]
            })
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

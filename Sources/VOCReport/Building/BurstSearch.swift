internal import VOCCore

/// Days on which far more came in than usual, nearly all of it praise: perhaps a campaign, and no
/// change of what customers think.
struct BurstSearch: Sendable {
    struct Burst: Sendable, Equatable {
        /// Place in `DailyGrid.segments`.
        var segment: Int
        var day: Int
        var items: Int
        var usual: Double
        /// Of the items that have a feeling, those that are positive.
        var praise: Proportion
        /// The same on the days before.
        var usualPraise: Proportion
    }

    static let leastRatio = 2.0
    /// What is beyond the usual is praise by this share at least.
    static let purity = 0.9
    static let leastDays = 7
    static let chance = 1e-4
    /// Volumes of days differ at least by this much, as a relative variance: 20 %.
    private static let leastSpread = 0.04

    private(set) var bursts: [Burst] = []

    init(_ grid: DailyGrid, _ arrivals: Arrivals, minimum: Int) {
        let new = Set(arrivals.arrived.map(\.segment))
        for segment in grid.segments.indices where !new.contains(segment) {
            for day in grid.tested {
                if let burst = BurstSearch.burst(grid, segment, day, minimum) {
                    bursts.append(burst)
                }
            }
        }
        // A burst of one source is one of everybody, too: the narrowest says where to look.
        let all = bursts
        bursts = all.filter { wide in
            !all.contains {
                $0.day == wide.day && $0.segment != wide.segment
                    && ($0.items, $0.segment) < (wide.items, wide.segment)
                    && Double($0.items) - $0.usual >= 0.7 * (Double(wide.items) - wide.usual)
            }
        }
    }

    private static func burst(
        _ grid: DailyGrid, _ segment: Int, _ day: Int, _ minimum: Int
    ) -> Burst? {
        let items = Int(grid.items[segment][day])
        let earlier = (max(0, day - DailyGrid.baselineDays)..<day).filter {
            grid.items[0][$0] > 0
        }
        guard items >= minimum, earlier.count >= leastDays else { return nil }
        let volumes = earlier.map { Double(grid.items[segment][$0]) }
        guard let usual = Series.median(volumes), Double(items) >= leastRatio * max(usual, 1)
        else { return nil }
        let praise = Proportion(
            Int(grid.positives[segment][day]),
            of: Int(grid.positives[segment][day] + grid.negatives[segment][day]))
        let usualPraise = earlier.reduce(Proportion(0, of: 0)) {
            Proportion(
                $0.count + Int(grid.positives[segment][$1]),
                of: $0.n + Int(grid.positives[segment][$1] + grid.negatives[segment][$1]))
        }
        guard praise.n > 0, usualPraise.n > 0 else { return nil }
        let usualPositives = usualPraise.share * usual * Double(praise.n) / Double(items)
        let more = (Double(praise.count) - usualPositives) / max(1, Double(items) - usual)
        guard praise.share >= purity || more >= purity, praise.share > usualPraise.share,
            praise.pValue(against: usualPraise) < 0.001
        else { return nil }
        let gaps = volumes.map { abs($0 - usual) }
        let robust = 1.4826 * (Series.median(gaps) ?? 0) / max(usual, 1)
        let p = Tail.gammaPoisson(
            atLeast: items, mean: max(usual, 1), spread: max(leastSpread, robust * robust))
        guard p < chance else { return nil }
        return Burst(
            segment: segment, day: day, items: items, usual: usual, praise: praise,
            usualPraise: usualPraise)
    }
}

internal import VOCCore

extension Draft {
    /// The figures as they would be if those who wrote were made up like all customers.
    ///
    /// Post-stratified: Σ W·r over the segments with their known shares W of the population, and the
    /// error √(Σ W²·SE²). "Too few" if any segment has fewer answers than the minimum.
    func weighted() -> Table? {
        guard let population = request.population else { return nil }
        let total = population.shares.reduce(0) { $0 + $1.share }
        guard total > 0 else { return nil }
        let rows = measures.compactMap { measure -> [Value]? in
            var value = 0.0
            var variance = 0.0
            var n = 0
            var least = Int.max
            for part in population.shares {
                let tally = counts.compared["\(population.attribute)=\(part.value)"]?.now ?? Tally()
                guard let (mean, error) = measure.meanAndError(tally) else { return nil }
                let weight = part.share / total
                value += weight * mean
                variance += weight * weight * error * error
                n += measure.n(tally)
                least = min(least, measure.n(tally))
            }
            let plain = measure.value(counts.now(), minimum: minimum)
            guard case .estimate(let estimate) = plain else { return nil }
            let half = Normal.z95 * variance.squareRoot()
            let bounds = estimate.unit == .percent ? (0.0, 100.0) : (-100.0, 100.0)
            let weighted: Value =
                least < minimum
                ? .tooFew(least)
                : .estimate(
                    Estimate(
                        value: value,
                        interval: Interval(
                            low: max(bounds.0, value - half), high: min(bounds.1, value + half)),
                        n: n, unit: estimate.unit))
            return [.text(measure.name), plain, weighted, .count(n)]
        }
        guard !rows.isEmpty else { return nil }
        return Table(
            id: "weighted",
            caption:
                "Weighted to the population by \(population.attribute): \(Wording.list(population.shares.map { "\($0.value) \(Wording.percent(100 * $0.share / total))" }))",
            fileName: "weighted.csv",
            columns: [
                Table.Column("figure", "Figure", .text),
                Table.Column("unweighted", "As written", .estimate),
                Table.Column("weighted", "Weighted", .estimate),
                Table.Column("answers", "Answers used", .count),
            ], rows: rows)
    }
}

extension Measure {
    /// The figure with its standard error, in its unit; nil for a mean, whose counts allow none. The
    /// error of a share adds two pseudo-answers to either side (Agresti and Coull 1998), since that
    /// of a unanimous group is not 0.
    fileprivate func meanAndError(_ tally: Tally) -> (mean: Double, error: Double)? {
        switch basis(tally) {
        case .share(let share):
            let n = Double(share.n) + 4
            let p = (Double(share.count) + 2) / n
            return (100 * share.share, 100 * (p * (1 - p) / n).squareRoot())
        case .balance(let score): return (score.value, score.standardError)
        case .mean: return nil
        }
    }
}

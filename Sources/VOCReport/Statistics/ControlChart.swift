internal import Glibc

/// Shares of days or weeks against limits that take the days' own restlessness into account.
///
/// Laney's p′ chart (2002), Quality Engineering 14:531–537: z_i = (p_i − p̄)/σ_i with
/// σ_i = √(p̄(1 − p̄)/n_i); σ_z = mean|z_i − z_{i−1}|/1.128; limits p̄ ± 3σ_iσ_z. With thousands of
/// items a day a plain p chart fires constantly, because days differ by more than chance.
package struct ControlChart: Sendable, Equatable {
    package var centre: Double
    /// How much wider than binomial the days scatter; 1 is binomial.
    package var sigmaZ: Double
    /// By point.
    package var low: [Double]
    package var high: [Double]

    /// What a moving range of two normal values is on average, in standard deviations.
    private static let d2 = 1.128

    /// Points are `hits[i]` of `totals[i]`; `seasons[i]`, if given, names a season such as the day of
    /// the week, whose usual level is taken out first. Nil with fewer than three points that have
    /// items, or where no point, or every one, has what is counted.
    package init?(hits: [Int], totals: [Int], seasons: [Int]? = nil) {
        let used = totals.indices.filter { totals[$0] > 0 }
        let n = used.reduce(0) { $0 + totals[$1] }
        let k = used.reduce(0) { $0 + hits[$1] }
        guard used.count > 2, k > 0, k < n else { return nil }
        let centre = Double(k) / Double(n)
        self.centre = centre
        let factors = seasons.map { Season.factors(hits: hits, totals: totals, seasons: $0) }
        let expected = totals.indices.map { index in
            min(1, centre * (factors.map { $0[seasons![index]] ?? 1 } ?? 1))
        }
        func sigma(_ index: Int) -> Double {
            (expected[index] * (1 - expected[index]) / Double(totals[index])).squareRoot()
        }
        let scores = used.map { index -> Double in
            let share = Double(hits[index]) / Double(totals[index])
            let sigma = sigma(index)
            return sigma > 0 ? (share - expected[index]) / sigma : 0
        }
        let ranges = zip(scores.dropFirst(), scores).map { abs($0 - $1) }
        let widen = ranges.reduce(0, +) / Double(ranges.count) / ControlChart.d2
        sigmaZ = widen
        low = totals.indices.map {
            totals[$0] > 0 ? max(0, expected[$0] - 3 * sigma($0) * widen) : 0
        }
        high = totals.indices.map {
            totals[$0] > 0 ? min(1, expected[$0] + 3 * sigma($0) * widen) : 1
        }
    }
}

/// The part of a share that comes back with the calendar.
package enum Season {
    /// A season's own data count as much as this many items with the thing counted, at the common
    /// level: with little data a factor stays near 1.
    private static let prior = 10.0

    /// How many times the common share each season has, drawn towards 1.
    package static func factors(hits: [Int], totals: [Int], seasons: [Int]) -> [Int: Double] {
        let k = Double(hits.reduce(0, +))
        let n = Double(totals.reduce(0, +))
        guard k > 0, n > 0 else { return [:] }
        let share = k / n
        var sums: [Int: (hits: Double, expected: Double)] = [:]
        for index in hits.indices {
            sums[seasons[index], default: (0, 0)].hits += Double(hits[index])
            sums[seasons[index]]!.expected += share * Double(totals[index])
        }
        return sums.mapValues { ($0.hits + prior) / ($0.expected + prior) }
    }
}

/// The point since which a series stands at another level.
///
/// Pettitt (1979), Applied Statistics 28:126–135: U_t = Σ_{i≤t} Σ_{j>t} sgn(x_i − x_j),
/// K = max|U_t|, p ≈ 2·exp(−6K²/(T³ + T²)). It needs no distribution and no setting, holds against
/// outliers, and answers the one question that is asked: since when.
package struct ChangePoint: Sendable, Equatable {
    /// The first point of the new level.
    package var first: Int
    package var pValue: Double
    /// Medians of the two sides.
    package var before: Double
    package var after: Double

    /// Nil for a series too short to say anything: under eight points.
    package init?(_ values: [Double]) {
        let total = values.count
        guard total >= 8 else { return nil }
        // U_t grows from U_{t−1} by the ranks' signs of x_t against all others.
        var best = (at: 0, size: -1)
        var sum = 0
        for t in 0..<total - 1 {
            for other in values {
                if values[t] > other { sum += 1 } else if values[t] < other { sum -= 1 }
            }
            if abs(sum) > best.size { best = (t + 1, abs(sum)) }
        }
        let k = Double(best.size)
        let length = Double(total)
        first = best.at
        pValue = min(1, 2 * exp(-6 * k * k / (length * length * length + length * length)))
        before = Series.median(Array(values[..<best.at])) ?? 0
        after = Series.median(Array(values[best.at...])) ?? 0
    }
}

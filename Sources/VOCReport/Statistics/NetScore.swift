/// 100 × (ups − downs) / n: NPS, and net sentiment variant A on items, from −100 to 100.
package struct NetScore: Sendable, Hashable {
    /// Promoters, or positive items.
    package var ups: Int
    /// Detractors, or negative items.
    package var downs: Int
    package var n: Int

    package init(ups: Int, downs: Int, n: Int) {
        self.ups = ups
        self.downs = downs
        self.n = n
    }

    /// 0 if there are no answers.
    package var value: Double { n == 0 ? 0 : 100 * Double(ups - downs) / Double(n) }

    /// Below this many answers, or with no ups or no downs, the adjusted form is used.
    static let smallSample = 30

    /// The standard error, from the variance p + d − (p − d)² of answers valued 1, 0 and −1.
    package var standardError: Double { spread.error }

    /// 95 % interval around the (for small samples: adjusted) score, inside −100…100.
    package var interval: Interval {
        guard n > 0 else { return Interval(low: -100, high: 100) }
        let (centre, error) = spread
        return Interval(
            low: max(-100, centre - Normal.z95 * error), high: min(100, centre + Normal.z95 * error)
        )
    }

    /// Centre and standard error; adjusted Wald adds ¾ up, ¾ down and 1½ passive pseudo-answers
    /// (Sauro and Lewis, MeasuringU, after Agresti and Coull 1998), because the plain error is too
    /// small for few answers and is 0 for unanimous ones.
    private var spread: (centre: Double, error: Double) {
        guard n > 0 else { return (0, 100) }
        let isAdjusted = n < NetScore.smallSample || ups == 0 || downs == 0
        let extra = isAdjusted ? 0.75 : 0
        let total = Double(n) + 4 * extra
        let p = (Double(ups) + extra) / total
        let d = (Double(downs) + extra) / total
        let error = ((p + d - (p - d) * (p - d)) / total).squareRoot()
        return (100 * (p - d), 100 * error)
    }

    /// This score minus `other`'s, with z = (N₁ − N₂)/√(SE₁² + SE₂²) and its two-sided p.
    package func difference(
        from other: NetScore
    ) -> (value: Double, interval: Interval, pValue: Double) {
        let value = self.value - other.value
        let error =
            (standardError * standardError + other.standardError * other.standardError)
            .squareRoot()
        let half = Normal.z95 * error
        return (
            value, Interval(low: value - half, high: value + half),
            error > 0 ? Normal.twoSided(value / error) : 1
        )
    }
}

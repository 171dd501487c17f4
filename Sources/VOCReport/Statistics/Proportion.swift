/// The range that holds the true value in 95 of 100 such samples.
package struct Interval: Sendable, Hashable {
    package var low: Double
    package var high: Double

    package init(low: Double, high: Double) {
        self.low = low
        self.high = high
    }

    /// Whether zero lies outside: the sign of a difference is then certain at this level.
    package var excludesZero: Bool { low > 0 || high < 0 }

    func scaled(by factor: Double) -> Interval { Interval(low: low * factor, high: high * factor) }
}

/// `count` of `n` items have something; shares run from 0 to 1.
package struct Proportion: Sendable, Hashable {
    package var count: Int
    package var n: Int

    package init(_ count: Int, of n: Int) {
        self.count = count
        self.n = n
    }

    /// 0 if there are no items.
    package var share: Double { n == 0 ? 0 : Double(count) / Double(n) }

    /// The 95 % interval of Wilson (1927), J. Am. Stat. Assoc. 22:209–212; 0 to 1 if there are no
    /// items.
    package var interval: Interval {
        guard n > 0 else { return Interval(low: 0, high: 1) }
        let z = Normal.z95
        let total = Double(n)
        let p = share
        let spread = 1 + z * z / total
        let centre = (p + z * z / (2 * total)) / spread
        let half =
            z / spread * (p * (1 - p) / total + z * z / (4 * total * total)).squareRoot()
        return Interval(
            low: count == 0 ? 0 : max(0, centre - half),
            high: count == n ? 1 : min(1, centre + half))
    }

    /// This share minus `other`'s, with the hybrid score interval of Newcombe (1998), Statistics in
    /// Medicine 17:873–890, method 10.
    package func difference(from other: Proportion) -> (value: Double, interval: Interval) {
        let value = share - other.share
        let mine = interval
        let theirs = other.interval
        let down = square(share - mine.low) + square(theirs.high - other.share)
        let up = square(mine.high - share) + square(other.share - theirs.low)
        return (
            value,
            Interval(low: value - down.squareRoot(), high: value + up.squareRoot())
        )
    }

    /// With fewer expected in any of the four cells, the normal tail is far too thin: exact then.
    private static let leastExpected = 10.0

    /// Two-sided p of equal shares: pooled z with the factor (N − 1)/N of Campbell (2007),
    /// Statistics in Medicine 26:3661–3675; where fewer than ten are expected in one of the four
    /// cells, the exact test of Fisher, two-sided as by Irwin. 1 if either side is empty.
    package func pValue(against other: Proportion) -> Double {
        let total = Double(n + other.n)
        guard n > 0, other.n > 0 else { return 1 }
        let pooled = Double(count + other.count) / total
        if Double(min(n, other.n)) * min(pooled, 1 - pooled) < Proportion.leastExpected {
            return Tail.fisher(count, of: n, other: other.count, of: other.n)
        }
        let variance = pooled * (1 - pooled) * (1 / Double(n) + 1 / Double(other.n))
        guard variance > 0 else { return 1 }
        let z = (share - other.share) / variance.squareRoot() * ((total - 1) / total).squareRoot()
        return Normal.twoSided(z)
    }

    private func square(_ x: Double) -> Double { x * x }
}

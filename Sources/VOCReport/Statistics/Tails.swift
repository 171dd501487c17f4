internal import Glibc

/// The normal distribution.
package enum Normal {
    /// The 97.5 % quantile: half-widths of 95 % intervals are this many standard errors.
    package static let z95 = 1.959963984540054

    /// P(Z ≥ z).
    package static func upperTail(_ z: Double) -> Double { 0.5 * erfc(z / 2.0.squareRoot()) }

    /// P(|Z| ≥ |z|).
    package static func twoSided(_ z: Double) -> Double { erfc(abs(z) / 2.0.squareRoot()) }
}

/// Exact upper tails of counting distributions: the chance of at least `count`.
///
/// Each is summed from the term at `count` upwards with the ratio of neighbouring terms, so the
/// cost is a few standard deviations' worth of terms when `count` lies above the mean.
package enum Tail {
    /// P(X ≥ count) for X binomial with `n` trials of chance `p`.
    package static func binomial(atLeast count: Int, of n: Int, chance p: Double) -> Double {
        guard count > 0 else { return 1 }
        guard count <= n, p > 0 else { return 0 }
        guard p < 1 else { return 1 }
        let k = Double(count)
        let total = Double(n)
        let first =
            logGamma(total + 1) - logGamma(k + 1) - logGamma(total - k + 1) + k * log(p)
            + (total - k) * log1p(-p)
        let odds = p / (1 - p)
        return sum(from: count, to: n, logFirst: first) { i in (total - i) / (i + 1) * odds }
    }

    /// P(X ≥ count) for X Poisson with the given mean.
    package static func poisson(atLeast count: Int, mean: Double) -> Double {
        guard count > 0 else { return 1 }
        guard mean > 0 else { return 0 }
        let k = Double(count)
        let first = k * log(mean) - mean - logGamma(k + 1)
        return sum(from: count, to: .max, logFirst: first) { i in mean / (i + 1) }
    }

    /// P(X ≥ count) for X Poisson whose mean is itself gamma distributed around `mean` with the
    /// relative variance `spread` (the square of its coefficient of variation): negative binomial.
    ///
    /// With no spread, Poisson. For counts whose level is not known exactly, or moves by itself.
    package static func gammaPoisson(
        atLeast count: Int, mean: Double, spread: Double
    ) -> Double {
        guard spread > 1e-7 else { return poisson(atLeast: count, mean: mean) }
        guard count > 0 else { return 1 }
        guard mean > 0 else { return 0 }
        let k = Double(count)
        let r = 1 / spread
        let odds = mean / (r + mean)
        let first =
            logGamma(k + r) - logGamma(r) - logGamma(k + 1) + r * log(r / (r + mean))
            + k * log(odds)
        return sum(from: count, to: .max, logFirst: first) { i in (i + r) / (i + 1) * odds }
    }

    /// P(X ≥ count) for X beta-binomial: `n` trials whose common chance is itself Beta(`a`, `b`).
    ///
    /// A binomial test against a baseline that was estimated and not given: the beta carries what
    /// is not known about it.
    package static func betaBinomial(
        atLeast count: Int, of n: Int, a: Double, b: Double
    ) -> Double {
        guard count > 0 else { return 1 }
        guard count <= n else { return 0 }
        let k = Double(count)
        let total = Double(n)
        let choose = logGamma(total + 1) - logGamma(k + 1) - logGamma(total - k + 1)
        let first =
            choose + logGamma(k + a) + logGamma(total - k + b) - logGamma(total + a + b)
            - logGamma(a) - logGamma(b) + logGamma(a + b)
        return sum(from: count, to: n, logFirst: first) { i in
            (total - i) / (i + 1) * (i + a) / (total - i - 1 + b)
        }
    }

    /// Two-sided p that two samples of `n` and `otherN` share a chance, given what both have together:
    /// the sum over all outcomes that are no likelier than the one seen (Irwin 1935, Metron
    /// 12:83–94).
    package static func fisher(_ count: Int, of n: Int, other: Int, of otherN: Int) -> Double {
        // The smaller sample, and the rarer outcome: the sum then begins near what is likely.
        guard n <= otherN else { return fisher(other, of: otherN, other: count, of: n) }
        guard 2 * (count + other) <= n + otherN else {
            return fisher(n - count, of: n, other: otherN - other, of: otherN)
        }
        let both = count + other
        let (low, high) = (max(0, both - otherN), min(n, both))
        guard low < high else { return 1 }
        func logChoose(_ n: Int, _ k: Int) -> Double {
            logGamma(Double(n) + 1) - logGamma(Double(k) + 1) - logGamma(Double(n - k) + 1)
        }
        var term = exp(
            logChoose(n, low) + logChoose(otherN, both - low) - logChoose(n + otherN, both))
        var terms = [term]
        for i in low..<high {
            term *=
                Double(n - i) / Double(i + 1) * Double(both - i) / Double(otherN - both + i + 1)
            terms.append(term)
        }
        let seen = terms[count - low] * (1 + 1e-7)
        return min(1, terms.reduce(0) { $1 <= seen ? $0 + $1 : $0 })
    }

    /// Adds terms from `first` on, each `ratio(i)` times the one before, until they no longer
    /// count.
    private static func sum(
        from first: Int, to last: Int, logFirst: Double, ratio: (Double) -> Double
    ) -> Double {
        // Terms relative to the first one: the sum then never underflows as a whole.
        var term = 1.0
        var total = 1.0
        var scale = logFirst
        var index = first
        while index < last {
            let factor = ratio(Double(index))
            term *= factor
            total += term
            index += 1
            if term < total * 1e-17, factor < 1 { break }
            if total > 1e200 {
                term /= total
                scale += log(total)
                total = 1
            }
        }
        return min(1, exp(scale + log(total)))
    }

    /// ln Γ(x) for x > 0 by Stirling's series after shifting x above 10 (Abramowitz and Stegun
    /// 6.1.41).
    static func logGamma(_ x: Double) -> Double {
        var shift = 0.0
        var x = x
        while x < 10 {
            shift += log(x)
            x += 1
        }
        let inverse = 1 / x
        let square = inverse * inverse
        let series =
            inverse
            * (1.0 / 12 - square
                * (1.0 / 360 - square * (1.0 / 1260 - square * (1.0 / 1680 - square / 1188))))
        return (x - 0.5) * log(x) - x + 0.5 * log(2 * Double.pi) + series - shift
    }
}

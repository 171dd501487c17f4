import Testing
import VOCCore

@testable import VOCReport

/// Expected figures were computed with SciPy 1.x: `scipy.stats` (norm, binom, poisson, betabinom,
/// chi2, binomtest with `proportion_ci(method="wilson")`, false_discovery_control) and
/// `scipy.special.gammaln`.
@Suite struct `Statistics agree with SciPy` {
    private func isClose(_ one: Double, _ other: Double, within tolerance: Double = 1e-9) -> Bool {
        abs(one - other) <= tolerance * max(abs(other), 1e-300)
    }

    @Test func `normal tails`() {
        #expect(isClose(Normal.upperTail(1.7), 0.04456546275854304))
        #expect(isClose(Normal.twoSided(-2.3), 0.021448220043351618))
    }

    @Test(arguments: [
        (30, 190, 0.07, 2.5509477925122582e-05), (4, 20, 0.1, 0.1329533234343351),
        (900, 1000, 0.85, 2.0389661274727654e-06), (61, 190, 0.012, 5.603333475185414e-68),
        (0, 5, 0.2, 1.0), (6, 5, 0.2, 0.0),
    ])
    func `binomial tails`(_ count: Int, _ n: Int, _ p: Double, _ expected: Double) {
        #expect(isClose(Tail.binomial(atLeast: count, of: n, chance: p), expected, within: 1e-8))
    }

    @Test func `Poisson tails`() {
        #expect(isClose(Tail.poisson(atLeast: 12, mean: 4.2), 0.0013738596159008673, within: 1e-8))
        #expect(isClose(Tail.poisson(atLeast: 1, mean: 0.3), 0.25918177931828207, within: 1e-8))
    }

    @Test func `beta-binomial tails`() {
        let one = Tail.betaBinomial(
            atLeast: 30, of: 190, a: 0.5 + 0.07 * 363, b: 0.5 + 0.93 * 363)
        #expect(isClose(one, 0.0009328742581662386, within: 1e-8))
        let other = Tail.betaBinomial(atLeast: 4, of: 20, a: 2.5, b: 30.5)
        #expect(isClose(other, 0.10139395027159948, within: 1e-8))
    }

    @Test(arguments: [(0.5, 0.5723649429247), (3.7, 1.428072326665388), (190.5, 807.8532929458058)])
    func `log gamma`(_ x: Double, _ expected: Double) {
        #expect(isClose(Tail.logGamma(x), expected, within: 1e-11))
    }

    @Test(arguments: [
        (0, 20, 0.0, 0.16112515805281935), (5, 50, 0.04347576493189041, 0.21360231437479654),
        (59, 190, 0.2490353208801137, 0.3795271113362012), (20, 20, 0.8388748419471808, 1.0),
    ])
    func `Wilson intervals`(_ count: Int, _ n: Int, _ low: Double, _ high: Double) {
        let interval = Proportion(count, of: n).interval
        #expect(isClose(interval.low, low, within: 1e-7))
        #expect(isClose(interval.high, high, within: 1e-7))
    }

    /// 56/70 − 48/80 is the example of Newcombe (1998): 0.0524 to 0.3339.
    @Test(arguments: [
        (56, 70, 48, 80, 0.2, 0.052431472402364815, 0.3338726540369059),
        (9, 10, 3, 10, 0.6, 0.17052272393450302, 0.8090179735354881),
    ])
    func `Newcombe differences`(
        _ a: Int, _ m: Int, _ b: Int, _ n: Int, _ value: Double, _ low: Double, _ high: Double
    ) {
        let difference = Proportion(a, of: m).difference(from: Proportion(b, of: n))
        #expect(isClose(difference.value, value))
        #expect(isClose(difference.interval.low, low, within: 1e-7))
        #expect(isClose(difference.interval.high, high, within: 1e-7))
    }

    @Test func `two proportions, N - 1 chi-square`() {
        let p = Proportion(56, of: 70).pValue(against: Proportion(48, of: 80))
        #expect(isClose(p, 0.00825828792938078))
        #expect(Proportion(0, of: 9).pValue(against: Proportion(0, of: 5)) == 1)
        #expect(Proportion(3, of: 9).pValue(against: Proportion(0, of: 0)) == 1)
    }

    /// Few are expected: `scipy.stats.fisher_exact` 1.15.
    @Test(arguments: [
        (3, 20, 5, 400, 0.004458672382408725), (0, 30, 12, 500, 1),
        (7, 90, 12, 2500, 1.7380373373328504e-06), (2, 1000, 3, 100_000, 0.0009601141838382853),
    ])
    func `two proportions with few, exactly`(
        _ a: Int, _ m: Int, _ b: Int, _ n: Int, _ p: Double
    ) {
        let (one, other) = (Proportion(a, of: m), Proportion(b, of: n))
        let rest = (Proportion(m - a, of: m), Proportion(n - b, of: n))
        for found in [
            one.pValue(against: other), other.pValue(against: one), rest.0.pValue(against: rest.1),
        ] { #expect(isClose(found / p, 1, within: 1e-8)) }
    }

    @Test func `NPS, its standard error and the change between two periods`() {
        let one = NetScore(ups: 50, downs: 20, n: 100)
        let other = NetScore(ups: 40, downs: 40, n: 120)
        #expect(one.value == 30)
        #expect(isClose(one.standardError, 7.810249675906652))
        let change = one.difference(from: other)
        #expect(isClose(change.value, 30))
        #expect(isClose(change.pValue, 0.00545628197282427, within: 1e-7))
    }

    @Test func `few or unanimous answers take the adjusted form`() {
        let all = NetScore(ups: 10, downs: 0, n: 10)
        #expect(isClose(all.standardError, 15.010237744338253))
        #expect(all.value == 100)
        #expect(all.interval.low < 60 && all.interval.high == 100)
        #expect(NetScore(ups: 0, downs: 0, n: 0).interval == Interval(low: -100, high: 100))
    }

    @Test func `Benjamini-Hochberg keeps the order given`() {
        let adjusted = Discovery.adjusted([0.01, 0.04, 0.03, 0.005, 0.8, 0.5])
        let expected = [0.03, 0.06, 0.06, 0.03, 0.8, 0.6]
        for (one, other) in zip(adjusted, expected) { #expect(isClose(one, other)) }
        #expect(Discovery.adjusted([]).isEmpty)
    }

    @Test func `medians and correlations`() {
        #expect(Series.median([]) == nil)
        #expect(Series.median([3, 1, 2]) == 2)
        #expect(Series.median([4, 1, 2, 3]) == 2.5)
        #expect(isClose(Series.correlation([1, 2, 3], [2, 4, 6]), 1))
        #expect(Series.correlation([1, 1], [2, 3]) == 0)
    }
}

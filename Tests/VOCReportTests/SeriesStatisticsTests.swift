import Testing
import VOCCore

@testable import VOCReport

/// Expected figures were computed with SciPy 1.17.1 and statsmodels 0.15.0: `scipy.stats.nbinom`,
/// `statsmodels.api.OLS` and `WLS` with `cov_type="HAC"`, NumPy's `eigh` for Johnson's weights, and
/// Pettitt's statistic by its definition, as a double sum.
@Suite struct `Statistics of series and drivers agree with SciPy and statsmodels` {
    private func isClose(_ one: Double, _ other: Double, within tolerance: Double = 1e-9) -> Bool {
        abs(one - other) <= tolerance * max(abs(other), 1e-300)
    }

    /// 200 answers with three themes, by the same linear congruence as the reference made them.
    private func answers() -> [(themes: [Int32], answer: Double)] {
        var state = 12345
        func next() -> Double {
            state = (state * 1_103_515_245 + 12345) % 2_147_483_648
            return Double(state) / 2_147_483_648
        }
        return (0..<200).map { _ in
            let a = next() < 0.3
            let b = next() < (a ? 0.5 : 0.1)
            let c = next() < 0.2
            let base = 4 - 1.5 * (a ? 1 : 0) - 0.7 * (b ? 1 : 0) + 0.8 * (c ? 1 : 0)
            let answer = base + Double(Int(next() * 3)) - 1
            return ([a, b, c].enumerated().compactMap { $1 ? Int32($0) : nil }, answer)
        }
    }

    private func sums(_ kept: [Int32]) -> PairSums {
        var sums = PairSums(count: kept.count)
        for (themes, answer) in answers() {
            let present = themes.compactMap { theme in
                kept.firstIndex(of: theme).map { Int32($0) }
            }
            sums.add(answer, present: present[...])
        }
        return sums
    }

    @Test func `Johnson's relative weights add up to R²`() throws {
        let three = sums([0, 1, 2])
        #expect(three.n == 200 && isClose(three.answers, 697.2))
        let found = try #require(RelativeWeights(three))
        #expect(isClose(found.rSquared, 0.5418391642576248))
        #expect(isClose(found.weights.reduce(0, +), found.rSquared, within: 1e-12))
        for (one, other) in zip(
            found.weights, [0.334865091546823, 0.14461124485286012, 0.06236282785794325])
        { #expect(isClose(one, other, within: 1e-8)) }
        for (one, other) in zip(
            found.slopes, [-1.4506856221012314, -0.746029441419642, 0.8765376083887862])
        { #expect(isClose(one, other, within: 1e-8)) }
    }

    /// For two predictors the weights are those of Shapley (LMG), from the R² of all subsets.
    @Test func `of two themes relative weights are the Shapley values`() throws {
        let found = try #require(RelativeWeights(sums([0, 1])))
        #expect(isClose(found.weights[0], 0.32225821960646595, within: 1e-9))
        #expect(isClose(found.weights[1], 0.14801511323552308, within: 1e-9))
    }

    @Test func `themes that never vary weigh nothing, copies share`() throws {
        var copied = PairSums(count: 4)
        for (themes, answer) in answers() {
            // 3 is a copy of 0; 2 is in every answer.
            let present = (themes.filter { $0 < 2 } + [2] + (themes.contains(0) ? [3] : []))
                .sorted()
            copied.add(answer, present: present[...])
        }
        let found = try #require(RelativeWeights(copied))
        let two = try #require(RelativeWeights(sums([0, 1])))
        #expect(found.weights[2] == 0)
        #expect(isClose(found.weights[0], found.weights[3], within: 1e-6))
        #expect(isClose(found.rSquared, two.rSquared, within: 1e-6))
        #expect(isClose(found.weights.reduce(0, +), found.rSquared, within: 1e-9))
        #expect(RelativeWeights(PairSums(count: 2)) == nil)
    }

    @Test func `gamma-Poisson tails`() {
        let one = Tail.gammaPoisson(atLeast: 12, mean: 4.2, spread: 1.0 / 3)
        #expect(isClose(one, 0.030336336191955797, within: 1e-8))
        let other = Tail.gammaPoisson(atLeast: 40, mean: 18.5, spread: 0.05)
        #expect(isClose(other, 0.0017280412917834937, within: 1e-8))
        #expect(
            isClose(
                Tail.gammaPoisson(atLeast: 12, mean: 4.2, spread: 0),
                Tail.poisson(atLeast: 12, mean: 4.2)))
        #expect(
            isClose(
                Tail.gammaPoisson(atLeast: 12, mean: 4.2, spread: 1.1e-7),
                Tail.poisson(atLeast: 12, mean: 4.2), within: 1e-4))
    }

    @Test func `Laney's p′ chart`() throws {
        let chart = try #require(
            ControlChart(
                hits: [43, 13, 10, 21, 107, 111, 59],
                totals: [1121, 1068, 1060, 1219, 1251, 2474, 2372]))
        #expect(isClose(chart.centre, 0.03445338381448178))
        #expect(isClose(chart.sigmaZ, 4.730713125288815))
        #expect(isClose(chart.high[4], 0.1076383332199461))
        #expect(chart.low[4] == 0)
    }

    @Test func `a weekly rhythm is taken out of a chart`() throws {
        let hits = (0..<42).map { $0 % 7 > 4 ? 60 : 20 }
        let totals = [Int](repeating: 400, count: 42)
        let plain = try #require(ControlChart(hits: hits, totals: totals))
        let seasonal = try #require(
            ControlChart(hits: hits, totals: totals, seasons: (0..<42).map { $0 % 7 }))
        #expect(seasonal.sigmaZ < 0.3 * plain.sigmaZ)
        #expect(
            Season.factors(hits: hits, totals: totals, seasons: (0..<42).map { $0 % 7 })[6]! > 1.7)
    }

    @Test func `Pettitt's change point`() throws {
        let found = try #require(
            ChangePoint([5, 7, 6, 5, 8, 6, 7, 12, 11, 13, 12, 10, 14]))
        #expect(found.first == 7)
        #expect(isClose(found.pValue, 0.022817543195122223))
        #expect(found.before == 6 && found.after == 12)
        #expect(ChangePoint([1, 2, 3]) == nil)
        #expect(try #require(ChangePoint([Double](repeating: 3, count: 20))).pValue == 1)
    }

    @Test func `an interrupted series, with Newey and West's errors`() throws {
        let found = try #require(
            InterruptedSeries(
                [
                    0.20, 0.22, 0.19, 0.23, 0.24, 0.21, 0.25, 0.26, 0.12, 0.11, 0.13, 0.10, 0.12,
                    0.09, 0.11, 0.10,
                ],
                weights: [
                    100, 120, 90, 110, 100, 130, 95, 105, 100, 120, 90, 110, 100, 130, 95, 105,
                ], first: 8))
        #expect(isClose(found.step, -0.13779531136216355, within: 1e-9))
        #expect(isClose(found.slope, 0.007115732791737055, within: 1e-8))
        #expect(isClose(found.interval.low, -0.15363623416031857, within: 1e-7))
        #expect(isClose(found.interval.high, -0.12195438856400853, within: 1e-7))
        #expect(InterruptedSeries([1, 2, 3], weights: [1, 1, 1], first: 1) == nil)
    }

    @Test func `mix and rate add up to the change, new and lost groups included`() throws {
        let found = try #require(
            MixRate([
                .init(nBefore: 60, sumBefore: 30, nNow: 40, sumNow: 28),
                .init(nBefore: 40, sumBefore: -10, nNow: 90, sumNow: -45),
                .init(nBefore: 0, sumBefore: 0, nNow: 20, sumNow: 20),
                .init(nBefore: 10, sumBefore: 1, nNow: 0, sumNow: 0),
            ]))
        #expect(isClose(found.before, 21.0 / 110) && isClose(found.now, 3.0 / 150))
        let sum = zip(found.mix, found.rate).reduce(0) { $0 + $1.0 + $1.1 }
        #expect(abs(sum - found.delta) < 1e-12)
        // 40 of 150 answers at 0.7 instead of 0.5.
        #expect(isClose(found.rate[0], 40.0 / 150 * 0.2))
        #expect(found.rate[2] == 0 && found.rate[3] == 0)
        #expect(MixRate([.init(nBefore: 0, sumBefore: 0, nNow: 3, sumNow: 1)]) == nil)
    }

    @Test func `only the tests that are given need be told apart`() {
        let p = [0.0001, 0.004, 0.03]
        let all = Discovery.adjusted(p + [Double](repeating: 1, count: 97))
        #expect(Discovery.adjusted(p, outOf: 100) == Array(all[..<3]))
    }
}

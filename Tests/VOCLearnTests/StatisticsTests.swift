import Testing
import VOCReport

@testable import VOCLearn

@Suite struct `Class tables` {
    /// Ten items: 4 of class 0 (3 right, 1 answered 1), 6 of class 1 (4 right, 2 answered 2 = no class).
    private func table() -> ClassTable {
        var table = ClassTable(classes: 2, answers: 3)
        table.add(0, 0, times: 3)
        table.add(0, 1)
        table.add(1, 1, times: 4)
        table.add(1, 2, times: 2)
        return table
    }

    @Test func `give precision, recall and F1 of a class`() {
        let one = table().figures(1)
        #expect(one.precision == 4.0 / 5)
        #expect(one.recall == 4.0 / 6)
        #expect(abs(one.f1 - 8.0 / 11) < 1e-12)
        #expect(table().figures(0).precision == 1)
    }

    @Test func `count answers that are no class as errors`() {
        #expect(table().accuracy == 0.7)
        #expect(abs(table().macroF1 - (6.0 / 7 + 8.0 / 11) / 2) < 1e-12)
    }

    @Test func `have no precision where nothing was answered, and an F1 of 0`() {
        var table = ClassTable(classes: 2, answers: 2)
        table.add(0, 1)
        #expect(table.figures(0).precision == nil)
        #expect(table.figures(0).f1 == 0)
        #expect(table.figures(1).recall == nil)
    }
}

@Suite struct `Bootstrap intervals` {
    @Test func `are the same for the same seed, and others for another`() {
        let cells = [0, 0, 1, 2, 1, 0, 2, 2]
        var one = Bootstrap(seed: 7)
        var same = Bootstrap(seed: 7)
        var other = Bootstrap(seed: 8)
        let counts = one.counts(of: cells, cellCount: 3)
        #expect(counts == same.counts(of: cells, cellCount: 3))
        #expect(counts != other.counts(of: cells, cellCount: 3))
        #expect(counts.allSatisfy { $0.reduce(0, +) == 8 })
    }

    @Test func `of a share are as wide as the normal approximation says`() {
        let cells = (0..<400).map { $0 < 100 ? 1 : 0 }
        var bootstrap = Bootstrap(seed: 1)
        let shares = bootstrap.counts(of: cells, cellCount: 2).map { Double($0[1]) / 400 }
        let interval = Bootstrap.interval(shares)
        let half = 1.96 * (0.25 * 0.75 / 400).squareRoot()
        #expect(abs(interval.low - (0.25 - half)) < 0.008)
        #expect(abs(interval.high - (0.25 + half)) < 0.008)
    }
}

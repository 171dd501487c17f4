package import VOCReport

/// Intervals by drawing the items again, with replacement (Efron & Tibshirani 1993, "An Introduction
/// to the Bootstrap", chapter 13: the percentile method).
///
/// Items that count alike share a cell, so that a replicate is a list of counts by cell. The same
/// seed gives the same intervals on every machine.
package struct Bootstrap: Sendable {
    package static let replicates = 1000

    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    /// `replicates` times the counts by cell of as many items as `cells` has, drawn from it.
    package mutating func counts(of cells: [Int], cellCount: Int) -> [[Int]] {
        var result: [[Int]] = []
        result.reserveCapacity(Bootstrap.replicates)
        let size = UInt64(cells.count)
        for _ in 0..<Bootstrap.replicates {
            var counts = [Int](repeating: 0, count: cellCount)
            for _ in 0..<cells.count {
                let place = Int(next().multipliedFullWidth(by: size).high)
                counts[cells[place]] += 1
            }
            result.append(counts)
        }
        return result
    }

    /// The middle 95 % of `values`; both ends are the same if there is but one.
    package static func interval(_ values: [Double]) -> Interval {
        guard !values.isEmpty else { return Interval(low: 0, high: 0) }
        let sorted = values.sorted()
        func quantile(_ share: Double) -> Double {
            let place = share * Double(sorted.count - 1)
            let low = Int(place)
            let high = min(low + 1, sorted.count - 1)
            return sorted[low] + (place - Double(low)) * (sorted[high] - sorted[low])
        }
        return Interval(low: quantile(0.025), high: quantile(0.975))
    }

    /// SplitMix64 (Steele, Lea & Flood 2014, "Fast splittable pseudorandom number generators").
    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

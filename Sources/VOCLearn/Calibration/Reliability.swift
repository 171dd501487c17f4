/// Stated confidence beside what came true, in ten bins.
package struct Reliability: Sendable {
    package struct Bin: Sendable {
        /// The bin holds confidences from `low` to `low` + 0.1.
        package var low: Double
        package var count = 0
        /// Means of what was stated and of what was right, from 0 to 1.
        package var stated = 0.0
        package var observed = 0.0
    }

    /// The bins that hold something.
    package let bins: [Bin]
    /// The expected calibration error: the mean distance of stated and observed, bins weighed by
    /// their items (Naeini, Cooper & Hauskrecht 2015, AAAI 29).
    package let error: Double

    /// Nil if no answer states a confidence. Confidences are in thousandths.
    init?(_ answers: [(confidence: Int?, isRight: Bool)]) {
        var bins = (0..<10).map { Bin(low: Double($0) / 10) }
        for case (let confidence?, let isRight) in answers {
            let place = min(9, confidence / 100)
            bins[place].count += 1
            bins[place].stated += Double(confidence) / 1000
            bins[place].observed += isRight ? 1 : 0
        }
        let all = bins.reduce(0) { $0 + $1.count }
        guard all > 0 else { return nil }
        error = bins.reduce(0) { $0 + abs($1.stated - $1.observed) } / Double(all)
        self.bins = bins.filter { $0.count > 0 }.map { bin in
            var bin = bin
            bin.stated /= Double(bin.count)
            bin.observed /= Double(bin.count)
            return bin
        }
    }
}

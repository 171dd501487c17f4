/// Control of false alarms over many tests at once.
package enum Discovery {
    /// Adjusted p values of Benjamini and Hochberg (1995), J. R. Stat. Soc. B 57:289–300, in the
    /// order given.
    ///
    /// Calling everything with an adjusted p ≤ q gives false calls in at most the share q of calls,
    /// on average.
    ///
    /// With `outOf`, so many tests were made of which those not given had p = 1.
    package static func adjusted(_ pValues: [Double], outOf tests: Int? = nil) -> [Double] {
        let order = pValues.indices.sorted {
            (pValues[$0], $0) < (pValues[$1], $1)
        }
        var result = [Double](repeating: 1, count: pValues.count)
        var least = 1.0
        let total = Double(max(tests ?? 0, pValues.count))
        for (rank, index) in order.enumerated().reversed() {
            least = min(least, total * pValues[index] / Double(rank + 1))
            result[index] = least
        }
        return result
    }
}

/// Simple robust figures of a series.
package enum Series {
    /// Nil for an empty series; the mean of the two middle values for an even count.
    package static func median(_ values: [Double]) -> Double? {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1
            ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }

    /// Pearson's correlation of two series of equal length; 0 if either is constant.
    package static func correlation(_ one: [Double], _ other: [Double]) -> Double {
        guard one.count == other.count, one.count > 1 else { return 0 }
        let n = Double(one.count)
        let meanOne = one.reduce(0, +) / n
        let meanOther = other.reduce(0, +) / n
        var product = 0.0
        var squareOne = 0.0
        var squareOther = 0.0
        for (x, y) in zip(one, other) {
            product += (x - meanOne) * (y - meanOther)
            squareOne += (x - meanOne) * (x - meanOne)
            squareOther += (y - meanOther) * (y - meanOther)
        }
        guard squareOne > 0, squareOther > 0 else { return 0 }
        return product / (squareOne * squareOther).squareRoot()
    }
}

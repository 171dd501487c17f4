internal import Glibc

/// Whether a series has another level since a day, with what it was doing anyway taken out.
///
/// Segmented regression (Wagner et al. 2002, J. Clin. Pharm. Ther. 27:299–309): least squares,
/// weighted by items, of share on time, a step at the day, and the change of slope after it. The
/// errors allow for neighbouring days being alike (Newey and West 1987, Econometrica 55:703–708).
package struct InterruptedSeries: Sendable, Equatable {
    /// The step at the day, in the unit of the values.
    package var step: Double
    package var interval: Interval
    /// Of the slope before, per point.
    package var slope: Double
    /// Points before and after.
    package var before: Int
    package var after: Int

    /// Each side needs this many points.
    package static let leastPoints = 6

    /// `values[i]` over `weights[i]` items; `first` is the first point after the day. Nil if either
    /// side is too short or all weights are zero.
    package init?(_ values: [Double], weights: [Double], first: Int) {
        before = first
        after = values.count - first
        guard before >= InterruptedSeries.leastPoints, after >= InterruptedSeries.leastPoints
        else { return nil }
        let rows = values.indices.map { index -> [Double] in
            let isAfter = index >= first
            let time = Double(index - first)
            return [1, time, isAfter ? 1 : 0, isAfter ? time : 0]
        }
        let size = 4
        var normal = [Double](repeating: 0, count: size * size)
        var right = [Double](repeating: 0, count: size)
        for (index, row) in rows.enumerated() {
            for i in 0..<size {
                right[i] += weights[index] * row[i] * values[index]
                for j in 0..<size { normal[i * size + j] += weights[index] * row[i] * row[j] }
            }
        }
        guard let inverse = InterruptedSeries.inverse(normal, size) else { return nil }
        let beta = (0..<size).map { i in
            (0..<size).reduce(0.0) { $0 + inverse[i * size + $1] * right[$1] }
        }
        let residuals = values.indices.map { index in
            values[index] - (0..<size).reduce(0.0) { $0 + rows[index][$1] * beta[$1] }
        }
        // Lags as Newey and West's rule of thumb: ⌊4(T/100)^(2/9)⌋.
        let lags = Int(4 * pow(Double(values.count) / 100, 2.0 / 9))
        var meat = [Double](repeating: 0, count: size * size)
        func score(_ index: Int, _ i: Int) -> Double {
            weights[index] * residuals[index] * rows[index][i]
        }
        for lag in 0...lags {
            let kernel = 1 - Double(lag) / Double(lags + 1)
            for index in lag..<values.count {
                for i in 0..<size {
                    for j in 0..<size {
                        let product = score(index, i) * score(index - lag, j)
                        meat[i * size + j] += kernel * product
                        if lag > 0 { meat[j * size + i] += kernel * product }
                    }
                }
            }
        }
        var variance = 0.0
        for i in 0..<size {
            for j in 0..<size {
                variance += inverse[2 * size + i] * meat[i * size + j] * inverse[j * size + 2]
            }
        }
        step = beta[2]
        slope = beta[1]
        let half = Normal.z95 * max(0, variance).squareRoot()
        interval = Interval(low: step - half, high: step + half)
    }

    /// By Gauss and Jordan with the largest pivot; nil for a singular matrix.
    private static func inverse(_ matrix: [Double], _ size: Int) -> [Double]? {
        var a = matrix
        var result = [Double](repeating: 0, count: size * size)
        for index in 0..<size { result[index * size + index] = 1 }
        for column in 0..<size {
            let pivot = (column..<size).max {
                abs(a[$0 * size + column]) < abs(a[$1 * size + column])
            }!
            guard abs(a[pivot * size + column]) > 1e-12 else { return nil }
            if pivot != column {
                for k in 0..<size {
                    a.swapAt(pivot * size + k, column * size + k)
                    result.swapAt(pivot * size + k, column * size + k)
                }
            }
            let scale = a[column * size + column]
            for k in 0..<size {
                a[column * size + k] /= scale
                result[column * size + k] /= scale
            }
            for row in 0..<size where row != column {
                let factor = a[row * size + column]
                for k in 0..<size {
                    a[row * size + k] -= factor * a[column * size + k]
                    result[row * size + k] -= factor * result[column * size + k]
                }
            }
        }
        return result
    }
}

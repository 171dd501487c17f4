/// Which themes go with a score: the share of its variance that each explains, by Johnson (2000),
/// Multivariate Behavioral Research 35:1–19.
///
/// With R the correlations of the predictors and r theirs with the answer: R = VΛVᵀ, W = VΛ^½Vᵀ,
/// β = W⁻¹r, ε = (W∘W)(β∘β). The weights ε are not negative and add up to R² exactly, whatever the
/// themes have in common; nearly the same as averaging over all orders of entry (Shapley, LMG) in
/// k³ steps instead of 2ᵏ. Predictors that are copies of each other share one weight.
///
/// An association, not a cause.
package struct RelativeWeights: Sendable, Equatable {
    /// By predictor; 0 for one that never varies.
    package var weights: [Double]
    /// The change of the answer with the predictor, all others held: the least-squares slope.
    package var slopes: [Double]
    package var rSquared: Double

    /// Eigenvalues under this share of the largest count as 0: what is left of copies.
    private static let leastEigenvalue = 1e-9

    /// Nil if nothing can be explained: no answers, or all the same.
    package init?(_ sums: PairSums) {
        let k = sums.count
        let n = Double(sums.n)
        guard sums.n > 1, k > 0 else { return nil }
        let variance = sums.answerSquares / n - (sums.answers / n) * (sums.answers / n)
        guard variance > 1e-12 else { return nil }
        let means = (0..<k).map { Double(sums.pairs[$0 * k + $0]) / n }
        let spreads = means.map { ($0 * (1 - $0)).squareRoot() }
        let used = (0..<k).filter { spreads[$0] > 1e-9 }
        weights = [Double](repeating: 0, count: k)
        slopes = weights
        rSquared = 0
        guard !used.isEmpty else { return }
        let size = used.count
        var correlations = [Double](repeating: 0, count: size * size)
        var withAnswer = [Double](repeating: 0, count: size)
        let answerSpread = variance.squareRoot()
        for (row, i) in used.enumerated() {
            for (column, j) in used.enumerated() {
                let joint = Double(sums.pairs[i * k + j]) / n
                correlations[row * size + column] =
                    row == column ? 1 : (joint - means[i] * means[j]) / (spreads[i] * spreads[j])
            }
            let product = sums.withAnswers[i] / n - means[i] * sums.answers / n
            withAnswer[row] = product / (spreads[i] * answerSpread)
        }
        let (values, vectors) = SymmetricMatrix.eigen(correlations, size)
        let least = (values.max() ?? 0) * RelativeWeights.leastEigenvalue
        // W and W⁻¹ from the same turn of axes; the inverse leaves out what is zero.
        var root = [Double](repeating: 0, count: size * size)
        var beta = [Double](repeating: 0, count: size)
        var standard = [Double](repeating: 0, count: size)
        for axis in 0..<size where values[axis] > least {
            let scale = values[axis].squareRoot()
            var along = 0.0
            for row in 0..<size { along += vectors[row * size + axis] * withAnswer[row] }
            for row in 0..<size {
                let part = vectors[row * size + axis]
                beta[row] += part * along / scale
                standard[row] += part * along / values[axis]
                for column in 0..<size {
                    root[row * size + column] += part * vectors[column * size + axis] * scale
                }
            }
        }
        for (row, i) in used.enumerated() {
            var weight = 0.0
            for column in 0..<size {
                let part = root[row * size + column] * beta[column]
                weight += part * part
            }
            weights[i] = weight
            slopes[i] = standard[row] * answerSpread / spreads[i]
        }
        rSquared = beta.reduce(0) { $0 + $1 * $1 }
    }
}

/// Sums over answers and the themes they mention: all that relative weights need.
package struct PairSums: Sendable {
    /// Predictors.
    package let count: Int
    package private(set) var n = 0
    package private(set) var answers = 0.0
    package private(set) var answerSquares = 0.0
    /// Sum of the answers that come with each predictor.
    package private(set) var withAnswers: [Double]
    /// `count` × `count`: how many answers have both; the diagonal has how many have one.
    package private(set) var pairs: [Int]

    package init(count: Int) {
        self.count = count
        withAnswers = [Double](repeating: 0, count: count)
        pairs = [Int](repeating: 0, count: count * count)
    }

    /// Counts an answer `times` times; `present` are the numbers of the predictors it has, each
    /// once.
    package mutating func add(_ answer: Double, present: ArraySlice<Int32>, times: Int = 1) {
        n += times
        let weight = Double(times)
        answers += weight * answer
        answerSquares += weight * answer * answer
        for i in present {
            withAnswers[Int(i)] += weight * answer
            for j in present { pairs[Int(i) * count + Int(j)] += times }
        }
    }
}

/// Square symmetric matrices in rows.
enum SymmetricMatrix {
    /// Eigenvalues and, in columns, eigenvectors, by Jacobi's rotations (Golub and Van Loan, Matrix
    /// Computations, 8.5).
    static func eigen(_ matrix: [Double], _ size: Int) -> (values: [Double], vectors: [Double]) {
        var a = matrix
        var v = [Double](repeating: 0, count: size * size)
        for index in 0..<size { v[index * size + index] = 1 }
        for _ in 0..<60 {
            var outside = 0.0
            for p in 0..<size { for q in 0..<p { outside += a[p * size + q] * a[p * size + q] } }
            if outside < 1e-22 { break }
            for p in 0..<size - 1 {
                for q in p + 1..<size where abs(a[p * size + q]) > 1e-300 {
                    rotate(&a, &v, size, p, q)
                }
            }
        }
        return ((0..<size).map { a[$0 * size + $0] }, v)
    }

    private static func rotate(
        _ a: inout [Double], _ v: inout [Double], _ size: Int, _ p: Int, _ q: Int
    ) {
        let theta = (a[q * size + q] - a[p * size + p]) / (2 * a[p * size + q])
        let sign = theta < 0 ? -1.0 : 1
        let t = sign / (abs(theta) + (theta * theta + 1).squareRoot())
        let c = 1 / (t * t + 1).squareRoot()
        let s = t * c
        for k in 0..<size {
            let (one, other) = (a[k * size + p], a[k * size + q])
            a[k * size + p] = c * one - s * other
            a[k * size + q] = s * one + c * other
        }
        for k in 0..<size {
            let (one, other) = (a[p * size + k], a[q * size + k])
            a[p * size + k] = c * one - s * other
            a[q * size + k] = s * one + c * other
            let (mine, theirs) = (v[k * size + p], v[k * size + q])
            v[k * size + p] = c * mine - s * theirs
            v[k * size + q] = s * mine + c * theirs
        }
    }
}

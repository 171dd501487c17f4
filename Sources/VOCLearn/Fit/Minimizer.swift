/// Finds where a smooth function of many variables is least: limited-memory BFGS (Nocedal & Wright,
/// Numerical Optimization, 2nd ed., algorithm 7.4) with backtracking.
///
/// All sums are made in one fixed order, so that the same input gives the same bits.
enum Minimizer {
    /// Starts from `start`; stops after `steps` steps or when a step gains less than one part in
    /// `precision`. `evaluate` returns the value and fills the gradient.
    static func minimum(
        from start: [Double], steps: Int, precision: Double = 1e7,
        _ evaluate: (_ at: [Double], _ gradient: inout [Double]) -> Double
    ) -> [Double] {
        let memory = 8
        var place = start
        var gradient = [Double](repeating: 0, count: start.count)
        var value = evaluate(place, &gradient)
        var moves: [[Double]] = []
        var bends: [[Double]] = []
        var next = place
        var nextGradient = gradient
        for step in 0..<steps {
            var direction = gradient
            var alphas: [Double] = []
            for index in moves.indices.reversed() {
                let alpha = dot(moves[index], direction) / dot(moves[index], bends[index])
                alphas.append(alpha)
                add(-alpha, bends[index], to: &direction)
            }
            if let move = moves.last, let bend = bends.last {
                scale(&direction, by: dot(move, bend) / dot(bend, bend))
            } else {
                let length = dot(gradient, gradient).squareRoot()
                guard length > 0 else { return place }
                scale(&direction, by: min(1, 0.1 / length))
            }
            for index in moves.indices {
                let beta = dot(bends[index], direction) / dot(moves[index], bends[index])
                add(alphas[moves.count - 1 - index] - beta, moves[index], to: &direction)
            }
            let slope = dot(gradient, direction)
            guard slope > 0 else { return place }
            var length = 1.0
            var nextValue = value
            var isLower = false
            for _ in 0..<30 {
                next = place
                add(-length, direction, to: &next)
                nextValue = evaluate(next, &nextGradient)
                if nextValue <= value - 1e-4 * length * slope {
                    isLower = true
                    break
                }
                length *= step == 0 ? 0.25 : 0.5
            }
            guard isLower else { return place }
            var move = next
            add(-1, place, to: &move)
            var bend = nextGradient
            add(-1, gradient, to: &bend)
            let gain = value - nextValue
            place = next
            gradient = nextGradient
            value = nextValue
            if dot(move, bend) > 1e-12 {
                moves.append(move)
                bends.append(bend)
                if moves.count > memory {
                    moves.removeFirst()
                    bends.removeFirst()
                }
            }
            if gain * precision < abs(value) { return place }
        }
        return place
    }

    static func dot(_ one: [Double], _ other: [Double]) -> Double {
        var sum = 0.0
        for index in one.indices { sum += one[index] * other[index] }
        return sum
    }

    private static func add(_ factor: Double, _ other: [Double], to one: inout [Double]) {
        for index in one.indices { one[index] += factor * other[index] }
    }

    private static func scale(_ one: inout [Double], by factor: Double) {
        for index in one.indices { one[index] *= factor }
    }
}

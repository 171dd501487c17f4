internal import VOCCore

/// What the engine finds in the texts: by text, patterns and rules, as sorted columns.
struct TopicFeatures: Sendable {
    /// Columns below are phrases, whose sum is divided by the square root of how many were found;
    /// the others rules, each with its own.
    let phraseCount: Int
    let columnCount: Int
    private(set) var columns: [Int32] = []
    private(set) var starts: [Int] = [0]

    init(_ rows: [[Int32]], phraseCount: Int, columnCount: Int) {
        self.phraseCount = phraseCount
        self.columnCount = columnCount
        for row in rows {
            columns += row
            starts.append(columns.count)
        }
    }

    func row(_ text: Int) -> ArraySlice<Int32> { columns[starts[text]..<starts[text + 1]] }

    /// How many of `texts` have each column.
    func counts(_ texts: [Int]) -> [Int] {
        var counts = [Int](repeating: 0, count: columnCount)
        for text in texts { for column in row(text) { counts[Int(column)] += 1 } }
        return counts
    }
}

/// Fits one linear decision for each label: squared hinge loss with L2 about a prior mean (Fan et
/// al. 2008, LIBLINEAR, with the mean moved to the seeds).
struct TopicFit: Sendable {
    let features: TopicFeatures
    let truths: [[Int]]
    let labelCount: Int
    /// By label: columns of the rules that stand for it.
    let seeds: [[Int]]

    /// The decision of a label.
    struct Model: Sendable {
        /// By column; rarely other than 0 after truncation.
        var weights: [Double]
        var bias: Double
    }

    /// What a rule of its own adds to a label, and the bias against it, before anything is learned:
    /// the rule decides, with a margin of one.
    static let seedWeight = 2.0
    static let seedBias = -1.0

    /// Columns that are in use; the others do not exist for the fit.
    struct Scale: Sendable {
        /// By column: what an occurrence counts; 0 for columns not in use.
        var columns: [Double]
        /// By text: 1 over the square root of the phrases found.
        var texts: [Double]
    }

    /// Rare patterns tell more than frequent ones: an occurrence counts log(1 + n/texts with it).
    func scale(_ texts: [Int], uses: (Int) -> Bool) -> Scale {
        let counts = features.counts(texts)
        var columns = [Double](repeating: 0, count: features.columnCount)
        for column in columns.indices where uses(column) && counts[column] > 0 {
            columns[column] =
                column < features.phraseCount
                ? log(1 + Double(texts.count) / Double(counts[column])) : 1
        }
        let rows = truths.indices.map { text -> Double in
            var found = 0
            for column in features.row(text)
            where Int(column) < features.phraseCount && columns[Int(column)] > 0 { found += 1 }
            return 1 / Double(max(1, found)).squareRoot()
        }
        return Scale(columns: columns, texts: rows)
    }

    /// The model of `label` from `texts`; `strength` is what an error costs beside the pull to the
    /// prior, 0 for the prior itself. `uses` narrows the columns further, for this label alone.
    func model(
        _ label: Int, _ texts: [Int], _ scale: Scale, strength: Double, uses: (Int) -> Bool,
        from start: Model? = nil
    ) -> Model {
        let count = features.columnCount
        var mean = [Double](repeating: 0, count: count + 1)
        for seed in seeds[label] { mean[seed] = TopicFit.seedWeight }
        let isTrue = texts.map { truths[$0].contains(label) }
        let positives = isTrue.count { $0 }
        mean[count] = TopicFit.seedBias
        let isUsed = (0..<count).map { scale.columns[$0] > 0 && uses($0) }
        guard strength > 0, positives > 0 else {
            return Model(weights: Array(mean.prefix(count)), bias: mean[count])
        }
        // Half way to counting both answers alike: thresholds do the rest.
        let ratio = Double(texts.count) / 2
        let cost = (
            no: strength * (ratio / Double(max(1, texts.count - positives))),
            yes: strength * (ratio / Double(positives))
        )
        var begin = mean
        if let start {
            for column in 0..<count where isUsed[column] && scale.columns[column] > 0 {
                begin[column] = start.weights[column] / scale.columns[column]
            }
            begin[count] = start.bias
        }
        let found = Minimizer.minimum(from: begin, steps: 40, precision: 1e4) { place, gradient in
            var value = 0.0
            for column in 0...count {
                // The bias is free, but for a touch that keeps it finite.
                let pull = column == count ? 0.01 : 1
                let away = place[column] - mean[column]
                gradient[column] = pull * away
                value += pull * away * away / 2
            }
            for (index, text) in texts.enumerated() {
                var sum = place[count]
                let row = features.row(text)
                let divisor = scale.texts[text]
                for column in row where isUsed[Int(column)] {
                    let factor = Int(column) < features.phraseCount ? divisor : 1
                    sum += place[Int(column)] * scale.columns[Int(column)] * factor
                }
                let sign = isTrue[index] ? 1.0 : -1.0
                let lack = 1 - sign * sum
                guard lack > 0 else { continue }
                let cost = isTrue[index] ? cost.yes : cost.no
                value += cost * lack * lack
                let slope = -2 * cost * lack * sign
                gradient[count] += slope
                for column in row where isUsed[Int(column)] {
                    let factor = Int(column) < features.phraseCount ? divisor : 1
                    gradient[Int(column)] += slope * scale.columns[Int(column)] * factor
                }
            }
            return value
        }
        var model = Model(weights: [Double](repeating: 0, count: count), bias: found[count])
        for column in 0..<count where isUsed[column] {
            model.weights[column] = found[column] * scale.columns[column]
        }
        return model
    }

    /// The sum of `model` for a text.
    func sum(_ text: Int, _ model: Model, _ scale: Scale) -> Double {
        var phrases = 0.0
        var rules = 0.0
        for column in features.row(text) {
            if Int(column) < features.phraseCount {
                phrases += model.weights[Int(column)]
            } else {
                rules += model.weights[Int(column)]
            }
        }
        return phrases * scale.texts[text] + rules + model.bias
    }

    /// The models of all labels from `texts`, each with at most `terms` phrases: fitted with all of
    /// them, cut to those that matter most, and fitted again.
    func models(_ texts: [Int], strength: Double, terms: Int) -> (models: [Model], scale: Scale) {
        let all = scale(texts) { _ in true }
        let counts = features.counts(texts)
        var chosen = [Set<Int>](repeating: [], count: labelCount)
        var firsts: [Model] = []
        for label in 0..<labelCount {
            let first = model(label, texts, all, strength: strength) { _ in true }
            firsts.append(first)
            guard strength > 0 else { continue }
            chosen[label] = Set(strongest(first, counts).prefix(terms))
        }
        let union = chosen.reduce(into: Set<Int>()) { $0.formUnion($1) }
        let phraseCount = features.phraseCount
        let cut = scale(texts) { $0 >= phraseCount || union.contains($0) }
        let models = (0..<labelCount).map { label in
            model(
                label, texts, cut, strength: strength,
                uses: {
                    $0 >= phraseCount || chosen[label].contains($0)
                }, from: firsts[label])
        }
        return (models, cut)
    }

    /// Phrases by how much they move the sums of all texts together, the most first.
    private func strongest(_ model: Model, _ counts: [Int]) -> [Int] {
        let force: [Double] = (0..<features.phraseCount).map { column in
            abs(model.weights[column]) * Double(counts[column]).squareRoot()
        }
        let used = force.indices.filter { force[$0] > 0 }
        return used.sorted { one, other in
            force[one] != force[other] ? force[one] > force[other] : one < other
        }
    }

    /// What is decided from the sums of all labels.
    static func decide(_ sums: [Double], _ decision: TopicDecision) -> [Int] {
        var answer: [Int] = []
        if decision != .exclusive { answer = sums.indices.filter { sums[$0] > 0 } }
        if answer.isEmpty, decision != .any, !sums.isEmpty {
            var highest = 0
            for label in sums.indices where sums[label] > sums[highest] { highest = label }
            answer = [highest]
        }
        return answer
    }
}

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
    /// By label: columns of the phrases that are words of its name; none where rules stand for it.
    let names: [[Int]]
    /// How labels are decided.
    let decision: TopicDecision

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
    /// What a word of a label's own name adds before anything is learned, times what an occurrence
    /// of it counts.
    static let nameWeight = 0.3

    /// What the fit may spend on errors.
    struct Cost: Sendable, Hashable {
        /// What an error costs beside the pull to the prior, 0 for the prior itself.
        var strength: Double
        /// From 0 to 1: how far a rare label's texts outweigh the others; at 1 both answers count
        /// alike.
        var balance: Double
        /// How much of the seeds the fit is drawn to: 1, or 0 where the texts alone are to say what
        /// the rules are worth.
        var prior = 1.0

        static let none = Cost(strength: 0, balance: 0)
    }

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

    /// The label of texts in which no rule holds: the only one without rules or words of its own
    /// where exactly one label is decided.
    private var rest: Int? {
        let bare = (0..<labelCount).filter { seeds[$0].isEmpty && names[$0].isEmpty }
        guard decision == .exclusive, bare.count == 1, seeds.contains(where: { !$0.isEmpty })
        else { return nil }
        return bare[0]
    }

    /// What is believed of a label before anything is learned.
    private func prior(_ label: Int, _ scale: Scale, share: Double = 1) -> Model {
        var prior = Model(
            weights: [Double](repeating: 0, count: features.columnCount),
            bias: label == rest ? 0 : TopicFit.seedBias * share)
        for seed in seeds[label] { prior.weights[seed] = TopicFit.seedWeight * share }
        for name in names[label] {
            prior.weights[name] = TopicFit.nameWeight * scale.columns[name] * share
        }
        return prior
    }

    /// The model of `label` from `texts`. `uses` narrows the columns further, for this label alone.
    func model(
        _ label: Int, _ texts: [Int], _ scale: Scale, _ cost: Cost, uses: (Int) -> Bool,
        from start: Model? = nil
    ) -> Model {
        var prior = prior(label, scale, share: cost.strength > 0 ? cost.prior : 1)
        if isDuel {
            let other = self.prior(1 - label, scale, share: cost.strength > 0 ? cost.prior : 1)
            prior.bias -= other.bias
            for column in prior.weights.indices { prior.weights[column] -= other.weights[column] }
        }
        let rows = TopicRows(self, label, texts, scale, uses)
        guard cost.strength > 0, rows.positives > 0 else { return prior }
        let half = Double(texts.count) / 2
        func price(_ count: Int) -> Double {
            cost.strength * exp(cost.balance * log(half / Double(max(1, count))))
        }
        let prices = (no: price(texts.count - rows.positives), yes: price(rows.positives))
        let count = rows.used.count
        func place(_ model: Model) -> [Double] {
            rows.used.map { model.weights[$0] / scale.columns[$0] } + [model.bias]
        }
        let mean = place(prior)
        let begin = start.map(place) ?? mean
        let found = Minimizer.minimum(from: begin, steps: 40, precision: 1e4) { place, gradient in
            var value = 0.0
            for column in 0...count {
                // The bias is free, but for a touch that keeps it finite.
                let pull = column == count ? 0.01 : 1
                let away = place[column] - mean[column]
                gradient[column] = pull * away
                value += pull * away * away / 2
            }
            for row in rows.isTrue.indices {
                var sum = place[count]
                for index in rows.starts[row]..<rows.starts[row + 1] {
                    sum += place[Int(rows.columns[index])] * rows.values[index]
                }
                let sign = rows.isTrue[row] ? 1.0 : -1.0
                let lack = 1 - sign * sum
                guard lack > 0 else { continue }
                let price = rows.isTrue[row] ? prices.yes : prices.no
                value += price * lack * lack
                let slope = -2 * price * lack * sign
                gradient[count] += slope
                for index in rows.starts[row]..<rows.starts[row + 1] {
                    gradient[Int(rows.columns[index])] += slope * rows.values[index]
                }
            }
            return value
        }
        // A rule that these texts never meet stays what it was.
        var model = Model(weights: prior.weights, bias: found[count])
        for (index, column) in rows.used.enumerated() {
            model.weights[column] = found[index] * scale.columns[column]
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

    /// Whether there are two labels of which exactly one holds: what speaks against one speaks for
    /// the other, so that one fit serves both.
    private var isDuel: Bool { decision == .exclusive && labelCount == 2 }

    /// The models of all labels from `texts`, each with at most `terms` phrases: fitted with all of
    /// them, cut in two steps to those that matter most, and fitted again after each.
    func models(_ texts: [Int], _ cost: Cost, terms: Int) -> (models: [Model], scale: Scale) {
        let counts = features.counts(texts)
        let phraseCount = features.phraseCount
        var scale = scale(texts) { _ in true }
        guard cost.strength > 0 else {
            return ((0..<labelCount).map { prior($0, scale) }, scale)
        }
        let fitted = isDuel ? 0..<1 : 0..<labelCount
        var models = fitted.map { label in
            // What never stands beside the label and seldom elsewhere says little about it.
            let beside = features.counts(texts.filter { truths[$0].contains(label) })
            return model(label, texts, scale, cost) {
                isDuel || beside[$0] > 0 || counts[$0] * 50 >= texts.count
            }
        }
        for most in [terms * 3, terms] {
            let chosen = zip(models, names).map { model, names in
                let ranked = strongest(model, counts)
                guard isDuel else { return Set(ranked.prefix(most)).union(names) }
                let (ours, theirs) = (
                    ranked.filter { model.weights[$0] > 0 }, ranked.filter { model.weights[$0] < 0 }
                )
                return Set(ours.prefix(most)).union(theirs.prefix(most)).union(names)
            }
            let union = chosen.reduce(into: Set<Int>()) { $0.formUnion($1) }
            scale = self.scale(texts) { $0 >= phraseCount || union.contains($0) }
            models = models.indices.map { label in
                model(
                    label, texts, scale, cost,
                    uses: { $0 >= phraseCount || chosen[label].contains($0) }, from: models[label])
            }
        }
        return (isDuel ? TopicFit.split(models[0]) : models, scale)
    }

    /// The two sides of a duel's model: each weight goes to the label for which it speaks. Their
    /// sums differ by the sum of the whole.
    private static func split(_ model: Model) -> [Model] {
        [1.0, -1].map { sign in
            Model(
                weights: model.weights.map { max(0, sign * $0) }, bias: sign * model.bias / 2)
        }
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

/// The texts of a fit with the columns it uses, numbered anew.
private struct TopicRows {
    /// The columns in use, ascending.
    let used: [Int]
    private(set) var columns: [Int32] = []
    private(set) var values: [Double] = []
    private(set) var starts: [Int] = [0]
    private(set) var isTrue: [Bool] = []

    init(
        _ fit: TopicFit, _ label: Int, _ texts: [Int], _ scale: TopicFit.Scale,
        _ uses: (Int) -> Bool
    ) {
        let features = fit.features
        used = (0..<features.columnCount).filter { scale.columns[$0] > 0 && uses($0) }
        var number = [Int32](repeating: -1, count: features.columnCount)
        for (index, column) in used.enumerated() { number[column] = Int32(index) }
        for text in texts {
            for column in features.row(text) where number[Int(column)] >= 0 {
                let divisor = Int(column) < features.phraseCount ? scale.texts[text] : 1
                columns.append(number[Int(column)])
                values.append(scale.columns[Int(column)] * divisor)
            }
            starts.append(columns.count)
            isTrue.append(fit.truths[text].contains(label))
        }
    }

    var positives: Int { isTrue.count { $0 } }
}

package import VOCCore

/// The three classes of sentiment gold.
package enum GoldSentiment: Int, Sendable, CaseIterable {
    case negative, neutral, positive

    package var name: String {
        switch self {
        case .negative: "negative"
        case .neutral: "neutral"
        case .positive: "positive"
        }
    }

    /// Reads a label such as `pos`, `Negative` or `mixed`; nil for any other.
    package init?(label: String) {
        switch label.lowercased() {
        case "pos", "positive": self = .positive
        case "neg", "negative": self = .negative
        case "neu", "neutral", "mixed", "none": self = .neutral
        default: return nil
        }
    }
}

/// Items by true class, label and sign of the score: all that the figures of sentiment need.
package struct SentimentCounts: Sendable {
    package static let cellCount = 3 * 5 * 3
    /// What labels are called, in the order of their indices.
    package static let labels: [SentimentLabel] = [.negative, .neutral, .positive, .mixed, .none]

    private let cells: [Int]

    package init(cells: [Int]) { self.cells = cells }

    package static func cell(_ truth: GoldSentiment, _ label: SentimentLabel, score: Int?) -> Int {
        let answer = labels.firstIndex(of: label) ?? 1
        return (truth.rawValue * 5 + answer) * 3 + (score ?? 0).signum() + 1
    }

    private func sum(_ truth: GoldSentiment, _ isCounted: (_ label: Int, _ sign: Int) -> Bool)
        -> Int
    {
        var sum = 0
        for label in 0..<5 {
            for sign in 0..<3 where isCounted(label, sign) {
                sum += cells[(truth.rawValue * 5 + label) * 3 + sign]
            }
        }
        return sum
    }

    /// True classes against the five labels.
    package var table: ClassTable {
        var table = ClassTable(classes: 3, answers: 5)
        for truth in GoldSentiment.allCases {
            for label in 0..<5 {
                table.add(truth.rawValue, label, times: sum(truth) { one, _ in one == label })
            }
        }
        return table
    }

    /// True classes against answers, with mixed and none as neutral.
    package var threeClasses: ClassTable {
        var table = ClassTable(classes: 3, answers: 3)
        for truth in GoldSentiment.allCases {
            for answer in 0..<3 {
                table.add(
                    truth.rawValue, answer,
                    times: sum(truth) { label, _ in (label > 2 ? 1 : label) == answer })
            }
        }
        return table
    }

    /// Polar items against the sign of their score.
    private var signs: ClassTable {
        var table = ClassTable(classes: 3, answers: 3)
        for truth in [GoldSentiment.negative, .positive] {
            for answer in 0..<3 {
                table.add(truth.rawValue, answer, times: sum(truth) { _, sign in sign == answer })
            }
        }
        return table
    }

    /// Polar items against labels: a neutral answer is an error.
    private var polar: ClassTable {
        let all = threeClasses
        var table = ClassTable(classes: 3, answers: 3)
        for truth in [0, 2] {
            for answer in 0..<3 { table.add(truth, answer, times: all.count(truth, answer)) }
        }
        return table
    }

    package static let figureNames = [
        "accuracy", "macroF1", "negativeF1", "strict", "forced", "coverage",
    ]

    /// In the order of `figureNames`: accuracy; mean F1 of the classes there are; F1 of negative;
    /// the mean F1 of polar items, with labels and with signs; the share of polar answers.
    package var figures: [Double] {
        let all = threeClasses
        let total = all.total
        return [
            all.accuracy, all.macroF1, all.figures(0).f1, polar.macroF1, signs.macroF1,
            total == 0 ? 0 : Double(all.answered(0) + all.answered(2)) / Double(total),
        ]
    }

    /// Whether neutral is at least 2 % and 20 items, beside both other classes: only then is a mean
    /// over three classes worth having.
    package var hasNeutral: Bool {
        let all = threeClasses
        let neutral = all.support(1)
        return neutral >= 20 && neutral * 50 >= all.total && all.support(0) > 0
            && all.support(2) > 0
    }
}

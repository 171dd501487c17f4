package import VOCAnalysis
package import VOCCore
package import VOCReport

/// How well the rules do on labelled texts.
package struct Evaluation: Sendable {
    package enum Task: String, Sendable, CaseIterable {
        case sentiment, themes, intents, aspects, complaint
    }

    /// One number about a set, from 0 to 1.
    package struct Figure: Sendable {
        /// Such as `macroF1`; the key of JSON and the column of CSV.
        package var name: String
        package var value: Double
        /// The middle 95 % of bootstrap replicates.
        package var interval: Interval
        /// Whether the figure goes into the mean over sets.
        package var isTypical = true
    }

    /// What a set, or all together, reached.
    package struct Row: Sendable {
        package var name: String
        package var path: String
        package var count: Int
        package var figures: [Figure]
        /// By class.
        package var classes: [(name: String, figures: ClassFigures)]
        /// True classes against answers, where each item has one.
        package var table: ClassTable?

        package subscript(name: String) -> Figure? { figures.first { $0.name == name } }
    }

    package let task: Task
    /// The part of the data that counted; nil for all of it.
    package let split: String?
    package let rows: [Row]
    /// The mean over several sets, each counting the same; nil for one set.
    package let mean: [Figure]
    /// All sets thrown together: classes and confusion.
    package let whole: Row
    /// What the rows and columns of confusion tables are called.
    package let answers: [String]
    /// How many errors of each cause, the most frequent first.
    package let causes: [(cause: String, count: Int)]
    /// Of each cause the worst.
    package let errors: [Mistake]
    /// How far stated confidences hold; nil where none are stated.
    package var reliability: Reliability?
}

/// An item that was answered wrongly.
package struct Mistake: Sendable {
    package var origin: Origin
    package var id: String
    package var text: String
    package var expected: String
    package var answered: String
    package var score: Int?
    package var cause: String
    /// How bad it is: thousandths of score on the wrong side.
    package var depth: Int
    package var steps: [Trace.Step]
    /// Rules that hold although they should not: pattern and place.
    package var rules: [(pattern: String, origin: Origin)] = []

    /// The causes of `mistakes` by their number, and the worst `most` of each; of equals the first.
    static func grouped(_ mistakes: [Mistake], most: Int) -> (
        causes: [(cause: String, count: Int)], worst: [Mistake]
    ) {
        var groups: [String: [Int]] = [:]
        for (index, mistake) in mistakes.enumerated() {
            groups[mistake.cause, default: []].append(index)
        }
        let causes = groups.map { (cause: $0.key, count: $0.value.count) }.sorted {
            ($1.count, $0.cause) < ($0.count, $1.cause)
        }
        var worst: [Mistake] = []
        for (cause, _) in causes {
            let members = (groups[cause] ?? []).sorted {
                (mistakes[$1].depth, $0) < (mistakes[$0].depth, $1)
            }
            worst += members.prefix(most).map { mistakes[$0] }
        }
        return (causes, worst)
    }
}

extension Evaluation {
    /// The mean of each figure over the sets where it is typical, with the interval of that mean;
    /// empty for one set. `replicates` are the figures' values by set and replicate.
    static func mean(_ rows: [Row], _ replicates: [[[Double]]]) -> [Figure] {
        guard rows.count > 1 else { return [] }
        return rows[0].figures.indices.compactMap { place in
            let used = rows.indices.filter { rows[$0].figures[place].isTypical }
            guard !used.isEmpty else { return nil }
            let share = 1 / Double(used.count)
            let draws = (0..<Bootstrap.replicates).map { draw in
                used.reduce(0) { $0 + replicates[$1][draw][place] } * share
            }
            return Figure(
                name: rows[0].figures[place].name,
                value: used.reduce(0) { $0 + rows[$1].figures[place].value } * share,
                interval: Bootstrap.interval(draws))
        }
    }
}

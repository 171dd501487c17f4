package import VOCAnalysis
package import VOCCore
internal import VOCReport

/// Themes or intents against gold with any number of labels an item.
package struct LabelTask {
    private let reader: TextReader
    private let labels: LabelMap
    private let task: Evaluation.Task

    /// `task` is themes or intents. With a map, its labels are the classes, and answers that it does
    /// not name do not count; without one, labels are ids.
    package init(_ task: Evaluation.Task, _ analyzer: Analyzer, labels: LabelMap = LabelMap()) {
        reader = TextReader(analyzer)
        self.task = task
        self.labels = labels
    }

    /// The labels of one item: which are true, and which were answered, as indices.
    private struct Pattern: Hashable {
        var truth: [Int]
        var answer: [Int]
    }

    package func evaluate(
        _ files: [GoldFile], split: String?, worst: Int = 3, seed: UInt64 = 1
    ) throws(VOCError) -> Evaluation {
        var names = ClassNames()
        var rows: [Evaluation.Row] = []
        var replicates: [[[Double]]] = []
        var mistakes: [Mistake] = []
        var all: [Pattern] = []
        var bootstrap = Bootstrap(seed: seed)
        for file in files {
            var patterns: [Pattern] = []
            for item in try file.items(of: split) {
                let truth = item.labels.filter { !labels.ours(for: $0).isEmpty }
                    .map(labels.canonical)
                let reading = reader.read(item.text, declaredLanguage: "")
                let answer = answers(reading)
                patterns.append(
                    Pattern(
                        truth: Set(truth.map { names.index(of: $0) }).sorted(),
                        answer: Set(answer.map { names.index(of: $0) }).sorted()))
                mistakes += self.mistakes(item, Set(truth), Set(answer), reading, file)
            }
            // Items that count alike share a cell.
            var cells: [Pattern: Int] = [:]
            var kinds: [Pattern] = []
            let places = patterns.map { pattern in
                if let place = cells[pattern] { return place }
                cells[pattern] = kinds.count
                kinds.append(pattern)
                return kinds.count - 1
            }
            let draws = bootstrap.counts(of: places, cellCount: kinds.count).map { counts in
                LabelTask.figures(kinds, counts, names.count).values
            }
            rows.append(row(file, patterns, names, draws))
            replicates.append(draws)
            all += patterns
        }
        let (causes, errors) = Mistake.grouped(mistakes, most: worst)
        return Evaluation(
            task: task, split: split, rows: rows, mean: Evaluation.mean(rows, replicates),
            whole: row(nil, all, names, []), answers: [], causes: causes, errors: errors)
    }

    /// What the reading says, in the words of the gold.
    private func answers(_ reading: Reading) -> [String] {
        let analyzer = reader.analyzer
        let answers: [(id: String, feeling: SentimentLabel)] =
            task == .themes
            ? reading.themes.map { (analyzer.themes[$0.theme].id, $0.label) }
            : reading.intents.map { (analyzer.intents[$0], .none) }
        guard !labels.isEmpty else { return answers.map(\.id) }
        let found = labels.labels.filter { label in
            guard labels.canonical(label) == label else { return false }
            return answers.contains { labels.means(label, $0.id, $0.feeling) }
        }
        guard found.isEmpty else { return found }
        return labels.labels.filter { label in
            labels.canonical(label) == label
                && labels.ours(for: label).contains(LabelMap.otherwise)
        }
    }

    private func mistakes(
        _ item: GoldItem, _ truth: Set<String>, _ answer: Set<String>, _ reading: Reading,
        _ file: GoldFile
    ) -> [Mistake] {
        func mistake(_ cause: String) -> Mistake {
            Mistake(
                origin: Origin(file: file.path, line: item.line), id: item.id, text: item.text,
                expected: truth.sorted().joined(separator: ", "),
                answered: answer.sorted().joined(separator: ", "), score: reading.milliPoints,
                cause: cause, depth: 0, steps: [])
        }
        let missed = truth.subtracting(answer).sorted().map { mistake("missed: \($0)") }
        let extra = answer.subtracting(truth).sorted().map { label in
            var result = mistake("not there: \(label)")
            let ours = labels.isEmpty ? [label] : labels.ours(for: label)
            for match in reading.matches {
                let rule = reader.analyzer.rule(match.rule)
                let category =
                    rule.category.hasPrefix("intent:")
                    ? String(rule.category.dropFirst(7)) : rule.category
                guard ours.contains(where: { category.isWithin($0) }) else { continue }
                result.rules.append((rule.pattern, rule.origin))
            }
            return result
        }
        return missed + extra
    }

    private func row(
        _ file: GoldFile?, _ patterns: [Pattern], _ names: ClassNames, _ draws: [[Double]]
    ) -> Evaluation.Row {
        let (values, classes) = LabelTask.figures(
            patterns, [Int](repeating: 1, count: patterns.count), names.count)
        return Evaluation.Row(
            name: file?.name ?? "all", path: file?.path ?? "", count: patterns.count,
            figures: ["exact", "microF1", "macroF1"].enumerated().map { place, name in
                Evaluation.Figure(
                    name: name, value: values[place],
                    interval: Bootstrap.interval(draws.map { $0[place] }))
            },
            classes: classes.enumerated().filter { $1.support + $1.answered > 0 }
                .map { (names.names[$0], $1) }
                .sorted { $0.0 < $1.0 })
    }

    /// The share of items with exactly the true labels; F1 of all labels together; the mean F1 of
    /// labels that were true or rightly answered somewhere.
    private static func figures(_ patterns: [Pattern], _ times: [Int], _ count: Int) -> (
        values: [Double], classes: [ClassFigures]
    ) {
        var classes = [ClassFigures](repeating: ClassFigures(), count: count)
        var exact = 0
        var items = 0
        for (pattern, times) in zip(patterns, times) where times > 0 {
            items += times
            if pattern.truth == pattern.answer { exact += times }
            for label in pattern.truth {
                classes[label].support += times
                if pattern.answer.contains(label) { classes[label].right += times }
            }
            for label in pattern.answer { classes[label].answered += times }
        }
        let whole = classes.reduce(into: ClassFigures()) {
            $0.right += $1.right
            $0.answered += $1.answered
            $0.support += $1.support
        }
        let present = classes.filter { $0.support > 0 }
        let mean = present.reduce(0) { $0 + $1.f1 } / Double(max(1, present.count))
        return ([Double(exact) / Double(max(1, items)), whole.f1, mean], classes)
    }
}

/// Names of classes, numbered in the order in which they come up.
struct ClassNames {
    private(set) var names: [String] = []
    private var places: [String: Int] = [:]

    var count: Int { names.count }

    mutating func index(of name: String) -> Int {
        if let place = places[name] { return place }
        places[name] = names.count
        names.append(name)
        return names.count - 1
    }
}

extension String {
    /// Whether this id is `other` or stands below it: `delivery/late` within `delivery`.
    func isWithin(_ other: String) -> Bool { self == other || hasPrefix(other + "/") }
}

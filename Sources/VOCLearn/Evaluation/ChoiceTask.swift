package import VOCAnalysis
package import VOCCore
internal import VOCReport

/// Tasks with one answer a question: the polarity of an aspect, and whether a text is a complaint.
package struct ChoiceTask {
    private let reader: TextReader
    private let labels: LabelMap
    private let task: Evaluation.Task

    /// `task` is aspects or complaint.
    package init(_ task: Evaluation.Task, _ analyzer: Analyzer, labels: LabelMap = LabelMap()) {
        reader = TextReader(analyzer)
        self.task = task
        self.labels = labels
    }

    private static let polarities = ["negative", "neutral", "positive", "conflict"]
    private static let complaints = ["complaint", "not a complaint"]

    private var answers: [String] {
        task == .aspects ? ChoiceTask.polarities : ChoiceTask.complaints
    }
    /// How many of `answers` are classes of the gold.
    private var classCount: Int { task == .aspects ? 4 : 2 }

    /// A question about an item: the true answer and ours.
    private struct Question {
        var truth: Int
        var answer: Int
        var about = ""
    }

    package func evaluate(
        _ files: [GoldFile], split: String?, worst: Int = 3, seed: UInt64 = 1
    ) throws(VOCError) -> Evaluation {
        var rows: [Evaluation.Row] = []
        var replicates: [[[Double]]] = []
        var mistakes: [Mistake] = []
        var all = ClassTable(classes: classCount, answers: answers.count)
        var bootstrap = Bootstrap(seed: seed)
        for file in files {
            var cells: [Int] = []
            for item in try file.items(of: split) {
                let reading = reader.read(item.text, declaredLanguage: "")
                for question in try questions(item, reading, file) {
                    cells.append(question.truth * answers.count + question.answer)
                    if question.truth != question.answer {
                        mistakes.append(mistake(item, question, file))
                    }
                }
            }
            let table = self.table(
                cells.reduce(into: [Int](repeating: 0, count: classCount * answers.count)) {
                    $0[$1] += 1
                })
            for truth in 0..<classCount {
                for answer in answers.indices {
                    all.add(truth, answer, times: table.count(truth, answer))
                }
            }
            let draws = bootstrap.counts(of: cells, cellCount: classCount * answers.count).map {
                figures(self.table($0))
            }
            rows.append(row(file, table, draws))
            replicates.append(draws)
        }
        let (causes, errors) = Mistake.grouped(mistakes, most: worst)
        return Evaluation(
            task: task, split: split, rows: rows, mean: Evaluation.mean(rows, replicates),
            whole: row(nil, all, []), answers: answers, causes: causes, errors: errors)
    }

    private func questions(_ item: GoldItem, _ reading: Reading, _ file: GoldFile)
        throws(VOCError) -> [Question]
    {
        guard task == .aspects else {
            return [
                Question(truth: try complaint(item, file), answer: reading.isComplaint ? 0 : 1)
            ]
        }
        var result: [Question] = []
        for aspect in item.aspects {
            let ids = labels.ours(for: aspect.category)
            guard !ids.isEmpty else { continue }
            guard
                let truth = ChoiceTask.polarities.firstIndex(where: {
                    $0.prefix(3) == aspect.polarity.lowercased().prefix(3)
                }), truth < 4
            else {
                throw VOCError(
                    .goldLabel,
                    "a polarity of this row is not positive, neutral, negative or conflict",
                    at: Origin(file: file.path, line: item.line))
            }
            result.append(
                Question(truth: truth, answer: polarity(ids, reading), about: aspect.category))
        }
        return result
    }

    /// What is said about the themes `ids`: conflict where they disagree. A category that the gold
    /// gives and that is not found takes the feeling of the whole text.
    private func polarity(_ ids: [String], _ reading: Reading) -> Int {
        var isFound = false
        var negative = false
        var positive = false
        for mention in reading.themes {
            let id = reader.analyzer.themes[mention.theme].id
            let isAbout =
                labels.isEmpty ? ids.contains(id) : ids.contains(where: { id.isWithin($0) })
            guard isAbout else { continue }
            isFound = true
            negative = negative || mention.label == .negative || mention.label == .mixed
            positive = positive || mention.label == .positive || mention.label == .mixed
        }
        if !isFound {
            let label = reader.polarity(ofAbsent: reading) ?? reading.label
            negative = label == .negative || label == .mixed
            positive = label == .positive || label == .mixed
        }
        if negative, positive { return 3 }
        return negative ? 0 : positive ? 2 : 1
    }

    private func complaint(_ item: GoldItem, _ file: GoldFile) throws(VOCError) -> Int {
        let names = item.labels.flatMap { labels.ours(for: $0) }.map { $0.lowercased() }
        if names.contains(where: { ["complaint", "true", "yes", "1"].contains($0) }) { return 0 }
        let isNone = names.allSatisfy {
            ["not_complaint", "not a complaint", "no complaint", "none", "false", "no", "0"]
                .contains($0)
        }
        guard isNone else {
            throw VOCError(
                .goldLabel, "the label of this row is neither complaint nor not_complaint",
                at: Origin(file: file.path, line: item.line),
                hint: "--labels names a file that says what each label means")
        }
        return 1
    }

    private func table(_ counts: [Int]) -> ClassTable {
        var table = ClassTable(classes: classCount, answers: answers.count)
        for (cell, count) in counts.enumerated() where count > 0 {
            table.add(cell / answers.count, cell % answers.count, times: count)
        }
        return table
    }

    private func figures(_ table: ClassTable) -> [Double] { [table.accuracy, table.macroF1] }

    private func row(_ file: GoldFile?, _ table: ClassTable, _ draws: [[Double]])
        -> Evaluation.Row
    {
        let values = figures(table)
        return Evaluation.Row(
            name: file?.name ?? "all", path: file?.path ?? "", count: table.total,
            figures: ["accuracy", "macroF1"].enumerated().map { place, name in
                Evaluation.Figure(
                    name: name, value: values[place],
                    interval: Bootstrap.interval(draws.map { $0[place] }))
            },
            classes: (0..<classCount).map { (answers[$0], table.figures($0)) }, table: table)
    }

    private func mistake(_ item: GoldItem, _ question: Question, _ file: GoldFile) -> Mistake {
        let (reading, steps) = reader.explain(item.text)
        let truth = answers[question.truth]
        let answer = answers[question.answer]
        let place = question.about.isEmpty ? "" : "\(question.about) "
        var result = Mistake(
            origin: Origin(file: file.path, line: item.line), id: item.id, text: item.text,
            expected: place + truth, answered: place + answer, score: reading.milliPoints,
            cause: "\(truth) as \(answer)",
            depth: abs(reading.milliPoints ?? 0), steps: steps)
        for match in reading.matches {
            let rule = reader.analyzer.rule(match.rule)
            let isAbout =
                task == .complaint
                ? rule.category == "intent:complaint"
                : labels.ours(for: question.about).contains { rule.category.isWithin($0) }
            if isAbout { result.rules.append((rule.pattern, rule.origin)) }
        }
        return result
    }
}

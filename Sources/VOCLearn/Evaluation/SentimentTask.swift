package import VOCAnalysis
package import VOCCore
internal import VOCReport

/// Labels and scores against gold of three classes.
package struct SentimentTask {
    private let reader: TextReader
    private let labels: LabelMap

    package init(_ analyzer: Analyzer, labels: LabelMap = LabelMap()) {
        reader = TextReader(analyzer)
        self.labels = labels
    }

    /// Evaluates the items of `split` (nil for all) of each file; `worst` errors are kept of each
    /// cause.
    package func evaluate(
        _ files: [GoldFile], split: String?, worst: Int = 3, seed: UInt64 = 1
    ) throws(VOCError) -> Evaluation {
        var rows: [Evaluation.Row] = []
        var replicates: [[[Double]]] = []
        var mistakes: [Mistake] = []
        var all = [Int](repeating: 0, count: SentimentCounts.cellCount)
        var stated: [(confidence: Int?, isRight: Bool)] = []
        var bootstrap = Bootstrap(seed: seed)
        for file in files {
            let items = try file.items(of: split)
            var cells: [Int] = []
            for item in items {
                let truth = try labels.sentiment(of: item, in: file)
                let reading = reader.read(item.text, declaredLanguage: "")
                cells.append(
                    SentimentCounts.cell(truth, reading.label, score: reading.milliPoints))
                let isRight = GoldSentiment(label: reading.label.name) == truth
                stated.append((reading.confidence, isRight))
                if !isRight {
                    mistakes.append(mistake(item, truth, file))
                }
            }
            for cell in cells { all[cell] += 1 }
            var counts = [Int](repeating: 0, count: SentimentCounts.cellCount)
            for cell in cells { counts[cell] += 1 }
            let draws = bootstrap.counts(of: cells, cellCount: SentimentCounts.cellCount).map {
                SentimentCounts(cells: $0).figures
            }
            rows.append(row(file, SentimentCounts(cells: counts), draws))
            replicates.append(draws)
        }
        let (causes, errors) = Mistake.grouped(mistakes, most: worst)
        return Evaluation(
            task: .sentiment, split: split, rows: rows, mean: Evaluation.mean(rows, replicates),
            whole: row(nil, SentimentCounts(cells: all), []),
            answers: SentimentCounts.labels.map(\.name), causes: causes, errors: errors,
            reliability: Reliability(stated))
    }

    private func row(_ file: GoldFile?, _ counts: SentimentCounts, _ draws: [[Double]])
        -> Evaluation.Row
    {
        let values = counts.figures
        let figures = SentimentCounts.figureNames.enumerated().map { place, name in
            Evaluation.Figure(
                name: name, value: values[place],
                interval: Bootstrap.interval(draws.map { $0[place] }),
                isTypical: counts.hasNeutral || place > 2)
        }
        let table = counts.threeClasses
        return Evaluation.Row(
            name: file?.name ?? "all", path: file?.path ?? "", count: table.total, figures: figures,
            classes: GoldSentiment.allCases.map { ($0.name, table.figures($0.rawValue)) },
            table: counts.table)
    }

    private func mistake(_ item: GoldItem, _ truth: GoldSentiment, _ file: GoldFile) -> Mistake {
        let (reading, steps) = reader.explain(item.text)
        let score = reading.milliPoints ?? 0
        let depth =
            switch truth {
            case .positive: -score
            case .negative: score
            case .neutral: abs(score)
            }
        return Mistake(
            origin: Origin(file: file.path, line: item.line), id: item.id, text: item.text,
            expected: truth.name, answered: reading.label.name, score: reading.milliPoints,
            cause: ErrorCause(truth, reading, steps, item.text, reader).rawValue, depth: depth,
            steps: steps)
    }
}

extension LabelMap {
    /// The true class of an item with one label.
    func sentiment(of item: GoldItem, in file: GoldFile) throws(VOCError) -> GoldSentiment {
        guard let label = item.labels.first, let name = ours(for: label).first,
            let truth = GoldSentiment(label: name)
        else {
            throw VOCError(
                .goldLabel, "the label of this row is not positive, neutral or negative",
                at: Origin(file: file.path, line: item.line),
                hint: "--labels names a file that says what each label means")
        }
        return truth
    }
}

extension GoldFile {
    /// The items of `split`, or all if it is nil.
    func items(of split: String?) throws(VOCError) -> [GoldItem] {
        guard let split else { return items }
        let found = items.filter { $0.split == split }
        guard !found.isEmpty else {
            let known = Set(items.compactMap(\.split)).sorted()
            throw VOCError(
                .goldRow, "no row of this file has the split '\(split)'", at: Origin(file: path),
                hint: known.isEmpty
                    ? "leave --split out: its rows have none"
                    : DidYouMean.hint(for: split, among: known))
        }
        return found
    }
}

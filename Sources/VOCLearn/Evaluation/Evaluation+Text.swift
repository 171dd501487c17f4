internal import VOCAnalysis
internal import VOCCore
internal import VOCReport

extension Evaluation {
    /// The table for people: sets, classes, confusion, causes and the worst errors with their
    /// traces. Customers' words only if `showsText`.
    package func lines(showsText: Bool) -> [String] {
        var lines = setLines
        lines += ["", "by class, all sets together"]
        lines += Evaluation.columns(
            [["class", "precision", "recall", "F1", "items"]]
                + whole.classes.filter { $0.figures.support + $0.figures.answered > 0 }.map {
                    name, figures in
                    [
                        name, Evaluation.text(figures.precision), Evaluation.text(figures.recall),
                        Evaluation.text(figures.f1), "\(figures.support)",
                    ]
                })
        if let table = whole.table {
            lines += ["", "true class by answer"]
            lines += Evaluation.columns(
                [[""] + answers]
                    + (0..<table.classes).map { truth in
                        [whole.classes[truth].name]
                            + (0..<table.answers).map { "\(table.count(truth, $0))" }
                    })
        }
        if let reliability {
            lines += ["", "stated confidence and what came true"]
            lines += Evaluation.columns(
                [["from", "stated", "right", "items"]]
                    + reliability.bins.map {
                        [
                            Decimals.fixed($0.low, places: 1), Evaluation.text($0.stated),
                            Evaluation.text($0.observed), "\($0.count)",
                        ]
                    })
            lines.append("expected calibration error \(Evaluation.text(reliability.error))")
        }
        guard !causes.isEmpty else { return lines }
        let all = causes.reduce(0) { $0 + $1.count }
        lines += ["", "\(all) errors by cause"]
        lines += Evaluation.columns(
            causes.map {
                [$0.cause, "\($0.count)", Evaluation.text(Double($0.count) / Double(all))]
            })
        lines += ["", "the worst of each"]
        for error in errors { lines += error.lines(showsText: showsText) }
        return lines
    }

    private var setLines: [String] {
        var table: [[String]] = [["set", "n"] + whole.figures.map(\.name)]
        for row in rows { table.append([row.name, "\(row.count)"] + cells(row.figures)) }
        if !mean.isEmpty {
            table.append(
                ["mean", "\(rows.count) sets"]
                    + cells(
                        whole.figures.map { figure in
                            mean.first { $0.name == figure.name }
                                ?? Figure(
                                    name: figure.name, value: .nan,
                                    interval: Interval(low: 0, high: 0))
                        }))
        }
        var lines = Evaluation.columns(table)
        let untypical = rows.filter { row in row.figures.contains { !$0.isTypical } }
        if !mean.isEmpty, !untypical.isEmpty {
            let names = untypical[0].figures.filter { !$0.isTypical }.map(\.name)
            let typical = rows.count - untypical.count
            lines.append(
                "in brackets: 95 % intervals; means of \(names.joined(separator: ", ")) are over the sets with enough neutral texts, here \(typical)"
            )
        } else {
            lines.append("in brackets: 95 % intervals")
        }
        return lines
    }

    private func cells(_ figures: [Figure]) -> [String] {
        figures.map { figure in
            guard figure.value.isFinite else { return "" }
            return
                "\(Evaluation.text(figure.value)) [\(Evaluation.text(figure.interval.low)) \(Evaluation.text(figure.interval.high))]"
        }
    }

    /// Three decimals; a dash where there is no number.
    static func text(_ value: Double?) -> String {
        value.map { Decimals.fixed($0, places: 3) } ?? "-"
    }

    /// Cells padded to columns; the first column to the left, numbers to the right.
    static func columns(_ rows: [[String]]) -> [String] {
        guard let first = rows.first else { return [] }
        let widths = first.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            var line = "  "
            for (column, cell) in row.enumerated() {
                let pad = String(repeating: " ", count: widths[column] - cell.count)
                line += column == 0 ? cell + pad : "  " + pad + cell
            }
            while line.hasSuffix(" ") { line.removeLast() }
            return line
        }
    }

    /// One line a set, and the mean.
    package var csv: String {
        var lines = [
            (["set", "n"] + whole.figures.flatMap { [$0.name, "\($0.name)Low", "\($0.name)High"] })
                .joined(separator: ",")
        ]
        func line(_ name: String, _ count: Int, _ figures: [Figure]) -> String {
            let cells = whole.figures.flatMap { wanted -> [String] in
                guard let figure = figures.first(where: { $0.name == wanted.name }) else {
                    return ["", "", ""]
                }
                return [figure.value, figure.interval.low, figure.interval.high].map {
                    Evaluation.text($0)
                }
            }
            return ([Evaluation.quoted(name), "\(count)"] + cells).joined(separator: ",")
        }
        lines += rows.map { line($0.name, $0.count, $0.figures) }
        if !mean.isEmpty { lines.append(line("mean", whole.count, mean)) }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func quoted(_ text: String) -> String {
        guard text.contains(where: { ",\"\n\r".contains($0) }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}

extension Mistake {
    fileprivate func lines(showsText: Bool) -> [String] {
        let points = score.map { Decimals.thousandths($0) } ?? "none"
        var lines = [
            "  \(origin): \(cause): expected \(expected), got \(answered), score \(points)"
        ]
        if showsText { lines.append("      \(VOCError.printable(text))") }
        for step in steps {
            lines.append(
                "      \(Mistake.sign(step.effect))  [\(step.range.lowerBound), \(step.range.upperBound))  \(Mistake.short(step.rule))  \(Mistake.sign(step.milli))  \(step.origin)"
            )
            for factor in step.factors {
                let place = factor.origin.map { "  \($0)" } ?? ""
                lines.append(
                    "              × \(Decimals.thousandths(factor.milli))  \(Mistake.short(factor.name))\(place)"
                )
            }
        }
        for rule in rules { lines.append("      \(Mistake.short(rule.pattern))  \(rule.origin)") }
        return lines
    }

    private static func short(_ rule: String) -> String {
        rule.count <= 60 ? rule : String(rule.prefix(57)) + "…"
    }

    private static func sign(_ milli: Int) -> String {
        (milli < 0 ? "-" : "+") + Decimals.thousandths(abs(milli))
    }
}

internal import VOCCore

/// Draws tables as CSV: RFC 4180 with line feeds, every text quoted, safe to open in a spreadsheet.
///
/// Text that a spreadsheet could take for a formula gets a leading `'` (OWASP, CSV injection): its
/// first character after optional white space is one of `= + - @`, their full-width twins, tab,
/// carriage return or line feed. Numbers that we computed are written bare. An estimate takes four
/// columns: value, low, high, n; a change two more: significant, p.
package enum CSVRenderer {
    package static func files(_ report: Report) -> [(name: String, text: String)] {
        var result = [("findings.csv", text(findings(report)))]
        if let metrics = metrics(report) { result.append(("metrics.csv", text(metrics))) }
        for table in [report.trends] + report.cells + report.tables {
            if let name = table.fileName { result.append((name, text(table))) }
        }
        return result
    }

    package static func text(_ table: Table) -> String {
        var lines: [String] = []
        let header = table.columns.flatMap { column -> [String] in
            switch column.kind {
            case .text, .count: [column.key]
            case .estimate: [column.key] + ["Low", "High", "N"].map { column.key + $0 }
            case .change:
                [column.key] + ["Low", "High", "N", "Significant", "P"].map { column.key + $0 }
            case .spark: []
            }
        }
        lines.append(header.map(quoted).joined(separator: ","))
        for row in table.rows {
            let values = zip(table.columns, row).flatMap { cells($1, $0.kind) }
            lines.append(values.joined(separator: ","))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func cells(_ value: Value, _ kind: Table.Column.Kind) -> [String] {
        switch kind {
        case .spark: return []
        case .text, .count:
            switch value {
            case .text(let text), .name(let text, _, _, _): return [quoted(text)]
            case .count(let count): return [String(count)]
            default: return [""]
            }
        case .estimate, .change:
            let isChange = kind == .change
            switch value {
            case .estimate(let estimate):
                func number(_ value: Double?) -> String {
                    value.map { Decimals.fixed($0, places: 3) } ?? ""
                }
                var cells = [
                    number(estimate.value), number(estimate.interval?.low),
                    number(estimate.interval?.high), String(estimate.n),
                ]
                if isChange {
                    cells.append(estimate.isSignificant.map { $0 ? "true" : "false" } ?? "")
                    cells.append(number(estimate.pValue))
                }
                return cells
            case .tooFew(let n):
                return ["", "", "", String(n)] + (isChange ? ["", ""] : [])
            default: return [String](repeating: "", count: isChange ? 6 : 4)
            }
        }
    }

    /// Text in double quotes, guarded against being run as a formula.
    package static func quoted(_ text: String) -> String {
        let guarded = isFormula(text) ? "'" + text : text
        var result = "\""
        for scalar in guarded.unicodeScalars {
            if scalar == "\"" {
                result += "\"\""
            } else if scalar == "\u{0}" {
                result += "\u{FFFD}"
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    private static func isFormula(_ text: String) -> Bool {
        for scalar in text.unicodeScalars {
            if ["\t", "\r", "\n"].contains(scalar) { return true }
            // Zero-width characters hide a trigger as well as white space does.
            let isHidden =
                scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint
                || Unprintable.contains(scalar)
            if !isHidden { return ["=", "+", "-", "@", "＝", "＋", "－", "＠"].contains(scalar) }
        }
        return false
    }

    private static func findings(_ report: Report) -> Table {
        Table(
            id: "findings", caption: "Findings", fileName: "findings.csv",
            columns: [
                Table.Column("rank", "Rank", .count), Table.Column("kind", "Kind", .text),
                Table.Column("theme", "Theme", .text),
                Table.Column("direction", "Direction", .text),
                Table.Column("headline", "Headline", .text),
                Table.Column("detail", "Detail", .text),
            ],
            rows: report.findings.map {
                [
                    .count($0.rank), .text($0.kind.rawValue), .text($0.theme ?? ""),
                    .text($0.direction.rawValue), .text($0.headline), .text($0.detail),
                ]
            })
    }

    private static func metrics(_ report: Report) -> Table? {
        let metrics = report.sections.flatMap(\.blocks).flatMap { block -> [Metric] in
            if case .metrics(let metrics) = block { metrics } else { [] }
        }
        guard !metrics.isEmpty else { return nil }
        return Table(
            id: "metrics", caption: "Metrics", fileName: "metrics.csv",
            columns: [
                Table.Column("metric", "Metric", .text),
                Table.Column("definition", "Definition", .text),
                Table.Column("value", "Value", .estimate),
                Table.Column("change", "Change", .change),
            ],
            rows: metrics.map { metric in
                var value = metric.value
                if case .count(let count) = value {
                    value = .estimate(
                        Estimate(value: Double(count), interval: nil, n: count, unit: .mean))
                }
                return [.text(metric.id), .text(metric.definition), value, metric.change]
            })
    }
}

internal import VOCCore

/// The report on one screen, for a mail: as text for any reader, and as HTML without style sheets,
/// script or pictures, since mail programs take those out.
package enum DigestRenderer {
    private static let figures = 6
    private static let width = 72

    /// Lines of at most 72 characters where words allow it.
    package static func text(_ report: Report) -> String {
        var lines = [printable(report.title), printable(report.subtitle), ""]
        for finding in report.mainFindings {
            lines += wrapped(printable(finding.headline), after: mark(finding) + " ")
        }
        if report.findings.isEmpty { lines.append("Nothing stands out.") }
        let metrics = report.metrics.prefix(figures)
        if !metrics.isEmpty {
            lines.append("")
            let name = metrics.map(\.name.count).max() ?? 0
            for metric in metrics {
                let gap = String(repeating: " ", count: name - metric.name.count)
                let (value, change) = words(metric)
                lines.append(
                    "\(printable(metric.name))\(gap)  \(value)\(change.isEmpty ? "" : "  (\(change))")"
                )
            }
        }
        for table in notable(report) {
            lines += ["", printable(table.caption)]
            for row in table.rows.prefix(5) {
                lines += wrapped(line(row, of: table), after: "- ")
            }
        }
        lines += ["", "All of it: report.html"]
        return lines.map { $0.replacing("\u{A0}", with: " ") }.joined(separator: "\n") + "\n"
    }

    package static func html(_ report: Report) -> HTML {
        let findings = report.mainFindings.map { finding -> HTML in
            let colour: HTML =
                switch finding.direction {
                case .good: "#1f5f8f"
                case .bad: "#a8400c"
                case .neutral: "#5f5c56"
                }
            return """
                <li style="margin:0 0 8px;color:#1d1c1a"><strong style="color:\(colour)">\(mark(finding))</strong> <bdi>\(finding.headline)</bdi></li>

                """
        }
        let cells = report.metrics.prefix(figures).map { metric -> HTML in
            let (value, change) = words(metric)
            return """
                <tr><th scope="row" style="text-align:left;font-weight:normal;padding:3px 16px 3px 0">\(metric.name)</th><td style="text-align:right;padding:3px 16px 3px 0"><strong>\(value)</strong></td><td style="padding:3px 0;color:#5f5c56">\(change)</td></tr>

                """
        }
        let tables = notable(report).map { table -> HTML in
            let rows = table.rows.prefix(5).map { row -> HTML in
                "<li style=\"margin:0 0 4px\"><bdi>\(line(row, of: table))</bdi></li>\n"
            }
            return """
                <h2 style="font-size:15px;margin:18px 0 6px">\(table.caption)</h2>
                <ul style="margin:0;padding-left:18px">\(rows.joined())</ul>

                """
        }
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light">
            <title>\(report.title)</title>
            </head>
            <body style="margin:0;background:#ffffff;color:#1d1c1a;font:15px/1.45 Arial,Helvetica,sans-serif">
            <main style="max-width:640px;margin:0 auto;padding:20px">
            <h1 style="font-size:20px;margin:0 0 2px"><bdi>\(report.title)</bdi></h1>
            <p style="margin:0 0 14px;color:#5f5c56">\(report.subtitle)</p>
            <ul style="margin:0;padding:0;list-style:none">\(findings.joined())</ul>
            <table style="border-collapse:collapse;margin:14px 0 0;font-size:14px"><caption style="text-align:left;color:#5f5c56;padding-bottom:4px">\(report.focus)</caption><tbody>\(cells.joined())</tbody></table>
            \(tables.joined())<p style="margin:18px 0 0"><a href="report.html" style="color:#1f5f8f">The whole report</a></p>
            </main>
            </body>
            </html>

            """
    }

    /// Tables that somebody should see without opening the report.
    private static func notable(_ report: Report) -> [Table] {
        ["alerts", "routes", "customers-at-risk"].compactMap { id in
            report.tables.first { $0.id == id && !$0.rows.isEmpty }
        }
    }

    /// `app-support: cases 48, previous week 2`.
    private static func line(_ row: [Value], of table: Table) -> String {
        let rest = zip(table.columns, row).dropFirst().filter { column, value in
            [
                "priority", "cases", "previousCases", "acknowledgeWithin", "state", "since",
                "share",
                "value", "themes",
            ].contains(column.key) && value != .nothing
        }.map { column, value in
            column.key == "state" ? word(value) : "\(column.title.lowercasedFirst) \(word(value))"
        }
        return "\(word(row[0])): \(rest.joined(separator: ", "))"
    }

    private static func mark(_ finding: Finding) -> String {
        if finding.isAlert { return "!" }
        return switch finding.direction {
        case .good: "+"
        case .bad: "−"
        case .neutral: "·"
        }
    }

    private static func words(_ metric: Metric) -> (value: String, change: String) {
        let value = word(metric.value)
        guard case .estimate(let change) = metric.change else {
            if case .text(let text) = metric.change { return (value, text) }
            return (value, "")
        }
        return (
            value,
            change.isSignificant == true ? Wording.value(change) : "no clear change"
        )
    }

    private static func word(_ value: Value) -> String {
        switch value {
        case .nothing, .spark: "–"
        case .text(let text), .name(let text, _, _, _): printable(text)
        case .count(let count): Wording.count(count)
        case .estimate(let estimate): Wording.value(estimate)
        case .tooFew: "too few"
        }
    }

    /// Customers' words may name files and themes: no control character reaches a terminal.
    private static func printable(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map {
                    Unprintable.contains($0) || $0 == "\n" ? "\u{FFFD}" : $0
                }))
    }

    private static func wrapped(_ text: String, after lead: String) -> [String] {
        let indent = String(repeating: " ", count: lead.count)
        var lines: [String] = []
        var line = lead
        for word in text.split(separator: " ") {
            if line.count > lead.count, line.count + 1 + word.count > width {
                lines.append(line)
                line = indent
            }
            line += (line.count > lead.count ? " " : "") + word
        }
        lines.append(line)
        return lines
    }
}

extension Report {
    /// The figures at the top.
    var metrics: [Metric] {
        sections.flatMap(\.blocks).compactMap {
            if case .metrics(let metrics) = $0 { metrics } else { nil }
        }.first ?? []
    }
}

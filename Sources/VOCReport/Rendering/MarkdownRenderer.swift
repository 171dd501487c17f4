internal import VOCCore

/// Draws a report as CommonMark with pipe tables; charts become tables of their numbers.
package enum MarkdownRenderer {
    package static func document(_ report: Report) -> String {
        var parts = ["# \(escape(report.title))", escape(report.subtitle)]
        for section in report.sections {
            parts.append("## \(escape(section.title))")
            if !section.lead.isEmpty { parts.append(escape(section.lead)) }
            for block in section.blocks { parts.append(text(block)) }
        }
        parts.append("*\(escape(report.engine))*")
        return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
    }

    private static func text(_ block: Block) -> String {
        switch block {
        case .note(let words): escape(words)
        case .findings(let findings):
            findings.map {
                "\($0.rank). **\(escape($0.headline))**  \n   \(escape($0.detail))"
            }.joined(separator: "\n")
        case .metrics(let metrics): text(metrics)
        case .table(let table): text(table)
        case .quotes(let groups): groups.map(text).joined(separator: "\n\n")
        case .trend(let chart): text(chart)
        case .multiples(let list):
            list.map { "- **\(escape($0.name))**: \(escape($0.caption))" }.joined(separator: "\n")
        case .journey(let map): text(map)
        }
    }

    private static func text(_ metrics: [Metric]) -> String {
        let header = ["Figure", "Value", "95 % interval", "n", "Change", "Definition"]
        let rows = metrics.map { metric -> [String] in
            var interval = ""
            var n = ""
            if case .estimate(let estimate) = metric.value {
                interval = Wording.interval(estimate)
                n = Wording.count(estimate.n)
            }
            return [
                escape(metric.name), cell(metric.value, isPlain: true), escape(interval), n,
                cell(metric.change), escape(metric.definition),
            ]
        }
        let isNumber = header.indices.map { $0 > 0 && $0 < header.count - 1 }
        return table(header, rows, isNumber: isNumber)
    }

    private static func text(_ whole: Table) -> String {
        let data = whole.shown
        let shown = data.columns.indices.filter { data.columns[$0].kind != .spark }
        let rows = data.rows.map { row in shown.map { cell(row[$0]) } }
        let isNumber = shown.map { data.columns[$0].kind != .text }
        return "**\(escape(data.caption))**\n\n"
            + table(shown.map { escape(data.columns[$0].title) }, rows, isNumber: isNumber)
    }

    private static func text(_ group: QuoteGroup) -> String {
        var lines = ["### \(escape(group.title))", "", escape(group.subtitle)]
        for quote in group.quotes {
            let words = quote.pieces.map { piece in
                let text = escape(piece.text)
                return piece.isMarked && !text.allSatisfy(\.isWhitespace) ? "**\(text)**" : text
            }.joined()
            let day = quote.civilDay.map(Wording.fullDay) ?? "no date"
            lines += [
                "", "> \(words)", ">",
                "> — \(escape(quote.source)), \(escape(day)), \(escape(quote.itemID))",
            ]
        }
        return lines.joined(separator: "\n")
    }

    private static func text(_ chart: TrendChart) -> String {
        let rows = chart.points.map { point in
            [
                point.start.description, Wording.count(point.items), Wording.count(point.positive),
                Wording.count(point.neutral), Wording.count(point.negative),
                point.net.map { "\(Wording.value($0)) (\(Wording.interval($0)))" } ?? "too few",
            ]
        }
        let header = [
            "From", "Items", "Positive", "Neutral or mixed", "Negative", "Net sentiment",
        ]
        return "### \(escape(chart.title))\n\n" + table(header, rows, rightFrom: 1)
    }

    private static func text(_ map: JourneyMap) -> String {
        let header = ["Touchpoint"] + map.stages.map { escape($0.name) } + ["All"]
        var rows = zip(map.touchpoints, map.spots).map { stop, spots in
            [escape(stop.name)]
                + spots.map { $0.map { "\(Wording.count($0.mentions)) · \(cell($0.net))" } ?? "" }
                + ["\(Wording.count(stop.items)) · \(cell(stop.net))"]
        }
        rows.append(
            ["All"] + map.stages.map { "\(Wording.count($0.items)) · \(cell($0.net))" } + [""])
        return table(header, rows, rightFrom: 1)
    }

    private static func cell(_ value: Value, isPlain: Bool = false) -> String {
        switch value {
        case .nothing: return ""
        case .text(let text): return escape(text)
        case .name(let text, let depth, _, _):
            return String(repeating: "\u{2003}", count: depth) + escape(text)
        case .count(let count): return Wording.count(count)
        case .tooFew(let n): return "too few (\(Wording.count(n)))"
        case .spark: return ""
        case .estimate(let estimate):
            var text = Wording.value(estimate)
            let interval = Wording.interval(estimate)
            if !isPlain, !interval.isEmpty { text += " (\(interval))" }
            if estimate.isSignificant == true { text = "**\(text)**" }
            return text
        }
    }

    private static func table(_ header: [String], _ rows: [[String]], rightFrom first: Int)
        -> String
    {
        table(header, rows, isNumber: header.indices.map { $0 >= first })
    }

    private static func table(_ header: [String], _ rows: [[String]], isNumber: [Bool]) -> String {
        let rule = isNumber.map { $0 ? "--:" : ":--" }
        return ([header, rule] + rows).map { "| " + $0.joined(separator: " | ") + " |" }
            .joined(separator: "\n")
    }

    /// Plain text as Markdown: nothing in it can become markup, a link, a heading, a cell border or
    /// HTML.
    package static func escape(_ text: String) -> String {
        var result = ""
        var isLineStart = true
        for scalar in text.unicodeScalars {
            if Unprintable.contains(scalar) {
                result += "\u{FFFD}"
                continue
            }
            switch scalar {
            case "\n", "\t", "\u{2028}", "\u{2029}": result += " "
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "&": result += "&amp;"
            case "\\", "`", "*", "_", "[", "]", "|", "#", "~", "$": result += "\\\(scalar)"
            case "(", ")", "!":
                // Harmless once brackets are escaped; a backslash before each would only be noise.
                result.unicodeScalars.append(scalar)
            case "-", "+", "=": result += isLineStart ? "\\\(scalar)" : "\(scalar)"
            case ":":
                // Keeps `https://…` and `mailto:` from becoming links by themselves.
                result +=
                    ["http", "https", "ftp", "mailto"].contains {
                        result.lowercased().hasSuffix($0)
                    }
                    ? "&#58;" : ":"
            case "@": result += "&#64;"
            default: result.unicodeScalars.append(scalar)
            }
            if isLineStart, !scalar.properties.isWhitespace {
                // `1.` at the start would open a list.
                isLineStart = false
            }
        }
        return numbered(result)
    }

    private static func numbered(_ text: String) -> String {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let rest = text.dropFirst(digits.count)
        guard !digits.isEmpty, let mark = rest.first, mark == "." || mark == ")",
            rest.dropFirst().first?.isWhitespace ?? true
        else { return text }
        return "\(digits)\\\(rest)"
    }
}

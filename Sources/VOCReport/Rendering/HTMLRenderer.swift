internal import VOCCore

/// Draws a report as one self-contained page: no script, no network, inline SVG, light and dark,
/// screen and print.
package enum HTMLRenderer {
    package static func page(_ report: Report) -> HTML {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
        <meta name="referrer" content="no-referrer">
        <meta name="color-scheme" content="light dark">
        <title>\(report.title)</title>
        <style>\(Stylesheet.text)</style>
        </head>
        <body>
        <a class="skip" href="#main">Skip to the findings</a>
        <header class="masthead">
        <p class="kicker">Voice of the customer</p>
        <h1><bdi>\(report.title)</bdi></h1>
        <p class="dates">\(report.subtitle)</p>
        </header>
        \(navigation(report.sections))
        <main id="main">
        \(report.sections.map(section).joined())
        </main>
        <footer>
        <p>\(report.engine). Every figure can be traced to the words that made it. This page loads nothing and runs no script.</p>
        </footer>
        </body>
        </html>

        """
    }

    private static func navigation(_ sections: [Section]) -> HTML {
        let links = sections.map { section -> HTML in
            "<li><a href=\"#\(section.id)\">\(Wording.name(ofID: section.id))</a></li>"
        }
        return "<nav aria-label=\"Sections\"><ul>\(links.joined())</ul></nav>"
    }

    private static func section(_ section: Section) -> HTML {
        let lead: HTML = section.lead.isEmpty ? "" : "<p class=\"lead\">\(section.lead)</p>"
        return """
            <section id="\(section.id)" aria-labelledby="\(section.id)-title">
            <header><h2 id="\(section.id)-title">\(section.title)</h2>\(lead)</header>
            \(section.blocks.map(block).joined())
            </section>

            """
    }

    private static func block(_ block: Block) -> HTML {
        switch block {
        case .note(let words): "<p class=\"note\">\(words)</p>"
        case .findings(let list): findings(list)
        case .metrics(let list):
            "<ul class=\"metrics by-\(list.count % 3 == 0 ? 3 : 4)\">\(list.map(metric).joined())</ul>"
        case .table(let data): table(data)
        case .quotes(let groups): voices(groups)
        case .trend(let chart): TrendDrawing(chart).figure
        case .multiples(let list):
            "<div class=\"multiples\">\(list.enumerated().map { MultipleDrawing($1, number: $0).figure }.joined())</div>"
        case .journey(let map): JourneyDrawing(map).figure
        }
    }

    private static func findings(_ findings: [Finding]) -> HTML {
        func item(_ finding: Finding) -> HTML {
            let sign: HTML =
                switch finding.direction {
                case .good:
                    "<span class=\"sign good\" aria-hidden=\"true\">▲</span><span class=\"hidden\">Good news. </span>"
                case .bad:
                    "<span class=\"sign bad\" aria-hidden=\"true\">▼</span><span class=\"hidden\">Needs attention. </span>"
                case .neutral: "<span class=\"sign\" aria-hidden=\"true\">●</span>"
                }
            return """
                <li value="\(finding.rank)">\(sign)<div><p class="headline"><bdi>\(finding.headline)</bdi></p><p class="detail"><bdi>\(finding.detail)</bdi></p></div></li>
                """
        }
        let main = findings.filter { $0.rank <= 5 }
        let rest = findings.filter { $0.rank > 5 }
        var html: HTML = "<ol class=\"findings\">\(main.map(item).joined())</ol>"
        if !rest.isEmpty {
            html +=
                "<details><summary>\(Wording.count(rest.count, "more finding", "more findings"))</summary><ol class=\"findings minor\">\(rest.map(item).joined())</ol></details>"
        }
        return html
    }

    private static func metric(_ metric: Metric) -> HTML {
        var value: HTML = "<span class=\"few\">too few</span>"
        var range: HTML = ""
        switch metric.value {
        case .count(let count): value = "\(Wording.count(count))"
        case .estimate(let estimate):
            value = "\(Wording.value(estimate))"
            let interval = Wording.interval(estimate)
            range =
                interval.isEmpty
                ? "n = \(Wording.count(estimate.n))"
                : "\(interval) · n = \(Wording.count(estimate.n))"
        case .tooFew(let n): range = "n = \(Wording.count(n))"
        case .nothing: value = "–"
        case .text, .name, .spark: break
        }
        return """
            <li class="metric"><h3>\(metric.name)</h3><p class="value">\(value)</p><p class="range">\(range)</p>\(change(metric.change))\(Sparkline(metric.history, width: 150, height: 34).svg)<p class="definition">\(metric.definition)</p></li>
            """
    }

    private static func change(_ value: Value) -> HTML {
        switch value {
        case .text(let text): "<p class=\"change\">\(text)</p>"
        case .estimate(let estimate):
            if estimate.isSignificant == true {
                "<p class=\"change \(tone(estimate.tone))\"><b>\(arrow(estimate)) \(Wording.value(estimate))</b> (\(Wording.interval(estimate)))</p>"
            } else {
                "<p class=\"change\">\(Wording.value(estimate)) (\(Wording.interval(estimate))): no clear change</p>"
            }
        case .tooFew: "<p class=\"change\">too few to compare</p>"
        case .nothing, .name, .count, .spark: ""
        }
    }

    private static func tone(_ tone: Tone) -> String { tone == .neutral ? "" : tone.rawValue }

    private static func arrow(_ estimate: Estimate) -> String { estimate.value > 0 ? "↑" : "↓" }

    private static func table(_ whole: Table) -> HTML {
        let data = whole.shown
        let head = data.columns.map { column -> HTML in
            column.kind == .text
                ? "<th scope=\"col\">\(column.title)</th>"
                : "<th scope=\"col\" class=\"number\">\(column.title)</th>"
        }
        let rows = data.rows.map { row -> HTML in
            let cells = row.enumerated().map { index, value in
                cell(value, isHeader: index == 0, kind: data.columns[index].kind)
            }
            return "<tr>\(cells.joined())</tr>\n"
        }
        return """
            <div class="scroll" role="region" aria-label="\(data.caption)" tabindex="0"><table class="t-\(data.id)"><caption>\(data.caption)</caption><thead><tr>\(head.joined())</tr></thead><tbody>\(rows.joined())</tbody></table></div>
            """
    }

    private static func cell(_ value: Value, isHeader: Bool, kind: Table.Column.Kind) -> HTML {
        if isHeader {
            switch value {
            case .name(let text, let depth, let slot, let anchor):
                return
                    "<th scope=\"row\" class=\"depth-\(min(depth, 3))\">\(dot(slot))\(link(text, to: anchor))</th>"
            case .text(let text): return "<th scope=\"row\"><bdi>\(text)</bdi></th>"
            default: break
            }
        }
        switch value {
        case .nothing:
            return kind == .text
                ? "<td class=\"few\">–</td>" : "<td class=\"number few\">–</td>"
        case .text(let text): return "<td><bdi>\(text)</bdi></td>"
        case .name(let text, _, let slot, let anchor):
            return "<td>\(dot(slot))\(link(text, to: anchor))</td>"
        case .count(let count): return "<td class=\"number\">\(Wording.count(count))</td>"
        case .tooFew(let n):
            return "<td class=\"number few\">too few<small>n = \(Wording.count(n))</small></td>"
        case .spark(let values):
            return "<td class=\"number spark\">\(Sparkline(values, width: 96, height: 24).svg)</td>"
        case .estimate(let estimate):
            let small: HTML = "<small>\(Wording.interval(estimate))</small>"
            if kind == .change {
                return estimate.isSignificant == true
                    ? "<td class=\"number mark \(tone(estimate.tone))\"><b>\(arrow(estimate)) \(Wording.value(estimate))</b>\(small)</td>"
                    : "<td class=\"number quiet\">\(Wording.value(estimate))\(small)</td>"
            }
            return "<td class=\"number\">\(Wording.value(estimate))\(small)</td>"
        }
    }

    /// A theme's name, leading to what customers said of it.
    private static func link(_ text: String, to anchor: String?) -> HTML {
        anchor.map { "<a href=\"#\($0)\"><bdi>\(text)</bdi></a>" } ?? "<bdi>\(text)</bdi>"
    }

    static func dot(_ slot: Int?) -> HTML {
        slot.map { "<span class=\"dot c\($0)\" aria-hidden=\"true\"></span>" } ?? ""
    }

    /// The first groups open, the rest behind a heading that opens them.
    private static func voices(_ groups: [QuoteGroup]) -> HTML {
        let open = 12
        var html: HTML =
            "<div class=\"voices\">\(groups.prefix(open).map(quotes).joined())</div>"
        let rest = groups.dropFirst(open)
        if !rest.isEmpty {
            html +=
                "<details><summary>\(Wording.count(rest.count, "more theme"))</summary><div class=\"voices\">\(rest.map(quotes).joined())</div></details>"
        }
        return html
    }

    private static func quotes(_ group: QuoteGroup) -> HTML {
        let quotes = group.quotes.map { quote -> HTML in
            let words = quote.pieces.map { piece -> HTML in
                piece.isMarked ? "<mark>\(piece.text)</mark>" : "\(piece.text)"
            }
            let day = quote.civilDay.map(Wording.fullDay) ?? "no date"
            return """
                <figure class="quote \(quote.label.name)"><blockquote><bdi>\(words.joined())</bdi></blockquote><figcaption><bdi>\(quote.source)</bdi> · \(day) · <bdi class="id">\(quote.itemID)</bdi><span class="hidden"> · \(quote.label.name)</span></figcaption></figure>
                """
        }
        let anchor: HTML = group.anchor.map { " id=\"\($0)\"" } ?? ""
        return """
            <article class="voice"\(anchor)><h3>\(dot(group.slot))<bdi>\(group.title)</bdi></h3><p class="range">\(group.subtitle)</p>\(quotes.joined())</article>

            """
    }
}

internal import VOCCore
internal import VOCReport

extension Discovering.Result {
    /// The object of `pipelines/schema/discover.json`.
    package var json: [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.key("schema")
        json.integer(1)
        json.key("now")
        json.string(nowName)
        json.key("nowItems")
        json.integer(findings.now)
        json.key("before")
        json.string(beforeName)
        json.key("beforeItems")
        json.integer(findings.before)
        json.key("copies")
        json.integer(copies)
        json.key("undated")
        json.integer(undated)
        json.key("sampledOneOf")
        json.integer(findings.sampledOneOf)
        json.key("themed")
        json.integer(themed.count)
        json.key("themedOf")
        json.integer(themed.n)
        json.key("tested")
        json.integer(findings.tested)
        json.key("passed")
        json.integer(findings.passed)
        json.key("falseShare")
        json.number(findings.falseShare)
        json.key("terms")
        json.beginArray()
        for term in findings.terms { term.write(to: &json) }
        json.endArray()
        json.endObject()
        json.newline()
        return json.bytes
    }

    /// One term a line.
    package var ndjson: [UInt8] {
        var json = JSONWriter()
        for term in findings.terms {
            term.write(to: &json)
            json.newline()
        }
        return json.bytes
    }

    /// A table with the names of its columns first; safe to open in a spreadsheet.
    package var csv: [String] {
        let head = [
            "term", "now", "nowItems", "before", "beforeItems", "logOdds", "z", "p", "nature",
            "complaints", "positive", "negative", "ruleItems", "ruleUnthemed", "rule", "others",
        ]
        let rows = findings.terms.map { term in
            [
                CSVRenderer.quoted(term.text), "\(term.now.count)", "\(term.now.n)",
                "\(term.before.count)", "\(term.before.n)",
                Decimals.fixed(term.odds.value, places: 3),
                Decimals.fixed(term.odds.z, places: 3), Decimals.fixed(term.pValue, places: 6),
                term.nature.rawValue, "\(term.complaints.count)", "\(term.positive.count)",
                "\(term.negative.count)", "\(term.ruleItems)", "\(term.ruleUnthemed)",
                // A rule begins with a hyphen, which spreadsheets take for a formula: quoted as is, it
                // would be changed.
                CSVRenderer.quoted(String(term.rule.dropFirst(2))),
                CSVRenderer.quoted(term.others.joined(separator: "; ")),
            ].joined(separator: ",")
        }
        return [head.joined(separator: ",")] + rows
    }

    /// For people: the most telling term first, with quotes and a rule.
    package var lines: [String] {
        var lines = [
            "\(findings.now) items \(nowName) against \(findings.before) \(beforeName): \(findings.passed) of \(findings.tested) terms are more frequent, \(rule)",
            "\(themed.count) of \(themed.n) items have a theme (\(percent(themed)))",
        ]
        if findings.sampledOneOf > 1 {
            lines.append(
                "looked at one of \(findings.sampledOneOf) items; rules' counts are estimates")
        }
        if undated > 0 { lines.append("\(undated) items have no date and are left out") }
        for term in findings.terms { lines += [""] + self.lines(term) }
        return lines
    }

    private var rule: String {
        guard let share = findings.falseShare else {
            return "each judged by itself (z of 1.96 and more)"
        }
        return "at a false discovery rate of \(Decimals.fixed(share * 100, places: 0)) %"
    }

    private func lines(_ term: EmergingTerm) -> [String] {
        let nature =
            switch term.nature {
            case .complaint: "a complaint"
            case .praise: "praise"
            case .neither: "not a complaint"
            }
        var lines = [
            "\(VOCError.printable(term.text))  \(term.now.count) items (\(perThousand(term.now))), \(beforeName) \(term.before.count) (\(perThousand(term.before))), z \(Decimals.fixed(term.odds.z, places: 1)): \(nature)",
            "  complaints \(percent(term.complaints)), positive \(percent(term.positive)), negative \(percent(term.negative))",
        ]
        if !term.others.isEmpty {
            lines.append(
                "  the same items say: \(term.others.map { VOCError.printable($0) }.joined(separator: " · "))"
            )
        }
        for quote in term.quotes {
            let text = String(
                quote.text.unicodeScalars.map { $0.value < 0x20 ? " " : Character($0) })
            lines.append(
                "  “\(VOCError.printable(text))”  \(VOCError.printable(quote.itemID))")
        }
        lines.append(
            "  rule, \(findings.sampledOneOf > 1 ? "about " : "")\(term.ruleItems) items, \(term.ruleUnthemed) of them without a theme so far:"
        )
        lines.append("    \(term.rule)")
        return lines
    }

    private func percent(_ share: Proportion) -> String {
        share.n == 0 ? "n/a" : "\(Decimals.fixed(share.share * 100, places: 0)) %"
    }

    private func perThousand(_ share: Proportion) -> String {
        "\(Decimals.fixed(share.share * 1000, places: 1)) in 1,000"
    }
}

extension EmergingTerm {
    fileprivate func write(to json: inout JSONWriter) {
        json.beginObject()
        json.key("term")
        json.string(text)
        json.key("others")
        json.strings(others)
        for (key, share) in [("now", now), ("before", before)] {
            json.key(text: key)
            json.beginObject()
            json.key("items")
            json.integer(share.count)
            json.key("of")
            json.integer(share.n)
            json.key("low")
            json.number(share.interval.low, places: 6)
            json.key("high")
            json.number(share.interval.high, places: 6)
            json.endObject()
        }
        json.key("logOdds")
        json.number(odds.value)
        json.key("z")
        json.number(odds.z)
        json.key("p")
        json.number(pValue, places: 6)
        json.key("nature")
        json.string(nature.rawValue)
        for (key, share) in [
            ("complaints", complaints), ("positive", positive), ("negative", negative),
        ] {
            json.key(text: key)
            json.integer(share.count)
        }
        json.key("rule")
        json.string(rule)
        json.key("ruleItems")
        json.integer(ruleItems)
        json.key("ruleUnthemed")
        json.integer(ruleUnthemed)
        json.key("quotes")
        json.beginArray()
        for quote in quotes {
            json.beginObject()
            json.key("id")
            json.string(quote.itemID)
            json.key("source")
            json.string(quote.source)
            json.key("text")
            json.string(quote.text)
            json.key("highlights")
            json.spans(quote.highlights[...])
            json.endObject()
        }
        json.endArray()
        json.endObject()
    }
}

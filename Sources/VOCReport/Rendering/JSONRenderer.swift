internal import VOCCore

/// Draws a report as JSON: fixed key order, three decimals, every section with all its blocks.
package enum JSONRenderer {
    package static func document(_ report: Report) -> [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.key("schema")
        json.string("voc/report/1")
        json.key("title")
        json.string(report.title)
        json.key("asOf")
        json.string(orNull: report.asOf?.description)
        json.key("focus")
        json.string(report.focus)
        json.key("items")
        json.integer(report.items)
        json.key("engine")
        json.string(report.engine)
        json.key("findings")
        findings(report.findings, &json)
        json.key("sections")
        json.beginArray()
        for section in report.sections {
            json.beginObject()
            json.key("id")
            json.string(section.id)
            json.key("title")
            json.string(section.title)
            json.key("lead")
            json.string(section.lead)
            json.key("blocks")
            json.beginArray()
            for block in section.blocks { write(block, &json) }
            json.endArray()
            json.endObject()
        }
        json.endArray()
        json.endObject()
        json.newline()
        return json.bytes
    }

    private static func write(_ block: Block, _ json: inout JSONWriter) {
        json.beginObject()
        json.key("kind")
        switch block {
        case .note(let words):
            json.string("note")
            json.key("text")
            json.string(words)
        case .findings(let list):
            json.string("findings")
            json.key("findings")
            findings(list, &json)
        case .metrics(let metrics):
            json.string("metrics")
            json.key("metrics")
            json.beginArray()
            for metric in metrics { write(metric, &json) }
            json.endArray()
        case .table(let table):
            json.string("table")
            write(table, &json)
        case .quotes(let groups):
            json.string("quotes")
            json.key("groups")
            json.beginArray()
            for group in groups { write(group, &json) }
            json.endArray()
        case .trend(let chart):
            json.string("trend")
            write(chart, &json)
        case .multiples(let list):
            json.string("multiples")
            json.key("series")
            json.beginArray()
            for series in list { write(series, &json) }
            json.endArray()
        case .journey(let map):
            json.string("journey")
            write(map, &json)
        }
        json.endObject()
    }

    private static func findings(_ findings: [Finding], _ json: inout JSONWriter) {
        json.beginArray()
        for finding in findings {
            json.beginObject()
            json.key("rank")
            json.integer(finding.rank)
            json.key("kind")
            json.string(finding.kind.rawValue)
            json.key("theme")
            json.string(orNull: finding.theme)
            json.key("headline")
            json.string(finding.headline)
            json.key("detail")
            json.string(finding.detail)
            json.key("direction")
            json.string(finding.direction.rawValue)
            json.key("alert")
            json.bool(finding.isAlert)
            json.key("weight")
            json.number(finding.weight)
            json.endObject()
        }
        json.endArray()
    }

    private static func write(_ metric: Metric, _ json: inout JSONWriter) {
        json.beginObject()
        json.key("id")
        json.string(metric.id)
        json.key("name")
        json.string(metric.name)
        json.key("definition")
        json.string(metric.definition)
        json.key("value")
        write(metric.value, &json)
        json.key("change")
        write(metric.change, &json)
        json.key("history")
        numbers(metric.history, &json)
        json.key("tone")
        json.string(metric.tone.rawValue)
        json.endObject()
    }

    private static func write(_ table: Table, _ json: inout JSONWriter) {
        json.key("id")
        json.string(table.id)
        json.key("caption")
        json.string(table.caption)
        json.key("columns")
        json.beginArray()
        for column in table.columns {
            json.beginObject()
            json.key("key")
            json.string(column.key)
            json.key("title")
            json.string(column.title)
            json.endObject()
        }
        json.endArray()
        json.key("rows")
        json.beginArray()
        for row in table.rows {
            json.beginArray()
            for value in row { write(value, &json) }
            json.endArray()
        }
        json.endArray()
    }

    private static func write(_ group: QuoteGroup, _ json: inout JSONWriter) {
        json.beginObject()
        json.key("topic")
        json.string(group.topic)
        json.key("title")
        json.string(group.title)
        json.key("subtitle")
        json.string(group.subtitle)
        json.key("quotes")
        json.beginArray()
        for quote in group.quotes {
            json.beginObject()
            json.key("item")
            json.string(quote.itemID)
            json.key("source")
            json.string(quote.source)
            json.key("day")
            json.string(orNull: quote.civilDay?.description)
            json.key("label")
            json.string(quote.label.name)
            json.key("score")
            if quote.label == .none { json.null() } else { json.thousandths(quote.milliPoints) }
            json.key("text")
            json.string(quote.text)
            json.key("highlights")
            json.spans(quote.highlights[...])
            json.endObject()
        }
        json.endArray()
        json.endObject()
    }

    static func write(_ value: Value, _ json: inout JSONWriter) {
        switch value {
        case .nothing: json.null()
        case .text(let text), .name(let text, _, _, _): json.string(text)
        case .count(let count): json.integer(count)
        case .spark(let values): numbers(values, &json)
        case .estimate(let value): estimate(value, &json)
        case .tooFew(let n):
            json.beginObject()
            json.key("tooFew")
            json.integer(n)
            json.endObject()
        }
    }

    static func estimate(_ estimate: Estimate?, _ json: inout JSONWriter) {
        guard let estimate else { return json.null() }
        json.beginObject()
        json.key("value")
        json.number(estimate.value)
        json.key("low")
        json.number(estimate.interval?.low)
        json.key("high")
        json.number(estimate.interval?.high)
        json.key("n")
        json.integer(estimate.n)
        json.key("unit")
        json.string(estimate.unit.rawValue)
        if let isSignificant = estimate.isSignificant {
            json.key("significant")
            json.bool(isSignificant)
            json.key("p")
            json.number(estimate.pValue)
        }
        json.endObject()
    }

    private static func numbers(_ values: [Double?], _ json: inout JSONWriter) {
        json.beginArray()
        for value in values { json.number(value) }
        json.endArray()
    }
}

internal import VOCAnalysis
package import VOCCore
internal import VOCReport

extension Evaluation {
    /// The whole as one object; `pipelines/schema/evaluation.json` describes it.
    package func write(to json: inout JSONWriter, showsText: Bool) {
        json.beginObject()
        writeHead(&json)
        json.key("sets")
        json.beginArray()
        for row in rows { write(row, &json) }
        json.endArray()
        json.key("mean")
        if mean.isEmpty { json.null() } else { write(mean, &json) }
        json.key("all")
        write(whole, &json)
        json.key("answers")
        json.strings(answers)
        json.key("causes")
        json.beginArray()
        for (cause, count) in causes {
            json.beginObject()
            json.key("cause")
            json.string(cause)
            json.key("count")
            json.integer(count)
            json.endObject()
        }
        json.endArray()
        json.key("errors")
        json.beginArray()
        for error in errors { error.write(to: &json, showsText: showsText) }
        json.endArray()
        write(reliability, &json)
        json.endObject()
        json.newline()
    }

    /// One set a line.
    package func writeLines(to json: inout JSONWriter) {
        for row in rows {
            write(row, &json)
            json.newline()
        }
    }

    private func write(_ reliability: Reliability?, _ json: inout JSONWriter) {
        json.key("reliability")
        guard let reliability else {
            json.null()
            return
        }
        json.beginObject()
        json.key("error")
        json.number(reliability.error)
        json.key("bins")
        json.beginArray()
        for bin in reliability.bins {
            json.beginObject()
            json.key("from")
            json.number(bin.low, places: 1)
            json.key("n")
            json.integer(bin.count)
            json.key("stated")
            json.number(bin.stated)
            json.key("observed")
            json.number(bin.observed)
            json.endObject()
        }
        json.endArray()
        json.endObject()
    }

    private func writeHead(_ json: inout JSONWriter) {
        json.key("task")
        json.string(task.rawValue)
        json.key("split")
        json.string(orNull: split)
    }

    private func write(_ figures: [Figure], _ json: inout JSONWriter) {
        json.beginObject()
        for figure in figures {
            json.key(text: figure.name)
            json.number(figure.value)
        }
        json.key("intervals")
        json.beginObject()
        for figure in figures {
            json.key(text: figure.name)
            json.beginArray()
            json.number(figure.interval.low)
            json.number(figure.interval.high)
            json.endArray()
        }
        json.endObject()
        json.endObject()
    }

    private func write(_ row: Row, _ json: inout JSONWriter) {
        json.beginObject()
        json.key("set")
        json.string(row.name)
        json.key("n")
        json.integer(row.count)
        json.key("figures")
        write(row.figures, &json)
        json.key("classes")
        json.beginArray()
        for (name, figures) in row.classes {
            json.beginObject()
            json.key("class")
            json.string(name)
            json.key("precision")
            json.number(figures.precision)
            json.key("recall")
            json.number(figures.recall)
            json.key("f1")
            json.number(figures.f1)
            json.key("items")
            json.integer(figures.support)
            json.endObject()
        }
        json.endArray()
        json.key("confusion")
        if let table = row.table {
            json.beginArray()
            for truth in 0..<table.classes {
                json.beginArray()
                for answer in 0..<table.answers { json.integer(table.count(truth, answer)) }
                json.endArray()
            }
            json.endArray()
        } else {
            json.null()
        }
        json.endObject()
    }
}

extension Mistake {
    fileprivate func write(to json: inout JSONWriter, showsText: Bool) {
        json.beginObject()
        json.key("file")
        json.string(origin.file)
        json.key("line")
        json.integer(origin.line)
        json.key("id")
        json.string(id)
        if showsText {
            json.key("text")
            json.string(text)
        }
        json.key("cause")
        json.string(cause)
        json.key("expected")
        json.string(expected)
        json.key("answered")
        json.string(answered)
        json.key("score")
        json.thousandths(orNull: score)
        json.key("trace")
        json.beginArray()
        for step in steps {
            json.beginObject()
            json.key("span")
            json.span(step.range)
            Mistake.write(step.rule, step.origin, &json)
            json.key("weight")
            json.thousandths(step.milli)
            json.key("factors")
            json.beginArray()
            for factor in step.factors {
                json.beginObject()
                Mistake.write(factor.name, factor.origin, &json)
                json.key("factor")
                json.thousandths(factor.milli)
                json.endObject()
            }
            json.endArray()
            json.key("effect")
            json.thousandths(step.effect)
            json.endObject()
        }
        json.endArray()
        json.key("rules")
        json.beginArray()
        for rule in rules {
            json.beginObject()
            Mistake.write(rule.pattern, rule.origin, &json)
            json.endObject()
        }
        json.endArray()
        json.endObject()
    }

    private static func write(_ rule: String, _ origin: Origin?, _ json: inout JSONWriter) {
        json.key("rule")
        json.string(rule)
        json.key("origin")
        json.string(orNull: origin?.description)
    }
}

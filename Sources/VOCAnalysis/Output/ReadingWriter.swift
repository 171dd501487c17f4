package import VOCCore

/// Writes scored items as NDJSON: one object a line, keys in the order of the schema, numbers with
/// three decimals.
///
/// Spans count UTF-8 bytes of the title, a line feed and the text; of the text alone where there is
/// no title.
package struct ReadingWriter: Sendable {
    private let analyzer: Analyzer
    private let attributeNames: [String]
    private let includesText: Bool

    /// `includesText` adds author, title and text, which are the customer's own.
    package init(_ analyzer: Analyzer, attributeNames: [String] = [], includesText: Bool = false) {
        self.analyzer = analyzer
        self.attributeNames = attributeNames
        self.includesText = includesText
    }

    /// Appends the line of row `row`. `file` is the path its origin names; `parts` are written if
    /// given.
    package func append(
        _ reading: Reading, ofRow row: Int, in batch: FeedbackBatch, file: String,
        parts: [PartReading]? = nil, to json: inout JSONWriter
    ) {
        let item = batch.rows[row]
        json.beginObject()
        json.key("id")
        unsafe json.string(batch.bytes(item.id))
        json.key("receivedAt")
        if item.receivedAt == FeedbackBatch.Row.noTime {
            json.null()
        } else {
            json.string("\(Timestamp(microseconds: item.receivedAt))")
        }
        json.key("channel")
        unsafe json.string(batch.bytes(item.channel))
        json.key("source")
        unsafe json.string(batch.bytes(item.source))
        json.key("language")
        json.string(reading.language)
        json.key("rating")
        if !item.ratingWord.isEmpty {
            unsafe json.string(batch.bytes(item.ratingWord))
        } else if item.ratingMilli == FeedbackBatch.Row.noRating {
            json.null()
        } else {
            json.literal(Decimals.shortThousandths(Int(item.ratingMilli)))
        }
        if !attributeNames.isEmpty { appendAttributes(row, batch, &json) }
        if !item.thread.isEmpty {
            json.key("thread")
            unsafe json.string(batch.bytes(item.thread))
        }
        if includesText { appendText(item, batch, &json) }
        if item.asideCount > 0 { appendAsides(item, batch, &json) }
        appendSentiment(reading, &json)
        if let parts {
            json.key("sentences")
            ReadingWriter.append(parts, &json)
        }
        appendThemes(reading, &json)
        appendRest(reading, &json)
        json.key("origin")
        json.beginObject()
        json.key("file")
        json.string(file)
        json.key("line")
        json.integer(item.line)
        json.endObject()
        json.endObject()
        json.newline()
    }

    private func appendAttributes(_ row: Int, _ batch: FeedbackBatch, _ json: inout JSONWriter) {
        json.key("attributes")
        json.beginObject()
        for (index, name) in attributeNames.enumerated() {
            let value = batch.attribute(index, ofRow: row)
            guard !value.isEmpty else { continue }
            json.key(text: name)
            unsafe json.string(batch.bytes(value))
        }
        json.endObject()
    }

    private func appendText(
        _ item: FeedbackBatch.Row, _ batch: FeedbackBatch, _ json: inout JSONWriter
    ) {
        json.key("author")
        if item.author.isEmpty { json.null() } else { unsafe json.string(batch.bytes(item.author)) }
        json.key("title")
        if item.titleCount == 0 {
            json.null()
        } else {
            unsafe json.string(
                batch.bytes(.init(offset: item.text.offset, count: item.titleCount)))
        }
        json.key("text")
        let body = item.body
        if body.isEmpty { json.null() } else { unsafe json.string(batch.bytes(body)) }
    }

    private func appendAsides(
        _ item: FeedbackBatch.Row, _ batch: FeedbackBatch, _ json: inout JSONWriter
    ) {
        if includesText {
            json.key("whole")
            unsafe json.string(batch.bytes(item.whole))
        }
        json.key("setAside")
        json.beginArray()
        for aside in batch.asides(of: item) {
            json.beginObject()
            json.key("kind")
            json.string(aside.kind.name)
            json.key("span")
            json.span(Int(aside.start)..<Int(aside.start + aside.count))
            json.endObject()
        }
        json.endArray()
    }

    private func appendSentiment(_ reading: Reading, _ json: inout JSONWriter) {
        json.key("sentiment")
        json.beginObject()
        json.key("label")
        json.string(reading.label.name)
        json.key("score")
        json.thousandths(orNull: reading.milliPoints)
        json.key("positive")
        json.thousandths(reading.positive)
        json.key("negative")
        json.thousandths(reading.negative)
        json.key("confidence")
        json.thousandths(orNull: reading.confidence)
        json.endObject()
    }

    private static func append(_ parts: [PartReading], _ json: inout JSONWriter) {
        json.beginArray()
        for part in parts {
            json.beginObject()
            json.key("span")
            json.span(part.range)
            json.key("label")
            json.string(part.label.name)
            json.key("score")
            json.thousandths(orNull: part.milliPoints)
            json.key("effect")
            json.thousandths(part.effect)
            if !part.clauses.isEmpty {
                json.key("clauses")
                append(part.clauses, &json)
            }
            json.endObject()
        }
        json.endArray()
    }

    private func appendThemes(_ reading: Reading, _ json: inout JSONWriter) {
        json.key("themes")
        json.beginArray()
        for mention in reading.themes {
            json.beginObject()
            json.key("id")
            json.string(analyzer.themes[mention.theme].id)
            json.key("label")
            json.string(mention.label.name)
            json.key("score")
            json.thousandths(orNull: mention.milliPoints)
            json.key("evidence")
            json.spans(reading.ranges[mention.places])
            json.endObject()
        }
        json.endArray()
    }

    private func appendStates(_ reading: Reading, _ json: inout JSONWriter) {
        json.key("states")
        json.beginArray()
        for mention in reading.states {
            json.beginObject()
            json.key("id")
            json.string(analyzer.states[mention.state].id)
            json.key("intensity")
            json.thousandths(mention.milli)
            json.key("evidence")
            json.beginArray()
            for match in reading.matches
            where analyzer.state(ofRule: match.rule) == mention.state {
                for range in reading.ranges[match.places] { json.span(range) }
            }
            json.endArray()
            json.endObject()
        }
        json.endArray()
    }

    private func appendRest(_ reading: Reading, _ json: inout JSONWriter) {
        json.key("intents")
        json.beginArray()
        for intent in reading.intents { json.string(analyzer.intents[intent]) }
        json.endArray()
        appendStates(reading, &json)
        json.key("complaint")
        json.beginObject()
        json.key("is")
        json.bool(reading.isComplaint)
        json.key("severity")
        json.integer(orNull: reading.severity)
        json.key("reasons")
        json.strings(analyzer.complaintReasons(of: reading))
        json.endObject()
        json.key("effort")
        json.thousandths(orNull: reading.effortMilli)
        json.key("journey")
        json.beginArray()
        for stage in reading.stages { json.string(analyzer.stages[stage].id) }
        json.endArray()
        json.key("touchpoints")
        json.beginArray()
        for point in reading.touchpoints { json.string(analyzer.touchpoints[point].id) }
        json.endArray()
        json.key("evidence")
        json.beginArray()
        for evidence in reading.evidence {
            json.beginObject()
            json.key("span")
            json.span(evidence.range)
            json.key("rule")
            unsafe json.string(analyzer.entries.textBytes(Int(evidence.entry)))
            json.key("effect")
            json.thousandths(evidence.effect)
            json.endObject()
        }
        json.endArray()
    }
}

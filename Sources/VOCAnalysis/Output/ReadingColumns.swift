package import VOCCore

/// Collects scored items as columns and hands them out as the messages of an Arrow stream: the
/// same items as `ReadingWriter`'s lines, without texts, for readers that want tables.
///
/// The stream is the bytes of `schema`, any number of `takeBatch()`, and `end`. Types are those of
/// pipelines/spark/items.ddl. Not for use by several threads.
package final class ReadingColumns {
    /// What a stream ends with, and a line feed, so that what follows stands on a line of its own.
    package static let end = ArrowStream.end + [0x0A]

    private let analyzer: Analyzer
    private let attributeNames: [String]

    private let id = ArrowColumn("id", .text)
    private let receivedAt = ArrowColumn("receivedAt", .time)
    private let channel = ArrowColumn("channel", .text)
    private let source = ArrowColumn("source", .text)
    private let language = ArrowColumn("language", .text)
    private let rating = ArrowColumn("rating", .text)
    private let attributes = Attributes()
    private let thread = ArrowColumn("thread", .text)
    private let sentiment = Sentiment()
    private let themes = Mentions("themes", "score", hasLabel: true)
    private let intents = Texts("intents")
    private let states = Mentions("states", "intensity", hasLabel: false)
    private let complaint = Complaint()
    private let effort = ArrowColumn("effort", .double)
    private let journey = Texts("journey")
    private let touchpoints = Texts("touchpoints")
    private let evidence = Evidence()
    private let setAside = Asides()
    private let origin = Place()
    private let columns: [ArrowColumn]

    package init(_ analyzer: Analyzer, attributeNames: [String]) {
        self.analyzer = analyzer
        self.attributeNames = attributeNames
        columns = [
            id, receivedAt, channel, source, language, rating, attributes.column, thread,
            sentiment.column, themes.column, intents.column, states.column, complaint.column,
            effort, journey.column, touchpoints.column, evidence.column, setAside.column,
            origin.column,
        ]
    }

    /// What a stream begins with.
    package var schema: [UInt8] { ArrowStream.schema(of: columns) }

    /// A batch of all items that came since the last one; nothing if there are none.
    package func takeBatch() -> [UInt8] {
        guard id.count > 0 else { return [] }
        defer { for column in columns { column.removeAll() } }
        return ArrowStream.batch(of: columns)
    }

    /// Adds row `row`. `file` is the path its origin names.
    package func append(
        _ reading: Reading, ofRow row: Int, in batch: FeedbackBatch, file: String
    ) {
        let item = batch.rows[row]
        unsafe id.append(batch.bytes(item.id))
        if item.receivedAt == FeedbackBatch.Row.noTime {
            receivedAt.appendNull()
        } else {
            receivedAt.append(long: item.receivedAt)
        }
        unsafe channel.append(batch.bytes(item.channel))
        unsafe source.append(batch.bytes(item.source))
        language.append(reading.language)
        if !item.ratingWord.isEmpty {
            unsafe rating.append(batch.bytes(item.ratingWord))
        } else if item.ratingMilli == FeedbackBatch.Row.noRating {
            rating.appendNull()
        } else {
            rating.append(Decimals.shortThousandths(Int(item.ratingMilli)))
        }
        append(attributesOf: row, batch)
        if item.thread.isEmpty {
            thread.appendNull()
        } else {
            unsafe thread.append(batch.bytes(item.thread))
        }
        append(asidesOf: item, batch)
        append(reading)
        origin.file.append(file)
        origin.line.append(long: Int64(item.line))
        origin.column.close()
    }

    private func append(attributesOf row: Int, _ batch: FeedbackBatch) {
        guard !attributeNames.isEmpty else { return attributes.column.appendNull() }
        for (index, name) in attributeNames.enumerated() {
            let value = batch.attribute(index, ofRow: row)
            guard !value.isEmpty else { continue }
            attributes.key.append(name)
            unsafe attributes.value.append(batch.bytes(value))
            attributes.entry.close()
        }
        attributes.column.close()
    }

    private func append(asidesOf item: FeedbackBatch.Row, _ batch: FeedbackBatch) {
        guard item.asideCount > 0 else { return setAside.column.appendNull() }
        for aside in batch.asides(of: item) {
            setAside.kind.append(aside.kind.name)
            setAside.span.append(Int(aside.start)..<Int(aside.start + aside.count))
            setAside.entry.close()
        }
        setAside.column.close()
    }

    private func append(_ reading: Reading) {
        sentiment.label.append(reading.label.name)
        sentiment.score.append(milliOrNull: reading.milliPoints)
        sentiment.positive.append(milli: reading.positive)
        sentiment.negative.append(milli: reading.negative)
        sentiment.confidence.append(milliOrNull: reading.confidence)
        sentiment.column.close()
        for mention in reading.themes {
            themes.id.append(analyzer.themes[mention.theme].id)
            themes.label.append(mention.label.name)
            themes.strength.append(milliOrNull: mention.milliPoints)
            for range in reading.ranges[mention.places] { themes.span.append(range) }
            themes.evidence.close()
            themes.entry.close()
        }
        themes.column.close()
        for intent in reading.intents { intents.text.append(analyzer.intents[intent]) }
        intents.column.close()
        append(statesOf: reading)
        complaint.holds.append(reading.isComplaint)
        if let severity = reading.severity {
            complaint.severity.append(severity)
        } else {
            complaint.severity.appendNull()
        }
        for reason in analyzer.complaintReasons(of: reading) {
            complaint.reasons.text.append(reason)
        }
        complaint.reasons.column.close()
        complaint.column.close()
        effort.append(milliOrNull: reading.effortMilli)
        for stage in reading.stages { journey.text.append(analyzer.stages[stage].id) }
        journey.column.close()
        for point in reading.touchpoints {
            touchpoints.text.append(analyzer.touchpoints[point].id)
        }
        touchpoints.column.close()
        for piece in reading.evidence {
            evidence.span.append(piece.range)
            unsafe evidence.rule.append(analyzer.entries.textBytes(Int(piece.entry)))
            evidence.effect.append(milli: piece.effect)
            evidence.entry.close()
        }
        evidence.column.close()
    }

    private func append(statesOf reading: Reading) {
        for mention in reading.states {
            states.id.append(analyzer.states[mention.state].id)
            states.strength.append(milli: mention.milli)
            for match in reading.matches
            where analyzer.state(ofRule: match.rule) == mention.state {
                for range in reading.ranges[match.places] { states.span.append(range) }
            }
            states.evidence.close()
            states.entry.close()
        }
        states.column.close()
    }
}

// The nested columns, each with those below it at hand.

private struct Texts {
    let text = ArrowColumn("element", .text)
    let column: ArrowColumn

    init(_ name: String) { column = ArrowColumn(name, .list, [text]) }
}

private struct Span {
    let bound = ArrowColumn("element", .int)
    let column: ArrowColumn

    init(_ name: String) { column = ArrowColumn(name, .list, [bound]) }

    func append(_ range: Range<Int>) {
        bound.append(range.lowerBound)
        bound.append(range.upperBound)
        column.close()
    }
}

private struct Attributes {
    let key = ArrowColumn("key", .text, isNullable: false)
    let value = ArrowColumn("value", .text)
    let entry: ArrowColumn
    let column: ArrowColumn

    init() {
        entry = ArrowColumn("entries", .record, [key, value], isNullable: false)
        column = ArrowColumn("attributes", .map, [entry])
    }
}

private struct Sentiment {
    let label = ArrowColumn("label", .text)
    let score = ArrowColumn("score", .double)
    let positive = ArrowColumn("positive", .double)
    let negative = ArrowColumn("negative", .double)
    let confidence = ArrowColumn("confidence", .double)
    let column: ArrowColumn

    init() {
        column = ArrowColumn("sentiment", .record, [label, score, positive, negative, confidence])
    }
}

/// Themes and states.
private struct Mentions {
    let id = ArrowColumn("id", .text)
    /// Of themes only.
    let label = ArrowColumn("label", .text)
    let strength: ArrowColumn
    let span = Span("element")
    let evidence: ArrowColumn
    let entry: ArrowColumn
    let column: ArrowColumn

    init(_ name: String, _ nameOfStrength: String, hasLabel: Bool) {
        strength = ArrowColumn(nameOfStrength, .double)
        evidence = ArrowColumn("evidence", .list, [span.column])
        let fields = [id] + (hasLabel ? [label] : []) + [strength, evidence]
        entry = ArrowColumn("element", .record, fields)
        column = ArrowColumn(name, .list, [entry])
    }
}

private struct Complaint {
    let holds = ArrowColumn("is", .bool)
    let severity = ArrowColumn("severity", .int)
    let reasons = Texts("reasons")
    let column: ArrowColumn

    init() { column = ArrowColumn("complaint", .record, [holds, severity, reasons.column]) }
}

private struct Evidence {
    let span = Span("span")
    let rule = ArrowColumn("rule", .text)
    let effect = ArrowColumn("effect", .double)
    let entry: ArrowColumn
    let column: ArrowColumn

    init() {
        entry = ArrowColumn("element", .record, [span.column, rule, effect])
        column = ArrowColumn("evidence", .list, [entry])
    }
}

private struct Asides {
    let kind = ArrowColumn("kind", .text)
    let span = Span("span")
    let entry: ArrowColumn
    let column: ArrowColumn

    init() {
        entry = ArrowColumn("element", .record, [kind, span.column])
        column = ArrowColumn("setAside", .list, [entry])
    }
}

private struct Place {
    let file = ArrowColumn("file", .text)
    let line = ArrowColumn("line", .long)
    let column: ArrowColumn

    init() { column = ArrowColumn("origin", .record, [file, line]) }
}

internal import VOCAnalysis
internal import VOCCore
internal import VOCReport

/// An item that a route sends to a queue.
struct Case: Sendable {
    /// The same for the same item and route on every run.
    let id: String
    let itemID: String
    let source: String
    let channel: String
    let receivedAt: String?
    let rating: String?
    let route: String
    let queue: String
    let priority: String
    let acknowledgeWithin: String
    let resolveWithin: String
    let label: String
    let score: Int?
    let severity: Int?
    let reasons: [String]
    let themes: [String]
    let intents: [String]
    /// UTF-8 spans of the themes' evidence.
    let evidence: [Range<Int>]
    let title: String
    let text: String
    let author: String
    let file: String
    let line: UInt64

    init(
        _ route: Plan.Route, _ reading: Reading, _ row: Int, _ batch: FeedbackBatch, file: String,
        analyzer: Analyzer
    ) {
        let item = batch.rows[row]
        itemID = batch.string(item.id)
        source = batch.string(item.source)
        channel = batch.string(item.channel)
        receivedAt =
            item.receivedAt == FeedbackBatch.Row.noTime
            ? nil : "\(Timestamp(microseconds: item.receivedAt))"
        rating =
            !item.ratingWord.isEmpty
            ? batch.string(item.ratingWord)
            : item.ratingMilli == FeedbackBatch.Row.noRating
                ? nil : Decimals.shortThousandths(Int(item.ratingMilli))
        id = "c-" + "\(Digest(of: "\(source)\u{1F}\(itemID)\u{1F}\(route.name)"))".prefix(20)
        self.route = route.name
        queue = route.queue
        priority = route.priority
        acknowledgeWithin = route.acknowledgeWithin
        resolveWithin = route.resolveWithin
        label = reading.label.name
        score = reading.milliPoints
        severity = reading.severity
        reasons = analyzer.complaintReasons(of: reading)
        themes = reading.themes.map { analyzer.themes[$0.theme].id }
        intents = reading.intents.map { analyzer.intents[$0] }
        evidence = reading.themes.flatMap { reading.ranges[$0.places] }
        title = batch.string(.init(offset: item.text.offset, count: item.titleCount))
        text = batch.string(item.text)
        author = batch.string(item.author)
        self.file = file
        line = item.line
    }

    func write(to json: inout JSONWriter) {
        json.beginObject()
        json.key("case")
        json.string(id)
        json.key("item")
        json.string(itemID)
        json.key("source")
        json.string(source)
        json.key("channel")
        json.string(channel)
        json.key("receivedAt")
        if let receivedAt { json.string(receivedAt) } else { json.null() }
        json.key("rating")
        if let rating { json.string(rating) } else { json.null() }
        json.key("route")
        json.string(route)
        json.key("queue")
        json.string(queue)
        json.key("priority")
        json.string(priority)
        json.key("acknowledgeWithin")
        json.string(acknowledgeWithin)
        json.key("resolveWithin")
        json.string(resolveWithin)
        json.key("severity")
        if let severity { json.integer(severity) } else { json.null() }
        json.key("reasons")
        json.strings(reasons)
        json.key("themes")
        json.strings(themes)
        json.key("intents")
        json.strings(intents)
        json.key("label")
        json.string(label)
        json.key("score")
        if let score { json.thousandths(score) } else { json.null() }
        json.key("evidence")
        json.beginArray()
        for range in evidence {
            json.beginArray()
            json.integer(range.lowerBound)
            json.integer(range.upperBound)
            json.endArray()
        }
        json.endArray()
        json.key("text")
        json.string(text)
        json.key("origin")
        json.beginObject()
        json.key("file")
        json.string(file)
        json.key("line")
        json.integer(line)
        json.endObject()
        json.endObject()
        json.newline()
    }

    static let columns = [
        "case", "item", "source", "channel", "receivedAt", "rating", "priority",
        "acknowledgeWithin", "resolveWithin",
        "severity", "reasons", "themes", "label", "score", "title", "text", "file", "line",
    ]

    var cells: [String] {
        [
            id, itemID, source, channel, receivedAt ?? "", rating ?? "", priority,
            acknowledgeWithin,
            resolveWithin, severity.map(String.init) ?? "", reasons.joined(separator: "; "),
            themes.joined(separator: "; "), label, score.map { Decimals.thousandths($0) } ?? "",
            title, text, file,
            String(line),
        ]
    }
}

/// Rows of a CSV file that spreadsheets open safely: every cell quoted and guarded as in the report's
/// tables. Plain numbers, which are ours, are exempt from the guard.
enum SafeCSV {
    static func row(_ cells: [String]) -> [UInt8] {
        let quoted = cells.map { isNumber($0) ? "\"\($0)\"" : CSVRenderer.quoted($0) }
        return Array((quoted.joined(separator: ",") + "\r\n").utf8)
    }

    private static func isNumber(_ cell: String) -> Bool {
        (cell.hasPrefix("-") || cell.hasPrefix("+")) && cell.count > 1
            && cell.dropFirst().allSatisfy { "0123456789.".contains($0) }
    }
}

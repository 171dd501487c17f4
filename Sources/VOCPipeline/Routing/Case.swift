internal import VOCAnalysis
internal import VOCCore
internal import VOCReport

/// An item that a route sends to a queue.
struct Case: Sendable {
    /// The same for the same item and route on every run.
    let id: String
    let itemID: String
    /// The item's key, as copies and duplicates are told by.
    let itemKey: UInt64
    /// The conversation that the item belongs to, as a key; 0 for none.
    let thread: UInt64
    let source: String
    let channel: String
    let receivedAt: String?
    let rating: String?
    let customer: CustomerKey?
    /// The customer as outputs may show him: a pseudonym unless the pipeline asks for names.
    let customerShown: String
    let route: String
    let routeIndex: Int
    let queueIndex: Int
    let queue: String
    let priority: Priority
    let priorityReasons: [String]
    let acknowledgeWithin: String
    let resolveWithin: String
    /// Microseconds since 1970; nil where nothing is promised or the item has no date.
    let acknowledgeBy: String?
    let resolveBy: String?
    let resolveDay: String?
    let label: String
    let score: Int?
    let severity: Int?
    let reasons: [String]
    let themes: [String]
    let intents: [String]
    /// UTF-8 spans of what themes, intents and states were found by, each once, in text order.
    let evidence: [Range<Int>]
    /// Other cases of the same item, by other routes.
    var related: [String] = []
    let title: String
    let text: String
    let file: String
    let line: UInt64

    init(
        _ route: Plan.Route, _ reading: Reading, _ row: Int, _ batch: FeedbackBatch, file: String,
        plan: Plan
    ) {
        let item = batch.rows[row]
        let analyzer = plan.analyzer
        itemID = batch.string(item.id)
        source = batch.string(item.source)
        itemKey = Digest(ofItem: itemID, source: source).low
        channel = batch.string(item.channel)
        thread =
            item.thread.isEmpty
            ? 0 : unsafe Digest(of: batch.bytes(item.thread), seed: Digest(of: source).low).low
        let isDated = item.receivedAt != FeedbackBatch.Row.noTime
        receivedAt = isDated ? "\(Timestamp(microseconds: item.receivedAt))" : nil
        rating =
            !item.ratingWord.isEmpty
            ? batch.string(item.ratingWord)
            : item.ratingMilli == FeedbackBatch.Row.noRating
                ? nil : Decimals.shortThousandths(Int(item.ratingMilli))
        customer = CustomerKey(item, in: batch)
        customerShown =
            plan.file.cases.namesCustomers
            ? batch.string(item.author) : customer.map(\.pseudonym) ?? ""
        id = Case.id(item: itemID, source: source, route: route.name)
        self.route = route.name
        routeIndex = route.index
        queueIndex = route.queueIndex
        queue = route.queue
        (priority, priorityReasons) = plan.priorities.priority(route, reading, row, batch)
        acknowledgeWithin = route.acknowledge?.text ?? ""
        resolveWithin = route.resolve?.text ?? ""
        func deadline(_ promise: Promise?) -> String? {
            guard isDated, let promise else { return nil }
            return plan.calendar.deadline(from: item.receivedAt, promise).map(plan.calendar.text)
        }
        acknowledgeBy = deadline(route.acknowledge)
        resolveBy = deadline(route.resolve)
        resolveDay = resolveBy.map { String($0.prefix(10)) }
        label = reading.label.name
        score = reading.milliPoints
        severity = reading.severity
        reasons = analyzer.complaintReasons(of: reading)
        themes = reading.themes.map { analyzer.themes[$0.theme].id }
        intents = reading.intents.map { analyzer.intents[$0] }
        let places = reading.themes.map(\.places) + reading.matches.map(\.places)
        evidence = Set(places.flatMap { reading.ranges[$0] })
            .sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
        title = batch.string(.init(offset: item.text.offset, count: item.titleCount))
        text = batch.string(item.text)
        self.file = file
        line = item.line
    }

    /// `c-` and 20 hexadecimal digits.
    static func id(item: String, source: String, route: String) -> String {
        "c-" + "\(Digest(of: "\(source)\u{1F}\(item)\u{1F}\(route)"))".prefix(20)
    }

    func write(to json: inout JSONWriter) {
        func text(_ value: String?) {
            json.string(orNull: value)
        }
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
        text(receivedAt)
        json.key("rating")
        text(rating)
        json.key("customer")
        text(customerShown.isEmpty ? nil : customerShown)
        json.key("route")
        json.string(route)
        json.key("queue")
        json.string(queue)
        json.key("priority")
        json.string(priority.rawValue)
        json.key("priorityReasons")
        json.strings(priorityReasons)
        json.key("acknowledgeWithin")
        json.string(acknowledgeWithin)
        json.key("acknowledgeBy")
        text(acknowledgeBy)
        json.key("resolveWithin")
        json.string(resolveWithin)
        json.key("resolveBy")
        text(resolveBy)
        json.key("severity")
        json.integer(orNull: severity)
        json.key("reasons")
        json.strings(reasons)
        json.key("themes")
        json.strings(themes)
        json.key("intents")
        json.strings(intents)
        json.key("label")
        json.string(label)
        json.key("score")
        json.thousandths(orNull: score)
        json.key("evidence")
        json.spans(evidence[...])
        json.key("related")
        json.strings(related)
        json.key("text")
        json.string(self.text)
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
}

/// Rows of a CSV file that spreadsheets open safely: every cell quoted and guarded as in the report's
/// tables. Plain numbers, which are ours, are exempt from the guard.
enum SafeCSV {
    static func row(_ cells: [String]) -> [UInt8] { Array((line(cells) + "\r\n").utf8) }

    static func line(_ cells: [String]) -> String {
        cells.map { isNumber($0) ? "\"\($0)\"" : CSVRenderer.quoted($0) }.joined(separator: ",")
    }

    private static func isNumber(_ cell: String) -> Bool {
        (cell.hasPrefix("-") || cell.hasPrefix("+")) && cell.count > 1
            && cell.dropFirst().allSatisfy { "0123456789.".contains($0) }
    }
}

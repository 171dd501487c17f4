internal import VOCCore

/// A file that cases of a queue are written to: for people, for programs, or to be imported into a
/// help desk without a change.
///
/// The imports hold one row for each case that stands for itself; the others hold all, and say in
/// their last columns to which case one was joined.
enum CaseFormat: String, Sendable, CaseIterable {
    case csv, ndjson, zendesk, salesforce, jira

    /// Cases that were joined to another are left out.
    var leavesOutJoined: Bool { self != .csv && self != .ndjson }

    func fileName(_ queue: String) -> String {
        switch self {
        case .csv: "\(queue).csv"
        case .ndjson: "\(queue).ndjson"
        case .zendesk, .salesforce, .jira: "\(queue).\(rawValue).csv"
        }
    }

    /// The first row; nil where there is none.
    var header: [UInt8]? {
        switch self {
        case .csv: SafeCSV.row(Self.columns + ["duplicateOf", "joinedBy"])
        case .ndjson: nil
        case .zendesk: SafeCSV.row(Self.zendeskColumns)
        case .salesforce: SafeCSV.row(Self.salesforceColumns)
        case .jira: SafeCSV.row(Self.jiraColumns)
        }
    }

    /// The row of a case as it is before cases are joined: `csv` and `ndjson` get their last fields
    /// by `ending`.
    func row(_ item: Case) -> [UInt8] {
        switch self {
        case .csv: return Array(SafeCSV.line(item.cells).utf8)
        case .ndjson:
            var json = JSONWriter()
            item.write(to: &json)
            return Array(json.bytes.dropLast(2))
        case .zendesk: return SafeCSV.row(Self.zendesk(item))
        case .salesforce: return SafeCSV.row(Self.salesforce(item))
        case .jira: return SafeCSV.row(Self.jira(item))
        }
    }

    /// What ends the row of a case that was joined to `lead`, or of one that stands for itself.
    func ending(_ join: CaseJoin?) -> [UInt8] {
        switch self {
        case .csv: Array(",\"\(join?.lead ?? "")\",\"\(join?.reason.rawValue ?? "")\"\r\n".utf8)
        case .ndjson:
            join.map {
                Array(
                    ",\"duplicateOf\":\"\($0.lead)\",\"joinedBy\":\"\($0.reason.rawValue)\"}\n".utf8
                )
            } ?? Array(",\"duplicateOf\":null,\"joinedBy\":null}\n".utf8)
        case .zendesk, .salesforce, .jira: []
        }
    }

    // MARK: For people

    private static let columns = [
        "case", "item", "source", "channel", "receivedAt", "rating", "customer", "route",
        "priority", "priorityReasons", "acknowledgeWithin", "acknowledgeBy", "resolveWithin",
        "resolveBy", "severity", "reasons", "themes", "label", "score", "title", "text", "file",
        "line", "related",
    ]

    // MARK: Zendesk

    /// https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/: a ticket with a due
    /// date is a task.
    private static let zendeskColumns = [
        "external_id", "subject", "description", "status", "type", "priority", "group", "tags",
        "due_at",
    ]

    private static func zendesk(_ item: Case) -> [String] {
        [
            item.id, item.subject, item.description(), "new",
            item.resolveBy == nil ? "incident" : "task", item.priority.rawValue, item.queue,
            item.tags.joined(separator: " "), item.resolveBy ?? "",
        ]
    }

    // MARK: Salesforce

    /// Standard fields of Case by their API names; those that end in `__c` are to be made once, the
    /// first of them as an external id, so that an upsert makes no second case.
    private static let salesforceColumns = [
        "VOC_Case__c", "Subject", "Description", "Status", "Origin", "Priority", "VOC_Queue__c",
        "VOC_Acknowledge_By__c", "VOC_Resolve_By__c", "VOC_Themes__c",
    ]

    private static func salesforce(_ item: Case) -> [String] {
        let priority =
            switch item.priority {
            case .low: "Low"
            case .normal: "Medium"
            case .high, .urgent: "High"
            }
        return [
            item.id, item.subject, String(item.description().prefix(32_000)), "New",
            item.channel.prefix(1).uppercased() + item.channel.dropFirst(), priority, item.queue,
            item.acknowledgeBy ?? "", item.resolveBy ?? "", item.themes.joined(separator: ";"),
        ]
    }

    // MARK: Jira

    private static let jiraColumns = [
        "External ID", "Summary", "Description", "Issue Type", "Priority", "Component", "Labels",
        "Due Date",
    ]

    private static func jira(_ item: Case) -> [String] {
        let priority =
            switch item.priority {
            case .low: "Low"
            case .normal: "Medium"
            case .high: "High"
            case .urgent: "Highest"
            }
        return [
            item.id, item.subject, item.description(escaping: "{}[]!|*~^"), "Task", priority,
            item.queue, item.tags.joined(separator: " "), item.resolveDay ?? "",
        ]
    }
}

extension Case {
    fileprivate var cells: [String] {
        [
            id, itemID, source, channel, receivedAt ?? "", rating ?? "", customerShown, route,
            priority.rawValue, priorityReasons.joined(separator: "; "), acknowledgeWithin,
            acknowledgeBy ?? "", resolveWithin, resolveBy ?? "",
            severity.map(String.init) ?? "", reasons.joined(separator: "; "),
            themes.joined(separator: "; "), label, score.map { Decimals.thousandths($0) } ?? "",
            title, text, file, String(line), related.joined(separator: "; "),
        ]
    }

    /// One line: the title, or the beginning of the text.
    fileprivate var subject: String {
        let whole = title.isEmpty ? text : title
        let words = whole.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard words.count > 100 else { return words.isEmpty ? "Case \(id)" : words }
        // Cut between words where there is a space to cut at.
        let start = words.prefix(100)
        let end = start.lastIndex(of: " ") ?? start.endIndex
        return "\(start[..<end])…"
    }

    /// What the customer wrote, then what is known of the case. Of the customer's own words those
    /// in `escaping` get a backslash: a text must not become an image or a macro.
    fileprivate func description(escaping marks: String = "") -> String {
        var words = text
        if !marks.isEmpty {
            words = String(text.flatMap { marks.contains($0) ? ["\\", $0] : [$0] })
        }
        var lines = [words, "", "Case \(id), item \(itemID) of \(source)"]
        if let receivedAt { lines.append("Received \(receivedAt)") }
        if !customerShown.isEmpty { lines.append("Customer \(customerShown)") }
        lines.append("Priority \(priorityReasons.joined(separator: "; "))")
        if let acknowledgeBy { lines.append("Acknowledge by \(acknowledgeBy)") }
        if let resolveBy { lines.append("Resolve by \(resolveBy)") }
        if !reasons.isEmpty { lines.append("Because of \(reasons.joined(separator: ", "))") }
        if !related.isEmpty { lines.append("See also \(related.joined(separator: ", "))") }
        return lines.joined(separator: "\n")
    }

    /// Words without spaces, for help desks.
    fileprivate var tags: [String] {
        var result = ["voc", "route-\(route)"]
        if let severity { result.append("severity-\(severity)") }
        result += themes + intents
        return result.map { tag in
            String(tag.map { $0.isLetter || $0.isNumber || "-_/".contains($0) ? $0 : "-" })
        }
    }
}

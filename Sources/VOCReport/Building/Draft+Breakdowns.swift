internal import VOCCore

extension Draft {
    /// Complaints by queue, with what was promised.
    func routes() -> Section? {
        let seen = counts.facets("queue:")
        var order = request.queues.map(\.queue)
        for queue in seen where !order.contains(queue) { order.append(queue) }
        var unique: Set<String> = []
        order = order.filter { unique.insert($0).inserted }
        let all = counts.now()
        guard !order.isEmpty || all[.complaints] > 0 else { return nil }
        let columns = [
            Table.Column("queue", "Queue", .text), Table.Column("priority", "Priority", .text),
            Table.Column("cases", "Cases", .count),
            Table.Column("previousCases", "Previous \(counts.period.rawValue)", .count),
            Table.Column("severe", "Severe", .count),
            Table.Column("acknowledgeWithin", "Acknowledge within", .text),
            Table.Column("resolveWithin", "Resolve within", .text),
            Table.Column("trend", "Trend", .spark),
        ]
        let rows = order.map { queue -> [Value] in
            let notes = request.queues.filter { $0.queue == queue }
            func joined(_ part: (QueueNote) -> String) -> Value {
                var seen: Set<String> = []
                let parts = notes.map(part).filter { !$0.isEmpty && seen.insert($0).inserted }
                return parts.isEmpty ? .nothing : .text(parts.joined(separator: "; "))
            }
            let now = counts.now("queue:\(queue)")
            return [
                .text(queue), joined(\.priority), .count(now[.items]),
                counts.hasPrevious
                    ? .count(counts.previously("queue:\(queue)")[.items]) : .nothing,
                .count(now[.severeComplaints]), joined(\.acknowledgeWithin),
                joined(\.resolveWithin),
                .spark(
                    (counts.byPeriod["queue:\(queue)"] ?? []).suffix(26).map { Double($0[.items]) }),
            ]
        }
        var blocks: [Block] = []
        if !rows.isEmpty {
            blocks.append(
                .table(
                    Table(
                        id: "routes", caption: "Cases by queue, \(focusName)",
                        fileName: "routes.csv", columns: columns, rows: rows)))
        }
        return Section(
            id: "routes", title: "Complaints and queues",
            lead:
                "\(Wording.count(all[.complaints], "complaint")) in the \(focusName), \(Wording.count(all[.severeComplaints])) of them severe (3 or 4 of 4). Severe counts complaints routed to the queue.",
            blocks: blocks)
    }

    /// What customers want: each intent with its change and its words.
    func intents() -> Section? {
        let names = counts.facets("intent:")
        guard !names.isEmpty else { return nil }
        let now = counts.now()
        let before = counts.previously()
        let ordered = names.sorted {
            (counts.now("intent:\($1)")[.items], $0) < (counts.now("intent:\($0)")[.items], $1)
        }
        let changes = Measure.judge(
            ordered.map { name in
                TopicShare.change(
                    TopicShare.proportion(counts.now("intent:\(name)"), of: now),
                    TopicShare.proportion(counts.previously("intent:\(name)"), of: before),
                    minimum: minimum)
            }, tone: { _ in .neutral })
        let columns = [
            Table.Column("intent", "Intent", .text), Table.Column("items", "Items", .count),
            Table.Column("share", "Share", .estimate), Table.Column("change", "Change", .change),
            Table.Column("trend", "Trend", .spark),
        ]
        var rows: [[Value]] = []
        var groups: [QuoteGroup] = []
        for (name, change) in zip(ordered, changes) {
            let topic = "intent:\(name)"
            let tally = counts.now(topic)
            var change = change
            if case .estimate(var estimate) = change, estimate.isSignificant == true {
                let bad = ["churn-risk", "complaint"].contains(name)
                let good = name == "praise"
                if bad || good { estimate.tone = (estimate.value > 0) == good ? .good : .bad }
                change = .estimate(estimate)
            }
            rows.append([
                .text(Wording.name(ofID: name)), .count(tally[.items]),
                TopicShare.value(tally, of: now, minimum: minimum), change,
                .spark(shareHistory(topic)),
            ])
            let chosen = quotes(topic, limit: 2)
            if !chosen.isEmpty {
                groups.append(
                    QuoteGroup(
                        topic: topic, title: Wording.name(ofID: name),
                        subtitle: "\(Wording.count(tally[.items], "item")) in the \(focusName)",
                        slot: nil, quotes: chosen))
            }
        }
        var blocks: [Block] = [
            .table(
                Table(
                    id: "intents", caption: "Intents, \(focusName) against the \(previousName)",
                    fileName: "intents.csv", columns: columns, rows: rows))
        ]
        if !groups.isEmpty { blocks.append(.quotes(groups)) }
        return Section(
            id: "intents", title: "What customers want",
            lead: "Share = items with the intent / all items.", blocks: blocks)
    }

    static let segmentRows = 60

    func segments() -> Section? {
        guard !counts.segments.isEmpty else { return nil }
        let shown = measures.filter {
            ["netSentiment", "nps", "csat", "complaintRate"].contains($0.id)
        }
        let all = counts.segments.keys.sorted()
        // The largest when there are too many to read, but in the order of the alphabet.
        let largest = all.sorted {
            (counts.segments[$1]![.items], $0) < (counts.segments[$0]![.items], $1)
        }
        let kept = Set(largest.prefix(Draft.segmentRows))
        let columns =
            [
                Table.Column("attribute", "Attribute", .text),
                Table.Column("value", "Value", .text), Table.Column("items", "Items", .count),
            ] + shown.map { Table.Column($0.id, $0.name, .estimate) }
        let rows = all.filter(kept.contains).map { segment -> [Value] in
            let tally = counts.segments[segment]!
            let parts = segment.split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return [
                .text(String(parts[0])),
                .text(parts.count > 1 && !parts[1].isEmpty ? String(parts[1]) : "(empty)"),
                .count(tally[.items]),
            ] + shown.map { $0.value(tally, minimum: minimum) }
        }
        var blocks: [Block] = [
            .table(
                Table(
                    id: "segments", caption: "Segments, \(recentName)", fileName: "segments.csv",
                    columns: columns, rows: rows))
        ]
        if let lifts = lifts() { blocks.append(.table(lifts)) }
        if all.count > kept.count {
            blocks.append(
                .note("The \(kept.count) largest of \(Wording.count(all.count)) values are shown."))
        }
        return Section(
            id: "segments", title: "Segments",
            lead:
                "\(recentName). Intervals that do not overlap differ clearly; those that do may still differ.",
            blocks: blocks)
    }

    func sources() -> Section? {
        var blocks: [Block] = []
        func table(_ id: String, _ title: String, _ tallies: [String: Tally]) -> Table {
            let shown = measures.filter {
                ["netSentiment", "nps", "csat", "complaintRate"].contains($0.id)
            }
            var columns =
                [
                    Table.Column(id, title, .text), Table.Column("items", "Items", .count),
                ] + shown.map { Table.Column($0.id, $0.name, .estimate) }
            if id == "source" { columns.append(Table.Column("newest", "Newest day", .text)) }
            let rows = tallies.keys.sorted().map { name -> [Value] in
                var row: [Value] =
                    [
                        .text(name.isEmpty ? "(not given)" : name), .count(tallies[name]![.items]),
                    ] + shown.map { $0.value(tallies[name]!, minimum: minimum) }
                if id == "source" {
                    row.append(counts.newestDay[name].map { .text($0.description) } ?? .nothing)
                }
                return row
            }
            return Table(
                id: "\(id)s", caption: "\(title)s, \(recentName)", fileName: "\(id)s.csv",
                columns: columns, rows: rows)
        }
        if !counts.sources.isEmpty {
            blocks.append(.table(table("source", "Source", counts.sources)))
        }
        if !counts.channels.isEmpty {
            blocks.append(.table(table("channel", "Channel", counts.channels)))
        }
        guard !blocks.isEmpty else { return nil }
        return Section(
            id: "sources", title: "Sources and channels", lead: recentName + ".", blocks: blocks)
    }
}

internal import VOCCore
internal import VOCHistory
internal import VOCReport

/// The files of a night in the making, all under temporary names until `commit`.
struct Outbox: ~Copyable {
    private let folder: String
    private var items: AtomicFile?
    private var rejects: AtomicFile?
    private var cases: CaseShelf
    private var others: [(name: String, bytes: [UInt8], mode: UInt32)] = []
    private var records: [CaseRecord] = []
    private let needsKeys: Bool
    /// Keys of the accepted items, kept for the history only.
    private(set) var keys: [Digest] = []
    /// The keys of the lines of `items.ndjson`, kept where copies are looked for.
    private var lineKeys: [UInt64] = []
    private let namesGroups: Bool
    private let queueCount: Int
    /// The first five rejects, as places and reasons.
    private(set) var firstRejects: [String] = []
    /// Items of which something was set aside, by the kind's raw value.
    private(set) var setAside = [Int](
        repeating: 0, count: FeedbackBatch.Aside.Kind.allCases.count)
    /// Where something was noticed first, by code.
    private(set) var firstNoted: [ErrorCode: Origin] = [:]
    private(set) var missed: MissedNote
    /// When customers wrote, where outcomes are read.
    private var voices: [CustomerVoice] = []

    /// `cases` are the files of the night's cases, opened in the same folder.
    init(
        _ folder: String, plan: Plan, cases: CaseShelf, needsKeys: Bool
    ) throws(VOCError) {
        self.folder = folder
        self.cases = cases
        TextFile.removeAbandoned(in: folder)
        queueCount = plan.queues.count
        self.needsKeys = needsKeys
        missed = MissedNote(condition: plan.file.cases.missed)
        namesGroups = plan.copyWords != nil
        items = try AtomicFile("\(folder)/items.ndjson")
        // Rejects hold customers' own words: for the owner's eyes only.
        rejects = try AtomicFile("\(folder)/rejects.ndjson", mode: 0o600)
    }

    mutating func take(_ delivery: inout ScoringRun.Delivery) throws(VOCError) {
        try items?.write(delivery.items)
        if needsKeys { keys += delivery.keys }
        if namesGroups { lineKeys += delivery.keys.map(\.low) }
        firstNoted.merge(delivery.firstNoted) { first, _ in first }
        for (kind, count) in delivery.setAside.enumerated() { setAside[kind] += count }
        var json = JSONWriter()
        for reject in delivery.rejects {
            reject.write(to: &json, scan: delivery.scan)
            if firstRejects.count < 5 {
                firstRejects.append("\(reject.origin): \(reject.message) [\(reject.code.id)]")
            }
        }
        try rejects?.write(json.bytes)
        for item in delivery.cases {
            try cases.add(item)
            records.append(CaseRecord(item))
        }
        voices += delivery.voices
        missed.complaints += delivery.complaints
        missed.untaken += delivery.untaken
        for example in delivery.missed { missed.add(example) }
    }

    /// `isPrivate` where customers' words may be in it.
    mutating func add(_ name: String, _ bytes: [UInt8], isPrivate: Bool = false) {
        others.append((name, bytes, isPrivate ? 0o600 : 0o644))
    }

    /// Adds `cluster` to the lines of items that are in a group of copies.
    mutating func nameGroups(_ groupOfItem: [UInt64: UInt64]) throws(VOCError) {
        var marker = LineMarker()
        let keys = lineKeys
        try items?.rewrite { (bytes) throws(VOCError) in
            marker.mark(bytes) { line in
                guard line < keys.count, let group = groupOfItem[keys[line]] else { return nil }
                return ",\"cluster\":\"\(Campaign.name(of: group))\""
            }
        }
    }

    /// Joins the cases that belong together, with each other and with those of earlier nights.
    mutating func joinCases(
        _ history: History?, _ routes: [Plan.Route], run: String, replacing replaced: [String],
        groupOfItem: [UInt64: UInt64]
    ) throws(VOCError) {
        var joining = CaseJoining()
        if let history {
            let threads = Set(cases.members.map(\.thread)).subtracting([0])
            for lead in try history.leads(
                ofThreads: threads.sorted(), before: run, replacing: replaced)
            {
                guard let route = routes.first(where: { $0.name == lead.route }) else { continue }
                joining.know(lead.id, route: route.index, thread: lead.thread)
            }
        }
        cases.join(&joining, groupOfItem: groupOfItem)
        for (index, join) in cases.joins.enumerated() { records[index].duplicateOf = join?.lead }
    }

    /// Cases that stand for themselves and cases joined to others, by queue.
    var caseCounts: [(cases: Int, joined: Int)] { cases.counts(queues: queueCount) }

    /// The night's cases, each with the one it was joined to.
    var caseRecords: [CaseRecord] { records }

    /// When those of `customers` wrote.
    func voices(of customers: Set<UInt64>) -> [CustomerVoice] {
        voices.filter { customers.contains($0.customer) }
    }

    /// Gives all files their names; returns those, in a fixed order.
    mutating func commit() throws(VOCError) -> [String] {
        var names: [String] = []
        for (name, bytes, mode) in others {
            try TextFile.write(bytes, to: "\(folder)/\(name)", mode: mode)
            names.append(name)
        }
        try items?.commit()
        let written = try cases.commit()
        try rejects?.commit()
        return names + ["items.ndjson", written.all, "rejects.ndjson"] + written.queues
    }
}

extension CaseRecord {
    init(_ item: Case) {
        self.init(
            id: item.id, itemID: item.itemID, source: item.source, route: item.route,
            queue: item.queue, priority: item.priority.rawValue, receivedAt: item.receivedAt,
            severity: item.severity ?? 0, thread: item.thread,
            customer: item.customer?.value ?? 0, resolveBy: item.resolveBy, runID: "")
    }
}

extension Reject {
    /// One line of `rejects.ndjson`; `scan` is the place in `run.json`'s `scans`, nil for what is
    /// no dump.
    func write(to json: inout JSONWriter, scan: Int?) {
        json.beginObject()
        json.key("scan")
        json.integer(orNull: scan)
        json.key("file")
        json.string(origin.file)
        json.key("record")
        json.integer(origin.record)
        json.key("line")
        json.integer(origin.line)
        json.key("column")
        json.integer(origin.column)
        json.key("bytePosition")
        json.integer(origin.byteOffset)
        json.key("field")
        json.string(orNull: field)
        json.key("code")
        json.string(code.id)
        json.key("message")
        json.string(message)
        json.key("raw")
        let text = String(decoding: raw, as: UTF8.self)
        json.string(text)
        if !text.utf8.elementsEqual(raw) {
            json.key("rawBase64")
            json.base64(raw)
        }
        json.endObject()
        json.newline()
    }
}

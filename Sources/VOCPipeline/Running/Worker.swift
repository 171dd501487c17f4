internal import VOCAnalysis
internal import VOCCore
internal import VOCHistory
internal import VOCIngest
internal import VOCReport

/// One thread's share of a run: its own batch, reader of texts and counts.
final class Worker {
    let chunk = DumpChunk()
    let aggregator: Aggregator
    private let plan: Plan
    private let options: ScoringRun.Options
    private let seenBefore: (@Sendable ([Digest]) throws(VOCError) -> [Bool])?
    private let batch: FeedbackBatch
    private let texts: TextReader
    private let writer: ReadingWriter
    private var json = JSONWriter()
    private let columns: ReadingColumns?
    private let asksForFields: Bool
    private let customers: CustomerJoin?
    /// Taken out while a chunk is scored: a local value costs no checks for shared access.
    private var spare = Reading()

    init(
        plan: Plan, options: ScoringRun.Options,
        seenBefore: (@Sendable ([Digest]) throws(VOCError) -> [Bool])?
    ) {
        self.plan = plan
        self.options = options
        self.seenBefore = seenBefore
        aggregator = Aggregator(
            plan.analyzer, attributeNames: plan.attributeNames, queues: plan.queues,
            copies: options.copyWords.map(TextSketcher.init(leastWords:)),
            keepsTerms: options.keepsTerms, customers: plan.customers?.table,
            zone: plan.file.zone)
        customers = plan.customers.map {
            CustomerJoin($0, attributeNames: plan.attributeNames)
        }
        batch = FeedbackBatch(attributeCount: plan.attributeNames.count)
        texts = TextReader(plan.analyzer)
        asksForFields = plan.analyzer.asksForFields
        writer = ReadingWriter(
            plan.analyzer, attributeNames: plan.attributeNames, includesText: options.includesText)
        columns =
            options.items == .columns
            ? ReadingColumns(plan.analyzer, attributeNames: plan.attributeNames) : nil
    }

    /// Decodes, scores and delivers one chunk.
    func process(
        _ task: ChunkTask, _ shared: Shared,
        _ deliver: (inout ScoringRun.Delivery) throws(VOCError) -> Void
    ) throws(VOCError) {
        batch.removeAll()
        try task.reader.decode(chunk, into: batch)
        if task.stopsOnReject,
            let reject = batch.rejects.first(where: { !ErrorCode.notFeedback.contains($0.code) })
        {
            throw VOCError(
                reject.code, reject.message, at: reject.origin,
                hint: "the pipeline says onReject: stop; quarantine goes on and keeps such records")
        }
        if !options.listsKeys { customers?.join(batch) }
        var delivery = ScoringRun.Delivery(
            scan: task.scan, items: [], cases: [], rejects: batch.rejects, keys: [],
            unknownDates: batch.unknownDates, setAside: [])
        let read = batch.recordsRead
        let accepted = batch.rows.count
        aggregator.accounting.read += read
        aggregator.accounting.lines += batch.linesRead
        for reject in batch.rejects {
            aggregator.accounting.rejectedByCode[reject.code.id, default: 0] += 1
        }
        for (code, count) in batch.noted {
            aggregator.accounting.noted[code.id, default: 0] += count
        }
        guard
            let keys = try shared.settling.pass(
                task.number,
                { () throws(VOCError) -> [Digest] in
                    try self.settle(task, shared)
                })
        else { return }
        delivery.keys = keys
        delivery.firstNoted = batch.firstNoted
        delivery.setAside = batch.rowsWithAsides()
        aggregator.accounting.duplicate += accepted - batch.rows.count
        if !options.listsKeys { score(task, &delivery) }
        _ = try shared.delivering.pass(task.number) { () throws(VOCError) in try deliver(&delivery)
        }
    }

    /// Drops what was accepted before, in input order; returns the keys of the rest.
    private func settle(_ task: ChunkTask, _ shared: Shared) throws(VOCError) -> [Digest] {
        guard options.removesDuplicates else { return [] }
        task.reader.settleIDs(of: chunk, in: batch)
        var keys: [Digest] = []
        keys.reserveCapacity(batch.rows.count)
        for row in batch.rows {
            keys.append(Digest(ofItem: row, in: batch))
        }
        var isNew = try shared.seen.with { (set: inout SeenSet) throws(VOCError) in
            batch.rows.indices.map { index in
                // An edition that is out of date must not keep the newest one out.
                let row = batch.rows[index]
                let isOld = task.editions?.hasNewer(than: row.receivedAt, of: keys[index]) ?? false
                return !isOld && set.insert(keys[index])
            }
        }
        if let seenBefore {
            for (index, isSeen) in try seenBefore(keys).enumerated() where isSeen {
                // No history keeps texts: what a dump brings again is what new words are held against.
                if isNew[index], options.keepsEarlierTexts {
                    aggregator.compare(withRow: index, in: batch)
                }
                isNew[index] = false
            }
        }
        try batch.keepRows { (index) throws(VOCError) in isNew[index] }
        // Ids made from the content are counted on within a range: `id#2` of one may be another's `id`.
        if options.listsKeys, task.reader.input.range != nil {
            for index in chunk.computedIDRows { isNew[index] = false }
        }
        return zip(keys, isNew).compactMap { $1 ? $0 : nil }
    }

    private func score(_ task: ChunkTask, _ delivery: inout ScoringRun.Delivery) {
        json.removeAll()
        let file = task.reader.input.path
        var reading = spare
        defer { spare = reading }
        for row in batch.rows.indices {
            let item = batch.rows[row]
            let facts = asksForFields ? ItemFacts(row, batch, plan.attributeNames) : ItemFacts()
            unsafe texts.read(
                batch.bytes(item.text), declaredLanguage: batch.bytes(item.language), facts: facts,
                into: &reading)
            var queues: [Int] = []
            let firstCase = delivery.cases.count
            for route in plan.routes where route.condition.holds(for: reading, row, batch) {
                if !queues.contains(route.queueIndex) { queues.append(route.queueIndex) }
                delivery.cases.append(
                    Case(route, reading, row, batch, file: file, plan: plan))
            }
            relate(&delivery.cases, from: firstCase)
            if reading.isComplaint { delivery.complaints += 1 }
            if queues.isEmpty, !plan.routes.isEmpty { noteMissed(reading, row, &delivery) }
            if plan.outcomes != nil, let voice = voice(reading, row) {
                delivery.voices.append(voice)
            }
            aggregator.add(reading, ofRow: row, in: batch, scale: task.scale, queues: queues)
            switch options.items {
            case .none: break
            case .lines:
                writer.append(
                    reading, ofRow: row, in: batch, file: file,
                    parts: options.includesSentences ? texts.parts(of: reading) : nil, to: &json)
            case .columns: columns?.append(reading, ofRow: row, in: batch, file: file)
            }
        }
        delivery.items = columns?.takeBatch() ?? json.bytes
    }

    /// Counts an item that no route took.
    private func noteMissed(_ reading: Reading, _ row: Int, _ delivery: inout ScoringRun.Delivery) {
        if reading.isComplaint { delivery.untaken += 1 }
        guard plan.missed.holds(for: reading, row, batch) else { return }
        let item = batch.rows[row]
        delivery.missed.append(
            .init(
                item: batch.string(item.id), source: batch.string(item.source),
                severity: reading.severity ?? 0,
                themes: reading.themes.map { plan.analyzer.themes[$0.theme].id }))
    }

    /// That a customer wrote; nil where nobody is named or there is no date.
    private func voice(_ reading: Reading, _ row: Int) -> CustomerVoice? {
        let item = batch.rows[row]
        guard item.receivedAt != FeedbackBatch.Row.noTime,
            let customer = CustomerKey(item, in: batch)
        else { return nil }
        let feeling =
            switch reading.label {
            case .positive: 1
            case .negative: -1
            default: 0
            }
        return CustomerVoice(
            customer: customer.value, receivedAt: Timestamp(microseconds: item.receivedAt),
            item: Digest(ofItem: item, in: batch).low, feeling: feeling)
    }

    /// Tells the cases of one item of each other.
    private func relate(_ cases: inout [Case], from first: Int) {
        guard cases.count - first > 1 else { return }
        let ids = cases[first...].map(\.id)
        for index in first..<cases.count {
            cases[index].related = ids.filter { $0 != cases[index].id }
        }
    }
}

extension ItemFacts {
    /// What rules may ask of row `row` besides its text.
    init(_ row: Int, _ batch: FeedbackBatch, _ attributeNames: [String]) {
        self.init()
        let item = batch.rows[row]
        if item.ratingMilli != FeedbackBatch.Row.noRating { ratingMilli = Int(item.ratingMilli) }
        channel = unsafe Array(batch.bytes(item.channel))
        source = unsafe Array(batch.bytes(item.source))
        for (index, name) in attributeNames.enumerated() {
            segments[name] = unsafe Array(batch.bytes(batch.attribute(index, ofRow: row)))
        }
    }
}

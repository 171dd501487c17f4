package import VOCAnalysis
package import VOCCore
internal import VOCIngest

/// Reads dumps with two configurations side by side and tells how the answers differ.
///
/// Memory is a chunk of each side, the counts, and a few examples for each topic. Every record
/// counts, as in `voc map`: duplicates are not looked for.
package struct Comparison {
    package struct Request: Sendable {
        package var old: String
        package var new: String
        package var dumps: [String]
        package var source: String?
        /// Its packs, fields and routes hold for both sides where these say nothing else.
        package var pipeline: String?
        /// Without a pipeline: the packs that are not what is compared.
        package var spec = AnalysisSpec()
        package var lexicons: [String] = []
        /// Examples kept of what each topic gained and lost.
        package var examples = 3

        package init(old: String, new: String, dumps: [String]) {
            self.old = old
            self.new = new
            self.dumps = dumps
        }
    }

    private let request: Request
    private let old: Side
    private let new: Side
    private var board: DifferenceBoard

    package init(_ request: Request) throws(VOCError) {
        self.request = request
        old = Side(try Comparison.plan(request.old, request))
        new = Side(try Comparison.plan(request.new, request))
        board = DifferenceBoard(old.plan, new.plan, examples: request.examples)
    }

    /// Reads the dumps. `note` gets words for people.
    package mutating func run(note: (String) -> Void) throws(VOCError) -> Difference {
        for remark in new.plan.fileRemarks { note(remark) }
        let files = new.plan.sources.map(\.dump.path)
        guard files == old.plan.sources.map(\.dump.path) else {
            throw VOCError(
                .internalFault, "the two sides read different files",
                hint: "name the dumps with --dump")
        }
        for (one, other) in zip(old.plan.sources, new.plan.sources) {
            let readers = (try DumpReader(one.dump), try DumpReader(other.dump))
            defer {
                readers.0.close()
                readers.1.close()
            }
            while true {
                let isOld = try old.take(readers.0)
                let isNew = try new.take(readers.1)
                guard isOld || isNew else { break }
                compareChunk(file: other.dump.path)
            }
        }
        return board.difference(
            Difference.Side(
                name: request.old, config: "\(old.plan.configDigest)",
                packs: old.plan.analyzer.packs),
            Difference.Side(
                name: request.new, config: "\(new.plan.configDigest)",
                packs: new.plan.analyzer.packs))
    }

    /// Pairs the records of a chunk by their numbers: a side may reject what the other accepts.
    private mutating func compareChunk(file: String) {
        var one = 0
        var other = 0
        let (olds, news) = (old.batch.rows, new.batch.rows)
        while one < olds.count || other < news.count {
            if other >= news.count || one < olds.count && olds[one].record < news[other].record {
                board.onlyOld += 1
                one += 1
            } else if one >= olds.count || olds[one].record > news[other].record {
                board.onlyNew += 1
                other += 1
            } else {
                let before = old.answer(one, file: file)
                let after = new.answer(other, file: file)
                board.add(before, after)
                one += 1
                other += 1
            }
        }
    }

    /// One configuration with what it needs to read items.
    private struct Side {
        let plan: Plan
        let batch: FeedbackBatch
        private let chunk = DumpChunk()
        private let texts: TextReader

        init(_ plan: Plan) {
            self.plan = plan
            batch = FeedbackBatch(attributeCount: plan.attributeNames.count)
            texts = TextReader(plan.analyzer)
        }

        /// Fills the batch with the next chunk; false at the end of the file.
        func take(_ reader: DumpReader) throws(VOCError) -> Bool {
            batch.removeAll()
            guard try reader.takeChunk(chunk) else { return false }
            try reader.decode(chunk, into: batch)
            reader.settleIDs(of: chunk, in: batch)
            return true
        }

        func answer(_ row: Int, file: String) -> Answer {
            var reading = Reading()
            let item = batch.rows[row]
            let facts =
                plan.analyzer.asksForFields
                ? ItemFacts(row, batch, plan.attributeNames) : ItemFacts()
            unsafe texts.read(
                batch.bytes(item.text), declaredLanguage: batch.bytes(item.language), facts: facts,
                into: &reading)
            var queues: [String] = []
            for route in plan.routes where route.condition.holds(for: reading, row, batch) {
                if !queues.contains(route.queue) { queues.append(route.queue) }
            }
            return Answer(
                plan: plan, reading: reading, queues: queues.sorted(), batch: batch, row: row,
                file: file)
        }
    }
}

/// What one side makes of an item. Lives no longer than the batch.
struct Answer {
    let plan: Plan
    let reading: Reading
    let queues: [String]
    let batch: FeedbackBatch
    let row: Int
    let file: String

    var id: String { batch.string(batch.rows[row].id) }

    /// The places that speak for a topic, and the first rule of it that holds.
    func example(of topic: Difference.Topic.Kind, _ id: String) -> Difference.Example {
        let analyzer = plan.analyzer
        let category = topic == .intent ? "intent:\(id)" : id
        let match = reading.matches.first { analyzer.rule($0.rule).category == category }
        var ranges = match.map { Array(reading.ranges[$0.places]) } ?? []
        if topic == .theme,
            let mention = reading.themes.first(where: { analyzer.themes[$0.theme].id == id })
        {
            ranges = Array(reading.ranges[mention.places])
        }
        let rule = match.map { analyzer.rule($0.rule) }
        let item = batch.rows[row]
        return Difference.Example(
            itemID: self.id, file: file, line: Int(item.line), ranges: ranges, rule: rule?.pattern,
            place: rule?.origin, text: batch.string(item.text))
    }
}

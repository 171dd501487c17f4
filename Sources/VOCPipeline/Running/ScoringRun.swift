internal import Dispatch
internal import VOCAnalysis
internal import VOCCore
internal import VOCHistory
internal import VOCIngest
internal import VOCReport

/// Reads all files of a plan, scores every item and hands the results on in input order: the one
/// place with threads.
///
/// Each worker takes the next chunk of a file under a lock, decodes and scores it on its own, and
/// passes two turnstiles in the order of the chunks: one where duplicates are told, one where
/// results are delivered. Memory is a few chunks a worker.
struct ScoringRun {
    struct Options: Sendable {
        var jobs = 1
        /// Tell duplicates by source and id; the first one counts.
        var removesDuplicates = false
        var items = ItemForm.lines
        var includesText = false
        var includesSentences = false
        /// Keep sketches of texts of so many words and more, to look for copies; nil for none.
        var copyWords: Int?
        /// Keep texts, to look for new terms.
        var keepsTerms = false
        /// Keep the texts of items that an earlier run counted as well, to compare with. Not where
        /// "earlier" may be another part of the same run.
        var keepsEarlierTexts = false
        /// Score nothing: only the keys of items are wanted.
        var listsKeys = false
    }

    /// What one chunk gave, delivered in input order.
    struct Delivery {
        /// Which of the run's scans the chunk belongs to.
        var scan: Int
        var items: [UInt8]
        var cases: [Case]
        var rejects: [Reject]
        var keys: [Digest]
        /// Items accepted with a date that was not understood.
        var unknownDates: Int
        /// Where something was noticed first, by code.
        var firstNoted: [ErrorCode: Origin] = [:]
        /// Accepted items of which something was set aside, by the kind's raw value.
        var setAside: [Int]
        /// When customers wrote and how it sounded, where outcomes of cases are read.
        var voices: [CustomerVoice] = []
        /// Complaints, and those that no route took.
        var complaints = 0
        var untaken = 0
        /// Items that no route took and that should have been.
        var missed: [MissedNote.Example] = []
    }

    let plan: Plan
    let options: Options
    /// Says which of these items earlier nights had; called in input order.
    var seenBefore: (@Sendable ([Digest]) throws(VOCError) -> [Bool])?
    /// Told how each dump is read, when it is opened; called in input order.
    var opened: (@Sendable (Scan) -> Void)?
    /// Told what somebody should look at in a file, in the order of the files.
    var warn: @Sendable (String) -> Void = { _ in }

    /// Runs, and returns the summary. `deliver` is called by one task at a time, in input order.
    func run(deliver: @escaping @Sendable (inout Delivery) throws(VOCError) -> Void)
        throws(VOCError) -> Summary
    {
        let shared = Shared(
            plan: plan, tellsEditions: options.removesDuplicates, warn: warn, opened: opened)
        let jobs = max(1, options.jobs)
        if jobs == 1 {
            work(shared, deliver)
        } else {
            DispatchQueue.concurrentPerform(iterations: jobs) { _ in work(shared, deliver) }
        }
        var summary = try shared.result()
        if !plan.skipped.isEmpty {
            let code = ErrorCode.inputSkippedMember.id
            summary.accounting.noted[code, default: 0] += plan.skipped.count
        }
        return summary
    }

    private func work(
        _ shared: Shared, _ deliver: @Sendable (inout Delivery) throws(VOCError) -> Void
    ) {
        let worker = Worker(plan: plan, options: options, seenBefore: seenBefore)
        do throws(VOCError) {
            while let task = try shared.next(worker.chunk) {
                try worker.process(task, shared, deliver)
            }
            try shared.finish(worker.aggregator.summary())
        } catch {
            shared.fail(error)
        }
    }
}

/// A chunk with the reader it came from.
struct ChunkTask {
    let number: Int
    let scan: Int
    let reader: DumpReader
    let scale: SurveyScale?
    let stopsOnReject: Bool
    /// The newest of each record, where the source sends changed records again.
    let editions: Editions?
}

/// What the workers of one run share.
// Sound: everything mutable is inside `Locked` values and turnstiles.
final class Shared: Sendable {
    private struct Reading {
        var sources: [Plan.Source]
        var place = 0
        var reader: DumpReader?
        var scale: SurveyScale?
        var editions: (input: UInt16, known: Editions)?
        /// The rating scale of each source, and the file that it was first seen in.
        var scales: [String: (scale: RatingScale, path: String)] = [:]
        var taken = 0
        /// Dumps opened so far.
        var scans = 0
        var hasFailed = false

        /// What to say where a source's ratings are on another scale than in a file before.
        mutating func differingScale(_ reader: DumpReader, of dump: DumpInput) -> String? {
            guard let scale = reader.ratingScale else { return nil }
            let name = dump.sourceName.isEmpty ? reader.profileID : dump.sourceName
            guard let known = scales[name] else {
                scales[name] = (scale, dump.path)
                return nil
            }
            func words(_ scale: RatingScale) -> String {
                "\(Decimals.shortThousandths(Int(scale.lowMilli)))..\(Decimals.shortThousandths(Int(scale.highMilli)))"
            }
            guard words(known.scale) != words(scale) else { return nil }
            return
                "\(VOCError.printable(dump.path)): ratings are on the scale \(words(scale)), those of \(VOCError.printable(known.path)) on \(words(known.scale)), though both are of '\(name)': name one of them otherwise, or state its scale"
        }
    }

    private struct Outcome {
        var summary = Summary()
        var isEmpty = true
        var error: VOCError?
    }

    private let reading: Locked<Reading>
    private let outcome = Locked(Outcome())
    let settling = Turnstile()
    let delivering = Turnstile()
    let seen = Locked(SeenSet())

    private let opened: (@Sendable (Scan) -> Void)?
    private let tellsEditions: Bool
    private let warn: @Sendable (String) -> Void

    init(
        plan: Plan, tellsEditions: Bool, warn: @escaping @Sendable (String) -> Void,
        opened: (@Sendable (Scan) -> Void)? = nil
    ) {
        reading = Locked(Reading(sources: plan.sources))
        self.opened = opened
        self.tellsEditions = tellsEditions
        self.warn = warn
    }

    /// Takes the next chunk, opening the next file where one ends.
    func next(_ chunk: DumpChunk) throws(VOCError) -> ChunkTask? {
        try reading.with { (state: inout Reading) throws(VOCError) -> ChunkTask? in
            while !state.hasFailed, state.place < state.sources.count {
                let source = state.sources[state.place]
                let reader: DumpReader
                if let open = state.reader {
                    reader = open
                } else {
                    reader = try DumpReader(source.dump)
                    state.reader = reader
                    state.scale = Plan.scale(of: reader)
                    state.scans += 1
                    opened?(Scan(reader))
                    for note in reader.notes where note.isWarning {
                        warn("\(VOCError.printable(source.dump.path)): \(note.text)")
                    }
                    if let words = state.differingScale(reader, of: source.dump) { warn(words) }
                    let input = source.dump.inputIndex
                    if tellsEditions, reader.keepsNewest, state.editions?.input != input {
                        let dumps = state.sources.map(\.dump).filter { $0.inputIndex == input }
                        state.editions = (input, try Editions(dumps))
                    }
                }
                if try reader.takeChunk(chunk) {
                    defer { state.taken += 1 }
                    return ChunkTask(
                        number: state.taken, scan: state.scans - 1, reader: reader,
                        scale: state.scale, stopsOnReject: source.stopsOnReject,
                        editions: reader.keepsNewest ? state.editions?.known : nil)
                }
                reader.close()
                state.reader = nil
                state.place += 1
            }
            return nil
        }
    }

    func finish(_ summary: Summary) throws(VOCError) {
        try outcome.with { (state: inout Outcome) throws(VOCError) in
            // The first part is taken as it is: merging into nothing would hold it twice.
            if state.isEmpty { state.summary = summary } else { state.summary.merge(summary) }
            state.isEmpty = false
        }
    }

    /// Keeps the first failure and sends everyone home.
    func fail(_ error: VOCError) {
        try? outcome.with { (state: inout Outcome) throws(VOCError) in
            if state.error == nil { state.error = error }
        }
        settling.abandon()
        delivering.abandon()
        try? reading.with { (state: inout Reading) throws(VOCError) in state.hasFailed = true }
    }

    func result() throws(VOCError) -> Summary {
        try outcome.with { (state: inout Outcome) throws(VOCError) in
            if let error = state.error { throw error }
            return state.summary
        }
    }
}

/// The items accepted so far, by the digest of source and id: 16 bytes each in one open table.
struct SeenSet {
    private var slots = [Digest](repeating: Digest(high: 0, low: 0), count: 1 << 12)
    private var count = 0
    private var hasZero = false

    var isEmpty: Bool { count == 0 && !hasZero }

    /// Adds a key; false if it is there already.
    mutating func insert(_ key: Digest) -> Bool {
        guard key.high != 0 || key.low != 0 else {
            defer { hasZero = true }
            return !hasZero
        }
        if count * 3 >= slots.count * 2 { enlarge() }
        return place(key)
    }

    func contains(_ key: Digest) -> Bool {
        guard key.high != 0 || key.low != 0 else { return hasZero }
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: key.low) & mask
        while slots[slot].high != 0 || slots[slot].low != 0 {
            if slots[slot] == key { return true }
            slot = (slot + 1) & mask
        }
        return false
    }

    private mutating func place(_ key: Digest) -> Bool {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: key.low) & mask
        while slots[slot].high != 0 || slots[slot].low != 0 {
            if slots[slot] == key { return false }
            slot = (slot + 1) & mask
        }
        slots[slot] = key
        count += 1
        return true
    }

    private mutating func enlarge() {
        let old = slots
        slots = [Digest](repeating: Digest(high: 0, low: 0), count: old.count * 2)
        count = 0
        for key in old where key.high != 0 || key.low != 0 { _ = place(key) }
    }
}

internal import VOCCore
internal import VOCHistory
internal import VOCIngest
internal import VOCReport

/// All cases that a report speaks of, with what became of them.
struct CaseLedger {
    private var book: CaseBook

    /// The cases, outcomes and voices of earlier nights; those of tonight come on top.
    init(_ earlier: CaseBook) { book = earlier }

    /// Customers with a case.
    var customers: Set<UInt64> { Set(book.cases.map(\.customer)).subtracting([0]) }

    mutating func add(_ cases: [CaseRecord]) { book.cases += cases }

    mutating func add(_ voices: [CustomerVoice]) {
        book.voices += voices
        book.voices.sort {
            ($0.customer, $0.receivedAt, $0.item) < ($1.customer, $1.receivedAt, $1.item)
        }
    }

    /// Takes the night's outcomes. Those closed before their item was received become rejects;
    /// those of cases that nobody knows are counted.
    mutating func add(_ batch: inout OutcomeBatch) {
        var received: [String: Timestamp?] = [:]
        for record in book.cases { received[record.id] = record.moment }
        for (id, entry) in batch.outcomes.sorted(by: { $0.value.origin < $1.value.origin }) {
            guard let start = received[id] else {
                batch.unknown += 1
                continue
            }
            if let start, let end = entry.outcome.closedAt, end < start {
                batch.outcomes[id] = nil
                batch.rejects.append(
                    Reject(
                        .outcomeOrder, "this case was closed before its item was received",
                        at: entry.origin))
                continue
            }
            book.outcomes[id] = entry.outcome
        }
        batch.rejects.sort { $0.origin < $1.origin }
    }

    /// The figures of each route, in the order of the pipeline, then those of routes that it no
    /// longer has. `asOf` is the day on which promises are looked at.
    func notes(_ routes: [Plan.Route], asOf: CivilDay?) -> [LoopNote] {
        var notes = routes.map { LoopNote(route: $0.name, queue: $0.queue) }
        var places = [String: Int](
            uniqueKeysWithValues: notes.enumerated().map { ($1.route, $0) })
        let formerly = book.cases.filter { places[$0.route] == nil }
        for record in formerly.sorted(by: { $0.route < $1.route }) where places[record.route] == nil
        {
            places[record.route] = notes.count
            notes.append(LoopNote(route: record.route, queue: record.queue))
        }
        for record in book.cases { count(record, in: &notes[places[record.route]!], asOf) }
        for place in notes.indices { notes[place].daysToClose.sort() }
        return notes
    }

    private func count(_ record: CaseRecord, in note: inout LoopNote, _ asOf: CivilDay?) {
        guard record.duplicateOf == nil else {
            note.joined += 1
            return
        }
        note.cases += 1
        let outcome = book.outcomes[record.id]
        let promise = record.resolveBy.flatMap { TableFile.moment($0, DateRule()) }
        if outcome?.isClosed != true, let asOf, let promise, promise.day < asOf {
            note.overdue += 1
        }
        guard let outcome else { return }
        note.known += 1
        if let isUpheld = outcome.isUpheld {
            note.judged += 1
            if isUpheld { note.upheld += 1 }
        }
        if let isReopened = outcome.isReopened {
            note.reopenedKnown += 1
            if isReopened { note.reopened += 1 }
        }
        if outcome.isRefunded == true { note.refunds += 1 }
        note.refundMilli += outcome.refundMilli ?? 0
        guard outcome.isClosed else { return }
        note.closed += 1
        guard let end = outcome.closedAt else { return }
        if let start = record.moment {
            note.daysToClose.append(
                Double(end.microseconds - start.microseconds)
                    / Double(Timestamp.microsecondsPerDay))
        }
        if let promise {
            note.promised += 1
            if end <= promise { note.kept += 1 }
        }
        guard record.customer != 0, let voice = firstVoice(of: record.customer, after: end) else {
            return
        }
        note.wroteAgain += 1
        if voice.feeling > 0 { note.wroteWell += 1 }
        if voice.feeling < 0 { note.wroteBadly += 1 }
    }

    /// The first item of a customer after a moment; by halves, for voices are in order.
    private func firstVoice(of customer: UInt64, after moment: Timestamp) -> CustomerVoice? {
        var low = 0
        var high = book.voices.count
        while low < high {
            let middle = (low + high) / 2
            let voice = book.voices[middle]
            if (voice.customer, voice.receivedAt) <= (customer, moment) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        guard low < book.voices.count, book.voices[low].customer == customer else { return nil }
        return book.voices[low]
    }
}

extension CaseRecord {
    /// When the item was received; nil if unknown.
    fileprivate var moment: Timestamp? {
        receivedAt.flatMap { TableFile.moment($0, DateRule()) }
    }
}

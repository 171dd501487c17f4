internal import VOCCore
internal import VOCHistory
internal import VOCReport

extension Night {
    /// Brings the night's cases, outcomes and customers' voices together with those of the nights
    /// before, and tells the report what became of cases.
    ///
    /// Returns the voices that later nights will ask for: those of customers with a case.
    func settleCases(
        _ box: inout Outbox, _ history: History?, _ excluded: [String], _ whole: Summary,
        _ manifest: inout Manifest, _ wanted: inout ReportRequest
    ) throws(VOCError) -> [CustomerVoice] {
        guard !plan.routes.isEmpty else { return [] }
        let earlier = try history?.caseBook(upTo: request.asOf, excluding: excluded)
        var ledger = CaseLedger(earlier ?? CaseBook())
        ledger.add(box.caseRecords)
        let voices = box.voices(of: ledger.customers)
        ledger.add(voices)
        if var outcomes = manifest.outcomes {
            ledger.add(&outcomes)
            manifest.outcomes = outcomes
        }
        let newest = whole.cells.rows.map(\.day).filter { $0 != CellKey.undated }.max()
        let asOf = request.asOf ?? newest.map { CivilDay(daysSinceEpoch: Int($0)) }
        wanted.loop = ledger.notes(plan.routes, asOf: asOf)
        wanted.missed = box.missed
        return voices
    }
}

extension OutcomeBatch {
    /// `outcome-rejects.ndjson`: lines as in `rejects.ndjson`, of no scan.
    var rejectLines: [UInt8] {
        var json = JSONWriter()
        for reject in rejects { reject.write(to: &json, scan: nil) }
        return json.bytes
    }

    /// The outcomes that hold, by case.
    var all: [CaseOutcome] { outcomes.values.map(\.outcome).sorted { $0.id < $1.id } }

    /// What a person should know: where rows were wrong, never what stood there.
    var remarks: [String] {
        var lines = rejects.prefix(5).map {
            "outcome rejected \($0.origin): \($0.message) [\($0.code.id)]"
        }
        if rejects.count > 5 {
            lines.append(
                "\(rejects.count - 5) more rejected outcomes are in outcome-rejects.ndjson")
        }
        if unknown > 0 {
            lines.append(
                "\(unknown) \(unknown == 1 ? "outcome speaks" : "outcomes speak") of cases that no night here has made"
            )
        }
        return lines
    }

    /// The key `outcomes` of `run.json`.
    static func write(_ batch: OutcomeBatch?, to json: inout JSONWriter) {
        json.key("outcomes")
        guard let batch else { return json.null() }
        json.beginObject()
        json.key("files")
        json.beginArray()
        for file in batch.files {
            json.beginObject()
            json.key("file")
            json.string(file.path)
            json.key("digest")
            json.string(file.digest)
            json.endObject()
        }
        json.endArray()
        json.key("read")
        json.integer(batch.read)
        json.key("accepted")
        json.integer(batch.read - batch.rejects.count)
        json.key("rejected")
        json.integer(batch.rejects.count)
        json.key("unknown")
        json.integer(batch.unknown)
        json.endObject()
    }
}

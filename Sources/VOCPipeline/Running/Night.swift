internal import VOCAnalysis
package import VOCCore
internal import VOCHistory
internal import VOCIngest
internal import VOCReport

/// One night: read the dumps, score, count, route, compare with the nights before, report.
///
/// Everything is written under temporary names first; the history's transaction is the commit
/// point, and the files get their names right after. A night that was killed can be started again
/// and ends in the same bytes.
package struct Night {
    package struct Request: Sendable {
        package var out: String
        package var history: String?
        package var asOf: CivilDay?
        package var jobs = 1
        package var writesText = false
        /// Whether the night is recorded in the history; a rehearsal only reads it.
        package var commits = true
        /// Count the nights of the history that were counted with another configuration again first.
        package var restates = false
        /// Instead of the pipeline's limit, if given.
        package var rejectLimit: RejectLimit?
        package init(out: String) { self.out = out }
    }

    /// What a night came to.
    package struct Result: Sendable {
        package var accounting: Accounting
        package var files: [String] = []
        package var findings: [(headline: String, detail: String)] = []
        package var alerts = RaisedAlerts()
        /// Cases by queue, and how many were joined to one of them or of earlier nights.
        package var cases: [(queue: String, count: Int, joined: Int)] = []
        package var rejects: [String] = []
        /// What was seen on looking at the files: members not read, bytes too many.
        package var remarks: [String] = []
        package var items = 0
        /// What somebody should look at in the dumps.
        package var warnings: [String] = []
        /// Set when rejects are over the pipeline's limit.
        package var gate: VOCError?
    }

    let plan: Plan
    let request: Request
    /// Items that count as duplicates whatever the history says.
    var acceptedBefore = SeenSet()

    package init(_ plan: Plan, _ request: Request) {
        self.plan = plan
        self.request = request
    }

    package func run() throws(VOCError) -> Result {
        let start = ContinuousClock.now
        try TextFile.makeFolder(request.out)
        var manifest = Manifest(plan: plan, request: request)
        manifest.isReplay = !acceptedBefore.isEmpty
        do throws(VOCError) {
            let result = try runAll(&manifest)
            manifest.seconds = Night.seconds(since: start)
            manifest.exit = result.gate == nil ? .fine : .gateFailed
            manifest.error = result.gate?.code.id
            try manifest.write(to: "\(request.out)/run.json")
            return result
        } catch {
            manifest.seconds = Night.seconds(since: start)
            manifest.exit = error.code.exit
            manifest.error = error.code.id
            // The error itself matters more than a manifest that could not be written.
            try? manifest.write(to: "\(request.out)/run.json")
            throw error
        }
    }

    private static func seconds(since start: ContinuousClock.Instant) -> Double {
        let spent = (ContinuousClock.now - start).components
        return Double(spent.seconds) + Double(spent.attoseconds) / 1e18
    }

    private func runAll(_ manifest: inout Manifest) throws(VOCError) -> Result {
        for source in plan.sources
        where source.dump.path != "-" && source.dump.file != manifest.inputs.last?.path {
            manifest.inputs.append((source.dump.file, "\(try Digest(ofFile: source.dump.file))"))
        }
        manifest.outcomes = try plan.outcomes?.read()
        manifest.runID = runID(manifest)
        let restated =
            if request.restates, let path = request.history { try restate(path) } else {
                Restated?.none
            }
        let history = try request.history.map { (path) throws(VOCError) in
            try History(path: path, create: request.commits)
        }
        let earlier = try history?.runs() ?? []
        let digests = manifest.inputs.map(\.digest)
        // The same data read with another configuration: that night is made anew, not added.
        let replaced = earlier.filter {
            $0.id != manifest.runID && $0.inputs.map(\.digest) == digests
        }.map(\.id)

        // A night done again stands where it stood: nights after it do not count.
        let place = earlier.firstIndex { $0.id == manifest.runID }
        let excluded = replaced + (place.map { earlier[$0...].map(\.id) } ?? [])

        let outbox = Locked(
            try Outbox(
                request.out, plan: plan,
                cases: try CaseShelf(request.out, queues: plan.queues, plan.file.cases),
                needsKeys: history != nil))
        let runID = manifest.runID
        var scoring = ScoringRun(
            plan: plan,
            options: .init(
                jobs: request.jobs, removesDuplicates: true, items: .lines,
                includesText: request.writesText, copyWords: plan.copyWords, keepsTerms: true,
                keepsEarlierTexts: true))
        let box = history.map { HistoryBox($0) }
        let accepted = acceptedBefore
        scoring.seenBefore = { (keys) throws(VOCError) in
            var seen = keys.map { accepted.contains($0) }
            if let box {
                let before = try box.history.seen(
                    keys.map { ItemKey(high: $0.high, low: $0.low) }, before: runID,
                    replacing: replaced)
                for index in before.indices where before[index] { seen[index] = true }
            }
            return seen
        }
        let scans = Locked<[Scan]>([])
        scoring.opened = { (scan) in
            try? scans.with { (all: inout [Scan]) throws(VOCError) in all.append(scan) }
        }
        let warnings = Locked<[String]>([])
        scoring.warn = { text in
            try? warnings.with { (list: inout [String]) throws(VOCError) in list.append(text) }
        }
        var summary = try scoring.run { (delivery) throws(VOCError) in
            try outbox.with { (box: inout Outbox) throws(VOCError) in try box.take(&delivery) }
        }
        manifest.accounting = summary.accounting
        manifest.scans = try scans.with { (all: inout [Scan]) throws(VOCError) in all }
        guard summary.accounting.holds else {
            throw VOCError(
                .internalFault,
                "read \(summary.accounting.read) ≠ accepted \(summary.accounting.accepted) + rejected \(summary.accounting.rejected) + duplicate \(summary.accounting.duplicate)"
            )
        }
        var result = try outbox.with { (box: inout Outbox) throws(VOCError) in
            manifest.setAside = box.setAside
            manifest.firstNoted = box.firstNoted
            let groups = try settleCopies(&summary, &box)
            try box.joinCases(
                history, plan.routes, run: runID, replacing: replaced, groupOfItem: groups)
            var wanted = plan.reportRequest(asOf: request.asOf)
            wanted.jobs = request.jobs
            wanted.restated = restated.map { (restated) in
                var old = restated.old
                _ = old.rename(by: plan.analyzer.crosswalk)
                return .init(old: old, nights: restated.nights)
            }
            wanted.nightsOfOtherRules = earlier.count {
                !excluded.contains($0.id) && $0.configDigest != "\(plan.configDigest)"
            }
            return try finish(&box, summary, history, replaced, excluded, &manifest, &wanted)
        }
        result.warnings = try warnings.with { (list: inout [String]) throws(VOCError) in list }
        result.warnings += plan.outdated.map { "\($0.origin.map { "\($0): " } ?? "")\($0.message)" }
        result.warnings += manifest.noticed + (manifest.outcomes?.remarks ?? [])
        return result
    }

    private func finish(
        _ box: inout Outbox, _ summary: Summary, _ history: History?, _ replaced: [String],
        _ excluded: [String], _ manifest: inout Manifest,
        _ wanted: inout ReportRequest
    ) throws(VOCError) -> Result {
        var whole = summary
        if let history {
            whole = try history.mergedSummary(
                upTo: request.asOf, excluding: excluded)
            wanted.renamed = whole.rename(by: plan.analyzer.crosswalk).map {
                .init(from: $0.key, to: $0.value)
            }.sorted { $0.from < $1.from }
            let before = try history.runs().last { run in
                !excluded.contains(run.id) && request.asOf.map { run.asOf <= $0 } ?? true
            }
            wanted.earlier = before.flatMap {
                ReportBuilder.earlier(whole, wanted, asOf: $0.asOf, run: $0.id)
            }
            whole.merge(summary)
        }
        let voices = try settleCases(&box, history, excluded, whole, &manifest, &wanted)
        let report = ReportBuilder.build(whole, wanted)
        let asOf = request.asOf ?? report.asOf
        manifest.asOf = asOf
        for (name, bytes) in Renderers.files(report) { box.add(name, bytes) }
        if let outcomes = manifest.outcomes {
            box.add("outcome-rejects.ndjson", outcomes.rejectLines, isPrivate: true)
        }

        if let history, request.commits {
            // Customers' texts are not kept beyond the night.
            var kept = summary
            kept.terms = TermLedger()
            let own = summary.cells.rows.map(\.day).filter { $0 != CellKey.undated }
            try history.commit(
                RunRecord(
                    id: manifest.runID, asOf: asOf ?? CivilDay(daysSinceEpoch: 0),
                    engine: "voc \(Version.number)",
                    configDigest: "\(plan.configDigest)",
                    inputs: manifest.inputs.map { .init(name: $0.path, digest: $0.digest) },
                    accounting: summary.accounting,
                    firstDay: own.min().map { CivilDay(daysSinceEpoch: Int($0)) },
                    lastDay: own.max().map { CivilDay(daysSinceEpoch: Int($0)) },
                    summary: kept.encoded()),
                items: box.keys.map { ItemKey(high: $0.high, low: $0.low) },
                cases: box.caseRecords,
                outcomes: manifest.outcomes?.all ?? [], voices: voices, replacing: replaced)
        }
        let files = try box.commit()
        manifest.outputs = try files.map { (name) throws(VOCError) in
            (name, "\(try Digest(ofFile: "\(request.out)/\(name)"))")
        }
        var result = Result(accounting: summary.accounting)
        result.files = files.map { "\(request.out)/\($0)" }
        result.findings = report.findings.map { ($0.headline, $0.detail) }
        result.alerts = .init(report)
        result.cases = zip(plan.queues, box.caseCounts).map { ($0, $1.cases, $1.joined) }
        result.rejects = box.firstRejects
        result.remarks = plan.fileRemarks
        result.items = report.items
        result.gate = gate(summary.accounting)
        return result
    }

    private func gate(_ accounting: Accounting) -> VOCError? {
        if let refusal = VOCError.refusedMembers(accounting) { return refusal }
        let limit = request.rejectLimit ?? plan.file.rejectLimit.map { .share($0) }
        return limit?.gate(accounting, at: plan.file.path)
    }

    private func runID(_ manifest: Manifest) -> String {
        var text = "\(plan.configDigest)\n\(request.asOf.map { "\($0)" } ?? "newest")\n"
        for input in manifest.inputs { text += "\(input.digest)\n" }
        if let outcomes = manifest.outcomes { text += "outcomes \(outcomes.digest)\n" }
        if let customers = plan.customers { text += "customers \(customers.digest)\n" }
        return "\(Digest(of: text))"
    }
}

/// Carries the history into the run's ordered part.
// Sound: it is called inside a turnstile only, by one task at a time.
private final class HistoryBox: @unchecked Sendable {
    let history: History
    init(_ history: History) { self.history = history }
}

extension ErrorCode {
    /// The codes that this module can report.
    static let pipeline: [ErrorCode] = [
        .routeCondition, .rejectsOverLimit, .inputRefused, .replayNoRun, .replayBadLine,
        .outcomeColumn, .outcomeCase, .outcomeStatus, .outcomeValue, .outcomeOrder,
        .diffUnused, .discoverUndated, .alertRaised, .verifyManifest, .customersColumn,
        .customersRow,
    ]

    static let inputRefused = ErrorCode(
        "input.refused",
        meaning:
            "A member of an archive was refused as a whole, and nobody knows how many items it holds. Everything else was written all the same.",
        example: "a zip in which one file has a wrong check sum",
        mend: "The reject names the member and the reason; fetch the archive again.",
        exit: .gateFailed)
}

extension VOCError {
    /// The error that a run ends with if members of archives were refused.
    package static func refusedMembers(_ accounting: Accounting) -> VOCError? {
        let count = accounting.rejectedByCode.filter { $0.key.hasPrefix("input.") }.values
            .reduce(0, +)
        guard count > 0 else { return nil }
        return VOCError(
            .inputRefused,
            count == 1
                ? "a member of an archive was refused as a whole"
                : "\(count) members of archives were refused as a whole",
            hint: "see the rejects; nothing of such a member is counted")
    }
}

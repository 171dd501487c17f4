package import VOCCore

/// What an earlier report found, to tell what has changed since.
package struct EarlierReport: Sendable {
    var asOf: CivilDay
    /// The id of the stored run that it is made from; nil where it is today's data, cut at the day
    /// before.
    var run: String?
    var findings: [Finding]
}

extension ReportBuilder {
    /// What the run `run` found when it reported on `asOf`, from the `summary` of all runs up to it;
    /// nil if there was nothing to report on.
    package static func earlier(
        _ summary: Summary, _ request: ReportRequest, asOf: CivilDay, run: String?
    ) -> EarlierReport? {
        var request = request
        request.asOf = asOf
        guard let counts = Counts(summary, request) else { return nil }
        return EarlierReport(
            asOf: counts.asOf, run: run, findings: Draft(summary, request, counts).findings())
    }
}

extension Draft {
    private static let turnRows = 10
    /// Findings of less weight come and go with every night.
    private static let leastWeight = 40.0

    /// Findings that the earlier report did not have, those that have grown or shrunk by more than
    /// chance, and those that are gone.
    func turns(from earlier: EarlierReport, to now: [Finding]) -> [Block] {
        let old = Dictionary(earlier.findings.map { ($0.key, $0) }) { first, _ in first }
        let known = Set(now.map(\.key))
        let added = now.filter { old[$0.key] == nil && $0.weight >= Draft.leastWeight }
        let gone = earlier.findings.filter {
            !known.contains($0.key) && $0.weight >= Draft.leastWeight
        }
        var rows = added.prefix(Draft.turnRows).map { Draft.row("new", $0, nil, $0.level) }
        for finding in now {
            guard let then = old[finding.key]?.level, let level = finding.level else { continue }
            let interval = level.difference(from: then).interval
            guard interval.excludesZero else { continue }
            rows.append(Draft.row(interval.low > 0 ? "grown" : "shrunk", finding, then, level))
        }
        rows += gone.prefix(Draft.turnRows).map { Draft.row("gone", $0, $0.level, nil) }
        let name = name(of: earlier)
        guard !rows.isEmpty else {
            return [.note("Nothing is new, has grown, shrunk or gone against \(name).")]
        }
        return [
            .table(
                Table(
                    id: "turns", caption: "Against \(name)", fileName: "turns.csv",
                    columns: [
                        Table.Column("state", "State", .text),
                        Table.Column("then", "Then", .estimate),
                        Table.Column("now", "Now", .estimate),
                        Table.Column("finding", "Finding", .text),
                    ], rows: rows))
        ]
    }

    /// Which report it is compared with, for a sentence.
    private func name(of earlier: EarlierReport) -> String {
        let day = Wording.period(.day, from: earlier.asOf)
        guard let run = earlier.run else {
            return "what the same data told as of \(day); no earlier run is stored"
        }
        return "the run as of \(day) (\(run.prefix(8)))"
    }

    private static func row(
        _ state: String, _ finding: Finding, _ then: Proportion?, _ now: Proportion?
    ) -> [Value] {
        func cell(_ level: Proportion?) -> Value {
            level.map { .estimate(TopicShare.estimate($0)) } ?? .nothing
        }
        return [.text(state), cell(then), cell(now), .text(finding.headline)]
    }
}

extension Finding {
    /// The same for the same story in another report.
    fileprivate var key: String { "\(kind.rawValue)\t\(theme ?? subject)" }

    /// What it is about, where it is about no theme: its first words without figures.
    private var subject: String {
        headline.split(separator: " ").filter { !$0.contains(where: \.isNumber) }.prefix(2)
            .joined(separator: " ")
    }
}

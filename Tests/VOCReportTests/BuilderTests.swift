import Testing
import VOCCore

@testable import VOCReport

@Suite struct `A report` {
    private func metrics(_ report: Report) -> [Metric] {
        report.sections.flatMap(\.blocks).flatMap { block -> [Metric] in
            if case .metrics(let metrics) = block { metrics } else { [] }
        }
    }

    @Test func `has every section of the night`() {
        let report = ReportBuilder.build(Synthetic.summary(), Synthetic.request)
        #expect(
            report.sections.map(\.id) == [
                "findings", "since", "figures", "trend", "why", "themes", "voices", "episodes",
                "actions", "journey", "routes", "intents", "advocates", "suggestions", "segments",
                "sources", "quality",
            ])
        #expect(report.asOf?.description == "2026-11-15")
        #expect(report.findings.map(\.rank) == Array(1...report.findings.count))
    }

    @Test func `of nothing says so`() {
        let report = ReportBuilder.build(Summary(), Synthetic.request)
        #expect(report.items == 0 && report.findings.isEmpty)
        #expect(Renderers.files(report).count > 3)
    }

    @Test func `says too few instead of a figure`() {
        let summary = Synthetic.series(["x": [2, 3]], totals: [9, 11])
        let report = ReportBuilder.build(summary, ReportRequest(title: "small"))
        let net = metrics(report).first { $0.id == "netSentiment" }
        #expect(net?.value == .tooFew(11))
        #expect(net?.change == .tooFew(9))
        let page = HTMLRenderer.page(report).markup
        #expect(page.contains("too few"))
    }

    @Test func `leaves out what comes after its day, and what has no day`() {
        var summary = Synthetic.summary()
        var tally = Tally()
        tally[.items] = 5
        summary.add(tally, to: CellKey(day: CellKey.undated))
        var request = Synthetic.request
        request.asOf = CivilDay(iso: "2026-11-08")
        let report = ReportBuilder.build(summary, request)
        #expect(report.focus == "week of 2\u{A0}Nov")
        #expect(!report.findings.contains { $0.theme == "app/login" })
        let document = MarkdownRenderer.document(report)
        #expect(document.contains("Items without a date, in no figure: 5."))
        #expect(document.contains("Items dated after 8\u{A0}Nov\u{A0}2026, left out: 181."))
    }

    @Test func `of a young week speaks of the last whole one`() {
        var request = Synthetic.request
        request.asOf = CivilDay(iso: "2026-11-10")
        let report = ReportBuilder.build(Synthetic.summary(), request)
        #expect(report.focus == "week of 2\u{A0}Nov")
    }

    @Test func `is not carried off by a date in the far future`() {
        var summary = Synthetic.summary()
        var tally = Tally()
        tally[.items] = 2
        summary.add(tally, to: CellKey(day: 47_000, source: "s", channel: "c"))
        summary.add(tally, to: CellKey(day: -700_000, source: "s", channel: "c"))
        let report = ReportBuilder.build(summary, Synthetic.request)
        #expect(report.asOf?.description == "2026-11-15")
        #expect(report.items == 1888)
    }

    @Test(arguments: Period.allCases)
    func `can be made for any period`(_ period: Period) {
        var request = Synthetic.request
        request.period = period
        request.minimum = 0
        let report = ReportBuilder.build(Synthetic.summary(), request)
        #expect(report.items == 1888)
        let page = HTMLRenderer.page(report).markup
        #expect(!page.contains("n/a") && !page.contains("NaN") && !page.contains(">nan"))
    }

    @Test func `warns of a silent source`() {
        var request = Synthetic.request
        request.sources.append("callcentre")
        let report = ReportBuilder.build(Synthetic.summary(), request)
        #expect(
            report.findings.contains { $0.kind == .quality && $0.headline.contains("callcentre") })
    }

    @Test func `warns when the accounting does not hold`() {
        var summary = Synthetic.summary()
        summary.accounting.read += 1
        let document = MarkdownRenderer.document(ReportBuilder.build(summary, Synthetic.request))
        #expect(document.contains("Accounting does NOT hold"))
    }

    /// NPS of 100 answers is (60 − 20)/100 = 40; without the theme's 30 it is (55 − 5)/70 = 71.4:
    /// impact −31.4.
    @Test func `computes impact by leaving out`() throws {
        var summary = Synthetic.series(["x": [30]], totals: [100])
        let day = Int32(Synthetic.firstDay.daysSinceEpoch + 6)
        var all = Tally()
        all[.npsAnswers] = 100
        all[.promoters] = 60
        all[.detractors] = 20
        var some = Tally()
        some[.npsAnswers] = 30
        some[.promoters] = 5
        some[.detractors] = 15
        summary.add(all, to: CellKey(day: day, source: "s", channel: "c"))
        summary.add(some, to: CellKey(day: day, source: "s", channel: "c", topic: "x"))
        let request = ReportRequest(title: "t")
        let draft = Draft(summary, request, try #require(Counts(summary, request)))
        let value = draft.impact(
            of: "x", on: .nps("NPS"), whole: draft.counts.tally(in: draft.counts.span))
        guard case .estimate(let estimate) = value else {
            Issue.record("no estimate: \(value)")
            return
        }
        #expect(abs(estimate.value - (40 - 5000.0 / 70)) < 1e-9)
        #expect(estimate.n == 30)
    }
}

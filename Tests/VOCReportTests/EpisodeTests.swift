import Testing
import VOCCore

@testable import VOCReport

@Suite struct `Episodes` {
    private func draft(_ summary: Summary, _ request: ReportRequest = Synthetic.request) throws
        -> Draft
    {
        Draft(summary, request, try #require(Counts(summary, request)))
    }

    @Test func `are found where they were put, and nowhere else`() throws {
        let draft = try draft(Synthetic.summary())
        let told = draft.episodes.map { "\($0.theme) \($0.weeks) \($0.isOngoing)" }
        #expect(told == ["delivery/late 3...6 false", "app/login 9...9 true"])
    }

    /// Half of what one source sends is about the theme, a twentieth of the other's. When the other
    /// falls silent, or a third comes with the theme in all its items, nothing has happened.
    @Test(arguments: ["quiet", "leaves", "comes", "rises"])
    func `are no change of the sources' mix`(_ story: String) throws {
        var summary = Summary()
        for week in 0..<10 {
            func add(_ source: String, _ items: Int, _ hits: Int) {
                let day = Int32(Synthetic.firstDay.daysSinceEpoch + 7 * week + 6)
                for (topic, count) in [("", items), ("fit", hits)] where count > 0 {
                    var tally = Tally()
                    tally[.items] = count
                    tally[.negative] = count
                    summary.add(
                        tally, to: CellKey(day: day, source: source, channel: "c", topic: topic))
                }
            }
            add("shop", 200, story == "rises" && week > 6 ? 180 : 100)
            if story != "leaves" || week < 7 { add("post", 800, 40) }
            if story == "comes", week > 6 { add("panel", 300, 300) }
        }
        let found = try draft(summary).episodes
        #expect(found.map(\.theme) == (story == "rises" ? ["fit"] : []))
    }

    /// Where a theme is in less than half of the weeks their median says that it never is: some items
    /// in one week are no event then.
    @Test(arguments: [(4, []), (14, ["rare"])] as [(Int, [String])])
    func `are not made of a few items of a rare theme`(_ hits: Int, _ told: [String]) throws {
        let summary = Synthetic.series(
            ["rare": [0, 1, 0, 2, 0, 0, 1, 0, 0, hits]],
            totals: [70, 66, 68, 72, 71, 64, 69, 70, 66, 64])
        let found = try draft(summary, ReportRequest(title: "quiet")).episodes
        #expect(found.map(\.theme) == told)
    }

    @Test func `make the main findings, with the action that followed`() throws {
        let report = ReportBuilder.build(Synthetic.summary(), Synthetic.request)
        let first = report.findings[0]
        #expect(first.theme == "app/login" && first.direction == .bad && first.rank == 1)
        #expect(first.headline.contains("Log-in problems jumped from"))
        #expect(first.headline.contains("still going on"))
        let second = try #require(report.findings.prefix(3).first { $0.theme == "delivery/late" })
        #expect(second.headline.contains("from 28\u{A0}Sep to 25\u{A0}Oct"))
        #expect(second.headline.contains("now back to normal"))
        #expect(second.headline.contains("‘second courier’ of 19\u{A0}Oct was followed by a fall"))
        let segment = report.findings.first { $0.kind == .segment }
        #expect(
            segment?.headline.hasPrefix("Region North was hit hardest by late delivery") == true)
    }

    /// Under no change at all, the share of reports with any flagged week may not exceed q.
    @Test func `are rare in flat series`() throws {
        var random = FixedRandom(state: 20_261_122)
        var alarms = 0
        let reports = 200
        for _ in 0..<reports {
            let totals = (0..<10).map { _ in Int.random(in: 150...230, using: &random) }
            var themes: [String: [Int]] = [:]
            for number in 0..<12 {
                let share = [0.01, 0.02, 0.03, 0.05, 0.08, 0.12][number % 6]
                themes["t\(number)"] = totals.map { total in
                    (0..<total).reduce(0) { sum, _ in sum + (random.chance(share) ? 1 : 0) }
                }
            }
            let summary = Synthetic.series(themes, totals: totals)
            let draft = try draft(summary, ReportRequest(title: "flat"))
            #expect(draft.search.tested == 12 * 7)
            if draft.search.flagged > 0 { alarms += 1 }
        }
        print("flat reports with a false alarm: \(alarms) of \(reports), seed 20261122")
        #expect(Double(alarms) / Double(reports) <= EpisodeSearch.falseDiscoveryRate)
    }

    @Test func `give way to the child that explains them`() throws {
        let totals = [Int](repeating: 200, count: 8)
        let summary = Synthetic.series(
            [
                "a": [20, 21, 19, 20, 20, 60, 62, 20], "a/x": [10, 10, 10, 10, 10, 48, 50, 10],
                "a/y": [10, 11, 9, 10, 10, 12, 12, 10],
            ], totals: totals)
        let draft = try draft(summary, ReportRequest(title: "t"))
        #expect(draft.episodes.map(\.theme) == ["a/x"])
        #expect(draft.episodes[0].weeks == 5...6)
        #expect(!draft.episodes[0].isOngoing)
    }

    @Test func `tell near-synonyms of the same weeks together`() throws {
        let totals = [Int](repeating: 200, count: 8)
        let summary = Synthetic.series(
            [
                "d/late": [10, 10, 10, 10, 10, 60, 62, 10],
                "d/courier": [6, 6, 6, 6, 6, 30, 31, 6],
            ], totals: totals)
        let draft = try draft(summary, ReportRequest(title: "t"))
        #expect(draft.episodes.map(\.theme) == ["d/late"])
        #expect(draft.episodes[0].companions == ["d/courier"])
    }

    @Test func `do not become their own normal`() throws {
        let totals = [Int](repeating: 300, count: 14)
        let hits = [Int](repeating: 15, count: 4) + [Int](repeating: 75, count: 10)
        let draft = try draft(
            Synthetic.series(["x": hits], totals: totals), ReportRequest(title: "t"))
        #expect(draft.episodes.map(\.weeks) == [4...13])
        #expect(draft.episodes[0].isOngoing)
    }

    @Test func `need the minimum`() throws {
        let summary = Synthetic.series(["x": [1, 1, 1, 1, 9]], totals: [12, 12, 12, 12, 12])
        let draft = try draft(summary, ReportRequest(title: "t"))
        #expect(draft.search.tested == 0 && draft.episodes.isEmpty)
    }
}

import Testing
import VOCCore

@testable import VOCReport

@Suite struct `Reasons` {
    private func draft(_ summary: Summary, _ request: ReportRequest = Synthetic.request) throws
        -> Draft
    {
        Draft(summary, request, try #require(Counts(summary, request)))
    }

    /// The numbers in a column of a table of contributions.
    private func totals(_ table: Table) -> [Double] {
        table.rows.compactMap { row in
            if case .estimate(let estimate) = row[row.count - 1] { estimate.value } else { nil }
        }
    }

    @Test func `for a change add up to it, by source and by segment`() throws {
        let report = ReportBuilder.build(Synthetic.summary(), Synthetic.request)
        let tables = report.tables.filter { $0.id.hasPrefix("why-") }
        for table in tables {
            let parts = totals(table)
            #expect(abs(parts.dropLast().reduce(0, +) - parts[parts.count - 1]) < 1e-9)
        }
        // The whole is the change that the key figures show.
        let region = try #require(tables.first { $0.id.hasSuffix("-region") })
        let now = try draft(Synthetic.summary())
        let place = try #require(
            now.measures.firstIndex { region.id == "why-\($0.id)-region" })
        let change = now.changes(now.counts.now(), now.counts.previously())[place]
        guard case .estimate(let estimate) = change else {
            Issue.record("no change")
            return
        }
        #expect(abs(try #require(totals(region).last) - estimate.value) < 1e-9)
    }

    /// Answers of which one theme takes two points and another nothing.
    private func answers(_ count: Int) -> AnswerLedger {
        var random = FixedRandom(state: 5)
        var ledger = AnswerLedger()
        var rows: [AnswerRow] = []
        let monday = Synthetic.firstDay.daysSinceEpoch
        for _ in 0..<count {
            var themes: [String] = []
            var milli: Int32 = 4000 + (random.chance(0.5) ? 1000 : 0)
            if random.chance(0.2) {
                themes.append("app/login")
                milli -= 2000
            }
            if random.chance(0.3) { themes.append("price/value") }
            rows.append(
                AnswerRow(
                    priority: random.next(), day: Int32(monday), milli: milli, themes: themes))
        }
        ledger.add(rows, to: AnswerLedger.Key(week: Int32(monday), metric: .csat))
        return ledger
    }

    @Test func `behind a score are found with their size, and chance is told`() throws {
        let days = Span(first: Synthetic.firstDay, last: Synthetic.firstDay.advanced(by: 6))
        let found = try #require(Drivers(answers(600), .csat, days: days, minimum: 20))
        #expect(found.n == 600 && !found.isSampled)
        #expect(found.themes.map(\.id) == ["app/login", "price/value"])
        #expect(abs(found.themes.reduce(0) { $0 + $1.share } - 1) < 1e-9)
        let first = found.themes[0]
        #expect(first.slopeRange.low < -2 && first.slopeRange.high > -2.2)
        #expect(first.slopeRange.high < -1.7)
        #expect(!found.themes[1].slopeRange.excludesZero)
        #expect(found.rSquaredRange.low > 0.6 && found.rSquaredRange.high < 0.9)
        // The same resamples in each run.
        let again = try #require(Drivers(answers(600), .csat, days: days, minimum: 20))
        #expect(again.themes.map(\.slopeRange) == found.themes.map(\.slopeRange))
        #expect(Drivers(answers(30), .csat, days: days, minimum: 20) == nil)
        #expect(try #require(Drivers(answers(5000), .csat, days: days, minimum: 20)).isSampled)
    }

    @Test func `to call an action a help are told beside untouched themes`() throws {
        let found = try draft(Synthetic.summary()).actionOutcomes()
        #expect(found.count == 1)
        let outcome = try #require(found.first)
        #expect(outcome.action.theme == "delivery/late" && outcome.controls >= 5)
        let ratio = try #require(outcome.ratioRange)
        #expect(ratio.high < 1 && outcome.wasHigh)
        // Nothing was done about checkout, and nothing happened to it.
        var request = Synthetic.request
        request.actions = [
            ActionNote(date: CivilDay(iso: "2026-10-12")!, theme: "app/checkout", what: "none")
        ]
        let idle = try #require(draft(Synthetic.summary(), request).actionOutcomes().first)
        #expect(!idle.isClear)
    }

    @Test func `to worry are the values of customers, each once`() throws {
        var summary = Synthetic.summary()
        let day = Int32(CivilDay(iso: "2026-11-10")!.daysSinceEpoch)
        let old = Int32(CivilDay(iso: "2026-09-10")!.daysSinceEpoch)
        for (id, value, when) in [
            (UInt64(1), 3000_000, day), (2, 4000_000, day), (3, 9000_000, old),
        ] {
            for topic in ["", "app/login"] {
                summary.customers.add(
                    CustomerMark(
                        name: "c\(id)", valueMilli: value, day: when, negativeDays: [topic: when]),
                    of: id)
            }
        }
        summary.customers.matched = 3
        let found = try draft(summary).valueAtRisk()
        #expect(found.map(\.topic) == ["", "app/login"] && found[0].customers == 2)
        #expect(found[0].value == 7000)
        // 7,000 ± 1.96 × √(3,000² + 4,000²).
        #expect(abs(found[0].interval.high - (7000 + 1.959963984540054 * 5000)) < 1e-6)
    }

    @Test func `to weight figures are the shares of a population`() throws {
        var request = Synthetic.request
        request.population = Population(
            attribute: "plan", shares: [("basic", 90), ("plus", 10)])
        let now = try draft(Synthetic.summary(), request)
        func net(_ plan: String) -> Double {
            let tally = now.counts.compared["plan=\(plan)"]!.now
            return NetScore(ups: tally[.positive], downs: tally[.negative], n: tally.scored).value
        }
        let table = try #require(now.weighted())
        guard case .estimate(let found) = table.rows[0][2] else {
            Issue.record("no figure")
            return
        }
        #expect(abs(found.value - (0.9 * net("basic") + 0.1 * net("plus"))) < 1e-9)
        #expect(found.interval!.low < found.value && found.interval!.high > found.value)
        request.population = Population(attribute: "plan", shares: [("basic", 1), ("none", 1)])
        let missing = try #require(draft(Synthetic.summary(), request).weighted())
        #expect(missing.rows[0][2] == .tooFew(0))
    }

    /// 30 of 200 against 20 of 800: by hand with the formula of Katz et al.
    @Test func `that a theme stands out are a lift with its interval`() {
        let (lift, range) = Lift.of(Proportion(30, of: 200), rest: Proportion(20, of: 800))
        #expect(abs(lift - 3) < 1e-12)
        #expect(range.low > 2 && range.low < 3 && range.high > 3 && range.high < 4)
    }
}

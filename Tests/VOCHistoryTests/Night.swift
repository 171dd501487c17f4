import TestSupport
import VOCCore
import VOCHistory

/// A made-up night: a run with its items and cases.
struct Night {
    var run: RunRecord
    var items: [ItemKey]
    var cases: [CaseRecord]

    /// The run `id` on a day of November 2026, with the items numbered `items`, each tenth of which
    /// is a case.
    init(_ id: String, day: Int, items: Range<Int>, reject: Int = 1) {
        let day = CivilDay(year: 2026, month: 11, day: day)!
        var summary = Summary()
        summary.accounting.read = items.count + reject
        summary.accounting.accepted = items.count
        if reject > 0 { summary.accounting.rejectedByCode = ["csv.unclosed-quote": reject] }
        summary.languages = ["en": items.count]
        var tally = Tally()
        tally[.items] = items.count
        tally[.milliPoints] = -12 * items.count
        summary.add(tally, to: CellKey(day: Int32(day.daysSinceEpoch), topic: "delivery/late"))
        run = RunRecord(
            id: id, asOf: day, engine: "voc 1.0", configDigest: "c0ffee",
            inputs: [.init(name: "b.csv", digest: "b0"), .init(name: "a.csv", digest: "a0")],
            accounting: summary.accounting, firstDay: day, lastDay: nil,
            summary: summary.encoded())
        self.items = items.map(Night.key)
        cases = items.filter { $0 % 10 == 0 }.map { number in
            CaseRecord(
                id: "case-\(number)", itemID: "\(number)", source: "reviews", route: "late",
                queue: number % 20 == 0 ? "billing" : "delivery", priority: "high",
                receivedAt: number % 20 == 0 ? nil : "\(day)T09:12:00Z", severity: number % 5,
                runID: id)
        }
    }

    /// A scattered but fixed key, as a hash would give.
    static func key(_ number: Int) -> ItemKey {
        func scattered(_ value: UInt64) -> UInt64 {
            var value = value &* 0x9E37_79B9_7F4A_7C15
            value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
            return value ^ (value >> 31)
        }
        let number = UInt64(number)
        return ItemKey(high: scattered(number + 1), low: scattered(number + 1_000_000_007))
    }

    func commit(to history: History, replacing replaced: [String] = []) throws {
        try history.commit(run, items: items, cases: cases, replacing: replaced)
    }
}

/// Everything a history can tell, to compare two of them.
struct Told: Equatable {
    var runs: [RunRecord]
    var summary: Summary
    var cases: [CaseRecord]
    var seen: [Bool]

    init(_ history: History, items: Range<Int> = 0..<1000) throws {
        runs = try history.runs()
        summary = try history.mergedSummary()
        cases = try history.cases()
        seen = try history.seen(items.map(Night.key), before: "nobody")
    }
}

/// A path for a history in a fresh folder.
func withHistoryPath<T>(_ body: (String) throws -> T) throws -> T {
    try Suite.withFolder { try body("\($0)/voc.db") }
}

/// The error that `body` ends with, if it is one of ours.
func failure(_ body: () throws -> Void) -> VOCError? {
    do {
        try body()
        return nil
    } catch { return error as? VOCError }
}

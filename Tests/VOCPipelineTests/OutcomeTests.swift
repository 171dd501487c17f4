import Testing
import VOCCore
import VOCHistory
import VOCReport

@testable import VOCPipeline

@Suite struct `Outcomes of cases` {
    @Test(arguments: [
        ("12", 12_000), ("12.5", 12_500), ("£12.50", 12_500), ("12,50 €", 12_500),
        ("1,250.00", 1_250_000), ("1,250", 1_250_000), ("GBP 1,200.00", 1_200_000),
        ("0", 0), ("1,000,000", 1_000_000_000), ("12.50EUR", 12_500),
    ])
    func `read amounts as people write them`(_ text: String, _ milli: Int) {
        #expect(OutcomeReader.amount(text) == milli)
    }

    @Test(arguments: ["", "lots", "-5", "1.250,00,00", "12,5000", "1e5", "EUR", "12.50.1"])
    func `refuse what is no amount`(_ text: String) {
        #expect(OutcomeReader.amount(text) == nil)
    }

    @Test(arguments: [
        ("c-0123456789abcdef0123", true), ("c-0123456789ABCDEF0123", false), ("c-0123", false),
        ("d-0123456789abcdef0123", false), ("", false),
    ])
    func `know the shape of a case's id`(_ text: String, _ isID: Bool) {
        #expect(Case.isID(text) == isID)
    }

    private func record(_ id: String, customer: UInt64 = 0, route: String = "a") -> CaseRecord {
        CaseRecord(
            id: id, itemID: id, source: "s", route: route, queue: "q", priority: "high",
            receivedAt: "2026-11-16T10:00:00Z", severity: 1, customer: customer,
            resolveBy: "2026-11-18T12:00:00+02:00", runID: "")
    }

    private func moment(_ day: Int, _ hour: Int) -> Timestamp {
        let start = Int64(CivilDay(year: 2026, month: 11, day: day)!.daysSinceEpoch)
        return Timestamp(
            microseconds: start * Timestamp.microsecondsPerDay + Int64(hour) * 3_600_000_000)
    }

    @Test func `are counted by route, and a promise holds to the minute`() {
        var book = CaseBook()
        book.cases = [
            record("c1", customer: 7), record("c2", customer: 8), record("c3", customer: 7),
            record("c4", route: "gone"),
        ]
        book.cases[2].duplicateOf = "c1"
        book.outcomes = [
            "c1": CaseOutcome(
                id: "c1", status: "closed", isClosed: true, isUpheld: true,
                closedAt: moment(18, 10)),
            "c2": CaseOutcome(
                id: "c2", status: "closed", isClosed: true, isUpheld: false,
                closedAt: moment(18, 11)),
        ]
        // The first item after the close counts, not one before it and not a later one.
        book.voices = [
            CustomerVoice(customer: 7, receivedAt: moment(17, 0), item: 1, feeling: -1),
            CustomerVoice(customer: 7, receivedAt: moment(18, 12), item: 2, feeling: 1),
            CustomerVoice(customer: 7, receivedAt: moment(19, 0), item: 3, feeling: -1),
        ]
        let notes = CaseLedger(book).notes([], asOf: CivilDay(year: 2026, month: 11, day: 20))
        #expect(notes.map(\.route) == ["a", "gone"])
        let a = notes[0]
        #expect((a.cases, a.joined, a.closed, a.overdue) == (2, 1, 2, 0))
        #expect((a.judged, a.upheld) == (2, 1))
        #expect((a.promised, a.kept) == (2, 1))
        #expect(a.daysToClose == [2.0, 49.0 / 24])
        #expect((a.wroteAgain, a.wroteWell, a.wroteBadly) == (1, 1, 0))
        #expect((notes[1].cases, notes[1].overdue, notes[1].known) == (1, 1, 0))
    }

    @Test func `of cases that should have been taken keep the most severe`() {
        var missed = MissedNote(condition: "severity >= 3")
        for number in 0..<40 {
            missed.add(
                .init(item: "i\(number)", source: "s", severity: 3 + number % 2, themes: []))
        }
        #expect(missed.missed == 40)
        #expect(missed.examples.map(\.item) == (0..<10).map { "i\($0 * 2 + 1)" })
    }
}

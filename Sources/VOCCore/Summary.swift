/// Exact counts of a set of items that can be merged in any order: a cluster's partial, a night's
/// row, a report's input.
///
/// `merge` is associative and commutative, and an empty summary is its neutral element.
package struct Summary: Sendable, Equatable {
    package internal(set) var cells = CountTable()
    package internal(set) var quotes: [QuoteKey: [Quote]] = [:]
    /// How many records ended where.
    package var accounting = Accounting()
    /// Accepted items by language tag (`en`, `de`, `und`).
    package var languages: [String: Int] = [:]
    /// Texts among which copies are still to be looked for.
    package var ledger = CopyLedger()
    /// Texts among which new terms are still to be looked for.
    package var terms = TermLedger()
    /// What the search for copies came to; their figures are cells.
    package var copies = CopyFindings()
    /// A sample of answers with their themes.
    package var answers = AnswerLedger()
    /// Customers of the customers file who spoke badly of something.
    package var customers = CustomerLedger()

    /// Quotes kept for a topic and week.
    package static let quotesPerKey = 3
    /// Quotes are kept for this many of the newest weeks: bounded memory over any history, and
    /// still associative, since a week among the newest of the union is among the newest of its
    /// part.
    package static let quoteWeeks = 26

    package init(cells: CountTable = CountTable()) { self.cells = cells }

    package var isEmpty: Bool { self == Summary() }

    package mutating func add(_ tally: Tally, to key: CellKey) {
        cells.add(tally, to: key)
    }

    /// Adds the cells of another summary from `day` on, and nothing else of it.
    package mutating func addCells(of other: Summary, since day: CivilDay) {
        cells.merge(other.cells, since: Int32(clamping: day.daysSinceEpoch))
    }

    package mutating func offer(_ quote: Quote, to key: QuoteKey) {
        var kept = quotes[key] ?? []
        guard Summary.insert(quote, into: &kept) else { return }
        quotes[key] = kept
    }

    /// Drops quotes of weeks older than the newest `quoteWeeks`; call before encoding or comparing.
    package mutating func pruneQuotes() {
        let weeks = Set(quotes.keys.map(\.week)).sorted(by: >)
        guard weeks.count > Summary.quoteWeeks else { return }
        let oldest = weeks[Summary.quoteWeeks - 1]
        quotes = quotes.filter { $0.key.week >= oldest }
    }

    package mutating func merge(_ other: Summary) {
        cells.merge(other.cells)
        for (key, list) in other.quotes {
            var kept = quotes[key] ?? []
            for quote in list { Summary.insert(quote, into: &kept) }
            quotes[key] = kept
        }
        for (language, count) in other.languages { languages[language, default: 0] += count }
        accounting.merge(other.accounting)
        ledger.merge(other.ledger)
        terms.merge(other.terms)
        copies.merge(other.copies)
        answers.merge(other.answers)
        customers.merge(other.customers)
        pruneQuotes()
    }

    /// Puts `quote` in order into a bounded list, once; says whether the list changed.
    @discardableResult
    package static func insert(_ quote: Quote, into kept: inout [Quote]) -> Bool {
        if kept.count >= quotesPerKey, let last = kept.last, !(quote < last) { return false }
        let place = kept.indices.first { !(kept[$0] < quote) } ?? kept.count
        if place < kept.count, !(quote < kept[place]) { return false }
        kept.insert(quote, at: place)
        if kept.count > quotesPerKey { kept.removeLast() }
        return true
    }
}

/// Where each record ended: `read = accepted + rejected + duplicate`.
package struct Accounting: Sendable, Equatable {
    package var read = 0
    package var accepted = 0
    package var duplicate = 0
    /// Lines seen where the format has lines, blank ones included.
    package var lines = 0
    /// Rejected records by error code.
    package var rejectedByCode: [String: Int] = [:]
    /// What was noticed while reading and stopped no record, by code.
    package var noted: [String: Int] = [:]

    package init() {}

    package var rejected: Int { rejectedByCode.values.reduce(0, +) }

    /// Whether every record is accounted for.
    package var holds: Bool { read == accepted + rejected + duplicate }

    package mutating func merge(_ other: Accounting) {
        read += other.read
        accepted += other.accepted
        duplicate += other.duplicate
        lines += other.lines
        for (code, count) in other.rejectedByCode { rejectedByCode[code, default: 0] += count }
        for (code, count) in other.noted { noted[code, default: 0] += count }
    }
}

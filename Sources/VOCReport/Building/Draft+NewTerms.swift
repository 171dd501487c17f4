internal import VOCCore

extension Draft {
    private static let newTerms = 12

    /// Words that the items of this period have much more often than those before; nil where the
    /// summary holds no texts, or too few.
    func whatIsNew() -> Section? {
        guard !summary.terms.isEmpty else { return nil }
        let first = Int32(clamping: counts.span.first.daysSinceEpoch)
        let start = Int32(clamping: focusSpan.first.daysSinceEpoch)
        let last = Int32(clamping: focusSpan.last.daysSinceEpoch)
        var options = TermSearch.Options()
        options.most = Draft.newTerms
        func isNow(_ item: TermLedger.Item) -> Bool? {
            item.day < first || item.day > last ? nil : item.day >= start
        }
        let origins = NewOrigins(summary.terms, minimum: minimum, isNow: isNow)
        let found = TermSearch.findings(in: summary.terms, options: options) { item in
            origins.contains(item, of: summary.terms) ? nil : isNow(item)
        }
        guard found.now >= minimum, found.before >= minimum else { return nil }
        var lead =
            "Words and phrases that are at least twice as frequent in the \(Wording.count(found.now, "item")) of the \(focusName) as in the \(Wording.count(found.before, "item")) before: log-odds with an informative prior, items and not words counted, copies left out; \(Wording.count(found.tested, "term")) tested at a false discovery rate of 5\u{A0}%."
        if found.sampledOneOf > 1 {
            lead += " One of \(found.sampledOneOf) items was looked at."
        }
        var blocks: [Block] =
            found.terms.isEmpty
            ? [.note("Nothing is new: no word or phrase stands out against the time before.")]
            : [.table(newTermsTable(found)), .quotes(newTermsQuotes(found))]
        if !origins.names.isEmpty {
            let all = TermSearch.findings(in: summary.terms, options: options, isNow: isNow)
            blocks += brought(by: origins, all, known: found)
        }
        return Section(id: "new", title: "What is new", lead: lead, blocks: blocks)
    }

    /// Words that are new only because those who use them are new in the data.
    private func brought(
        by origins: NewOrigins, _ all: TermFindings, known: TermFindings
    ) -> [Block] {
        let names = Wording.list(Array(origins.names.prefix(4)))
        let rest = origins.names.count - 4
        let whose = rest > 0 ? "\(names) and \(rest) more" : names
        let said = Set(known.terms.flatMap { [$0.text] + $0.others })
        let terms = all.terms.filter { !said.contains($0.text) }
        let note = Block.note(
            "Not compared above: items of \(whose), which the data before \(Wording.day(focusSpan.first)) has hardly any of."
        )
        guard !terms.isEmpty else { return [note] }
        return [
            note,
            .table(
                Table(
                    id: "newcomers", caption: "Words that came with \(whose)",
                    fileName: "newcomers.csv",
                    columns: [
                        Table.Column("term", "Term", .text), Table.Column("kind", "Kind", .text),
                        Table.Column("items", "Items", .count),
                        Table.Column("share", "Share", .estimate),
                        Table.Column("before", "Before", .estimate),
                    ],
                    rows: terms.map { term in
                        [
                            .text(term.text), .text(Draft.kind(of: term)),
                            .count(term.now.count), .estimate(Draft.share(term.now)),
                            .estimate(Draft.share(term.before)),
                        ]
                    })),
        ]
    }

    private func newTermsTable(_ found: TermFindings) -> Table {
        Table(
            id: "new",
            caption: "New words, \(focusName); a rule can be put under “themes:” of a theme pack",
            fileName: "new.csv",
            columns: [
                Table.Column("term", "Term", .text), Table.Column("kind", "Kind", .text),
                Table.Column("items", "Items", .count),
                Table.Column("share", "Share", .estimate),
                Table.Column("before", "Before", .estimate),
                Table.Column("complaints", "Complaints", .estimate),
                Table.Column("z", "z", .text),
                Table.Column("rule", "Rule to paste", .text),
                Table.Column("ruleItems", "Items of the rule", .count),
            ],
            rows: found.terms.map { term in
                [
                    .text(term.text), .text(Draft.kind(of: term)), .count(term.now.count),
                    .estimate(Draft.share(term.now)), .estimate(Draft.share(term.before)),
                    .estimate(Draft.share(term.complaints)),
                    .text(Wording.number(term.odds.z, places: 1)), .text(term.rule),
                    .count(term.ruleItems),
                ]
            })
    }

    private func newTermsQuotes(_ found: TermFindings) -> [QuoteGroup] {
        found.terms.filter { !$0.quotes.isEmpty }.map { term in
            var parts = [Draft.kind(of: term)]
            if !term.others.isEmpty {
                parts.append("also: \(term.others.joined(separator: ", "))")
            }
            return QuoteGroup(
                topic: "new:\(term.text)", title: term.text,
                subtitle: parts.joined(separator: " · "), slot: nil, quotes: term.quotes)
        }
    }

    private static func kind(of term: EmergingTerm) -> String {
        switch term.nature {
        case .complaint: "complaint"
        case .praise: "praise, no complaint"
        case .neither: "no complaint"
        }
    }

    private static func share(_ share: Proportion) -> Estimate {
        Estimate(
            value: 100 * share.share, interval: share.interval.scaled(by: 100), n: share.n,
            unit: .percent)
    }
}

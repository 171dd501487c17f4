internal import VOCCore

extension Draft {
    private static let newTerms = 12
    /// A day is looked at every day: of a month of quiet days so many may have a false finding.
    private static let falseShareOfDay = 0.01

    /// What the items of some days have much more often than those of the days before.
    struct Fresh: Sendable {
        /// `Mon 23 Feb`, `week of 16 Feb`.
        var name: String
        var span: Span
        /// It is about the newest day of a report on weeks or months.
        var isDay: Bool
        var found: TermFindings
        var origins: NewOrigins
        /// Words that came with those origins, and what else is new; empty without origins.
        var brought: [EmergingTerm]
    }

    /// What is new on the newest day and in the report's period; empty where the summary holds no
    /// texts, or too few.
    func fresh() -> [Fresh] {
        guard !summary.terms.isEmpty else { return [] }
        var result: [Fresh] = []
        let day = Span(first: counts.asOf, last: counts.asOf)
        if counts.period != .day {
            let first = counts.asOf.advanced(by: -DailyGrid.testedDays)
            result += fresh(
                day, since: max(first, counts.span.first),
                name: Wording.period(.day, from: counts.asOf), falseShare: Draft.falseShareOfDay)
        }
        result += fresh(
            focusSpan, since: counts.span.first, name: focusName,
            falseShare: counts.period == .day ? Draft.falseShareOfDay : 0.05)
        return result
    }

    private func fresh(
        _ span: Span, since: CivilDay, name: String, falseShare: Double
    ) -> [Fresh] {
        let first = Int32(clamping: since.daysSinceEpoch)
        let start = Int32(clamping: span.first.daysSinceEpoch)
        let last = Int32(clamping: span.last.daysSinceEpoch)
        var options = TermSearch.Options()
        options.most = Draft.newTerms
        options.falseShare = falseShare
        func isNow(_ item: TermLedger.Item) -> Bool? {
            item.day < first || item.day > last ? nil : item.day >= start
        }
        let origins = NewOrigins(summary.terms, minimum: minimum, isNow: isNow)
        let found = TermSearch.findings(in: summary.terms, options: options) { item in
            origins.contains(item, of: summary.terms) ? nil : isNow(item)
        }
        guard found.now >= minimum, found.before >= minimum else { return [] }
        let all =
            origins.names.isEmpty
            ? [] : TermSearch.findings(in: summary.terms, options: options, isNow: isNow).terms
        let said = Set(found.terms.flatMap { [$0.text] + $0.others })
        return [
            Fresh(
                name: name, span: span,
                isDay: counts.period != .day && span.last == counts.asOf && span.days == 1,
                found: found, origins: origins,
                brought: all.filter { !said.contains($0.text) })
        ]
    }

    func whatIsNew() -> Section? {
        guard !costly.fresh.isEmpty else { return nil }
        let lead =
            "Words and phrases that are at least twice as frequent as in the items before: log-odds with an informative prior, items and not words counted, copies left out, false discovery rate as given."
        return Section(
            id: "new", title: "What is new", lead: lead,
            blocks: costly.fresh.flatMap(blocks))
    }

    private func blocks(_ fresh: Fresh) -> [Block] {
        let found = fresh.found
        var note =
            "\(Wording.capitalised(fresh.name)): \(Wording.count(found.now, "item")) against \(Wording.count(found.before)) before; \(Wording.count(found.tested, "term")) tested at a false discovery rate of \(Wording.percent(100 * (found.falseShare ?? 0)))."
        if found.sampledOneOf > 1 { note += " One of \(found.sampledOneOf) items was looked at." }
        if found.terms.isEmpty {
            note += " Nothing is new: no word or phrase stands out against the time before."
        }
        var blocks: [Block] = [.note(note)]
        if !found.terms.isEmpty {
            blocks += [
                .table(newTermsTable(fresh)), .quotes(newTermsQuotes(found)),
            ]
        }
        return blocks + brought(fresh)
    }

    /// The most telling new word or phrase of the newest day, complaint or not.
    func newTermFinding() -> Finding? {
        guard
            let fresh = costly.fresh.first(where: {
                $0.span.last == counts.asOf && $0.span.days == 1
            }),
            let term = fresh.found.terms.first
        else { return nil }
        let others = fresh.found.terms.dropFirst().prefix(3).map { "“\($0.text)”" }
        var detail =
            "\(Wording.count(fresh.found.before, "item")) of the days before; z = \(Wording.number(term.odds.z, places: 1)), adjusted \(Wording.pValue(term.pValue)) over \(Wording.count(fresh.found.tested, "term"))."
        if !others.isEmpty { detail += " Also new: \(Wording.list(others))." }
        return Finding(
            kind: .new, theme: nil,
            headline:
                "“\(term.text)” is \(term.isNew ? "new" : "much more frequent") on \(fresh.name): in \(Wording.count(term.now.count)) of \(Wording.count(term.now.n, "item")) (\(Wording.percent(100 * term.now.share))), before in \(Wording.percent(100 * term.before.share)); \(Draft.kind(of: term)).",
            detail: detail,
            direction: term.nature == .complaint ? .bad : term.nature == .praise ? .good : .neutral,
            weight: 57, rank: 0)
    }

    /// Words that are new only because those who use them are new in the data.
    private func brought(_ fresh: Fresh) -> [Block] {
        let names = fresh.origins.names
        guard !names.isEmpty else { return [] }
        let shown = Wording.list(Array(names.prefix(4)))
        let whose = names.count > 4 ? "\(shown) and \(names.count - 4) more" : shown
        let note = Block.note(
            "Not compared above: items of \(whose), which the data before \(Wording.day(fresh.span.first)) has hardly any of."
        )
        guard !fresh.brought.isEmpty else { return [note] }
        return [
            note,
            .table(
                Table(
                    id: fresh.isDay ? "newcomers-day" : "newcomers",
                    caption: "Words that came with \(whose)",
                    fileName: fresh.isDay ? "newcomers-day.csv" : "newcomers.csv",
                    columns: [
                        Table.Column("term", "Term", .text), Table.Column("kind", "Kind", .text),
                        Table.Column("items", "Items", .count),
                        Table.Column("share", "Share", .estimate),
                        Table.Column("before", "Before", .estimate),
                    ],
                    rows: fresh.brought.map { term in
                        [
                            .text(term.text), .text(Draft.kind(of: term)),
                            .count(term.now.count), .estimate(Draft.share(term.now)),
                            .estimate(Draft.share(term.before)),
                        ]
                    })),
        ]
    }

    private func newTermsTable(_ fresh: Fresh) -> Table {
        Table(
            id: fresh.isDay ? "new-day" : "new",
            caption: "New words, \(fresh.name); a rule can be put under “themes:” of a theme pack",
            fileName: fresh.isDay ? "new-day.csv" : "new.csv",
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
            rows: fresh.found.terms.map { term in
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

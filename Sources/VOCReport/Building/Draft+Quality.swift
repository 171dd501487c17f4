internal import VOCCore

extension Draft {
    func quality() -> Section {
        var blocks = QualityBlocks.accounting(summary, request)
        let stale = staleSources()
        if !stale.isEmpty {
            let names = stale.map { source, newest in
                newest.map { "\(source): newest \(Wording.fullDay($0))" } ?? "\(source): no items"
            }
            blocks.append(
                .note(
                    "Freshness warning: more than \(Draft.staleDays) days older than \(Wording.fullDay(counts.asOf)): \(names.joined(separator: "; "))."
                ))
        }
        var days =
            "Days covered: \(Wording.span(counts.span.first, counts.asOf)) (\(Wording.count(counts.span.days, "day")))."
        if counts.undated > 0 {
            days += " Items without a date, in no figure: \(Wording.count(counts.undated))."
        }
        if counts.before > 0 { days += " Older items, left out: \(Wording.count(counts.before))." }
        if counts.after > 0 {
            days +=
                " Items dated after \(Wording.fullDay(counts.asOf)), left out: \(Wording.count(counts.after))."
        }
        blocks.append(.note(days))
        if request.nightsOfOtherRules > 0 {
            let nights = Wording.count(request.nightsOfOtherRules, "earlier night")
            blocks.append(
                .note(
                    "Break in method: \(nights) \(request.nightsOfOtherRules == 1 ? "was" : "were") counted with another configuration (lexicon, themes or pipeline) than today's. A change against \(request.nightsOfOtherRules == 1 ? "it" : "them") may be one of the rules. voc run --restate counts such nights again where their dumps are still there."
                ))
        }
        if !request.renamed.isEmpty {
            let names = request.renamed.map { "\($0.from) → \($0.to)" }
            blocks.append(
                .note(
                    "New names: counts of earlier nights go on under the names of today: \(names.joined(separator: ", "))."
                ))
        }
        blocks += copies()
        blocks.append(.table(method()))
        return Section(
            id: "quality", title: "Data quality and method",
            lead: "Every record is accounted for, and every figure has its rule.", blocks: blocks)
    }

    /// The definitions behind the figures.
    private func method() -> Table {
        var rows: [(String, String)] = [
            (
                "Days",
                "\(request.zone) days; weeks are ISO weeks from Monday to Sunday."
            ),
            (
                "Too few",
                "Figures over fewer than \(minimum) items or answers are not shown."
            ),
        ]
        rows += measures.map { ($0.name, Wording.capitalised($0.definition) + ".") }
        rows += [
            (
                "Theme share",
                "Items with the theme / all items. An item can have several themes; a parent counts each item once."
            ),
            (
                "Impact",
                "Score of all answers − score of answers of items without the theme (leave-out), in points; association, not cause; themes overlap, so impacts do not add up."
            ),
            (
                "Intervals",
                "95 %. Shares: Wilson. Differences of shares: Newcombe's hybrid. NPS and net sentiment: SE = 100·√((p + d − (p − d)²)/n), adjusted Wald (¾, ¾, 1½ pseudo-answers) under \(NetScore.smallSample) answers or where p or d is 0. Items of one customer count as independent."
            ),
            (
                "Changes",
                "Shares: pooled z with (N − 1)/N. NPS and net sentiment: z = (N₁ − N₂)/√(SE₁² + SE₂²). Marked when the Benjamini–Hochberg adjusted p is at most 0.05 over the table or row of figures."
            ),
            (
                "Episodes",
                "Weekly share against the median of up to \(EpisodeSearch.memory) earlier calm weeks; beta-binomial one-sided test, at least \(EpisodeSearch.leastHistory) earlier weeks, share ≥ 1.5 × and + 2 points, Benjamini–Hochberg at q = 5 %. A parent is told through a child that explains ≥ 60 % of its rise."
            ),
            (
                "Actions",
                "Before and after are compared; what followed need not be caused by the action."
            ),
        ]
        let lexicons = request.lexicons.sorted { ($0.id, $0.version) < ($1.id, $1.version) }
        if !lexicons.isEmpty {
            rows.append(
                (
                    "Rules used",
                    lexicons.map { "\($0.id) \($0.version)" }.joined(separator: ", ") + "."
                ))
        }
        rows.append(("Engine", request.engine + "."))
        return Table(
            id: "method", caption: "Definitions", fileName: nil,
            columns: [Table.Column("term", "Term", .text), Table.Column("rule", "Rule", .text)],
            rows: rows.map { [.text($0.0), .text($0.1)] })
    }
}

/// What can be said about the records themselves.
enum QualityBlocks {
    static func accounting(_ summary: Summary, _ request: ReportRequest) -> [Block] {
        let accounting = summary.accounting
        let equation =
            "read \(Wording.count(accounting.read)) = accepted \(Wording.count(accounting.accepted)) + rejected \(Wording.count(accounting.rejected)) + duplicate \(Wording.count(accounting.duplicate))"
        var blocks: [Block] = [
            .note(
                accounting.holds
                    ? "Accounting: \(equation). It holds."
                    : "Accounting does NOT hold: \(equation). Do not rely on this report.")
        ]
        if accounting.rejected > 0 {
            blocks.append(
                codeTable(
                    id: "rejects", caption: "Rejected records by reason",
                    Table.Column("records", "Records", .count), accounting.rejectedByCode))
        }
        if accounting.noted.values.contains(where: { $0 != 0 }) {
            blocks.append(
                codeTable(
                    id: "noted", caption: "Noticed while reading; no record was lost by it",
                    Table.Column("times", "Times", .count), accounting.noted))
        }
        if !request.rejectsShown.isEmpty {
            blocks.append(
                .table(
                    Table(
                        id: "first-rejects", caption: "The first rejected records (places only)",
                        fileName: nil,
                        columns: [
                            Table.Column("place", "Place", .text),
                            Table.Column("code", "Code", .text),
                            Table.Column("reason", "Reason", .text),
                        ],
                        rows: request.rejectsShown.prefix(20).map {
                            [.text($0.origin), .text($0.code), .text($0.message)]
                        })))
        }
        if !summary.languages.isEmpty {
            let total = summary.languages.values.reduce(0, +)
            blocks.append(
                .table(
                    Table(
                        id: "languages", caption: "Languages of accepted items",
                        fileName: "languages.csv",
                        columns: [
                            Table.Column("language", "Language", .text),
                            Table.Column("items", "Items", .count),
                            Table.Column("share", "Share", .estimate),
                        ],
                        rows: summary.languages.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
                            .prefix(20).map {
                                [
                                    .text($0.key.isEmpty ? "und" : $0.key), .count($0.value),
                                    .estimate(TopicShare.estimate(Proportion($0.value, of: total))),
                                ]
                            })))
        }
        return blocks
    }

    /// How often each code occurred, the most frequent first.
    private static func codeTable(
        id: String, caption: String, _ column: Table.Column, _ counts: [String: Int]
    ) -> Block {
        .table(
            Table(
                id: id, caption: caption, fileName: "\(id).csv",
                columns: [Table.Column("code", "Code", .text), column],
                rows: counts.filter { $0.value != 0 }
                    .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
                    .map { [.text($0.key), .count($0.value)] }))
    }
}

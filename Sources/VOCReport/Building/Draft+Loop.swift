internal import VOCCore

extension Draft {
    /// What became of the cases, route by route, and what no route took.
    func loop() -> Section? {
        guard !request.loop.isEmpty || request.missed != nil else { return nil }
        var blocks: [Block] = []
        if !request.loop.isEmpty {
            blocks.append(.table(progress()))
            if request.loop.contains(where: { $0.known > 0 }) {
                blocks.append(.table(verdicts()))
            } else {
                blocks.append(
                    .note(
                        "No help desk has told what became of these cases: outcomes: in the pipeline reads it back."
                    ))
            }
        }
        if let missed = request.missed {
            blocks.append(.note(words(missed)))
            if !missed.examples.isEmpty { blocks.append(.table(examples(missed))) }
        }
        return Section(
            id: "closed-loop", title: "Closing the loop",
            lead:
                "All cases so far. Precision is the share of judged cases that were upheld; recovery the share of customers who wrote again after their case was closed and wrote well.",
            blocks: blocks)
    }

    /// How far each route's cases are.
    private func progress() -> Table {
        let columns = [
            Table.Column("route", "Route", .text), Table.Column("queue", "Queue", .text),
            Table.Column("cases", "Cases", .count), Table.Column("joined", "Joined", .count),
            Table.Column("open", "Open", .count), Table.Column("overdue", "Overdue", .count),
            Table.Column("closed", "Closed", .count),
            Table.Column("daysToClose", "Days to close, median", .estimate),
            Table.Column("kept", "Closed in time", .estimate),
        ]
        let rows = request.loop.map { note -> [Value] in
            // Without any word from the help desk nothing is known to be open or late.
            func known(_ count: Int) -> Value { note.known > 0 ? .count(count) : .nothing }
            return [
                .text(note.route), .text(note.queue), .count(note.cases), .count(note.joined),
                known(note.cases - note.closed), known(note.overdue), known(note.closed),
                Median.value(note.daysToClose, minimum: minimum),
                share(note.kept, of: note.promised),
            ]
        }
        return Table(
            id: "loop", caption: "Cases and how far they are", fileName: "loop.csv",
            columns: columns, rows: rows)
    }

    /// Whether each route's cases were rightly taken, and well answered.
    private func verdicts() -> Table {
        let columns = [
            Table.Column("route", "Route", .text),
            Table.Column("precision", "Upheld (precision)", .estimate),
            Table.Column("reopened", "Reopened", .estimate),
            Table.Column("refunds", "Refunds", .count),
            Table.Column("refunded", "Refunded in all", .text),
            Table.Column("wroteAgain", "Wrote again", .count),
            Table.Column("recovery", "Wrote well (recovery)", .estimate),
            Table.Column("wroteBadly", "Wrote badly", .estimate),
        ]
        let rows = request.loop.map { note -> [Value] in
            [
                .text(note.route), share(note.upheld, of: note.judged),
                share(note.reopened, of: note.reopenedKnown), .count(note.refunds),
                note.refundMilli > 0
                    ? .text(Decimals.shortThousandths(note.refundMilli)) : .nothing,
                .count(note.wroteAgain), share(note.wroteWell, of: note.wroteAgain),
                share(note.wroteBadly, of: note.wroteAgain),
            ]
        }
        return Table(
            id: "outcomes", caption: "What came out, and whether customers came back",
            fileName: "outcomes.csv", columns: columns, rows: rows)
    }

    private func share(_ count: Int, of n: Int) -> Value {
        if n == 0 { return .nothing }
        if n < minimum { return .tooFew(n) }
        let share = Proportion(count, of: n)
        return .estimate(
            Estimate(
                value: 100 * share.share, interval: share.interval.scaled(by: 100), n: n,
                unit: .percent))
    }

    private func words(_ missed: MissedNote) -> String {
        let share = Proportion(missed.untaken, of: missed.complaints)
        var words =
            "Of \(Wording.count(missed.complaints, "complaint")) in this run no route took \(Wording.count(missed.untaken))"
        if missed.complaints >= minimum {
            let interval = share.interval.scaled(by: 100)
            words +=
                " (\(Wording.number(100 * share.share, places: 1))\u{A0}%, \(Wording.number(interval.low, places: 1)) to \(Wording.number(interval.high, places: 1))\u{A0}%)"
        }
        return words
            + "; \(Wording.count(missed.missed, "item")) that no route took should have been: ‘\(missed.condition)’."
    }

    private func examples(_ missed: MissedNote) -> Table {
        Table(
            id: "missed", caption: "Taken by no route, the most severe first",
            fileName: "missed.csv",
            columns: [
                Table.Column("item", "Item", .text), Table.Column("source", "Source", .text),
                Table.Column("severity", "Severity", .count),
                Table.Column("themes", "Themes", .text),
            ],
            rows: missed.examples.map { example in
                [
                    .text(example.item), .text(example.source), .count(example.severity),
                    .text(
                        example.themes.isEmpty
                            ? "none: a route by severity would take it"
                            : example.themes.joined(separator: ", ")),
                ]
            })
    }
}

/// The middle of a sample and how sure it is.
enum Median {
    /// The median of ascending values with the interval of order statistics at n/2 ± 1.96·√n/2
    /// (Conover 1999, Practical Nonparametric Statistics, 3.2), which asks nothing of their
    /// distribution; "too few" under `minimum`.
    static func value(_ values: [Double], minimum: Int) -> Value {
        let n = values.count
        if n == 0 { return .nothing }
        if n < minimum { return .tooFew(n) }
        let middle = n % 2 == 1 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2
        let spread = Normal.z95 * Double(n).squareRoot() / 2
        let low = Int((Double(n) / 2 - spread).rounded(.down))
        let high = Int((Double(n) / 2 + spread).rounded(.up))
        return .estimate(
            Estimate(
                value: middle,
                interval: low >= 1 && high < n
                    ? Interval(low: values[low - 1], high: values[high]) : nil,
                n: n, unit: .mean))
    }
}

internal import VOCCore

extension Draft {
    /// How many texts repeat others, and what the figures are without them; nothing if none were
    /// looked at.
    func copies() -> [Block] {
        let found = summary.copies
        guard found.searched > 0 else { return [] }
        let all = counts.tally(CopyFindings.topic, in: counts.span)
        var words =
            found.groups == 0
            ? "Copies: none of \(Wording.count(found.searched, "longer text")) repeats another."
            : "Copies: \(Wording.count(found.groups, "group")) among \(Wording.count(found.searched, "longer text")) say the same, word for word or nearly so; \(Wording.count(all[.items], "item")) in the days covered \(all[.items] == 1 ? "repeats" : "repeat") an earlier one. They are counted in all other figures."
        if found.passedOver > 0 {
            words +=
                " \(Wording.count(found.passedOver, "text was", "texts were")) not compared: there are too many."
        }
        var blocks: [Block] = [.note(words)]
        if all[.items] > 0 { blocks.append(.table(withAndWithout(all))) }
        if !found.campaigns.isEmpty { blocks.append(.table(campaigns())) }
        return blocks
    }

    private func withAndWithout(_ copies: Tally) -> Table {
        let spans: [(name: String, with: Tally, copies: Tally)] = [
            (Wording.span(counts.span.first, counts.asOf), counts.tally(in: counts.span), copies),
            (focusName, counts.now(), counts.now(CopyFindings.topic)),
        ]
        var rows: [[Value]] = []
        for (name, with, copies) in spans where copies[.items] > 0 {
            var without = with
            without.subtract(copies)
            rows.append([
                .text("Items, \(name)"), .count(with[.items]), .count(without[.items]), .nothing,
                .nothing, .nothing,
            ])
            for measure in measures {
                let one = measure.value(with, minimum: minimum)
                let other = measure.value(without, minimum: minimum)
                var difference = Value.nothing
                if case .estimate(let one) = one, case .estimate(var other) = other {
                    other.value -= one.value
                    other.interval = nil
                    if other.unit == .percent { other.unit = .percentPoints }
                    difference = .estimate(other)
                }
                rows.append([
                    .text("\(measure.name), \(name)"), .count(measure.n(with)),
                    .count(measure.n(without)), one, other, difference,
                ])
            }
        }
        return Table(
            id: "copies", caption: "With and without copies", fileName: "copies.csv",
            columns: [
                Table.Column("figure", "Figure", .text),
                Table.Column("items", "Of", .count),
                Table.Column("itemsWithout", "Of, without copies", .count),
                Table.Column("with", "With", .estimate),
                Table.Column("without", "Without", .estimate),
                Table.Column("difference", "Difference", .estimate),
            ], rows: rows)
    }

    private func campaigns() -> Table {
        func day(_ number: Int32) -> Value {
            number == CellKey.undated
                ? .nothing : .text(Wording.fullDay(CivilDay(daysSinceEpoch: Int(number))))
        }
        return Table(
            id: "campaigns",
            caption: "The largest groups of copies; their items have this cluster in items.ndjson",
            fileName: "campaigns.csv",
            columns: [
                Table.Column("cluster", "Cluster", .text),
                Table.Column("items", "Items", .count),
                Table.Column("first", "First", .text),
                Table.Column("last", "Last", .text),
                Table.Column("sources", "Sources", .text),
                Table.Column("positive", "Positive", .count),
                Table.Column("negative", "Negative", .count),
                Table.Column("example", "Example", .text),
            ],
            rows: summary.copies.campaigns.map {
                [
                    .text($0.name), .count($0.count), day($0.firstDay), day($0.lastDay),
                    .text(Wording.list($0.sources)), .count($0.positive), .count($0.negative),
                    $0.example.isEmpty ? .nothing : .text($0.example),
                ]
            })
    }
}

internal import VOCCore

extension Draft {
    private static let restatedThemes = 10

    /// What the change of rules did to the period before, and what customers did since; nil unless
    /// earlier nights were counted again for this report.
    func restated() -> Section? {
        guard let restated = request.restated, counts.hasPrevious else { return nil }
        let earlier = counts.days(ofPeriod: counts.focus - 1)
        let cells = restated.old.cells
        let everything = cells.number(of: "")
        var sums = [Tally](repeating: Tally(), count: cells.names.count)
        for row in cells.rows
        where row.segment == everything && row.day != CellKey.undated
            && earlier.contains(CivilDay(daysSinceEpoch: Int(row.day)))
        {
            cells.add(row, to: &sums[Int(row.topic)])
        }
        func old(_ topic: String) -> Tally {
            cells.number(of: topic).map { sums[Int($0)] } ?? Tally()
        }
        let (oldAll, newAll, now) = (old(""), counts.previously(), counts.now())
        guard oldAll[.items] >= minimum, newAll[.items] >= minimum else { return nil }
        var rows: [[Value]] = []
        for measure in measures {
            rows.append(
                row(
                    .text(measure.name), measure.value(oldAll, minimum: minimum),
                    measure.value(newAll, minimum: minimum), measure.value(now, minimum: minimum)))
        }
        func share(_ topic: Tally, _ all: Tally) -> Value {
            TopicShare.value(topic, of: all, minimum: minimum)
        }
        let themes = tree.nodes.map { node in
            (
                node: node, old: share(old(node.id), oldAll),
                new: share(counts.previously(node.id), newAll)
            )
        }.filter { Draft.size($0.old, $0.new) > 0 }.sorted { one, other in
            let (mine, theirs) = (Draft.size(one.old, one.new), Draft.size(other.old, other.new))
            return mine != theirs ? mine > theirs : one.node.id < other.node.id
        }
        for (node, before, after) in themes.prefix(Draft.restatedThemes) {
            rows.append(
                row(
                    .name(node.name, depth: 0, slot: tree.slot(node.id)), before, after,
                    share(counts.now(node.id), now)))
        }
        let table = Table(
            id: "restated",
            caption:
                "\(Wording.capitalised(previousName)) by the old and the new rules, and \(focusName)",
            fileName: "restated.csv",
            columns: [
                Table.Column("figure", "Figure", .text),
                Table.Column("oldRules", "Before, old rules", .estimate),
                Table.Column("newRules", "Before, new rules", .estimate),
                Table.Column("now", "Now", .estimate),
                Table.Column("rulesChanged", "Rules changed", .estimate),
                Table.Column("customersChanged", "Customers changed", .estimate),
            ], rows: rows)
        return Section(
            id: "restated", title: "New rules",
            lead:
                "\(Wording.count(restated.nights, "earlier night")) \(restated.nights == 1 ? "was" : "were") counted again with the rules of today, from \(restated.nights == 1 ? "its" : "their") dumps. What the last report said of the \(previousName) differs by “rules changed”; what has happened since is “customers changed”. The two add up to the difference between the last report and this one.",
            blocks: [.table(table)])
    }

    private func row(_ name: Value, _ old: Value, _ new: Value, _ now: Value) -> [Value] {
        [name, old, new, now, Draft.difference(new, old), Draft.difference(now, new)]
    }

    /// How much a figure moves by the rules alone; 0 where it is too small to say.
    private static func size(_ old: Value, _ new: Value) -> Double {
        guard case .estimate(let difference) = difference(new, old) else { return 0 }
        return difference.value.magnitude
    }

    private static func difference(_ one: Value, _ other: Value) -> Value {
        guard case .estimate(var result) = one, case .estimate(let other) = other else {
            return .nothing
        }
        result.value -= other.value
        result.interval = nil
        if result.unit == .percent { result.unit = .percentPoints }
        return .estimate(result)
    }
}

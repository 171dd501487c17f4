internal import VOCCore

/// Counts of items shared out among their themes, without parents: see `Portion`.
struct PortionTable: ~Copyable {
    private var cells: CellTable
    private var groups = GroupTable()

    init(themeCount: Int) { cells = CellTable(topicCount: max(1, themeCount)) }

    /// Cells counted so far.
    var count: Int { cells.count }

    mutating func add(_ reading: Reading, _ key: GroupKey) {
        guard !reading.themes.isEmpty else { return }
        let group = groups.number(of: key)
        let portions = Int64(Portion.whole / reading.themes.count)
        guard portions > 0 else { return }
        for mention in reading.themes {
            cells.add(
                label: reading.label, portions: portions, to: group, topic: mention.theme)
        }
    }

    /// Counts an item as `CellTable.settle` does.
    mutating func settle(_ delta: borrowing ItemCounts) { cells.settle(delta) }

    /// The groups that have portions, by number.
    var groupKeys: [GroupKey] { groups.keys }

    /// What was counted of a group, by its number here, and a theme; nil for nothing.
    func tally(of group: UInt32, theme: Int) -> Tally? { cells.tally(of: group, theme) }
}

internal import VOCCore

/// Some topics by week, for one segment or one source at a time: for the few questions that need
/// both.
struct SegmentWeeks {
    private struct Place: Hashable {
        var name: String
        var topic: String
    }

    private var weeks: [Place: [Tally]] = [:]

    /// By segment, such as `Region=North`, or by source.
    init(_ summary: Summary, _ counts: Counts, topics: Set<String>, bySource: Bool = false) {
        let none = [Tally](repeating: Tally(), count: counts.weeks.count)
        let cells = summary.cells
        let everything = cells.number(of: "")
        let isAsked = cells.names.map { topics.contains($0) }
        var sums: [SIMD2<UInt32>: [Tally]] = [:]
        for row in cells.rows
        where isAsked[Int(row.topic)] && (row.segment == everything) == bySource
            && row.day != CellKey.undated
        {
            let day = CivilDay(daysSinceEpoch: Int(row.day))
            guard counts.span.contains(day), let week = counts.week(of: day) else { continue }
            let place = SIMD2(bySource ? row.source : row.segment, row.topic)
            cells.add(row, to: &sums[place, default: none][week])
        }
        for (place, tallies) in sums {
            weeks[Place(name: cells.names[Int(place[0])], topic: cells.names[Int(place[1])])] =
                tallies
        }
    }

    /// Segments or sources seen, sorted.
    var names: [String] { Set(weeks.keys.map(\.name)).sorted() }

    func tally(_ name: String, _ topic: String, weeks range: ClosedRange<Int>) -> Tally {
        let stored = weeks[Place(name: name, topic: topic)] ?? []
        return range.reduce(into: Tally()) { sum, week in
            if stored.indices.contains(week) { sum.merge(stored[week]) }
        }
    }
}

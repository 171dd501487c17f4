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
        for (key, tally) in summary.cells
        where key.segment.isEmpty == bySource && key.day != CellKey.undated
            && topics.contains(key.topic)
        {
            let day = CivilDay(daysSinceEpoch: Int(key.day))
            guard counts.span.contains(day), let week = counts.week(of: day) else { continue }
            let place = Place(name: bySource ? key.source : key.segment, topic: key.topic)
            weeks[place, default: none][week].merge(tally)
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

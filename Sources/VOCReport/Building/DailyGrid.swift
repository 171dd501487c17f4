internal import VOCCore

/// Counts by day, segment and theme over the last weeks, packed: what daily alerts are found in.
struct DailyGrid: Sendable {
    /// Customers told apart by one thing: a value of an attribute, or a source.
    struct Segment: Sendable, Hashable {
        /// Empty for all items.
        var dimension: String
        var value: String
        var isSource = false

        static let all = Segment(dimension: "", value: "")

        /// `Region North`, `source trustpilot`.
        var name: String {
            dimension.isEmpty ? "" : "\(dimension) \(value.isEmpty ? "(empty)" : value)"
        }
    }

    /// Days that are looked at, and before them days that only say what is usual.
    static let testedDays = 28
    static let baselineDays = 56
    /// The largest segments are looked at; what one of thousands of stores does is chance.
    static let mostSegments = 60

    let first: CivilDay
    let count: Int
    /// All items first, then sources where there are several, then attributes' values.
    let segments: [Segment]
    let themes: [String]
    /// By segment and day.
    private(set) var items: [[Int32]]
    private(set) var positives: [[Int32]]
    private(set) var negatives: [[Int32]]
    /// By segment × theme, then day; empty where there are none.
    private var hits: [[Int32]]

    init(_ summary: Summary, themes: [String], asOf: CivilDay) {
        let last = asOf.daysSinceEpoch
        let whole = DailyGrid.testedDays + DailyGrid.baselineDays
        var oldest = last
        var sizes: [Segment: Int] = [:]
        for (key, tally) in summary.cells
        where key.topic.isEmpty && key.day != CellKey.undated && Int(key.day) <= last
            && Int(key.day) > last - whole
        {
            if key.segment.isEmpty {
                sizes[
                    Segment(dimension: "source", value: key.source, isSource: true), default: 0] +=
                    tally[.items]
                if tally[.items] > 0 { oldest = min(oldest, Int(key.day)) }
            } else {
                sizes[DailyGrid.segment(key.segment), default: 0] += tally[.items]
            }
        }
        let sources = sizes.keys.filter(\.isSource).sorted { $0.value < $1.value }
        let values = sizes.filter { !$0.key.isSource }.sorted {
            ($1.value, $0.key.dimension, $0.key.value)
                < ($0.value, $1.key.dimension, $1.key.value)
        }
        let segments =
            [.all] + (sources.count > 1 ? Array(sources.prefix(DailyGrid.mostSegments)) : [])
            + values.prefix(DailyGrid.mostSegments).map(\.key)
        let count = last - oldest + 1
        let zero = [Int32](repeating: 0, count: count)
        first = CivilDay(daysSinceEpoch: oldest)
        self.count = count
        self.segments = segments
        self.themes = themes
        items = segments.map { _ in zero }
        positives = items
        negatives = items
        hits = [[Int32]](repeating: [], count: segments.count * max(1, themes.count))

        var places: [String: Int] = [:]
        var sourcePlaces: [String: Int] = [:]
        for (index, segment) in segments.enumerated() where index > 0 {
            if segment.isSource {
                sourcePlaces[segment.value] = index
            } else {
                places["\(segment.dimension)=\(segment.value)"] = index
            }
        }
        let numbers = Dictionary(
            themes.enumerated().map { ($1, $0) }, uniquingKeysWith: { one, _ in one })
        for (key, tally) in summary.cells {
            let day = Int(key.day) - oldest
            guard key.day != CellKey.undated, day >= 0, day < count else { continue }
            if key.segment.isEmpty {
                add(tally, key.topic, to: 0, day, numbers)
                if let source = sourcePlaces[key.source] {
                    add(tally, key.topic, to: source, day, numbers)
                }
            } else if let place = places[key.segment] {
                add(tally, key.topic, to: place, day, numbers)
            }
        }
    }

    private static func segment(_ name: String) -> Segment {
        guard let equals = name.firstIndex(of: "=") else {
            return Segment(dimension: name, value: "")
        }
        return Segment(
            dimension: String(name[..<equals]), value: String(name[name.index(after: equals)...]))
    }

    private mutating func add(
        _ tally: Tally, _ topic: String, to segment: Int, _ day: Int, _ numbers: [String: Int]
    ) {
        if topic.isEmpty {
            items[segment][day] += Int32(clamping: tally[.items])
            positives[segment][day] += Int32(clamping: tally[.positive])
            negatives[segment][day] += Int32(clamping: tally[.negative])
        } else if let theme = numbers[topic] {
            let place = segment * themes.count + theme
            if hits[place].isEmpty { hits[place] = [Int32](repeating: 0, count: count) }
            hits[place][day] += Int32(clamping: tally[.items])
        }
    }

    /// Items with a theme by day; empty if there are none at all.
    func hits(_ segment: Int, _ theme: Int) -> [Int32] { hits[segment * themes.count + theme] }

    func day(_ index: Int) -> CivilDay { first.advanced(by: index) }

    /// The days that are looked at.
    var tested: Range<Int> { max(0, count - DailyGrid.testedDays)..<count }
}

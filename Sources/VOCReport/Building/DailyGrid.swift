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
        let cells = summary.cells
        let everything = cells.number(of: "") ?? .max
        for row in cells.rows
        where row.topic == everything && row.day != CellKey.undated && Int(row.day) <= last
            && Int(row.day) > last - whole
        {
            let count = cells.value(.items, of: row)
            if row.segment == everything {
                let source = cells.names[Int(row.source)]
                sizes[Segment(dimension: "source", value: source, isSource: true), default: 0] +=
                    count
                if count > 0 { oldest = min(oldest, Int(row.day)) }
            } else {
                sizes[DailyGrid.segment(cells.names[Int(row.segment)]), default: 0] += count
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
        let themeOfName = cells.names.map { numbers[$0] }
        let sourceOfName = cells.names.map { sourcePlaces[$0] }
        let valueOfName = cells.names.map { places[$0] }
        for row in cells.rows {
            let day = Int(row.day) - oldest
            guard row.day != CellKey.undated, day >= 0, day < count else { continue }
            let theme = themeOfName[Int(row.topic)]
            guard row.topic == everything || theme != nil else { continue }
            if row.segment == everything {
                add(cells, row, theme, to: 0, day)
                if let source = sourceOfName[Int(row.source)] {
                    add(cells, row, theme, to: source, day)
                }
            } else if let place = valueOfName[Int(row.segment)] {
                add(cells, row, theme, to: place, day)
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

    /// Adds a row of a theme, or of all items.
    private mutating func add(
        _ cells: CountTable, _ row: CountTable.Row, _ theme: Int?, to segment: Int, _ day: Int
    ) {
        func figure(_ counter: Tally.Counter) -> Int32 {
            Int32(clamping: cells.value(counter, of: row))
        }
        guard let theme else {
            items[segment][day] += figure(.items)
            positives[segment][day] += figure(.positive)
            negatives[segment][day] += figure(.negative)
            return
        }
        let place = segment * themes.count + theme
        if hits[place].isEmpty { hits[place] = [Int32](repeating: 0, count: count) }
        hits[place][day] += figure(.items)
    }

    /// Items with a theme by day; empty if there are none at all.
    func hits(_ segment: Int, _ theme: Int) -> [Int32] { hits[segment * themes.count + theme] }

    func day(_ index: Int) -> CivilDay { first.advanced(by: index) }

    /// The days that are looked at.
    var tested: Range<Int> { max(0, count - DailyGrid.testedDays)..<count }
}

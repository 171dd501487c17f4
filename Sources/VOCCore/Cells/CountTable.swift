/// Exact counts by day, source, channel, segment and topic, packed: names are numbers, and only
/// counters that are not 0 take room.
///
/// A row takes 32 bytes and 8 more for each counter that is not 0, some 90 in all; one that was
/// added, not read back, as much again in an index.
package struct CountTable: Sendable {
    /// What a row covers, in numbers of `names`.
    struct Place: Sendable, Hashable, Comparable {
        var day: Int32
        /// Source, channel, segment, topic.
        var names: SIMD4<UInt32>

        static func < (one: Place, other: Place) -> Bool {
            if one.day != other.day { return one.day < other.day }
            for lane in 0..<4 where one.names[lane] != other.names[lane] {
                return one.names[lane] < other.names[lane]
            }
            return false
        }
    }

    /// A count as it is kept; `tally(of:)` of its table gives the figures.
    package struct Row: Sendable {
        var place: Place
        /// A bit for each counter that has a value, and where the values begin.
        var filled: UInt32
        var start: Int

        /// As in `CellKey`; the others are numbers of the table's names.
        package var day: Int32 { place.day }
        package var source: UInt32 { place.names[0] }
        package var channel: UInt32 { place.names[1] }
        package var segment: UInt32 { place.names[2] }
        package var topic: UInt32 { place.names[3] }
    }

    package internal(set) var names: [String] = []
    var numbers: [String: UInt32] = [:]
    /// In no particular order; each key once.
    package internal(set) var rows: [Row] = []
    /// The counters of all rows, in the order of their numbers.
    var values: [Int64] = []
    /// Values that belong to no row any more.
    private var idle = 0
    /// Rows from the first on that are in the order of their places; the index has the others.
    var sortedCount = 0
    private var index: [Place: Int] = [:]
    /// The key added last: neighbours are mostly of one source and segment.
    private var latest: (key: CellKey, names: SIMD4<UInt32>)?

    package init() {}

    package var count: Int { rows.count }
    package var isEmpty: Bool { rows.isEmpty }

    // MARK: Reading

    /// The number of a name; nil if no row can have it.
    package func number(of name: String) -> UInt32? { numbers[name] }

    package func key(of row: Row) -> CellKey {
        CellKey(
            day: row.day, source: names[Int(row.source)], channel: names[Int(row.channel)],
            segment: names[Int(row.segment)], topic: names[Int(row.topic)])
    }

    package func tally(of row: Row) -> Tally {
        var tally = Tally()
        add(row, to: &tally)
        return tally
    }

    /// Adds a row's figures to `tally`.
    package func add(_ row: Row, to tally: inout Tally) {
        var rest = row.filled
        var place = row.start
        while rest != 0 {
            tally.add(values[place], toLane: rest.trailingZeroBitCount)
            rest &= rest &- 1
            place += 1
        }
    }

    /// One figure of a row.
    package func value(_ counter: Tally.Counter, of row: Row) -> Int {
        let bit = UInt32(1) << UInt32(counter.rawValue)
        guard row.filled & bit != 0 else { return 0 }
        return Int(values[row.start + (row.filled & (bit - 1)).nonzeroBitCount])
    }

    package subscript(key: CellKey) -> Tally? {
        var place = Place(day: key.day, names: SIMD4<UInt32>())
        for (lane, name) in [key.source, key.channel, key.segment, key.topic].enumerated() {
            guard let number = numbers[name] else { return nil }
            place.names[lane] = number
        }
        return find(place).map { tally(of: rows[$0]) }
    }

    // MARK: Adding

    package mutating func add(_ tally: Tally, to key: CellKey) {
        var found = SIMD4<UInt32>()
        if let latest {
            found[0] =
                latest.key.source == key.source ? latest.names[0] : enter(key.source)
            found[1] =
                latest.key.channel == key.channel ? latest.names[1] : enter(key.channel)
            found[2] =
                latest.key.segment == key.segment ? latest.names[2] : enter(key.segment)
        } else {
            found = SIMD4(enter(key.source), enter(key.channel), enter(key.segment), 0)
        }
        found[3] = enter(key.topic)
        latest = (key, found)
        add(tally, at: Place(day: key.day, names: found))
    }

    /// Adds the rows of another table from `day` on.
    package mutating func merge(_ other: CountTable, since day: Int32 = .min) {
        if rows.isEmpty, day == .min {
            self = other
            return
        }
        let numbers = other.names.map { enter($0) }
        for row in other.rows where row.day >= day {
            var place = row.place
            for lane in 0..<4 { place.names[lane] = numbers[Int(place.names[lane])] }
            add(other.tally(of: row), at: place)
        }
    }

    /// Counts each topic under the name that `current` gives it.
    mutating func renameTopics(_ current: (String) -> String) {
        let topics = Set(rows.map(\.topic)).map { names[Int($0)] }
        guard topics.contains(where: { current($0) != $0 }) else { return }
        let old = self
        self = CountTable()
        rows.reserveCapacity(old.count)
        index.reserveCapacity(old.count)
        for (key, tally) in old {
            var moved = key
            moved.topic = current(key.topic)
            add(tally, to: moved)
        }
    }

    private mutating func enter(_ name: String) -> UInt32 {
        if let known = numbers[name] { return known }
        let number = UInt32(names.count)
        numbers[name] = number
        names.append(name)
        return number
    }

    private func find(_ place: Place) -> Int? {
        var low = 0
        var high = sortedCount
        while low < high {
            let middle = (low + high) / 2
            if rows[middle].place < place { low = middle + 1 } else { high = middle }
        }
        if low < sortedCount, rows[low].place == place { return low }
        return index.isEmpty ? nil : index[place]
    }

    private mutating func add(_ tally: Tally, at place: Place) {
        let filled = tally.filledLanes
        guard let known = find(place) else {
            index[place] = rows.count
            rows.append(Row(place: place, filled: filled, start: values.count))
            append(tally, filled)
            return
        }
        let row = rows[known]
        if filled | row.filled == row.filled {
            var rest = filled
            while rest != 0 {
                let lane = rest.trailingZeroBitCount
                let before = row.filled & (1 << UInt32(lane) - 1)
                values[row.start + before.nonzeroBitCount] &+= tally.lane(lane)
                rest &= rest &- 1
            }
            return
        }
        // A counter that had no room: the row moves to the end.
        var sum = tally
        add(row, to: &sum)
        idle += row.filled.nonzeroBitCount
        rows[known].filled |= filled
        rows[known].start = values.count
        append(sum, rows[known].filled)
        if idle > 1024, idle > values.count / 2 { pack() }
    }

    mutating func append(_ tally: Tally, _ filled: UInt32) {
        var rest = filled
        while rest != 0 {
            values.append(tally.lane(rest.trailingZeroBitCount))
            rest &= rest &- 1
        }
    }

    private mutating func pack() {
        var packed: [Int64] = []
        packed.reserveCapacity(values.count - idle)
        for place in rows.indices {
            let start = packed.count
            packed +=
                values[rows[place].start..<rows[place].start + rows[place].filled.nonzeroBitCount]
            rows[place].start = start
        }
        values = packed
        idle = 0
    }
}

extension CountTable: Sequence {
    /// Keys with names and figures in full; where there are many, `rows` are cheaper.
    package func makeIterator() -> some IteratorProtocol<(key: CellKey, value: Tally)> {
        rows.lazy.map { (key: key(of: $0), value: tally(of: $0)) }.makeIterator()
    }
}

extension CountTable: Equatable {
    package static func == (one: CountTable, other: CountTable) -> Bool {
        one.count == other.count
            && one.rows.allSatisfy { other[one.key(of: $0)] == one.tally(of: $0) }
    }
}

/// The rows in a summary's bytes: sorted by key, each with its counters that are not 0.
extension CountTable {
    /// The names that rows have.
    var usedNames: [String] {
        var isUsed = [Bool](repeating: false, count: names.count)
        for row in rows { for lane in 0..<4 { isUsed[Int(row.place.names[lane])] = true } }
        return names.indices.filter { isUsed[$0] }.map { names[$0] }
    }

    /// Writes the rows in the order of their keys; `places` gives the number of each name that rows
    /// have, in the order of the names.
    func write(to writer: inout ByteWriter, _ places: [String: UInt32]) {
        let numbers = names.map { places[$0] }
        var sorted = rows
        if sortedCount < rows.count || !CountTable.ascends(numbers) {
            sorted.sort { $0.place.renumbered(numbers) < $1.place.renumbered(numbers) }
        }
        writer.append(unsigned: UInt64(sorted.count))
        for row in sorted {
            writer.append(signed: Int(row.day))
            let place = row.place.renumbered(numbers)
            for lane in 0..<4 { writer.append(unsigned: UInt64(place.names[lane])) }
            let count = row.filled.nonzeroBitCount
            let own = values[row.start..<row.start + count]
            writer.append(unsigned: UInt64(own.count { $0 != 0 }))
            var rest = row.filled
            for value in own {
                if value != 0 {
                    writer.append(unsigned: UInt64(rest.trailingZeroBitCount))
                    writer.append(signed: Int(value))
                }
                rest &= rest &- 1
            }
        }
    }

    /// Whether the names that rows have are numbered in the order in which they stand here.
    private static func ascends(_ numbers: [UInt32?]) -> Bool {
        var last: UInt32?
        for case let number? in numbers {
            if let last, number <= last { return false }
            last = number
        }
        return true
    }
}

extension CountTable.Place {
    /// The place with names by other numbers; those it has must have one.
    fileprivate func renumbered(_ numbers: [UInt32?]) -> CountTable.Place {
        var place = self
        for lane in 0..<4 { place.names[lane] = numbers[Int(names[lane])] ?? 0 }
        return place
    }
}

extension ByteReader {
    /// Reads what `CountTable.write` wrote, with the names that it numbers.
    mutating func cells(_ names: [String]) throws(VOCError) -> CountTable {
        var builder = CountTable.Builder(names)
        let count = try count()
        // A row takes six bytes at least, so a wrong number reserves no more than the file allows.
        builder.reserve(min(count, remaining / 6))
        for _ in 0..<count {
            let day = try int32()
            var place = SIMD4<UInt32>()
            for lane in 0..<4 {
                let name = try unsigned()
                guard name < UInt64(names.count) else { throw broken() }
                place[lane] = UInt32(truncatingIfNeeded: name)
            }
            guard builder.begin(day, place) else { throw broken() }
            for _ in 0..<(try self.count()) {
                let lane = try unsigned()
                guard builder.add(try amount(), to: lane) else { throw broken() }
            }
        }
        return builder.table
    }
}

extension CountTable {
    /// A table that is made row by row, in the order of their places: it needs no index.
    package struct Builder {
        package private(set) var table = CountTable()

        /// With the names that numbers of rows stand for.
        package init(_ names: [String]) {
            table.names = names
            table.numbers = Dictionary(
                zip(names, 0...), uniquingKeysWith: { first, _ in first })
        }

        /// Makes room for so many rows.
        package mutating func reserve(_ count: Int) {
            table.rows.reserveCapacity(count)
            table.values.reserveCapacity(count * 8)
        }

        /// Opens a row; false unless it comes after all before it.
        mutating func begin(_ day: Int32, _ names: SIMD4<UInt32>) -> Bool {
            let place = Place(day: day, names: names)
            if let last = table.rows.last, !(last.place < place) { return false }
            table.rows.append(Row(place: place, filled: 0, start: table.values.count))
            table.sortedCount += 1
            return true
        }

        /// Adds a row with its counters; false unless it comes after all before it.
        package mutating func add(_ tally: Tally, _ day: Int32, _ names: SIMD4<UInt32>) -> Bool {
            guard begin(day, names) else { return false }
            let filled = tally.filledLanes
            table.rows[table.rows.count - 1].filled = filled
            table.append(tally, filled)
            return true
        }

        /// Gives the row that is open a figure; false unless the counter exists and comes after those
        /// before it.
        mutating func add(_ value: Int, to lane: UInt64) -> Bool {
            let row = table.rows.count - 1
            guard lane < UInt64(Tally.Counter.allCases.count),
                table.rows[row].filled >> UInt32(lane) == 0
            else { return false }
            table.rows[row].filled |= 1 << UInt32(lane)
            table.values.append(Int64(value))
            return true
        }
    }
}

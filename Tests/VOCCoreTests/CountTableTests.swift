import TestSupport
import Testing

@testable import VOCCore

@Suite struct `The table of counts` {
    private static func tally(_ figures: [Tally.Counter: Int]) -> Tally {
        var tally = Tally()
        for (counter, value) in figures { tally[counter] = value }
        return tally
    }

    /// Keys and tallies at random, few enough keys that they come again with other counters.
    private static func additions(_ count: Int, seed: UInt64) -> [(CellKey, Tally)] {
        var random = SplitMix(state: seed)
        return (0..<count).map { _ in
            var tally = Tally()
            for counter in Tally.Counter.allCases where Int.random(in: 0..<6, using: &random) == 0 {
                tally[counter] = Int.random(in: -50...50, using: &random)
            }
            let key = CellKey(
                day: Int32.random(in: 20_000...20_006, using: &random),
                source: ["a", "b"].randomElement(using: &random)!,
                segment: ["", "Region=North"].randomElement(using: &random)!,
                topic: ["", "delivery", "delivery/late"].randomElement(using: &random)!)
            return (key, tally)
        }
    }

    @Test func `adds up as a dictionary does, also read back and added to`() throws {
        for seed in 0..<20 as Range<UInt64> {
            let all = Self.additions(400, seed: seed)
            var expected: [CellKey: Tally] = [:]
            for (key, tally) in all { expected[key, default: Tally()].merge(tally) }
            var summary = Summary()
            for (key, tally) in all.prefix(200) { summary.add(tally, to: key) }
            var back = try Summary(encoded: summary.encoded(), from: Origin(file: "summary"))
            #expect(back.cells == summary.cells)
            for (key, tally) in all.dropFirst(200) { back.add(tally, to: key) }
            #expect(back.cells.count == expected.count)
            for (key, tally) in back.cells { #expect(expected[key] == tally) }
            for (key, tally) in expected {
                let row = try #require(
                    back.cells.rows.first { back.cells.key(of: $0) == key })
                for counter in Tally.Counter.allCases {
                    #expect(back.cells.value(counter, of: row) == tally[counter])
                }
                #expect(back.cells[key] == tally)
            }
        }
    }

    @Test func `merges tables that number names differently, and from a day on`() {
        var one = Summary()
        one.add(Self.tally([.items: 2]), to: CellKey(day: 1, source: "a", topic: "x"))
        one.add(Self.tally([.items: 3]), to: CellKey(day: 2, source: "b", topic: "y"))
        var other = Summary()
        other.add(Self.tally([.negative: 1]), to: CellKey(day: 2, source: "b", topic: "y"))
        other.add(Self.tally([.items: 5]), to: CellKey(day: 1, source: "a", topic: "x"))
        var late = one
        late.addCells(of: other, since: CivilDay(daysSinceEpoch: 2))
        one.merge(other)
        #expect(one.cells[CellKey(day: 1, source: "a", topic: "x")]?[.items] == 7)
        #expect(late.cells[CellKey(day: 1, source: "a", topic: "x")]?[.items] == 2)
        for sum in [one, late] {
            let tally = sum.cells[CellKey(day: 2, source: "b", topic: "y")]
            #expect(tally == Self.tally([.items: 3, .negative: 1]))
        }
        #expect(one.cells[CellKey(day: 1, source: "c", topic: "x")] == nil)
    }

    @Test func `counters that come one after the other keep their figures`() {
        var table = CountTable()
        // Rows move as they grow, and what they leave is packed away.
        for counter in Tally.Counter.allCases {
            for day in 0..<500 as Range<Int32> {
                table.add(Self.tally([counter: Int(day) + 1]), to: CellKey(day: day))
            }
        }
        #expect(table.count == 500)
        for (key, tally) in table {
            for counter in Tally.Counter.allCases { #expect(tally[counter] == Int(key.day) + 1) }
        }
    }

    @Test func `refuses rows out of order and counters that are none`() throws {
        func bytes(_ rows: [(day: Int, counter: UInt64)]) -> [UInt8] {
            var writer = ByteWriter()
            writer.append(unsigned: UInt64(rows.count))
            for row in rows {
                writer.append(signed: row.day)
                for _ in 0..<4 { writer.append(unsigned: 0) }
                writer.append(unsigned: 1)
                writer.append(unsigned: row.counter)
                writer.append(signed: 1)
            }
            return writer.bytes
        }
        func read(_ bytes: [UInt8]) throws(VOCError) -> CountTable {
            var reader = ByteReader(bytes, origin: Origin(file: "part"))
            return try reader.cells([""])
        }
        #expect(try read(bytes([(1, 0), (2, 0)])).count == 2)
        let broken: [[(day: Int, counter: UInt64)]] = [
            [(2, 0), (1, 0)], [(1, 0), (1, 0)], [(1, 28)], [(1, 64)],
        ]
        for rows in broken {
            #expect(throws: VOCError.self) { try read(bytes(rows)) }
        }
    }
}

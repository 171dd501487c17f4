import TestSupport
import Testing
import VOCCore

@testable import VOCIngest

/// All rows of a CSV text, cut by the cutter that the reader uses, without a header.
private struct Table {
    var rows: [[String]] = []
    /// `outcome line:column` of each fault.
    var faults: [String] = []

    init(_ bytes: [UInt8], _ dialect: CSVDialect = CSVDialect()) {
        var cutter = CSVCutter(dialect)
        var fields: [CSVCutter.Field] = []
        unsafe bytes.withUnsafeBufferPointer {
            guard let start = $0.baseAddress else { return }
            while cutter.position < $0.count {
                fields.removeAll()
                let from = cutter.position
                let outcome = unsafe cutter.cut(
                    start, count: $0.count, isLast: true, into: &fields)
                switch outcome {
                case .record:
                    rows.append(
                        fields.map {
                            let text = String(
                                decoding: bytes[$0.offset..<$0.offset + $0.count], as: UTF8.self)
                            return $0.hasDoubledQuotes ? CSVText.undoubled(text) : text
                        })
                // In a table of one column an empty line is an empty field.
                case .blank: rows.append([""])
                case .incomplete: faults.append("incomplete")
                default:
                    let column = cutter.faultOffset - cutter.faultLineStart + 1
                    faults.append("\(outcome) \(cutter.faultLine + 1):\(column)")
                    _ = unsafe cutter.skipFaultyLine(start, count: $0.count, isLast: true)
                }
                if cutter.position == from { break }
            }
        }
    }
}

@Suite struct `CSV suites` {
    /// The strings and lists of a JSON file; YAML reads JSON.
    private func json(_ path: String) throws -> ConfigNode { try ConfigNode(file: path) }

    private func records(_ path: String) throws -> [[(String, String)]] {
        try json(path).oneOrMore().map { record in
            try record.pairs().map { (try $0.key.string(), try $0.value.string()) }
        }
    }

    @Test func `csv-spectrum comes out as its JSON`() throws {
        guard let folder = Suite.shared("torture/csv-spectrum") else { return }
        var equal = 0
        for name in TextFile.names(in: folder + "/csvs").sorted() {
            let stem = String(name.dropLast(4))
            let bytes = try TextFile.bytes("\(folder)/csvs/\(name)")
            let table = Table(bytes)
            if stem == "location_coordinates" {
                // A quote inside an unquoted field is no CSV by RFC 4180, and is told as such.
                #expect(table.faults == ["strayQuote 2:24"])
                continue
            }
            #expect(table.faults.isEmpty, "\(name)")
            let header = table.rows.first ?? []
            let found = table.rows.dropFirst().map { Array(zip(header, $0)) }
            let expected = try records("\(folder)/json/\(stem).json")
            let isEqual =
                found.count == expected.count
                && zip(found, expected).allSatisfy { row, other in
                    row.count == other.count
                        && zip(row, other).allSatisfy { $0.0 == $1.0 && $0.1 == $1.1 }
                }
            #expect(isEqual, "\(name) \(found) \(expected)")
            equal += isEqual ? 1 : 0
        }
        Suite.tally(
            "csv-spectrum", equal, of: 11, "and location_coordinates, which is no CSV, told as such"
        )
        #expect(equal == 11)
    }

    @Test func `csv-test-data comes out as its JSON`() throws {
        guard let folder = Suite.shared("torture/csv-test-data") else { return }
        var equal = 0
        for name in TextFile.names(in: folder + "/json").sorted() {
            let table = Table(try TextFile.bytes("\(folder)/csv/\(name.dropLast(5)).csv"))
            var expected: [[String]] = []
            if name.hasPrefix("header-") {
                expected = [["foo", "bar", "baz"]]
                for record in try records("\(folder)/json/\(name)") {
                    expected.append(record.map(\.1))
                }
            } else {
                expected = try json("\(folder)/json/\(name)").oneOrMore().map { try $0.strings() }
            }
            #expect(table.rows == expected, "\(name)")
            equal += table.rows == expected && table.faults.isEmpty ? 1 : 0
        }
        Suite.tally("csv-test-data equal", equal, of: 18)
        #expect(equal == 18)
    }

    @Test func `csv-test-data's bad files are reported with line and column`() throws {
        guard let folder = Suite.shared("torture/csv-test-data/csv") else { return }
        var reported = 0
        let expected = [
            "bad-header-less-fields": "csv.ragged-row 2:4@15",
            "bad-header-more-fields": "csv.ragged-row 2:7@18",
            "bad-header-no-header": "csv.empty 1:1@0",
            "bad-header-wrong-header": "csv.no-known-column 1:1@0",
            "bad-missing-quote": "csv.unclosed-quote 2:3@14",
            "bad-quotes-with-unescaped-quote": "csv.stray-quote 2:18@29",
            "bad-unescaped-quote": "csv.stray-quote 2:8@19",
        ]
        for (name, place) in expected {
            var input = DumpInput(path: "\(folder)/\(name).csv")
            input.format = .csv
            input.mapping.sources[.text] = FieldSource(parts: [[FieldPath("bar")]])
            input.mapping.sources[.id] = FieldSource(parts: [[FieldPath("foo")]])
            do {
                let reading = try Reading(input)
                #expect(reading.rejectPlaces == [place], "\(name)")
                #expect(reading.items.isEmpty)
                reported += reading.rejectPlaces == [place] ? 1 : 0
            } catch let error as VOCError {
                let origin = error.origin
                let found =
                    "\(error.code.id) \(origin?.line ?? 0):\(origin?.column ?? 0)@\(origin?.byteOffset ?? 0)"
                #expect(found == place, "\(name)")
                reported += found == place ? 1 : 0
            }
        }
        Suite.tally("csv-test-data bad-*", reported, of: 7)
    }

    @Test func `duckdb-csv neither crashes nor hangs`() throws {
        guard let folder = Suite.shared("torture/duckdb-csv") else { return }
        let names = Suite.files(in: folder).filter { $0 != "ORIGIN.txt" }
        var slowest = (name: "", time: Duration.zero)
        var random = SplitMix(state: 11)
        for name in names {
            let start = ContinuousClock.now
            let whole = outcome("\(folder)/\(name)", 1 << 20)
            let time = ContinuousClock.now - start
            if time > slowest.time { slowest = (name, time) }
            let size = Int.random(in: 1...64, using: &random)
            let pieces = outcome("\(folder)/\(name)", size)
            #expect(pieces == whole, "\(name) in \(size)")
        }
        #expect(slowest.time < .seconds(120), "\(slowest.name)")
        Suite.tally("duckdb-csv without crash or hang", names.count, of: 993)
        #expect(names.count == 993)
    }

    /// What came out, in one line: the same for any way of feeding.
    private func outcome(_ path: String, _ chunkBytes: Int) -> String {
        do {
            let reading = try Reading(Reading.auto(path), chunkBytes: chunkBytes)
            guard reading.read == reading.items.count + reading.rejects.count else {
                return "\(reading.read) ≠ \(reading.items.count) + \(reading.rejects.count)"
            }
            var hash = Digest(of: "")
            for item in reading.items {
                hash = Digest(of: "\(hash)\(item.id)\(item.text)\(item.place)")
            }
            return "\(reading.format) \(reading.read) \(hash) \(reading.rejectPlaces)"
        } catch {
            return "\(error)"
        }
    }
}

import TestSupport
import Testing
import VOCCore

@testable import VOCIngest

/// DuckDB's tables with rows that cannot be read: each of these is told, the others are kept.
@Suite struct `CSV rejects` {
    /// What a line of a table is, told from its bytes alone; the line holds no line end.
    private func fault(
        _ line: Substring.UTF8View, columns: Int, limit: Int?, rating: Int?, date: Int?
    ) -> String? {
        var fields: [[UInt8]] = [[]]
        var isQuoted = false
        var wasQuoted = false
        for byte in line {
            if isQuoted {
                if byte == UInt8(ascii: "\"") {
                    isQuoted = false
                    wasQuoted = true
                } else {
                    fields[fields.count - 1].append(byte)
                }
            } else if byte == UInt8(ascii: ",") {
                fields.append([])
                wasQuoted = false
            } else if byte == UInt8(ascii: "\""), fields[fields.count - 1].isEmpty, !wasQuoted {
                isQuoted = true
            } else if wasQuoted {
                return "csv.stray-quote"
            } else {
                fields[fields.count - 1].append(byte)
            }
        }
        if let limit, line.count > limit { return "record.too-large" }
        if isQuoted { return "csv.unclosed-quote" }
        if fields.count != columns { return "csv.ragged-row" }
        func isWord(_ field: [UInt8]) -> Bool {
            field.contains { (0x61...0x7A).contains($0 | 0x20) }
        }
        if let date, isWord(fields[date]) { return "field.bad-date" }
        if let rating, isWord(fields[rating]) { return "field.bad-rating" }
        return nil
    }

    private struct Case {
        var path: String
        var text = "name"
        var rating: String?
        var date: String?
        /// The longest record, where the suite sets one.
        var limit: Int?
        /// `code line`, where lines cannot be looked at one by one.
        var expected: [String]?
    }

    private static let cases = [
        Case(path: "dr_who.csv", text: "time", date: "date"),
        // Numbers as large as these are no ratings, either.
        Case(
            path: "flush.csv", text: "id", rating: "number",
            expected: [2, 4, 6, 8].map { "field.bad-rating \($0)" }),
        Case(path: "frankstein/nightmare.csv", text: "c"),
        Case(path: "incorrect_columns/few_columns.csv", text: "a"),
        Case(path: "incorrect_columns/many_columns.csv", text: "a"),
        Case(path: "incorrect_columns/mix_columns.csv", text: "a"),
        Case(path: "incorrect_columns/small_mix.csv", text: "a"),
        Case(path: "maximum_line/max_10.csv", text: "a", limit: 10),
        Case(path: "maximum_line/over_vector.csv", text: "a", limit: 10),
        Case(path: "unquoted/basic.csv", text: "a"),
        Case(path: "unquoted/unquoted_last_value.csv", text: "blaaaaaaaaaaaaaa"),
        Case(
            path: "unquoted/unquoted_new_line.csv", text: "a",
            expected: ["csv.unclosed-quote 5", "csv.unclosed-quote 6"]),
    ]

    @Test func `tell each row that the suite says is bad, and keep the rest`() throws {
        guard let folder = Suite.shared("torture/duckdb-csv/data/csv/rejects") else { return }
        var cases = Self.cases
        for name in TextFile.names(in: "\(folder)/multiple_errors") {
            cases.append(
                Case(
                    path: "multiple_errors/\(name)", rating: "age", date: "current_day",
                    limit: name.contains("max") || name == "multiple_errors.csv" ? 40 : nil))
        }
        var told = 0
        var bad = 0
        for one in cases {
            let bytes = try TextFile.bytes("\(folder)/\(one.path)")
            let text = String(decoding: bytes, as: UTF8.self)
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            let header = lines[0].split(separator: ",").map { $0.filter { $0 != "\"" } }
            var input = DumpInput(path: "\(folder)/\(one.path)")
            input.format = .csv
            input.delimiter = UInt8(ascii: ",")
            input.mapping.sources[.text] = FieldSource(parts: [[FieldPath(one.text)]])
            for (target, name) in [
                (FieldMapping.Target.rating, one.rating), (.receivedAt, one.date),
            ] {
                if let name {
                    input.mapping.sources[target] = FieldSource(parts: [[FieldPath(name)]])
                }
            }
            if let limit = one.limit { input.limits.recordBytes = limit }
            let reading = try Reading(input)
            var expected = one.expected ?? []
            if one.expected == nil {
                for (index, line) in lines.enumerated().dropFirst() where !line.isEmpty {
                    let found = fault(
                        line.utf8, columns: header.count, limit: one.limit,
                        rating: one.rating.flatMap { name in header.firstIndex { $0 == name } },
                        date: one.date.flatMap { name in header.firstIndex { $0 == name } })
                    if let found { expected.append("\(found) \(index + 1)") }
                }
            }
            let rejects = reading.rejects.map { "\($0.code.id) \($0.origin.line)" }
            #expect(rejects == expected, "\(one.path)")
            #expect(reading.rejects.allSatisfy { $0.origin.column > 0 && $0.origin.byteOffset > 0 })
            #expect(reading.read == reading.items.count + reading.rejects.count)
            bad += expected.count
            told += expected.count { rejects.contains($0) }
        }
        Suite.tally("duckdb-csv rejects/ rows told", told, of: bad)
        #expect(told == bad && bad > 30)
    }
}

internal import FoundationEssentials
internal import GRDB
package import VOCCore

extension History {
    /// All runs, by the day they report on and then in the order of their first commit; without
    /// their summaries.
    package func runs() throws(VOCError) -> [RunRecord] {
        try access { db in
            let rejected = try lists(
                db, "SELECT run, code, count FROM runReject ORDER BY run, code")
            let inputs = try lists(
                db, "SELECT run, name, digest FROM runInput ORDER BY run, position")
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT number, read, accepted, duplicate, lines, id, asOf, engine, configDigest,
                        firstDay, lastDay FROM run ORDER BY asOf, number
                    """)
            var result: [RunRecord] = []
            while let row = try rows.next() {
                let number = try integer(row, 0)
                var accounting = Accounting()
                accounting.read = try integer(row, 1)
                accounting.accepted = try integer(row, 2)
                accounting.duplicate = try integer(row, 3)
                accounting.lines = try integer(row, 4)
                for (code, count) in rejected[number] ?? [] {
                    accounting.rejectedByCode[code] = Int(count)
                }
                guard let asOf = try day(row, 6) else {
                    throw HistoryFile.corrupt(path, "run \(number) has no day")
                }
                result.append(
                    RunRecord(
                        id: try text(row, 5), asOf: asOf, engine: try text(row, 7),
                        configDigest: try text(row, 8),
                        inputs: (inputs[number] ?? []).map { .init(name: $0.0, digest: $0.1) },
                        accounting: accounting, firstDay: try day(row, 9),
                        lastDay: try day(row, 10), summary: []))
            }
            return result
        }
    }

    /// The summary of one run, or nil if there is no such run.
    package func summary(of run: String) throws(VOCError) -> Summary? {
        var result: Summary?
        try summaries("WHERE id = ?", [run]) { result = $0 }
        return result
    }

    /// The sum of the summaries of all runs but one, up to and including the day `last` they report
    /// on (nil: all).
    ///
    /// With `first`, the sum leaves out cells and quotes of earlier days and those undated, which
    /// bounds its size over any history; accounting
    /// and languages always cover all runs. One summary is in memory at a time beside the sum.
    package func mergedSummary(
        upTo last: CivilDay? = nil, excluding excluded: [String] = [], since first: CivilDay? = nil
    ) throws(VOCError) -> Summary {
        var result = Summary()
        try summaries(
            "WHERE asOf <= ?", [last.map { "\($0)" } ?? "9999-12-31"], excluding: excluded
        ) { summary in
            guard let first else { return result.merge(summary) }
            result.addCells(of: summary, since: first)
            for (key, quotes) in summary.quotes where key.week >= first.weekStart.daysSinceEpoch {
                for quote in quotes { result.offer(quote, to: key) }
            }
            var counts = Summary()
            counts.accounting = summary.accounting
            counts.languages = summary.languages
            result.merge(counts)
        }
        return result
    }

    /// Decodes the summaries of some runs, one after the other.
    private func summaries(
        _ condition: String, _ arguments: StatementArguments, excluding excluded: [String] = [],
        _ body: (Summary) -> Void
    ) throws(VOCError) {
        try access { db in
            let rows = try Row.fetchCursor(
                db, sql: "SELECT number, summary, id FROM run \(condition) ORDER BY asOf, number",
                arguments: arguments)
            while let row = try rows.next() {
                if excluded.contains(try text(row, 2)) { continue }
                let value: DatabaseValue = row[1]
                guard let blob = Data.fromDatabaseValue(value) else {
                    throw HistoryFile.corrupt(path, "a summary is not a blob")
                }
                body(try decode(Array(blob), of: try integer(row, 0)))
            }
        }
    }

    private func decode(_ bytes: [UInt8], of run: Int) throws(VOCError) -> Summary {
        do {
            return try Summary(encoded: bytes, from: Origin(file: path, record: run))
        } catch {
            guard error.code == .partialBroken else { throw error }
            throw HistoryFile.corrupt(path, error.message)
        }
    }

    private func lists(_ db: Database, _ sql: String) throws -> [Int: [(String, String)]] {
        var result: [Int: [(String, String)]] = [:]
        let rows = try Row.fetchCursor(db, sql: sql)
        while let row = try rows.next() {
            result[try integer(row, 0), default: []].append((try text(row, 1), try text(row, 2)))
        }
        return result
    }

    func text(_ row: Row, _ column: Int) throws -> String {
        let value: DatabaseValue = row[column]
        switch value.storage {
        case .string(let text): return text
        case .int64(let number): return String(number)
        default: throw HistoryFile.corrupt(path, "column \(column) is not text")
        }
    }

    /// A day kept as ISO text; nil for NULL.
    private func day(_ row: Row, _ column: Int) throws -> CivilDay? {
        let value: DatabaseValue = row[column]
        if value.isNull { return nil }
        guard let day = CivilDay(iso: try text(row, column)) else {
            throw HistoryFile.corrupt(path, "column \(column) is not a day")
        }
        return day
    }
}

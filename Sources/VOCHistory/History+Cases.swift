internal import GRDB
package import VOCCore

extension History {
    /// The cases of a run, a queue, or both, by run and id; nil means any.
    package func cases(of run: String? = nil, queue: String? = nil) throws(VOCError) -> [CaseRecord]
    {
        try access { db in
            try caseRecords(
                db, "(?1 IS NULL OR run.id = ?1) AND (?2 IS NULL OR queue = ?2)", [run, queue])
        }
    }

    /// The cases of earlier runs that stand for these conversations, the first of each by runs.
    package func leads(
        ofThreads threads: [UInt64], before run: String, replacing replaced: [String] = []
    ) throws(VOCError) -> [CaseLead] {
        try access { db in
            let ignored = try Set(([run] + replaced).compactMap { try number(of: $0, in: db) })
            // A run made again stands where it stood: what came after it does not count.
            let own = try number(of: run, in: db) ?? Int.max
            let statement = try db.cachedStatement(
                sql: """
                    SELECT routedCase.run, routedCase.id, route FROM routedCase
                    JOIN run ON run.number = routedCase.run
                    WHERE thread = ? AND duplicateOf IS NULL
                    ORDER BY run.asOf, run.number, routedCase.id
                    """)
            var result: [CaseLead] = []
            for thread in threads {
                var known = Set<String>()
                let rows = try Row.fetchCursor(
                    statement, arguments: [Int64(bitPattern: thread)])
                while let row = try rows.next() {
                    let owner = try integer(row, 0)
                    let route = try text(row, 2)
                    guard owner < own, !ignored.contains(owner), known.insert(route).inserted
                    else { continue }
                    result.append(CaseLead(id: try text(row, 1), route: route, thread: thread))
                }
            }
            return result
        }
    }

    /// The cases of all runs up to and including the day `last` they report on (nil: all), without
    /// the runs in `excluded`, and what became of them.
    package func caseBook(upTo last: CivilDay? = nil, excluding excluded: [String] = [])
        throws(VOCError) -> CaseBook
    {
        try access { db in
            var book = CaseBook()
            let day = last.map { "\($0)" } ?? "9999-12-31"
            book.cases = try caseRecords(db, "run.asOf <= ?1", [day])
            book.cases.removeAll { excluded.contains($0.runID) }
            let outcomes = try Row.fetchCursor(
                db,
                sql: """
                    SELECT isClosed, isUpheld, refundMilli, isReopened, closedAt, caseOutcome.id,
                        status, run.id, isRefunded
                    FROM caseOutcome JOIN run ON run.number = caseOutcome.run
                    WHERE run.asOf <= ? ORDER BY run.asOf, run.number
                    """, arguments: [day])
            while let row = try outcomes.next() {
                if excluded.contains(try text(row, 7)) { continue }
                let id = try text(row, 5)
                book.outcomes[id] = CaseOutcome(
                    id: id, status: try text(row, 6), isClosed: try integer(row, 0) != 0,
                    isUpheld: try optional(row, 1).map { $0 != 0 },
                    isRefunded: try optional(row, 8).map { $0 != 0 },
                    refundMilli: try optional(row, 2),
                    isReopened: try optional(row, 3).map { $0 != 0 },
                    closedAt: try optional(row, 4).map { Timestamp(microseconds: Int64($0)) })
            }
            let voices = try Row.fetchCursor(
                db,
                sql: """
                    SELECT customer, receivedAt, item, feeling, run.id
                    FROM customerVoice JOIN run ON run.number = customerVoice.run
                    WHERE run.asOf <= ? ORDER BY customer, receivedAt, item
                    """, arguments: [day])
            while let row = try voices.next() {
                if excluded.contains(try text(row, 4)) { continue }
                book.voices.append(
                    CustomerVoice(
                        customer: UInt64(bitPattern: Int64(try integer(row, 0))),
                        receivedAt: Timestamp(microseconds: Int64(try integer(row, 1))),
                        item: UInt64(bitPattern: Int64(try integer(row, 2))),
                        feeling: try integer(row, 3)))
            }
            return book
        }
    }

    private func caseRecords(
        _ db: Database, _ condition: String, _ arguments: StatementArguments
    ) throws -> [CaseRecord] {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT severity, routedCase.id, itemID, source, route, queue, priority, run.id,
                    receivedAt, thread, customer, resolveBy, duplicateOf
                FROM routedCase JOIN run ON run.number = routedCase.run
                WHERE \(condition)
                ORDER BY run.asOf, run.number, routedCase.id
                """, arguments: arguments)
        var result: [CaseRecord] = []
        func words(_ row: Row, _ column: Int) -> String? {
            let value: DatabaseValue = row[column]
            return String.fromDatabaseValue(value)
        }
        while let row = try rows.next() {
            result.append(
                CaseRecord(
                    id: try text(row, 1), itemID: try text(row, 2), source: try text(row, 3),
                    route: try text(row, 4), queue: try text(row, 5),
                    priority: try text(row, 6), receivedAt: words(row, 8),
                    severity: try integer(row, 0),
                    thread: UInt64(bitPattern: Int64(try integer(row, 9))),
                    customer: UInt64(bitPattern: Int64(try integer(row, 10))),
                    resolveBy: words(row, 11), duplicateOf: words(row, 12),
                    runID: try text(row, 7)))
        }
        return result
    }

    private func optional(_ row: Row, _ column: Int) throws -> Int? {
        let value: DatabaseValue = row[column]
        return value.isNull ? nil : try integer(row, column)
    }

    func insert(_ outcomes: [CaseOutcome], run: Int, in db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO caseOutcome
                    (id, run, status, isClosed, isUpheld, isRefunded, refundMilli, isReopened,
                    closedAt)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        for outcome in outcomes {
            try statement.execute(arguments: [
                History.storable(outcome.id), run, History.storable(outcome.status),
                outcome.isClosed, outcome.isUpheld, outcome.isRefunded, outcome.refundMilli,
                outcome.isReopened,
                outcome.closedAt?.microseconds,
            ])
        }
    }

    func insert(_ voices: [CustomerVoice], run: Int, in db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT OR IGNORE INTO customerVoice (customer, receivedAt, item, feeling, run)
                VALUES (?, ?, ?, ?, ?)
                """)
        for voice in voices {
            try statement.execute(arguments: [
                Int64(bitPattern: voice.customer), voice.receivedAt.microseconds,
                Int64(bitPattern: voice.item), voice.feeling, run,
            ])
        }
    }
}

internal import FoundationEssentials
internal import GRDB
package import VOCCore

// GRDB's queue owns the SQLite connection and closes it when it goes; the lock is declared first
// and so outlives it.

/// All runs of a pipeline so far: their summaries, the items they accepted and the cases they
/// opened.
///
/// There is one commit point: everything of a run is written in one transaction, so a run that was
/// killed has left nothing and can be started again. A process holds the history alone; a second
/// one is refused with `history.locked`.
package final class History {
    private let lock: RunLock
    private let queue: DatabaseQueue
    /// The path with all links followed.
    package let path: String

    /// Keys bound to one statement: a quarter of a megabyte of them.
    private static let keysPerStatement = 1 << 14

    /// Opens the history at `path`, makes an empty one there if `create` says so, and takes its
    /// lock.
    package init(path: String, create: Bool) throws(VOCError) {
        if create, let slash = path.lastIndex(of: "/"), slash != path.startIndex {
            try TextFile.makeFolder(String(path[..<slash]))
        }
        self.path = HistoryFile.resolved(path)
        // A lock file is left only beside a history.
        if try HistoryFile.content(at: self.path) == .nothing, !create {
            throw VOCError(
                .historyMissing, "there is no history here", at: Origin(file: path),
                hint: "check the path; the first `voc run --history FILE` creates it")
        }
        lock = try RunLock("\(self.path).lock")
        if try HistoryFile.content(at: self.path) == .nothing {
            try HistoryFile.create(at: self.path)
        }
        queue = try HistoryFile.database(at: self.path)
    }

    /// Says for each key whether another run accepted the item before.
    ///
    /// What `run` itself committed does not count, so the same night again finds none of its own
    /// items; neither does what the runs in `replaced` committed, which `commit` is going to take
    /// back.
    package func seen(
        _ keys: [ItemKey], before run: String, replacing replaced: [String] = []
    ) throws(VOCError) -> [Bool] {
        var result = [Bool](repeating: false, count: keys.count)
        try access { db in
            let ignored = try Set(([run] + replaced).compactMap { try number(of: $0, in: db) })
            let statement = try db.cachedStatement(
                sql: """
                    WITH RECURSIVE place (i) AS (
                        SELECT 0 UNION ALL SELECT i + 1 FROM place WHERE i + 1 < ?2)
                    SELECT i, run FROM place
                    CROSS JOIN seenItem ON key = substr(?1, i * 16 + 1, 16)
                    """)
            for start in stride(from: 0, to: keys.count, by: History.keysPerStatement) {
                let chunk = keys[start..<min(start + History.keysPerStatement, keys.count)]
                let rows = try Row.fetchCursor(
                    statement, arguments: [History.bytes(of: chunk), chunk.count])
                while let row = try rows.next() {
                    if try !ignored.contains(integer(row, 1)) {
                        result[start + (try integer(row, 0))] = true
                    }
                }
            }
        }
        return result
    }

    /// Records a run with its accepted items and its cases in one transaction: all of it or
    /// nothing.
    ///
    /// The same run again replaces what it left before, so that repeating it changes nothing. The
    /// runs in `replaced` are taken back in the same transaction: a night made again with another
    /// configuration. An item or a case that an earlier run already has stays with that run. Keys
    /// may come in any order and more than once.
    package func commit(
        _ run: RunRecord, items: some Sequence<ItemKey>, cases: [CaseRecord],
        outcomes: [CaseOutcome] = [], voices: [CustomerVoice] = [],
        replacing replaced: [String] = []
    ) throws(VOCError) {
        // What cannot be read back must not be written: it would stop every later night.
        _ = try Summary(encoded: run.summary, from: Origin(file: path))
        try access { db in
            try db.inTransaction(.immediate) {
                for other in replaced where other != run.id {
                    guard let number = try number(of: other, in: db) else { continue }
                    try clear(number, in: db)
                    try db.execute(sql: "DELETE FROM run WHERE number = ?", arguments: [number])
                }
                if let number = try number(of: run.id, in: db) { try clear(number, in: db) }
                let number = try insert(run, in: db)
                try insert(items, run: number, in: db)
                try insert(cases, run: number, in: db)
                try insert(outcomes, run: number, in: db)
                try insert(voices, run: number, in: db)
                return .commit
            }
        }
    }

    /// Compares every page and row with the rules of the file, in time proportional to its size.
    package func verify() throws(VOCError) {
        let words = try access { db in try String.fetchAll(db, sql: "PRAGMA integrity_check(5)") }
        guard words == ["ok"] else {
            throw HistoryFile.corrupt(path, words.joined(separator: "; "))
        }
    }

    /// Runs SQL as it stands; only tests, which change histories behind voc's back, have a use for
    /// it.
    func execute(_ sql: String) throws(VOCError) {
        try access { db in try db.execute(sql: sql) }
    }

    func access<T>(_ body: (Database) throws -> T) throws(VOCError) -> T {
        do {
            return try queue.inDatabase(body)
        } catch {
            throw HistoryFile.failure(error, path)
        }
    }

    func number(of run: String, in db: Database) throws -> Int? {
        try Int.fetchOne(
            db.cachedStatement(sql: "SELECT number FROM run WHERE id = ?"), arguments: [run])
    }

    /// A column that must be an integer; GRDB's own subscript would trap on a damaged row.
    func integer(_ row: Row, _ column: Int) throws -> Int {
        let value: DatabaseValue = row[column]
        guard let integer = Int.fromDatabaseValue(value) else {
            throw HistoryFile.corrupt(path, "column \(column) is not an integer")
        }
        return integer
    }

    /// Takes back what a run left, except its own row, which keeps its number and so its place in
    /// the order.
    private func clear(_ number: Int, in db: Database) throws {
        for table in [
            "seenItem", "routedCase", "caseOutcome", "customerVoice", "runInput", "runReject",
        ] {
            try db.execute(sql: "DELETE FROM \(table) WHERE run = ?", arguments: [number])
        }
    }

    private func insert(_ run: RunRecord, in db: Database) throws -> Int {
        try db.execute(
            sql: """
                INSERT INTO run (id, asOf, engine, configDigest, firstDay, lastDay,
                    read, accepted, duplicate, lines, summary)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET asOf = excluded.asOf, engine = excluded.engine,
                    configDigest = excluded.configDigest, firstDay = excluded.firstDay,
                    lastDay = excluded.lastDay, read = excluded.read, accepted = excluded.accepted,
                    duplicate = excluded.duplicate, lines = excluded.lines, summary = excluded.summary
                """,
            arguments: [
                run.id, "\(run.asOf)", run.engine, run.configDigest,
                run.firstDay.map { "\($0)" }, run.lastDay.map { "\($0)" },
                run.accounting.read, run.accounting.accepted, run.accounting.duplicate,
                run.accounting.lines, Data(run.summary),
            ])
        guard let number = try number(of: run.id, in: db) else {
            throw HistoryFile.corrupt(path, "a run that was just written is not there")
        }
        for (position, input) in run.inputs.enumerated() {
            try db.execute(
                sql: "INSERT INTO runInput (run, position, name, digest) VALUES (?, ?, ?, ?)",
                arguments: [
                    number, position, History.storable(input.name),
                    History.storable(input.digest),
                ])
        }
        for (code, count) in run.accounting.rejectedByCode.sorted(by: { $0.key < $1.key }) {
            try db.execute(
                sql: "INSERT INTO runReject (run, code, count) VALUES (?, ?, ?)",
                arguments: [number, code, count])
        }
        return number
    }

    private func insert(_ items: some Sequence<ItemKey>, run: Int, in db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT OR IGNORE INTO seenItem (key, run)
                WITH RECURSIVE place (i) AS (
                    SELECT 0 UNION ALL SELECT i + 1 FROM place WHERE i + 1 < ?2)
                SELECT substr(?1, i * 16 + 1, 16), ?3 FROM place
                """)
        var chunk: [ItemKey] = []
        for item in items {
            chunk.append(item)
            if chunk.count == History.keysPerStatement {
                try insert(&chunk, run: run, by: statement)
            }
        }
        try insert(&chunk, run: run, by: statement)
    }

    private func insert(_ chunk: inout [ItemKey], run: Int, by statement: Statement) throws {
        guard !chunk.isEmpty else { return }
        // In order, neighbours fall on the same page: each page is visited once a chunk.
        chunk.sort()
        try statement.execute(arguments: [History.bytes(of: chunk), chunk.count, run])
        chunk.removeAll(keepingCapacity: true)
    }

    private func insert(_ cases: [CaseRecord], run: Int, in db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT OR IGNORE INTO routedCase
                    (id, run, itemID, source, route, queue, priority, receivedAt, severity, thread,
                    customer, resolveBy, duplicateOf)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        for record in cases {
            try statement.execute(arguments: [
                record.id, run, History.storable(record.itemID), History.storable(record.source),
                record.route, record.queue, record.priority, record.receivedAt, record.severity,
                Int64(bitPattern: record.thread), Int64(bitPattern: record.customer),
                record.resolveBy, record.duplicateOf,
            ])
        }
    }

    /// A text from outside as SQLite can keep it: without NUL, for which the picture of it stands.
    static func storable(_ text: String) -> String {
        guard text.utf8.contains(0) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\0" ? "␀" : $0 }))
    }

    private static func bytes(of keys: some Collection<ItemKey>) -> Data {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(keys.count * 16)
        for key in keys {
            for word in [key.high, key.low] {
                for shift in stride(from: UInt64(56), through: 0, by: -8) {
                    bytes.append(UInt8(truncatingIfNeeded: word >> shift))
                }
            }
        }
        return Data(bytes)
    }
}

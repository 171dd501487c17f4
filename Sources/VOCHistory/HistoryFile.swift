internal import GRDB
internal import Glibc
internal import VOCCore

/// The file of a history: a SQLite database in WAL mode with `synchronous=FULL`.
///
/// Its application id is `VOCH`, its user version the number of the schema. Table `run` has a row
/// for each run, `runInput` and `runReject` its lists, `seenItem` the first run of each item by
/// 16-byte key (high word first, big endian), `routedCase` the cases, `caseOutcome` what became of
/// them, run by run, `customerVoice` when customers with cases wrote. Days are ISO text. The file
/// appears whole or not at all, and only its owner can read it, for summaries hold quotes.
enum HistoryFile {
    static let applicationID = 0x564F_4348
    static let schemaVersion = 2

    /// The tables, each as SQLite keeps its text; a database with anything else in it is not ours.
    static let schema = [
        "routedCase": """
        CREATE TABLE routedCase (
            id TEXT NOT NULL PRIMARY KEY,
            run INTEGER NOT NULL REFERENCES run (number),
            itemID TEXT NOT NULL,
            source TEXT NOT NULL,
            route TEXT NOT NULL,
            queue TEXT NOT NULL,
            priority TEXT NOT NULL,
            receivedAt TEXT,
            severity INTEGER NOT NULL,
            thread INTEGER NOT NULL,
            customer INTEGER NOT NULL,
            resolveBy TEXT,
            duplicateOf TEXT
        ) STRICT, WITHOUT ROWID
        """,
        "routedCaseThread": "CREATE INDEX routedCaseThread ON routedCase (thread)",
        "caseOutcome": """
        CREATE TABLE caseOutcome (
            id TEXT NOT NULL,
            run INTEGER NOT NULL,
            status TEXT NOT NULL,
            isClosed INTEGER NOT NULL,
            isUpheld INTEGER,
            isRefunded INTEGER,
            refundMilli INTEGER,
            isReopened INTEGER,
            closedAt INTEGER,
            PRIMARY KEY (id, run)
        ) STRICT, WITHOUT ROWID
        """,
        "customerVoice": """
        CREATE TABLE customerVoice (
            customer INTEGER NOT NULL,
            receivedAt INTEGER NOT NULL,
            item INTEGER NOT NULL,
            feeling INTEGER NOT NULL,
            run INTEGER NOT NULL,
            PRIMARY KEY (customer, receivedAt, item)
        ) STRICT, WITHOUT ROWID
        """,
        "run": """
        CREATE TABLE run (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            asOf TEXT NOT NULL,
            engine TEXT NOT NULL,
            configDigest TEXT NOT NULL,
            firstDay TEXT,
            lastDay TEXT,
            read INTEGER NOT NULL,
            accepted INTEGER NOT NULL,
            duplicate INTEGER NOT NULL,
            lines INTEGER NOT NULL,
            summary BLOB NOT NULL
        ) STRICT
        """,
        "runInput": """
        CREATE TABLE runInput (
            run INTEGER NOT NULL REFERENCES run (number),
            position INTEGER NOT NULL,
            name TEXT NOT NULL,
            digest TEXT NOT NULL,
            PRIMARY KEY (run, position)
        ) STRICT, WITHOUT ROWID
        """,
        "runReject": """
        CREATE TABLE runReject (
            run INTEGER NOT NULL REFERENCES run (number),
            code TEXT NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (run, code)
        ) STRICT, WITHOUT ROWID
        """,
        "seenItem": """
        CREATE TABLE seenItem (
            key BLOB NOT NULL PRIMARY KEY,
            run INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID
        """,
    ]

    /// The path with all links followed, so that two names of one history share one lock.
    static func resolved(_ path: String) -> String {
        if let real = unsafe realpath(path, nil) {
            defer { unsafe free(real) }
            return unsafe String(cString: real)
        }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let parent = parts.count == 1 ? "." : parts.dropLast().joined(separator: "/")
        guard let real = unsafe realpath(parent.isEmpty ? "/" : parent, nil) else { return path }
        defer { unsafe free(real) }
        let folder = unsafe String(cString: real)
        return (folder == "/" ? "" : folder) + "/" + (parts.last ?? "")
    }

    /// What stands at a path.
    enum Content { case nothing, history }

    /// Looks at the first bytes of a file, without SQLite, so that a foreign database is never
    /// touched.
    static func content(at path: String) throws(VOCError) -> Content {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            if errno == ENOENT { return .nothing }
            throw VOCError(
                .historyUnwritable, "cannot open this history", at: Origin(file: path),
                hint: "check its permissions", underlying: TextFile.reason(errno))
        }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw foreign(path, "this is not a file")
        }
        if status.st_size == 0 { return .nothing }
        var header = [UInt8](repeating: 0, count: 100)
        let count = unsafe header.withUnsafeMutableBytes {
            unsafe pread(descriptor, $0.baseAddress, $0.count, 0)
        }
        guard count == 100, header.starts(with: Array("SQLite format 3\0".utf8)) else {
            throw foreign(path, "this is not a history but a file of another kind")
        }
        // https://www.sqlite.org/fileformat.html: the application id stands at offset 68, big
        // endian.
        guard header[68..<72].reduce(0, { $0 << 8 | Int($1) }) == applicationID else {
            throw foreign(path, "this database belongs to another program")
        }
        return .history
    }

    /// Makes an empty history under a temporary name and renames it; call with the lock held.
    static func create(at path: String) throws(VOCError) {
        let temporary = "\(path).new"
        // Also beside the final name: SQLite would play back a log that outlived its database into
        // the new one.
        for leftover in [
            temporary, "\(temporary)-journal", "\(temporary)-wal", "\(temporary)-shm",
            "\(path)-journal", "\(path)-wal", "\(path)-shm",
        ] { unsafe unlink(leftover) }
        let descriptor = unsafe open(
            temporary, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw unwritable(path) }
        close(descriptor)
        do {
            let queue = try DatabaseQueue(path: temporary, configuration: configuration())
            try queue.inDatabase { db in
                try db.inTransaction {
                    try db.execute(sql: "PRAGMA application_id = \(applicationID)")
                    try db.execute(sql: "PRAGMA user_version = \(schemaVersion)")
                    for (_, table) in schema.sorted(by: { $0.key < $1.key }) {
                        try db.execute(sql: table)
                    }
                    return .commit
                }
                try db.execute(sql: "PRAGMA journal_mode = WAL")
            }
            try queue.close()
        } catch {
            throw failure(error, path)
        }
        guard unsafe rename(temporary, path) == 0 else { throw unwritable(path) }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let folder = parts.dropLast().joined(separator: "/")
        let handle = unsafe open(folder.isEmpty ? "/" : folder, O_RDONLY | O_CLOEXEC)
        if handle >= 0 {
            fsync(handle)
            close(handle)
        }
    }

    /// Opens a history that `content` has recognised, and checks that it holds what a history holds
    /// and no more.
    static func database(at path: String) throws(VOCError) -> DatabaseQueue {
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration())
            try queue.inDatabase { db in
                let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
                guard version <= schemaVersion else {
                    throw VOCError(
                        .historyNewer,
                        "this history has schema \(version), this voc knows \(schemaVersion)",
                        at: Origin(file: path), hint: "use the voc that wrote it, or a newer one")
                }
                try checkSchema(db, path, version == 1 ? firstSchema : schema)
                try db.execute(sql: "PRAGMA journal_mode = WAL")
                if version == 1 { try bringUp(db) }
            }
            return queue
        } catch {
            throw failure(error, path)
        }
    }

    /// A planted trigger or view could act on our writes: every entry of the schema must be one of
    /// ours, word for word.
    private static func checkSchema(
        _ db: Database, _ path: String, _ schema: [String: String]
    ) throws {
        var found: [String: String] = [:]
        let rows = try Row.fetchCursor(
            db, sql: "SELECT name, sql FROM sqlite_schema WHERE substr(name, 1, 7) <> 'sqlite_'")
        while let row = try rows.next() { found[row["name"] ?? ""] = row["sql"] ?? "" }
        for (name, text) in found.sorted(by: { $0.key < $1.key }) where schema[name] != text {
            throw foreign(path, "this history holds '\(name)', which voc did not put there")
        }
        if let missing = schema.keys.sorted().first(where: { found[$0] == nil }) {
            throw foreign(path, "this history has no table '\(missing)'")
        }
    }

    /// The tables of schema 1: cases had fewer columns, and there were no outcomes.
    private static var firstSchema: [String: String] {
        var first = schema
        for name in ["caseOutcome", "customerVoice", "routedCaseThread"] { first[name] = nil }
        first["routedCase"] = schema["routedCase"]?.replacing(
            """
             NOT NULL,
                thread INTEGER NOT NULL,
                customer INTEGER NOT NULL,
                resolveBy TEXT,
                duplicateOf TEXT

            """, with: " NOT NULL\n")
        return first
    }

    /// Makes schema 2 of schema 1, all of it or nothing.
    private static func bringUp(_ db: Database) throws {
        try db.inTransaction(.immediate) {
            try db.execute(sql: "ALTER TABLE routedCase RENAME TO oldCase")
            for name in ["routedCase", "routedCaseThread", "caseOutcome", "customerVoice"] {
                try db.execute(sql: schema[name]!)
            }
            try db.execute(
                sql: """
                    INSERT INTO routedCase SELECT id, run, itemID, source, route, queue, priority,
                        receivedAt, severity, 0, 0, NULL, NULL FROM oldCase
                    """)
            try db.execute(sql: "DROP TABLE oldCase")
            try db.execute(sql: "PRAGMA user_version = 2")
            return .commit
        }
    }

    private static func configuration() -> Configuration {
        var configuration = Configuration()
        // Only a person with the sqlite3 shell can be in the way: runs keep each other out by the
        // lock.
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { db in
            for pragma in [
                "trusted_schema = OFF", "cell_size_check = ON", "synchronous = FULL",
                "cache_size = -32768", "temp_store = MEMORY", "journal_size_limit = 1048576",
            ] { try db.execute(sql: "PRAGMA \(pragma)") }
        }
        return configuration
    }

    private static func foreign(_ path: String, _ message: String) -> VOCError {
        VOCError(
            .historyForeign, message, at: Origin(file: path),
            hint: "give another path with --history; the file was not changed")
    }

    private static func unwritable(_ path: String) -> VOCError {
        let reason = TextFile.reason(errno)
        return VOCError(
            .historyUnwritable, "cannot create this history", at: Origin(file: path),
            hint: "check free space and the permissions of the folder", underlying: reason)
    }

    /// Any error of this module's inside as a `VOCError`, with SQLite's own words as its cause.
    static func failure(_ error: any Error, _ path: String) -> VOCError {
        if let known = error as? VOCError { return known }
        guard let error = error as? DatabaseError else {
            return VOCError(
                .historyFailed, "the history failed", at: Origin(file: path), underlying: "\(error)"
            )
        }
        return failure(
            status: error.extendedResultCode.rawValue,
            words: error.message ?? "no message", path)
    }

    /// The error for a SQLite result code; extended codes keep their cause in the upper bytes.
    static func failure(status: Int32, words: String, _ path: String) -> VOCError {
        let (code, message, hint): (ErrorCode, String, String) =
            switch ResultCode(rawValue: status & 0xFF) {
            case .SQLITE_FULL:
                (
                    .historyFull, "no space left for this history",
                    "free some space and start the run again"
                )
            case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
                (
                    .historyUnwritable, "this history cannot be written",
                    "check the permissions of the file and its folder"
                )
            case .SQLITE_CORRUPT, .SQLITE_NOTADB:
                (.historyCorrupt, "this history is damaged", corruptHint)
            case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL:
                (
                    .historyLocked, "another program is using this history",
                    "close it (a sqlite3 shell?) and start the run again"
                )
            default:
                (.historyFailed, "the history failed", "start the run again")
            }
        return VOCError(
            code, message, at: Origin(file: path), hint: hint,
            underlying: "SQLite error \(status): \(words)")
    }

    static let corruptHint =
        "put back a backup, or move the file away and run the nights again"

    /// The error for a row that cannot be what voc wrote.
    static func corrupt(_ path: String, _ what: String) -> VOCError {
        VOCError(
            .historyCorrupt, "this history is damaged", at: Origin(file: path), hint: corruptHint,
            underlying: what)
    }
}

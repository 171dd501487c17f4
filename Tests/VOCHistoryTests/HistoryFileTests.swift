import Glibc
import TestSupport
import Testing
import VOCCore

@testable import VOCHistory

@Suite struct `A history file` {
    @Test func `is used by one run at a time`() throws {
        try withHistoryPath { path in
            let first = try History(path: path, create: true)
            let error = try #require(failure { _ = try History(path: path, create: true) })
            #expect(error.code == .historyLocked)
            #expect(error.message.contains("(process "))
            withExtendedLifetime(first) {}
        }
    }

    @Test func `is free again when the run has gone`() throws {
        try withHistoryPath { path in
            for day in 1...3 {
                let history = try History(path: path, create: true)
                try Night("\(day)", day: day, items: 0..<10).commit(to: history)
            }
            #expect(try History(path: path, create: false).runs().count == 3)
        }
    }

    @Test func `is not made by one who only wants to read`() throws {
        try withHistoryPath { path in
            #expect(failure { _ = try History(path: path, create: false) }?.code == .historyMissing)
            #expect(!TextFile.exists(path))
            #expect(!TextFile.exists("\(path).lock"))
        }
    }

    @Test func `is made with its folder`() throws {
        try Suite.withFolder { folder in
            _ = try History(path: "\(folder)/a/b/voc.db", create: true)
            #expect(TextFile.exists("\(folder)/a/b/voc.db"))
        }
    }

    @Test(arguments: [
        "id,text;1,the wifi kept dropping", "SQLite format 3\0",
        String(repeating: "x", count: 500),
        "SQLite format 3\0" + String(repeating: "\0", count: 4080),
    ])
    func `of another program is refused and left as it was`(_ content: String) throws {
        try withHistoryPath { path in
            try TextFile.write(Array(content.utf8), to: path)
            for create in [true, false] {
                let error = failure { _ = try History(path: path, create: create) }
                #expect(error?.code == .historyForeign)
                #expect(error?.origin?.file.hasSuffix("/voc.db") == true)
            }
            #expect(try TextFile.bytes(path) == Array(content.utf8))
        }
    }

    @Test func `cannot be a folder`() {
        Suite.withFolder { folder in
            #expect(
                failure { _ = try History(path: folder, create: true) }?.code == .historyForeign)
        }
    }

    @Test(arguments: [
        ("PRAGMA user_version = 3", ErrorCode.historyNewer),
        ("PRAGMA application_id = 7", .historyForeign),
        ("CREATE TRIGGER t AFTER INSERT ON run BEGIN DELETE FROM seenItem; END", .historyForeign),
        ("CREATE VIEW v AS SELECT 1", .historyForeign),
        ("DROP TABLE seenItem", .historyForeign),
        ("ALTER TABLE run ADD COLUMN note TEXT", .historyForeign),
    ])
    func `that somebody changed is refused`(_ sql: String, _ code: ErrorCode) throws {
        try withHistoryPath { path in
            try changed(path, by: sql)
            #expect(failure { _ = try History(path: path, create: true) }?.code == code)
        }
    }

    @Test func `of the first schema is brought up with all it holds`() throws {
        try withHistoryPath { path in
            let night = Night("one", day: 1, items: 0..<40)
            do {
                let history = try History(path: path, create: true)
                try night.commit(to: history)
                try history.execute(
                    """
                    DROP TABLE caseOutcome; DROP TABLE customerVoice; DROP INDEX routedCaseThread;
                    ALTER TABLE routedCase RENAME TO newCase;
                    CREATE TABLE routedCase (
                        id TEXT NOT NULL PRIMARY KEY,
                        run INTEGER NOT NULL REFERENCES run (number),
                        itemID TEXT NOT NULL,
                        source TEXT NOT NULL,
                        route TEXT NOT NULL,
                        queue TEXT NOT NULL,
                        priority TEXT NOT NULL,
                        receivedAt TEXT,
                        severity INTEGER NOT NULL
                    ) STRICT, WITHOUT ROWID;
                    INSERT INTO routedCase SELECT id, run, itemID, source, route, queue, priority,
                        receivedAt, severity FROM newCase;
                    DROP TABLE newCase;
                    PRAGMA user_version = 1;
                    """)
            }
            let history = try History(path: path, create: false)
            #expect(try history.cases() == night.cases.sorted { $0.id < $1.id })
            #expect(try history.caseBook().outcomes.isEmpty)
            try Night("two", day: 2, items: 40..<80).commit(to: history)
            #expect(try history.cases().count == 8)
            try history.verify()
        }
    }

    @Test(arguments: [
        "UPDATE run SET asOf = 'tomorrow'", "UPDATE run SET summary = x'00'",
        "UPDATE run SET summary = substr(summary, 1, length(summary) - 1)",
    ])
    func `with a row that voc cannot have written is damaged`(_ sql: String) throws {
        try withHistoryPath { path in
            try Night("one", day: 1, items: 0..<10).commit(to: History(path: path, create: true))
            try changed(path, by: sql)
            let history = try History(path: path, create: false)
            let error = failure {
                _ = try history.runs()
                _ = try history.mergedSummary()
            }
            #expect(error?.code == .historyCorrupt)
            #expect(error?.underlying != nil)
        }
    }

    @Test func `that was overwritten or cut short is damaged, not misread`() throws {
        try withHistoryPath { path in
            try Night("one", day: 1, items: 0..<20_000).commit(
                to: History(path: path, create: true))
            let whole = try TextFile.bytes(path)
            for step in 1..<20 {
                var bytes = whole
                let page = step * (whole.count / 4096) / 20
                if step % 2 == 0 {
                    bytes.replaceSubrange(
                        page * 4096..<(page + 1) * 4096, with: repeatElement(0xA5, count: 4096))
                } else {
                    bytes.removeLast(bytes.count - (page + 1) * 4096)
                }
                try TextFile.write(bytes, to: path)
                let error = failure {
                    let history = try History(path: path, create: false)
                    try history.verify()
                }
                #expect(error?.code == .historyCorrupt, "step \(step)")
                #expect(error?.underlying != nil)
            }
        }
    }

    @Test func `cannot be made where the system does not allow it`() {
        let error = failure { _ = try History(path: "/proc/voc.db", create: true) }
        #expect(error?.code == .historyUnwritable)
        #expect(error?.underlying != nil)
    }

    @Test func `has one lock for all its names`() throws {
        try Suite.withFolder { folder in
            try TextFile.makeFolder("\(folder)/a")
            let first = try History(path: "\(folder)/a/voc.db", create: true)
            let error = failure { _ = try History(path: "\(folder)/a/../a//voc.db", create: true) }
            #expect(error?.code == .historyLocked)
            withExtendedLifetime(first) {}
        }
    }

    @Test func `is readable by its owner only, for it holds quotes`() throws {
        try withHistoryPath { path in
            let history = try History(path: path, create: true)
            try Night("one", day: 1, items: 0..<10).commit(to: history)
            for suffix in ["", "-wal", ".lock"] {
                #expect(try permissions(path + suffix) == 0o600)
            }
        }
    }

    @Test(arguments: [
        (Int32(13), ErrorCode.historyFull), (8, .historyUnwritable),
        (8 | 1 << 8, .historyUnwritable),
        (14, .historyUnwritable), (11, .historyCorrupt), (26, .historyCorrupt),
        (5, .historyLocked), (10 | 3 << 8, .historyFailed), (1, .historyFailed),
    ])
    func `reports what SQLite says in SQLite's words`(_ status: Int32, _ code: ErrorCode) {
        let error = HistoryFile.failure(status: status, words: "the disk sulks", "voc.db")
        #expect(error.code == code)
        #expect(error.underlying == "SQLite error \(status): the disk sulks")
        #expect(error.origin == Origin(file: "voc.db"))
        #expect(error.hint != nil)
        #expect(ErrorCode.history.contains(code))
    }

    /// Changes a history as a person with a database shell would.
    private func changed(_ path: String, by sql: String) throws {
        try History(path: path, create: true).execute(sql)
    }

    private func permissions(_ path: String) throws -> UInt32 {
        var status = stat()
        try #require(unsafe stat(path, &status) == 0)
        return status.st_mode & 0o777
    }
}

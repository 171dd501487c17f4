import TestSupport
import Testing
import VOCCore

@testable import VOCHistory

@Suite struct `A history` {
    @Test func `is empty at first and remembers a run when opened again`() throws {
        try withHistoryPath { path in
            let night = Night("one", day: 1, items: 0..<100)
            do {
                let history = try History(path: path, create: true)
                #expect(try Told(history, items: 0..<3).seen == [false, false, false])
                #expect(try history.runs() == [])
                #expect(try history.mergedSummary() == Summary())
                try night.commit(to: history)
            }
            let history = try History(path: path, create: false)
            var expected = night.run
            expected.summary = []
            #expect(try history.runs() == [expected])
            #expect(try history.cases() == night.cases.sorted { $0.id < $1.id })
            #expect(try history.summary(of: "one")?.encoded() == night.run.summary)
            #expect(try history.summary(of: "two") == nil)
            try history.verify()
        }
    }

    @Test func `knows on the second night what the first one accepted`() throws {
        try withHistoryPath { path in
            let history = try History(path: path, create: true)
            try Night("one", day: 1, items: 0..<100).commit(to: history)
            let keys = (90..<110).map(Night.key)
            #expect(try history.seen(keys, before: "two") == (90..<110).map { $0 < 100 })
            #expect(try history.seen(keys, before: "one") == keys.map { _ in false })
            #expect(
                try history.seen(keys, before: "two", replacing: ["one"]) == keys.map { _ in false }
            )
            #expect(try history.seen([], before: "two") == [])
        }
    }

    @Test func `does not change when the same night runs again`() throws {
        try withHistoryPath { path in
            let history = try History(path: path, create: true)
            let nights = [
                Night("one", day: 1, items: 0..<100), Night("two", day: 2, items: 50..<200),
            ]
            for night in nights { try night.commit(to: history) }
            let before = try Told(history)
            for night in nights + nights.reversed() { try night.commit(to: history) }
            #expect(try Told(history) == before)
            // What the second night found again still belongs to the first.
            #expect(try history.seen([Night.key(70)], before: "two") == [true])
            #expect(try history.cases(of: "two").map(\.itemID).contains("70") == false)
        }
    }

    @Test func `replaces what a run left before by what it leaves now`() throws {
        try withHistoryPath { path in
            let history = try History(path: path, create: true)
            try Night("one", day: 1, items: 0..<100, reject: 3).commit(to: history)
            try Night("two", day: 2, items: 100..<150).commit(to: history)
            try Night("one", day: 1, items: 0..<10, reject: 0).commit(to: history)
            #expect(try history.runs().map(\.accounting.read) == [10, 51])
            #expect(try history.runs().map(\.accounting.rejected) == [0, 1])
            #expect(try history.mergedSummary().accounting.read == 61)
            #expect(try history.seen([Night.key(9), Night.key(50)], before: "x") == [true, false])
            #expect(try history.cases(of: "one").map(\.id) == ["case-0"])
        }
    }

    @Test func `takes back a night that is made again with another configuration`() throws {
        try withHistoryPath { path in
            let history = try History(path: path, create: true)
            try Night("one", day: 1, items: 0..<100).commit(to: history)
            let again = Night("one-new", day: 1, items: 0..<100)
            try again.commit(to: history, replacing: ["one", "never-run", "one-new"])
            #expect(try history.runs().map(\.id) == ["one-new"])
            #expect(try history.cases() == again.cases.sorted { $0.id < $1.id })
            #expect(try history.mergedSummary().accounting.read == 101)
        }
    }

    @Test func `sums summaries up to a day and without one run`() throws {
        try withHistoryPath { path in
            let history = try History(path: path, create: true)
            // Committed out of order: listings follow the day.
            try Night("three", day: 3, items: 30..<70, reject: 0).commit(to: history)
            try Night("one", day: 1, items: 0..<10, reject: 0).commit(to: history)
            try Night("two", day: 2, items: 10..<30, reject: 0).commit(to: history)
            let first = try #require(CivilDay(year: 2026, month: 11, day: 1))
            let second = try #require(CivilDay(year: 2026, month: 11, day: 2))
            func read(_ last: CivilDay?, _ run: String?) throws -> Int {
                try history.mergedSummary(upTo: last, excluding: run.map { [$0] } ?? []).accounting
                    .read
            }
            #expect(try history.runs().map(\.id) == ["one", "two", "three"])
            #expect(try read(nil, nil) == 70)
            #expect(try read(second, nil) == 30)
            #expect(try read(second, "two") == 10)
            #expect(try read(nil, "no-such-run") == 70)
            let recent = try history.mergedSummary(since: second)
            #expect(recent.cells.rows.map(\.day).min() == Int32(second.daysSinceEpoch))
            #expect(recent.cells.count == 2)
            #expect(recent.accounting.read == 70)
            #expect(try history.mergedSummary(since: first) == history.mergedSummary())
        }
    }

    @Test func `lists the cases of a run and of a queue`() throws {
        try withHistoryPath { path in
            let history = try History(path: path, create: true)
            try Night("one", day: 1, items: 0..<40).commit(to: history)
            try Night("two", day: 2, items: 40..<80).commit(to: history)
            #expect(try history.cases(of: "two").map(\.itemID) == ["40", "50", "60", "70"])
            #expect(try history.cases(queue: "billing").map(\.itemID) == ["0", "20", "40", "60"])
            #expect(try history.cases(of: "two", queue: "delivery").map(\.severity) == [0, 0])
            #expect(try history.cases(of: "three") == [])
        }
    }

    @Test func `keeps words as they are, whatever they hold`() throws {
        try withHistoryPath { path in
            let history = try History(path: path, create: true)
            var night = Night("'); DROP TABLE run; --", day: 1, items: 0..<10)
            night.run.inputs = [.init(name: "a\u{0}b.csv", digest: "\u{202E}x")]
            night.cases[0].queue = "beschwerden-köln'\"😡"
            try night.commit(to: history)
            #expect(
                try history.runs().first?.inputs == [.init(name: "a␀b.csv", digest: "\u{202E}x")])
            #expect(try history.cases(queue: night.cases[0].queue) == night.cases)
            #expect(try history.runs().map(\.id) == [night.run.id])
        }
    }

    @Test func `refuses a summary that it could not read back`() throws {
        try withHistoryPath { path in
            let history = try History(path: path, create: true)
            var night = Night("one", day: 1, items: 0..<10)
            night.run.summary.removeLast()
            #expect(failure { try night.commit(to: history) }?.code == .partialBroken)
            #expect(try history.runs() == [])
        }
    }

    @Test func `takes a hundred thousand items in any order, some of them twice`() throws {
        try withHistoryPath { path in
            let history = try History(path: path, create: true)
            var night = Night("one", day: 1, items: 0..<10)
            night.items = (0..<100_000).map(Night.key) + (0..<1000).map(Night.key)
            try night.commit(to: history)
            let keys = (0..<200_000).map(Night.key)
            let seen = try history.seen(keys, before: "two")
            #expect(seen == (0..<200_000).map { $0 < 100_000 })
            try history.verify()
        }
    }
}

@Suite struct `A run that is killed` {
    /// Copies the files of a history while the items of a run are being written: what a kill would
    /// leave on the disk.
    struct CopyingItems: Sequence, IteratorProtocol {
        var items: ArraySlice<ItemKey>
        let every: Int
        let copy: () throws -> Void

        mutating func next() -> ItemKey? {
            if items.count % every == 0 { try? copy() }
            return items.popFirst()
        }
    }

    @Test func `leaves nothing and can be started again`() throws {
        try withHistoryPath { path in
            let first = Night("one", day: 1, items: 0..<1000)
            let second = Night("two", day: 2, items: 1000..<71_000)
            var copies: [String] = []
            func copy() throws {
                let copy = "\(path).killed-\(copies.count)"
                for suffix in ["", "-wal"] {
                    try TextFile.write(TextFile.bytes(path + suffix), to: copy + suffix)
                }
                copies.append(copy)
            }
            let uninterrupted: Told
            do {
                let history = try History(path: path, create: true)
                try first.commit(to: history)
                // A cache of ten pages, so that the unfinished transaction spills into the log.
                try history.execute("PRAGMA cache_size = 10")
                let items = CopyingItems(items: second.items[...], every: 15_000, copy: copy)
                try history.commit(second.run, items: items, cases: second.cases)
                try copy()
                uninterrupted = try Told(history)
            }
            #expect(copies.count == 6)
            for (index, copy) in copies.enumerated() {
                let history = try History(path: copy, create: true)
                try history.verify()
                let isCommitted = index == copies.count - 1
                #expect(try history.runs().map(\.id) == (isCommitted ? ["one", "two"] : ["one"]))
                let keys = [Night.key(0), Night.key(1000), Night.key(70_999)]
                #expect(
                    try history.seen(keys, before: "three") == [true, isCommitted, isCommitted])
                try second.commit(to: history)
                #expect(try Told(history) == uninterrupted)
            }
        }
    }

    @Test func `may have left a half-made file and the log of a file that is gone`() throws {
        try withHistoryPath { path in
            for leftover in [".new", ".new-journal", "-wal", "-shm"] {
                try TextFile.write(Array("half a page".utf8), to: path + leftover)
            }
            try TextFile.write([UInt8](), to: path)
            let history = try History(path: path, create: true)
            try Night("one", day: 1, items: 0..<10).commit(to: history)
            #expect(try history.runs().count == 1)
            #expect(!TextFile.exists("\(path).new"))
        }
    }
}

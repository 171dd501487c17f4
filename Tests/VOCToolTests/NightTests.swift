import Foundation
import TestSupport
import Testing
import VOCCore

@Suite struct `Nights with a history` {
    private func prepare(_ tool: Tool, items: Range<Int>) throws {
        try SmallShop.putPacks(tool)
        try tool.put("p.yml", SmallShop.pipeline)
        try tool.put("dump.ndjson", SmallShop.items(items))
    }

    private func night(_ tool: Tool, _ out: String) -> Tool.Result {
        tool.run("run", "p.yml", "--out", out, "--history", "voc.db")
    }

    /// Four days of sixty items; on the last a third of them has a word that nobody used before.
    private func days(_ days: ClosedRange<Int>) -> String {
        days.flatMap { day in
            (0..<60).map { number in
                let words = day == 4 && number < 20 ? "my lamp is on fleek" : "my lamp is good"
                return
                    #"{"id":"\#(day)-\#(number)","receivedAt":"2026-11-0\#(day)","text":"\#(words)"}"#
                    + "\n"
            }
        }.joined()
    }

    /// The history keeps no texts: what dumps bring again tells what is new.
    @Test func `tell new words where dumps overlap`() throws {
        try Tool.inFolder { tool in
            try prepare(tool, items: 0..<0)
            for day in 1...4 {
                try tool.put("dump.ndjson", days(1...day))
                let result = night(tool, "out\(day)")
                #expect(
                    result.lines.first
                        == "read \(60 * day) = accepted 60 + rejected 0 + duplicate \(60 * day - 60)"
                )
            }
            #expect(TextFile.exists("\(tool.folder)/out3/new-day.csv") == false)
            let new = try tool.read("out4/new-day.csv")
            #expect(new.contains("on fleek") && new.contains("no complaint"))
            #expect(
                try tool.read("out4/findings.csv").contains(
                    "“on fleek” is new on Wed\u{A0}4\u{A0}Nov"))
        }
    }

    /// Rows of the history by table.
    private func rows(_ tool: Tool) -> String {
        Suite.output(
            of:
                "sqlite3 -readonly '\(tool.folder)/voc.db' 'SELECT (SELECT count(*) FROM run), (SELECT count(*) FROM seenItem)' 2>&1"
        ).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    @Test func `count overlaps once, compare with the nights before, and can be done again`() throws
    {
        try Tool.inFolder { tool in
            try prepare(tool, items: 0..<300)
            let first = night(tool, "one")
            #expect(first.status == 0, "\(first.errors)")
            #expect(first.lines.first == "read 300 = accepted 300 + rejected 0 + duplicate 0")
            let one = try tool.files(in: "one")
            try prepare(tool, items: 200..<400)
            let second = night(tool, "two")
            #expect(second.lines.first == "read 200 = accepted 100 + rejected 0 + duplicate 100")
            let two = try tool.files(in: "two")
            let before = rows(tool)

            // The same night again.
            let again = night(tool, "two-again")
            #expect(again.lines.first == second.lines.first)
            #expect(try tool.files(in: "two-again") == two)
            #expect(rows(tool) == before)
            // The first night again, after the second: it stands where it stood.
            try prepare(tool, items: 0..<300)
            #expect(night(tool, "one-again").status == 0)
            #expect(try tool.files(in: "one-again") == one)
            #expect(rows(tool) == before)

            // Both nights at once in a fresh folder count the same items, and the report of night
            // two covers both.
            try Tool.inFolder { other in
                try prepare(other, items: 0..<400)
                let whole = other.run("run", "p.yml")
                #expect(whole.lines.first == "read 400 = accepted 400 + rejected 0 + duplicate 0")
                #expect(try other.read("out/trends.csv") == tool.read("two/trends.csv"))
                #expect(try other.read("out/themes.csv") == tool.read("two/themes.csv"))
            }
        }
    }

    @Test func `say what is new, and against which run`() throws {
        try Tool.inFolder { tool in
            try SmallShop.putPacks(tool)
            try tool.put("p.yml", SmallShop.pipeline)
            func items(_ days: Range<Int>, late: Int) -> String {
                days.flatMap { day in
                    (0..<40).map { number in
                        let text = number < late ? "It was bad and late" : "It came"
                        return
                            "{\"id\": \"\(day)-\(number)\", \"created_at\": \"\(CivilDay(daysSinceEpoch: 20_752 + day))T08:00:00Z\", \"text\": \"\(text)\"}\n"
                    }
                }.joined()
            }
            try tool.put("dump.ndjson", items(0..<14, late: 2))
            let quiet = night(tool, "one")
            #expect(quiet.lines.contains("No alerts: no theme is above its usual level."))
            #expect(try tool.read("one/report.md").contains("no earlier run is stored"))
            #expect(tool.run("run", "p.yml", "--fail-on-alert").status == 0)

            try tool.put("dump.ndjson", items(14..<15, late: 30))
            let loud = night(tool, "two")
            let line = try #require(loud.lines.first { $0.hasPrefix("  ! Late") })
            #expect(line.contains("75") && line.contains("usually 5") && line.contains("since"))
            let id = try #require(
                try tool.read("one/run.json").firstMatch(of: /"run":"([0-9a-f]{8})/)
            ).1
            let against = try #require(
                try tool.read("two/report.json").firstMatch(of: /Against the run as of [^"]*/)
            ).0
            #expect(against.hasSuffix("Sun\u{A0}8\u{A0}Nov (\(id))"))
            #expect(tool.run("verify", "two").status == 0)
            #expect(try tool.read("two/turns.csv").contains("\"new\""))

            // The same data at once, where it is asked to fail.
            try tool.put("dump.ndjson", items(0..<14, late: 2) + items(14..<15, late: 30))
            let gate = tool.run("run", "p.yml", "--fail-on-alert")
            #expect(gate.status == 1 && gate.errors.contains("[alert.raised]"), "\(gate.errors)")
        }
    }

    @Test func `are one at a time`() throws {
        try Tool.inFolder { tool in
            try prepare(tool, items: 0..<20)
            #expect(night(tool, "one").status == 0)
            // Holds the lock as another night would.
            let lock = try #require(TextFile.names(in: tool.folder).first { $0.hasSuffix(".lock") })
            let handle = unsafe open("\(tool.folder)/\(lock)", O_RDWR | O_CLOEXEC)
            #expect(flock(handle, LOCK_EX | LOCK_NB) == 0)
            let refused = night(tool, "two")
            #expect(refused.status == 74)
            #expect(refused.errors.contains("[history.locked]"), "\(refused.errors)")
            #expect(refused.out.isEmpty)
            close(handle)
            #expect(night(tool, "two").status == 0)
        }
    }

    @Test func `end in the same bytes when they were killed at any moment and started again`()
        throws
    {
        try Tool.inFolder { tool in
            try prepare(tool, items: 0..<400)
            #expect(night(tool, "one").status == 0)
            try prepare(tool, items: 300..<2500)
            try tool.put("start.db", try TextFile.bytes("\(tool.folder)/voc.db"))
            let start = ContinuousClock.now
            let undisturbed = night(tool, "expected")
            let spent = ContinuousClock.now - start
            #expect(
                undisturbed.lines.first == "read 2200 = accepted 2100 + rejected 0 + duplicate 100")
            let expected = try tool.files(in: "expected")
            let expectedRows = rows(tool)
            var random = SplitMix(state: 9)
            var killed = 0
            for number in 0..<20 {
                for name in TextFile.names(in: tool.folder) where name.hasPrefix("voc.db") {
                    try FileManager.default.removeItem(atPath: "\(tool.folder)/\(name)")
                }
                try tool.put("voc.db", try TextFile.bytes("\(tool.folder)/start.db"))
                try? FileManager.default.removeItem(atPath: "\(tool.folder)/out")
                let running = tool.start([
                    "run", "p.yml", "--out", "out", "--history", "voc.db", "--jobs", "2",
                ])
                let share = Double(number) / 18 + Double.random(in: 0..<0.05, using: &random)
                usleep(
                    UInt32(
                        Double(
                            spent.components.attoseconds / 1_000_000_000_000 + spent.components
                                .seconds * 1_000_000) * share))
                running.kill()
                if running.wait().status < 0 { killed += 1 }
                let again = night(tool, "out")
                #expect(again.status == 0, "\(again.errors)")
                #expect(
                    again.out
                        == undisturbed.text.replacing("expected/", with: "out/").utf8.map { $0 })
                #expect(try tool.files(in: "out") == expected, "kill \(number)")
                #expect(rows(tool) == expectedRows)
            }
            print("\(killed) of 20 nights killed")
            #expect(killed > 0)
        }
    }
}

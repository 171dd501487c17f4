import TestSupport
import Testing
import VOCCore

@testable import VOCPipeline

@Suite struct `A partial` {
    private static func example(_ config: String = "c0ffee") -> Partial {
        var summary = Summary()
        summary.accounting.read = 12
        summary.accounting.accepted = 10
        summary.accounting.duplicate = 1
        summary.accounting.lines = 14
        summary.accounting.rejectedByCode = ["json.malformed": 1]
        summary.languages = ["en": 9, "und": 1]
        var tally = Tally()
        tally[.items] = 10
        tally[.milliPoints] = -1234
        summary.add(
            tally,
            to: CellKey(day: 20_779, source: "shop", segment: "Stadt=Köln", topic: "delivery/late"))
        summary.offer(
            Quote(
                strength: 400, tieBreak: 7, itemID: "7", source: "shop", day: 20_779,
                label: .negative, milliPoints: -400,
                text: "Still “waiting” — 👍🏽", highlights: [0..<5]),
            to: QuoteKey(topic: "delivery/late", week: 20_773))
        return Partial(configHash: config, emitted: 10, summary: summary)
    }

    private func read(_ bytes: [UInt8]) throws(VOCError) -> Partial {
        try Partial(lastLineOf: bytes, file: "part")
    }

    @Test func `comes back from its line, also after items`() throws {
        let line = Self.example().line()
        #expect(line.count { $0 == 0x0A } == 1)
        let back = try read(line)
        #expect(back.summary == Self.example().summary)
        #expect(back.emitted == 10 && back.configHash == "c0ffee")
        #expect(back.line() == line)
        #expect(try read(Array("{\"id\":\"1\"}\n\n".utf8) + line).line() == line)
    }

    @Test func `is refused when its line is cut anywhere`() {
        let line = Self.example().line()
        for count in 0..<line.count {
            let error = failure { () throws(VOCError) in _ = try read(Array(line[..<count])) }
            #expect(error?.code == .partialBroken && error?.code.exit == .brokenPartial)
        }
    }

    @Test func `never traps when bytes are changed, and never counts otherwise`() {
        let line = Self.example().line()
        var random = SplitMix(state: 1)
        for round in 0..<6000 {
            var changed = line
            if round < line.count {
                changed[round] ^= UInt8.random(in: 1...255, using: &random)
            } else {
                for _ in 0..<Int.random(in: 1...5, using: &random) {
                    let place = Int.random(in: 0..<changed.count, using: &random)
                    switch Int.random(in: 0...2, using: &random) {
                    case 0: changed[place] = UInt8.random(in: 0...255, using: &random)
                    case 1: changed.remove(at: place)
                    default: changed.insert(UInt8(ascii: "9"), at: place)
                    }
                }
            }
            guard var part = try? read(changed) else { continue }
            #expect(part.summary == Self.example().summary)
            #expect((0...10).contains(part.emitted))
            try? part.merge(Self.example(), from: "other")
            _ = part.line()
        }
    }

    @Test func `is not added to one of another configuration`() throws {
        var whole = Self.example()
        let error = failure { () throws(VOCError) in
            try whole.merge(Self.example("beef"), from: "b.part")
        }
        #expect(error?.code == .partialMismatch && error?.code.exit == .badConfiguration)
        #expect(error?.origin?.file == "b.part")
        try whole.merge(Self.example(), from: "c.part")
        #expect(whole.emitted == 20 && whole.summary.accounting.read == 24)
    }
}

@Suite struct `The parts of a run` {
    @Test(arguments: [
        ("a", "\"a\""), ("", "\"\""), ("a\"b", "\"a\"\"b\""), ("=1+1", "\"'=1+1\""),
        ("=1", "\"'=1\""), ("+cmd", "\"'+cmd\""), ("-cmd", "\"'-cmd\""),
        ("@sum", "\"'@sum\""), ("\t=1", "\"'\t=1\""), ("  =1", "\"'  =1\""), ("＝1", "\"'＝1\""),
        ("-1.5", "\"-1.5\""),
        ("+12", "\"+12\""), ("a=b", "\"a=b\""), ("\r\nx", "\"'\r\nx\""), ("-inf", "\"'-inf\""),
        ("-", "\"'-\""), ("-0x10", "\"'-0x10\""),
    ])
    func `write cells that no spreadsheet runs`(_ cell: String, _ expected: String) {
        #expect(String(decoding: SafeCSV.row([cell]), as: UTF8.self) == expected + "\r\n")
    }

    @Test func `know what they have seen`() {
        var set = SeenSet()
        var known = Set<Digest>()
        var random = SplitMix(state: 3)
        for _ in 0..<40_000 {
            let key = Digest(
                high: UInt64.random(in: 0...3, using: &random),
                low: UInt64.random(in: 0...9000, using: &random))
            #expect(set.insert(key) == known.insert(key).inserted)
        }
    }

    @Test func `take turns in order on any number of threads`() throws {
        let gate = Turnstile()
        let order = Locked([Int]())
        let numbers = Locked(0)
        concurrently(8) {
            while let number = try? numbers.with({ (next: inout Int) throws(VOCError) -> Int? in
                guard next < 500 else { return nil }
                defer { next += 1 }
                return next
            }) {
                _ = try? gate.pass(number) { () throws(VOCError) in
                    try order.with { (list: inout [Int]) throws(VOCError) in list.append(number) }
                }
            }
        }
        #expect(try order.with { (list: inout [Int]) throws(VOCError) in list } == Array(0..<500))
    }

    @Test func `let everybody go when one of them fails`() throws {
        let gate = Turnstile()
        concurrently(4) {
            for number in 0..<100 {
                _ = try? gate.pass(number) { () throws(VOCError) in
                    if number == 17 { throw VOCError(.internalFault, "on purpose") }
                }
            }
        }
        #expect(try gate.pass(1000, { () throws(VOCError) in 1 }) == nil)
    }

    @Test(arguments: [
        ("a*.csv", ["a1.csv", "a2.csv", "ab.csv"]), ("a?.csv", ["a1.csv", "a2.csv", "ab.csv"]),
        ("*1*", ["a1.csv", "b1.json"]),
        ("*.json", ["b1.json"]), ("*", ["a1.csv", "a2.csv", "ab.csv", "b1.json"]),
        ("a**b*", ["ab.csv"]),
    ])
    func `find files by pattern, sorted`(_ pattern: String, _ expected: [String]) throws {
        try Suite.withFolder { folder in
            for name in ["b1.json", "ab.csv", "a2.csv", "a1.csv"] {
                try TextFile.write([], to: "\(folder)/\(name)")
            }
            let found = try FilePattern.expand("\(folder)/\(pattern)", at: Origin(file: "p"))
            #expect(found == expected.map { "\(folder)/\($0)" })
            let error = failure { () throws(VOCError) in
                _ = try FilePattern.expand("\(folder)/z\(pattern)", at: Origin(file: "p", line: 3))
            }
            #expect(error?.code == .fileMissing)
        }
    }
}

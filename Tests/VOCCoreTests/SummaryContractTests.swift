import TestSupport
import Testing

@testable import VOCCore

/// Makes summaries that share keys, tie in quotes and reach past the bounds: what a cluster's parts
/// look like.
struct SummaryMaker {
    private var random: SplitMix

    init(seed: UInt64) { random = SplitMix(state: seed) }

    private mutating func pick<T>(_ choices: [T]) -> T { choices.randomElement(using: &random)! }

    mutating func make() -> Summary {
        var result = Summary()
        for _ in 0..<Int.random(in: 0...12, using: &random) {
            var tally = Tally()
            for counter in Tally.Counter.allCases where Bool.random(using: &random) {
                tally[counter] = Int.random(in: -3000...3000, using: &random)
            }
            let day = pick([CellKey.undated, -1, 0, 20_000, 20_001])
            result.add(
                tally,
                to: CellKey(
                    day: day, source: pick(["a", "b", ""]), channel: pick(["", "review"]),
                    segment: pick(["", "Region=North", "Stadt=Köln"]),
                    topic: pick(["", "delivery", "delivery/late"])))
        }
        for _ in 0..<Int.random(in: 0...20, using: &random) {
            let key = QuoteKey(
                topic: pick(["delivery/late", "app", "intent:praise"]),
                week: pick([CellKey.undated] + (0..<40).map { 19_000 + 7 * $0 }))
            result.offer(quote(), to: key)
        }
        for _ in 0..<Int.random(in: 0...4, using: &random) {
            result.languages[pick(["en", "de", "und"]), default: 0] += Int.random(
                in: 1...9, using: &random)
        }
        result.accounting.read = Int.random(in: 0...1000, using: &random)
        result.accounting.accepted = Int.random(in: 0...1000, using: &random)
        result.accounting.duplicate = Int.random(in: 0...10, using: &random)
        result.accounting.lines = Int.random(in: 0...2000, using: &random)
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            result.accounting.rejectedByCode[
                pick(["csv.stray-quote", "field.bad-date"]), default: 0] += 1
        }
        addCopies(&result)
        addPeople(&result)
        addTerms(&result)
        result.pruneQuotes()
        return result
    }

    private mutating func addPeople(_ result: inout Summary) {
        for _ in 0..<Int.random(in: 0...8, using: &random) {
            // More weeks than are kept, and priorities that tie.
            let week = Int32(19_000 + 7 * Int.random(in: 0..<24, using: &random))
            let row = AnswerRow(
                priority: UInt64.random(in: 0...2, using: &random), day: week + pick([0, 3]),
                milli: pick([0, 4000]), themes: pick([[], ["app"], ["app", "delivery/late"]]))
            result.answers.add([row], to: .init(week: week, metric: pick([.nps, .score])))
        }
        result.answers.prune()
        for _ in 0..<Int.random(in: 0...5, using: &random) {
            let day = pick([20_000, 20_001])
            result.customers.matched += 1
            result.customers.add(
                CustomerMark(
                    name: pick(["c-1", "c-2"]), valueMilli: pick([nil, 1000, 2000]),
                    day: Int32(day), negativeDays: [pick(["", "app"]): Int32(day)]),
                of: UInt64.random(in: 0...3, using: &random))
        }
        result.customers.keyless = Int.random(in: 0...2, using: &random)
    }

    private mutating func addCopies(_ result: inout Summary) {
        for _ in 0..<Int.random(in: 0...6, using: &random) {
            let place = result.ledger.number(
                of: CopyPlace(source: pick(["a", "b", ""]), channel: pick(["", "review"])))
            result.ledger.add(
                CopyRecord(
                    sketch: TextSketch(
                        words: SIMD4(pick([0, 1]), 7, UInt64.random(in: 0...1, using: &random), 9)),
                    key: UInt64.random(in: 0...2, using: &random),
                    day: pick([CellKey.undated, 20_000]), place: place,
                    counters: pick([1, 5]), milliPoints: pick([-400, 0]),
                    ratingMilli: pick([0, 5000])))
        }
        result.ledger.settle()
        result.copies.searched = Int.random(in: 0...9, using: &random)
        result.copies.groups = Int.random(in: 0...9, using: &random)
        result.copies.add(
            (0..<Int.random(in: 0...15, using: &random)).map { _ in
                Campaign(
                    id: UInt64.random(in: 0...9, using: &random),
                    count: Int.random(in: 2...4, using: &random), firstDay: 20_000,
                    lastDay: pick([20_000, 20_003]), sources: pick([["a"], ["a", "b"]]),
                    positive: 1, negative: 0, example: pick(["", "same words"]))
            })
    }

    private mutating func addTerms(_ result: inout Summary) {
        for _ in 0..<Int.random(in: 0...5, using: &random) {
            var (id, source) = (pick(["1", "2"]), pick(["a", "b", ""]))
            var text = pick(["late", "Köln wartet", ""])
            id.withUTF8 { id in
                source.withUTF8 { source in
                    text.withUTF8 {
                        unsafe result.terms.add(
                            key: UInt64.random(in: 0...2, using: &random),
                            day: pick([CellKey.undated, 20_000]),
                            traits: pick([.complaint, [.positive, .themed], .baseline]),
                            id: id, source: source, text: $0)
                    }
                }
            }
        }
        result.terms.settle()
    }

    private mutating func quote() -> Quote {
        let text = pick(["The parcel came late.", "Köln wartet noch.", "👍🏽 top"])
        return Quote(
            strength: pick([400, 500]), tieBreak: UInt64.random(in: 0...1, using: &random),
            itemID: pick(["1", "2"]),
            source: pick(["a", "b"]), day: pick([20_000, 20_001]),
            label: pick([.negative, .positive]),
            milliPoints: pick([-400, 0, 400]), text: text,
            highlights: pick([[], [0..<3], [0..<3, 4..<6]]))
    }
}

@Suite struct `A summary` {
    static let seeds = Array(UInt64(1)...60)

    private static func merged(_ parts: Summary...) -> Summary {
        var whole = Summary()
        for part in parts { whole.merge(part) }
        return whole
    }

    @Test(arguments: seeds) func `merges to the same bytes in any order and grouping`(
        _ seed: UInt64
    ) {
        var maker = SummaryMaker(seed: seed)
        let (a, b, c) = (maker.make(), maker.make(), maker.make())
        let leftFirst = Self.merged(Self.merged(a, b), c)
        #expect(leftFirst == Self.merged(a, Self.merged(b, c)))
        #expect(leftFirst.encoded() == Self.merged(a, Self.merged(b, c)).encoded())
        #expect(Self.merged(a, b).encoded() == Self.merged(b, a).encoded())
        #expect(Self.merged(c, b, a).encoded() == leftFirst.encoded())
        #expect(Self.merged(a, b) == Self.merged(b, a))
    }

    @Test(arguments: seeds) func `is not changed by an empty one`(_ seed: UInt64) {
        var maker = SummaryMaker(seed: seed)
        let a = maker.make()
        #expect(Self.merged(a, Summary()) == a)
        #expect(Self.merged(Summary(), a) == a)
        #expect(Self.merged(a, Summary()).encoded() == a.encoded())
        #expect(Summary().isEmpty)
    }

    @Test(arguments: seeds) func `comes back from its bytes`(_ seed: UInt64) throws {
        var maker = SummaryMaker(seed: seed)
        let summary = maker.make()
        let bytes = summary.encoded()
        let back = try Summary(encoded: bytes, from: Origin(file: "part"))
        #expect(back == summary)
        #expect(back.encoded() == bytes)
    }

    @Test func `keeps the three best quotes of a week and the newest 26 weeks`() {
        var summary = Summary()
        for week in 0..<40 {
            for strength in 1...5 {
                summary.offer(
                    Quote(
                        strength: strength, tieBreak: 0, itemID: "\(strength)", source: "s", day: 0,
                        label: .none,
                        milliPoints: 0, text: "", highlights: []),
                    to: QuoteKey(topic: "app", week: Int32(week * 7)))
            }
        }
        summary.pruneQuotes()
        #expect(summary.quotes.count == 26)
        #expect(summary.quotes.keys.map(\.week).min() == Int32(98))
        #expect(summary.quotes.values.allSatisfy { $0.map(\.strength) == [5, 4, 3] })
    }
}

@Suite struct `The bytes of a summary` {
    private static let origin = Origin(file: "part")

    private static func example() -> Summary {
        var maker = SummaryMaker(seed: 7)
        var whole = maker.make()
        for _ in 0..<3 { whole.merge(maker.make()) }
        return whole
    }

    @Test func `are refused when cut anywhere`() {
        let bytes = Self.example().encoded()
        for count in 0..<bytes.count {
            let error = failure { () throws(VOCError) in
                _ = try Summary(encoded: Array(bytes[..<count]), from: Self.origin)
            }
            #expect(error?.code == .partialBroken)
        }
    }

    @Test func `are refused when any byte is changed`() {
        let bytes = Self.example().encoded()
        var random = SplitMix(state: 3)
        for place in bytes.indices {
            var changed = bytes
            changed[place] ^= UInt8.random(in: 1...255, using: &random)
            let error = failure { () throws(VOCError) in
                _ = try Summary(encoded: changed, from: Self.origin)
            }
            #expect(error != nil)
        }
    }

    @Test func `never trap, even with a mended checksum, and neither do sums of what they hold`() {
        let whole = Self.example()
        let bytes = whole.encoded()
        var random = SplitMix(state: 20_261_122)
        var readable = 0
        for _ in 0..<3000 {
            var body = Array(bytes.dropLast(8))
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 4..<body.count, using: &random)
                switch Int.random(in: 0...3, using: &random) {
                case 0: body[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
                case 1: body[place] = UInt8.random(in: 0...255, using: &random)
                case 2:
                    body.replaceSubrange(
                        place...place, with: [0xFE] + [UInt8](repeating: 0xFF, count: 8) + [1])
                default: body.remove(at: place)
                }
            }
            var writer = ByteWriter()
            writer.append(body)
            writer.append(fixed: FNV.hash(body))
            guard var read = try? Summary(encoded: writer.bytes, from: Self.origin) else {
                continue
            }
            readable += 1
            read.merge(whole)
            read.merge(read)
            _ = read.accounting.rejected
            _ = read.accounting.holds
            _ = read.encoded()
        }
        #expect(readable > 100)
    }
}

@Suite struct `The customers of a summary` {
    /// Parts with more customers than are kept: the sample is that of the whole, in any grouping.
    @Test func `are the same sample in any order`() {
        var random = SplitMix(state: 9)
        var parts = [CustomerLedger](repeating: CustomerLedger(), count: 4)
        for _ in 0..<60_000 {
            let part = Int.random(in: 0..<4, using: &random)
            parts[part].add(
                CustomerMark(name: "c", valueMilli: 1, day: 1, negativeDays: ["": 1]),
                of: random.next())
        }
        for index in parts.indices { parts[index].settle() }
        func merged(_ order: [Int]) -> CustomerLedger {
            order.reduce(into: CustomerLedger()) { $0.merge(parts[$1]) }
        }
        let whole = merged([0, 1, 2, 3])
        #expect(whole.marks.count == CustomerLedger.capacity)
        #expect(whole == merged([3, 1, 0, 2]))
        var pair = merged([2, 3])
        pair.merge(merged([1, 0]))
        #expect(whole == pair)
        // 16,384 of 60,000.
        #expect(abs(whole.share - 16_384.0 / 60_000) < 0.01)
    }
}

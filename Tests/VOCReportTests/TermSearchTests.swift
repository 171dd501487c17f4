import Foundation
import TestSupport
import Testing
import VOCCore

@testable import VOCReport

/// Makes ledgers of texts.
private struct LedgerMaker {
    var ledger = TermLedger()
    private var count = 0

    mutating func add(
        _ text: String, day: Int32 = 0, traits: TermLedger.Traits = [.scored], id: String? = nil,
        source: String = "shop", segments: String = ""
    ) {
        var id = id ?? "i\(count)"
        var text = text
        count += 1
        let key = Digest(of: id).low
        var (source, segments) = (source, segments)
        id.withUTF8 { id in
            source.withUTF8 { source in
                segments.withUTF8 { segments in
                    text.withUTF8 {
                        unsafe ledger.add(
                            key: key, day: day, traits: traits, id: id, source: source, text: $0,
                            segments: segments)
                    }
                }
            }
        }
    }

    /// The ledger of a made-up week: words drawn by Zipf's law, 4 to 15 a text.
    static func quiet(_ count: Int, seed: UInt64) -> LedgerMaker {
        var maker = LedgerMaker()
        var random = SplitMix(state: seed)
        // As many of each word as 1/rank over 400 words says.
        let words = (1...400).flatMap { rank in
            Array(repeating: "w\(letters(rank))", count: max(1, 1000 / rank))
        }
        for _ in 0..<count {
            let text = (0..<Int.random(in: 4...15, using: &random)).map { _ in
                words.randomElement(using: &random)!
            }
            maker.add(
                text.joined(separator: " "), day: Int32.random(in: 0..<4, using: &random))
        }
        return maker
    }

    private static func letters(_ number: Int) -> String {
        String(number).map { String("abcdefghij".dropFirst(Int(String($0))!).first!) }.joined()
    }
}

@Suite struct `Log-odds with an informative prior` {
    /// Expected: the paper's formulas in Python's double arithmetic.
    @Test(arguments: [
        ((20, 1000, 5, 4000, 500.0, 2.5), 2.2106701580455708, 5.243064641091307),
        ((0, 100, 7, 900, 100.0, 0.7), -0.792681019096924, -0.6349699878000366),
        ((109, 2372, 0, 8217, 1058.9, 10.9), 3.426888873970584, 10.83225786639821),
    ])
    func `agree with the paper`(
        _ counts: (Int, Int, Int, Int, Double, Double), _ value: Double, _ z: Double
    ) {
        let odds = LogOdds(
            count: counts.0, of: counts.1, other: counts.2, of: counts.3,
            priorDocuments: counts.4, prior: counts.5)
        #expect(abs(odds.value - value) < 1e-12)
        #expect(abs(odds.z - z) < 1e-12)
    }

    @Test func `change sign with the sets and vanish where shares are equal`() {
        let one = LogOdds(count: 12, of: 300, other: 40, of: 2000)
        let other = LogOdds(count: 40, of: 2000, other: 12, of: 300)
        #expect(abs(one.value + other.value) < 1e-12 && one.value > 0)
        #expect(abs(LogOdds(count: 10, of: 100, other: 50, of: 500).value) < 1e-12)
    }
}

@Suite struct `A table of terms` {
    /// Rare words and phrases are passed over early, which must change no count.
    @Test(arguments: [2, 5, 9])
    func `counts as counting everything would`(_ least: Int) {
        var maker = LedgerMaker.quiet(400, seed: 11)
        for _ in 0..<12 { maker.add("the magic mug leaks. Magic mug, the magic mug!", day: 3) }
        maker.ledger.settle()
        let table = TermTable(maker.ledger, least: least) { $0.day == 3 }
        var expected: [String: (now: UInt32, before: UInt32)] = [:]
        for item in maker.ledger.items {
            let text = unsafe maker.ledger.withText(of: item) {
                unsafe String(decoding: $0, as: UTF8.self)
            }
            var terms: Set<String> = []
            for part in text.lowercased().split(whereSeparator: { ".,!".contains($0) }) {
                let words = part.split(separator: " ").map(String.init)
                for start in words.indices {
                    for end in start..<min(words.count, start + 3) {
                        terms.insert(words[start...end].joined(separator: " "))
                    }
                }
            }
            for term in terms {
                if item.day == 3 {
                    expected[term, default: (0, 0)].now += 1
                } else {
                    expected[term, default: (0, 0)].before += 1
                }
            }
        }
        expected = expected.filter { $0.value.now + $0.value.before >= UInt32(least) }
        #expect(table.phrases.count == expected.count && expected["the magic mug"] != nil)
        for phrase in table.phrases {
            let term = table.text(phrase.key)
            #expect(
                expected[term].map { $0.now == phrase.now && $0.before == phrase.before } == true,
                "\(term)")
        }
    }
}

@Suite struct `A search for terms` {
    private static func isNow(_ item: TermLedger.Item) -> Bool? { item.day == 3 }

    /// A quiet month with a new phrase in 30 items of the last day, and a complaint in 25.
    private static func planted() -> LedgerMaker {
        var maker = LedgerMaker.quiet(2000, seed: 7)
        for number in 0..<30 {
            maker.add(
                "wf \(number % 2 == 0 ? "wc" : "wg") our socks are on point wb", day: 3,
                traits: [.scored, .positive], id: "p\(number)")
        }
        for number in 0..<25 {
            maker.add(
                "wd \(["wb", "wc", "we"][number % 3]) zipper \(["wc", "wd", "wf", "we"][number % 4])",
                day: 3,
                traits: [.scored, .complaint, .negative, .themed], id: "z\(number)")
        }
        maker.ledger.settle()
        return maker
    }

    @Test func `finds what is new, tells complaints apart, and groups what goes together`() throws {
        let found = TermSearch.findings(in: Self.planted().ledger, isNow: Self.isNow)
        #expect(found.terms.count == 2, "\(found.terms.map(\.text))")
        let socks = try #require(found.terms.first)
        #expect(
            "our socks are on point".contains(socks.text) && socks.text.contains(" "),
            "\(socks.text)")
        #expect(socks.now.count == 30 && socks.before.count == 0 && socks.isNew)
        #expect(socks.nature == .praise && socks.complaints.count == 0)
        #expect(socks.ruleItems == 30 && socks.ruleUnthemed == 30)
        let zipper = try #require(found.terms.last)
        #expect(zipper.text == "zipper" && zipper.nature == .complaint)
        #expect(zipper.ruleItems == 25 && zipper.ruleUnthemed == 0)
        #expect(zipper.rule == #"- { id: zipper, name: "Zipper", match: ["zipper"] }"#)
        for term in found.terms {
            #expect(term.pValue < 0.05 && term.odds.z > 3)
            // One of the two or three texts that say the same words is quoted.
            #expect((1...3).contains(term.quotes.count))
            #expect(Set(term.quotes.map(\.text)).count == term.quotes.count)
            for quote in term.quotes {
                let bytes = Array(quote.text.utf8)
                #expect(
                    quote.highlights.map { String(decoding: bytes[$0], as: UTF8.self) }
                        == [term.text])
            }
        }
    }

    @Test func `does not depend on order or partition`() {
        let whole = Self.planted().ledger
        let expected = TermSearch.findings(in: whole, isNow: Self.isNow)
        var parts = [TermLedger(), TermLedger(), TermLedger()]
        for (number, item) in whole.items.enumerated().reversed() {
            var (id, source) = (whole.id(of: item), whole.source(of: item))
            id.withUTF8 { id in
                source.withUTF8 { source in
                    unsafe whole.withText(of: item) {
                        unsafe parts[number % 3].add(
                            key: item.key, day: item.day, traits: item.traits, id: id,
                            source: source, text: $0)
                    }
                }
            }
        }
        var merged = TermLedger()
        for part in [parts[2], parts[0], parts[1]] { merged.merge(part) }
        #expect(merged == whole)
        #expect(TermSearch.findings(in: merged, isNow: Self.isNow) == expected)
    }

    @Test func `finds next to nothing where nothing happened`() {
        // A false discovery rate of 5 % allows two of forty quiet weeks to hold a finding.
        let loud = (0..<40).count { seed in
            var maker = LedgerMaker.quiet(600, seed: UInt64(1000 + seed))
            maker.ledger.settle()
            return !TermSearch.findings(in: maker.ledger, isNow: Self.isNow).terms.isEmpty
        }
        #expect(loud <= 2, "\(loud) of 40")
    }

    @Test func `knows a text whose words stand across clauses, numbers and names from a phrase`() {
        var maker = LedgerMaker.quiet(400, seed: 3)
        for number in 0..<30 {
            maker.add("xylo, phone", day: 3, id: "a\(number)")
            maker.add("kazoo 3 drum", day: 3, id: "b\(number)")
            maker.add("lute @shop harp", day: 3, id: "c\(number)")
        }
        maker.ledger.settle()
        let terms = TermSearch.findings(in: maker.ledger, isNow: Self.isNow).terms
        let all = Set(terms.flatMap { [$0.text] + $0.others })
        #expect(all == ["xylo", "phone", "kazoo", "drum", "lute", "harp"])
    }

    @Test func `makes rules of any word`() {
        func rule(_ text: String) -> String {
            EmergingTerm(
                text: text, others: [], now: Proportion(5, of: 9), before: Proportion(0, of: 9),
                odds: LogOdds(count: 5, of: 9, other: 0, of: 9), pValue: 0,
                complaints: Proportion(0, of: 5), positive: Proportion(0, of: 5),
                negative: Proportion(0, of: 5), nature: .neither, ruleItems: 5, ruleUnthemed: 5,
                quotes: []
            ).rule
        }
        #expect(
            rule("fleet's on fleek")
                == #"- { id: fleets-on-fleek, name: "Fleet's on fleek", match: ["fleet's on fleek"] }"#
        )
        #expect(rule("no").hasPrefix("- { id: no, name: \"No\""))
        #expect(rule("привет").hasPrefix("- { id: term-"))
    }

    @Test func `finds the known events of a public dump`() throws {
        guard let path = Suite.shared("eval/topics/airline_tweets.jsonl") else { return }
        var maker = LedgerMaker()
        for line in try TextFile.bytes(path).split(separator: 0x0A) {
            let row = try #require(
                JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
            let day = try #require(CivilDay(iso: String((row["date"] as! String).prefix(10))))
            maker.add(
                row["text"] as! String, day: Int32(day.daysSinceEpoch), id: row["id"] as? String)
        }
        maker.ledger.settle()
        func terms(of date: String) throws -> Set<String> {
            let day = try #require(CivilDay(iso: date)).daysSinceEpoch
            let found = TermSearch.findings(in: maker.ledger) {
                Int($0.day) > day ? nil : Int($0.day) == day
            }
            return Set(found.terms.flatMap { [$0.text] + $0.others })
        }
        #expect(try terms(of: "2015-02-23").contains("on fleek"))
        #expect(try terms(of: "2015-02-22").contains("dfw"))
    }
}

@Suite struct `A ledger of texts` {
    @Test func `holds a fixed sample of what does not fit, whatever the parts`() {
        func fill(_ ledger: inout TermLedger, _ numbers: some Sequence<Int>) {
            for number in numbers {
                var id = "item \(number)"
                var text = "text number \(number) " + String(repeating: "x", count: number % 90)
                id.withUTF8 { id in
                    text.withUTF8 {
                        unsafe ledger.add(
                            key: Digest(of: id).low, day: Int32(number % 7), traits: .scored,
                            id: id, source: id, text: $0)
                    }
                }
            }
            ledger.settle()
        }
        let limit = 60_000
        var whole = TermLedger(limit: limit)
        fill(&whole, 0..<5000)
        #expect(whole.offered == 5000 && whole.halvings > 1)
        #expect((50..<5000).contains(whole.items.count))
        for parts in [2, 7] {
            var merged = TermLedger(limit: limit)
            for part in (0..<parts).reversed() {
                var ledger = TermLedger(limit: limit)
                fill(&ledger, stride(from: part, to: 5000, by: parts))
                merged.merge(ledger)
            }
            #expect(merged == whole)
        }
    }

    @Test func `cuts long texts at the border of a character`() {
        var maker = LedgerMaker()
        maker.add(String(repeating: "é", count: 5000))
        let item = maker.ledger.items[0]
        let text = unsafe maker.ledger.withText(of: item) {
            unsafe String(decoding: $0, as: UTF8.self)
        }
        #expect(text.utf8.count == TermLedger.longestText && text.allSatisfy { $0 == "é" })
    }
}

@Suite struct `Words of a new source or segment` {
    /// From day 3 on a second airline's customers write, who name it in every text.
    private static func ledger(source: String, segments: String) -> TermLedger {
        var maker = LedgerMaker()
        for day in Int32(0)..<4 {
            for number in 0..<40 {
                maker.add("the seat was cold on flight n\(number)", day: day, segments: "Plan=plus")
            }
        }
        for number in 0..<30 {
            maker.add(
                "skyward lost my bag on flight n\(number)", day: 3, source: source,
                segments: segments)
        }
        return maker.ledger
    }

    private static func isNow(_ item: TermLedger.Item) -> Bool? { item.day == 3 }

    @Test(arguments: [("other", "Plan=plus"), ("shop", "Plan=plus\u{1F}Airline=Skyward")])
    func `are told apart from new words of those who were there`(
        _ source: String, _ segments: String
    ) {
        let ledger = Self.ledger(source: source, segments: segments)
        let origins = NewOrigins(ledger, minimum: 20, isNow: Self.isNow)
        #expect(origins.names == [source == "shop" ? "Airline Skyward" : "source other"])
        let whole = TermSearch.findings(in: ledger, isNow: Self.isNow)
        #expect(whole.terms.contains { ([$0.text] + $0.others).contains("skyward") })
        let known = TermSearch.findings(in: ledger) {
            origins.contains($0, of: ledger) ? nil : Self.isNow($0)
        }
        #expect(known.now == 40 && known.terms.isEmpty)
    }

    @Test func `are nothing special where the origin has been there before`() {
        let ledger = Self.ledger(source: "shop", segments: "Plan=plus")
        let origins = NewOrigins(ledger, minimum: 20, isNow: Self.isNow)
        #expect(origins.names.isEmpty)
        #expect(ledger.items.allSatisfy { !origins.contains($0, of: ledger) })
    }
}

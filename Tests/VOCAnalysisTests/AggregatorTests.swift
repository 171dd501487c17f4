import TestSupport
import Testing
import VOCCore

@testable import VOCAnalysis

@Suite struct `The aggregator` {
    /// An item as a line: text, day, rating, region.
    private struct Item {
        var text: String
        var day: String? = "2026-11-16"
        var rating: Int32? = nil
        var region = ""
        var language = "en"
        var queues: [Int] = []
    }

    private static var packs: SmallPacks {
        var packs = SmallPacks()
        packs.pack = "stages: [{ id: receive }]\ntouchpoints: [{ id: courier }]\n"
        packs.themes = """
            theme: delivery
            stage: receive
            touchpoint: courier
            match: [courier]
            themes:
              - { id: late, match: [late] }
              - { id: lost, match: [lost] }
            """
        packs.intents = [
            ("complaint.yml", "intent: complaint\nmatch: [complain]\nseverity: { 3: [police] }\n"),
            (
                "effort.yml",
                "state: effort\nlevels: [{ value: -0.8, match: [hard] }, { value: 1, match: [easy] }]\n"
            ),
            ("response.yml", "intent: response-needed\nmatch: [call me]\n"),
        ]
        return packs
    }

    private func summary(_ items: [Item], _ scale: SurveyScale? = nil) throws -> Summary {
        let reader = try Self.packs.reader()
        let aggregator = Aggregator(
            reader.analyzer, attributeNames: ["Region"], queues: ["care", "logistics"])
        let batch = FeedbackBatch(attributeCount: 1)
        for (index, item) in items.enumerated() {
            var row = FeedbackBatch.Row()
            row.id = batch.store("\(index)")
            row.source = batch.store("shop")
            row.channel = batch.store("review")
            row.text = batch.store(item.text)
            if let day = item.day.flatMap({ CivilDay(iso: $0) }) {
                row.receivedAt = Int64(day.daysSinceEpoch) * Timestamp.microsecondsPerDay + 1
            }
            if let rating = item.rating { row.ratingMilli = rating * 1000 }
            batch.append(row, attributes: [batch.store(item.region)])
            aggregator.add(
                reader.read(item.text, declaredLanguage: item.language), ofRow: index, in: batch,
                scale: scale,
                queues: item.queues)
        }
        return aggregator.summary()
    }

    /// The cells of the summary whose keys and counters are asked for, as lines.
    private func dump(_ summary: Summary, where isShown: (CellKey) -> Bool = { _ in true })
        -> [String]
    {
        summary.cells.filter { isShown($0.key) }.sorted { $0.key < $1.key }.map { key, tally in
            let day =
                key.day == CellKey.undated ? "undated" : "\(CivilDay(daysSinceEpoch: Int(key.day)))"
            let counts = Tally.Counter.allCases.filter { tally[$0] != 0 }.map {
                "\($0)=\(tally[$0])"
            }
            return
                "\(day) [\(key.segment)] \(key.topic.isEmpty ? "all" : key.topic): \(counts.joined(separator: " "))"
        }
    }

    @Test func `counts each item in its cells, and a parent theme once`() throws {
        let summary = try summary([
            Item(text: "late and lost, bad", region: "North", queues: [1]),
            Item(text: "good", day: nil),
            Item(text: "the courier"),
        ])
        #expect(
            dump(summary) == [
                "undated [] all: items=1 positive=1 milliPoints=500",
                "2026-11-16 [] all: items=2 negative=1 none=1 milliPoints=-500",
                "2026-11-16 [] delivery: items=2 negative=1 neutral=1 milliPoints=-437",
                "2026-11-16 [] delivery/late: items=1 negative=1 milliPoints=-375",
                "2026-11-16 [] delivery/lost: items=1 negative=1 milliPoints=-500",
                "2026-11-16 [] portion:delivery: items=2520 none=2520",
                "2026-11-16 [] portion:delivery/late: items=1260 negative=1260",
                "2026-11-16 [] portion:delivery/lost: items=1260 negative=1260",
                "2026-11-16 [] queue:logistics: items=1 negative=1 milliPoints=-500",
                "2026-11-16 [] stage:receive: items=2 negative=1 none=1 milliPoints=-500",
                "2026-11-16 [] touchpoint:courier: items=2 negative=1 none=1 milliPoints=-500",
                "2026-11-16 [Region=North] all: items=1 negative=1 milliPoints=-500",
                "2026-11-16 [Region=North] delivery: items=1 negative=1 milliPoints=-437",
                "2026-11-16 [Region=North] delivery/late: items=1 negative=1 milliPoints=-375",
                "2026-11-16 [Region=North] delivery/lost: items=1 negative=1 milliPoints=-500",
                "2026-11-16 [Region=North] queue:logistics: items=1 negative=1 milliPoints=-500",
                "2026-11-16 [Region=North] stage:receive: items=1 negative=1 milliPoints=-500",
                "2026-11-16 [Region=North] touchpoint:courier: items=1 negative=1 milliPoints=-500",
            ])
        #expect(summary.accounting.accepted == 3)
        #expect(summary.languages == ["en": 3])
    }

    @Test func `counts complaints, severity, effort, replies and other languages`() throws {
        let summary = try summary([
            Item(text: "I complain about the police, bad"), Item(text: "I complain"),
            Item(text: "call me, it was hard"),
            Item(text: "easy and good"), Item(text: "schlecht", language: "de"),
        ])
        #expect(
            dump(summary) { $0.topic.isEmpty } == [
                "2026-11-16 [] all: items=5 positive=1 negative=1 none=3 milliPoints=0 complaints=2 severeComplaints=1 effortItems=2 effortMilli=200 responseNeeded=2 otherLanguage=1"
                    .replacingZero()
            ])
        #expect(summary.languages == ["en": 4, "de": 1])
    }

    @Test(arguments: [
        (
            SurveyScale(metric: .csat, lowMilli: 1000, highMilli: 5000),
            "csatAnswers=5 csatTop=2 csatMilli=15000", [1, 2, 3, 4, 5]
        ),
        (
            SurveyScale(metric: .nps, lowMilli: 0, highMilli: 10_000),
            "npsAnswers=6 promoters=2 detractors=2", [0, 6, 7, 8, 9, 10]
        ),
        (
            SurveyScale(metric: .ces1, lowMilli: 1000, highMilli: 5000),
            "ces1Answers=2 ces1Milli=6000", [1, 5]
        ),
        (
            SurveyScale(metric: .ces2, lowMilli: 1000, highMilli: 7000),
            "ces2Answers=7 ces2Milli=28000 ces2Easy=3 ces2Top=2 ces2Bottom=3",
            [1, 2, 3, 4, 5, 6, 7]
        ),
    ])
    func `counts survey answers by their scale`(
        _ scale: SurveyScale, _ expected: String, _ ratings: [Int32]
    ) throws {
        let summary = try summary(
            ratings.map { Item(text: "", rating: $0) } + [Item(text: "")], scale)
        let count = ratings.count + 1
        #expect(
            dump(summary) { $0.topic.isEmpty } == [
                "2026-11-16 [] all: items=\(count) none=\(count) \(expected)"
            ])
    }

    @Test func `gives the same bytes however an attribute's value is composed`() throws {
        // é in one scalar and in two: equal for a reader, different bytes.
        let composed = Item(text: "good", region: "Orl\u{E9}ans")
        let split = Item(text: "bad", region: "Orle\u{301}ans")
        var parts = [try summary([composed]), try summary([split])]
        let together = try summary([split, composed])
        for _ in 0..<2 {
            var whole = Summary()
            for part in parts { whole.merge(part) }
            #expect(whole.cells == together.cells)
            #expect(
                Set(whole.cells.map { Array($0.key.segment.utf8) }) == [
                    [], Array("Region=Orl\u{E9}ans".utf8),
                ])
            parts.reverse()
        }
    }

    @Test func `counts the same in any order and split`() throws {
        var random = SplitMix(state: 12)
        let texts = [
            "late, bad", "lost", "good", "I complain, awful", "the courier was nice", "hard", "x",
            "late late late and so it was again",
        ]
        let items = (0..<60).map { _ in
            Item(
                text: texts.randomElement(using: &random)!,
                day: ["2026-11-16", "2026-11-23", nil].randomElement(using: &random)!,
                region: ["", "North", "Köln"].randomElement(using: &random)!,
                queues: Bool.random(using: &random) ? [0] : [])
        }
        let whole = try summary(items)
        var sum = Summary()
        for part in [items[40...], items[..<13], items[13..<40]] {
            sum.merge(try summary(Array(part.shuffled(using: &random))))
        }
        // Ids are places in the part, so quotes differ; counts must not.
        #expect(sum.cells == whole.cells)
        #expect(sum.languages == whole.languages)
    }
}

extension String {
    /// Without the counters that are 0.
    fileprivate func replacingZero() -> String {
        split(separator: " ").filter { !$0.hasSuffix("=0") }.joined(separator: " ")
    }
}

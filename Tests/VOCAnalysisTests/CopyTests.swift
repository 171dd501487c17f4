import TestSupport
import Testing
import VOCCore

@testable import VOCAnalysis

@Suite struct `Copies` {
    /// What somebody paid for: one text, sent again with a few words changed.
    private static let campaign = [
        "I bought this lamp three weeks ago and it broke on the second day, the shop never answered any of my letters about it.",
        "I bought this lamp two weeks ago and it broke on the second day, the shop never answered any of my letters about it!",
        "I bought this lamp three weeks ago and it broke on the second day; the shop never answered any of my emails about it.",
        "i bought this lamp three weeks ago, and it broke on the SECOND day. The shop never answered any of my letters about it. Shame on them",
    ]

    /// Different people about the same things: alike, but each in words of their own.
    private static let ordinary = [
        "The lamp broke on the second day and nobody answered my letters, I want my money back now.",
        "Great lamp, arrived on time and works as described, would buy it again from this shop.",
        "Great kettle, came quickly and does what it should do, I will order here again soon.",
        "Arrived late and the box was open, but the lamp itself is fine and looks really nice.",
        "My order arrived two weeks late and one glass was broken, the hotline was no help at all.",
        "Delivery was fast, the lamp looks nice on my desk and the light is warm and even.",
        "It took three weeks until the shop answered, and then they sent the wrong lamp again.",
        "I have had this lamp for three weeks now and it is the best one that I ever bought.",
    ]

    private static let short = [
        "Great!", "great", "Great lamp", "Great lamp", "Works as described.",
    ]

    private func ledger(_ texts: [String], first: Int = 0, words: Int = 10) -> CopyLedger {
        let sketcher = TextSketcher(leastWords: words)
        var ledger = CopyLedger()
        for (index, text) in texts.enumerated() {
            var text = text
            guard let sketch = text.withUTF8({ unsafe sketcher.sketch(of: $0) }) else {
                continue
            }
            ledger.add(
                CopyRecord(
                    sketch: sketch, key: UInt64(first + index), day: Int32(first + index),
                    place: ledger.number(of: CopyPlace(source: "shop", channel: "review")),
                    counters: 0b11, milliPoints: 500, ratingMilli: 0))
        }
        return ledger
    }

    private func groups(_ ledger: CopyLedger) -> (groupOfItem: [UInt64: UInt64], summary: Summary) {
        var summary = Summary()
        summary.ledger = ledger
        let found = CopySearch.settle(&summary)
        return (found, summary)
    }

    @Test func `with a few words changed are one group, and other texts are in none`() {
        let texts = Self.ordinary + Self.campaign + Self.short
        let (groupOfItem, summary) = groups(ledger(texts))
        let first = UInt64(Self.ordinary.count)
        #expect(
            groupOfItem
                == Dictionary(
                    uniqueKeysWithValues: (0..<UInt64(Self.campaign.count)).map {
                        (first + $0, first)
                    }))
        #expect(summary.copies.searched == Self.ordinary.count + Self.campaign.count)
        #expect(summary.copies.groups == 1)
        #expect(summary.copies.campaigns.map(\.count) == [Self.campaign.count])
        #expect(summary.ledger.isEmpty)
        // The first of the group is no copy; the figures of the others can be taken away.
        let tallies = summary.cells.filter { $0.key.topic == CopyFindings.topic }.map(\.value)
        #expect(tallies.reduce(0) { $0 + $1[.items] } == Self.campaign.count - 1)
        #expect(tallies.reduce(0) { $0 + $1[.milliPoints] } == 500 * (Self.campaign.count - 1))
    }

    @Test(arguments: 1...12) func `are as alike as their pairs of words`(_ changed: Int) {
        // 60 words, of which every fourth or so is another one: estimates lie near the truth.
        let words = (0..<60).map { "w\(letters($0))" }
        var other = words
        for step in 0..<changed { other[step * 4 + 1] = "x\(letters(step))" }
        let sketcher = TextSketcher(leastWords: 3)
        var one = words.joined(separator: " ")
        var two = other.joined(separator: " ")
        let a = one.withUTF8 { unsafe sketcher.sketch(of: $0) }
        let b = two.withUTF8 { unsafe sketcher.sketch(of: $0) }
        let truth = Double(60 - 2 * changed) / Double(60 + 2 * changed)
        let found = Double(a!.agreement(with: b!)) / 32
        // Four standard deviations of a share of 32.
        #expect(abs(found - truth) < 4 * (truth * (1 - truth) / 32).squareRoot() + 0.02)
    }

    private func letters(_ number: Int) -> String {
        String(UnicodeScalar(UInt8(97 + number / 26)))
            + String(UnicodeScalar(UInt8(97 + number % 26)))
    }

    @Test func `are found alike in any partition and order`() {
        var random = SplitMix(state: 5)
        let texts = (0..<400).map { number in
            number % 7 == 0
                ? Self.campaign.randomElement(using: &random)!
                : Self.ordinary.randomElement(using: &random)!
                    + " Order \(letters(number)) \(letters(number * 3 % 600))."
        }
        var whole = Summary()
        whole.ledger = ledger(texts)
        let bytes = whole.encoded()
        let expected = groups(whole.ledger)
        for count in [2, 7] {
            var parts: [Summary] = []
            for part in 0..<count {
                let range = texts.count * part / count..<texts.count * (part + 1) / count
                var summary = Summary()
                summary.ledger = ledger(Array(texts[range]), first: range.lowerBound)
                parts.append(summary)
            }
            parts.shuffle(using: &random)
            var sum = Summary()
            for part in parts { sum.merge(part) }
            #expect(sum.encoded() == bytes)
            let found = groups(sum.ledger)
            #expect(found.groupOfItem == expected.groupOfItem)
            #expect(found.summary.encoded() == expected.summary.encoded())
        }
    }

    @Test func `of texts without spaces are told by their characters`() {
        let texts = [
            "这盏灯用了两天就坏了，客服一直没有回复我的邮件，非常失望。",
            "这盏灯用了三天就坏了，客服一直没有回复我的邮件，非常失望！",
            "送货很快，包装完好，灯光柔和，孩子很喜欢，下次还会再来买。",
        ]
        #expect(groups(ledger(texts)).groupOfItem == [0: 0, 1: 0])
    }
}

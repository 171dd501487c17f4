import TestSupport
import Testing
import VOCCore

@testable import VOCAnalysis

@Suite struct `The pattern notation` {
    private static let origin = Origin(file: "late.yml", line: 3, column: 7)

    /// Variants as one string: places joined by spaces, words of a place by `|`, variants by ` / `.
    private func dump(_ text: String) throws(VOCError) -> String {
        let phrase = try Phrase(text, at: Self.origin, folding: UnicodeText())
        return phrase.variants.map { variant in
            variant.map { set in
                (set.words + set.prefixes.map { "\($0)*" } + (set.matchesNumber ? ["<n>"] : [])
                    + (set.matchesSum ? ["<sum>"] : []) + (set.matchesEmoji ? ["<emoji>"] : []))
                    .joined(separator: "|")
            }.joined(separator: " ")
        }.joined(separator: " / ")
    }

    @Test(arguments: [
        ("late", "late"),
        ("Late  Delivery", "late delivery"),
        ("(late|delayed) parcel", "delayed|late parcel"),
        ("(a|b c|d) x", "a|d x / b c x"),
        ("(the|) parcel", "the parcel / parcel"),
        (
            "(called|rang) (them|) (again|)",
            "called|rang them again / called|rang them / called|rang again / called|rang"
        ),
        ("deliver*", "deliver*"),
        ("(deliver*|courier) was", "courier|deliver* was"),
        ("waited <n> days", "waited <n> days"),
        ("(<sum>|<emoji>|free)", "free|<sum>|<emoji>"),
        ("(two|<n>) days", "two|<n> days"),
        ("((late|delayed) again|overdue)", "overdue / delayed|late again"),
        ("user-friendly", "user friendly"),
        ("doesn’t WORK", "doesn't work"),
        ("can you ?", "can you ?"),
        ("Straße", "strasse"),
        ("👍🏽 👍", "👍 👍"),
        ("(x|x|x)", "x"),
    ])
    func `stands for these phrases`(_ text: String, _ expected: String) throws {
        #expect(try dump(text) == expected)
    }

    @Test(arguments: [
        ("(late", "never closed"), ("late)", "outside brackets"),
        ("late|delayed", "outside brackets"), ("", "empty"),
        ("(|)", "empty"), ("ab*", "three letters"), ("*", "no word"), ("...", "no word"),
        ("a (b|", "never closed"),
        (String(repeating: "(", count: 40) + "a" + String(repeating: ")", count: 40), "too deeply"),
    ])
    func `is refused with its place`(_ text: String, _ words: String) {
        let error = failure { () throws(VOCError) in _ = try dump(text) }
        #expect(error?.code == .patternMalformed)
        #expect(error?.message.contains(words) == true, "\(error?.message ?? "no error")")
        #expect(error?.origin == Self.origin)
    }

    @Test func `is refused when it stands for too many phrases, before they are made`() {
        let wide = Array(repeating: "(a b|c d|e f|g h|i j k|l m n o)", count: 9).joined(
            separator: " ")
        let error = failure { () throws(VOCError) in _ = try dump(wide) }
        #expect(error?.code == .patternTooWide)
    }

    @Test func `never traps, whatever is written`() {
        let pieces = [
            "(", ")", "|", "*", " ", "a", "deliver", "<n>", "?", "NEAR/3", "AND", "OR", "NOT",
            "AFTER/2", "AND/item", "[rating < 3]", "#x", "~a", "<y>",
            "<capitals>", "b[cd]e", "x?y", "'", "é", "👍",
            "\u{0}", "-", ".",
        ]
        var random = SplitMix(state: 99)
        var set = RuleSet()
        let category = set.addCategory(
            Category(kind: .theme(index: 0), id: "t", pack: "themes/small"))
        for _ in 0..<5_000 {
            let text = (0..<Int.random(in: 0...9, using: &random)).map { _ in
                pieces.randomElement(using: &random)!
            }.joined()
            guard let pattern = try? Pattern(text, at: Self.origin) else { continue }
            try? set.add([pattern], to: category, names: PatternNames())
        }
        #expect(RuleTables(set, OperandParts(set.operands)).rules.count > 100)
    }
}

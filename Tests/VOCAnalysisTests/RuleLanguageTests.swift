import TestSupport
import Testing
import VOCCore

@testable import VOCAnalysis

@Suite struct `The rule language` {
    private func reader(_ match: String) throws -> TextReader {
        var packs = SmallPacks()
        packs.themes = """
            theme: t
            themes:
              - { id: one, match: ['\(match)'] }
              - { id: other, match: [broken], not: [broken record] }
            """
        packs.classes = "day: [monday, friday]\nwhen: [<day>, next week]\nloop: [<loop>]\n"
        packs.lists =
            "goods: [parcel, (order|box)]\nlost: ['lost NEAR/2 #goods']\nself: ['#self']\n"
        return try packs.reader()
    }

    private func holds(_ match: String, _ text: String, facts: ItemFacts = ItemFacts()) throws
        -> Bool
    {
        let reader = try reader(match)
        return reader.read(text, declaredLanguage: "en", facts: facts).themes.contains {
            reader.analyzer.themes[$0.theme].id == "t/one"
        }
    }

    @Test(arguments: [
        ("late OR lost", "it is lost", true),
        ("late OR lost AND parcel", "it is late", true),
        ("late OR lost AND parcel", "it is lost", false),
        ("(late OR lost) AND parcel", "it is late", false),
        ("(late OR lost) AND parcel", "the parcel is late", true),
        ("(late OR lost) NEAR/1 parcel", "the parcel is late", true),
        ("(late OR lost) NEAR/1 parcel", "the parcel was not lost", false),
        ("late NOT train", "the train was late", false),
        ("late NOT train", "the parcel was late. The train too", true),
        ("late AND NOT train", "the train was late", false),
        ("NOT train AND late", "it was late", true),
        ("late NOT (train OR bus)", "the bus was late", false),
        ("late NOT NEAR/2 train", "the train is late", false),
        ("late NOT NEAR/2 train", "the train we took that day was late", true),
        ("late NOT AFTER/2 not", "it is not late", false),
        ("late AFTER/1 parcel", "parcel is late", true),
        ("late AFTER/1 parcel", "late parcel", false),
        ("parcel BEFORE/2 late NEAR/1 again", "parcel came late again", true),
        ("((a NEAR/1 b) OR c) AND NOT (d OR e)", "c and f", true),
        ("((a NEAR/1 b) OR c) AND NOT (d OR e)", "a b and e", false),
    ])
    func `joins and nests`(_ match: String, _ text: String, _ expected: Bool) throws {
        #expect(try holds(match, text) == expected)
    }

    @Test(arguments: [
        ("parcel AND/clause late", "the parcel was late, it said", true),
        ("parcel AND/clause late", "the parcel came, it was late", false),
        ("parcel AND late", "the parcel came, it was late", true),
        ("parcel NEAR/9/clause late", "the parcel came, it was late", false),
        ("parcel AND late", "The parcel came. It was late.", false),
        ("parcel AND/item late", "The parcel came. It was late.", true),
        ("parcel AND/item late", "The parcel came.", false),
        ("late NOT/item train", "The parcel was late. I took a train.", false),
        ("late NOT/item train", "The parcel was late.", true),
        ("late AND/item (box NEAR/2 torn)", "Late. A box that is torn.", true),
    ])
    func `knows clause, sentence and item`(_ match: String, _ text: String, _ expected: Bool) throws
    {
        #expect(try holds(match, text) == expected)
    }

    @Test(arguments: [
        ("~fail", "it failed", true), ("~fail", "failing again", true),
        ("~fail", "failure", false), ("~drop", "dropping", true), ("~drop", "dropped", true),
        ("~break", "it broke", true), ("~slow/ly", "slowly", true),
        ("the ~fail of", "the failing of it", true),
        ("organi[sz]e", "we organize", true), ("organi[sz]e", "we organite", false),
        ("gr?y", "grey box", true), ("gr?y", "gry box", false),
        ("on <day>", "on friday", true), ("on <when>", "on next week", true),
        ("on <day>", "on sunday", false),
        ("paid <sum>", "paid $50 for it", true), ("paid <sum>", "paid £5", true),
        ("paid <sum>", "paid 50€", true), ("paid <sum>", "paid 50 times", false),
        ("paid <n>", "paid $50", true),
        ("<emoji>", "well 🦆", true), ("<emoji>", "well", false),
        ("<capitals>", "this is NEVER right", true), ("<capitals>", "THIS IS NEVER RIGHT", false),
        ("late AND <capitals>", "late AGAIN today", true),
    ])
    func `knows stems, spellings and classes`(_ match: String, _ text: String, _ expected: Bool)
        throws
    {
        #expect(try holds(match, text) == expected)
    }

    @Test(arguments: [
        ("late #goods", "a late order", true), ("late #goods", "a late train", false),
        ("#goods NEAR/2 late", "the box was late", true),
        ("#lost", "lost my box", true), ("#lost AND bad", "my box got lost, bad", true),
        ("#t/other AND bad", "broken and bad", true),
        ("#t/other AND bad", "a broken record is bad", false),
    ])
    func `refers to lists and themes`(_ match: String, _ text: String, _ expected: Bool) throws {
        #expect(try holds(match, text) == expected)
    }

    @Test(arguments: [
        ("late AND [rating <= 2]", true), ("late AND [rating > 2]", false),
        ("late NOT [rating <= 2]", false), ("late AND [channel = review]", true),
        ("late AND [channel != review]", false), ("late AND [source = x]", false),
        ("late AND [language = en]", true), ("late AND [segment:Plan = gold]", true),
        ("late AND [segment:Plan != gold]", false), ("late AND [segment:Region = gold]", false),
        ("late AND ([rating > 2] OR [segment:Plan = gold])", true),
        ("late AND ([rating > 2] AND [segment:Plan = gold])", false),
    ])
    func `asks for fields`(_ match: String, _ expected: Bool) throws {
        var facts = ItemFacts()
        facts.ratingMilli = 2000
        facts.channel = Array("review".utf8)
        facts.segments = ["Plan": Array("gold".utf8)]
        #expect(try holds(match, "it is late", facts: facts) == expected)
        // An item without the fields meets no condition but a denied one.
        if expected, !match.contains("language"), !match.contains("NOT"), !match.contains("!=") {
            #expect(try !holds(match, "it is late"))
        }
    }

    @Test func `adds up weights over the item, each pattern once`() throws {
        var packs = SmallPacks()
        packs.themes = """
            theme: t
            match:
              - surely
              - { match: [slow, queue], weight: 0.5 }
              - { match: not me, weight: -0.5 }
            """
        let reader = try packs.reader()
        func isTagged(_ text: String) -> Bool {
            !reader.read(text, declaredLanguage: "en").themes.isEmpty
        }
        #expect(isTagged("surely"))
        #expect(!isTagged("slow. slow"))
        #expect(isTagged("slow. A queue"))
        #expect(!isTagged("slow. A queue. But not me"))
    }

    @Test func `counts overlapping matches once: the longest, then the leftmost`() throws {
        var packs = SmallPacks()
        packs.themes =
            "theme: t\nmatch: [late, very late, late parcel, parcel NEAR/3 late, very late parcel]\n"
        let reader = try packs.reader()
        let text = "a very late parcel. late. very late parcel"
        let reading = reader.read(text, declaredLanguage: "en")
        let bytes = Array(text.utf8)
        #expect(
            reading.ranges[reading.themes[0].places].map {
                String(decoding: bytes[$0], as: UTF8.self)
            } == ["very late parcel", "late", "very late parcel"])
    }

    @Test(arguments: [
        ("late NEAR/5", 12, "both sides"), ("late NEAR/x b", 6, "not an operator"),
        ("NOT late", 1, "something must be said"), ("[rating < 3]", 1, "something must be said"),
        ("a (b AND c)", 3, "within a phrase"), ("(b AND c) a", 10, "must stand between"),
        ("a AND/itme b", 3, "not an operator"), ("(a AND b", 1, "never closed"),
        ("a AND [ratin < 3]", 8, "no field"), ("a AND [rating < x]", 8, "not a number"),
        ("a AND [channel < x]", 8, "only be compared"), ("a AND [rating", 7, "never closed"),
    ])
    func `refuses at the place`(_ match: String, _ column: Int, _ words: String) {
        let error = failure { () throws(VOCError) in
            _ = try Pattern(match, at: Origin(file: "t.yml", line: 3, column: 1))
        }
        #expect(error?.code == .patternMalformed)
        #expect(error?.message.contains(words) == true, "\(error?.message ?? "no error")")
        #expect(error?.origin?.column == column)
    }

    @Test(arguments: [
        ("late #good", "#good", "goods"), ("#t/othr AND a", "#t/othr", "t/other"),
        ("on <dya>", "<dya>", "day"), ("#self", "made of itself", "#self → #self"),
        ("on <loop>", "made of itself", "<loop>"), ("#t/one", "made of itself", "#t/one → #t/one"),
        ("late #t/other", "within a phrase", "operator"),
        ("late #lost", "with operators", "phrases"),
    ])
    func `names what it does not know`(_ match: String, _ words: String, _ hint: String) {
        let error = failure { () throws(VOCError) in
            do { _ = try reader(match) } catch let error as VOCError { throw error } catch {}
        }
        #expect(error?.code == .patternUnknownName)
        #expect(error?.message.contains(words) == true, "\(error?.message ?? "no error")")
        #expect(error?.hint?.contains(hint) == true, "\(error?.hint ?? "no hint")")
    }

    @Test(arguments: [
        ("match: [late #goods]", 3), ("match:\n  - late #goods", 4),
        ("match: ['late', late #goods]", 3),
    ])
    func `is not cut short by a comment that is none`(_ yaml: String, _ line: Int) {
        let error = failure { () throws(VOCError) in
            do {
                var packs = SmallPacks()
                packs.themes = "theme: t\n# a comment #goods\n\(yaml)\n"
                _ = try packs.analyzer()
            } catch let error as VOCError { throw error } catch {}
        }
        #expect(error?.code == .patternMalformed)
        #expect(error?.origin?.line == line)
    }

    @Test func `tries the nearest first`() throws {
        var packs = SmallPacks()
        packs.themes = "theme: t\nmatch: [nice NEAR/6 (shop|staff)]\n"
        let reader = try packs.reader()
        let text = "staff in a town have nice shop"
        let reading = reader.read(text, declaredLanguage: "en")
        let bytes = Array(text.utf8)
        #expect(
            reading.ranges[reading.themes[0].places].map {
                String(decoding: bytes[$0], as: UTF8.self)
            } == ["nice", "shop"])
    }
}

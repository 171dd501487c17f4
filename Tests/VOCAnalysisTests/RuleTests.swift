import TestSupport
import Testing
import VOCCore

@testable import VOCAnalysis

@Suite struct `Rules` {
    /// The marked evidence of theme `t`, as the customer's words; nil if the text is not tagged.
    private func evidence(_ match: String, not: String = "", in text: String) throws -> [String]? {
        var packs = SmallPacks()
        packs.themes = "theme: t\nmatch: ['\(match)']\n" + (not.isEmpty ? "" : "not: ['\(not)']\n")
        let reading = try packs.reader().read(text, declaredLanguage: "en")
        guard let mention = reading.themes.first else { return nil }
        let bytes = Array(text.utf8)
        return reading.ranges[mention.places].map { String(decoding: bytes[$0], as: UTF8.self) }
    }

    @Test(arguments: [
        ("late parcel", Marked("a [[late parcel]] came")),
        ("late parcel", Marked("Late-parcel day")),
        ("parcel NEAR/2 late", Marked("the [[parcel]] was very [[late]]")),
        ("parcel NEAR/2 late", Marked("[[late]] again, the [[parcel]]")),
        ("parcel BEFORE/1 late", Marked("[[parcel]] is [[late]]")),
        ("parcel BEFORE/0 late", Marked("my [[parcel]] [[late]]")),
        (
            "no AND refund AND week",
            Marked("a [[week]] has passed and [[no]] word of my [[refund]]")
        ),
        ("waited <n> days", Marked("we [[waited 12 days]]")),
        ("deliver*", Marked("they [[delivered]] it")),
        ("can you ?", Marked("[[can you]]?")),
        ("can AND ?", Marked("[[can]] you? The next sentence")),
        ("(still|) waiting", Marked("[[still waiting]]")),
    ])
    func `find their evidence`(_ match: String, _ text: Marked) throws {
        let found = try #require(try evidence(match, in: text.text))
        guard !text.spans.isEmpty else { return }
        let bytes = Array(text.text.utf8)
        let marked = text.spans.map { String(decoding: bytes[$0], as: UTF8.self) }
        #expect(marked.allSatisfy(found.contains), "\(found)")
        // A shorter way to say the same may be found inside.
        #expect(found.allSatisfy { piece in marked.contains { $0.hasSuffix(piece) } }, "\(found)")
    }

    @Test(arguments: [
        ("parcel NEAR/2 late", "the parcel came and was very late"),
        ("parcel BEFORE/5 late", "late parcel"),
        ("parcel BEFORE/0 late", "parcel is late"),
        ("parcel AND late", "My parcel came. I was late."),
        ("late parcel", "late, parcel"), ("late parcel", "late. Parcel"),
        ("late parcel", "late @someone"),
        ("can you ?", "can you, please."), ("(a b) NEAR/3 (b c)", "a b c"),
        ("waited <n> days", "waited some days"), ("parcel", "parcels"),
    ])
    func `stay silent`(_ match: String, _ text: String) throws {
        #expect(try evidence(match, in: text) == nil)
    }

    @Test(arguments: [
        ("The train was late later today.", false),
        ("The parcel was late. See you later today.", true),
        ("later today", false), ("later, today it was late", true),
    ])
    func `are cancelled in the same sentence only`(_ text: String, _ isTagged: Bool) throws {
        #expect(try (evidence("late", not: "later today", in: text) != nil) == isTagged)
    }

    @Test func `match whatever the case, apostrophe, hyphen or hash`() throws {
        for text in ["DOESN’T work", "doesn't-work", "#doesn't work", "Doesnʼt Work"] {
            #expect(try evidence("doesn''t work", in: text) != nil, "\(text)")
        }
    }

    @Test func `name the finer theme only, and parents where nothing finer is said`() throws {
        var packs = SmallPacks()
        packs.themes = """
            theme: delivery
            match: [courier]
            themes:
              - { id: late, match: [late] }
              - { id: lost, match: [lost] }
            """
        let reader = try packs.reader()
        func ids(_ text: String) -> [String] {
            reader.read(text, declaredLanguage: "en").themes.map {
                reader.analyzer.themes[$0.theme].id
            }
        }
        #expect(ids("the courier came") == ["delivery"])
        #expect(ids("the courier was late") == ["delivery/late"])
        #expect(ids("late or lost. The courier knows") == ["delivery/late", "delivery/lost"])
        #expect(ids("all good") == [])
    }

    @Test func `give a theme the feeling that stands nearest to it`() throws {
        var packs = SmallPacks()
        packs.themes =
            "theme: t\nthemes:\n  - { id: app, match: [app] }\n  - { id: shop, match: [shop] }\n  - { id: late, match: [late], polarity: -0.5 }\n"
        let reader = try packs.reader()
        func labels(_ text: String) -> [String] {
            reader.read(text, declaredLanguage: "en").themes.map {
                "\(reader.analyzer.themes[$0.theme].id) \($0.label.name)"
            }
        }
        #expect(
            labels("the app is good, the shop is bad") == ["t/app positive", "t/shop negative"])
        #expect(labels("the app. It is bad") == ["t/app neutral"])
        #expect(labels("it is late") == ["t/late negative"])
    }

    @Test(arguments: [
        ("the app, the shop and the till are good", "app + shop + till +"),
        ("the app is bad, the shop is good", "app - shop +"),
        ("the app is bad and the shop", "app - shop -"),
        ("the app is bad, the shop is good and there is a till", "app - shop + till ="),
        ("good app. There is a shop", "app + shop ="),
        ("a cheap app", "app +"), ("a bad cheap app", "app ~"), ("a cheap bad shop", "shop -"),
    ])
    func `share the feeling of a sentence of one mind, and judge for themselves`(
        _ text: String, _ expected: String
    ) throws {
        var packs = SmallPacks()
        packs.terms.append("cheap\t-0.5")
        packs.themes = """
            theme: t
            themes:
              - { id: app, match: [app, { match: cheap app, polarity: 0.5 }] }
              - { id: shop, match: [shop] }
              - { id: till, match: [till] }
            """
        let reader = try packs.reader()
        let signs: [SentimentLabel: String] = [
            .positive: "+", .negative: "-", .neutral: "=", .mixed: "~",
        ]
        let found = reader.read(text, declaredLanguage: "en").themes.map {
            "\(reader.analyzer.themes[$0.theme].id.dropFirst(2)) \(signs[$0.label] ?? "?")"
        }
        #expect(found.joined(separator: " ") == expected)
    }

    @Test func `keep the one theme of a choice that most is said of`() throws {
        var packs = SmallPacks()
        packs.themes = """
            theme: product
            choose: one
            themes:
              - { id: card, match: [card], themes: [{ id: lost, match: [lost] }] }
              - { id: loan, match: [loan, { match: borrow, weight: 3 }] }
              - { id: account, match: [account] }
            """
        let reader = try packs.reader()
        func ids(_ text: String) -> [String] {
            reader.read(text, declaredLanguage: "en").themes.map {
                reader.analyzer.themes[$0.theme].id
            }
        }
        #expect(ids("card, card, loan") == ["product/card"])
        #expect(ids("card, card. I borrow") == ["product/loan"])
        #expect(ids("account or card") == ["product/card"])
        #expect(ids("my account: card lost") == ["product/card/lost"])
        #expect(
            ids("loan loan loan loan loan loan. account, a card, lost, lost, lost, lost")
                == ["product/card/lost"])
    }
}

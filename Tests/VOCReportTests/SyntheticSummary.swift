import TestSupport
import VOCCore

@testable import VOCReport

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers in each run.
struct FixedRandom: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func chance(_ p: Double) -> Bool { Double.random(in: 0..<1, using: &self) < p }
}

/// Ten ISO weeks of invented feedback, Monday 2026-09-07 to Sunday 2026-11-15: late delivery from
/// 28 Sep to 25 Oct (worst in the North), log-in problems from 9 Nov, NPS falling and recovering.
/// Returned in parts that merge to the whole.
enum Synthetic {
    static let firstDay = CivilDay(iso: "2026-09-07")!

    static let request = ReportRequest(
        title: "Nordkap Home — customer feedback", period: .week, minimum: 20,
        themes: [
            ThemeNote(id: "delivery", name: "Delivery", stage: "receive", owner: "Logistics"),
            ThemeNote(
                id: "delivery/late", name: "Late delivery", stage: "receive", touchpoint: "courier",
                owner: "Logistics"),
            ThemeNote(
                id: "delivery/damaged", name: "Damaged parcel", stage: "receive",
                touchpoint: "courier", owner: "Logistics"),
            ThemeNote(id: "app", name: "App", stage: "order", touchpoint: "app"),
            ThemeNote(
                id: "app/login", name: "Log-in problems", stage: "order", touchpoint: "app",
                owner: "Digital"),
            ThemeNote(id: "app/checkout", name: "Checkout", stage: "order", touchpoint: "web"),
            ThemeNote(id: "staff", name: "Staff"),
            ThemeNote(
                id: "staff/friendly", name: "Friendly staff", stage: "help", touchpoint: "phone",
                owner: "Care"),
            ThemeNote(id: "price", name: "Price", stage: "choose", touchpoint: "web"),
            ThemeNote(
                id: "price/value", name: "Value for money", stage: "choose", touchpoint: "web"),
            ThemeNote(id: "billing", name: "Billing"),
            ThemeNote(
                id: "billing/refund", name: "Slow refund", stage: "help", touchpoint: "email",
                owner: "Finance"),
        ],
        stages: [
            Named(id: "choose", name: "Choose"), Named(id: "order", name: "Order"),
            Named(id: "receive", name: "Receive"), Named(id: "use", name: "Use"),
            Named(id: "help", name: "Get help"),
        ],
        touchpoints: [
            Named(id: "web", name: "Web shop"), Named(id: "app", name: "App"),
            Named(id: "courier", name: "Courier"), Named(id: "phone", name: "Phone"),
            Named(id: "email", name: "E-mail"), Named(id: "store", name: "Store"),
        ],
        queues: [
            QueueNote(
                name: "late", queue: "logistics", priority: "high",
                acknowledgeWithin: "4 business hours", resolveWithin: "3 business days"),
            QueueNote(
                name: "refund", queue: "billing-care", priority: "normal",
                acknowledgeWithin: "1 business day", resolveWithin: "5 business days"),
        ],
        actions: [
            ActionNote(
                date: CivilDay(iso: "2026-10-19")!, theme: "delivery/late", what: "second courier")
        ],
        sources: ["social", "survey", "trustpilot", "zendesk"], engine: "voc 1.0",
        lexicons: [
            ReportRequest.Lexicon(id: "en/general", version: "1.0"),
            ReportRequest.Lexicon(id: "themes/retail", version: "1.2"),
        ],
        rejectsShown: [
            RejectNote(
                origin: "zendesk.csv:812:17", code: "csv.unclosed-quote",
                message: "the quote opened here is never closed"),
            RejectNote(
                origin: "trustpilot.csv:44:1", code: "csv.field-count",
                message: "found 7 fields, expected 9"),
        ])

    static func parts() -> [Summary] {
        var random = FixedRandom(state: 7)
        var parts: [Summary] = []
        for week in 0..<10 {
            var part = Summary()
            let items = Int.random(in: 178...204, using: &random)
            for number in 0..<items { add(number, week: week, to: &part, &random) }
            part.accounting.read = items + 5
            part.accounting.accepted = items
            part.accounting.duplicate = 3
            part.accounting.rejectedByCode = ["csv.unclosed-quote": 1, "csv.field-count": 1]
            parts.append(part)
        }
        return parts
    }

    static func summary() -> Summary {
        parts().reduce(into: Summary()) { $0.merge($1) }
    }

    private static func add(
        _ number: Int, week: Int, to part: inout Summary, _ random: inout FixedRandom
    ) {
        let day = firstDay.daysSinceEpoch + 7 * week + Int.random(in: 0..<7, using: &random)
        let sources = [
            ("trustpilot", "review"), ("zendesk", "ticket"), ("social", "social"),
            ("survey", "survey"),
        ]
        let (source, channel) = sources.randomElement(using: &random)!
        let region = ["North", "South", "East", "West"].randomElement(using: &random)!
        let plan = ["basic", "plus"].randomElement(using: &random)!
        let isLateTime = (3...6).contains(week)
        var late = [0.07, 0.07, 0.07, 0.25, 0.29, 0.34, 0.24, 0.07, 0.07, 0.07][week]
        if isLateTime { late *= region == "North" ? 1.55 : 0.82 }
        let login = week == 9 ? 0.31 : 0.012

        var themes: [(String, Double)] = []
        if random.chance(late) { themes.append(("delivery/late", -0.8)) }
        if random.chance(0.03) { themes.append(("delivery/damaged", -0.7)) }
        if random.chance(login) { themes.append(("app/login", -0.75)) }
        if random.chance(0.05) { themes.append(("app/checkout", -0.1)) }
        if random.chance(0.16) { themes.append(("staff/friendly", 0.85)) }
        if random.chance(0.11) { themes.append(("price/value", 0.2)) }
        if random.chance(0.06) { themes.append(("billing/refund", -0.6)) }
        let mood =
            themes.isEmpty ? 0.25 : themes.map(\.1).reduce(0, +) / Double(themes.count)
        let draw = mood + Double.random(in: -0.8...0.8, using: &random)
        let label: SentimentLabel =
            random.chance(0.06)
            ? .none
            : draw > 0.25
                ? .positive : draw < -0.25 ? .negative : random.chance(0.3) ? .mixed : .neutral

        var tally = Tally()
        tally[.items] = 1
        let milli = max(-1000, min(1000, Int(draw * 600)))
        switch label {
        case .positive: tally[.positive] = 1
        case .negative: tally[.negative] = 1
        case .neutral: tally[.neutral] = 1
        case .mixed: tally[.mixed] = 1
        case .none: tally[.none] = 1
        }
        if label != .none { tally[.milliPoints] = milli }
        var topics: Set<String> = []
        for (theme, _) in themes {
            topics.insert(theme)
            topics.insert(ThemeTree.root(theme))
            let note = request.themes.first { $0.id == theme }!
            topics.insert("stage:\(note.stage)")
            topics.insert("touchpoint:\(note.touchpoint)")
        }
        if label == .negative, random.chance(0.6) {
            tally[.complaints] = 1
            topics.insert("intent:complaint")
            if random.chance(0.25) { tally[.severeComplaints] = 1 }
            if random.chance(0.6) { tally[.responseNeeded] = 1 }
            if topics.contains("delivery") { topics.insert("queue:logistics") }
            if topics.contains("billing") { topics.insert("queue:billing-care") }
            if random.chance(week == 9 ? 0.3 : 0.12) { topics.insert("intent:churn-risk") }
        }
        if label == .positive, random.chance(0.4) { topics.insert("intent:praise") }
        if random.chance(0.07) { topics.insert("intent:question") }
        if random.chance(0.05) { topics.insert("intent:suggestion") }
        if source == "survey" {
            tally[.npsAnswers] = 1
            let dip = isLateTime ? 0.45 : 0
            let answer = draw + 0.35 - dip + Double.random(in: -0.4...0.4, using: &random)
            if answer > 0.4 {
                tally[.promoters] = 1
            } else if answer < -0.1 {
                tally[.detractors] = 1
            }
        } else if source != "social" {
            tally[.csatAnswers] = 1
            if draw > 0.1 { tally[.csatTop] = 1 }
            tally[.csatMilli] = draw > 0.1 ? 4500 : 2000
        }
        let isOther = random.chance(0.03)
        if isOther { tally[.otherLanguage] = 1 }
        part.languages[isOther ? "de" : "en", default: 0] += 1
        for segment in ["", "Region=\(region)", "plan=\(plan)"] {
            for topic in topics.sorted() + [""] {
                part.add(
                    tally,
                    to: CellKey(
                        day: Int32(day), source: source, channel: channel, segment: segment,
                        topic: topic))
            }
        }
        for topic in topics.sorted() {
            guard let words = words[topic] else { continue }
            let text = words[number % words.count]
            part.offer(
                Quote(
                    strength: abs(milli), tieBreak: random.next(),
                    itemID: "\(source)-\(week)-\(number)",
                    source: source, day: Int32(day), label: label, milliPoints: milli,
                    text: text.text, highlights: text.spans),
                to: QuoteKey(
                    topic: topic,
                    week: Int32(CivilDay(daysSinceEpoch: day).weekStart.daysSinceEpoch)))
        }
    }

    private static let words: [String: [Marked]] = [
        "delivery/late": [
            Marked(
                "Ordered on the 3rd, promised in two days, and it [[arrived eight days late]]. Nobody told me anything."
            ),
            Marked("[[Still waiting]] for my parcel. The courier keeps moving the date."),
            Marked(
                "Lovely sofa, but the delivery [[took forever]] and I lost a day of work for nothing."
            ),
        ],
        "delivery/damaged": [Marked("The box was [[crushed]] and the lamp inside [[broken]].")],
        "app/login": [
            Marked(
                "Since the update I [[cannot log in]] any more, it says wrong password every time."),
            Marked("The app [[logs me out]] after every click. Unusable."),
            Marked("[[Log-in loop]] on Android 16, reset mail never comes 😡"),
        ],
        "app/checkout": [Marked("Checkout is fine but [[the voucher field]] is hard to find.")],
        "staff/friendly": [
            Marked(
                "Maria on the phone was [[so kind and patient]], she sorted it in five minutes."),
            Marked("[[Lovely people]] in the store, thank you!"),
        ],
        "price/value": [
            Marked("[[Good value]] for what you pay."), Marked("A bit [[pricey]] but it lasts."),
        ],
        "billing/refund": [
            Marked("My [[refund is three weeks overdue]] and I have to ask again and again.")
        ],
        "intent:churn-risk": [Marked("This was [[the last time I order]] from you.")],
        "intent:suggestion": [Marked("[[Please add]] a way to choose the delivery hour.")],
        "intent:question": [Marked("[[Can I change]] the address after ordering?")],
        "intent:praise": [Marked("[[Thank you]], perfect as always.")],
        "intent:complaint": [Marked("[[I want to complain]] about the third missed appointment.")],
    ]

    /// Weekly counts of one theme as a summary of its own: `hits[w]` of `totals[w]` items.
    static func series(_ themes: [String: [Int]], totals: [Int]) -> Summary {
        var summary = Summary()
        for (week, total) in totals.enumerated() {
            let day = Int32(firstDay.daysSinceEpoch + 7 * week + 6)
            var tally = Tally()
            tally[.items] = total
            tally[.neutral] = total
            summary.add(tally, to: CellKey(day: day, source: "s", channel: "c"))
            for (theme, hits) in themes {
                var some = Tally()
                some[.items] = hits[week]
                some[.negative] = hits[week]
                if hits[week] > 0 {
                    summary.add(
                        some, to: CellKey(day: day, source: "s", channel: "c", topic: theme))
                }
            }
        }
        return summary
    }
}

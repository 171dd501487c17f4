import TestSupport
import Testing
import VOCAnalysis
import VOCCore

@testable import VOCLearn

@Suite struct `Learning themes` {
    /// Texts of three themes told by made-up words; "lift" is a rule of the base for rooms.
    private func gold(_ count: Int, isHeldOut: Bool = false) -> GoldFile {
        var random = SplitMix(state: isHeldOut ? 3 : 7)
        let words = [
            "rooms": ["zorbic", "lift", "quaxed"], "food": ["plimmed", "vask"],
            "staff": ["drobly", "snerp"],
        ]
        let fillers = ["the", "a", "and", "was", "there", "here", "today"]
        let themes = words.keys.sorted()
        let items = (0..<count).map { index in
            let theme = themes[index % 3]
            let own = words[theme]![Int(random.next() % UInt64(words[theme]!.count))]
            let before = fillers[Int(random.next() % 7)]
            let after = fillers[Int(random.next() % 7)]
            return GoldItem(
                id: "t\(isHeldOut ? "h" : "")\(index)", text: "\(before) \(own) \(after)",
                labels: [theme], isHeldOut: isHeldOut)
        }
        return GoldFile(name: "stays", items: items)
    }

    private func base(in folder: String) throws {
        try Planted.lexicons(in: folder)
        func put(_ path: String, _ text: String) throws {
            let full = "\(folder)/\(path)"
            try TextFile.makeFolder(String(full[..<full.lastIndex(of: "/")!]))
            try TextFile.write(Array(text.utf8), to: full)
        }
        try put(
            "themes/stays/pack.yml",
            "id: stays\nversion: 1.0.0\nlanguage: en\nlicence: Apache-2.0\n")
        try put("themes/stays/rooms.yml", "theme: rooms\nmatch: [lift, zorbic]\n")
        try put("themes/stays/food.yml", "theme: food\nmatch: [vask]\n")
    }

    private func learn(
        _ files: [GoldFile], _ folder: String, _ decision: TopicDecision = .exclusive,
        jobs: Int = 1, change: (inout TopicLearning.Plan) -> Void = { _ in }
    ) throws -> LearnedTopics {
        try base(in: folder)
        var plan = TopicLearning.Plan(kind: .themes, base: "stays", decision: decision)
        plan.lexicon = "en/small"
        plan.jobs = jobs
        change(&plan)
        return try TopicLearning(files, plan, in: LexiconFolders([folder])).learn()
    }

    private func themes(_ text: String, _ pack: String, _ folder: String) throws -> [String] {
        let analyzer = try Analyzer(
            AnalysisSpec(lexicon: "en/small", themes: [pack], intents: ""),
            in: LexiconFolders([folder]))
        return TextReader(analyzer).read(text, declaredLanguage: "en").themes.map {
            analyzer.themes[$0.theme].id
        }
    }

    @Test func `finds the words that were planted`() throws {
        try Suite.withFolder { folder in
            let learned = try learn([gold(150), gold(60, isHeldOut: true)], folder)
            let held = learned.figures.first { $0.name.hasPrefix("texts of another split") }
            #expect((held?.figures.accuracy ?? 0) > 0.95)
            #expect(
                learned.lines.contains {
                    $0.id == "food" && $0.pattern == "plimmed" && $0.milli > 0
                })
        }
    }

    @Test(arguments: TopicDecision.allCases)
    func `writes a pack that decides as the fit did`(_ decision: TopicDecision) throws {
        try Suite.withFolder { folder in
            let learned = try learn([gold(120)], folder, decision)
            try learned.write(
                to: "\(folder)/themes/ours", id: "ours", licence: "CC0-1.0", source: "stays")
            #expect(try themes("the plimmed here", "ours", folder) == ["food"])
            #expect(try themes("there was drobly", "ours", folder) == ["staff"])
            // The word stands in a rule of the base and in the texts.
            #expect(try themes("a zorbic today", "ours", folder) == ["rooms"])
            let none = try themes("there was nothing here", "ours", folder)
            #expect(none.count == (decision == .any ? 0 : 1))
        }
    }

    @Test func `what counts adds up to the sum exactly, each at its line`() throws {
        try Suite.withFolder { folder in
            let out = "\(folder)/themes/ours"
            try learn([gold(120)], folder).write(
                to: out, id: "ours", licence: "CC0-1.0", source: "stays")
            let analyzer = try Analyzer(
                AnalysisSpec(lexicon: "en/small", themes: ["ours"], intents: ""),
                in: LexiconFolders([folder]))
            let reader = TextReader(analyzer)
            let text = "the zorbic lift and the plimmed vask"
            _ = reader.read(text, declaredLanguage: "en")
            let file = try TextFile.read("\(out)/weights.tsv").split(
                separator: "\n", omittingEmptySubsequences: false)
            for weighing in reader.weighings {
                var phrases = 0
                var others = 0
                for part in weighing.parts {
                    if part.range == nil { others += part.milli } else { phrases += part.milli }
                    let cells = file[part.origin.line - 1].split(separator: "\t")
                    #expect(cells[0] == weighing.id && cells[1] == part.pattern)
                    #expect(Int((Double(cells[2])! * 1000).rounded()) == part.milli)
                }
                let divided =
                    (Double(phrases) * 1000 / Double(weighing.rootMilli)).rounded(
                        .toNearestOrAwayFromZero)
                #expect(Int(divided) + others == weighing.sumMilli)
            }
            #expect(reader.weighings.contains { !$0.parts.isEmpty && $0.isDecided })
        }
    }

    @Test func `is never worse than the rules alone with few texts`() throws {
        try Suite.withFolder { folder in
            let learned = try learn([gold(200), gold(90, isHeldOut: true)], folder) {
                $0.curve = [20, 50]
            }
            #expect(learned.curve.map(\.count) == [20, 50])
            for row in learned.curve {
                #expect(row.learned.microF1 >= row.seeds.microF1)
                #expect(row.learned.macroF1 >= row.seeds.macroF1)
            }
        }
    }

    @Test func `writes the same bytes for any number of threads`() throws {
        try Suite.withFolder { folder in
            var written: [[UInt8]] = []
            for jobs in [1, 2, 1] {
                let out = "\(folder)/out\(written.count)"
                try learn([gold(100)], folder, jobs: jobs).write(
                    to: out, id: "ours", licence: "CC0-1.0", source: "stays")
                written.append(
                    try ["weights.tsv", "pack.yml", "README.md"].flatMap {
                        try TextFile.bytes("\(out)/\($0)")
                    })
            }
            #expect(written[0] == written[1] && written[0] == written[2])
        }
    }
}

@Suite struct `Starts of learning themes` {
    @Test func `beginnings of words stand for forms that no text has`() {
        let texts = ["refunded at last", "a refund", "refunding it", "chargeback"]
        let patterns = TopicCandidates.patterns(texts)
        #expect(patterns.contains("refu*") && patterns.contains("refun*"))
        // One word alone has no need of it.
        #expect(!patterns.contains("char*"))
    }

    @Test func `words of a label's name are found in all their forms`() {
        let patterns = ["(refund|refunds)", "card", "money", "refu*", "the card", "to"]
        let found = TopicCandidates.named(
            ["card_refunded", "not-sent", "to-money"], patterns
        ) { $0 != 5 }
        #expect(found == [[0, 1], [], [2]])
    }

    @Test func `labels start from the words of their names, unless rules stand for them`() throws {
        try Suite.withFolder { folder in
            try Planted.lexicons(in: folder)
            let words = [
                "card", "refund", "pin", "rate", "loan", "fee", "cash", "app", "code", "limit",
                "form", "desk",
            ]
            let items = words.flatMap { word in
                (0..<4).map { index in
                    GoldItem(
                        id: "\(word)\(index)", text: "so \(word) it is", labels: ["a_\(word)_b"],
                        isHeldOut: index == 3)
                }
            }
            var plan = TopicLearning.Plan(kind: .themes, decision: .exclusive)
            plan.lexicon = "en/small"
            let learned = try TopicLearning(
                [GoldFile(name: "cards", items: items)], plan, in: LexiconFolders([folder])
            ).learn()
            let seeds = learned.figures.first {
                $0.name.hasPrefix("seeds alone, on texts of another")
            }
            #expect(seeds?.figures.accuracy == 1)
        }
    }

    @Test func `of two labels the one without rules is the rest, and each phrase speaks for one`()
        throws
    {
        try Suite.withFolder { folder in
            try Planted.lexicons(in: folder)
            func put(_ name: String, _ text: String) throws {
                try TextFile.makeFolder("\(folder)/themes/stays")
                try TextFile.write(Array(text.utf8), to: "\(folder)/themes/stays/\(name)")
            }
            try put("pack.yml", "id: stays\nversion: 1.0.0\nlanguage: en\nlicence: Apache-2.0\n")
            try put("late.yml", "theme: late\nmatch: [overdue]\n")
            let items = (0..<200).map { index in
                let isLate = index % 2 == 0
                let word = ["overdue", "quaxed", "tardy"][index % 3]
                return GoldItem(
                    id: "d\(index)", text: isLate ? "the parcel was \(word)" : "the parcel is here",
                    labels: [isLate ? "late" : "not_late"], isHeldOut: index % 5 == 4)
            }
            var plan = TopicLearning.Plan(kind: .themes, base: "stays", decision: .exclusive)
            plan.lexicon = "en/small"
            let learned = try TopicLearning(
                [GoldFile(name: "stays", items: items)], plan, in: LexiconFolders([folder])
            ).learn()
            let seeds = learned.figures.first {
                $0.name.hasPrefix("seeds alone, on texts of another")
            }
            #expect((0.6...0.7).contains(seeds?.figures.accuracy ?? 0))
            let held = learned.figures.first { $0.name.hasPrefix("texts of another split") }
            #expect(held?.figures.accuracy == 1)
            #expect(learned.lines.allSatisfy { $0.milli > 0 || $0.pattern == "<bias>" })
            let patterns = learned.lines.map(\.pattern).filter { $0 != "<bias>" }
            #expect(Set(patterns).count == patterns.count)
        }
    }

    @Test func `a label that loses all its duels gets a lead, others none`() {
        let truths = [[0], [0], [0], [0], [0], [0], [1], [1], [1], [1]]
        let sums = truths.enumerated().map { index, truth in
            truth == [0] ? [1.0 + 0.01 * Double(index), 0.2, -1] : [0.6, 0.5, -1]
        }
        let shifts = Thresholds.handicaps(truths, sums, labels: 3)
        let answers = sums.map { TopicFit.decide(zip($0, shifts).map(+), .exclusive) }
        #expect(answers == truths)
        #expect(shifts[2] == 0)
        // Where nothing is to be won, nothing is moved.
        let plain = truths.map { $0 == [0] ? [1.0, 0, -1] : [0, 1.0, -1] }
        #expect(Thresholds.handicaps(truths, plain, labels: 3) == [0, 0, 0])
    }
}

package import VOCAnalysis
package import VOCCore

/// `voc learn themes` and `voc learn intents`: fits weights of words and phrases for each label,
/// starting from the rules of a base pack.
package struct TopicLearning: Sendable {
    /// What to learn, and how.
    package struct Plan: Sendable {
        package var kind: TopicKind
        /// The pack whose rules are the start; nil to start from nothing.
        package var base: String?
        package var decision: TopicDecision
        /// By label: the themes or intents of the base whose rules are its start; itself where
        /// nothing is said.
        package var seeds = LabelMap()
        /// The most phrases a label.
        package var terms = 600
        package var lexicon = "en/general"
        package var jobs = 1
        /// Numbers of texts to learn from for the learning curve.
        package var curve: [Int] = []

        package init(kind: TopicKind, base: String? = nil, decision: TopicDecision = .any) {
            self.kind = kind
            self.base = base
            self.decision = decision
        }
    }

    private let plan: Plan
    private let corpus: TopicCorpus
    private let base: TopicBase?
    private let folders: LexiconFolders
    private let patterns: [String]
    private let fit: TopicFit
    private let note: @Sendable (String) -> Void

    /// What an error may cost beside the pull to the seeds.
    static let costs: [TopicFit.Cost] = [0.5, 1].flatMap { balance in
        [0.002, 0.006, 0.02, 0.06, 0.2].map { .init(strength: $0, balance: balance) }
    }

    package init(
        _ files: [GoldFile], labels map: LabelMap = LabelMap(), other: String? = nil, _ plan: Plan,
        in folders: LexiconFolders, note: @escaping @Sendable (String) -> Void = { _ in }
    ) throws(VOCError) {
        self.plan = plan
        self.folders = folders
        self.note = note
        corpus = try TopicCorpus(files, map, plan.decision, other: other)
        base = try plan.base.map { (name) throws(VOCError) in
            try TopicBase(name, plan.kind, in: folders)
        }
        let corpus = corpus
        patterns = TopicCandidates.patterns(corpus.learned.map { corpus.texts[$0] })
        note(
            "\(corpus.learned.count) texts, \(corpus.labels.count) labels, \(patterns.count) patterns"
        )
        let features = try TopicReadings.read(
            corpus.texts, patterns: patterns, kind: plan.kind, labels: corpus.labels, base: base,
            lexicon: plan.lexicon, in: folders, jobs: plan.jobs)
        let rules = TopicReadings.rules(plan.kind, base)
        let start = patterns.count
        fit = TopicFit(
            features: features, truths: corpus.truths, labelCount: corpus.labels.count,
            seeds: corpus.labels.map { label in
                let named = plan.seeds.ours(for: label).map { "#\($0)" }
                return rules.indices.filter { named.contains(rules[$0]) }.map { $0 + start }
            })
    }

    /// Learns, measures and chooses how far to leave the seeds.
    package func learn() throws(VOCError) -> LearnedTopics {
        let all = corpus.learned
        let choice = choose(all)
        note(
            choice.cost == .none
                ? "the seeds stay"
                : "cost of an error \(choice.cost.strength), balance \(choice.cost.balance)")
        let lines = self.lines(all, choice)
        let pack = PackFolder(
            kind: plan.kind, id: "learned", labels: corpus.labels, decision: plan.decision,
            lines: lines)
        let analyzer = try TopicReadings.analyzer(
            pack, base: base, lexicon: plan.lexicon, in: folders)
        var learned = LearnedTopics(
            plan: plan, labels: corpus.labels, lines: lines, base: base,
            strength: choice.cost.strength)
        learned.figures.append(("seeds alone, on the texts learned from", seeds(all)))
        learned.figures.append(("each fifth while it was left out", choice.figures))
        learned.figures.append(("the texts learned from", figures(all, analyzer)))
        let held = corpus.heldOut
        if !held.isEmpty {
            learned.figures.append(("seeds alone, on texts of another split", seeds(held)))
            learned.figures.append(("texts of another split, never seen", figures(held, analyzer)))
        }
        learned.counts = corpus.labels.indices.map { label in
            all.count { corpus.truths[$0].contains(label) }
        }
        for count in plan.curve where count < all.count {
            let sample = corpus.sample(count)
            let choice = choose(sample)
            let models = fit.models(sample, choice.cost, terms: plan.terms)
            let inside = Set(sample)
            let rest = held.isEmpty ? all.filter { !inside.contains($0) } : held
            learned.curve.append(
                (count, seeds(rest), figures(rest, models.models, models.scale, choice.shifts)))
        }
        return learned
    }

    // MARK: Choosing

    private struct Choice: Sendable {
        var cost: TopicFit.Cost
        /// By label: added to the bias.
        var shifts: [Double]
        /// On each fifth while it was left out.
        var figures: TopicFigures
    }

    /// The cost and thresholds that are best on texts left out; the seeds if nothing is clearly
    /// better.
    private func choose(_ texts: [Int]) -> Choice {
        let costs = TopicLearning.costs
        let foldCount = TopicCorpus.foldCount
        // A round is one cost without one fold.
        let rounds = Parallel.map(costs.count * foldCount, jobs: plan.jobs) { round in
            let fold = round % foldCount
            let inside = texts.filter { corpus.foldOf[$0] != fold }
            let outside = texts.filter { corpus.foldOf[$0] == fold }
            let (models, scale) = fit.models(
                inside, costs[round / foldCount], terms: plan.terms)
            return outside.map { text in (text, models.map { fit.sum(text, $0, scale) }) }
        }
        let none = [Double](repeating: 0, count: corpus.labels.count)
        var best = Choice(cost: .none, shifts: none, figures: seeds(texts))
        // With few texts a gain may be luck.
        var least =
            best.figures.overall + (base == nil ? 0 : 0.3 / Double(texts.count).squareRoot())
        for (index, cost) in costs.enumerated() {
            let sums = rounds[index * foldCount..<(index + 1) * foldCount].joined()
                .sorted { $0.0 < $1.0 }
            let truths = sums.map { corpus.truths[$0.0] }
            let shifts =
                plan.decision == .exclusive
                ? none : Thresholds.shifts(truths, sums.map(\.1), labels: corpus.labels.count)
            let answers = sums.map { TopicFit.decide(zip($0.1, shifts).map(+), plan.decision) }
            let figures = TopicFigures(truths, answers, labels: corpus.labels.count)
            if figures.overall > least {
                least = figures.overall
                best = Choice(cost: cost, shifts: shifts, figures: figures)
            }
        }
        return best
    }

    /// What the rules of the base say by themselves.
    private func seeds(_ texts: [Int]) -> TopicFigures {
        let models = fit.models([], .none, terms: 0)
        return figures(
            texts, models.models, models.scale,
            [Double](repeating: 0, count: corpus.labels.count))
    }

    private func figures(
        _ texts: [Int], _ models: [TopicFit.Model], _ scale: TopicFit.Scale, _ shifts: [Double]
    ) -> TopicFigures {
        let answers = texts.map { text in
            TopicFit.decide(
                zip(models, shifts).map { fit.sum(text, $0, scale) + $1 }, plan.decision)
        }
        return TopicFigures(
            texts.map { corpus.truths[$0] }, answers, labels: corpus.labels.count)
    }

    private func figures(_ texts: [Int], _ analyzer: Analyzer) -> TopicFigures {
        let answers = TopicReadings.decisions(
            texts.map { corpus.texts[$0] }, corpus.labels, analyzer, jobs: plan.jobs)
        return TopicFigures(
            texts.map { corpus.truths[$0] }, answers, labels: corpus.labels.count)
    }

    // MARK: Lines

    /// The model as lines: bias first, then rules, then phrases by weight. Weights have two
    /// decimals.
    private func lines(_ texts: [Int], _ choice: Choice) -> [PackFolder.Line] {
        let (models, _) = fit.models(texts, choice.cost, terms: plan.terms)
        let counts = fit.features.counts(texts)
        let names = patterns + TopicReadings.rules(plan.kind, base)
        var lines: [PackFolder.Line] = []
        for (label, model) in models.enumerated() {
            let id = corpus.labels[label]
            func milli(_ value: Double) -> Int { Int((value * 100).rounded()) * 10 }
            func cut(_ value: Double) -> Int { min(99_990, max(-99_990, milli(value))) }
            lines.append(
                .init(
                    id: id, pattern: "<bias>", milli: cut(model.bias + choice.shifts[label]),
                    note: "")
            )
            let columns = model.weights.indices.filter { cut(model.weights[$0]) != 0 }
            let rules = columns.filter { $0 >= patterns.count }
            let phrases = columns.filter { $0 < patterns.count }.sorted {
                let one = cut(model.weights[$0])
                let other = cut(model.weights[$1])
                return one != other ? one > other : $0 < $1
            }
            for column in rules + phrases {
                lines.append(
                    .init(
                        id: id, pattern: names[column], milli: cut(model.weights[column]),
                        note: "in \(counts[column]) texts"))
            }
        }
        return lines
    }
}

/// Where each label's sum begins to count.
enum Thresholds {
    /// By label: what to add to its sums so that 0 is the best border for F1. Sums near each other
    /// are not told apart: the border is the middle of the stretch that is nearly best.
    static func shifts(_ truths: [[Int]], _ sums: [[Double]], labels: Int) -> [Double] {
        (0..<labels).map { label in
            let ranked = zip(truths, sums).map { ($1[label], $0.contains(label)) }
                .sorted { $0.0 > $1.0 }
            let real = ranked.count { $0.1 }
            guard real > 0 else { return 0 }
            var hits = 0
            var values: [(f1: Double, border: Double)] = []
            for (index, item) in ranked.enumerated() {
                if item.1 { hits += 1 }
                let next = index + 1 < ranked.count ? ranked[index + 1].0 : item.0 - 0.1
                guard next < item.0 else { continue }
                // One imagined miss keeps a border by few texts from looking perfect.
                let f1 = Double(2 * hits) / Double(index + 1 + real + 1)
                values.append((f1, (item.0 + next) / 2))
            }
            guard let best = values.map(\.f1).max() else { return 0 }
            let near = values.filter { $0.f1 >= best - 0.005 }.map(\.border)
            // Of borders as good as each other the nearest to 0.
            return -(near.min { abs($0) < abs($1) } ?? 0)
        }
    }
}

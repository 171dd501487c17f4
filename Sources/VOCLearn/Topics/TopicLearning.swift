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
        /// Whether the feeling of a text may count. What a text is about does not hang on how the
        /// customer feels, unless the labels are kinds of complaints.
        package var feels: Bool
        /// The most phrases a label.
        package var terms = 600
        package var lexicon = "en/general"
        package var jobs = 1
        /// Numbers of texts to learn from for the learning curve.
        package var curve: [Int] = []

        package init(kind: TopicKind, base: String? = nil, decision: TopicDecision = .any) {
            self.kind = kind
            feels = kind == .intents
            self.base = base
            self.decision = decision
        }
    }

    let plan: Plan
    let corpus: TopicCorpus
    let base: TopicBase?
    let folders: LexiconFolders
    let patterns: [String]
    /// What may count besides them.
    let rules: [String]
    let fit: TopicFit
    /// The engine decides polarities theme by theme, so that the fit itself is measured there.
    let isOfPolarities: Bool
    let note: @Sendable (String) -> Void

    /// What an error may cost beside the pull to the seeds; where rules are the seeds also without
    /// it, as many texts know better than rules.
    private var costs: [TopicFit.Cost] {
        (isOfPolarities ? [0, 0.5] : [0.5, 1]).flatMap { balance in
            [0.002, 0.006, 0.02, 0.06, 0.2].map {
                TopicFit.Cost(strength: $0, balance: balance)
            }
                + (fit.seeds.allSatisfy(\.isEmpty)
                    ? []
                    : [0.006, 0.02, 0.06].map {
                        TopicFit.Cost(strength: $0, balance: balance, prior: 0)
                    })
        }
    }

    package init(
        _ files: [GoldFile], labels map: LabelMap = LabelMap(), other: String? = nil, _ plan: Plan,
        in folders: LexiconFolders, note: @escaping @Sendable (String) -> Void = { _ in }
    ) throws(VOCError) {
        self.folders = folders
        self.note = note
        let base = try plan.base.map { (name) throws(VOCError) in
            try TopicBase(name, plan.kind, in: folders)
        }
        self.base = base
        var plan = plan
        plan.seeds = plan.seeds.following(base, plan.kind, note: note)
        self.plan = plan
        let map = map.following(base, plan.kind, note: note)
        corpus = try TopicCorpus(files, map, plan.decision, other: other)
        let corpus = corpus
        patterns = TopicCandidates.patterns(corpus.learned.map { corpus.texts[$0] })
        note(
            "\(corpus.learned.count) texts, \(corpus.labels.count) labels, \(patterns.count) patterns"
        )
        let features = try TopicReadings.read(
            corpus.texts, patterns: patterns, kind: plan.kind, labels: corpus.labels, base: base,
            feels: plan.feels,
            lexicon: plan.lexicon, in: folders, jobs: plan.jobs)
        let rules = TopicReadings.rules(base, feels: plan.feels)
        self.rules = rules
        isOfPolarities = false
        let start = patterns.count
        let seedNames = plan.seeds
        let seeds = corpus.labels.map { label in
            let named = seedNames.ours(for: label).map { "#\($0)" }
            return rules.indices.filter { named.contains(rules[$0]) }.map { $0 + start }
        }
        let learned = corpus.learned
        let counts = features.counts(learned)
        let named = TopicCandidates.named(corpus.labels, patterns) {
            counts[$0] * 10 < learned.count
        }
        fit = TopicFit(
            features: features, truths: corpus.truths, labelCount: corpus.labels.count,
            seeds: seeds, names: zip(seeds, named).map { $0.isEmpty ? $1 : [] },
            decision: plan.decision)
    }

    /// Learns, measures and chooses how far to leave the seeds.
    package func learn() throws(VOCError) -> LearnedTopics {
        let all = corpus.learned
        let choice = choose(all)
        note(
            choice.cost == .none
                ? "the seeds stay"
                : "cost of an error \(choice.cost.strength), balance \(choice.cost.balance)\(choice.cost.prior == 0 ? ", free of the seeds" : "")"
        )
        let lines = self.lines(all, choice)
        let pack = PackFolder(
            kind: plan.kind, id: "learned", labels: corpus.labels, decision: plan.decision,
            lines: lines)
        let analyzer =
            isOfPolarities
            ? nil
            : try TopicReadings.analyzer(pack, base: base, lexicon: plan.lexicon, in: folders)
        let whole = analyzer == nil ? fit.models(all, choice.cost, terms: plan.terms) : nil
        func measured(_ texts: [Int]) -> TopicFigures {
            if let analyzer { return self.figures(texts, analyzer) }
            return whole.map { self.figures(texts, $0.models, $0.scale, choice.shifts) }
                ?? seeds(texts, of: all)
        }
        var learned = LearnedTopics(
            plan: plan, labels: corpus.labels, lines: lines, base: base,
            strength: choice.cost.strength)
        learned.figures.append(("seeds alone, on the texts learned from", seeds(all, of: all)))
        learned.figures.append(("each fifth while it was left out", choice.figures))
        learned.figures.append(("the texts learned from", measured(all)))
        let held = corpus.heldOut
        if !held.isEmpty {
            learned.figures.append(("seeds alone, on texts of another split", seeds(held, of: all)))
            learned.figures.append(("texts of another split, never seen", measured(held)))
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
                (
                    count, seeds(rest, of: sample),
                    figures(rest, models.models, models.scale, choice.shifts)
                ))
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
        let costs = costs
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
        var best = Choice(cost: .none, shifts: none, figures: seeds(texts, of: texts))
        // With few texts a gain may be luck, and thresholds are fitted to the very texts on which
        // they are measured, which flatters them the more the more labels, and the less the more texts
        // there are.
        let luck = 0.15 / Double(texts.count).squareRoot()
        let flattery = Double(corpus.labels.count) / Double(texts.count)
        var least = worth(best.figures) + (base == nil ? 0 : 2 * luck)
        for (index, cost) in costs.enumerated() {
            let sums = rounds[index * foldCount..<(index + 1) * foldCount].joined()
                .sorted { $0.0 < $1.0 }
            let truths = sums.map { corpus.truths[$0.0] }
            let fitted =
                plan.decision == .exclusive
                ? Thresholds.handicaps(truths, sums.map(\.1), labels: corpus.labels.count)
                : Thresholds.shifts(truths, sums.map(\.1), labels: corpus.labels.count)
            for (shifts, margin) in [(none, 0), (fitted, flattery)].prefix(isOfPolarities ? 1 : 2) {
                let answers = sums.map {
                    TopicFit.decide(zip($0.1, shifts).map(+), plan.decision)
                }
                let figures = TopicFigures(truths, answers, labels: corpus.labels.count)
                if worth(figures) - margin > least {
                    least = worth(figures) - margin
                    best = Choice(cost: cost, shifts: shifts, figures: figures)
                }
            }
        }
        return best
    }

    /// What is to be raised: that rare labels are found counts as much as all answers together, but of
    /// polarities just how many are right.
    private func worth(_ figures: TopicFigures) -> Double {
        isOfPolarities ? figures.microF1 : figures.overall
    }

    /// What the rules of the base, or else the words of the labels' names, say by themselves;
    /// `sample` tells how rare those words are.
    private func seeds(_ texts: [Int], of sample: [Int]) -> TopicFigures {
        let models = fit.models(sample, .none, terms: 0)
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
        let names = patterns + rules
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

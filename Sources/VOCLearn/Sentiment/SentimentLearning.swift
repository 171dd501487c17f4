package import VOCAnalysis
package import VOCCore

/// `voc learn sentiment`: fits weights on top of a base lexicon and measures what that is worth
/// where nothing was learned.
package struct SentimentLearning: Sendable {
    private let corpus: SentimentCorpus
    private let base: String
    private let folders: LexiconFolders
    private let jobs: Int
    private let baseAnalyzer: Analyzer
    private let choice: CandidateChoice
    private let note: @Sendable (String) -> Void

    /// Pulls towards the base that are tried, from weak to strong.
    static let strengths: [Double] = [30, 100, 300, 1000, 3000]
    /// The pull while it is chosen which phrases may have weights.
    private static let choosingStrength = 150.0
    private static let mostWords = 5000
    private static let mostPhrases = 5000

    /// `leastDomains`: in how many domains a phrase must speak the same way to get a weight.
    package init(
        _ files: [GoldFile], base: String, leastDomains: Int = 2, in folders: LexiconFolders,
        jobs: Int, note: @escaping @Sendable (String) -> Void = { _ in }
    ) throws(VOCError) {
        corpus = try SentimentCorpus(files)
        self.base = base
        self.folders = folders
        self.jobs = jobs
        self.note = note
        baseAnalyzer = try Analyzer(
            AnalysisSpec(lexicon: base, themes: [], intents: ""), in: folders)
        choice = CandidateChoice(
            corpus, WordTable(corpus.texts), baseAnalyzer.modifierWords, leastDomains: leastDomains)
    }

    /// What is left out in turn to measure: each domain, or a fifth of the texts if there is one
    /// domain only.
    private var parts: [(name: String, isOut: @Sendable (Int) -> Bool)] {
        let domainOf = corpus.domainOf
        let foldOf = corpus.foldOf
        if corpus.domains.count > 1 {
            return corpus.domains.enumerated().map { index, name in
                (name, { domainOf[$0] == index })
            }
        }
        return (0..<SentimentCorpus.foldCount).map { fold in
            ("fold \(fold + 1)", { foldOf[$0] == fold })
        }
    }

    /// Learns, measures and chooses the strength.
    package func learn() throws(VOCError) -> LearnedLexicon {
        let parts = parts
        note(
            "\(corpus.texts.count) texts of \(corpus.domains.count) domains; \(parts.count) rounds without one part each"
        )
        let rounds = Parallel.map(parts.count, jobs: jobs) { index in
            Result { () throws(VOCError) in try round(without: parts[index].isOut) }
        }
        var left: [[PolarityFigures]] = []
        for round in rounds { left.append(try round.get()) }
        // Column 0 is the base, then one for each strength.
        let columns = 0...SentimentLearning.strengths.count
        let means = columns.map { column in
            left.reduce(0) { $0 + $1[column].overall } / Double(left.count)
        }
        var best = 0
        for column in columns where means[column] > means[best] + (best == 0 ? 0.001 : 0) {
            best = column
        }
        var lines: [LearnedLexicon.Line] = []
        if best > 0 {
            lines = try fit(
                where: { _ in true }, strengths: [SentimentLearning.strengths[best - 1]],
                jobs: jobs)[0]
        }
        if lines.isEmpty { best = 0 }
        var learned = LearnedLexicon(
            base: base, domains: corpus.domains, lines: lines,
            strength: best == 0 ? nil : SentimentLearning.strengths[best - 1],
            leastDomains: min(choice.leastDomains, corpus.domains.count))
        learned.parts = zip(parts, left).map { part, figures in
            (part.name, figures[0], figures[best])
        }
        learned.tried = columns.map { column in
            (column == 0 ? nil : SentimentLearning.strengths[column - 1], means[column])
        }
        try measure(&learned)
        return learned
    }

    /// Figures of the base and of each strength on what was left out.
    private func round(without isOut: @Sendable (Int) -> Bool) throws(VOCError) -> [PolarityFigures]
    {
        let out = corpus.texts.indices.filter { !corpus.isHeldOut[$0] && isOut($0) }
        var figures = [answer(out, baseAnalyzer)]
        for lines in try fit(
            where: { !isOut($0) }, strengths: SentimentLearning.strengths, jobs: 1)
        {
            figures.append(try answer(out, analyzer(lines)))
        }
        return figures
    }

    /// The learned lines of each strength from the texts that `isUsed` allows.
    private func fit(where isUsed: (Int) -> Bool, strengths: [Double], jobs: Int) throws(VOCError)
        -> [[LearnedLexicon.Line]]
    {
        let samples = corpus.samples(where: isUsed)
        // First the words, then the phrases that still explain what is wrong.
        var phrases: [Int] = []
        var current = try problem(phrases, jobs: jobs)
        // In a single domain nothing but the strength keeps chance out, and that is measured.
        let isSingle = corpus.domains.count == 1
        for (lengths, most, least) in [
            (1...1, SentimentLearning.mostWords, isSingle ? 1.2 : 2),
            (2...3, SentimentLearning.mostPhrases, isSingle ? 2 : 2.5),
        ] {
            let weights =
                phrases.isEmpty
                ? [] : current.weights(samples, strength: strengths.count > 1 ? 300 : strengths[0])
            let found = choice.evidence(
                samples, slopes(samples, current, weights), lengths: lengths)
            phrases += found.prefix(most).filter { abs($0.z) >= least }.map(\.phrase)
            current = try problem(phrases, jobs: jobs)
        }
        let support = self.support(phrases, samples)
        return strengths.map { strength in
            let weights = current.weights(samples, strength: strength)
            return phrases.indices.compactMap { index in
                let milli = Int((weights[index] * 100).rounded()) * 10
                let before = Int((current.base[index] * 1000).rounded())
                guard abs(milli - before) >= 30 else { return nil }
                return LearnedLexicon.Line(
                    phrase: choice.counts.text(phrases[index], choice.table), milli: milli,
                    baseMilli: before, texts: support[index].texts, domains: support[index].domains)
            }
        }
    }

    private func problem(_ phrases: [Int], jobs: Int) throws(VOCError) -> SentimentFit {
        let texts = phrases.map { choice.counts.text($0, choice.table) }
        let reader = TextReader(baseAnalyzer)
        let values = texts.map { text in
            let weights = reader.read(text, declaredLanguage: "en").evidence.map(\.weight)
            return Double(min(1000, max(-1000, weights.reduce(0, +)))) / 1000
        }
        var groupOf: [String: [Int]] = [:]
        for (index, text) in texts.enumerated() where !text.contains(" ") {
            groupOf[WordGroups.stem(text), default: []].append(index)
        }
        var groups = [Int](repeating: -1, count: texts.count)
        let shared = groupOf.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }
        for (group, members) in shared.enumerated() {
            for member in members.value { groups[member] = group }
        }
        let bands = baseAnalyzer.scoringBands
        return SentimentFit(
            readings: try EngineReadings(
                corpus.texts, phrases: texts, base: base, in: folders,
                jobs: jobs),
            base: values, groups: groups, groupCount: shared.count,
            saturation: Double(bands.saturation) / 1000, neutral: Double(bands.neutral) / 1000)
    }

    private func slopes(
        _ samples: [SentimentFit.Sample], _ fit: SentimentFit, _ weights: [Double]
    ) -> [Double] {
        samples.map { sample in
            let (positive, negative) = fit.readings.sums(sample.text, weights)
            let whole = positive + negative + fit.saturation
            let score = (positive - negative) / whole
            let slope = SentimentFit.loss(of: score, sample.polarity, fit.neutral).slope
            return -sample.weight * slope / whole
        }
    }

    private func support(_ phrases: [Int], _ samples: [SentimentFit.Sample]) -> [(
        texts: Int, domains: Int
    )] {
        var place = [Int: Int]()
        for (index, phrase) in phrases.enumerated() { place[phrase] = index }
        var texts = [Int](repeating: 0, count: phrases.count)
        var domains = [Set<Int>](repeating: [], count: phrases.count)
        var seen: [PhraseCounts.Key] = []
        for sample in samples {
            PhraseCounts.keys(of: sample.text, choice.table, 1...3, into: &seen)
            for key in seen {
                guard let phrase = choice.counts.index(of: key), let index = place[phrase]
                else { continue }
                texts[index] += 1
                domains[index].insert(corpus.domainOf[sample.text])
            }
        }
        return zip(texts, domains).map { ($0, $1.count) }
    }

    // MARK: Measuring with the engine itself

    private func analyzer(_ lines: [LearnedLexicon.Line]) throws(VOCError) -> Analyzer {
        let scratch = try ScratchFolder()
        try LexiconFolder(
            id: "learned", base: base,
            lines: lines.map { .init(phrase: $0.phrase, milli: $0.milli, note: "") }
        ).write(to: scratch.path)
        return try Analyzer(
            AnalysisSpec(lexicon: scratch.path, themes: [], intents: ""), in: folders)
    }

    private func answer(_ texts: [Int], _ analyzer: Analyzer) -> PolarityFigures {
        PolarityFigures(
            texts.lazy.map { (text: corpus.texts[$0], gold: corpus.polarities[$0]) },
            TextReader(analyzer))
    }

    private func measure(_ learned: inout LearnedLexicon) throws(VOCError) {
        let fitted = try analyzer(learned.lines)
        for (index, name) in corpus.domains.enumerated() {
            let all = corpus.texts.indices.filter { corpus.domainOf[$0] == index }
            let seen = all.filter { !corpus.isHeldOut[$0] }
            let held = all.filter { corpus.isHeldOut[$0] }
            learned.fitted.append((name, answer(seen, baseAnalyzer), answer(seen, fitted)))
            if !held.isEmpty {
                learned.held.append((name, answer(held, baseAnalyzer), answer(held, fitted)))
            }
        }
    }
}

package import VOCAnalysis
package import VOCCore

extension TopicLearning {
    /// Learns polarities: how the customer feels about each theme of a text, by rows' `aspects`. `map`
    /// says which themes of the base a category is.
    package init(
        polarities files: [GoldFile], labels map: LabelMap, _ plan: Plan, base name: String,
        in folders: LexiconFolders, note: @escaping @Sendable (String) -> Void = { _ in }
    ) throws(VOCError) {
        self.plan = plan
        self.folders = folders
        self.note = note
        isOfPolarities = true
        let base = try TopicBase(name, .themes, in: folders)
        self.base = base
        let map = map.following(base, .themes, note: note)
        let gold = try PolarityCorpus(files)
        let texts = gold.items.map(\.item.text)
        patterns = TopicCandidates.patterns(
            gold.items.indices.filter { !gold.items[$0].item.isHeldOut }.map { texts[$0] })
        let found = try PolarityCorpus.read(
            texts, patterns: patterns, base: base, lexicon: plan.lexicon, in: folders,
            jobs: plan.jobs)
        let tops = base.ids.filter { !$0.contains("/") }
        rules =
            TopicReadings.states + PolarityCorpus.states + tops.map { "#\($0)" }
        let first = patterns.count + TopicReadings.states.count
        var rows: [PolarityCorpus.Row] = []
        for text in texts.indices {
            rows += try gold.rows(text, found[text], map, tops: tops)
        }
        corpus = TopicCorpus(rows, of: gold)
        note(
            "\(texts.count) texts, \(rows.count) judged themes, \(patterns.count) patterns")
        fit = TopicFit(
            features: TopicFeatures(
                rows.map { row in
                    found[row.text].columns + row.facts.sorted().map { Int32($0 + first) }
                }, phraseCount: patterns.count, columnCount: patterns.count + rules.count),
            truths: corpus.truths, labelCount: corpus.labels.count,
            seeds: PolarityCorpus.seeds.map { $0.map { [$0 + first] } ?? [] },
            names: corpus.labels.map { _ in [] }, decision: plan.decision)
    }
}

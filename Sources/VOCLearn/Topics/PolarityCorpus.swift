internal import VOCAnalysis
internal import VOCCore

/// What people say of themes as a question of its own: one row for each theme of a text on which the
/// gold has a word, so that one fit serves polarities as it serves themes.
struct PolarityCorpus: Sendable {
    /// Ids of `weights.tsv`.
    static let labels = ["negative", "neutral", "positive", "mixed"].map { "polarity:\($0)" }
    /// What the lexicon may say of a theme; the first three are the seeds of their labels.
    static let states = [
        "<theme:negative>", "<theme:positive>", "<theme:mixed>", "<theme:unjudged>",
        "<theme:absent>",
    ]
    /// By label: the state that stands for it; nil for neutral, which is the rest.
    static let seeds: [Int?] = [0, nil, 1, 2]

    /// What is asked of one theme of a text.
    struct Row: Sendable {
        var text: Int
        var truth: Int
        /// Places in `states` and, behind them, in the top themes of the base.
        var facts: [Int]
    }

    /// What the engine found in a text: columns, themes by id with their state, and the state of the
    /// whole for a theme that no rule found.
    struct Found: Sendable {
        var columns: [Int32]
        var themes: [(id: String, state: String?)]
        var whole: String?
    }

    let items: [(item: GoldItem, file: GoldFile)]

    /// The items of the gold that say something of an aspect.
    init(_ files: [GoldFile]) throws(VOCError) {
        items = files.flatMap { file in
            file.items.filter { !$0.aspects.isEmpty }.map { ($0, file) }
        }
        guard items.count(where: { !$0.item.isHeldOut }) >= 10 else {
            throw VOCError(
                .goldTooSmall, "there are too few texts whose aspects are judged",
                hint: "give at least ten rows with aspects: [{category, polarity}]")
        }
    }

    /// The rows of one item. A category is what `map` says of it, and every theme below; a theme found
    /// has its own row, a category of which none was found one for all.
    func rows(_ text: Int, _ found: Found, _ map: LabelMap, tops: [String]) throws(VOCError)
        -> [Row]
    {
        var rows: [Row] = []
        let (item, file) = items[text]
        for aspect in item.aspects {
            let ids = map.ours(for: aspect.category)
            guard !ids.isEmpty else { continue }
            let name = aspect.polarity.lowercased() == "conflict" ? "mixed" : aspect.polarity
            guard
                let truth = PolarityCorpus.labels.firstIndex(where: {
                    $0.dropFirst("polarity:".count).prefix(3) == name.lowercased().prefix(3)
                })
            else {
                throw VOCError(
                    .goldLabel,
                    "a polarity of this row is not positive, neutral, negative or conflict",
                    at: Origin(file: file.path, line: item.line))
            }
            let about = found.themes.filter { theme in
                ids.contains { theme.id.isWithin($0) }
            }
            func state(_ name: String?) -> [Int] {
                name.flatMap { PolarityCorpus.states.firstIndex(of: $0) }.map { [$0] } ?? []
            }
            for theme in about {
                let top = tops.firstIndex { theme.id.isWithin($0) }
                rows.append(
                    Row(
                        text: text, truth: truth,
                        facts: state(theme.state)
                            + (top.map { [PolarityCorpus.states.count + $0] } ?? [])))
            }
            if about.isEmpty {
                rows.append(
                    Row(
                        text: text, truth: truth,
                        facts: state(found.whole) + [PolarityCorpus.states.count - 1]))
            }
        }
        return rows
    }

    /// What the engine finds in the texts with the patterns as weights of a pack on top of `base`.
    static func read(
        _ texts: [String], patterns: [String], base: TopicBase, lexicon: String,
        in folders: LexiconFolders, jobs: Int
    ) throws(VOCError) -> [Found] {
        let lines = (patterns + TopicReadings.states).map { name in
            PackFolder.Line(id: labels[0], pattern: name, milli: 1000, note: "")
        }
        let probe = PackFolder(
            kind: .themes, id: "probe", labels: labels, decision: .any, lines: lines)
        let analyzer = try TopicReadings.analyzer(probe, base: base, lexicon: lexicon, in: folders)
        let ids = analyzer.themes.map(\.id)
        let count = Int32(patterns.count)
        return Parallel.read(texts, jobs: jobs, with: TextReader(analyzer)) { reader, text in
            let reading = reader.read(text, declaredLanguage: "en")
            guard reading.isScored else { return Found(columns: [], themes: [], whole: nil) }
            let found = reader.foundWeights
            let whole: String? =
                switch reading.label {
                case .positive: states[1]
                case .negative: states[0]
                case .mixed: states[2]
                case .none: states[3]
                case .neutral: nil
                }
            return Found(
                columns: found.phrases.map { Int32($0) } + found.rules.map { Int32($0) + count },
                themes: reader.judgedThemes.map { (ids[$0.theme], $0.own) }, whole: whole)
        }
    }
}

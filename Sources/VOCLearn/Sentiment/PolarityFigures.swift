internal import VOCAnalysis
internal import VOCCore

/// How well a lexicon's answers fit the gold of one domain.
package struct PolarityFigures: Sendable, Equatable {
    package let count: Int
    /// Mean of the classes' F1; nil where the gold has no neutral texts to speak of.
    package let macroF1: Double?
    /// Macro-F1 over polar texts, where a neutral answer is an error.
    package let strict: Double
    /// The same with the sign of the score.
    package let forced: Double

    /// What learning tries to raise: the mean of the figures there are.
    var overall: Double {
        macroF1.map { ($0 + strict + forced) / 3 } ?? (strict + forced) / 2
    }

    /// Reads `texts` and compares with their gold.
    init(_ texts: some Sequence<(text: String, gold: GoldSentiment)>, _ reader: TextReader) {
        var cells = [Int](repeating: 0, count: SentimentCounts.cellCount)
        for (text, gold) in texts {
            let reading = reader.read(text, declaredLanguage: "en")
            cells[SentimentCounts.cell(gold, reading.label, score: reading.milliPoints)] += 1
        }
        let counts = SentimentCounts(cells: cells)
        let figures = counts.figures
        count = cells.reduce(0, +)
        macroF1 = counts.hasNeutral ? figures[1] : nil
        strict = figures[3]
        forced = figures[4]
    }
}

package import VOCCore

/// The arithmetic behind a reading, step by step.
package struct Trace {
    /// What kind of thing acted on a word.
    package enum Kind: Sendable {
        case negation, booster, contrast, wish, emphasis, question
    }

    /// Something that acted on a word.
    package struct Cause: Sendable {
        package var kind: Kind
        package var name: String
        /// The place of its rule; nil for emphasis and questions.
        package var origin: Origin?
        /// In thousandths.
        package var milli: Int
    }

    /// One polar word or phrase and everything that acted on it.
    package struct Step {
        /// UTF-8 bytes of the text.
        package var range: Range<Int>
        package var rule: String
        package var origin: Origin
        package var milli: Int
        package var factors: [Cause]
        /// After all factors.
        package var weight: Int
        /// What it adds to the score.
        package var effect: Int
    }

    private var current: [Factor] = []
    /// The factors of each effect, in the order of the reading's evidence.
    private(set) var kept: [[Factor]] = []

    init() {}

    mutating func begin() { current = [] }
    mutating func note(_ factor: Factor) { current.append(factor) }
    mutating func keep() { kept.append(current) }
}

extension TextReader {
    /// Reads `text` and tells how its score came about.
    package func explain(_ text: String, declaredLanguage: String = "") -> (
        reading: Reading, steps: [Trace.Step]
    ) {
        let (reading, trace) = readTracing(text, declaredLanguage: declaredLanguage)
        let steps = reading.evidence.enumerated().map { index, evidence in
            let (name, origin) = analyzer.entry(evidence.entry)
            let factors = index < trace.kept.count ? trace.kept[index] : []
            return Trace.Step(
                range: evidence.range, rule: name, origin: origin,
                milli: SentimentScorer.ownWeight(
                    analyzer.compiled[evidence.entry], analyzer.settings),
                factors: factors.map(cause), weight: evidence.weight, effect: evidence.effect)
        }
        return (reading, steps)
    }

    private func cause(_ factor: Factor) -> Trace.Cause {
        let (kind, name, origin): (Trace.Kind, String, Origin?)
        switch factor.cause {
        case .entry(let index):
            (name, origin) = analyzer.entry(index)
            switch analyzer.compiled[index].kind {
            case .negator, .negatorBack: kind = .negation
            case .contrast, .concession: kind = .contrast
            case .hypothetical: kind = .wish
            default: kind = .booster
            }
        case .capitals: (kind, name, origin) = (.emphasis, "capitals", nil)
        case .exclamation: (kind, name, origin) = (.emphasis, "exclamation marks", nil)
        case .stretched: (kind, name, origin) = (.emphasis, "a drawn-out word", nil)
        case .question: (kind, name, origin) = (.question, "a question", nil)
        }
        return Trace.Cause(kind: kind, name: name, origin: origin, milli: factor.milli)
    }

    /// The label that `steps` would give if nothing of `kind` acted on any word.
    package func label(of steps: [Trace.Step], without kind: Trace.Kind) -> SentimentLabel {
        var positive = 0
        var negative = 0
        for step in steps {
            var weight = step.milli
            for factor in step.factors where factor.kind != kind {
                weight = SentimentScorer.times(weight, factor.milli)
            }
            weight = min(1500, max(-1500, weight))
            if weight > 0 { positive += weight } else { negative -= weight }
        }
        return Verdict(
            positiveSum: positive, negativeSum: negative, settings: analyzer.settings
        ).label
    }

    /// The settings the score is made with: saturation and neutral band in thousandths.
    package var scoring: (saturation: Int, neutral: Int) {
        (analyzer.settings.saturation, analyzer.settings.neutral)
    }
}

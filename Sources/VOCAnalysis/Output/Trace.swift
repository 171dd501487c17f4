package import VOCCore

/// The arithmetic behind a reading, step by step.
package struct Trace {
    /// One polar word or phrase and everything that acted on it.
    package struct Step {
        /// UTF-8 bytes of the text.
        package var range: Range<Int>
        package var rule: String
        package var origin: Origin
        package var milli: Int
        /// Cause, place of the rule (nil for emphasis), factor in thousandths.
        package var factors: [(cause: String, origin: Origin?, milli: Int)]
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
                milli: analyzer.entries[Int(evidence.entry)].milli,
                factors: factors.map { factor in
                    switch factor.cause {
                    case .entry(let index):
                        let (name, origin) = analyzer.entry(index)
                        return (name, origin, factor.milli)
                    case .capitals: return ("capitals", nil, factor.milli)
                    case .exclamation: return ("exclamation marks", nil, factor.milli)
                    case .stretched: return ("a drawn-out word", nil, factor.milli)
                    case .question: return ("a question", nil, factor.milli)
                    }
                }, weight: evidence.weight, effect: evidence.effect)
        }
        return (reading, steps)
    }

    /// The settings the score is made with: saturation and neutral band in thousandths.
    package var scoring: (saturation: Int, neutral: Int) {
        (analyzer.settings.saturation, analyzer.settings.neutral)
    }
}

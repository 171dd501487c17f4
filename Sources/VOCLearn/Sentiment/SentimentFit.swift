internal import VOCCore

/// Fits the weights of phrases so that the engine's scores tell the gold apart: ordinal logistic
/// regression (McCullagh 1980, "Regression Models for Ordinal Data") on the score itself, with the
/// lexicon's neutral band as the fixed cut points.
///
/// Each weight is drawn towards where it comes from, the base's weight (L2 about a prior mean); the
/// words of one stem share a part of what is learned.
struct SentimentFit {
    let readings: EngineReadings
    /// By phrase: what the base says of it, 0 where it says nothing.
    let base: [Double]
    /// By phrase: its group of words of one stem; −1 for none.
    let groups: [Int]
    let groupCount: Int
    let saturation: Double
    let neutral: Double

    /// A text to fit to.
    struct Sample: Sendable {
        var text: Int
        var polarity: GoldSentiment
        /// How much it counts.
        var weight: Double
    }

    /// How steeply the chance of an answer follows the score.
    static let slope = 6.0

    /// The weights that are best for `samples` with `strength` of the pull towards the base, as
    /// many samples' worth a unit of weight squared; `start` is where to begin.
    func weights(_ samples: [Sample], strength: Double) -> [Double] {
        let count = base.count
        let start = [Double](repeating: 0, count: count + groupCount)
        let found = Minimizer.minimum(from: start, steps: 60, precision: 1e5) { place, gradient in
            var value = 0.0
            for index in gradient.indices {
                let pull = index < count ? strength : strength / 2
                gradient[index] = pull * place[index]
                value += pull * place[index] * place[index] / 2
            }
            let weights = weights(at: place)
            for sample in samples {
                value += sample.weight * add(sample, weights, to: &gradient)
            }
            return value
        }
        return weights(at: found).map { min(1, max(-1, $0)) }
    }

    private func weights(at place: [Double]) -> [Double] {
        var weights = base
        for index in base.indices {
            weights[index] += place[index]
            if groups[index] >= 0 { weights[index] += place[base.count + groups[index]] }
        }
        return weights
    }

    /// Adds a sample's part of the gradient; returns its loss.
    private func add(_ sample: Sample, _ weights: [Double], to gradient: inout [Double]) -> Double {
        let (positive, negative) = readings.sums(sample.text, weights)
        let whole = positive + negative + saturation
        let score = (positive - negative) / whole
        let (loss, pull) = SentimentFit.loss(of: score, sample.polarity, neutral)
        guard pull != 0 else { return loss }
        let upwards = sample.weight * pull * (1 - score) / whole
        let downwards = sample.weight * pull * (1 + score) / whole
        for place in readings.starts[sample.text]..<readings.starts[sample.text + 1] {
            let find = readings.finds[place]
            let phrase = Int(find.phrase)
            let factor = Double(weights[phrase] > 0 ? find.ifPositive : find.ifNegative)
            let step = (weights[phrase] * factor >= 0 ? upwards : downwards) * factor
            gradient[phrase] += step
            if groups[phrase] >= 0 { gradient[base.count + groups[phrase]] += step }
        }
        return loss
    }

    /// The loss of a score for a gold polarity, and how it changes with the score.
    static func loss(of score: Double, _ polarity: GoldSentiment, _ neutral: Double) -> (
        loss: Double, slope: Double
    ) {
        let upper = logistic(slope * (score - neutral))
        let lower = logistic(slope * (score + neutral))
        switch polarity {
        case .positive: return (-log(upper), -slope * (1 - upper))
        case .negative: return (-log(1 - lower), slope * lower)
        case .neutral:
            let chance = lower - upper
            // d/dx of σ is σ(1 − σ).
            return (
                -log(chance), -slope * (lower * (1 - lower) - upper * (1 - upper)) / chance
            )
        }
    }

    private static func logistic(_ value: Double) -> Double { 1 / (1 + exp(-value)) }
}

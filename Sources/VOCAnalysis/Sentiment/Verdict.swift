internal import VOCCore

/// The answer for a whole text: parts, score and label.
struct Verdict: Sendable, Equatable {
    var label = SentimentLabel.none
    var milliPoints: Int?
    var positive = 0
    var negative = 0

    /// With P and N the sums of positive and negative weights and s the saturation, the parts are
    /// P/(P+N+s) and N/(P+N+s): bounded, the same for a text said once or ten times but for
    /// certainty, and 0 for balanced praise and blame.
    init(positiveSum: Int, negativeSum: Int, settings: ScoringSettings) {
        guard positiveSum + negativeSum > 0 else { return }
        let whole = positiveSum + negativeSum + settings.saturation
        positive = Verdict.share(positiveSum, of: whole)
        negative = Verdict.share(negativeSum, of: whole)
        let score = positive - negative
        milliPoints = score
        let smaller = min(positive, negative)
        let larger = max(positive, negative)
        if smaller >= settings.mixedLeast, smaller * 1000 >= larger * settings.mixedShare {
            label = .mixed
        } else if abs(score) < settings.neutral {
            label = .neutral
        } else {
            label = score > 0 ? .positive : .negative
        }
    }

    /// Thousandths of `part` in `whole`, rounded half up.
    static func share(_ part: Int, of whole: Int) -> Int { (part * 2000 + whole) / (2 * whole) }
}

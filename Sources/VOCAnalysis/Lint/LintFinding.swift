package import VOCCore

/// Something about a lexicon that somebody should look at.
package struct LintFinding: Sendable {
    package enum Severity: String, Sendable, Comparable {
        /// Worth knowing; may well be meant.
        case note
        /// Hardly ever meant.
        case warning

        package static func < (one: Severity, other: Severity) -> Bool {
            one == .note && other == .warning
        }
    }

    /// What the ratings beside texts with an entry say.
    package struct Figures: Sendable {
        /// Rated items that have it.
        package var count: Int
        /// The mean of their ratings, −1 (the lowest of the scale) to 1.
        package var meanRating: Double
        /// The share of their ratings below the middle of the scale, and that of the other items.
        package var lowShare: Double
        package var otherLowShare: Double
        /// The 95 % interval of the first share minus the second.
        package var difference: (low: Double, high: Double)
        /// Adjusted for the number of entries looked at.
        package var p: Double

        package init(
            count: Int, meanRating: Double, lowShare: Double, otherLowShare: Double,
            difference: (low: Double, high: Double), p: Double
        ) {
            self.count = count
            self.meanRating = meanRating
            self.lowShare = lowShare
            self.otherLowShare = otherLowShare
            self.difference = difference
            self.p = p
        }
    }

    package let severity: Severity
    package let code: ErrorCode
    package let origin: Origin
    /// The entry as the file spells it, or the form made of it.
    package let entry: String
    package let message: String
    /// The other line that it is about; nil where there is none.
    package let other: Origin?
    package let figures: Figures?

    package init(
        _ severity: Severity, _ code: ErrorCode, at origin: Origin, entry: String,
        message: String, other: Origin? = nil, figures: Figures? = nil
    ) {
        self.severity = severity
        self.code = code
        self.origin = origin
        self.entry = entry
        self.message = message
        self.other = other
        self.figures = figures
    }
}

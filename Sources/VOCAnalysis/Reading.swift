package import VOCCore

/// What we made of one feedback, with the places that say so. Ranges are UTF-8 bytes of the text as
/// the customer wrote it.
///
/// A reading is used again from text to text: `reset` empties it and keeps its memory.
package struct Reading: Sendable {
    /// Why a reading says what it says.
    package struct Evidence: Sendable, Hashable {
        package var range: Range<Int>
        /// The lexicon entry, an index for `Analyzer.entry(_:)`.
        package var entry: UInt32
        /// What it adds to the score, in thousandths; the effects of an item add up to its score
        /// exactly.
        package var effect: Int
        /// The weight after all modifiers, in thousandths, before it is related to the whole.
        package var weight: Int
    }

    /// A theme the customer speaks of.
    package struct ThemeMention: Sendable {
        /// Index into `Analyzer.themes`.
        package var theme: Int
        package var label: SentimentLabel
        /// Nil when no feeling goes with it.
        package var milliPoints: Int?
        /// Its places in `Reading.ranges`.
        package var places: Range<Int>
    }

    /// A state that the item shows.
    package struct StateMention: Sendable, Hashable {
        /// Index into `Analyzer.states`.
        package var state: Int
        /// How strong it is, 1…1000; 1000 where a state holds or does not.
        package var milli: Int
    }

    /// A rule that holds.
    package struct RuleMatch: Sendable {
        /// An index for `Analyzer.rule(_:)`.
        package var rule: UInt32
        /// Its places in `Reading.ranges`.
        package var places: Range<Int>
    }

    package var language = "en"
    package var isScored = true
    package var label = SentimentLabel.none
    /// Nil when nothing was recognised, which is not 0.
    package var milliPoints: Int?
    /// The positive and the negative part, 0…1000; their difference is the score.
    package var positive = 0
    package var negative = 0
    /// The chance in thousandths that the label is right, as measured on labelled feedback; nil where
    /// the lexicon has no `confidence.tsv`.
    package var confidence: Int?
    package var evidence: [Evidence] = []
    package var themes: [ThemeMention] = []
    /// The stretches of text that mentions and rule matches point to.
    package var ranges: [Range<Int>] = []
    /// Indices into `Analyzer.intents`, ascending.
    package var intents: [Int] = []
    /// By index; their places are those of the matches.
    package var states: [StateMention] = []
    package var isComplaint = false
    /// 1…4 for a complaint.
    package var severity: Int?
    /// Indices of the themes that make it a complaint; empty for a complaint said in so many words.
    package var complaintThemes: [Int] = []
    /// Whether somebody should reply: it is said, or it is a complaint that asks for more than an
    /// ear.
    package var needsResponse = false
    /// −1000 (very hard) … 1000 (effortless); nil when nothing says so.
    package var effortMilli: Int?
    /// Indices into `Analyzer.stages` and `Analyzer.touchpoints`, ascending.
    package var stages: [Int] = []
    package var touchpoints: [Int] = []
    /// The rules behind intents, severity, effort and themes, in text order.
    package var matches: [RuleMatch] = []

    package init() {}

    /// The intensity of the strongest of these states; nil if none is shown.
    package func milli(ofStates states: Range<Int>) -> Int? {
        var strongest: Int?
        for mention in self.states where states.contains(mention.state) {
            strongest = max(strongest ?? 0, mention.milli)
        }
        return strongest
    }

    package mutating func reset() {
        language = "en"
        isScored = true
        label = .none
        milliPoints = nil
        positive = 0
        negative = 0
        confidence = nil
        if !evidence.isEmpty { evidence.removeAll(keepingCapacity: true) }
        if !themes.isEmpty { themes.removeAll(keepingCapacity: true) }
        if !ranges.isEmpty { ranges.removeAll(keepingCapacity: true) }
        if !intents.isEmpty { intents.removeAll(keepingCapacity: true) }
        if !states.isEmpty { states.removeAll(keepingCapacity: true) }
        isComplaint = false
        severity = nil
        if !complaintThemes.isEmpty { complaintThemes.removeAll(keepingCapacity: true) }
        needsResponse = false
        effortMilli = nil
        if !stages.isEmpty { stages.removeAll(keepingCapacity: true) }
        if !touchpoints.isEmpty { touchpoints.removeAll(keepingCapacity: true) }
        if !matches.isEmpty { matches.removeAll(keepingCapacity: true) }
    }
}

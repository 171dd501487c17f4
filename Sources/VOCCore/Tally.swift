/// Exact counts for one cell. Merging two tallies equals counting both inputs at once.
package struct Tally: Sendable, Hashable {
    /// What is counted. The raw value is the place in a partial: add at the end, never reorder.
    package enum Counter: Int, CaseIterable, Sendable {
        /// Items in the cell.
        case items
        /// Items by label.
        case positive, negative, neutral, mixed, none
        /// Sum of the scores of the items that have one, in thousandths.
        case milliPoints
        case complaints
        /// Complaints of severity 3 or 4.
        case severeComplaints
        /// Items with an effort reading, and the sum of it in thousandths.
        case effortItems, effortMilli
        /// CSAT: answers, those in the top two boxes, and their sum in thousandths.
        case csatAnswers, csatTop, csatMilli
        /// NPS: answers, promoters (9–10), detractors (0–6).
        case npsAnswers, promoters, detractors
        /// CES v1 (1 = little effort): answers and sum in thousandths.
        case ces1Answers, ces1Milli
        /// CES v2 (7 = easy): answers, sum in thousandths, answers 5–7, 6–7 and 1–3.
        case ces2Answers, ces2Milli, ces2Easy, ces2Top, ces2Bottom
        /// Items to which somebody should reply.
        case responseNeeded
        /// Items flagged as written in a language that is not scored.
        case otherLanguage
    }

    /// Places for counters: one for each, and some to spare.
    package static let laneCount = 28
    private var lanes = InlineArray<28, Int64>(repeating: 0)

    package init() {}

    package subscript(counter: Counter) -> Int {
        get { Int(lanes[counter.rawValue]) }
        set { lanes[counter.rawValue] = Int64(newValue) }
    }

    /// Whether nothing was counted.
    package var isEmpty: Bool {
        for lane in 0..<Tally.laneCount where lanes[lane] != 0 { return false }
        return true
    }

    package mutating func merge(_ other: Tally) {
        for lane in 0..<Tally.laneCount { lanes[lane] &+= other.lanes[lane] }
    }

    package mutating func subtract(_ other: Tally) {
        for lane in 0..<Tally.laneCount { lanes[lane] &-= other.lanes[lane] }
    }

    /// A bit for each counter that is not 0.
    var filledLanes: UInt32 {
        var filled: UInt32 = 0
        for lane in 0..<Tally.laneCount where lanes[lane] != 0 { filled |= 1 << UInt32(lane) }
        return filled
    }

    func lane(_ lane: Int) -> Int64 { lanes[lane] }

    mutating func add(_ value: Int64, toLane lane: Int) { lanes[lane] &+= value }

    package static func == (one: Tally, other: Tally) -> Bool {
        for lane in 0..<laneCount where one.lanes[lane] != other.lanes[lane] { return false }
        return true
    }

    package func hash(into hasher: inout Hasher) {
        for lane in 0..<Tally.laneCount { hasher.combine(lanes[lane]) }
    }

    /// Items that have a score: all but those labelled `none`.
    package var scored: Int { self[.items] - self[.none] }

    /// The mean score from −1 to 1, or nil if nothing was scored.
    package var meanScore: Double? {
        scored == 0 ? nil : Double(self[.milliPoints]) / 1000 / Double(scored)
    }
}

/// The key of a count: which items a `Tally` covers.
package struct CellKey: Sendable, Hashable, Comparable {
    /// Days since 1970-01-01 (UTC), or `CellKey.undated`.
    package var day: Int32
    package var source: String
    package var channel: String
    /// Empty for all items, else `name=value` of one attribute, such as `Region=North`. An item is
    /// counted in the empty segment and once in each of its own, so segments never add up across
    /// attributes.
    package var segment: String
    /// Empty for all items; a theme path such as `delivery/late` (the parent `delivery` counts each
    /// item once); `intent:churn-risk`, `stage:delivery`, `touchpoint:courier`,
    /// `queue:billing-care`.
    package var topic: String

    package init(
        day: Int32, source: String = "", channel: String = "", segment: String = "",
        topic: String = ""
    ) {
        self.day = day
        self.source = source
        self.channel = channel
        self.segment = segment
        self.topic = topic
    }

    package static let undated = Int32.min

    package static func < (one: CellKey, other: CellKey) -> Bool {
        (one.day, one.source, one.channel, one.segment, one.topic)
            < (other.day, other.source, other.channel, other.segment, other.topic)
    }
}

/// A verbatim chosen to speak for a topic.
package struct Quote: Sendable, Hashable, Comparable {
    /// How clearly it speaks, higher first.
    package var strength: Int
    /// A fixed hash of topic and id: breaks ties without favouring early items.
    package var tieBreak: UInt64
    package var itemID: String
    package var source: String
    package var day: Int32
    package var label: SentimentLabel
    package var milliPoints: Int
    /// The customer's words around the evidence, cut at word borders.
    package var text: String
    /// UTF-8 ranges in `text` to highlight.
    package var highlights: [Range<Int>]

    package init(
        strength: Int, tieBreak: UInt64, itemID: String, source: String, day: Int32,
        label: SentimentLabel, milliPoints: Int, text: String, highlights: [Range<Int>]
    ) {
        self.strength = strength
        self.tieBreak = tieBreak
        self.itemID = itemID
        self.source = source
        self.day = day
        self.label = label
        self.milliPoints = milliPoints
        self.text = text
        self.highlights = highlights
    }

    /// The better quote is the smaller one: a total order over all that a quote holds, byte by byte
    /// where it is text, so that any merge order keeps the same quotes.
    package static func < (one: Quote, other: Quote) -> Bool {
        if one.strength != other.strength { return one.strength > other.strength }
        if one.tieBreak != other.tieBreak { return one.tieBreak < other.tieBreak }
        for field in [\Quote.itemID, \.source, \.text]
        where !one[keyPath: field].utf8.elementsEqual(other[keyPath: field].utf8) {
            return one[keyPath: field].utf8.lexicographicallyPrecedes(other[keyPath: field].utf8)
        }
        let numbers = (one.day, one.milliPoints, one.label.rawValue)
        let others = (other.day, other.milliPoints, other.label.rawValue)
        if numbers != others { return numbers < others }
        return one.highlights.lexicographicallyPrecedes(other.highlights) {
            ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound)
        }
    }
}

/// Where quotes are kept: the best few for each topic and ISO week.
package struct QuoteKey: Sendable, Hashable, Comparable {
    package var topic: String
    /// The Monday of the week, in days since 1970; `CellKey.undated` if unknown.
    package var week: Int32

    package init(topic: String, week: Int32) {
        self.topic = topic
        self.week = week
    }

    package static func < (one: QuoteKey, other: QuoteKey) -> Bool {
        (one.topic, one.week) < (other.topic, other.week)
    }
}

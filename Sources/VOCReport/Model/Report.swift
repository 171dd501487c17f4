package import VOCCore

/// What a person reads: sections without any markup, which every renderer draws in its own way.
package struct Report: Sendable, Equatable {
    package var title: String
    /// One line: the days covered and how many items.
    package var subtitle: String
    /// The day the report stands on; nil if there is nothing dated.
    package var asOf: CivilDay?
    /// The period that the figures describe, such as `week of 9 Nov`.
    package var focus: String
    package var items: Int
    package var engine: String
    package var formats: [ReportFormat]
    /// All findings, the most important first.
    package var findings: [Finding]
    package var sections: [Section]
    /// Period × topic counts for other programs; only CSV writes it.
    package var trends: Table
    /// Day × source × channel × segment × topic counts for other programs, if asked for; only CSV
    /// writes it.
    package var cells: Table?

    /// The findings that everybody should read.
    package var mainFindings: ArraySlice<Finding> { findings.prefix(5) }
    /// Whether any finding calls for action now.
    package var hasAlert: Bool { findings.contains(where: \.isAlert) }
}

/// Whether something is good news.
package enum Tone: String, Sendable {
    case good, bad, neutral
}

/// One thing worth knowing.
package struct Finding: Sendable, Equatable {
    package enum Kind: String, Sendable {
        case episode, alert, score, sentiment, complaints, segment, praise, churn, value, driver,
            action, feed, campaign, quality
    }

    package var kind: Kind
    /// The theme's topic path, if it is about one.
    package var theme: String?
    /// One sentence for a director.
    package var headline: String
    /// The numbers behind it: n, interval and the rule that was used.
    package var detail: String
    package var direction: Tone
    /// Whether somebody should act now: a theme that customers speak badly of is still above its
    /// usual level.
    package var isAlert = false
    /// The more, the more important; findings come in falling order.
    package var weight: Double
    /// From 1.
    package var rank: Int
}

/// A titled part of a report.
package struct Section: Sendable, Equatable {
    /// Stable, for links: lower case, no spaces.
    package var id: String
    package var title: String
    /// What the reader looks at, in a sentence or two; may be empty.
    package var lead: String
    package var blocks: [Block]
}

/// What a section is made of.
package enum Block: Sendable, Equatable {
    case findings([Finding])
    case metrics([Metric])
    case trend(TrendChart)
    case multiples([ThemeSeries])
    case table(Table)
    case quotes([QuoteGroup])
    case journey(JourneyMap)
    case note(String)
}

/// A figure with its uncertainty.
package struct Estimate: Sendable, Equatable {
    package enum Unit: String, Sendable {
        /// 0 to 100 of a hundred.
        case percent
        /// A difference of percentages.
        case percentPoints
        /// −100 to 100.
        case points
        /// A mean answer.
        case mean
    }

    package var value: Double
    /// 95 %; nil where the counts do not allow one.
    package var interval: Interval?
    /// What it was computed over.
    package var n: Int
    package var unit: Unit
    /// For a change: whether it is beyond chance after Benjamini–Hochberg; nil for a level.
    package var isSignificant: Bool?
    package var pValue: Double?
    package var tone: Tone = .neutral
}

/// A figure at the top of the report.
package struct Metric: Sendable, Equatable {
    package var id: String
    package var name: String
    /// The exact definition in a few words.
    package var definition: String
    package var value: Value
    /// Against the previous period.
    package var change: Value
    /// One value a period, oldest first; nil where there are too few.
    package var history: [Double?]
    package var tone: Tone
}

/// One thing in a cell of a table.
package enum Value: Sendable, Equatable {
    case nothing
    case text(String)
    /// A name in a tree: `depth` levels in, in the colour of `slot` (nil = none), with the quotes of
    /// `QuoteGroup.anchor` behind it (nil = none).
    case name(String, depth: Int, slot: Int?, quotes: String? = nil)
    case count(Int)
    case estimate(Estimate)
    /// There are some, but fewer than the report's minimum.
    case tooFew(Int)
    case spark([Double?])
}

/// Rows under named columns. Also a CSV file where it has a `fileName`.
package struct Table: Sendable, Equatable {
    package struct Column: Sendable, Equatable {
        package enum Kind: Sendable { case text, count, estimate, change, spark }

        /// For machines: `netSentiment`.
        package var key: String
        package var title: String
        package var kind: Kind

        package init(_ key: String, _ title: String, _ kind: Kind) {
            self.key = key
            self.title = title
            self.kind = kind
        }
    }

    package var id: String
    package var caption: String
    /// Such as `themes.csv`; nil if the table is not worth a file.
    package var fileName: String?
    package var columns: [Column]
    package var rows: [[Value]]
}

/// Verbatims that speak for one topic.
package struct QuoteGroup: Sendable, Equatable {
    package var topic: String
    /// Where a page can be led to; nil for none.
    package var anchor: String?
    package var title: String
    /// A line about the topic, such as its share.
    package var subtitle: String
    package var slot: Int?
    package var quotes: [Quote]
}

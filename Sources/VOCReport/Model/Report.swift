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
    /// Day, week and month × source × channel × segment × topic for other programs, if asked for;
    /// only CSV writes them.
    package var cells: [Table] = []

    /// The findings that everybody should read.
    package var mainFindings: ArraySlice<Finding> { findings.prefix(5) }
    /// Whether any finding calls for action now.
    package var hasAlert: Bool { findings.contains(where: \.isAlert) }
    /// Themes above their usual level now, those that call for action first.
    package var alertLines: [(line: AlertLine, isAlert: Bool)] {
        let lines = findings.compactMap { finding in finding.line.map { ($0, finding.isAlert) } }
        return lines.filter(\.1) + lines.filter { !$0.1 }
    }
}

/// Whether something is good news.
package enum Tone: String, Sendable {
    case good, bad, neutral
}

/// One thing worth knowing.
package struct Finding: Sendable, Equatable {
    package enum Kind: String, Sendable {
        case episode, alert, score, sentiment, complaints, segment, praise, churn, value, driver,
            action, feed, campaign, new, quality
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
    /// The share of the theme it speaks of, as newest; nil if it speaks of none.
    package var level: Proportion?
    /// How sure a rise or a fall is, `p < 0.001`; nil where nothing was tested, or nothing found.
    package var certainty: String?
    /// What a terminal says of it; nil unless it is about a theme that is above its usual level now.
    package var line: AlertLine?
    /// The more, the more important; findings come in falling order.
    package var weight: Double
    /// From 1.
    package var rank: Int
}

/// A theme above its usual level, in the few words that a line on a terminal has room for.
package struct AlertLine: Sendable, Equatable {
    package var theme: String
    /// `31 % (25 to 38 %), usually 1.2 %`.
    package var level: String
    /// `since 9 Nov`.
    package var since: String
    /// `p < 0.001`.
    package var certainty: String

    package var cells: [String] { [theme, level, since, certainty] }
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
        /// Of a thousand items.
        case perThousand
        /// How many times as often.
        case ratio
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
        /// Only in files for programs, CSV and JSON: it says again what another column says, or is
        /// more than a page has room for.
        package var isForFiles: Bool

        package init(_ key: String, _ title: String, _ kind: Kind, isForFiles: Bool = false) {
            self.key = key
            self.title = title
            self.kind = kind
            self.isForFiles = isForFiles
        }
    }

    package var id: String
    package var caption: String
    /// Such as `themes.csv`; nil if the table is not worth a file.
    package var fileName: String?
    package var columns: [Column]
    package var rows: [[Value]]
    /// Pages show so many rows; files for programs have all.
    package var shownRows = Int.max

    /// What a page shows of it.
    package var shown: Table {
        var shown = self
        shown.rows = Array(rows.prefix(shownRows))
        guard columns.contains(where: \.isForFiles) else { return shown }
        let places = columns.indices.filter { !columns[$0].isForFiles }
        shown.columns = places.map { columns[$0] }
        shown.rows = shown.rows.map { row in places.map { row[$0] } }
        return shown
    }
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

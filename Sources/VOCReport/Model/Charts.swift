package import VOCCore

/// Volume by label with net sentiment over it, through time.
package struct TrendChart: Sendable, Equatable {
    package struct Point: Sendable, Equatable {
        package var start: CivilDay
        package var label: String
        package var positive: Int
        /// Neutral and mixed.
        package var neutral: Int
        package var negative: Int
        /// Nothing was recognised.
        package var none: Int
        /// Nil where there are too few.
        package var net: Estimate?

        package var items: Int { positive + neutral + negative + none }
    }

    package var id: String
    package var title: String
    package var points: [Point]
    package var marks: [ChartMark]
}

/// Something to see on a time axis, in places of its points.
package struct ChartMark: Sendable, Equatable {
    package enum Kind: String, Sendable { case episode, action }

    package var kind: Kind
    package var first: Int
    package var last: Int
    /// Where in the first point's stretch it falls, 0 to 1.
    package var fraction: Double
    package var label: String
    package var slot: Int?
}

/// A theme's weekly share with its flagged weeks.
package struct ThemeSeries: Sendable, Equatable {
    package struct Point: Sendable, Equatable {
        package var start: CivilDay
        package var label: String
        /// Nil where there are too few items.
        package var share: Estimate?
    }

    package var theme: String
    package var name: String
    package var slot: Int?
    /// In percent.
    package var baseline: Double
    /// What happened, in a line.
    package var caption: String
    package var points: [Point]
    package var marks: [ChartMark]
}

/// Stages of the journey across, touchpoints down.
package struct JourneyMap: Sendable, Equatable {
    package struct Stop: Sendable, Equatable {
        package var name: String
        /// Items at this stage or touchpoint.
        package var items: Int
        package var net: Value
    }

    package struct Spot: Sendable, Equatable {
        /// Mentions: an item with two themes here counts twice.
        package var mentions: Int
        package var net: Value
        /// The theme with most mentions here.
        package var theme: String
    }

    package var stages: [Stop]
    package var touchpoints: [Stop]
    /// `spots[touchpoint][stage]`; nil where nothing was said.
    package var spots: [[Spot?]]
}

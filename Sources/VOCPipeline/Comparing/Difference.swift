package import VOCCore

/// What a change of lexicons, themes, intents or routes does to a dump: the same items read twice.
///
/// These are counts over all items of the dump, not samples of anything: they need no interval.
package struct Difference: Sendable {
    /// One of the two configurations.
    package struct Side: Sendable {
        /// As the caller named it.
        package var name: String
        package var config: String
        package var packs: [(id: String, version: String)]
    }

    /// An item that one side says something of and the other does not.
    package struct Example: Sendable {
        package var itemID: String
        package var file: String
        package var line: Int
        /// What decided, in UTF-8 bytes of the item's text; empty where learned weights did.
        package var ranges: [Range<Int>]
        /// The pattern that decided and where it stands; nil where learned weights or a condition
        /// did.
        package var rule: String?
        package var place: Origin?
        /// The customer's own words.
        package var text: String
    }

    /// Something that items are counted under on both sides.
    package struct Topic: Sendable {
        package enum Kind: String, Sendable, CaseIterable { case theme, intent, queue }

        package var kind: Kind
        package var id: String
        /// What the old side calls it, where that is something else.
        package var was: [String] = []
        /// Whether each side knows it at all.
        package var isOld = false
        package var isNew = false
        /// Items under it on each side, those only one side has, and those whose feeling about it
        /// differs.
        package var before = 0
        package var after = 0
        package var gained = 0
        package var lost = 0
        package var relabelled = 0
        package var gainedExamples: [Example] = []
        package var lostExamples: [Example] = []

        package var differs: Bool {
            gained + lost + relabelled > 0 || isOld != isNew || !was.isEmpty
        }
    }

    /// Items that went from some queues to others; no queue is an empty list.
    package struct Move: Sendable {
        package var from: [String]
        package var to: [String]
        package var count: Int
        package var examples: [Example]
    }

    /// A figure over all items on both sides; nil where nothing is there to compute it from.
    package struct Metric: Sendable {
        package var id: String
        package var name: String
        /// `points` (−100…100), `percent` or `mean` (−1…1).
        package var unit: String
        package var before: Double?
        package var after: Double?

        package var change: Double? {
            guard let before, let after else { return nil }
            return after - before
        }
    }

    /// Items whose label went from one to another.
    package struct Relabel: Sendable {
        package var from: String
        package var to: String
        package var count: Int
    }

    package var old: Side
    package var new: Side
    /// Items that both sides read, and of them those that differ in anything told here.
    package var items = 0
    package var changed = 0
    /// Records that only one side accepts.
    package var onlyOld = 0
    package var onlyNew = 0
    package var metrics: [Metric] = []
    package var labels: [Relabel] = []
    package var topics: [Topic] = []
    package var moves: [Move] = []

    /// What can be asked for with `--fail-on`.
    package enum Part: String, Sendable, CaseIterable { case any, labels, themes, intents, cases }

    /// Whether anything of `part` differs.
    package func differs(in part: Part) -> Bool {
        switch part {
        case .any: changed + onlyOld + onlyNew > 0
        case .labels: !labels.isEmpty
        case .themes: topics.contains { $0.kind == .theme && $0.differs }
        case .intents: topics.contains { $0.kind == .intent && $0.differs }
        case .cases: !moves.isEmpty
        }
    }
}

/// What an item was rated, if it was.
package enum AnswerMetric: UInt8, Sendable, CaseIterable {
    /// No survey measure: the score of the text stands for the answer.
    case score = 0
    case nps, csat, ces1, ces2
}

/// One item as an answer with the themes that its text mentions.
package struct AnswerRow: Sendable, Hashable, Comparable {
    /// A fixed hash of source and id: which items are kept when there are too many is chance, but
    /// the same chance everywhere.
    package var priority: UInt64
    package var day: Int32
    /// The answer in thousandths, on the scale of its measure.
    package var milli: Int32
    /// Themes without their parents, sorted.
    package var themes: [String]

    package init(priority: UInt64, day: Int32, milli: Int32, themes: [String]) {
        self.priority = priority
        self.day = day
        self.milli = milli
        self.themes = themes
    }

    package static func < (one: AnswerRow, other: AnswerRow) -> Bool {
        if one.priority != other.priority { return one.priority < other.priority }
        if one.day != other.day { return one.day < other.day }
        if one.milli != other.milli { return one.milli < other.milli }
        return one.themes.lexicographicallyPrecedes(other.themes)
    }
}

/// A sample of answers for each week and measure: what drives a score cannot be told from counts of
/// themes one by one, since themes come together.
///
/// Of every week the rows with the smallest priorities are kept, up to `rowsPerKey`, and the newest
/// weeks only: memory is bounded over any input, parts merge in any order to the same rows, and as
/// long as a week has no more answers than fit, the sample is all of them.
package struct AnswerLedger: Sendable, Equatable {
    package struct Key: Sendable, Hashable, Comparable {
        /// The Monday of the week, in days since 1970.
        package var week: Int32
        package var metric: AnswerMetric

        package init(week: Int32, metric: AnswerMetric) {
            self.week = week
            self.metric = metric
        }

        package static func < (one: Key, other: Key) -> Bool {
            (one.week, one.metric.rawValue) < (other.week, other.metric.rawValue)
        }
    }

    package static let rowsPerKey = 1024
    package static let weeks = 16

    package private(set) var rows: [Key: [AnswerRow]] = [:]

    package init() {}

    package var isEmpty: Bool { rows.isEmpty }

    package mutating func add(_ more: [AnswerRow], to key: Key) {
        guard !more.isEmpty else { return }
        var kept = rows[key] ?? []
        kept += more
        kept.sort()
        if kept.count > AnswerLedger.rowsPerKey {
            kept.removeLast(kept.count - AnswerLedger.rowsPerKey)
        }
        rows[key] = kept
    }

    package mutating func merge(_ other: AnswerLedger) {
        guard !other.isEmpty else { return }
        if isEmpty {
            self = other
        } else {
            for (key, more) in other.rows { add(more, to: key) }
        }
        prune()
    }

    /// Drops the weeks beyond the newest `weeks`.
    package mutating func prune() {
        let all = Set(rows.keys.map(\.week)).sorted(by: >)
        guard all.count > AnswerLedger.weeks else { return }
        let oldest = all[AnswerLedger.weeks - 1]
        rows = rows.filter { $0.key.week >= oldest }
    }

    /// Gives each theme the name that `current` has for it.
    mutating func renameThemes(_ current: (String) -> String) {
        rows = rows.mapValues { list in
            list.map { row in
                let names = row.themes.map(current)
                guard names != row.themes else { return row }
                var row = row
                row.themes = Set(names).sorted()
                return row
            }.sorted()
        }
    }
}

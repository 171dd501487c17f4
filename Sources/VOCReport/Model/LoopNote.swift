/// What became of the cases of a route, in counts that a report turns into shares.
package struct LoopNote: Sendable, Equatable {
    package var route: String
    package var queue: String
    /// Cases that stand for themselves.
    package var cases = 0
    /// Cases joined to another one.
    package var joined = 0
    /// Cases of which the help desk told something.
    package var known = 0
    package var closed = 0
    /// Not closed, and the promised end is past.
    package var overdue = 0
    /// Cases with a verdict, and those found to be right.
    package var judged = 0
    package var upheld = 0
    /// Closed cases with a promised end, and those closed before it.
    package var promised = 0
    package var kept = 0
    /// Cases told to be reopened or not, and those that were.
    package var reopenedKnown = 0
    package var reopened = 0
    package var refunds = 0
    package var refundMilli = 0
    /// Days from the item to the close, of cases where both are known, ascending.
    package var daysToClose: [Double] = []
    /// Closed cases whose customer wrote again, and how the first item after the close sounded.
    package var wroteAgain = 0
    package var wroteWell = 0
    package var wroteBadly = 0

    package init(route: String, queue: String) {
        self.route = route
        self.queue = queue
    }
}

/// Items of a run that some route should have taken.
package struct MissedNote: Sendable, Equatable {
    /// One of them, by its id; none of its words.
    package struct Example: Sendable, Equatable {
        package var item: String
        package var source: String
        package var severity: Int
        /// Ids of its themes.
        package var themes: [String]

        package init(item: String, source: String, severity: Int, themes: [String]) {
            self.item = item
            self.source = source
            self.severity = severity
            self.themes = themes
        }
    }

    /// The condition that such items meet.
    package var condition: String
    package var complaints = 0
    /// Complaints that no route took.
    package var untaken = 0
    /// Items that no route took and that meet the condition.
    package var missed = 0
    /// The most severe of them, in the order of the dumps.
    package var examples: [Example] = []
    package static let mostExamples = 10

    package init(condition: String) { self.condition = condition }

    package mutating func add(_ example: Example) {
        missed += 1
        let place = examples.firstIndex { $0.severity < example.severity } ?? examples.count
        guard place < MissedNote.mostExamples else { return }
        examples.insert(example, at: place)
        if examples.count > MissedNote.mostExamples { examples.removeLast() }
    }
}

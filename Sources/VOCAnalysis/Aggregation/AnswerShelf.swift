internal import VOCCore

/// Keeps a sample of answers with their themes, by numbers; names are put in at the end.
struct AnswerShelf {
    private struct Row {
        var priority: UInt64
        var day: Int32
        var milli: Int32
        var themes: [UInt32]
    }

    /// The rows of one week and measure; those at `limit` and above are known to be too many.
    private struct Week {
        var limit = UInt64.max
        var rows: [Row] = []

        /// Adds a row whose priority is below `limit`.
        mutating func add(_ row: Row) {
            rows.append(row)
            guard rows.count >= 2 * AnswerLedger.rowsPerKey else { return }
            rows.sort { ($0.priority, $0.day, $0.milli) < ($1.priority, $1.day, $1.milli) }
            rows.removeLast(rows.count - AnswerLedger.rowsPerKey)
            // Rows of the same priority as the last one still have to be compared as a whole.
            limit = rows[rows.count - 1].priority &+ 1
        }
    }

    /// By the number of the week in `weeks`, then by measure; without rows where none was given.
    private var shelves: [Week] = []
    private var weeks = WeekTable()
    private static let metrics = AnswerMetric.allCases

    /// Keeps an item that was rated, or whose text has a score.
    mutating func add(
        _ reading: Reading, _ item: FeedbackBatch.Row, _ batch: FeedbackBatch,
        _ scale: SurveyScale?, day: Int32
    ) {
        guard day != CellKey.undated else { return }
        let metric: AnswerMetric
        let milli: Int32
        if let scale, item.ratingMilli != FeedbackBatch.Row.noRating {
            metric = scale.metric.answer
            milli = item.ratingMilli
        } else if let points = reading.milliPoints {
            metric = .score
            milli = Int32(clamping: points)
        } else {
            return
        }
        let week = Int32(CivilDay(daysSinceEpoch: Int(day)).weekStart.daysSinceEpoch)
        let priority = Digest(ofItem: item, in: batch).high
        let place = weeks.number(of: week) * AnswerShelf.metrics.count + Int(metric.rawValue)
        while place >= shelves.count { shelves.append(Week()) }
        guard priority < shelves[place].limit else { return }
        shelves[place].add(
            Row(
                priority: priority, day: day, milli: milli,
                themes: reading.themes.map { UInt32($0.theme) }))
    }

    func ledger(themes: [Theme]) -> AnswerLedger {
        var result = AnswerLedger()
        for (place, shelf) in shelves.enumerated() where !shelf.rows.isEmpty {
            let (week, metric) = place.quotientAndRemainder(dividingBy: AnswerShelf.metrics.count)
            result.add(
                shelf.rows.map { row in
                    AnswerRow(
                        priority: row.priority, day: row.day, milli: row.milli,
                        themes: row.themes.map { themes[Int($0)].id }.sorted())
                },
                to: AnswerLedger.Key(
                    week: weeks.weeks[week], metric: AnswerShelf.metrics[metric]))
        }
        result.prune()
        return result
    }
}

extension SurveyScale.Metric {
    var answer: AnswerMetric {
        switch self {
        case .csat: .csat
        case .nps: .nps
        case .ces1: .ces1
        case .ces2: .ces2
        }
    }
}

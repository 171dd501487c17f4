internal import CHash
internal import VOCCore

/// An amount to add to a counter of a cell.
struct CounterDelta: BitwiseCopyable {
    /// The raw value of the counter.
    var counter: Int
    var amount: Int64
}

/// What one item adds to each of its cells, apart from label and score, which depend on the topic.
struct ItemCounts: ~Copyable {
    private(set) var counters = Scratch<CounterDelta>()

    private mutating func add(_ counter: Tally.Counter, _ amount: Int = 1) {
        counters.append(CounterDelta(counter: counter.rawValue, amount: Int64(amount)))
    }

    mutating func set(_ reading: Reading, _ item: FeedbackBatch.Row, _ scale: SurveyScale?) {
        counters.removeAll()
        add(.items)
        if reading.isComplaint {
            add(.complaints)
            if (reading.severity ?? 0) >= 3 { add(.severeComplaints) }
        }
        if let effort = reading.effortMilli {
            add(.effortItems)
            add(.effortMilli, effort)
        }
        if reading.needsResponse { add(.responseNeeded) }
        if !reading.isScored { add(.otherLanguage) }
        guard let scale, item.ratingMilli != FeedbackBatch.Row.noRating else { return }
        let rating = Int(item.ratingMilli)
        switch scale.metric {
        case .csat:
            add(.csatAnswers)
            // Top two of five boxes: the upper quarter of the scale's length and up.
            if (rating - scale.lowMilli) * 4 >= (scale.highMilli - scale.lowMilli) * 3 {
                add(.csatTop)
            }
            add(.csatMilli, rating)
        case .nps:
            add(.npsAnswers)
            if rating >= 9000 { add(.promoters) } else if rating <= 6000 { add(.detractors) }
        case .ces1:
            add(.ces1Answers)
            add(.ces1Milli, rating)
        case .ces2:
            add(.ces2Answers)
            add(.ces2Milli, rating)
            if rating >= 5000 { add(.ces2Easy) }
            if rating >= 6000 { add(.ces2Top) }
            if rating <= 3000 { add(.ces2Bottom) }
        }
    }
}

extension SentimentLabel {
    /// Where items with this label are counted.
    var counter: Tally.Counter {
        switch self {
        case .positive: .positive
        case .negative: .negative
        case .neutral: .neutral
        case .mixed: .mixed
        case .none: .none
        }
    }
}

/// A cell that the item at hand adds to.
struct DueCell: BitwiseCopyable {
    var cell: Int
    var label: Int
    var milliPoints: Int64
    var portions: Int64
}

/// Tallies by (group, topic) in flat blocks of counters.
///
/// The counters that most items add to fill two lines of memory of each cell. The others, of surveys
/// that ask for loyalty or effort, stand apart and only where they are needed: cells of many days and
/// themes lie far apart, and each line of them costs a way to memory.
struct CellTable: ~Copyable {
    private static let usualCount = 16
    private static let rareCount = Tally.laneCount - usualCount
    private let topicCount: Int
    /// By group and topic: 1 + the cell's place, 0 for none. Groups are few, topics fixed: no hash.
    private var places = Scratch<UInt32>()
    private var usual = Scratch<Int64>(capacity: 1 << 12)
    /// By cell: 1 + the place of its rare counters, 0 for none.
    private var rarePlaces = Scratch<UInt32>()
    private var rare = Scratch<Int64>()
    /// Cells counted so far.
    private(set) var count = 0
    private var due = Scratch<DueCell>()

    init(topicCount: Int) { self.topicCount = topicCount }

    /// Where a cell has a counter: among the usual ones below `usualCount`, from there on among the
    /// rare ones. The first counters are the usual ones, but for the last of them.
    private static func slot(_ counter: Int) -> Int {
        let last = usualCount - 1
        let usual = Tally.Counter.responseNeeded.rawValue
        return counter == usual ? last : counter == last ? usual : counter
    }

    /// Notes that an item is counted in a cell, with `portions` times what a whole item adds (see
    /// `Portion`), and asks for the cell's memory. `settle` counts it.
    mutating func add(
        label: SentimentLabel, milliPoints: Int? = nil, portions: Int64 = 1, to group: UInt32,
        topic: Int
    ) {
        let cell = place(of: group, topic)
        let memory = unsafe usual.start + cell * CellTable.usualCount
        unsafe chash_prefetch(memory)
        unsafe chash_prefetch(memory + 8)
        due.append(
            DueCell(
                cell: cell, label: label.counter.rawValue, milliPoints: Int64(milliPoints ?? 0),
                portions: portions))
    }

    /// Counts an item in all cells noted since the last call.
    mutating func settle(_ delta: borrowing ItemCounts) {
        for place in 0..<due.count {
            let cell = due[place]
            for index in 0..<delta.counters.count {
                let add = delta.counters[index]
                count(add.amount * cell.portions, CellTable.slot(add.counter), cell.cell)
            }
            count(cell.portions, cell.label, cell.cell)
            count(cell.milliPoints, Tally.Counter.milliPoints.rawValue, cell.cell)
        }
        due.removeAll()
    }

    @inline(__always)
    private mutating func count(_ amount: Int64, _ slot: Int, _ cell: Int) {
        if slot < CellTable.usualCount {
            usual[cell * CellTable.usualCount + slot] &+= amount
        } else {
            countRare(amount, slot - CellTable.usualCount, cell)
        }
    }

    private mutating func countRare(_ amount: Int64, _ slot: Int, _ cell: Int) {
        if rarePlaces[cell] == 0 {
            for _ in 0..<CellTable.rareCount { rare.append(0) }
            rarePlaces[cell] = UInt32(rare.count / CellTable.rareCount)
        }
        rare[Int(rarePlaces[cell] - 1) * CellTable.rareCount + slot] &+= amount
    }

    private mutating func place(of group: UInt32, _ topic: Int) -> Int {
        let index = Int(group) * topicCount + topic
        while index >= places.count { places.append(0) }
        if places[index] != 0 { return Int(places[index]) - 1 }
        for _ in 0..<CellTable.usualCount { usual.append(0) }
        rarePlaces.append(0)
        count += 1
        places[index] = UInt32(count)
        return count - 1
    }

    /// What was counted of a group and topic; nil for nothing.
    func tally(of group: UInt32, _ topic: Int) -> Tally? {
        let index = Int(group) * topicCount + topic
        guard index < places.count, places[index] != 0 else { return nil }
        let cell = Int(places[index]) - 1
        var tally = Tally()
        for counter in Tally.Counter.allCases {
            tally[counter] = value(CellTable.slot(counter.rawValue), cell)
        }
        return tally
    }

    private func value(_ slot: Int, _ cell: Int) -> Int {
        if slot < CellTable.usualCount { return Int(usual[cell * CellTable.usualCount + slot]) }
        guard rarePlaces[cell] != 0 else { return 0 }
        let start = Int(rarePlaces[cell] - 1) * CellTable.rareCount
        return Int(rare[start + slot - CellTable.usualCount])
    }
}

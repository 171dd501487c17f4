internal import CHash
internal import VOCCore

/// An amount to add to a counter of a cell.
struct CounterDelta: BitwiseCopyable {
    var place: Int
    var amount: Int64
}

/// What one item adds to each of its cells, apart from label and score, which depend on the topic.
struct ItemCounts: ~Copyable {
    private(set) var counters = Scratch<CounterDelta>()

    private mutating func add(_ counter: Tally.Counter, _ amount: Int = 1) {
        counters.append(CounterDelta(place: counter.rawValue, amount: Int64(amount)))
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
    var base: Int
    var label: Int
    var milliPoints: Int64
    var portions: Int64
}

/// Tallies by (group, topic) in one flat block of counters.
struct CellTable: ~Copyable {
    private static let stride = Tally.laneCount
    private let topicCount: Int
    /// By group and topic: 1 + the cell's place, 0 for none. Groups are few, topics fixed: no hash.
    private var places = Scratch<UInt32>()
    private var counters = Scratch<Int64>(capacity: 1 << 12)
    private var keys: [(group: UInt32, topic: UInt32)] = []

    init(topicCount: Int) { self.topicCount = topicCount }

    private var due = Scratch<DueCell>()

    /// Cells counted so far.
    var count: Int { keys.count }

    /// Notes that an item is counted in a cell, with `portions` times what a whole item adds (see
    /// `Portion`), and asks for the cell's memory: cells of many days and themes lie far apart.
    /// `settle` counts it.
    mutating func add(
        label: SentimentLabel, milliPoints: Int? = nil, portions: Int64 = 1, to group: UInt32,
        topic: Int
    ) {
        let base = place(of: group, topic) * CellTable.stride
        let memory = unsafe counters.start + base
        for line in Swift.stride(from: 0, to: CellTable.stride, by: 8) {
            unsafe chash_prefetch(memory + line)
        }
        due.append(
            DueCell(
                base: base, label: label.counter.rawValue, milliPoints: Int64(milliPoints ?? 0),
                portions: portions))
    }

    /// Counts an item in all cells noted since the last call.
    mutating func settle(_ delta: borrowing ItemCounts) {
        for place in 0..<due.count {
            let cell = due[place]
            for index in 0..<delta.counters.count {
                let add = delta.counters[index]
                counters[cell.base + add.place] &+= add.amount * cell.portions
            }
            counters[cell.base + cell.label] &+= cell.portions
            counters[cell.base + Tally.Counter.milliPoints.rawValue] &+= cell.milliPoints
        }
        due.removeAll()
    }

    private mutating func place(of group: UInt32, _ topic: Int) -> Int {
        let index = Int(group) * topicCount + topic
        while index >= places.count { places.append(0) }
        if places[index] != 0 { return Int(places[index]) - 1 }
        keys.append((group, UInt32(topic)))
        for _ in 0..<CellTable.stride { counters.append(0) }
        places[index] = UInt32(keys.count)
        return keys.count - 1
    }

    func visit(_ body: (UInt32, UInt32, Tally) -> Void) {
        let all = Tally.Counter.allCases
        for (place, key) in keys.enumerated() {
            var tally = Tally()
            for counter in all {
                tally[counter] = Int(counters[place * CellTable.stride + counter.rawValue])
            }
            body(key.group, key.topic, tally)
        }
    }
}

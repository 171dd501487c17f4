internal import VOCCore

/// The best quotes by topic and week; a text becomes a string only if it earns a place.
struct QuoteShelf {
    /// By topic and week; the strength to beat lies beside the quotes, where it is read without
    /// touching them.
    private let topicCount: Int
    private var weeks = WeekTable()
    /// The newest weeks that have quotes, newest first; quotes of older ones are not kept in the
    /// end.
    private var newestWeeks: [Int32] = []
    /// One of them, that of the text before.
    private var lastNew: Int32?
    /// By week and topic: 1 + the place, 0 for none.
    private var places: [UInt32] = []
    private var keys: [(topic: Int, week: Int32)] = []
    private var toBeat: [(strength: Int, tieBreak: UInt64)] = []
    private var shelf: [[Quote]] = []

    init(topicCount: Int) { self.topicCount = topicCount }

    /// How clearly a text speaks: its feeling, and a length that is read at a glance.
    static func strength(milliPoints: Int, byteCount: Int) -> Int {
        let length =
            switch byteCount {
            case ..<40: 100
            case ..<280: 400
            case ..<500: 250
            default: 0
            }
        return abs(milliPoints) / 50 * 50 + length
    }

    /// Offers a text for a topic and week; `make` is called, with its tie-break, only if the text
    /// earns a place.
    mutating func offer(
        _ strength: Int, topic: Int, topicSeed: UInt64, week: Int32, id: UnsafeBufferPointer<UInt8>,
        make: (UInt64) -> Quote
    ) {
        guard isNew(week) else { return }
        let place = place(of: topic, week)
        let best = toBeat[place]
        guard strength >= best.strength else { return }
        let tieBreak = unsafe Digest(of: id, seed: topicSeed).low
        if strength == best.strength, tieBreak > best.tieBreak { return }
        Summary.insert(make(tieBreak), into: &shelf[place])
        if shelf[place].count == Summary.quotesPerKey, let last = shelf[place].last {
            toBeat[place] = (last.strength, last.tieBreak)
        }
    }

    /// Whether a week is among the newest `Summary.quoteWeeks` that have quotes.
    private mutating func isNew(_ week: Int32) -> Bool {
        if week == lastNew { return true }
        let place = newestWeeks.firstIndex { $0 <= week } ?? newestWeeks.count
        if place < newestWeeks.count, newestWeeks[place] == week {
            lastNew = week
            return true
        }
        guard place < Summary.quoteWeeks else { return false }
        lastNew = week
        newestWeeks.insert(week, at: place)
        if newestWeeks.count > Summary.quoteWeeks { newestWeeks.removeLast() }
        return true
    }

    private mutating func place(of topic: Int, _ week: Int32) -> Int {
        let number = weeks.number(of: week)
        let index = number * topicCount + topic
        if index >= places.count {
            let missing = (number + 1) * topicCount - places.count
            places.append(contentsOf: repeatElement(0, count: missing))
        }
        if places[index] == 0 {
            keys.append((topic, week))
            toBeat.append((-1, .max))
            shelf.append([])
            places[index] = UInt32(keys.count)
        }
        return Int(places[index]) - 1
    }

    func visit(_ body: (Int, Int32, Quote) -> Void) {
        for (place, key) in keys.enumerated() {
            for quote in shelf[place] { body(key.topic, key.week, quote) }
        }
    }
}

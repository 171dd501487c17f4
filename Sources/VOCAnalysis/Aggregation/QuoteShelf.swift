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
    private var toBeat: [Rank] = []
    private var ranks: [[Rank]] = []
    private var shelf: [[Quote]] = []

    /// What decides between two quotes, but for texts of one id.
    private struct Rank: BitwiseCopyable {
        var strength: Int
        var tieBreak: UInt64

        func isBetter(than other: Rank) -> Bool {
            strength == other.strength
                ? tieBreak < other.tieBreak : strength > other.strength
        }
    }

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
        let rank = Rank(
            strength: strength, tieBreak: unsafe Digest(of: id, seed: topicSeed).low)
        guard !best.isBetter(than: rank) else { return }
        insert(make(rank.tieBreak), rank, at: place)
    }

    /// Puts a quote in order. Quotes are large: most are put in without looking at the others.
    private mutating func insert(_ quote: Quote, _ rank: Rank, at place: Int) {
        var index = 0
        while index < ranks[place].count, ranks[place][index].isBetter(than: rank) { index += 1 }
        if index < ranks[place].count, !rank.isBetter(than: ranks[place][index]) {
            guard Summary.insert(quote, into: &shelf[place]) else { return }
        } else {
            shelf[place].insert(quote, at: index)
            if shelf[place].count > Summary.quotesPerKey { shelf[place].removeLast() }
        }
        ranks[place].insert(rank, at: index)
        if ranks[place].count > Summary.quotesPerKey { ranks[place].removeLast() }
        if ranks[place].count == Summary.quotesPerKey, let last = ranks[place].last {
            toBeat[place] = last
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
            toBeat.append(Rank(strength: -1, tieBreak: .max))
            ranks.append([])
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

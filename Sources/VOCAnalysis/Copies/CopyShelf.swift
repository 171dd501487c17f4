internal import VOCCore

/// Collects what the search for copies needs, item by item, into a ledger.
struct CopyShelf: ~Copyable {
    private let sketcher: TextSketcher
    private(set) var ledger = CopyLedger()
    private var sources = NameTable()
    private var channels = NameTable()
    /// The numbers of places by source and channel, which are few.
    private var places: [UInt64: UInt32] = [:]

    init(_ sketcher: TextSketcher) { self.sketcher = sketcher }

    /// Keeps an item if it has enough words; `counts` is what it adds to each of its cells.
    mutating func add(
        _ reading: Reading, _ item: FeedbackBatch.Row, _ batch: FeedbackBatch, day: Int32,
        counts: borrowing ItemCounts
    ) {
        guard let sketch = unsafe sketcher.sketch(of: batch.bytes(item.text)) else { return }
        var counters = 1 << UInt32(reading.label.counter.rawValue)
        var isRated = false
        for index in 0..<counts.counters.count {
            let one = counts.counters[index]
            switch Tally.Counter(rawValue: one.counter) {
            case .effortItems, .effortMilli: continue
            case .csatMilli, .ces1Milli, .ces2Milli: isRated = true
            default: counters |= 1 << UInt32(one.counter)
            }
        }
        let source = unsafe sources.number(of: batch.bytes(item.source))
        let channel = unsafe channels.number(of: batch.bytes(item.channel))
        let pair = UInt64(source) << 32 | UInt64(channel)
        let place =
            places[pair]
            ?? ledger.number(
                of: CopyPlace(
                    source: sources.names[Int(source)], channel: channels.names[Int(channel)]))
        places[pair] = place
        ledger.add(
            CopyRecord(
                sketch: sketch, key: Digest(ofItem: item, in: batch).low, day: day, place: place,
                counters: UInt32(counters), milliPoints: Int32(clamping: reading.milliPoints ?? 0),
                ratingMilli: isRated ? item.ratingMilli : 0))
    }
}

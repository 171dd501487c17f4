/// One item as the search for copies needs it: its sketch, and what it added to the figures.
package struct CopyRecord: Sendable, Hashable, Comparable {
    package var sketch: TextSketch
    /// The lower half of the item's digest.
    package var key: UInt64
    /// As in `CellKey`.
    package var day: Int32
    /// The place of its source and channel in the ledger's `places`.
    package var place: UInt32
    /// The counters that it raised by one, a bit each.
    package var counters: UInt32
    /// Its score, 0 without one, and its rating where that is an answer to a survey, in thousandths.
    package var milliPoints: Int32
    package var ratingMilli: Int32

    package init(
        sketch: TextSketch, key: UInt64, day: Int32, place: UInt32, counters: UInt32,
        milliPoints: Int32, ratingMilli: Int32
    ) {
        self.sketch = sketch
        self.key = key
        self.day = day
        self.place = place
        self.counters = counters
        self.milliPoints = milliPoints
        self.ratingMilli = ratingMilli
    }

    /// What the item adds to the figures, its effort apart.
    package var tally: Tally {
        var tally = Tally()
        for counter in Tally.Counter.allCases where counters & 1 << UInt32(counter.rawValue) != 0 {
            tally[counter] = 1
        }
        tally[.milliPoints] = Int(milliPoints)
        for (answers, sum) in [
            (Tally.Counter.csatAnswers, Tally.Counter.csatMilli), (.ces1Answers, .ces1Milli),
            (.ces2Answers, .ces2Milli),
        ] where tally[answers] > 0 { tally[sum] = Int(ratingMilli) }
        return tally
    }

    /// Records of like texts stand together: where a ledger is cut, whole groups fall away.
    package static func < (one: CopyRecord, other: CopyRecord) -> Bool {
        if one.sketch != other.sketch { return one.sketch < other.sketch }
        if one.key != other.key { return one.key < other.key }
        let numbers = (one.day, one.place, one.counters, one.milliPoints, one.ratingMilli)
        return numbers
            < (other.day, other.place, other.counters, other.milliPoints, other.ratingMilli)
    }
}

/// Where feedback came in.
package struct CopyPlace: Sendable, Hashable, Comparable {
    package var source: String
    package var channel: String

    package init(source: String, channel: String) {
        self.source = source
        self.channel = channel
    }

    package static func < (one: CopyPlace, other: CopyPlace) -> Bool {
        (one.source, one.channel) < (other.source, other.channel)
    }
}

/// The texts among which copies are still to be looked for: what the parts of a run bring together.
///
/// Bounded: of more than `limit` records those with the least sketches are kept, so that the same
/// ones are kept however a run was cut.
package struct CopyLedger: Sendable, Equatable {
    /// 56 MB at most.
    package static let limit = 1 << 20

    package private(set) var places: [CopyPlace] = []
    package private(set) var records: [CopyRecord] = []
    /// Texts long enough to be looked at, also those beyond the limit.
    package private(set) var searched = 0

    package init() {}

    package var isEmpty: Bool { searched == 0 }

    /// The number of a place, for `CopyRecord.place`.
    package mutating func number(of place: CopyPlace) -> UInt32 {
        if let known = places.firstIndex(of: place) { return UInt32(known) }
        places.append(place)
        return UInt32(places.count - 1)
    }

    package mutating func add(_ record: CopyRecord) {
        searched += 1
        records.append(record)
        if records.count >= CopyLedger.limit * 2 { settle() }
    }

    /// For one that is read back, which may have been cut.
    mutating func setSearched(_ count: Int) { searched = count }

    package mutating func merge(_ other: CopyLedger) {
        guard !other.isEmpty else { return }
        searched += other.searched
        let numbers = other.places.map { number(of: $0) }
        records.reserveCapacity(records.count + other.records.count)
        for record in other.records {
            var record = record
            record.place = numbers[Int(record.place)]
            records.append(record)
        }
        settle()
    }

    /// Brings places and records into order and drops those over the limit: equal ledgers are then
    /// equal in every bit.
    package mutating func settle() {
        let order = places.indices.sorted { places[$0] < places[$1] }
        if order != Array(places.indices) {
            var numbers = [UInt32](repeating: 0, count: places.count)
            for (place, old) in order.enumerated() { numbers[old] = UInt32(place) }
            for index in records.indices {
                records[index].place = numbers[Int(records[index].place)]
            }
            places = order.map { places[$0] }
        }
        records.sort()
        if records.count > CopyLedger.limit {
            records.removeLast(records.count - CopyLedger.limit)
        }
    }
}

/// Texts that say the same, word for word or nearly so.
package struct Campaign: Sendable, Hashable, Comparable {
    /// The key of the earliest item, which items of the group carry in hexadecimal as `cluster`.
    package var id: UInt64
    package var count: Int
    package var firstDay: Int32
    package var lastDay: Int32
    /// Where they came in, sorted.
    package var sources: [String]
    package var positive: Int
    package var negative: Int
    /// The words of one of them, if a quote was kept; else empty.
    package var example: String

    package init(
        id: UInt64, count: Int, firstDay: Int32, lastDay: Int32, sources: [String], positive: Int,
        negative: Int, example: String = ""
    ) {
        self.id = id
        self.count = count
        self.firstDay = firstDay
        self.lastDay = lastDay
        self.sources = sources
        self.positive = positive
        self.negative = negative
        self.example = example
    }

    /// As outputs name it.
    package var name: String { Campaign.name(of: id) }

    package static func name(of id: UInt64) -> String {
        let digits = String(id, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// The largest first; a total order.
    package static func < (one: Campaign, other: Campaign) -> Bool {
        if one.count != other.count { return one.count > other.count }
        if one.id != other.id { return one.id < other.id }
        let numbers = (one.firstDay, one.lastDay, one.positive, one.negative)
        let others = (other.firstDay, other.lastDay, other.positive, other.negative)
        if numbers != others { return numbers < others }
        if one.sources != other.sources {
            return one.sources.lexicographicallyPrecedes(other.sources)
        }
        return one.example.utf8.lexicographicallyPrecedes(other.example.utf8)
    }
}

/// What the search for copies came to; adds up over nights.
package struct CopyFindings: Sendable, Equatable {
    /// The topic under which a summary counts the copies, the first of each group apart.
    package static let topic = "copies:all"
    /// The largest groups are named; all are counted.
    package static let campaignsKept = 20

    /// Texts that were long enough to be looked at, and those that were not for there were too many.
    package var searched = 0
    package var passedOver = 0
    /// Groups of two and more.
    package var groups = 0
    package private(set) var campaigns: [Campaign] = []

    package init() {}

    package mutating func add(_ more: [Campaign]) {
        campaigns = Array(Set(campaigns + more).sorted().prefix(CopyFindings.campaignsKept))
    }

    package mutating func merge(_ other: CopyFindings) {
        searched += other.searched
        passedOver += other.passedOver
        groups += other.groups
        add(other.campaigns)
    }
}

/// What is known of a customer who spoke badly of something.
package struct CustomerMark: Sendable, Hashable {
    /// The name to print: a pseudonym, or the key itself where the pipeline asks for that.
    package var name: String
    /// In thousandths of the unit of the customers file; nil if the file gives none.
    package var valueMilli: Int?
    /// The newest day on which the customer was heard, in days since 1970.
    package var day: Int32
    /// The newest day of a negative mention by topic; the empty topic is the item as a whole.
    package var negativeDays: [String: Int32]

    package init(name: String, valueMilli: Int?, day: Int32, negativeDays: [String: Int32]) {
        self.name = name
        self.valueMilli = valueMilli
        self.day = day
        self.negativeDays = negativeDays
    }

    /// The same customer in another part: what was heard last counts.
    package mutating func merge(_ other: CustomerMark) {
        for (topic, day) in other.negativeDays {
            negativeDays[topic] = max(negativeDays[topic] ?? day, day)
        }
        let mine = (day, valueMilli ?? .min, name)
        let theirs = (other.day, other.valueMilli ?? .min, other.name)
        if mine < theirs {
            name = other.name
            valueMilli = other.valueMilli
        }
        day = max(day, other.day)
    }
}

/// Customers of the customers file who spoke badly of something, and how many items found theirs.
///
/// Only the customers with the smallest hashes are kept, up to `capacity`: a random sample by a
/// fixed hash, the same whatever the order of parts. Sums over them divide by `share`.
package struct CustomerLedger: Sendable, Equatable {
    package static let capacity = 1 << 14

    /// Items whose customer is in the file, is not, and items that name none.
    package var matched = 0
    package var unmatched = 0
    package var keyless = 0
    /// By a hash of the key.
    package private(set) var marks: [UInt64: CustomerMark] = [:]
    /// Customers from this hash on were left out; `UInt64.max` if none was.
    package private(set) var limit = UInt64.max

    package init() {}

    package var isEmpty: Bool { matched == 0 && unmatched == 0 && keyless == 0 && marks.isEmpty }

    /// The share of customers that the sample holds, 0 to 1.
    package var share: Double {
        limit == .max ? 1 : Double(limit) / Double(UInt64.max)
    }

    package mutating func add(_ mark: CustomerMark, of id: UInt64) {
        guard id < limit else { return }
        if marks[id]?.merge(mark) == nil { marks[id] = mark }
        // Twice the room before sorting: each cut is paid by as many additions.
        if marks.count > 2 * CustomerLedger.capacity { settle() }
    }

    /// Cuts the sample to its size; call before comparing or encoding.
    package mutating func settle() {
        guard marks.count > CustomerLedger.capacity else { return }
        limit = marks.keys.sorted()[CustomerLedger.capacity]
        let limit = limit
        marks = marks.filter { $0.key < limit }
    }

    /// Sets what a stored ledger had; `limit` as stored.
    package mutating func restore(limit: UInt64) { self.limit = limit }

    package mutating func merge(_ other: CustomerLedger) {
        guard !other.isEmpty || other.limit != .max else { return }
        matched += other.matched
        unmatched += other.unmatched
        keyless += other.keyless
        if other.limit < limit {
            limit = other.limit
            let limit = limit
            marks = marks.filter { $0.key < limit }
        }
        for (id, mark) in other.marks where id < limit {
            if marks[id]?.merge(mark) == nil { marks[id] = mark }
        }
        settle()
    }

    /// Gives each topic the name that `current` has for it; the later day counts where two meet.
    mutating func renameTopics(_ current: (String) -> String) {
        marks = marks.mapValues { mark in
            var mark = mark
            mark.negativeDays = Dictionary(
                mark.negativeDays.map { (current($0.key), $0.value) }, uniquingKeysWith: max)
            return mark
        }
    }
}

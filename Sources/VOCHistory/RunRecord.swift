package import VOCCore

/// What one run leaves to the nights after it: what it read, with what, and what it counted.
package struct RunRecord: Sendable, Equatable {
    /// A file that the run read, by its digest.
    package struct Input: Sendable, Hashable {
        package var name: String
        package var digest: String

        package init(name: String, digest: String) {
            self.name = name
            self.digest = digest
        }
    }

    /// The digest of everything that decides the run's result; the same run again has the same id.
    package var id: String
    /// The day the run reports on.
    package var asOf: CivilDay
    /// The version of `voc` that made it.
    package var engine: String
    package var configDigest: String
    /// In the order in which the run read them.
    package var inputs: [Input]
    package var accounting: Accounting
    /// The days of the earliest and latest item, nil if no item had a date.
    package var firstDay: CivilDay?
    package var lastDay: CivilDay?
    /// The run's `Summary.encoded()`; empty in listings, which read no summaries.
    package var summary: [UInt8]

    package init(
        id: String, asOf: CivilDay, engine: String, configDigest: String, inputs: [Input],
        accounting: Accounting, firstDay: CivilDay?, lastDay: CivilDay?, summary: [UInt8]
    ) {
        self.id = id
        self.asOf = asOf
        self.engine = engine
        self.configDigest = configDigest
        self.inputs = inputs
        self.accounting = accounting
        self.firstDay = firstDay
        self.lastDay = lastDay
        self.summary = summary
    }
}

/// The stable name of an item over all runs: a 128-bit hash of its source and its id there.
package struct ItemKey: Sendable, Hashable, Comparable {
    package var high: UInt64
    package var low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    package static func < (one: ItemKey, other: ItemKey) -> Bool {
        (one.high, one.low) < (other.high, other.low)
    }
}

/// A complaint that was handed to a queue; it points to the item and holds none of its words.
package struct CaseRecord: Sendable, Hashable {
    package var id: String
    package var itemID: String
    package var source: String
    /// The name of the route that took it.
    package var route: String
    package var queue: String
    package var priority: String
    /// When the customer wrote, as `Timestamp` prints it; nil if unknown.
    package var receivedAt: String?
    /// From 0 to 4, as in the item's reading.
    package var severity: Int
    /// The key of the conversation that the item belongs to; 0 for none.
    package var thread: UInt64
    /// The key of the customer; 0 if the record names none.
    package var customer: UInt64
    /// The promised end, in ISO 8601 with the offset of its place; nil if nothing was promised.
    package var resolveBy: String?
    /// The case that this one was joined to; nil for one that stands for itself.
    package var duplicateOf: String?
    /// The run that opened it; `History.commit` puts its own run here.
    package var runID: String

    package init(
        id: String, itemID: String, source: String, route: String, queue: String,
        priority: String, receivedAt: String?, severity: Int, thread: UInt64 = 0,
        customer: UInt64 = 0, resolveBy: String? = nil, duplicateOf: String? = nil,
        runID: String
    ) {
        self.id = id
        self.itemID = itemID
        self.source = source
        self.route = route
        self.queue = queue
        self.priority = priority
        self.receivedAt = receivedAt
        self.severity = severity
        self.thread = thread
        self.customer = customer
        self.resolveBy = resolveBy
        self.duplicateOf = duplicateOf
        self.runID = runID
    }
}

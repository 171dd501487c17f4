package import VOCCore

/// What became of a case, as the help desk tells it.
package struct CaseOutcome: Sendable, Hashable {
    /// The case's id.
    package var id: String
    /// In the help desk's own word.
    package var status: String
    package var isClosed: Bool
    /// Whether the complaint was found to be right; nil if nothing says so.
    package var isUpheld: Bool?
    /// Nil if nothing says so.
    package var isRefunded: Bool?
    /// What was paid back, in thousandths of the help desk's currency; nil if nothing says so.
    package var refundMilli: Int?
    package var isReopened: Bool?
    /// Nil if it is not closed, or nothing says when.
    package var closedAt: Timestamp?

    package init(
        id: String, status: String, isClosed: Bool, isUpheld: Bool? = nil,
        isRefunded: Bool? = nil, refundMilli: Int? = nil,
        isReopened: Bool? = nil, closedAt: Timestamp? = nil
    ) {
        self.id = id
        self.status = status
        self.isClosed = isClosed
        self.isUpheld = isUpheld
        self.isRefunded = isRefunded
        self.refundMilli = refundMilli
        self.isReopened = isReopened
        self.closedAt = closedAt
    }
}

/// That a customer with a case wrote, and how it sounded; none of the words.
package struct CustomerVoice: Sendable, Hashable {
    package var customer: UInt64
    package var receivedAt: Timestamp
    /// The key of the item.
    package var item: UInt64
    /// The sign of the feeling: −1, 0 or 1.
    package var feeling: Int

    package init(customer: UInt64, receivedAt: Timestamp, item: UInt64, feeling: Int) {
        self.customer = customer
        self.receivedAt = receivedAt
        self.item = item
        self.feeling = feeling
    }
}

/// A case of an earlier night that others of its conversation are joined to.
package struct CaseLead: Sendable, Hashable {
    package var id: String
    package var route: String
    package var thread: UInt64
}

/// All cases of some runs with what became of them.
package struct CaseBook: Sendable, Equatable {
    /// By run and id.
    package var cases: [CaseRecord] = []
    /// By case; what the latest run said.
    package var outcomes: [String: CaseOutcome] = [:]
    /// By customer and time.
    package var voices: [CustomerVoice] = []

    package init() {}
}

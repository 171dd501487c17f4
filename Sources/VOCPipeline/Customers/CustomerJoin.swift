internal import VOCCore

/// Tells whose each item is, and gives it the segments of its customer.
final class CustomerJoin {
    private let table: CustomerTable
    /// The attribute that holds the key; nil for the author.
    private let keyAttribute: Int?
    /// Places of the table's attributes among those of the plan.
    private let places: [Int]

    init(_ customers: Plan.Customers, attributeNames: [String]) {
        table = customers.table
        keyAttribute = customers.keyAttribute
        places = table.attributes.map { attributeNames.firstIndex(of: $0)! }
    }

    /// Joins all rows of a batch. A segment that the item itself names stays as it is: it was true
    /// when the item was written.
    func join(_ batch: FeedbackBatch) {
        // A value's bytes stand once in a batch, however many of its rows share it.
        var stored: [UInt64: FeedbackBatch.Slice] = [:]
        for row in batch.rows.indices {
            let slice =
                keyAttribute.map { batch.attribute($0, ofRow: row) } ?? batch.rows[row].author
            guard !slice.isEmpty else { continue }
            let place = unsafe table.place(of: batch.bytes(slice))
            batch.setCustomer(place, ofRow: row)
            // A key is for the join only: as a segment it would be one for each customer, and it
            // names people.
            if let keyAttribute { batch.setAttribute(keyAttribute, ofRow: row, to: .empty) }
            guard let place else { continue }
            for (index, number) in table.customers[place].segments.enumerated() where number > 0 {
                guard batch.attribute(places[index], ofRow: row).isEmpty else { continue }
                let key = UInt64(index) << 32 | UInt64(number)
                let value =
                    stored[key] ?? batch.store(table.values[index][Int(number) - 1])
                stored[key] = value
                batch.setAttribute(places[index], ofRow: row, to: value)
            }
        }
    }
}

extension Plan {
    /// The customers file, read, and where items name their customer.
    struct Customers: Sendable {
        var table: CustomerTable
        var keyAttribute: Int?
        /// Of the file's bytes.
        var digest: Digest
        var file: String
    }
}

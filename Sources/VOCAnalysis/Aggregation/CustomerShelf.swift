internal import VOCCore

/// Notes which customers of the customers file spoke badly of what.
struct CustomerShelf {
    private let table: CustomerTable
    private var matched = 0
    private var unmatched = 0
    private var keyless = 0
    /// By place in the table: the newest day heard, and the newest negative one by theme number;
    /// `whole` stands for the item.
    private var heard: [UInt32: (day: Int32, negative: [UInt32: Int32])] = [:]
    private static let whole = UInt32.max

    init(_ table: CustomerTable) { self.table = table }

    mutating func add(_ reading: Reading, _ item: FeedbackBatch.Row, day: Int32) {
        guard item.customer != 0 else {
            if item.isCustomerUnknown { unmatched += 1 } else { keyless += 1 }
            return
        }
        matched += 1
        guard day != CellKey.undated else { return }
        let isNegative = reading.label == .negative || reading.isComplaint
        guard isNegative || reading.themes.contains(where: { $0.label == .negative }) else {
            return
        }
        var mark = heard[item.customer] ?? (day, [:])
        mark.day = max(mark.day, day)
        if isNegative {
            mark.negative[CustomerShelf.whole] = max(
                mark.negative[CustomerShelf.whole] ?? day, day)
        }
        for mention in reading.themes where mention.label == .negative {
            let theme = UInt32(mention.theme)
            mark.negative[theme] = max(mark.negative[theme] ?? day, day)
        }
        heard[item.customer] = mark
    }

    func ledger(themes: [Theme]) -> CustomerLedger {
        var ledger = CustomerLedger()
        ledger.matched = matched
        ledger.unmatched = unmatched
        ledger.keyless = keyless
        for (place, mark) in heard {
            let customer = table.customers[Int(place) - 1]
            var days: [String: Int32] = [:]
            for (theme, day) in mark.negative {
                days[theme == CustomerShelf.whole ? "" : themes[Int(theme)].id] = day
            }
            ledger.add(
                CustomerMark(
                    name: table.name(of: customer), valueMilli: customer.valueMilli, day: mark.day,
                    negativeDays: days), of: customer.id)
        }
        ledger.settle()
        return ledger
    }
}

internal import VOCCore

/// What the dates at the beginning of a dump tell about the rest: the order of day and month, and
/// the zone.
struct DateSurvey {
    private(set) var rule: DateRule
    private(set) var notes: [SurveyNote] = []

    /// `header` is all that header rows say about the field.
    init(_ rule: DateRule, field: String, header: [String], values: [[UInt8]]) {
        self.rule = rule
        if rule.zone == nil, let zone = header.lazy.compactMap(DateSurvey.zone).first {
            self.rule.zone = zone
            notes.append(SurveyNote("dates in '\(field)' are in \(zone.name), as the header says"))
        }
        if rule.order == nil { settleOrder(field, values) }
    }

    private mutating func settleOrder(_ field: String, _ values: [[UInt8]]) {
        var counts: [DateOrder: Int] = [:]
        var open: [[UInt8]] = []
        for value in values {
            let found = unsafe value.withUnsafeBufferPointer { unsafe DateReader.orders($0) }
            guard let orders = found else { continue }
            if orders.count == 1, let order = orders.first { counts[order, default: 0] += 1 }
            if orders.isEmpty { open.append(value) }
        }
        if counts.count == 2 {
            notes.append(
                SurveyNote(
                    "dates in '\(field)' are written in two orders: those that can be read both ways are rejected; say which with dates: { order: … }",
                    isWarning: true))
            return
        }
        if let order = counts.keys.first {
            rule.order = order
            notes.append(
                SurveyNote("dates in '\(field)' have \(order.words): \(counts[order] ?? 0) say so"))
            return
        }
        guard !open.isEmpty else { return }
        let inOrder = DateOrder.allCases.filter { DateSurvey.isSorted(open, $0) }
        if open.count > 3, inOrder.count == 1 {
            rule.order = inOrder[0]
            notes.append(
                SurveyNote(
                    "dates in '\(field)' have \(inOrder[0].words), for so they are in sequence; pin it with dates: { order: \(inOrder[0].rawValue) }",
                    isWarning: true))
        } else {
            rule.order = .monthFirst
            notes.append(
                SurveyNote(
                    "dates in '\(field)' can be read two ways and are read with the month first; say which with dates: { order: dayFirst } or monthFirst",
                    isWarning: true))
        }
    }

    private static func isSorted(_ values: [[UInt8]], _ order: DateOrder) -> Bool {
        let moments = values.compactMap { value in
            unsafe value.withUnsafeBufferPointer {
                unsafe DateReader.microseconds($0, unit: nil, rule: DateRule(order: order))
            }
        }
        guard moments.count == values.count, Set(moments).count > 3 else { return false }
        let pairs = zip(moments, moments.dropFirst())
        return pairs.allSatisfy { $0 <= $1 } || pairs.allSatisfy { $0 >= $1 }
    }

    /// The zone named in `{"ImportId":"startDate","timeZone":"Z"}` or `Created (UTC)`.
    private static func zone(_ header: String) -> Zone? {
        if header.contains("timeZone") {
            let found = JSONFragment.pieces(of: Array(header.utf8), FieldPieces(take: "timeZone"))
            return Zone(String(decoding: found, as: UTF8.self))
        }
        guard let open = header.lastIndex(of: "("), let close = header.lastIndex(of: ")"),
            open < close
        else { return nil }
        return Zone(String(header[header.index(after: open)..<close]))
    }
}

/// A sentence about a dump, for people.
package struct SurveyNote: Sendable, Equatable {
    package let text: String
    /// Whether somebody should look.
    package let isWarning: Bool

    init(_ text: String, isWarning: Bool = false) {
        self.text = text
        self.isWarning = isWarning
    }
}

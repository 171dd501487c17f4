/// Answers and customers as varints and strings; part of `Summary.encoded()` since format 5.
extension ByteWriter {
    mutating func append(_ ledger: AnswerLedger) {
        let names = Set(ledger.rows.values.joined().flatMap(\.themes)).sorted()
        var place: [String: UInt64] = [:]
        for (index, name) in names.enumerated() { place[name] = UInt64(index) }
        append(unsigned: UInt64(names.count))
        for name in names { append(name) }
        append(unsigned: UInt64(ledger.rows.count))
        for (key, rows) in ledger.rows.sorted(by: { $0.key < $1.key }) {
            append(signed: Int(key.week))
            append(unsigned: UInt64(key.metric.rawValue))
            append(unsigned: UInt64(rows.count))
            for row in rows {
                append(fixed: row.priority)
                append(signed: Int(row.day))
                append(signed: Int(row.milli))
                append(unsigned: UInt64(row.themes.count))
                for theme in row.themes { append(unsigned: place[theme]!) }
            }
        }
    }

    /// `ledger` must be settled.
    mutating func append(_ ledger: CustomerLedger) {
        append(signed: ledger.matched)
        append(signed: ledger.unmatched)
        append(signed: ledger.keyless)
        append(fixed: ledger.limit)
        append(unsigned: UInt64(ledger.marks.count))
        for (id, mark) in ledger.marks.sorted(by: { $0.key < $1.key }) {
            append(fixed: id)
            append(mark.name)
            append(unsigned: mark.valueMilli == nil ? 0 : 1)
            if let value = mark.valueMilli { append(signed: value) }
            append(signed: Int(mark.day))
            append(unsigned: UInt64(mark.negativeDays.count))
            for (topic, day) in mark.negativeDays.sorted(by: { $0.key < $1.key }) {
                append(topic)
                append(signed: Int(day))
            }
        }
    }
}

extension ByteReader {
    mutating func answerLedger() throws(VOCError) -> AnswerLedger {
        var names: [String] = []
        for _ in 0..<(try count()) { names.append(try string()) }
        var ledger = AnswerLedger()
        for _ in 0..<(try count()) {
            let week = try int32()
            guard let raw = UInt8(exactly: try unsigned()), let metric = AnswerMetric(rawValue: raw)
            else { throw broken() }
            var rows: [AnswerRow] = []
            for _ in 0..<(try count()) {
                var row = AnswerRow(
                    priority: try fixed(), day: try int32(), milli: try int32(), themes: [])
                for _ in 0..<(try count()) {
                    let place = try unsigned()
                    guard place < UInt64(names.count) else { throw broken() }
                    row.themes.append(names[Int(place)])
                }
                rows.append(row)
            }
            ledger.add(rows, to: AnswerLedger.Key(week: week, metric: metric))
        }
        return ledger
    }

    mutating func customerLedger() throws(VOCError) -> CustomerLedger {
        var ledger = CustomerLedger()
        ledger.matched = try amount()
        ledger.unmatched = try amount()
        ledger.keyless = try amount()
        let limit = try fixed()
        for _ in 0..<(try count()) {
            let id = try fixed()
            let name = try string()
            let value = try unsigned() == 0 ? nil : try amount()
            var mark = CustomerMark(
                name: name, valueMilli: value, day: try int32(), negativeDays: [:])
            for _ in 0..<(try count()) { mark.negativeDays[try string()] = try int32() }
            guard id < limit else { throw broken() }
            ledger.add(mark, of: id)
        }
        ledger.restore(limit: limit)
        return ledger
    }
}

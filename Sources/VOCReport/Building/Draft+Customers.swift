internal import VOCCore

extension Draft {
    static let customersShown = 20

    /// A topic with the known customers who spoke badly of it.
    struct ValueAtRisk {
        var topic: String
        var customers: Int
        /// In whole units of the customers file.
        var value: Double
        /// Of the sum, from who happened to speak up, and from the sample where it is one.
        var interval: Interval
    }

    /// Σ of the value of customers with a negative mention on the recent days, by topic; the empty
    /// topic is any negative item.
    func valueAtRisk() -> [ValueAtRisk] {
        let days = counts.recentSpan
        let share = summary.customers.share
        var sums: [String: (count: Int, value: Double, squares: Double)] = [:]
        for mark in summary.customers.marks.values {
            let value = Double(mark.valueMilli ?? 0) / 1000
            for (topic, day) in mark.negativeDays
            where days.contains(CivilDay(daysSinceEpoch: Int(day))) {
                sums[topic, default: (0, 0, 0)].count += 1
                sums[topic]!.value += value
                sums[topic]!.squares += value * value
            }
        }
        return sums.map { topic, sum in
            // Who speaks up is chance: the sum of values over a Poisson number of people.
            let half = Normal.z95 * (sum.squares / share).squareRoot() / share.squareRoot()
            let value = sum.value / share
            return ValueAtRisk(
                topic: topic, customers: Int((Double(sum.count) / share).rounded()), value: value,
                interval: Interval(low: max(0, value - half), high: value + half))
        }.sorted { ($1.value, $1.customers, $0.topic) < ($0.value, $0.customers, $1.topic) }
    }

    func customers() -> Section? {
        let ledger = summary.customers
        guard !ledger.isEmpty else { return nil }
        let found = valueAtRisk()
        var blocks: [Block] = []
        let themes = found.filter { !$0.topic.isEmpty }
        if !themes.isEmpty { blocks.append(.table(table(themes))) }
        let names = atRisk()
        if !names.rows.isEmpty { blocks.append(.table(names)) }
        blocks.append(
            .note(
                "Customers file: \(Wording.count(ledger.matched, "item")) found their customer in it, \(Wording.count(ledger.unmatched)) name one who is not in it, \(Wording.count(ledger.keyless)) name none; only the first are counted here.\(ledger.share < 1 ? " There are so many customers that a sample of \(Wording.percent(100 * ledger.share)) stands for all." : "") Value at risk = Σ value of customers with a negative mention, each once; the interval allows for who happened to speak up. It is not a forecast of loss."
            ))
        var lead = "Known customers who spoke badly of something, \(recentName)."
        if let all = found.first(where: \.topic.isEmpty) {
            lead =
                "\(Wording.count(all.customers, "known customer")) wrote something negative, \(recentName); together they are worth \(Wording.count(Int(all.value.rounded())))"
            if let base = request.customerBase, base.value > 0 {
                lead +=
                    ", \(Wording.percent(100 * all.value / base.value)) of the value of all \(Wording.count(base.count, "customer"))"
            }
            lead += "."
        }
        return Section(id: "customers", title: "Customers at risk", lead: lead, blocks: blocks)
    }

    private func table(_ themes: [ValueAtRisk]) -> Table {
        Table(
            id: "value-at-risk", caption: "Value at risk by theme, \(recentName)",
            fileName: "value-at-risk.csv",
            columns: [
                Table.Column("theme", "Theme", .text),
                Table.Column("customers", "Customers", .count),
                Table.Column("value", "Their value", .count),
                Table.Column("low", "From", .count), Table.Column("high", "To", .count),
            ],
            rows: themes.prefix(Draft.customersShown).map {
                [
                    themeCell($0.topic),
                    .count($0.customers), .count(Int($0.value.rounded())),
                    .count(Int($0.interval.low.rounded())),
                    .count(Int($0.interval.high.rounded())),
                ]
            })
    }

    private func atRisk() -> Table {
        let days = counts.recentSpan
        func isRecent(_ day: Int32) -> Bool {
            days.contains(CivilDay(daysSinceEpoch: Int(day)))
        }
        let marks = summary.customers.marks.filter {
            $0.value.negativeDays.values.contains(where: isRecent)
        }
        .sorted {
            let (one, other) = ($0.value.valueMilli ?? 0, $1.value.valueMilli ?? 0)
            return one == other ? $0.key < $1.key : one > other
        }.prefix(Draft.customersShown)
        return Table(
            id: "customers-at-risk",
            caption: "Most valuable customers who spoke badly of something",
            fileName: "customers-at-risk.csv",
            columns: [
                Table.Column("customer", "Customer", .text),
                Table.Column("value", "Value", .count), Table.Column("last", "Last heard", .text),
                Table.Column("themes", "Spoke badly of", .text),
            ],
            rows: marks.map { _, mark in
                let themes = mark.negativeDays.filter { !$0.key.isEmpty && isRecent($0.value) }
                    .sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(4)
                    .map { tree.name($0.key) }
                return [
                    .text(mark.name),
                    mark.valueMilli.map { .count($0 / 1000) } ?? .nothing,
                    .text(Wording.day(CivilDay(daysSinceEpoch: Int(mark.day)))),
                    themes.isEmpty ? .nothing : .text(Wording.list(themes)),
                ]
            })
    }

    func valueFinding() -> Finding? {
        let found = valueAtRisk()
        guard let all = found.first(where: \.topic.isEmpty), all.value > 0 else { return nil }
        var headline =
            "\(Wording.count(all.customers, "known customer")) worth \(Wording.count(Int(all.value.rounded()))) wrote something negative, \(recentName)"
        if let first = found.first(where: { !$0.topic.isEmpty }), first.value > 0 {
            headline +=
                "; \(Wording.count(Int(first.value.rounded()))) of that with \(tree.name(first.topic).lowercasedFirst)"
        }
        let half = all.interval
        return Finding(
            kind: .value, theme: nil, headline: headline + ".",
            detail:
                "Σ value of customers with a negative item, each once; 95\u{A0}% interval \(Wording.count(Int(half.low.rounded()))) to \(Wording.count(Int(half.high.rounded()))). Who they are: under “Customers at risk”.",
            direction: .bad, weight: 61, rank: 0)
    }
}

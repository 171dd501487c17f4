internal import VOCCore

extension Draft {
    /// A way to divide all answers, with each part's counts before and now.
    private struct Division {
        var id: String
        var title: String
        /// Tallies are in this many parts of an item.
        var unit: Double
        var parts: [(name: String, slot: Int?, before: Tally, now: Tally)]
    }

    /// A part's share in the change of a measure, in points.
    struct Contribution {
        var name: String
        var slot: Int?
        var group: MixRate.Group
        var mix: Double
        var rate: Double

        var total: Double { mix + rate }
    }

    static let whyRows = 8

    /// Why the headline figures moved, divided so that the parts add up to the change.
    func why() -> Section? {
        let moved = movedMeasures()
        guard counts.hasPrevious, !moved.isEmpty else { return nil }
        var blocks: [Block] = []
        let divisions = divisions()
        for (place, measure) in moved.enumerated() {
            // All divisions of the figure that customers gave themselves; of the others, themes.
            for division in divisions where place == 0 || division.id == "theme" {
                if let table = table(division, measure) { blocks.append(.table(table)) }
            }
        }
        guard !blocks.isEmpty else { return nil }
        blocks.append(
            .note(
                "Exact: with shares w of all answers and scores r before and now, S₁ − S₀ = Σ (w₁ − w₀)(r₀ − S₀) + Σ w₁(r₁ − r₀). Mix: more or fewer answers come from a part that scores unlike the rest. Answers: the same part scores differently. By theme, an item with several themes is shared out among them in equal parts. An association, not a cause."
            ))
        return Section(
            id: "why", title: "Why it moved",
            lead:
                "The change of each figure that moved, \(focusName) against the \(previousName), divided by theme, source and segment; the parts add up to the change. By mix: more or fewer answers come from a part that scores unlike the rest. By answers: the same part scores differently.",
            blocks: blocks)
    }

    /// What most of a change comes from, in a sentence each.
    func whyFindings() -> [Finding] {
        guard counts.hasPrevious else { return [] }
        return movedMeasures().prefix(1).compactMap { measure -> Finding? in
            guard let themes = divisions().first(where: { $0.id == "theme" }),
                let (split, parts) = contributions(themes, measure)
            else { return nil }
            let leading = parts.filter { $0.total * split.delta > 0 && !$0.name.isEmpty }
                .sorted { abs($0.total) > abs($1.total) }.prefix(3)
            guard let first = leading.first, abs(first.total) >= 0.15 * abs(split.delta) else {
                return nil
            }
            func points(_ value: Double) -> String { Wording.signed(100 * value, places: 1) }
            return Finding(
                kind: .driver, theme: nil,
                headline:
                    "Of the change of \(measure.name) by \(points(split.delta)) points, \(Wording.list(leading.enumerated().map { "\(points($1.total)) \($0 == 0 ? "go " : "")with \($1.name.lowercasedFirst)" })).",
                detail:
                    "\(Wording.capitalised(focusName)) against the \(previousName); exact division by theme into mix and answers, under “Why it moved”. An association, not a cause.",
                direction: measure.isMoreBetter == (split.delta > 0) ? .good : .bad, weight: 77,
                rank: 0)
        }
    }

    /// Figures that moved by more than chance, what customers answered before what we read in their
    /// words; a mean over a few items cannot be divided.
    private func movedMeasures() -> [Measure] {
        let order = ["nps", "csat", "netSentiment", "complaintRate"]
        let moved = zip(measures, changes(counts.now(), counts.previously())).compactMap {
            measure, change -> Measure? in
            guard order.contains(measure.id), case .estimate(let estimate) = change,
                estimate.isSignificant == true
            else { return nil }
            return measure
        }
        return moved.sorted { order.firstIndex(of: $0.id)! < order.firstIndex(of: $1.id)! }
    }

    private func divisions() -> [Division] {
        let now = counts.now()
        let before = counts.previously()
        var result: [Division] = []
        let whole = Portion.whole
        var rest = (before: before.scaled(by: whole), now: now.scaled(by: whole))
        var themes: [(name: String, slot: Int?, before: Tally, now: Tally)] = []
        for node in tree.nodes {
            let topic = Portion.topic(node.id)
            guard counts.byPeriod[topic] != nil else { continue }
            let part = (before: counts.previously(topic), now: counts.now(topic))
            rest.before.subtract(part.before)
            rest.now.subtract(part.now)
            themes.append((node.name, tree.slot(node.id), part.before, part.now))
        }
        if !themes.isEmpty {
            themes.append(("", nil, rest.before, rest.now))
            result.append(
                Division(id: "theme", title: "theme", unit: Double(whole), parts: themes))
        }
        let sources = Set(counts.compared.keys.filter { $0.hasPrefix("\u{1}") }).sorted()
        if sources.count > 1 {
            result.append(
                Division(
                    id: "source", title: "source", unit: 1,
                    parts: sources.map {
                        let pair = counts.compared[$0]!
                        return (String($0.dropFirst()), nil, pair.before, pair.now)
                    }))
        }
        let segments = counts.compared.keys.filter { !$0.hasPrefix("\u{1}") }
        let byAttribute = Dictionary(grouping: segments) { name in
            String(name.prefix { $0 != "=" })
        }
        for (attribute, values) in byAttribute.sorted(by: { $0.key < $1.key }) {
            guard values.count > 1, values.count <= Draft.segmentRows else { continue }
            var rest = (before: before, now: now)
            var parts = values.sorted().map { name -> (String, Int?, Tally, Tally) in
                let pair = counts.compared[name]!
                rest.before.subtract(pair.before)
                rest.now.subtract(pair.now)
                let value = String(name.dropFirst(attribute.count + 1))
                return (value.isEmpty ? "(empty)" : value, nil, pair.before, pair.now)
            }
            parts.append(("", nil, rest.before, rest.now))
            result.append(
                Division(id: attribute, title: attribute, unit: 1, parts: parts))
        }
        return result
    }

    private func contributions(
        _ division: Division, _ measure: Measure
    ) -> (MixRate, [Contribution])? {
        let groups = division.parts.map { part -> MixRate.Group in
            let before = measure.sums(part.before)
            let now = measure.sums(part.now)
            return MixRate.Group(
                nBefore: before.n / division.unit, sumBefore: before.sum / division.unit,
                nNow: now.n / division.unit, sumNow: now.sum / division.unit)
        }
        guard let split = MixRate(groups) else { return nil }
        return (
            split,
            division.parts.indices.map {
                Contribution(
                    name: division.parts[$0].name, slot: division.parts[$0].slot,
                    group: groups[$0], mix: split.mix[$0], rate: split.rate[$0])
            }
        )
    }

    private func table(_ division: Division, _ measure: Measure) -> Table? {
        guard let (split, parts) = contributions(division, measure) else { return nil }
        let used = parts.filter { $0.group.nBefore > 0 || $0.group.nNow > 0 }
        guard used.count > 1 else { return nil }
        let ordered = used.enumerated().sorted {
            (abs($1.element.total), $0.offset) < (abs($0.element.total), $1.offset)
        }.map(\.element)
        var shown = Array(ordered.prefix(Draft.whyRows))
        if ordered.count > shown.count {
            var others = Contribution(
                name: "all others", slot: nil,
                group: .init(nBefore: 0, sumBefore: 0, nNow: 0, sumNow: 0), mix: 0, rate: 0)
            for part in ordered.dropFirst(Draft.whyRows) {
                others.mix += part.mix
                others.rate += part.rate
                others.group.add(part.group)
            }
            shown.append(others)
        }
        var total = Contribution(
            name: "change", slot: nil,
            group: .init(nBefore: 0, sumBefore: 0, nNow: 0, sumNow: 0), mix: 0, rate: 0)
        for part in used {
            total.mix += part.mix
            total.rate += part.rate
            total.group.add(part.group)
        }
        shown.append(total)
        func points(_ value: Double, _ n: Double) -> Value {
            .estimate(
                Estimate(
                    value: 100 * value, interval: nil, n: Int(n.rounded()), unit: .percentPoints))
        }
        func score(_ sum: Double, _ n: Double) -> Value {
            n < 0.5
                ? .nothing
                : .estimate(
                    Estimate(
                        value: 100 * sum / n, interval: nil, n: Int(n.rounded()), unit: .points))
        }
        let nothing = division.id == "theme" ? "(no theme)" : "(not given)"
        let rows = shown.map { part -> [Value] in
            [
                .name(part.name.isEmpty ? nothing : part.name, depth: 0, slot: part.slot),
                .count(Int(part.group.nBefore.rounded())), .count(Int(part.group.nNow.rounded())),
                score(part.group.sumBefore, part.group.nBefore),
                score(part.group.sumNow, part.group.nNow),
                points(part.mix, part.group.nNow), points(part.rate, part.group.nNow),
                points(part.total, part.group.nNow),
            ]
        }
        let id =
            "why-\(measure.id)-\(division.id.lowercased().filter { $0.isLetter || $0.isNumber })"
        return Table(
            id: id,
            caption:
                "\(measure.name) by \(division.title): \(Wording.signed(100 * split.delta, places: 1)) points",
            fileName: division.id == "theme" ? "\(id).csv" : nil,
            columns: [
                Table.Column("part", Wording.capitalised(division.title), .text),
                Table.Column("answersBefore", "Answers before", .count),
                Table.Column("answersNow", "Now", .count),
                Table.Column("scoreBefore", "Score before", .estimate),
                Table.Column("scoreNow", "Now", .estimate),
                Table.Column("mix", "By mix", .estimate),
                Table.Column("rate", "By answers", .estimate),
                Table.Column("total", "Together", .estimate),
            ], rows: rows)
    }
}

extension MixRate.Group {
    fileprivate mutating func add(_ other: MixRate.Group) {
        nBefore += other.nBefore
        sumBefore += other.sumBefore
        nNow += other.nNow
        sumNow += other.sumNow
    }
}

extension Measure {
    /// Answers and the sum of their values, from −1 to 1; for a mean nothing.
    func sums(_ tally: Tally) -> (n: Double, sum: Double) {
        switch basis(tally) {
        case .share(let share): (Double(share.n), Double(share.count))
        case .balance(let score): (Double(score.n), Double(score.ups - score.downs))
        case .mean: (0, 0)
        }
    }
}

extension Tally {
    /// Every count times `factor`.
    func scaled(by factor: Int) -> Tally {
        var result = Tally()
        for counter in Counter.allCases { result[counter] = self[counter] * factor }
        return result
    }
}

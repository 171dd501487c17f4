internal import VOCCore

extension Draft {
    static let themeRows = 120
    static let voiceGroups = 40

    func themes() -> Section? {
        guard !tree.nodes.isEmpty else { return nil }
        return Section(
            id: "themes", title: "Themes",
            lead:
                "\(Wording.capitalised(focusName)). Share = items with the theme / all items. Share of voice = items with the theme / items with any theme. Lift = its share in the \(focusName) / its share on all days covered. Impact = \(request.npsName) of all answers minus \(request.npsName) without this theme's items (leave-out), over all days covered: below zero, the theme pulls the score down.",
            blocks: [.table(themeTable())])
    }

    private func themeTable() -> Table {
        let now = counts.now()
        let before = counts.previously()
        let whole = counts.tally(in: counts.span)
        let nps = measures.first { $0.id == "nps" }
        let csat = measures.first { $0.id == "csat" }
        let themed = themedItems()
        let nodes = Array(tree.nodes.prefix(Draft.themeRows))
        let changes = Measure.judge(
            nodes.map { node in
                TopicShare.change(
                    TopicShare.proportion(counts.now(node.id), of: now),
                    TopicShare.proportion(counts.previously(node.id), of: before),
                    minimum: minimum)
            }, tone: { _ in .neutral })
        var columns = [
            Table.Column("theme", "Theme", .text), Table.Column("items", "Items", .count),
            Table.Column("share", "Share", .estimate),
            Table.Column("perThousand", "Per 1,000 items", .estimate, isForFiles: true),
            Table.Column("change", "Change", .change),
            Table.Column("shareOfVoice", "Share of voice", .estimate),
            Table.Column("lift", "Lift", .estimate),
            Table.Column("netSentiment", "Net sentiment", .estimate),
            Table.Column("complaints", "Complaints", .count),
        ]
        if nps != nil {
            columns.append(Table.Column("npsImpact", "\(request.npsName) impact", .change))
        }
        if csat != nil {
            columns.append(Table.Column("csatImpact", "\(request.csatName) impact", .change))
        }
        columns.append(Table.Column("trend", "Trend", .spark))
        let impacts = [nps, csat].compactMap(\.self).map { measure in
            Measure.judge(
                nodes.map { impact(of: $0.id, on: measure, whole: whole) }, tone: measure.tone)
        }
        var rows: [[Value]] = []
        for (index, (node, change)) in zip(nodes, changes).enumerated() {
            let tally = counts.now(node.id)
            var row: [Value] = [
                themeCell(node.id, depth: node.depth),
                .count(tally[.items]), TopicShare.value(tally, of: now, minimum: minimum),
                perThousand(tally, of: now),
                toned(change, by: counts.tally(node.id, in: counts.recentSpan)),
                shareOfVoice(tally, of: themed), lift(of: node.id, now, whole),
                Measure.netSentiment.value(tally, minimum: minimum), .count(tally[.complaints]),
            ]
            row += impacts.map { $0[index] }
            row.append(.spark(shareHistory(node.id)))
            rows.append(row)
        }
        return Table(
            id: "themes", caption: "Themes, \(focusName) against the \(previousName)",
            fileName: "themes.csv",
            columns: columns, rows: rows)
    }

    /// More of a theme is bad news if people speak badly of it.
    private func toned(_ change: Value, by tally: Tally) -> Value {
        guard case .estimate(let estimate) = change, estimate.isSignificant == true else {
            return change
        }
        return .estimate(toned(estimate, by: tally))
    }

    func toned(_ change: Estimate, by tally: Tally) -> Estimate {
        var estimate = change
        let net = NetScore(ups: tally[.positive], downs: tally[.negative], n: tally.scored).value
        if abs(net) >= 10, estimate.value != 0 {
            estimate.tone = (estimate.value > 0) == (net > 0) ? .good : .bad
        }
        return estimate
    }

    /// Leave-out impact: the measure over all answers minus the measure over answers of items
    /// without the theme.
    func impact(of theme: String, on measure: Measure, whole: Tally) -> Value {
        let with = counts.tally(theme, in: counts.span)
        var without = whole
        without.subtract(with)
        let n = measure.n(with)
        if n <= 0 { return .nothing }
        if n < minimum || measure.n(without) < minimum { return .tooFew(n) }
        let all = measure.estimate(whole)
        let rest = measure.estimate(without)
        // With against without is the comparison of independent answers; impact is the same
        // difference times n/N.
        guard case .estimate(let contrast) = measure.change(with, without, minimum: minimum)
        else { return .nothing }
        let share = Double(n) / Double(measure.n(whole))
        var result = Estimate(
            value: all.value - rest.value, interval: contrast.interval?.scaled(by: share), n: n,
            unit: contrast.unit)
        result.pValue = contrast.pValue
        result.isSignificant = false
        return .estimate(result)
    }

    /// A theme's name for a table, leading to its quotes where the report has some.
    func themeCell(_ id: String, depth: Int = 0) -> Value {
        let anchor = costly.rest.voiced.first { $0.topic == id }?.anchor
        return .name(tree.name(id), depth: depth, slot: tree.slot(id), quotes: anchor)
    }

    /// What customers said about the largest themes: the clearest quotes, and one of those who see
    /// it the other way.
    func voiceGroups() -> [QuoteGroup] {
        let now = counts.now()
        let recent = Dictionary(
            uniqueKeysWithValues: tree.leaves.map {
                ($0.id, counts.tally($0.id, in: counts.recentSpan)[.items])
            })
        func size(_ id: String) -> (Int, Int) { (counts.now(id)[.items], recent[id]!) }
        let ranked = tree.leaves.filter { recent[$0.id]! > 0 }.sorted { one, other in
            let (mine, theirs) = (size(one.id), size(other.id))
            return mine == theirs ? one.id < other.id : mine > theirs
        }
        var groups: [QuoteGroup] = []
        for node in ranked where groups.count < Draft.voiceGroups {
            var chosen = quotes(node.id, limit: 3)
            guard let first = chosen.first else { continue }
            let other: SentimentLabel = first.label == .positive ? .negative : .positive
            if !chosen.contains(where: { $0.label == other }),
                let counter = quotes(node.id, limit: 60).first(where: { $0.label == other })
            {
                chosen.append(counter)
            }
            let tally = counts.now(node.id)
            var parts = ["\(Wording.count(tally[.items], "item")) in the \(focusName)"]
            if case .estimate(let share) = TopicShare.value(tally, of: now, minimum: minimum) {
                parts.append(Wording.value(share))
            }
            if let owner = tree.note(node.id)?.owner, !owner.isEmpty {
                parts.append("owner: \(owner)")
            }
            groups.append(
                QuoteGroup(
                    topic: node.id, anchor: "voice-\(groups.count + 1)", title: node.name,
                    subtitle: parts.joined(separator: " · "), slot: tree.slot(node.id),
                    quotes: chosen))
        }
        return groups
    }

    func voices() -> Section? {
        guard !costly.rest.voiced.isEmpty else { return nil }
        return Section(
            id: "voices", title: "In customers’ words",
            lead:
                "The clearest quotes of the last weeks for the largest themes, with the words that decided marked, and one of a customer who sees it the other way.",
            blocks: [.quotes(costly.rest.voiced)])
    }

    /// The strongest quotes for a topic: of the recent periods first, then of any week covered;
    /// each item and text once.
    func quotes(_ topic: String, limit: Int) -> [Quote] {
        let recent = counts.recentSpan
        let keys = summary.quotes.keys.filter { $0.topic == topic }.sorted()
        let all = keys.flatMap { summary.quotes[$0]! }
            .filter { $0.day == CellKey.undated || Int($0.day) <= counts.asOf.daysSinceEpoch }
        let sorted = all.sorted { one, other in
            let isOneRecent = recent.contains(CivilDay(daysSinceEpoch: Int(one.day)))
            let isOtherRecent = recent.contains(CivilDay(daysSinceEpoch: Int(other.day)))
            return isOneRecent == isOtherRecent ? one < other : isOneRecent
        }
        var ids: Set<String> = []
        var texts: Set<String> = []
        var result: [Quote] = []
        for quote in sorted where result.count < limit {
            guard ids.insert("\(quote.source)\u{0}\(quote.itemID)").inserted,
                texts.insert(quote.text).inserted
            else { continue }
            result.append(quote)
        }
        return result
    }

    func journey() -> Section? {
        let stages = request.stages
        let touchpoints = request.touchpoints
        guard !stages.isEmpty || !touchpoints.isEmpty else { return nil }
        func stop(_ named: Named, _ prefix: String) -> JourneyMap.Stop {
            let tally = counts.tally(prefix + named.id, in: counts.recentSpan)
            return JourneyMap.Stop(
                name: named.name, items: tally[.items],
                net: Measure.netSentiment.value(tally, minimum: minimum))
        }
        let leaves = tree.leaves
        let spots = touchpoints.map { touchpoint in
            stages.map { stage -> JourneyMap.Spot? in
                var sum = Tally()
                var largest: (name: String, items: Int) = ("", 0)
                for node in leaves {
                    guard let note = tree.note(node.id), note.stage == stage.id,
                        note.touchpoint == touchpoint.id
                    else { continue }
                    let tally = counts.tally(node.id, in: counts.recentSpan)
                    sum.merge(tally)
                    if tally[.items] > largest.items { largest = (node.name, tally[.items]) }
                }
                guard sum[.items] > 0 else { return nil }
                return JourneyMap.Spot(
                    mentions: sum[.items],
                    net: Measure.netSentiment.value(sum, minimum: minimum), theme: largest.name)
            }
        }
        let map = JourneyMap(
            stages: stages.map { stop($0, "stage:") },
            touchpoints: touchpoints.map { stop($0, "touchpoint:") }, spots: spots)
        let isEmpty =
            map.stages.allSatisfy { $0.items == 0 } && spots.joined().allSatisfy { $0 == nil }
        guard !isEmpty else { return nil }
        return Section(
            id: "journey", title: "Customer journey",
            lead:
                "\(recentName). Size: theme mentions; colour: net sentiment (variant A). An item with two themes in one place counts there twice; stage and touchpoint totals count each item once.",
            blocks: [.journey(map)])
    }
}

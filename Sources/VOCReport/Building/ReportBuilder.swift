package import VOCCore

/// Turns a summary into a report: which figures, which comparisons, in which order.
///
/// Depends on nothing but its two arguments: no clock, no path, no order of a dictionary.
package enum ReportBuilder {
    package static func build(_ summary: Summary, _ request: ReportRequest) -> Report {
        guard let counts = Counts(summary, request) else {
            return empty(summary, request)
        }
        var draft = Draft(summary, request, counts)
        let plain = draft
        // The search for new words takes as long as all the rest.
        (draft.costly.fresh, draft.costly.rest) = Parallel.both(jobs: request.jobs) {
            plain.fresh()
        } and: {
            Draft.Costly.Rest(
                // Without an earlier run, what the same data would have told the day before.
                yesterday: request.earlier == nil && counts.span.first < counts.asOf
                    ? earlier(summary, request, asOf: counts.asOf.advanced(by: -1), run: nil) : nil,
                drivers: plain.allDrivers(), voiced: plain.voiceGroups())
        }
        let findings = draft.findings()
        return Report(
            title: request.title,
            subtitle:
                "\(Wording.span(counts.span.first, counts.asOf)) · \(Wording.count(draft.total, "item"))",
            asOf: counts.asOf, focus: draft.focusName, items: draft.total,
            engine: request.engine, formats: request.formats, findings: findings,
            sections: draft.sections(findings), trends: draft.trends(),
            cells: request.writesCells ? draft.cells() : [])
    }

    /// What can be said when nothing is dated: only how the records fared.
    private static func empty(_ summary: Summary, _ request: ReportRequest) -> Report {
        let sections = [
            Section(
                id: "findings", title: "Main findings", lead: "",
                blocks: [.note("There are no dated items to report on.")]),
            Section(
                id: "quality", title: "Data quality and method", lead: "",
                blocks: QualityBlocks.accounting(summary, request)),
        ]
        return Report(
            title: request.title, subtitle: "No dated items", asOf: request.asOf, focus: "",
            items: 0, engine: request.engine, formats: request.formats, findings: [],
            sections: sections,
            trends: Table(
                id: "trends", caption: "Trends", fileName: "trends.csv", columns: [], rows: []))
    }
}

/// A report in the making: the counts with what was derived from them once.
struct Draft {
    let summary: Summary
    let request: ReportRequest
    let counts: Counts
    let tree: ThemeTree
    let search: EpisodeSearch
    let episodes: [Episode]
    let alerts: AlertSearch
    let bursts: BurstSearch
    let measures: [Measure]
    /// What is only worth its cost once it is known that the report is for people.
    struct Costly: Sendable {
        struct Rest: Sendable {
            /// The report of the day before, where none is stored; nil if there is no such day.
            var yesterday: EarlierReport?
            var drivers: [(drivers: Drivers, name: String)] = []
            var voiced: [QuoteGroup] = []
        }
        var fresh: [Fresh] = []
        var rest = Rest()
    }
    var costly = Costly()

    init(_ summary: Summary, _ request: ReportRequest, _ counts: Counts) {
        self.summary = summary
        self.request = request
        self.counts = counts
        tree = ThemeTree(counts, request)
        var search = EpisodeSearch(
            counts, themes: tree.nodes.map(\.id).sorted(), minimum: max(1, request.minimum))
        search.compareLikeForLike(summary, counts)
        self.search = search
        episodes = search.folded(counts)
        let minimum = max(1, request.minimum)
        let grid = DailyGrid(
            summary, themes: tree.nodes.map(\.id).sorted(), asOf: counts.asOf)
        alerts = AlertSearch(grid, minimum: minimum)
        bursts = BurstSearch(grid, alerts.arrivals, minimum: minimum)
        let known: [Measure] = [
            .netSentiment, .nps(request.npsName), .csat(request.csatName),
            .ces1(request.ces1Name), .ces2(request.ces2Name, request.ces2Formula), .effort,
            .complaintRate, .responseNeeded,
        ]
        // Only measures that have data; rates of all items always do.
        let everything = (counts.byPeriod[""] ?? []).reduce(into: Tally()) { $0.merge($1) }
        measures = known.filter { measure in
            measure.id == "responseNeeded"
                ? everything[.responseNeeded] > 0 : measure.n(everything) > 0
        }
    }

    /// At least 1: a share of nothing does not exist.
    var minimum: Int { max(1, request.minimum) }

    /// Items in the days covered.
    var total: Int { counts.total }

    var focusSpan: Span { counts.days(ofPeriod: counts.focus) }

    /// `week of 9 Nov`.
    var focusName: String { name(ofPeriod: counts.focus) }

    var previousName: String {
        counts.hasPrevious ? name(ofPeriod: counts.focus - 1) : "the period before"
    }

    private func name(ofPeriod index: Int) -> String {
        Wording.period(counts.period, from: counts.periods[index])
    }

    /// `19 Oct – 15 Nov 2026`.
    var recentName: String { Wording.span(counts.recentSpan.first, counts.recentSpan.last) }

    func sections(_ findings: [Finding]) -> [Section] {
        [
            headline(findings), since(findings), figures(), trend(), restated(), whatIsNew(), why(),
            driversSection(), themes(), voices(), movements(), actions(), journey(), routes(),
            loop(),
            customers(), intents(), advocates(), suggestions(), segments(), sources(), quality(),
        ].compactMap(\.self)
    }

    private func headline(_ findings: [Finding]) -> Section {
        let n = counts.now()[.items]
        var lead =
            "\(Wording.capitalised(focusName)): \(Wording.count(n, "item")). "
            + "All \(Wording.count(total, "item")) from \(Wording.span(counts.span.first, counts.asOf))."
        if focusSpan.last == counts.asOf,
            counts.period.next(counts.periods[counts.focus]) > counts.asOf.advanced(by: 1)
        {
            lead +=
                " The \(counts.period.rawValue) is not over: \(Wording.count(focusSpan.days, "day")) so far."
        }
        if counts.focus < counts.periods.count - 1 {
            lead +=
                " The \(counts.period.rawValue) that has just begun is too young to be compared; charts show it."
        }
        var blocks: [Block] = []
        if findings.isEmpty {
            blocks.append(.note("Nothing stands out: all figures are within what chance explains."))
        } else {
            blocks.append(.table(inShort(findings)))
            blocks.append(.findings(findings))
        }
        return Section(id: "findings", title: "Main findings", lead: lead, blocks: blocks)
    }

    private func figures() -> Section {
        Section(
            id: "figures", title: "Key figures",
            lead: counts.hasPrevious
                ? "\(Wording.capitalised(focusName)), with the 95 % interval and the change against the \(previousName). A change is marked when it is beyond chance after Benjamini–Hochberg over these figures (q = 5 %)."
                : "\(Wording.capitalised(focusName)), with the 95 % interval.",
            blocks: [.metrics(metrics())] + [weighted()].compactMap(\.self).map { .table($0) })
    }

    /// The figures at the top; also where findings about scores come from.
    func metrics() -> [Metric] {
        let now = counts.now()
        var result = [itemsMetric()]
        for (measure, change) in zip(measures, changes(now, counts.previously())) {
            var tone = Tone.neutral
            if case .estimate(let estimate) = change { tone = estimate.tone }
            result.append(
                Metric(
                    id: measure.id, name: measure.name, definition: measure.definition,
                    value: measure.value(now, minimum: minimum), change: change,
                    history: history { measure.value($0, minimum: minimum) }, tone: tone))
        }
        return result
    }

    /// The change of every measure, judged together.
    func changes(_ now: Tally, _ before: Tally) -> [Value] {
        let changes = measures.map { $0.change(now, before, minimum: minimum) }
        return zip(measures, Measure.judge(changes) { _ in .neutral }).map { measure, change in
            guard case .estimate(var estimate) = change else { return change }
            estimate.tone = measure.tone(estimate)
            return .estimate(estimate)
        }
    }

    private func itemsMetric() -> Metric {
        // A young period is compared with as many days of the one before.
        var change = Value.nothing
        if counts.hasPrevious {
            let earlier = counts.days(ofPeriod: counts.focus - 1)
            let last = min(earlier.last, earlier.first.advanced(by: focusSpan.days - 1))
            let same = counts.tally(in: Span(first: earlier.first, last: last))[.items]
            if same >= minimum {
                let ratio = 100 * (Double(counts.now()[.items]) / Double(same) - 1)
                let isWhole = focusSpan.days >= earlier.days
                change = .text(
                    "\(Wording.signed(ratio, places: 0))\u{A0}% against the \(isWhole ? "" : "same days of the ")\(previousName)"
                )
            }
        }
        return Metric(
            id: "items", name: "Items", definition: "accepted feedback items",
            value: .count(counts.now()[.items]), change: change,
            history: (counts.byPeriod[""] ?? []).map { Double($0[.items]) }, tone: .neutral)
    }

    /// One value a period for `topic`, nil where there are too few.
    func history(_ topic: String = "", _ value: (Tally) -> Value) -> [Double?] {
        (counts.byPeriod[topic] ?? []).suffix(26).map {
            if case .estimate(let estimate) = value($0) { estimate.value } else { nil }
        }
    }

    /// The weekly or daily share of a topic, nil where there are too few items.
    func shareHistory(_ topic: String) -> [Double?] {
        counts.periods.indices.suffix(26).map { index in
            let all = counts.byPeriod[""]?[index] ?? Tally()
            guard all[.items] >= minimum else { return nil }
            let some = counts.byPeriod[topic]?[index] ?? Tally()
            return 100 * TopicShare.proportion(some, of: all).share
        }
    }
}

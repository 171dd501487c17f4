internal import VOCCore

/// A figure that can be read from any tally, with its change between two of them.
struct Measure: Sendable {
    /// What the tallies hold for a measure: all answers have a share, or a balance of ups and
    /// downs, or only a mean.
    enum Basis {
        case share(Proportion)
        case balance(NetScore)
        case mean(Double, n: Int)
    }

    var id: String
    var name: String
    var definition: String
    /// Whether more is better; nil if neither.
    var isMoreBetter: Bool?
    var basis: @Sendable (Tally) -> Basis

    func n(_ tally: Tally) -> Int {
        switch basis(tally) {
        case .share(let share): share.n
        case .balance(let score): score.n
        case .mean(_, let n): n
        }
    }

    /// The figure over `tally`, "too few" under `minimum`, nothing at zero.
    func value(_ tally: Tally, minimum: Int) -> Value {
        let n = n(tally)
        if n <= 0 { return .nothing }
        if n < minimum { return .tooFew(n) }
        return .estimate(estimate(tally))
    }

    func estimate(_ tally: Tally) -> Estimate {
        switch basis(tally) {
        case .share(let share):
            Estimate(
                value: 100 * share.share, interval: share.interval.scaled(by: 100), n: share.n,
                unit: .percent)
        case .balance(let score):
            Estimate(value: score.value, interval: score.interval, n: score.n, unit: .points)
        case .mean(let mean, let n):
            Estimate(value: mean, interval: nil, n: n, unit: .mean)
        }
    }

    /// Now against before; significance is left for `Measure.judge` over all the changes shown
    /// together.
    func change(_ now: Tally, _ before: Tally, minimum: Int) -> Value {
        let least = min(n(now), n(before))
        if least <= 0 { return .nothing }
        if least < minimum { return .tooFew(least) }
        var result: Estimate
        switch (basis(now), basis(before)) {
        case (.share(let one), .share(let other)):
            let (value, interval) = one.difference(from: other)
            result = Estimate(
                value: 100 * value, interval: interval.scaled(by: 100), n: one.n,
                unit: .percentPoints)
            result.pValue = one.pValue(against: other)
        case (.balance(let one), .balance(let other)):
            let (value, interval, p) = one.difference(from: other)
            result = Estimate(value: value, interval: interval, n: one.n, unit: .points)
            result.pValue = p
        case (.mean(let one, let n), .mean(let other, _)):
            result = Estimate(value: one - other, interval: nil, n: n, unit: .mean)
        default: return .nothing
        }
        result.isSignificant = false
        return .estimate(result)
    }

    /// Good or bad by the sign of a significant change.
    func tone(_ change: Estimate) -> Tone {
        guard change.isSignificant == true, let isMoreBetter, change.value != 0 else {
            return .neutral
        }
        return (change.value > 0) == isMoreBetter ? .good : .bad
    }

    /// Marks the changes in one column or row that stand after Benjamini–Hochberg over all of them.
    static func judge(_ changes: [Value], tone: (Estimate) -> Tone) -> [Value] {
        let pValues = changes.compactMap { change -> Double? in
            if case .estimate(let estimate) = change { estimate.pValue } else { nil }
        }
        var adjusted = Discovery.adjusted(pValues)[...]
        return changes.map { change in
            guard case .estimate(var estimate) = change, estimate.pValue != nil else {
                return change
            }
            let p = adjusted.removeFirst()
            estimate.pValue = p
            estimate.isSignificant = p <= EpisodeSearch.falseDiscoveryRate
            estimate.tone = tone(estimate)
            return .estimate(estimate)
        }
    }
}

extension Measure {
    /// Variant A of METRICS.md, on items: 100 × (positive − negative) / items with a label.
    static let netSentiment = Measure(
        id: "netSentiment", name: "Net sentiment",
        definition: "variant A on items: % positive − % negative of items with a label",
        isMoreBetter: true,
        basis: {
            .balance(NetScore(ups: $0[.positive], downs: $0[.negative], n: $0.scored))
        })

    static let complaintRate = Measure(
        id: "complaintRate", name: "Complaint rate", definition: "complaints / items",
        isMoreBetter: false, basis: { .share(Proportion($0[.complaints], of: $0[.items])) })

    static let responseNeeded = Measure(
        id: "responseNeeded", name: "Response needed",
        definition: "items somebody should reply to / items", isMoreBetter: false,
        basis: { .share(Proportion($0[.responseNeeded], of: $0[.items])) })

    static func nps(_ name: String) -> Measure {
        Measure(
            id: "nps", name: name, definition: "% promoters (9–10) − % detractors (0–6)",
            isMoreBetter: true,
            basis: {
                .balance(
                    NetScore(ups: $0[.promoters], downs: $0[.detractors], n: $0[.npsAnswers]))
            })
    }

    static func csat(_ name: String) -> Measure {
        Measure(
            id: "csat", name: name, definition: "top-2-box: answers 4–5 of 5 / answers",
            isMoreBetter: true,
            basis: { .share(Proportion($0[.csatTop], of: $0[.csatAnswers])) })
    }

    static func ces1(_ name: String) -> Measure {
        Measure(
            id: "ces1", name: name, definition: "mean of 1–5, low is good", isMoreBetter: false,
            basis: {
                let n = $0[.ces1Answers]
                return .mean(n == 0 ? 0 : Double($0[.ces1Milli]) / 1000 / Double(n), n: n)
            })
    }

    /// Three computations of CES v2 are in use; their figures cannot be compared, so the definition
    /// names the one that was asked for.
    static func ces2(_ name: String, _ formula: CES2Formula) -> Measure {
        switch formula {
        case .easy:
            Measure(
                id: "ces2", name: name, definition: "answers 5–7 of 7 / answers, high is good",
                isMoreBetter: true,
                basis: { .share(Proportion($0[.ces2Easy], of: $0[.ces2Answers])) })
        case .net:
            Measure(
                id: "ces2", name: name,
                definition: "% answers 6–7 − % answers 1–3 of 7, high is good", isMoreBetter: true,
                basis: {
                    .balance(
                        NetScore(
                            ups: $0[.ces2Top], downs: $0[.ces2Bottom], n: $0[.ces2Answers]))
                })
        case .mean:
            Measure(
                id: "ces2", name: name, definition: "mean of 1–7, high is good",
                isMoreBetter: true,
                basis: {
                    let n = $0[.ces2Answers]
                    return .mean(n == 0 ? 0 : Double($0[.ces2Milli]) / 1000 / Double(n), n: n)
                })
        }
    }

    /// What texts say of effort; texts that say nothing of it are in no mean.
    static let effort = Measure(
        id: "effort", name: "Effort in words",
        definition: "mean over items that speak of effort, −1 very hard to 1 effortless",
        isMoreBetter: true,
        basis: {
            let n = $0[.effortItems]
            return .mean(n == 0 ? 0 : Double($0[.effortMilli]) / 1000 / Double(n), n: n)
        })
}

/// The share of all items that have a topic: two tallies, so not a `Measure`.
enum TopicShare {
    static func proportion(_ topic: Tally, of all: Tally) -> Proportion {
        Proportion(min(topic[.items], all[.items]), of: all[.items])
    }

    static func value(_ topic: Tally, of all: Tally, minimum: Int) -> Value {
        let share = proportion(topic, of: all)
        if share.n <= 0 { return .nothing }
        if share.n < minimum { return .tooFew(share.n) }
        return .estimate(estimate(share))
    }

    static func estimate(_ share: Proportion) -> Estimate {
        Estimate(
            value: 100 * share.share, interval: share.interval.scaled(by: 100), n: share.n,
            unit: .percent)
    }

    /// Unjudged: see `Measure.judge`.
    static func change(
        _ now: Proportion, _ before: Proportion, minimum: Int
    ) -> Value {
        let least = min(now.n, before.n)
        if least <= 0 { return .nothing }
        if least < minimum { return .tooFew(least) }
        let (value, interval) = now.difference(from: before)
        var result = Estimate(
            value: 100 * value, interval: interval.scaled(by: 100), n: now.n, unit: .percentPoints)
        result.pValue = now.pValue(against: before)
        result.isSignificant = false
        return .estimate(result)
    }
}

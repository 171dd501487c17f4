internal import VOCCore

/// Which themes go with a score, over a sample of answers.
struct Drivers: Sendable {
    struct Theme: Sendable {
        var id: String
        var answers: Int
        /// Share of R², 0 to 1, with the range of 95 of 100 resamples.
        var share: Double
        var shareRange: Interval
        /// Points of the answer's scale with the theme, all others held.
        var slope: Double
        var slopeRange: Interval
    }

    static let mostThemes = 20
    static let resamples = 200
    static let leastAnswers = 60

    var metric: AnswerMetric
    var n: Int
    var rSquared: Double
    var rSquaredRange: Interval
    /// The largest share first.
    var themes: [Theme]
    /// A week had more answers than the sample keeps.
    var isSampled: Bool

    /// Nil with too few answers, or where no theme varies among them.
    init?(
        _ ledger: AnswerLedger, _ metric: AnswerMetric, days: Span, minimum: Int
    ) {
        var rows: [AnswerRow] = []
        var isSampled = false
        for (key, kept) in ledger.rows.sorted(by: { $0.key < $1.key }) where key.metric == metric {
            let inside = kept.filter { days.contains(CivilDay(daysSinceEpoch: Int($0.day))) }
            if kept.count >= AnswerLedger.rowsPerKey, !inside.isEmpty { isSampled = true }
            rows += inside
        }
        guard rows.count >= max(Drivers.leastAnswers, 2 * minimum) else { return nil }
        var counts: [String: Int] = [:]
        for row in rows { for theme in row.themes { counts[theme, default: 0] += 1 } }
        let names = counts.filter {
            $0.value >= max(5, minimum / 2) && $0.value <= rows.count - max(5, minimum / 2)
        }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(Drivers.mostThemes).map(\.key)
        guard !names.isEmpty else { return nil }
        let places = Dictionary(
            names.enumerated().map { ($1, Int32($0)) }, uniquingKeysWith: { one, _ in one })
        var present: [Int32] = []
        var starts: [Int] = [0]
        for row in rows {
            // A row names each theme once; sorted names need not give sorted places.
            for theme in row.themes { if let place = places[theme] { present.append(place) } }
            starts.append(present.count)
        }
        let answers = rows.map { Double($0.milli) / 1000 }
        func fit(_ times: (Int) -> Int) -> RelativeWeights? {
            var sums = PairSums(count: names.count)
            for index in answers.indices {
                let count = times(index)
                guard count > 0 else { continue }
                sums.add(
                    answers[index], present: present[starts[index]..<starts[index + 1]],
                    times: count)
            }
            return RelativeWeights(sums)
        }
        guard let whole = fit({ _ in 1 }), whole.rSquared > 0 else { return nil }
        // Resampling by item: each is in a resample as often as a Poisson variable of mean 1 says.
        var random = SplitMix64(state: UInt64(rows.count) &* 31 &+ UInt64(metric.rawValue))
        var fits: [RelativeWeights] = []
        for _ in 0..<Drivers.resamples {
            if let one = fit({ _ in random.poissonOfOne() }) { fits.append(one) }
        }
        guard fits.count > Drivers.resamples / 2 else { return nil }
        self.metric = metric
        self.isSampled = isSampled
        n = rows.count
        rSquared = whole.rSquared
        rSquaredRange = Drivers.range(fits.map(\.rSquared))
        themes = names.indices.map { index in
            Theme(
                id: names[index], answers: counts[names[index]]!,
                share: whole.weights[index] / whole.rSquared,
                shareRange: Drivers.range(
                    fits.map { $0.rSquared > 0 ? $0.weights[index] / $0.rSquared : 0 }),
                slope: whole.slopes[index],
                slopeRange: Drivers.range(fits.map { $0.slopes[index] }))
        }.sorted { ($1.share, $0.id) < ($0.share, $1.id) }
    }

    /// The middle 95 %.
    private static func range(_ values: [Double]) -> Interval {
        let sorted = values.sorted()
        let last = Double(sorted.count - 1)
        return Interval(
            low: sorted[Int((0.025 * last).rounded())], high: sorted[Int((0.975 * last).rounded())]
        )
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014): the same resamples in each run.
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A Poisson variable of mean 1, by its distribution function.
    mutating func poissonOfOne() -> Int {
        let u = Double(next() >> 11) * 0x1p-53
        var chance = 0.36787944117144233
        var sum = chance
        var count = 0
        while u > sum, count < 12 {
            count += 1
            chance /= Double(count)
            sum += chance
        }
        return count
    }
}

extension Draft {
    /// The span that drivers are looked for in: as far back as answers are kept.
    private var driverSpan: Span {
        Span(
            first: max(counts.span.first, counts.asOf.weekStart.advanced(by: -7 * 15)),
            last: counts.asOf)
    }

    func allDrivers() -> [(drivers: Drivers, name: String)] {
        var result: [(Drivers, String)] = []
        for (metric, name) in [
            (AnswerMetric.nps, request.npsName), (.csat, request.csatName),
            (.ces1, request.ces1Name), (.ces2, request.ces2Name),
        ] {
            if let found = Drivers(summary.answers, metric, days: driverSpan, minimum: minimum) {
                result.append((found, name))
            }
        }
        // Feelings are read from the same words as themes: only where nobody was asked.
        if result.isEmpty,
            let found = Drivers(summary.answers, .score, days: driverSpan, minimum: minimum)
        {
            result.append((found, "sentiment score"))
        }
        return result
    }

    func driversSection() -> Section? {
        guard !costly.rest.drivers.isEmpty else { return nil }
        var blocks: [Block] = []
        for (found, name) in costly.rest.drivers {
            blocks.append(.table(table(found, name)))
            blocks.append(
                .note(
                    "\(name): the themes explain \(Wording.percent(100 * found.rSquared)) of the variance of \(Wording.count(found.n)) answers (R², 95\u{A0}% of resamples \(Wording.percent(Interval(low: 100 * found.rSquaredRange.low, high: 100 * found.rSquaredRange.high)))), \(Wording.span(driverSpan.first, driverSpan.last))\(found.isSampled ? "; of weeks with more than \(Wording.count(AnswerLedger.rowsPerKey)) answers so many were drawn by a fixed hash" : "")."
                ))
        }
        return Section(
            id: "drivers", title: "What drives the scores",
            lead:
                "Each theme's part in what themes explain of the answers (Johnson's relative weights; the parts add up to R²), and by how much answers differ with the theme, other themes held. Intervals by resampling items \(Drivers.resamples) times. An association, not a cause.",
            blocks: blocks)
    }

    private func table(_ found: Drivers, _ name: String) -> Table {
        let id =
            switch found.metric {
            case .nps: "nps"
            case .csat: "csat"
            case .ces1: "ces1"
            case .ces2: "ces2"
            case .score: "score"
            }
        let isLowGood = found.metric == .ces1
        let rows = found.themes.prefix(12).map { theme -> [Value] in
            let slope = Estimate(
                value: theme.slope, interval: theme.slopeRange, n: theme.answers, unit: .mean,
                isSignificant: theme.slopeRange.excludesZero,
                tone: theme.slopeRange.excludesZero
                    ? ((theme.slope > 0) != isLowGood ? .good : .bad) : .neutral)
            return [
                themeCell(theme.id),
                .count(theme.answers),
                .estimate(
                    Estimate(
                        value: 100 * theme.share, interval: theme.shareRange.scaled(by: 100),
                        n: found.n, unit: .percent)),
                .estimate(slope),
            ]
        }
        return Table(
            id: "drivers-\(id)", caption: "Drivers of \(name)", fileName: "drivers-\(id).csv",
            columns: [
                Table.Column("theme", "Theme", .text),
                Table.Column("answers", "Answers with it", .count),
                Table.Column("weight", "Part of R²", .estimate),
                Table.Column("difference", "Answers differ by", .change),
            ], rows: Array(rows))
    }
}

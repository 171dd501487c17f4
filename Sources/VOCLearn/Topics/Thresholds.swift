/// Where each label's sum begins to count.
enum Thresholds {
    /// By label: what to add to its sums so that 0 is the best border for F1. Sums near each other
    /// are not told apart: the border is the middle of the stretch that is nearly best.
    static func shifts(_ truths: [[Int]], _ sums: [[Double]], labels: Int) -> [Double] {
        (0..<labels).map { label in
            let ranked = zip(truths, sums).map { ($1[label], $0.contains(label)) }
                .sorted { $0.0 > $1.0 }
            let real = ranked.count { $0.1 }
            guard real > 0 else { return 0 }
            var hits = 0
            var values: [(f1: Double, border: Double)] = []
            for (index, item) in ranked.enumerated() {
                if item.1 { hits += 1 }
                let next = index + 1 < ranked.count ? ranked[index + 1].0 : item.0 - 0.1
                guard next < item.0 else { continue }
                // One imagined miss keeps a border by few texts from looking perfect.
                let f1 = Double(2 * hits) / Double(index + 1 + real + 1)
                values.append((f1, (item.0 + next) / 2))
            }
            guard let best = values.map(\.f1).max() else { return 0 }
            let near = values.filter { $0.f1 >= best - 0.005 }.map(\.border)
            // Of borders as good as each other the nearest to 0.
            return -(near.min { abs($0) < abs($1) } ?? 0)
        }
    }

    /// By label: what to add to its sums where the highest alone decides, so that micro- and
    /// macro-F1 are best: a label of few texts needs a lead. One label after the other is moved to
    /// where that is best while the others stand, a few times round; a move that gains no more than a
    /// thousandth and two texts is luck.
    static func handicaps(_ truths: [[Int]], _ sums: [[Double]], labels: Int) -> [Double] {
        var shifts = [Double](repeating: 0, count: labels)
        var best = Duel(truths, sums, shifts, 0, labels: labels).value(at: 0)
        let luck = 0.001 + 2 / Double(max(1, truths.count))
        for _ in 0..<3 {
            var isMoved = false
            for label in 0..<labels {
                let duel = Duel(truths, sums, shifts, label, labels: labels)
                let (shift, value) = duel.best()
                guard value > best + luck else { continue }
                shifts[label] = shift
                best = value
                isMoved = true
            }
            guard isMoved else { break }
        }
        return shifts
    }
}

/// One label against the strongest of the others, text by text.
private struct Duel {
    /// A text: what the label lacks to be the highest, and the rival that is.
    private struct Round {
        var lack: Double
        var rival: Int
        var isTrue: Bool
        var isRivalTrue: Bool
    }

    private let label: Int
    private var rounds: [Round] = []
    private var real: [Int]

    init(
        _ truths: [[Int]], _ sums: [[Double]], _ shifts: [Double], _ label: Int, labels: Int
    ) {
        self.label = label
        real = [Int](repeating: 0, count: labels)
        rounds.reserveCapacity(truths.count)
        for (truth, row) in zip(truths, sums) {
            for index in truth { real[index] += 1 }
            var rival = label == 0 ? 1 : 0
            for other in row.indices
            where other != label && row[other] + shifts[other] > row[rival] + shifts[rival] {
                rival = other
            }
            rounds.append(
                Round(
                    lack: row[rival] + shifts[rival] - row[label], rival: rival,
                    isTrue: truth.contains(label), isRivalTrue: truth.contains(rival)))
        }
        rounds.sort { $0.lack < $1.lack }
    }

    /// The mean of micro- and macro-F1 if `shift` is added to the sums of the label.
    func value(at shift: Double) -> Double {
        var score = Score(self.real)
        for round in rounds {
            let isWon = shift > round.lack
            score.tell(isWon ? label : round.rival, isWon ? round.isTrue : round.isRivalTrue, 1)
        }
        return score.overall
    }

    /// The best shift from −1 to 1; of those nearly as good the nearest to 0.
    func best() -> (shift: Double, value: Double) {
        var score = Score(real)
        for round in rounds { score.tell(round.rival, round.isRivalTrue, 1) }
        var found: [(shift: Double, value: Double)] = []
        for (index, round) in rounds.enumerated() {
            score.tell(round.rival, round.isRivalTrue, -1)
            score.tell(label, round.isTrue, 1)
            let next = index + 1 < rounds.count ? rounds[index + 1].lack : round.lack + 0.1
            guard next > round.lack, next > -1, round.lack < 1 else { continue }
            // Within the stretch the place nearest to 0, but not at its very edge.
            let margin = min(0.05, (next - round.lack) / 2)
            let shift = min(max(0, round.lack + margin), next - margin)
            if abs(shift) <= 1 { found.append((shift, score.overall)) }
        }
        guard let most = found.map(\.value).max() else { return (0, value(at: 0)) }
        let near = found.filter { $0.value >= most - 0.002 }
        return near.min { abs($0.shift) < abs($1.shift) } ?? (0, most)
    }
}

/// Micro- and macro-F1 while answers come and go.
private struct Score {
    private let real: [Int]
    private var told: [Int]
    private var hits: [Int]
    private var allTold = 0
    private var allHits = 0
    private let allReal: Int
    /// The sum of the labels' F1, and how many labels were met.
    private var sum = 0.0
    private var met: Int

    init(_ real: [Int]) {
        self.real = real
        told = [Int](repeating: 0, count: real.count)
        hits = told
        allReal = real.reduce(0, +)
        met = real.count { $0 > 0 }
    }

    private func f1(_ label: Int) -> Double {
        let all = told[label] + real[label]
        return all == 0 ? 0 : Double(2 * hits[label]) / Double(all)
    }

    /// An answer comes (`count` is 1) or goes (−1).
    mutating func tell(_ label: Int, _ isRight: Bool, _ count: Int) {
        sum -= f1(label)
        if real[label] == 0, told[label] == 0 { met += 1 }
        told[label] += count
        allTold += count
        if isRight {
            hits[label] += count
            allHits += count
        }
        if real[label] == 0, told[label] == 0 { met -= 1 }
        sum += f1(label)
    }

    var overall: Double {
        let all = allTold + allReal
        let micro = all == 0 ? 0 : Double(2 * allHits) / Double(all)
        return (micro + (met == 0 ? 0 : sum / Double(met))) / 2
    }
}

internal import VOCAnalysis
internal import VOCCore

/// Counts pairs of answers.
struct DifferenceBoard {
    private typealias Key = Difference.Topic.Kind

    private let examples: Int
    /// What the old side's names are called on the new one.
    private let crosswalk: Crosswalk
    private var items = 0
    private var changed = 0
    var onlyOld = 0
    var onlyNew = 0
    private var tallies = (old: SideTally(), new: SideTally())
    private let hasQueues: Bool
    private var labels: [[Int]] = Array(
        repeating: Array(repeating: 0, count: SentimentLabel.allCases.count),
        count: SentimentLabel.allCases.count)
    private var topics: [Difference.Topic] = []
    private var places: [String: Int] = [:]
    private var gained: [Shelf] = []
    private var lost: [Shelf] = []
    private var moves: [[[String]]: (count: Int, shelf: Shelf)] = [:]

    /// The few examples that a fixed hash puts first: neither the beginning nor the end of a dump is
    /// preferred.
    private struct Shelf {
        var kept: [(order: Digest, example: Difference.Example)] = []

        mutating func offer(
            _ order: Digest, limit: Int, _ make: () -> Difference.Example
        ) {
            if kept.count >= limit, kept.last.map({ !(order < $0.order) }) ?? true { return }
            let place = kept.firstIndex { order < $0.order } ?? kept.count
            kept.insert((order, make()), at: place)
            if kept.count > limit { kept.removeLast() }
        }
    }

    init(_ old: Plan, _ new: Plan, examples: Int) {
        self.examples = examples
        crosswalk = new.analyzer.crosswalk
        hasQueues = !old.queues.isEmpty || !new.queues.isEmpty
        for (plan, isNew) in [(old, false), (new, true)] {
            let names: [(Difference.Topic.Kind, [String])] = [
                (.theme, plan.analyzer.themes.map(\.id)), (.intent, plan.analyzer.intents),
                (.queue, plan.queues),
            ]
            for (kind, ids) in names {
                for id in ids {
                    let place = self.place(kind, isNew ? id : current(kind, id))
                    if isNew {
                        topics[place].isNew = true
                    } else {
                        topics[place].isOld = true
                        if topics[place].id != id { topics[place].was.append(id) }
                    }
                }
            }
        }
    }

    /// What the old side's `id` is called on the new side.
    private func current(_ kind: Difference.Topic.Kind, _ id: String) -> String {
        switch kind {
        case .theme: crosswalk.current(id)
        case .intent: String(crosswalk.current("intent:\(id)").dropFirst("intent:".count))
        case .queue: id
        }
    }

    private mutating func place(_ kind: Difference.Topic.Kind, _ id: String) -> Int {
        let key = "\(kind.rawValue):\(id)"
        if let known = places[key] { return known }
        places[key] = topics.count
        topics.append(Difference.Topic(kind: kind, id: id))
        gained.append(Shelf())
        lost.append(Shelf())
        return topics.count - 1
    }

    mutating func add(_ old: Answer, _ new: Answer) {
        items += 1
        tallies.old.add(old)
        tallies.new.add(new)
        var differs = old.reading.label != new.reading.label
        labels[Int(old.reading.label.rawValue)][Int(new.reading.label.rawValue)] += 1
        if old.reading.isComplaint != new.reading.isComplaint
            || old.reading.severity != new.reading.severity
            || old.reading.needsResponse != new.reading.needsResponse
        {
            differs = true
        }
        if count(.theme, themes(old), themes(new), old, new) { differs = true }
        if count(.intent, intents(old), intents(new), old, new) { differs = true }
        func unlabelled(_ queues: [String]) -> [(String, SentimentLabel?)] {
            queues.map { ($0, nil) }
        }
        if count(.queue, unlabelled(old.queues), unlabelled(new.queues), old, new) {
            differs = true
        }
        if old.queues != new.queues {
            let key = [old.queues, new.queues]
            var move = moves[key] ?? (0, Shelf())
            move.count += 1
            move.shelf.offer(Digest(of: new.id), limit: examples) { new.example(of: .queue, "") }
            moves[key] = move
        }
        if differs { changed += 1 }
    }

    private func themes(_ answer: Answer) -> [(String, SentimentLabel?)] {
        answer.reading.themes.map { (answer.plan.analyzer.themes[$0.theme].id, $0.label) }
    }

    private func intents(_ answer: Answer) -> [(String, SentimentLabel?)] {
        answer.reading.intents.map { (answer.plan.analyzer.intents[$0], nil) }
    }

    /// Counts what an item is under on both sides; says whether that differs.
    private mutating func count(
        _ kind: Difference.Topic.Kind, _ before: [(id: String, label: SentimentLabel?)],
        _ after: [(id: String, label: SentimentLabel?)], _ old: Answer, _ new: Answer
    ) -> Bool {
        var differs = false
        var before = before.map { (id: current(kind, $0.id), label: $0.label, own: $0.id) }
        if !crosswalk.isEmpty {
            // Of two themes that became one an item may have both.
            var seen = Set<String>()
            before = before.filter { seen.insert($0.id).inserted }
        }
        for (id, label, own) in before {
            let place = place(kind, id)
            topics[place].before += 1
            if let other = after.first(where: { $0.id == id }) {
                if other.label != label {
                    topics[place].relabelled += 1
                    differs = true
                }
            } else {
                topics[place].lost += 1
                differs = true
                lost[place].offer(Digest(of: old.id), limit: examples) {
                    old.example(of: kind, own)
                }
            }
        }
        for (id, _) in after {
            let place = place(kind, id)
            topics[place].after += 1
            if !before.contains(where: { $0.id == id }) {
                topics[place].gained += 1
                differs = true
                gained[place].offer(Digest(of: new.id), limit: examples) {
                    new.example(of: kind, id)
                }
            }
        }
        return differs
    }

    /// All that was counted: what changed most comes first, ties by name.
    func difference(_ old: Difference.Side, _ new: Difference.Side) -> Difference {
        var result = Difference(old: old, new: new)
        result.items = items
        result.changed = changed
        result.onlyOld = onlyOld
        result.onlyNew = onlyNew
        result.metrics = SideTally.metrics(tallies.old, tallies.new)
            .filter { hasQueues || $0.id != "caseRate" }
        for from in SentimentLabel.allCases {
            for to in SentimentLabel.allCases where from != to {
                let count = labels[Int(from.rawValue)][Int(to.rawValue)]
                guard count > 0 else { continue }
                result.labels.append(
                    Difference.Relabel(from: from.name, to: to.name, count: count))
            }
        }
        result.labels.sort { ($1.count, $0.from, $0.to) < ($0.count, $1.from, $1.to) }
        for (place, topic) in topics.enumerated() where topic.differs {
            var topic = topic
            topic.gainedExamples = gained[place].kept.map(\.example)
            topic.lostExamples = lost[place].kept.map(\.example)
            result.topics.append(topic)
        }
        result.topics.sort { one, other in
            if one.kind != other.kind {
                return Key.allCases.firstIndex(of: one.kind)! < Key.allCases.firstIndex(
                    of: other.kind)!
            }
            let (mine, theirs) = (one.gained + one.lost, other.gained + other.lost)
            return mine != theirs ? mine > theirs : one.id < other.id
        }
        result.moves = moves.map {
            Difference.Move(
                from: $0.key[0], to: $0.key[1], count: $0.value.count,
                examples: $0.value.shelf.kept.map(\.example))
        }
        result.moves.sort {
            $0.count != $1.count
                ? $0.count > $1.count
                : ($0.from + [""] + $0.to).lexicographicallyPrecedes($1.from + [""] + $1.to)
        }
        return result
    }
}

/// The figures of one side.
private struct SideTally {
    private var items = 0
    private var labels = [Int](repeating: 0, count: SentimentLabel.allCases.count)
    private var milliPoints = 0
    private var complaints = 0
    private var severe = 0
    private var responses = 0
    private var tagged = 0
    private var routed = 0

    mutating func add(_ answer: Answer) {
        let reading = answer.reading
        items += 1
        labels[Int(reading.label.rawValue)] += 1
        milliPoints += reading.milliPoints ?? 0
        if reading.isComplaint { complaints += 1 }
        if (reading.severity ?? 0) >= 3 { severe += 1 }
        if reading.needsResponse { responses += 1 }
        if !reading.themes.isEmpty { tagged += 1 }
        if !answer.queues.isEmpty { routed += 1 }
    }

    private func count(_ label: SentimentLabel) -> Int { labels[Int(label.rawValue)] }

    private var scored: Int { items - count(.none) }

    static func metrics(_ old: SideTally, _ new: SideTally) -> [Difference.Metric] {
        func share(_ count: Int, _ n: Int) -> Double? {
            n == 0 ? nil : 100 * Double(count) / Double(n)
        }
        let all: [(String, String, String, (SideTally) -> Double?)] = [
            (
                "netSentiment", "net sentiment (% positive − % negative of scored items)",
                "points", { share($0.count(.positive) - $0.count(.negative), $0.scored) }
            ),
            (
                "meanScore", "mean score", "mean",
                { $0.scored == 0 ? nil : Double($0.milliPoints) / 1000 / Double($0.scored) }
            ),
            ("recognised", "items with a score", "percent", { share($0.scored, $0.items) }),
            ("complaintRate", "complaints", "percent", { share($0.complaints, $0.items) }),
            (
                "severeRate", "complaints of severity 3 and 4", "percent",
                { share($0.severe, $0.items) }
            ),
            ("responseNeeded", "response needed", "percent", { share($0.responses, $0.items) }),
            ("taggedShare", "items with a theme", "percent", { share($0.tagged, $0.items) }),
            ("caseRate", "items in a queue", "percent", { share($0.routed, $0.items) }),
        ]
        return all.map { id, name, unit, value in
            Difference.Metric(id: id, name: name, unit: unit, before: value(old), after: value(new))
        }
    }
}

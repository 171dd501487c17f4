internal import VOCCore

/// How the labels of an item are decided.
package enum TopicDecision: String, Sendable, CaseIterable {
    /// Any number of labels, also none.
    case any
    /// At least one.
    case atLeastOne = "at-least-one"
    /// Exactly one.
    case exclusive
}

/// Labelled texts of themes or intents, flat.
struct TopicCorpus: Sendable {
    /// Ids of all labels to learn, sorted.
    let labels: [String]
    private(set) var texts: [String] = []
    /// By text: indices of its labels, sorted.
    private(set) var truths: [[Int]] = []
    private(set) var isHeldOut: [Bool] = []
    private(set) var foldOf: [Int] = []
    private(set) var ids: [String] = []

    static let foldCount = 5

    /// Texts that share an id with another share its fold; `other` is the label of texts that have
    /// none. Where one label is decided for each text, those without any are left out.
    init(_ files: [GoldFile], _ map: LabelMap, _ decision: TopicDecision, other: String?)
        throws(VOCError)
    {
        var items: [(item: GoldItem, labels: [String])] = []
        for file in files {
            for item in file.items {
                var labels = item.labels.flatMap { map.ours(for: $0) }
                if labels.isEmpty, let other { labels = [other] }
                if labels.isEmpty, decision == .exclusive { continue }
                items.append((item, labels))
            }
        }
        self.labels = Set(items.filter { !$0.item.isHeldOut }.flatMap(\.labels)).sorted()
        guard self.labels.count > 1 || decision == .any && !self.labels.isEmpty,
            items.count(where: { !$0.item.isHeldOut }) >= 10
        else {
            throw VOCError(
                .goldTooSmall, "there are too few labelled texts to learn from",
                hint: "give at least ten, with two labels or more")
        }
        for (item, names) in items {
            texts.append(item.text)
            truths.append(Set(names.compactMap { self.labels.firstIndex(of: $0) }).sorted())
            isHeldOut.append(item.isHeldOut)
            foldOf.append(item.fold(of: TopicCorpus.foldCount))
            ids.append(item.id)
        }
    }

    /// Each row is a text of its own, in the fold of its item.
    init(_ rows: [PolarityCorpus.Row], of gold: PolarityCorpus) {
        labels = PolarityCorpus.labels
        for row in rows {
            let item = gold.items[row.text].item
            texts.append(item.text)
            truths.append([row.truth])
            isHeldOut.append(item.isHeldOut)
            foldOf.append(item.fold(of: TopicCorpus.foldCount))
            ids.append(item.id)
        }
    }

    var learned: [Int] { texts.indices.filter { !isHeldOut[$0] } }
    var heldOut: [Int] { texts.indices.filter { isHeldOut[$0] } }

    /// The first `count` of the texts to learn from, in the order of a hash of their ids: a fair
    /// sample that grows.
    func sample(_ count: Int) -> [Int] {
        let keyed = learned.map { (Digest(of: ids[$0], seed: 20), $0) }
        return keyed.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.prefix(count).map(\.1).sorted()
    }
}

/// How well decided labels fit the truth.
package struct TopicFigures: Sendable, Equatable {
    package let count: Int
    /// Share of texts whose labels are all right, and no others.
    package let accuracy: Double
    /// F1 over all labels of all texts.
    package let microF1: Double
    /// The mean of the labels' F1.
    package let macroF1: Double
    /// By label, in order.
    package let labelF1: [Double]

    /// What learning tries to raise.
    var overall: Double { (microF1 + macroF1) / 2 }

    /// `truths` and `answers` are sorted indices of labels.
    init(_ truths: [[Int]], _ answers: [[Int]], labels: Int) {
        var hits = [Int](repeating: 0, count: labels)
        var told = hits
        var real = hits
        var right = 0
        for (truth, answer) in zip(truths, answers) {
            if truth == answer { right += 1 }
            for label in truth { real[label] += 1 }
            for label in answer {
                told[label] += 1
                if truth.contains(label) { hits[label] += 1 }
            }
        }
        func f1(_ hits: Int, _ sum: Int) -> Double { sum == 0 ? 0 : Double(2 * hits) / Double(sum) }
        count = truths.count
        accuracy = truths.isEmpty ? 0 : Double(right) / Double(truths.count)
        let byLabel = (0..<labels).map { f1(hits[$0], told[$0] + real[$0]) }
        labelF1 = byLabel
        microF1 = f1(hits.reduce(0, +), told.reduce(0, +) + real.reduce(0, +))
        // Labels that neither truth nor answers have say nothing.
        let met = (0..<labels).filter { told[$0] + real[$0] > 0 }
        macroF1 = met.isEmpty ? 0 : met.reduce(0) { $0 + byLabel[$1] } / Double(met.count)
    }
}

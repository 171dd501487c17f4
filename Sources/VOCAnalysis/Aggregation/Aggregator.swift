package import VOCCore

/// What the ratings of an input mean, and their scale in thousandths.
package struct SurveyScale: Sendable, Equatable {
    package enum Metric: String, Sendable { case csat, nps, ces1, ces2 }

    package var metric: Metric
    package var lowMilli: Int
    package var highMilli: Int

    package init(metric: Metric, lowMilli: Int, highMilli: Int) {
        self.metric = metric
        self.lowMilli = lowMilli
        self.highMilli = highMilli
    }
}

/// Counts readings into cells and collects quotes; one per thread, merged at the end.
///
/// Each item is counted in the empty segment and in the segment of each of its attributes, under
/// "all items" and under each of its topics. Counts are whole numbers: the result does not depend
/// on the order or the splitting of the items.
package final class Aggregator {
    private let analyzer: Analyzer
    private let attributeNames: [String]
    private let topics: TopicTable
    private var cells: CellTable
    private var quotes: QuoteShelf
    private var sources = NameTable()
    private var channels = NameTable()
    private var segments: [NameTable]
    private var groups: [GroupKey: UInt32] = [:]
    private var groupKeys: [GroupKey] = []
    private var languages: [String: Int] = [:]
    private var delta = ItemCounts()
    /// The last group of an item without attributes: neighbours in a dump are often of one day and
    /// source.
    private var lastGroup: (key: GroupKey, number: UInt32)?
    package var accounting = Accounting()

    private struct GroupKey: Hashable {
        var day: Int32
        var source: UInt32
        var channel: UInt32
        /// 0 for all items, else 1 + the attribute's number.
        var attribute: UInt32
        var value: UInt32
    }

    /// `queues` are the names of the routes' queues, in the order of the numbers passed to `add`.
    package init(_ analyzer: Analyzer, attributeNames: [String] = [], queues: [String] = []) {
        self.analyzer = analyzer
        self.attributeNames = attributeNames
        topics = TopicTable(analyzer, queues: queues)
        cells = CellTable(topicCount: topics.names.count)
        quotes = QuoteShelf(topicCount: topics.names.count)
        segments = attributeNames.map { _ in NameTable() }
    }

    /// Counts one item.
    package func add(
        _ reading: Reading, ofRow row: Int, in batch: FeedbackBatch, scale: SurveyScale?,
        queues: [Int]
    ) {
        accounting.accepted += 1
        languages[reading.language, default: 0] += 1
        let item = batch.rows[row]
        let day =
            item.receivedAt == FeedbackBatch.Row.noTime
            ? CellKey.undated
            : Int32(clamping: Timestamp(microseconds: item.receivedAt).day.daysSinceEpoch)
        delta.set(reading, item, scale)
        let source = unsafe sources.number(of: batch.bytes(item.source))
        let channel = unsafe channels.number(of: batch.bytes(item.channel))
        count(
            reading, queues,
            GroupKey(day: day, source: source, channel: channel, attribute: 0, value: 0))
        for index in attributeNames.indices {
            let value = batch.attribute(index, ofRow: row)
            guard !value.isEmpty else { continue }
            let number = unsafe segments[index].number(of: batch.bytes(value))
            count(
                reading, queues,
                GroupKey(
                    day: day, source: source, channel: channel, attribute: UInt32(index + 1),
                    value: number))
        }
        if reading.isScored { offerQuotes(reading, row, batch, day) }
    }

    private func number(of key: GroupKey) -> UInt32 {
        if let lastGroup, lastGroup.key == key { return lastGroup.number }
        let number: UInt32
        if let known = groups[key] {
            number = known
        } else {
            number = UInt32(groupKeys.count)
            groups[key] = number
            groupKeys.append(key)
        }
        if key.attribute == 0 { lastGroup = (key, number) }
        return number
    }

    private func count(_ reading: Reading, _ queues: [Int], _ key: GroupKey) {
        let group = number(of: key)
        cells.add(
            delta, label: reading.label, milliPoints: reading.milliPoints, to: group, topic: 0)
        for mention in reading.themes {
            cells.add(
                delta, label: mention.label, milliPoints: mention.milliPoints, to: group,
                topic: topics.theme(mention.theme))
        }
        topics.forEachParent(of: reading) { topic, label, milliPoints in
            cells.add(delta, label: label, milliPoints: milliPoints, to: group, topic: topic)
        }
        topics.forEachOther(of: reading, queues: queues) { topic in
            cells.add(
                delta, label: reading.label, milliPoints: reading.milliPoints, to: group,
                topic: topic)
        }
    }

    private func offerQuotes(_ reading: Reading, _ row: Int, _ batch: FeedbackBatch, _ day: Int32) {
        let item = batch.rows[row]
        guard item.text.count >= 20, !reading.themes.isEmpty || !reading.intents.isEmpty else {
            return
        }
        let week =
            day == CellKey.undated
            ? day : Int32(CivilDay(daysSinceEpoch: Int(day)).weekStart.daysSinceEpoch)
        func offer(
            _ topic: Int, _ label: SentimentLabel, _ milliPoints: Int,
            _ ranges: ArraySlice<Range<Int>>
        ) {
            let strength = QuoteShelf.strength(
                milliPoints: milliPoints, byteCount: Int(item.text.count))
            unsafe quotes.offer(
                strength, topic: topic, topicSeed: topics.seeds[topic], week: week,
                id: batch.bytes(item.id)
            ) { tieBreak in
                let cut = unsafe QuoteShelf.cut(batch.bytes(item.text), around: ranges)
                return Quote(
                    strength: strength, tieBreak: tieBreak, itemID: batch.string(item.id),
                    source: batch.string(item.source), day: day, label: label,
                    milliPoints: milliPoints, text: cut.text, highlights: cut.highlights)
            }
        }
        for mention in reading.themes {
            offer(
                topics.theme(mention.theme), mention.label, mention.milliPoints ?? 0,
                reading.ranges[mention.places])
        }
        for intent in reading.intents {
            let match = reading.matches.first { analyzer.isRule($0.rule, ofIntent: intent) }
            offer(
                topics.intent(intent), reading.label, reading.milliPoints ?? 0,
                reading.ranges[match?.places ?? 0..<0])
        }
    }

    /// All that was counted so far.
    package func summary() -> Summary {
        var result = Summary()
        cells.visit { group, topic, tally in
            let key = groupKeys[Int(group)]
            let segment =
                key.attribute == 0
                ? ""
                : "\(attributeNames[Int(key.attribute) - 1])=\(segments[Int(key.attribute) - 1].names[Int(key.value)])"
            result.add(
                tally,
                to: CellKey(
                    day: key.day, source: sources.names[Int(key.source)],
                    channel: channels.names[Int(key.channel)], segment: segment,
                    topic: topics.names[Int(topic)]))
        }
        quotes.visit { result.offer($2, to: QuoteKey(topic: topics.names[$0], week: $1)) }
        result.languages = languages
        result.accounting = accounting
        result.pruneQuotes()
        return result
    }
}

/// The topics of a plan by number: 0 is "all items", then themes, intents, stages, touch points and
/// queues.
private struct TopicTable {
    let names: [String]
    /// A fixed number for each name, to break ties between its quotes.
    let seeds: [UInt64]
    private let analyzer: Analyzer
    private let intentBase: Int
    private let stageBase: Int
    private let pointBase: Int
    private let queueBase: Int

    init(_ analyzer: Analyzer, queues: [String]) {
        self.analyzer = analyzer
        var names = [""] + analyzer.themes.map(\.id)
        intentBase = names.count
        names += analyzer.intents.map { "intent:\($0)" }
        stageBase = names.count
        names += analyzer.stages.map { "stage:\($0.id)" }
        pointBase = names.count
        names += analyzer.touchpoints.map { "touchpoint:\($0.id)" }
        queueBase = names.count
        names += queues.map { "queue:\($0)" }
        self.names = names
        seeds = names.map { Digest(of: $0).low }
    }

    func theme(_ index: Int) -> Int { index + 1 }
    func intent(_ index: Int) -> Int { intentBase + index }

    /// Each parent once for an item, whatever the number of its children: their mean score, mixed
    /// where they differ.
    func forEachParent(of reading: Reading, _ body: (Int, SentimentLabel, Int?) -> Void) {
        for (index, mention) in reading.themes.enumerated() {
            let parent = analyzer.parentOf[mention.theme]
            guard parent >= 0,
                !reading.themes[..<index].contains(where: { analyzer.parentOf[$0.theme] == parent })
            else { continue }
            var label = mention.label
            var sum = 0
            var count = 0
            for other in reading.themes[index...] where analyzer.parentOf[other.theme] == parent {
                if other.label != label { label = .mixed }
                if let points = other.milliPoints {
                    sum += points
                    count += 1
                }
            }
            body(parent + 1, label, count == 0 ? nil : sum / count)
        }
    }

    func forEachOther(of reading: Reading, queues: [Int], _ body: (Int) -> Void) {
        for index in reading.intents { body(intentBase + index) }
        for index in reading.stages { body(stageBase + index) }
        for index in reading.touchpoints { body(pointBase + index) }
        for index in queues { body(queueBase + index) }
    }
}

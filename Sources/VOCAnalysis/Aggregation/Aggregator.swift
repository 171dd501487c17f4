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
@safe package final class Aggregator {
    /// In memory of its own: an aggregator belongs to one thread, which gives it one item at a time,
    /// so that the checks for shared access of a class's variable are of no use.
    private let counting: UnsafeMutablePointer<Counting>
    package var accounting = Accounting()

    /// `queues` are the names of the routes' queues, in the order of the numbers passed to `add`.
    /// With `copies` texts are kept as sketches, for `CopySearch`; with `keepsTerms` as they are, for
    /// the search for new terms; with `customers` it is counted which of them spoke badly of what.
    /// Days are those of the clocks of `zone`; nil for UTC.
    package init(
        _ analyzer: Analyzer, attributeNames: [String] = [], queues: [String] = [],
        copies: TextSketcher? = nil, keepsTerms: Bool = false, customers: CustomerTable? = nil,
        zone: Zone? = nil
    ) {
        unsafe counting = .allocate(capacity: 1)
        unsafe counting.initialize(
            to: Counting(
                analyzer, attributeNames, TopicTable(analyzer, queues: queues), copies,
                keepsTerms, customers.map(CustomerShelf.init), zone))
    }

    deinit {
        unsafe counting.deinitialize(count: 1)
        unsafe counting.deallocate()
    }

    /// Counts one item.
    package func add(
        _ reading: Reading, ofRow row: Int, in batch: FeedbackBatch, scale: SurveyScale?,
        queues: [Int]
    ) {
        unsafe counting.pointee.add(reading, row, batch, scale, queues)
    }

    /// Keeps the text of an item that was counted in an earlier run, where texts are kept: not counted
    /// again, it only tells what was said before.
    package func compare(withRow row: Int, in batch: FeedbackBatch) {
        unsafe counting.pointee.keepText([], row, batch)
    }

    /// All that was counted so far.
    package func summary() -> Summary {
        var result = unsafe counting.pointee.summary()
        result.accounting = accounting
        result.accounting.accepted = unsafe counting.pointee.accepted
        return result
    }
}

/// What an `Aggregator` counts.
struct Counting: ~Copyable {
    private let analyzer: Analyzer
    private let attributeNames: [String]
    private let zone: Zone?
    private let topics: TopicTable
    private var cells: CellTable
    private var quotes: QuoteShelf
    private var copies: CopyShelf?
    private var terms: TermLedger?
    /// The segments of the item at hand, kept to be filled again.
    private var segmentBytes: [UInt8] = []
    private var customers: CustomerShelf?
    private var answers = AnswerShelf()
    private var portions: PortionTable
    private var sources = NameTable()
    private var channels = NameTable()
    private var segments: [NameTable]
    private var groups = GroupTable()
    private var languages: [String: Int] = [:]
    /// Items in `lastLanguage` not yet in `languages`: neighbours in a dump are mostly in one.
    private var lastLanguage = ""
    private var lastLanguageCount = 0
    private var delta = ItemCounts()
    private(set) var accepted = 0

    init(
        _ analyzer: Analyzer, _ attributeNames: [String], _ topics: TopicTable,
        _ sketcher: TextSketcher?, _ keepsTerms: Bool, _ customers: CustomerShelf?,
        _ zone: Zone?
    ) {
        self.zone = zone
        if keepsTerms { terms = TermLedger() }
        if let sketcher { copies = CopyShelf(sketcher) }
        self.analyzer = analyzer
        self.attributeNames = attributeNames
        self.topics = topics
        self.customers = customers
        portions = PortionTable(themeCount: analyzer.themes.count)
        cells = CellTable(topicCount: topics.names.count)
        quotes = QuoteShelf(topicCount: topics.names.count)
        segments = attributeNames.map { _ in NameTable() }
    }

    mutating func add(
        _ reading: Reading, _ row: Int, _ batch: FeedbackBatch, _ scale: SurveyScale?,
        _ queues: [Int]
    ) {
        accepted += 1
        if reading.language != lastLanguage {
            flushLanguage()
            lastLanguage = reading.language
        }
        lastLanguageCount += 1
        let item = batch.rows[row]
        let day = Counting.day(of: item, zone)
        delta.set(reading, item, scale)
        copies?.add(reading, item, batch, day: day, counts: delta)
        if terms != nil { keepText(Counting.traits(of: reading), row, batch) }
        let source = unsafe sources.number(of: batch.bytes(item.source))
        let channel = unsafe channels.number(of: batch.bytes(item.channel))
        let whole = GroupKey(day: day, source: source, channel: channel, attribute: 0, value: 0)
        count(reading, queues, whole)
        portions.add(reading, whole)
        answers.add(reading, item, batch, scale, day: day)
        customers?.add(reading, item, day: day)
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
        if reading.isScored { offerQuotes(reading, item, batch, day) }
        cells.settle(delta)
        portions.settle(delta)
    }

    private static func day(of item: FeedbackBatch.Row, _ zone: Zone?) -> Int32 {
        guard item.receivedAt != FeedbackBatch.Row.noTime else { return CellKey.undated }
        let ahead = zone.map { $0.offset(at: item.receivedAt) * 1_000_000 } ?? 0
        return Int32(
            clamping: Timestamp(microseconds: item.receivedAt &+ ahead).day.daysSinceEpoch)
    }

    private static func traits(of reading: Reading) -> TermLedger.Traits {
        var traits: TermLedger.Traits = []
        if reading.isComplaint { traits.insert(.complaint) }
        if reading.label == .positive { traits.insert(.positive) }
        if reading.label == .negative { traits.insert(.negative) }
        if !reading.themes.isEmpty { traits.insert(.themed) }
        if reading.isScored { traits.insert(.scored) }
        return traits
    }

    fileprivate mutating func keepText(
        _ traits: TermLedger.Traits, _ row: Int, _ batch: FeedbackBatch
    ) {
        let item = batch.rows[row]
        guard terms != nil, !item.text.isEmpty else { return }
        segmentBytes.removeAll(keepingCapacity: true)
        for index in attributeNames.indices {
            let value = batch.attribute(index, ofRow: row)
            guard !value.isEmpty else { continue }
            if !segmentBytes.isEmpty { segmentBytes.append(TermLedger.segmentMark) }
            segmentBytes += attributeNames[index].utf8
            segmentBytes.append(UInt8(ascii: "="))
            unsafe segmentBytes.append(contentsOf: batch.bytes(value))
        }
        unsafe segmentBytes.withUnsafeBufferPointer { segments in
            unsafe terms?.add(
                key: Digest(ofItem: item, in: batch).low, day: Counting.day(of: item, zone),
                traits: traits,
                id: batch.bytes(item.id), source: batch.bytes(item.source),
                text: batch.bytes(item.text), segments: segments)
        }
    }

    private mutating func flushLanguage() {
        if lastLanguageCount > 0 { languages[lastLanguage, default: 0] += lastLanguageCount }
        lastLanguageCount = 0
    }

    private mutating func count(_ reading: Reading, _ queues: [Int], _ key: GroupKey) {
        let group = groups.number(of: key)
        cells.add(label: reading.label, milliPoints: reading.milliPoints, to: group, topic: 0)
        for mention in reading.themes {
            cells.add(
                label: mention.label, milliPoints: mention.milliPoints, to: group,
                topic: topics.theme(mention.theme))
        }
        if !reading.themes.isEmpty { countParents(reading, group) }
        for index in reading.intents { countWhole(reading, group, topics.intent(index)) }
        for mention in reading.states {
            countWhole(reading, group, topics.state(mention.state))
        }
        for index in reading.stages { countWhole(reading, group, topics.stage(index)) }
        for index in reading.touchpoints { countWhole(reading, group, topics.touchpoint(index)) }
        for index in queues { countWhole(reading, group, topics.queue(index)) }
    }

    private mutating func countWhole(_ reading: Reading, _ group: UInt32, _ topic: Int) {
        cells.add(
            label: reading.label, milliPoints: reading.milliPoints, to: group, topic: topic)
    }

    /// Each parent once for an item, whatever the number of its children: their mean score, mixed
    /// where they differ.
    private mutating func countParents(_ reading: Reading, _ group: UInt32) {
        for (index, mention) in reading.themes.enumerated() {
            let parent = analyzer.themeTable[mention.theme].parent
            guard parent >= 0, isFirst(index, ofParent: parent, in: reading) else { continue }
            var label = mention.label
            var sum = 0
            var count = 0
            for place in index..<reading.themes.count {
                let other = reading.themes[place]
                guard analyzer.themeTable[other.theme].parent == parent else { continue }
                if other.label != label { label = .mixed }
                if let points = other.milliPoints {
                    sum += points
                    count += 1
                }
            }
            cells.add(
                label: label, milliPoints: count == 0 ? nil : sum / count, to: group,
                topic: topics.theme(Int(parent)))
        }
    }

    private mutating func isFirst(_ index: Int, ofParent parent: Int32, in reading: Reading) -> Bool
    {
        for earlier in 0..<index
        where analyzer.themeTable[reading.themes[earlier].theme].parent == parent { return false }
        return true
    }

    private mutating func offerQuotes(
        _ reading: Reading, _ item: FeedbackBatch.Row, _ batch: FeedbackBatch, _ day: Int32
    ) {
        guard item.text.count >= 20, !reading.themes.isEmpty || !reading.intents.isEmpty else {
            return
        }
        let week =
            day == CellKey.undated
            ? day : Int32(CivilDay(daysSinceEpoch: Int(day)).weekStart.daysSinceEpoch)
        for mention in reading.themes {
            offer(
                topics.theme(mention.theme), mention.label, mention.milliPoints ?? 0,
                reading, mention.places, item, batch, day, week)
        }
        let analyzer = analyzer
        for intent in reading.intents {
            offer(
                topics.intent(intent), reading.label, reading.milliPoints ?? 0,
                reading, Counting.places(of: intent, in: reading, analyzer), item, batch, day, week)
        }
    }

    /// The places of the first match that says an intent.
    private static func places(of intent: Int, in reading: Reading, _ analyzer: Analyzer) -> Range<
        Int
    > {
        reading.matches.first { analyzer.isRule($0.rule, ofIntent: intent) }?.places ?? 0..<0
    }

    private mutating func offer(
        _ topic: Int, _ label: SentimentLabel, _ milliPoints: Int,
        _ reading: Reading, _ places: @autoclosure () -> Range<Int>,
        _ item: FeedbackBatch.Row, _ batch: FeedbackBatch, _ day: Int32, _ week: Int32
    ) {
        let strength = QuoteShelf.strength(
            milliPoints: milliPoints, byteCount: Int(item.text.count))
        unsafe quotes.offer(
            strength, topic: topic, topicSeed: topics.seeds[topic], week: week,
            id: batch.bytes(item.id)
        ) { tieBreak in
            let cut = unsafe Quote.cut(
                batch.bytes(item.text), around: reading.ranges[places()])
            return Quote(
                strength: strength, tieBreak: tieBreak, itemID: batch.string(item.id),
                source: batch.string(item.source), day: day, label: label,
                milliPoints: milliPoints, text: cut.text, highlights: cut.highlights)
        }
    }

    mutating func summary() -> Summary {
        let listing = CellListing(
            sources: sources.names, channels: channels.names,
            segments: zip(attributeNames, segments).map { name, values in
                values.names.map { "\(name)=\($0)" }
            },
            topics: topics.names, portions: analyzer.themes.map { Portion.topic($0.id) })
        var result = Summary(cells: listing.table(cells, portions, groups.keys))
        quotes.visit { result.offer($2, to: QuoteKey(topic: topics.names[$0], week: $1)) }
        result.answers = answers.ledger(themes: analyzer.themes)
        if let customers { result.customers = customers.ledger(themes: analyzer.themes) }
        flushLanguage()
        result.languages = languages
        if let ledger = copies?.ledger { result.ledger = ledger }
        if var terms {
            terms.settle()
            result.terms = terms
        }
        result.pruneQuotes()
        return result
    }
}

/// Where a part of operands was found: words [start, end) of its text.
struct PartHit: Sendable, Hashable, BitwiseCopyable {
    var part: UInt32
    var start: Int32
    var end: Int32
    /// The hit of the same part before it in the sentence; −1 if there is none.
    var previous: Int32 = -1
}

/// A rule that holds, and the words that make it hold: one span for each phrase.
struct RuleHit: Sendable, BitwiseCopyable {
    /// A pattern has at most this many phrases that must be there.
    static let mostSpans = 8

    var rule: UInt32
    var spanCount: Int32 = 0
    private var starts = InlineArray<8, Int32>(repeating: 0)
    private var ends = InlineArray<8, Int32>(repeating: 0)

    init(rule: UInt32 = 0) { self.rule = rule }

    mutating func append(_ start: Int32, _ end: Int32) {
        starts[Int(spanCount)] = start
        ends[Int(spanCount)] = end
        spanCount += 1
    }

    mutating func append(_ other: RuleHit) {
        for index in 0..<other.spanCount {
            let span = other.span(index)
            append(span.start, span.end)
        }
    }

    /// Takes the words from its last span up to `end` as well.
    mutating func extend(to end: Int32) { ends[Int(spanCount) - 1] = end }

    mutating func truncate(to count: Int32) { spanCount = count }

    /// Takes what lies at `end` or behind out of all spans; the end of a question is no word.
    mutating func clip(to end: Int32) {
        for index in 0..<Int(spanCount) {
            starts[index] = min(starts[index], end)
            ends[index] = min(ends[index], end)
        }
    }

    @inline(__always)
    func span(_ index: Int32) -> (start: Int32, end: Int32) {
        (starts[Int(index)], ends[Int(index)])
    }

    /// The words from the first to the last of it.
    var extent: (start: Int32, end: Int32) {
        var extent = span(0)
        for index in 1..<max(1, spanCount) {
            let span = span(index)
            extent.start = min(extent.start, span.start)
            extent.end = max(extent.end, span.end)
        }
        return extent
    }

    /// How many words it takes.
    var wordCount: Int32 {
        var count: Int32 = 0
        for index in 0..<spanCount { count += ends[Int(index)] - starts[Int(index)] }
        return count
    }

    /// An order among hits of one rule: fewer phrases first, then by where they stand.
    func precedes(_ other: RuleHit) -> Bool {
        if spanCount != other.spanCount { return spanCount < other.spanCount }
        for index in 0..<spanCount where span(index) != other.span(index) {
            return span(index) < other.span(index)
        }
        return false
    }

    func overlaps(_ other: RuleHit) -> Bool {
        for index in 0..<spanCount {
            let one = span(index)
            for place in 0..<other.spanCount {
                let two = other.span(place)
                if one.start < two.end, two.start < one.end { return true }
            }
        }
        return false
    }
}

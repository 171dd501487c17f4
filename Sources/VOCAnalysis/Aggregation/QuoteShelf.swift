internal import VOCCore

/// The best quotes by topic and week; a text becomes a string only if it earns a place.
struct QuoteShelf {
    private var shelf: [QuoteKey: [Quote]] = [:]
    /// Bytes of a quote around its evidence.
    private static let longest = 320

    /// How clearly a text speaks: its feeling, and a length that is read at a glance.
    static func strength(milliPoints: Int, byteCount: Int) -> Int {
        let length =
            switch byteCount {
            case ..<40: 100
            case ..<280: 400
            case ..<500: 250
            default: 0
            }
        return abs(milliPoints) / 50 * 50 + length
    }

    mutating func offer(
        _ strength: Int, to key: QuoteKey, topic: Int, id: UnsafeBufferPointer<UInt8>,
        make: (UInt64) -> Quote
    ) {
        var kept = shelf[key] ?? []
        if kept.count == Summary.quotesPerKey, let last = kept.last, strength < last.strength { return }
        let tieBreak = unsafe FNV.hash(id, seed: FNV.hash(key.topic.utf8))
        if kept.count == Summary.quotesPerKey, let last = kept.last, strength == last.strength,
            tieBreak > last.tieBreak
        {
            return
        }
        Summary.insert(make(tieBreak), into: &kept)
        shelf[key] = kept
    }

    func forEach(_ body: (QuoteKey, Quote) -> Void) {
        for (key, list) in shelf {
            for quote in list { body(key, quote) }
        }
    }

    /// The words around the evidence, cut at spaces, and where the evidence stands in them.
    static func cut(_ text: UnsafeBufferPointer<UInt8>, around ranges: [Range<Int>])
        -> (text: String, highlights: [Range<Int>])
    {
        guard text.count > longest else {
            return (unsafe String(decoding: text, as: UTF8.self), ranges)
        }
        let middle = ranges.first.map { ($0.lowerBound + $0.upperBound) / 2 } ?? 0
        var start = max(0, min(middle - longest / 2, text.count - longest))
        var end = min(text.count, start + longest)
        while start > 0, unsafe text[start - 1] > 0x20 { start -= 1 }
        while end < text.count, unsafe text[end] > 0x20 { end += 1 }
        let lead = start > 0 ? "… " : ""
        let tail = end < text.count ? " …" : ""
        let body = unsafe String(decoding: text[start..<end], as: UTF8.self)
        let shift = lead.utf8.count - start
        return (
            lead + body + tail,
            ranges.filter { $0.lowerBound >= start && $0.upperBound <= end }
                .map { $0.lowerBound + shift..<$0.upperBound + shift }
        )
    }
}

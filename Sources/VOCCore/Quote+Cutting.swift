extension Quote {
    /// Bytes of a quote around its evidence.
    private static let longest = 320

    /// The words around the evidence, cut at spaces, and where the evidence stands in them.
    package static func cut(
        _ text: UnsafeBufferPointer<UInt8>, around ranges: ArraySlice<Range<Int>>
    )
        -> (text: String, highlights: [Range<Int>])
    {
        guard text.count > longest else {
            return (unsafe String(decoding: text, as: UTF8.self), Array(ranges))
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

internal import VOCCore

extension Quote {
    /// Nil if the item has no date.
    var civilDay: CivilDay? {
        day == CellKey.undated ? nil : CivilDay(daysSinceEpoch: Int(day))
    }

    /// The text cut at its highlights; ranges that overlap, run backwards or split a character are
    /// left out.
    var pieces: [(text: String, isMarked: Bool)] {
        let bytes = Array(text.utf8)
        func isBorder(_ offset: Int) -> Bool {
            offset == bytes.count
                || (offset >= 0 && offset < bytes.count && bytes[offset] & 0xC0 != 0x80)
        }
        var result: [(text: String, isMarked: Bool)] = []
        var position = 0
        func add(_ range: Range<Int>, isMarked: Bool) {
            guard !range.isEmpty else { return }
            result.append((String(decoding: bytes[range], as: UTF8.self), isMarked))
        }
        for range in highlights.sorted(by: {
            ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound)
        }) {
            guard range.lowerBound >= position, range.upperBound <= bytes.count,
                isBorder(range.lowerBound), isBorder(range.upperBound)
            else { continue }
            add(position..<range.lowerBound, isMarked: false)
            add(range, isMarked: true)
            position = range.upperBound
        }
        add(position..<bytes.count, isMarked: false)
        return result
    }
}

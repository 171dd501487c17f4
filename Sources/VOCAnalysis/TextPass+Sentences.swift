package import VOCCore

/// What one sentence, or one clause of it, says by itself.
package struct PartReading: Sendable {
    /// UTF-8 bytes of the text, from its first word to its last.
    package var range: Range<Int>
    package var label: SentimentLabel
    /// Its own score by its own effects; nil where nothing was recognised.
    package var milliPoints: Int?
    /// What it adds to the score of the whole text; those of all sentences add up to it exactly.
    package var effect: Int
    /// The clauses of a sentence that has several.
    package var clauses: [PartReading] = []
}

extension TextPass {
    /// The sentences of the text read last, whose reading is `reading`.
    mutating func parts(of reading: Reading) -> [PartReading] {
        guard reading.isScored else { return [] }
        var result: [PartReading] = []
        var place = 0
        var first: Int32 = 0
        for index in 0..<sentences.count {
            let last = sentenceEnds[index]
            let firstEffect = place
            var clauses: [PartReading] = []
            var start = first
            while start < last {
                var end = start + 1
                while end < last, words[Int(end)].clause == words[Int(start)].clause { end += 1 }
                let before = place
                while place < effects.count, effects[place].hit.start < end { place += 1 }
                clauses.append(part(start..<end, before..<place, reading))
                start = end
            }
            var sentence = part(first..<last, firstEffect..<place, reading)
            if clauses.count > 1 { sentence.clauses = clauses }
            result.append(sentence)
            first = last
        }
        return result
    }

    private mutating func part(
        _ range: Range<Int32>, _ places: Range<Int>, _ reading: Reading
    ) -> PartReading {
        var positive = 0
        var negative = 0
        for place in places {
            let weight = effects[place].weight
            if weight > 0 { positive += weight } else { negative -= weight }
        }
        let verdict = Verdict(
            positiveSum: positive, negativeSum: negative, settings: analyzer.settings)
        return PartReading(
            range: byteRange(range.lowerBound, range.upperBound), label: verdict.label,
            milliPoints: verdict.milliPoints,
            effect: reading.evidence[places].reduce(0) { $0 + $1.effect })
    }
}

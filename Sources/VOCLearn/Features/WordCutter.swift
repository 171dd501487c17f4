internal import VOCCore

/// The words of many texts as numbers, cut as the engine cuts them.
///
/// Only plain words (letters and apostrophes) and numbers have a number of their own; whatever no
/// lexicon line can name is `gap`, which no phrase crosses, like the border of a clause.
struct WordTable: Sendable {
    static let gap: Int32 = -1
    /// `<n>` of the notation.
    static let number: Int32 = 0

    private(set) var words: [String] = ["<n>"]
    /// The words of all texts, one text after the other, with gaps.
    private(set) var sequence: [Int32] = []
    /// Where each text begins in `sequence`, and the end.
    private(set) var starts: [Int] = [0]

    private var numbers: [String: Int32] = ["<n>": 0]

    init(_ texts: some Sequence<String>) {
        var segmenter = Segmenter()
        for text in texts {
            var text = text
            text.withUTF8 { unsafe append($0, &segmenter) }
            starts.append(sequence.count)
        }
    }

    var textCount: Int { starts.count - 1 }

    /// The same texts in other words.
    func replacing(words: [String], _ number: (Int32) -> Int32) -> WordTable {
        var table = self
        table.words = words
        table.sequence = sequence.map(number)
        table.numbers = [:]
        return table
    }

    private mutating func append(
        _ text: UnsafeBufferPointer<UInt8>, _ segmenter: inout Segmenter
    ) {
        let cut = unsafe segmenter.segment(text)
        for index in 0..<cut.tokenCount {
            let token = unsafe cut.tokens[index]
            if token.breakBefore != .none, sequence.count > starts[starts.count - 1] {
                sequence.append(WordTable.gap)
            }
            switch token.kind {
            case .mention, .url: continue
            case .number: sequence.append(WordTable.number)
            case .emoji: sequence.append(WordTable.gap)
            case .word:
                let bytes =
                    token.foldedStart == .max
                    ? unsafe text[token.range].map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
                    : unsafe Array(
                        UnsafeBufferPointer(
                            start: cut.folded + Int(token.foldedStart),
                            count: Int(token.foldedCount)))
                sequence.append(WordTable.isPlain(bytes) ? intern(bytes) : WordTable.gap)
            }
        }
    }

    private mutating func intern(_ bytes: [UInt8]) -> Int32 {
        let word = String(decoding: bytes, as: UTF8.self)
        if let known = numbers[word] { return known }
        let number = Int32(words.count)
        numbers[word] = number
        words.append(word)
        return number
    }

    /// ASCII letters with apostrophes inside, no letter three times in a row, at most 30.
    private static func isPlain(_ bytes: [UInt8]) -> Bool {
        guard bytes.count <= 30, bytes.first != 0x27, bytes.last != 0x27 else { return false }
        for (index, byte) in bytes.enumerated() {
            guard byte == 0x27 || byte &- 0x61 < 26 else { return false }
            if index >= 2, bytes[index - 1] == byte, bytes[index - 2] == byte { return false }
        }
        return true
    }
}

internal import VOCCore

/// Finds the encoding of a text that is neither Unicode nor declared, by asking for each encoding
/// and language how probable the bytes are as text of it.
///
/// Bytes under 0x80 mean the same in all candidates and do not vote; each byte from 0x80 has the
/// probability of its letter behind the letter before. How letters follow each other in a language
/// is in ``LetterModel``.
struct EncodingDetector {
    /// The text, with markup and runs of blanks taken out.
    private let sample: [UInt8]
    /// Every pair of neighbouring bytes with a high one, and how often it occurs, the frequent
    /// first.
    private let pairs: [(first: Int, second: Int, count: Float)]
    /// Whether bytes occur that are controls in the ISO charsets.
    private let hasC1: Bool
    /// What the share of ASCII letters says against other alphabets.
    private let latinity: Float
    /// How much worse the ASCII part reads as each Latin language than as the best of them.
    private let strangeness: [String: Float]

    /// How much is looked at: more says no more.
    private static let sampleCount = 1 << 16

    /// The likeliest encoding of `text`, windows-1252 if nothing speaks for another.
    static func detect(_ text: UnsafeBufferPointer<UInt8>) -> TextEncoding {
        let detector = unsafe EncodingDetector(text)
        var best = (encoding: TextEncoding.windows1252, score: -Float.infinity)
        for candidate in DetectorCandidate.all {
            let score = detector.score(candidate, beating: best.score)
            if score > best.score { best = (candidate.encoding, score) }
        }
        return best.encoding
    }

    private init(_ text: UnsafeBufferPointer<UInt8>) {
        sample = unsafe MarkupStripper.strip(
            UnsafeBufferPointer(rebasing: text.prefix(EncodingDetector.sampleCount)))
        var counts = [UInt32](repeating: 0, count: 1 << 16)
        var previous = 0x20
        var hasC1 = false
        var letters = 0
        var high = 0
        for byte in sample {
            let byte = Int(byte)
            counts[previous << 8 | byte] += 1
            if byte >= 0x80 { high += 1 } else if (byte | 32) &- 0x61 < 26 { letters += 1 }
            if byte >= 0x80, byte < 0xA0 { hasC1 = true }
            previous = byte
        }
        self.hasC1 = hasC1
        latinity = -min(6, 2 * Float(letters) / Float(max(1, high)))
        let found = counts.indices.filter { counts[$0] > 0 }
            .sorted { (counts[$1], $0) < (counts[$0], $1) }
            .map { (first: $0 >> 8, second: $0 & 255, count: Float(counts[$0])) }
        pairs = found.filter { $0.first | $0.second >= 0x80 }
        strangeness = EncodingDetector.strangeness(found.filter { $0.first | $0.second < 0x80 })
    }

    /// A quarter of the difference in logarithms to the likeliest language, at most 15.
    private static func strangeness(
        _ pairs: [(first: Int, second: Int, count: Float)]
    ) -> [String: Float] {
        func isLetter(_ byte: Int) -> Bool { (byte | 32) &- 0x61 < 26 }
        let words = pairs.filter { isLetter($0.first) || isLetter($0.second) }
        var sums: [String: Float] = [:]
        for model in LetterModel.all where model.isLatin {
            let numbers = (0..<0x80).map { model.number(of: Unicode.Scalar(UInt8($0))) }
            sums[model.tag] = words.reduce(0) {
                $0 + model.logarithm(of: numbers[$1.second], after: numbers[$1.first]) * $1.count
            }
        }
        let best = sums.values.max() ?? 0
        return sums.mapValues { max(-15, ($0 - best) / 4) }
    }

    /// The logarithm of the probability of the bytes, with what is known of the candidate before;
    /// something lower than `best` where that is clear early.
    private func score(_ candidate: DetectorCandidate, beating best: Float) -> Float {
        // Of two charsets that read the text alike, the one whose controls occur is Windows'.
        let isISO = candidate.encoding.name.hasPrefix("iso-8859-")
        var score = candidate.prior + (isISO == hasC1 ? -0.5 : 0)
        switch candidate.reading {
        case .letters(let letters):
            score += letters.isLatin ? strangeness[letters.tag] ?? 0 : latinity
            for pair in pairs {
                score += letters.logarithm(pair.first, pair.second) * pair.count
                if score < best { break }
            }
        case .characters(let model):
            score += latinity + logarithm(of: candidate.encoding, model)
        }
        return score
    }

    private func logarithm(of encoding: TextEncoding, _ model: CharacterModel) -> Float {
        guard let decoder = encoding.decoder() else { return -.infinity }
        var text: [UInt8] = []
        unsafe sample.withUnsafeBufferPointer {
            unsafe decoder.decode($0, isLast: true, to: &text)
        }
        var counts: [Unicode.Scalar: Float] = [:]
        var borders: Float = 0
        var isBehind = false
        for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
            if scalar.isASCII {
                if isBehind { borders += 1 }
                isBehind = false
            } else {
                counts[scalar, default: 0] += 1
                isBehind = true
            }
        }
        guard let encoder = CharsetEncoder(charset: encoding.charset) else { return -.infinity }
        // Summed in order, for the same result on every run.
        return counts.sorted { $0.key < $1.key }.reduce(-borders) { sum, entry in
            sum + entry.value * rarity(of: entry.key, encoding, model, encoder)
        }
    }

    private func rarity(
        of scalar: Unicode.Scalar, _ encoding: TextEncoding, _ model: CharacterModel,
        _ encoder: CharsetEncoder
    ) -> Float {
        if scalar.value == 0xFFFD { return -16 }
        if let known = model.logarithm(of: scalar) { return known }
        if (0xE000..<0xF900).contains(scalar.value) || scalar.value < 0xA0 { return -14 }
        let bytes = encoder.bytes(of: scalar)
        guard bytes.count > 1 else { return -8 }
        return DetectorCandidate.isCommon(bytes, encoding) ? -9.5 : -12
    }
}

/// Takes out what is no text: tags, comments, scripts and styles of markup.
enum MarkupStripper {
    /// The text without markup, runs of blanks as one; as it is if nothing but ASCII would be left.
    static func strip(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        var scan = unsafe MarkupScan(text)
        var at = 0
        while at < text.count {
            let byte = unsafe text[at]
            if byte == 0x3C, let markup = scan.markup(at) {
                at = markup.end
                append(0x20, to: &result)
            } else {
                append(byte <= 0x20 ? 0x20 : byte, to: &result)
                at += 1
            }
        }
        return result.contains { $0 >= 0x80 } ? result : unsafe Array(text)
    }

    private static func append(_ byte: UInt8, to result: inout [UInt8]) {
        if byte != 0x20 || result.last != 0x20 { result.append(byte) }
    }
}

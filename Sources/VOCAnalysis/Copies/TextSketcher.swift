internal import CHash
package import VOCCore

/// Makes sketches of texts: one pass over the bytes, nothing kept between texts.
///
/// A word is a run of letters and digits, or one character of a script that is written without
/// spaces. The hash functions are multilinear over the two halves of a pair's 32-bit hash.
package struct TextSketcher: Sendable {
    /// Shorter texts have no sketch: many people say the same in a few words.
    package let leastWords: Int
    /// Odd ones, by lane for the lower half of a hash, then for the upper.
    private let factors: [Int16]

    package init(leastWords: Int) {
        self.leastWords = leastWords
        var factors = [Int16](repeating: 0, count: 2 * TextSketch.byteCount)
        var state: UInt64 = 0x5EED
        for lane in 0..<TextSketch.byteCount {
            state = TextSketcher.mixed(state &+ 0x9E37_79B9_7F4A_7C15)
            factors[lane] = Int16(truncatingIfNeeded: state | 1)
            factors[TextSketch.byteCount + lane] = Int16(truncatingIfNeeded: state >> 32 | 1)
        }
        self.factors = factors
    }

    /// The sketch of a text; nil if it is too short. Takes about a nanosecond a byte.
    package func sketch(of text: UnsafeBufferPointer<UInt8>) -> TextSketch? {
        // As many words need as many bytes.
        guard text.count >= leastWords else { return nil }
        return unsafe withUnsafeTemporaryAllocation(of: Int16.self, capacity: TextSketch.byteCount)
        { least in
            unsafe least.initialize(repeating: .max)
            let isLong = unsafe factors.withUnsafeBufferPointer {
                unsafe hash(text, by: $0.baseAddress!, into: least.baseAddress!)
            }
            return isLong ? unsafe sketch(of: least) : nil
        }
    }

    /// The least hashes as bytes, their bits mixed.
    private func sketch(of least: UnsafeMutableBufferPointer<Int16>) -> TextSketch {
        var words = SIMD4<UInt64>()
        for word in 0..<4 {
            for lane in 0..<8 {
                let mixed = unsafe UInt16(bitPattern: least[8 * word + lane]) &* 0x9E37
                words[word] |= UInt64(mixed >> 8) << UInt64(8 * lane)
            }
        }
        return TextSketch(words: words)
    }

    /// Finds the least hash of the pairs of words for each lane; false if there are too few words.
    private func hash(
        _ text: UnsafeBufferPointer<UInt8>, by factors: UnsafePointer<Int16>,
        into least: UnsafeMutablePointer<Int16>
    ) -> Bool {
        var wordCount = 0
        var before: UInt64 = 0
        var hash: UInt64 = 0
        var pending: UInt64 = 0
        var length = 0
        func endWord() {
            guard length > 0 else { return }
            let word = TextSketcher.mixed(hash ^ pending &* 0x9E37_79B9_7F4A_7C15)
            let pair = TextSketcher.mixed(before &* 3 &+ word)
            unsafe chash_keep_least(least, factors, pair)
            before = word
            wordCount += 1
            hash = 0
            pending = 0
            length = 0
        }
        func take(_ byte: UInt8) {
            pending = pending << 8 | UInt64(byte)
            length += 1
            if length & 7 == 0 {
                hash = TextSketcher.mixed(hash ^ pending)
                pending = 0
            }
        }
        var at = 0
        while at < text.count {
            let byte = unsafe text[at]
            let lower = byte | 0x20
            if lower &- 0x61 < 26 {
                take(lower)
            } else if byte &- 0x30 < 10 {
                take(0x30)
            } else if byte < 0x80 {
                if byte != 0x27 { endWord() }
            } else if byte == 0xE2 || (byte == 0xEF && at + 1 < text.count) {
                // Punctuation, symbols and full-width forms; the curly apostrophe joins.
                let isApostrophe =
                    unsafe byte == 0xE2 && at + 2 < text.count && text[at + 1] == 0x80
                    && text[at + 2] & 0xFE == 0x98
                if !isApostrophe { endWord() }
                at += 3
                continue
            } else if byte >= 0xE3 && byte <= 0xED {
                endWord()
                for place in at..<min(at + 3, text.count) { take(unsafe text[place]) }
                endWord()
                at += 3
                continue
            } else {
                take(byte)
            }
            at += 1
        }
        endWord()
        return wordCount >= leastWords
    }

    /// The finalizer of MurmurHash3 (Appleby).
    @inline(__always)
    private static func mixed(_ value: UInt64) -> UInt64 {
        var value = value
        value = (value ^ value >> 33) &* 0xFF51_AFD7_ED55_8CCD
        value = (value ^ value >> 33) &* 0xC4CE_B9FE_1A85_EC53
        return value ^ value >> 33
    }
}

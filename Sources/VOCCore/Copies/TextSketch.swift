/// What is kept of a text to tell near-copies of it: for each of 32 hash functions the least hash
/// of its pairs of neighbouring words, one byte each.
///
/// Two texts agree in about as many bytes, of 32, as they have pairs in common, of all that either
/// has (MinHash: Broder 1997; one byte of each: Li and König 2010). It does not depend on case,
/// punctuation or which digits stand in a number.
package struct TextSketch: Sendable, Hashable, Comparable {
    package static let byteCount = 32
    /// Texts that agree in so many bytes are copies: six of ten pairs of words in common.
    package static let likeness = 20

    /// The bytes, the first in the lowest place of the first word.
    package var words: SIMD4<UInt64>

    package init(words: SIMD4<UInt64>) { self.words = words }

    /// In how many bytes two sketches agree.
    package func agreement(with other: TextSketch) -> Int {
        var count = 0
        for lane in 0..<4 {
            // A byte keeps its highest bit clear in all of these only if it is 0: both agree there.
            let differing = words[lane] ^ other.words[lane]
            let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
            let isDifferent = ((differing & low) &+ low) | differing | low
            count += (~isDifferent).nonzeroBitCount
        }
        return count
    }

    /// Three bytes of the sketch, and which three: texts that are alike share some of these.
    package func band(_ index: Int) -> UInt32 {
        var key = UInt32(index)
        for place in 3 * index..<3 * index + 3 {
            key =
                key << 8 | UInt32(truncatingIfNeeded: words[place / 8] >> UInt64(8 * (place % 8)))
                & 0xFF
        }
        return key
    }

    package static let bandCount = 10

    package static func < (one: TextSketch, other: TextSketch) -> Bool {
        for lane in 0..<4 where one.words[lane] != other.words[lane] {
            return one.words[lane] < other.words[lane]
        }
        return false
    }
}

/// A set of word classes as bits over a hash: it may say that a class is in it that is not, never
/// the other way round.
enum ClassSet {
    /// Words of 64 bits a set.
    static let wordCount = 8

    /// The bit of a class, from 0 to 511.
    @inline(__always)
    static func bit(_ wordClass: UInt32) -> UInt32 { (wordClass &* 0x9E37_79B1) >> 23 }

    @inline(__always)
    static func word(_ bit: UInt32) -> Int { Int(bit >> 6) }

    @inline(__always)
    static func mask(_ bit: UInt32) -> UInt64 { 1 &<< UInt64(bit & 63) }
}

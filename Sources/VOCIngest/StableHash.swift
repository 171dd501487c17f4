/// A 128-bit hash that stays the same for ever, for ids of records that have none.
///
/// Two lanes of 64 bits, each word multiplied, rotated and mixed with the constants of MurmurHash3
/// (Appleby, public domain). Not for adversaries.
struct StableHash {
    private var a: UInt64 = 0x9E37_79B9_7F4A_7C15
    private var b: UInt64 = 0xC2B2_AE3D_27D4_EB4F

    /// Adds one field; where it ends matters, so that ("ab", "c") is not ("a", "bc").
    mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
        var at = 0
        while at + 8 <= bytes.count {
            var word: UInt64 = 0
            for index in 0..<8 { word |= unsafe UInt64(bytes[at + index]) << UInt64(8 * index) }
            mix(word)
            at += 8
        }
        var word: UInt64 = 0
        var shift: UInt64 = 0
        while at < bytes.count {
            word |= unsafe UInt64(bytes[at]) << shift
            shift += 8
            at += 1
        }
        mix(word)
        mix(UInt64(bytes.count))
    }

    mutating func add(_ number: Int64) { mix(UInt64(bitPattern: number)) }

    private mutating func mix(_ word: UInt64) {
        var one = word &* 0x87C3_7B91_1142_53D5
        one = (one << 31 | one >> 33) &* 0x4CF5_AD43_2745_937F
        a = ((a ^ one) << 27 | (a ^ one) >> 37) &* 5 &+ 0x52DC_E729 &+ b
        var two = word &* 0x4CF5_AD43_2745_937F
        two = (two << 33 | two >> 31) &* 0x87C3_7B91_1142_53D5
        b = ((b ^ two) << 31 | (b ^ two) >> 33) &* 5 &+ 0x3849_5AB5 &+ a
    }

    private static func final(_ value: UInt64) -> UInt64 {
        var k = value
        k = (k ^ k >> 33) &* 0xFF51_AFD7_ED55_8CCD
        k = (k ^ k >> 33) &* 0xC4CE_B9FE_1A85_EC53
        return k ^ k >> 33
    }

    /// Both lanes, as 32 hex digits written to `target`.
    func write(to target: UnsafeMutableBufferPointer<UInt8>) {
        let lanes = [StableHash.final(a &+ b), StableHash.final(b ^ a >> 1)]
        for (lane, value) in lanes.enumerated() {
            for index in 0..<16 {
                let digit = UInt8(truncatingIfNeeded: value >> UInt64(60 - 4 * index) & 15)
                unsafe target[lane * 16 + index] = digit < 10 ? 48 + digit : 87 + digit
            }
        }
    }
}

/// Windows-1252, in which texts of other encodings are most often misread.
enum Windows1252 {
    /// The 32 places where it departs from Latin-1; the five without a meaning stay controls.
    private static let high: [UInt32] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013,
        0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
    ]

    static func scalar(of byte: UInt8) -> UInt32 {
        (0x80..<0xA0).contains(byte) ? high[Int(byte) - 0x80] : UInt32(byte)
    }

    /// The byte that is read as this character, in Windows-1252 or in Latin-1; nil if none is.
    static func byte(of scalar: UInt32) -> UInt8? {
        if scalar < 0x100 { return UInt8(scalar) }
        guard scalar < 0x2200, let place = high.firstIndex(of: scalar) else { return nil }
        return UInt8(0x80 + place)
    }
}

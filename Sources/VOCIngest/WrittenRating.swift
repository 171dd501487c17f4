/// Ratings written with more than their number.
enum WrittenRating {
    /// Reads `4 stars`, `4/5`, `4 out of 5 stars`, `80 %`, `10 - Extremely likely`, `4 (good)`,
    /// `★★★★☆`, in thousandths; nil if it is no such rating.
    static func milli(_ text: UnsafeBufferPointer<UInt8>) -> Int32? {
        if let stars = unsafe stars(text) { return stars }
        var end = 0
        while end < text.count,
            unsafe text[end] &- 48 < 10 || [0x2E, 0x2C, 0x2D].contains(text[end])
        {
            if unsafe text[end] == 0x2D, end > 0 { break }
            end += 1
        }
        guard end > 0, end <= 6,
            let value = unsafe Thousandths.read(UnsafeBufferPointer(rebasing: text[..<end]))
        else { return nil }
        var scan = unsafe ByteScan(UnsafeBufferPointer(rebasing: text[end...]))
        scan.skipSpace()
        switch scan.peek {
        case 0x25:  // %
            _ = scan.next()
            return scan.isAtEnd ? value : nil
        case 0x2F:  // 4/5, which is no date
            _ = scan.next()
            scan.skipSpace()
            guard scan.digits() != nil else { return nil }
            scan.skipSpace()
            _ = scan.word()
            return scan.isAtEnd ? value : nil
        case 0x2D, 0x28, 0x3A, 0xE2:
            return unsafe text[end] <= 0x20 || text[end] == 0x3A ? value : nil
        default: return words(&scan) ? value : nil
        }
    }

    /// `stars`, `out of 5`, `of 5 stars`: a few words, and at most one number among them.
    private static func words(_ scan: inout ByteScan) -> Bool {
        var count = 0
        while !scan.isAtEnd {
            guard scan.word() != nil || count > 0 && scan.digits() != nil else { return false }
            count += 1
            scan.skipSpace()
        }
        return (1...4).contains(count)
    }

    /// Full stars of `★★★★☆` or `⭐⭐⭐`.
    private static func stars(_ text: UnsafeBufferPointer<UInt8>) -> Int32? {
        guard text.count >= 3, text.count <= 60, unsafe text[0] == 0xE2 else { return nil }
        var full: Int32 = 0
        for scalar in unsafe String(decoding: text, as: UTF8.self).unicodeScalars {
            switch scalar {
            case "★", "⭐": full += 1
            case "☆", "\u{FE0F}": break
            default: return nil
            }
        }
        return full * 1000
    }
}

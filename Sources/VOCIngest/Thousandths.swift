/// Decimal numbers as whole thousandths.
enum Thousandths {
    /// Reads `4`, `4.5`, `-1`, `5.0`, `4,5`; further decimals are cut. Nil if it is not such a
    /// number or far out of range.
    static func read(_ text: UnsafeBufferPointer<UInt8>) -> Int32? {
        var scan = unsafe ByteScan(text)
        let isNegative = scan.take(0x2D)
        if !isNegative { _ = scan.take(0x2B) }
        guard let whole = scan.digits(), whole.value <= 1_000_000 else { return nil }
        var milli = whole.value * 1000
        if scan.take(0x2E) || scan.take(0x2C) {
            var weight = 100
            var found = false
            while let digit = scan.peek, digit &- 48 < 10 {
                milli += Int(digit - 48) * weight
                weight /= 10
                found = true
                _ = scan.next()
            }
            guard found else { return nil }
        }
        return scan.isAtEnd ? Int32(isNegative ? -milli : milli) : nil
    }
}

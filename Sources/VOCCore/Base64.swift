/// Base64 with padding (RFC 4648, section 4).
package enum Base64 {
    /// Writes the base64 of a piece, and says how many bytes it takes.
    static func encode(
        _ piece: Slice<UnsafeBufferPointer<UInt8>>, into out: UnsafeMutableBufferPointer<UInt8>
    ) -> Int {
        let letters: StaticString =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        let alphabet = unsafe letters.utf8Start
        let data = unsafe UnsafeBufferPointer(rebasing: piece)
        var written = 0
        var index = 0
        while index < data.count {
            let count = min(3, data.count - index)
            var group = unsafe UInt32(data[index]) << 16
            if count > 1 { group |= unsafe UInt32(data[index + 1]) << 8 }
            if count > 2 { group |= unsafe UInt32(data[index + 2]) }
            unsafe out[written] = alphabet[Int(group >> 18)]
            unsafe out[written + 1] = alphabet[Int(group >> 12 & 63)]
            unsafe out[written + 2] =
                count > 1 ? alphabet[Int(group >> 6 & 63)] : UInt8(ascii: "=")
            unsafe out[written + 3] = count > 2 ? alphabet[Int(group & 63)] : UInt8(ascii: "=")
            written += 4
            index += 3
        }
        return written
    }

    /// The bytes of `text`; nil if it is not base64 as `encode` writes it.
    package static func decode(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        guard text.count % 4 == 0 else { return nil }
        let padding = text.suffix(2).count { $0 == UInt8(ascii: "=") }
        let count = text.count / 4 * 3 - padding
        var isSound = true
        let result = unsafe [UInt8](unsafeUninitializedCapacity: text.count / 4 * 3) { out, used in
            unsafe text.withUnsafeBufferPointer { text in
                var written = 0
                for place in stride(from: 0, to: text.count, by: 4) {
                    var group: UInt32 = 0
                    for index in 0..<4 {
                        let letter = unsafe text[place + index]
                        let isPadding = place + index >= text.count - padding
                        let value = isPadding ? 0 : values[Int(letter)]
                        isSound = isSound && value < 64
                        group = group << 6 | UInt32(value & 63)
                    }
                    unsafe out[written] = UInt8(truncatingIfNeeded: group >> 16)
                    unsafe out[written + 1] = UInt8(truncatingIfNeeded: group >> 8)
                    unsafe out[written + 2] = UInt8(truncatingIfNeeded: group)
                    written += 3
                }
            }
            used = count
        }
        return isSound ? result : nil
    }

    /// By letter: its six bits, or 255.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        for (value, letter) in letters.utf8.enumerated() { values[Int(letter)] = UInt8(value) }
        return values
    }()
}

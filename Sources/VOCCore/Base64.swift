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
        // All bits of all values: what is no letter sets the highest.
        var seen: UInt8 = 0
        let result = unsafe [UInt8](unsafeUninitializedCapacity: text.count / 4 * 3) { out, used in
            unsafe text.withUnsafeBufferPointer { text in
                unsafe values.withUnsafeBufferPointer { values in
                    var written = 0
                    for place in stride(from: 0, to: text.count, by: 4) {
                        let isLast = place + 4 == text.count
                        let first = unsafe values[Int(text[place])]
                        let second = unsafe values[Int(text[place + 1])]
                        let third =
                            isLast && padding == 2 ? 0 : unsafe values[Int(text[place + 2])]
                        let fourth =
                            isLast && padding > 0 ? 0 : unsafe values[Int(text[place + 3])]
                        seen |= first | second | third | fourth
                        unsafe out[written] = first << 2 | second >> 4
                        unsafe out[written + 1] = second << 4 | third >> 2
                        unsafe out[written + 2] = third << 6 | fourth
                        written += 3
                    }
                }
            }
            used = text.count / 4 * 3 - padding
        }
        return seen < 64 ? result : nil
    }

    /// By letter: its six bits, or 255.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        for (value, letter) in letters.utf8.enumerated() { values[Int(letter)] = UInt8(value) }
        return values
    }()
}

internal import CTables

/// HTML's character references.
enum HTMLEntities {
    /// What the reference at `at` stands for and where it ends; nil if this `&` is just a
    /// character.
    static func text(_ html: UnsafeBufferPointer<UInt8>, _ at: Int) -> ([Unicode.Scalar], Int)? {
        guard at + 1 < html.count else { return nil }
        if unsafe html[at + 1] == 0x23 { return unsafe number(html, at + 2) }
        var end = at + 1
        while end < html.count, end - at <= longest, unsafe isNameByte(html[end]) { end += 1 }
        if end < html.count, unsafe html[end] == 0x3B,
            let found = unsafe names[String(decoding: html[at + 1...end], as: UTF8.self)]
        {
            return (found, end + 1)
        }
        // Some names are older than the rule that a semicolon ends them.
        while end > at + 1 {
            if let found = unsafe names[String(decoding: html[at + 1..<end], as: UTF8.self)] {
                return (found, end)
            }
            end -= 1
        }
        return nil
    }

    private static let longest = 32

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (byte | 32) &- 0x61 < 26 || byte &- 48 < 10
    }

    /// `#8217;` or `#x2019;`, whose digits begin at `at` or behind an x; the semicolon may lack.
    private static func number(
        _ html: UnsafeBufferPointer<UInt8>, _ at: Int
    ) -> ([Unicode.Scalar], Int)? {
        var at = at
        guard at < html.count else { return nil }
        let isHex = unsafe html[at] | 0x20 == 0x78
        if isHex { at += 1 }
        let first = at
        var value: UInt32 = 0
        while at < html.count, let digit = unsafe Character(Unicode.Scalar(html[at])).hexDigitValue,
            isHex || digit < 10
        {
            value = min(0x11_0000, value * (isHex ? 16 : 10) + UInt32(digit))
            at += 1
        }
        guard at > first else { return nil }
        if at < html.count, unsafe html[at] == 0x3B { at += 1 }
        // Browsers read the C1 numbers as windows-1252, and so do the exporters that write them.
        if value < 0x100 { value = Windows1252.scalar(of: UInt8(value)) }
        let scalar = value == 0 ? nil : Unicode.Scalar(value)
        return ([scalar ?? "\u{FFFD}"], at)
    }

    /// Name, with its semicolon where it needs one → characters; read once.
    private static let names: [String: [Unicode.Scalar]] = {
        var names: [String: [Unicode.Scalar]] = [:]
        let lines = unsafe String(cString: ctables_entity_lines()).split(separator: "\n")
        for line in lines {
            let parts = line.split(separator: " ")
            names[String(parts[0])] = parts.dropFirst().compactMap {
                UInt32($0, radix: 16).flatMap(Unicode.Scalar.init)
            }
        }
        return names
    }()
}

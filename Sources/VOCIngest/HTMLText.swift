internal import VOCCore

/// The plain text of an HTML field, in one pass: tags go, line-breaking tags become line feeds,
/// entities become characters.
enum HTMLText {
    static func append(_ html: UnsafeBufferPointer<UInt8>, to target: ByteBuffer) {
        let start = target.count
        var at = 0
        while at < html.count {
            let byte = unsafe html[at]
            if byte == 0x3C, let end = unsafe tagEnd(html, at) {
                unsafe breakLine(UnsafeBufferPointer(rebasing: html[at..<end]), target, start)
                at = end
            } else if byte == 0x26, let (scalar, end) = unsafe entity(html, at) {
                append(scalar, to: target)
                at = end
            } else {
                target.append(byte)
                at += 1
            }
        }
        while target.count > start, unsafe target.start[target.count - 1] <= 0x20 {
            target.count -= 1
        }
    }

    /// The end of the tag or comment that begins at `at`; nil if this `<` is just a character.
    private static func tagEnd(_ html: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int? {
        guard at + 1 < html.count else { return nil }
        let next = unsafe html[at + 1]
        guard next == 0x2F || next == 0x21 || next == 0x3F || (next | 32) &- 0x61 < 26 else {
            return nil
        }
        // Bounded, so that a thousand lone '<' cost no more than their length.
        let limit = min(html.count, at + 4096)
        var quote: UInt8 = 0
        for index in at + 1..<limit {
            let byte = unsafe html[index]
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == 0x22 || (byte == 0x27 && next != 0x21) {
                quote = byte
            } else if byte == 0x3E {
                return index + 1
            } else if byte == 0x3C {
                return nil
            }
        }
        return nil
    }

    private static let breaking = [
        "br", "p", "div", "li", "tr", "blockquote", "h1", "h2", "h3", "h4",
    ]

    private static func breakLine(
        _ tag: UnsafeBufferPointer<UInt8>, _ target: ByteBuffer, _ start: Int
    ) {
        var scan = unsafe ByteScan(tag)
        _ = scan.next()
        let closes = scan.take(0x2F)
        guard var name = scan.word() else { return }
        if let digit = scan.peek, digit &- 48 < 10 { name.append(digit) }
        guard breaking.contains(where: { name.elementsEqual($0.utf8) }) else { return }
        let isBreak = name.count == 2 && name[0] == 0x62
        guard target.count > start else { return }
        let last = unsafe target.start[target.count - 1]
        if isBreak ? !closes : last != 0x0A { target.append(0x0A) }
    }

    private static let names: [String: UInt32] = [
        "amp": 38, "lt": 60, "gt": 62, "quot": 34, "apos": 39, "nbsp": 0xA0, "copy": 0xA9,
        "reg": 0xAE, "trade": 0x2122, "hellip": 0x2026, "mdash": 0x2014, "ndash": 0x2013,
        "lsquo": 0x2018, "rsquo": 0x2019, "ldquo": 0x201C, "rdquo": 0x201D, "bull": 0x2022,
        "middot": 0xB7, "euro": 0x20AC, "pound": 0xA3, "yen": 0xA5, "cent": 0xA2, "deg": 0xB0,
        "laquo": 0xAB, "raquo": 0xBB, "times": 0xD7, "frac12": 0xBD, "eacute": 0xE9,
        "egrave": 0xE8, "agrave": 0xE0, "aacute": 0xE1, "ccedil": 0xE7, "ntilde": 0xF1,
        "oacute": 0xF3, "iacute": 0xED, "uacute": 0xFA, "auml": 0xE4, "ouml": 0xF6, "uuml": 0xFC,
        "Auml": 0xC4, "Ouml": 0xD6, "Uuml": 0xDC, "szlig": 0xDF, "shy": 0xAD, "zwj": 0x200D,
        "zwnj": 0x200C,
    ]

    static func entity(_ html: UnsafeBufferPointer<UInt8>, _ at: Int) -> (UInt32, Int)? {
        var end = at + 1
        while end < html.count, end - at < 12, unsafe html[end] != 0x3B { end += 1 }
        guard end < html.count, unsafe html[end] == 0x3B, end > at + 1 else { return nil }
        let name = unsafe String(decoding: html[at + 1..<end], as: UTF8.self)
        guard name.hasPrefix("#") else { return names[name].map { ($0, end + 1) } }
        let digits = name.dropFirst()
        let isHex = digits.hasPrefix("x") || digits.hasPrefix("X")
        guard let number = isHex ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits) else {
            return nil
        }
        // Browsers read the C1 numbers as windows-1252, and so do the exporters that write them.
        let scalar =
            (0x80..<0xA0).contains(number) ? Transcoder.scalar(windows1252: UInt8(number)) : number
        return (Unicode.Scalar(scalar) == nil || scalar == 0 ? 0xFFFD : scalar, end + 1)
    }

    static func append(_ scalar: UInt32, to target: ByteBuffer) {
        guard let scalar = Unicode.Scalar(scalar) else { return }
        for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { target.append(byte) }
    }
}

/// Web addresses that carry an id.
enum WebAddress {
    /// Appends the percent-decoded value of a query parameter, or nothing if the address lacks it.
    static func append(
        parameter name: [UInt8], of address: UnsafeBufferPointer<UInt8>, to target: ByteBuffer
    ) {
        let start = target.count
        let query = unsafe address.drop { $0 != 0x3F }.dropFirst()
        for pair in unsafe Array(query).split(separator: 0x26)
        where pair.starts(with: name) && pair.dropFirst(name.count).first == 0x3D {
            var rest = pair.dropFirst(name.count + 1)
            while let byte = rest.popFirst() {
                if byte == 0x25, rest.count >= 2,
                    let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
                {
                    target.append(code)
                    rest = rest.dropFirst(2)
                } else {
                    target.append(byte)
                }
            }
            break
        }
        let made = target.copy(start..<target.count)
        guard String(validating: made, as: UTF8.self) == nil else { return }
        target.count = start
        for byte in String(decoding: made, as: UTF8.self).utf8 { target.append(byte) }
    }
}

/// The attributes of one tag.
// Sound: it lives only while the caller keeps the bytes.
@safe struct AttributeScan {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let count: Int
    private var at = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        unsafe self.bytes = bytes
        count = bytes.count
    }

    /// The next attribute that may matter, its name in lower case.
    mutating func next() -> (name: String, value: String)? {
        while at < count {
            while at < count, unsafe bytes[at] <= 0x20 || bytes[at] == 0x2F { at += 1 }
            let nameStart = at
            while at < count, unsafe bytes[at] > 0x20 && bytes[at] != 0x3D { at += 1 }
            let nameRange = nameStart..<at
            while at < count, unsafe bytes[at] <= 0x20 { at += 1 }
            guard at < count, unsafe bytes[at] == 0x3D else {
                if at == nameStart { at += 1 }
                continue
            }
            at += 1
            while at < count, unsafe bytes[at] <= 0x20 { at += 1 }
            guard at < count else { return nil }
            let quote = unsafe bytes[at]
            let isQuoted = quote == 0x22 || quote == 0x27
            if isQuoted { at += 1 }
            let valueStart = at
            while at < count, unsafe isQuoted ? bytes[at] != quote : bytes[at] > 0x20 { at += 1 }
            let valueRange = valueStart..<at
            if isQuoted, at < count { at += 1 }
            // `id`, `class`, `style` and one of Windows Mail; all else is not looked at.
            guard [2, 5, 19].contains(nameRange.count), valueRange.count < 2048 else { continue }
            let name = unsafe String(decoding: bytes[nameRange], as: UTF8.self).lowercased()
            guard ["id", "class", "style", "data-signatureblock"].contains(name) else { continue }
            return (name, unsafe String(decoding: bytes[valueRange], as: UTF8.self))
        }
        return nil
    }
}

/// Names of elements as numbers.
enum MarkupElement {
    static let br = number("br")
    static let p = number("p")
    static let td = number("td")
    static let th = number("th")
    static let pre = number("pre")
    static let blockquote = number("blockquote")
    static let blocks = Set(
        [
            "p", "div", "li", "tr", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul",
            "ol", "dl", "dt", "dd", "hr", "pre", "section", "article", "header", "footer", "center",
            "form", "fieldset", "address", "figure", "main", "nav", "aside", "body",
        ].map(number))
    /// Elements that have no end, or whose end is often left out.
    static let unclosed = Set(
        [
            "p", "li", "dt", "dd", "tr", "td", "th", "hr", "img", "input", "meta", "link", "col",
            "area", "base", "wbr", "embed", "body", "html",
        ].map(number))
    static let rawText: [UInt64: StaticString] = [
        number("style"): "style", number("script"): "script", number("title"): "title",
        number("textarea"): "textarea", number("xml"): "xml",
    ]

    static func number(_ name: String) -> UInt64 {
        var result: UInt64 = 0
        for (index, byte) in name.utf8.enumerated() {
            result = index < 8 ? result << 8 | UInt64(byte | 32) : result &* 31 &+ UInt64(byte | 32)
        }
        return result
    }
}

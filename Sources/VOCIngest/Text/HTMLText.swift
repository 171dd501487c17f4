internal import VOCCore

/// The plain text of an HTML field, in one pass: tags, comments, scripts and styles go, tags of
/// blocks become line feeds, blanks become one, character references become characters.
enum HTMLText {
    static func append(_ html: UnsafeBufferPointer<UInt8>, to target: ByteBuffer) {
        var writer = TextWriter(target)
        var scan = unsafe MarkupScan(html)
        var at = 0
        // Depth of `pre`, in which blanks count.
        var preformatted = 0
        while at < html.count {
            let byte = unsafe html[at]
            if byte == 0x3C, let markup = scan.markup(at) {
                at = markup.end
                guard let tag = markup.tag else { continue }
                if tag.is("pre") { preformatted = max(0, preformatted + (tag.closes ? -1 : 1)) }
                if let lines = tag.lines { writer.breakLine(always: lines == .one) }
            } else if byte == 0x26, let (text, end) = unsafe HTMLEntities.text(html, at) {
                for scalar in text { writer.append(scalar) }
                at = end
            } else if byte <= 0x20, byte != 0, preformatted == 0 {
                writer.blank()
                at += 1
            } else {
                writer.append(byte)
                at += 1
            }
        }
        writer.finish()
    }

    /// Whether a value is one HTML element from its first to its last byte, and so no plain text
    /// with a tag in it.
    static func isEvident(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = unsafe text.first, first == 0x3C || first <= 0x20 else { return false }
        let start = unsafe text.firstIndex { $0 > 0x20 } ?? text.count
        var scan = unsafe MarkupScan(text)
        guard let end = unsafe text.lastIndex(where: { $0 > 0x20 }), unsafe text[start] == 0x3C,
            unsafe text[end] == 0x3E, let tag = scan.markup(start)?.tag
        else { return false }
        guard let name = wrappers.first(where: { tag.is($0) }), !tag.closes else { return false }
        let close = Array("</\(name)>".utf8)
        guard end + 1 - start >= close.count else { return false }
        return unsafe text[(end + 1 - close.count)...end].elementsEqual(close) {
            $0 | 0x20 == $1 | 0x20
        }
    }

    private static let wrappers = [
        "p", "div", "html", "body", "ul", "ol", "table", "blockquote", "article", "section",
    ]
}

/// Writes text in which blanks are one and lines have no blanks at their ends.
private struct TextWriter {
    private let target: ByteBuffer
    private let start: Int
    private var owesBlank = false

    init(_ target: ByteBuffer) {
        self.target = target
        start = target.count
    }

    mutating func blank() { owesBlank = true }

    mutating func append(_ byte: UInt8) {
        if owesBlank {
            owesBlank = false
            if target.count > start, unsafe target.start[target.count - 1] != 0x0A {
                target.append(0x20)
            }
        }
        target.append(byte)
    }

    mutating func append(_ scalar: Unicode.Scalar) {
        for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { append(byte) }
    }

    /// Begins a line; of borders that meet, one does.
    mutating func breakLine(always: Bool) {
        owesBlank = false
        guard target.count > start else { return }
        let isBegun = unsafe target.start[target.count - 1] == 0x0A
        if always || !isBegun { target.append(0x0A) }
    }

    func finish() {
        while target.count > start, unsafe target.start[target.count - 1] <= 0x20 {
            target.count -= 1
        }
    }
}

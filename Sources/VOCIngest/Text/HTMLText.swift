internal import VOCCore

/// The plain text of an HTML field, in one pass: tags, comments, scripts and styles go, tags of
/// blocks become line feeds, blanks become one, character references become characters.
enum HTMLText {
    static func append(_ html: UnsafeBufferPointer<UInt8>, to target: ByteBuffer) {
        var writer = TextWriter(target)
        var at = 0
        // Depth of `pre`, in which blanks count.
        var preformatted = 0
        while at < html.count {
            let byte = unsafe html[at]
            if byte == 0x3C, let end = unsafe commentEnd(html, at) {
                at = end
            } else if byte == 0x3C, let end = unsafe tagEnd(html, at) {
                let tag = unsafe Tag(UnsafeBufferPointer(rebasing: html[at..<end]))
                at = end
                if tag.is("pre") { preformatted = max(0, preformatted + (tag.closes ? -1 : 1)) }
                if tag.isDropped, let close = unsafe closing(tag, in: html, from: end) {
                    at = close
                } else if let lines = tag.lines {
                    writer.breakLine(always: lines == .one)
                }
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
        guard let end = unsafe text.lastIndex(where: { $0 > 0x20 }), unsafe text[start] == 0x3C,
            unsafe text[end] == 0x3E, let opened = unsafe tagEnd(text, start)
        else { return false }
        let tag = unsafe Tag(UnsafeBufferPointer(rebasing: text[start..<opened]))
        guard let name = wrappers.first(where: { tag.is($0) }), !tag.closes else { return false }
        let close = Array("</\(name)>".utf8)
        guard end + 1 - start >= close.count else { return false }
        return unsafe text[(end + 1 - close.count)...end].elementsEqual(close) { $0 | 0x20 == $1 | 0x20 }
    }

    private static let wrappers = [
        "p", "div", "html", "body", "ul", "ol", "table", "blockquote", "article", "section",
    ]

    /// The end of a comment that begins at `at`; nil if none does, or none ends.
    static func commentEnd(_ html: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int? {
        guard at + 3 < html.count, unsafe html[at + 1] == 0x21, unsafe html[at + 2] == 0x2D,
            unsafe html[at + 3] == 0x2D
        else { return nil }
        var place = at + 2
        let limit = min(html.count, at + (1 << 18))
        while place + 2 < limit {
            if unsafe html[place + 2] == 0x3E, unsafe html[place + 1] == 0x2D,
                unsafe html[place] == 0x2D
            {
                return place + 3
            }
            place += 1
        }
        return nil
    }

    /// The end of the tag that begins at `at`; nil if this `<` is just a character.
    static func tagEnd(_ html: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int? {
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

    /// The end of the element that `tag` opens; nil if it is never closed.
    private static func closing(
        _ tag: Tag, in html: UnsafeBufferPointer<UInt8>, from start: Int
    ) -> Int? {
        var at = start
        while at + 2 < html.count {
            if unsafe html[at] == 0x3C, unsafe html[at + 1] == 0x2F,
                let end = unsafe tagEnd(html, at),
                unsafe Tag(UnsafeBufferPointer(rebasing: html[at..<end])).name == tag.name
            {
                return end
            }
            at += 1
        }
        return nil
    }

    /// The name of a tag and what it does to lines.
    private struct Tag {
        enum Lines { case one, border }

        let name: [UInt8]
        let closes: Bool

        init(_ tag: UnsafeBufferPointer<UInt8>) {
            var scan = unsafe ByteScan(tag)
            _ = scan.next()
            closes = scan.take(0x2F)
            var name = scan.word() ?? []
            if let digit = scan.peek, digit &- 48 < 10 { name.append(digit) }
            self.name = name
        }

        func `is`(_ wanted: String) -> Bool { name.elementsEqual(wanted.utf8) }

        /// Its content is no text for people.
        var isDropped: Bool { !closes && Tag.dropped.contains { self.is($0) } }

        var lines: Lines? {
            if self.is("br") { return closes ? nil : .one }
            return Tag.blocks.contains { self.is($0) } ? .border : nil
        }

        private static let dropped = ["script", "style", "head", "template"]
        private static let blocks = [
            "p", "div", "li", "tr", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol",
            "table", "hr", "section", "article", "header", "footer", "pre", "dt", "dd", "title",
        ]
    }
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

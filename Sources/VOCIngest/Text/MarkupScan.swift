internal import VOCCore

/// Finds tags, comments and what scripts and styles hold, in time that grows with the text alone:
/// what was looked for in vain is not looked for again.
// Sound: lives within the call that reads the text.
@safe struct MarkupScan {
    private let text: UnsafeBufferPointer<UInt8>
    /// No comment ends before this place.
    private var commentsLookedTo = 0
    /// Elements that are never closed from some place on.
    private var unclosed: Set<[UInt8]> = []

    private let count: Int

    init(_ text: UnsafeBufferPointer<UInt8>) {
        unsafe self.text = text
        count = text.count
    }

    /// The comment, tag or dropped element that begins at `at` with a `<`: where it ends, and the
    /// tag if it is one; nil if this `<` is just a character.
    mutating func markup(_ at: Int) -> (end: Int, tag: Tag?)? {
        if let end = commentEnd(at) { return (end, nil) }
        guard let end = tagEnd(at) else { return nil }
        let tag = unsafe Tag(UnsafeBufferPointer(rebasing: text[at..<end]))
        if tag.isDropped, let close = closing(tag, from: end) { return (close, nil) }
        return (end, tag)
    }

    private mutating func commentEnd(_ at: Int) -> Int? {
        guard at + 3 < count, unsafe text[at + 1] == 0x21, unsafe text[at + 2] == 0x2D,
            unsafe text[at + 3] == 0x2D
        else { return nil }
        var place = max(at + 2, commentsLookedTo)
        while place + 2 < count {
            if unsafe text[place + 2] == 0x3E, unsafe text[place + 1] == 0x2D,
                unsafe text[place] == 0x2D
            {
                return place + 3
            }
            place += 1
        }
        commentsLookedTo = count
        return nil
    }

    private func tagEnd(_ at: Int) -> Int? {
        guard at + 1 < count else { return nil }
        let next = unsafe text[at + 1]
        guard next == 0x2F || next == 0x21 || next == 0x3F || (next | 32) &- 0x61 < 26 else {
            return nil
        }
        // Bounded, so that a thousand lone '<' cost no more than their length.
        let limit = min(count, at + 4096)
        var quote: UInt8 = 0
        for index in at + 1..<limit {
            let byte = unsafe text[index]
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
    private mutating func closing(_ tag: Tag, from start: Int) -> Int? {
        guard !unclosed.contains(tag.name) else { return nil }
        var at = start
        while at + 2 < count {
            if unsafe text[at] == 0x3C, unsafe text[at + 1] == 0x2F, let end = tagEnd(at),
                unsafe Tag(UnsafeBufferPointer(rebasing: text[at..<end])).name == tag.name
            {
                return end
            }
            at += 1
        }
        unclosed.insert(tag.name)
        return nil
    }

    /// The name of a tag and what it does to lines.
    struct Tag {
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

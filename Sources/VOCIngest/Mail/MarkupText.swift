internal import CMail
internal import VOCCore

/// The text of an HTML mail as a reader sees it, with the stretches that its markup calls quotes or
/// signatures.
///
/// One pass over the bytes without recursion: what nests deeper than `deepest` is read, but not told
/// apart.
@safe struct MarkupText {
    private struct Open {
        var name: UInt64
        /// Elements of the same name that are open inside, itself counted.
        var depth: Int
        /// Nil for an element that is not shown.
        var kind: FeedbackBatch.Aside.Kind?
        var start: Int
    }

    private static let deepest = 512
    private let html: UnsafeBufferPointer<UInt8>
    private let count: Int
    private let target: ByteBuffer
    private let markers: ReplyMarkers?
    private let start: Int
    private var open: [Open] = []
    private var hidden = 0
    private var preformatted = 0
    private var lineStart: Int
    private(set) var marked: [MarkedStretch] = []

    private init(
        _ html: UnsafeBufferPointer<UInt8>, _ target: ByteBuffer, _ markers: ReplyMarkers?
    ) {
        unsafe self.html = html
        count = html.count
        self.target = target
        self.markers = markers
        start = target.count
        lineStart = target.count
    }

    /// Appends the text of `html` to `target`; the stretches are places in `target`.
    static func append(
        _ html: UnsafeBufferPointer<UInt8>, to target: ByteBuffer, markers: ReplyMarkers?
    ) -> [MarkedStretch] {
        var reader = unsafe MarkupText(html, target, markers)
        reader.read()
        return reader.marked
    }

    private mutating func read() {
        var at = 0
        while at < count {
            let byte = unsafe html[at]
            if byte == 0x3C {
                at = tag(at)
            } else if hidden > 0 {
                at += 1
            } else if byte == 0x26, let (scalars, end) = unsafe HTMLEntities.text(html, at) {
                for scalar in scalars { append(scalar) }
                at = end
            } else if byte <= 0x20 {
                blank(byte)
                at += 1
            } else {
                var end = at + 1
                while end < count, unsafe html[end] > 0x20 && html[end] != 0x3C && html[end] != 0x26
                { end += 1 }
                unsafe target.append(UnsafeBufferPointer(rebasing: html[at..<end]))
                at = end
            }
        }
        while let last = open.popLast() { close(last) }
        while target.count > start, unsafe target.start[target.count - 1] <= 0x20 {
            target.count -= 1
        }
    }

    private mutating func append(_ scalar: Unicode.Scalar) {
        if scalar.value == 0xA0 || scalar.value < 0x20 {
            target.append(0x20)
        } else {
            for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
                target.append(byte)
            }
        }
    }

    private mutating func blank(_ byte: UInt8) {
        if preformatted > 0, byte == 0x0A {
            breakLine()
        } else if target.count > lineStart, unsafe target.start[target.count - 1] != 0x20 {
            target.append(0x20)
        } else if preformatted > 0 {
            target.append(0x20)
        }
    }

    private mutating func breakLine() {
        while target.count > lineStart, unsafe target.start[target.count - 1] == 0x20 {
            target.count -= 1
        }
        // No more than two blank lines in a row, and none at the start.
        let isCrowded =
            target.count == lineStart
            && (target.count < start + 3
                || (target.copy(target.count - 3..<target.count).allSatisfy { $0 == 0x0A }))
        if !isCrowded { target.append(0x0A) }
        lineStart = target.count
    }

    private mutating func beginBlock(isParagraph: Bool) {
        if target.count > lineStart { breakLine() }
        if isParagraph, target.count > start + 1, unsafe target.start[target.count - 2] != 0x0A {
            breakLine()
        }
    }

    // MARK: - Tags

    /// Reads the tag, comment or declaration at `at` and returns its end; a lone `<` is text.
    private mutating func tag(_ at: Int) -> Int {
        guard at + 1 < count else { return text(at) }
        var first = at + 1
        let mark = unsafe html[first]
        if mark == 0x21 || mark == 0x3F { return pastDeclaration(at) }
        let isClosing = mark == 0x2F
        if isClosing { first += 1 }
        var end = first
        var name: UInt64 = 0
        while end < count, end - first < 8 {
            let byte = unsafe html[end]
            guard (byte | 32) &- 0x61 < 26 || byte &- 0x30 < 10 && end > first else { break }
            name = name << 8 | UInt64(byte | 32)
            end += 1
        }
        guard end > first else { return text(at) }
        while end < count, unsafe FoldedSlice.isWordByte(html[end]) || html[end] == 0x3A {
            // Longer names are all their own, as are those with a prefix: `o:p`.
            name = name &* 31 &+ UInt64(unsafe html[end] | 32)
            end += 1
        }
        guard let close = tagEnd(end) else { return text(at) }
        if isClosing { closeTag(name) } else { openTag(name, end..<close - 1) }
        if !isClosing, let raw = MarkupElement.rawText[name] { return pastRawText(close, raw) }
        return close
    }

    private mutating func text(_ at: Int) -> Int {
        if hidden == 0 { target.append(unsafe html[at]) }
        return at + 1
    }

    private func tagEnd(_ from: Int) -> Int? {
        // Bounded, so that a thousand lone '<' cost no more than their length.
        let limit = min(count, from + 16384)
        var quote: UInt8 = 0
        var index = from
        while index < limit {
            let byte = unsafe html[index]
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == 0x22 || byte == 0x27 {
                // A quote opens after `=` only; elsewhere it is a slip.
                if unsafe index > from && html[index - 1] == 0x3D || html[index - 1] <= 0x20 {
                    quote = byte
                }
            } else if byte == 0x3E {
                return index + 1
            }
            index += 1
        }
        return nil
    }

    private func pastDeclaration(_ at: Int) -> Int {
        if at + 3 < count, unsafe html[at + 2] == 0x2D && html[at + 3] == 0x2D {
            if let end = find("-->", from: at + 4) { return end + 3 }
        }
        let rest = unsafe UnsafeBufferPointer(rebasing: html[at...])
        return unsafe rest.firstIndex(of: 0x3E).map { at + $0 + 1 } ?? count
    }

    private func pastRawText(_ from: Int, _ name: StaticString) -> Int {
        var at = from
        while let found = find("</", from: at) {
            let after = found + 2
            var matches = after + name.utf8CodeUnitCount <= count
            for index in 0..<name.utf8CodeUnitCount where matches {
                matches = unsafe (html[after + index] | 32) == name.utf8Start[index]
            }
            if matches { return found }
            at = after
        }
        return count
    }

    private func find(_ text: StaticString, from: Int) -> Int? {
        guard from < count,
            let found = unsafe cmail_find(
                html.baseAddress! + from, count - from,
                UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self),
                text.utf8CodeUnitCount)
        else { return nil }
        return unsafe UnsafeRawPointer(html.baseAddress!).distance(to: UnsafeRawPointer(found))
    }

    private mutating func openTag(_ name: UInt64, _ attributes: Range<Int>) {
        if let index = open.lastIndex(where: { $0.name == name }) { open[index].depth += 1 }
        if name == MarkupElement.br {
            if hidden == 0 { breakLine() }
            return
        }
        let isBlock = MarkupElement.blocks.contains(name)
        let values =
            attributes.count > 4
            ? classes(attributes) : (kind: nil, isHidden: false, isTight: false)
        if isBlock, hidden == 0 {
            beginBlock(isParagraph: name == MarkupElement.p && !values.isTight)
        } else if name == MarkupElement.td || name == MarkupElement.th, hidden == 0,
            target.count > lineStart
        {
            blank(0x20)
        }
        if name == MarkupElement.pre { preformatted += 1 }
        let kind = name == MarkupElement.blockquote ? .quote : values.kind
        guard kind != nil || values.isHidden, !MarkupElement.unclosed.contains(name),
            open.count < MarkupText.deepest
        else { return }
        // From here on this is the innermost of its name; its end must not be taken for another's.
        if let index = open.lastIndex(where: { $0.name == name }) { open[index].depth -= 1 }
        if values.isHidden { hidden += 1 }
        open.append(
            Open(
                name: name, depth: 1, kind: values.isHidden ? nil : kind, start: target.count))
    }

    private mutating func closeTag(_ name: UInt64) {
        if hidden == 0, MarkupElement.blocks.contains(name) { beginBlock(isParagraph: false) }
        if name == MarkupElement.pre, preformatted > 0 { preformatted -= 1 }
        guard let index = open.lastIndex(where: { $0.name == name }) else { return }
        open[index].depth -= 1
        guard open[index].depth == 0 else { return }
        close(open.remove(at: index))
    }

    private mutating func close(_ element: Open) {
        guard let kind = element.kind else {
            hidden -= 1
            return
        }
        if target.count > element.start {
            marked.append(MarkedStretch(kind: kind, start: element.start, end: target.count))
        }
    }

    /// What class, id and style say of an element.
    private func classes(
        _ attributes: Range<Int>
    ) -> (kind: FeedbackBatch.Aside.Kind?, isHidden: Bool, isTight: Bool) {
        let bytes = unsafe UnsafeBufferPointer(rebasing: html[attributes])
        var scan = unsafe AttributeScan(bytes)
        var kind: FeedbackBatch.Aside.Kind?
        var isHidden = false
        var isTight = false
        while let (name, value) = scan.next() {
            if name == "class" || name == "id", let markers {
                for word in value.split(separator: " ") {
                    if markers.quoteMarkup.contains(String(word)) { kind = .quote }
                    if markers.signatureMarkup.contains(String(word)) { kind = .signature }
                }
                if value.hasPrefix("MsoNormal") { isTight = true }
            } else if name == "style" {
                let plain = value.lowercased().filter { $0 != " " }
                isHidden = plain.contains("display:none")
                if plain.contains("margin:0") { isTight = true }
            } else if name == "data-signatureblock" {
                kind = .signature
            }
        }
        return (kind, isHidden, isTight)
    }
}

internal import Glibc
internal import VOCCore

/// A stretch of text whose markup says what it is.
struct MarkedStretch {
    var kind: FeedbackBatch.Aside.Kind
    var start: Int
    var end: Int
}

/// Tells the customer's own words in a message from quoted mail, signatures and disclaimers, line by
/// line; linear in the text's length.
///
/// Quotes are found first, top-down; then the end of each stretch of own lines is searched for
/// disclaimers and signatures, bottom-up. It belongs to one task and is used again and again.
// Sound: pointers into the folded text live within one call of `read`.
@safe final class ReplyReader {
    struct Line {
        /// Bytes of the line without its line feed.
        var start: Int
        var end: Int
        /// Its bytes without blanks around.
        var first: Int
        var last: Int
        /// Nil for own words.
        var kind: FeedbackBatch.Aside.Kind?
        /// What was found out about it so far: it is asked again and again.
        var isShort: Bool?
        var isContact: Bool?
        var bearsName: Bool?

        var isBlank: Bool { first >= last }
    }

    let markers: ReplyMarkers
    let kinds: AsideKinds
    private let folded = ByteBuffer(capacity: 1 << 12)
    var lines: [Line] = []
    /// The sender, folded, and where the words of the name and the address stand in it.
    private let sender = ByteBuffer(capacity: 1 << 8)
    private var senderWords: [Range<Int>] = []
    private var senderAddressRange = 0..<0
    private(set) var asides: [FeedbackBatch.Aside] = []

    init(_ markers: ReplyMarkers, _ kinds: AsideKinds) {
        self.markers = markers
        self.kinds = kinds
    }

    /// Names the sender, as `Name <address>` or either alone, for the texts to come.
    func setSender(_ author: UnsafeBufferPointer<UInt8>) {
        senderWords.removeAll(keepingCapacity: true)
        senderAddressRange = 0..<0
        guard author.count > 0, author.count < 400 else { return }
        unsafe FoldedText.fold(author, into: sender)
        let text = unsafe FoldedSlice(sender.start, 0..<sender.count)
        var nameEnd = text.count
        if let at = (0..<text.count).first(where: { text[$0] == 0x40 }) {
            var low = at
            while low > 0, text[low - 1] > 0x20, text[low - 1] != 0x3C { low -= 1 }
            var high = at
            while high < text.count, text[high] > 0x20, text[high] != 0x3E { high += 1 }
            senderAddressRange = low..<high
            nameEnd = low
        }
        var start = 0
        for at in 0...nameEnd where at == nameEnd || !FoldedSlice.isWordByte(text[at]) {
            if at - start >= 3 { senderWords.append(start..<at) }
            start = at + 1
        }
    }

    /// The address of the sender; empty if there is none.
    var senderAddress: FoldedSlice { unsafe FoldedSlice(sender.start, senderAddressRange) }

    func bearsName(_ text: FoldedSlice) -> Bool {
        guard text.count <= 80 else { return false }
        return senderWords.contains {
            PhraseSearch.contains(unsafe FoldedSlice(sender.start, $0), in: text)
        }
    }

    /// Looks at a text; `marked` are stretches whose markup says what they are. Afterwards `asides`
    /// holds what is set aside; false if that is nothing.
    func read(_ text: UnsafeBufferPointer<UInt8>, marked: [MarkedStretch] = []) -> Bool {
        asides.removeAll(keepingCapacity: true)
        unsafe FoldedText.fold(text, into: folded)
        cutLines()
        apply(marked)
        findQuotes()
        if kinds.contains(.signatures) || kinds.contains(.disclaimers) { findEnds() }
        gather()
        return !asides.isEmpty
    }

    /// Appends the own words to `target`: the lines that are left, without blank lines around them.
    func appendOwn(of text: UnsafeBufferPointer<UInt8>, to target: ByteBuffer) {
        let start = target.count
        var at = 0
        while at < lines.count {
            guard lines[at].kind == nil, !lines[at].isBlank else {
                at += 1
                continue
            }
            var last = at
            var next = at + 1
            while next < lines.count, lines[next].kind == nil {
                if !lines[next].isBlank { last = next }
                next += 1
            }
            if target.count > start { target.append(0x0A) }
            unsafe target.append(
                UnsafeBufferPointer(rebasing: text[lines[at].start..<lines[last].last]))
            at = next
        }
    }

    func line(_ index: Int) -> FoldedSlice {
        unsafe FoldedSlice(folded.start, lines[index].first..<lines[index].last)
    }

    /// The text of several lines, from the first one's first word to the last one's last.
    func slice(_ range: ClosedRange<Int>) -> FoldedSlice {
        unsafe FoldedSlice(
            folded.start, lines[range.lowerBound].first..<lines[range.upperBound].last)
    }

    func text(_ range: Range<Int>) -> FoldedSlice { unsafe FoldedSlice(folded.start, range) }

    /// The first line from `index` on that is not blank.
    func nextFilled(_ index: Int) -> Int? {
        var at = index
        while at < lines.count {
            if !lines[at].isBlank { return at }
            at += 1
        }
        return nil
    }

    private func cutLines() {
        lines.removeAll(keepingCapacity: true)
        let count = folded.count
        let bytes = unsafe folded.start
        var start = 0
        while start <= count {
            var end = count
            if start < count, let found = unsafe memchr(bytes + start, 0x0A, count - start) {
                end = unsafe UnsafeRawPointer(bytes).distance(to: UnsafeRawPointer(found))
            }
            var first = start
            while first < end, unsafe bytes[first] == 0x20 { first += 1 }
            var last = end
            while last > first, unsafe bytes[last - 1] == 0x20 { last -= 1 }
            let isQuoted = first < last && (unsafe bytes[first]) == 0x3E
            lines.append(
                Line(
                    start: start, end: end, first: first, last: last, kind: isQuoted ? .quote : nil)
            )
            // Where lines are looked at together, their ends are blanks like others.
            if end < count { unsafe folded.start[end] = 0x20 }
            start = end + 1
        }
    }

    private func apply(_ marked: [MarkedStretch]) {
        var from = 0
        for mark in marked.sorted(by: { $0.start < $1.start }) {
            while from < lines.count, lines[from].end < mark.start { from += 1 }
            var at = from
            while at < lines.count, lines[at].start < mark.end {
                let line = lines[at]
                // The larger part of a line decides.
                let inside = min(line.last, mark.end) - max(line.first, mark.start)
                if !line.isBlank, inside * 2 > line.last - line.first, line.kind != .quote {
                    lines[at].kind = mark.kind
                }
                at += 1
            }
        }
    }

    /// Sums up the lines' kinds; kinds that are not wanted count as own words again.
    private func gather() {
        var previous: Int?
        for index in lines.indices {
            switch lines[index].kind {
            case .quote where !kinds.contains(.quotes),
                .signature where !kinds.contains(.signatures),
                .disclaimer where !kinds.contains(.disclaimers):
                lines[index].kind = nil
            default: break
            }
            if lines[index].isBlank { continue }
            defer { previous = index }
            guard let kind = lines[index].kind else { continue }
            let line = lines[index]
            if let previous, lines[previous].kind == kind, !asides.isEmpty {
                asides[asides.count - 1].count =
                    UInt32(line.last) - asides[asides.count - 1].start
            } else {
                asides.append(
                    FeedbackBatch.Aside(
                        kind: kind, start: UInt32(line.start), count: UInt32(line.last - line.start)
                    ))
            }
        }
        // Blank lines inside of what is set aside go with it.
        for index in lines.indices where lines[index].isBlank { lines[index].kind = nil }
    }
}

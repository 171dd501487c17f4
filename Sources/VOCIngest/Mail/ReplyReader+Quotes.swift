internal import VOCCore

/// Quoted mail: lines with `>`, what follows `On …, … wrote:`, the header of the mail that is
/// answered, or a line such as `-----Original Message-----`.
extension ReplyReader {
    func findQuotes() {
        var at = 0
        while at < lines.count {
            guard lines[at].kind == nil, !lines[at].isBlank else {
                at += 1
                continue
            }
            if isReplyLine(at) {
                setQuote(at..<lines.count)
                return
            }
            if let (start, next) = opening(at) {
                at = close(from: start, header: next)
            } else {
                at += 1
            }
        }
    }

    private func setQuote(_ range: Range<Int>) {
        for index in range where lines[index].kind == nil { lines[index].kind = .quote }
    }

    /// A line of a ticket system below which there is only what was said before.
    private func isReplyLine(_ at: Int) -> Bool {
        let text = line(at)
        guard text.count < 200, text[0] == 0x2D || text[0] == 0x23 || text[0] == 0x3D || at < 3
        else { return false }
        return markers.replyAbove.isIn(text)
    }

    /// The lines that open a quote at `at`: where it starts, and the first line after them.
    private func opening(_ at: Int) -> (start: Int, next: Int)? {
        let text = line(at)
        let last = text[text.count - 1]
        if let next = divider(at, text) { return (at, next) }
        if let next = headerBlock(at, text, afterDivider: false) { return (at, next) }
        if last == 0x3A, let range = attribution(endingAt: at) {
            return (range.lowerBound, range.upperBound + 1)
        }
        return nil
    }

    /// Sets the opening aside and what belongs to it: the quoted lines that follow, or all the rest
    /// where quotes are not marked. Returns where to go on.
    private func close(from start: Int, header next: Int) -> Int {
        guard let content = nextFilled(next) else {
            setQuote(start..<lines.count)
            return lines.count
        }
        if lines[content].kind == .quote {
            setQuote(start..<content)
            return content
        }
        setQuote(start..<lines.count)
        return lines.count
    }

    // MARK: - Dividers

    /// `-----Original Message-----`, `Begin forwarded message:`, or a rule above a mail header.
    private func divider(_ at: Int, _ text: FoldedSlice) -> Int? {
        guard text.count < 120 else { return nil }
        let core = text.trimmed(of: "-_*=~#<>.|")
        if core.count == 0 {
            guard text.count >= 5, let next = nextFilled(at + 1), lines[next].kind == nil else {
                return nil
            }
            return headerBlock(next, line(next), afterDivider: true)
        }
        let dashes = text.count - core.count
        guard dashes > 0 || text[text.count - 1] == 0x3A else { return nil }
        let words = core.trimmed(of: ":")
        let isOriginal = markers.originals.isEqual(to: words)
        let isForward = markers.forwards.isEqual(to: words)
        guard isOriginal || isForward, dashes >= 4 || words.count < core.count && isForward else {
            // `---------------- Forwarded by John Doe on 05/30/2001 ----------------`
            guard dashes >= 10, let found = markers.forwards.prefix(of: core), found.count > 4
            else {
                return nil
            }
            return pastHeader(at + 1)
        }
        return pastHeader(at + 1)
    }

    /// After the mail header that may begin here.
    private func pastHeader(_ at: Int) -> Int {
        guard let next = nextFilled(at), lines[next].kind == nil else { return at }
        return headerBlock(next, line(next), afterDivider: true) ?? at
    }

    // MARK: - Mail headers

    /// The label that a line begins with, such as `From:` or `*Von:*`, as bits of what labels mean.
    private func label(_ text: FoldedSlice) -> (kind: UInt8, valueStart: Int)? {
        guard text.slice(0..<min(text.count, 40)).contains(0x3A) else { return nil }
        var start = 0
        while start < text.count, text[start] == 0x2A || text[start] == 0x20 { start += 1 }
        let core = text.slice(start..<text.count)
        guard let found = markers.labels.prefix(of: core) else { return nil }
        var at = found.count
        while at < core.count, core[at] == 0x20 || core[at] == 0x2A { at += 1 }
        guard at < core.count, core[at] == 0x3A else { return nil }
        return (found.value, start + at + 1)
    }

    /// The first line after the mail header that begins at `at`; nil if there is none.
    ///
    /// It takes a sender and two other fields, or one other where a rule stands above.
    private func headerBlock(_ at: Int, _ text: FoldedSlice, afterDivider: Bool) -> Int? {
        guard let first = label(text), first.kind != ReplyMarkers.Label.copy else { return nil }
        var kinds = first.kind
        var end = at + 1
        var wrapped = 0
        var index = at + 1
        var isBlankSeen = false
        while index < lines.count, index < at + 24 {
            if lines[index].isBlank {
                // Converters put a blank line between fields.
                if isBlankSeen || index + 1 >= lines.count || label(line(index + 1)) == nil {
                    break
                }
                isBlankSeen = true
                index += 1
                continue
            }
            guard lines[index].kind == nil else { break }
            if let found = label(line(index)) {
                kinds |= found.kind
                wrapped = 0
                end = index + 1
                isBlankSeen = false
            } else {
                wrapped += 1
                // A long list of receivers goes on below.
                if wrapped > 3 || isBlankSeen { break }
            }
            index += 1
        }
        guard kinds & ReplyMarkers.Label.from != 0 else { return nil }
        let others = (kinds & ~ReplyMarkers.Label.from).nonzeroBitCount
        return others >= (afterDivider ? 1 : 2) ? end : nil
    }

    // MARK: - On …, … wrote:

    /// The lines of an attribution whose last line is `last`.
    private func attribution(endingAt last: Int) -> ClosedRange<Int>? {
        let next = nextFilled(last + 1)
        let isFollowed = next.map { lines[$0].kind == .quote } ?? false
        var fallback: ClosedRange<Int>?
        var first = last
        while true {
            let text = slice(first...last)
            guard text.count <= 500 else { break }
            let found = Attribution(text, markers)
            if found.isCertain { return first...last }
            if isFollowed, found.isLikely, fallback == nil || found.hasStart {
                fallback = first...last
            }
            guard first > 0, last - first < 3, lines[first - 1].kind == nil,
                !lines[first - 1].isBlank
            else { break }
            first -= 1
        }
        return fallback
    }
}

/// What a line that ends with a colon has of an attribution.
private struct Attribution {
    let hasStart: Bool
    private let hasVerb: Bool
    private let hasDate: Bool
    private let hasAddress: Bool
    private let endsWithAddress: Bool
    private let endsWithVerb: Bool

    init(_ whole: FoldedSlice, _ markers: ReplyMarkers) {
        let text = whole.trimmed(of: "-*_=|")
        let core = text.trimmed(of: ":")
        hasVerb = markers.attributionVerbs.isIn(core)
        endsWithVerb = markers.attributionVerbs.isSuffix(of: core)
        hasStart = markers.attributionStarts.prefix(of: core) != nil
        hasAddress = core.contains(0x40)
        endsWithAddress = hasAddress && core.count > 0 && core[core.count - 1] == 0x3E
        hasDate = Attribution.hasDate(core)
    }

    /// Enough to set all aside that follows, though it is not marked as quoted.
    var isCertain: Bool {
        hasVerb && (hasDate && (hasStart || hasAddress || endsWithVerb) || hasStart && hasAddress)
            || hasDate && endsWithAddress
    }

    /// Enough where a quote follows.
    var isLikely: Bool { hasVerb || hasDate || hasAddress }

    /// A year, or a time of day.
    private static func hasDate(_ text: FoldedSlice) -> Bool {
        var run = 0
        for at in 0...text.count {
            if at < text.count, text[at] &- 0x30 < 10 {
                run += 1
                continue
            }
            if run == 4, text[at - 4] == 0x31 || text[at - 4] == 0x32 { return true }
            if run == 1 || run == 2, at + 2 < text.count, text[at] == 0x3A,
                text[at + 1] &- 0x30 < 6, text[at + 2] &- 0x30 < 10
            {
                return true
            }
            // 4/4/12
            if run == 1 || run == 2, at + 2 < text.count, text[at] == 0x2F || text[at] == 0x2E,
                text[at + 1] &- 0x30 < 10, at > run, text[at - run - 1] == text[at]
            {
                return true
            }
            run = 0
        }
        return false
    }
}

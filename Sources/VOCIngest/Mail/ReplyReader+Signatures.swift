internal import VOCCore

/// What stands below the customer's words: disclaimers, signatures, closing words with a name.
extension ReplyReader {
    func findEnds() {
        var at = 0
        while at < lines.count {
            guard lines[at].kind == nil, !lines[at].isBlank else {
                at += 1
                continue
            }
            var end = at + 1
            while end < lines.count, lines[end].kind == nil { end += 1 }
            var segment = at..<end
            trim(&segment)
            at = end
            if kinds.contains(.disclaimers) { cutDisclaimers(&segment) }
            if kinds.contains(.signatures) { cutSignature(&segment) }
        }
    }

    private func trim(_ segment: inout Range<Int>) {
        var end = segment.upperBound
        while end > segment.lowerBound, lines[end - 1].isBlank { end -= 1 }
        segment = segment.lowerBound..<end
    }

    private func cut(
        _ segment: inout Range<Int>, from start: Int, as kind: FeedbackBatch.Aside.Kind
    ) {
        for index in start..<segment.upperBound { lines[index].kind = kind }
        segment = segment.lowerBound..<start
        trim(&segment)
    }

    // MARK: - Disclaimers

    private func cutDisclaimers(_ segment: inout Range<Int>) {
        var index = segment.lowerBound
        var paragraph = index
        var isFirst = true
        while index < segment.upperBound {
            if lines[index].isBlank {
                index += 1
                paragraph = index
                isFirst = false
                continue
            }
            if beginsDisclaimer(index, segment) {
                var end = index
                while end < segment.upperBound, !lines[end].isBlank { end += 1 }
                if isFirst, end < segment.upperBound {
                    // A banner on top: the words come after it.
                    for line in paragraph..<end { lines[line].kind = .disclaimer }
                    segment = end..<segment.upperBound
                    while let first = segment.first, lines[first].isBlank {
                        segment = first + 1..<segment.upperBound
                    }
                    index = segment.lowerBound
                    paragraph = index
                    isFirst = false
                    continue
                }
                // In one block with words before it, only the lines from here on are of it.
                let start = isFirst || isLong(paragraph..<index) ? index : paragraph
                cut(&segment, from: start, as: .disclaimer)
                if let last = segment.last, isRule(line(last)) {
                    cut(&segment, from: last, as: .disclaimer)
                }
                return
            }
            index += 1
        }
    }

    /// A phrase begins in this line; it may end in the next.
    private func beginsDisclaimer(_ index: Int, _ segment: Range<Int>) -> Bool {
        let line = lines[index]
        var end = line.last
        if index + 1 < segment.upperBound, !lines[index + 1].isBlank {
            end = min(lines[index + 1].last, lines[index + 1].first + 60)
        }
        guard let found = markers.disclaimers.firstRange(in: text(line.first..<end)) else {
            return false
        }
        return line.first + found.lowerBound < line.last
    }

    private func isLong(_ range: Range<Int>) -> Bool {
        range.contains { !lines[$0].isBlank && !isShort($0) }
    }

    // MARK: - Signatures

    private static let mostLines = 20

    private func cutSignature(_ segment: inout Range<Int>) {
        cutDelimited(&segment)
        // What is below goes first; what it hid may then be recognised in turn.
        for _ in 0..<4 {
            let before = segment
            cutSentFrom(&segment)
            cutClosing(&segment)
            cutDashName(&segment)
            cutNamed(&segment)
            if segment == before || segment.isEmpty { break }
        }
    }

    /// A line of dashes, underscores, stars or equal signs only.
    private func isRule(_ text: FoldedSlice) -> Bool {
        text.count >= 2 && text.trimmed(of: "-_*=~#").count == 0
    }

    /// `-- `, or a long rule with nothing but short lines below.
    private func cutDelimited(_ segment: inout Range<Int>) {
        guard segment.suffix(2 * ReplyReader.mostLines).contains(where: beginsLikeRule) else {
            return
        }
        var filled = 0
        var start: Int?
        var allShort = true
        var contacts = 0
        var named = false
        for index in segment.reversed() where !lines[index].isBlank {
            let text = line(index)
            if filled > 0, isRule(text) {
                let isDelimiter = text.count == 2 && text[0] != 0x3D
                if isDelimiter || allShort && text.count == 3
                    || allShort && text.count >= 8 && (contacts > 0 || named)
                {
                    start = index
                }
                continue
            }
            if text[0] >= 0xE2, text.count == 3, filled > 0, isLongDash(text) { start = index }
            filled += 1
            if filled > ReplyReader.mostLines { break }
            if !isShort(index) { allShort = false }
            if isContact(index) { contacts += 1 }
            if bearsName(index) { named = true }
        }
        if let start {
            let isList = !named && contacts > 0 && line(start).count >= 8
            cut(&segment, from: start, as: isList ? .disclaimer : .signature)
        }
    }

    private func beginsLikeRule(_ index: Int) -> Bool {
        if lines[index].isBlank { return false }
        let first = line(index)[0]
        return first >= 0xE2 || !FoldedSlice.isWordByte(first)
    }

    private func isLongDash(_ text: FoldedSlice) -> Bool {
        text[0] == 0xE2 && text[1] == 0x80 && (text[2] == 0x93 || text[2] == 0x94)
    }

    /// `Sent from my phone`, as its own line near the end.
    private func cutSentFrom(_ segment: inout Range<Int>) {
        var filled = 0
        for index in segment.reversed() where !lines[index].isBlank {
            let text = line(index).trimmed(of: "<>[]()*_-.")
            if text.count < 90, let found = markers.sentFrom.prefix(of: text) {
                let rest = text.slice(found.count..<text.count)
                let isSentence =
                    (0..<rest.count).contains {
                        (rest[$0] == 0x2C || rest[$0] == 0x2E || rest[$0] == 0x3F)
                            && $0 + 1 < rest.count && rest[$0 + 1] == 0x20
                    } || rest.wordCount > 6
                if !isSentence {
                    cut(&segment, from: index, as: .signature)
                    return
                }
            }
            filled += 1
            if filled > 3 || !isShort(index) { return }
        }
    }

    /// `Kind regards`, a name, and perhaps an address.
    private func cutClosing(_ segment: inout Range<Int>) {
        var filled = 0
        var start: Int?
        for index in segment.reversed() where !lines[index].isBlank {
            if isClosing(index, isLast: filled == 0) { start = index }
            filled += 1
            if filled > 14 || !isShort(index) { break }
        }
        guard let start else { return }
        cut(&segment, from: start, as: .signature)
    }

    private func isClosing(_ index: Int, isLast: Bool) -> Bool {
        let text = line(index).trimmed(of: "*_-,.!:;~")
        guard text.count > 0, text.count <= 60 else { return false }
        if markers.closings.isEqual(to: text) { return true }
        if markers.thanks.isEqual(to: text) { return !isLast && isNameBelow(index) }
        if !isLast, text.wordCount <= 6, markers.closings.isSuffix(of: text, atLeast: 10) {
            return true
        }
        // `Regards, John`
        guard let found = markers.closings.prefix(of: text) ?? markers.thanks.prefix(of: text),
            found.count < text.count, text[found.count] == 0x2C || text[found.count] == 0x2D
        else { return false }
        let rest = text.slice(found.count..<text.count).trimmed(of: ",- ")
        return rest.count > 0 && rest.wordCount <= 3 && isLast && bearsName(rest)
    }

    /// Whether the next line looks like a name, not like a sentence that goes on.
    private func isNameBelow(_ index: Int) -> Bool {
        guard let below = nextFilled(index + 1), lines[below].kind == nil else { return false }
        let text = line(below)
        guard text.count <= 60, text.wordCount <= 5 else { return false }
        let end = text[text.count - 1]
        return end != 0x21 && end != 0x3F && (end != 0x2E || text.wordCount <= 2)
    }

    /// `-John Doe` as the last paragraph.
    private func cutDashName(_ segment: inout Range<Int>) {
        guard let last = segment.last, last > segment.lowerBound, lines[last - 1].isBlank else {
            return
        }
        let text = line(last)
        guard text.count > 2, text.count <= 40, text[0] == 0x2D || text[0] == 0x7E || isDash(text)
        else { return }
        let name = (isDash(text) ? text.slice(3..<text.count) : text).trimmed(of: "-~")
        let isTight = FoldedSlice.isWordByte(text[1]) || isDash(text)
        guard name.count > 1, name.wordCount <= 3, isTight || bearsName(name),
            !(0..<name.count).contains(where: { name[$0] &- 0x30 < 10 || name[$0] == 0x21 })
        else { return }
        cut(&segment, from: last, as: .signature)
    }

    private func isDash(_ text: FoldedSlice) -> Bool { text.count > 3 && isLongDash(text) }

    /// Paragraphs of short lines at the end that begin with the sender's name, hold the sender's
    /// address, or consist of telephone numbers and addresses.
    private func cutNamed(_ segment: inout Range<Int>) {
        var filled = 0
        var contacts = 0
        var start: Int?
        var end = segment.upperBound
        while end > segment.lowerBound {
            if lines[end - 1].isBlank {
                end -= 1
                continue
            }
            var first = end - 1
            while first > segment.lowerBound, !lines[first - 1].isBlank { first -= 1 }
            // The whole of a text is hardly its own signature.
            guard let top = shortEnd(of: first..<end), top > segment.lowerBound else { break }
            filled += end - top
            guard filled <= 12 else { break }
            let here = (top..<end).count { isContact($0) }
            contacts += here
            let named = (top..<end).first { bearsName($0) && line($0).wordCount <= 4 }
            let bearsAddress =
                senderAddress.count > 0
                && PhraseSearch.contains(senderAddress, in: slice(top...end - 1))
            if let named {
                start = bearsAddress && top == first ? top : named
            } else if bearsAddress || contacts >= 2 && contacts * 2 >= filled {
                start = top
            } else if here == 0 {
                break
            }
            // What stands right above in the same paragraph is text.
            if top > first { break }
            end = first
        }
        if let start { cut(&segment, from: start, as: .signature) }
    }

    /// Where the short lines at the end of a paragraph begin.
    private func shortEnd(of range: Range<Int>) -> Int? {
        var top = range.upperBound
        while top > range.lowerBound, isShort(top - 1) { top -= 1 }
        return top < range.upperBound ? top : nil
    }
}

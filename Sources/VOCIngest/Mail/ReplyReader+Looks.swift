internal import Glibc
internal import VOCCore

/// What single lines look like.
extension ReplyReader {
    func bearsName(_ index: Int) -> Bool {
        if let known = lines[index].bearsName { return known }
        let found = bearsName(line(index))
        lines[index].bearsName = found
        return found
    }

    func isContact(_ index: Int) -> Bool {
        if let known = lines[index].isContact { return known }
        let found = isContact(line(index))
        lines[index].isContact = found
        return found
    }

    /// Short, and no sentence.
    func isShort(_ index: Int) -> Bool {
        if let known = lines[index].isShort { return known }
        let found = looksShort(index)
        lines[index].isShort = found
        return found
    }

    private func looksShort(_ index: Int) -> Bool {
        let text = line(index)
        if text.count > 80 { return text.count <= 200 && isContact(index) }
        guard text.wordCount <= 9 else { return isContact(index) }
        let last = text[text.count - 1]
        guard last == 0x2E || last == 0x21 || last == 0x3F else { return true }
        if last != 0x2E { return text.wordCount <= 2 || markers.thanks.prefix(of: text) != nil }
        // An abbreviation may end a line: Ltd., Ph.D.
        var word = text.count - 1
        while word > 0, text[word - 1] != 0x20 { word -= 1 }
        let end = text.slice(word..<text.count - 1)
        return end.count <= 4 && text.wordCount <= 5 && !isPlainWord(end) || end.contains(0x2E)
            || text.wordCount <= 2 || isContact(index)
    }

    /// Without a vowel it is rather an abbreviation.
    private func isPlainWord(_ text: FoldedSlice) -> Bool {
        (0..<text.count).contains {
            switch text[$0] {
            case 0x61, 0x65, 0x69, 0x6F, 0x75, 0x79: true
            default: false
            }
        }
    }

    /// A web or mail address, or mostly a telephone number.
    private func isContact(_ text: FoldedSlice) -> Bool {
        var digits = 0
        var marks = 0
        for at in 0..<text.count {
            let byte = text[at]
            if byte &- 0x30 < 10 { digits += 1 }
            // Blank, parentheses, plus, minus, point, slash.
            if byte == 0x20 || byte >= 0x28 && byte <= 0x2F && byte != 0x2A && byte != 0x2C {
                marks += 1
            }
            if byte == 0x40, at > 0, at + 3 < text.count, FoldedSlice.isWordByte(text[at - 1]),
                FoldedSlice.isWordByte(text[at + 1]), text.slice(at..<text.count).contains(0x2E)
            {
                return true
            }
            if byte == 0x3A, at + 2 < text.count, text[at + 1] == 0x2F, text[at + 2] == 0x2F {
                return true
            }
            if byte == 0x77, at + 4 < text.count, text[at + 1] == 0x77, text[at + 2] == 0x77,
                text[at + 3] == 0x2E
            {
                return true
            }
        }
        return digits >= 7 && digits <= 20 && (digits + marks) * 5 >= text.count * 3
    }
}

/// Looks for words in a text.
enum PhraseSearch {
    /// Whether the text holds the phrase as whole words.
    static func contains(_ phrase: FoldedSlice, in text: FoldedSlice) -> Bool {
        guard phrase.count > 0 else { return false }
        var at = 0
        while at + phrase.count <= text.count,
            let found = unsafe memchr(
                text.start + at, Int32(phrase[0]), text.count - phrase.count - at + 1)
        {
            at = unsafe UnsafeRawPointer(text.start).distance(to: UnsafeRawPointer(found))
            if unsafe memcmp(found, phrase.start, phrase.count) == 0, text.beginsWord(at),
                text.endsWord(at + phrase.count)
            {
                return true
            }
            at += 1
        }
        return false
    }
}

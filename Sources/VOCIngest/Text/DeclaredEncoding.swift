internal import VOCCore

/// The encoding that a document names in itself: in an XML declaration, or in a `meta` tag by the
/// HTML standard's prescan.
enum DeclaredEncoding {
    /// What a document that begins like this declares; nil if it is no markup, declares nothing or
    /// something that is not read.
    static func find(in head: UnsafeBufferPointer<UInt8>) -> TextEncoding? {
        let start = unsafe head.firstIndex { $0 > 0x20 } ?? head.count
        let text = unsafe UnsafeBufferPointer(rebasing: head[start...])
        if unsafe starts(text, "<?xml") { return unsafe named(xml(text)) }
        let isHTML = ["<!doctype html", "<html", "<head", "<meta", "<!--"].contains {
            unsafe starts(text, $0)
        }
        guard isHTML else { return nil }
        var scan = unsafe MetaScan(text)
        return scan.encoding()
    }

    /// The name in the XML declaration that `text` begins with.
    private static func xml(_ text: UnsafeBufferPointer<UInt8>) -> String? {
        let text = unsafe String(decoding: text.prefix(256), as: UTF8.self)
        guard let end = text.firstRange(of: "?>"),
            let found = text[..<end.lowerBound].firstRange(of: "encoding")
        else { return nil }
        var rest = text[found.upperBound..<end.lowerBound].drop { $0.isWhitespace }
        guard rest.popFirst() == "=" else { return nil }
        rest = rest.drop { $0.isWhitespace }
        guard let quote = rest.popFirst(), quote == "\"" || quote == "'" else { return nil }
        return String(rest.prefix { $0 != quote })
    }

    /// A declaration that could be read is in no encoding of two bytes a character.
    static func named(_ name: String?) -> TextEncoding? {
        guard let encoding = name.flatMap(TextEncoding.init(name:)) else { return nil }
        return encoding.name.hasPrefix("utf-") ? .utf8 : encoding
    }

    private static func starts(_ text: UnsafeBufferPointer<UInt8>, _ wanted: String) -> Bool {
        unsafe text.count >= wanted.utf8.count
            && zip(text, wanted.utf8).allSatisfy { byte, want in
                byte == want || (want >= 0x61 && byte | 0x20 == want)
            }
    }
}

/// The prescan of the HTML standard (13.2.3.2), over as much as is given.
// Sound: lives within one call.
@safe private struct MetaScan {
    private let text: UnsafeBufferPointer<UInt8>
    private var at = 0
    /// The text ended where it should not: nothing that was found counts.
    private var isCut = false

    init(_ text: UnsafeBufferPointer<UInt8>) { unsafe self.text = text }

    mutating func encoding() -> TextEncoding? {
        while at < count, !isCut {
            if begins("<!--") {
                at += 2
                skip(past: "-->")
            } else if begins("<meta"), at + 5 < count, isBlank(byte(at + 5)) || byte(at + 5) == 0x2F
            {
                at += 5
                if let found = meta() { return found }
            } else if byte(at) == 0x3C,
                isLetter(at + 1) || (byte(at + 1) == 0x2F && isLetter(at + 2))
            {
                while at < count, !isBlank(byte(at)), byte(at) != 0x3E { at += 1 }
                while attribute() != nil {}
            } else if begins("<!") || begins("</") || begins("<?") {
                skip(past: ">")
                at -= 1
            } else {
                at += 1
                continue
            }
            at += 1
        }
        return nil
    }

    /// What the `meta` tag says whose attributes begin here.
    private mutating func meta() -> TextEncoding? {
        var seen: Set<String> = []
        var isPragma = false
        var needsPragma: Bool?
        var charset: TextEncoding?
        while let (name, value) = attribute() {
            guard seen.insert(name).inserted else { continue }
            switch name {
            case "http-equiv": isPragma = value == "content-type"
            case "content":
                if charset == nil, let label = MetaScan.label(in: value),
                    let found = DeclaredEncoding.named(label)
                {
                    charset = found
                    needsPragma = true
                }
            case "charset":
                charset = DeclaredEncoding.named(value)
                needsPragma = false
            default: break
            }
        }
        guard !isCut, let needsPragma, isPragma || !needsPragma else { return nil }
        return charset
    }

    /// The next attribute of a tag, in lower case; nil at the tag's end.
    private mutating func attribute() -> (name: String, value: String)? {
        while at < count, isBlank(byte(at)) || byte(at) == 0x2F { at += 1 }
        guard at < count else { return cut() }
        if byte(at) == 0x3E { return nil }
        var name: [UInt8] = []
        while at < count {
            let next = byte(at)
            if next == 0x3D, !name.isEmpty { break }
            if isBlank(next) || next == 0x2F || next == 0x3E { break }
            name.append(lower(next))
            at += 1
        }
        while at < count, isBlank(byte(at)) { at += 1 }
        guard at < count else { return cut() }
        guard byte(at) == 0x3D else { return (String(decoding: name, as: UTF8.self), "") }
        at += 1
        while at < count, isBlank(byte(at)) { at += 1 }
        guard at < count else { return cut() }
        var value: [UInt8] = []
        let quote = byte(at)
        if quote == 0x22 || quote == 0x27 {
            at += 1
            while at < count, byte(at) != quote {
                value.append(lower(byte(at)))
                at += 1
            }
            guard at < count else { return cut() }
            at += 1
        } else {
            while at < count, !isBlank(byte(at)), byte(at) != 0x3E {
                value.append(lower(byte(at)))
                at += 1
            }
            guard at < count else { return cut() }
        }
        return (String(decoding: name, as: UTF8.self), String(decoding: value, as: UTF8.self))
    }

    private mutating func cut() -> (String, String)? {
        isCut = true
        return nil
    }

    /// The label behind `charset=` in the value of a `content` attribute.
    private static func label(in content: String) -> String? {
        var rest = content[...]
        while let found = rest.firstRange(of: "charset") {
            rest = rest[found.upperBound...].drop { $0.isWhitespace }
            guard rest.first == "=" else { continue }
            rest = rest.dropFirst().drop { $0.isWhitespace }
            guard let quote = rest.first else { return nil }
            if quote == "\"" || quote == "'" {
                rest = rest.dropFirst()
                return rest.contains(quote) ? String(rest.prefix { $0 != quote }) : nil
            }
            return String(rest.prefix { !$0.isWhitespace && $0 != ";" })
        }
        return nil
    }

    private mutating func skip(past wanted: String) {
        while at < count, !begins(wanted) { at += 1 }
        at += wanted.utf8.count
    }

    private var count: Int { unsafe text.count }
    private func byte(_ place: Int) -> UInt8 { unsafe place < text.count ? text[place] : 0 }
    private func isBlank(_ byte: UInt8) -> Bool { [9, 10, 12, 13, 32].contains(byte) }
    private func isLetter(_ place: Int) -> Bool { (byte(place) | 32) &- 0x61 < 26 }
    private func lower(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 32 : byte }

    private func begins(_ wanted: String) -> Bool {
        var place = at
        for want in wanted.utf8 {
            guard lower(byte(place)) == want else { return false }
            place += 1
        }
        return true
    }
}

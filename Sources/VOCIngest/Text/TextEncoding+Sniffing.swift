internal import CJSON
internal import Glibc
internal import VOCCore

extension TextEncoding {
    /// The byte-order mark that `head` begins with, and its encoding.
    static func mark(of head: UnsafeBufferPointer<UInt8>) -> (encoding: TextEncoding, count: Int)? {
        for (mark, encoding) in marks where unsafe head.starts(with: mark) {
            return (encoding, mark.count)
        }
        return nil
    }

    /// The encoding of a text without a mark that begins like this: by what the document says of
    /// itself, by being valid Unicode, else by detection.
    static func sniff(_ head: UnsafeBufferPointer<UInt8>, isWhole: Bool) -> TextEncoding {
        if let wide = unsafe wide(head) { return wide }
        return unsafe DeclaredEncoding.find(in: head) ?? guess(head, isWhole: isWhole)
    }

    /// The same without regard to declarations.
    static func guess(_ head: UnsafeBufferPointer<UInt8>, isWhole: Bool) -> TextEncoding {
        if let wide = unsafe wide(head) { return wide }
        let count = unsafe isWhole ? head.count : UTF8Sequences.wholeCount(of: head)
        let text = unsafe UnsafeBufferPointer(rebasing: head[0..<count])
        guard count > 0 else { return .utf8 }
        if unsafe cjson_is_utf8(text.baseAddress, count) != 0 {
            return unsafe escaped(text) ?? .utf8
        }
        // More good sequences of several bytes than bad ones: damaged UTF-8.
        var repaired = [UInt8](repeating: 0, count: count * 3)
        var invalid: UInt32 = 0
        let written = unsafe cjson_repair_utf8(text.baseAddress, count, &repaired, &invalid)
        let sequences = repaired[0..<written].count { $0 >= 0xC0 } - Int(invalid)
        return sequences > Int(invalid) ? .utf8 : unsafe EncodingDetector.detect(text)
    }

    private static let marks: [([UInt8], TextEncoding)] = [
        ([0xEF, 0xBB, 0xBF], .utf8), ([0xFF, 0xFE, 0, 0], .utf32LittleEndian),
        ([0, 0, 0xFE, 0xFF], .utf32BigEndian), ([0xFF, 0xFE], .utf16LittleEndian),
        ([0xFE, 0xFF], .utf16BigEndian),
        ([0x84, 0x31, 0x95, 0x33], TextEncoding(name: "gb18030") ?? .utf8),
    ]

    /// UTF-16 and UTF-32 without a mark: zeros stand at some of the places only.
    private static func wide(_ head: UnsafeBufferPointer<UInt8>) -> TextEncoding? {
        let looked = min(head.count, 4096) & ~3
        guard looked >= 4 || head.count >= 4 else { return nil }
        var zeros = [0, 0, 0, 0]
        var high = 0
        for index in 0..<looked {
            let byte = unsafe head[index]
            if byte == 0 {
                zeros[index & 3] += 1
            } else if byte >= 0x80 || byte < 9 || (byte > 13 && byte < 32) {
                high += 1
            }
        }
        let quarter = looked / 4
        func most(_ place: Int) -> Bool { zeros[place] * 10 >= quarter * 9 }
        if most(3), most(2), zeros[0] * 10 < quarter { return .utf32LittleEndian }
        if most(0), most(1), zeros[3] * 10 < quarter { return .utf32BigEndian }
        for (odd, even, encoding) in [
            (zeros[1] + zeros[3], zeros[0] + zeros[2], utf16LittleEndian),
            (zeros[0] + zeros[2], zeros[1] + zeros[3], utf16BigEndian),
        ] where odd > 0 && even * 20 < odd {
            if odd * 5 > looked { return encoding }
            // Other scripts: few zeros, in the company of bytes that are no text in ASCII.
            if odd * 50 > looked, high * 10 > looked, unsafe isSound(head, looked, encoding) {
                return encoding
            }
        }
        return nil
    }

    private static func isSound(
        _ head: UnsafeBufferPointer<UInt8>, _ count: Int, _ encoding: TextEncoding
    ) -> Bool {
        guard let decoder = encoding.decoder() else { return false }
        var text: [UInt8] = []
        unsafe decoder.decode(
            UnsafeBufferPointer(rebasing: head[0..<count]), isLast: false, to: &text)
        let strange = String(decoding: text, as: UTF8.self).unicodeScalars.count {
            switch $0.properties.generalCategory {
            case .control: !["\t", "\n", "\r"].contains($0)
            case .unassigned, .privateUse, .surrogate: true
            default: false
            }
        }
        return decoder.replaced == 0 && strange * 50 <= count / 2
    }

    /// Encodings of seven bits, which tell themselves by their escapes.
    private static func escaped(_ text: UnsafeBufferPointer<UInt8>) -> TextEncoding? {
        func holds(_ wanted: String) -> Bool {
            var at = 0
            while at < text.count,
                let found = unsafe memchr(
                    text.baseAddress! + at, Int32(wanted.utf8.first ?? 0), text.count - at)
            {
                let place = unsafe UnsafeRawPointer(text.baseAddress!).distance(
                    to: UnsafeRawPointer(found))
                if unsafe text[place...].starts(with: wanted.utf8) { return true }
                at = place + 1
            }
            return false
        }
        if holds("\u{1B}") {
            if holds("\u{1B}$)C") { return TextEncoding(name: "iso-2022-kr") }
            if holds("\u{1B}$)A") || holds("\u{1B}$)G") { return TextEncoding(name: "iso-2022-cn") }
            if ["$B", "$@", "(J", "(I"].contains(where: { holds("\u{1B}\($0)") }) {
                return TextEncoding(name: "iso-2022-jp")
            }
        }
        guard holds("~{"), holds("~}"), let hz = TextEncoding(name: "hz"),
            let decoder = hz.decoder()
        else { return nil }
        // Braces behind tildes also stand in templates: all between them must be Chinese.
        var made: [UInt8] = []
        unsafe decoder.decode(text, isLast: false, to: &made)
        return decoder.replaced == 0 && made.contains { $0 >= 0xE4 } ? hz : nil
    }
}

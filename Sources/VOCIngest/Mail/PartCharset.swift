internal import CJSON
internal import Glibc
internal import VOCCore

/// The encoding to read a part by, from what it declares and from its bytes.
enum PartCharset: Equatable {
    case utf8
    case brokenUTF8
    case named(String)

    init(_ declared: String?, _ bytes: UnsafeBufferPointer<UInt8>) {
        let name = declared?.lowercased().filter { $0 > " " && $0 != "\"" } ?? ""
        // Stateful encodings write other letters in ASCII bytes.
        let isStateful =
            name.hasPrefix("iso-2022") || name.hasPrefix("hz") || name.hasPrefix("utf-16")
            || name.hasPrefix("utf-32") || name.hasPrefix("ucs-")
        if isStateful {
            self = .named(name)
            return
        }
        if unsafe cjson_is_utf8(bytes.baseAddress, bytes.count) != 0 {
            // No text of another encoding is valid UTF-8 by chance, unless it is very short; so what
            // is declared is false, or there are only ASCII bytes.
            let isWide = [
                "big5", "gb", "euc", "shift", "sjis", "x-s", "ks_c", "cp93", "cp94", "cp95",
            ]
            .contains { name.hasPrefix($0) }
            let hasOthers = unsafe bytes.contains { $0 >= 0x80 }
            self = isWide && bytes.count < 400 && hasOthers ? .named(name) : .utf8
            return
        }
        switch name {
        case "utf-8", "utf8", "unicode-1-1-utf-8":
            self = unsafe PartCharset.isMostlyUTF8(bytes) ? .brokenUTF8 : PartCharset.guess(bytes)
        case "", "us-ascii", "ascii", "unknown", "unknown-8bit", "x-unknown", "8bit", "default",
            "x-user-defined", "ansi":
            self = unsafe PartCharset.isMostlyUTF8(bytes) ? .brokenUTF8 : PartCharset.guess(bytes)
        case "iso-8859-1", "latin1", "latin-1", "iso8859-1":
            self = unsafe PartCharset.isMostlyUTF8(bytes) ? .brokenUTF8 : .named("windows-1252")
        default: self = .named(name)
        }
    }

    /// Whether the bytes are UTF-8 and the name is none under which they could be anything else: what
    /// `init` makes `utf8` of most mail, without a look at the name's letters.
    static func isUTF8(
        _ bytes: UnsafeBufferPointer<UInt8>, declared name: UnsafePointer<CChar>?
    ) -> Bool {
        if let name = unsafe name, unsafe strcasecmp(name, "utf-8") != 0,
            unsafe strcasecmp(name, "us-ascii") != 0, unsafe strcasecmp(name, "iso-8859-1") != 0
        {
            return false
        }
        return unsafe cjson_is_utf8(bytes.baseAddress, bytes.count) != 0
    }

    /// By the letters it would give, as for files that declare nothing.
    private static func guess(_ bytes: UnsafeBufferPointer<UInt8>) -> PartCharset {
        .named(unsafe TextEncoding.guess(bytes, isWhole: true).name)
    }

    /// Whether more of the bytes over 0x7F make whole sequences than do not.
    private static func isMostlyUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var whole = 0
        var broken = 0
        var at = 0
        while at < bytes.count {
            let byte = unsafe bytes[at]
            at += 1
            guard byte >= 0x80 else { continue }
            let length = byte >= 0xF0 ? 3 : byte >= 0xE0 ? 2 : byte >= 0xC2 ? 1 : 0
            var seen = 0
            while seen < length, at < bytes.count, unsafe bytes[at] & 0xC0 == 0x80 {
                seen += 1
                at += 1
            }
            if length > 0, seen == length { whole += 1 } else { broken += 1 }
        }
        return whole > broken
    }

    /// What `<meta … charset=…>` says.
    static func declared(inMarkup html: UnsafeBufferPointer<UInt8>) -> String? {
        let head = unsafe String(decoding: html.prefix(2048), as: UTF8.self).lowercased()
        guard let found = head.firstRange(of: "charset=") else { return nil }
        let rest = head[found.upperBound...].drop { $0 == "\"" || $0 == "'" || $0 == " " }
        let name = rest.prefix { $0.isLetter || $0.isNumber || "-_:.".contains($0) }
        return name.isEmpty ? nil : String(name)
    }
}

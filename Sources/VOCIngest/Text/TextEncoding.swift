internal import CJSON
package import VOCCore

/// An encoding that dumps come in: any that ICU knows, as the Encoding Standard reads it where it
/// has a say.
package struct TextEncoding: Sendable, Hashable {
    enum Form: Sendable {
        case utf8, utf16LittleEndian, utf16BigEndian, utf32LittleEndian, utf32BigEndian
        case singleByte, multiByte, stateful
    }

    /// The usual name in lower case, such as `windows-1251`.
    package let name: String
    let form: Form
    /// ICU's name.
    let charset: String
    let rules: CharsetDecoder.Rules
    /// Whether bytes under 0x80 stand for themselves wherever a character begins.
    let keepsASCII: Bool

    package static let utf8 = TextEncoding("utf-8", .utf8, "UTF-8", keepsASCII: true)
    package static let utf16LittleEndian = TextEncoding("utf-16le", .utf16LittleEndian, "UTF-16LE")
    package static let utf16BigEndian = TextEncoding("utf-16be", .utf16BigEndian, "UTF-16BE")
    package static let utf32LittleEndian = TextEncoding("utf-32le", .utf32LittleEndian, "UTF-32LE")
    package static let utf32BigEndian = TextEncoding("utf-32be", .utf32BigEndian, "UTF-32BE")
    package static let windows1252 = TextEncoding(
        "windows-1252", .singleByte, "windows-1252", rules: .windows, keepsASCII: true)

    private init(
        _ name: String, _ form: Form, _ charset: String,
        rules: CharsetDecoder.Rules = .plain, keepsASCII: Bool = false
    ) {
        self.name = name
        self.form = form
        self.charset = charset
        self.rules = rules
        self.keepsASCII = keepsASCII
    }

    /// Whether a character takes two bytes or more, so that no text of single bytes is in it.
    var isWide: Bool {
        switch form {
        case .utf16LittleEndian, .utf16BigEndian, .utf32LittleEndian, .utf32BigEndian: true
        case .utf8, .singleByte, .multiByte, .stateful: false
        }
    }

    /// The encoding with this name, in any of its usual spellings; nil if it is not read.
    package init?(name label: String) {
        var label = label.lowercased()
        while label.first?.isWhitespace == true { label.removeFirst() }
        while label.last?.isWhitespace == true { label.removeLast() }
        // ICU looks past marks in a name; nobody means a charset by `iso-8859-2"`.
        guard
            label.utf8.allSatisfy({
                $0 &- 0x30 < 10 || $0 &- 0x61 < 26 || "-_.:+".utf8.contains($0)
            })
        else { return nil }
        let name = TextEncoding.aliases[label] ?? label
        for known in [
            TextEncoding.utf8, .utf16LittleEndian, .utf16BigEndian, .utf32LittleEndian,
            .utf32BigEndian, .windows1252,
        ] where known.name == name {
            self = known
            return
        }
        if let (charset, rules) = TextEncoding.doubleByte[name] {
            self.init(name, .multiByte, charset, rules: rules, keepsASCII: true)
            return
        }
        // UTF-7 and its like hide markup from those who look for it; nobody exports in them.
        guard !TextEncoding.refused.contains(where: { label.hasPrefix($0) }),
            let (kind, found) = Charset.known(as: name)
        else { return nil }
        let isOwn = found.contains("_") || name.hasPrefix("windows-")
        let standard = isOwn ? name : found.lowercased()
        let usual = TextEncoding.aliases[standard] ?? standard
        if usual != name, usual != label, let other = TextEncoding(name: usual) {
            self = other
            return
        }
        let form: Form =
            switch kind {
            case .singleByte: .singleByte
            case .multiByte: .multiByte
            case .other: .stateful
            }
        self.init(
            usual, form, name, rules: usual.hasPrefix("windows-") ? .windows : .plain,
            keepsASCII: form != .stateful && TextEncoding.keepsASCII(name))
    }

    private static let refused = [
        "utf-7", "utf7", "unicode-1-1-utf-7", "imap", "scsu", "bocu", "cesu",
    ]

    /// Labels that the Encoding Standard reads as the larger set that everybody means by them, and
    /// spellings that ICU does not know.
    private static let aliases: [String: String] = [
        "utf8": "utf-8", "unicode-1-1-utf-8": "utf-8", "utf-16": "utf-16le", "utf16": "utf-16le",
        "utf-32": "utf-32le", "utf32": "utf-32le", "unicode": "utf-16le", "ucs-2": "utf-16le",
        "us-ascii": "windows-1252", "ascii": "windows-1252", "iso-8859-1": "windows-1252",
        "iso8859-1": "windows-1252", "iso_8859-1": "windows-1252", "latin1": "windows-1252",
        "latin-1": "windows-1252", "l1": "windows-1252", "cp1252": "windows-1252",
        "x-cp1252": "windows-1252", "cp819": "windows-1252", "ansi": "windows-1252",
        "x-cp1250": "windows-1250", "x-cp1251": "windows-1251", "iso-8859-9": "windows-1254",
        "iso8859-9": "windows-1254", "latin5": "windows-1254", "latin-5": "windows-1254",
        "x-cp1254": "windows-1254", "iso-8859-11": "windows-874", "iso8859-11": "windows-874",
        "tis-620": "windows-874", "dos-874": "windows-874", "cp874": "windows-874",
        "shift-jis": "shift_jis", "sjis": "shift_jis", "x-sjis": "shift_jis",
        "ms_kanji": "shift_jis", "ms932": "shift_jis", "cp932": "shift_jis",
        "windows-31j": "shift_jis", "euc-jp": "euc-jp", "x-euc-jp": "euc-jp", "eucjp": "euc-jp",
        "big5": "big5", "big5-hkscs": "big5", "cn-big5": "big5", "x-x-big5": "big5",
        "cp950": "big5", "windows-950": "big5", "euc-kr": "euc-kr", "cp949": "euc-kr",
        "windows-949": "euc-kr", "ms949": "euc-kr", "uhc": "euc-kr", "korean": "euc-kr",
        "ks_c_5601-1987": "euc-kr", "ks_c_5601-1989": "euc-kr", "ksc5601": "euc-kr",
        "ksc_5601": "euc-kr", "gb2312": "gb18030", "gbk": "gb18030", "gb_2312": "gb18030",
        "gb_2312-80": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030", "euc-cn": "gb18030",
        "windows-936": "gb18030", "chinese": "gb18030", "hz-gb-2312": "hz", "cp866": "ibm866",
        "cp855": "ibm855", "cp850": "ibm850", "cp437": "ibm437", "cp852": "ibm852",
        "koi8-ru": "koi8-u", "koi8": "koi8-r", "maccyrillic": "x-mac-cyrillic",
        "mac-cyrillic": "x-mac-cyrillic", "x-mac-ukrainian": "x-mac-cyrillic",
        "macroman": "macintosh", "mac": "macintosh", "x-mac-roman": "macintosh",
        "logical": "iso-8859-8", "visual": "iso-8859-8",
    ]

    private static let doubleByte: [String: (charset: String, rules: CharsetDecoder.Rules)] = [
        "shift_jis": ("ibm-943_P15A-2003", .doubleByte), "euc-jp": ("euc-jp-2007", .eucJP),
        "euc-kr": ("windows-949-2000", .eucKR), "big5": ("ibm-1375_P100-2008", .big5),
        "gb18030": ("gb18030", .gb18030),
    ]

    private static func keepsASCII(_ charset: String) -> Bool {
        guard let decoder = CharsetDecoder(charset: charset) else { return false }
        let plain = (0..<0x80).map { UInt8($0) }
        var made: [UInt8] = []
        unsafe plain.withUnsafeBufferPointer { unsafe decoder.decode($0, isLast: true, to: &made) }
        return made == plain
    }

    /// A decoder at the start of a text; nil for UTF-8, which needs none.
    package func decoder() -> CharsetDecoder? {
        form == .utf8
            ? nil : CharsetDecoder(charset: charset, rules: rules, keepsASCII: keepsASCII)
    }

    /// How many bytes of the file stand behind these UTF-8 bytes. Exact, but for what had no
    /// meaning in an encoding of several bytes, and for the escapes of one with states.
    func originalCount(of bytes: UnsafeBufferPointer<UInt8>) -> Int {
        switch form {
        case .utf8: return bytes.count
        case .singleByte: return unsafe bytes.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
        case .utf16LittleEndian, .utf16BigEndian:
            return unsafe bytes.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : $1 >= 0xF0 ? 4 : 2) }
        case .utf32LittleEndian, .utf32BigEndian:
            return unsafe bytes.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 4) }
        case .multiByte, .stateful:
            return unsafe CharsetEncoder(charset: charset)?.count(of: bytes) ?? bytes.count
        }
    }
}

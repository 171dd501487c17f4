internal import VOCCore

/// One encoding, read as text of one language.
struct DetectorCandidate: Sendable {
    enum Reading: Sendable {
        case letters(LetterReading)
        case characters(CharacterModel)
    }

    let encoding: TextEncoding
    let reading: Reading
    /// How much rarer than others the encoding is in exports, as a logarithm.
    let prior: Float

    /// Every encoding with the languages that are written in it, made once.
    static let all: [DetectorCandidate] = {
        var list: [DetectorCandidate] = []
        for (names, tags) in families {
            for (name, prior) in names {
                guard let encoding = TextEncoding(name: name) else { continue }
                let table = LetterReading.table(of: encoding)
                for model in LetterModel.all where tags.contains(model.tag) {
                    let reading = LetterReading(table, model)
                    list.append(
                        DetectorCandidate(
                            encoding: encoding, reading: .letters(reading), prior: prior))
                }
            }
        }
        for (name, tag) in characterSets {
            guard let encoding = TextEncoding(name: name), let model = CharacterModel.all[tag]
            else { continue }
            list.append(
                DetectorCandidate(encoding: encoding, reading: .characters(model), prior: -1))
        }
        return list
    }()

    /// Windows' charsets are what exports come in; ISO's are the standard; those of DOS and of old
    /// Macs are rare.
    private static let families: [(names: [(String, Float)], tags: [String])] = [
        (
            [
                ("windows-1252", 0), ("iso-8859-15", -3), ("macintosh", -4), ("ibm850", -4),
                ("ibm437", -5),
            ],
            ["en", "de", "fr", "es", "pt", "it", "nl", "da", "sv", "no", "fi", "is"]
        ),
        (
            [
                ("windows-1250", -1), ("iso-8859-2", -1), ("ibm852", -4), ("x-mac-ce", -4),
                ("iso-8859-16", -4),
            ],
            ["pl", "cs", "sk", "hu", "ro", "hr", "sl"]
        ),
        (
            [
                ("windows-1251", -1), ("koi8-r", -1), ("iso-8859-5", -1), ("ibm866", -2),
                ("ibm855", -2), ("x-mac-cyrillic", -2),
            ],
            ["ru", "bg"]
        ),
        (
            [
                ("windows-1251", -1), ("koi8-u", -1), ("iso-8859-5", -1), ("ibm866", -3),
                ("ibm855", -3), ("x-mac-cyrillic", -3),
            ],
            ["uk", "be"]
        ),
        (
            [
                ("windows-1251", -1), ("iso-8859-5", -1), ("ibm855", -3), ("x-mac-cyrillic", -3),
            ],
            ["sr", "mk"]
        ),
        (
            [
                ("windows-1253", -1), ("iso-8859-7", -1), ("ibm737", -4), ("ibm869", -4),
                ("x-mac-greek", -4),
            ],
            ["el"]
        ),
        ([("windows-1255", -1), ("iso-8859-8", -3), ("ibm862", -4)], ["he"]),
        ([("windows-1256", -1), ("iso-8859-6", -1)], ["ar", "fa"]),
        ([("windows-874", -1)], ["th"]),
        ([("windows-1254", -1), ("ibm857", -4), ("x-mac-turkish", -4)], ["tr"]),
        ([("windows-1257", -1), ("iso-8859-13", -2), ("iso-8859-4", -3)], ["et", "lv", "lt"]),
        ([("windows-1258", -1)], ["vi"]),
    ]

    private static let characterSets = [
        ("shift_jis", "ja"), ("euc-jp", "ja"), ("euc-kr", "ko"), ("gb18030", "zh"),
        ("big5", "zh_Hant"), ("euc-tw", "zh_Hant"),
    ]

    /// Whether a character stands in the part of its charset that holds the common ones: the first
    /// level of the national standards.
    static func isCommon(_ bytes: [UInt8], _ encoding: TextEncoding) -> Bool {
        let (lead, trail) = (bytes[0], bytes[1])
        switch encoding.name {
        case "gb18030": return bytes.count == 2 && (0xB0...0xD7).contains(lead) && trail >= 0xA1
        case "big5": return (0xA1...0xC6).contains(lead)
        case "shift_jis": return lead < 0x98
        case "euc-jp": return bytes.count == 2 && lead < 0xD0
        case "euc-kr": return (0xA1...0xC8).contains(lead) && trail >= 0xA1
        case "euc-tw": return bytes.count == 2
        default: return true
        }
    }
}

/// A charset of one byte a character, read as one language.
struct LetterReading: Sendable {
    /// For each byte the number of its letter, 0 for none.
    private let numbers: [Int]
    /// For each byte what it costs besides: how strange it is in a text.
    private let costs: [Float]
    private let cases: [Case]
    private let model: LetterModel

    var tag: String { model.tag }
    var isLatin: Bool { model.isLatin }

    private enum Case: Sendable { case none, lower, upper }

    /// What each byte is; nil where it has no meaning.
    static func table(of encoding: TextEncoding) -> [Unicode.Scalar?] {
        let decoder = encoding.decoder()
        return (0..<256).map { byte in
            let bytes = [UInt8(byte)]
            var text: [UInt8] = []
            guard let decoder else { return nil }
            unsafe bytes.withUnsafeBufferPointer {
                unsafe decoder.decode($0, isLast: true, to: &text)
            }
            let scalar = String(decoding: text, as: UTF8.self).unicodeScalars.first
            return scalar?.value == 0xFFFD ? nil : scalar
        }
    }

    init(_ table: [Unicode.Scalar?], _ model: LetterModel) {
        self.model = model
        numbers = table.map { $0.map { model.number(of: $0) } ?? 0 }
        cases = table.map { scalar in
            guard let properties = scalar?.properties, properties.isAlphabetic else { return .none }
            return properties.isUppercase ? .upper : properties.isLowercase ? .lower : .none
        }
        costs = zip(table, numbers).map { scalar, number in
            guard let scalar else { return -14 }
            return number > 0 ? 0 : LetterReading.cost(of: scalar)
        }
    }

    /// What a character that is no letter of the language costs.
    private static func cost(of scalar: Unicode.Scalar) -> Float {
        let value = scalar.value
        if value < 0x80 {
            if scalar.properties.isAlphabetic { return -3 }
            return value < 0x20 && ![9, 10, 12, 13].contains(value) ? -10 : -1.5
        }
        if value < 0xA0 { return -12 }
        if usualMarks.contains(scalar) { return -5 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark: return -6
        case .uppercaseLetter, .lowercaseLetter, .otherLetter, .modifierLetter: return -8
        default: return -9
        }
    }

    /// Marks that word processors set, and signs that everybody writes.
    private static let usualMarks = Set("“”‘’„‚«»–—…€°№§©®™·•\u{A0}£¡¿ªº´`¨".unicodeScalars)

    /// The logarithm of the probability of byte `second` behind byte `first`.
    func logarithm(_ first: Int, _ second: Int) -> Float {
        var value = model.logarithm(of: numbers[second], after: numbers[first]) + costs[second]
        // A capital inside a word: the letters of KOI8 and of Windows have their cases swapped.
        if cases[second] == .upper, cases[first] == .lower { value -= 4 }
        // Words of two alphabets.
        if !model.isLatin, numbers[second] > 0, first < 0x80, cases[first] != .none { value -= 3 }
        return value
    }
}

internal import CTables
internal import VOCCore

/// Which letter follows which in the words of one language.
struct LetterModel: Sendable {
    let tag: String
    let isLatin: Bool
    /// Lower-case letter → its number from 1.
    private let numbers: [Unicode.Scalar: Int]
    private let size: Int
    /// Logarithms of the shares, row by row; 0 is a border of words.
    private let pairs: [Float]

    /// All models, read once.
    static let all: [LetterModel] = {
        var models: [LetterModel] = []
        var index = 0
        while let model = LetterModel(index) {
            models.append(model)
            index += 1
        }
        return models
    }()

    private init?(_ index: Int) {
        let entry = unsafe ctables_language_at(index)
        guard let tag = unsafe entry.tag else { return nil }
        self.tag = unsafe String(cString: tag)
        isLatin = unsafe entry.is_latin != 0
        let letters = unsafe String(cString: entry.letters).unicodeScalars
        var numbers: [Unicode.Scalar: Int] = [:]
        for (place, letter) in letters.enumerated() { numbers[letter] = place + 1 }
        self.numbers = numbers
        size = letters.count + 1
        // A code is '@' and a level of a fifth each; the backslash is left out.
        pairs = unsafe String(cString: entry.pairs).utf8.map { code in
            -Float(Int(code) - 0x40 - (code > 0x5C ? 1 : 0)) / 5
        }
    }

    /// The number of a letter in either case; 0 if this language does not have it.
    func number(of scalar: Unicode.Scalar) -> Int {
        if let number = numbers[scalar] { return number }
        guard let lower = scalar.properties.lowercaseMapping.unicodeScalars.first else { return 0 }
        return numbers[lower] ?? 0
    }

    /// The logarithm of the share with which `next` follows `letter`.
    func logarithm(of next: Int, after letter: Int) -> Float { pairs[letter * size + next] }
}

/// How frequent the characters of Chinese, Japanese or Korean are.
struct CharacterModel: Sendable {
    let tag: String
    /// The logarithm of each frequent character's share, by rank as Zipf has it.
    private let logarithms: [Unicode.Scalar: Float]

    static let all: [String: CharacterModel] = {
        var models: [String: CharacterModel] = [:]
        var index = 0
        while let model = CharacterModel(index) {
            models[model.tag] = model
            index += 1
        }
        return models
    }()

    private init?(_ index: Int) {
        let entry = unsafe ctables_characters_at(index)
        guard let tag = unsafe entry.tag else { return nil }
        self.tag = unsafe String(cString: tag)
        var logarithms: [Unicode.Scalar: Float] = [:]
        for (rank, scalar) in unsafe String(cString: entry.characters).unicodeScalars.enumerated() {
            logarithms[scalar] = Self.logarithm(ofRank: rank)
        }
        self.logarithms = logarithms
    }

    /// Halved with each doubling of the rank, and flat at the top, where texts of names are not like
    /// others.
    private static func logarithm(ofRank rank: Int) -> Float {
        var value: Float = -4
        var place = 20
        while place < rank + 20 {
            value -= 0.7
            place *= 2
        }
        return max(-9, value)
    }

    /// The logarithm of a character's share; nil if it is not among the frequent.
    func logarithm(of scalar: Unicode.Scalar) -> Float? { logarithms[scalar] }
}

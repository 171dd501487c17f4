internal import VOCCore

/// One line of a lexicon: what a word or phrase adds to or does in a text.
struct LexiconEntry: Sendable {
    enum Kind: Sendable, Hashable {
        /// A polar word or phrase; a weight of 0 takes words out of play.
        case polar
        case negator, negatorBack, booster, damper, contrast, concession, carrier, hypothetical,
            filler
        /// The weight of the mark that ends an exclamation, where nothing is blamed in it.
        case mark
    }

    let kind: Kind
    /// The weight, multiplier or factor in thousandths, as lexicons/README.md says for each kind.
    let milli: Int
    /// How many words the effect reaches.
    let reach: Int
    /// The phrase as written in the file.
    let text: String
    /// The pack it comes from, such as `en/general`.
    let pack: String
    let origin: Origin
}

/// How effects become a score; from `lexicon.yml`.
struct ScoringSettings: Sendable, Equatable, BitwiseCopyable {
    /// Added to the sum of all effects in the denominator: how much it takes to be sure.
    /// Thousandths.
    var saturation = 500
    /// Scores nearer to 0 than this are neutral. Thousandths.
    var neutral = 100
    /// Mixed if the smaller part is at least this share of the larger. Thousandths.
    var mixedShare = 650
    /// … and at least this. Thousandths.
    var mixedLeast = 150
    /// Factors in thousandths: a polar word in capitals, each of up to three exclamation marks, a
    /// stretched word.
    var capitals = 1250
    var exclamation = 80
    var stretched = 1200
    /// Positive words in questions. Thousandths.
    var question = 700
    /// What a negator that finds no clear word to deny ("the lift was not running") weighs by itself: this
    /// much of its value, 0 for nothing. Thousandths.
    var denial = 0

    init() {}

    init(node: ConfigNode, base: ScoringSettings) throws(VOCError) {
        self = base
        let map = try node.map(keys: [
            "saturation", "neutral", "mixedShare", "mixedLeast", "capitals", "exclamation",
            "stretched", "question", "denial",
        ])
        func read(_ key: String, _ value: Int) throws(VOCError) -> Int {
            guard let node = map[key] else { return value }
            let number = try node.double()
            guard (0...10).contains(number) else { throw node.wrongType("a number from 0 to 10") }
            return Int((number * 1000).rounded())
        }
        saturation = try read("saturation", saturation)
        neutral = try read("neutral", neutral)
        mixedShare = try read("mixedShare", mixedShare)
        mixedLeast = try read("mixedLeast", mixedLeast)
        capitals = try read("capitals", capitals)
        exclamation = try read("exclamation", exclamation)
        stretched = try read("stretched", stretched)
        question = try read("question", question)
        denial = try read("denial", denial)
    }
}

/// A lexicon with all it extends, ready to be compiled.
struct Lexicon: Sendable {
    let id: String
    let version: String
    let language: String
    private(set) var settings = ScoringSettings()
    private(set) var confidence = ConfidenceTable()
    /// Entries by their phrase as written; a later pack replaces an earlier one's.
    private(set) var entries: [(phrase: Phrase, entry: LexiconEntry)] = []
    private(set) var emoticons: [String] = []
    /// All files read, for digests.
    private(set) var files: [String] = []
    /// Packs that went in: id and version.
    private(set) var packs: [(id: String, version: String)] = []

    /// Entries that another of the same spelling took the place of, in the order of loading.
    private(set) var replaced: [(phrase: String, old: LexiconEntry, new: LexiconEntry)] = []
    /// Forms that a line makes but another line of its file has already, or has as its term.
    private(set) var droppedForms: [(form: String, entry: LexiconEntry)] = []

    private var place: [String: Int] = [:]

    /// The entry that holds for this spelling.
    func entry(spelled phrase: String) -> LexiconEntry? { place[phrase].map { entries[$0].entry } }

    /// Loads `id` and what it extends; `und/emoji` underlies every lexicon where it is at hand.
    init(_ id: String, in folders: LexiconFolders, at origin: Origin? = nil) throws(VOCError) {
        let folder = try folders.folder(for: id, holding: "lexicon.yml", at: origin)
        let head = try LexiconHead(folder: folder)
        self.id = id
        version = head.version
        language = head.language
        let unicode = UnicodeText()
        var chain: [(String, LexiconHead)] = [(folder, head)]
        while let base = chain[0].1.extends {
            guard chain.count < 8 else {
                throw VOCError(
                    .configUnknownValue, "lexicons extend each other in a circle", at: base.origin)
            }
            let next = try folders.folder(
                for: try base.string(), holding: "lexicon.yml", at: base.origin)
            chain.insert((next, try LexiconHead(folder: next)), at: 0)
        }
        if let emoji = try? folders.folder(for: "und/emoji", holding: "lexicon.yml"),
            id != "und/emoji"
        {
            chain.insert((emoji, try LexiconHead(folder: emoji)), at: 0)
        }
        for (folder, head) in chain { try load(folder, head, unicode) }
    }

    private mutating func load(_ folder: String, _ head: LexiconHead, _ unicode: UnicodeText)
        throws(VOCError)
    {
        packs.append((head.id, head.version))
        files.append("\(folder)/lexicon.yml")
        if let scoring = head.scoring {
            settings = try ScoringSettings(node: scoring, base: settings)
        }
        let parent = folder.split(separator: "/", omittingEmptySubsequences: false).dropLast()
            .joined(separator: "/")
        var inflections = Inflections()
        if TextFile.exists("\(parent)/inflections.tsv") {
            files.append("\(parent)/inflections.tsv")
            inflections = try Inflections(path: "\(parent)/inflections.tsv")
        }
        try loadTerms("\(folder)/terms.tsv", head, inflections, unicode)
        try loadPhrases("\(folder)/phrases.tsv", head, unicode)
        try loadModifiers("\(folder)/modifiers.tsv", head, unicode)
        if TextFile.exists("\(folder)/confidence.tsv") {
            files.append("\(folder)/confidence.tsv")
            confidence = try ConfidenceTable(path: "\(folder)/confidence.tsv")
        }
    }

    private mutating func loadTerms(
        _ path: String, _ head: LexiconHead, _ inflections: Inflections, _ unicode: UnicodeText
    ) throws(VOCError) {
        guard TextFile.exists(path) else { return }
        files.append(path)
        let rows = try TabbedFile(path, columns: ["term", "weight", "spread", "forms", "note"]).rows
        var seen = Set<String>()
        for row in rows where !seen.insert(row[0]).inserted {
            throw VOCError(
                .lexiconDuplicate, "'\(row[0])' stands twice in this file", at: row.origin)
        }
        // Made forms first, so that a line of its own wins over a form made from another line.
        var made = Set<String>()
        for isExplicit in [false, true] {
            for row in rows {
                let weight = try row.milli(1, named: "weight", in: -1...1)
                _ = try row.milli(2, named: "spread", in: 0...1)
                let entry = LexiconEntry(
                    kind: .polar, milli: weight, reach: 0, text: row[0], pack: head.id,
                    origin: row.origin)
                if isExplicit {
                    try add(row[0], entry, unicode, isTerm: true)
                } else {
                    for form in try inflections.forms(of: row[0], row[3], at: row.origin) {
                        guard !seen.contains(form), made.insert(form).inserted else {
                            droppedForms.append((form, entry))
                            continue
                        }
                        try add(form, entry, unicode)
                    }
                }
            }
        }
    }

    private mutating func loadPhrases(_ path: String, _ head: LexiconHead, _ unicode: UnicodeText)
        throws(VOCError)
    {
        guard TextFile.exists(path) else { return }
        files.append(path)
        var seen = Set<String>()
        for row in try TabbedFile(path, columns: ["phrase", "weight", "spread", "note"]).rows {
            guard seen.insert(row[0]).inserted else {
                throw VOCError(
                    .lexiconDuplicate, "'\(row[0])' stands twice in this file", at: row.origin)
            }
            let entry = LexiconEntry(
                kind: .polar, milli: try row.milli(1, named: "weight", in: -1...1), reach: 0,
                text: row[0], pack: head.id, origin: row.origin)
            _ = try row.milli(2, named: "spread", in: 0...1)
            try add(row[0], entry, unicode)
        }
    }

    private mutating func loadModifiers(_ path: String, _ head: LexiconHead, _ unicode: UnicodeText)
        throws(VOCError)
    {
        guard TextFile.exists(path) else { return }
        files.append(path)
        for row in try TabbedFile(path, columns: ["term", "kind", "value", "reach", "note"]).rows {
            let kind: LexiconEntry.Kind
            let range: ClosedRange<Double>
            switch row[1] {
            case "negator": (kind, range) = (.negator, -1...1)
            case "negator-back": (kind, range) = (.negatorBack, -1...1)
            case "booster": (kind, range) = (.booster, 0...2)
            case "damper": (kind, range) = (.damper, -1...0)
            case "contrast": (kind, range) = (.contrast, 0...2)
            case "concession": (kind, range) = (.concession, 0...1)
            case "hypothetical": (kind, range) = (.hypothetical, 0...1)
            case "carrier": (kind, range) = (.carrier, 0...0)
            case "filler": (kind, range) = (.filler, 0...0)
            case "mark":
                guard row[0] == Lexicon.exclamationMark else {
                    throw VOCError(
                        .lexiconRow, "'\(row[0])' is no mark that weighs by itself",
                        at: row.origin, hint: "only ! is")
                }
                (kind, range) = (.mark, -1...1)
            default:
                throw VOCError(
                    .lexiconRow, "unknown kind '\(row[1])'", at: row.origin,
                    hint: DidYouMean.hint(
                        for: row[1],
                        among: [
                            "negator", "negator-back", "booster", "damper", "contrast",
                            "concession",
                            "hypothetical", "carrier", "filler", "mark",
                        ]))
            }
            let value = row[2].isEmpty ? 0 : try row.milli(2, named: "value", in: range)
            guard let reach = row[3].isEmpty ? 0 : Int(row[3]), (0...50).contains(reach) else {
                throw VOCError(
                    .lexiconRow, "reach is '\(row[3])', expected a number of words", at: row.origin)
            }
            let entry = LexiconEntry(
                kind: kind, milli: value, reach: reach, text: row[0], pack: head.id,
                origin: row.origin)
            try add(row[0], entry, unicode)
        }
    }

    private mutating func add(
        _ phrase: String, _ entry: LexiconEntry, _ unicode: UnicodeText, isTerm: Bool = false
    ) throws(VOCError) {
        let isEmoticon = isTerm && Lexicon.isEmoticon(phrase)
        if isEmoticon { emoticons.append(phrase) }
        let parsed =
            isEmoticon || entry.kind == .mark
            ? Phrase(emoticon: phrase) : try Phrase(phrase, at: entry.origin, folding: unicode)
        // A modifier and a polar word of the same spelling are two entries of which the later one,
        // the modifier, holds.
        if let index = place[phrase] {
            replaced.append((phrase, entries[index].entry, entry))
            entries[index] = (parsed, entry)
        } else {
            place[phrase] = entries.count
            entries.append((parsed, entry))
        }
    }

    static let exclamationMark = "!"

    /// ASCII with a mark in it that words do not have, such as `:D`, `<3`, `:'(`.
    private static func isEmoticon(_ term: String) -> Bool {
        term.utf8.allSatisfy { $0 < 128 }
            && term.contains { !$0.isLetter && !$0.isNumber && $0 != "'" && $0 != "." && $0 != "_" }
    }
}

extension Phrase {
    /// An emoticon, matched as one token by its exact spelling.
    init(emoticon: String) {
        sets = [WordSet(words: [emoticon])]
        sequences = [[0]]
    }
}

/// What `lexicon.yml` says.
private struct LexiconHead {
    let id: String
    let version: String
    let language: String
    let extends: ConfigNode?
    let scoring: ConfigNode?

    init(folder: String) throws(VOCError) {
        let map = try ConfigNode(file: "\(folder)/lexicon.yml").map(keys: [
            "id", "version", "language", "extends", "scale", "licence", "source", "description",
            "scoring",
        ])
        id = try map.required("id").string()
        version = try map.required("version").string()
        language = try map.required("language").string()
        _ = try map.required("licence").string()
        extends = map["extends"]
        scoring = map["scoring"]
    }
}

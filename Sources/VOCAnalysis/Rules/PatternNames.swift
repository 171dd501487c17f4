internal import VOCCore

/// What the names in the patterns of a pack stand for: `<classes>` of its language, `#lists` and
/// themes of its own, `~stems`.
struct PatternNames: Sendable {
    /// A theme as another pattern may refer to it.
    struct Rules: Sendable {
        var match: [Pattern] = []
        var not: [Pattern] = []
    }

    /// Phrases by the name of their class.
    private(set) var classes: [String: [String]] = [:]
    private(set) var lists: [String: [Pattern]] = [:]
    var themes: [String: Rules] = [:]
    /// What themes of earlier versions are called now.
    var renamed = Crosswalk()
    private var inflections = Inflections()
    private var irregular: [String: [String]] = [:]
    private(set) var files: [String] = []

    /// Classes that need no file: they are told by what a word is, not by its letters.
    static let builtIn = ["n", "sum", "emoji"]

    init() {}

    /// Reads `classes.yml`, `inflections.tsv` and `irregular.tsv` of a language, as far as they are
    /// there.
    init(language: String, in folders: LexiconFolders) throws(VOCError) {
        func path(_ name: String) -> String? {
            folders.directories.lazy.map { "\($0)/\(language)/\(name)" }.first(
                where: TextFile.exists)
        }
        if let path = path("classes.yml") {
            files.append(path)
            for (key, value) in try ConfigNode(file: path).pairs("a map of classes") {
                classes[try key.string(), default: []] += try value.strings()
            }
        }
        if let path = path("inflections.tsv") {
            files.append(path)
            inflections = try Inflections(path: path)
        }
        if let path = path("irregular.tsv") {
            files.append(path)
            for row in try TabbedFile(path, columns: ["word", "forms"]).rows {
                irregular[row[0], default: []] += row[1].split(separator: " ").map(String.init)
            }
        }
    }

    /// Adds the lists of a pack: `lists.yml`, a map of names to patterns. A list takes the place of
    /// one of the same name in a pack that it extends.
    mutating func addLists(_ path: String) throws(VOCError) {
        files.append(path)
        for (key, value) in try RuleFile.read(path).pairs("a map of lists") {
            lists[try key.string()] = try Pattern.list(value)
        }
    }

    /// Takes over the lists of a pack that this one's pack extends.
    mutating func adopt(_ other: PatternNames) {
        lists.merge(other.lists) { own, _ in own }
        themes.merge(other.themes) { own, _ in own }
        renamed.add(other.renamed.steps)
    }

    /// What `#name` may be, for hints.
    var names: [String] { (Array(lists.keys) + Array(themes.keys)).sorted() }

    // MARK: Words

    /// A phrase in which every word of the rule language stands as alternatives of plain words.
    func expand(_ text: String, at origin: Origin) throws(VOCError) -> String {
        guard text.utf8.contains(where: { "~<#[?".utf8.contains($0) }) else { return text }
        var names: [String] = []
        return try expand(text, at: origin, &names)
    }

    private func expand(_ text: String, at origin: Origin, _ open: inout [String])
        throws(VOCError) -> String
    {
        var result = ""
        var word = ""
        for character in text + " " {
            guard " (|)".contains(character) else {
                word.append(character)
                continue
            }
            if !word.isEmpty { result += try expand(word: word, at: origin, &open) }
            word = ""
            result.append(character)
        }
        result.removeLast()
        return result
    }

    private func expand(word: String, at origin: Origin, _ open: inout [String])
        throws(VOCError) -> String
    {
        func wrong(_ message: String, _ hint: String) -> VOCError {
            VOCError(.patternUnknownName, message, at: origin, hint: hint)
        }
        if word.hasPrefix("~"), word.utf8.count > 1 {
            return try "(\(forms(of: String(word.dropFirst()), at: origin).joined(separator: "|")))"
        }
        if word.hasPrefix("<"), word.hasSuffix(">"), word.utf8.count > 2 {
            let name = String(word.dropFirst().dropLast())
            if PatternNames.builtIn.contains(name) { return word }
            guard let phrases = classes[name] else {
                throw wrong(
                    "no class is called '<\(name)>'",
                    DidYouMean.hint(
                        for: name, among: Array(classes.keys) + PatternNames.builtIn + ["capitals"])
                )
            }
            return try group(phrases, called: word, at: origin, &open)
        }
        if word.hasPrefix("#"), word.utf8.count > 1 {
            let name = String(word.dropFirst())
            guard let list = lists[name] else {
                throw wrong(
                    themes[name] == nil
                        ? "no list is called '#\(name)'" : "a theme cannot stand within a phrase",
                    themes[name] == nil
                        ? DidYouMean.hint(for: name, among: Array(lists.keys))
                        : "join it by an operator: #\(name) NEAR/5 …")
            }
            var phrases: [String] = []
            for pattern in list {
                guard case .phrase(let text) = pattern.root else {
                    throw wrong(
                        "the list '#\(name)' holds patterns with operators",
                        "within a phrase only a list of phrases can stand")
                }
                phrases.append(text)
            }
            return try group(phrases, called: word, at: origin, &open)
        }
        guard word.utf8.count > 1, word.contains("[") || word.dropLast().contains("?") else {
            return word
        }
        return try spellings(of: word, at: origin)
    }

    private func group(
        _ phrases: [String], called name: String, at origin: Origin, _ open: inout [String]
    ) throws(VOCError) -> String {
        guard !open.contains(name) else {
            throw VOCError(
                .patternUnknownName, "'\(name)' is made of itself", at: origin,
                hint: (open + [name]).joined(separator: " → "))
        }
        open.append(name)
        var parts: [String] = []
        for phrase in phrases { parts.append(try expand(phrase, at: origin, &open)) }
        open.removeLast()
        return "(\(parts.joined(separator: "|")))"
    }

    /// `~word`: the word with its forms as a verb and as a noun; `~slow/a` as the class named.
    private func forms(of text: String, at origin: Origin) throws(VOCError) -> [String] {
        let pieces = text.split(separator: "/", maxSplits: 1).map(String.init)
        let word = pieces[0].lowercased()
        var forms = [word]
        if pieces.count > 1 {
            forms += try inflections.forms(of: word, pieces[1], at: origin)
        } else if let known = irregular[word] {
            forms += known
        } else if !inflections.isEmpty {
            forms += try inflections.forms(of: word, "v n", at: origin)
            // drop: dropped, dropping
            let last = word.utf8.suffix(3).map { $0 }
            let isVowel = { (byte: UInt8) in "aeiou".utf8.contains(byte) }
            if last.count == 3, !isVowel(last[0]), isVowel(last[1]), !isVowel(last[2]),
                !"wxy".utf8.contains(last[2])
            {
                forms += try inflections.forms(of: word, "vv", at: origin)
            }
        }
        var seen = Set<String>()
        return forms.filter { seen.insert($0).inserted }
    }

    /// `organi[sz]e` and `gr?y`: the words that are meant.
    private func spellings(of word: String, at origin: Origin) throws(VOCError) -> String {
        var words = [""]
        var rest = Substring(word)
        while let character = rest.first {
            rest.removeFirst()
            var choices = [String(character)]
            if character == "[" {
                guard let end = rest.firstIndex(of: "]"), end > rest.startIndex else {
                    throw VOCError(
                        .patternMalformed, "a '[' within a word needs letters and a ']'", at: origin
                    )
                }
                choices = rest[..<end].map { String($0) }
                rest = rest[rest.index(after: end)...]
            } else if character == "?" {
                choices = "abcdefghijklmnopqrstuvwxyz".map { String($0) }
            }
            guard words.count * choices.count <= 1000 else {
                throw VOCError(
                    .patternTooWide, "'\(word)' stands for more than 1000 words", at: origin)
            }
            words = words.flatMap { start in choices.map { start + $0 } }
        }
        return "(\(words.joined(separator: "|")))"
    }
}

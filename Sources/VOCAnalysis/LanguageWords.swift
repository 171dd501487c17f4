internal import VOCCore

/// Function words of languages, to tell what a text is written in; read from
/// `und/languages/words.tsv`.
///
/// Good for a sentence or more in a known language; says nothing when in doubt.
struct LanguageWords: Sendable {
    /// At most 16 language tags.
    private(set) var languages: [String] = []
    /// Bits of the languages in which a word is a function word.
    private(set) var masks: [String: UInt16] = [:]
    private(set) var files: [String] = []

    init(in folders: LexiconFolders) throws(VOCError) {
        let folder = try folders.folder(for: "und/languages", holding: "words.tsv")
        files = ["\(folder)/words.tsv"]
        for row in try TabbedFile(files[0], columns: ["language", "words"]).rows {
            let bit: Int
            if let known = languages.firstIndex(of: row[0]) {
                bit = known
            } else {
                guard languages.count < 16 else {
                    throw VOCError(.lexiconRow, "at most 16 languages", at: row.origin)
                }
                bit = languages.count
                languages.append(row[0])
            }
            for word in row[1].split(separator: " ") {
                masks[String(word), default: 0] |= 1 << UInt16(bit)
            }
        }
    }
}

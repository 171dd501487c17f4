import TestSupport
import VOCCore

@testable import VOCAnalysis

/// A small lexicon and rules made for a test, in the files a linguist would write.
struct SmallPacks {
    /// Lines of `terms.tsv`, `phrases.tsv` and `modifiers.tsv` with `|` for tabs where no `|` is
    /// meant otherwise.
    var terms = ["good\t0.5", "bad\t-0.5", "nice\t0.25", "awful\t-1"]
    var phrases: [String] = []
    var modifiers: [String] = []
    /// Lines of `lexicon.yml`.
    var scoring = ""
    /// `themes/small/all.yml`; empty for no theme pack.
    var themes = ""
    var pack = ""
    /// `lists.yml` of the theme pack and `classes.yml` of its language; empty for none.
    var lists = ""
    var classes = ""
    /// Files of `intents/small`, by name; none for no intents.
    var intents: [(name: String, yaml: String)] = []

    /// Writes the packs into a fresh folder and compiles them.
    func analyzer() throws -> Analyzer {
        try Suite.withFolder { folder in
            try write(to: folder)
            return try Analyzer(
                AnalysisSpec(
                    lexicon: "xx/small", themes: themes.isEmpty ? [] : ["small"],
                    intents: intents.isEmpty ? "" : "intents/small"),
                in: LexiconFolders([folder]))
        }
    }

    func reader() throws -> TextReader { TextReader(try analyzer()) }

    func write(to folder: String) throws {
        func put(_ path: String, _ text: String) throws {
            let full = "\(folder)/\(path)"
            try TextFile.makeFolder(String(full[..<full.lastIndex(of: "/")!]))
            try TextFile.write(Array(text.utf8), to: full)
        }
        try put(
            "und/languages/words.tsv",
            "language\twords\nen\tthe is and it was\nde\tdas ist und es war\n")
        try put(
            "xx/small/lexicon.yml",
            "id: xx/small\nversion: 1.0.0\nlanguage: en\nlicence: Apache-2.0\n\(scoring)")
        try put(
            "xx/inflections.tsv",
            "class\tending\tstrip\tadd\tnote\nly\t*\t0\tly\nv\t*\t0\ts,ed,ing\nv\te\t1\tes,ed,ing\n"
        )
        try put("xx/small/terms.tsv", "term\tweight\tspread\tforms\tnote\n" + rows(terms, "\t0.2"))
        try put("xx/small/phrases.tsv", "phrase\tweight\tspread\tnote\n" + rows(phrases, "\t0.2"))
        try put("xx/small/modifiers.tsv", "term\tkind\tvalue\treach\tnote\n" + rows(modifiers, ""))
        if !themes.isEmpty {
            try put(
                "themes/small/pack.yml",
                "id: small\nversion: 1.0.0\nlanguage: en\nlicence: Apache-2.0\n\(pack)")
            try put("themes/small/all.yml", themes)
            if !lists.isEmpty { try put("themes/small/lists.yml", lists) }
            if !classes.isEmpty { try put("en/classes.yml", classes) }
            try put(
                "en/inflections.tsv",
                "class\tending\tstrip\tadd\tnote\nv\t*\t0\ts,ed,ing\nvv\t*\t0\ts,+ed,+ing\n"
                    + "n\t*\t0\ts\nly\t*\t0\tly\n")
            try put("en/irregular.tsv", "word\tforms\nbreak\tbreaks broke broken breaking\n")
        }
        if !intents.isEmpty {
            try put(
                "intents/small/pack.yml",
                "id: small\nversion: 1.0.0\nlanguage: en\nlicence: Apache-2.0\n")
            for (name, yaml) in intents { try put("intents/small/\(name)", yaml) }
        }
    }

    /// Lines of two columns get a spread; longer ones are taken as they are.
    private func rows(_ lines: [String], _ spread: String) -> String {
        lines.map { ($0.split(separator: "\t").count == 2 ? $0 + spread : $0) + "\n" }.joined()
    }
}

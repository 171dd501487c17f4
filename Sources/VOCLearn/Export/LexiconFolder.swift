internal import VOCCore

/// Writes a lexicon in the form of lexicons/README.md.
struct LexiconFolder {
    struct Line {
        /// One word, or several separated by spaces.
        let phrase: String
        let milli: Int
        let note: String
    }

    let id: String
    let base: String
    var version = "0.1.0"
    var licence = "Apache-2.0"
    var source = ""
    var description = ""
    let lines: [Line]

    init(id: String, base: String, lines: [Line]) {
        self.id = id
        self.base = base
        self.lines = lines.sorted { $0.phrase < $1.phrase }
    }

    /// Writes `lexicon.yml`, `terms.tsv` and `phrases.tsv`; the folder is made if need be.
    func write(to folder: String) throws(VOCError) {
        try TextFile.makeFolder(folder)
        var head = "id: \(id)\nversion: \(version)\nlanguage: en\nlicence: \(licence)\n"
        if !source.isEmpty { head += "source: \(source)\n" }
        if !description.isEmpty { head += "description: \(description)\n" }
        head += "extends: \(base)\n"
        try TextFile.write(Array(head.utf8), to: "\(folder)/lexicon.yml")
        var terms = "term\tweight\tspread\tforms\tnote\n"
        var phrases = "phrase\tweight\tspread\tnote\n"
        for line in lines {
            let weight = Decimals.shortThousandths(line.milli)
            if line.phrase.contains(" ") {
                phrases += "\(line.phrase)\t\(weight)\t0.2\t\(line.note)\n"
            } else {
                terms += "\(line.phrase)\t\(weight)\t0.2\t\t\(line.note)\n"
            }
        }
        try TextFile.write(Array(terms.utf8), to: "\(folder)/terms.tsv")
        try TextFile.write(Array(phrases.utf8), to: "\(folder)/phrases.tsv")
    }
}

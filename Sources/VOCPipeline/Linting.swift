package import VOCAnalysis
package import VOCCore
internal import VOCIngest
internal import VOCLearn
internal import VOCReport

/// What `voc lint` does: looks a lexicon or a pack of rules over, and compares it with dumps.
package struct Linting: Sendable {
    /// The pack's name under the folders.
    private let name: String
    private let lexicons: [String]

    /// The file that describes it: a lexicon, or a pack of rules.
    private let marker: String

    /// `pack` is a name such as `en/airline`, `themes/cx` or `cx`, or the folder of one.
    package init(pack: String, lexicons: [String] = []) {
        let folder = pack.hasSuffix("/") ? String(pack.dropLast()) : pack
        if let marker = ["lexicon.yml", "pack.yml"].first(where: {
            TextFile.exists("\(folder)/\($0)")
        }) {
            self.marker = marker
            let parts = folder.split(separator: "/", omittingEmptySubsequences: false)
            let parent = parts.dropLast(2).joined(separator: "/")
            name = parts.suffix(2).joined(separator: "/")
            self.lexicons =
                [parent.isEmpty ? folder.hasPrefix("/") ? "/" : "." : parent] + lexicons
            return
        }
        let isRules =
            !pack.contains("/") || ["themes/", "intents/"].contains(where: pack.hasPrefix)
        marker = isRules ? "pack.yml" : "lexicon.yml"
        name = isRules && !pack.contains("/") ? "themes/\(pack)" : pack
        self.lexicons = lexicons
    }

    private var isOfRules: Bool { marker == "pack.yml" }

    /// What the files of the lexicon say by themselves.
    package func findings() throws(VOCError) -> [LintFinding] {
        guard isOfRules else { return try LexiconLint.findings(name, in: folders) }
        return try ruleLint(try home.compiled.analyzer(spec, in: folders)).repeated
    }

    private var home: Home { Home(explicit: lexicons) }
    private var folders: LexiconFolders { home.lexiconFolders }

    /// What is read with: the lexicon alone, or the pack with the general lexicon.
    private var spec: AnalysisSpec {
        if !isOfRules { return AnalysisSpec(lexicon: name, themes: [], intents: "") }
        return name.hasPrefix("intents/")
            ? AnalysisSpec(themes: [], intents: name) : AnalysisSpec(themes: [name], intents: "")
    }

    private func ruleLint(_ analyzer: Analyzer) throws(VOCError) -> RuleLint {
        RuleLint(analyzer, folder: try folders.folder(for: name, holding: marker))
    }

    /// What dumps say of the lexicon: weights that disagree with ratings, and how many items have a
    /// word of it. Records are read as `voc score` does.
    ///
    /// `scale` is that of ratings whose source states none. `note` gets words for people.
    package func findings(
        dumps: [String], source: String?, scale: ClosedRange<Int>?, note: (String) -> Void
    ) throws(VOCError) -> [LintFinding] {
        let plan = try Plan(
            files: dumps, source: source, spec: spec, lexicons: lexicons)
        for remark in plan.fileRemarks { note(remark) }
        if isOfRules { return try ruleFindings(plan, note: note) }
        var lint = RatingLint(plan.analyzer)
        let texts = TextReader(plan.analyzer)
        let batch = FeedbackBatch(attributeCount: 0)
        let chunk = DumpChunk()
        var reading = Reading()
        var counts = (read: 0, rejected: 0, unknownScale: 0)
        for source in plan.sources {
            let reader = try DumpReader(source.dump)
            defer { reader.close() }
            let ends =
                reader.ratingScale.map { Int($0.lowMilli)...Int($0.highMilli) }
                ?? scale.map { $0.lowerBound * 1000...$0.upperBound * 1000 }
            while try reader.takeChunk(chunk) {
                batch.removeAll()
                try reader.decode(chunk, into: batch)
                counts.read += batch.recordsRead
                counts.rejected += batch.rejects.count
                for row in batch.rows {
                    unsafe texts.read(
                        batch.bytes(row.text), declaredLanguage: batch.bytes(row.language),
                        into: &reading)
                    var rating: Int?
                    if row.ratingMilli != FeedbackBatch.Row.noRating {
                        if let ends, ends.contains(Int(row.ratingMilli)) {
                            rating = Linting.centred(Int(row.ratingMilli), on: ends)
                        } else {
                            counts.unknownScale += 1
                        }
                    }
                    lint.add(reading, rating: rating)
                }
            }
        }
        note(
            "read \(counts.read) = accepted \(counts.read - counts.rejected) + rejected \(counts.rejected)"
        )
        if counts.unknownScale > 0 {
            note(
                "\(counts.unknownScale) ratings are on no known scale, or outside it, and not compared; --scale 1..5 names it"
            )
        } else if !lint.hasRatings {
            note("no item has a rating: weights are not compared")
        }
        let folder = try folders.folder(for: name, holding: "lexicon.yml")
        return lint.disagreements
            + [lint.coverage(at: Origin(file: "\(folder)/lexicon.yml", line: 1))]
    }

    /// What dumps say of a pack of rules: rules that are never met or never count, what is not
    /// covered, and how much is.
    private func ruleFindings(_ plan: Plan, note: (String) -> Void) throws(VOCError)
        -> [LintFinding]
    {
        var lint = try ruleLint(plan.analyzer)
        let texts = TextReader(plan.analyzer)
        let batch = FeedbackBatch(attributeCount: 0)
        let chunk = DumpChunk()
        var reading = Reading()
        var counts = (read: 0, rejected: 0)
        for source in plan.sources {
            let reader = try DumpReader(source.dump)
            defer { reader.close() }
            while try reader.takeChunk(chunk) {
                batch.removeAll()
                try reader.decode(chunk, into: batch)
                reader.settleIDs(of: chunk, in: batch)
                counts.read += batch.recordsRead
                counts.rejected += batch.rejects.count
                for (index, row) in batch.rows.enumerated() {
                    let facts =
                        plan.analyzer.asksForFields ? ItemFacts(index, batch, []) : ItemFacts()
                    let met = unsafe texts.readMeeting(
                        batch.bytes(row.text), declaredLanguage: batch.bytes(row.language),
                        facts: facts, into: &reading)
                    lint.add(reading, met: met, row: row, in: batch)
                }
            }
        }
        note(
            "read \(counts.read) = accepted \(counts.read - counts.rejected) + rejected \(counts.rejected)"
        )
        let place = Origin(
            file: "\(try folders.folder(for: name, holding: marker))/\(marker)", line: 1)
        return lint.idle + lint.uncovered(at: place) + [lint.coverage(at: place)]
    }

    /// A rating in thousandths of −1…1.
    private static func centred(_ milli: Int, on ends: ClosedRange<Int>) -> Int {
        let width = ends.upperBound - ends.lowerBound
        return (2 * (milli - ends.lowerBound) - width) * 1000 / width
    }

    /// Findings as lines of CSV, the names of the columns first; safe to open in a spreadsheet.
    package static func csv(_ findings: [LintFinding]) -> [String] {
        [LintFinding.columns.joined(separator: ",")]
            + findings.map { $0.row.map(CSVRenderer.quoted).joined(separator: ",") }
    }
}

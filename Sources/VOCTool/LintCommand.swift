internal import ArgumentParser
internal import VOCAnalysis
internal import VOCCore
internal import VOCPipeline

/// `voc lint`
struct Lint: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Look a lexicon or a pack of rules over: lines that never count, clash or say nothing new, and what dumps say of them.",
        discussion: """
            A lexicon: with --dump, words are compared with the ratings beside the texts that have them: at least 20 items, a false
            discovery rate of 5 %. A pack of themes or intents: patterns that stand twice; with --dump, rules that no item meets or
            that never count, words that are frequent in items that no rule covers, and how many items are covered.
            voc explain lint.ratings, lint.shadowed and the like say what each finding means.

            Example: voc lint en/airline --dump reviews.csv --source trustpilot
            """)

    @Argument(help: "A name such as en/airline, themes/cx or cx, or the folder of a pack.")
    var pack: String
    @Option(parsing: .upToNextOption, help: "Dumps to compare with.") var dump: [String] = []
    @Option(help: "The dumps' source profile; otherwise found by structure.") var source: String?
    @Option(help: "The scale of ratings whose source states none, such as 1..5.") var scale: String?
    @Option(help: "table, json, ndjson or csv.") var format = "table"
    @Option(help: "Exit with 1 if there is a warning (or a note): warning or note.")
    var failOn: String?
    @OptionGroup var lexiconOptions: LexiconOptions

    func validate() throws {
        guard ["table", "json", "ndjson", "csv"].contains(format) else {
            throw ValidationError("--format is table, json, ndjson or csv")
        }
        if let failOn, LintFinding.Severity(rawValue: failOn) == nil {
            throw ValidationError("--fail-on is warning or note")
        }
        if scale != nil, ends == nil { throw ValidationError("--scale is LOW..HIGH, as in 1..5") }
    }

    private var ends: ClosedRange<Int>? {
        let ends = (scale ?? "").split(separator: ".").map { Int($0) }
        guard let scale, scale.contains(".."), ends.count == 2, let low = ends[0],
            let high = ends[1], low < high, low.magnitude < 1_000_000, high < 1_000_000
        else { return nil }
        return low...high
    }

    func run() throws {
        let linting = Linting(pack: pack, lexicons: lexiconOptions.lexicons)
        var findings = try linting.findings()
        if !dump.isEmpty {
            findings += try linting.findings(
                dumps: dump, source: source, scale: ends, note: { Terminal.say("note: \($0)") })
        }
        let warnings = findings.count { $0.severity == .warning }
        try show(findings)
        let notes = findings.count - warnings
        Terminal.say(
            "\(warnings) \(warnings == 1 ? "warning" : "warnings"), "
                + "\(notes) \(notes == 1 ? "note" : "notes")")
        if let failOn, let least = LintFinding.Severity(rawValue: failOn),
            findings.contains(where: {
                $0.severity >= least && ![.lintCoverage, .lintUncovered].contains($0.code)
            })
        {
            throw ExitCode(ExitStatus.gateFailed.rawValue)
        }
    }

    private func show(_ findings: [LintFinding]) throws(VOCError) {
        var json = JSONWriter()
        switch format {
        case "csv":
            for line in Linting.csv(findings) { try Terminal.print(line) }
        case "json":
            json.beginObject()
            json.key("pack")
            json.string(pack)
            json.key("findings")
            json.beginArray()
            for finding in findings { finding.write(to: &json) }
            json.endArray()
            json.endObject()
            json.newline()
        case "ndjson":
            for finding in findings {
                finding.write(to: &json)
                json.newline()
            }
        default:
            for finding in findings {
                for line in finding.lines { try Terminal.print(line) }
            }
        }
        try Terminal.write(json.bytes)
    }
}

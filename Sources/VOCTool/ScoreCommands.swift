internal import ArgumentParser
internal import VOCAnalysis
internal import VOCCore
internal import VOCPipeline

/// Which packs to score with.
struct PackOptions: ParsableArguments {
    @Option(help: "The lexicon.") var lexicon = "en/general"
    @Option(help: "A theme pack; may be repeated, none for none.") var themes: [String] = ["cx"]
    @Option(help: "The intent pack, or none.") var intents = "default"
    @OptionGroup var lexiconOptions: LexiconOptions

    var spec: AnalysisSpec {
        AnalysisSpec(
            lexicon: lexicon, themes: themes.filter { $0 != "none" },
            intents: intents == "none" ? "" : intents)
    }
}

/// `voc score`
struct Score: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Score dumps: one NDJSON line an item on stdout.",
        discussion: """
            Format, encoding and profile are found by looking; - reads standard input.

            Example: voc score reviews.csv --source trustpilot | head -3
            """)

    @Argument(help: "Dumps, or - for standard input.") var files: [String]
    @Option(help: "A source profile, such as trustpilot; otherwise found by structure.") var source:
        String?
    @Option(help: "Threads.") var jobs = Terminal.cores
    @Flag(help: "Add author, title and text.") var withText = false
    @Flag(help: "Add what each sentence and clause says by itself.") var sentences = false
    @Flag(
        name: .customLong("allow-dtd"),
        help: "Replace entities that an XML document declares in itself, within bounds.")
    var allowsEntities = false
    @OptionGroup var limit: RejectLimitOption
    @OptionGroup var packs: PackOptions

    func validate() throws { try Terminal.validate(jobs: jobs) }

    func run() throws {
        let plan = try Plan(
            files: files, source: source, spec: packs.spec, lexicons: packs.lexiconOptions.lexicons,
            allowsEntities: allowsEntities)
        for remark in plan.fileRemarks { Terminal.say("note: \(remark)") }
        let rejects = RejectPrinter()
        let partial = try plan.map(
            jobs: jobs, items: .lines, includesText: withText, includesSentences: sentences,
            reject: { rejects.show($0) },
            note: { Terminal.say("note: \($0)") },
            write: { (bytes) throws(VOCError) in try Terminal.write(bytes) })
        rejects.finish(partial.summary.accounting)
        if let refusal = VOCError.refusedMembers(partial.summary.accounting) { throw refusal }
        if let gate = limit.maxRejects?.gate(partial.summary.accounting) { throw gate }
    }
}

/// Prints the first five rejects and their number.
// Sound: called from the ordered part of a run only, by one task at a time.
final class RejectPrinter: @unchecked Sendable {
    private var shown = 0

    func show(_ line: String) {
        shown += 1
        if shown <= 5 { Terminal.say("rejected \(line)") }
    }

    func finish(_ accounting: Accounting) {
        guard accounting.rejected > 0 else { return }
        Terminal.say(
            "read \(accounting.read) = accepted \(accounting.accepted) + rejected \(accounting.rejected) + duplicate \(accounting.duplicate)"
        )
    }
}

/// `voc why`
struct Why: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Where a score comes from: words, rules with file and line, arithmetic.",
        discussion: """
            Example: voc why "I don't think the app is good"
            An item of a run: voc why --item 4711 --run out/2026-11-22 --pipeline pipelines/nightly.yml
            """)

    @Argument(help: "The text.") var text: String?
    @Option(help: "The id of an item of a run instead of a text.") var item: String?
    @Option(name: .customLong("run"), help: "The folder of the run that has the item.")
    var runFolder: String?
    @Option(help: "The pipeline whose packs and routes count.") var pipeline: String?
    @OptionGroup var packs: PackOptions

    func validate() throws {
        guard (text == nil) == (item != nil), (item == nil) == (runFolder == nil) else {
            throw ValidationError("give a text, or --item with --run")
        }
    }

    func run() throws {
        if let item, let runFolder {
            let found = try RunFolder(runFolder).item(
                item, pipeline: pipeline, lexicons: packs.lexiconOptions.lexicons)
            for line in Explanation.trace(found.text, plan: found.plan) { try Terminal.print(line) }
            return
        }
        let plan =
            try pipeline.map {
                try Plan(pipeline: $0, lexicons: packs.lexiconOptions.lexicons, checksFiles: false)
            } ?? Plan(files: [], spec: packs.spec, lexicons: packs.lexiconOptions.lexicons)
        for line in Explanation.trace(text ?? "", plan: plan) { try Terminal.print(line) }
    }
}

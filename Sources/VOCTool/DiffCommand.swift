internal import ArgumentParser
internal import VOCAnalysis
internal import VOCCore
internal import VOCPipeline

/// `voc diff`
struct Diff: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "What a change of lexicon, themes, intents or routes would do to a dump, before it is made.",
        discussion: """
            OLD and NEW are pipeline files, folders with lexicons, folders of a pack, or names of installed packs. Every item of the
            dump is read with both: which themes and intents gain and lose items, by which rule, which items go to other queues,
            and what that does to the figures. --with-text shows the words, with what decided in [[brackets]].

            Example: voc diff main/lexicons lexicons --dump reviews.csv --pipeline nightly.yml --with-text
            """)

    @Argument(help: "What is in use: a pipeline file, a folder or a pack.") var old: String
    @Argument(help: "What would take its place.") var new: String
    @Option(parsing: .upToNextOption, help: "Dumps to read.") var dump: [String] = []
    @Option(help: "The dumps' source profile; otherwise found by structure.") var source: String?
    @Option(help: "A pipeline whose packs, fields and routes hold for both sides.")
    var pipeline: String?
    @Option(help: "The lexicon, where it is not what is compared.") var lexicon = "en/general"
    @Option(parsing: .upToNextOption, help: "Theme packs, where they are not what is compared.")
    var themes: [String] = ["cx"]
    @Option(help: "The intent pack, where it is not what is compared; none for none.")
    var intents = "default"
    @Option(help: "Examples of what each topic gained and lost.") var examples = 3
    @Option(help: "table, json, ndjson or csv.") var format = "table"
    @Option(help: "Exit with 1 if these differ: any, labels, themes, intents or cases.")
    var failOn: String?
    @Flag(help: "Show customers' words in the examples.") var withText = false
    @OptionGroup var lexiconOptions: LexiconOptions

    func validate() throws {
        guard !dump.isEmpty else { throw ValidationError("--dump names the dumps to read") }
        guard ["table", "json", "ndjson", "csv"].contains(format) else {
            throw ValidationError("--format is table, json, ndjson or csv")
        }
        guard (0...1000).contains(examples) else {
            throw ValidationError("--examples must be 0 to 1000")
        }
        if let failOn, Difference.Part(rawValue: failOn) == nil {
            throw ValidationError("--fail-on is any, labels, themes, intents or cases")
        }
    }

    func run() throws {
        var request = Comparison.Request(old: old, new: new, dumps: dump)
        request.source = source
        request.pipeline = pipeline
        request.spec = AnalysisSpec(
            lexicon: lexicon, themes: themes, intents: intents == "none" ? "" : intents)
        request.lexicons = lexiconOptions.lexicons
        request.examples = examples
        var comparison = try Comparison(request)
        let difference = try comparison.run { Terminal.say("note: \($0)") }
        switch format {
        case "json": try Terminal.write(difference.json(withText: withText))
        case "ndjson": try Terminal.write(difference.ndjson(withText: withText))
        case "csv": for line in difference.csv { try Terminal.print(line) }
        default: for line in difference.lines(withText: withText) { try Terminal.print(line) }
        }
        if let part = failOn.flatMap(Difference.Part.init), difference.differs(in: part) {
            throw ExitCode(ExitStatus.gateFailed.rawValue)
        }
    }
}

internal import ArgumentParser
internal import VOCAnalysis
internal import VOCCore
internal import VOCPipeline
internal import VOCReport

/// `voc discover`
struct Discover: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Words and phrases that are new in a dump, or that no theme covers, with quotes and a rule.",
        discussion: """
            Compared are items without a theme with those that have one; with --against, the dumps with others; with --since or
            --last, the items from a day on with those before. Items are counted, not words; copies are left out. A term passes
            at a false discovery rate of 5 % over all words and phrases of up to three words.

            Example: voc discover reviews.csv --last week
            """)

    @Argument(help: "Dumps to look at.") var files: [String]
    @Option(parsing: .upToNextOption, help: "Dumps to compare with.") var against: [String] = []
    @Option(help: "Compare the items from this day on, such as 2026-11-16, with those before.")
    var since: String?
    @Option(help: "Compare the newest day, week or month with all before.") var last: String?
    @Option(help: "The dumps' source profile; otherwise found by structure.") var source: String?
    @Option(help: "A pipeline whose packs and fields are used.") var pipeline: String?
    @Option(help: "The lexicon, without a pipeline.") var lexicon = "en/general"
    @Option(parsing: .upToNextOption, help: "The theme packs, without a pipeline.")
    var themes: [String] = ["cx"]
    @Option(help: "The intent pack, without a pipeline; none for none.") var intents = "default"
    @Option(help: "Findings at most.") var most = 20
    @Option(help: "Items that a finding has at least.") var minimum = 5
    @Option(help: "table, json, ndjson or csv.") var format = "table"
    @Option(help: "Threads.") var jobs = Terminal.cores
    @OptionGroup var lexiconOptions: LexiconOptions

    func validate() throws {
        try Terminal.validate(jobs: jobs)
        guard ["table", "json", "ndjson", "csv"].contains(format) else {
            throw ValidationError("--format is table, json, ndjson or csv")
        }
        if let since, CivilDay(iso: since) == nil {
            throw ValidationError("--since must be a day such as 2026-11-16")
        }
        if let last, Period(rawValue: last) == nil {
            throw ValidationError("--last is day, week or month")
        }
        guard [against.isEmpty, since == nil, last == nil].count(where: { !$0 }) <= 1 else {
            throw ValidationError("only one of --against, --since and --last")
        }
        guard (1...1000).contains(most) else { throw ValidationError("--most must be 1 to 1000") }
        guard (2...200).contains(minimum) else {
            throw ValidationError("--minimum must be 2 to 200")
        }
    }

    func run() throws {
        var request = Discovering.Request(dumps: files)
        if let day = since.flatMap({ CivilDay(iso: $0) }) {
            request.baseline = .before(day)
        } else if let period = last.flatMap(Period.init) {
            request.baseline = .beforeLast(period)
        } else if !against.isEmpty {
            request.baseline = .dumps(against)
        }
        request.source = source
        request.pipeline = pipeline
        request.spec = AnalysisSpec(
            lexicon: lexicon, themes: themes, intents: intents == "none" ? "" : intents)
        request.lexicons = lexiconOptions.lexicons
        request.jobs = jobs
        request.options.most = most
        request.options.minimum = minimum
        let result = try Discovering(request).run { Terminal.say("note: \($0)") }
        switch format {
        case "json": try Terminal.write(result.json)
        case "ndjson": try Terminal.write(result.ndjson)
        case "csv": for line in result.csv { try Terminal.print(line) }
        default: for line in result.lines { try Terminal.print(line) }
        }
    }
}

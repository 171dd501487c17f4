internal import ArgumentParser
internal import VOCCore
internal import VOCLearn
internal import VOCPipeline

/// `voc learn`
struct Learn: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Fit term weights to labelled texts; the result is an ordinary, readable pack.",
        discussion:
            "Example: voc learn sentiment --gold reviews.jsonl mails.jsonl -o lexicons/en/ours",
        subcommands: [LearnSentiment.self, LearnThemes.self, LearnPolarity.self, LearnIntents.self])
}

/// What all kinds of learning take.
struct GoldOptions: ParsableArguments {
    @Option(
        parsing: .upToNextOption,
        help: "Labelled files, or folders of them; each file is a domain.")
    var gold: [String]
    @Option(help: "Rows of another split than this are kept for measuring.") var split = "train"
    @Option(help: "The field of the text.") var textField = "text"
    @Option(help: "The field of the label or labels; dots lead into objects.")
    var labelField: String?
    @Option(help: "The field of the split.") var splitField = "split"
    @Option(name: .shortAndLong, help: "The folder to write.") var out: String
    @Option(help: "The id of the pack; the folder's name if left out.") var id: String?
    @Option(help: "The licence to write into it.") var licence = "LicenseRef-Unknown"
    @Option(help: "Threads.") var jobs = Terminal.cores
    @OptionGroup var lexiconOptions: LexiconOptions

    func files() throws(VOCError) -> [GoldFile] {
        var fields = GoldFields()
        fields.text = textField
        fields.label = labelField
        fields.split = splitField
        var files: [GoldFile] = []
        for path in try GoldFile.expand(gold) {
            files.append(try GoldFile(path, split: split, fields: fields))
        }
        return files
    }

    /// The output folder as options that name packs take it.
    var path: String { out.hasPrefix("/") || out.hasPrefix(".") ? out : "./\(out)" }

    /// The last `count` parts of the output folder, unless said otherwise.
    func packID(parts count: Int) -> String {
        id
            ?? out.split(separator: "/").filter { $0 != "." && $0 != ".." }.suffix(count)
            .joined(separator: "/")
    }
}

/// `voc learn sentiment`
struct LearnSentiment: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sentiment",
        abstract: "Fit weights of words and phrases on top of a lexicon.",
        discussion: """
            Weights are drawn towards the base; how strongly is found by leaving out each domain in turn (each fifth of a single one).
            If that does not help on what was left out, the base is kept and the card says so. The card is printed and written as README.md.

            Example: voc learn sentiment --gold shops.jsonl hotels.jsonl --base en/general -o lexicons/en/ours
            """)

    @OptionGroup var options: GoldOptions
    @Option(help: "The lexicon to start from.") var base = "en/general"
    @Option(help: "In how many domains a phrase must speak the same way.") var leastDomains = 2

    func validate() throws { try Terminal.validate(jobs: options.jobs) }

    func run() throws {
        let learning = try SentimentLearning(
            options.files(), base: base, leastDomains: leastDomains,
            in: Home(explicit: options.lexiconOptions.lexicons).lexiconFolders, jobs: options.jobs,
            note: { Terminal.say($0) })
        let learned = try learning.learn()
        let id = options.packID(parts: 2)
        try learned.write(to: options.out, id: id, licence: options.licence)
        for line in learned.card(id: id, licence: options.licence) { try Terminal.print(line) }
        Terminal.say("wrote \(options.out); use it with --lexicon \(options.path)")
    }
}

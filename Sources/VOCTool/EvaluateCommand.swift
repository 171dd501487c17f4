internal import ArgumentParser
internal import VOCAnalysis
internal import VOCCore
internal import VOCLearn
internal import VOCPipeline

/// `voc evaluate`
struct Evaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "How right the answers are on labelled texts, and where and why they are wrong.",
        discussion: """
            Gold is NDJSON. sentiment: {"text", "label"} with pos, neu, neg or positive …; themes, intents: {"text", "labels": […]};
            aspects: {"text", "aspects": [{"category", "polarity"}]}; complaint: {"text", "label"} with complaint or not_complaint.
            Perhaps "id" and "split" beside them. A file of labels says what each of theirs means here, such as 'food: [food, menu]'.

            Example: voc evaluate --gold ours.jsonl --split test
            """)

    @Option(parsing: .upToNextOption, help: "Labelled files, or folders of them.")
    var gold: [String]
    @Option(help: "sentiment, themes, intents, aspects or complaint.") var task = Evaluation.Task
        .sentiment
    @Option(help: "Only rows with this split, such as test.") var split: String?
    @Option(help: "A YAML file of 'their label: ours' lines.") var labels: String?
    @Option(help: "The field of the text.") var textField = "text"
    @Option(help: "The field of the label or labels; dots lead into objects.")
    var labelField: String?
    @Option(help: "The field of the split.") var splitField = "split"
    @Option(
        help: ArgumentHelp(
            "Fit a lexicon's confidence.tsv to this gold, write it here, and stop.",
            valueName: "file"))
    var calibrate: String?
    @Option(help: "Errors shown of each cause.") var worst = 3
    @Option(help: "table, json, ndjson or csv.") var format = "table"
    @Flag(help: "Show the texts of the errors: customers' own words.") var showText = false
    @OptionGroup var packs: PackOptions

    func validate() throws {
        guard ["table", "json", "ndjson", "csv"].contains(format) else {
            throw ValidationError("--format is table, json, ndjson or csv")
        }
        guard worst >= 0 else { throw ValidationError("--worst is a number of errors") }
    }

    func run() throws {
        var map = try labels.map { try LabelMap(file: $0) } ?? LabelMap()
        var fields = GoldFields()
        fields.text = textField
        fields.label = labelField
        fields.split = splitField
        let files = try GoldFile.expand(gold).map { try GoldFile($0, fields: fields) }
        let plan = try Plan(files: [], spec: packs.spec, lexicons: packs.lexiconOptions.lexicons)
        let analyzer = plan.analyzer
        for line in map.follow(analyzer.crosswalk, prefix: task == .intents ? "intent:" : "") {
            Terminal.say("note: \(labels ?? ""): \(line)")
        }
        if let calibrate {
            let table = try Calibration(analyzer, labels: map).table(files, split: split)
            try TextFile.write(Array(table.utf8), to: calibrate)
            return
        }
        let result =
            switch task {
            case .sentiment:
                try SentimentTask(analyzer, labels: map)
                    .evaluate(files, split: split, worst: worst)
            case .themes, .intents:
                try LabelTask(task, analyzer, labels: map)
                    .evaluate(files, split: split, worst: worst)
            case .aspects, .complaint:
                try ChoiceTask(task, analyzer, labels: map)
                    .evaluate(files, split: split, worst: worst)
            }
        switch format {
        case "csv": try Terminal.write(result.csv.utf8)
        case "table":
            for line in result.lines(showsText: showText) { try Terminal.print(line) }
        default:
            var json = JSONWriter()
            if format == "json" {
                result.write(to: &json, showsText: showText)
            } else {
                result.writeLines(to: &json)
            }
            try Terminal.write(json.bytes)
        }
    }
}

extension Evaluation.Task: ExpressibleByArgument {}

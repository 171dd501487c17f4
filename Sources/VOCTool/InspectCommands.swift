internal import ArgumentParser
internal import VOCCore
internal import VOCPipeline

/// `voc inspect`
struct Inspect: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "What is in a dump: format, encoding, fields, dates, scale, and the profile that fits.",
        discussion: """
            Looks at the first 256 KiB. What customers wrote is not shown unless asked for.

            Example: voc inspect dumps/reviews.csv
            """)

    @Argument(help: "Dumps, or - for standard input.") var files: [String]
    @Option(help: "Look at them as this source profile.") var source: String?
    @Option(help: "text, or json: one object a line.") var format = "text"
    @Flag(help: "Show the first values of each field: customers' own words.") var showText = false

    func validate() throws {
        guard !files.isEmpty else { throw ValidationError("name the dumps to look at") }
        guard ["text", "table", "json", "ndjson"].contains(format) else {
            throw ValidationError("--format is text, table, json or ndjson")
        }
    }

    func run() throws {
        let reports = try files.flatMap { try DumpReport.all($0, source: source) }
        for (index, report) in reports.enumerated() {
            if format.hasSuffix("json") {
                var json = JSONWriter()
                report.write(to: &json, showsText: showText)
                try Terminal.write(json.bytes)
            } else {
                if index > 0 { try Terminal.print("") }
                for line in report.lines(showsText: showText) { try Terminal.print(line) }
            }
        }
    }
}

/// `voc init`
struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "A commented pipeline for these dumps, ready to run.",
        discussion: """
            What is inferred by looking (profile, guessed fields, scale, order of dates, columns of few values as
            segments, the theme pack of the trade) is written down, so that the next dump is read the same way.

            Example: voc init dumps/reviews.csv -o pipeline.yml && voc run pipeline.yml
            """)

    @Argument(help: "The dumps.") var files: [String]
    @Option(name: .shortAndLong, help: "The file to write; standard output if left out.")
    var out: String?
    @Option(help: "The source profile of all of them.") var source: String?
    @Flag(help: "Replace the file if it is there.") var force = false

    func validate() throws {
        guard !files.isEmpty else { throw ValidationError("name the dumps to make a pipeline for") }
        guard !files.contains("-") else {
            throw ValidationError("a pipeline needs files; standard input has no name")
        }
    }

    func run() throws {
        let reports = try files.flatMap { try DumpReport.all($0, source: source) }
        let folder =
            out.flatMap { path in path.lastIndex(of: "/").map { String(path[...$0]) } } ?? ""
        let draft = try PipelineDraft(reports, folder: folder)
        guard let out else {
            try Terminal.write(Array(draft.yaml.utf8))
            return
        }
        guard force || !TextFile.exists(out) else {
            throw VOCError(
                .fileUnwritable, "there is a file here already", at: Origin(file: out),
                hint: "pass --force to replace it, or name another with -o")
        }
        if !folder.isEmpty { try TextFile.makeFolder(folder) }
        try TextFile.write(Array(draft.yaml.utf8), to: out)
        Terminal.say("wrote \(out); run it with: voc run \(out)")
    }
}

internal import ArgumentParser
internal import VOCCore
internal import VOCPipeline

/// `voc verify`
struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a run again from its manifest, and say whether every byte is the same.",
        discussion: """
            Checks the program, the libraries, the configuration, the inputs and the files of the run, makes the run again in a
            temporary folder and compares. Nothing of the run or of its history is changed. Exits with 1 if anything differs, and
            with 66 if an input is gone. Run it from the folder that the run was started in.

            Example: voc verify out/2026-11-22
            """)

    @Argument(help: "The folder of a run.") var folder: String
    @Option(help: "The pipeline, if it is not where it was.") var pipeline: String?
    @Option(help: "The history that the run used, if it is not where it was.") var history: String?
    @Option(help: "table, json, ndjson or csv.") var format = "table"
    @Option(help: "Threads.") var jobs = Terminal.cores
    @OptionGroup var lexiconOptions: LexiconOptions

    func validate() throws {
        try Terminal.validate(jobs: jobs)
        guard ["table", "json", "ndjson", "csv"].contains(format) else {
            throw ValidationError("--format is table, json, ndjson or csv")
        }
    }

    func run() throws {
        let result = try Verification(
            run: folder, pipeline: pipeline, history: history, lexicons: lexiconOptions.lexicons,
            jobs: jobs
        ).run()
        switch format {
        case "json": try Terminal.write(result.json)
        case "ndjson": try Terminal.write(result.ndjson)
        case "csv": for line in result.csv { try Terminal.print(line) }
        default: for line in result.lines { try Terminal.print(line) }
        }
        guard result.isRecomputed else { throw ExitCode(ExitStatus.inputMissing.rawValue) }
        guard result.isIdentical else { throw ExitCode(ExitStatus.gateFailed.rawValue) }
    }
}

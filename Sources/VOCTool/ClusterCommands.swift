internal import ArgumentParser
internal import VOCCore
internal import VOCPipeline

/// `voc map`
struct MapCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "map",
        abstract: "Score a part and print its partial as the last line: what a cluster runs.",
        discussion: """
            Example: voc map --path big.ndjson --range 0-1000000 --items none > part-0
            """)

    @Argument(help: "Dumps, or - for standard input (the default).") var files: [String] = []
    @Option(help: "One dump to read.") var path: String?
    @Option(help: "Bytes of an NDJSON dump, A-B: the lines that start in them.") var range: String?
    @Option(help: "A line of voc parts, in the place of dumps; needs --pipeline.") var part: String?
    @Option(
        help:
            "Scored items: all, a JSON object a line; arrow, as an Arrow stream before the partial; none; or keys: only a key for each different item, unscored."
    )
    var items = "all"
    @Option(help: "The pipeline whose packs, fields and routes count; its own inputs are not read.")
    var pipeline: String?
    @Option(help: "A source profile; otherwise found by structure.") var source: String?
    @Option(help: "Threads.") var jobs = Terminal.cores
    @Flag(
        help:
            "Keep what voc report needs to look for copied texts and new terms: some 60 bytes an item, and its text."
    )
    var copies = false
    @Flag(help: "Count an item once in this part: the first of those with the same source and id.")
    var unique = false
    @Option(help: "A file with keys of items that earlier parts have; implies --unique.")
    var seen: String?
    @OptionGroup var packs: PackOptions

    func validate() throws {
        guard ["all", "arrow", "none", "keys"].contains(items) else {
            throw ValidationError("--items is all, arrow, none or keys")
        }
        if part != nil {
            guard pipeline != nil else { throw ValidationError("--part needs --pipeline") }
            guard files.isEmpty, path == nil, range == nil, source == nil else {
                throw ValidationError(
                    "--part says what to read: leave out dumps, --path, --range, --source")
            }
        }
        if range != nil, bytes == nil { throw ValidationError("--range is A-B, two byte offsets") }
        try Terminal.validate(jobs: jobs)
    }

    private var bytes: Range<Int>? {
        let ends = (range ?? "").split(separator: "-", omittingEmptySubsequences: false).map {
            Int($0)
        }
        guard ends.count == 2, let low = ends[0], let high = ends[1], low >= 0, low <= high else {
            return nil
        }
        return low..<high
    }

    func run() throws {
        let plan = try plan
        let write: @Sendable ([UInt8]) throws(VOCError) -> Void = { (bytes) throws(VOCError) in
            try Terminal.write(bytes)
        }
        if items == "keys" {
            try Terminal.write(try plan.mapKeys(jobs: jobs, range: bytes, write: write).line())
            return
        }
        let earlier = try seen.map { try ItemKeys(file: $0) } ?? (unique ? ItemKeys() : nil)
        let form: ItemForm = items == "all" ? .lines : items == "arrow" ? .columns : .none
        let partial = try plan.map(
            jobs: jobs, items: form, keepsSketches: copies, earlier: earlier,
            range: bytes, write: write)
        try Terminal.write(partial.line())
    }

    private var plan: Plan {
        get throws {
            let lexicons = packs.lexiconOptions.lexicons
            let paths = files + (path.map { [$0] } ?? [])
            let dumps = paths.isEmpty ? ["-"] : paths
            guard let pipeline else {
                return try Plan(
                    files: dumps, source: source, spec: packs.spec, lexicons: lexicons)
            }
            guard let part else {
                return try Plan(mapping: dumps, as: pipeline, source: source, lexicons: lexicons)
            }
            return try Plan(Part(json: part), of: pipeline, lexicons: lexicons)
        }
    }
}

/// `voc parts`
struct Parts: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Cut a pipeline's inputs into parts for several machines, a JSON object a line.",
        discussion: """
            NDJSON files are cut into stretches of lines, other files stay whole. Each line is what voc map --part takes.

            Example: voc parts p.yml | parallel -k voc map --pipeline p.yml --items none --part {} | voc merge - > whole
            """)

    @Argument(help: "The pipeline.") var pipeline: String
    @Option(help: "The greatest part of an NDJSON file, in MiB.") var megabytes = 128
    @Flag(help: "Print only what all parts have in common; look at no files.") var config = false
    @OptionGroup var lexiconOptions: LexiconOptions

    func validate() throws {
        guard (1...1 << 20).contains(megabytes) else {
            throw ValidationError("--megabytes is from 1 to 1048576")
        }
    }

    func run() throws {
        if config {
            try Terminal.write(Part.common(of: pipeline, lexicons: lexiconOptions.lexicons))
            return
        }
        for part in try Plan.parts(
            of: pipeline, lexicons: lexiconOptions.lexicons, size: megabytes << 20)
        {
            try Terminal.write(part.line())
        }
    }
}

/// `voc merge`
struct Merge: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Add partials up to one: any order, any grouping, the same bytes.",
        discussion: "Example: voc merge part-* > whole")

    @Argument(
        help: "Outputs of voc map or voc merge, or - for standard input with one partial a line.")
    var files: [String]

    func run() throws {
        let whole = try PartialFiles.sum(of: files, to: "merge")
        try Terminal.write(whole.line())
    }
}

/// `voc report`
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Write the report of a partial.",
        discussion: "Example: voc report whole --pipeline pipelines/nightly.yml --out out")

    @Argument(help: "Partials; several are added up first.") var files: [String]
    @Option(help: "The pipeline that the parts were mapped with.") var pipeline: String?
    @Option(help: "The folder for the report.") var out = "out"
    @Option(name: .customLong("as-of"), help: "The day the report speaks of.") var asOf: String?
    @Option(help: "Threads.") var jobs = Terminal.cores
    @Flag(help: "Exit with 1 if an alert is raised.") var failOnAlert = false
    @OptionGroup var packs: PackOptions

    func validate() throws {
        try Terminal.validate(jobs: jobs)
        if let asOf, CivilDay(iso: asOf) == nil {
            throw ValidationError("--as-of must be a day such as 2026-11-22")
        }
    }

    func run() throws {
        let whole = try PartialFiles.sum(of: files, to: "report on")
        let plan =
            try pipeline.map {
                try Plan(mapping: [], as: $0, lexicons: packs.lexiconOptions.lexicons)
            }
            ?? Plan(files: [], spec: packs.spec, lexicons: packs.lexiconOptions.lexicons)
        let result = try plan.report(
            consume whole, asOf: asOf.flatMap { CivilDay(iso: $0) }, out: out, from: files[0],
            jobs: jobs)
        for finding in result.findings.prefix(5) { try Terminal.print("• \(finding)") }
        try AlertPrinter.print(result.alerts)
        if let first = result.files.first { try Terminal.print("Report \(first)") }
        if failOnAlert, let gate = result.alerts.gate { throw gate }
    }
}

/// Reads partials from files, or one a line from standard input.
enum PartialFiles {
    /// All of them added up; `purpose` is what there is nothing for if there are none.
    static func sum(of files: [String], to purpose: String) throws(VOCError) -> Partial {
        var whole: Partial?
        for (part, name) in try read(files) {
            if whole == nil { whole = part } else { try whole?.merge(part, from: name) }
        }
        guard let whole else {
            throw VOCError(.partialBroken, "there is nothing to \(purpose)")
        }
        return whole
    }

    private static func read(_ files: [String]) throws(VOCError) -> [(Partial, String)] {
        var result: [(Partial, String)] = []
        for file in files {
            guard file == "-" else {
                result.append((try Partial(lastLineOf: try TextFile.bytes(file), file: file), file))
                continue
            }
            var line: [UInt8] = []
            for byte in try TextFile.bytes("/dev/stdin") {
                line.append(byte)
                if byte == 0x0A {
                    result.append((try Partial(lastLineOf: line, file: "-"), "-"))
                    line.removeAll()
                }
            }
            if !line.isEmpty { result.append((try Partial(lastLineOf: line, file: "-"), "-")) }
        }
        return result
    }
}

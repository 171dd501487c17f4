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
    @Option(help: "Scored items: all or none.") var items = "all"
    @Option(help: "The pipeline whose packs, fields and routes count; its own inputs are not read.")
    var pipeline: String?
    @Option(help: "A source profile; otherwise found by structure.") var source: String?
    @Option(help: "Threads.") var jobs = Terminal.cores
    @Flag(
        help:
            "Keep what voc report needs to look for copied texts and new terms: some 60 bytes an item, and its text."
    )
    var copies = false
    @OptionGroup var packs: PackOptions

    func validate() throws {
        guard ["all", "none"].contains(items) else {
            throw ValidationError("--items is all or none")
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
        let paths = files + (path.map { [$0] } ?? [])
        let dumps = paths.isEmpty ? ["-"] : paths
        let plan =
            try pipeline.map {
                try Plan(
                    mapping: dumps, as: $0, source: source, lexicons: packs.lexiconOptions.lexicons)
            }
            ?? Plan(
                files: dumps, source: source, spec: packs.spec,
                lexicons: packs.lexiconOptions.lexicons)
        let partial = try plan.map(
            jobs: jobs, writesItems: items == "all", keepsSketches: copies, range: bytes,
            write: { (bytes) throws(VOCError) in try Terminal.write(bytes) })
        try Terminal.write(partial.line())
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
    @OptionGroup var packs: PackOptions

    func validate() throws {
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
            whole, asOf: asOf.flatMap { CivilDay(iso: $0) }, out: out, from: files[0])
        for finding in result.findings.prefix(5) { try Terminal.print("• \(finding)") }
        if let first = result.files.first { try Terminal.print("Report \(first)") }
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

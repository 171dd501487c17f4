internal import ArgumentParser
internal import Glibc
internal import VOCCore

/// `Benchmarks reports`: what it costs to report on much, beside reading it.
struct Reports: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Time voc report on a year of items, and a night on top of a history of all nights before.",
        discussion: "The history is made by as many runs of voc: six to eight minutes for 365.")

    @Option(help: "Items of the year.") var items = 100_000
    @Option(help: "Nights of the history; 0 for none.") var nights = 365
    @Option(help: "Rounds; each figure is the median over them.") var rounds = 3
    @Option(help: "A folder for all that is made, which then stays there.") var keep: String?
    @Option(help: "The voc to time; otherwise the one that was built beside this.") var voc: String?

    func validate() throws {
        guard (1000...10_000_000).contains(items) else {
            throw ValidationError("--items must be 1000 to 10000000")
        }
        guard (0...365).contains(nights) else { throw ValidationError("--nights must be 0 to 365") }
        guard (1...100).contains(rounds) else { throw ValidationError("--rounds must be 1 to 100") }
    }

    func run() throws {
        let voc = try Bench.tool(voc)
        let folder = try DumpFolder(keeping: keep)
        defer { folder.remove() }
        let year = try Year(items: items, in: folder.path)
        var results: [(name: String, figures: Figures)] = []
        results.append(
            (
                "LC_ALL=C wc -w on the dump",
                try median { () throws(VOCError) in try Child.run("wc", ["-w", year.dump]) }
            ))
        let partial = "\(folder.path)/partial"
        Output.say("mapping \(items) items")
        _ = try Child.run(
            voc,
            ["map", "--copies", "--items", "none", "--pipeline", year.pipeline, year.dump],
            output: partial)
        for jobs in [1, 2] {
            Output.say("reporting, \(jobs) of 2")
            let figures = try median { () throws(VOCError) in
                try Child.run(
                    voc,
                    [
                        "report", partial, "--pipeline", year.pipeline, "--jobs", "\(jobs)",
                        "--out", "\(folder.path)/out",
                    ])
            }
            results.append(("voc report --jobs \(jobs), \(items) items", figures))
        }
        if nights > 0 {
            let last = try lastNight(of: year, voc, folder.path)
            results.append(("voc run, night \(nights) of a history", last))
        }
        try Output.print(Table.lines(results).joined(separator: "\n"))
    }

    private func lastNight(
        of year: Year, _ voc: String, _ folder: String
    ) throws(VOCError) -> Figures {
        let arguments = [
            "run", year.nightly, "--out", "\(folder)/out", "--history", "\(folder)/history.db",
        ]
        for night in 0..<nights {
            if night % 50 == 0 { Output.say("night \(night + 1) of \(nights)") }
            try year.put(night)
            _ = try Child.run(voc, arguments)
        }
        // The last night again: it takes the place of itself.
        return try median { () throws(VOCError) in try Child.run(voc, arguments) }
    }

    private func median(
        _ work: () throws(VOCError) -> Figures
    ) throws(VOCError) -> Figures {
        var runs: [Figures] = []
        for _ in 0..<rounds { runs.append(try work()) }
        return Figures.median(of: runs)
    }
}

/// A year of generated items with two attributes, as one dump and night by night.
private struct Year {
    let dump: String
    /// Pipelines for the whole year and for one night.
    let pipeline: String
    let nightly: String
    private let night: String
    /// The lines of each day.
    private var days = [[UInt8]](repeating: [], count: 365)

    private static let regions = ["North", "South", "East", "West"]
    private static let plans = ["basic", "plus", "pro"]

    init(items: Int, in folder: String) throws(VOCError) {
        dump = "\(folder)/year.ndjson"
        pipeline = "\(folder)/year.yml"
        nightly = "\(folder)/night.yml"
        night = "\(folder)/night.ndjson"
        let raw = "\(folder)/raw.ndjson"
        Output.say("generating \(items) items")
        // An item takes some 330 bytes; what is too much is not read.
        _ = try DumpMaker(.ndjson, try Phrasebook()).write(byteCount: items * 400, to: raw)
        var count = 0
        var whole: [UInt8] = []
        for line in try TextFile.bytes(raw).split(separator: 0x0A) where count < items {
            var text = String(decoding: line.dropLast(), as: UTF8.self)
            text +=
                ",\"region\":\"\(Year.regions[count % 4])\",\"plan\":\"\(Year.plans[count % 3])\"}\n"
            guard let start = text.firstRange(of: "\"receivedAt\":\"")?.upperBound,
                let day = CivilDay(iso: String(text[start...].prefix(10)))
            else { continue }
            days[day.daysSinceEpoch - DumpMaker.firstDay.daysSinceEpoch] += text.utf8
            whole += text.utf8
            count += 1
        }
        try ByteFile(creating: dump).write(whole)
        for (path, file) in [(pipeline, dump), (nightly, night)] {
            try ByteFile(creating: path).write(
                Array(
                    """
                    version: 1
                    inputs:
                      - { files: \(file), source: generic, rating: { scale: 1..5, metric: csat },
                          attributes: { Region: region, Plan: plan } }

                    """.utf8))
        }
    }

    /// Makes `index`, from 0, the night that comes in.
    func put(_ index: Int) throws(VOCError) { try ByteFile(creating: night).write(days[index]) }
}

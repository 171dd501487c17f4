internal import ArgumentParser
internal import VOCCore

/// `Benchmarks`: the whole table.
struct Measure: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure", abstract: "Time everything and print one table (the default).")

    @Option(help: "The size of each generated dump, in millions of bytes.") var size = 120
    @Option(help: "Only rows whose name holds this, beside wc -w; may be repeated.") var only:
        [String] = []
    @Option(help: "Rounds; each figure is the median over them.") var rounds = 3
    @Option(help: "A real NDJSON dump instead of the generated one.") var file: String?
    @Option(help: "Compare the memory for this size with ten times as much; 0 for not.")
    var flatness = 12
    @Option(help: "A folder for the dumps, which then stay there.") var keep: String?
    @Option(help: "The voc to time; otherwise the one that was built beside this.") var voc: String?
    @Flag(help: "Print the figures as JSON.") var json = false

    func validate() throws {
        guard (1...1_000_000).contains(size) else {
            throw ValidationError("--size must be 1 to 1000000")
        }
        guard (1...100).contains(rounds) else { throw ValidationError("--rounds must be 1 to 100") }
        guard (0...100_000).contains(flatness) else {
            throw ValidationError("--flatness must be 0 to 100000")
        }
    }

    func run() throws {
        let folder = try DumpFolder(keeping: keep)
        defer { folder.remove() }
        let bench = try Bench(voc: Bench.tool(voc), folder: folder)
        var dumps: [Dump] = []
        for format in GeneratedFormat.allCases where rows(of: format).contains(where: isWanted) {
            if format == .ndjson, let file {
                dumps.append(try bench.dump(format, at: file))
            } else {
                dumps.append(try bench.generate(format, megabytes: size))
            }
        }
        let results = try measure(dumps, bench)
        let peaks = try flatness > 0 && isWanted(.map) ? flatPeaks(bench, dumps) : []
        if json {
            try Output.print(Table.json(results, peaks))
        } else {
            for line in Table.lines(results) { try Output.print(line) }
            for line in Table.lines(peaks: peaks) { try Output.print(line) }
        }
    }

    private func isWanted(_ row: Row) -> Bool {
        only.isEmpty || only.contains { row.name.contains($0) }
    }

    private func rows(of format: GeneratedFormat) -> [Row] {
        format == .ndjson ? Row.allCases : [.read, .map]
    }

    /// Rounds go over all rows, so that a busy minute of the machine does not fall on one row.
    private func measure(_ dumps: [Dump], _ bench: Bench) throws(VOCError) -> [Result] {
        var results: [Result] = []
        for dump in dumps {
            let wanted = rows(of: dump.format).filter { $0 != .words && isWanted($0) }
            for row in [Row.words] + wanted { results.append(Result(row: row, dump: dump)) }
        }
        for round in 1...rounds {
            for index in results.indices {
                let (row, dump) = (results[index].row, results[index].dump)
                Output.say("round \(round) of \(rounds): \(dump.format.rawValue), \(row.name)")
                results[index].runs.append(try bench.run(row, on: dump))
            }
        }
        return results
    }

    /// Peaks of `voc map` for a dump and for one ten times as long.
    private func flatPeaks(_ bench: Bench, _ dumps: [Dump]) throws(VOCError)
        -> [(megabytes: Int, peak: Int)]
    {
        var peaks: [(megabytes: Int, peak: Int)] = []
        for megabytes in [flatness, flatness * 10] {
            let known = dumps.first { $0.format == .ndjson && file == nil && megabytes == size }
            let dump =
                if let known { known } else { try bench.generate(.ndjson, megabytes: megabytes) }
            Output.say("memory: \(megabytes) MB")
            peaks.append((megabytes, try bench.run(.map, on: dump).peak))
        }
        return peaks
    }
}

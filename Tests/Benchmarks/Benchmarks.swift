internal import ArgumentParser
internal import Glibc
internal import VOCCore

/// The `Benchmarks` command: not part of the product, run from the package's folder.
@main
struct Benchmarks: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "Benchmarks",
        abstract: "Times each stage and the built voc beside wc -w, in one run on the same files.",
        discussion: """
            swift build -c release && swift run -c release Benchmarks
            swift run -c release Benchmarks --size 12 --only map --json
            swift run -c release Benchmarks reports
            swift run -c release Benchmarks generate --format csv --megabytes 50 --out big.csv
            """,
        subcommands: [Measure.self, Reports.self, Generate.self, StageCommand.self],
        defaultSubcommand: Measure.self)

    static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let error as VOCError {
            Output.say(error.description)
            Glibc.exit(error.code.exit.rawValue)
        } catch {
            exit(withError: error)
        }
    }
}

/// `Benchmarks generate`
struct Generate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write a dump of any size: the demo's sentences joined anew, no text twice.")

    @Option(help: "ndjson, csv, xml or mail.") var format = GeneratedFormat.ndjson
    @Option(help: "The size of the file, in millions of bytes.") var megabytes: Int
    @Option(help: "Another seed gives other texts; the same seed the same bytes.") var seed:
        UInt64 = 1
    @Option(help: "The file to write.") var out: String

    func validate() throws {
        guard (1...1_000_000).contains(megabytes) else {
            throw ValidationError("--megabytes must be 1 to 1000000")
        }
    }

    func run() throws {
        let maker = DumpMaker(format, try Phrasebook(), seed: seed)
        let items = try maker.write(byteCount: megabytes * 1_000_000, to: out)
        Output.say("\(out): \(items) items")
    }
}

extension GeneratedFormat: ExpressibleByArgument {}

/// `Benchmarks stage`: one stage, once, in a process of its own.
struct StageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stage", abstract: "Run one stage and print its figures.", shouldDisplay: false
    )

    @Argument var name: String
    @Argument var file: String

    func run() throws {
        guard let stage = Stage(rawValue: name) else {
            throw ValidationError("no stage is called \(name)")
        }
        try Output.print(try stage.run(on: file).line)
    }
}

/// Standard output for figures, standard error for people.
enum Output {
    static func say(_ text: String) {
        let line = Array("\(text)\n".utf8)
        _ = unsafe line.withUnsafeBytes { unsafe write(2, $0.baseAddress, $0.count) }
    }

    static func print(_ text: String) throws(VOCError) {
        try ByteFile.writeAll(Array("\(text)\n".utf8), to: 1, name: "standard output")
    }
}

internal import ArgumentParser
internal import Glibc
internal import VOCCore
internal import VOCPipeline

/// The `voc` command.
@main
struct VOC: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "voc",
        abstract:
            "Turns feedback dumps into decisions: scores, themes, complaints, trends and reports, each traceable to the customer's words.",
        discussion: """
            First steps:
              voc demo                      the nightly run over the demo dumps
              voc score reviews.csv         scored items as NDJSON
              voc inspect reviews.csv       what is in a dump, and which profile fits
              voc init reviews.csv -o p.yml a commented pipeline for it; then: voc run p.yml
              voc why "The parcel is late"  where a score comes from

            Data goes to stdout, words for people to stderr. Exit: 0 fine, 1 a gate failed, 64 usage, 65 broken partial,
            66 input missing, 70 internal, 74 I/O, 78 bad configuration.
            """,
        version: Version.number,
        subcommands: [
            Demo.self, Run.self, ReplayCommand.self, Score.self, Why.self, Inspect.self, Init.self,
            Check.self, Test.self, Lint.self, Diff.self, Discover.self, Learn.self, Evaluate.self,
            Verify.self, Parts.self, MapCommand.self, Merge.self,
            ReportCommand.self, Explain.self, SchemaCommand.self, About.self,
        ])

    /// Options come before sub-commands in `voc --version --json`.
    static func main() {
        // Writing into a closed pipe (`voc score … | head`) is success, not a death.
        signal(SIGPIPE, SIG_IGN)
        Terminal.fillClosedStreams()
        let arguments = Array(CommandLine.arguments.dropFirst())
        let names = configuration.subcommands.compactMap {
            $0.configuration.commandName ?? "\($0)".lowercased()
        }
        if let first = arguments.first, !first.hasPrefix("-"), first != "help",
            !names.contains(first)
        {
            let hint = DidYouMean.hint(for: first, among: names)
            Terminal.say(
                "Error: there is no command '\(VOCError.printable(first))'\n  hint: \(hint)\nUsage: voc <command>; voc --help lists them"
            )
            Glibc.exit(ExitStatus.usage.rawValue)
        }
        do {
            if arguments.contains("--version"), arguments.contains("--json") {
                try About.printJSON()
                return
            }
            var command = try parseAsRoot(arguments)
            try command.run()
        } catch let error as VOCError {
            if error.code == .brokenPipe { Glibc.exit(0) }
            Terminal.say(error.description)
            Glibc.exit(error.code.exit.rawValue)
        } catch {
            let code = exitCode(for: error)
            // Help and version are data; what was mistyped is shown with its control characters
            // spelled out.
            guard code != .success else { exit(withError: error) }
            let message = fullMessage(for: error)
            if !message.isEmpty {
                Terminal.say(
                    message.split(separator: "\n", omittingEmptySubsequences: false)
                        .map { VOCError.printable(String($0)) }.joined(separator: "\n"))
            }
            Glibc.exit(code.rawValue)
        }
    }
}

/// Options that every command with lexicons takes.
struct LexiconOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("A folder with lexicons and packs; may be repeated.", valueName: "dir"))
    var lexicons: [String] = []
}

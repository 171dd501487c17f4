internal import ArgumentParser
internal import VOCAnalysis
internal import VOCCore
internal import VOCPipeline

/// `voc check`
struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Check pipelines, lexicons and packs: file:line:column, code and hint for what is wrong.",
        discussion: "Example: voc check pipelines/nightly.yml lexicons/themes/cx")

    @Argument(help: "Files or folders.") var paths: [String]
    @Flag(help: "Also check that the pipelines' dumps are there.") var files = false
    @OptionGroup var lexiconOptions: LexiconOptions

    func run() throws {
        let checking = Checking(lexicons: lexiconOptions.lexicons)
        var worst: VOCError?
        for path in paths {
            for subject in try checking.subjects(at: path) {
                do throws(VOCError) {
                    try Terminal.print(try checking.check(subject, checksFiles: files))
                    for line in try checking.warnings(subject) { Terminal.say(line) }
                } catch {
                    if error.code == .brokenPipe { throw error }
                    if worst != nil || paths.count > 1 { Terminal.say(error.description) }
                    worst = worst ?? error
                }
            }
        }
        if let worst { throw worst }
    }
}

/// `voc test`
struct Test: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the examples that stand beside rules, and the tests of pipelines.",
        discussion: "Example: voc test lexicons pipelines --format junit > rules.xml")

    @Argument(help: "Files or folders.") var paths: [String]
    @Option(help: "text, json or junit.") var format = "text"
    @OptionGroup var lexiconOptions: LexiconOptions

    func validate() throws {
        guard ["text", "json", "junit"].contains(format) else {
            throw ValidationError("--format is text, json or junit")
        }
    }

    func run() throws {
        let checking = Checking(lexicons: lexiconOptions.lexicons)
        var results: [ExampleResult] = []
        for path in paths {
            for subject in try checking.subjects(at: path) { results += try checking.test(subject) }
        }
        let failed = results.filter { !$0.passed }
        switch format {
        case "json": try printJSON(results)
        case "junit": try printJUnit(results)
        default:
            for result in failed {
                try Terminal.print("\(result.origin): \(result.name): \(result.message)")
            }
            try Terminal.print("\(results.count - failed.count) passed, \(failed.count) failed")
        }
        if !failed.isEmpty { throw ExitCode(ExitStatus.gateFailed.rawValue) }
    }

    private func printJSON(_ results: [ExampleResult]) throws(VOCError) {
        var json = JSONWriter()
        for result in results {
            json.beginObject()
            json.key("name")
            json.string(result.name)
            json.key("origin")
            json.string(result.origin.description)
            json.key("passed")
            json.bool(result.passed)
            json.key("message")
            if result.passed { json.null() } else { json.string(result.message) }
            json.endObject()
            json.newline()
        }
        try Terminal.write(json.bytes)
    }

    private func printJUnit(_ results: [ExampleResult]) throws(VOCError) {
        func escape(_ text: String) -> String {
            var result = ""
            for character in text {
                switch character {
                case "&": result += "&amp;"
                case "<": result += "&lt;"
                case "\"": result += "&quot;"
                default: result.append(character)
                }
            }
            return result
        }
        let failures = results.count { !$0.passed }
        var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>"]
        lines.append("<testsuite name=\"voc\" tests=\"\(results.count)\" failures=\"\(failures)\">")
        for result in results {
            let open =
                "  <testcase classname=\"\(escape(result.name))\" name=\"\(escape(result.origin.description))\""
            lines.append(
                result.passed
                    ? open + "/>"
                    : open + "><failure message=\"\(escape(result.message))\"/></testcase>")
        }
        lines.append("</testsuite>")
        for line in lines { try Terminal.print(line) }
    }
}

/// `voc explain`
struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "An error code in full.", discussion: "Example: voc explain csv.unclosed-quote")

    @Argument(help: "The code in brackets at the end of an error; all codes if left out.") var code:
        String?

    func run() throws {
        if let code {
            try Terminal.print(try Explanation.text(of: code))
        } else {
            for line in Terminal.table(Explanation.codes.map { [$0.id, $0.meaning] }) {
                try Terminal.print(line)
            }
        }
    }
}

/// `voc about`
struct About: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Versions of voc and of what it stands on (as voc --version --json).")

    func run() throws { try About.printJSON() }

    static func printJSON() throws(VOCError) {
        var json = JSONWriter()
        json.beginObject()
        json.key("voc")
        json.string(Version.number)
        json.key("icu")
        json.string(UnicodeText.icuVersion)
        json.key("unicode")
        json.string(UnicodeText.unicodeVersion)
        json.key("summaryFormat")
        json.integer(Summary.format)
        json.key("partialFormat")
        json.integer(Partial.format)
        json.endObject()
        json.newline()
        try Terminal.write(json.bytes)
    }
}

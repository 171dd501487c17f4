internal import ArgumentParser
internal import VOCCore
internal import VOCPipeline

/// `voc demo`
struct Demo: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the demo night and show where its report is.",
        discussion: "Example: voc demo --out night")

    @Option(help: "The folder for the results.") var out = "out/demo"
    @Option(help: "Threads.") var jobs = Terminal.cores

    func validate() throws { try Terminal.validate(jobs: jobs) }

    func run() throws {
        let pipeline = try Home().find("pipelines/quickstart.yml")
        Terminal.say(
            "Reading the demo dumps of Lumen & Loom, a shop that does not exist, with pipelines/quickstart.yml …"
        )
        var request = Night.Request(out: out)
        request.jobs = jobs
        let result = try Night(try Plan(pipeline: pipeline), request).run()
        try NightPrinter.print(result, out: out)
        Terminal.say("")
        Terminal.say("Open the report in a browser:  \(out)/report.html")
        Terminal.say(
            "Why did an item score so?      ./voc why \"Still waiting for my lamp, third week now\""
        )
        Terminal.say("Your own dump:                 ./voc score my-reviews.csv | head")
    }
}

/// `voc run`
struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "One night: read, score, count, route, compare, report.",
        discussion: "Example: voc run pipelines/nightly.yml --out out/2026-11-22 --history voc.db")

    @Argument(help: "The pipeline file.") var pipeline: String
    @Option(help: "The folder for the results.") var out = "out"
    @Option(help: "An SQLite file that remembers the nights; made if missing.") var history: String?
    @Option(
        name: .customLong("as-of"),
        help:
            "The day the report speaks of, such as 2026-11-22; otherwise the newest day in the data."
    )
    var asOf: String?
    @Option(help: "Threads.") var jobs = Terminal.cores
    @OptionGroup var limit: RejectLimitOption
    @Flag(
        help:
            "Count nights of the history that other rules counted again first, where their dumps are still there."
    )
    var restate = false
    @Flag(help: "Exit with 1 if an alert is raised.") var failOnAlert = false
    @Flag(help: "Show what would be done, and do nothing.") var dryRun = false
    @Flag(help: "Write customers' texts, titles and names into items.ndjson.") var withText = false
    @OptionGroup var lexiconOptions: LexiconOptions

    func validate() throws {
        try Terminal.validate(jobs: jobs)
        if let asOf, CivilDay(iso: asOf) == nil {
            throw ValidationError("--as-of must be a day such as 2026-11-22")
        }
        if restate, history == nil { throw ValidationError("--restate needs --history") }
    }

    func run() throws {
        let plan = try Plan(pipeline: pipeline, lexicons: lexiconOptions.lexicons)
        if dryRun {
            for line in plan.outline { try Terminal.print(line) }
            return
        }
        var request = Night.Request(out: out)
        request.history = history
        request.asOf = asOf.flatMap { CivilDay(iso: $0) }
        request.jobs = jobs
        request.writesText = withText
        request.restates = restate
        request.rejectLimit = limit.maxRejects
        let result = try Night(plan, request).run()
        try NightPrinter.print(result, out: out)
        if let gate = result.gate { throw gate }
        if failOnAlert, let gate = result.alerts.gate { throw gate }
    }
}

/// `voc replay`
struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Read the repaired rejects of a run again.",
        discussion: """
            Repair the records in 'raw' of the lines you can mend, and leave the rest. What the run accepted counts as
            duplicate; what is still broken is rejected again, into the new folder.

            Example: voc replay out/2026-11-22/rejects.ndjson --out out/2026-11-22-replayed
            """)

    @Argument(help: "The rejects.ndjson of a run, beside its run.json.") var rejects: String
    @Option(name: [.short, .long], help: "The folder for the results.") var out: String
    @Option(help: "The pipeline, if not that of the run.") var pipeline: String?
    @Option(help: "An SQLite file that remembers the nights; made if missing.") var history: String?
    @Option(help: "Threads.") var jobs = Terminal.cores
    @OptionGroup var limit: RejectLimitOption
    @Flag(help: "Write customers' texts, titles and names into items.ndjson.") var withText = false
    @OptionGroup var lexiconOptions: LexiconOptions

    func validate() throws { try Terminal.validate(jobs: jobs) }

    func run() throws {
        let replay = try Replay(
            rejects: rejects, pipeline: pipeline, lexicons: lexiconOptions.lexicons)
        var request = Night.Request(out: out)
        request.history = history
        request.jobs = jobs
        request.writesText = withText
        request.rejectLimit = limit.maxRejects
        let result = try replay.run(request)
        try NightPrinter.print(result, out: out)
        if let gate = result.gate { throw gate }
    }
}

/// How many rejects are tolerated.
struct RejectLimitOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Exit with 1 if more records are rejected: a number, or a share such as 0.5%.",
            valueName: "limit"),
        transform: {
            guard let limit = RejectLimit($0) else {
                throw ValidationError("--max-rejects must be a number or a share such as 0.5%")
            }
            return limit
        })
    var maxRejects: RejectLimit?
}

/// What a night prints.
enum NightPrinter {
    static func print(_ result: Night.Result, out: String) throws(VOCError) {
        let a = result.accounting
        try Terminal.print(
            "read \(a.read) = accepted \(a.accepted) + rejected \(a.rejected) + duplicate \(a.duplicate)"
        )
        for remark in result.remarks { Terminal.say("  \(remark)") }
        for warning in result.warnings { Terminal.say("note: \(warning)") }
        for reject in result.rejects { Terminal.say("  rejected \(reject)") }
        if a.rejected > result.rejects.count, !result.rejects.isEmpty {
            Terminal.say("  … all \(a.rejected) are in \(out)/rejects.ndjson")
        }
        if !result.findings.isEmpty {
            try Terminal.print("")
            try Terminal.print("Main findings")
            for (index, finding) in result.findings.prefix(5).enumerated() {
                try Terminal.print("  \(index + 1). \(finding.headline)")
            }
        }
        try AlertPrinter.print(result.alerts)
        let queues = result.cases.filter { $0.count + $0.joined > 0 }
        if !queues.isEmpty {
            try Terminal.print("")
            try Terminal.print(
                "Cases  " + queues.map { "\($0.queue) \($0.count)" }.joined(separator: ", "))
            let joined = queues.reduce(0) { $0 + $1.joined }
            if joined > 0 {
                try Terminal.print("       \(joined) more joined to one of these or an earlier one")
            }
        }
        try Terminal.print("")
        if let report = result.files.first { try Terminal.print("Report \(report)") }
    }
}

/// What is above its usual level, a line each: theme, how much, since when, how sure.
enum AlertPrinter {
    private static let most = 8

    static func print(_ alerts: RaisedAlerts) throws(VOCError) {
        try Terminal.print("")
        guard !alerts.lines.isEmpty else {
            return try Terminal.print("No alerts: no theme is above its usual level.")
        }
        try Terminal.print("Above the usual level (! calls for action)")
        let rows = Terminal.table(alerts.lines.prefix(most).map(\.cells))
        for (row, line) in zip(rows, alerts.lines) {
            try Terminal.print("  \(line.isAlert ? "!" : " ") \(row)")
        }
        if alerts.lines.count > most {
            try Terminal.print("    … and \(alerts.lines.count - most) more in alerts.csv")
        }
    }
}

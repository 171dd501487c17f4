import Foundation
import TestSupport
import VOCCore

/// The built `voc` beside the test bundle, run from outside.
struct Tool {
    /// What a run left behind.
    struct Result {
        var out: [UInt8]
        var errors: String
        /// The exit status, or minus the signal.
        var status: Int32
        var text: String { String(decoding: out, as: UTF8.self) }
        var lines: [String] { text.split(separator: "\n").map(String.init) }
    }

    /// Where standard output goes.
    enum Output: Equatable {
        case collected, closed
        case file(String)
    }

    static let binary: String = {
        let bundle =
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
            ?? CommandLine.arguments[0]
        return "\(bundle[..<bundle.lastIndex(of: "/")!])/voc"
    }()

    /// The folder to run in.
    var folder: String
    var environment: [String: String] = [:]

    /// Starts `voc` without waiting for it. Output goes to files in a folder beside the one it runs
    /// in.
    func start(
        _ arguments: [String], input: String? = nil, output: Output = .collected,
        closesErrors: Bool = false
    ) -> Running {
        let scratch = "/tmp/voc-tool-\(getpid())-\(UInt64.random(in: 0...UInt64.max))"
        try! TextFile.makeFolder(scratch)
        let source = input.map { _ in "\(scratch)/in" } ?? "/dev/null"
        if let input { try! TextFile.write(Array(input.utf8), to: source) }
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, 0, source, O_RDONLY, 0)
        switch output {
        case .collected:
            unsafe posix_spawn_file_actions_addopen(
                &actions, 1, "\(scratch)/out", O_WRONLY | O_CREAT, 0o600)
        case .file(let path):
            unsafe posix_spawn_file_actions_addopen(&actions, 1, path, O_WRONLY, 0)
        case .closed: unsafe posix_spawn_file_actions_addclose(&actions, 1)
        }
        if closesErrors {
            unsafe posix_spawn_file_actions_addclose(&actions, 2)
        } else {
            unsafe posix_spawn_file_actions_addopen(
                &actions, 2, "\(scratch)/err", O_WRONLY | O_CREAT, 0o600)
        }
        var all = [
            "PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "LC_ALL": "C.UTF-8", "TZ": "UTC",
            "VOC_HOME": Suite.root,
        ]
        all.merge(environment) { $1 }
        // `env` changes the folder, then becomes the tool: the process stays the same.
        let words =
            unsafe (["/usr/bin/env", "-C", folder, Tool.binary] + arguments).map {
                unsafe strdup($0)
            } + [nil]
        let variables = unsafe all.map { unsafe strdup("\($0.key)=\($0.value)") } + [nil]
        defer {
            let all = unsafe words + variables
            for place in 0..<(unsafe all.count) { unsafe free(all[place]) }
        }
        var process: pid_t = 0
        let code = unsafe posix_spawn(&process, "/usr/bin/env", &actions, nil, words, variables)
        precondition(code == 0, "cannot start \(Tool.binary): \(code)")
        return Running(process: process, scratch: scratch)
    }

    func run(
        _ arguments: String..., input: String? = nil, output: Output = .collected,
        closesErrors: Bool = false
    ) -> Result {
        start(arguments, input: input, output: output, closesErrors: closesErrors).wait()
    }

    func run(_ arguments: [String]) -> Result { start(arguments).wait() }

    /// A run under way.
    struct Running {
        let process: pid_t
        let scratch: String

        func kill() { _ = Foundation.kill(process, SIGKILL) }

        func wait() -> Result {
            var status: Int32 = 0
            while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
            defer { try? FileManager.default.removeItem(atPath: scratch) }
            let signal = status & 0x7F
            return Result(
                out: (try? TextFile.bytes("\(scratch)/out")) ?? [],
                errors: String(
                    decoding: (try? TextFile.bytes("\(scratch)/err")) ?? [], as: UTF8.self),
                status: signal == 0 ? (status >> 8) & 0xFF : -signal)
        }
    }

    /// Runs `body` with a tool in a fresh folder.
    static func inFolder<T>(_ body: (Tool) throws -> T) throws -> T {
        try Suite.withFolder { try body(Tool(folder: $0)) }
    }

    func put(_ name: String, _ text: String) throws { try put(name, Array(text.utf8)) }

    func put(_ name: String, _ bytes: [UInt8]) throws {
        let path = "\(folder)/\(name)"
        try TextFile.makeFolder(String(path[..<path.lastIndex(of: "/")!]))
        try TextFile.write(bytes, to: path)
    }

    func read(_ name: String) throws -> String { try TextFile.read("\(folder)/\(name)") }

    /// All files under `name` but `run.json` (which holds timings), by path; temporary ones too.
    func files(in name: String) throws -> [String: [UInt8]] {
        var result: [String: [UInt8]] = [:]
        func visit(_ path: String) throws {
            for entry in TextFile.names(in: "\(folder)/\(name)\(path)") {
                if TextFile.isFolder("\(folder)/\(name)\(path)/\(entry)") {
                    try visit("\(path)/\(entry)")
                } else if entry != "run.json" {
                    result["\(path)/\(entry)"] = try TextFile.bytes(
                        "\(folder)/\(name)\(path)/\(entry)")
                }
            }
        }
        try visit("")
        return result
    }
}

/// Packs small enough to load in no time, and dumps and a pipeline for them.
enum SmallShop {
    /// Puts `lexicons/` with `xx/small`, `themes/small` and `intents/small` into the tool's folder.
    static func putPacks(_ tool: Tool) throws {
        try tool.put(
            "lexicons/und/languages/words.tsv",
            "language\twords\nen\tthe is and it was my\nde\tdas ist und es war\n")
        let head = "version: 1.0.0\nlanguage: en\nlicence: Apache-2.0\n"
        try tool.put("lexicons/xx/small/lexicon.yml", "id: xx/small\n\(head)")
        try tool.put(
            "lexicons/xx/small/terms.tsv",
            "term\tweight\tspread\tforms\tnote\n"
                + ["good\t0.5", "bad\t-0.5", "nice\t0.25", "awful\t-1", "love\t0.75"]
                .map { "\($0)\t0.2\t\t\n" }.joined())
        try tool.put(
            "lexicons/xx/small/modifiers.tsv",
            "term\tkind\tvalue\treach\tnote\nnot\tnegator\t-0.65\t3\t\nvery\tbooster\t0.3\t1\t\nbut\tcontrast\t0.5\t\t\n"
        )
        try tool.put("lexicons/themes/small/pack.yml", "id: small\n\(head)")
        try tool.put(
            "lexicons/themes/small/all.yml",
            "theme: shop\nname: Shop\nthemes:\n  - { id: late, name: Late delivery, match: [late, parcel AND waiting], polarity: -0.5 }\n  - { id: price, name: Price, match: [price*] }\n"
        )
        try tool.put("lexicons/intents/small/pack.yml", "id: small\n\(head)")
        try tool.put(
            "lexicons/intents/small/complaint.yml",
            "intent: complaint\nmatch: [complain, refund]\nseverity: { 3: [lawyer] }\nbreach: [shop/late]\n"
        )
    }

    static let options = [
        "--lexicon", "xx/small", "--themes", "small", "--intents", "intents/small", "--lexicons",
        "lexicons",
    ]

    static let pipeline = """
        version: 1
        title: A small shop
        inputs:
          - { files: "dump*.ndjson", source: generic, name: shop, rating: { scale: 1..5, metric: csat }, attributes: { Region: region } }
        lexicons: [lexicons]
        analysis: { lexicon: xx/small, themes: [small], intents: intents/small }
        routes:
          - { name: late, when: "theme:shop/late and complaint", queue: logistics, priority: high }
          - { name: severe, when: severity >= 3, queue: legal, priority: urgent }
        report: { period: week, minimum: 5 }

        """

    /// `count` made-up items from number `first` on, one a line, over four weeks.
    static func items(_ range: Range<Int>, seed: UInt64 = 1) -> String {
        let openings = [
            "The parcel was", "My order is", "The kettle", "Service:", "Honestly,", "Das Paket ist",
        ]
        let middles = [
            "late", "very good", "not good", "awful", "still waiting for the parcel",
            "nice but the price is bad", "fine", "schlecht",
        ]
        let ends = [
            "and I complain.", "!", "", "I want a refund, my lawyer waits.", "— love it 👍🏽",
            "\\\"quoted\\\" and é.", "\\u0000",
        ]
        var text = ""
        for number in range {
            var random = SplitMix(state: seed &* 1_000_003 &+ UInt64(number))
            func pick(_ list: [String]) -> String { list.randomElement(using: &random)! }
            let day = CivilDay(daysSinceEpoch: 20_750 + Int.random(in: 0..<28, using: &random))
            text +=
                "{\"id\": \"i\(number)\", \"created_at\": \"\(day)T0\(number % 10):00:00Z\", \"rating\": \(number % 5 + 1), "
            text +=
                "\"region\": \"\(pick(["North", "South", "", "Orl\u{E9}ans", "Orle\u{301}ans"]))\", "
            text += "\"text\": \"\(pick(openings)) \(pick(middles)) \(pick(ends))\"}\n"
        }
        return text
    }
}

internal import VOCAnalysis
internal import VOCCore
internal import VOCIngest
internal import VOCReport

/// A pipeline as it was typed: checked key by key, not yet resolved against files and packs.
struct PipelineFile: Sendable {
    struct Input: Sendable {
        var files: [String]
        /// `*` and `?` in the names of files stand for themselves.
        var namesFilesExactly = false
        var source: String?
        var name: String
        var mapping: FieldMapping
        var rating: RatingRule
        var attributes: [String]
        var channel: String
        var format: DumpFormat?
        var encoding: TextEncoding?
        var delimiter: UInt8?
        var stopsOnReject: Bool
        var toleratesDates = false
        var setsAside: AsideKinds?
        var leavesOut: LeftOutKinds?
        var agents: [String] = []
        var allowsEntities = false
        var dates = DateRule()
        var origin: Origin
    }

    struct Route: Sendable {
        var name: String
        var condition: String
        var queue: String
        var priority: Priority
        var acknowledge: Promise?
        var resolve: Promise?
        var origin: Origin
        var conditionOrigin: Origin
    }

    /// An example that runs with the pipeline: a text and what must come out.
    struct Test: Sendable {
        var text: String
        var rating: Int32?
        var attributes: [String: String]
        var channel: String
        var label: String?
        var themes: [String]
        var withoutThemes: [String]
        var intents: [String]
        var states: [String]
        var isComplaint: Bool?
        var routes: [String]?
        var origin: Origin
    }

    let path: String
    var title = "Customer feedback"
    var inputs: [Input] = []
    var lexicons: [String] = []
    var analysis = AnalysisSpec()
    var routes: [Route] = []
    var actions: [ActionNote] = []
    var customers: CustomersSpec?
    var period = Period.week
    var minimum = 20
    var formats = ReportFormat.allCases
    var ces2Formula = CES2Formula.easy
    var writesCells = false
    var population: Population?
    /// Whose midnights part the days; nil for UTC.
    var zone: Zone?
    /// Rejected records tolerated, as a share of those read; nil for any number.
    var rejectLimit: Double?
    /// Whether copied texts are looked for, and how many words a text must have for that.
    var findsCopies = true
    var copyWords = 10
    var tests: [Test] = []
    /// Nil where the pipeline says none.
    var calendar: CalendarSetting?
    var cases = CaseSetting()
    var outcomes: OutcomeSetting?

    static let keys = [
        "version", "title", "inputs", "lexicons", "language", "analysis", "customers", "routes",
        "actions", "report", "limits", "duplicates", "tests", "calendar", "cases", "outcomes",
    ]

    /// What is done when no pipeline is given: generic field names, the general lexicon, the
    /// cross-industry themes.
    init() { path = "" }

    init(path: String) throws(VOCError) {
        try self.init(node: try ConfigNode(file: path), path: path)
    }

    init(node: ConfigNode, path: String) throws(VOCError) {
        self.path = path
        let map = try node.map("a pipeline", keys: PipelineFile.keys)
        let version = try map.required("version")
        guard try version.int() == 1 else {
            throw VOCError(
                .configUnknownValue, "this voc reads version 1 of the pipeline file",
                at: version.origin)
        }
        title = try map["title"]?.string() ?? title
        for item in try map.required("inputs").list("a list of inputs") {
            inputs.append(try Input(item, folder: PipelineFile.folder(of: path)))
        }
        lexicons = try map["lexicons"]?.strings() ?? []
        try readAnalysis(map)
        for item in try map["routes"]?.list("a list of routes") ?? [] {
            let route = try Route(item)
            guard !routes.contains(where: { $0.name == route.name }) else {
                throw VOCError(
                    .configUnknownValue, "two routes are called '\(route.name)'", at: item.origin)
            }
            routes.append(route)
        }
        for item in try map["actions"]?.list("a list of actions") ?? [] {
            actions.append(try PipelineFile.action(item))
        }
        calendar = try map["calendar"].map { (node) throws(VOCError) in
            try CalendarSetting(node, folder: PipelineFile.folder(of: path))
        }
        cases = try map["cases"].map(CaseSetting.init) ?? cases
        outcomes = try map["outcomes"].map { (node) throws(VOCError) in
            try OutcomeSetting(node, folder: PipelineFile.folder(of: path))
        }
        customers = try map["customers"].map { (node) throws(VOCError) in
            try CustomersSpec(node, folder: PipelineFile.folder(of: path))
        }
        try readReport(map)
        for item in try map["tests"]?.list("a list of tests") ?? [] { tests.append(try Test(item)) }
    }

    static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    }

    private mutating func readAnalysis(_ map: ConfigMap) throws(VOCError) {
        if let node = map["analysis"] {
            let spec = try node.map(keys: ["lexicon", "themes", "intents"])
            if let lexicon = spec["lexicon"] { analysis.lexicon = try lexicon.string() }
            if let themes = spec["themes"] { analysis.themes = try themes.strings() }
            if let intents = spec["intents"] {
                analysis.intents = try intents.string()
                if analysis.intents == "none" { analysis.intents = "" }
            }
        }
        if let node = map["language"] {
            let language = try node.map(keys: ["default", "other"])
            if let tag = language["default"] { analysis.defaultLanguage = try tag.string() }
            _ = try language["other"]?.choice(["flag": true])
        }
    }

    private mutating func readReport(_ map: ConfigMap) throws(VOCError) {
        if let node = map["report"] {
            let report = try node.map(keys: [
                "period", "compare", "minimum", "formats", "ces2", "cells", "population",
                "zone",
            ])
            if let period = report["period"] {
                self.period = try period.choice(["day": Period.day, "week": .week, "month": .month])
            }
            _ = try report["compare"]?.choice(["previous": true])
            if let minimum = report["minimum"] {
                self.minimum = try minimum.int()
                guard self.minimum >= 1 else { throw minimum.wrongType("a number from 1") }
            }
            if let formula = report["ces2"] {
                ces2Formula = try formula.choice([
                    "easy": CES2Formula.easy, "net": .net, "mean": .mean,
                ])
            }
            writesCells = try report["cells"]?.bool() ?? false
            population = try report["population"].map(PipelineFile.population)
            zone = try report["zone"].map(DateRule.zone)
            if let list = report["formats"] {
                formats = []
                for item in list.oneOrMore() {
                    formats.append(
                        try item.choice([
                            "html": ReportFormat.html, "md": .md, "csv": .csv, "json": .json,
                        ]))
                }
            }
        }
        if let node = map["limits"], let rejects = try node.map(keys: ["rejects"])["rejects"] {
            let text = try rejects.string("a share such as 0.5 %").filter { $0 != " " }
            guard text.hasSuffix("%"), let percent = Double(text.dropLast()),
                (0...100).contains(percent)
            else {
                throw rejects.wrongType("a share such as 0.5 %")
            }
            rejectLimit = percent / 100
        }
        if let node = map["duplicates"] {
            let duplicates = try node.map(keys: ["copies", "words"])
            if let copies = duplicates["copies"] {
                findsCopies = try copies.choice(["count": true, "ignore": false])
            }
            if let words = duplicates["words"] {
                copyWords = try words.int()
                guard (3...1000).contains(copyWords) else {
                    throw words.wrongType("a number of words from 3 to 1000")
                }
            }
        }
    }

    /// `{ attribute: Plan, shares: { Basic: 70, Plus: 30 } }`.
    private static func population(_ node: ConfigNode) throws(VOCError) -> Population {
        let map = try node.map("a population", keys: ["attribute", "shares"])
        var shares: [(value: String, share: Double)] = []
        for (value, share) in try map.required("shares").pairs() {
            let number = try share.double()
            guard number > 0, number.isFinite else { throw share.wrongType("a number above 0") }
            shares.append((try value.string(), number))
        }
        return Population(
            attribute: try map.required("attribute").string(), shares: shares)
    }

    private static func action(_ node: ConfigNode) throws(VOCError) -> ActionNote {
        let map = try node.map("an action", keys: ["date", "theme", "what"])
        let date = try map.required("date")
        guard let day = CivilDay(iso: try date.string("a day such as 2026-10-12")) else {
            throw date.wrongType("a day such as 2026-10-12")
        }
        return ActionNote(
            date: day, theme: try map["theme"]?.string() ?? "",
            what: try map.required("what").string())
    }
}

extension PipelineFile.Input {
    init(_ node: ConfigNode, folder: String) throws(VOCError) {
        let map = try node.map(
            "an input",
            keys: [
                "files", "source", "name", "fields", "rating", "attributes", "channel", "format",
                "encoding",
                "delimiter", "onReject", "entities", "dates", "setAside", "leaveOut", "agents",
            ])
        let files = try map.required("files").strings()
        self.files = files.map {
            $0.hasPrefix("/") || $0 == "-" ? $0 : Self.simplified(folder + $0)
        }
        source = try map["source"]?.string()
        name = try map["name"]?.string() ?? source ?? ""
        mapping = try FieldMapping(fields: map["fields"], attributes: map["attributes"])
        attributes = mapping.attributes.map(\.name)
        rating = try map["rating"].map(RatingRule.init(node:)) ?? RatingRule()
        dates = try map["dates"].map(DateRule.init(node:)) ?? DateRule()
        channel = try map["channel"]?.string() ?? ""
        format = try map["format"]?.choice(DumpFormat.choices)
        if let node = map["encoding"] {
            guard let found = TextEncoding(name: try node.string()) else {
                throw node.wrongType("an encoding such as utf-8, windows-1251 or shift_jis")
            }
            encoding = found
        }
        if let node = map["delimiter"] {
            let text = try node.string("one character")
            guard let byte = text == "tab" ? 9 : text.utf8.first,
                text == "tab" || text.utf8.count == 1
            else {
                throw node.wrongType("one character, or tab")
            }
            delimiter = byte
        }
        setsAside = try map["setAside"].map(AsideKinds.init(node:))
        leavesOut = try map["leaveOut"].map(LeftOutKinds.init(node:))
        agents = try map["agents"]?.strings() ?? []
        allowsEntities =
            try map["entities"]?.choice(["reject": false, "internal": true]) ?? false
        stopsOnReject = try map["onReject"]?.choice(["quarantine": false, "stop": true]) ?? false
        origin = node.origin
    }
}

extension PipelineFile.Input {
    /// A path without `./` and `name/..`, as a person would write it.
    static func simplified(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/", omittingEmptySubsequences: false) {
            if part == ".", !parts.isEmpty || path.hasPrefix("./") { continue }
            if part == "..", let last = parts.last, last != "..", !last.isEmpty {
                parts.removeLast()
            } else {
                parts.append(part)
            }
        }
        return parts.joined(separator: "/")
    }
}

extension PipelineFile.Route {
    init(_ node: ConfigNode) throws(VOCError) {
        let map = try node.map(
            "a route",
            keys: [
                "name", "when", "queue", "priority", "acknowledgeWithin", "resolveWithin",
            ])
        name = try map.required("name").string()
        let when = try map.required("when")
        condition = try when.string("a condition")
        conditionOrigin = when.origin
        queue = try map["queue"]?.string() ?? name
        guard !queue.isEmpty,
            queue.allSatisfy({ $0.isLetter || $0.isNumber || "-_. ".contains($0) }),
            !queue.hasPrefix(".")
        else {
            throw VOCError(
                .configUnknownValue, "a queue's name becomes a file name",
                at: map["queue"]?.origin ?? node.origin,
                hint: "use letters, digits, - and _")
        }
        priority = try map["priority"].map(Priority.init(node:)) ?? .normal
        acknowledge = try map["acknowledgeWithin"].map(Promise.init(node:))
        resolve = try map["resolveWithin"].map(Promise.init(node:))
        origin = node.origin
    }
}

extension PipelineFile.Test {
    init(_ node: ConfigNode) throws(VOCError) {
        let map = try node.map(
            "a test",
            keys: [
                "text", "rating", "channel", "attributes", "label", "themes", "withoutThemes",
                "intents", "states", "complaint",
                "routes",
            ])
        text = try map.required("text").string()
        rating = try map["rating"].map { (node) throws(VOCError) in
            Int32((try node.double() * 1000).rounded())
        }
        channel = try map["channel"]?.string() ?? ""
        attributes = [:]
        for (key, value) in try map["attributes"]?.pairs() ?? [] {
            attributes[try key.string()] = try value.string()
        }
        label = nil
        if let node = map["label"] {
            label = try node.choice([
                "positive": "positive", "negative": "negative", "neutral": "neutral",
                "mixed": "mixed", "none": "none",
            ])
        }
        themes = try map["themes"]?.strings() ?? []
        withoutThemes = try map["withoutThemes"]?.strings() ?? []
        intents = try map["intents"]?.strings() ?? []
        states = try map["states"]?.strings() ?? []
        isComplaint = try map["complaint"]?.bool()
        routes = try map["routes"]?.strings()
        origin = node.origin
    }
}

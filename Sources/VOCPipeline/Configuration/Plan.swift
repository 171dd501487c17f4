internal import FoundationEssentials
internal import Glibc
package import VOCAnalysis
package import VOCCore
internal import VOCIngest
internal import VOCReport

/// What will be done, all resolved: packs compiled, conditions bound to themes, files found. A plan
/// can only hold what is valid.
package struct Plan: Sendable {
    package struct Route: Sendable {
        package let name: String
        package let queue: String
        let priority: Priority
        let acknowledge: Promise?
        let resolve: Promise?
        let condition: Condition
        /// The place in `Plan.routes`.
        let index: Int
        let queueIndex: Int
    }

    /// One file to read.
    struct Source: Sendable {
        var dump: DumpInput
        var stopsOnReject: Bool
    }

    package let analyzer: Analyzer
    package let routes: [Route]
    /// The queues of the routes, each once, in order of appearance.
    package let queues: [String]
    package let attributeNames: [String]
    /// Who customers are; nil where the pipeline names no file, or files are not looked at.
    let customers: Customers?
    let sources: [Source]
    /// Members of archives that are not read, with the reason.
    let skipped: [(label: String, reason: String)]
    /// What was seen on looking at the files that somebody should know.
    let remarks: [String]
    /// A warning for each name in the pipeline that a pack gave up.
    let outdated: [VOCError]
    let file: PipelineFile
    /// Deadlines of cases are counted on it.
    let calendar: BusinessCalendar
    let priorities: PriorityRules
    /// Nil where the pipeline reads no outcomes.
    let outcomes: OutcomeReader?
    /// Which items should have been taken by a route.
    let missed: Condition
    /// Everything but the data that decides the result: packs, pipeline, version. Equal digests
    /// give equal partials.
    package let configDigest: Digest

    /// Resolves a pipeline file. `checksFiles` is off where only the configuration is checked.
    package init(pipeline path: String, lexicons: [String] = [], checksFiles: Bool = true)
        throws(VOCError)
    {
        let file = try PipelineFile(path: path)
        let folder = PipelineFile.folder(of: path)
        let home = Home(
            explicit: lexicons + file.lexicons.map { $0.hasPrefix("/") ? $0 : folder + $0 },
            pipeline: path)
        try self.init(file, home, checksFiles: checksFiles)
    }

    /// A plan without a pipeline file: these dumps, generic field names or the named profile, the
    /// given packs.
    package init(
        files: [String], source: String? = nil, spec: AnalysisSpec = AnalysisSpec(),
        lexicons: [String] = [], allowsEntities: Bool = false
    ) throws(VOCError) {
        let file = Plan.file(
            of: files, source: source, spec: spec, allowsEntities: allowsEntities)
        try self.init(file, Home(explicit: lexicons), checksFiles: true)
    }

    /// A pipeline's packs, fields and routes, on other dumps than its own: what `voc map` does. The
    /// dumps are read as the first input says, or as `source`.
    package init(
        mapping files: [String], as pipeline: String, source: String? = nil, lexicons: [String] = []
    ) throws(VOCError) {
        let (file, folders) = try Plan.mapped(
            files, as: pipeline, source: source, lexicons: lexicons)
        let home = Home(explicit: folders, pipeline: pipeline)
        try self.init(file, home, checksFiles: true)
    }

    /// A pipeline over nothing but these dumps.
    static func file(
        of dumps: [String], source: String?, spec: AnalysisSpec, allowsEntities: Bool = false
    ) -> PipelineFile {
        var file = PipelineFile()
        file.analysis = spec
        file.inputs = [
            PipelineFile.Input(
                files: dumps, source: source, name: "", mapping: FieldMapping(),
                rating: RatingRule(),
                attributes: [], channel: "", format: nil, encoding: nil, delimiter: nil,
                stopsOnReject: false, toleratesDates: true, allowsEntities: allowsEntities,
                origin: Origin(file: "command line"))
        ]
        return file
    }

    /// A pipeline with other dumps in the place of its own, and the folders of its lexicons after
    /// `lexicons`.
    static func mapped(
        _ dumps: [String], as pipeline: String, source: String?, lexicons: [String]
    ) throws(VOCError) -> (file: PipelineFile, lexicons: [String]) {
        var file = try PipelineFile(path: pipeline)
        let folder = PipelineFile.folder(of: pipeline)
        // Every input is kept for its attributes and name; the given files replace all of theirs.
        for index in file.inputs.indices { file.inputs[index].files = [] }
        let place = file.inputs.firstIndex { source == nil || $0.source == source } ?? 0
        file.inputs[place].files = dumps
        if let source { file.inputs[place].source = source }
        return (
            file, lexicons + file.lexicons.map { $0.hasPrefix("/") ? $0 : folder + $0 }
        )
    }

    init(_ file: PipelineFile, _ home: Home, checksFiles: Bool) throws(VOCError) {
        let analyzer = try home.compiled.analyzer(file.analysis, in: home.lexiconFolders)
        var names: [String] = []
        for input in file.inputs {
            for name in input.attributes where !names.contains(name) { names.append(name) }
        }
        var keyAttribute: Int?
        if let spec = file.customers {
            if spec.match != "author" {
                keyAttribute = names.firstIndex(of: spec.match)
                guard keyAttribute != nil else {
                    throw VOCError(
                        .configUnknownValue, "no input has an attribute '\(spec.match)'",
                        at: spec.origin,
                        hint: DidYouMean.hint(for: spec.match, among: names + ["author"]))
                }
            }
            for segment in spec.segments where !names.contains(segment.name) {
                names.append(segment.name)
            }
        }
        var outdated: [VOCError] = []
        var routes: [Route] = []
        var queues: [String] = []
        for route in file.routes {
            var parser = try ConditionParser(
                route.condition, at: route.conditionOrigin, analyzer, attributes: names)
            let condition = try parser.parse()
            outdated += parser.outdated
            if !queues.contains(route.queue) { queues.append(route.queue) }
            routes.append(
                Route(
                    name: route.name, queue: route.queue, priority: route.priority,
                    acknowledge: route.acknowledge, resolve: route.resolve,
                    condition: condition, index: routes.count,
                    queueIndex: queues.firstIndex(of: route.queue)!))
        }
        var missed = try ConditionParser(
            file.cases.missed, at: file.cases.missedOrigin, analyzer, attributes: names)
        self.missed = try missed.parse()
        outdated += missed.outdated
        priorities = try PriorityRules(
            file.cases.raise, home, analyzer, attributes: names)
        outdated += priorities.outdated
        calendar = file.calendar?.calendar ?? .plain
        outcomes = try file.outcomes.map { (setting) throws(VOCError) in
            try OutcomeReader(setting, home)
        }
        if let attribute = file.population?.attribute, !names.contains(attribute) {
            throw VOCError(
                .configUnknownValue, "no input has an attribute '\(attribute)'",
                at: Origin(file: file.path), hint: DidYouMean.hint(for: attribute, among: names))
        }
        for action in file.actions where !action.theme.isEmpty {
            let name = analyzer.crosswalk.current(action.theme)
            if name != action.theme {
                outdated.append(
                    VOCError(
                        .crosswalkOldName, analyzer.crosswalk.advice(on: action.theme),
                        at: Origin(file: file.path)))
            }
            guard analyzer.themes.contains(where: { $0.id == name }) else {
                throw VOCError(
                    .routeCondition, "no theme is called '\(action.theme)'",
                    at: Origin(file: file.path),
                    hint: DidYouMean.hint(for: action.theme, among: analyzer.themes.map(\.id)))
            }
        }
        var sources: [Source] = []
        var skipped: [(label: String, reason: String)] = []
        var remarks: [String] = []
        for (index, input) in file.inputs.enumerated() {
            for source in try Plan.resolve(
                input, index, home, names, zone: file.zone, checksFiles: checksFiles)
            {
                guard checksFiles else {
                    sources.append(source)
                    continue
                }
                let contents = try DumpContents(source.dump)
                for dump in contents.inputs {
                    sources.append(Source(dump: dump, stopsOnReject: source.stopsOnReject))
                }
                skipped += contents.skipped
                remarks += contents.remarks
            }
        }
        let markers = try ReplyMarkers(file: home.find("pipelines/mail/markers.yml"))
        for place in sources.indices { sources[place].dump.markers = markers }
        for place in sources.indices { sources[place].dump.fileIndex = UInt32(place) }

        self.file = file
        self.analyzer = analyzer
        self.routes = routes
        self.queues = queues
        attributeNames = names
        customers =
            try checksFiles
            ? file.customers.map { (spec) throws(VOCError) in
                Customers(
                    table: try spec.table(), keyAttribute: keyAttribute,
                    digest: try Digest(ofFile: spec.file), file: spec.file)
            } : nil
        self.sources = sources
        self.skipped = skipped
        self.remarks = remarks
        self.outdated = outdated
        configDigest = try Plan.digest(file, analyzer, markers, home)
    }

    private init(_ plan: Plan, sources: [Source]) {
        analyzer = plan.analyzer
        routes = plan.routes
        queues = plan.queues
        attributeNames = plan.attributeNames
        customers = plan.customers
        self.sources = sources
        skipped = plan.skipped
        remarks = plan.remarks
        outdated = plan.outdated
        file = plan.file
        calendar = plan.calendar
        priorities = plan.priorities
        outcomes = plan.outcomes
        missed = plan.missed
        configDigest = plan.configDigest
    }

    /// The same plan over other dumps.
    func with(sources: [Source]) -> Plan { Plan(self, sources: sources) }

    /// The same plan for a byte range of its (NDJSON) files: the lines that start in it.
    func limited(to range: Range<Int>) -> Plan {
        var sources = sources
        for index in sources.indices { sources[index].dump.range = range }
        return Plan(self, sources: sources)
    }

    /// The same plan over repaired records, each dump read as the one that its records come from.
    func replaying(_ dumps: [(scan: Scan, path: String)]) throws(VOCError) -> Plan {
        var made: [Source] = []
        for (index, dump) in dumps.enumerated() {
            guard let place = sources.firstIndex(where: { $0.dump.inputIndex == dump.scan.input })
            else {
                throw VOCError(
                    .replayNoRun, "no input of the pipeline reads this file",
                    at: Origin(file: dump.scan.file),
                    hint: "pass the pipeline of the run with --pipeline")
            }
            var source = sources[place]
            let profiles = (source.dump.profile.map { [$0] } ?? []) + source.dump.candidates
            if let profile = profiles.first(where: { $0.id == dump.scan.source }) {
                source.dump.profile = SourceProfile(
                    id: profile.id, name: profile.name, channel: profile.channel,
                    variants: profile.variants.filter { $0.name == dump.scan.variant })
            }
            source.dump.path = dump.path
            source.dump.fileIndex = UInt32(index)
            let format = DumpFormat(rawValue: dump.scan.format)
            source.dump.format = format == .ndjson ? .json : format
            source.dump.encoding = .utf8
            source.dump.delimiter = dump.scan.delimiter.utf8.first
            source.dump.quote = dump.scan.quote.utf8.first ?? 0
            source.dump.hasHeader = !dump.scan.header.isEmpty
            source.dump.isBare = true
            source.dump.element = dump.scan.element
            made.append(source)
        }
        return Plan(self, sources: made)
    }

    static func resolve(
        _ input: PipelineFile.Input, _ index: Int, _ home: Home, _ names: [String],
        zone: Zone?, checksFiles: Bool
    ) throws(VOCError) -> [Source] {
        var profile: SourceProfile?
        var candidates: [SourceProfile] = []
        if let id = input.source, id != "auto" {
            do throws(VOCError) {
                profile = try SourceProfile.load(id, folders: home.sourceFolders)
            } catch {
                throw VOCError(
                    error.code, error.message, at: error.origin ?? input.origin, hint: error.hint)
            }
        } else {
            candidates = try SourceProfiles.all(folders: home.sourceFolders)
            // Fields named by hand say what the file is: no guessing then.
            if !input.mapping.sources.isEmpty { candidates.removeAll { $0.id != "generic" } }
        }
        var result: [Source] = []
        for pattern in input.files {
            let paths =
                checksFiles && !input.namesFilesExactly
                ? try FilePattern.expand(pattern, at: input.origin) : [pattern]
            for path in paths {
                var dump = DumpInput(path: path, profile: profile, sourceName: input.name)
                dump.candidates = candidates
                dump.mapping = input.mapping
                dump.rating = input.rating
                dump.dates = input.dates
                dump.usualZone = zone
                dump.channel = input.channel
                dump.inputIndex = UInt16(index)
                dump.attributeNames = names
                dump.format = input.format
                dump.encoding = input.encoding
                dump.delimiter = input.delimiter
                dump.toleratesDates = input.toleratesDates
                dump.setsAside = input.setsAside
                dump.leavesOut = input.leavesOut
                dump.agents = input.agents
                dump.allowsEntities = input.allowsEntities
                result.append(Source(dump: dump, stopsOnReject: input.stopsOnReject))
            }
        }
        return result
    }

    /// Digests of the pack files and of what the pipeline says, in a fixed order; no paths, so that
    /// the same configuration in another folder has the same digest.
    private static func digest(
        _ file: PipelineFile, _ analyzer: Analyzer, _ markers: ReplyMarkers, _ home: Home
    ) throws(VOCError) -> Digest {
        var text =
            "voc \(Version.number) summary \(Summary.format) unicode \(UnicodeText.unicodeVersion)\n"
        var digests: [String] = []
        digests.append("\(markers.digest)")
        for path in analyzer.files { digests.append("\(try Digest(ofFile: path))") }
        text += digests.sorted().joined(separator: "\n") + "\n"
        if !file.path.isEmpty { text += "\(try Digest(ofFile: file.path))\n" }
        for path in file.calendar?.files ?? [] { text += "\(try Digest(ofFile: path))\n" }
        if file.cases.raise == nil {
            text += "\(try Digest(ofFile: home.find(PriorityRules.file)))\n"
        }
        text +=
            "\(file.analysis.lexicon) \(file.analysis.themes) \(file.analysis.intents) \(file.analysis.defaultLanguage)\n"
        for input in file.inputs { text += "\(input.source ?? "auto") \(input.name)\n" }
        return Digest(of: text)
    }

    /// The survey scale of a reader's ratings, if they are a known measure.
    static func scale(of reader: DumpReader) -> SurveyScale? {
        guard let scale = reader.ratingScale, let metric = scale.metric,
            let known = SurveyScale.Metric(rawValue: metric.rawValue)
        else { return nil }
        return SurveyScale(
            metric: known, lowMilli: Int(scale.lowMilli), highMilli: Int(scale.highMilli))
    }
}

/// The program's own version.
package enum Version {
    package static let number = "0.1.0"
}

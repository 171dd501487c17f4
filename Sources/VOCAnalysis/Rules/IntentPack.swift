package import VOCCore

/// A folder of intent rules, such as `lexicons/intents/default`.
package struct IntentPack: Sendable {
    struct Intent: Sendable {
        let id: String
        let name: String
        let match: [Pattern]
        let not: [Pattern]
    }

    /// What an item may show besides an intent: an emotion, a flag, that staff or a department is
    /// spoken of.
    struct State: Sendable {
        /// Kind and name: `emotion:anger`, `flag:legal`.
        let id: String
        let name: String
        /// With their intensities as polarity.
        let match: [Pattern]
        let not: [Pattern]
        /// A name must follow the words found.
        let isNaming: Bool
    }

    /// The kinds of states, which are keys of the files.
    static let stateKinds = ["emotion", "flag", "staff", "department"]

    package let id: String
    package let version: String
    /// What intents and states of earlier versions are called now, as topics.
    package private(set) var crosswalk = Crosswalk()
    private(set) var states: [State] = []
    private(set) var intents: [Intent] = []
    /// Patterns that raise a complaint's severity to 2, 3 or 4.
    private(set) var severity: [(level: Int, patterns: [Pattern])] = []
    /// Themes that make a negative item a complaint by themselves.
    private(set) var breach: [(theme: String, origin: Origin)] = []
    /// Effort from −1000 (very hard) to 1000 (effortless) thousandths.
    private(set) var effort: [(milli: Int, patterns: [Pattern])] = []
    private(set) var effortNot: [Pattern] = []
    private(set) var examples: [RuleExample] = []
    private(set) var names: PatternNames
    package private(set) var files: [String] = []

    package init(_ name: String, in folders: LexiconFolders, at origin: Origin? = nil)
        throws(VOCError)
    {
        let folder = try folders.folder(
            for: name.hasPrefix("intents/") || name.contains("./") || name.hasPrefix("/")
                ? name : "intents/\(name)",
            holding: "pack.yml", at: origin)
        let head = try PackHead(folder: folder)
        id = head.id
        version = head.version
        names = try PatternNames(language: head.language, in: folders)
        if TextFile.exists("\(folder)/lists.yml") { try names.addLists("\(folder)/lists.yml") }
        files = [head.file] + names.files
        for file in PackHead.ruleFiles(in: folder) {
            files.append(file)
            try load(file)
        }
        let renames = try PackRenames(
            head.renamed, version: version, pack: "intents/\(id)",
            topic: { $0.contains(":") ? $0 : "intent:\($0)" })
        try renames.check(Set(intents.map { "intent:\($0.id)" } + states.map(\.id)))
        crosswalk.add(renames.steps)
    }

    /// Ids of all intents, sorted.
    package var intentIDs: [String] { intents.map(\.id).sorted() }

    /// All states by id, sorted.
    var stateIDs: [NamedID] {
        states.map { NamedID(id: $0.id, name: $0.name) }.sorted { $0.id < $1.id }
    }

    private mutating func load(_ file: String) throws(VOCError) {
        let map = try RuleFile.read(file).map(
            keys: [
                "intent", "state", "name", "description", "match", "not", "severity", "breach",
                "levels", "pass",
                "fail", "nameFollows",
            ] + IntentPack.stateKinds)
        for kind in IntentPack.stateKinds {
            guard let node = map[kind] else { continue }
            return try loadState("\(kind):\(try node.string())", map)
        }
        if let state = map["state"] {
            guard try state.string() == "effort" else {
                throw VOCError(
                    .configUnknownValue, "the only state is 'effort'", at: state.origin)
            }
            for node in try map.required("levels").list("a list of levels") {
                let level = try node.map("a level", keys: ["value", "match"])
                let value = try level.required("value").double()
                guard (-1...1).contains(value) else { throw node.wrongType("a value from -1 to 1") }
                effort.append((Int((value * 1000).rounded()), try Pattern.list(level["match"])))
            }
            effortNot = try Pattern.list(map["not"])
            examples += try RuleExample.list(map, category: "effort")
            return
        }
        let id = try map.required("intent").string()
        guard !intents.contains(where: { $0.id == id }) else {
            throw VOCError(.ruleDuplicate, "two intents are called '\(id)'", at: map.origin)
        }
        intents.append(
            Intent(
                id: id, name: try map["name"]?.string() ?? id,
                match: try Pattern.list(map["match"]),
                not: try Pattern.list(map["not"])))
        examples += try RuleExample.list(map, category: "intent:\(id)")
        for (key, value) in try map["severity"]?.pairs("a map from 2, 3, 4 to patterns") ?? [] {
            let level = try key.int("2, 3 or 4")
            guard (2...4).contains(level) else { throw key.wrongType("2, 3 or 4") }
            severity.append((level, try Pattern.list(value)))
        }
        for node in map["breach"]?.oneOrMore() ?? [] {
            breach.append((try node.string("the id of a theme"), node.origin))
        }
    }

    /// Reads a file that says when a state holds: `match:`, or `levels:` with an intensity each.
    private mutating func loadState(_ id: String, _ map: ConfigMap) throws(VOCError) {
        guard !states.contains(where: { $0.id == id }) else {
            throw VOCError(.ruleDuplicate, "two states are called '\(id)'", at: map.origin)
        }
        var match = try Pattern.list(map["match"])
        for place in match.indices { match[place].polarity = 1000 }
        for node in try map["levels"]?.list("a list of levels") ?? [] {
            let level = try node.map("a level", keys: ["value", "match"])
            let value = try level.required("value").double()
            guard value > 0, value <= 1 else { throw node.wrongType("a value from 0 to 1") }
            for var pattern in try Pattern.list(level["match"]) {
                pattern.polarity = Int((value * 1000).rounded())
                match.append(pattern)
            }
        }
        states.append(
            State(
                id: id, name: try map["name"]?.string() ?? id, match: match,
                not: try Pattern.list(map["not"]),
                isNaming: try map["nameFollows"]?.bool() ?? false))
        examples += try RuleExample.list(map, category: id)
    }
}

package import VOCCore

/// An example beside a rule: a text that must, or must not, be tagged.
struct RuleExample: Sendable {
    let text: String
    let category: String
    let mustMatch: Bool
    let origin: Origin
}

/// A theme as its pack describes it.
package struct Theme: Sendable {
    /// Such as `delivery/late`; `delivery` for a top-level theme.
    package let id: String
    package let name: String
    package let description: String
    /// Ids of the journey stage and touch point, and a hint at who owns it; empty if not said.
    package let stage: String
    package let touchpoint: String
    package let owner: String
    /// The feeling when no opinion word stands near, in thousandths.
    package let polarityMilli: Int?
    let match: [Pattern]
    let not: [Pattern]
}

/// An ordered dimension of a pack: journey stages, touch points.
package struct NamedID: Sendable, Hashable {
    package let id: String
    package let name: String
}

/// A folder of theme rules, such as `lexicons/themes/cx`.
package struct ThemePack: Sendable {
    package let id: String
    package let version: String
    package private(set) var stages: [NamedID] = []
    package private(set) var touchpoints: [NamedID] = []
    package private(set) var themes: [Theme] = []
    private(set) var examples: [RuleExample] = []
    package private(set) var files: [String] = []

    package init(_ name: String, in folders: LexiconFolders, at origin: Origin? = nil)
        throws(VOCError)
    {
        let folder = try folders.folder(
            for: name.hasPrefix("themes/") || name.contains("./") || name.hasPrefix("/")
                ? name : "themes/\(name)",
            holding: "pack.yml", at: origin)
        let head = try PackHead(folder: folder)
        id = head.id
        version = head.version
        stages = head.stages
        touchpoints = head.touchpoints
        files = [head.file]
        for file in TextFile.names(in: folder) where file.hasSuffix(".yml") && file != "pack.yml" {
            files.append("\(folder)/\(file)")
            try load("\(folder)/\(file)")
        }
        var seen = Set<String>()
        for theme in themes where !seen.insert(theme.id).inserted {
            throw VOCError(
                .ruleDuplicate, "two themes are called '\(theme.id)'", at: Origin(file: folder))
        }
    }

    private mutating func load(_ file: String) throws(VOCError) {
        let map = try ConfigNode(file: file).map(keys: [
            "theme", "name", "description", "stage", "touchpoint", "owner", "polarity", "match",
            "not", "pass",
            "fail", "themes",
        ])
        let top = try map.required("theme").string()
        try add(map, id: top, stage: "", touchpoint: "", owner: "")
        let stage = try check(map["stage"], among: stages)
        let touchpoint = try check(map["touchpoint"], among: touchpoints)
        let owner = try map["owner"]?.string() ?? ""
        for node in try map["themes"]?.list("a list of themes") ?? [] {
            let child = try node.map(
                "a theme",
                keys: [
                    "id", "name", "description", "stage", "touchpoint", "owner", "polarity",
                    "match", "not", "pass",
                    "fail",
                ])
            try add(
                child, id: "\(top)/\(try child.required("id").string())", stage: stage,
                touchpoint: touchpoint, owner: owner)
        }
    }

    private mutating func add(
        _ map: ConfigMap, id: String, stage: String, touchpoint: String, owner: String
    ) throws(VOCError) {
        var polarity: Int?
        if let node = map["polarity"] {
            let value = try node.double()
            guard (-1...1).contains(value) else { throw node.wrongType("a number from -1 to 1") }
            polarity = Int((value * 1000).rounded())
        }
        themes.append(
            Theme(
                id: id, name: try map["name"]?.string() ?? id,
                description: try map["description"]?.string() ?? "",
                stage: try map["stage"] == nil ? stage : check(map["stage"], among: stages),
                touchpoint: try map["touchpoint"] == nil
                    ? touchpoint : check(map["touchpoint"], among: touchpoints),
                owner: try map["owner"]?.string() ?? owner, polarityMilli: polarity,
                match: try Pattern.list(map["match"]), not: try Pattern.list(map["not"])))
        examples += try RuleExample.list(map, category: id)
    }

    private func check(_ node: ConfigNode?, among allowed: [NamedID]) throws(VOCError) -> String {
        guard let node else { return "" }
        let id = try node.string()
        guard allowed.isEmpty || allowed.contains(where: { $0.id == id }) else {
            throw VOCError(
                .configUnknownValue, "'\(id)' is not among those of pack.yml", at: node.origin,
                hint: DidYouMean.hint(for: id, among: allowed.map(\.id)))
        }
        return id
    }
}

/// A folder of intent rules, such as `lexicons/intents/default`.
package struct IntentPack: Sendable {
    struct Intent: Sendable {
        let id: String
        let name: String
        let match: [Pattern]
        let not: [Pattern]
    }

    package let id: String
    package let version: String
    private(set) var intents: [Intent] = []
    /// Patterns that raise a complaint's severity to 2, 3 or 4.
    private(set) var severity: [(level: Int, patterns: [Pattern])] = []
    /// Themes that make a negative item a complaint by themselves.
    private(set) var breach: [String] = []
    /// Effort from −1000 (very hard) to 1000 (effortless) thousandths.
    private(set) var effort: [(milli: Int, patterns: [Pattern])] = []
    private(set) var effortNot: [Pattern] = []
    private(set) var examples: [RuleExample] = []
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
        files = [head.file]
        for file in TextFile.names(in: folder) where file.hasSuffix(".yml") && file != "pack.yml" {
            files.append("\(folder)/\(file)")
            try load("\(folder)/\(file)")
        }
    }

    /// Ids of all intents, sorted.
    package var intentIDs: [String] { intents.map(\.id).sorted() }

    private mutating func load(_ file: String) throws(VOCError) {
        let map = try ConfigNode(file: file).map(keys: [
            "intent", "state", "name", "description", "match", "not", "severity", "breach",
            "levels", "pass",
            "fail",
        ])
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
        breach += try map["breach"]?.strings() ?? []
    }
}

/// What `pack.yml` says.
private struct PackHead {
    let id: String
    let version: String
    let file: String
    private(set) var stages: [NamedID] = []
    private(set) var touchpoints: [NamedID] = []

    init(folder: String) throws(VOCError) {
        file = "\(folder)/pack.yml"
        let map = try ConfigNode(file: file).map(keys: [
            "id", "version", "language", "licence", "source", "description", "stages",
            "touchpoints",
        ])
        id = try map.required("id").string()
        version = try map.required("version").string()
        stages = try PackHead.named(map["stages"])
        touchpoints = try PackHead.named(map["touchpoints"])
    }

    private static func named(_ node: ConfigNode?) throws(VOCError) -> [NamedID] {
        var result: [NamedID] = []
        for item in try node?.list() ?? [] {
            let map = try item.map(keys: ["id", "name"])
            let id = try map.required("id").string()
            result.append(NamedID(id: id, name: try map["name"]?.string() ?? id))
        }
        return result
    }
}

extension Pattern {
    static func list(_ node: ConfigNode?) throws(VOCError) -> [Pattern] {
        var result: [Pattern] = []
        for item in node?.oneOrMore() ?? [] {
            result.append(try Pattern(try item.string("a pattern"), at: item.origin))
        }
        return result
    }
}

extension RuleExample {
    static func list(_ map: ConfigMap, category: String) throws(VOCError) -> [RuleExample] {
        var result: [RuleExample] = []
        for (key, mustMatch) in [("pass", true), ("fail", false)] {
            for node in map[key]?.oneOrMore() ?? [] {
                result.append(
                    RuleExample(
                        text: try node.string("a text"), category: category, mustMatch: mustMatch,
                        origin: node.origin))
            }
        }
        return result
    }
}

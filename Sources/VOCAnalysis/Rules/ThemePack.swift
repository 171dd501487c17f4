package import VOCCore

/// A theme as its pack describes it.
package struct Theme: Sendable {
    /// Such as `delivery/late`; `delivery` for a top-level theme.
    package let id: String
    package fileprivate(set) var name: String
    package fileprivate(set) var description: String
    /// Ids of the journey stage and touch point, and a hint at who owns it; empty if not said.
    package fileprivate(set) var stage: String
    package fileprivate(set) var touchpoint: String
    package fileprivate(set) var owner: String
    /// The feeling when no opinion word stands near, in thousandths.
    package fileprivate(set) var polarityMilli: Int?
    /// Of the themes below it only the one most is said of is named.
    package fileprivate(set) var choosesOne = false
    fileprivate(set) var match: [Pattern]
    fileprivate(set) var not: [Pattern]

    /// The id of the theme above it; nil for a top-level theme.
    package var parent: Substring? { id.lastIndex(of: "/").map { id[..<$0] } }

    /// As an analyzer keeps it, once its patterns are compiled.
    var withoutPatterns: Theme {
        var theme = self
        theme.match = []
        theme.not = []
        return theme
    }
}

extension Theme {
    func write(to blob: inout CompiledBlobWriter) {
        blob.texts([id, name, description, stage, touchpoint, owner])
        blob.number(polarityMilli ?? .max)
    }

    init(from blob: inout CompiledBlobReader) throws(VOCError) {
        let texts = try blob.texts()
        let polarity = try blob.number()
        self.init(
            id: texts[0], name: texts[1], description: texts[2], stage: texts[3],
            touchpoint: texts[4], owner: texts[5], polarityMilli: polarity == .max ? nil : polarity,
            match: [], not: [])
    }
}

/// A folder of theme rules, such as `lexicons/themes/cx`, with all it extends.
package struct ThemePack: Sendable {
    package let id: String
    package let version: String
    package private(set) var stages: [NamedID] = []
    package private(set) var touchpoints: [NamedID] = []
    package private(set) var themes: [Theme] = []
    /// What the names in its patterns stand for.
    private(set) var names: PatternNames
    private(set) var examples: [RuleExample] = []
    package private(set) var files: [String] = []
    /// The packs it builds on, with versions.
    package private(set) var bases: [(id: String, version: String)] = []
    /// What themes of earlier versions, of this pack and those it builds on, are called now.
    package var crosswalk: Crosswalk { names.renamed }
    /// A warning for each place in its own files that uses a name which a pack below gave up.
    private(set) var outdated: [VOCError] = []
    /// Ids met in its own files, to find those that stand twice.
    private var own = Set<String>()

    package init(_ name: String, in folders: LexiconFolders, at origin: Origin? = nil)
        throws(VOCError)
    {
        try self.init(name, in: folders, at: origin, open: [])
    }

    private init(_ name: String, in folders: LexiconFolders, at origin: Origin?, open: [String])
        throws(VOCError)
    {
        let folder = try folders.folder(
            for: name.hasPrefix("themes/") || name.contains("./") || name.hasPrefix("/")
                ? name : "themes/\(name)",
            holding: "pack.yml", at: origin)
        let head = try PackHead(folder: folder)
        id = head.id
        version = head.version
        names = try PatternNames(language: head.language, in: folders)
        files = [head.file] + names.files
        for base in head.extends {
            let path = try base.string()
            guard !open.contains(path), path != head.id else {
                throw VOCError(
                    .ruleDuplicate, "the pack '\(path)' extends itself", at: base.origin)
            }
            adopt(try ThemePack(path, in: folders, at: base.origin, open: open + [path]))
        }
        stages = head.stages + stages.filter { old in !head.stages.contains { $0.id == old.id } }
        touchpoints =
            head.touchpoints
            + touchpoints.filter { old in !head.touchpoints.contains { $0.id == old.id } }
        for node in head.without { try remove(try node.string(), at: node.origin) }
        if TextFile.exists("\(folder)/lists.yml") {
            try names.addLists("\(folder)/lists.yml")
            files.append("\(folder)/lists.yml")
        }
        for file in PackHead.ruleFiles(in: folder) {
            files.append(file)
            try load(file)
        }
        for theme in themes { names.themes[theme.id] = .init(match: theme.match, not: theme.not) }
        let renames = try PackRenames(head.renamed, version: version, pack: "themes/\(id)")
        try renames.check(Set(themes.map(\.id)))
        names.renamed.add(renames.steps)
    }

    /// Takes over all of a pack that this one extends.
    private mutating func adopt(_ base: ThemePack) {
        bases += base.bases + [(base.id, base.version)]
        themes += base.themes.filter { theme in !themes.contains { $0.id == theme.id } }
        examples += base.examples
        stages += base.stages.filter { stage in !stages.contains { $0.id == stage.id } }
        touchpoints += base.touchpoints.filter { point in
            !touchpoints.contains { $0.id == point.id }
        }
        files += base.files
        names.adopt(base.names)
    }

    /// What the theme that a file of this pack calls `id` is called in the packs below.
    private mutating func current(_ id: String, at origin: Origin) -> String {
        let name = names.renamed.current(id)
        if name != id {
            outdated.append(
                VOCError(.crosswalkOldName, names.renamed.advice(on: id), at: origin))
        }
        return name
    }

    private mutating func remove(_ name: String, at origin: Origin) throws(VOCError) {
        let id = current(name, at: origin)
        guard themes.contains(where: { $0.id == id }) else {
            throw VOCError(
                .configUnknownValue, "no theme of the packs below is called '\(id)'", at: origin,
                hint: DidYouMean.nearest(to: id, among: themes.map(\.id)).map {
                    "did you mean '\($0)'?"
                })
        }
        func isGone(_ other: String) -> Bool { other == id || other.hasPrefix("\(id)/") }
        themes.removeAll { isGone($0.id) }
        examples.removeAll { isGone($0.category) }
    }

    // MARK: Files

    private static let keys = [
        "name", "description", "stage", "touchpoint", "owner", "polarity", "match", "not", "pass",
        "fail", "themes", "replace", "choose",
    ]

    /// What a theme takes from the one above it where it says nothing itself.
    private struct Inherited {
        var stage = ""
        var touchpoint = ""
        var owner = ""
    }

    private mutating func load(_ file: String) throws(VOCError) {
        let map = try RuleFile.read(file).map(keys: ["theme"] + ThemePack.keys)
        try add(map, id: try map.required("theme").string(), Inherited(), depth: 1)
    }

    private mutating func add(
        _ map: ConfigMap, id name: String, _ inherited: Inherited, depth: Int
    ) throws(VOCError) {
        let id = current(name, at: map.origin)
        guard own.insert(id).inserted else {
            throw VOCError(.ruleDuplicate, "two themes are called '\(id)'", at: map.origin)
        }
        guard depth <= 4 else {
            throw VOCError(.configWrongType, "themes nest at most four levels deep", at: map.origin)
        }
        let place = themes.firstIndex { $0.id == id }
        var theme =
            place.map { themes[$0] }
            ?? Theme(
                id: id, name: id, description: "", stage: inherited.stage,
                touchpoint: inherited.touchpoint, owner: inherited.owner, match: [], not: [])
        if let node = map["polarity"] {
            let value = try node.double()
            guard (-1...1).contains(value) else { throw node.wrongType("a number from -1 to 1") }
            theme.polarityMilli = Int((value * 1000).rounded())
        }
        if let name = try map["name"]?.string() { theme.name = name }
        if let text = try map["description"]?.string() { theme.description = text }
        if let node = map["stage"] { theme.stage = try check(node, among: stages) }
        if let node = map["touchpoint"] { theme.touchpoint = try check(node, among: touchpoints) }
        if let owner = try map["owner"]?.string() { theme.owner = owner }
        if let node = map["choose"] {
            theme.choosesOne = try node.choice(["one": true, "all": false])
        }
        if try map["replace"]?.bool() == true {
            theme.match = []
            theme.not = []
            examples.removeAll { $0.category == id }
        }
        theme.match += try Pattern.list(map["match"])
        theme.not += try Pattern.list(map["not"])
        examples += try RuleExample.list(map, category: id)
        if let place { themes[place] = theme } else { themes.append(theme) }
        let below = Inherited(
            stage: theme.stage, touchpoint: theme.touchpoint, owner: theme.owner)
        for node in try map["themes"]?.list("a list of themes") ?? [] {
            let child = try node.map("a theme", keys: ["id"] + ThemePack.keys)
            let name = try child.required("id").string()
            try add(child, id: "\(id)/\(name)", below, depth: depth + 1)
        }
    }

    private func check(_ node: ConfigNode, among allowed: [NamedID]) throws(VOCError) -> String {
        let id = try node.string()
        guard allowed.isEmpty || allowed.contains(where: { $0.id == id }) else {
            throw VOCError(
                .configUnknownValue, "'\(id)' is not among those of pack.yml", at: node.origin,
                hint: DidYouMean.hint(for: id, among: allowed.map(\.id)))
        }
        return id
    }
}

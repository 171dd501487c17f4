internal import VOCCore

/// An ordered dimension of a pack: journey stages, touch points.
package struct NamedID: Sendable, Hashable {
    package let id: String
    package let name: String
}

/// What `pack.yml` says.
struct PackHead {
    let id: String
    let version: String
    let language: String
    let file: String
    private(set) var stages: [NamedID] = []
    private(set) var touchpoints: [NamedID] = []
    /// The packs it builds on.
    let extends: [ConfigNode]
    /// Ids of themes of those that it leaves out.
    let without: [ConfigNode]
    /// The list of names that were given up; nil if there is none.
    let renamed: ConfigNode?
    /// Words, in small letters, that customers of its trade use and others hardly do.
    let signs: Set<String>

    init(folder: String) throws(VOCError) {
        file = "\(folder)/pack.yml"
        let map = try ConfigNode(file: file).map(keys: [
            "id", "version", "language", "licence", "source", "description", "stages",
            "touchpoints", "extends", "without", "weights", "renamed", "signs",
        ])
        id = try map.required("id").string()
        version = try map.required("version").string()
        language = try map["language"]?.string() ?? "und"
        extends = map["extends"]?.oneOrMore() ?? []
        without = map["without"]?.oneOrMore() ?? []
        renamed = map["renamed"]
        signs = Set(try map["signs"]?.strings().map { $0.lowercased() } ?? [])
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

    /// The files of a pack's rules, beside `pack.yml` and `lists.yml`.
    static func ruleFiles(in folder: String) -> [String] {
        TextFile.names(in: folder)
            .filter { $0.hasSuffix(".yml") && $0 != "pack.yml" && $0 != "lists.yml" }
            .map { "\(folder)/\($0)" }
    }
}

/// An example beside a rule: a text that must, or must not, be tagged.
struct RuleExample: Sendable {
    let text: String
    let category: String
    let mustMatch: Bool
    let origin: Origin
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

package import VOCCore

/// What somebody else's labels are called here: a YAML file of `their label: ours` lines; `ours` may be
/// a list, and nothing for a label that does not count. `food unless positive` stands for what is said
/// of food, but not for praise.
package struct LabelMap: Sendable {
    private struct Meaning: Sendable, Hashable {
        var id: String
        var unless: SentimentLabel?
    }

    private var names: [String: [Meaning]]
    /// What our names of earlier versions are called now; topics of intents begin with `prefix`.
    private var crosswalk = Crosswalk()
    private var prefix = ""

    /// A label that means this is the answer where no other label of the map is.
    package static let otherwise = "otherwise"

    /// Every label means itself.
    package init() { names = [:] }

    package init(file path: String) throws(VOCError) {
        names = [:]
        for (key, value) in try ConfigNode(file: path).pairs("a map of their labels to ours") {
            names[try key.string()] =
                try value.isNull
                ? []
                : value.oneOrMore().map { (node) throws(VOCError) in try LabelMap.meaning(node) }
        }
    }

    private static func meaning(_ node: ConfigNode) throws(VOCError) -> Meaning {
        let parts = try node.string().split(separator: " unless ")
        guard parts.count == 2 else { return Meaning(id: try node.string()) }
        let feelings = SentimentLabel.allCases.filter { $0 != .none }
        guard let feeling = feelings.first(where: { $0.name == parts[1] }) else {
            throw VOCError(
                .configUnknownValue, "'\(parts[1])' is no feeling", at: node.origin,
                hint: "use one of: \(feelings.map(\.name).joined(separator: ", "))")
        }
        return Meaning(id: String(parts[0]), unless: feeling)
    }

    package var isEmpty: Bool { names.isEmpty }

    /// Takes names that packs gave up for those of today; `prefix` is `intent:` where ours are intents.
    /// Returns a line for people for each such name in the map.
    package mutating func follow(_ crosswalk: Crosswalk, prefix: String = "") -> [String] {
        self.crosswalk = crosswalk
        self.prefix = prefix
        var advice = Set<String>()
        names = names.mapValues { meanings in
            meanings.map { meaning in
                let name = current(meaning.id)
                guard name != meaning.id else { return meaning }
                advice.insert(crosswalk.advice(on: prefix + meaning.id))
                return Meaning(id: name, unless: meaning.unless)
            }
        }
        return advice.sorted()
    }

    /// What our `name` is called now.
    private func current(_ name: String) -> String {
        crosswalk.isEmpty ? name : String(crosswalk.current(prefix + name).dropFirst(prefix.count))
    }

    /// Their labels, sorted.
    package var labels: [String] { names.keys.sorted() }

    /// Our names for `label`: itself if the map does not have it, none if it does not count.
    package func ours(for label: String) -> [String] {
        names[label]?.map(\.id) ?? [current(label)]
    }

    /// Whether `label` is what `id` means, or a theme below it, where it is said with this feeling.
    package func means(_ label: String, _ id: String, _ feeling: SentimentLabel) -> Bool {
        guard let meanings = names[label] else { return id.isWithin(current(label)) }
        return meanings.contains { id.isWithin($0.id) && $0.unless != feeling }
    }

    /// The first of the labels that mean the same as `label`: names that changed over the years are
    /// one class.
    package func canonical(_ label: String) -> String {
        guard let own = names[label] else { return current(label) }
        return names.filter { $0.value == own }.keys.min() ?? label
    }
}

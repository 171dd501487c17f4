package import VOCCore

/// The shapes of dump that are read.
package enum DumpFormat: String, Sendable, CaseIterable {
    case csv, json, ndjson, xml
    /// Mail: many messages in one file, or one.
    case mbox, eml

    var isMail: Bool { self == .mbox || self == .eml }

    /// Their names as configuration files write them.
    package static let choices: KeyValuePairs<String, DumpFormat> = [
        "csv": .csv, "json": .json, "ndjson": .ndjson, "xml": .xml, "mbox": .mbox, "eml": .eml,
    ]
}

/// What ratings measure, when they are a known measure.
package enum RatingMetric: String, Sendable, CaseIterable {
    case csat, nps, ces1, ces2
}

/// The numbers a rating may take.
package struct RatingScale: Sendable, Equatable {
    package var lowMilli: Int32
    package var highMilli: Int32
    package var metric: RatingMetric?

    package init(lowMilli: Int32, highMilli: Int32, metric: RatingMetric? = nil) {
        self.lowMilli = lowMilli
        self.highMilli = highMilli
        self.metric = metric
    }

    /// Reads `1..5`.
    static func range(_ node: ConfigNode) throws(VOCError) -> RatingScale {
        let text = try node.string("a scale such as 1..5")
        let ends = text.split(separator: ".", omittingEmptySubsequences: true)
        guard ends.count == 2, text.contains(".."), let low = Int32(ends[0]),
            let high = Int32(ends[1]), low < high, abs(low) < 1_000_000, abs(high) < 1_000_000
        else { throw node.wrongType("a scale such as 1..5") }
        return RatingScale(lowMilli: low * 1000, highMilli: high * 1000)
    }
}

/// How ratings are read: the scale, and what words stand for.
package struct RatingRule: Sendable, Equatable {
    package var scale: RatingScale?
    /// Lower-case word → value in thousandths; nil means that the word says "not rated".
    package var words: [String: Int32?] = [:]

    package init(scale: RatingScale? = nil, words: [String: Int32?] = [:]) {
        self.scale = scale
        self.words = words
    }

    /// Reads `{ scale: 1..5, metric: csat, words: { good: 5, offered: null } }`.
    package init(node: ConfigNode) throws(VOCError) {
        let map = try node.map(keys: ["scale", "metric", "words"])
        if let range = map["scale"] { scale = try RatingScale.range(range) }
        if let metric = map["metric"] {
            guard scale != nil else {
                throw VOCError(
                    .configMissingKey, "'metric' needs a 'scale' beside it", at: metric.origin,
                    hint: "such as { scale: 0..10, metric: nps }")
            }
            scale?.metric = try metric.choice([
                "csat": RatingMetric.csat, "nps": .nps, "ces1": .ces1, "ces2": .ces2,
            ])
        }
        for (key, value) in try map["words"]?.pairs() ?? [] {
            let word = try key.string().lowercased()
            words[word] = .some(
                value.isNull ? nil : Int32((try value.double() * 1000).rounded()))
        }
    }
}

/// A test on a field, by its exact values.
package struct FieldCondition: Sendable {
    package var path: FieldPath
    package var values: [String]

    static func list(_ node: ConfigNode?) throws(VOCError) -> [FieldCondition] {
        var result: [FieldCondition] = []
        for (key, value) in try node?.pairs("a map of fields to values") ?? [] {
            result.append(
                FieldCondition(path: FieldPath(try key.string()), values: try value.strings()))
        }
        return result
    }
}

/// One shape in which a source exports.
package struct SourceVariant: Sendable {
    package var name = ""
    /// Empty means any.
    package var formats: [DumpFormat] = []
    /// Where the records are: a path in JSON (`feed.entry`), an element name in XML.
    package var records = ""
    package var mapping = FieldMapping()
    package var rating = RatingRule()
    /// Records that hold one of these are no feedback.
    package var skip: [FieldCondition] = []
    /// Records that lack these are no feedback.
    package var only: [FieldCondition] = []
    /// What is set aside in texts.
    package var setsAside: AsideKinds = []
    /// Messages that are no feedback.
    package var leavesOut: LeftOutKinds = []
    /// Our own addresses and domains, whose messages are no feedback.
    package var agents: [String] = []

    package init() {}
}

/// What is known about the exports of one source, read from `pipelines/sources/<id>.yml`.
///
/// The format is described in `pipelines/sources/README.md`.
package struct SourceProfile: Sendable {
    package let id: String
    package let name: String
    /// What kind of feedback this is: review, ticket, survey, social.
    package let channel: String
    package let variants: [SourceVariant]

    package init(id: String, name: String, channel: String, variants: [SourceVariant]) {
        self.id = id
        self.name = name
        self.channel = channel
        self.variants = variants
    }

    private static let shared = [
        "format", "records", "fields", "attributes", "rating", "skip", "only", "setAside",
        "leaveOut",
        "agents",
    ]

    package init(node: ConfigNode) throws(VOCError) {
        let map = try node.map(
            "a source profile",
            keys: ["id", "name", "about", "channel", "variants"] + SourceProfile.shared)
        id = try map.required("id").string()
        name = try map["name"]?.string() ?? id
        channel = try map["channel"]?.string() ?? ""
        _ = try map["about"]?.string()
        let base = try SourceProfile.variant(map, over: SourceVariant())
        guard let list = map["variants"] else {
            variants = [base]
            return
        }
        var variants: [SourceVariant] = []
        for item in try list.list() {
            let keys = ["name", "about"] + SourceProfile.shared
            let map = try item.map("a variant", keys: keys)
            _ = try map["about"]?.string()
            var variant = try SourceProfile.variant(map, over: base)
            variant.name = try map["name"]?.string() ?? "\(variants.count + 1)"
            variants.append(variant)
        }
        self.variants = variants
    }

    private static func variant(
        _ map: ConfigMap, over base: SourceVariant
    ) throws(VOCError) -> SourceVariant {
        var variant = base
        if let formats = map["format"] {
            variant.formats = []
            for item in formats.oneOrMore() {
                variant.formats.append(try item.choice(DumpFormat.choices))
            }
        }
        if let records = map["records"] { variant.records = try records.string() }
        let mapping = try FieldMapping(fields: map["fields"], attributes: map["attributes"])
        variant.mapping = base.mapping.overlaid(with: mapping)
        if let rating = map["rating"] {
            let rule = try RatingRule(node: rating)
            variant.rating.scale = rule.scale ?? variant.rating.scale
            variant.rating.words.merge(rule.words) { $1 }
        }
        if map["skip"] != nil { variant.skip = try FieldCondition.list(map["skip"]) }
        if map["only"] != nil { variant.only = try FieldCondition.list(map["only"]) }
        if let node = map["setAside"] { variant.setsAside = try AsideKinds(node: node) }
        if let node = map["leaveOut"] { variant.leavesOut = try LeftOutKinds(node: node) }
        variant.agents += try map["agents"]?.strings() ?? []
        return variant
    }

    /// Finds and reads the profile called `id` in the first of `folders` that has it.
    package static func load(_ id: String, folders: [String]) throws(VOCError) -> SourceProfile {
        for folder in folders where TextFile.exists("\(folder)/\(id).yml") {
            return try SourceProfile(node: try ConfigNode(file: "\(folder)/\(id).yml"))
        }
        let known = SourceProfiles.list(folders: folders)
        throw VOCError(
            .profileUnknown, "no source profile is called '\(id)'",
            hint: known.isEmpty
                ? "looked in \(folders.joined(separator: ", "))"
                : DidYouMean.hint(for: id, among: known))
    }
}

/// The profiles that are installed.
package enum SourceProfiles {
    /// The ids of all profiles in `folders`, sorted.
    package static func list(folders: [String]) -> [String] {
        var ids: Set<String> = []
        for folder in folders {
            for name in TextFile.names(in: folder) where name.hasSuffix(".yml") {
                ids.insert(String(name.dropLast(4)))
            }
        }
        return ids.sorted()
    }

    /// Reads every profile in `folders`; of two with one id the first folder's counts.
    package static func all(folders: [String]) throws(VOCError) -> [SourceProfile] {
        var profiles: [SourceProfile] = []
        for id in list(folders: folders) {
            profiles.append(try SourceProfile.load(id, folders: folders))
        }
        return profiles
    }
}

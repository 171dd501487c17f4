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

    /// Reads a profile; `base` is what `extends:` names.
    package init(node: ConfigNode, extending base: SourceProfile? = nil) throws(VOCError) {
        let map = try node.map(
            "a source profile",
            keys: ["id", "name", "about", "channel", "extends", "variants"] + SourceVariant.keys)
        id = try map.required("id").string()
        name = try map["name"]?.string() ?? id
        channel = try map["channel"]?.string() ?? base?.channel ?? ""
        _ = try map["about"]?.string()
        var first = base?.variants.first ?? SourceVariant()
        first.name = ""
        try first.read(map)
        guard let list = map["variants"] else {
            variants = [first]
            return
        }
        var variants: [SourceVariant] = []
        for item in try list.list() {
            let map = try item.map("a variant", keys: ["name", "about"] + SourceVariant.keys)
            _ = try map["about"]?.string()
            var variant = first
            try variant.read(map)
            variant.name = try map["name"]?.string() ?? "\(variants.count + 1)"
            variants.append(variant)
        }
        self.variants = variants
    }

    /// Finds and reads the profile called `id` in the first of `folders` that has it.
    package static func load(_ id: String, folders: [String]) throws(VOCError) -> SourceProfile {
        try load(id, folders: folders, for: [])
    }

    /// Reads the profile in the file at `path`; what it extends is looked for beside it, then in
    /// `folders`.
    package static func load(file path: String, folders: [String]) throws(VOCError)
        -> SourceProfile
    {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        return try read(path, folders: [folder] + folders, for: [])
    }

    private static func load(_ id: String, folders: [String], for heirs: [String])
        throws(VOCError) -> SourceProfile
    {
        for folder in folders where TextFile.exists("\(folder)/\(id).yml") {
            return try read("\(folder)/\(id).yml", folders: folders, for: heirs + [id])
        }
        let known = SourceProfiles.list(folders: folders)
        throw VOCError(
            .profileUnknown, "no source profile is called '\(id)'",
            hint: known.isEmpty
                ? "looked in \(folders.joined(separator: ", "))"
                : DidYouMean.hint(for: id, among: known))
    }

    private static func read(_ path: String, folders: [String], for heirs: [String])
        throws(VOCError) -> SourceProfile
    {
        let node = try ConfigNode(file: path)
        guard case .map(let pairs) = node.value,
            let parent = pairs.first(where: { (try? $0.key.string()) == "extends" })?.value
        else { return try SourceProfile(node: node) }
        let id = try parent.string("the id of a source profile")
        guard !heirs.contains(id) else {
            throw VOCError(
                .configUnknownValue, "the profile '\(id)' extends itself", at: parent.origin)
        }
        do throws(VOCError) {
            return try SourceProfile(
                node: node, extending: try load(id, folders: folders, for: heirs))
        } catch  where error.code == .profileUnknown && error.origin == nil {
            throw VOCError(error.code, error.message, at: parent.origin, hint: error.hint)
        }
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

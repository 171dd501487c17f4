internal import VOCAnalysis
internal import VOCCore

/// What a pack of weights is about.
package enum TopicKind: String, Sendable, CaseIterable {
    case themes, intents
}

/// Writes a theme or intent pack with weights, in the form of lexicons/README.md.
struct PackFolder {
    struct Line: Sendable, Hashable {
        let id: String
        let pattern: String
        let milli: Int
        let note: String
    }

    let kind: TopicKind
    let id: String
    let labels: [String]
    let decision: TopicDecision
    let lines: [Line]
    var licence = "Apache-2.0"
    var source = ""

    /// Writes the pack, on top of `base` if there is one; labels that are no theme or intent of it
    /// get a file of their own.
    func write(to folder: String, base: TopicBase?) throws(VOCError) {
        try TextFile.makeFolder(folder)
        var head = "id: \(PackFolder.quoted(id))\nversion: 0.1.0\nlanguage: en\n"
        head += "licence: \(licence)\n"
        if !source.isEmpty { head += "source: \(PackFolder.quoted(source))\n" }
        if let base, kind == .themes { head += "extends: \(PackFolder.quoted(base.name))\n" }
        if let base, kind == .intents, !base.crosswalk.isEmpty {
            head += "renamed:\n"
            for step in base.crosswalk.steps {
                head +=
                    "  - { from: \(PackFolder.quoted(step.from)), to: \(PackFolder.quoted(step.to)), since: 0.1.0 }\n"
            }
        }
        head += "weights: { decision: \(decision.rawValue), divide: root }\n"
        try TextFile.write(Array(head.utf8), to: "\(folder)/pack.yml")
        // Intent packs do not extend others: the rules come along.
        for file in base?.files ?? [] where kind == .intents {
            let name = file.split(separator: "/").last.map(String.init) ?? file
            try TextFile.write(try TextFile.bytes(file), to: "\(folder)/\(name)")
        }
        let key = kind == .themes ? "theme" : "intent"
        var number = 0
        for label in labels
        where !(base?.ids.contains(label) ?? false) && !label.hasPrefix("severity:")
            && !label.hasPrefix("polarity:")
        {
            number += 1
            let text = "\(key): \(PackFolder.quoted(label))\nname: \(PackFolder.quoted(label))\n"
            try TextFile.write(Array(text.utf8), to: "\(folder)/label-\(number).yml")
        }
        var table = "id\tpattern\tweight\tnote\n"
        for line in lines {
            table +=
                "\(line.id)\t\(line.pattern)\t\(Decimals.shortThousandths(line.milli))\t\(line.note)\n"
        }
        try TextFile.write(Array(table.utf8), to: "\(folder)/weights.tsv")
    }

    static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}

/// The pack that learning starts from.
struct TopicBase: Sendable {
    let name: String
    /// Themes or intents that its rules can find.
    let ids: [String]
    /// The files of an intent pack's rules.
    let files: [String]
    /// What its themes or intents of earlier versions are called now.
    let crosswalk: Crosswalk

    init(_ name: String, _ kind: TopicKind, in folders: LexiconFolders) throws(VOCError) {
        self.name = name
        switch kind {
        case .themes:
            let pack = try ThemePack(name, in: folders)
            ids = pack.themes.map(\.id)
            crosswalk = pack.crosswalk
            files = []
        case .intents:
            let pack = try IntentPack(name, in: folders)
            ids = pack.intentIDs
            crosswalk = pack.crosswalk
            let head = pack.files[0]
            let folder = head[...(head.lastIndex(of: "/") ?? head.startIndex)]
            files = TextFile.names(in: String(folder)).filter {
                $0.hasSuffix(".yml") && $0 != "pack.yml"
            }.map { "\(folder)\($0)" }
        }
    }
}

extension LabelMap {
    /// Takes names that the base gave up for those of today, and says so.
    func following(_ base: TopicBase?, _ kind: TopicKind, note: (String) -> Void) -> LabelMap {
        guard let base else { return self }
        var map = self
        for line in map.follow(base.crosswalk, prefix: kind == .intents ? "intent:" : "") {
            note(line)
        }
        return map
    }
}

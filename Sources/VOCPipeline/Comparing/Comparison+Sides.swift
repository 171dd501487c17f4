internal import VOCAnalysis
internal import VOCCore

extension Comparison {
    /// Resolves one side to a plan over the dumps.
    ///
    /// `name` is a pipeline file, a folder with lexicons (or with `lexicons/` in it), the folder of
    /// one pack, or the name of an installed pack.
    static func plan(_ name: String, _ request: Request) throws(VOCError) -> Plan {
        if [".yml", ".yaml"].contains(where: name.hasSuffix) {
            return try Plan(
                mapping: request.dumps, as: name, source: request.source,
                lexicons: request.lexicons)
        }
        var folders = request.lexicons
        var lexicon: String?
        var themes: [String]?
        var intents: String?
        if TextFile.isFolder(name) {
            var folder = name
            while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
            if TextFile.exists("\(folder)/lexicon.yml") {
                let (root, pack) = split(folder)
                lexicon = pack
                folders.insert(root, at: 0)
            } else if TextFile.exists("\(folder)/pack.yml") {
                let (root, pack) = split(folder)
                if pack.hasPrefix("intents/") { intents = pack } else { themes = [pack] }
                folders.insert(root, at: 0)
            } else {
                let inner = "\(folder)/lexicons"
                folders.insert(TextFile.isFolder(inner) ? inner : folder, at: 0)
            }
        } else if name.hasPrefix("intents/") {
            intents = name
        } else if name.hasPrefix("themes/") || !name.contains("/") {
            themes = [name]
        } else {
            lexicon = name
        }

        var file: PipelineFile
        if let pipeline = request.pipeline {
            (file, folders) = try Plan.mapped(
                request.dumps, as: pipeline, source: request.source, lexicons: folders)
        } else {
            file = Plan.file(of: request.dumps, source: request.source, spec: request.spec)
        }
        if let lexicon { file.analysis.lexicon = lexicon }
        if let themes { file.analysis.themes = themes }
        if let intents { file.analysis.intents = intents }
        let plan = try Plan(
            file, Home(explicit: folders, pipeline: request.pipeline), checksFiles: true)
        // A folder none of whose files is read would compare a configuration with itself.
        if TextFile.isFolder(name), let folder = folders.first,
            !plan.analyzer.files.contains(where: { $0.hasPrefix("\(folder)/") })
        {
            throw VOCError(
                .diffUnused, "no pack of this folder is in use", at: Origin(file: name),
                hint:
                    "it should hold \(file.analysis.lexicon) or themes/\(file.analysis.themes.first ?? "cx"); choose packs with --lexicon, --themes and --intents"
            )
        }
        return plan
    }

    /// `somewhere/lexicons/themes/cx` as `somewhere/lexicons` and `themes/cx`.
    private static func split(_ folder: String) -> (root: String, pack: String) {
        let parts = folder.split(separator: "/", omittingEmptySubsequences: false)
        let root = parts.dropLast(2).joined(separator: "/")
        return (
            root.isEmpty ? folder.hasPrefix("/") ? "/" : "." : root,
            parts.suffix(2).joined(separator: "/")
        )
    }
}

extension ErrorCode {
    static let diffUnused = ErrorCode(
        "diff.unused",
        meaning:
            "A folder given to `voc diff` holds none of the packs that are compared: its side would be read with the installed ones.",
        example: "voc diff old-exports lexicons --dump reviews.csv",
        mend:
            "Name the folder that holds `en/`, `themes/` and `intents/`, and choose the packs with --lexicon, --themes and --intents.",
        exit: .badConfiguration)
}

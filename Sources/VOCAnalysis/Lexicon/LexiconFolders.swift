package import VOCCore

/// The folders in which lexicons, themes and intents are looked for, in order.
package struct LexiconFolders: Sendable {
    package let directories: [String]

    package init(_ directories: [String]) { self.directories = directories }

    /// Finds the folder of the pack `name`, such as `en/general` or `themes/cx`, by the file that
    /// describes it.
    package func folder(for name: String, holding marker: String, at origin: Origin? = nil)
        throws(VOCError) -> String
    {
        let isPath = name.hasPrefix("/") || name.hasPrefix("./") || name.hasPrefix("../")
        let tried = isPath ? [name] : directories.map { "\($0)/\(name)" }
        if let found = tried.first(where: { TextFile.exists("\($0)/\(marker)") }) { return found }
        var hint = "looked in \(tried.joined(separator: ", ")); set VOC_LEXICONS or pass --lexicons"
        if let near = DidYouMean.nearest(to: name, among: known(marker)) {
            hint = "did you mean '\(near)'? " + hint
        }
        throw VOCError(.lexiconMissing, "no pack called '\(name)'", at: origin, hint: hint)
    }

    /// The names of all packs that hold `marker`, such as `lexicon.yml`, at most three levels deep,
    /// sorted.
    package func known(_ marker: String) -> [String] {
        var names = Set<String>()
        func visit(_ root: String, _ path: String, _ depth: Int) {
            let folder = path.isEmpty ? root : "\(root)/\(path)"
            if TextFile.exists("\(folder)/\(marker)") { names.insert(path) }
            guard depth < 3 else { return }
            for name in TextFile.names(in: folder) where TextFile.isFolder("\(folder)/\(name)") {
                visit(root, path.isEmpty ? name : "\(path)/\(name)", depth + 1)
            }
        }
        for directory in directories { visit(directory, "", 0) }
        return names.sorted()
    }
}

package import VOCCore

/// Looks at the themes that an intent pack calls breaches.
package enum BreachCheck {
    /// A warning for each theme under `breach:` that no theme pack in `folders` has, with its place.
    ///
    /// One of a pack that is there but not in use is none: intent packs serve many theme packs.
    package static func warnings(ofIntents name: String, in folders: LexiconFolders)
        throws(VOCError) -> [VOCError]
    {
        let pack = try IntentPack(name, in: folders)
        guard !pack.breach.isEmpty else { return [] }
        var known = Set<String>()
        var renamed = Crosswalk()
        for folder in folders.directories {
            for name in TextFile.names(in: "\(folder)/themes")
            where TextFile.exists("\(folder)/themes/\(name)/pack.yml") {
                let pack = try ThemePack("themes/\(name)", in: folders)
                known.formUnion(pack.themes.map(\.id))
                renamed.add(pack.crosswalk.steps)
            }
        }
        return pack.breach.filter { !known.contains($0.theme) }.map { breach in
            guard !known.contains(renamed.current(breach.theme)) else {
                return VOCError(
                    .crosswalkOldName, renamed.advice(on: breach.theme), at: breach.origin)
            }
            return VOCError(
                .breachUnknownTheme, "no theme pack has a theme '\(breach.theme)'",
                at: breach.origin,
                hint: DidYouMean.nearest(to: breach.theme, among: known.sorted()).map {
                    "did you mean '\($0)'?"
                } ?? "no theme has a name like it: the line has no effect")
        }
    }
}

extension ErrorCode {
    static let breachUnknownTheme = ErrorCode(
        "breach.unknown-theme",
        meaning:
            "An intent pack calls a theme a breach that no theme pack has. A warning: the line has no effect.",
        example: "breach: [delivery/lat]",
        mend: "Correct the id of the theme, or take the line out.", exit: .badConfiguration)
}

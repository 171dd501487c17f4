package import VOCCore

/// `renamed:` of a `pack.yml`: what themes, intents and states of earlier versions are called now.
struct PackRenames: Sendable {
    private struct Line {
        let step: Crosswalk.Step
        let from: ConfigNode
        let to: ConfigNode
    }

    private var lines: [Line] = []

    /// `pack` is its name in readings, such as `themes/cx`; `topic` makes the topic of an id.
    init(
        _ node: ConfigNode?, version: String, pack: String,
        topic: (String) -> String = { $0 }
    ) throws(VOCError) {
        for item in try node?.list("a list of { from, to, since }") ?? [] {
            let map = try item.map("a new name", keys: ["from", "to", "since"])
            let (from, to) = (try map.required("from"), try map.required("to"))
            let since = try map.required("since")
            let first = try since.string("a version such as 0.2.0")
            guard !PackRenames.isLater(first, than: version) else {
                throw VOCError(
                    .configUnknownValue, "the pack's own version is \(version), before \(first)",
                    at: since.origin, hint: "raise version: in this file")
            }
            let step = Crosswalk.Step(
                from: topic(try from.string()), to: topic(try to.string()), since: first, pack: pack
            )
            guard !lines.contains(where: { $0.step.from == step.from }) else {
                throw VOCError(
                    .crosswalkInUse, "'\(step.from)' is renamed twice", at: from.origin)
            }
            lines.append(Line(step: step, from: from, to: to))
        }
    }

    var steps: [Crosswalk.Step] { lines.map(\.step) }

    /// Refuses names that lead to nothing that is there, and names that were given up and are there
    /// all the same; `known` are the topics of the pack.
    func check(_ known: Set<String>) throws(VOCError) {
        let crosswalk = Crosswalk(steps)
        for line in lines {
            let (from, to) = (line.step.from, line.step.to)
            if let used = known.filter({ $0 == from || $0.hasPrefix("\(from)/") }).min() {
                throw VOCError(
                    .crosswalkInUse, "'\(used)' is said to be renamed, and is still there",
                    at: line.from.origin,
                    hint: "take the line out, or the theme or intent of the old name")
            }
            let end = crosswalk.current(to)
            guard known.contains(end) || known.contains(where: { $0.hasPrefix("\(end)/") }) else {
                throw VOCError(
                    .crosswalkNowhere, "nothing in this pack is called '\(end)'",
                    at: line.to.origin,
                    hint: DidYouMean.nearest(to: end, among: known.sorted()).map {
                        "did you mean '\($0)'?"
                    } ?? "name what it is called in this version of the pack")
            }
        }
    }

    /// Compares versions number by number: 0.10.0 is later than 0.9.
    private static func isLater(_ one: String, than other: String) -> Bool {
        func numbers(_ text: String) -> [Int] {
            text.split { $0 == "." || $0 == "-" || $0 == "+" }.prefix(3).map { Int($0) ?? 0 }
        }
        return numbers(other).lexicographicallyPrecedes(numbers(one))
    }
}

/// Looks for names in a pack's files that packs below it gave up.
package enum CrosswalkCheck {
    /// A warning for each, with its place. They count under the new names all the same.
    package static func warnings(ofThemes name: String, in folders: LexiconFolders)
        throws(VOCError) -> [VOCError]
    {
        try ThemePack(name, in: folders).outdated
    }
}

extension ErrorCode {
    static let crosswalkNowhere = ErrorCode(
        "crosswalk.nowhere",
        meaning: "A line under `renamed:` of a pack leads to a theme or intent that is not there.",
        example: "renamed: [{ from: delivery/late, to: delivery/dellayed, since: 0.2.0 }]",
        mend: "Correct the new name, or take the line out where the theme was given up.",
        exit: .badConfiguration)
    static let crosswalkInUse = ErrorCode(
        "crosswalk.in-use",
        meaning:
            "A line under `renamed:` of a pack gives up a name that is still there, or gives it up twice: counts of earlier nights under it could mean either.",
        example: "renamed: [{ from: delivery/late, … }] beside a theme delivery/late",
        mend: "Give the new theme a name that was never used, or take the line out.",
        exit: .badConfiguration)
    /// A warning.
    package static let crosswalkOldName = ErrorCode(
        "crosswalk.old-name",
        meaning:
            "A pack, pipeline or label file uses a name that a pack gave up. A warning: what is meant is known from `renamed:` of that pack.",
        example: "when: theme:delivery/late, which is delivery/delayed since 0.2.0 of themes/cx",
        mend: "Write the new name.", exit: .badConfiguration)
}

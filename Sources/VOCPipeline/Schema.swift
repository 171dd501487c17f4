package import VOCCore

/// JSON Schemas of the pipeline file and of every output; they are files in `pipelines/schema/`.
package enum Schema {
    package static let names = [
        "pipeline", "source", "item", "case", "reject", "run", "partial", "part", "report",
        "evaluation", "lint", "diff", "discover", "verify",
    ]

    /// The schema called `name`.
    package static func text(_ name: String) throws(VOCError) -> [UInt8] {
        guard names.contains(name) else {
            throw VOCError(
                .configUnknownValue, "there is no schema '\(name)'",
                hint: DidYouMean.hint(for: name, among: names))
        }
        return try TextFile.bytes(try Home().find("pipelines/schema/\(name).json"))
    }
}

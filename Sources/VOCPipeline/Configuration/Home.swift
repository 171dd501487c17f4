internal import FoundationEssentials
package import VOCAnalysis
package import VOCCore

/// Where the product's own data files are: lexicons, source profiles, the demo.
///
/// Searched in order: what was asked for, `VOC_LEXICONS` (lexicons only), beside the pipeline file,
/// `VOC_HOME` (set by the launcher), `../share/voc` beside the binary, the working directory.
package struct Home: Sendable {
    private let roots: [String]
    private let lexiconsFirst: [String]

    /// `explicit` are folders given with `--lexicons` or `lexicons:`.
    package init(explicit: [String] = [], pipeline: String? = nil) {
        let environment = ProcessInfo.processInfo.environment
        var roots: [String] = []
        if let pipeline, let slash = pipeline.lastIndex(of: "/") {
            roots.append(String(pipeline[..<slash]))
        }
        if let home = environment["VOC_HOME"], !home.isEmpty { roots.append(home) }
        let binary = ProcessInfo.processInfo.arguments.first ?? ""
        if let slash = binary.lastIndex(of: "/") {
            roots.append("\(binary[..<slash])/../share/voc")
        }
        roots.append(".")
        // Seen from the working directory, as a person there would name it: lexicons/en/general/…
        let here = FileManager.default.currentDirectoryPath
        self.roots = roots.map { root in
            if root == here || root == "." { return "" }
            return root.hasPrefix("\(here)/") ? String(root.dropFirst(here.count + 1)) : root
        }
        var first = explicit
        if let variable = environment["VOC_LEXICONS"], !variable.isEmpty {
            first += variable.split(separator: ":").map(String.init)
        }
        lexiconsFirst = first
    }

    package var lexiconFolders: LexiconFolders {
        LexiconFolders(lexiconsFirst + roots.map { Home.join($0, "lexicons") })
    }

    /// Where compiled packs are kept between runs.
    package var compiled: CompiledStore {
        CompiledStore(environment: ProcessInfo.processInfo.environment)
    }

    package var sourceFolders: [String] {
        roots.map { Home.join($0, "pipelines/sources") }
            + roots.map { Home.join($0, "sources") }
    }

    /// The first of the roots that holds `path`.
    package func find(_ path: String) throws(VOCError) -> String {
        let tried = roots.map { Home.join($0, path) }
        guard let found = tried.first(where: TextFile.exists) else {
            throw VOCError(
                .fileMissing, "\(path) is not installed",
                hint:
                    "looked in \(tried.joined(separator: ", ")); run ./voc from its folder or set VOC_HOME"
            )
        }
        return found
    }

    private static func join(_ root: String, _ path: String) -> String {
        root.isEmpty ? path : "\(root)/\(path)"
    }
}

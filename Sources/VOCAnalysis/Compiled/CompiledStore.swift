internal import Glibc
package import VOCCore

/// Keeps compiled analyses between runs, so that a run starts in milliseconds.
///
/// A kept form is used only if every file it was made from still has the same content, no file came
/// to be or went that would change what is read, and this very build of `voc` wrote it; otherwise
/// the packs are compiled again. It can be deleted at any time, and results never depend on it.
package struct CompiledStore: Sendable {
    private let folder: String?

    /// `folder` is where the forms lie; nil keeps none.
    package init(folder: String?) { self.folder = folder }

    /// The folder named by `VOC_CACHE` (`off` for none), or else `voc` in the user's cache folder.
    package init(environment: [String: String]) {
        if let own = environment["VOC_CACHE"] {
            folder = own.isEmpty || own == "off" ? nil : own
        } else if let cache = environment["XDG_CACHE_HOME"], cache.hasPrefix("/") {
            folder = "\(cache)/voc"
        } else if let home = environment["HOME"], home.hasPrefix("/") {
            folder = "\(home)/.cache/voc"
        } else {
            folder = nil
        }
    }

    /// The analyzer for `spec`: a kept one, or compiled from the packs and kept.
    package func analyzer(_ spec: AnalysisSpec, in folders: LexiconFolders) throws(VOCError)
        -> Analyzer
    {
        guard let folder, let build = CompiledStore.build else {
            return try Analyzer(spec, in: folders)
        }
        let name = "\(spec)\n\(folders.directories)\n\(build)"
        let path = "\(folder)/\(Digest(of: name)).compiled"
        if let kept = CompiledStore.load(path, name) { return kept }
        let started = time(nil)
        let made = try Analyzer(spec, in: folders)
        // A file changed while it was read could be kept under the wrong digest.
        guard let sources = PackSources(made, in: folders), sources.lastChange < started - 1 else {
            return made
        }
        return CompiledStore.save(made, sources, name, to: path)
            ? CompiledStore.load(path, name) ?? made : made
    }

    private static func load(_ path: String, _ name: String) -> Analyzer? {
        guard let file = MappedFile(path), var blob = CompiledBlobReader(file),
            (try? blob.text()) == name, let sources = try? PackSources(from: &blob),
            sources.holds
        else { return nil }
        return try? Analyzer(from: &blob)
    }

    /// Whether it could be written; a form that cannot be kept is no error.
    private static func save(
        _ analyzer: Analyzer, _ sources: PackSources, _ name: String, to path: String
    ) -> Bool {
        var blob = CompiledBlobWriter()
        blob.text(name)
        sources.write(to: &blob)
        analyzer.write(to: &blob)
        let folder = String(path[..<path.lastIndex(of: "/")!])
        guard (try? TextFile.makeFolder(folder)) != nil else { return false }
        CompiledStore.tidy(folder)
        return (try? TextFile.write(blob.finish(), to: path, mode: 0o600)) != nil
    }

    /// Forms of other builds and of packs no longer used would pile up.
    private static func tidy(_ folder: String) {
        TextFile.removeAbandoned(in: folder)
        let names = TextFile.names(in: folder).filter { $0.hasSuffix(".compiled") }
        guard names.count >= 24 else { return }
        let byAge = names.map { (TextFile.changed("\(folder)/\($0)") ?? 0, $0) }.sorted {
            $0 < $1
        }
        for (_, name) in byAge.prefix(names.count - 16) { unsafe unlink("\(folder)/\(name)") }
    }

    /// What tells this build from any other: the layout of the tables is its own.
    private static let build: String? = {
        var status = stat()
        guard unsafe stat("/proc/self/exe", &status) == 0 else { return nil }
        return
            "\(status.st_dev) \(status.st_ino) \(status.st_size) \(status.st_mtim.tv_sec) \(status.st_mtim.tv_nsec)"
    }()
}

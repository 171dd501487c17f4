internal import VOCCore

/// What a compiled analysis was made from: the content of files, the files in folders, and the
/// files that were looked for in vain.
struct PackSources {
    private var files: [(path: String, digest: Digest)] = []
    private var listings: [(folder: String, names: Digest)] = []
    private var absent: [String] = []
    /// Seconds since 1970 of the newest file.
    private(set) var lastChange = 0

    /// Nil if a file cannot be read any more.
    init?(_ analyzer: Analyzer, in folders: LexiconFolders) {
        let read = Set(analyzer.files)
        var known = Set<String>()
        for path in analyzer.files {
            guard let digest = try? Digest(ofFile: path), let changed = TextFile.changed(path)
            else { return nil }
            files.append((path, digest))
            lastChange = max(lastChange, changed)
            let folder = PackSources.folder(of: path)
            if known.insert(folder).inserted {
                listings.append((folder, PackSources.names(in: folder)))
            }
            // A file of the same place in a folder that comes first would be read instead.
            for (index, directory) in folders.directories.enumerated()
            where path.hasPrefix("\(directory)/") {
                for earlier in folders.directories[..<index] {
                    absent.append(earlier + path.dropFirst(directory.utf8.count))
                }
                break
            }
        }
        for directory in folders.directories {
            let emoji = "\(directory)/und/emoji/lexicon.yml"
            if !read.contains(emoji) { absent.append(emoji) }
        }
        absent = absent.filter { !TextFile.exists($0) }
    }

    /// Whether all of it is as it was.
    var holds: Bool {
        files.allSatisfy { (try? Digest(ofFile: $0.path)) == $0.digest }
            && listings.allSatisfy { PackSources.names(in: $0.folder) == $0.names }
            && !absent.contains { TextFile.exists($0) }
    }

    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    }

    /// The names of the files that packs are read from.
    private static func names(in folder: String) -> Digest {
        Digest(
            of: TextFile.names(in: folder).filter { $0.hasSuffix(".yml") || $0.hasSuffix(".tsv") }
                .joined(separator: "/"))
    }

    func write(to blob: inout CompiledBlobWriter) {
        blob.texts(files.map(\.path))
        blob.table(FrozenArray(files.flatMap { [$0.digest.high, $0.digest.low] }))
        blob.texts(listings.map(\.folder))
        blob.table(FrozenArray(listings.flatMap { [$0.names.high, $0.names.low] }))
        blob.texts(absent)
    }

    init(from blob: inout CompiledBlobReader) throws(VOCError) {
        let paths = try blob.texts()
        let digests: FrozenArray<UInt64> = try blob.table()
        let folders = try blob.texts()
        let names: FrozenArray<UInt64> = try blob.table()
        absent = try blob.texts()
        files = paths.enumerated().map { index, path in
            (path, Digest(high: digests[2 * index], low: digests[2 * index + 1]))
        }
        listings = folders.enumerated().map { index, folder in
            (folder, Digest(high: names[2 * index], low: names[2 * index + 1]))
        }
    }
}

internal import FoundationEssentials
internal import Glibc
internal import VOCCore

/// Runs rows.
struct Bench {
    let voc: String
    private let folder: DumpFolder
    /// A dump of one item, for the cost of starting.
    private let single: String

    init(voc: String, folder: DumpFolder) throws(VOCError) {
        self.voc = voc
        self.folder = folder
        single = "\(folder.path)/one.ndjson"
        try ByteFile(creating: single).write(Array(#"{"id":"1","text":"all good"}"#.utf8))
    }

    func run(_ row: Row, on dump: Dump) throws(VOCError) -> Figures {
        if let stage = row.stage { return try run(stage, on: dump.path) }
        var figures =
            switch row {
            case .words: try Child.run("wc", ["-w", dump.path], environment: ["LC_ALL": "C"])
            case .start: try Child.run(voc, ["map", "--jobs", "1", "--items", "none", single])
            case .mapTwo: try Child.run(voc, ["map", "--jobs", "2", "--items", "none", dump.path])
            case .score: try Child.run(voc, ["score", "--jobs", "1", dump.path])
            default: try Child.run(voc, ["map", "--jobs", "1", "--items", "none", dump.path])
            }
        figures.items = row == .start ? 1 : dump.items
        figures.bytes = row == .start ? 0 : dump.bytes
        return figures
    }

    private func run(_ stage: Stage, on path: String) throws(VOCError) -> Figures {
        let answer = "\(folder.path)/figures"
        let whole = try Child.run(
            "/proc/self/exe", ["stage", stage.rawValue, path], output: answer)
        guard let figures = Figures(line: try TextFile.read(answer), peak: whole.peak) else {
            throw VOCError(.fileUnreadable, "stage \(stage.rawValue) told nothing")
        }
        return figures
    }

    func generate(_ format: GeneratedFormat, megabytes: Int) throws(VOCError) -> Dump {
        let path = "\(folder.path)/\(megabytes).\(format.rawValue)"
        Output.say("generating \(path)")
        _ = try Child.run(
            "/proc/self/exe",
            ["generate", "--format", format.rawValue, "--megabytes", "\(megabytes)", "--out", path])
        return try dump(format, at: path)
    }

    /// Reading it once counts its items and brings it into the page cache.
    func dump(_ format: GeneratedFormat, at path: String) throws(VOCError) -> Dump {
        let figures = try run(.read, on: path)
        return Dump(format: format, path: path, items: figures.items, bytes: figures.bytes)
    }

    /// The voc to time: the one that was asked for, or the one that was built beside this.
    static func tool(_ voc: String?) throws(VOCError) -> String {
        let path = if let voc { voc } else { "\(try ownFolder())/voc" }
        guard TextFile.exists(path) else {
            throw VOCError(
                .fileMissing, "there is no voc at \(path)",
                hint:
                    "swift build -c release --product voc, with the same --scratch-path; or pass --voc"
            )
        }
        return path
    }

    private static func ownFolder() throws(VOCError) -> String {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = unsafe buffer.withUnsafeMutableBytes { bytes in
            unsafe readlink(
                "/proc/self/exe", bytes.baseAddress!.assumingMemoryBound(to: CChar.self),
                bytes.count)
        }
        guard count > 0 else { throw VOCError(.fileMissing, "cannot tell where this program is") }
        let path = String(decoding: buffer[..<count], as: UTF8.self)
        return String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    }
}

/// Where generated dumps lie; removed at the end unless it is to be kept.
struct DumpFolder {
    let path: String
    private let isKept: Bool

    init(keeping folder: String?) throws(VOCError) {
        isKept = folder != nil
        let temporary = ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp"
        path = folder ?? "\(temporary)/voc-benchmarks-\(getpid())"
        try TextFile.makeFolder(path)
    }

    func remove() {
        guard !isKept else { return }
        // Reports are one folder further down.
        for name in TextFile.names(in: path) {
            for inner in TextFile.names(in: "\(path)/\(name)") {
                _ = unsafe unlink("\(path)/\(name)/\(inner)")
            }
            _ = unsafe Glibc.remove("\(path)/\(name)")
        }
        _ = unsafe rmdir(path)
    }
}

internal import Glibc
package import VOCCore

/// How a dump may be shared out among machines.
package enum Division: Sendable, Equatable {
    /// By lines: any stretch of its bytes can be read by itself.
    case lines
    /// Not at all: one machine reads the whole file.
    case file
    /// Not without the other files of its input: of a record's editions in all of them the newest
    /// counts.
    case input

    /// Looks at the beginning of the dump, and through the whole of an archive.
    package init(_ dump: DumpInput) throws(VOCError) {
        self = .file
        guard FileDescriptor.isRegular(dump.path) else { return }
        let descriptor = try FileDescriptor.open(dump.path)
        defer { FileDescriptor.close(descriptor) }
        let wrapping = Wrapping(of: try FileDescriptor.head(descriptor, dump.path))
        guard wrapping == .none else {
            for member in try DumpContents(dump).inputs where member.member?.refusal == nil {
                let reader = try DumpReader(member)
                defer { reader.close() }
                if reader.keepsNewest { self = .input }
            }
            return
        }
        let reader = try DumpReader(dump)
        defer { reader.close() }
        if reader.keepsNewest {
            self = .input
        } else if reader.format == .ndjson, reader.encoding == .utf8 {
            self = .lines
        }
    }

    /// The size of a file on disk, 0 where it has none.
    package static func bytes(of path: String) -> Int {
        var found = stat()
        return unsafe stat(path, &found) == 0 && found.st_mode & S_IFMT == S_IFREG
            ? Int(found.st_size) : 0
    }
}

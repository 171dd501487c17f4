internal import ArgumentParser
internal import Glibc
internal import VOCCore
internal import VOCPipeline

/// Standard output for data, standard error for people.
enum Terminal {
    /// Puts something in the place of standard streams that the caller closed, so that no file of
    /// ours takes their number and gets our messages. Reading or writing them stays the error it
    /// was.
    static func fillClosedStreams() {
        for descriptor: Int32 in 0...2 where fcntl(descriptor, F_GETFD) < 0 {
            _ = unsafe open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY)
        }
    }

    /// Writes a line to stderr.
    static func say(_ text: String) {
        let line = Array("\(text)\n".utf8)
        _ = unsafe line.withUnsafeBytes { unsafe Glibc.write(2, $0.baseAddress, $0.count) }
    }

    /// Writes bytes to stdout; a closed pipe and a full disk are errors.
    static func write(_ bytes: some Collection<UInt8>) throws(VOCError) {
        let data = Array(bytes)
        var done = 0
        while done < data.count {
            let wrote = unsafe data.withUnsafeBytes {
                unsafe Glibc.write(1, $0.baseAddress! + done, $0.count - done)
            }
            if wrote < 0 {
                if errno == EINTR { continue }
                if errno == EPIPE {
                    throw VOCError(.brokenPipe, "nobody reads the output any more")
                }
                throw VOCError(
                    .fileUnwritable, "cannot write to standard output",
                    underlying: TextFile.reason(errno))
            }
            done += wrote
        }
    }

    static func print(_ line: String) throws(VOCError) { try write("\(line)\n".utf8) }

    static var isInteractive: Bool { isatty(2) == 1 }

    static func validate(jobs: Int) throws {
        guard (1...256).contains(jobs) else { throw ValidationError("--jobs must be 1 to 256") }
    }

    /// Cores, unless said otherwise.
    static var cores: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

    /// A table with columns as wide as their longest cell.
    static func table(_ rows: [[String]]) -> [String] {
        guard let first = rows.first else { return [] }
        let widths = first.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
            var line = cells.joined(separator: "  ")
            while line.hasSuffix(" ") { line.removeLast() }
            return line
        }
    }
}

internal import Glibc

/// Reading and writing whole files, with the system's own words when it refuses.
package enum TextFile {
    /// The bytes of a file.
    package static func bytes(_ path: String) throws(VOCError) -> [UInt8] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(errno, path) }
        defer { close(descriptor) }
        var result: [UInt8] = []
        var status = stat()
        // No more than a hint: pipes have no size, and files grow.
        if unsafe fstat(descriptor, &status) == 0 {
            result.reserveCapacity(Int(clamping: status.st_size))
        }
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let got = unsafe chunk.withUnsafeMutableBytes {
                unsafe Glibc.read(descriptor, $0.baseAddress, $0.count)
            }
            if got == 0 { return result }
            if got < 0 {
                if errno == EINTR { continue }
                throw failure(errno, path)
            }
            result.append(contentsOf: chunk[0..<got])
        }
    }

    /// A file as text; invalid UTF-8 is an error, a byte-order mark is dropped.
    package static func read(_ path: String) throws(VOCError) -> String {
        var content = try bytes(path)
        if content.starts(with: [0xEF, 0xBB, 0xBF]) { content.removeFirst(3) }
        guard let text = String(validating: content, as: UTF8.self) else {
            throw VOCError(
                .fileUnreadable, "this file is not UTF-8 text", at: Origin(file: path),
                hint: "save it as UTF-8")
        }
        return text
    }

    /// Writes a file so that it appears whole or not at all: temporary file, sync, rename, sync of
    /// the folder.
    package static func write(
        _ content: some Collection<UInt8>, to path: String, mode: UInt32 = 0o644
    ) throws(VOCError) {
        var file = try AtomicFile(path, mode: mode)
        try file.write(content)
        try file.commit()
    }

    /// The path from the root of the file system, without links; as it is if there is no such file.
    package static func absolute(_ path: String) -> String {
        guard let real = unsafe realpath(path, nil) else { return path }
        defer { unsafe free(real) }
        return unsafe String(cString: real)
    }

    package static func makeFolder(_ path: String) throws(VOCError) {
        var prefix = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/") {
            prefix += part
            if unsafe mkdir(prefix, 0o755) != 0, errno != EEXIST {
                throw VOCError(
                    .fileUnwritable, "cannot create the folder", at: Origin(file: prefix),
                    hint: "give another folder with --out", underlying: reason(errno))
            }
            prefix += "/"
        }
    }

    /// Removes the temporary files that killed runs left in `folder`: those whose process is gone.
    package static func removeAbandoned(in folder: String) {
        for name in names(in: folder) {
            let parts = name.split(separator: ".")
            guard parts.count >= 3, parts[parts.count - 2] == "tmp",
                let process = pid_t(parts[parts.count - 1]),
                process > 0, kill(process, 0) != 0, errno == ESRCH
            else { continue }
            unsafe unlink("\(folder)/\(name)")
        }
    }

    package static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

    package static func isFolder(_ path: String) -> Bool {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return false }
        return status.st_mode & S_IFMT == S_IFDIR
    }

    /// When a file was last changed, in seconds since 1970; nil if there is none.
    package static func changed(_ path: String) -> Int? {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return nil }
        return status.st_mtim.tv_sec
    }

    /// The names in a folder, sorted; empty if it cannot be read.
    package static func names(in folder: String) -> [String] {
        guard let handle = unsafe opendir(folder) else { return [] }
        defer { unsafe closedir(handle) }
        var result: [String] = []
        while let entry = unsafe readdir(handle) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
                unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) {
                    unsafe String(cString: $0)
                }
            }
            if name != ".", name != ".." { result.append(name) }
        }
        return result.sorted()
    }

    /// The system's words for an error number.
    package static func reason(_ number: Int32) -> String {
        unsafe strerror(number).map { unsafe String(cString: $0) } ?? "error \(number)"
    }

    private static func failure(_ number: Int32, _ path: String) -> VOCError {
        number == ENOENT
            ? VOCError(
                .fileMissing, "there is no such file", at: Origin(file: path),
                hint: "check the path")
            : VOCError(
                .fileUnreadable, "cannot read this file", at: Origin(file: path),
                underlying: reason(number))
    }
}

/// A file that appears under its name only when it is complete.
package struct AtomicFile: ~Copyable {
    private let path: String
    private let temporary: String
    private var descriptor: Int32
    private var buffer: [UInt8] = []
    private var isCommitted = false

    /// Opens a temporary file beside `path`; refuses to follow a link planted under its name.
    package init(_ path: String, mode: UInt32 = 0o644) throws(VOCError) {
        self.path = path
        temporary = "\(path).tmp.\(getpid())"
        unsafe unlink(temporary)
        descriptor = unsafe open(
            temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode_t(mode))
        guard descriptor >= 0 else {
            throw VOCError(
                .fileUnwritable, "cannot create this file", at: Origin(file: path),
                hint: "check permissions, or give another folder with --out",
                underlying: TextFile.reason(errno))
        }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
        if !isCommitted { unsafe unlink(temporary) }
    }

    package mutating func write(_ content: some Collection<UInt8>) throws(VOCError) {
        buffer.append(contentsOf: content)
        if buffer.count >= 1 << 18 { try flush() }
    }

    /// Passes all that was written so far through `change`, piece by piece; what it returns takes
    /// its place.
    package mutating func rewrite(
        _ change: (ArraySlice<UInt8>) throws(VOCError) -> [UInt8]
    ) throws(VOCError) {
        try flush()
        let old = unsafe open(temporary, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard old >= 0 else { throw failure() }
        defer { close(old) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw failure() }
        close(descriptor)
        // The bytes stay until the reading end is closed.
        unsafe unlink(temporary)
        descriptor = unsafe open(
            temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
            status.st_mode & 0o777)
        guard descriptor >= 0 else { throw failure() }
        var chunk = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let got = unsafe chunk.withUnsafeMutableBytes {
                unsafe Glibc.read(old, $0.baseAddress, $0.count)
            }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw failure() }
            if got == 0 { break }
            try write(try change(chunk[..<got]))
        }
    }

    /// Syncs, closes and renames; the file is then durable under its name.
    package mutating func commit() throws(VOCError) {
        try flush()
        guard fsync(descriptor) == 0 else { throw failure() }
        let closed = close(descriptor)
        descriptor = -1
        guard closed == 0 else { throw failure() }
        guard unsafe rename(temporary, path) == 0 else { throw failure() }
        isCommitted = true
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let handle = unsafe open(folder.isEmpty ? "/" : folder, O_RDONLY | O_CLOEXEC)
        if handle >= 0 {
            fsync(handle)
            close(handle)
        }
    }

    private mutating func flush() throws(VOCError) {
        var done = 0
        while done < buffer.count {
            let wrote = unsafe buffer.withUnsafeBytes {
                unsafe Glibc.write(descriptor, $0.baseAddress! + done, $0.count - done)
            }
            if wrote < 0 {
                if errno == EINTR { continue }
                throw failure()
            }
            done += wrote
        }
        buffer.removeAll(keepingCapacity: true)
    }

    private func failure() -> VOCError {
        VOCError(
            .fileUnwritable, "cannot write this file", at: Origin(file: path),
            hint: "check free space and permissions", underlying: TextFile.reason(errno))
    }
}

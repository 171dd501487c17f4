internal import Glibc
internal import VOCCore

/// The calls of the system that open and look at a file.
enum FileDescriptor {
    static func open(_ path: String) throws(VOCError) -> Int32 {
        let descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw errno == ENOENT
                ? VOCError(
                    .fileMissing, "there is no such file", at: Origin(file: path),
                    hint: "check the path")
                : failure(errno, path)
        }
        return descriptor
    }

    static func close(_ descriptor: Int32) { Glibc.close(descriptor) }

    /// Whether this is a file with bytes of its own, which can be read twice.
    static func isRegular(_ path: String) -> Bool {
        var found = stat()
        return unsafe stat(path, &found) == 0 && found.st_mode & S_IFMT == S_IFREG
    }

    /// The first bytes, as many as tell what the file is.
    static func head(_ descriptor: Int32, _ path: String) throws(VOCError) -> [UInt8] {
        var head = [UInt8](repeating: 0, count: Wrapping.headCount)
        var count = 0
        while count < head.count {
            let room = head.count - count
            let got = try unsafe head.withUnsafeMutableBufferPointer { (buffer) throws(VOCError) in
                try unsafe read(descriptor, path, buffer.baseAddress! + count, room)
            }
            if got == 0 { break }
            count += got
        }
        return Array(head.prefix(count))
    }

    static func read(
        _ descriptor: Int32, _ path: String, _ target: UnsafeMutablePointer<UInt8>, _ count: Int
    ) throws(VOCError) -> Int {
        while true {
            let got = unsafe Glibc.read(descriptor, target, count)
            if got >= 0 { return got }
            if errno != EINTR { throw failure(errno, path) }
        }
    }

    static func failure(_ number: Int32, _ path: String) -> VOCError {
        VOCError(
            .fileUnreadable, "cannot read this file", at: Origin(file: path),
            underlying: TextFile.reason(number))
    }
}

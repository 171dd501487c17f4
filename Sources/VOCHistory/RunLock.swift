internal import Glibc
internal import VOCCore

// `flock` on an open descriptor: the kernel drops the lock when the process ends, however it ends.
// The file itself stays, since removing it would let two processes lock two files of one name.

/// The right to be the only process that uses a history.
struct RunLock: ~Copyable {
    private let descriptor: Int32

    /// Takes the lock at once, or throws `history.locked`.
    init(_ path: String) throws(VOCError) {
        descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            throw VOCError(
                .historyUnwritable, "cannot create the lock of this history",
                at: Origin(file: path), hint: "give a path in a folder that can be written",
                underlying: TextFile.reason(errno))
        }
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            if errno == EINTR { continue }
            let reason = errno
            let owner = reason == EWOULDBLOCK ? RunLock.owner(in: descriptor) : nil
            close(descriptor)
            guard reason == EWOULDBLOCK else {
                throw VOCError(
                    .historyUnwritable, "cannot lock this history", at: Origin(file: path),
                    hint: "put the history on a local disk", underlying: TextFile.reason(reason))
            }
            throw VOCError(
                .historyLocked,
                "another run\(owner.map { " (process \($0))" } ?? "") is using this history",
                at: Origin(file: path), hint: "wait until it ends, then start this one again")
        }
        // Only for the message above; the lock holds without it.
        let name = Array("\(getpid())\n".utf8)
        _ = ftruncate(descriptor, 0)
        _ = unsafe name.withUnsafeBytes { unsafe pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    }

    deinit { close(descriptor) }

    private static func owner(in descriptor: Int32) -> Int? {
        var bytes = [UInt8](repeating: 0, count: 20)
        let count = unsafe bytes.withUnsafeMutableBytes {
            unsafe pread(descriptor, $0.baseAddress, $0.count, 0)
        }
        guard count > 0 else { return nil }
        let text = String(decoding: bytes.prefix(count), as: UTF8.self)
        return text.split(separator: "\n").first.flatMap { Int($0) }
    }
}

internal import Glibc

/// A file mapped into memory, read only; the mapping lives as long as this object.
// Sound: the bytes are never written, and the mapping ends with the last reference.
@safe package final class MappedFile: @unchecked Sendable {
    package let start: UnsafeRawPointer
    package let count: Int

    /// Maps the whole file; nil if it cannot be opened, is empty, or could have been written by
    /// someone other than the user who runs this process (or root).
    package init?(_ path: String) {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            status.st_uid == geteuid() || status.st_uid == 0, status.st_mode & 0o022 == 0,
            status.st_size > 0,
            let mapped = unsafe mmap(
                nil, Int(status.st_size), PROT_READ, MAP_PRIVATE, descriptor, 0),
            unsafe mapped != MAP_FAILED
        else { return nil }
        unsafe start = UnsafeRawPointer(mapped)
        count = Int(status.st_size)
    }

    deinit { unsafe munmap(UnsafeMutableRawPointer(mutating: start), count) }

    /// The bytes from `offset` on; the caller vouches that they lie within the file.
    package func bytes(_ offset: Int, _ count: Int) -> UnsafeBufferPointer<UInt8> {
        precondition(offset >= 0 && count >= 0 && offset <= self.count - count)
        return unsafe UnsafeBufferPointer(
            start: (start + offset).assumingMemoryBound(to: UInt8.self), count: count)
    }
}

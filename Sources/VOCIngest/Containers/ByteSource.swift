internal import CArchive
internal import Glibc
internal import VOCCore

/// The plain bytes of a file or of standard input, decompressed on the way where need be.
// Sound: one task reads at a time; the descriptor and the C handle live exactly as long as the
// source.
@safe final class ByteSource {
    private let path: String
    private var descriptor: Int32
    private let isOwner: Bool
    private var archive: OpaquePointer?
    /// Bytes taken from the start to look at, not yet handed on.
    private var prefix: [UInt8]
    private(set) var isCompressed = false
    /// Plain bytes handed on so far.
    private(set) var bytesRead = 0
    /// Where reading began, in bytes of the file.
    private(set) var startOffset = 0

    init(_ path: String) throws(VOCError) {
        self.path = path
        isOwner = path != "-"
        descriptor = isOwner ? unsafe open(path, O_RDONLY | O_CLOEXEC) : 0
        prefix = []
        guard descriptor >= 0 else {
            throw errno == ENOENT
                ? VOCError(
                    .fileMissing, "there is no such file", at: Origin(file: path),
                    hint: "check the path")
                : failure(errno)
        }
        var buffer = [UInt8](repeating: 0, count: 512)
        while prefix.count < 512 {
            let wanted = 512 - prefix.count
            var got = -1
            unsafe buffer.withUnsafeMutableBytes {
                repeat {
                    got = unsafe Glibc.read(descriptor, $0.baseAddress, wanted)
                } while got < 0 && errno == EINTR
            }
            if got < 0 { throw failure(errno) }
            if got == 0 { break }
            prefix += buffer[0..<got]
        }
        switch ByteSource.wrapping(of: prefix) {
        case .none: break
        case .archive:
            throw VOCError(
                .inputArchive, "this is an archive of files", at: Origin(file: path),
                hint: "unpack it and give the files inside")
        case .compressed:
            isCompressed = true
            let count = prefix.count
            unsafe archive = prefix.withUnsafeBytes {
                unsafe carchive_open(descriptor, $0.baseAddress, count)
            }
            prefix = []
            guard unsafe archive != nil else {
                throw VOCError(
                    .inputDamaged, "the compressed file cannot be read", at: Origin(file: path))
            }
        }
    }

    deinit { close() }

    func close() {
        unsafe carchive_close(archive)
        unsafe archive = nil
        if isOwner, descriptor >= 0 { Glibc.close(descriptor) }
        descriptor = -1
    }

    private enum Wrapping { case none, compressed, archive }

    private static func wrapping(of head: [UInt8]) -> Wrapping {
        let compressed: [[UInt8]] = [
            [0x1F, 0x8B], [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], [0x28, 0xB5, 0x2F, 0xFD],
        ]
        if compressed.contains(where: { head.starts(with: $0) }) { return .compressed }
        if head.count > 10, head.starts(with: "BZh".utf8), (0x31...0x39).contains(head[3]),
            [0x31, 0x17].contains(head[4])
        {
            return .compressed
        }
        if head.starts(with: [0x50, 0x4B, 3, 4]) || head.starts(with: [0x50, 0x4B, 5, 6]) {
            return .archive
        }
        if head.count >= 262, head[257..<262].elementsEqual("ustar".utf8) { return .archive }
        return .none
    }

    /// Moves to a byte of an uncompressed file, before anything was read.
    func seek(to offset: Int) throws(VOCError) {
        guard !isCompressed, lseek(descriptor, off_t(offset), SEEK_SET) >= 0 else {
            throw VOCError(
                .fileUnreadable,
                "a part of this file was asked for, but it cannot be entered midway",
                at: Origin(file: path), hint: "ranges need a plain file")
        }
        prefix = []
        startOffset = offset
        bytesRead = 0
    }

    /// Reads up to `count` bytes; 0 at the end only.
    func read(into target: UnsafeMutablePointer<UInt8>, count: Int) throws(VOCError) -> Int {
        var got: Int
        if let archive = unsafe archive {
            got = unsafe carchive_read(archive, target, count)
            if got < 0 {
                throw VOCError(
                    .inputDamaged, "the compressed file is damaged after \(bytesRead) plain bytes",
                    at: Origin(file: path),
                    underlying: unsafe String(cString: carchive_reason(archive)))
            }
            let plain = bytesRead + got
            if plain > 1 << 20, plain / 200 > max(1, Int(unsafe carchive_taken(archive))) {
                throw VOCError(
                    .inputTooDense, "this file grows more than 200 times when decompressed",
                    at: Origin(file: path))
            }
        } else if !prefix.isEmpty {
            got = min(count, prefix.count)
            let part = prefix.prefix(got)
            unsafe part.withUnsafeBufferPointer {
                unsafe target.update(from: $0.baseAddress!, count: got)
            }
            prefix.removeFirst(got)
        } else {
            got = try unsafe take(target, count)
        }
        bytesRead += got
        return got
    }

    private func take(_ target: UnsafeMutableRawPointer, _ count: Int) throws(VOCError) -> Int {
        while true {
            let got = unsafe Glibc.read(descriptor, target, count)
            if got >= 0 { return got }
            if errno != EINTR { throw failure(errno) }
        }
    }

    private func failure(_ number: Int32) -> VOCError {
        VOCError(
            .fileUnreadable, "cannot read this file", at: Origin(file: path),
            underlying: TextFile.reason(number))
    }
}

internal import Glibc
internal import VOCCore

/// The plain bytes of a file, of standard input or of a member of an archive, decompressed on the
/// way where need be.
// Sound: one task reads at a time; the descriptor lives exactly as long as the source.
@safe final class ByteSource {
    private let label: String
    private var descriptor: Int32 = -1
    private let isOwner: Bool
    private var stream: CompressedStream?
    private var member: ArchiveMember?
    private var archive: OpenArchive?
    /// Bytes taken from the start to look at, not yet handed on.
    private var prefix: [UInt8] = []
    private(set) var isCompressed = false
    /// Plain bytes handed on so far.
    private(set) var bytesRead = 0
    /// Where reading began, in bytes of the file.
    private(set) var startOffset = 0

    /// Opens what an input names.
    init(_ input: DumpInput) throws(VOCError) {
        label = input.path
        isOwner = input.path != "-"
        if let member = input.member {
            self.member = member
            if member.refusal == nil { try open(member) }
            return
        }
        descriptor = isOwner ? try FileDescriptor.open(label) : 0
        prefix = try FileDescriptor.head(descriptor, label)
        switch Wrapping(of: prefix) {
        case .none: break
        case .archive:
            throw VOCError(
                .inputArchive, "an archive cannot be read from here", at: Origin(file: label),
                hint: "give the archive as a file, or unpack it and give the files inside")
        case .compressed:
            isCompressed = true
            let stream = try CompressedStream(descriptor: descriptor, prefix: prefix, label: label)
            (prefix, self.stream) = try CompressedStream.unwrapped(stream)
            guard case .none = Wrapping(of: prefix) else {
                throw ContainerFault.nested(at: Origin(file: label))
            }
        }
    }

    /// Bytes that are in memory already, standing for the file called `label`.
    init(bytes: [UInt8], label: String) {
        self.label = label
        isOwner = false
        prefix = bytes
    }

    deinit { close() }

    func close() {
        stream = nil
        if let archive { member?.archive.giveBack(archive) }
        archive = nil
        if isOwner, descriptor >= 0 { Glibc.close(descriptor) }
        descriptor = -1
    }

    private func open(_ member: ArchiveMember) throws(VOCError) {
        isCompressed = true
        let archive = try member.archive.open(member.place)
        self.archive = archive
        prefix = try MemberHead.read(archive)
        if case .compressed = Wrapping(of: prefix) {
            stream = try CompressedStream(member: archive, prefix: prefix, label: label)
            prefix = []
        }
    }

    /// Moves to a byte of an uncompressed file, before anything was read.
    func seek(to offset: Int) throws(VOCError) {
        guard !isCompressed, lseek(descriptor, off_t(offset), SEEK_SET) >= 0 else {
            throw VOCError(
                .fileUnreadable,
                "a part of this file was asked for, but it cannot be entered midway",
                at: Origin(file: label), hint: "ranges need a plain file")
        }
        prefix = []
        startOffset = offset
        bytesRead = 0
    }

    /// Reads up to `count` bytes; 0 at the end only.
    func read(into target: UnsafeMutablePointer<UInt8>, count: Int) throws(VOCError) -> Int {
        var got = 0
        if !prefix.isEmpty {
            got = min(count, prefix.count)
            let part = prefix.prefix(got)
            unsafe part.withUnsafeBufferPointer {
                unsafe target.update(from: $0.baseAddress!, count: got)
            }
            prefix.removeFirst(got)
        } else if let stream {
            got = try unsafe stream.read(into: target, count: count)
        } else if let archive {
            got = try unsafe archive.read(into: target, count: count)
        } else if descriptor >= 0 {
            got = try unsafe FileDescriptor.read(descriptor, label, target, count)
        }
        bytesRead += got
        return got
    }
}

/// The beginning of a member, which tells what it is.
enum MemberHead {
    static func read(_ archive: OpenArchive) throws(VOCError) -> [UInt8] {
        let head = ByteBuffer(capacity: Wrapping.headCount)
        while head.count < Wrapping.headCount {
            let got = try unsafe archive.read(
                into: head.start + head.count, count: Wrapping.headCount - head.count)
            if got == 0 { break }
            head.count += got
        }
        return head.copy(0..<head.count)
    }
}

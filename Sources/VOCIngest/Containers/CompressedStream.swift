internal import CArchive
internal import VOCCore

/// The plain bytes of one compressed stream.
// Sound: the C handle lives exactly as long as this object, which one task uses at a time.
@safe final class CompressedStream {
    private let label: String
    private var handle: OpaquePointer?
    /// What the stream reads from, kept for as long.
    private let member: OpenArchive?
    private let outer: CompressedStream?
    private(set) var plainCount = 0

    /// Reads on from `descriptor`, of which `prefix` was taken before; the descriptor stays the
    /// caller's.
    init(descriptor: Int32, prefix: [UInt8], label: String) throws(VOCError) {
        self.label = label
        member = nil
        outer = nil
        unsafe handle = prefix.withUnsafeBytes {
            unsafe carchive_stream_open(descriptor, $0.baseAddress, $0.count)
        }
        guard unsafe handle != nil else { throw OpenArchive.outOfMemory }
    }

    /// Reads a member that is compressed itself.
    init(member: OpenArchive, prefix: [UInt8], label: String) throws(VOCError) {
        self.label = label
        self.member = member
        outer = nil
        unsafe handle = prefix.withUnsafeBytes {
            unsafe carchive_files_open_stream(member.handle, $0.baseAddress, $0.count)
        }
        guard unsafe handle != nil else { throw OpenArchive.outOfMemory }
    }

    /// Reads a stream that is compressed again.
    init(inside outer: CompressedStream, prefix: [UInt8]) throws(VOCError) {
        label = outer.label
        member = nil
        self.outer = outer
        unsafe handle = prefix.withUnsafeBytes {
            unsafe carchive_stream_open_inner(outer.handle, $0.baseAddress, $0.count)
        }
        guard unsafe handle != nil else { throw OpenArchive.outOfMemory }
    }

    /// The stream's first bytes, and the stream to read on from: the one inside where they begin
    /// another.
    static func unwrapped(
        _ stream: CompressedStream
    ) throws(VOCError) -> (head: [UInt8], stream: CompressedStream) {
        let head = try stream.head()
        guard case .compressed = Wrapping(of: head) else { return (head, stream) }
        let inner = try CompressedStream(inside: stream, prefix: head)
        return (try inner.head(), inner)
    }

    private func head() throws(VOCError) -> [UInt8] {
        let head = ByteBuffer(capacity: Wrapping.headCount)
        while head.count < Wrapping.headCount {
            let got = try unsafe read(
                into: head.start + head.count, count: Wrapping.headCount - head.count)
            if got == 0 { break }
            head.count += got
        }
        return head.copy(0..<head.count)
    }

    deinit { unsafe carchive_stream_close(handle) }

    /// The handle, to be closed by who takes it.
    func give() -> OpaquePointer? {
        defer { unsafe handle = nil }
        return unsafe handle
    }

    /// Whether bytes that belong to nothing follow the end.
    var hasRest: Bool { unsafe carchive_stream_has_rest(handle) != 0 }

    /// Reads up to `count` bytes; 0 at the end only.
    func read(into target: UnsafeMutablePointer<UInt8>, count: Int) throws(VOCError) -> Int {
        let got = unsafe carchive_stream_read(handle, target, count)
        guard got >= 0 else {
            let used = Int(unsafe carchive_stream_used(handle))
            throw ContainerFault.error(
                unsafe carchive_stream_fault(handle),
                reason: unsafe String(cString: carchive_stream_reason(handle)),
                at: Origin(file: label, byteOffset: used))
        }
        plainCount += got
        return got
    }
}

/// Our words for what stops the readers of containers.
enum ContainerFault {
    static func error(_ fault: Int32, reason: String, at origin: Origin) -> VOCError {
        switch Int(fault) {
        case Int(CARCHIVE_NESTED): nested(at: origin)
        case Int(CARCHIVE_DENSE): tooDense(at: origin)
        case Int(CARCHIVE_WINDOW):
            VOCError(
                .inputWindow, "this needs a zstd window of more than 128 MB", at: origin,
                hint: "zstd -dc --long=31 FILE | voc score - reads it in zstd's own memory")
        case Int(CARCHIVE_SYSTEM):
            VOCError(.fileUnreadable, "cannot read this file", at: origin, underlying: reason)
        default:
            VOCError(
                .inputDamaged,
                "the compressed data is cut short or altered near byte \(origin.byteOffset)",
                at: origin, underlying: reason)
        }
    }

    static func nested(at origin: Origin) -> VOCError {
        VOCError(
            .inputNested, "an archive in an archive, or compressed too often", at: origin,
            hint: "unpack the inner one and give it as a file of its own")
    }

    static func tooDense(at origin: Origin) -> VOCError {
        VOCError(
            .inputTooDense,
            "this grows more than \(ContainerLimits.ratio) times when decompressed", at: origin)
    }
}

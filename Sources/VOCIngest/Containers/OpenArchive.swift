internal import CArchive
internal import VOCCore

/// A zip or tar that is being read member by member, in its own order.
// Sound: the C handle and the descriptor live exactly as long as this object, which is with one
// reader at a time: the cursor hands it over whole.
@safe final class OpenArchive: @unchecked Sendable {
    enum Kind { case file, folder, other, encrypted }

    let path: String
    let handle: OpaquePointer?
    private let descriptor: Int32
    /// The number of the member that is open, from 0; -1 before the first.
    private(set) var place = -1
    private(set) var kind = Kind.other
    private(set) var name = ""
    /// Where the open member's bytes begin.
    private(set) var start = 0
    private(set) var plainCount = 0

    static let outOfMemory = VOCError(.internalFault, "no memory for the reader of an archive")

    /// Opens a zip or tar; with `isCompressed` a tar inside one compressed stream.
    init(_ path: String, isCompressed: Bool) throws(VOCError) {
        self.path = path
        descriptor = try FileDescriptor.open(path)
        var stream: CompressedStream?
        if isCompressed {
            let prefix = try FileDescriptor.head(descriptor, path)
            stream = try CompressedStream(descriptor: descriptor, prefix: prefix, label: path)
        }
        unsafe handle = carchive_files_open(descriptor, stream?.give())
        guard unsafe handle != nil else { throw OpenArchive.outOfMemory }
    }

    deinit {
        unsafe carchive_files_close(handle)
        FileDescriptor.close(descriptor)
    }

    /// How far the archive's own bytes were read.
    var position: Int { Int(unsafe carchive_files_position(handle)) }

    /// Moves to the next member; false at the end.
    func next() throws(VOCError) -> Bool {
        let found = unsafe carchive_files_next(handle)
        guard found >= 0 else { throw fault(at: Origin(file: path, byteOffset: position)) }
        guard found != Int32(CARCHIVE_END) else { return false }
        place += 1
        plainCount = 0
        start = position
        kind =
            switch Int(found) {
            case Int(CARCHIVE_FILE): .file
            case Int(CARCHIVE_FOLDER): .folder
            case Int(CARCHIVE_ENCRYPTED): .encrypted
            default: .other
            }
        name = unsafe carchive_files_name(handle).map { unsafe String(cString: $0) } ?? ""
        return true
    }

    /// What the open member is called in messages and origins.
    var label: String { VOCError.printable("\(path)!\(name)") }

    /// Reads up to `count` bytes of the open member; 0 at its end only.
    func read(into target: UnsafeMutablePointer<UInt8>, count: Int) throws(VOCError) -> Int {
        let got = unsafe carchive_files_read(handle, target, count)
        guard got >= 0 else { throw fault(at: Origin(file: label, byteOffset: plainCount)) }
        plainCount += got
        // The last block that was read counts as used.
        if ContainerLimits.isTooDense(plain: plainCount, compressed: position - start + 4096) {
            throw ContainerFault.tooDense(at: Origin(file: label, byteOffset: plainCount))
        }
        return got
    }

    private func fault(at origin: Origin) -> VOCError {
        ContainerFault.error(
            unsafe carchive_files_fault(handle),
            reason: unsafe String(cString: carchive_files_reason(handle)), at: origin)
    }
}

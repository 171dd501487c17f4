internal import VOCCore

/// Reads an archive through once, in flat memory, and says of each member whether it may be read.
struct ArchiveSurvey {
    enum Verdict {
        case folder
        case skipped(String)
        case refused(VOCError)
        /// It can be read, and begins like this.
        case read(head: [UInt8], isWhole: Bool)
    }

    struct Member {
        let label: String
        let place: Int
        let verdict: Verdict
    }

    private let cursor: ArchiveCursor
    private let isCompressed: Bool
    private var archive: OpenArchive?
    private var place = -1
    private var count = 0
    private var plainCount = 0
    /// Where the bytes of the member before end.
    private var lastEnd = 0
    private var isDone = false
    private var damages = 0
    /// Damaged members behind which the archive is entered again: each costs a way through.
    private static let damageLimit = 100
    private let buffer = ByteBuffer(capacity: 1 << 16)

    init(_ cursor: ArchiveCursor, isCompressed: Bool) {
        self.cursor = cursor
        self.isCompressed = isCompressed
    }

    /// The next member; nil at the end. What breaks the archive itself comes as a last, refused
    /// member with the archive's name.
    mutating func next() throws(VOCError) -> Member? {
        guard !isDone else { return nil }
        do throws(VOCError) {
            let archive = try reopened()
            guard try archive.next() else {
                isDone = true
                return nil
            }
            place = archive.place
            count += 1
            if place == 0, ArchiveSurvey.officeNames.contains(archive.name) {
                throw VOCError(
                    .inputArchive, "this is an office document", at: Origin(file: cursor.path),
                    hint: "save it as CSV")
            }
            if count > ContainerLimits.entries {
                throw VOCError(
                    .inputTooManyMembers,
                    "this archive has more than \(ContainerLimits.entries) members",
                    at: Origin(file: cursor.path), hint: "unpack it and give the files inside")
            }
            return Member(label: archive.label, place: place, verdict: verdict(archive))
        } catch {
            // Nothing was read yet: the file as a whole is at fault.
            if place < 0 || error.code == .inputArchive { throw error }
            isDone = true
            return Member(
                label: VOCError.printable(cursor.path), place: 0, verdict: .refused(error))
        }
    }

    /// The archive, opened again where the member before broke the reader.
    private mutating func reopened() throws(VOCError) -> OpenArchive {
        if let archive { return archive }
        let opened = try OpenArchive(cursor.path, isCompressed: isCompressed)
        while opened.place < place { guard try opened.next() else { break } }
        archive = opened
        return opened
    }

    private mutating func verdict(_ archive: OpenArchive) -> Verdict {
        let origin = Origin(file: archive.label)
        switch archive.kind {
        case .folder: return .folder
        case .encrypted:
            return .refused(
                VOCError(
                    .inputEncrypted, "this member is encrypted", at: origin,
                    hint: "unpack the archive with its password and give the files inside"))
        case .other:
            return .refused(
                VOCError(.inputUnsafeMember, "this member is a link or a device", at: origin))
        case .file: break
        }
        if ArchiveSurvey.leadsOut(archive.name) {
            return .refused(
                VOCError(
                    .inputUnsafeMember, "this member's name leads out of the archive", at: origin))
        }
        if !isCompressed, archive.start < lastEnd {
            return .refused(
                VOCError(
                    .inputDamaged, "this member shares bytes with the one before", at: origin))
        }
        do throws(VOCError) {
            let verdict = try read(archive)
            lastEnd = archive.position
            return verdict
        } catch {
            // A zip can be entered again behind the member; the reader of a tar is at its end.
            damages += 1
            if !isCompressed, damages < ArchiveSurvey.damageLimit { self.archive = nil }
            return .refused(error)
        }
    }

    /// Reads the open member through, so that its check sum is checked.
    private mutating func read(_ archive: OpenArchive) throws(VOCError) -> Verdict {
        let head = ByteBuffer(capacity: 1 << 16)
        let begin = try MemberHead.read(archive)
        var stream: CompressedStream?
        switch Wrapping(of: begin) {
        case .none: break
        case .compressed:
            stream = try CompressedStream(member: archive, prefix: begin, label: archive.label)
        case .archive:
            let name = archive.name.lowercased()
            guard begin.starts(with: [0x50, 0x4B]), !name.hasSuffix(".zip") else {
                throw ContainerFault.nested(at: Origin(file: archive.label))
            }
        }
        if stream == nil { unsafe begin.withUnsafeBufferPointer { unsafe head.append($0) } }
        while true {
            let got =
                if let stream {
                    try unsafe stream.read(into: buffer.start, count: 1 << 16)
                } else {
                    try unsafe archive.read(into: buffer.start, count: 1 << 16)
                }
            if got == 0 { break }
            plainCount += got
            guard plainCount <= ContainerLimits.totalBytes else {
                throw VOCError(
                    .inputTooDense, "this archive holds more than a terabyte",
                    at: Origin(file: archive.label))
            }
            buffer.count = min(got, TextStream.headCount - head.count)
            unsafe head.append(buffer.bytes)
        }
        if stream != nil {
            guard case .none = unsafe Wrapping(of: head.bytes) else {
                throw ContainerFault.nested(at: Origin(file: archive.label))
            }
        }
        let total = stream?.plainCount ?? archive.plainCount
        return .read(head: head.copy(0..<head.count), isWhole: total == head.count)
    }

    private static let officeNames = [
        "[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF", "_rels/.rels",
    ]

    /// Whether a name would leave the folder that an archive is unpacked to.
    private static func leadsOut(_ name: String) -> Bool {
        let name = name.split(separator: "\\", omittingEmptySubsequences: false).joined(
            separator: "/")
        let hasDrive = name.utf8.count > 1 && name.utf8.dropFirst().first == 0x3A
        return name.hasPrefix("/") || hasDrive || name.split(separator: "/").contains("..")
    }
}

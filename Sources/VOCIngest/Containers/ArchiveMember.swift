internal import Synchronization
package import VOCCore

/// One member of an archive, as an input of its own.
package struct ArchiveMember: Sendable {
    let archive: ArchiveCursor
    /// Its place among all members, from 0.
    let place: Int
    /// Why it is not read; nil if it is.
    package var refusal: VOCError?

    /// The archive's path.
    package var file: String { archive.path }
}

/// An archive whose members are read one after the other: it stays open between them, so that a
/// tar of thousands is decompressed once and not once for each.
final class ArchiveCursor: Sendable {
    let path: String
    private let isCompressed: Bool
    /// The open archive while no reader has it.
    private let idle = Mutex<OpenArchive?>(nil)

    init(_ path: String, isCompressed: Bool) {
        self.path = path
        self.isCompressed = isCompressed
    }

    /// The archive with member `place` open, to be given back.
    func open(_ place: Int) throws(VOCError) -> OpenArchive {
        var archive = idle.withLock { $0.take() }
        if archive.map({ $0.place >= place }) ?? true {
            archive = try OpenArchive(path, isCompressed: isCompressed)
        }
        guard let archive else { throw OpenArchive.outOfMemory }
        while archive.place < place {
            guard try archive.next() else {
                throw VOCError(
                    .inputDamaged, "this archive has changed while it was read",
                    at: Origin(file: path))
            }
        }
        return archive
    }

    /// Takes the archive back for the next member.
    func giveBack(_ archive: OpenArchive) { idle.withLock { $0 = archive } }
}

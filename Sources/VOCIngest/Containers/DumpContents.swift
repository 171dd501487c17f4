internal import CArchive
package import VOCCore

/// What one path of a pipeline holds: a dump, or an archive whose members are dumps of their own.
///
/// A compressed file and every member is read through once before any item of it is given out, in
/// flat memory and to nowhere: so what is cut short, altered or a bomb is refused whole. Standard
/// input cannot be read twice; there the damage ends the run where it is met.
package struct DumpContents: Sendable {
    /// The inputs, in the archive's order; refused members are among them and give one reject each.
    package private(set) var inputs: [DumpInput] = []
    /// Members that are no feedback in a form that is read, such as images: label and reason.
    package private(set) var skipped: [(label: String, reason: String)] = []
    /// What else is worth saying, such as bytes behind the end of a compressed file.
    package private(set) var remarks: [String] = []

    private let input: DumpInput

    /// Looks into the file; throws if it cannot be read or is damaged as a whole.
    package init(_ input: DumpInput) throws(VOCError) {
        self.input = input
        inputs = [input]
        guard input.path != "-", input.member == nil, FileDescriptor.isRegular(input.path) else {
            return
        }
        switch try Wrapping(of: DumpContents.head(of: input.path)) {
        case .none: return
        case .archive: try survey(isCompressed: false)
        case .compressed:
            if try isTar() { try survey(isCompressed: true) }
        }
    }

    private static func head(of path: String) throws(VOCError) -> [UInt8] {
        let source = try FileDescriptor.open(path)
        defer { FileDescriptor.close(source) }
        return try FileDescriptor.head(source, path)
    }

    /// Reads a compressed file through unless a tar is in it.
    private mutating func isTar() throws(VOCError) -> Bool {
        let descriptor = try FileDescriptor.open(input.path)
        defer { FileDescriptor.close(descriptor) }
        let head = try FileDescriptor.head(descriptor, input.path)
        let outer = try CompressedStream(descriptor: descriptor, prefix: head, label: input.path)
        let (begin, stream) = try CompressedStream.unwrapped(outer)
        switch Wrapping(of: begin) {
        case .archive where stream === outer && !begin.starts(with: [0x50, 0x4B]): return true
        case .none: break
        default: throw ContainerFault.nested(at: Origin(file: input.path))
        }
        let buffer = ByteBuffer(capacity: 1 << 16)
        while try unsafe stream.read(into: buffer.start, count: 1 << 16) > 0 {}
        if stream.hasRest {
            remarks.append(
                "\(VOCError.printable(input.path)): bytes that belong to nothing follow its end")
        }
        return false
    }

    private mutating func survey(isCompressed: Bool) throws(VOCError) {
        inputs = []
        let cursor = ArchiveCursor(input.path, isCompressed: isCompressed)
        var survey = ArchiveSurvey(cursor, isCompressed: isCompressed)
        while let member = try survey.next() {
            switch member.verdict {
            case .folder: continue
            case .skipped(let reason): skipped.append((member.label, reason))
            case .refused(let error): add(member, cursor, refusal: error)
            case .read(let head, let isWhole):
                if let reason = reasonToSkip(member.label, head, isWhole: isWhole) {
                    skipped.append((member.label, reason))
                } else {
                    add(member, cursor, refusal: nil)
                }
            }
        }
    }

    private mutating func add(
        _ member: ArchiveSurvey.Member, _ cursor: ArchiveCursor, refusal: VOCError?
    ) {
        var made = input
        made.path = member.label
        made.member = ArchiveMember(archive: cursor, place: member.place, refusal: refusal)
        inputs.append(made)
    }

    /// Why a member that begins like this is no dump; nil if it is one.
    private func reasonToSkip(_ label: String, _ head: [UInt8], isWhole: Bool) -> String? {
        if head.isEmpty { return "empty" }
        if let kind = MemberKind.binary(head) { return kind }
        var trial = input
        trial.path = label
        do throws(VOCError) {
            let source = ByteSource(bytes: head, label: label)
            let reader = try DumpReader(trial, over: source, isWhole: isWhole)
            return try DumpContents.saysSomething(reader) ? nil : "it has no texts and no ratings"
        } catch {
            return error.message
        }
    }

    /// Whether a beginning gives a text or a rating, or is broken and must be told of.
    private static func saysSomething(_ reader: DumpReader) throws(VOCError) -> Bool {
        let chunk = DumpChunk()
        let batch = FeedbackBatch()
        while try reader.takeChunk(chunk) {
            try reader.decode(chunk, into: batch)
            let hasContent = batch.rows.contains {
                !$0.text.isEmpty || $0.ratingMilli != FeedbackBatch.Row.noRating
            }
            if hasContent || !batch.rejects.isEmpty { return true }
        }
        return false
    }
}

/// Files that are no text, by how they begin.
enum MemberKind {
    static func binary(_ head: [UInt8]) -> String? {
        for (name, marks) in kinds where marks.contains(where: { head.starts(with: $0) }) {
            return name
        }
        if head.count > 11, head[4..<8].elementsEqual("ftyp".utf8) { return "a film or picture" }
        let text = String(decoding: head.prefix(64), as: UTF8.self).lowercased()
        let start = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        return start.hasPrefix("<!doctype html") || start.hasPrefix("<html") ? "a web page" : nil
    }

    private static let kinds: [(String, [[UInt8]])] = [
        (
            "a picture",
            [
                [0x89, 0x50, 0x4E, 0x47], [0xFF, 0xD8, 0xFF], Array("GIF8".utf8),
                Array("RIFF".utf8), Array("BM".utf8) + [0], [0x49, 0x49, 0x2A, 0],
                [0x4D, 0x4D, 0, 0x2A],
            ]
        ),
        ("a PDF", [Array("%PDF-".utf8)]),
        ("an office document", [[0x50, 0x4B, 3, 4], [0xD0, 0xCF, 0x11, 0xE0]]),
        ("a database", [Array("SQLite format 3".utf8)]),
        ("a sound", [Array("ID3".utf8), Array("OggS".utf8), Array("fLaC".utf8)]),
        ("a program", [[0x7F, 0x45, 0x4C, 0x46], Array("MZ".utf8) + [0x90]]),
        ("a Mac's note about a file", [[0, 5, 0x16, 7]]),
    ]
}

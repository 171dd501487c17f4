internal import VOCCore
internal import VOCIngest

/// One way into `voc` for bytes that somebody else wrote.
///
/// A target must come to an end, and trap only where a promise is broken: every record is accounted
/// for, and how the bytes are fed changes nothing.
package enum FuzzTarget: String, CaseIterable, Sendable {
    case csv, ndjson, json, xml
    /// XML whose own entities are replaced.
    case entities
    /// Compressed files and archives.
    case containers
    /// A mailbox or one message, with quotes, signatures and automatic replies told apart.
    case mail
    /// Anything, its format found by looking.
    case sniffed
    /// The HTML of one field.
    case html
    /// A date of one field.
    case dates
    /// A source profile.
    case configuration

    /// Takes one input, whatever it is.
    package func run(_ bytes: [UInt8]) {
        switch self {
        case .csv: Dump(bytes, format: .csv).check()
        case .ndjson: Dump(bytes, format: .ndjson).check()
        case .json: Dump(bytes, format: .json).check()
        case .xml: Dump(bytes, format: .xml).check()
        case .entities:
            var dump = Dump(bytes, format: .xml)
            dump.allowsEntities = true
            dump.check()
        case .mail: Dump(mail: bytes).check()
        case .containers, .sniffed: Dump(bytes, format: nil).check()
        case .html: Dump(cell: bytes, of: "body").check()
        case .dates: Dump(cell: bytes, of: "date").check()
        case .configuration:
            let text = String(decoding: bytes, as: UTF8.self)
            if let node = try? ConfigNode(yaml: text, file: "profile.yml") {
                _ = try? SourceProfile(node: node)
            }
        }
    }
}

/// Bytes read as a dump, twice: whole and in pieces.
private struct Dump {
    let bytes: [UInt8]
    let format: DumpFormat?
    var allowsEntities = false
    /// The product's own file, since it is what mail is read with.
    private static let mailProfile = Result {
        try SourceProfile.load("mail", folders: [root + "sources"])
    }
    private static let markers = Result { try ReplyMarkers(file: root + "mail/markers.yml") }
    private static let root =
        #filePath.prefix(#filePath.count - "Tests/Fuzz/Targets/FuzzTarget.swift".count)
        + "pipelines/"

    private static let profile = Result {
        try SourceProfile(
            node: ConfigNode(
                yaml: """
                    id: fuzz
                    records: entry
                    fields:
                      id: id
                      text: [text, { any: [user.name, "tags[1]", "@Text"] }]
                      title: { field: body, html: true }
                      receivedAt: date
                      rating: rating
                    rating: { scale: 1..5, words: { good: 5 } }
                    """, file: "fuzz.yml"))
    }

    private static let wholeDocuments = Result {
        try SourceProfile(
            node: ConfigNode(
                yaml: "id: fuzz\nfields: { id: id, text: text, receivedAt: date, rating: rating }",
                file: "fuzz.yml"))
    }

    init(_ bytes: [UInt8], format: DumpFormat?) {
        self.bytes = bytes
        self.format = format
    }

    /// A mailbox if it begins like one, otherwise one message.
    init(mail bytes: [UInt8]) {
        self.init(bytes, format: bytes.starts(with: Array("From ".utf8)) ? .mbox : .eml)
    }

    /// A table with these bytes in one cell.
    init(cell: [UInt8], of column: String) {
        var row = Array("id,\(column)\n1,\"".utf8)
        for byte in cell { row += byte == 0x22 ? [byte, byte] : [byte] }
        self.init(row + Array("\"\n".utf8), format: .csv)
    }

    func check() {
        let size = 1 + Int(bytes.last ?? 0) % 61
        let file = MemoryFile(bytes)
        let whole = outcome(file, chunkBytes: 1 << 20)
        let pieces = outcome(file, chunkBytes: size)
        precondition(
            whole == pieces, "in pieces of \(size) it reads otherwise:\n\(pieces)\nnot\n\(whole)")
    }

    /// What came out, in one text; the same for any way of feeding.
    private func outcome(_ file: MemoryFile, chunkBytes: Int) -> String {
        do throws(VOCError) {
            var input = DumpInput(path: file.path)
            let isMail = format == .mbox || format == .eml
            let keepsDocument = format == .json && bytes.first != 0x7B
            let profile =
                isMail ? Dump.mailProfile : keepsDocument ? Dump.wholeDocuments : Dump.profile
            guard let profile = try? profile.get(), let markers = try? Dump.markers.get() else {
                preconditionFailure("the profile is wrong")
            }
            input.profile = profile
            if isMail { input.markers = markers }
            input.format = format
            input.allowsEntities = allowsEntities
            input.limits.chunkBytes = chunkBytes
            input.limits.fieldBytes = 1 << 16
            input.limits.recordBytes = 1 << 17
            let reader = try DumpReader(input)
            defer { reader.close() }
            return try read(reader)
        } catch {
            return error.description
        }
    }

    private func read(_ reader: DumpReader) throws(VOCError) -> String {
        let chunk = DumpChunk()
        let batch = FeedbackBatch(capacity: 1 << 12)
        // Apart, for what stands between two chunks depends on how the input is fed.
        var items = ""
        var rejects = ""
        var read = 0
        var found = 0
        while try reader.takeChunk(chunk) {
            batch.removeAll()
            try reader.decode(chunk, into: batch)
            reader.settleIDs(of: chunk, in: batch)
            read += batch.recordsRead
            found += batch.rows.count + batch.rejects.count
            for row in batch.rows {
                items += "\(row.record) \(row.line):\(row.column)@\(row.byteOffset) "
                items += "\(row.receivedAt) \(row.ratingMilli) \(batch.string(row.id)) "
                items += batch.string(row.text) + "\n"
                for part in batch.asides(of: row) {
                    let end = Int(part.start) + Int(part.count)
                    precondition(
                        end <= batch.string(row.whole).utf8.count, "set aside what is not there")
                    items += "\(part.kind.name) \(part.start) \(part.count)\n"
                }
            }
            for reject in batch.rejects {
                rejects +=
                    "\(reject.origin)@\(reject.origin.byteOffset) \(reject.code.id) \(reject.raw)\n"
            }
        }
        precondition(read == found, "records are lost or invented")
        return items + rejects
    }
}

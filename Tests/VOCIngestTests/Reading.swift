import TestSupport
import VOCCore

@testable import VOCIngest

/// All that a dump gave, in plain values.
struct Reading {
    struct Item: Equatable {
        var id = ""
        var title = ""
        var text = ""
        var date = ""
        var rating = ""
        var author = ""
        var attributes: [String] = []
        var place = ""
        var thread = ""
        var whole = ""
        /// `kind:the bytes set aside`, in order.
        var setAside: [String] = []
    }

    var items: [Item] = []
    var rejects: [Reject] = []
    var read = 0
    var lines = 0
    var profile = ""
    var format = DumpFormat.csv

    /// `code line:column@offset` for each reject.
    var rejectPlaces: [String] {
        rejects.map {
            "\($0.code.id) \($0.origin.line):\($0.origin.column)@\($0.origin.byteOffset)"
        }
    }

    /// Reads a whole dump in chunks of about `chunkBytes`, each into a batch of its own.
    init(_ input: DumpInput, chunkBytes: Int = 1 << 20) throws {
        var input = input
        input.limits.chunkBytes = chunkBytes
        let reader = try DumpReader(input)
        profile = "\(reader.profileID)/\(reader.variantName)"
        format = reader.format
        let chunk = DumpChunk()
        let batch = FeedbackBatch(attributeCount: input.attributeNames.count)
        while try reader.takeChunk(chunk) {
            batch.removeAll()
            try reader.decode(chunk, into: batch)
            reader.settleIDs(of: chunk, in: batch)
            read += batch.recordsRead
            lines += batch.linesRead
            rejects += batch.rejects
            for (index, row) in batch.rows.enumerated() {
                items.append(Reading.item(row, index, batch))
            }
        }
    }

    private static func item(_ row: FeedbackBatch.Row, _ index: Int, _ batch: FeedbackBatch) -> Item
    {
        let whole = Array(batch.string(row.text).utf8)
        let title = Int(row.titleCount)
        var item = Item()
        item.id = batch.string(row.id)
        item.title = String(decoding: whole.prefix(title), as: UTF8.self)
        item.text = String(decoding: whole.dropFirst(title == 0 ? 0 : title + 1), as: UTF8.self)
        if row.receivedAt != FeedbackBatch.Row.noTime {
            item.date = Timestamp(microseconds: row.receivedAt).description
        }
        if row.ratingMilli != FeedbackBatch.Row.noRating {
            item.rating = Decimals.shortThousandths(Int(row.ratingMilli))
        }
        if !row.ratingWord.isEmpty { item.rating = batch.string(row.ratingWord) }
        item.author = batch.string(row.author)
        item.attributes = (0..<batch.attributeCount).map {
            batch.string(batch.attribute($0, ofRow: index))
        }
        item.thread = batch.string(row.thread)
        item.whole = batch.string(row.whole)
        let bytes = Array(item.whole.utf8)
        item.setAside = batch.asides(of: row).map {
            let range = Int($0.start)..<Int($0.start + $0.count)
            return "\($0.kind.name):" + String(decoding: bytes[range], as: UTF8.self)
        }
        item.place = "\(row.record) \(row.line):\(row.column)@\(row.byteOffset)"
        return item
    }

    static let profiles = Suite.root + "/pipelines/sources"

    static let markers = Result {
        try ReplyMarkers(file: Suite.root + "/pipelines/mail/markers.yml")
    }

    private static let candidates = Result { try SourceProfiles.all(folders: [profiles]) }

    /// An input that lets the structure choose among all profiles.
    static func auto(_ path: String) throws -> DumpInput {
        var input = DumpInput(path: path)
        input.candidates = try candidates.get()
        input.markers = try markers.get()
        return input
    }

    /// Reads `bytes` as a file.
    static func of(
        _ bytes: [UInt8], chunkBytes: Int = 1 << 20, _ change: (inout DumpInput) -> Void = { _ in }
    ) throws -> Reading {
        try Suite.withFolder { folder in
            try TextFile.write(bytes, to: folder + "/dump")
            var input = try auto(folder + "/dump")
            change(&input)
            return try Reading(input, chunkBytes: chunkBytes)
        }
    }

    static func of(
        _ text: String, chunkBytes: Int = 1 << 20, _ change: (inout DumpInput) -> Void = { _ in }
    ) throws -> Reading {
        try of(Array(text.utf8), chunkBytes: chunkBytes, change)
    }
}

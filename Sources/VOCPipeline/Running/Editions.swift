internal import VOCCore
internal import VOCIngest

/// The newest edition of each record of an input whose source sends changed records again, as the
/// Play Console does with edited reviews.
///
/// Made by reading the files once before they are scored; only records that come more than once are
/// held, while reading 32 bytes for each record.
struct Editions: Sendable {
    private var newest: [Digest: Int64] = [:]

    init(_ dumps: [DumpInput]) throws(VOCError) {
        var first: [Digest: Int64] = [:]
        let chunk = DumpChunk()
        // Standard input is read once.
        for dump in dumps where dump.path != "-" {
            var dump = dump
            dump.attributeNames = []
            let reader = try DumpReader(dump)
            defer { reader.close() }
            let batch = FeedbackBatch()
            while try reader.takeChunk(chunk) {
                batch.removeAll()
                try reader.decode(chunk, into: batch)
                for row in batch.rows {
                    let source = unsafe Digest(of: batch.bytes(row.source))
                    let key = unsafe Digest(of: batch.bytes(row.id), seed: source.low)
                    if let known = first[key] {
                        let latest = max(newest[key] ?? known, row.receivedAt)
                        newest[key] = latest
                    } else {
                        first[key] = row.receivedAt
                    }
                }
            }
        }
    }

    /// Whether a later edition of this record comes, or came.
    func hasNewer(than moment: Int64, of key: Digest) -> Bool {
        newest[key].map { $0 > moment } ?? false
    }
}

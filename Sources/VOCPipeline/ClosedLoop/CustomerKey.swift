internal import VOCCore

/// The stable name of a customer over all runs, from what the source calls the author.
///
/// A name is only one's own within its source; an e-mail address is the same everywhere. Upper and
/// lower case do not count. Outputs show a pseudonym: the same for the same customer, and not the
/// name.
struct CustomerKey: Sendable, Hashable {
    let value: UInt64

    /// Nil where the record names no author.
    init?(_ item: FeedbackBatch.Row, in batch: FeedbackBatch) {
        guard !item.author.isEmpty else { return nil }
        let author = unsafe batch.bytes(item.author).map { $0 &- 0x41 < 26 ? $0 | 32 : $0 }
        let isAddress = author.contains(UInt8(ascii: "@")) && author.contains(UInt8(ascii: "."))
        let seed = isAddress ? 0 : unsafe Digest(of: batch.bytes(item.source)).low
        value = unsafe author.withUnsafeBufferPointer { unsafe Digest(of: $0, seed: seed) }.low
    }

    /// `p-` and 16 hexadecimal digits.
    var pseudonym: String {
        let digits = String(value, radix: 16)
        return "p-" + String(repeating: "0", count: 16 - digits.count) + digits
    }
}

internal import VOCAnalysis
package import VOCCore

/// The keys of items, digests of source and id, as lines of 32 hexadecimal digits: how parts that
/// are read on several machines learn which of their items are in an earlier part.
package struct ItemKeys: Sendable {
    let digests: [Digest]

    /// None.
    package init() { digests = [] }

    /// Reads a file with a key a line.
    package init(file: String) throws(VOCError) {
        var found: [Digest] = []
        let lines = try TextFile.bytes(file).split(separator: 0x0A)
        found.reserveCapacity(lines.count)
        for (index, line) in lines.enumerated() {
            let text = String(decoding: line, as: UTF8.self)
            guard line.count == 32, let high = UInt64(text.prefix(16), radix: 16),
                let low = UInt64(text.suffix(16), radix: 16)
            else {
                throw VOCError(
                    .partialBroken, "this is no key", at: Origin(file: file, line: index + 1),
                    hint: "pass lines of voc map --items keys")
            }
            found.append(Digest(high: high, low: low))
        }
        digests = found
    }
}

extension Plan {
    /// Reads without scoring: writes the key of each different item of the part, and returns the
    /// counts as a partial that adds up with its like only.
    ///
    /// Left out are records without an id in a range of a file: which of them repeat one another
    /// is told within the range.
    package func mapKeys(
        jobs: Int, range: Range<Int>? = nil,
        write: @escaping @Sendable ([UInt8]) throws(VOCError) -> Void
    ) throws(VOCError) -> Partial {
        let run = ScoringRun(
            plan: range.map { limited(to: $0) } ?? self,
            options: .init(jobs: jobs, removesDuplicates: true, writesItems: false, listsKeys: true)
        )
        let emitted = Locked(0)
        var summary = try run.run { (delivery) throws(VOCError) in
            let count = delivery.keys.count
            try emitted.with { (sum: inout Int) throws(VOCError) in sum += count }
            try write(delivery.keys.flatMap { Array("\($0)\n".utf8) })
        }
        // Nothing is counted as scored: what is left of the records are the items.
        let counts = summary.accounting
        summary.accounting.accepted = counts.read - counts.rejected - counts.duplicate
        return Partial(
            configHash: "\(Digest(of: "keys \(configDigest)"))",
            emitted: try emitted.with { (sum: inout Int) throws(VOCError) in sum },
            summary: summary)
    }
}

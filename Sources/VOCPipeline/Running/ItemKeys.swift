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
            guard line.count == 32, let high = ItemKeys.number(line.prefix(16)),
                let low = ItemKeys.number(line.suffix(16))
            else {
                throw VOCError(
                    .partialBroken, "this is no key", at: Origin(file: file, line: index + 1),
                    hint: "pass lines of voc map --items keys")
            }
            found.append(Digest(high: high, low: low))
        }
        digests = found
    }

    /// The keys as lines.
    static func lines(_ keys: [Digest]) -> [UInt8] {
        var lines: [UInt8] = []
        lines.reserveCapacity(33 * keys.count)
        for key in keys {
            for word in [key.high, key.low] {
                for shift in stride(from: 60, through: 0, by: -4) {
                    let digit = UInt8(truncatingIfNeeded: word >> shift) & 15
                    lines.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
                }
            }
            lines.append(0x0A)
        }
        return lines
    }

    /// The number that these digits write; nil if one is none.
    private static func number(_ digits: ArraySlice<UInt8>) -> UInt64? {
        var number: UInt64 = 0
        for digit in digits {
            switch digit {
            case 0x30...0x39: number = number << 4 | UInt64(digit - 0x30)
            case 0x61...0x66: number = number << 4 | UInt64(digit - 0x57)
            default: return nil
            }
        }
        return number
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
            options: .init(jobs: jobs, removesDuplicates: true, items: .none, listsKeys: true)
        )
        let emitted = Locked(0)
        var summary = try run.run { (delivery) throws(VOCError) in
            let count = delivery.keys.count
            try emitted.with { (sum: inout Int) throws(VOCError) in sum += count }
            try write(ItemKeys.lines(delivery.keys))
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

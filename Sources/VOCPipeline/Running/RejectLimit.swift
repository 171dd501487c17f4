package import VOCCore
internal import VOCIngest

/// How many records may be rejected before a run counts as failed.
package enum RejectLimit: Sendable, Equatable {
    /// Of all records read, from 0 to 1.
    case share(Double)
    case count(Int)

    /// Reads `0.5%`, `0.5 %` or `100`; nil if it is neither.
    package init?(_ text: String) {
        let text = text.filter { $0 != " " }
        if text.hasSuffix("%") {
            guard let percent = Double(text.dropLast()), (0...100).contains(percent) else {
                return nil
            }
            self = .share(percent / 100)
        } else {
            guard let count = Int(text), count >= 0 else { return nil }
            self = .count(count)
        }
    }

    /// The error of a run with these counts, or nil if they are within the limit.
    package func gate(_ accounting: Accounting, at path: String = "") -> VOCError? {
        // What is no feedback is no fault of the dump.
        let rejected = ErrorCode.notFeedback.reduce(accounting.rejected) {
            $0 - (accounting.rejectedByCode[$1.id] ?? 0)
        }
        let words: String
        switch self {
        case .share(let limit):
            guard accounting.read > 0,
                Double(rejected) / Double(accounting.read) > limit
            else { return nil }
            words = "\(Decimals.fixed(limit * 100, places: 2)) %"
        case .count(let limit):
            guard rejected > limit else { return nil }
            words = "\(limit)"
        }
        return VOCError(
            .rejectsOverLimit,
            "\(rejected) of \(accounting.read) records were rejected, over the limit of \(words)",
            at: path.isEmpty ? nil : Origin(file: path),
            hint: "see rejects.ndjson; limits: rejects: or --max-rejects sets the limit")
    }
}

extension ErrorCode {
    static let rejectsOverLimit = ErrorCode(
        "rejects.over-limit",
        meaning:
            "More records were rejected than the pipeline tolerates. Everything was written all the same.",
        example: "limits: { rejects: 0.5 % } and 12 bad rows in 1,000",
        mend:
            "Look at rejects.ndjson: each line has the place and the reason; mend the dump or raise the limit.",
        exit: .gateFailed)
}

internal import VOCCore

/// Stands for a member that is not read: one reject, and the end.
final class RefusalCutter: RecordCutter {
    private var reject: Reject?

    init(_ error: VOCError) {
        let hint = error.hint.map { "; \($0)" } ?? ""
        reject = Reject(error.code, error.message + hint, at: error.origin ?? Origin(file: ""))
    }

    func take(_ chunk: DumpChunk) throws(VOCError) -> Bool {
        guard let reject else { return false }
        chunk.rejects.append((0, reject))
        self.reject = nil
        return true
    }
}

import TestSupport
import Testing
import VOCCore

@Suite struct `A feedback batch` {
    /// Rows with the given ids, an attribute each.
    private static func batch(_ ids: [String]) -> FeedbackBatch {
        let batch = FeedbackBatch(attributeCount: 2, capacity: 64)
        for id in ids {
            var row = FeedbackBatch.Row()
            row.id = batch.store(id)
            row.text = batch.store("text of \(id)")
            batch.append(row, attributes: [batch.store("a\(id)"), .empty])
        }
        return batch
    }

    private func dump(_ batch: FeedbackBatch) -> [String] {
        batch.rows.indices.map { index in
            let row = batch.rows[index]
            return [
                row.id, row.text, batch.attribute(0, ofRow: index),
                batch.attribute(1, ofRow: index),
            ]
            .map(batch.string).joined(separator: "|")
        }
    }

    @Test func `keeps bytes where they are while it grows`() {
        let ids = (0..<500).map { "\($0)-é👍🏽" }
        let batch = Self.batch(ids)
        #expect(dump(batch) == ids.map { "\($0)|text of \($0)|a\($0)|" })
    }

    @Test func `drops rows with their attributes, in place and in order`() throws {
        let batch = Self.batch((0..<10).map(String.init))
        try batch.keepRows { (index) throws(VOCError) in index % 3 == 0 }
        #expect(dump(batch) == [0, 3, 6, 9].map { "\($0)|text of \($0)|a\($0)|" })
        try batch.keepRows { (_) throws(VOCError) in false }
        #expect(batch.rows.isEmpty)
        #expect(batch.attributes.isEmpty)
    }

    @Test func `gives a row another id`() {
        let batch = Self.batch(["1", "2"])
        batch.replaceID(ofRow: 1, with: batch.store("1#2"))
        #expect(batch.rows.map { batch.string($0.id) } == ["1", "1#2"])
    }

    @Test func `keeps only what a writer says it wrote`() {
        let batch = FeedbackBatch(capacity: 64)
        let slice = unsafe batch.store(upTo: 1000) { room in
            unsafe room[0] = 65
            unsafe room[1] = 66
            return 2
        }
        let nothing = unsafe batch.store(upTo: 10) { _ in 0 }
        #expect(batch.string(slice) == "AB")
        #expect(batch.byteCount == 2)
        #expect(nothing == .empty)
        #expect(batch.string(.empty) == "")
        #expect(batch.store("") == .empty)
    }

    @Test func `is empty after it was emptied, and can be filled again`() {
        let batch = Self.batch(["1", "2"])
        batch.recordsRead = 7
        batch.linesRead = 8
        batch.rejects = [Reject(.jsonLike, "bad", at: Origin(file: "f"))]
        batch.removeAll()
        #expect(batch.rows.isEmpty && batch.rejects.isEmpty && batch.attributes.isEmpty)
        #expect((batch.recordsRead, batch.linesRead, batch.byteCount) == (0, 0, 0))
        var row = FeedbackBatch.Row()
        row.id = batch.store("3")
        batch.append(row, attributes: [.empty, .empty])
        #expect(dump(batch) == ["3|||"])
    }
}

extension ErrorCode {
    fileprivate static let jsonLike = ErrorCode(
        "test.bad", meaning: "", example: "", mend: "", exit: .gateFailed)
}

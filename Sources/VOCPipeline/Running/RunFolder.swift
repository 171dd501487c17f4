internal import FoundationEssentials
internal import VOCAnalysis
package import VOCCore
internal import VOCIngest

/// A finished run's folder, from which an item can be looked up again in the dump it came from.
package struct RunFolder: Sendable {
    private let path: String

    package init(_ path: String) { self.path = path }

    private struct Manifest: Decodable {
        let pipeline: String
    }

    /// The text of an item, read again from its dump, with the plan that scored it.
    package func item(_ id: String, pipeline: String?, lexicons: [String]) throws(VOCError) -> (
        text: String, plan: Plan
    ) {
        let bytes = try TextFile.bytes("\(path)/run.json")
        guard let manifest = try? JSONDecoder().decode(Manifest.self, from: Data(bytes)) else {
            throw VOCError(
                .fileUnreadable, "this is no run.json of voc", at: Origin(file: "\(path)/run.json"))
        }
        let plan = try Plan(pipeline: pipeline ?? manifest.pipeline, lexicons: lexicons)
        var found: String?
        for source in plan.sources where found == nil {
            let reader = try DumpReader(source.dump)
            defer { reader.close() }
            let chunk = DumpChunk()
            let batch = FeedbackBatch(attributeCount: plan.attributeNames.count)
            while found == nil, try reader.takeChunk(chunk) {
                batch.removeAll()
                try reader.decode(chunk, into: batch)
                reader.settleIDs(of: chunk, in: batch)
                if let row = batch.rows.first(where: {
                    unsafe batch.bytes($0.id).elementsEqual(id.utf8)
                }) {
                    found = batch.string(row.text)
                }
            }
        }
        guard let found else {
            throw VOCError(
                .fileMissing, "no item of this run has that id", at: Origin(file: path),
                hint: "ids are in items.ndjson; the dumps must still be where they were")
        }
        return (found, plan)
    }
}

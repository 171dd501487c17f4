internal import FoundationEssentials
package import VOCCore
internal import VOCIngest

/// Reads the rejects of a run again, after somebody has repaired them.
///
/// The repaired records of each dump are written as a dump of their own under `repaired/`, and a
/// night is run over these with the pipeline of the first run. What that run accepted counts as
/// duplicate, so that a line left in by mistake, or replayed twice, is not counted twice.
package struct Replay {
    private let rejects: String
    private let folder: String
    private let plan: Plan
    private let scans: [Scan]

    private struct Manifest: Decodable {
        let pipeline: String
        let scans: [Scan]
    }

    /// `rejects` is a `rejects.ndjson` beside the `run.json` of its run.
    package init(rejects: String, pipeline: String? = nil, lexicons: [String] = [])
        throws(VOCError)
    {
        self.rejects = rejects
        folder = rejects.lastIndex(of: "/").map { String(rejects[..<$0]) } ?? "."
        let path = "\(folder)/run.json"
        let bytes = try TextFile.bytes(path)
        guard let manifest = try? JSONDecoder().decode(Manifest.self, from: Data(bytes)) else {
            throw VOCError(
                .replayNoRun, "this is no run.json of voc", at: Origin(file: path),
                hint:
                    "keep the rejects in the folder of their run, or copy its run.json beside them")
        }
        guard let pipeline = pipeline ?? (manifest.pipeline.isEmpty ? nil : manifest.pipeline)
        else {
            throw VOCError(
                .replayNoRun, "the run had no pipeline", at: Origin(file: path),
                hint: "name one with --pipeline")
        }
        scans = manifest.scans
        plan = try Plan(pipeline: pipeline, lexicons: lexicons, checksFiles: false)
    }

    /// Runs the night over the repaired records.
    package func run(_ request: Night.Request) throws(VOCError) -> Night.Result {
        let dumps = try writeDumps(into: "\(request.out)/repaired")
        let accepted = try acceptedBefore()
        var night = Night(try plan.replaying(dumps), request)
        night.acceptedBefore = accepted
        return try night.run()
    }

    private struct Line: Decodable {
        let scan: Int
        let code: String
        let raw: String
        let rawBase64: String?
    }

    /// Writes the records of each scan as a dump.
    private func writeDumps(into target: String) throws(VOCError) -> [(scan: Scan, path: String)] {
        var records: [[[UInt8]]] = Array(repeating: [], count: scans.count)
        let text = try TextFile.bytes(rejects)
        let decoder = JSONDecoder()
        for (number, line) in text.split(separator: 0x0A, omittingEmptySubsequences: false)
            .enumerated() where line.contains(where: { $0 > 0x20 })
        {
            guard let reject = try? decoder.decode(Line.self, from: Data(line)),
                scans.indices.contains(reject.scan)
            else {
                throw VOCError(
                    .replayBadLine, "this line is not a reject of this run",
                    at: Origin(file: rejects, line: number + 1, column: 1),
                    hint: "in 'raw', quotes are written \\\" and line ends \\n")
            }
            var raw = Array(reject.raw.utf8)
            // Bytes that were no text are used as they were, unless their text was repaired.
            if let code = reject.rawBase64, let bytes = Data(base64Encoded: code),
                String(decoding: bytes, as: UTF8.self) == reject.raw
            {
                raw = Array(bytes)
            }
            if !raw.isEmpty { records[reject.scan].append(raw) }
        }
        try TextFile.makeFolder(target)
        var dumps: [(scan: Scan, path: String)] = []
        for (index, scan) in scans.enumerated() where !records[index].isEmpty {
            let path = "\(target)/\(index + 1).\(scan.format == "json" ? "ndjson" : scan.format)"
            try TextFile.write(Replay.dump(records[index], scan), to: path, mode: 0o600)
            dumps.append((scan, path))
        }
        return dumps
    }

    private static func dump(_ records: [[UInt8]], _ scan: Scan) -> [UInt8] {
        var bytes: [UInt8] = []
        switch scan.format {
        case "csv":
            if !scan.header.isEmpty {
                let quote = scan.quote
                let names = scan.header.map { name in
                    quote.isEmpty
                        ? name
                        : quote
                            + name.split(separator: quote, omittingEmptySubsequences: false)
                            .joined(separator: quote + quote) + quote
                }
                bytes += Array(names.joined(separator: scan.delimiter).utf8) + [0x0A]
            }
            for record in records { bytes += trimmed(record, of: [0x0A, 0x0D]) + [0x0A] }
        case "xml":
            bytes += Array("<repaired>\n".utf8)
            for record in records { bytes += record + [0x0A] }
            bytes += Array("</repaired>\n".utf8)
        default:
            // What follows a record in a list belongs to the list.
            let ends: [UInt8] = [0x0A, 0x0D, 0x20, 0x09, 0x2C]
            for record in records { bytes += trimmed(record, of: ends) + [0x0A] }
        }
        return bytes
    }

    private static func trimmed(_ record: [UInt8], of ends: [UInt8]) -> ArraySlice<UInt8> {
        var record = record[...]
        while let last = record.last, ends.contains(last) { record.removeLast() }
        return record
    }

    /// The keys of the items that the run accepted, from its `items.ndjson`.
    private func acceptedBefore() throws(VOCError) -> SeenSet {
        var keys = SeenSet()
        let path = "\(folder)/items.ndjson"
        guard TextFile.exists(path) else { return keys }
        var input = DumpInput(path: path)
        input.format = .ndjson
        input.encoding = .utf8
        input.mapping.sources[.id] = FieldSource(parts: [[FieldPath("id")]])
        input.mapping.sources[.source] = FieldSource(parts: [[FieldPath("source")]])
        let reader = try DumpReader(input)
        defer { reader.close() }
        let chunk = DumpChunk()
        let batch = FeedbackBatch()
        while try reader.takeChunk(chunk) {
            batch.removeAll()
            try reader.decode(chunk, into: batch)
            for row in batch.rows { _ = keys.insert(Digest(ofItem: row, in: batch)) }
        }
        return keys
    }
}

extension ErrorCode {
    static let replayNoRun = ErrorCode(
        "replay.no-run",
        meaning:
            "The manifest of the run that the rejects come from is missing or of another tool.",
        example: "voc replay rejects.ndjson in a folder without run.json",
        mend: "Keep rejects.ndjson beside the run.json of its run.", exit: .inputMissing)
    static let replayBadLine = ErrorCode(
        "replay.bad-line", meaning: "A line of the reject file is not JSON, or of another run.",
        example: "a quote in 'raw' that lost its backslash",
        mend: "Mend the line; the text of a record stands in 'raw' as a JSON string.",
        exit: .badConfiguration)
}

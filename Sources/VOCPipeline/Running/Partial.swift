internal import FoundationEssentials
internal import VOCAnalysis
package import VOCCore
internal import VOCReport

/// A part of a run as one line: what a cluster passes around. Equal parts make equal lines,
/// whatever machine made them.
///
/// A JSON object with `format`, `engine`, `configHash`, `linesIn`, `accepted`, `rejected` (by
/// code), `duplicate`, `emitted`, `checksum` and `partial`, the base64 of `Summary.encoded()`.
package struct Partial: Sendable {
    package static let format = 1

    package var configHash: String
    package var emitted: Int
    package var summary: Summary

    package init(configHash: String, emitted: Int, summary: Summary) {
        self.configHash = configHash
        self.emitted = emitted
        self.summary = summary
    }

    /// The line, with its line feed.
    package func line() -> [UInt8] {
        let bytes = summary.encoded()
        var json = JSONWriter(reserving: bytes.count / 3 * 4 + 1024)
        json.beginObject()
        json.key("format")
        json.integer(Partial.format)
        json.key("engine")
        json.string("voc \(Version.number)")
        json.key("configHash")
        json.string(configHash)
        json.key("linesIn")
        json.integer(summary.accounting.lines)
        json.key("read")
        json.integer(summary.accounting.read)
        json.key("accepted")
        json.integer(summary.accounting.accepted)
        json.key("duplicate")
        json.integer(summary.accounting.duplicate)
        json.key("rejected")
        json.beginObject()
        for (code, count) in summary.accounting.rejectedByCode.sorted(by: { $0.key < $1.key }) {
            json.key(text: code)
            json.integer(count)
        }
        json.endObject()
        json.key("emitted")
        json.integer(emitted)
        json.key("checksum")
        json.string("\(unsafe bytes.withUnsafeBufferPointer { unsafe Digest(of: $0) })")
        json.key("partial")
        json.base64(bytes)
        json.endObject()
        json.newline()
        return json.bytes
    }

    private struct Line: Decodable {
        let format: Int
        let configHash: String
        let linesIn: Int
        let read: Int
        let accepted: Int
        let duplicate: Int
        let emitted: Int
        let checksum: String
    }

    /// What a line says and the bytes of its summary, which come last; nil if it is no partial.
    private static func parts(of line: ArraySlice<UInt8>) -> (Line, [UInt8])? {
        let mark = Array("\"partial\":\"".utf8)
        // Nowhere else: quotes within strings have a backslash before them.
        guard line.suffix(2).elementsEqual("\"}".utf8),
            let place = line.indices.dropLast(mark.count).first(where: {
                line[$0] == mark[0] && line[$0...].starts(with: mark)
            }),
            let body = Base64.decode(line[(place + mark.count)..<(line.endIndex - 2)]),
            let said = try? JSONDecoder().decode(
                Line.self, from: Data(line[..<place] + Array("\"partial\":\"\"}".utf8)))
        else { return nil }
        return (said, body)
    }

    /// Reads the last line of a map's output, or of a file that holds one.
    package init(lastLineOf bytes: [UInt8], file: String) throws(VOCError) {
        let origin = Origin(file: file)
        var end = bytes.count
        guard end > 0, bytes[end - 1] == 0x0A else {
            throw VOCError(
                .partialBroken, end == 0 ? "nothing is here" : "the last line is cut short",
                at: origin,
                hint: "run the map step again for this part")
        }
        end -= 1
        let start = bytes[..<end].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        guard let (line, body) = Partial.parts(of: bytes[start..<end]) else {
            throw VOCError(.partialBroken, "the last line is not a partial", at: origin)
        }
        guard line.format == Partial.format else {
            throw VOCError(.partialMismatch, "the partial has format \(line.format)", at: origin)
        }
        guard "\(unsafe body.withUnsafeBufferPointer { unsafe Digest(of: $0) })" == line.checksum
        else {
            throw VOCError(.partialBroken, "the partial's checksum does not match", at: origin)
        }
        configHash = line.configHash
        emitted = line.emitted
        summary = try Summary(encoded: body, from: origin)
        let counts = summary.accounting
        guard
            [line.linesIn, line.read, line.accepted, line.duplicate]
                == [counts.lines, counts.read, counts.accepted, counts.duplicate],
            line.emitted >= 0, line.emitted <= counts.accepted
        else {
            throw VOCError(
                .partialBroken, "the counts of the line are not those of its partial", at: origin)
        }
    }

    /// Adds another part; both must come from the same configuration.
    package mutating func merge(_ other: Partial, from file: String) throws(VOCError) {
        guard other.configHash == configHash else {
            throw VOCError(
                .partialMismatch, "this part was made with another configuration",
                at: Origin(file: file),
                hint: "map all parts with the same voc, lexicons and pipeline")
        }
        emitted += other.emitted
        summary.merge(other.summary)
    }
}

extension Plan {
    /// Scores, writing items in the form asked for through `write`, and returns the part's partial.
    ///
    /// Duplicates are told only with `earlier`: an item is one if its key is among those, or if the
    /// part had it before.
    /// With `keepsSketches` the partial holds what `report` needs to look for copies and new terms.
    package func map(
        jobs: Int, items: ItemForm, includesText: Bool = false, includesSentences: Bool = false,
        keepsSketches: Bool = false,
        earlier: ItemKeys? = nil,
        range: Range<Int>? = nil,
        reject: @escaping @Sendable (String) -> Void = { _ in },
        note: @escaping @Sendable (String) -> Void = { _ in },
        write: @escaping @Sendable ([UInt8]) throws(VOCError) -> Void
    ) throws(VOCError) -> Partial {
        let plan = range.map { limited(to: $0) } ?? self
        var run = ScoringRun(
            plan: plan,
            options: .init(
                jobs: jobs, removesDuplicates: earlier != nil, items: items,
                includesText: includesText,
                includesSentences: includesSentences,
                copyWords: keepsSketches ? copyWords : nil, keepsTerms: keepsSketches))
        run.warn = note
        if let earlier, !earlier.digests.isEmpty {
            var set = SeenSet()
            for key in earlier.digests { _ = set.insert(key) }
            let known = set
            run.seenBefore = { (keys) in keys.map { known.contains($0) } }
        }
        if items == .columns {
            try write(ReadingColumns(plan.analyzer, attributeNames: plan.attributeNames).schema)
        }
        let unknownDates = Locked(0)
        let summary = try run.run { (delivery) throws(VOCError) in
            let count = delivery.unknownDates
            try unknownDates.with { (sum: inout Int) throws(VOCError) in sum += count }
            if !delivery.items.isEmpty { try write(delivery.items) }
            for item in delivery.rejects {
                reject("\(item.origin): \(item.message) [\(item.code.id)]")
            }
        }
        try unknownDates.with { (sum: inout Int) throws(VOCError) in
            if sum > 0 {
                note("\(sum) items have a date that is not known here and count as undated")
            }
        }
        if items == .columns { try write(ReadingColumns.end) }
        return Partial(
            configHash: "\(configDigest)",
            emitted: items == .none ? 0 : summary.accounting.accepted, summary: summary)
    }

    /// Renders the report of a partial into `out`; returns the files and the main findings.
    ///
    /// Takes the partial over where the caller is done with it: its counts are changed in place.
    package func report(
        _ partial: consuming Partial, asOf: CivilDay?, out: String, from file: String, jobs: Int
    ) throws(VOCError) -> (files: [String], findings: [String], alerts: RaisedAlerts) {
        guard partial.configHash == "\(configDigest)" else {
            throw VOCError(
                .partialMismatch,
                "the partial was made with another configuration than this pipeline",
                at: Origin(file: file), hint: "pass the pipeline that the parts were mapped with")
        }
        var summary = Summary()
        swap(&summary, &partial.summary)
        summary.leaveOutCopies(CopySearch.settle(&summary))
        var request = reportRequest(asOf: asOf)
        request.jobs = jobs
        let report = ReportBuilder.build(summary, request)
        try TextFile.makeFolder(out)
        var files: [String] = []
        for (name, bytes) in Renderers.files(report) {
            try TextFile.write(bytes, to: "\(out)/\(name)")
            files.append("\(out)/\(name)")
        }
        return (files, report.findings.map(\.headline), RaisedAlerts(report))
    }
}

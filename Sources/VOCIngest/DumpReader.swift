package import VOCCore

/// Reads one dump: chunks are taken in order by one task, and decoded by any.
///
/// Memory stays within a few chunks, whatever the file's size. I/O errors are thrown, bad records
/// become rejects.
// Sound: what `takeChunk` changes is touched by it alone; `decode` reads only what `init` settled.
@safe package final class DumpReader: @unchecked Sendable {
    package let input: DumpInput
    package let format: DumpFormat
    package let profileID: String
    package let variantName: String
    package let ratingScale: RatingScale?
    /// The element that is one record; empty for other formats than XML.
    package let recordElement: String
    /// What was settled by looking at the beginning, and what somebody should look at.
    package let notes: [SurveyNote]
    /// Of several records with one id the newest counts.
    package let keepsNewest: Bool
    let stream: TextStream
    let recipe: RowRecipe
    private let cutter: any RecordCutter
    private var chunksTaken = 0
    private var replacedBefore = 0
    private var seenIDs: [String: Int] = [:]
    /// The threads of messages that began none, by their ids.
    private var threads: [Digest: String] = [:]

    /// Opens the dump and settles format, encoding, dialect, profile and variant from its
    /// beginning.
    package convenience init(_ input: DumpInput) throws(VOCError) {
        try self.init(input, over: try ByteSource(input), isWhole: true)
    }

    /// Reads `source`, which is only the beginning of the dump unless it `isWhole`.
    init(_ input: DumpInput, over source: ByteSource, isWhole: Bool) throws(VOCError) {
        self.input = input
        stream = try TextStream(source, encoding: input.encoding, isWhole: isWhole)
        let survey = try DumpSurvey(input, head: stream.head, isWhole: stream.isHeadWhole)
        let choice = survey.choice
        let refusal = input.member?.refusal
        // A refused member has no format: it passes as the one that asks nothing of its beginning.
        format = refusal == nil ? survey.format : .json
        var declaresWrongly = false
        if format == .xml {
            if input.encoding == nil {
                let declared = try survey.declaredEncoding()
                // Without a declaration a document is in UTF-8.
                let isWide = stream.encoding.isWide
                declaresWrongly =
                    declared?.isWide == true
                    ? !isWide : declared == nil && stream.encoding != .utf8 && !isWide
            }
            stream.repairAll()
        }
        // Each part of a message has an encoding of its own.
        if format.isMail { stream.passThrough() }
        profileID = choice.profile.id
        variantName = choice.variant.name
        ratingScale = choice.variant.rating.scale
        keepsNewest = choice.variant.keepsNewest
        var input = input
        if input.sourceName.isEmpty { input.sourceName = choice.profile.id }
        var tables: [String: LookupTable] = [:]
        var notes = survey.notes
        // A trial reading looks nothing up.
        for rule in choice.variant.lookups where isWhole {
            tables[rule.name] = try LookupTable.read(rule, for: input)
            if tables[rule.name] == nil {
                let place = rule.file.isEmpty ? "standard input is read once" : "no \(rule.file)"
                notes.append(
                    SurveyNote(
                        "the table '\(rule.name)' cannot be read (\(place)): keys stay as they are",
                        isWarning: true))
            }
        }
        self.notes = notes
        recipe = RowRecipe(
            choice.variant, input: input,
            channel: input.channel.isEmpty ? choice.profile.channel : input.channel, tables: tables)
        recordElement =
            format == .xml && !input.element.isEmpty ? input.element : survey.recordElement
        if let refusal {
            cutter = RefusalCutter(refusal)
            return
        }
        cutter =
            switch format {
            case .ndjson: try LineCutter(stream, input)
            case .json:
                DocumentCutter(stream, input, records: input.isBare ? [] : choice.variant.records)
            case .csv:
                try TableCutter(stream, input, survey.dialect, recipe, choice.variant.header)
            case .xml: ElementCutter(stream, input, recipe, element: recordElement)
            case .mbox, .eml: MailCutter(stream, input, isMbox: format == .mbox)
            }
        if declaresWrongly { (cutter as? ElementCutter)?.noteWrongDeclaration(at: 0) }
    }

    package var encoding: TextEncoding { stream.encoding }
    /// Plain bytes read so far, after decompression.
    package var bytesRead: Int { stream.source.bytesRead }
    package var isCompressed: Bool { stream.source.isCompressed }
    /// The column names of a CSV file; empty for other formats.
    package var header: [String] { (cutter as? TableCutter)?.header ?? [] }
    package var delimiter: UInt8? { (cutter as? TableCutter)?.dialect.delimiter }
    /// The quote of a CSV file, 0 for none.
    package var quote: UInt8? { (cutter as? TableCutter)?.dialect.quote }
    private var columnUses: [TableCutter.ColumnUse] { (cutter as? TableCutter)?.columnSlots ?? [] }

    /// Fills `chunk` with the next stretch; false at the end, with nothing in it.
    ///
    /// To be called by one task at a time, in order.
    package func takeChunk(_ chunk: DumpChunk) throws(VOCError) -> Bool {
        chunk.reset()
        chunk.sequence = chunksTaken
        guard try cutter.take(chunk) else { return false }
        chunk.replaced = stream.repairs - replacedBefore
        replacedBefore = stream.repairs
        chunksTaken += 1
        return true
    }

    /// Reads the records of `chunk` into `batch`, after what is in it; different chunks may be
    /// decoded at the same time.
    package func decode(_ chunk: DumpChunk, into batch: FeedbackBatch) throws(VOCError) {
        let decoder = ChunkDecoder(
            chunk, batch, recipe, stream.encoding, numbersLines: input.range == nil)
        switch format {
        case .ndjson:
            let invalid = decoder.decodeLines()
            batch.note(.textReplaced, stream.passesThrough ? invalid : chunk.replaced)
        case .json: decoder.decodeDocuments()
        case .csv: decoder.decodeTable(columnUses, header: header)
        case .xml: decoder.decodeElements()
        case .mbox, .eml: decoder.decodeMail()
        }
        // Mail has many encodings: each part is looked at by itself.
        if format == .ndjson || format.isMail { return }
        // Of the chunk's own bytes, so that the parts of a file add up to the whole.
        let replaced =
            stream.passesThrough
            ? unsafe UTF8Sequences.invalidCount(in: chunk.buffer.bytes) : chunk.replaced
        batch.note(.textReplaced, replaced)
    }

    /// Tells identical records without ids apart: the second gets `#2` after its computed id, and
    /// so on. A message that names only the one it answers joins that one's thread.
    ///
    /// To be called with the decoded chunks in order, by one task at a time; `batch` must hold this
    /// chunk only, unfiltered. Costs memory for each computed id; skip it where identical records
    /// shall count as duplicates.
    package func settleIDs(of chunk: DumpChunk, in batch: FeedbackBatch) {
        for row in chunk.computedIDRows {
            let id = batch.string(batch.rows[row].id)
            let count = seenIDs[id, default: 0] + 1
            seenIDs[id] = count
            if count > 1 { batch.replaceID(ofRow: row, with: batch.store("\(id)#\(count)")) }
        }
        if format.isMail { settleThreads(in: batch) }
    }

    private func settleThreads(in batch: FeedbackBatch) {
        for index in batch.rows.indices where !batch.rows[index].thread.isEmpty {
            let row = batch.rows[index]
            var thread = row.thread
            if let root = unsafe threads[Digest(of: batch.bytes(thread))] {
                thread = batch.store(root)
                batch.replaceThread(ofRow: index, with: thread)
            }
            let id = unsafe Digest(of: batch.bytes(row.id))
            if unsafe id != Digest(of: batch.bytes(thread)) { threads[id] = batch.string(thread) }
        }
    }

    package func close() { stream.source.close() }
}

/// Cuts a stream into chunks of whole records.
protocol RecordCutter: AnyObject {
    /// Fills an empty chunk; false at the end.
    func take(_ chunk: DumpChunk) throws(VOCError) -> Bool
}

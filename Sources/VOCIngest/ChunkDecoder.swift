internal import CJSON
internal import VOCCore

/// Turns one chunk into rows and rejects of a batch.
// Sound: lives within one call of `decode`; pointers into the chunk stay valid for as long.
@safe struct ChunkDecoder {
    let chunk: DumpChunk
    let batch: FeedbackBatch
    let recipe: RowRecipe
    private let encoding: TextEncoding
    private let numbersLines: Bool
    let builder: RowBuilder

    init(
        _ chunk: DumpChunk, _ batch: FeedbackBatch, _ recipe: RowRecipe, _ encoding: TextEncoding,
        numbersLines: Bool
    ) {
        self.chunk = chunk
        self.batch = batch
        self.recipe = recipe
        self.encoding = encoding
        self.numbersLines = numbersLines
        builder = RowBuilder(recipe, into: batch)
    }

    func decodeLines() {
        let extractor = chunk.extractor(for: recipe)
        let handle = unsafe extractor.handle
        let buffer = chunk.buffer
        flushRejects(before: Int.max)
        unsafe cjson_reset(handle)
        _ = unsafe cjson_read_lines(handle, buffer.start, buffer.count)
        var seen = 0
        var offset = chunk.start.byteOffset
        let count = unsafe cjson_record_count(handle)
        guard let records = unsafe cjson_records(handle), count > 0 else { return finish() }
        for index in 0..<count {
            let record = unsafe records[index]
            offset += unsafe encoding.originalCount(
                of: UnsafeBufferPointer(start: buffer.start + seen, count: record.offset - seen))
            seen = record.offset
            var place = RecordPlace(byteOffset: offset)
            if numbersLines {
                place.record = chunk.start.record + index + 1
                place.line = chunk.start.line + record.line
                place.column = 1
            }
            unsafe add(index, of: handle, at: place)
        }
        finish()
    }

    func decodeDocuments() {
        let extractor = chunk.extractor(for: recipe)
        let handle = unsafe extractor.handle
        unsafe cjson_reset(handle)
        for record in chunk.records {
            unsafe cjson_read_record(handle, chunk.buffer.start, record.offset, record.count)
        }
        for (index, record) in chunk.records.enumerated() {
            flushRejects(before: index)
            unsafe add(index, of: handle, at: record.place)
        }
        finish()
    }

    private func add(_ index: Int, of handle: OpaquePointer, at place: RecordPlace) {
        let record = unsafe cjson_records(handle)[index]
        batch.recordsRead += 1
        if record.fault != 0 {
            let (code, message) = JSONFault.words(record.fault)
            let fault = self.place(of: record.fault_offset, after: place, at: record.offset)
            reject(code, message, record, at: fault)
            return
        }
        if record.count > recipe.limits.recordBytes {
            reject(
                .recordTooLarge, "this line is longer than \(recipe.limits.recordBytes) bytes",
                record, at: place)
            return
        }
        if record.surrogates > 0 || record.repeated_keys > 0 {
            let origin = place.origin(recipe.path)
            batch.note(.jsonLoneSurrogate, Int(record.surrogates), at: origin)
            batch.note(.jsonRepeatedKey, Int(record.repeated_keys), at: origin)
        }
        let values = unsafe UnsafeRawPointer(cjson_values(handle) + index * recipe.slotCount)
            .assumingMemoryBound(to: RawValue.self)
        if let refusal = unsafe builder.add(values, at: place) {
            let raw = raw(record.offset, record.count)
            batch.rejects.append(
                Reject(
                    refusal.code, refusal.message, at: place.origin(recipe.path),
                    field: refusal.field, raw: raw))
        }
    }

    /// The place of a byte of a record that starts at `place`, at `start` in the buffer.
    private func place(of offset: Int, after place: RecordPlace, at start: Int) -> RecordPlace {
        let before = unsafe UnsafeBufferPointer(
            start: chunk.buffer.start + start, count: offset - start)
        return unsafe faultPlace(place, before)
    }

    /// The place after `before`, which begins at `place`.
    func faultPlace(_ place: RecordPlace, _ before: UnsafeBufferPointer<UInt8>) -> RecordPlace {
        var place = place
        place.byteOffset += unsafe encoding.originalCount(of: before)
        guard place.line > 0 else { return place }
        for byte in unsafe Array(before) {
            place.column += 1
            if byte == 0x0A {
                place.line += 1
                place.column = 1
            }
        }
        return place
    }

    private func reject(
        _ code: ErrorCode, _ message: String, _ record: cjson_record, at place: RecordPlace
    ) {
        batch.rejects.append(
            Reject(
                code, message, at: place.origin(recipe.path), raw: raw(record.offset, record.count))
        )
    }

    func raw(_ offset: Int, _ count: Int) -> [UInt8] {
        chunk.buffer.copy(offset..<offset + min(count, 1 << 16))
    }

    func decodeTable(_ uses: [TableCutter.ColumnUse], header: [String]) {
        let columns = header.count
        let buffer = chunk.buffer
        var values = [RawValue](repeating: RawValue(), count: max(1, recipe.slotCount))
        let isUTF8 = unsafe cjson_is_utf8(buffer.start, buffer.count) != 0
        let isValid = isUTF8 || encoding != .utf8
        for (index, record) in chunk.records.enumerated() {
            flushRejects(before: index)
            batch.recordsRead += 1
            guard columns == 0 || record.fieldCount == columns else {
                if unsafe recipe.isFooter(firstCell(of: record)) {
                    refuse(record, RowBuilder.notFeedback)
                    continue
                }
                let missing = record.fieldCount < columns ? header[record.fieldCount] : nil
                refuse(
                    record,
                    RowBuilder.Refusal(
                        code: .csvRaggedRow,
                        message:
                            "this row has \(record.fieldCount) fields, the header has \(columns)",
                        field: missing), at: cell(columns, of: record))
                continue
            }
            for slot in values.indices { values[slot] = RawValue() }
            chunk.arena.count = 0
            chunk.arena.reserve(record.count * 3 + ByteBuffer.padding)
            for use in uses where use.column < record.fieldCount && !values[use.slot].isGiven {
                let field = chunk.fields[record.firstField + use.column]
                values[use.slot] = value(of: field, isValid: isValid)
            }
            let refusal = unsafe values.withUnsafeBufferPointer {
                unsafe builder.add($0.baseAddress!, at: record.place)
            }
            if let refusal {
                let column = uses.first {
                    recipe.isSlot($0.slot, of: refusal.field) && $0.column < record.fieldCount
                }
                refuse(record, refusal, at: column.map { cell($0.column, of: record) })
            }
        }
        finish()
    }

    /// Where a cell of the row begins, or the row ends if it has no such cell.
    private func cell(_ column: Int, of record: DumpChunk.Record) -> RecordPlace {
        let isThere = column < record.fieldCount
        let index = isThere ? column : record.fieldCount - 1
        let field = chunk.fields[record.firstField + index]
        var offset = isThere ? field.offset : field.offset + field.count
        // The quotes around a field belong to the cell.
        let outside = isThere ? offset - 1 : offset
        if outside >= record.offset, outside < record.offset + record.count,
            unsafe chunk.buffer.start[outside] == quote
        {
            offset += isThere ? -1 : 1
        }
        return place(of: offset, after: record.place, at: record.offset)
    }

    private func firstCell(of record: DumpChunk.Record) -> UnsafeBufferPointer<UInt8> {
        let field = chunk.fields[record.firstField]
        return unsafe UnsafeBufferPointer(
            start: chunk.buffer.start + field.offset, count: field.count)
    }

    /// A field's text; doubled quotes and invalid bytes are mended in the arena, which has room for
    /// the record.
    private func value(of field: CSVCutter.Field, isValid: Bool) -> RawValue {
        let start = unsafe UnsafePointer(chunk.buffer.start + field.offset)
        if !field.hasDoubledQuotes, isValid {
            return unsafe RawValue(start: start, count: UInt32(field.count), kind: 1)
        }
        let arena = chunk.arena
        let target = unsafe arena.start + arena.count
        var written = 0
        if isValid {
            var at = 0
            while at < field.count {
                let byte = unsafe start[at]
                unsafe target[written] = byte
                written += 1
                at += field.hasDoubledQuotes && byte == quote ? 2 : 1
            }
        } else {
            var repairs: UInt32 = 0
            written = unsafe cjson_repair_utf8(start, field.count, target, &repairs)
            if field.hasDoubledQuotes { written = unsafe undouble(target, written) }
        }
        arena.count += written
        return unsafe RawValue(start: UnsafePointer(target), count: UInt32(written), kind: 1)
    }

    private func undouble(_ bytes: UnsafeMutablePointer<UInt8>, _ count: Int) -> Int {
        var written = 0
        var at = 0
        while at < count {
            let byte = unsafe bytes[at]
            unsafe bytes[written] = byte
            written += 1
            at += byte == quote ? 2 : 1
        }
        return written
    }

    private var quote: UInt8 { 0x22 }

    func decodeElements() {
        var values = [RawValue](repeating: RawValue(), count: max(1, recipe.slotCount))
        for (index, record) in chunk.records.enumerated() {
            flushRejects(before: index)
            batch.recordsRead += 1
            for slot in 0..<record.fieldCount {
                let field = chunk.fields[record.firstField + slot]
                values[slot] = unsafe RawValue(
                    start: UnsafePointer(chunk.arena.start + field.offset),
                    count: UInt32(field.count), kind: 1)
            }
            let refusal = unsafe values.withUnsafeBufferPointer {
                unsafe builder.add($0.baseAddress!, at: record.place)
            }
            if let refusal { refuse(record, refusal) }
        }
        finish()
    }

    func refuse(
        _ record: DumpChunk.Record, _ refusal: RowBuilder.Refusal, at place: RecordPlace? = nil
    ) {
        batch.rejects.append(
            Reject(
                refusal.code, refusal.message, at: (place ?? record.place).origin(recipe.path),
                field: refusal.field,
                raw: raw(record.offset, record.count)))
    }

    func flushRejects(before index: Int) {
        while let first = chunk.rejects.first, first.beforeRecord <= index {
            batch.rejects.append(first.reject)
            batch.recordsRead += 1
            chunk.rejects.removeFirst()
        }
    }

    func finish() {
        flushRejects(before: Int.max)
        batch.linesRead += chunk.lineCount
        chunk.computedIDRows = builder.computedIDRows
    }
}

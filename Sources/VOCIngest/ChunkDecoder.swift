internal import CJSON
internal import CXML
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

    /// Returns how many sequences in the lines are no UTF-8.
    func decodeLines() -> Int {
        let extractor = chunk.extractor(for: recipe)
        let handle = unsafe extractor.handle
        let buffer = chunk.buffer
        flushRejects(before: Int.max)
        unsafe cjson_reset(handle)
        unsafe cjson_read_lines(handle, buffer.start, buffer.count, chunk.lineEnds.handle)
        let count = unsafe cjson_record_count(handle)
        guard let records = unsafe cjson_records(handle), count > 0 else {
            finish()
            return 0
        }
        let isWritten = encoding == .utf8
        let bytes = unsafe buffer.start
        unsafe builder.lookForMisreading(in: buffer.bytes)
        var place = RecordPlace(byteOffset: chunk.start.byteOffset)
        var seen = 0
        var invalid = 0
        for index in 0..<count {
            let offset = unsafe records[index].offset
            place.byteOffset +=
                isWritten
                ? offset - seen
                : unsafe encoding.originalCount(
                    of: UnsafeBufferPointer(start: bytes + seen, count: offset - seen))
            seen = offset
            if numbersLines {
                place.record = chunk.start.record + index + 1
                place.line = chunk.start.line + (unsafe records[index].line)
                place.column = 1
            }
            invalid += unsafe Int(records[index].invalid)
            unsafe add(records + index, values: values(index, of: handle), at: place)
        }
        batch.recordsRead += count
        finish()
        return invalid
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
            unsafe add(
                cjson_records(handle) + index, values: values(index, of: handle), at: record.place)
        }
        batch.recordsRead += chunk.records.count
        finish()
    }

    private func values(_ index: Int, of handle: OpaquePointer) -> UnsafePointer<RawValue> {
        unsafe UnsafeRawPointer(cjson_values(handle) + index * recipe.slotCount)
            .assumingMemoryBound(to: RawValue.self)
    }

    private func add(
        _ record: UnsafePointer<cjson_record>, values: UnsafePointer<RawValue>,
        at place: RecordPlace
    ) {
        let (offset, count) = unsafe (record.pointee.offset, record.pointee.count)
        if unsafe record.pointee.fault != 0 {
            let (code, message) = JSONFault.words(unsafe record.pointee.fault)
            let fault = self.place(
                of: unsafe record.pointee.fault_offset, after: place, at: offset)
            reject(code, message, offset, count, at: fault)
            return
        }
        if count > recipe.limits.recordBytes {
            reject(
                .recordTooLarge, "this line is longer than \(recipe.limits.recordBytes) bytes",
                offset, count, at: place)
            return
        }
        if unsafe record.pointee.surrogates > 0 || record.pointee.repeated_keys > 0 {
            let origin = place.origin(recipe.path)
            batch.note(.jsonLoneSurrogate, unsafe Int(record.pointee.surrogates), at: origin)
            batch.note(.jsonRepeatedKey, unsafe Int(record.pointee.repeated_keys), at: origin)
        }
        if let refusal = unsafe builder.add(values, at: place) {
            batch.rejects.append(
                Reject(
                    refusal.code, refusal.message, at: place.origin(recipe.path),
                    field: refusal.field, raw: raw(offset, count)))
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
        _ code: ErrorCode, _ message: String, _ offset: Int, _ count: Int,
        at place: RecordPlace
    ) {
        batch.rejects.append(
            Reject(code, message, at: place.origin(recipe.path), raw: raw(offset, count)))
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
        unsafe builder.lookForMisreading(in: buffer.bytes)
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
        let slots = recipe.slotCount
        var values = [RawValue](repeating: RawValue(), count: max(1, slots))
        let elements = unsafe chunk.elements.handle
        var count = 0
        let texts = unsafe UnsafeRawPointer(cxml_texts(elements, &count))?.assumingMemoryBound(
            to: UInt8.self)
        let attributes = unsafe cxml_attributes(elements)
        let found = unsafe cxml_values(elements)
        unsafe builder.lookForMisreading(in: UnsafeBufferPointer(start: texts, count: count))
        unsafe values.withUnsafeMutableBufferPointer { values in
            for (index, record) in chunk.records.enumerated() {
                if !chunk.rejects.isEmpty { flushRejects(before: index) }
                for slot in 0..<slots {
                    // No block of texts is as good as none in it.
                    guard let value = unsafe found?[record.firstField + slot], value.count > 0
                    else {
                        unsafe values[slot] = RawValue()
                        continue
                    }
                    let isText = value.mark & 3 != CXML_IN_ATTRIBUTES
                    unsafe values[slot] = RawValue(
                        start: (isText ? texts : attributes).map { unsafe $0 + value.offset },
                        count: value.count, kind: 1)
                }
                if let refusal = unsafe builder.add(values.baseAddress!, at: record.place) {
                    refuse(record, refusal)
                }
            }
        }
        batch.recordsRead += chunk.records.count
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

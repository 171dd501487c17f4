internal import CXML
internal import VOCCore

/// Cuts the records out of an XML document with libxml2, which reads their fields on the way.
// Sound: the C handle lives exactly as long as this cutter; values are copied out before it goes
// on.
@safe final class ElementCutter: RecordCutter {
    private let stream: TextStream
    private let input: DumpInput
    private let recipe: RowRecipe
    private let handle: OpaquePointer?
    private let carry = ByteBuffer()
    private var base = 0
    private var cursor: LineCursor
    private var recordCount = 0
    private var isDone = false
    /// The raw bytes of the open record were let go, for it is over the limit.
    private var isOversized = false

    init(_ stream: TextStream, _ input: DumpInput, _ recipe: RowRecipe, element: String) {
        self.stream = stream
        self.input = input
        self.recipe = recipe
        unsafe handle = cxml_open(element, recipe.slotCount, input.limits.fieldBytes)
        for wish in recipe.wishes {
            _ = unsafe cxml_want(handle, wish.path.text, wish.slot, wish.rank)
        }
        cursor = LineCursor(stream)
    }

    deinit { unsafe cxml_close(handle) }

    func take(_ chunk: DumpChunk) throws(VOCError) -> Bool {
        if isDone { return false }
        guard unsafe handle != nil else {
            throw VOCError(.internalFault, "the XML reader could not be made")
        }
        let buffer = chunk.buffer
        unsafe buffer.append(carry.bytes)
        carry.count = 0
        let linesBefore = cursor.line
        var fed = buffer.count
        let target = max(1, input.limits.chunkBytes)
        while chunk.records.isEmpty, !isDone {
            if try stream.fill(buffer, wanted: target) {
                _ = unsafe cxml_feed(handle, buffer.start + fed, buffer.count - fed, 0)
            } else {
                _ = unsafe cxml_feed(handle, nil, 0, 1)
                isDone = true
            }
            takeRecords(chunk)
            if unsafe cxml_fault(handle) != 0 {
                fail(chunk, isAtEnd: isDone)
                isDone = true
            }
            letGo(chunk)
            fed = buffer.count
        }
        let from = max(cursor.position, base) - base
        unsafe carry.append(
            UnsafeBufferPointer(start: buffer.start + from, count: buffer.count - from))
        base += from
        chunk.lineCount = cursor.line - linesBefore + (isDone && cursor.isInLine ? 1 : 0)
        return !isDone || !chunk.records.isEmpty || !chunk.rejects.isEmpty || chunk.lineCount > 0
    }

    private func takeRecords(_ chunk: DumpChunk) {
        let count = unsafe cxml_record_count(handle)
        let records = unsafe cxml_records(handle)
        let values = unsafe cxml_values(handle)
        for index in 0..<count {
            guard let record = unsafe records?[index] else { break }
            recordCount += 1
            let start = Int(clamping: record.start)
            var place = unsafe cursor.advance(to: start, in: chunk.buffer.start, base: base)
            place.record = recordCount
            let size = Int(clamping: record.end) - start
            if record.is_cut != 0 || isOversized || size > input.limits.recordBytes {
                isOversized = false
                let raw =
                    start < base
                    ? [] : chunk.buffer.copy(start - base..<start - base + min(size, 1 << 16))
                chunk.rejects.append(
                    (
                        chunk.records.count,
                        Reject(
                            .recordTooLarge, "this record or a field of it is longer than allowed",
                            at: place.origin(input.path), raw: raw)
                    ))
                continue
            }
            let firstField = chunk.fields.count
            for slot in 0..<recipe.slotCount {
                guard let value = unsafe values?[record.first + slot] else { break }
                let count = unsafe Int(value.count)
                chunk.fields.append(
                    CSVCutter.Field(
                        offset: chunk.arena.count, count: count, hasDoubledQuotes: false))
                unsafe chunk.arena.append(UnsafeBufferPointer(start: value.start, count: count))
            }
            chunk.records.append(
                DumpChunk.Record(
                    place: place, offset: start - base, count: size, firstField: firstField,
                    fieldCount: recipe.slotCount))
        }
        unsafe cxml_reset(handle)
    }

    /// Moves the cursor to the first byte that is still needed; without records the bytes before it
    /// go at once.
    private func letGo(_ chunk: DumpChunk) {
        let buffer = chunk.buffer
        let parsed = min(Int(clamping: unsafe cxml_position(handle)), base + buffer.count)
        var needed = parsed
        let open = unsafe cxml_open_record(handle)
        if open != UInt64.max {
            needed = min(parsed, Int(clamping: open))
            if parsed - needed > input.limits.recordBytes {
                isOversized = true
                needed = parsed
            }
        }
        if isDone { needed = base + buffer.count }
        guard needed > cursor.position else { return }
        _ = unsafe cursor.advance(to: needed, in: buffer.start, base: base)
        if chunk.records.isEmpty, chunk.rejects.isEmpty {
            buffer.removeFirst(needed - base)
            base = needed
        }
    }

    private func fail(_ chunk: DumpChunk, isAtEnd: Bool) {
        let buffer = chunk.buffer
        // A document that just stops is at fault where it stops.
        let offset = isAtEnd ? Int.max : Int(clamping: unsafe cxml_fault_offset(handle))
        let position = max(cursor.position, min(offset, base + buffer.count))
        let raw = buffer.copy(max(0, position - base - 256)..<max(0, position - base) + 256)
        var place = unsafe cursor.advance(to: position, in: buffer.start, base: base)
        recordCount += 1
        place.record = recordCount
        let line = Int(unsafe cxml_fault_line(handle))
        if line > place.line {
            // libxml2 looks ahead: its own line is nearer to the cause.
            place.line = line
            place.column = Int(unsafe cxml_fault_column(handle))
        }
        let reject =
            if unsafe cxml_fault(handle) == Int32(CXML_DECLARES_ENTITIES) {
                Reject(
                    .xmlDeclaresEntities, "the document declares entities of its own",
                    at: place.origin(input.path), raw: raw)
            } else {
                Reject(
                    .xmlMalformed,
                    "the XML is not well formed here (\(unsafe String(cString: cxml_fault_reason(handle))))",
                    at: place.origin(input.path), raw: raw)
            }
        chunk.rejects.append((chunk.records.count, reject))
    }
}

internal import CJSON
internal import VOCCore

/// Cuts the records out of a JSON document, never holding more than a chunk and one record.
// Sound: the C handle lives exactly as long as this cutter.
@safe final class DocumentCutter: RecordCutter {
    private let stream: TextStream
    private let input: DumpInput
    private let handle: OpaquePointer
    private let carry = ByteBuffer()
    /// The position of the chunk's first byte in the text.
    private var base = 0
    private var cursor: LineCursor
    private var recordCount = 0
    private var isAtEnd = false
    private var isDone = false
    private var oversized: (place: RecordPlace, raw: [UInt8])?

    init(_ stream: TextStream, _ input: DumpInput, records: [String]) {
        self.stream = stream
        self.input = input
        let paths = records.joined(separator: "|")
        unsafe handle = cjson_cutter_open(paths, paths.utf8.count)
        cursor = LineCursor(stream)
    }

    deinit { unsafe cjson_cutter_close(handle) }

    func take(_ chunk: DumpChunk) throws(VOCError) -> Bool {
        if isDone { return false }
        let buffer = chunk.buffer
        unsafe buffer.append(carry.bytes)
        carry.count = 0
        let linesBefore = cursor.line
        var fed = buffer.count
        let target = max(1, input.limits.chunkBytes)
        while true {
            if fed == buffer.count {
                let found = !chunk.records.isEmpty || !chunk.rejects.isEmpty
                if found, buffer.count >= target { break }
                if isAtEnd, !isDone, oversized == nil, unsafe cjson_cutter_rewind(handle) != 0 {
                    endRecord(chunk, isBroken: true)
                    fed = Int(unsafe cjson_cutter_position(handle)) - base
                    continue
                }
                if isAtEnd || isDone {
                    finish(chunk)
                    break
                }
                if unsafe cjson_cutter_in_record(handle) == 0, !found {
                    // Nothing in here is wanted: pass over it.
                    see(buffer, upTo: base + fed)
                    base += fed
                    fed = 0
                    buffer.count = 0
                }
                if oversized == nil, unsafe cjson_cutter_in_record(handle) != 0,
                    base + fed - Int(unsafe cjson_cutter_start(handle)) > input.limits.recordBytes
                {
                    if unsafe cjson_cutter_rewind(handle) != 0 {
                        endRecord(chunk, isBroken: true)
                        fed = Int(unsafe cjson_cutter_position(handle)) - base
                        continue
                    }
                    beginOversized(buffer)
                    unsafe cjson_cutter_give_up(handle)
                    break
                }
                if oversized != nil {
                    see(buffer, upTo: base + fed)
                    base += fed
                    fed = 0
                    buffer.count = 0
                }
                isAtEnd = try !stream.fill(
                    buffer, wanted: buffer.count < target ? target - buffer.count : target)
                continue
            }
            var found: Int32 = 0
            fed += unsafe cjson_cutter_feed(handle, buffer.start + fed, buffer.count - fed, &found)
            if found != 0 { endRecord(chunk, isBroken: found == 2) }
            if unsafe cjson_cutter_fault(handle) != 0 {
                fail(chunk)
                break
            }
        }
        keepRest(buffer, from: fed)
        buffer.clearPadding()
        chunk.lineCount = cursor.line - linesBefore + (isDone && cursor.isInLine ? 1 : 0)
        return !isDone || !chunk.records.isEmpty || !chunk.rejects.isEmpty || chunk.lineCount > 0
    }

    private func see(_ buffer: ByteBuffer, upTo position: Int) {
        _ = unsafe cursor.advance(to: position, in: buffer.start, base: base)
    }

    private func endRecord(_ chunk: DumpChunk, isBroken: Bool) {
        let start = Int(unsafe cjson_cutter_start(handle))
        let end = Int(unsafe cjson_cutter_end(handle))
        recordCount += 1
        if let (began, raw) = oversized {
            oversized = nil
            var place = began
            place.record = recordCount
            chunk.rejects.append((chunk.records.count, tooLarge(place, raw)))
            return
        }
        var place = unsafe cursor.advance(to: start, in: chunk.buffer.start, base: base)
        place.record = recordCount
        guard end - start <= input.limits.recordBytes else {
            let raw = chunk.buffer.copy(start - base..<min(end - base, start - base + 1 << 16))
            chunk.rejects.append((chunk.records.count, tooLarge(place, raw)))
            return
        }
        if isBroken {
            let raw = chunk.buffer.copy(start - base..<min(end - base, start - base + 1 << 16))
            let fault = Int(unsafe cjson_cutter_record_fault_position(handle))
            place = unsafe cursor.advance(to: fault, in: chunk.buffer.start, base: base)
            place.record = recordCount
            let (code, message) = JSONFault.words(unsafe cjson_cutter_record_fault(handle))
            chunk.rejects.append(
                (chunk.records.count, Reject(code, message, at: place.origin(input.path), raw: raw))
            )
            return
        }
        chunk.records.append(
            DumpChunk.Record(place: place, offset: start - base, count: end - start))
    }

    private func tooLarge(_ place: RecordPlace, _ raw: [UInt8]) -> Reject {
        Reject(
            .recordTooLarge, "this record is longer than \(input.limits.recordBytes) bytes",
            at: place.origin(input.path), raw: raw)
    }

    private func beginOversized(_ buffer: ByteBuffer) {
        let start = Int(unsafe cjson_cutter_start(handle))
        let place = unsafe cursor.advance(to: start, in: buffer.start, base: base)
        oversized = (place, buffer.copy(start - base..<start - base + 1 << 16))
    }

    private func finish(_ chunk: DumpChunk) {
        isDone = true
        let found = unsafe cjson_cutter_finish(handle)
        if found != 0 { endRecord(chunk, isBroken: found == 2) }
        if unsafe cjson_cutter_fault(handle) != 0 { fail(chunk) }
    }

    /// Outside the records the document itself is broken: what was cut out is kept, and the place
    /// is reported once.
    private func fail(_ chunk: DumpChunk) {
        isDone = true
        let position = max(
            cursor.position,
            min(Int(unsafe cjson_cutter_position(handle)), base + chunk.buffer.count))
        // The byte at fault, if there is one: what stands around it may not be here any more.
        let raw = chunk.buffer.copy(max(0, position - base)..<max(0, position - base) + 1)
        var place = unsafe cursor.advance(to: position, in: chunk.buffer.start, base: base)
        recordCount += 1
        place.record = recordCount
        let (code, message) = JSONFault.words(unsafe cjson_cutter_fault(handle))
        chunk.rejects.append(
            (chunk.records.count, Reject(code, message, at: place.origin(input.path), raw: raw)))
    }

    /// An unfinished record moves to the next chunk.
    private func keepRest(_ buffer: ByteBuffer, from fed: Int) {
        var from = fed
        if oversized == nil, unsafe cjson_cutter_in_record(handle) != 0 {
            from = min(from, Int(unsafe cjson_cutter_start(handle)) - base)
        }
        see(buffer, upTo: base + from)
        unsafe carry.append(
            UnsafeBufferPointer(start: buffer.start + from, count: buffer.count - from))
        base += from
    }
}

extension RecordPlace {
    func origin(_ file: String) -> Origin {
        Origin(file: file, record: record, line: line, column: column, byteOffset: byteOffset)
    }
}

/// Our words for what the JSON readers find.
enum JSONFault {
    static func words(_ fault: UInt32) -> (ErrorCode, String) {
        switch Int(fault) {
        case CJSON_PYTHON:
            (
                .jsonPythonLiteral,
                "this is a Python dictionary, not JSON: strings need double quotes"
            )
        case CJSON_TOO_DEEP: (.jsonTooDeep, "more than 1,000 brackets stand inside each other here")
        case CJSON_CUT_SHORT: (.jsonCutShort, "the JSON ends here in the middle")
        case CJSON_NOT_AN_OBJECT: (.jsonNotAnObject, "this record is not an object with fields")
        default: (.jsonMalformed, "this is not JSON")
        }
    }
}

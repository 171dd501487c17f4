internal import CXML
internal import VOCCore

/// Cuts the records out of an XML document with libxml2, which reads their fields on the way.
///
/// The standard ends a document at its first fault. Here only the record at fault is lost: reading
/// goes on at the next start tag of a record, inside the elements that were open around it.
// Sound: the C handle lives exactly as long as this cutter; what it has found is the chunk's before
// it goes on.
@safe final class ElementCutter: RecordCutter {
    private let stream: TextStream
    private let input: DumpInput
    private let recipe: RowRecipe
    private let element: [UInt8]
    private let handle: OpaquePointer?
    private let carry = ByteBuffer()
    /// The position of the chunk's first byte in the text.
    private var base = 0
    /// The position of the next byte that the parser has not been given.
    private var fed = 0
    /// How many bytes it is given at once: few after a fault, for another may follow soon. How far
    /// libxml2 looks ahead depends on it, so it never depends on how the stream comes.
    private var portion = ElementCutter.wholePortion
    private var cursor: LineCursor
    private var recordCount = 0
    private var isAtEnd = false
    private var isDone = false
    /// The raw bytes of the open record were let go, for it is over the limit.
    private var isOversized = false
    /// Faults that cost no record, each told once for a document: where, and what.
    private var standing: [(position: Int, code: ErrorCode, message: String)] = []
    private var hasSeenNamespaceFault = false
    private var hasSeenRepair = false
    /// Faults in the document type are told where that begins: how far libxml2 follows it depends
    /// on how it is fed.
    private var doctypePlace: RecordPlace?
    private var search: Search?

    private static let wholePortion = 1 << 18
    private static let rawLimit = 1 << 16

    /// The way from a fault to the next record.
    private struct Search {
        let reject: Reject
        /// What is kept of the record at fault.
        var raw: [UInt8]
        let rawStart: Int
        /// Where to look on.
        var position: Int
        /// Where to go on if that is known.
        var known: Int?
    }

    init(_ stream: TextStream, _ input: DumpInput, _ recipe: RowRecipe, element: String) {
        self.stream = stream
        self.input = input
        self.recipe = recipe
        self.element = Array(element.utf8)
        unsafe handle = cxml_open(
            element, recipe.slotCount, input.limits.fieldBytes, input.allowsEntities ? 1 : 0)
        for wish in recipe.wishes {
            _ = unsafe cxml_want(handle, wish.path.text, wish.slot, wish.rank)
        }
        cursor = LineCursor(stream)
    }

    deinit { unsafe cxml_close(handle) }

    func take(_ chunk: DumpChunk) throws(VOCError) -> Bool {
        if isDone { return false }
        guard unsafe handle != nil, unsafe chunk.elements.handle != nil else {
            throw VOCError(.internalFault, "the XML reader could not be made")
        }
        let buffer = chunk.buffer
        unsafe buffer.append(carry.bytes)
        carry.count = 0
        let linesBefore = cursor.line
        while chunk.records.isEmpty, chunk.rejects.count < 256, !isDone {
            if search != nil {
                try lookForRecord(chunk)
                continue
            }
            while !isAtEnd, base + buffer.count - fed < portion {
                // No more than that, for what is left over is moved to the next chunk.
                let missing = portion - (base + buffer.count - fed)
                isAtEnd = try !stream.fill(
                    buffer, wanted: max(1, min(input.limits.chunkBytes, missing)))
            }
            feed(buffer)
            takeRecords(chunk)
            if unsafe cxml_fault(handle) != 0 {
                settleFault(chunk)
            } else if isAtEnd, fed == base + buffer.count {
                isDone = true
            }
            if search == nil { letGo(chunk) }
        }
        keepRest(buffer)
        chunk.lineCount = cursor.line - linesBefore + (isDone && cursor.isInLine ? 1 : 0)
        return !isDone || !chunk.records.isEmpty || !chunk.rejects.isEmpty || chunk.lineCount > 0
    }

    private func feed(_ buffer: ByteBuffer) {
        let from = fed - base
        let count = min(buffer.count - from, portion)
        fed += count
        let isLast = isAtEnd && fed == base + buffer.count
        _ = unsafe cxml_feed(handle, buffer.start + from, count, isLast ? 1 : 0)
        portion = min(portion * 2, ElementCutter.wholePortion)
        let doctype = Int(clamping: unsafe cxml_doctype_start(handle))
        if doctypePlace == nil, doctype < fed {
            var ahead = cursor
            doctypePlace = unsafe ahead.advance(to: doctype, in: buffer.start, base: base)
        }
    }

    private func keepRest(_ buffer: ByteBuffer) {
        let from = max(cursor.position, base) - base
        unsafe carry.append(
            UnsafeBufferPointer(start: buffer.start + from, count: buffer.count - from))
        base += from
    }

    /// To be called while the chunk holds no record: it takes over all that the parser has found.
    private func takeRecords(_ chunk: DumpChunk) {
        noteStandingFaults()
        unsafe cxml_hand_over(handle, chunk.elements.handle)
        var count = 0
        let records = unsafe cxml_records(chunk.elements.handle, &count)
        chunk.records.reserveCapacity(count)
        let bytes = unsafe chunk.buffer.start
        let slots = recipe.slotCount
        var cursor = cursor
        var recordCount = recordCount
        var hasStanding = !standing.isEmpty
        for index in 0..<count {
            guard let record = unsafe records?[index] else { break }
            if hasStanding {
                self.cursor = cursor
                self.recordCount = recordCount
                tellStandingFaults(chunk, before: Int(clamping: record.end))
                recordCount = self.recordCount
                hasStanding = !standing.isEmpty
            }
            recordCount += 1
            let start = Int(clamping: record.start)
            var place = unsafe cursor.advance(to: start, in: bytes, base: base)
            place.record = recordCount
            let size = Int(clamping: record.end) - start
            if record.is_cut != 0 || isOversized || size > input.limits.recordBytes {
                isOversized = false
                chunk.rejects.append((chunk.records.count, tooLarge(chunk, place, start, size)))
                continue
            }
            chunk.records.append(
                DumpChunk.Record(
                    place: place, offset: start - base, count: size, firstField: record.first,
                    fieldCount: slots))
        }
        self.cursor = cursor
        self.recordCount = recordCount
        tellStandingFaults(chunk, before: min(fed, Int(clamping: unsafe cxml_position(handle))))
    }

    private func tooLarge(
        _ chunk: DumpChunk, _ place: RecordPlace, _ start: Int, _ size: Int
    ) -> Reject {
        let from = start - base
        let raw =
            start < base
            ? [] : chunk.buffer.copy(from..<from + min(size, ElementCutter.rawLimit))
        return Reject(
            .recordTooLarge, "this record or a field of it is longer than allowed",
            at: place.origin(input.path), raw: raw)
    }

    /// Moves the cursor to the first byte that is still needed; without records the bytes before it
    /// go at once.
    private func letGo(_ chunk: DumpChunk) {
        let buffer = chunk.buffer
        let parsed = min(Int(clamping: unsafe cxml_position(handle)), fed)
        var needed = parsed
        let open = unsafe cxml_open_record(handle)
        if open != UInt64.max {
            needed = min(parsed, Int(clamping: open))
            if parsed - needed > input.limits.recordBytes {
                if nestedStart != nil {
                    settleFault(chunk)
                    return
                }
                isOversized = true
                needed = parsed
            }
        }
        if isDone { needed = base + buffer.count }
        see(chunk, upTo: needed)
    }

    private func see(_ chunk: DumpChunk, upTo needed: Int) {
        guard needed > cursor.position else { return }
        _ = unsafe cursor.advance(to: needed, in: chunk.buffer.start, base: base)
        if chunk.records.isEmpty {
            chunk.buffer.removeFirst(needed - base)
            base = needed
        }
    }

    // MARK: Faults

    /// Where a record began inside the open one, if its bytes are still here.
    private var nestedStart: Int? {
        let start = Int(clamping: unsafe cxml_nested_start(handle))
        return start == Int.max || start < cursor.position ? nil : start
    }

    /// Notes faults that cost no record, to be told before the record they stand in.
    private func noteStandingFaults() {
        if !hasSeenNamespaceFault, unsafe cxml_namespace_fault(handle) != 0 {
            hasSeenNamespaceFault = true
            standing.append(
                (
                    Int(clamping: unsafe cxml_namespace_offset(handle)), .xmlUnboundPrefix,
                    "a namespace is not declared as it should be; names are taken as written"
                ))
        }
        if !hasSeenRepair, let position = stream.firstRepair {
            hasSeenRepair = true
            standing.append(
                (
                    position, .xmlBadEncoding,
                    "these bytes are not in the document's encoding and are read as U+FFFD"
                ))
        }
        standing.sort { $0.position < $1.position }
    }

    /// The document declares another kind of encoding than it is in; `position` is that of the
    /// declaration.
    func noteWrongDeclaration(at position: Int) {
        standing.append(
            (position, .xmlBadEncoding, "the document is not in the encoding it declares"))
    }

    private func tellStandingFaults(_ chunk: DumpChunk, before end: Int) {
        if standing.isEmpty { return }
        while let first = standing.first, first.position < end {
            standing.removeFirst()
            recordCount += 1
            var ahead = cursor
            let position = min(first.position, base + chunk.buffer.count)
            var place = unsafe ahead.advance(to: position, in: chunk.buffer.start, base: base)
            place.record = recordCount
            chunk.rejects.append(
                (
                    chunk.records.count,
                    Reject(first.code, first.message, at: place.origin(input.path))
                ))
        }
    }

    /// Settles what is lost with the fault that stopped the parser, and where to look for more.
    private func settleFault(_ chunk: DumpChunk) {
        let buffer = chunk.buffer
        let end = base + buffer.count
        let fault = unsafe cxml_fault(handle)
        let declaresEntities = fault == Int32(CXML_DECLARES_ENTITIES)
        let open = Int(clamping: unsafe cxml_open_record(handle))
        let nested = nestedStart
        var position = min(Int(clamping: unsafe cxml_fault_offset(handle)), end)
        // A document that just stops is at fault where it stops.
        if isAtEnd, fed == end, unsafe cxml_ended_short(handle) != 0 { position = end }
        if let nested { position = nested }
        position = max(position, cursor.position)
        var ahead = cursor
        var place = unsafe ahead.advance(to: position, in: buffer.start, base: base)
        recordCount += 1
        let line = Int(unsafe cxml_fault_line(handle))
        if let doctypePlace, unsafe cxml_fault_in_doctype(handle) != 0 {
            place = doctypePlace
        } else if nested == nil, line > place.line {
            // libxml2 looks ahead: its own line is nearer to the cause.
            place.line = line
            place.column = Int(unsafe cxml_fault_column(handle))
        }
        place.record = recordCount
        let reject = reject(declaresEntities, isNested: nested != nil, place)
        isOversized = false
        let isInDoctype = unsafe cxml_fault_in_doctype(handle) != 0
        if declaresEntities || isInDoctype || fault == Int32(CXML_NO_MEMORY) || element.isEmpty {
            // The document as a whole is refused: there is no record to show or to look for.
            chunk.rejects.append((chunk.records.count, reject))
            isDone = true
            see(chunk, upTo: position)
            return
        }
        var rawStart = position
        if open < position, open >= base {
            rawStart = open
        } else if let tag = lastTag(buffer, before: position) {
            rawStart = tag
        }
        search = Search(
            reject: reject,
            raw: buffer.copy(rawStart - base..<rawStart - base + ElementCutter.rawLimit),
            rawStart: rawStart, position: max(position, open < position ? open + 1 : 0),
            known: nested)
    }

    private func reject(_ declaresEntities: Bool, isNested: Bool, _ place: RecordPlace) -> Reject {
        let origin = place.origin(input.path)
        if declaresEntities {
            return Reject(
                .xmlDeclaresEntities, "the document declares entities of its own", at: origin)
        }
        if isNested {
            return Reject(
                .xmlMalformed, "a record begins here before the one before it has ended",
                at: origin)
        }
        if unsafe cxml_ended_short(handle) != 0 {
            return Reject(.xmlMalformed, "the XML ends here in the middle", at: origin)
        }
        let reason = unsafe String(cString: cxml_fault_reason(handle))
        return Reject(.xmlMalformed, "the XML is not well formed here (\(reason))", at: origin)
    }

    /// Looks for the next start tag of a record, letting go of what is passed.
    private func lookForRecord(_ chunk: DumpChunk) throws(VOCError) {
        guard var search else { return }
        let buffer = chunk.buffer
        let found = search.known ?? recordStart(buffer, from: search.position - base)
        if let found {
            endSearch(chunk, at: found)
            let place = unsafe cursor.advance(to: found, in: buffer.start, base: base)
            _ = unsafe cxml_resume(
                handle, UInt64(found), Int32(clamping: place.line), search.known == nil ? 0 : 1)
            fed = found
            portion = 1 << 12
            return
        }
        if isAtEnd {
            endSearch(chunk, at: base + buffer.count)
            see(chunk, upTo: base + buffer.count)
            isDone = true
            return
        }
        // The tag may begin in the last bytes.
        search.position = max(search.position, base + buffer.count - element.count - 1)
        self.search = search
        see(chunk, upTo: search.position)
        let before = buffer.count
        isAtEnd = try !stream.fill(buffer, wanted: max(1, input.limits.chunkBytes))
        let room = ElementCutter.rawLimit - search.raw.count
        if room > 0 { self.search?.raw += buffer.copy(before..<min(buffer.count, before + room)) }
    }

    private func endSearch(_ chunk: DumpChunk, at end: Int) {
        guard let search else { return }
        let count = max(0, min(end - search.rawStart, ElementCutter.rawLimit))
        let reject = search.reject
        chunk.rejects.append(
            (
                chunk.records.count,
                Reject(
                    reject.code, reject.message, at: reject.origin,
                    raw: Array(search.raw.prefix(count)))
            ))
        self.search = nil
    }

    /// The start tag of a record that the parser was in, if it was in one.
    private func lastTag(_ buffer: ByteBuffer, before position: Int) -> Int? {
        var at = position - base
        while at > cursor.position - base {
            at -= 1
            if unsafe buffer.start[at] == 0x3C {
                return recordStart(buffer, from: at) == base + at ? base + at : nil
            }
        }
        return nil
    }

    private func recordStart(_ buffer: ByteBuffer, from start: Int) -> Int? {
        let bytes = unsafe buffer.bytes
        var at = max(0, start)
        while at + element.count + 1 < bytes.count {
            let next = unsafe bytes[at + element.count + 1]
            if unsafe bytes[at] == 0x3C, next == 0x3E || next == 0x2F || next <= 0x20,
                unsafe element.elementsEqual(bytes[at + 1..<at + 1 + element.count])
            {
                return base + at
            }
            guard let tag = unsafe bytes[(at + 1)...].firstIndex(of: 0x3C) else { return nil }
            at = tag
        }
        return nil
    }
}

internal import VOCCore

/// Cuts CSV into records and fields. Columns are found by their names, whatever their order.
final class TableCutter: RecordCutter {
    /// Where a column's value goes.
    struct ColumnUse: Sendable {
        let column: Int
        let slot: Int
        let rank: UInt32
    }

    let dialect: CSVDialect
    private(set) var header: [String] = []
    private(set) var columnSlots: [ColumnUse] = []
    private let stream: TextStream
    private let input: DumpInput
    private let carry = ByteBuffer()
    private var isAtEnd = false
    private var next = RecordPlace(record: 0, line: 1, column: 1)
    private var isDiscarding = false
    /// Lines of the header, which count with the first chunk.
    private var headerLines = 0
    /// There is not even a header, which is still to be told.
    private var isEmptyFile = false

    init(
        _ stream: TextStream, _ input: DumpInput, _ dialect: CSVDialect, _ recipe: RowRecipe
    ) throws(VOCError) {
        self.stream = stream
        self.input = input
        self.dialect = dialect
        next.byteOffset = stream.markCount
        guard input.hasHeader else {
            useColumns(recipe)
            return
        }
        try readHeader()
        isEmptyFile = header.isEmpty
        useColumns(recipe)
        guard header.isEmpty || columnSlots.contains(where: { recipe.isEssential($0.slot) }) else {
            throw VOCError(
                .csvNoKnownColumn, "no column of this file feeds text, rating or id",
                at: Origin(file: input.path, line: 1, column: 1),
                hint: "name the columns under 'fields:'; the first line has \(header.count) of them"
            )
        }
    }

    private func readHeader() throws(VOCError) {
        let chunk = DumpChunk()
        while try take(chunk, upToRecords: 1) {
            // A header that cannot be read leaves every column without a name.
            if let reject = chunk.rejects.first?.reject {
                throw VOCError(
                    reject.code, reject.message, at: reject.origin,
                    hint: "the header cannot be read")
            }
            guard let record = chunk.records.first else {
                chunk.reset()
                continue
            }
            for index in 0..<record.fieldCount {
                let field = chunk.fields[record.firstField + index]
                var name = String(
                    decoding: chunk.buffer.copy(field.offset..<field.offset + field.count),
                    as: UTF8.self)
                if field.hasDoubledQuotes { name = CSVText.undoubled(name) }
                header.append(name)
            }
            next.record = 0
            headerLines = next.line - 1
            return
        }
        headerLines = next.line - 1
    }

    private func useColumns(_ recipe: RowRecipe) {
        for wish in recipe.wishes {
            if !input.hasHeader {
                if let number = Int(wish.path.text), number > 0 {
                    columnSlots.append(
                        ColumnUse(column: number - 1, slot: wish.slot, rank: wish.rank))
                }
                continue
            }
            let wanted = CSVText.folded(wish.path.text)
            for (column, name) in header.enumerated() where CSVText.folded(name) == wanted {
                columnSlots.append(ColumnUse(column: column, slot: wish.slot, rank: wish.rank))
            }
        }
        columnSlots.sort { ($0.rank, $0.column) < ($1.rank, $1.column) }
    }

    func take(_ chunk: DumpChunk) throws(VOCError) -> Bool { try take(chunk, upToRecords: Int.max) }

    private func take(_ chunk: DumpChunk, upToRecords limit: Int) throws(VOCError) -> Bool {
        let buffer = chunk.buffer
        unsafe buffer.append(carry.bytes)
        carry.count = 0
        if isEmptyFile {
            isEmptyFile = false
            let start = Origin(
                file: input.path, record: 1, line: 1, column: 1, byteOffset: stream.markCount)
            let reject = Reject(.csvEmpty, "this file is empty, without even a header", at: start)
            chunk.rejects.append((0, reject))
            chunk.lineCount = headerLines
            headerLines = 0
            return true
        }
        if isDiscarding, try !discard(buffer) { return false }
        var cutter = CSVCutter(dialect)
        cutter.fieldLimit = input.limits.fieldBytes
        cutter.recordLimit = input.limits.recordBytes
        var target = max(1, input.limits.chunkBytes)
        let firstLine = next.line
        var last = next
        cutting: while true {
            while !isAtEnd, buffer.count < target {
                isAtEnd = try !stream.fill(buffer, wanted: target - buffer.count)
            }
            records: while chunk.records.count < limit, cutter.position < buffer.count {
                let start = cutter.position
                let firstField = chunk.fields.count
                last.line = firstLine + cutter.lines
                let outcome = unsafe cutter.cut(
                    buffer.start, count: buffer.count, isLast: isAtEnd, into: &chunk.fields)
                if outcome == .incomplete { break }
                let place = last
                switch outcome {
                case .record:
                    last.record += 1
                    var here = place
                    here.record = last.record
                    chunk.records.append(
                        DumpChunk.Record(
                            place: here, offset: start, count: cutter.position - start,
                            firstField: firstField, fieldCount: chunk.fields.count - firstField))
                case .blank, .incomplete: break
                case .unclosedQuote, .strayQuote, .tooLarge:
                    let isInside = unsafe cutter.skipFaultyLine(
                        buffer.start, count: buffer.count, isLast: isAtEnd)
                    let isLong = cutter.faultOffset - start > input.limits.fieldBytes
                    if !isInside, !isLong, outcome != .tooLarge { break records }
                    last.record += 1
                    reject(outcome, chunk, cutter, start: start, place: last, firstLine: firstLine)
                    if !isInside {
                        // The rest of this line is not here yet and may be long.
                        isDiscarding = true
                        cutter.position = buffer.count
                        cutter.lines = cutter.faultLine
                    }
                }
                last.byteOffset += offsetCount(buffer, start..<cutter.position)
                if isDiscarding { break cutting }
            }
            if chunk.records.count >= limit || isAtEnd { break }
            if !chunk.records.isEmpty || !chunk.rejects.isEmpty { break }
            target = max(target * 2, buffer.count * 2)
        }
        last.line = firstLine + cutter.lines
        unsafe carry.append(
            UnsafeBufferPointer(
                start: buffer.start + cutter.position, count: buffer.count - cutter.position))
        buffer.count = cutter.position
        buffer.clearPadding()
        chunk.lineCount = last.line - firstLine
        if isAtEnd, carry.count == 0, buffer.count > 0,
            unsafe !isLineEnd(buffer.start[buffer.count - 1])
        {
            chunk.lineCount += 1
        }
        chunk.lineCount += headerLines
        headerLines = 0
        next = last
        return buffer.count > 0 || !chunk.rejects.isEmpty || (!isAtEnd && carry.count > 0)
    }

    private func isLineEnd(_ byte: UInt8) -> Bool {
        byte == 0x0A || (byte == 0x0D && dialect.endsLinesWithCR)
    }

    private func offsetCount(_ buffer: ByteBuffer, _ range: Range<Int>) -> Int {
        unsafe stream.encoding.originalCount(
            of: UnsafeBufferPointer(start: buffer.start + range.lowerBound, count: range.count))
    }

    private func reject(
        _ outcome: CSVCutter.Outcome, _ chunk: DumpChunk, _ cutter: CSVCutter, start: Int,
        place: RecordPlace, firstLine: Int
    ) {
        var origin = place.origin(input.path)
        origin.line = firstLine + cutter.faultLine
        origin.column = cutter.faultOffset - cutter.faultLineStart + 1
        origin.byteOffset += offsetCount(chunk.buffer, start..<cutter.faultOffset)
        let (code, message): (ErrorCode, String) =
            switch outcome {
            case .unclosedQuote: (.csvUnclosedQuote, "the quote opened here is never closed")
            case .strayQuote: (.csvStrayQuote, "a quote may not stand here")
            default: (.recordTooLarge, "a field or record is longer than allowed")
            }
        if outcome == .tooLarge {
            origin.line = place.line
            origin.column = 1
            origin.byteOffset = place.byteOffset
        }
        let end = max(cutter.position, min(cutter.faultOffset + 1, chunk.buffer.count))
        let raw = chunk.buffer.copy(start..<min(end, start + 1 << 16))
        chunk.rejects.append((chunk.records.count, Reject(code, message, at: origin, raw: raw)))
    }

    /// Passes over the rest of a line, holding none of it; false at the end of the file.
    private func discard(_ buffer: ByteBuffer) throws(VOCError) -> Bool {
        while true {
            if buffer.count == 0 {
                isAtEnd = try !stream.fill(buffer, wanted: 1 << 20)
                if isAtEnd { return false }
            }
            if let end = unsafe buffer.bytes.firstIndex(where: isLineEnd) {
                next.byteOffset += offsetCount(buffer, 0..<end + 1)
                next.line += 1
                buffer.removeFirst(end + 1)
                isDiscarding = false
                return true
            }
            next.byteOffset += offsetCount(buffer, 0..<buffer.count)
            buffer.count = 0
        }
    }
}

/// Small things that CSV does to text.
enum CSVText {
    /// A header's name for comparing: lower case, single spaces, none around.
    static func folded(_ name: String) -> String {
        name.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    static func undoubled(_ text: String) -> String {
        var result: [UInt8] = []
        var isSecond = false
        for byte in text.utf8 {
            if byte == 0x22, !isSecond {
                isSecond = true
                result.append(byte)
                continue
            }
            if !(byte == 0x22 && isSecond) { result.append(byte) }
            isSecond = false
        }
        return String(decoding: result, as: UTF8.self)
    }
}

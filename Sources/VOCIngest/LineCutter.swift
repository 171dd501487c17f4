internal import CJSON
internal import Glibc
internal import VOCCore

/// Cuts NDJSON at line ends; everything else is left to the decoding.
final class LineCutter: RecordCutter {
    private let stream: TextStream
    private let input: DumpInput
    private let carry = ByteBuffer()
    private var isAtEnd = false
    private var isDone = false
    private var next = RecordPlace(record: 0, line: 1, column: 1)

    init(_ stream: TextStream, _ input: DumpInput) throws(VOCError) {
        self.stream = stream
        self.input = input
        next.byteOffset = stream.markCount
        guard let range = input.range else { return }
        guard stream.encoding == .utf8 else {
            throw VOCError(
                .encodingUnsupported, "a part of a file can be read in UTF-8 only",
                at: Origin(file: input.path))
        }
        if range.lowerBound > 0 { try skip(to: range.lowerBound) }
    }

    /// The first line of a range is the first that starts in it.
    private func skip(to lower: Int) throws(VOCError) {
        try stream.seek(to: lower - 1)
        next.byteOffset = lower - 1
        while true {
            if carry.count == 0, try !stream.fill(carry, wanted: 1 << 16) {
                isAtEnd = true
                return
            }
            if let end = firstLineEnd(carry, from: 0) {
                next.byteOffset += end + 1
                carry.removeFirst(end + 1)
                return
            }
            next.byteOffset += carry.count
            carry.count = 0
        }
    }

    func take(_ chunk: DumpChunk) throws(VOCError) -> Bool {
        let buffer = chunk.buffer
        unsafe buffer.append(carry.bytes)
        carry.count = 0
        if isDone { return false }
        if let upper = input.range?.upperBound, next.byteOffset >= upper { return false }
        var target = max(1, input.limits.chunkBytes)
        var cut = 0
        while true {
            while !isAtEnd, buffer.count < target {
                isAtEnd = try !stream.fill(buffer, wanted: target - buffer.count)
            }
            if let end = lastLineEnd(buffer) {
                cut = end + 1
                break
            }
            if isAtEnd {
                cut = buffer.count
                break
            }
            if buffer.count > input.limits.recordBytes {
                try discardLine(chunk)
                return true
            }
            target = max(target * 2, buffer.count * 2)
        }
        if isAtEnd { cut = buffer.count }
        if cut == 0 { return false }
        if let upper = input.range?.upperBound, next.byteOffset + cut >= upper {
            isDone = true
            if let end = firstLineEnd(buffer, from: max(0, upper - 1 - next.byteOffset)) {
                cut = min(cut, end + 1)
            }
        }
        let rest = unsafe UnsafeBufferPointer(start: buffer.start + cut, count: buffer.count - cut)
        unsafe carry.append(rest)
        buffer.count = cut
        buffer.clearPadding()
        chunk.start = next
        var filled = 0
        let ends = unsafe cjson_lines_find(chunk.lineEnds.handle, buffer.start, cut, &filled)
        let endsOpen = unsafe buffer.start[cut - 1] != 0x0A
        chunk.lineCount = ends + (endsOpen ? 1 : 0)
        next.line += ends
        next.record += filled
        next.byteOffset += unsafe stream.encoding.originalCount(of: buffer.bytes)
        return true
    }

    /// Leaves out a line that is longer than a record may be, holding no more than its beginning.
    private func discardLine(_ chunk: DumpChunk) throws(VOCError) {
        let buffer = chunk.buffer
        var origin = Origin(file: input.path, byteOffset: next.byteOffset)
        if input.range == nil {
            origin.record = next.record + 1
            origin.line = next.line
            origin.column = 1
        }
        let reject = Reject(
            .recordTooLarge, "this line is longer than \(input.limits.recordBytes) bytes",
            at: origin,
            raw: buffer.copy(0..<1 << 16))
        chunk.rejects.append((0, reject))
        chunk.start = next
        chunk.lineCount = 1
        next.line += 1
        next.record += 1
        while true {
            if let end = firstLineEnd(buffer, from: 0) {
                let line = unsafe UnsafeBufferPointer(start: buffer.start, count: end + 1)
                next.byteOffset += unsafe stream.encoding.originalCount(of: line)
                buffer.removeFirst(end + 1)
                break
            }
            next.byteOffset += unsafe stream.encoding.originalCount(of: buffer.bytes)
            buffer.count = 0
            if try !stream.fill(buffer, wanted: 1 << 20) {
                isAtEnd = true
                break
            }
        }
        unsafe carry.append(buffer.bytes)
        buffer.count = 0
    }

    private func lastLineEnd(_ buffer: ByteBuffer) -> Int? {
        var at = buffer.count - 1
        while at >= 0, unsafe buffer.start[at] != 0x0A { at -= 1 }
        return at >= 0 ? at : nil
    }

    private func firstLineEnd(_ buffer: ByteBuffer, from start: Int) -> Int? {
        guard start < buffer.count,
            let found = unsafe memchr(buffer.start + start, 0x0A, buffer.count - start)
        else { return nil }
        return unsafe UnsafeRawPointer(buffer.start).distance(to: UnsafeRawPointer(found))
    }
}

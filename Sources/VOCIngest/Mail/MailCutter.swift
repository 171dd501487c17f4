internal import CJSON
internal import CMail
internal import Glibc
internal import VOCCore

/// Cuts an mbox at its `From ` lines, message by message; a single message is one record.
///
/// A `From ` line counts where it follows a blank line (or nothing) and bears a date: programs that
/// should have quoted such a line in a text do not always.
final class MailCutter: RecordCutter {
    private let stream: TextStream
    private let input: DumpInput
    private let isMbox: Bool
    private let carry = ByteBuffer()
    /// How far `carry` was searched for the end of its message.
    private var searched = 0
    private var isAtEnd = false
    /// Inside of a message that is over the limit and was rejected.
    private var isDiscarding = false
    private var next = RecordPlace(record: 0, line: 1, column: 1)

    init(_ stream: TextStream, _ input: DumpInput, isMbox: Bool) {
        self.stream = stream
        self.input = input
        self.isMbox = isMbox
        next.byteOffset = stream.markCount
    }

    func take(_ chunk: DumpChunk) throws(VOCError) -> Bool {
        let buffer = chunk.buffer
        unsafe buffer.append(carry.bytes)
        carry.count = 0
        var target = max(1, input.limits.chunkBytes)
        var start = 0
        var at = searched
        let firstLine = next.line
        while true {
            while !isAtEnd, buffer.count < target {
                isAtEnd = try !stream.fill(buffer, wanted: target - buffer.count)
            }
            while let end = messageEnd(buffer, &at, from: start) {
                endMessage(chunk, start..<end)
                start = end
            }
            if isAtEnd {
                if start < buffer.count { endMessage(chunk, start..<buffer.count) }
                start = buffer.count
                at = start
                break
            }
            if isDiscarding {
                // Nothing of it is kept but the line that may turn out to be the next message's.
                let keep = min(at, buffer.count)
                advance(buffer, start..<keep)
                buffer.removeFirst(keep)
                (start, at) = (0, at - keep)
                if !chunk.rejects.isEmpty { break }
                target = buffer.count + max(1, input.limits.chunkBytes)
                continue
            }
            if !chunk.records.isEmpty || !chunk.rejects.isEmpty { break }
            if buffer.count - start > input.limits.recordBytes {
                // No record stands before it in this chunk: its bytes can go.
                discard(chunk, from: start)
                continue
            }
            target = max(target * 2, buffer.count * 2)
        }
        unsafe carry.append(
            UnsafeBufferPointer(start: buffer.start + start, count: buffer.count - start))
        searched = at - start
        buffer.count = start
        buffer.clearPadding()
        chunk.lineCount = next.line - firstLine
        if isAtEnd, start > 0, unsafe buffer.start[start - 1] != 0x0A { chunk.lineCount += 1 }
        return !chunk.records.isEmpty || !chunk.rejects.isEmpty || chunk.lineCount > 0
    }

    /// Counts the lines and bytes of a stretch that is done with.
    private func advance(_ buffer: ByteBuffer, _ range: Range<Int>) {
        var last = 0
        next.line += unsafe cjson_count_feeds(buffer.start + range.lowerBound, range.count, &last)
        next.byteOffset += range.count
    }

    private func endMessage(_ chunk: DumpChunk, _ range: Range<Int>) {
        let buffer = chunk.buffer
        defer { advance(buffer, range) }
        if isDiscarding {
            isDiscarding = false
            return
        }
        // Blank lines before the first message or after the last are nobody's.
        guard unsafe buffer.bytes[range].contains(where: { $0 > 0x20 }) else { return }
        next.record += 1
        guard range.count <= input.limits.recordBytes else {
            reject(chunk, from: range.lowerBound)
            return
        }
        chunk.records.append(
            DumpChunk.Record(place: next, offset: range.lowerBound, count: range.count))
    }

    private func discard(_ chunk: DumpChunk, from start: Int) {
        next.record += 1
        isDiscarding = true
        reject(chunk, from: start)
    }

    private func reject(_ chunk: DumpChunk, from start: Int) {
        let raw = chunk.buffer.copy(start..<start + 1 << 16)
        chunk.rejects.append(
            (
                chunk.records.count,
                Reject(
                    .recordTooLarge,
                    "this message is longer than \(input.limits.recordBytes) bytes",
                    at: next.origin(input.path), raw: raw)
            ))
    }

    // MARK: - From lines

    /// The start of the next `From ` line after `at`; nil if none is complete yet. `at` moves on to
    /// where the search is to be taken up.
    private func messageEnd(_ buffer: ByteBuffer, _ at: inout Int, from start: Int) -> Int? {
        guard isMbox else { return nil }
        at = max(at, start)
        let bytes = unsafe buffer.start
        while at < buffer.count {
            let count = buffer.count - at
            guard let found = unsafe cmail_find_line(bytes + at, count, 0x46) else {
                // Its line feed may stand at the end.
                at = max(at, buffer.count - 1)
                return nil
            }
            let line = unsafe UnsafeRawPointer(bytes).distance(to: UnsafeRawPointer(found))
            let rest = buffer.count - line
            // The line feed before it is where the search is taken up.
            if rest >= 5, unsafe memcmp(found, "From ", 5) != 0 {
                at = line
                continue
            }
            let end = unsafe memchr(bytes + line, 0x0A, rest).map {
                unsafe UnsafeRawPointer(bytes).distance(to: UnsafeRawPointer($0))
            }
            if end == nil, !isAtEnd, rest < 4096 {
                at = line - 1
                return nil
            }
            at = line
            let text = unsafe UnsafeBufferPointer(
                rebasing: buffer.bytes[line..<(end ?? buffer.count)])
            if isAfterBlankLine(buffer, line), unsafe FromLine.isOne(text) { return line }
        }
        return nil
    }

    private func isAfterBlankLine(_ buffer: ByteBuffer, _ line: Int) -> Bool {
        var before = line - 2
        if before >= 0, unsafe buffer.start[before] == 0x0D { before -= 1 }
        return before < 0 || (unsafe buffer.start[before]) == 0x0A
    }
}

/// The line that separates the messages of an mbox: `From who@where Tue Jan 21 05:30:14 2014`.
enum FromLine {
    private static let names: [StaticString] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// Whether the line bears the name of a month, a time of day and a year.
    static func isOne(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        guard line.count < 1000, unsafe line.starts(with: "From ".utf8) else { return false }
        var hasTime = false
        var hasYear = false
        var hasMonth = false
        var at = 5
        while at < line.count {
            let byte = unsafe line[at]
            let isStart = unsafe line[at - 1] == 0x20
            if isStart, byte &- 0x30 < 10 {
                var end = at
                while end < line.count, unsafe line[end] &- 0x30 < 10 { end += 1 }
                if end < line.count, unsafe line[end] == 0x3A, end - at <= 2 { hasTime = true }
                if end - at == 4, unsafe line[at] == 0x31 || line[at] == 0x32 { hasYear = true }
                at = end
            } else if isStart, at + 3 < line.count {
                for name in names
                where unsafe line[at] == name.utf8Start[0] && line[at + 1] == name.utf8Start[1]
                    && line[at + 2] == name.utf8Start[2]
                {
                    hasMonth = true
                }
                at += 1
            } else {
                at += 1
            }
        }
        return hasTime && hasYear && hasMonth
    }

    /// The date at the line's end: all after the second word.
    static func date(_ line: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        let start = unsafe line.dropFirst(5).drop { $0 != 0x20 }.drop { $0 == 0x20 }.startIndex
        var end = line.count
        while end > start, unsafe line[end - 1] <= 0x20 { end -= 1 }
        return unsafe UnsafeBufferPointer(rebasing: line[start..<end])
    }

    /// Takes one `>` from each line that was `From ` with any number of them before: what mbox
    /// writers put there. False if there is none, and nothing is copied.
    static func unquote(_ message: UnsafeBufferPointer<UInt8>, into target: ByteBuffer) -> Bool {
        guard message.count > 0, let start = message.baseAddress else { return false }
        target.count = 0
        var copied = 0
        var next = unsafe start[0] == 0x3E ? 0 : quotedLine(message, after: 0)
        while let line = next {
            var place = line
            while place < message.count, unsafe start[place] == 0x3E { place += 1 }
            if place + 5 <= message.count, unsafe memcmp(start + place, "From ", 5) == 0 {
                unsafe target.append(UnsafeBufferPointer(rebasing: message[copied..<line]))
                copied = line + 1
            }
            next = unsafe quotedLine(message, after: place)
        }
        guard copied > 0 else { return false }
        unsafe target.append(UnsafeBufferPointer(rebasing: message[copied...]))
        return true
    }

    private static func quotedLine(
        _ message: UnsafeBufferPointer<UInt8>, after at: Int
    ) -> Int? {
        guard let start = message.baseAddress, at < message.count,
            let found = unsafe cmail_find_line(start + at, message.count - at, 0x3E)
        else { return nil }
        return unsafe UnsafeRawPointer(start).distance(to: UnsafeRawPointer(found))
    }
}

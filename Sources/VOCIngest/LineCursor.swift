internal import Glibc
internal import VOCCore

/// Follows a stream of UTF-8 bytes and knows line, column and the offset in the file as it was
/// encoded.
struct LineCursor {
    let encoding: TextEncoding
    /// The next byte to look at, in UTF-8 bytes from the start of the text.
    private(set) var position = 0
    private(set) var line = 1
    private var lineStart = 0
    private(set) var originalOffset: Int

    /// Whether something stands between the last line end and here.
    var isInLine: Bool { position > lineStart }

    init(_ stream: TextStream) {
        encoding = stream.encoding
        originalOffset = stream.markCount
    }

    /// Moves on to `target`, seeing the bytes between, and tells the place. `base` is the position
    /// of `bytes[0]`.
    mutating func advance(to target: Int, in bytes: UnsafePointer<UInt8>, base: Int) -> RecordPlace
    {
        if target > position {
            let start = unsafe bytes + (position - base)
            let count = target - position
            var at = 0
            while at < count, let found = unsafe memchr(start + at, 0x0A, count - at) {
                at = unsafe UnsafeRawPointer(start).distance(to: UnsafeRawPointer(found)) + 1
                line += 1
                lineStart = position + at
            }
            originalOffset += unsafe encoding.originalCount(
                of: UnsafeBufferPointer(start: start, count: count))
            position = target
        }
        return RecordPlace(
            record: 0, line: line, column: position - lineStart + 1, byteOffset: originalOffset)
    }
}

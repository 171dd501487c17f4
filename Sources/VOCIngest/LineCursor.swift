internal import CJSON
internal import VOCCore

/// Follows a stream of UTF-8 bytes and knows line, column and the offset in the file as it was
/// encoded.
struct LineCursor {
    private let encoding: TextEncoding
    private let isUTF8: Bool
    /// The next byte to look at, in UTF-8 bytes from the start of the text.
    private(set) var position = 0
    private(set) var line = 1
    private var lineStart = 0
    private(set) var originalOffset: Int

    /// Whether something stands between the last line end and here.
    var isInLine: Bool { position > lineStart }

    init(_ stream: TextStream) {
        encoding = stream.encoding
        isUTF8 = encoding == .utf8
        originalOffset = stream.markCount
    }

    /// Moves on to `target`, seeing the bytes between, and tells the place. `base` is the position
    /// of `bytes[0]`.
    mutating func advance(to target: Int, in bytes: UnsafePointer<UInt8>, base: Int) -> RecordPlace
    {
        if target > position {
            let start = unsafe bytes + (position - base)
            let count = target - position
            var last = 0
            let feeds = unsafe cjson_count_feeds(start, count, &last)
            line += feeds
            if feeds > 0 { lineStart = position + last }
            originalOffset +=
                isUTF8
                ? count
                : unsafe encoding.originalCount(
                    of: UnsafeBufferPointer(start: start, count: count))
            position = target
        }
        return RecordPlace(
            record: 0, line: line, column: position - lineStart + 1, byteOffset: originalOffset)
    }
}

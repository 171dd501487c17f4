/// A text with `[[` and `]]` around the places a test speaks of.
public struct Marked: Sendable, CustomStringConvertible {
    /// The text without the marks.
    public let text: String
    /// UTF-8 ranges of the marked places, in order.
    public let spans: [Range<Int>]
    public let description: String

    public init(_ marked: String) {
        description = marked
        var bytes: [UInt8] = []
        var spans: [Range<Int>] = []
        var start = 0
        let source = Array(marked.utf8)
        var index = 0
        while index < source.count {
            let pair = index + 1 < source.count ? (source[index], source[index + 1]) : (0, 0)
            if pair == (UInt8(ascii: "["), UInt8(ascii: "[")) {
                start = bytes.count
                index += 2
            } else if pair == (UInt8(ascii: "]"), UInt8(ascii: "]")) {
                spans.append(start..<bytes.count)
                index += 2
            } else {
                bytes.append(source[index])
                index += 1
            }
        }
        text = String(decoding: bytes, as: UTF8.self)
        self.spans = spans
    }
}

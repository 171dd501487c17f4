internal import Glibc
internal import VOCCore

/// A dump as UTF-8 bytes, whatever encoding and compression it came in.
///
/// A UTF-8 file is passed through unchanged: invalid bytes in it are repaired where a field is
/// read.
@safe final class TextStream {
    let source: ByteSource
    private(set) var encoding: TextEncoding
    /// The length of the byte-order mark.
    let markCount: Int
    private var transcoder: Transcoder
    private let raw = ByteBuffer(capacity: 1 << 18)
    private var rawTaken = 0
    private var isSourceAtEnd = false
    private var mustRepair = false

    static let headCount = 1 << 18

    /// Looks at up to 256 KiB to settle the encoding.
    init(_ source: ByteSource, encoding named: TextEncoding?) throws(VOCError) {
        self.source = source
        while raw.count < TextStream.headCount {
            let room = TextStream.headCount - raw.count
            let got = try unsafe source.read(into: raw.start + raw.count, count: room)
            if got == 0 {
                isSourceAtEnd = true
                break
            }
            raw.count += got
        }
        let (sniffed, mark) = unsafe TextEncoding.sniff(raw.bytes, isWhole: isSourceAtEnd)
        encoding = named ?? sniffed
        markCount = sniffed == encoding ? mark : 0
        rawTaken = markCount
        transcoder = Transcoder(encoding)
    }

    /// The head as UTF-8, for looking at.
    var head: [UInt8] {
        let text = ByteBuffer(capacity: raw.count + 64)
        var transcoder = Transcoder(encoding)
        let rest = unsafe UnsafeBufferPointer(
            start: raw.start + markCount, count: max(0, raw.count - markCount))
        unsafe transcoder.append(rest, to: text, isLast: isSourceAtEnd)
        return unsafe Array(text.bytes)
    }

    var isHeadWhole: Bool { isSourceAtEnd }

    /// Bytes that were not valid and became U+FFFD here.
    var repairs: Int { transcoder.repairs }

    /// Makes the whole stream valid UTF-8, in the encoding that the document declares unless its
    /// bytes say otherwise.
    ///
    /// To be called before the first `fill`.
    func repairAll(declared: TextEncoding?) {
        mustRepair = true
        guard markCount == 0, encoding == .utf8 || encoding == .windows1252, let declared,
            declared == .utf8 || declared == .windows1252
        else { return }
        encoding = declared
        transcoder = Transcoder(declared)
    }

    /// Hands the bytes on as they are, whatever encoding they look like.
    ///
    /// To be called before the first `fill`.
    func passThrough() {
        encoding = .utf8
        transcoder = Transcoder(.utf8)
        mustRepair = false
    }

    /// Forgets the head and goes on from a byte of the file.
    func seek(to offset: Int) throws(VOCError) {
        try source.seek(to: offset)
        raw.count = 0
        rawTaken = 0
        isSourceAtEnd = false
    }

    /// Appends about `wanted` bytes of text to `target`; false at the end, with nothing appended.
    func fill(_ target: ByteBuffer, wanted: Int) throws(VOCError) -> Bool {
        let before = target.count
        while target.count == before {
            if rawTaken < raw.count {
                let count = min(wanted, raw.count - rawTaken)
                let part = unsafe UnsafeBufferPointer(start: raw.start + rawTaken, count: count)
                rawTaken += count
                let isLast = isSourceAtEnd && rawTaken == raw.count
                if encoding == .utf8, !mustRepair {
                    unsafe target.append(part)
                } else {
                    unsafe transcoder.append(part, to: target, isLast: isLast)
                }
                continue
            }
            if isSourceAtEnd { return false }
            if encoding == .utf8, !mustRepair {
                target.reserve(target.count + wanted)
                let got = try unsafe source.read(into: target.start + target.count, count: wanted)
                if got == 0 { isSourceAtEnd = true }
                target.count += got
            } else {
                raw.count = 0
                rawTaken = 0
                raw.reserve(wanted)
                raw.count = try unsafe source.read(into: raw.start, count: wanted)
                if raw.count == 0 {
                    isSourceAtEnd = true
                    unsafe transcoder.append(
                        UnsafeBufferPointer(start: raw.start, count: 0), to: target, isLast: true)
                }
            }
        }
        return true
    }
}

internal import Glibc
internal import VOCCore

/// A dump as UTF-8 bytes, whatever encoding and compression it came in.
///
/// A UTF-8 file is passed through unchanged: invalid bytes in it are counted by chunk and repaired
/// where a field is read.
@safe final class TextStream {
    let source: ByteSource
    private(set) var encoding: TextEncoding
    /// The length of the byte-order mark.
    let markCount: Int
    private var transcoder: Transcoder
    private let raw = ByteBuffer(capacity: 1 << 14)
    private var rawTaken = 0
    private var isSourceAtEnd = false
    private var mustRepair = false

    static let headCount = 1 << 18

    /// Looks at up to 256 KiB to settle the encoding.
    ///
    /// A source that is only the beginning of the text is not `isWhole`.
    init(
        _ source: ByteSource, encoding named: TextEncoding?, isWhole: Bool = true
    ) throws(VOCError) {
        self.source = source
        while raw.count < TextStream.headCount {
            if raw.count == raw.capacity { raw.reserve(TextStream.headCount) }
            let room = raw.capacity - raw.count
            let got = try unsafe source.read(into: raw.start + raw.count, count: room)
            if got == 0 {
                isSourceAtEnd = isWhole
                break
            }
            raw.count += got
        }
        let marked = unsafe TextEncoding.mark(of: raw.bytes)
        encoding =
            unsafe named ?? marked?.encoding
            ?? TextEncoding.sniff(raw.bytes, isWhole: isSourceAtEnd)
        markCount = marked?.encoding == encoding ? marked?.count ?? 0 : 0
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

    /// Sequences without meaning so far, each of which became one U+FFFD.
    var repairs: Int { transcoder.repairs }

    /// Whether the bytes of a UTF-8 file are passed through, invalid ones as well.
    var passesThrough: Bool { encoding == .utf8 && !mustRepair }

    /// Where the first that was replaced here stands, in bytes of the text.
    private(set) var firstRepair: Int?
    private var textCount = 0

    /// Makes the whole stream valid UTF-8.
    ///
    /// To be called before the first `fill`.
    func repairAll() { mustRepair = true }

    /// Hands the bytes on as they are, whatever encoding they look like.
    ///
    /// To be called before the first `fill`.
    func passThrough() {
        encoding = .utf8
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
        let isWhole = try append(to: target, wanted)
        if firstRepair == nil, transcoder.repairs > 0 {
            var at = before
            while at + 2 < target.count, unsafe !isReplacement(target.start + at) { at += 1 }
            firstRepair = textCount + at - before
        }
        textCount += target.count - before
        return isWhole
    }

    private func isReplacement(_ bytes: UnsafePointer<UInt8>) -> Bool {
        unsafe bytes[0] == 0xEF && bytes[1] == 0xBF && bytes[2] == 0xBD
    }

    private func append(to target: ByteBuffer, _ wanted: Int) throws(VOCError) -> Bool {
        let before = target.count
        while target.count == before {
            if rawTaken < raw.count {
                let count = min(wanted, raw.count - rawTaken)
                let part = unsafe UnsafeBufferPointer(start: raw.start + rawTaken, count: count)
                rawTaken += count
                let isLast = isSourceAtEnd && rawTaken == raw.count
                if passesThrough {
                    unsafe target.append(part)
                } else {
                    unsafe transcoder.append(part, to: target, isLast: isLast)
                }
                continue
            }
            if isSourceAtEnd {
                return false
            }
            if passesThrough {
                target.reserve(target.count + wanted)
                let got = try unsafe source.read(into: target.start + target.count, count: wanted)
                if got == 0 { isSourceAtEnd = true }
                target.count += got
            } else {
                raw.count = 0
                rawTaken = 0
                if transcoder.isUTF8 {
                    if try readUTF8(to: target, wanted) { continue }
                } else {
                    raw.reserve(wanted)
                    raw.count = try unsafe source.read(into: raw.start, count: wanted)
                }
                if raw.count == 0 {
                    isSourceAtEnd = true
                    unsafe transcoder.append(
                        UnsafeBufferPointer(start: raw.start, count: 0), to: target, isLast: true)
                }
            }
        }
        return true
    }

    /// Reads to where the text belongs, for nearly all can stay there as it is; false if it cannot,
    /// and `raw` holds what was read.
    private func readUTF8(to target: ByteBuffer, _ wanted: Int) throws(VOCError) -> Bool {
        let kept = transcoder.pending
        target.reserve(target.count + kept.count + wanted)
        let end = unsafe target.start + target.count
        for (place, byte) in kept.enumerated() { unsafe end[place] = byte }
        let got = try unsafe source.read(into: end + kept.count, count: wanted)
        let text = unsafe UnsafeBufferPointer(
            start: UnsafePointer(end), count: kept.count + got)
        if got > 0, let count = unsafe transcoder.passOn(text) {
            target.count += count
            return true
        }
        unsafe raw.append(UnsafeBufferPointer(rebasing: text[kept.count...]))
        return false
    }
}

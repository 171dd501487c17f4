internal import CJSON
internal import VOCCore

/// Turns bytes of an encoding into UTF-8, piece by piece; what cannot be read becomes U+FFFD and is
/// counted.
struct Transcoder {
    private let decoder: CharsetDecoder?
    private var utf8Repairs = 0
    /// The beginning of a sequence that may go on in the next piece of UTF-8.
    private(set) var pending: [UInt8] = []

    init(_ encoding: TextEncoding) { decoder = encoding.decoder() }

    var isUTF8: Bool { decoder == nil }

    /// Sequences without meaning so far.
    var repairs: Int { decoder?.replaced ?? utf8Repairs }

    /// Appends the UTF-8 form of `raw` to `target`.
    mutating func append(_ raw: UnsafeBufferPointer<UInt8>, to target: ByteBuffer, isLast: Bool) {
        if let decoder {
            unsafe decoder.decode(raw, isLast: isLast) { unsafe target.append($0) }
        } else {
            unsafe appendUTF8(raw, to: target, isLast: isLast)
        }
    }

    /// How many bytes of `text` are whole and valid UTF-8; the rest is kept for the next piece. `text`
    /// begins with what is pending and is not the last. Nil, and nothing changed, if something is to
    /// be repaired.
    mutating func passOn(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
        let count = unsafe UTF8Sequences.wholeCount(of: text)
        guard unsafe cjson_is_utf8(text.baseAddress, count) != 0 else { return nil }
        pending.removeAll(keepingCapacity: true)
        unsafe pending.append(contentsOf: text[count...])
        return count
    }

    private mutating func appendUTF8(
        _ raw: UnsafeBufferPointer<UInt8>, to target: ByteBuffer, isLast: Bool
    ) {
        unsafe pending.append(contentsOf: raw)
        let count = unsafe pending.withUnsafeBufferPointer {
            unsafe isLast ? $0.count : UTF8Sequences.wholeCount(of: $0)
        }
        target.reserve(target.count + count * 3)
        var invalid: UInt32 = 0
        unsafe pending.withUnsafeBufferPointer {
            guard let start = $0.baseAddress else { return }
            if unsafe cjson_is_utf8(start, count) != 0 {
                unsafe target.append(UnsafeBufferPointer(start: start, count: count))
            } else {
                let end = unsafe target.start + target.count
                target.count += unsafe cjson_repair_utf8(start, count, end, &invalid)
            }
        }
        utf8Repairs += Int(invalid)
        pending.removeFirst(count)
    }
}

/// UTF-8 that comes in pieces.
enum UTF8Sequences {
    /// How many of `bytes` stand before a sequence at the end that may go on in the next piece.
    static func wholeCount(of bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var back = 1
        while back <= 3, back <= bytes.count {
            let byte = unsafe bytes[bytes.count - back]
            if byte >= 0xC0 {
                let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
                return back < length ? bytes.count - back : bytes.count
            }
            if byte < 0x80 { return bytes.count }
            back += 1
        }
        return bytes.count
    }

    /// How many maximal invalid sequences `bytes` hold: each would become one U+FFFD.
    static func invalidCount(in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        guard bytes.count > 0, unsafe cjson_is_utf8(bytes.baseAddress, bytes.count) == 0 else {
            return 0
        }
        var repaired = [UInt8](repeating: 0, count: bytes.count * 3)
        var invalid: UInt32 = 0
        _ = unsafe cjson_repair_utf8(bytes.baseAddress, bytes.count, &repaired, &invalid)
        return Int(invalid)
    }
}

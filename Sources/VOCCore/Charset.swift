internal import CICU

/// What ICU knows under a name.
package enum Charset {
    package enum Kind: Sendable {
        /// Every byte is a character.
        case singleByte
        /// One or more bytes a character, each text of them meaning the same wherever it stands.
        case multiByte
        /// With states, such as ISO-2022, or Unicode's own.
        case other
    }

    /// The kind of the charset with this name and the name that IANA prefers; nil if ICU knows
    /// none.
    package static func known(as label: String) -> (kind: Kind, name: String)? {
        var name = [CChar](repeating: 0, count: 80)
        let kind = unsafe cicu_charset_kind(label, &name, Int32(name.count))
        guard kind > 0 else { return nil }
        let bytes = name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return (
            kind == 1 ? .singleByte : kind == 2 ? .multiByte : .other,
            String(decoding: bytes, as: UTF8.self)
        )
    }
}

/// Converts a stream from a named charset to UTF-8; bytes without meaning become U+FFFD and are
/// counted.
// Sound: the C handle lives exactly as long as the decoder, which belongs to one task.
@safe package final class CharsetDecoder {
    /// How the Encoding Standard departs from ICU's tables, and `windows` from both: bytes without a
    /// meaning become U+FFFD there too.
    package enum Rules: Sendable { case plain, doubleByte, big5, eucKR, eucJP, gb18030, windows }

    private let handle: OpaquePointer
    private var room = [UInt8](repeating: 0, count: 1 << 14)
    /// How many sequences had no meaning in the charset so far.
    package private(set) var replaced = 0

    /// Nil if ICU does not know the charset. With `keepsASCII` bytes under 0x80 stand for
    /// themselves wherever a character begins, and runs of them are copied.
    package init?(charset: String, rules: Rules = .plain, keepsASCII: Bool = false) {
        let kind =
            switch rules {
            case .plain: CICU_PLAIN
            case .doubleByte: CICU_DOUBLE_BYTE
            case .big5: CICU_BIG5
            case .eucKR: CICU_EUC_KR
            case .eucJP: CICU_EUC_JP
            case .gb18030: CICU_GB18030
            case .windows: CICU_WINDOWS
            }
        guard let handle = unsafe cicu_decoder_open(charset, kind, keepsASCII ? 1 : 0) else {
            return nil
        }
        unsafe self.handle = handle
    }

    deinit { unsafe cicu_decoder_close(handle) }

    /// Hands the UTF-8 of `input` to `take`, piece by piece; characters may be cut between two
    /// inputs, and `isLast` ends one that is cut for good.
    package func decode(
        _ input: UnsafeBufferPointer<UInt8>, isLast: Bool,
        _ take: (UnsafeBufferPointer<UInt8>) -> Void
    ) {
        var done = 0
        while true {
            var consumed: Int32 = 0
            var count: Int64 = 0
            let part = min(input.count - done, 1 << 28)
            let ends = isLast && done + part == input.count
            let written = unsafe room.withUnsafeMutableBufferPointer { buffer in
                unsafe cicu_decode(
                    handle, input.baseAddress.map { unsafe $0 + done }, Int32(part), &consumed,
                    buffer.baseAddress, Int32(buffer.count), ends ? 1 : 0, &count)
            }
            precondition(written >= 0, "ICU could not convert: error \(-written)")
            replaced = Int(count)
            done += Int(consumed)
            if written > 0 {
                unsafe room.withUnsafeBufferPointer {
                    unsafe take(UnsafeBufferPointer(rebasing: $0[0..<Int(written)]))
                }
            } else if done == input.count {
                return
            }
        }
    }

    /// Appends the UTF-8 of `input` to `output`.
    package func decode(
        _ input: UnsafeBufferPointer<UInt8>, isLast: Bool, to output: inout [UInt8]
    ) {
        var made: [UInt8] = []
        unsafe decode(input, isLast: isLast) { unsafe made.append(contentsOf: $0) }
        output += made
    }
}

/// Converts UTF-8 to a named charset.
// Sound: the C handle lives exactly as long as the encoder, which belongs to one task.
@safe package final class CharsetEncoder {
    private let handle: OpaquePointer

    /// Nil if ICU does not know the charset.
    package init?(charset: String) {
        guard let handle = unsafe cicu_encoder_open(charset) else { return nil }
        unsafe self.handle = handle
    }

    deinit { unsafe cicu_encoder_close(handle) }

    /// How many bytes `text`, valid UTF-8, takes in the charset.
    package func count(of text: UnsafeBufferPointer<UInt8>) -> Int {
        guard text.count > 0 else { return 0 }
        let count = unsafe cicu_encode(
            handle, text.baseAddress, Int32(clamping: text.count), nil, 0)
        return max(0, Int(count))
    }

    /// The bytes of one character in the charset, ICU's substitute where it has none.
    package func bytes(of scalar: Unicode.Scalar) -> [UInt8] { bytes(of: String(scalar)) }

    /// The bytes of a text from the charset's initial state.
    package func bytes(of text: String) -> [UInt8] {
        let text = Array(text.utf8)
        var bytes = [UInt8](repeating: 0, count: text.count * 4 + 16)
        let count = unsafe text.withUnsafeBufferPointer { text in
            unsafe cicu_encode(
                handle, text.baseAddress, Int32(text.count), &bytes, Int32(bytes.count))
        }
        return Array(bytes.prefix(max(0, Int(count))))
    }
}

internal import CICU

/// ICU behind Swift: borders, normal forms and charsets. One instance per thread.
///
/// The handle is opened by `init` and closed once by `deinit`; results are copied or used before
/// the next call.
@safe package final class UnicodeText {
    package enum Unit: Sendable { case graphemes, words, sentences }
    package enum Form: Sendable { case nfc, nfd, nfkc, nfkd, nfkcCasefold }

    /// A stretch between two borders.
    package struct Span: Sendable, Hashable {
        package var range: Range<Int>
        /// ICU's rule status for words: 0 mark or space, 100 number, 200 letters, 300 kana, 400
        /// ideographs.
        package var status: Int
        package var isEmoji: Bool
        package var isSpace: Bool
    }

    private let handle: OpaquePointer

    package init() {
        guard let handle = unsafe cicu_segmenter_open() else {
            preconditionFailure("ICU's data is missing: reinstall libicu")
        }
        unsafe self.handle = handle
    }

    deinit { unsafe cicu_segmenter_close(handle) }

    /// Such as `72.1`, and the Unicode version it implements.
    package static let icuVersion = unsafe String(cString: cicu_version())
    package static let unicodeVersion = unsafe String(cString: cicu_unicode_version())

    /// Calls `body` with each span of `text`, which is covered without gaps. Ranges are UTF-8
    /// bytes.
    package func forEachSpan(
        _ unit: Unit, of text: UnsafeBufferPointer<UInt8>, _ body: (Span) -> Void
    ) {
        guard text.count > 0, text.count <= Int(Int32.max) else { return }
        let kind =
            switch unit {
            case .graphemes: CICU_GRAPHEMES
            case .words: CICU_WORDS
            case .sentences: CICU_SENTENCES
            }
        var spans: UnsafePointer<cicu_span>?
        let count = unsafe cicu_segment(
            handle, kind, text.baseAddress, Int32(text.count), &spans)
        precondition(count >= 0, "ICU could not segment: error \(-count)")
        guard let spans = unsafe spans else { return }
        for index in 0..<Int(count) {
            let span = unsafe spans[index]
            body(
                Span(
                    range: Int(span.start)..<Int(span.end), status: Int(span.status),
                    isEmoji: span.nature == 1, isSpace: span.nature == 2))
        }
    }

    package func spans(_ unit: Unit, of text: String) -> [Span] {
        var result: [Span] = []
        var text = text
        text.withUTF8 { unsafe forEachSpan(unit, of: $0) { result.append($0) } }
        return result
    }

    /// Writes the normal form of `text` to the end of `output`.
    package func append(
        _ form: Form, of text: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]
    ) {
        guard text.count > 0 else { return }
        let kind =
            switch form {
            case .nfc: CICU_NFC
            case .nfd: CICU_NFD
            case .nfkc: CICU_NFKC
            case .nfkd: CICU_NFKD
            case .nfkcCasefold: CICU_NFKC_CASEFOLD
            }
        let start = output.count
        var room = text.count * 2 + 16
        while true {
            output.append(contentsOf: repeatElement(0, count: room))
            let needed = unsafe output.withUnsafeMutableBufferPointer {
                unsafe cicu_normalize(
                    handle, kind, text.baseAddress, Int32(text.count), $0.baseAddress! + start,
                    Int32(room))
            }
            precondition(needed >= 0, "ICU could not normalise: error \(-needed)")
            output.removeLast(output.count - start - min(room, Int(needed)))
            if Int(needed) <= room { return }
            output.removeLast(output.count - start)
            room = Int(needed)
        }
    }

    package func normalized(_ text: String, _ form: Form) -> String {
        var output: [UInt8] = []
        var text = text
        text.withUTF8 { unsafe append(form, of: $0, to: &output) }
        return String(decoding: output, as: UTF8.self)
    }

    /// The form in which words are looked up: NFKC_Casefold, typographic apostrophes made straight,
    /// variation selectors and skin tones removed.
    package func folded(_ text: String) -> String {
        // Compatibility forms of emoji are other marks: NFKC makes `!!` of the double exclamation
        // mark.
        if spans(.words, of: text).contains(where: \.isEmoji) {
            return String(decoding: WordFolding.tidy(Array(text.utf8)), as: UTF8.self)
        }
        return String(
            decoding: WordFolding.tidy(Array(normalized(text, .nfkcCasefold).utf8)), as: UTF8.self)
    }
}

/// What folding does beyond NFKC_Casefold, on UTF-8 bytes.
package enum WordFolding {
    /// Makes ’ ‘ ʼ ＇ ` straight (NFKC leaves the first three as they are) and drops U+FE0E/U+FE0F
    /// and U+1F3FB–1F3FF.
    package static func tidy(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(where: { $0 >= 0x80 }) else { return bytes }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let rest = bytes[index...]
            if rest.starts(with: [0xE2, 0x80, 0x98]) || rest.starts(with: [0xE2, 0x80, 0x99]) {
                result.append(0x27)
                index += 3
            } else if rest.starts(with: [0xCA, 0xBC]) {
                result.append(0x27)
                index += 2
            } else if rest.starts(with: [0xEF, 0xB8, 0x8E])
                || rest.starts(with: [0xEF, 0xB8, 0x8F])
            {
                index += 3
            } else if rest.starts(with: [0xF0, 0x9F, 0x8F]), index + 3 < bytes.count,
                (0xBB...0xBF).contains(bytes[index + 3])
            {
                index += 4
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return result
    }
}

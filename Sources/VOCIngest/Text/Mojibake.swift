internal import CJSON
internal import Glibc

/// UTF-8 that was read as Windows-1252 or Latin-1 (`CafÃ©`, `donâ€™t`, also twice), and what it was
/// before.
///
/// Repaired only where that is certain: everything in the text that could have been bytes makes
/// valid UTF-8, and at least one sequence does not look like what people write.
enum Mojibake {
    /// Whether `text` may be misread: costs one look for its tell-tale letters.
    static func isSuspected(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text.count > 3, let start = text.baseAddress else { return false }
        var at = 0
        while at + 3 < text.count,
            let found = unsafe memchr(start + at, 0xC3, text.count - 3 - at)
        {
            at = unsafe UnsafeRawPointer(start).distance(to: UnsafeRawPointer(found)) + 1
            // U+00C2 to U+00F4, then what a continuation byte is read as.
            if unsafe (0x82...0xB4).contains(text[at]) {
                switch unsafe text[at + 1] {
                case 0xC2, 0xC5, 0xC6, 0xCB, 0xE2: return true
                default: break
                }
            }
        }
        return false
    }

    /// The text as it was before, misread up to three times; nil if it is not certainly misread.
    static func repaired(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        var result: [UInt8]?
        var current = unsafe Array(text)
        for _ in 0..<3 {
            guard unsafe current.withUnsafeBufferPointer({ unsafe isSuspected($0) }),
                let better = undone(current)
            else { break }
            current = better
            result = better
        }
        return result
    }

    /// One misreading undone. What no byte is read as, such as an emoji, stays as it is.
    private static func undone(_ text: [UInt8]) -> [UInt8]? {
        var result: [UInt8] = []
        var run: [UInt8] = []
        var evidence = Evidence()
        func close() -> Bool {
            defer { run.removeAll(keepingCapacity: true) }
            guard isUTF8(run) else { return false }
            evidence.add(run)
            result += run
            return true
        }
        for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
            if let byte = Windows1252.byte(of: scalar.value) {
                run.append(byte)
            } else {
                guard close() else { return nil }
                result += Array(String(scalar).utf8)
            }
        }
        guard close(), evidence.isCertain else { return nil }
        return result
    }

    private static func isUTF8(_ bytes: [UInt8]) -> Bool {
        unsafe bytes.withUnsafeBufferPointer {
            unsafe $0.isEmpty || cjson_is_utf8($0.baseAddress, $0.count) != 0
        }
    }

    /// What speaks for a misreading in bytes that are valid UTF-8.
    private struct Evidence {
        private var sure = 0
        private var likely = 0

        /// One sequence that nobody writes, or three that are merely unusual.
        var isCertain: Bool { sure > 0 || likely >= 3 }

        mutating func add(_ bytes: [UInt8]) {
            for (place, byte) in bytes.enumerated() where byte >= 0xC2 {
                if byte >= 0xE0 {
                    sure += 1
                } else if byte <= 0xC3 {
                    // `MANHÃ…` is Portuguese in capitals before a mark.
                    let mark = Evidence.marks.contains(bytes[place + 1])
                    let capital = place > 0 && bytes[place - 1] &- 0x41 < 26
                    if mark && (capital || byte == 0xC3) { likely += 1 } else { sure += 1 }
                } else {
                    likely += 1
                }
            }
        }

        /// Marks that follow a word: … ‘ ’ “ ” – — ™, the no-break space, « ».
        private static let marks: Set<UInt8> = [
            0x85, 0x91, 0x92, 0x93, 0x94, 0x96, 0x97, 0x99, 0xA0, 0xAB, 0xBB,
        ]
    }
}

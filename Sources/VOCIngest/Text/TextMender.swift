internal import VOCCore

/// Mends what exporters did to a text, where it is certain that they did.
package enum TextMender {
    /// `value` without misread letters, and as plain text where it is one HTML element; written to
    /// `target` if anything changes. Costs one look at a text that is sound, and hardly that where it
    /// is known to hold no misread letters.
    @inline(__always)
    static func mended(
        _ value: RawValue, in target: ByteBuffer, _ batch: FeedbackBatch,
        isReadRight: Bool = false
    ) -> RawValue {
        guard value.isGiven, let first = unsafe value.start?.pointee,
            first <= 0x3C || !isReadRight
        else { return value }
        return made(value, in: target, batch, isReadRight: isReadRight)
    }

    @inline(never)
    private static func made(
        _ value: RawValue, in target: ByteBuffer, _ batch: FeedbackBatch, isReadRight: Bool
    ) -> RawValue {
        guard let first = unsafe value.bytes.first else { return value }
        var value = value
        if !isReadRight, unsafe Mojibake.isSuspected(value.bytes),
            let repaired = unsafe Mojibake.repaired(value.bytes)
        {
            batch.note(.textMisread)
            value = replace(value, by: repaired, in: target)
        }
        if first <= 0x3C, unsafe HTMLText.isEvident(value.bytes) {
            let made = ByteBuffer(capacity: Int(value.count))
            unsafe HTMLText.append(value.bytes, to: made)
            value = replace(value, by: made.copy(0..<made.count), in: target)
        }
        return value
    }

    /// `text` as it would come out of a dump.
    package static func mended(_ text: String) -> String {
        var bytes = Array(text.utf8)
        if unsafe bytes.withUnsafeBufferPointer({ unsafe Mojibake.isSuspected($0) }),
            let repaired = unsafe bytes.withUnsafeBufferPointer({ unsafe Mojibake.repaired($0) })
        {
            bytes = repaired
        }
        if unsafe bytes.withUnsafeBufferPointer({ unsafe HTMLText.isEvident($0) }) {
            let made = ByteBuffer(capacity: bytes.count)
            unsafe bytes.withUnsafeBufferPointer { unsafe HTMLText.append($0, to: made) }
            bytes = made.copy(0..<made.count)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func replace(
        _ value: RawValue, by bytes: [UInt8], in target: ByteBuffer
    ) -> RawValue {
        target.count = 0
        unsafe bytes.withUnsafeBufferPointer { unsafe target.append($0) }
        return unsafe RawValue(
            start: UnsafePointer(target.start), count: UInt32(target.count), kind: value.kind)
    }
}

internal import CHash
internal import Glibc

/// A 128-bit fingerprint of bytes: the same on every machine and in every version.
///
/// XXH3 tells apart what differs by accident; it is no protection against someone who wants two
/// files to look alike.
package struct Digest: Sendable, Hashable, Comparable, CustomStringConvertible {
    package var high: UInt64
    package var low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    package init(of bytes: UnsafeBufferPointer<UInt8>, seed: UInt64 = 0) {
        let hash = unsafe chash_of(bytes.baseAddress, bytes.count, seed)
        self.init(high: hash.high, low: hash.low)
    }

    package init(of text: String, seed: UInt64 = 0) {
        var text = text
        self = text.withUTF8 { unsafe Digest(of: $0, seed: seed) }
    }

    /// The fingerprint of a file's bytes, read in pieces.
    package init(ofFile path: String) throws(VOCError) {
        guard let state = unsafe chash_open() else {
            throw VOCError(.internalFault, "no memory for a digest")
        }
        defer { unsafe chash_close(state) }
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw VOCError(
                errno == ENOENT ? .fileMissing : .fileUnreadable, "cannot read this file",
                at: Origin(file: path), underlying: TextFile.reason(errno))
        }
        defer { close(descriptor) }
        var chunk = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let got = unsafe chunk.withUnsafeMutableBytes {
                unsafe Glibc.read(descriptor, $0.baseAddress, $0.count)
            }
            if got < 0 {
                if errno == EINTR { continue }
                throw VOCError(
                    .fileUnreadable, "cannot read this file", at: Origin(file: path),
                    underlying: TextFile.reason(errno))
            }
            if got == 0 { break }
            unsafe chunk.withUnsafeBytes { unsafe chash_update(state, $0.baseAddress, got) }
        }
        let hash = unsafe chash_result(state)
        self.init(high: hash.high, low: hash.low)
    }

    package static func < (one: Digest, other: Digest) -> Bool {
        (one.high, one.low) < (other.high, other.low)
    }

    /// 32 hexadecimal digits.
    package var description: String {
        func hex(_ word: UInt64) -> String {
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }
        return hex(high) + hex(low)
    }
}

extension Digest {
    /// The key that tells items apart: source and id.
    package init(ofItem row: FeedbackBatch.Row, in batch: FeedbackBatch) {
        let source = unsafe Digest(of: batch.bytes(row.source))
        self = unsafe Digest(of: batch.bytes(row.id), seed: source.low)
    }

    /// The same of an item whose source and id are at hand as text.
    package init(ofItem id: String, source: String) {
        self.init(of: id, seed: Digest(of: source).low)
    }
}

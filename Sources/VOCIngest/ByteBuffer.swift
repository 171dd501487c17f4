internal import Glibc

/// A growing block of bytes with room for C readers to look past its end.
// Sound: the buffer has one owner at a time (a chunk or a reader), and nothing points into it after
// `grow`.
@safe final class ByteBuffer {
    /// Readable bytes after `count`, always zero-filled or stale, never unmapped.
    static let padding = 64

    private(set) var start: UnsafeMutablePointer<UInt8>
    private(set) var capacity: Int
    var count = 0

    /// Starts small: most buffers of most dumps stay so, and those that do not double.
    init(capacity: Int = 1 << 12) {
        self.capacity = capacity
        unsafe start = .allocate(capacity: capacity + ByteBuffer.padding)
        unsafe start.initialize(repeating: 0, count: capacity + ByteBuffer.padding)
    }

    deinit { unsafe start.deallocate() }

    var bytes: UnsafeBufferPointer<UInt8> { unsafe UnsafeBufferPointer(start: start, count: count) }

    func reserve(_ needed: Int) {
        guard needed > capacity else { return }
        let larger = max(needed, capacity * 2)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger + ByteBuffer.padding)
        unsafe moved.update(from: start, count: count)
        unsafe (moved + count).initialize(repeating: 0, count: larger + ByteBuffer.padding - count)
        unsafe start.deallocate()
        unsafe start = moved
        capacity = larger
    }

    func append(_ more: UnsafeBufferPointer<UInt8>) {
        guard more.count > 0 else { return }
        reserve(count + more.count)
        unsafe (start + count).update(from: more.baseAddress!, count: more.count)
        count += more.count
    }

    func append(_ more: UnsafeRawBufferPointer) {
        unsafe append(more.bindMemory(to: UInt8.self))
    }

    func append(_ byte: UInt8) {
        if count == capacity { reserve(count + 1) }
        unsafe start[count] = byte
        count += 1
    }

    /// Drops the first `dropped` bytes.
    func removeFirst(_ dropped: Int) {
        unsafe memmove(start, start + dropped, count - dropped)
        count -= dropped
    }

    /// Makes the bytes after the end harmless to readers that look at them.
    func clearPadding() { unsafe (start + count).update(repeating: 0, count: ByteBuffer.padding) }

    /// A copy of part of the bytes.
    func copy(_ range: Range<Int>) -> [UInt8] {
        let range = range.clamped(to: 0..<count)
        return unsafe Array(
            UnsafeBufferPointer(start: start + range.lowerBound, count: range.count))
    }
}

/// A growing block of bytes; appending costs a copy and no allocation once it is large enough.
@safe struct ByteArena: ~Copyable {
    private var start: UnsafeMutablePointer<UInt8>
    private(set) var count = 0
    private var capacity: Int

    init(capacity: Int) {
        self.capacity = max(64, capacity)
        unsafe start = .allocate(capacity: self.capacity)
    }

    deinit { unsafe start.deallocate() }

    mutating func removeAll() { count = 0 }

    /// Adds bytes and says where they begin.
    @inline(__always)
    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
        let offset = count
        reserve(bytes.count)
        if let base = bytes.baseAddress {
            unsafe (start + offset).update(from: base, count: bytes.count)
        }
        count += bytes.count
        return UInt32(offset)
    }

    /// Makes room for `most` more bytes, lets `body` write them, and keeps as many as it says it
    /// wrote.
    mutating func append(upTo most: Int, _ body: (UnsafeMutableBufferPointer<UInt8>) -> Int) -> Int
    {
        reserve(most)
        let written = unsafe body(UnsafeMutableBufferPointer(start: start + count, count: most))
        precondition(written <= most, "wrote past the room asked for")
        count += written
        return written
    }

    /// Where the bytes begin; valid until more are added.
    var base: UnsafePointer<UInt8> { unsafe UnsafePointer(start) }

    @inline(__always)
    private mutating func reserve(_ more: Int) {
        let needed = count + more
        precondition(needed <= Int(UInt32.max), "a batch holds at most 4 GiB")
        if needed > capacity { grow(to: max(needed, capacity * 2)) }
    }

    @inline(never)
    private mutating func grow(to larger: Int) {
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        unsafe moved.update(from: start, count: count)
        unsafe start.deallocate()
        unsafe start = moved
        capacity = larger
    }
}

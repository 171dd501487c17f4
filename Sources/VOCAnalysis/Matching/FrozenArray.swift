internal import VOCCore

/// A fixed table in one block of memory or in a mapped file, for the hot path: reading it costs a
/// load and takes no reference.
// Sound: nothing writes to the table once it is made, and its owner lives as long as any copy of it.
@safe struct FrozenArray<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
    @safe private final class Block {
        let start: UnsafeMutablePointer<Element>
        init(_ elements: [Element]) {
            unsafe start = .allocate(capacity: max(1, elements.count))
            for (index, element) in elements.enumerated() {
                unsafe (start + index).initialize(to: element)
            }
        }
        deinit { unsafe start.deallocate() }
    }

    /// A `Block`, or the file in whose mapping the table lies.
    private let owner: AnyObject
    private let start: UnsafePointer<Element>
    let count: Int

    init(_ elements: [Element]) {
        let block = Block(elements)
        owner = block
        unsafe start = UnsafePointer(block.start)
        count = elements.count
    }

    /// A table that lies in a mapped file; the caller vouches for its place.
    init(mapped file: MappedFile, at offset: Int, count: Int) {
        owner = file
        unsafe start = (file.start + offset).assumingMemoryBound(to: Element.self)
        self.count = count
    }

    /// The caller vouches for the index; debug builds check it.
    @inline(__always)
    subscript(index: Int) -> Element {
        assert(index >= 0 && index < count)
        return unsafe start[index]
    }

    @inline(__always)
    subscript(index: UInt32) -> Element { self[Int(index)] }

    /// For loops that keep it in a register; valid as long as the array lives.
    @inline(__always)
    var base: UnsafePointer<Element> { unsafe start }
}

/// Lists of different lengths, one after the other in a table.
struct FrozenLists<Element: BitwiseCopyable & Sendable>: Sendable {
    let starts: FrozenArray<UInt32>
    let elements: FrozenArray<Element>

    init(starts: FrozenArray<UInt32>, elements: FrozenArray<Element>) {
        self.starts = starts
        self.elements = elements
    }

    init(_ lists: [[Element]]) {
        var starts: [UInt32] = [0]
        var all: [Element] = []
        for list in lists {
            all += list
            starts.append(UInt32(all.count))
        }
        self.starts = FrozenArray(starts)
        elements = FrozenArray(all)
    }

    /// `count` lists from pairs of list number and element, sorted by list.
    init(count: Int, pairs: some Sequence<(UInt64, Element)>) {
        var starts = [UInt32](repeating: 0, count: count + 1)
        var all: [Element] = []
        for (list, element) in pairs {
            starts[Int(list) + 1] += 1
            all.append(element)
        }
        for list in 0..<count { starts[list + 1] += starts[list] }
        self.starts = FrozenArray(starts)
        elements = FrozenArray(all)
    }

    /// Places of list `index` in `elements`.
    @inline(__always)
    func range(_ index: Int) -> Range<Int> { Int(starts[index])..<Int(starts[index + 1]) }

    var count: Int { starts.count - 1 }
}

/// A growing block of memory that belongs to one thread; appending costs a store.
///
/// Loops that must not look at the block's own fields for each element work on `start` directly and
/// settle `count` at the end.
@safe struct Scratch<Element: BitwiseCopyable>: ~Copyable {
    private(set) var start: UnsafeMutablePointer<Element>
    private(set) var count = 0
    private var capacity: Int

    init(capacity: Int = 64) {
        self.capacity = max(1, capacity)
        unsafe start = Scratch.allocate(self.capacity)
    }

    init(repeating element: Element, count: Int) {
        self.init(capacity: count)
        unsafe start.initialize(repeating: element, count: count)
        self.count = count
    }

    /// At the border of a cache line, so that elements of its size lie in one.
    private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<Element> {
        unsafe UnsafeMutableRawPointer.allocate(
            byteCount: capacity * MemoryLayout<Element>.stride, alignment: 64
        ).bindMemory(to: Element.self, capacity: capacity)
    }

    deinit { unsafe UnsafeMutableRawPointer(start).deallocate() }

    @inline(__always)
    subscript(index: Int) -> Element {
        get {
            assert(index >= 0 && index < count)
            return unsafe start[index]
        }
        set {
            assert(index >= 0 && index < count)
            unsafe start[index] = newValue
        }
    }

    @inline(__always)
    mutating func append(_ element: Element) {
        if count == capacity { grow() }
        unsafe (start + count).initialize(to: element)
        count += 1
    }

    mutating func removeAll() { count = 0 }

    /// Makes room for `count` elements in all; `start` may change.
    @inline(__always)
    mutating func reserve(_ count: Int) { while capacity < count { grow() } }

    /// Declares the first `count` elements filled: they were written through `start`, after
    /// `reserve`.
    @inline(__always)
    mutating func settle(count: Int) {
        assert(count <= capacity)
        self.count = count
    }

    mutating func sort(by precedes: (Element, Element) -> Bool) {
        var elements = unsafe UnsafeMutableBufferPointer(start: start, count: count)
        unsafe elements.sort(by: precedes)
    }

    /// Sorts the elements, in place and without a call where they are few; equal ones stay in order.
    @inline(__always)
    mutating func sortFew(by precedes: (Element, Element) -> Bool) {
        guard count <= 24 else {
            sort(by: precedes)
            return
        }
        for index in 1..<Swift.max(1, count) {
            let element = self[index]
            var place = index
            while place > 0, precedes(element, self[place - 1]) {
                self[place] = self[place - 1]
                place -= 1
            }
            self[place] = element
        }
    }

    /// Keeps the first `count` elements.
    mutating func truncate(to count: Int) { self.count = min(self.count, count) }

    @inline(never)
    private mutating func grow() {
        let moved = unsafe Scratch.allocate(capacity * 2)
        unsafe moved.update(from: start, count: count)
        unsafe UnsafeMutableRawPointer(start).deallocate()
        unsafe start = moved
        capacity *= 2
    }
}

extension Scratch where Element: Comparable {
    /// Sorts the elements from `first` on.
    mutating func sort(from first: Int) {
        guard count - first > 1 else { return }
        var elements = unsafe UnsafeMutableBufferPointer(start: start + first, count: count - first)
        unsafe elements.sort()
    }
}

/// The texts among which new terms are still to be looked for: what the parts of a run bring
/// together.
///
/// Bounded: over `limit` bytes a fixed half of the items is left out, then a half of the rest, and so
/// on, chosen by the items' keys alone. What is kept is a random sample of all items, and the same
/// one however a run was cut: the number of halvings is the least with which all items fit.
package struct TermLedger: Sendable {
    /// What is told of an item besides its words.
    package struct Traits: OptionSet, Sendable, Hashable {
        package let rawValue: UInt8

        package init(rawValue: UInt8) { self.rawValue = rawValue }

        package static let complaint = Traits(rawValue: 1)
        package static let positive = Traits(rawValue: 2)
        package static let negative = Traits(rawValue: 4)
        /// It has a theme.
        package static let themed = Traits(rawValue: 8)
        /// It is in a language that is scored.
        package static let scored = Traits(rawValue: 16)
        /// It belongs to what is compared with, whatever its day.
        package static let baseline = Traits(rawValue: 32)

        static let all: Traits = [.complaint, .positive, .negative, .themed, .scored, .baseline]
    }

    package struct Item: Sendable {
        /// The lower half of the item's digest.
        package let key: UInt64
        /// As in `CellKey`.
        package let day: Int32
        package fileprivate(set) var traits: Traits
        /// Where its id begins in the ledger's bytes; its source, text and segments follow.
        fileprivate var start: Int
        fileprivate let idCount: Int32
        fileprivate let sourceCount: Int32
        fileprivate let textCount: Int32
        fileprivate let segmentsCount: Int32

        fileprivate var count: Int {
            Int(idCount) + Int(sourceCount) + Int(textCount) + Int(segmentsCount)
        }
    }

    /// Bytes that a ledger takes at most, unless it was made with another limit.
    package static let limit = 64 << 20
    /// Bytes of a text that are looked at.
    package static let longestText = 4000
    private static let longestName = 1000
    /// What an item takes besides its words.
    private static let itemSize = MemoryLayout<Item>.stride

    package private(set) var items: [Item] = []
    private var bytes: [UInt8] = []
    /// One of 2 to the power of this many items is kept.
    package private(set) var halvings = 0
    /// Items offered, kept or not.
    package private(set) var offered = 0

    private let limit: Int

    package init(limit: Int = TermLedger.limit) { self.limit = limit }

    package var isEmpty: Bool { offered == 0 }

    /// `text` must be valid UTF-8; `segments` are those of the item, such as `Region=North`, with
    /// `segmentMark` between two.
    package mutating func add(
        key: UInt64, day: Int32, traits: Traits, id: UnsafeBufferPointer<UInt8>,
        source: UnsafeBufferPointer<UInt8>, text: UnsafeBufferPointer<UInt8>,
        segments: UnsafeBufferPointer<UInt8>? = nil
    ) {
        offered += 1
        guard isKept(key) else { return }
        let start = bytes.count
        let idCount = unsafe append(id, most: TermLedger.longestName)
        let sourceCount = unsafe append(source, most: TermLedger.longestName)
        let textCount = unsafe append(text, most: TermLedger.longestText)
        let segmentsCount = unsafe segments.map { unsafe append($0, most: TermLedger.longestName) }
        items.append(
            Item(
                key: key, day: day, traits: traits, start: start, idCount: idCount,
                sourceCount: sourceCount, textCount: textCount, segmentsCount: segmentsCount ?? 0))
        if size > limit { thin() }
    }

    package func id(of item: Item) -> String {
        String(decoding: bytes[item.start..<item.start + Int(item.idCount)], as: UTF8.self)
    }

    package func source(of item: Item) -> String {
        let start = item.start + Int(item.idCount)
        return String(decoding: bytes[start..<start + Int(item.sourceCount)], as: UTF8.self)
    }

    /// Calls `body` with the bytes of an item's text.
    package func withText<T>(of item: Item, _ body: (UnsafeBufferPointer<UInt8>) -> T) -> T {
        let start = item.start + Int(item.idCount) + Int(item.sourceCount)
        return unsafe bytes.withUnsafeBufferPointer {
            unsafe body(
                UnsafeBufferPointer(rebasing: $0[start..<start + Int(item.textCount)]))
        }
    }

    /// The segments of an item as they were given.
    package func segments(of item: Item) -> String {
        let end = item.start + item.count
        return String(decoding: bytes[end - Int(item.segmentsCount)..<end], as: UTF8.self)
    }

    /// Stands between two segments of an item.
    package static let segmentMark = UInt8(0x1F)

    package mutating func merge(_ other: TermLedger) {
        guard !other.isEmpty else { return }
        offered += other.offered
        if other.halvings > halvings {
            halvings = other.halvings
            keepSample()
        }
        for item in other.items where isKept(item.key) {
            var moved = item
            moved.start = bytes.count
            bytes += other.bytes[item.start..<item.start + item.count]
            items.append(moved)
        }
        if size > limit { thin() }
        settle()
    }

    /// Brings the items into the order of their days: equal ledgers then list equal items.
    package mutating func settle() {
        let bytes = bytes
        func content(_ item: Item) -> ArraySlice<UInt8> {
            bytes[item.start..<item.start + item.count]
        }
        items.sort { one, other in
            if one.day != other.day { return one.day < other.day }
            if one.key != other.key { return one.key < other.key }
            if one.traits != other.traits { return one.traits.rawValue < other.traits.rawValue }
            return content(one).lexicographicallyPrecedes(content(other))
        }
    }

    /// Leaves out the items for which `isKept` is false, such as copies of others.
    package mutating func keep(where isKept: (Item) -> Bool) { items.removeAll { !isKept($0) } }

    /// Gives all items a trait.
    package mutating func mark(_ trait: Traits) {
        for place in items.indices { items[place].traits.insert(trait) }
    }

    private var size: Int { bytes.count + items.count * TermLedger.itemSize }

    private func isKept(_ key: UInt64) -> Bool {
        halvings == 0 || halvings < 64 && key >> UInt64(64 - halvings) == 0
    }

    private mutating func thin() {
        while size > limit, halvings < 64 {
            halvings += 1
            keepSample()
        }
    }

    private mutating func keepSample() {
        var kept: [Item] = []
        var packed: [UInt8] = []
        for item in items where isKept(item.key) {
            var moved = item
            moved.start = packed.count
            packed += bytes[item.start..<item.start + item.count]
            kept.append(moved)
        }
        items = kept
        bytes = packed
    }

    /// Copies at most `most` bytes, cut at the border of a character.
    private mutating func append(_ text: UnsafeBufferPointer<UInt8>, most: Int) -> Int32 {
        var count = min(text.count, most)
        while count > 0, count < text.count, unsafe text[count] & 0xC0 == 0x80 { count -= 1 }
        unsafe bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[0..<count]))
        return Int32(count)
    }
}

extension TermLedger: Equatable {
    /// Settled ledgers are equal if they list the same items, wherever the bytes lie.
    package static func == (one: TermLedger, other: TermLedger) -> Bool {
        guard one.offered == other.offered, one.halvings == other.halvings,
            one.items.count == other.items.count
        else { return false }
        return zip(one.items, other.items).allSatisfy { mine, theirs in
            mine.key == theirs.key && mine.day == theirs.day && mine.traits == theirs.traits
                && mine.idCount == theirs.idCount && mine.sourceCount == theirs.sourceCount
                && mine.segmentsCount == theirs.segmentsCount
                && one.bytes[mine.start..<mine.start + mine.count]
                    == other.bytes[theirs.start..<theirs.start + theirs.count]
        }
    }
}

/// Part of `Summary.encoded()` since format 4, with segments since format 6.
extension ByteWriter {
    /// `ledger` must be settled.
    mutating func append(_ ledger: TermLedger) {
        append(signed: ledger.offered)
        append(unsigned: UInt64(ledger.halvings))
        append(unsigned: UInt64(ledger.items.count))
        for item in ledger.items {
            append(fixed: item.key)
            append(signed: Int(item.day))
            append(unsigned: UInt64(item.traits.rawValue))
            append(ledger.id(of: item))
            append(ledger.source(of: item))
            unsafe append(ledger.withText(of: item) { unsafe String(decoding: $0, as: UTF8.self) })
            append(ledger.segments(of: item))
        }
    }
}

extension ByteReader {
    mutating func termLedger(hasSegments: Bool) throws(VOCError) -> TermLedger {
        let offered = try amount()
        let halvings = try unsigned()
        guard offered >= 0, halvings <= 64 else { throw broken() }
        var ledger = TermLedger()
        let count = try count()
        guard count <= offered else { throw broken() }
        ledger.reserve(count, bytes: remaining)
        for _ in 0..<count {
            let key = try fixed()
            let day = try int32()
            guard let raw = UInt8(exactly: try unsigned()) else { throw broken() }
            let traits = TermLedger.Traits(rawValue: raw)
            guard traits.isSubset(of: .all) else { throw broken() }
            let (id, source, text) = (try self.text(), try self.text(), try self.text())
            let segments = hasSegments ? try self.text() : 0..<0
            unsafe withBytes { bytes in
                unsafe ledger.add(
                    key: key, day: day, traits: traits,
                    id: UnsafeBufferPointer(rebasing: bytes[id]),
                    source: UnsafeBufferPointer(rebasing: bytes[source]),
                    text: UnsafeBufferPointer(rebasing: bytes[text]),
                    segments: UnsafeBufferPointer(rebasing: bytes[segments]))
            }
        }
        ledger.restore(offered: offered, halvings: Int(halvings))
        return ledger
    }
}

extension TermLedger {
    /// Room for so many items of so many bytes in all, within the limit.
    fileprivate mutating func reserve(_ count: Int, bytes: Int) {
        items.reserveCapacity(min(count, limit / TermLedger.itemSize))
        self.bytes.reserveCapacity(min(bytes, limit))
    }

    /// For one that is read back, of which items had been left out.
    fileprivate mutating func restore(offered: Int, halvings: Int) {
        self.offered = offered
        guard halvings > self.halvings else { return }
        self.halvings = halvings
        keepSample()
    }
}

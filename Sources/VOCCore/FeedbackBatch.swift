/// Some thousands of feedbacks in columns over one byte arena: what moves between stages at speed.
///
/// A batch belongs to one task at a time: a reader fills it, a worker scores it, then it is emptied
/// and filled again. All text in it is valid UTF-8.
// Sound: a batch is handed over whole (never shared), and the hand-over itself is synchronised by
// the pipeline.
@safe package final class FeedbackBatch: @unchecked Sendable {
    /// A stretch of the arena, in bytes.
    package struct Slice: Sendable, Hashable {
        package var offset: UInt32
        package var count: UInt32

        @inlinable
        package init(offset: UInt32, count: UInt32) {
            self.offset = offset
            self.count = count
        }

        @inlinable package static var empty: Slice { Slice(offset: 0, count: 0) }
        @inlinable package var isEmpty: Bool { count == 0 }
    }

    /// A stretch of a text that is kept but is not the customer's own words.
    package struct Aside: Sendable, Equatable {
        package enum Kind: UInt8, Sendable, CaseIterable {
            case quote, signature, disclaimer

            /// As outputs name it.
            package var name: String {
                switch self {
                case .quote: "quote"
                case .signature: "signature"
                case .disclaimer: "disclaimer"
                }
            }
        }

        package var kind: Kind
        /// Bytes of `Row.whole`.
        package var start: UInt32
        package var count: UInt32

        package init(kind: Kind, start: UInt32, count: UInt32) {
            self.kind = kind
            self.start = start
            self.count = count
        }
    }

    /// One feedback. Slices that are empty mean "not given".
    package struct Row: Sendable {
        /// The customer's words: the title, a line feed, then the body; either may be missing.
        package var text = Slice.empty
        /// How many bytes of `text` are the title (without the line feed).
        package var titleCount: UInt32 = 0
        package var id = Slice.empty
        package var author = Slice.empty
        /// The conversation it belongs to, by an id of its source.
        package var thread = Slice.empty
        /// The body as it came, where parts of it were set aside; empty if nothing was.
        package var whole = Slice.empty
        /// Its places in the batch's `asides`.
        package var firstAside: UInt32 = 0
        package var asideCount: UInt32 = 0
        /// The source of this item, such as `trustpilot`.
        package var source = Slice.empty
        package var channel = Slice.empty
        /// The language the export declares, as written there.
        package var language = Slice.empty
        /// A rating that is a word, as written (`good`).
        package var ratingWord = Slice.empty
        /// Microseconds since 1970 UTC; `Row.noTime` when unknown.
        package var receivedAt: Int64 = Row.noTime
        /// The rating in thousandths, on the scale of the input; `Row.noRating` when not given.
        package var ratingMilli: Int32 = Row.noRating
        /// Which input of the plan this came from.
        package var input: UInt16 = 0
        /// 1 + the place of its customer in the customers file; 0 if it names none or one unknown.
        package var customer: UInt32 = 0
        /// It names a customer who is not in the file.
        package var isCustomerUnknown = false
        /// The place in `files`.
        package var file: UInt32 = 0
        package var record: UInt64 = 0
        package var line: UInt64 = 0
        package var column: UInt32 = 0
        package var byteOffset: UInt64 = 0

        package init() {}

        /// The text without its title.
        package var body: Slice {
            guard titleCount > 0 else { return text }
            let skipped = min(text.count, titleCount + 1)
            return Slice(offset: text.offset + skipped, count: text.count - skipped)
        }

        package static let noTime = Int64.min
        package static let noRating = Int32.min
    }

    package private(set) var rows: [Row] = []
    /// `attributeCount` slices a row, in the order of the plan's attribute names.
    package private(set) var attributes: [Slice] = []
    package let attributeCount: Int
    /// What was set aside, row by row.
    package private(set) var asides: [Aside] = []
    package var rejects: [Reject] = []
    /// Records seen while filling this batch: accepted + rejected.
    package var recordsRead = 0
    /// Lines seen, blank ones included, where the format has lines.
    package var linesRead = 0
    /// Accepted rows whose date was not understood, where the input tolerates that.
    package var unknownDates = 0
    /// What was noticed while reading, by code: texts mended, sequences replaced.
    package private(set) var noted: [ErrorCode: Int] = [:]
    /// Where each of those was noticed first, of those that have a place.
    package private(set) var firstNoted: [ErrorCode: Origin] = [:]
    /// Position in the stream of batches, from 0: outputs are written in this order.
    package var sequence = 0

    /// In memory of its own: a batch belongs to one thread at a time, so that the checks for shared
    /// access of a class's variable are of no use.
    private let arena: UnsafeMutablePointer<ByteArena>
    /// Where the arena begins: reading a plain pointer pays no check for shared access.
    private var start: UnsafePointer<UInt8>
    package var byteCount: Int { unsafe arena.pointee.count }

    package init(attributeCount: Int = 0, capacity: Int = 1 << 20) {
        self.attributeCount = attributeCount
        unsafe arena = .allocate(capacity: 1)
        unsafe arena.initialize(to: ByteArena(capacity: capacity))
        unsafe start = arena.pointee.base
    }

    deinit {
        unsafe arena.deinitialize(count: 1)
        unsafe arena.deallocate()
    }

    /// Forgets all rows and bytes, keeping the memory.
    package func removeAll() {
        rows.removeAll(keepingCapacity: true)
        attributes.removeAll(keepingCapacity: true)
        asides.removeAll(keepingCapacity: true)
        rejects.removeAll(keepingCapacity: true)
        recordsRead = 0
        linesRead = 0
        unknownDates = 0
        unsafe arena.pointee.removeAll()
        noted.removeAll(keepingCapacity: true)
        firstNoted.removeAll(keepingCapacity: true)
    }

    /// Counts something that does not stop a record from being read, but is worth saying.
    package func note(_ code: ErrorCode, _ count: Int = 1, at origin: Origin? = nil) {
        guard count > 0 else { return }
        noted[code, default: 0] += count
        if let origin, firstNoted[code] == nil { firstNoted[code] = origin }
    }

    /// Adds a row of a batch without attributes.
    package func append(_ row: Row) {
        precondition(attributeCount == 0, "a row has one slice for each attribute")
        rows.append(row)
    }

    /// Adds a row; `attributes` must hold `attributeCount` slices.
    package func append(_ row: Row, attributes values: [Slice]) {
        precondition(values.count == attributeCount, "a row has one slice for each attribute")
        rows.append(row)
        if attributeCount > 0 { attributes.append(contentsOf: values) }
    }

    /// Keeps what was set aside in the body of `row`, which is still to be appended.
    package func store(_ more: [Aside], of row: inout Row) {
        row.firstAside = UInt32(asides.count)
        row.asideCount = UInt32(more.count)
        asides.append(contentsOf: more)
    }

    /// What was set aside in the body of `row`.
    package func asides(of row: Row) -> ArraySlice<Aside> {
        asides[Int(row.firstAside)..<Int(row.firstAside + row.asideCount)]
    }

    /// How many rows have something of each kind set aside, by the kind's raw value.
    package func rowsWithAsides() -> [Int] {
        var counts = [Int](repeating: 0, count: Aside.Kind.allCases.count)
        guard !asides.isEmpty else { return counts }
        for row in rows where row.asideCount > 0 {
            var seen: UInt8 = 0
            for aside in asides(of: row) where seen & 1 << aside.kind.rawValue == 0 {
                seen |= 1 << aside.kind.rawValue
                counts[Int(aside.kind.rawValue)] += 1
            }
        }
        return counts
    }

    /// Gives a row another id, as for the second of two identical records.
    package func replaceID(ofRow row: Int, with id: Slice) { rows[row].id = id }

    /// Tells who wrote row `row`: `place` in the customers file, nil if that has no such customer.
    package func setCustomer(_ place: Int?, ofRow row: Int) {
        rows[row].customer = place.map { UInt32($0 + 1) } ?? 0
        rows[row].isCustomerUnknown = place == nil
    }

    /// Gives row `row` a value of attribute `index`, in place of the one it has.
    package func setAttribute(_ index: Int, ofRow row: Int, to value: Slice) {
        attributes[row * attributeCount + index] = value
    }

    /// Gives a row another thread, as where its parent turns out to be an answer itself.
    package func replaceThread(ofRow row: Int, with thread: Slice) { rows[row].thread = thread }

    /// Drops the rows for which `isKept` is false, in place and in order; their bytes stay until
    /// `removeAll`.
    package func keepRows(where isKept: (Int) throws(VOCError) -> Bool) throws(VOCError) {
        var kept = 0
        for index in 0..<rows.count where try isKept(index) {
            if kept != index {
                rows[kept] = rows[index]
                for k in 0..<attributeCount {
                    attributes[kept * attributeCount + k] = attributes[index * attributeCount + k]
                }
            }
            kept += 1
        }
        rows.removeLast(rows.count - kept)
        attributes.removeLast(attributes.count - kept * attributeCount)
    }

    /// Copies bytes into the arena. The bytes must be valid UTF-8 if they are to be read as text.
    package func store(_ bytes: UnsafeBufferPointer<UInt8>) -> Slice {
        guard bytes.count > 0 else { return .empty }
        let offset = unsafe arena.pointee.append(bytes)
        unsafe start = arena.pointee.base
        return Slice(offset: offset, count: UInt32(bytes.count))
    }

    package func store(_ text: String) -> Slice {
        var text = text
        return text.withUTF8 { unsafe store($0) }
    }

    /// Makes room for `count` more bytes, lets `body` write them, and keeps as many as it says it
    /// wrote.
    package func store(
        upTo count: Int, _ body: (UnsafeMutableBufferPointer<UInt8>) -> Int
    ) -> Slice {
        let offset = UInt32(unsafe arena.pointee.count)
        let written = unsafe arena.pointee.append(upTo: count, body)
        unsafe start = arena.pointee.base
        return written == 0 ? .empty : Slice(offset: offset, count: UInt32(written))
    }

    /// The bytes of `slice`; valid until the next `store` or `removeAll`.
    package func bytes(_ slice: Slice) -> UnsafeBufferPointer<UInt8> {
        unsafe UnsafeBufferPointer(start: start + Int(slice.offset), count: Int(slice.count))
    }

    /// The bytes of `slice` as a `String`; copies.
    package func string(_ slice: Slice) -> String {
        unsafe String(decoding: bytes(slice), as: UTF8.self)
    }

    /// The value of attribute `index` of row `row`.
    package func attribute(_ index: Int, ofRow row: Int) -> Slice {
        attributes[row * attributeCount + index]
    }
}

/// A record that could not be accepted: where it stands, why, and its raw bytes.
package struct Reject: Sendable {
    package let code: ErrorCode
    package let message: String
    package let origin: Origin
    /// The name of the field at fault, if one is.
    package let field: String?
    /// The record's bytes as they stand in the file, cut at 64 KiB.
    package let raw: [UInt8]

    package init(
        _ code: ErrorCode, _ message: String, at origin: Origin, field: String? = nil,
        raw: [UInt8] = []
    ) {
        self.code = code
        self.message = message
        self.origin = origin
        self.field = field
        self.raw = raw
    }
}

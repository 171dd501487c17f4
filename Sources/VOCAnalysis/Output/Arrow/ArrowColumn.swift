/// A column of Arrow in the making, with the columns below it: values as they lie in memory and in
/// the stream (<https://arrow.apache.org/docs/format/Columnar.html>).
///
/// A class, since whoever fills nested columns holds on to each of them. For one thread.
final class ArrowColumn {
    enum Kind {
        case text, double, int, long, bool
        /// Microseconds since 1970, UTC.
        case time
        /// Lists of the one column below.
        case list
        /// One of each of the columns below.
        case record
        /// Lists of records of a key and a value.
        case map
    }

    let name: String
    let kind: Kind
    let children: [ArrowColumn]
    let isNullable: Bool
    /// One value, for each change of a class's property is checked for shared access.
    private var rows: ArrowRows

    var count: Int { rows.count }

    init(_ name: String, _ kind: Kind, _ children: [ArrowColumn] = [], isNullable: Bool = true) {
        self.name = name
        self.kind = kind
        self.children = children
        self.isNullable = isNullable
        rows = ArrowRows()
    }

    func removeAll() {
        rows.removeAll()
        for child in children { child.removeAll() }
    }

    func append(_ text: UnsafeBufferPointer<UInt8>) { unsafe rows.append(text) }

    func append(_ text: String) { rows.append(text) }

    func append(_ int: Int) { rows.append(Int32(int)) }

    func append(long: Int64) { rows.append(long) }

    /// A number in thousandths.
    func append(milli: Int) { rows.append(Double(milli) / 1000) }

    func append(milliOrNull milli: Int?) {
        if let milli { append(milli: milli) } else { appendNull() }
    }

    func append(_ truth: Bool) { rows.append(truth) }

    /// Ends a list or map that has all that was added to the columns below since the one before,
    /// or a record.
    func close() {
        if kind == .record { rows.note() } else { rows.end(at: children[0].count) }
    }

    /// Not for records: the columns below would need a row as well.
    func appendNull() {
        switch kind {
        case .text: rows.append("")
        case .list, .map: rows.end(at: children[0].count)
        case .double: rows.append(0.0)
        case .int: rows.append(Int32(0))
        case .long, .time: rows.append(Int64(0))
        case .bool: rows.append(false)
        case .record: preconditionFailure("a record is never null")
        }
        rows.noteNull()
    }

    /// Hands its buffers over in the order of Arrow's stream, those of the columns below after its
    /// own.
    func write(to body: inout ArrowBody) {
        rows.write(kind, to: &body)
        for child in children { child.write(to: &body) }
    }
}

/// The values of a column.
private struct ArrowRows {
    private(set) var count = 0
    private var nulls = 0
    /// A bit for each row, set where there is a value; empty as long as there is no null.
    private var valid: [UInt8] = []
    /// Of texts and lists: where the first starts, and where each ends.
    private var ends: [Int32] = [0]
    /// The bytes of texts; the bits of truths.
    private var bytes: [UInt8] = []
    private var doubles: [Double] = []
    private var ints: [Int32] = []
    private var longs: [Int64] = []

    mutating func removeAll() {
        count = 0
        nulls = 0
        valid.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        ends.append(0)
        bytes.removeAll(keepingCapacity: true)
        doubles.removeAll(keepingCapacity: true)
        ints.removeAll(keepingCapacity: true)
        longs.removeAll(keepingCapacity: true)
    }

    mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
        unsafe bytes.append(contentsOf: text)
        end(at: bytes.count)
    }

    mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
        end(at: bytes.count)
    }

    mutating func append(_ int: Int32) {
        ints.append(int)
        note()
    }

    mutating func append(_ long: Int64) {
        longs.append(long)
        note()
    }

    mutating func append(_ double: Double) {
        doubles.append(double)
        note()
    }

    mutating func append(_ truth: Bool) {
        ArrowRows.set(truth, count, of: &bytes)
        note()
    }

    mutating func end(at place: Int) {
        ends.append(Int32(place))
        note()
    }

    /// A row is complete.
    mutating func note() {
        if nulls > 0 { ArrowRows.set(true, count, of: &valid) }
        count += 1
    }

    /// The last row has no value: what was added for it only fills its place.
    mutating func noteNull() {
        if nulls == 0 {
            for index in 0..<count { ArrowRows.set(true, index, of: &valid) }
        }
        nulls += 1
        valid[(count - 1) / 8] &= ~(1 << UInt8((count - 1) % 8))
    }

    private static func set(_ bit: Bool, _ index: Int, of bits: inout [UInt8]) {
        if index / 8 == bits.count { bits.append(0) }
        if bit { bits[index / 8] |= 1 << UInt8(index % 8) }
    }

    func write(_ kind: ArrowColumn.Kind, to body: inout ArrowBody) {
        body.begin(rows: count, nulls: nulls)
        unsafe valid.withUnsafeBytes { unsafe body.add($0) }
        switch kind {
        case .text, .list, .map: unsafe ends.withUnsafeBytes { unsafe body.add($0) }
        case .double: unsafe doubles.withUnsafeBytes { unsafe body.add($0) }
        case .int: unsafe ints.withUnsafeBytes { unsafe body.add($0) }
        case .long, .time: unsafe longs.withUnsafeBytes { unsafe body.add($0) }
        case .bool, .record: break
        }
        if kind == .text || kind == .bool { unsafe bytes.withUnsafeBytes { unsafe body.add($0) } }
    }
}

/// The buffers of a batch one after the other, and where each lies.
struct ArrowBody {
    private(set) var bytes: [UInt8] = []
    /// Rows and nulls of each column.
    private(set) var nodes: [(Int64, Int64)] = []
    /// Offset and length of each buffer.
    private(set) var buffers: [(Int64, Int64)] = []

    mutating func begin(rows: Int, nulls: Int) { nodes.append((Int64(rows), Int64(nulls))) }

    mutating func add(_ buffer: UnsafeRawBufferPointer) {
        buffers.append((Int64(bytes.count), Int64(buffer.count)))
        unsafe bytes.append(contentsOf: buffer)
        // As Arrow advises: a reader may use the bytes where they are.
        let rest = bytes.count % 64
        if rest > 0 { bytes.append(contentsOf: repeatElement(0, count: 64 - rest)) }
    }
}

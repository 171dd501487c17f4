internal import VOCCore

/// Builds the bytes of a compiled analysis: a head of numbers and strings, and tables of raw memory
/// that can be used where they lie.
///
/// The layout is that of this build of `voc` on this machine: a form to be thrown away and made
/// anew, not one to exchange.
struct CompiledBlobWriter {
    private static let magic: UInt64 = 0x31_58_45_4C_43_4F_56_0A
    /// Magic, digest of all that follows (two words), bytes of the head.
    static let prefixCount = 32
    static let alignment = 64

    private var head = ByteWriter()
    private var tables: [UInt8] = []

    mutating func number(_ value: Int) { head.append(signed: value) }
    mutating func text(_ value: String) { head.append(value) }
    mutating func texts(_ values: [String]) {
        number(values.count)
        for value in values { text(value) }
    }

    mutating func table<Element>(_ table: FrozenArray<Element>) {
        while tables.count % CompiledBlobWriter.alignment != 0 { tables.append(0) }
        number(tables.count)
        number(table.count)
        unsafe tables.append(
            contentsOf: UnsafeRawBufferPointer(
                start: table.base, count: table.count * MemoryLayout<Element>.stride))
    }

    mutating func lists<Element>(_ lists: FrozenLists<Element>) {
        table(lists.starts)
        table(lists.elements)
    }

    /// The finished bytes.
    func finish() -> [UInt8] {
        var body = head.bytes
        while (body.count + CompiledBlobWriter.prefixCount) % CompiledBlobWriter.alignment != 0 {
            body.append(0)
        }
        let headCount = body.count
        body += tables
        let digest = unsafe body.withUnsafeBufferPointer { unsafe Digest(of: $0) }
        var whole = ByteWriter()
        whole.append(fixed: CompiledBlobWriter.magic)
        whole.append(fixed: digest.high)
        whole.append(fixed: digest.low)
        whole.append(fixed: UInt64(headCount))
        return whole.bytes + body
    }

    /// Where head and tables of a mapped blob lie; nil if it is not whole.
    static func open(_ file: MappedFile) -> (head: Range<Int>, tables: Int)? {
        guard file.count >= prefixCount else { return nil }
        var prefix = ByteReader(
            unsafe Array(file.bytes(0, prefixCount)), origin: Origin(file: "compiled"))
        guard let mark = try? prefix.fixed(), mark == magic, let high = try? prefix.fixed(),
            let low = try? prefix.fixed(), let headCount = try? prefix.fixed(),
            headCount <= UInt64(file.count - prefixCount),
            unsafe Digest(of: file.bytes(prefixCount, file.count - prefixCount))
                == Digest(high: high, low: low)
        else { return nil }
        let end = prefixCount + Int(headCount)
        return (prefixCount..<end, end)
    }
}

/// Reads what `CompiledBlobWriter` wrote, in the same order; tables stay where they are mapped.
struct CompiledBlobReader {
    private let file: MappedFile
    private let tableStart: Int
    private var head: ByteReader

    /// Nil if the file is no blob or was damaged.
    init?(_ file: MappedFile) {
        guard let (head, tables) = CompiledBlobWriter.open(file) else { return nil }
        self.file = file
        tableStart = tables
        self.head = ByteReader(
            unsafe Array(file.bytes(head.lowerBound, head.count)), origin: Origin(file: "compiled"))
    }

    mutating func number() throws(VOCError) -> Int { try head.signed() }
    mutating func text() throws(VOCError) -> String { try head.string() }
    mutating func texts() throws(VOCError) -> [String] {
        var values: [String] = []
        for _ in 0..<(try number()) { values.append(try text()) }
        return values
    }

    mutating func table<Element>() throws(VOCError) -> FrozenArray<Element> {
        let offset = try number()
        let count = try number()
        let room = file.count - tableStart
        guard offset >= 0, offset <= room, offset % CompiledBlobWriter.alignment == 0, count >= 0,
            count <= (room - offset) / MemoryLayout<Element>.stride
        else { throw head.broken() }
        return FrozenArray(mapped: file, at: tableStart + offset, count: count)
    }

    mutating func lists<Element>() throws(VOCError) -> FrozenLists<Element> {
        FrozenLists(starts: try table(), elements: try table())
    }
}

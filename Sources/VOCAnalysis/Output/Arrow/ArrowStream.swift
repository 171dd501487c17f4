/// The messages of an Arrow IPC stream: a schema, batches, an end
/// (<https://arrow.apache.org/docs/format/Columnar.html#ipc-streaming-format>).
enum ArrowStream {
    static let end: [UInt8] = [0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0]

    static func schema(of columns: [ArrowColumn]) -> [UInt8] {
        message(1, .table([.short(0), .list(columns.map(field))]), body: [])
    }

    /// A batch of all rows of `columns`, which must be as long as each other.
    static func batch(of columns: [ArrowColumn]) -> [UInt8] {
        var body = ArrowBody()
        for column in columns { column.write(to: &body) }
        let rows = Int64(columns[0].count)
        return message(
            3, .table([.long(rows), .pairs(body.nodes), .pairs(body.buffers)]), body: body.bytes)
    }

    private static func message(_ kind: UInt8, _ header: FlatValue, body: [UInt8]) -> [UInt8] {
        // Version 5 of the format is number 4.
        let table = FlatWriter.buffer([.short(4), .byte(kind), header, .long(Int64(body.count))])
        let length = (table.count + 7) / 8 * 8
        var bytes: [UInt8] = [0xFF, 0xFF, 0xFF, 0xFF]
        bytes.reserveCapacity(8 + length + body.count)
        for shift in stride(from: 0, to: 32, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: length >> shift))
        }
        bytes += table
        bytes += [UInt8](repeating: 0, count: length - table.count)
        bytes += body
        return bytes
    }

    private static func field(_ column: ArrowColumn) -> FlatValue {
        let (number, type): (UInt8, [FlatValue?]) =
            switch column.kind {
            case .int: (2, [.int(32), .byte(1)])
            case .long: (2, [.int(64), .byte(1)])
            case .double: (3, [.short(2)])
            case .text: (5, [])
            case .bool: (6, [])
            case .time: (10, [.short(2), .text("UTC")])
            case .list: (12, [])
            case .record: (13, [])
            case .map: (17, [.byte(0)])
            }
        return .table([
            .text(column.name), .byte(column.isNullable ? 1 : 0), .byte(number), .table(type), nil,
            .list(column.children.map(field)),
        ])
    }
}

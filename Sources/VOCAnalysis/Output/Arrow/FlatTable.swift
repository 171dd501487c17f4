/// A value of a FlatBuffers table: Arrow's stream describes its columns in such tables
/// (<https://flatbuffers.dev/internals>).
indirect enum FlatValue {
    case byte(UInt8)
    case short(Int16)
    case int(Int32)
    case long(Int64)
    case text(String)
    /// A table's fields by their number in its schema; nil where one is left out.
    case table([FlatValue?])
    case list([FlatValue])
    /// A list of structs of two 64-bit numbers.
    case pairs([(Int64, Int64)])

    /// The bytes it takes within its table; of what stands elsewhere, those of the way there.
    fileprivate var size: Int {
        switch self {
        case .byte: 1
        case .short: 2
        case .int, .text, .table, .list, .pairs: 4
        case .long: 8
        }
    }
}

/// Writes FlatBuffers front to back: what a table refers to follows it.
struct FlatWriter {
    private var bytes: [UInt8] = [0, 0, 0, 0]

    /// A buffer with `root` as its root table.
    static func buffer(_ root: [FlatValue?]) -> [UInt8] {
        var writer = FlatWriter()
        let place = writer.table(root)
        writer.put(UInt64(place), 4, at: 0)
        return writer.bytes
    }

    private mutating func put(_ value: UInt64, _ size: Int, at place: Int) {
        for index in 0..<size {
            bytes[place + index] = UInt8(truncatingIfNeeded: value >> UInt64(8 * index))
        }
    }

    private mutating func add(_ value: UInt64, _ size: Int) {
        bytes += [UInt8](repeating: 0, count: size)
        put(value, size, at: bytes.count - size)
    }

    /// Zeros until `ahead` bytes more would end at a multiple of eight.
    private mutating func pad(ahead: Int) {
        while (bytes.count + ahead) % 8 != 0 { bytes.append(0) }
    }

    /// Writes a table and all below it; returns where it starts.
    private mutating func table(_ fields: [FlatValue?]) -> Int {
        var places: [Int] = []
        var end = 4
        for field in fields {
            guard let size = field?.size else {
                places.append(0)
                continue
            }
            end = (end + size - 1) / size * size
            places.append(end)
            end += size
        }
        // Before the table stands where its fields are.
        let head = 4 + 2 * fields.count
        pad(ahead: head)
        add(UInt64(head), 2)
        add(UInt64(end), 2)
        for place in places { add(UInt64(place), 2) }
        let start = bytes.count
        add(UInt64(head), 4)
        bytes += [UInt8](repeating: 0, count: end - 4)
        for (field, place) in zip(fields, places) {
            if let field { put(field, at: start + place) }
        }
        return start
    }

    private mutating func put(_ field: FlatValue, at place: Int) {
        let target: Int
        switch field {
        case .byte(let value): return put(UInt64(value), 1, at: place)
        case .short(let value): return put(UInt64(bitPattern: Int64(value)), 2, at: place)
        case .int(let value): return put(UInt64(bitPattern: Int64(value)), 4, at: place)
        case .long(let value): return put(UInt64(bitPattern: value), 8, at: place)
        case .text(let text):
            pad(ahead: 0)
            target = bytes.count
            add(UInt64(text.utf8.count), 4)
            bytes += text.utf8
            bytes.append(0)
        case .table(let fields):
            target = table(fields)
        case .list(let values):
            pad(ahead: 0)
            target = bytes.count
            add(UInt64(values.count), 4)
            bytes += [UInt8](repeating: 0, count: 4 * values.count)
            for (index, value) in values.enumerated() { put(value, at: target + 4 + 4 * index) }
        case .pairs(let pairs):
            pad(ahead: 4)
            target = bytes.count
            add(UInt64(pairs.count), 4)
            for (first, second) in pairs {
                add(UInt64(bitPattern: first), 8)
                add(UInt64(bitPattern: second), 8)
            }
        }
        put(UInt64(target - place), 4, at: place)
    }
}

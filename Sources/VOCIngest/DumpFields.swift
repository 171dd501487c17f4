internal import VOCCore

/// The names of the fields at the beginning of a dump.
struct DumpFields {
    private let format: DumpFormat
    private var names: Set<String> = []
    /// The element that repeats most, two levels down.
    private(set) var likelyElement = ""

    init(_ head: [UInt8], _ format: DumpFormat, _ dialect: CSVDialect) {
        self.format = format
        switch format {
        case .csv: readHeader(head, dialect)
        case .json, .ndjson: readKeys(head.prefix(1 << 16))
        case .xml: readTags(head.prefix(1 << 16))
        case .mbox, .eml: break
        }
    }

    /// How well a variant's fields are found here: what is found counts for it, what is missing a
    /// little against it.
    func score(_ variant: SourceVariant) -> Double {
        var score = 0.0
        for (target, source) in variant.mapping.sources {
            let weight: Double =
                switch target {
                case .text: 4
                case .id, .rating, .receivedAt: 2
                default: 1
                }
            let parts = source.parts.count { part in part.contains { has($0, in: variant.records) }
            }
            let share = source.parts.isEmpty ? 0 : Double(parts) / Double(source.parts.count)
            score += weight * share - 0.3 * weight * (1 - share)
        }
        if !variant.records.isEmpty, !holdsRecords(variant.records) { score -= 100 }
        for condition in variant.skip + variant.only where has(condition.path, in: variant.records)
        { score += 2 }
        return score
    }

    private func holdsRecords(_ records: String) -> Bool {
        format == .csv || format.isMail || names.contains(records)
    }

    private func has(_ path: FieldPath, in records: String) -> Bool {
        switch format {
        case .csv: return names.contains(CSVText.folded(path.text))
        // Every message may have every field.
        case .mbox, .eml: return true
        case .json, .ndjson:
            let plain = path.text.split(separator: "[").map { $0.split(separator: "]").last ?? "" }
                .joined()
            let bare = path.text.prefix { $0 != "[" }
            let prefix = records.isEmpty ? "" : records + "."
            return names.contains(prefix + path.text) || names.contains(prefix + plain)
                || names.contains(prefix + bare)
        case .xml:
            let step = path.text.split(separator: ".").last.map(String.init) ?? path.text
            if step.hasPrefix("@") {
                let owner =
                    path.text.split(separator: ".").dropLast().last.map(String.init) ?? records
                return names.contains("\(owner)\(step)")
            }
            return names.contains(String(step.prefix { $0 != "[" }))
        }
    }

    private mutating func readHeader(_ head: [UInt8], _ dialect: CSVDialect) {
        var cutter = CSVCutter(dialect)
        var fields: [CSVCutter.Field] = []
        unsafe head.withUnsafeBufferPointer {
            guard let start = $0.baseAddress else { return }
            while unsafe cutter.cut(start, count: $0.count, isLast: true, into: &fields) == .blank {
            }
        }
        for field in fields {
            let text = String(
                decoding: head[field.offset..<field.offset + field.count], as: UTF8.self)
            names.insert(CSVText.folded(field.hasDoubledQuotes ? CSVText.undoubled(text) : text))
        }
    }

    /// All paths of keys, arrays passed through: a loose look at a document that may be cut short.
    private mutating func readKeys(_ head: ArraySlice<UInt8>) {
        var path: [String] = []
        var open: [UInt8] = []
        var key = ""
        var expectsKey = false
        var at = head.startIndex
        while at < head.endIndex, names.count < 4000 {
            let byte = head[at]
            switch byte {
            case 0x22:
                let start = at + 1
                at = start
                while at < head.endIndex, head[at] != 0x22 { at += head[at] == 0x5C ? 2 : 1 }
                guard at < head.endIndex else { return }
                if expectsKey {
                    key = String(decoding: head[start..<at], as: UTF8.self)
                    names.insert((path + [key]).filter { !$0.isEmpty }.joined(separator: "."))
                    expectsKey = false
                }
            case 0x7B, 0x5B:
                guard open.count < 32 else { return }
                path.append(open.last == 0x7B ? key : "")
                open.append(byte)
                expectsKey = byte == 0x7B
            case 0x7D, 0x5D:
                guard open.popLast() != nil else { return }
                path.removeLast()
                expectsKey = false
            case 0x2C: expectsKey = open.last == 0x7B
            default: break
            }
            at += 1
        }
    }

    private mutating func readTags(_ head: ArraySlice<UInt8>) {
        var depth = 0
        var counts: [(name: String, count: Int)] = []
        for piece in head.split(separator: 0x3C).prefix(5000) {
            guard let first = piece.first, first != 0x21, first != 0x3F else { continue }
            if first == 0x2F {
                depth -= 1
                continue
            }
            guard let end = piece.firstIndex(of: 0x3E) else { continue }
            let tag = String(decoding: piece[..<end], as: UTF8.self)
            let name = String(tag.prefix { !$0.isWhitespace && $0 != "/" })
            names.insert(name)
            for part in tag.split(whereSeparator: \.isWhitespace).dropFirst() {
                if let equals = part.firstIndex(of: "=") {
                    names.insert("\(name)@\(part[..<equals])")
                }
            }
            if depth == 1 {
                if let index = counts.firstIndex(where: { $0.name == name }) {
                    counts[index].count += 1
                } else {
                    counts.append((name, 1))
                }
            }
            if !tag.hasSuffix("/") { depth += 1 }
        }
        likelyElement = counts.max { $0.count < $1.count }?.name ?? ""
    }
}

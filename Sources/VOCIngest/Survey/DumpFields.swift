internal import VOCCore

/// The fields at the beginning of a dump, with their values.
struct DumpFields {
    private let format: DumpFormat
    /// The first rows of CSV, headers included.
    private(set) var rows: [[String]] = []
    private var json: JSONSampler?
    private var xml: XMLSampler?
    /// Every path or element of the document, wherever it stands.
    private var everything: Set<String> = []

    /// Rows of CSV that are looked at.
    private static let most = 1000

    init(_ head: [UInt8], isWhole: Bool, _ format: DumpFormat, _ dialect: CSVDialect) {
        self.format = format
        switch format {
        case .csv: readRows(head, isWhole, dialect)
        case .json, .ndjson: json = JSONSampler(head)
        case .xml: xml = XMLSampler(head)
        case .mbox, .eml: break
        }
        everything = Set(json?.samples.map(\.name) ?? [])
        if let xml { everything.formUnion(xml.counts.keys) }
    }

    /// The element that repeats most, two levels down.
    var likelyElement: String { xml?.likelyElement ?? "" }

    /// The places where lists of objects are, most records first, for a file whose records are
    /// somewhere inside.
    var listPaths: [(path: String, count: Int)] {
        (json?.objects ?? [:]).map { (path: $0.key, count: $0.value) }
            .sorted { ($1.count, $0.path) < ($0.count, $1.path) }
    }

    /// How many records of `variant` are in the head.
    func recordCount(_ variant: SourceVariant) -> Int {
        switch format {
        case .csv: max(0, rows.count - variant.header.rows)
        case .json, .ndjson:
            (variant.records.isEmpty ? [""] : variant.records).reduce(0) {
                $0 + (json?.objects[$1] ?? 0)
            }
        case .xml: elements(variant).reduce(0) { $0 + (xml?.counts[$1] ?? 0) }
        case .mbox, .eml: 0
        }
    }

    /// The element that is one record of the variant: of its names the first that is there.
    func recordElement(_ variant: SourceVariant) -> String {
        variant.records.first { xml?.counts[$0] != nil } ?? variant.records.first ?? likelyElement
    }

    private func elements(_ variant: SourceVariant) -> [String] {
        variant.records.isEmpty ? [likelyElement] : variant.records
    }

    /// The names of the fields of the variant's records.
    func names(_ variant: SourceVariant) -> [String] {
        switch format {
        case .csv: return variant.header.compose(rows)
        case .json, .ndjson:
            let all = json?.samples.map(\.name) ?? []
            guard !variant.records.isEmpty else { return all }
            return variant.records.flatMap { path in
                all.filter { $0.hasPrefix(path + ".") }.map { String($0.dropFirst(path.count + 1)) }
            }
        case .xml: return elements(variant).flatMap { xml?.samples(below: $0).map(\.name) ?? [] }
        case .mbox, .eml: return []
        }
    }

    /// The fields of the variant's records. Columns of CSV stand one by one, in their order.
    func samples(_ variant: SourceVariant, named names: [String]? = nil) -> [FieldSample] {
        switch format {
        case .csv:
            let header = names ?? variant.header.compose(rows)
            var samples = header.map { FieldSample($0) }
            for row in rows.dropFirst(names == nil ? variant.header.rows : 0)
            where row.count == header.count {
                for (column, cell) in row.enumerated() { samples[column].add(cell.utf8) }
            }
            return samples
        case .json, .ndjson:
            guard !variant.records.isEmpty else { return json?.samples ?? [] }
            var samples: [FieldSample] = []
            for path in variant.records {
                for sample in json?.samples ?? [] where sample.name.hasPrefix(path + ".") {
                    let name = String(sample.name.dropFirst(path.utf8.count + 1))
                    if samples.contains(where: { $0.name == name }) { continue }
                    var below = FieldSample(name)
                    for value in sample.values { below.add(value) }
                    samples.append(below)
                }
            }
            return samples
        case .xml: return elements(variant).flatMap { xml?.samples(below: $0) ?? [] }
        case .mbox, .eml: return []
        }
    }

    /// Whether the variant's records can be here at all; an empty list has its place too.
    func holdsRecords(_ variant: SourceVariant) -> Bool {
        switch format {
        case .csv:
            guard variant.header.rows <= rows.count else { return rows.isEmpty }
            let last = rows[variant.header.rows - 1]
            return variant.header.holds.isEmpty
                || last.contains { $0.contains(variant.header.holds) }
        case .json, .ndjson:
            return variant.records.isEmpty || variant.records.contains(where: everything.contains)
        case .xml:
            return variant.records.isEmpty
                || variant.records.contains { xml?.counts[$0] != nil }
        case .mbox, .eml: return true
        }
    }

    /// Whether the document has this key somewhere, for marks that stand outside the records.
    func hasOutside(_ name: String) -> Bool {
        guard name.contains("*") else { return everything.contains(name) }
        return everything.contains { NamePattern.matches($0, name) }
    }

    private mutating func readRows(_ head: [UInt8], _ isWhole: Bool, _ dialect: CSVDialect) {
        var cutter = CSVCutter(dialect)
        var fields: [CSVCutter.Field] = []
        unsafe head.withUnsafeBufferPointer {
            guard let start = $0.baseAddress else { return }
            while rows.count < DumpFields.most {
                fields.removeAll(keepingCapacity: true)
                switch unsafe cutter.cut(
                    start, count: $0.count, isLast: isWhole || rows.isEmpty, into: &fields)
                {
                case .record:
                    rows.append(fields.map { DumpFields.text(head, $0) })
                case .blank: break
                case .incomplete: return
                case .strayQuote, .unclosedQuote, .tooLarge:
                    guard unsafe cutter.skipFaultyLine(start, count: $0.count, isLast: isWhole)
                    else { return }
                }
                if cutter.position >= $0.count { return }
            }
        }
    }

    private static func text(_ head: [UInt8], _ field: CSVCutter.Field) -> String {
        let text = String(
            decoding: head[field.offset..<field.offset + field.count], as: UTF8.self)
        return field.hasDoubledQuotes ? CSVText.undoubled(text) : text
    }
}

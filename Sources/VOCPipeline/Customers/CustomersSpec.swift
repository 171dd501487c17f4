internal import VOCCore

/// `customers:` of a pipeline: the file that says who customers are, and how items find theirs.
struct CustomersSpec: Sendable {
    var file: String
    var key: String
    /// The field of items that holds the key: `author`, or the name of an attribute.
    var match: String
    /// Columns that become attributes of items, with their names.
    var segments: [(name: String, column: String)]
    var value: String?
    var showsKeys: Bool
    var origin: Origin

    /// Reads the block; `folder` is that of the pipeline.
    init(_ node: ConfigNode, folder: String) throws(VOCError) {
        let map = try node.map(
            "the customers",
            keys: ["file", "key", "match", "segments", "lifecycle", "value", "identifiers"])
        let path = try map.required("file").string()
        file = path.hasPrefix("/") ? path : PipelineFile.Input.simplified(folder + path)
        key = try map.required("key").string("the name of a column")
        match = try map["match"]?.string("author, or the name of an attribute") ?? "author"
        segments = []
        if let node = map["segments"] {
            for name in try node.strings() { segments.append((name, name)) }
        }
        if let column = try map["lifecycle"]?.string("the name of a column") {
            segments.append(("lifecycle", column))
        }
        value = try map["value"]?.string("the name of a column")
        showsKeys =
            try map["identifiers"]?.choice(["pseudonyms": false, "keys": true]) ?? false
        origin = node.origin
    }

    /// The file as a table.
    func table() throws(VOCError) -> CustomerTable {
        let rows = try DelimitedFile(path: file)
        let keyColumn = try rows.column(key, at: origin)
        let valueColumn = try value.map { (name) throws(VOCError) in
            try rows.column(name, at: origin)
        }
        let columns = try segments.map { (segment) throws(VOCError) in
            try rows.column(segment.column, at: origin)
        }
        var table = CustomerTable(attributes: segments.map(\.name), showsKeys: showsKeys)
        for row in rows.rows {
            let key = row.cells[keyColumn]
            guard !key.isEmpty else {
                throw VOCError(
                    .customersRow, "this customer has no key", at: rows.origin(of: row),
                    hint: "the column '\(self.key)' tells customers apart")
            }
            var worth: Int?
            if let valueColumn, !row.cells[valueColumn].isEmpty {
                guard let amount = CustomersSpec.amount(row.cells[valueColumn]) else {
                    throw VOCError(
                        .customersRow, "the value is not a number", at: rows.origin(of: row),
                        hint: "write amounts as 1250 or 1250.50, without units")
                }
                worth = amount
            }
            guard
                table.add(
                    key: key, valueMilli: worth, segments: columns.map { row.cells[$0] })
            else {
                throw VOCError(
                    .customersRow, "a customer with this key stands further up",
                    at: rows.origin(of: row), hint: "each key may stand once")
            }
        }
        return table
    }

    /// An amount in thousandths; nil for what is no plain number, or beyond 10¹¹.
    private static func amount(_ text: String) -> Int? {
        guard let value = Double(text), value.isFinite, value.magnitude <= 1e11 else { return nil }
        return Int((value * 1000).rounded())
    }
}

extension ErrorCode {
    static let customersColumn = ErrorCode(
        "customers.column",
        meaning: "The customers file has no column of a name that `customers:` gives.",
        example: "customers: { file: crm.csv, key: customerID } where the header says customerId",
        mend: "Use the names of the file's first line; the hint has the nearest.",
        exit: .badConfiguration)
    static let customersRow = ErrorCode(
        "customers.row",
        meaning:
            "A line of the customers file cannot be used: fields missing, no key, a key that stands twice, a value that is no number.",
        example: "c-17,plus,EUR 1.200,00",
        mend: "Mend the line; the values at stake must be right, so nothing is guessed.",
        exit: .badConfiguration)
}

/// A small table with a header line, as CRM systems export it: UTF-8, fields in quotes or not,
/// separated by comma, semicolon or tab, whichever the header has most of.
struct DelimitedFile {
    struct Row {
        var line: Int
        var cells: [String]
    }

    let path: String
    let header: [String]
    private(set) var rows: [Row] = []

    init(path: String) throws(VOCError) {
        self.path = path
        let text = try TextFile.read(path)
        var bytes = Array(text.utf8)[...]
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
        let first = bytes.prefix { $0 != 0x0A }
        let delimiter = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09].max { one, other in
            first.count { $0 == one } < first.count { $0 == other }
        }!
        var lines = Lines(bytes, delimiter: delimiter)
        header = try lines.next(path)?.cells ?? []
        while let row = try lines.next(path) {
            if row.cells.count == 1, row.cells[0].isEmpty { continue }
            guard row.cells.count == header.count else {
                throw VOCError(
                    .customersRow,
                    "this row has \(row.cells.count) fields, the header has \(header.count)",
                    at: Origin(file: path, line: row.line))
            }
            rows.append(row)
        }
    }

    /// The place of the column called `name`; `place` is where the name stands in the pipeline.
    func column(_ name: String, at place: Origin) throws(VOCError) -> Int {
        if let index = header.firstIndex(of: name) { return index }
        throw VOCError(
            .customersColumn, "\(path) has no column '\(name)'", at: place,
            hint: DidYouMean.hint(for: name, among: header))
    }

    func origin(of row: Row) -> Origin { Origin(file: path, line: row.line) }

    /// Cuts bytes into rows of fields.
    private struct Lines {
        private var rest: ArraySlice<UInt8>
        private let delimiter: UInt8
        private var line = 0

        init(_ bytes: ArraySlice<UInt8>, delimiter: UInt8) {
            rest = bytes
            self.delimiter = delimiter
        }

        mutating func next(_ path: String) throws(VOCError) -> Row? {
            guard !rest.isEmpty else { return nil }
            line += 1
            let start = line
            var cells: [String] = []
            var cell: [UInt8] = []
            var isQuoted = false
            var wasQuoted = false
            func trimmed() -> String {
                let text = String(decoding: cell, as: UTF8.self)
                return wasQuoted
                    ? text : String(text.trimmingPrefix { $0 == " " }.reversedTrimming())
            }
            while let byte = rest.popFirst() {
                if isQuoted {
                    if byte == UInt8(ascii: "\"") {
                        if rest.first == byte {
                            rest.removeFirst()
                            cell.append(byte)
                        } else {
                            isQuoted = false
                        }
                    } else {
                        if byte == 0x0A { line += 1 }
                        cell.append(byte)
                    }
                } else if byte == UInt8(ascii: "\""), cell.isEmpty {
                    isQuoted = true
                    wasQuoted = true
                } else if byte == delimiter {
                    cells.append(trimmed())
                    cell.removeAll(keepingCapacity: true)
                    wasQuoted = false
                } else if byte == 0x0A {
                    break
                } else if byte != 0x0D {
                    cell.append(byte)
                }
            }
            guard !isQuoted else {
                throw VOCError(
                    .customersRow, "the quote opened here is never closed",
                    at: Origin(file: path, line: start))
            }
            cells.append(trimmed())
            return Row(line: start, cells: cells)
        }
    }
}

extension StringProtocol {
    /// Without spaces at the end.
    fileprivate func reversedTrimming() -> SubSequence {
        var end = endIndex
        while end > startIndex, self[index(before: end)] == " " { end = index(before: end) }
        return self[..<end]
    }
}

internal import VOCCore
internal import VOCIngest

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

    /// The file as a table. Nothing in it may be wrong: the values at stake must be right.
    func table() throws(VOCError) -> CustomerTable {
        let rows = try TableFile(path: file)
        if let reject = rows.rejects.first {
            throw VOCError(.customersRow, reject.message, at: reject.origin)
        }
        let keyColumn = try column(key, of: rows)
        let valueColumn = try value.map { (name) throws(VOCError) in try column(name, of: rows) }
        let columns = try segments.map { (segment) throws(VOCError) in
            try column(segment.column, of: rows)
        }
        var table = CustomerTable(attributes: segments.map(\.name), showsKeys: showsKeys)
        for row in rows.rows {
            let key = row.cells[keyColumn]
            guard !key.isEmpty else {
                throw VOCError(
                    .customersRow, "this customer has no key",
                    at: rows.origin(of: row, cell: keyColumn),
                    hint: "the column '\(self.key)' tells customers apart")
            }
            var worth: Int?
            if let valueColumn, !row.cells[valueColumn].isEmpty {
                guard let amount = CustomersSpec.amount(row.cells[valueColumn]) else {
                    throw VOCError(
                        .customersRow, "the value is not a number",
                        at: rows.origin(of: row, cell: valueColumn),
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
                    at: rows.origin(of: row, cell: keyColumn), hint: "each key may stand once")
            }
        }
        return table
    }

    private func column(_ name: String, of table: TableFile) throws(VOCError) -> Int {
        if let index = table.header.firstIndex(of: name) { return index }
        throw VOCError(
            .customersColumn, "\(file) has no column '\(name)'", at: origin,
            hint: DidYouMean.hint(for: name, among: table.header))
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

internal import VOCCore
internal import VOCIngest

/// How one dump was read: what must be known to read a single record of it again.
///
/// It is an entry of `scans` in `run.json`; a line of `rejects.ndjson` names it by its place there.
struct Scan: Codable, Sendable {
    let file: String
    /// Which input of the pipeline it belongs to, from 0.
    let input: Int
    /// The source profile and its variant.
    let source: String
    let variant: String
    let format: String
    let encoding: String
    /// CSV: the delimiter, the quote (empty for none) and the column names.
    let delimiter: String
    let quote: String
    let header: [String]
    /// XML: the element that is one record.
    let element: String

    init(_ reader: DumpReader) {
        file = reader.input.path
        input = Int(reader.input.inputIndex)
        source = reader.profileID
        variant = reader.variantName
        format = reader.format.rawValue
        encoding = reader.encoding.name
        delimiter = reader.delimiter.map { String(UnicodeScalar($0)) } ?? ""
        quote = reader.quote.map { $0 == 0 ? "" : String(UnicodeScalar($0)) } ?? ""
        header = reader.header
        element = reader.recordElement
    }

    func write(to json: inout JSONWriter) {
        json.beginObject()
        json.key("file")
        json.string(file)
        json.key("input")
        json.integer(input)
        for (key, value) in [
            ("source", source), ("variant", variant), ("format", format),
            ("encoding", encoding), ("delimiter", delimiter), ("quote", quote),
        ] {
            json.key(text: key)
            json.string(value)
        }
        json.key("header")
        json.strings(header)
        json.key("element")
        json.string(element)
        json.endObject()
    }
}

internal import Glibc
package import VOCCore

/// A table beside the dumps that is read whole, such as the outcomes of cases: CSV with a header, in
/// any encoding and with any of the usual delimiters.
package struct TableFile: Sendable {
    /// One record with its cells, as many as the header has.
    package struct Row: Sendable {
        package let cells: [String]
        fileprivate let number: Int
        fileprivate let line: Int
        /// Where the row, and where each cell begins in the text.
        fileprivate let start: Int
        fileprivate let offsets: [Int]
    }

    package let path: String
    package let header: [String]
    package private(set) var rows: [Row] = []
    /// Records that are none, by place and reason; their bytes are not kept.
    package private(set) var rejects: [Reject] = []
    private let text: [UInt8]

    /// More is no table of this kind.
    package static let largest = 256 << 20

    package init(path: String) throws(VOCError) {
        self.path = path
        let raw = try TextFile.bytes(path)
        guard raw.count <= TableFile.largest else {
            throw VOCError(
                .recordTooLarge, "this table is larger than 256 MiB", at: Origin(file: path),
                hint: "leave out old rows")
        }
        let content = TableFile.decoded(raw)
        text = content
        let dialect = CSVDialect.sniff(
            Array(content.prefix(1 << 16)), isWhole: content.count <= 1 << 16, delimiter: nil,
            quote: nil)
        var cutter = CSVCutter(dialect)
        var cut: [(fields: [CSVCutter.Field], start: Int, line: Int)] = []
        var faults: [(code: ErrorCode, origin: Origin)] = []
        var isFaulty = false
        func fault(_ code: ErrorCode) {
            isFaulty = true
            faults.append(
                (
                    code,
                    Origin(
                        file: path, line: cutter.faultLine + 1,
                        column: cutter.faultOffset - cutter.faultLineStart + 1,
                        byteOffset: cutter.faultOffset)
                ))
        }
        unsafe content.withUnsafeBufferPointer { bytes in
            guard let start = bytes.baseAddress else { return }
            while cutter.position < bytes.count {
                var fields: [CSVCutter.Field] = []
                let (place, line) = (cutter.position, cutter.lines + 1)
                switch unsafe cutter.cut(start, count: bytes.count, isLast: true, into: &fields) {
                case .record: cut.append((fields, place, line))
                case .blank: break
                case .incomplete: return
                case .unclosedQuote: fault(.csvUnclosedQuote)
                case .strayQuote, .tooLarge: fault(.csvStrayQuote)
                }
                guard isFaulty else { continue }
                isFaulty = false
                guard unsafe cutter.skipFaultyLine(start, count: bytes.count, isLast: true)
                else { return }
            }
        }
        func cells(_ fields: [CSVCutter.Field]) -> [String] {
            fields.map { field in
                var bytes = content[field.offset..<field.offset + field.count]
                if field.hasDoubledQuotes { bytes = TableFile.undoubled(bytes, dialect.quote)[...] }
                return String(decoding: bytes, as: UTF8.self).trimmingBlanks
            }
        }
        guard let first = cut.first else {
            throw VOCError(.csvEmpty, "this table has no header", at: Origin(file: path))
        }
        header = cells(first.fields)
        for (code, origin) in faults {
            rejects.append(
                Reject(
                    code,
                    code == .csvStrayQuote
                        ? "a quote stands where none may" : "the quote opened here is never closed",
                    at: origin))
        }
        for (number, record) in cut.dropFirst().enumerated() {
            guard record.fields.count == header.count else {
                rejects.append(
                    Reject(
                        .csvRaggedRow,
                        "this row has \(record.fields.count) fields, the header has \(header.count)",
                        at: Origin(
                            file: path, record: number + 1, line: record.line, column: 1,
                            byteOffset: record.start)))
                continue
            }
            rows.append(
                Row(
                    cells: cells(record.fields), number: number + 1, line: record.line,
                    start: record.start, offsets: record.fields.map(\.offset)))
        }
    }

    /// Where a cell stands.
    package func origin(of row: Row, cell: Int) -> Origin {
        let offset = row.offsets[cell]
        let before = text[row.start..<offset]
        let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? row.start
        return Origin(
            file: path, record: row.number, line: row.line + before.count { $0 == 0x0A },
            column: offset - lineStart + 1, byteOffset: offset)
    }

    /// The moment that a date of an export says, as dates of dumps are read; nil if it is none, or
    /// can be read in two ways.
    package static func moment(_ text: String, _ rule: DateRule) -> Timestamp? {
        var text = text
        return text.withUTF8 { bytes in
            unsafe DateReader.microseconds(bytes, unit: nil, rule: rule)
                .map(Timestamp.init(microseconds:))
        }
    }

    private static func decoded(_ raw: [UInt8]) -> [UInt8] {
        unsafe raw.withUnsafeBufferPointer { whole in
            let mark = unsafe TextEncoding.mark(of: whole)
            let rest = unsafe UnsafeBufferPointer(rebasing: whole[(mark?.count ?? 0)...])
            let head = unsafe UnsafeBufferPointer(rebasing: rest.prefix(1 << 18))
            let encoding =
                unsafe mark?.encoding ?? TextEncoding.guess(head, isWhole: head.count == rest.count)
            var transcoder = Transcoder(encoding)
            let target = ByteBuffer(capacity: rest.count + 1)
            unsafe transcoder.append(rest, to: target, isLast: true)
            return unsafe Array(target.bytes)
        }
    }

    private static func undoubled(_ bytes: ArraySlice<UInt8>, _ quote: UInt8) -> [UInt8] {
        var result: [UInt8] = []
        var isSecond = false
        for byte in bytes {
            if byte == quote, isSecond {
                isSecond = false
                continue
            }
            isSecond = byte == quote
            result.append(byte)
        }
        return result
    }
}

extension String {
    fileprivate var trimmingBlanks: String {
        let utf8 = self.utf8
        guard utf8.first == 0x20 || utf8.last == 0x20 else { return self }
        let start = utf8.firstIndex { $0 != 0x20 } ?? utf8.endIndex
        let end = utf8.lastIndex { $0 != 0x20 }.map(utf8.index(after:)) ?? start
        return String(self[start..<end])
    }
}

internal import VOCCore

/// The rows of a `.tsv` file of a lexicon: named columns, `#` comments, one tab between cells.
struct TabbedFile {
    struct Row {
        let cells: [String]
        let origin: Origin

        subscript(column: Int) -> String { column < cells.count ? cells[column] : "" }
    }

    let rows: [Row]

    /// Reads `path`; the first line that is no comment must name exactly `columns`.
    init(_ path: String, columns: [String]) throws(VOCError) {
        var rows: [Row] = []
        var hasHeader = false
        var number = 0
        let bytes = Array(try TextFile.read(path).utf8)
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            number += 1
            let line = line.last == 0x0D ? line.dropLast() : line
            guard let first = line.first else { continue }
            if first == UInt8(ascii: "#"), line.count == 1 || line.dropFirst().first == 0x20 {
                continue
            }
            let cells = line.split(separator: 0x09, omittingEmptySubsequences: false)
                .map { String(decoding: $0, as: UTF8.self) }
            let origin = Origin(file: path, line: number, column: 1)
            if !hasHeader {
                guard cells == columns else {
                    throw VOCError(
                        .lexiconRow, "the columns should be \(columns.joined(separator: ", "))",
                        at: origin, hint: "separate them with one tab each")
                }
                hasHeader = true
                continue
            }
            guard cells.count <= columns.count, !cells[0].isEmpty else {
                throw VOCError(
                    .lexiconRow, "this line has \(cells.count) columns, not \(columns.count)",
                    at: origin, hint: "separate columns with exactly one tab")
            }
            rows.append(Row(cells: cells, origin: origin))
        }
        self.rows = rows
    }
}

extension TabbedFile.Row {
    /// Thousandths of the decimal in `column`, which must lie in `range`.
    func milli(_ column: Int, named name: String, in range: ClosedRange<Double>) throws(VOCError)
        -> Int
    {
        guard let value = Double(self[column]), range.contains(value) else {
            throw VOCError(
                .lexiconRow,
                "\(name) is '\(self[column])', expected a number from \(range.lowerBound) to \(range.upperBound)",
                at: origin)
        }
        return Int((value * 1000).rounded())
    }
}

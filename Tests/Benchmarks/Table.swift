internal import VOCCore

/// The figures as people and programs read them.
enum Table {
    static func lines(_ results: [Result]) -> [String] {
        let head = [
            "", "MB", "items", "CPU s", "wall s", "MB/CPU s", "items/s", "peak MB", "× wc -w",
        ]
        var lines: [String] = []
        for format in GeneratedFormat.allCases {
            let group = results.filter { $0.dump.format == format }
            guard let words = group.first(where: { $0.row == .words })?.median,
                let dump = group.first?.dump
            else { continue }
            lines.append("\(format.rawValue): \(dump.path)")
            lines += aligned([head] + group.map { cells($0, words) }) + [""]
        }
        return lines
    }

    private static func cells(_ result: Result, _ words: Figures) -> [String] {
        let figures = result.median
        return [
            result.row.name, fixed(Double(figures.bytes) / 1e6, 1), "\(figures.items)",
            fixed(seconds(figures.cpu), 2), fixed(seconds(figures.wall), 2),
            figures.bytes > 0 ? fixed(Double(figures.bytes) / 1e6 / seconds(figures.cpu), 1) : "",
            fixed(Double(figures.items) / seconds(figures.wall), 0),
            fixed(Double(figures.peak) / 1e6, 1),
            fixed(seconds(figures.cpu) / seconds(words.cpu), 2),
        ]
    }

    static func lines(peaks: [(megabytes: Int, peak: Int)]) -> [String] {
        guard let first = peaks.first, let last = peaks.last else { return [] }
        return [
            "memory of voc map --jobs 1: \(fixed(Double(first.peak) / 1e6, 1)) MB for \(first.megabytes) MB, "
                + "\(fixed(Double(last.peak) / 1e6, 1)) MB for \(last.megabytes) MB "
                + "(× \(fixed(Double(last.peak) / Double(first.peak), 2)))"
        ]
    }

    /// Whole runs, one a row.
    static func lines(_ runs: [(name: String, figures: Figures)]) -> [String] {
        aligned(
            [["", "CPU s", "wall s", "peak MB"]]
                + runs.map { name, figures in
                    [
                        name, fixed(seconds(figures.cpu), 2), fixed(seconds(figures.wall), 2),
                        fixed(Double(figures.peak) / 1e6, 0),
                    ]
                })
    }

    /// One object: `rows`, each with all its rounds, and `memory`. Times in nanoseconds, sizes in
    /// bytes.
    static func json(_ results: [Result], _ peaks: [(megabytes: Int, peak: Int)]) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("rows")
        writer.beginArray()
        for result in results {
            writer.beginObject()
            writer.key("format")
            writer.string(result.dump.format.rawValue)
            writer.key("row")
            writer.string(result.row.name)
            let median = result.median
            writer.key("items")
            writer.integer(median.items)
            writer.key("bytes")
            writer.integer(median.bytes)
            write("cpu", median.cpu, result.runs.map(\.cpu), to: &writer)
            write("wall", median.wall, result.runs.map(\.wall), to: &writer)
            write("peak", median.peak, result.runs.map(\.peak), to: &writer)
            writer.endObject()
        }
        writer.endArray()
        writer.key("memory")
        writer.beginArray()
        for peak in peaks {
            writer.beginObject()
            writer.key("megabytes")
            writer.integer(peak.megabytes)
            writer.key("peak")
            writer.integer(peak.peak)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private static func write(
        _ name: String, _ median: Int, _ runs: [Int], to writer: inout JSONWriter
    ) {
        writer.key(text: name)
        writer.beginObject()
        writer.key("median")
        writer.integer(median)
        writer.key("rounds")
        writer.beginArray()
        for value in runs { writer.integer(value) }
        writer.endArray()
        writer.endObject()
    }

    private static func seconds(_ nanoseconds: Int) -> Double { max(1, Double(nanoseconds)) / 1e9 }

    private static func fixed(_ value: Double, _ places: Int) -> String {
        let scale = places == 0 ? 1.0 : places == 1 ? 10.0 : 100.0
        let scaled = Int((value * scale).rounded())
        guard places > 0 else { return "\(scaled)" }
        let part = String(scaled % Int(scale))
        return "\(scaled / Int(scale))." + String(repeating: "0", count: places - part.count) + part
    }

    /// First column to the left, numbers to the right.
    private static func aligned(_ rows: [[String]]) -> [String] {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            row.indices.map { column in
                let space = String(repeating: " ", count: widths[column] - row[column].count)
                return column == 0 ? row[column] + space : space + row[column]
            }.joined(separator: "  ")
        }
    }
}

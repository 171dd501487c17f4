/// Draws a report in the formats it asks for.
package enum Renderers {
    /// Files of a report by name, in a fixed order: `report.html`, `report.md`, `report.json`,
    /// `digest.html`, `digest.txt`, then the CSV tables.
    package static func files(_ report: Report) -> [(name: String, bytes: [UInt8])] {
        let formats = Set(report.formats)
        var result: [(name: String, bytes: [UInt8])] = []
        if formats.contains(.html) {
            result.append(("report.html", Array(HTMLRenderer.page(report).markup.utf8)))
        }
        if formats.contains(.md) {
            result.append(("report.md", Array(MarkdownRenderer.document(report).utf8)))
        }
        if formats.contains(.json) { result.append(("report.json", JSONRenderer.document(report))) }
        if formats.contains(.html) {
            result.append(("digest.html", Array(DigestRenderer.html(report).markup.utf8)))
        }
        if formats.contains(.md) {
            result.append(("digest.txt", Array(DigestRenderer.text(report).utf8)))
        }
        if formats.contains(.csv) {
            result += CSVRenderer.files(report).map { ($0.name, Array($0.text.utf8)) }
        }
        return result
    }
}

extension Report {
    /// Every table of every section.
    package var tables: [Table] {
        sections.flatMap(\.blocks).compactMap {
            if case .table(let table) = $0 { table } else { nil }
        }
    }
}

/// Characters that must not reach a page or a terminal as they are.
enum Unprintable {
    /// Whether `scalar` is a control (other than tab and line feed) or a bidirectional override or
    /// isolate.
    static func contains(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: false
        case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}

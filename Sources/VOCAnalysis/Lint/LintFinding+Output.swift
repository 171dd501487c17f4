package import VOCCore

extension LintFinding {
    /// One finding as an object of `pipelines/schema/lint.json`.
    package func write(to json: inout JSONWriter) {
        json.beginObject()
        json.key("severity")
        json.string(severity.rawValue)
        json.key("code")
        json.string(code.id)
        json.key("file")
        json.string(origin.file)
        json.key("line")
        json.integer(origin.line)
        json.key("entry")
        json.string(entry)
        json.key("message")
        json.string(message)
        json.key("other")
        if let other {
            json.beginObject()
            json.key("file")
            json.string(other.file)
            json.key("line")
            json.integer(other.line)
            json.endObject()
        } else {
            json.null()
        }
        json.key("figures")
        if let figures { figures.write(to: &json) } else { json.null() }
        json.endObject()
    }

    /// The columns of `row`.
    package static let columns = [
        "severity", "code", "file", "line", "entry", "message", "otherFile", "otherLine", "n",
        "meanRating", "lowShare", "otherLowShare", "differenceLow", "differenceHigh", "p",
    ]

    /// Its cells for a CSV file.
    package var row: [String] {
        var cells = [
            severity.rawValue, code.id, origin.file, String(origin.line), entry, message,
            other?.file ?? "", other.map { String($0.line) } ?? "",
        ]
        guard let figures else { return cells + Array(repeating: "", count: 7) }
        cells.append(String(figures.count))
        return cells
            + [
                figures.meanRating, figures.lowShare, figures.otherLowShare,
                figures.difference.low, figures.difference.high, figures.p,
            ].map { Decimals.fixed($0, places: 3) }
    }

    /// For people: `file:line: severity: 'entry' message [code]`, with the other line below.
    package var lines: [String] {
        let place = "\(VOCError.printable(origin.file)):\(origin.line)"
        // A pattern may have hundreds of words; the place names it as well.
        let short = entry.count <= 80 ? entry : "\(entry.prefix(79))…"
        let name = entry.isEmpty ? "" : "'\(short)': "
        let text = "\(place): \(severity.rawValue): \(name)\(message) [\(code.id)]"
        guard let other else { return [text] }
        return [text, "  see \(VOCError.printable(other.file)):\(other.line)"]
    }
}

extension LintFinding.Figures {
    fileprivate func write(to json: inout JSONWriter) {
        json.beginObject()
        json.key("n")
        json.integer(count)
        json.key("meanRating")
        json.number(meanRating)
        json.key("lowShare")
        json.number(lowShare)
        json.key("otherLowShare")
        json.number(otherLowShare)
        json.key("difference")
        json.beginArray()
        json.number(difference.low)
        json.number(difference.high)
        json.endArray()
        json.key("p")
        json.number(p)
        json.endObject()
    }
}

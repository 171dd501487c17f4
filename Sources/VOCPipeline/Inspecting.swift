package import VOCCore
internal import VOCIngest

/// What `voc inspect` says about a dump, as words or JSON.
package struct DumpReport: Sendable {
    let inspection: Inspection

    /// Looks at what is at `path`, as `source` or as the profile that fits best: one report for a
    /// dump, one for each member of an archive.
    package static func all(_ path: String, source: String? = nil) throws(VOCError) -> [DumpReport]
    {
        let folders = Home().sourceFolders
        var input = DumpInput(path: path)
        if let source {
            input.profile = try SourceProfile.load(source, folders: folders)
        } else {
            input.candidates = try SourceProfiles.all(folders: folders)
        }
        var reports: [DumpReport] = []
        for part in try DumpContents(input).inputs {
            if let refusal = part.member?.refusal { throw refusal }
            reports.append(DumpReport(inspection: try Inspection(part)))
        }
        return reports
    }

    /// The report as lines; what customers wrote is in it only if asked for.
    package func lines(showsText: Bool) -> [String] {
        var lines = ["\(VOCError.printable(inspection.path))"]
        func add(_ name: String, _ value: String) {
            lines.append(
                "  " + name + String(repeating: " ", count: max(1, 11 - name.count)) + value)
        }
        add("format", format)
        add("encoding", encoding)
        let records = inspection.recordCount
        let place = inspection.records.filter { !$0.isEmpty }.joined(separator: ", ")
        add(
            "records",
            (inspection.isWhole ? "\(records)" : "\(records) looked at, more follow")
                + (place.isEmpty ? "" : ", at \(place)"))
        add("profile", profile)
        for reason in inspection.profile.reasons { add("", reason) }
        if let rival = inspection.profile.rival { add("", "\(rival) comes close") }
        if let dates = inspection.dates {
            let order = dates.order.map { ", \($0.words)" } ?? ""
            add(
                "dates",
                "\(dates.field), \(dates.first) to \(dates.last)\(order); without a zone in \(dates.zone)"
            )
        }
        if let ratings = inspection.ratings { add("ratings", words(ratings)) }
        for guess in inspection.guesses {
            add("guessed", "\(guess.target.rawValue) is \(guess.names.joined(separator: ", "))")
        }
        for note in inspection.notes { add(note.isWarning ? "warning" : "note", note.text) }
        lines.append("")
        lines += table(showsText)
        return lines
    }

    private var format: String {
        var parts = [inspection.format.rawValue.uppercased()]
        if let delimiter = inspection.delimiter {
            parts.append("delimiter \(delimiter)")
            parts.append(inspection.quote.map { "quote \($0)" } ?? "no quotes")
            parts.append(
                "\(inspection.headerRows) header \(inspection.headerRows == 1 ? "row" : "rows")")
        }
        if inspection.isCompressed { parts.append("compressed") }
        return parts.joined(separator: ", ")
    }

    private var encoding: String {
        inspection.encoding + (inspection.hasByteOrderMark ? ", with a byte-order mark" : "")
    }

    private var profile: String {
        let profile = inspection.profile
        let name = profile.variant.isEmpty ? profile.id : "\(profile.id) (\(profile.variant))"
        return "\(name), confidence \(Int((profile.confidence * 100).rounded())) %"
    }

    private func words(_ ratings: Inspection.Ratings) -> String {
        func words(_ scale: RatingScale) -> String {
            "\(scale.lowMilli / 1000)..\(scale.highMilli / 1000)"
        }
        let stated = ratings.stated.map { ", on the scale \(words($0))" } ?? ""
        let inferred = ratings.inferred.map {
            ratings.stated == nil ? ", fits the scale \(words($0))" : ""
        }
        return "\(ratings.field), \(ratings.numbers) numbers seen\(stated)\(inferred ?? "")"
    }

    /// Fields with their fill rates; of a wide table the empty ones are only counted.
    private func table(_ showsText: Bool) -> [String] {
        let shown = inspection.fields.filter { $0.fill > 0 }
        let rows = shown.map { field -> [String] in
            var row = [
                "  \(DumpReport.short(field.name))", "\(Int((field.fill * 100).rounded())) %",
                field.kind,
                field.feeds ?? "-",
            ]
            if showsText {
                row.append(field.samples.map(DumpReport.short).joined(separator: " | "))
            }
            return row
        }
        let heading = ["  field", "filled", "kind", "feeds"] + (showsText ? ["first values"] : [])
        let all = [heading] + rows
        let widths = heading.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        var lines = all.map { row in
            var line = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
                .joined(separator: "  ")
            while line.hasSuffix(" ") { line.removeLast() }
            return line
        }
        let empty = inspection.fields.count - shown.count
        if empty > 0 { lines.append("  … and \(empty) without a value") }
        return lines
    }

    private static func short(_ text: String) -> String {
        let line = VOCError.printable(
            text.split(whereSeparator: \.isNewline).joined(separator: " "))
        return line.count > 48 ? line.prefix(47) + "…" : line
    }

    /// The report as one JSON object.
    package func write(to json: inout JSONWriter, showsText: Bool) {
        json.beginObject()
        json.key("file")
        json.string(inspection.path)
        json.key("format")
        json.string(inspection.format.rawValue)
        json.key("encoding")
        json.string(inspection.encoding)
        json.key("byteOrderMark")
        json.bool(inspection.hasByteOrderMark)
        json.key("compressed")
        json.bool(inspection.isCompressed)
        if let delimiter = inspection.delimiter {
            json.key("delimiter")
            json.string(delimiter)
            json.key("quote")
            json.string(orNull: inspection.quote)
            json.key("headerRows")
            json.integer(inspection.headerRows)
        }
        json.key("records")
        json.beginObject()
        json.key("at")
        json.strings(inspection.records)
        json.key("seen")
        json.integer(inspection.recordCount)
        json.key("all")
        json.bool(inspection.isWhole)
        json.endObject()
        writeProfile(&json)
        writeDates(&json)
        writeRatings(&json)
        writeFields(&json, showsText)
        json.key("notes")
        json.beginArray()
        for note in inspection.notes {
            json.beginObject()
            json.key("warning")
            json.bool(note.isWarning)
            json.key("text")
            json.string(note.text)
            json.endObject()
        }
        json.endArray()
        json.endObject()
        json.newline()
    }

    private func writeProfile(_ json: inout JSONWriter) {
        let profile = inspection.profile
        json.key("profile")
        json.beginObject()
        json.key("id")
        json.string(profile.id)
        json.key("variant")
        json.string(profile.variant)
        json.key("confidence")
        json.number(profile.confidence, places: 2)
        json.key("reasons")
        json.strings(profile.reasons)
        json.key("rival")
        json.string(orNull: profile.rival)
        json.endObject()
    }

    private func writeDates(_ json: inout JSONWriter) {
        json.key("dates")
        guard let dates = inspection.dates else { return json.null() }
        json.beginObject()
        json.key("field")
        json.string(dates.field)
        json.key("order")
        json.string(orNull: dates.order?.rawValue)
        json.key("zone")
        json.string(dates.zone)
        json.key("first")
        json.string(dates.first)
        json.key("last")
        json.string(dates.last)
        json.endObject()
    }

    private func writeRatings(_ json: inout JSONWriter) {
        json.key("ratings")
        guard let ratings = inspection.ratings else { return json.null() }
        json.beginObject()
        json.key("field")
        json.string(ratings.field)
        json.key("numbers")
        json.integer(ratings.numbers)
        for (name, scale) in [("stated", ratings.stated), ("inferred", ratings.inferred)] {
            json.key(text: name)
            if let scale {
                json.string("\(scale.lowMilli / 1000)..\(scale.highMilli / 1000)")
            } else {
                json.null()
            }
        }
        json.endObject()
    }

    private func writeFields(_ json: inout JSONWriter, _ showsText: Bool) {
        json.key("fields")
        json.beginArray()
        for field in inspection.fields {
            json.beginObject()
            json.key("name")
            json.string(field.name)
            json.key("filled")
            json.number(field.fill, places: 3)
            json.key("kind")
            json.string(field.kind)
            json.key("feeds")
            json.string(orNull: field.feeds)
            if showsText {
                json.key("samples")
                json.strings(field.samples)
            }
            json.endObject()
        }
        json.endArray()
        json.key("guessed")
        json.beginArray()
        for guess in inspection.guesses {
            json.beginObject()
            json.key("target")
            json.string(guess.target.rawValue)
            json.key("fields")
            json.strings(guess.names)
            json.endObject()
        }
        json.endArray()
    }
}

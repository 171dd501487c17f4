internal import VOCCore

extension Difference {
    /// What somebody who changed a rule wants to see, the whole before the parts.
    package func lines(withText: Bool) -> [String] {
        var lines = [
            "\(items) items, of which \(changed) are read differently"
                + (items == 0
                    ? ""
                    : " (\(Decimals.fixed(100 * Double(changed) / Double(items), places: 1)) %)")
        ]
        if onlyOld + onlyNew > 0 {
            lines.append(
                "records that only one side accepts: \(onlyOld) the old, \(onlyNew) the new")
        }
        lines += figures
        if !labels.isEmpty {
            lines += ["", "labels"]
            lines += labels.map { "  \($0.from) → \($0.to)  \($0.count)" }
        }
        for (kind, title) in [
            (Topic.Kind.theme, "themes"), (.intent, "intents"), (.queue, "queues"),
        ] {
            let some = topics.filter { $0.kind == kind }
            if !some.isEmpty { lines += ["", title] + table(some, withText: withText) }
        }
        if !moves.isEmpty {
            lines += ["", "items that go from queue to queue"]
            for move in moves {
                lines.append("  \(name(move.from)) → \(name(move.to))  \(move.count)")
                lines += move.examples.map { example in
                    "      \(place(of: example))\(withText ? "  \(words(example))" : "")"
                }
            }
        }
        return lines
    }

    private var figures: [String] {
        var rows = [["", "before", "after", "change"]]
        for metric in metrics {
            guard let before = metric.before, let after = metric.after else { continue }
            let places = metric.unit == "mean" ? 3 : 1
            let change = Decimals.fixed(after - before, places: places)
            rows.append([
                metric.name, Decimals.fixed(before, places: places),
                Decimals.fixed(after, places: places),
                change.hasPrefix("-") || Double(change) == 0 ? change : "+\(change)",
            ])
        }
        return rows.count == 1 ? [] : [""] + Difference.columns(rows)
    }

    private func table(_ topics: [Topic], withText: Bool) -> [String] {
        let rows =
            [["", "before", "after", "gained", "lost", "other feeling"]]
            + topics.map { topic in
                [
                    topic.id
                        + (topic.was.isEmpty ? "" : " (was \(topic.was.joined(separator: ", ")))")
                        + (topic.isOld ? "" : " (new)") + (topic.isNew ? "" : " (gone)"),
                    "\(topic.before)", "\(topic.after)", "\(topic.gained)", "\(topic.lost)",
                    "\(topic.relabelled)",
                ]
            }
        var lines: [String] = []
        for (index, line) in Difference.columns(rows).enumerated() {
            lines.append(line)
            guard index > 0 else { continue }
            let topic = topics[index - 1]
            for (mark, examples) in [("+", topic.gainedExamples), ("-", topic.lostExamples)] {
                for example in examples {
                    lines.append("      \(mark) \(place(of: example))")
                    if withText { lines.append("          \(words(example))") }
                    if let rule = example.rule, let place = example.place {
                        lines.append("          \(Difference.short(rule))  \(place)")
                    }
                }
            }
        }
        return lines
    }

    private func name(_ queues: [String]) -> String {
        queues.isEmpty ? "no queue" : queues.joined(separator: " + ")
    }

    private func place(of example: Example) -> String {
        "\(VOCError.printable(example.file)):\(example.line)  \(VOCError.printable(example.itemID))"
    }

    /// The text in one line, with what decided in brackets.
    private func words(_ example: Example) -> String {
        let bytes = Array(example.text.utf8)
        // Ranges may lie within each other: a bracket stands where one begins or ends.
        var marked = [Bool](repeating: false, count: bytes.count)
        for range in example.ranges where range.upperBound <= bytes.count {
            for place in range { marked[place] = true }
        }
        var result: [UInt8] = []
        for (place, byte) in bytes.enumerated() {
            let isOpen = place > 0 && marked[place - 1]
            if marked[place], !isOpen { result += Array("[[".utf8) }
            if !marked[place], isOpen { result += Array("]]".utf8) }
            // One line an example.
            result.append(byte == 0x0A || byte == 0x0D ? 0x20 : byte)
        }
        if marked.last == true { result += Array("]]".utf8) }
        let text = VOCError.printable(String(decoding: result, as: UTF8.self))
        return text.count <= 240 ? "\"\(text)\"" : "\"\(text.prefix(239))…\""
    }

    private static func short(_ pattern: String) -> String {
        pattern.count <= 70 ? pattern : "\(pattern.prefix(69))…"
    }

    /// Names to the left, numbers to the right.
    private static func columns(_ rows: [[String]]) -> [String] {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            "  "
                + row.enumerated().map { column, cell in
                    let pad = String(repeating: " ", count: widths[column] - cell.count)
                    return column == 0 ? cell + pad : pad + cell
                }.joined(separator: "  ")
        }
    }
}

internal import VOCCore
internal import VOCReport

extension Difference {
    /// The object of `pipelines/schema/diff.json`. `withText` adds the customers' own words to the
    /// examples.
    package func json(withText: Bool) -> [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.key("schema")
        json.integer(1)
        for (name, side) in [("old", old), ("new", new)] {
            json.key(text: name)
            side.write(to: &json)
        }
        json.key("items")
        json.integer(items)
        json.key("changed")
        json.integer(changed)
        json.key("onlyOld")
        json.integer(onlyOld)
        json.key("onlyNew")
        json.integer(onlyNew)
        json.key("findings")
        json.beginArray()
        writeFindings(to: &json, withText: withText) { _ in }
        json.endArray()
        json.endObject()
        json.newline()
        return json.bytes
    }

    /// One finding a line.
    package func ndjson(withText: Bool) -> [UInt8] {
        var json = JSONWriter()
        writeFindings(to: &json, withText: withText) { $0.newline() }
        return json.bytes
    }

    private func writeFindings(
        to json: inout JSONWriter, withText: Bool, after: (inout JSONWriter) -> Void
    ) {
        for metric in metrics {
            metric.write(to: &json)
            after(&json)
        }
        for label in labels {
            label.write(to: &json)
            after(&json)
        }
        for topic in topics {
            topic.write(to: &json, withText: withText)
            after(&json)
        }
        for move in moves {
            move.write(to: &json, withText: withText)
            after(&json)
        }
    }

    /// A table with the names of its columns first; safe to open in a spreadsheet.
    package var csv: [String] {
        var rows = [
            [
                "kind", "id", "from", "to", "before", "after", "change", "gained", "lost",
                "relabelled",
            ]
        ]
        for metric in metrics {
            rows.append(
                ["metric", metric.id, "", ""]
                    + [metric.before, metric.after, metric.change].map {
                        $0.map { Decimals.fixed($0, places: 3) } ?? ""
                    } + ["", "", ""])
        }
        for label in labels {
            rows.append(
                ["label", "", label.from, label.to, "", "", "\(label.count)", "", "", ""])
        }
        for topic in topics {
            rows.append(
                [topic.kind.rawValue, topic.id, topic.was.joined(separator: " "), ""]
                    + [
                        topic.before, topic.after, topic.after - topic.before, topic.gained,
                        topic.lost, topic.relabelled,
                    ].map(String.init))
        }
        for move in moves {
            rows.append(
                [
                    "move", "", move.from.joined(separator: " "), move.to.joined(separator: " "),
                    "", "", "\(move.count)", "", "", "",
                ])
        }
        // Numbers are ours; names may come from anywhere.
        return rows.map { row in
            row.map { Double($0) == nil ? CSVRenderer.quoted($0) : $0 }.joined(separator: ",")
        }
    }
}

extension Difference.Side {
    fileprivate func write(to json: inout JSONWriter) {
        json.beginObject()
        json.key("name")
        json.string(name)
        json.key("config")
        json.string(config)
        json.key("packs")
        json.beginArray()
        for pack in packs {
            json.beginObject()
            json.key("id")
            json.string(pack.id)
            json.key("version")
            json.string(pack.version)
            json.endObject()
        }
        json.endArray()
        json.endObject()
    }
}

extension Difference.Metric {
    fileprivate func write(to json: inout JSONWriter) {
        json.beginObject()
        json.key("kind")
        json.string("metric")
        json.key("id")
        json.string(id)
        json.key("unit")
        json.string(unit)
        json.key("before")
        json.number(before)
        json.key("after")
        json.number(after)
        json.key("change")
        json.number(change)
        json.endObject()
    }
}

extension Difference.Relabel {
    fileprivate func write(to json: inout JSONWriter) {
        json.beginObject()
        json.key("kind")
        json.string("label")
        json.key("from")
        json.string(from)
        json.key("to")
        json.string(to)
        json.key("items")
        json.integer(count)
        json.endObject()
    }
}

extension Difference.Topic {
    fileprivate func write(to json: inout JSONWriter, withText: Bool) {
        json.beginObject()
        json.key("kind")
        json.string(kind.rawValue)
        json.key("id")
        json.string(id)
        json.key("was")
        json.strings(was)
        json.key("old")
        json.bool(isOld)
        json.key("new")
        json.bool(isNew)
        for (key, count) in [
            ("before", before), ("after", after), ("gained", gained), ("lost", lost),
            ("relabelled", relabelled),
        ] {
            json.key(text: key)
            json.integer(count)
        }
        for (key, examples) in [
            ("gainedExamples", gainedExamples), ("lostExamples", lostExamples),
        ] {
            json.key(text: key)
            examples.write(to: &json, withText: withText)
        }
        json.endObject()
    }
}

extension Difference.Move {
    fileprivate func write(to json: inout JSONWriter, withText: Bool) {
        json.beginObject()
        json.key("kind")
        json.string("move")
        json.key("from")
        json.strings(from)
        json.key("to")
        json.strings(to)
        json.key("items")
        json.integer(count)
        json.key("examples")
        examples.write(to: &json, withText: withText)
        json.endObject()
    }
}

extension [Difference.Example] {
    fileprivate func write(to json: inout JSONWriter, withText: Bool) {
        json.beginArray()
        for example in self {
            json.beginObject()
            json.key("id")
            json.string(example.itemID)
            json.key("file")
            json.string(example.file)
            json.key("line")
            json.integer(example.line)
            json.key("evidence")
            json.spans(example.ranges[...])
            json.key("rule")
            json.string(orNull: example.rule)
            json.key("at")
            json.string(orNull: example.place?.description)
            if withText {
                json.key("text")
                json.string(example.text)
            }
            json.endObject()
        }
        json.endArray()
    }
}

internal import VOCCore
internal import VOCReport

extension Verification.Result {
    /// The object of `pipelines/schema/verify.json`.
    package var json: [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.key("schema")
        json.integer(1)
        json.key("identical")
        json.bool(isIdentical)
        json.key("recomputed")
        json.bool(isRecomputed)
        json.key("checks")
        json.beginArray()
        for check in checks { check.write(to: &json) }
        json.endArray()
        json.endObject()
        json.newline()
        return json.bytes
    }

    /// One check a line.
    package var ndjson: [UInt8] {
        var json = JSONWriter()
        for check in checks {
            check.write(to: &json)
            json.newline()
        }
        return json.bytes
    }

    package var csv: [String] {
        ["kind,name,state,expected,found"]
            + checks.map { check in
                [
                    check.kind.rawValue, check.name, check.state.rawValue, check.expected,
                    check.found,
                ]
                .map(CSVRenderer.quoted).joined(separator: ",")
            }
    }

    /// What differs, and the answer.
    package var lines: [String] {
        var lines = checks.filter { $0.state != .same }.map { check in
            let name = "\(check.kind.rawValue) \(VOCError.printable(check.name))"
            return check.state == .missing
                ? "\(name): missing" : "\(name): differs, \(check.expected) → \(check.found)"
        }
        let files = checks.count { $0.kind == .output }
        let same = checks.count { $0.kind == .output && $0.state == .same }
        lines.append(
            isIdentical
                ? "identical: \(files) files made again, byte for byte"
                : isRecomputed
                    ? "not identical: of \(files) files made again \(same) are the same"
                    : "not made again: an input is missing")
        return lines
    }
}

extension Verification.Check {
    fileprivate func write(to json: inout JSONWriter) {
        json.beginObject()
        json.key("kind")
        json.string(kind.rawValue)
        json.key("name")
        json.string(name)
        json.key("state")
        json.string(state.rawValue)
        json.key("expected")
        if expected.isEmpty { json.null() } else { json.string(expected) }
        json.key("found")
        if found.isEmpty { json.null() } else { json.string(found) }
        json.endObject()
    }
}

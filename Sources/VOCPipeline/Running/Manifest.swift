internal import VOCAnalysis
internal import VOCCore

/// `run.json`: what was read with what, what became of it, and how it ended. Written even when the
/// run fails.
struct Manifest {
    let plan: Plan
    let request: Night.Request
    /// Whether the night reads repaired rejects of another one.
    var isReplay = false
    var runID = ""
    var asOf: CivilDay?
    var inputs: [(path: String, digest: String)] = []
    /// Nil where the pipeline reads none.
    var outcomes: OutcomeBatch?
    var scans: [Scan] = []
    var outputs: [(name: String, digest: String)] = []
    var accounting = Accounting()
    /// Items of which quotes, signatures or disclaimers were set aside, by the kind's raw value.
    var setAside: [Int] = []
    /// Where something was noticed first, by code.
    var firstNoted: [ErrorCode: Origin] = [:]
    var seconds = 0.0
    var exit = ExitStatus.fine
    var error: String?

    func write(to path: String) throws(VOCError) {
        var json = JSONWriter()
        json.beginObject()
        json.key("schema")
        json.integer(1)
        json.key("run")
        json.string(runID)
        json.key("asOf")
        json.string(orNull: asOf?.description)
        writeRequest(&json)
        writeVersions(&json)
        json.key("config")
        json.string("\(plan.configDigest)")
        json.key("pipeline")
        json.string(plan.file.path)
        json.key("customers")
        if let customers = plan.customers {
            json.beginObject()
            json.key("file")
            json.string(customers.file)
            json.key("digest")
            json.string("\(customers.digest)")
            json.endObject()
        } else {
            json.null()
        }
        json.key("inputs")
        json.beginArray()
        for input in inputs {
            json.beginObject()
            json.key("file")
            json.string(input.path)
            json.key("digest")
            json.string(input.digest)
            json.endObject()
        }
        json.endArray()
        OutcomeBatch.write(outcomes, to: &json)
        json.key("scans")
        json.beginArray()
        for scan in scans { scan.write(to: &json) }
        json.endArray()
        accounting.write(to: &json)
        writeFirstNoted(&json)
        json.key("setAside")
        json.beginObject()
        for kind in FeedbackBatch.Aside.Kind.allCases
        where setAside.indices.contains(Int(kind.rawValue)) {
            json.key(text: kind.name)
            json.integer(setAside[Int(kind.rawValue)])
        }
        json.endObject()
        json.key("outputs")
        json.beginArray()
        for output in outputs {
            json.beginObject()
            json.key("file")
            json.string(output.name)
            json.key("digest")
            json.string(output.digest)
            json.endObject()
        }
        json.endArray()
        json.key("exit")
        json.integer(exit.rawValue)
        json.key("error")
        json.string(orNull: error)
        json.key("jobs")
        json.integer(request.jobs)
        json.key("seconds")
        json.number(seconds)
        json.endObject()
        json.newline()
        try TextFile.write(json.bytes, to: path)
    }

    /// What was noticed and where it stands first, in the order of the codes.
    var noticed: [String] {
        firstNoted.sorted { $0.key.id < $1.key.id }.map { code, origin in
            let count = accounting.noted[code.id] ?? 0
            return
                "\(origin): \(code.id), \(count == 1 ? "once" : "\(count) times; this is the first") (voc explain \(code.id))"
        }
    }

    private func writeFirstNoted(_ json: inout JSONWriter) {
        json.key("firstNoted")
        json.beginObject()
        for (code, origin) in firstNoted.sorted(by: { $0.key.id < $1.key.id }) {
            json.key(text: code.id)
            json.beginObject()
            json.key("file")
            json.string(origin.file)
            json.key("record")
            json.integer(origin.record)
            json.key("line")
            json.integer(origin.line)
            json.key("bytePosition")
            json.integer(origin.byteOffset)
            json.endObject()
        }
        json.endObject()
    }

    /// What was asked for besides the pipeline and decides the outputs' bytes.
    private func writeRequest(_ json: inout JSONWriter) {
        json.key("request")
        json.beginObject()
        json.key("asOf")
        json.string(orNull: request.asOf?.description)
        json.key("withText")
        json.bool(request.writesText)
        json.key("history")
        json.string(orNull: request.history)
        json.key("replay")
        json.bool(isReplay)
        json.key("restate")
        json.bool(request.restates)
        json.endObject()
    }

    private func writeVersions(_ json: inout JSONWriter) {
        json.key("voc")
        json.string(Version.number)
        json.key("icu")
        json.string(UnicodeText.icuVersion)
        json.key("unicode")
        json.string(UnicodeText.unicodeVersion)
        json.key("packs")
        json.beginArray()
        for pack in plan.analyzer.packs {
            json.beginObject()
            json.key("id")
            json.string(pack.id)
            json.key("version")
            json.string(pack.version)
            json.endObject()
        }
        json.endArray()
    }
}

extension Accounting {
    /// The key `accounting` with the equation's terms.
    func write(to json: inout JSONWriter) {
        json.key("accounting")
        json.beginObject()
        json.key("read")
        json.integer(read)
        json.key("accepted")
        json.integer(accepted)
        json.key("rejected")
        json.integer(rejected)
        json.key("duplicate")
        json.integer(duplicate)
        json.key("lines")
        json.integer(lines)
        json.key("rejectedByCode")
        json.beginObject()
        for (code, count) in rejectedByCode.sorted(by: { $0.key < $1.key }) {
            json.key(text: code)
            json.integer(count)
        }
        json.endObject()
        json.key("noted")
        json.beginObject()
        for (code, count) in noted.sorted(by: { $0.key < $1.key }) {
            json.key(text: code)
            json.integer(count)
        }
        json.endObject()
        json.endObject()
    }
}

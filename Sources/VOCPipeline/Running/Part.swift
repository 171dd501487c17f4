internal import FoundationEssentials
package import VOCCore
internal import VOCIngest

/// A piece of a pipeline's work that one machine does: what `voc parts` lists, a JSON object a line,
/// and `voc map --part` takes.
///
/// The parts of a pipeline, in order, read every byte of its inputs once.
package struct Part: Sendable, Codable, Equatable {
    /// Of the configuration that the parts were cut for; a `voc` with another one refuses them.
    package var configHash: String
    /// Which input of the pipeline the files belong to, from 1.
    package var input: Int
    /// One file, or all of an input that is read as a whole.
    package var paths: [String]
    /// Of an NDJSON file: the part is the lines that start in these bytes, from the first number to
    /// before the second. Nil for whole files.
    package var range: [Int]?
    /// About how much there is to read.
    package var bytes: Int
    /// The attributes that items may have: the columns that whoever stores them needs. Tells `voc map`
    /// nothing, and may be left out.
    package var attributes: [String]?

    /// Reads what `line` writes; keys may come in any order.
    package init(json: String) throws(VOCError) {
        guard let part = try? JSONDecoder().decode(Part.self, from: Data(json.utf8)),
            !part.paths.isEmpty,
            part.range.map({ $0.count == 2 && $0[0] >= 0 && $0[0] <= $0[1] }) ?? true
        else {
            throw VOCError(
                .configWrongType, "--part is not a part", hint: "pass a line of voc parts")
        }
        self = part
    }

    init(_ plan: Plan, input: Int, paths: [String], range: Range<Int>? = nil, bytes: Int) {
        configHash = "\(plan.configDigest)"
        self.input = input
        self.paths = paths
        self.range = range.map { [$0.lowerBound, $0.upperBound] }
        self.bytes = bytes
        attributes = plan.attributeNames
    }

    /// The line, with its line feed.
    package func line() -> [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.key("configHash")
        json.string(configHash)
        json.key("input")
        json.integer(input)
        json.key("paths")
        json.strings(paths)
        if let range {
            json.key("range")
            json.beginArray()
            for end in range { json.integer(end) }
            json.endArray()
        }
        json.key("bytes")
        json.integer(bytes)
        Part.write(attributes ?? [], to: &json)
        json.endObject()
        json.newline()
        return json.bytes
    }

    /// What holds for every part of a pipeline, as a line, without a look at its files.
    package static func common(of pipeline: String, lexicons: [String] = []) throws(VOCError)
        -> [UInt8]
    {
        let plan = try Plan(pipeline: pipeline, lexicons: lexicons, checksFiles: false)
        var json = JSONWriter()
        json.beginObject()
        json.key("configHash")
        json.string("\(plan.configDigest)")
        write(plan.attributeNames, to: &json)
        json.endObject()
        json.newline()
        return json.bytes
    }

    private static func write(_ attributes: [String], to json: inout JSONWriter) {
        json.key("attributes")
        json.strings(attributes)
    }
}

extension Plan {
    /// Cuts the inputs of a pipeline into parts, NDJSON files into stretches of `size` bytes; other
    /// files are a part each. Looks at the beginning of each file.
    package static func parts(of pipeline: String, lexicons: [String] = [], size: Int)
        throws(VOCError) -> [Part]
    {
        let plan = try Plan(pipeline: pipeline, lexicons: lexicons, checksFiles: false)
        let home = Home(explicit: lexicons, pipeline: pipeline)
        var parts: [Part] = []
        for (index, input) in plan.file.inputs.enumerated() {
            let dumps = try resolve(
                input, index, home, plan.attributeNames, zone: plan.file.zone,
                checksFiles: true
            )
            .map(\.dump)
            let first = parts.count
            for dump in dumps {
                let bytes = Division.bytes(of: dump.path)
                func part(_ range: Range<Int>?, _ bytes: Int) -> Part {
                    Part(plan, input: index + 1, paths: [dump.path], range: range, bytes: bytes)
                }
                let division = try Division(dump)
                if division == .input {
                    let paths = dumps.map(\.path)
                    let sum = paths.map(Division.bytes(of:)).reduce(0, +)
                    parts[first...] = [
                        Part(plan, input: index + 1, paths: paths, bytes: sum)
                    ]
                    break
                }
                if division == .lines, bytes > size {
                    for start in stride(from: 0, to: bytes, by: size) {
                        let end = min(start + size, bytes)
                        parts.append(part(start..<end, end - start))
                    }
                } else {
                    parts.append(part(nil, bytes))
                }
            }
        }
        return parts
    }

    /// A plan for one part of a pipeline; refuses a part that was cut for another configuration.
    package init(_ part: Part, of pipeline: String, lexicons: [String] = []) throws(VOCError) {
        var file = try PipelineFile(path: pipeline)
        let origin = Origin(file: pipeline)
        guard file.inputs.indices.contains(part.input - 1) else {
            throw VOCError(
                .partialMismatch, "there is no input \(part.input) in this pipeline", at: origin)
        }
        for index in file.inputs.indices { file.inputs[index].files = [] }
        file.inputs[part.input - 1].files = part.paths
        file.inputs[part.input - 1].namesFilesExactly = true
        let folder = PipelineFile.folder(of: pipeline)
        let home = Home(
            explicit: lexicons + file.lexicons.map { $0.hasPrefix("/") ? $0 : folder + $0 },
            pipeline: pipeline)
        try self.init(file, home, checksFiles: true)
        guard "\(configDigest)" == part.configHash else {
            throw VOCError(
                .partialMismatch, "this part was cut for another configuration", at: origin,
                hint: "use the same voc, lexicons and pipeline as for voc parts")
        }
        if let range = part.range { self = limited(to: range[0]..<range[1]) }
    }
}

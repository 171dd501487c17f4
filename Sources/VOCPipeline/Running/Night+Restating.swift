internal import VOCAnalysis
internal import VOCCore
internal import VOCHistory
internal import VOCIngest
internal import VOCReport

/// What came of counting the nights of a history again with the configuration of today.
struct Restated {
    /// All nights as they were counted before.
    var old: Summary
    var nights: Int
}

extension Night {
    /// Makes the nights that were counted with another configuration again, from their dumps, each
    /// in the place of the one before; nil if there are none, or none of their dumps is what it was.
    ///
    /// Each is committed by itself, so that one that is interrupted goes on where it stopped.
    func restate(_ path: String) throws(VOCError) -> Restated? {
        let (runs, old) = try Night.othersNights(path, plan, request)
        var nights = 0
        for run in runs {
            guard let again = try plan.again(run.inputs.map { ($0.name, $0.digest) }) else {
                continue
            }
            let scratch = try ScratchFolder()
            defer { scratch.remove() }
            var request = Request(out: scratch.path)
            request.history = path
            request.asOf = run.asOf
            request.jobs = self.request.jobs
            _ = try Night(again, request).run()
            nights += 1
        }
        return nights == 0 ? nil : Restated(old: old, nights: nights)
    }

    /// The nights of another configuration, but for that of the same dumps as tonight's, which are
    /// replaced anyway; and the sum of all as it stands. The history is closed again.
    private static func othersNights(
        _ path: String, _ plan: Plan, _ request: Request
    ) throws(VOCError) -> ([RunRecord], Summary) {
        guard TextFile.exists(path) else { return ([], Summary()) }
        let history = try History(path: path, create: false)
        let config = "\(plan.configDigest)"
        var own: [String] = []
        for source in plan.sources
        where source.dump.path != "-" && source.dump.file != own.last {
            own.append(source.dump.file)
        }
        let digests = try own.map { (file) throws(VOCError) in "\(try Digest(ofFile: file))" }
        let others = try history.runs().filter {
            $0.configDigest != config && $0.inputs.map(\.digest) != digests
        }
        return (others, try history.mergedSummary(upTo: request.asOf))
    }
}

extension Plan {
    /// The same plan over dumps of an earlier night; nil if one of them is gone, is not what it was,
    /// or belongs to no input of the pipeline.
    func again(_ files: [(path: String, digest: String)]) throws(VOCError) -> Plan? {
        var found: [Source] = []
        for (path, digest) in files {
            guard TextFile.exists(path), "\(try Digest(ofFile: path))" == digest,
                let input = file.inputs.firstIndex(where: {
                    $0.files.contains { FilePattern.matches(path: path, $0) }
                }), let template = sources.first(where: { Int($0.dump.inputIndex) == input })
            else { return nil }
            var source = template
            source.dump.path = path
            source.dump.member = nil
            for dump in try DumpContents(source.dump).inputs {
                found.append(Source(dump: dump, stopsOnReject: source.stopsOnReject))
            }
        }
        guard !found.isEmpty else { return nil }
        for place in found.indices { found[place].dump.fileIndex = UInt32(place) }
        return with(sources: found)
    }
}

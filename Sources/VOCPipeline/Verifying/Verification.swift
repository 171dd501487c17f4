internal import FoundationEssentials
package import VOCCore
internal import VOCHistory

/// What `voc verify` does: makes a run again from its manifest, beside it, and compares byte by byte.
package struct Verification: Sendable {
    /// Something that the manifest states, and whether it is so.
    package struct Check: Sendable {
        package enum Kind: String, Sendable {
            /// The program and the libraries that decide what a character is.
            case program
            case configuration, input, history
            /// A file of the run's folder as it lies there.
            case file
            /// A file as it comes out when the run is made again.
            case output
        }

        package enum State: String, Sendable { case same, differs, missing }

        package var kind: Kind
        package var name: String
        package var state: State
        /// What the manifest says, and what is; empty where there is none.
        package var expected = ""
        package var found = ""
    }

    package struct Result: Sendable {
        package var checks: [Check] = []
        /// Whether the run could be made again at all.
        package var isRecomputed = false

        package var isIdentical: Bool {
            isRecomputed && checks.allSatisfy { $0.state == .same }
        }
    }

    private struct Manifest: Decodable {
        struct File: Decodable {
            let file: String
            let digest: String
        }
        struct Request: Decodable {
            let asOf: String?
            let withText: Bool
            let history: String?
            let replay: Bool
            let restate: Bool
        }
        let run: String
        let voc: String
        let icu: String
        let unicode: String
        let config: String
        let pipeline: String
        let inputs: [File]
        let outputs: [File]
        let request: Request
    }

    private let folder: String
    private let manifest: Manifest
    private let pipeline: String
    private let lexicons: [String]
    private let history: String?
    private let jobs: Int

    /// `pipeline` and `history` take the place of those that the manifest names.
    package init(
        run folder: String, pipeline: String? = nil, history: String? = nil,
        lexicons: [String] = [], jobs: Int = 1
    ) throws(VOCError) {
        let path = "\(folder)/run.json"
        let bytes = try TextFile.bytes(path)
        guard let manifest = try? JSONDecoder().decode(Manifest.self, from: Data(bytes)) else {
            throw VOCError(
                .verifyManifest, "this is no run.json of this voc", at: Origin(file: path))
        }
        guard !manifest.request.replay else {
            throw VOCError(
                .verifyManifest, "this run was made by voc replay", at: Origin(file: path),
                hint: "verify the run that its rejects came from")
        }
        guard !manifest.request.restate else {
            throw VOCError(
                .verifyManifest, "this run counted its history again, which changed it",
                at: Origin(file: path), hint: "run it once more without --restate, and verify that")
        }
        self.folder = folder
        self.manifest = manifest
        self.pipeline = pipeline ?? manifest.pipeline
        self.history = history ?? manifest.request.history
        self.lexicons = lexicons
        self.jobs = jobs
    }

    package func run() throws(VOCError) -> Result {
        var result = Result()
        for (name, expected, found) in [
            ("voc", manifest.voc, Version.number), ("icu", manifest.icu, UnicodeText.icuVersion),
            ("unicode", manifest.unicode, UnicodeText.unicodeVersion),
        ] { result.checks.append(.init(.program, name, expected, found)) }
        for file in manifest.outputs {
            result.checks.append(
                try check(.file, file.file, "\(folder)/\(file.file)", file.digest))
        }
        for file in manifest.inputs {
            result.checks.append(try check(.input, file.file, file.file, file.digest))
        }
        // Without its inputs no run can be made again, and no pipeline that names them be read.
        guard !result.checks.contains(where: { $0.kind == .input && $0.state == .missing }) else {
            return result
        }
        let plan = try Plan(pipeline: pipeline, lexicons: lexicons)
        result.checks.append(
            .init(.configuration, pipeline, manifest.config, "\(plan.configDigest)"))
        if let history { result.checks.append(try checkHistory(history)) }
        result.checks += try outputs(plan)
        result.isRecomputed = true
        return result
    }

    private func check(
        _ kind: Check.Kind, _ name: String, _ path: String, _ digest: String
    ) throws(VOCError) -> Check {
        do throws(VOCError) {
            return Check(kind, name, digest, "\(try Digest(ofFile: path))")
        } catch {
            guard error.code == .fileMissing else { throw error }
            return Check(kind: kind, name: name, state: .missing, expected: digest)
        }
    }

    /// The pages of the history, and whether the run is still in it: one that was made again with
    /// another configuration is not.
    private func checkHistory(_ path: String) throws(VOCError) -> Check {
        let history = try History(path: path, create: false)
        try history.verify()
        let isKept = try history.runs().contains { $0.id == manifest.run }
        return Check(
            kind: .history, name: path, state: isKept ? .same : .missing, expected: manifest.run,
            found: isKept ? manifest.run : "")
    }

    /// Makes the run again in a folder of its own, which is gone afterwards.
    private func outputs(_ plan: Plan) throws(VOCError) -> [Check] {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let scratch = folder.path
        var request = Night.Request(out: scratch)
        request.asOf = manifest.request.asOf.flatMap { CivilDay(iso: $0) }
        request.writesText = manifest.request.withText
        request.history = history
        request.commits = false
        request.jobs = jobs
        let made = try Night(plan, request).run()
        var checks: [Check] = []
        for file in manifest.outputs {
            checks.append(try check(.output, file.file, "\(scratch)/\(file.file)", file.digest))
        }
        let known = Set(manifest.outputs.map(\.file))
        for path in made.files {
            let name = String(path.dropFirst(scratch.utf8.count + 1))
            if !known.contains(name) {
                checks.append(
                    Check(
                        kind: .output, name: name, state: .differs,
                        found: "\(try Digest(ofFile: path))"))
            }
        }
        return checks
    }
}

extension Verification.Check {
    fileprivate init(_ kind: Kind, _ name: String, _ expected: String, _ found: String) {
        self.init(
            kind: kind, name: name, state: expected == found ? .same : .differs,
            expected: expected, found: found)
    }
}

extension ErrorCode {
    static let verifyManifest = ErrorCode(
        "verify.manifest",
        meaning: "`voc verify` finds no manifest that tells how to make the run again.",
        example: "the folder of a run made by an older voc",
        mend: "Name the folder that `voc run` wrote, with its run.json.",
        exit: .inputMissing)
}

internal import VOCCore
internal import VOCIngest

/// What a pipeline says under `outcomes:`: the export of a help desk that tells what became of
/// cases.
struct OutcomeSetting: Sendable {
    /// What a column may hold.
    enum Field: String, Sendable, CaseIterable {
        case `case`, status, upheld, refund, reopened, closedAt
    }

    var pattern: String
    /// The names of the columns, those of the fields unless the pipeline says others.
    var columns: [Field: String]
    /// Columns that the pipeline names itself must be there.
    var named: Set<Field> = []
    var dates: DateRule
    var closed: [String]
    var open: [String]
    var origin: Origin

    /// Paths start at `folder`.
    init(_ node: ConfigNode, folder: String) throws(VOCError) {
        let map = try node.map("outcomes", keys: ["file", "fields", "dates", "closed", "open"])
        let file = try map.required("file")
        let path = try file.string("a file, or a pattern such as outcomes/*.csv")
        pattern = path.hasPrefix("/") ? path : PipelineFile.Input.simplified(folder + path)
        origin = file.origin
        columns = Dictionary(uniqueKeysWithValues: Field.allCases.map { ($0, $0.rawValue) })
        if let node = map["fields"] {
            let fields = try node.map("fields", keys: Field.allCases.map(\.rawValue))
            for field in Field.allCases {
                guard let column = fields[field.rawValue] else { continue }
                columns[field] = try column.string("the name of a column")
                named.insert(field)
            }
        }
        dates = try map["dates"].map(DateRule.init(node:)) ?? DateRule()
        closed = try map["closed"]?.strings() ?? []
        open = try map["open"]?.strings() ?? []
    }

    /// The files there are. A pattern may find none: the help desk has nothing to tell yet.
    func files() throws(VOCError) -> [String] {
        do throws(VOCError) {
            return try FilePattern.expand(pattern, at: origin)
        } catch {
            if error.code == .fileMissing, pattern.contains("*") || pattern.contains("?") {
                return []
            }
            throw error
        }
    }
}

/// The words for what became of a case.
struct OutcomeWords: Sendable {
    private var status: [String: Bool] = [:]
    private var answers: [String: Bool] = [:]

    static let file = "pipelines/routing/outcomes.yml"

    init(_ setting: OutcomeSetting, _ home: Home) throws(VOCError) {
        let map = try ConfigNode(file: home.find(OutcomeWords.file)).map(keys: [
            "closed", "open", "yes", "no",
        ])
        func list(_ key: String) throws(VOCError) -> [String] { try map.required(key).strings() }
        for word in try list("closed") + setting.closed { status[Self.folded(word)] = true }
        for word in try list("open") { status[Self.folded(word)] = false }
        for word in setting.open { status[Self.folded(word)] = false }
        for word in setting.closed { status[Self.folded(word)] = true }
        for word in try list("yes") { answers[Self.folded(word)] = true }
        for word in try list("no") { answers[Self.folded(word)] = false }
    }

    /// Whether a case of this status is closed; nil for a word that is not known.
    func isClosed(_ word: String) -> Bool? { status[Self.folded(word)] }

    /// Yes or no; nil for a word that is not known.
    func isYes(_ word: String) -> Bool? { answers[Self.folded(word)] }

    private static func folded(_ word: String) -> String {
        word.lowercased().split { " -_".contains($0) }.joined(separator: " ")
    }
}

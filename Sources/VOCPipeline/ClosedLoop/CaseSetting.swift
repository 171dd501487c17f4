internal import VOCCore

/// What a pipeline says under `cases:`.
struct CaseSetting: Sendable {
    var formats = [CaseFormat.csv]
    /// Write what the source calls the author instead of a pseudonym.
    var namesCustomers = false
    var joinsThreads = true
    var joinsCopies = true
    /// Nil for the rules of `pipelines/routing/priority.yml`.
    var raise: [PriorityRules.Line]?
    /// Which items should have been taken by a route, as a condition.
    var missed = "complaint and severity >= 3"
    var missedOrigin = Origin(file: "cases: missed")

    init() {}

    init(_ node: ConfigNode) throws(VOCError) {
        let map = try node.map(
            "cases", keys: ["formats", "customer", "join", "raise", "missed"])
        if let list = map["formats"] {
            formats = []
            for item in list.oneOrMore() {
                let format = try item.choice([
                    "csv": CaseFormat.csv, "ndjson": .ndjson, "zendesk": .zendesk,
                    "jira": .jira, "salesforce": .salesforce,
                ])
                if !formats.contains(format) { formats.append(format) }
            }
        }
        if let node = map["customer"] {
            namesCustomers = try node.choice(["pseudonym": false, "name": true])
        }
        if let list = map["join"] {
            joinsThreads = false
            joinsCopies = false
            for item in list.oneOrMore() {
                switch try item.choice(["threads": 0, "copies": 1, "none": 2]) {
                case 0: joinsThreads = true
                case 1: joinsCopies = true
                default: break
                }
            }
        }
        raise = try map["raise"].map(PriorityRules.Line.list)
        if let node = map["missed"] {
            missed = try node.string("a condition")
            missedOrigin = node.origin
        }
    }
}

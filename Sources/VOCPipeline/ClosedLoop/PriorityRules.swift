internal import VOCAnalysis
internal import VOCCore

/// How urgent a case is.
enum Priority: String, Sendable, CaseIterable, Comparable {
    case low, normal, high, urgent

    static func < (one: Priority, other: Priority) -> Bool {
        allCases.firstIndex(of: one)! < allCases.firstIndex(of: other)!
    }

    init(node: ConfigNode) throws(VOCError) {
        let name = try node.string("a priority")
        guard let known = Priority(rawValue: name) else {
            throw VOCError(
                .configUnknownValue, "'\(name)' is no priority", at: node.origin,
                hint: DidYouMean.hint(for: name, among: Priority.allCases.map(\.rawValue)))
        }
        self = known
    }
}

/// Raises the priority of cases above what their route says.
struct PriorityRules: Sendable {
    /// A rule as it was typed.
    struct Line: Sendable {
        var condition: String
        var origin: Origin
        var priority: Priority

        /// Reads a list of `{ when: CONDITION, to: PRIORITY }`.
        static func list(_ node: ConfigNode) throws(VOCError) -> [Line] {
            var result: [Line] = []
            for item in try node.list("a list of rules") {
                let map = try item.map("a rule", keys: ["when", "to"])
                let when = try map.required("when")
                result.append(
                    Line(
                        condition: try when.string("a condition"), origin: when.origin,
                        priority: try Priority(node: map.required("to"))))
            }
            return result
        }
    }

    /// A warning for each name that a pack gave up.
    let outdated: [VOCError]
    private let rules: [(text: String, condition: Condition, priority: Priority)]

    /// The pipeline's own rules, or else those of `pipelines/routing/priority.yml`, of which the
    /// packs need not know all names.
    init(
        _ lines: [Line]?, _ home: Home, _ analyzer: Analyzer, attributes: [String]
    ) throws(VOCError) {
        var all = lines ?? []
        if lines == nil {
            let map = try ConfigNode(file: home.find(PriorityRules.file)).map(keys: ["raise"])
            all = try Line.list(map.required("raise"))
        }
        var outdated: [VOCError] = []
        var rules: [(text: String, condition: Condition, priority: Priority)] = []
        for line in all {
            var parser = try ConditionParser(
                line.condition, at: line.origin, analyzer, attributes: attributes,
                allowsUnknown: lines == nil)
            rules.append((line.condition, try parser.parse(), line.priority))
            outdated += parser.outdated
        }
        self.outdated = outdated
        self.rules = rules
    }

    static let file = "pipelines/routing/priority.yml"

    /// The priority of a case of `route`, and each reason for it.
    func priority(
        _ route: Plan.Route, _ reading: Reading, _ row: Int, _ batch: FeedbackBatch
    ) -> (priority: Priority, reasons: [String]) {
        var highest = route.priority
        var reasons = ["route \(route.name): \(route.priority.rawValue)"]
        for rule in rules
        where rule.priority > route.priority && rule.condition.holds(for: reading, row, batch) {
            highest = max(highest, rule.priority)
            reasons.append("\(rule.text): \(rule.priority.rawValue)")
        }
        return (highest, reasons)
    }
}

internal import VOCCore

/// Turns one pattern into nodes and rules of a rule set, with its names resolved.
struct PatternCompiler {
    private let pattern: Pattern
    private let names: PatternNames
    /// Names being resolved, to find those made of themselves.
    private var open: [String] = []

    init(_ pattern: Pattern, names: PatternNames) {
        self.pattern = pattern
        self.names = names
    }

    /// Adds the rules of `part` at the outermost level: alternatives become rules of their own, and
    /// what may stand elsewhere in the item becomes a demand.
    mutating func add(
        _ part: Pattern.Part, to category: UInt32, isCancel: Bool, in set: inout RuleSet
    ) throws(VOCError) {
        var demands: [RuleSet.Demand] = []
        var place = part
        switch part {
        case .any(let parts):
            for part in parts { try add(part, to: category, isCancel: isCancel, in: &set) }
            return
        case .chain(let first, let links):
            let elsewhere = links.filter { $0.scope == .item || !$0.part.isFound }
            guard !elsewhere.isEmpty else { break }
            for link in elsewhere {
                demands.append(try demand(link, in: &set))
            }
            let here = links.filter { $0.scope != .item && $0.part.isFound }
            place = here.isEmpty ? first : .chain(first, here)
        default: break
        }
        let node = try node(place, in: &set)
        guard PatternCompiler.spanCount(node, set) <= RuleHit.mostSpans else {
            throw wrong(
                "a pattern joins at most \(RuleHit.mostSpans) phrases",
                hint: "split it into several patterns")
        }
        set.addRule(
            .init(
                category: category, isCancel: isCancel, node: node, demands: demands,
                weight: pattern.weight, polarity: pattern.polarity, text: pattern.text,
                origin: pattern.origin))
    }

    private func wrong(_ message: String, hint: String? = nil) -> VOCError {
        VOCError(.patternMalformed, message, at: pattern.origin, hint: hint)
    }

    // MARK: The item

    private mutating func demand(_ link: Pattern.Link, in set: inout RuleSet) throws(VOCError)
        -> RuleSet.Demand
    {
        RuleSet.Demand(flag: try flag(link.part, in: &set), isWanted: !link.isNegated)
    }

    private mutating func flag(_ part: Pattern.Part, in set: inout RuleSet) throws(VOCError) -> Int
    {
        switch part {
        case .condition(let condition): return set.flag(.field(condition))
        case .facts(let links):
            var demands: [RuleSet.Demand] = []
            for link in links { demands.append(try demand(link, in: &set)) }
            return set.flag(.any([demands]))
        case .any(let parts) where !part.isFound:
            var choices: [[RuleSet.Demand]] = []
            for part in parts {
                choices.append([.init(flag: try flag(part, in: &set), isWanted: true)])
            }
            return set.flag(.any(choices))
        default:
            return set.flag(of: try node(part, in: &set), for: pattern)
        }
    }

    // MARK: The sentence

    private mutating func node(_ part: Pattern.Part, in set: inout RuleSet) throws(VOCError)
        -> UInt32
    {
        switch part {
        case .phrase(let text):
            return try set.phrase(
                names.expand(text, at: pattern.origin), at: pattern.origin)
        case .capitals: return set.node(.capitals)
        case .name(let name): return try named(name, in: &set)
        case .any(let parts):
            var nodes: [UInt32] = []
            for part in parts { nodes.append(try node(part, in: &set)) }
            return PatternCompiler.either(nodes, &set)
        case .chain(let first, let links):
            let start = try node(first, in: &set)
            var compiled: [RuleSet.Link] = []
            for link in links {
                guard link.scope != .item, link.part.isFound else {
                    throw wrong(
                        "conditions on the item and /item stand at the outermost level only",
                        hint: "split the pattern into several")
                }
                compiled.append(
                    .init(
                        node: try node(link.part, in: &set), join: link.join,
                        isInClause: link.scope == .clause, isNegated: link.isNegated))
            }
            return set.node(.chain(first: start, compiled))
        case .condition, .facts:
            throw wrong("conditions on the item stand at the outermost level only")
        }
    }

    private static func either(_ nodes: [UInt32], _ set: inout RuleSet) -> UInt32 {
        var unique: [UInt32] = []
        for node in nodes where !unique.contains(node) { unique.append(node) }
        return unique.count == 1 ? unique[0] : set.node(.any(unique))
    }

    /// `#goods`: a list, or a theme: one of its patterns, or of the themes below it, where none of
    /// its `not` holds.
    private mutating func named(_ name: String, in set: inout RuleSet) throws(VOCError) -> UInt32 {
        guard !open.contains(name) else {
            throw VOCError(
                .patternUnknownName, "'#\(name)' is made of itself", at: pattern.origin,
                hint: (open + [name]).map { "#\($0)" }.joined(separator: " → "))
        }
        open.append(name)
        defer { open.removeLast() }
        if let list = names.lists[name] {
            var nodes: [UInt32] = []
            for item in list { nodes.append(try node(item.root, in: &set)) }
            guard !nodes.isEmpty else { throw wrong("the list '#\(name)' is empty") }
            return PatternCompiler.either(nodes, &set)
        }
        let own = names.themes[name] == nil ? names.renamed.current(name) : name
        let themes = names.themes.filter { $0.key == own || $0.key.hasPrefix("\(own)/") }
            .sorted { $0.key < $1.key }
        guard names.themes[own] != nil else {
            throw VOCError(
                .patternUnknownName, "no list or theme is called '#\(name)'", at: pattern.origin,
                hint: DidYouMean.nearest(to: name, among: names.names).map {
                    "did you mean '#\($0)'?"
                } ?? "lists stand in lists.yml of the pack, themes in its other files")
        }
        var choices: [UInt32] = []
        for (_, rules) in themes {
            var nodes: [UInt32] = []
            for item in rules.match { nodes.append(try node(item.root, in: &set)) }
            guard !nodes.isEmpty else { continue }
            var denied: [RuleSet.Link] = []
            for item in rules.not {
                denied.append(
                    .init(
                        node: try node(item.root, in: &set), join: .and, isInClause: false,
                        isNegated: true))
            }
            // Denied one by one, so that each is looked at only where it may hold.
            choices += denied.isEmpty ? nodes : nodes.map { set.node(.chain(first: $0, denied)) }
        }
        guard !choices.isEmpty else { throw wrong("the theme '#\(name)' has no patterns") }
        return PatternCompiler.either(choices, &set)
    }

    /// How many phrases make a match at most.
    private static func spanCount(_ node: UInt32, _ set: RuleSet) -> Int {
        switch set.nodes[Int(node)] {
        case .phrase, .capitals: 1
        case .any(let nodes): nodes.map { spanCount($0, set) }.max() ?? 0
        case .chain(let first, let links):
            links.filter { !$0.isNegated }.reduce(spanCount(first, set)) {
                $0 + spanCount($1.node, set)
            }
        }
    }
}

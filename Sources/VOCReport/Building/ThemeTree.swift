internal import VOCCore

/// The themes of a summary as a tree, with the names people use and one colour a branch.
struct ThemeTree: Sendable {
    struct Node: Sendable {
        var id: String
        var name: String
        var depth: Int
    }

    /// Colours that charts can tell apart; branches beyond them share the last, a grey.
    static let slots = 8

    /// Parents before their children, larger branches first.
    let nodes: [Node]
    private let notes: [String: ThemeNote]
    private let slotOfRoot: [String: Int]

    init(_ counts: Counts, _ request: ReportRequest) {
        var notes: [String: ThemeNote] = [:]
        for note in request.themes where notes[note.id] == nil { notes[note.id] = note }
        self.notes = notes

        var totals: [String: Int] = [:]
        for (topic, weeks) in counts.byPeriod where !topic.isEmpty && !topic.contains(":") {
            let items = weeks.reduce(0) { $0 + $1[.items] }
            if items > 0 { totals[topic] = items }
        }
        var children: [String: [String]] = [:]
        for topic in totals.keys.sorted() {
            children[ThemeTree.parent(of: topic, among: totals), default: []].append(topic)
        }
        func ordered(_ parent: String) -> [String] {
            (children[parent] ?? []).sorted {
                (totals[$1]!, $0) < (totals[$0]!, $1)
            }
        }
        var found: [Node] = []
        func visit(_ parent: String, depth: Int) {
            for id in ordered(parent) {
                found.append(
                    Node(id: id, name: ThemeTree.name(id, notes), depth: depth))
                visit(id, depth: depth + 1)
            }
        }
        visit("", depth: 0)
        nodes = found

        // Colours go by the alphabet of all branches known, so that they stay from night to night.
        let roots = Set(
            totals.keys.map(ThemeTree.root) + request.themes.map { ThemeTree.root($0.id) })
        var slotOfRoot: [String: Int] = [:]
        let byWeight = roots.sorted {
            let (one, other) = (notes[$0] != nil, notes[$1] != nil)
            return one == other ? $0 < $1 : one
        }
        for (index, root) in byWeight.enumerated() {
            slotOfRoot[root] = min(index, ThemeTree.slots - 1)
        }
        self.slotOfRoot = slotOfRoot
    }

    func name(_ id: String) -> String { ThemeTree.name(id, notes) }

    func note(_ id: String) -> ThemeNote? { notes[id] }

    /// The colour of a theme: that of its branch, everywhere.
    func slot(_ id: String) -> Int? { slotOfRoot[ThemeTree.root(id)] }

    func children(of id: String) -> [Node] { nodes.filter { ThemeTree.isBelow($0.id, id) } }

    /// Nodes without nodes below them.
    var leaves: [Node] {
        let parents = Set(nodes.flatMap { ThemeTree.ancestors(of: $0.id) })
        return nodes.filter { !parents.contains($0.id) }
    }

    static func root(_ id: String) -> String { String(id.prefix { $0 != "/" }) }

    /// Whether `id` is a descendant of `ancestor`.
    static func isBelow(_ id: String, _ ancestor: String) -> Bool { id.hasPrefix(ancestor + "/") }

    static func ancestors(of id: String) -> [String] {
        var result: [String] = []
        var rest = id[...]
        while let slash = rest.lastIndex(of: "/") {
            rest = rest[..<slash]
            result.append(String(rest))
        }
        return result
    }

    private static func parent(of id: String, among totals: [String: Int]) -> String {
        ancestors(of: id).first { totals[$0] != nil } ?? ""
    }

    private static func name(_ id: String, _ notes: [String: ThemeNote]) -> String {
        if let name = notes[id]?.name, !name.isEmpty { return name }
        let parts = id.split(separator: "/")
        guard let last = parts.last else { return id }
        // A bare leaf such as `delivery/other` says nothing without its branch.
        guard parts.count > 1 else { return Wording.name(ofID: last) }
        return "\(Wording.name(ofID: parts[0])): \(Wording.name(ofID: last).lowercased())"
    }
}

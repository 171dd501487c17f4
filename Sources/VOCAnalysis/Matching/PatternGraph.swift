internal import VOCCore

/// All phrases of all lexicons and rules as one graph: nodes joined by edges that carry a set of words.
///
/// Node 0 is the root. Every node is reached by one path only (a trie over word sets), so its depth is the length of the phrase.
struct PatternGraph {
    /// By node: the edges that leave it, and the payloads of the phrases that end there. A payload is a lexicon entry or an
    /// operand of rules, see `Analyzer`.
    private(set) var edges: [[(set: UInt32, target: UInt32)]] = [[]]
    private(set) var payloads: [[UInt32]] = [[]]
    private var edgeIndex: [UInt64: UInt32] = [:]

    mutating func insert(_ phrase: Phrase, payload: UInt32, into builder: inout VocabularyBuilder) {
        for variant in phrase.variants where !variant.isEmpty {
            var node = 0
            for set in variant {
                let index = builder.intern(set)
                let key = UInt64(node) << 32 | UInt64(index)
                if let target = edgeIndex[key] {
                    node = Int(target)
                } else {
                    let target = edges.count
                    edgeIndex[key] = UInt32(target)
                    edges[node].append((set: index, target: UInt32(target)))
                    edges.append([])
                    payloads.append([])
                    node = target
                }
            }
            if !payloads[node].contains(payload) { payloads[node].append(payload) }
        }
    }
}

/// A pattern graph frozen together with the classes of its vocabulary; shared by all threads.
struct PatternTables: Sendable {
    let edges: FrozenLists<UInt64>
    let payloads: FrozenLists<UInt32>
    /// The sets a class of words belongs to, sorted. Class 0 is "in none".
    let classSets: FrozenLists<UInt32>
    /// For each set, the node that a phrase beginning with it reaches; 0 for none.
    let rootTargets: FrozenArray<UInt32>
    /// For each set, one bit for each of its classes, by `PhraseMatcher.bit`.
    let setFilters: FrozenArray<UInt64>

    init(_ graph: PatternGraph, classSets lists: [[UInt32]], setCount: Int) {
        edges = FrozenLists(
            graph.edges.map { list in
                list.sorted { $0.set < $1.set }.map { UInt64($0.set) << 32 | UInt64($0.target) }
            })
        payloads = FrozenLists(graph.payloads)
        classSets = FrozenLists(lists)
        var roots = [UInt32](repeating: 0, count: setCount)
        for edge in graph.edges[0] { roots[Int(edge.set)] = edge.target }
        rootTargets = FrozenArray(roots)
        var filters = [UInt64](repeating: 0, count: setCount)
        for (wordClass, sets) in lists.enumerated() {
            for set in sets { filters[Int(set)] |= PhraseMatcher.bit(UInt32(wordClass)) }
        }
        setFilters = FrozenArray(filters)
    }

    var nodeCount: Int { edges.count }
    var classCount: Int { classSets.count }
}

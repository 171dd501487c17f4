internal import VOCCore

/// All phrases of all lexicons and rules as one graph: nodes joined by edges that carry a set of words.
///
/// Node 0 is the root. Every node is reached by one path only (a trie over word sets), so its depth is the length of the phrase.
struct PatternGraph: Sendable {
    struct Edge: Sendable {
        let set: UInt32
        let target: UInt32
    }

    /// What a phrase stands for when its last word has been read.
    struct Output: Sendable, Hashable {
        /// A lexicon entry or an operand of rules, see `Analyzer`.
        let payload: UInt32
        /// How many tokens it covers.
        let length: UInt32
    }

    private(set) var edges: [[Edge]] = [[]]
    private(set) var outputs: [[Output]] = [[]]
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
                    edges[node].append(Edge(set: index, target: UInt32(target)))
                    edges.append([])
                    outputs.append([])
                    node = target
                }
            }
            let output = Output(payload: payload, length: UInt32(variant.count))
            if !outputs[node].contains(output) { outputs[node].append(output) }
        }
    }

    var nodeCount: Int { edges.count }

    /// Drops what only building needs.
    mutating func freeze() { edgeIndex = [:] }

    /// For each set, the nodes that a phrase beginning with it reaches.
    func rootTargets(setCount: Int) -> [UInt32] {
        var result = [UInt32](repeating: 0, count: setCount)
        for edge in edges[0] { result[Int(edge.set)] = edge.target }
        return result
    }
}

internal import VOCCore

/// All phrases of all lexicons and rules as one graph: nodes joined by edges that carry a set of
/// words.
///
/// Node 0 is the root. Every node is reached by one path only (a trie over word sets), so its depth
/// is the length of the phrase.
struct PatternGraph {
    private(set) var nodeCount = 1
    /// `node << 32 | set` → target.
    private var index: [UInt64: UInt32] = [:]
    /// The phrases that end at a node: `node << 32 | payload`. A payload is a lexicon entry or an
    /// operand of rules, see `Analyzer`.
    private var endings: [UInt64] = []

    mutating func insert(_ phrase: Phrase, payload: UInt32, into builder: inout VocabularyBuilder) {
        // Each set is asked for once a phrase; those merged into larger ones are not used.
        var numbers = [UInt32?](repeating: nil, count: phrase.sets.count)
        for sequence in phrase.sequences where !sequence.isEmpty {
            var node: UInt32 = 0
            for place in sequence {
                let number = numbers[place] ?? builder.intern(phrase.sets[place])
                numbers[place] = number
                let key = UInt64(node) << 32 | UInt64(number)
                if let target = index[key] {
                    node = target
                } else {
                    node = UInt32(nodeCount)
                    index[key] = node
                    nodeCount += 1
                }
            }
            endings.append(UInt64(node) << 32 | UInt64(payload))
        }
    }

    /// Edges as `set << 32 | target`, sorted, by node.
    var edges: FrozenLists<UInt64> {
        FrozenLists(
            count: nodeCount,
            pairs: index.sorted { $0.key < $1.key }.lazy.map {
                ($0.key >> 32, ($0.key & 0xFFFF_FFFF) << 32 | UInt64($0.value))
            })
    }

    /// Payloads by node, each once.
    var payloads: FrozenLists<UInt32> {
        var pairs: [(UInt64, UInt32)] = []
        var last: UInt64 = .max
        for ending in endings.sorted() where ending != last {
            pairs.append((ending >> 32, UInt32(truncatingIfNeeded: ending)))
            last = ending
        }
        return FrozenLists(count: nodeCount, pairs: pairs)
    }

    /// For each of `setCount` sets, the node that a phrase beginning with it reaches; 0 for none.
    func roots(setCount: Int) -> FrozenArray<UInt32> {
        FrozenArray((0..<setCount).map { index[UInt64($0)] ?? 0 })
    }
}

/// A pattern graph frozen together with the classes of its vocabulary; shared by all threads.
final class PatternTables: Sendable {
    let edges: FrozenLists<UInt64>
    let payloads: FrozenLists<UInt32>
    /// The sets a class of words belongs to, sorted. Class 0 is "in none".
    let classSets: FrozenLists<UInt32>
    /// For each set, the node that a phrase beginning with it reaches; 0 for none.
    let rootTargets: FrozenArray<UInt32>
    /// For each set, its classes as a `ClassSet`.
    let setFilters: FrozenArray<UInt64>

    init(_ graph: PatternGraph, classSets lists: [[UInt32]], setCount: Int) {
        edges = graph.edges
        payloads = graph.payloads
        classSets = FrozenLists(lists)
        rootTargets = graph.roots(setCount: setCount)
        var filters = [UInt64](repeating: 0, count: setCount * ClassSet.wordCount)
        for (wordClass, sets) in lists.enumerated() {
            let bit = ClassSet.bit(UInt32(wordClass))
            for set in sets {
                filters[Int(set) * ClassSet.wordCount + ClassSet.word(bit)] |= ClassSet.mask(bit)
            }
        }
        setFilters = FrozenArray(filters)
    }

    func write(to blob: inout CompiledBlobWriter) {
        blob.lists(edges)
        blob.lists(payloads)
        blob.lists(classSets)
        blob.table(rootTargets)
        blob.table(setFilters)
    }

    init(from blob: inout CompiledBlobReader) throws(VOCError) {
        edges = try blob.lists()
        payloads = try blob.lists()
        classSets = try blob.lists()
        rootTargets = try blob.table()
        setFilters = try blob.table()
    }

    var nodeCount: Int { edges.count }
    var classCount: Int { classSets.count }
}

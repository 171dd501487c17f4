internal import VOCCore

/// Settles what a mapping leaves open by looking at the fields that are there: patterns, columns
/// that repeat, and fields that are to be guessed.
struct MappingResolver {
    private let samples: [FieldSample]
    private let isTable: Bool
    /// Names that the mapping or the profile speaks for.
    private var claimed: Set<String> = []
    private let ignore: [String]
    /// Fields that were guessed, in words.
    private(set) var guesses: [(target: FieldMapping.Target, names: [String])] = []

    init(_ samples: [FieldSample], _ variant: SourceVariant, isTable: Bool) {
        self.samples = samples
        self.isTable = isTable
        ignore = variant.ignore
        let sources =
            Array(variant.mapping.sources.values) + variant.mapping.attributes.map(\.source)
        let conditions = (variant.skip + variant.only + variant.when).map(\.path)
        for path in sources.flatMap(\.parts).flatMap(\.alternatives) + conditions {
            claimed.formUnion(matching(path).map(folded))
        }
        for pattern in sources.flatMap(\.every) {
            claimed.formUnion(matching(FieldPath(pattern)).map(folded))
        }
    }

    mutating func resolve(_ mapping: FieldMapping) -> FieldMapping {
        var result = mapping
        for target in FieldMapping.Target.allCases {
            guard var source = mapping.sources[target] else { continue }
            spell(&source, joinsRepeats: target == .text)
            if source.guess != nil, !source.parts.contains(where: { isThere($0) }) {
                guess(&source, for: target)
            }
            result.sources[target] = source
        }
        for index in result.attributes.indices {
            spell(&result.attributes[index].source, joinsRepeats: true)
            if result.attributes[index].source.parts.contains(where: {
                $0.alternatives.contains { $0.occurrence > 0 }
            }) {
                result.attributes[index].source.isList = true
            }
        }
        return result
    }

    private func folded(_ name: String) -> String { isTable ? CSVText.folded(name) : name }

    private func isThere(_ part: FieldPart) -> Bool {
        part.alternatives.contains { !matching($0).isEmpty }
    }

    private func matching(_ path: FieldPath) -> [String] {
        if path.isPattern {
            return samples.map(\.name).filter { NamePattern.matches($0, path.text) }
        }
        let wanted = folded(path.text)
        let plain = VariantFit.plain(path.text)
        return samples.map(\.name).filter { folded($0) == wanted || !isTable && $0 == plain }
    }

    /// Writes patterns out, and each of several columns with one name.
    private func spell(_ source: inout FieldSource, joinsRepeats: Bool) {
        var parts: [FieldPart] = []
        for part in source.parts {
            var spelled = part
            spelled.alternatives = part.alternatives.flatMap { path in
                path.isPattern ? unique(matching(path)).map { FieldPath($0) } : [path]
            }
            parts += joinsRepeats ? repeated(spelled) : [spelled]
        }
        let named = source.parts.flatMap(\.alternatives).map { folded($0.text) }
        for pattern in source.every {
            for name in unique(matching(FieldPath(pattern))) where !named.contains(folded(name)) {
                parts += repeated(FieldPart([FieldPath(name)]))
            }
        }
        source.every = []
        source.parts = parts
    }

    private func unique(_ names: [String]) -> [String] {
        var result: [String] = []
        for name in names where !result.contains(name) { result.append(name) }
        return result
    }

    private func repeated(_ part: FieldPart) -> [FieldPart] {
        guard isTable, let path = part.alternatives.first(where: { !matching($0).isEmpty }) else {
            return [part]
        }
        let count = matching(path).count
        guard count > 1 else { return [part] }
        return (1...count).map { occurrence in
            var one = part
            one.alternatives = [FieldPath(path.text, occurrence: occurrence)]
            return one
        }
    }

    private mutating func guess(_ source: inout FieldSource, for target: FieldMapping.Target) {
        guard let guess = source.guess else { return }
        let free = samples.filter { sample in
            !claimed.contains(folded(sample.name)) && !sample.name.isEmpty
                && !ignore.contains { NamePattern.matches(sample.name, $0) }
        }
        let chosen: [FieldSample]
        switch guess.kind {
        case .text: chosen = MappingResolver.texts(free, guess.names)
        case .rating: chosen = MappingResolver.rating(free, guess.names).map { [$0] } ?? []
        case .receivedAt: chosen = free.first { $0.kind == .date }.map { [$0] } ?? []
        }
        guard !chosen.isEmpty else { return }
        let names = unique(chosen.map(\.name))
        source.parts = names.flatMap { repeated(FieldPart([FieldPath($0)])) }
        claimed.formUnion(names.map(folded))
        guesses.append((target, names))
    }

    private static func isNamed(_ sample: FieldSample, _ patterns: [String]) -> Bool {
        patterns.contains { NamePattern.matches(sample.name, $0) }
    }

    /// Columns of sentences; where a name speaks for some, short answers will do for them.
    private static func texts(_ free: [FieldSample], _ patterns: [String]) -> [FieldSample] {
        free.filter {
            $0.kind == .text || ($0.kind == .words || $0.kind == .empty) && isNamed($0, patterns)
        }
    }

    /// A column of small numbers whose name speaks for it, by the order of the names; where any name
    /// will do, one of grades: whole or half, and not mostly 0 as counts and shares are.
    private static func rating(_ free: [FieldSample], _ patterns: [String]) -> FieldSample? {
        let candidates = free.filter { sample in
            sample.kind == .number
                && sample.values.allSatisfy { (0...100).contains(FieldSample.number($0) ?? -1) }
        }
        for pattern in patterns {
            if let found = candidates.first(where: {
                NamePattern.matches($0.name, pattern) && (pattern != "*" || isGrades($0))
            }) {
                return found
            }
        }
        return nil
    }

    private static func isGrades(_ sample: FieldSample) -> Bool {
        let numbers = sample.values.compactMap(FieldSample.number)
        let graded = numbers.count { ($0 * 2).rounded() == $0 * 2 }
        return graded * 10 >= numbers.count * 9 && numbers.count { $0 == 0 } * 2 < numbers.count
    }
}

internal import VOCCore

/// How well a shape of a source fits the beginning of a dump.
struct VariantFit {
    /// What is found counts for it, what is missing a little against it.
    private(set) var score = 0.0
    /// The share of the wanted fields that are there, the telling ones weighing more.
    private(set) var share = 0.0
    /// Whether the records and all marks are there.
    private(set) var isPossible = true
    /// Targets whose field is there.
    private(set) var found: [FieldMapping.Target] = []
    private(set) var missing: [FieldMapping.Target] = []
    private(set) var marks = 0

    private let variant: SourceVariant
    private let names: [String]
    private let folded: Set<String>
    private let isTable: Bool
    private let isMail: Bool

    init(_ variant: SourceVariant, _ fields: DumpFields, _ format: DumpFormat) {
        self.variant = variant
        isTable = format == .csv
        isMail = format.isMail
        names = fields.names(variant)
        folded = Set(isTable ? names.map(CSVText.folded) : names)
        weigh()
        for mark in variant.marks {
            if has(FieldPath(mark)) || fields.hasOutside(mark) {
                marks += 1
                score += 2
            } else {
                isPossible = false
            }
        }
        let mayHoldValues = isPossible && !variant.when.isEmpty
        let samples = mayHoldValues ? fields.samples(variant) : []
        for condition in variant.when {
            let values = samples.first { $0.name == condition.path.text }?.values ?? []
            let isRight = values.allSatisfy { value in
                condition.values?.contains { value.elementsEqual($0.utf8) } ?? true
            }
            if values.isEmpty || !isRight { isPossible = false } else { score += 1 }
        }
        for condition in variant.skip + variant.only where has(condition.path) { score += 2 }
        for name in variant.unless where has(FieldPath(name)) || fields.hasOutside(name) {
            isPossible = false
        }
        // A dump without a single record has its marks all the same.
        if !fields.holdsRecords(variant) {
            if variant.marks.isEmpty || isTable { isPossible = false } else { score -= 2 }
        }
        if !isPossible { score -= 200 }
    }

    private mutating func weigh() {
        var total = 0.0
        var gained = 0.0
        for target in FieldMapping.Target.allCases {
            guard let source = variant.mapping.sources[target] else { continue }
            let weight: Double =
                switch target {
                case .text: 4
                case .id, .rating, .receivedAt: 2
                default: 1
                }
            let share = share(of: source)
            score += weight * share - 0.3 * weight * (1 - share)
            total += weight
            gained += weight * share
            if share > 0 { found.append(target) } else { missing.append(target) }
        }
        share = total > 0 ? gained / total : 0
    }

    /// Of the parts of a source those that are there.
    private func share(of source: FieldSource) -> Double {
        let parts = source.parts.count { $0.alternatives.contains(where: has) }
        if !source.parts.isEmpty, parts > 0 { return Double(parts) / Double(source.parts.count) }
        if source.every.contains(where: { has(FieldPath($0)) }) { return 1 }
        return source.guess == nil ? 0 : 0.5
    }

    private func has(_ path: FieldPath) -> Bool {
        // Every message may have every field.
        if isMail { return true }
        if path.isPattern { return names.contains { NamePattern.matches($0, path.text) } }
        if isTable { return folded.contains(CSVText.folded(path.text)) }
        return folded.contains(path.text) || folded.contains(VariantFit.plain(path.text))
    }

    /// A path without the places and filters in brackets, as samples name fields.
    static func plain(_ path: String) -> String {
        var result = ""
        var depth = 0
        for character in path {
            if character == "[" {
                depth += 1
            } else if character == "]" {
                depth -= 1
            } else if depth == 0 {
                result.append(character)
            }
        }
        return result
    }
}

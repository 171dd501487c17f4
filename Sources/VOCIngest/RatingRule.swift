package import VOCCore

/// What ratings measure, when they are a known measure.
package enum RatingMetric: String, Sendable, CaseIterable {
    case csat, nps, ces1, ces2
}

/// The numbers a rating may take.
package struct RatingScale: Sendable, Equatable {
    package var lowMilli: Int32
    package var highMilli: Int32
    package var metric: RatingMetric?

    package init(lowMilli: Int32, highMilli: Int32, metric: RatingMetric? = nil) {
        self.lowMilli = lowMilli
        self.highMilli = highMilli
        self.metric = metric
    }

    /// Reads `1..5`.
    static func range(_ node: ConfigNode) throws(VOCError) -> RatingScale {
        let text = try node.string("a scale such as 1..5")
        let ends = text.split(separator: ".", omittingEmptySubsequences: true)
        guard ends.count == 2, text.contains(".."), let low = Int32(ends[0]),
            let high = Int32(ends[1]), low < high, abs(low) < 1_000_000, abs(high) < 1_000_000
        else { throw node.wrongType("a scale such as 1..5") }
        return RatingScale(lowMilli: low * 1000, highMilli: high * 1000)
    }
}

/// How ratings are read: the scale, and what words stand for.
package struct RatingRule: Sendable, Equatable {
    package var scale: RatingScale?
    /// Lower-case word → value in thousandths; nil means that the word says "not rated".
    package var words: [String: Int32?] = [:]
    /// Words that merely spell a number, such as FIVE; the rating is then that number.
    package var numerals: [String: Int32] = [:]

    package init(scale: RatingScale? = nil, words: [String: Int32?] = [:]) {
        self.scale = scale
        self.words = words
    }

    /// Reads `{ scale: 1..5, metric: csat, words: { good: 5, offered: null } }`.
    package init(node: ConfigNode) throws(VOCError) {
        let map = try node.map(keys: ["scale", "metric", "words", "numerals"])
        if let range = map["scale"] { scale = try RatingScale.range(range) }
        if let metric = map["metric"] {
            guard scale != nil else {
                throw VOCError(
                    .configMissingKey, "'metric' needs a 'scale' beside it", at: metric.origin,
                    hint: "such as { scale: 0..10, metric: nps }")
            }
            scale?.metric = try metric.choice([
                "csat": RatingMetric.csat, "nps": .nps, "ces1": .ces1, "ces2": .ces2,
            ])
        }
        for (key, value) in try map["words"]?.pairs() ?? [] {
            let word = try key.string().lowercased()
            words[word] = .some(
                value.isNull ? nil : Int32((try value.double() * 1000).rounded()))
        }
        for (key, value) in try map["numerals"]?.pairs() ?? [] {
            numerals[try key.string().lowercased()] = Int32((try value.double() * 1000).rounded())
        }
    }
}

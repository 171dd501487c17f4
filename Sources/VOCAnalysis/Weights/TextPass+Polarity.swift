package import VOCCore

/// How the customer feels about each theme, where a pack has weights for it.
///
/// Phrases, the bias and what is true of the item add the same to every theme of it; what the
/// lexicon says of the theme, and which theme it is, make the difference.
extension TextPass {
    /// Puts what weights decide in the place of what the lexicon says; scores stay the lexicon's.
    mutating func judgeThemes(_ reading: inout Reading) {
        guard analyzer.weights.judgeGroup >= 0 else { return }
        for index in reading.themes.indices {
            let theme = reading.themes[index]
            let own = TextPass.own(theme.label, isJudged: theme.milliPoints != nil)
            judged.append(JudgedTheme(theme: Int32(theme.theme), own: own))
            reading.themes[index].label = decision(judged[index], isAbsent: false)
        }
    }

    /// What is said of a theme that no rule found: nil if no pack has weights for it.
    mutating func polarity(ofAbsent reading: Reading) -> SentimentLabel? {
        guard analyzer.weights.judgeGroup >= 0, reading.isScored else { return nil }
        let own = TextPass.own(reading.label, isJudged: reading.milliPoints != nil)
        return decision(JudgedTheme(theme: -1, own: own), isAbsent: true)
    }

    /// A place in `PackWeights.Own`; −1 for what is said so faintly that it has no side.
    private static func own(_ label: SentimentLabel, isJudged: Bool) -> Int32 {
        let own: PackWeights.Own
        switch label {
        case .positive: own = .positive
        case .negative: own = .negative
        case .mixed: own = .mixed
        case .neutral, .none:
            if isJudged { return -1 }
            own = .unjudged
        }
        return Int32(PackWeights.Own.allCases.firstIndex(of: own)!)
    }

    /// What a polarity's class gets from the theme alone.
    mutating func sum(_ judged: JudgedTheme, isAbsent: Bool, for number: Int) -> Int32 {
        var sum: Int32 = 0
        func add(_ lists: borrowing FrozenLists<WeightTables.Term>, _ list: Int) {
            for place in lists.range(list) {
                let term = lists.elements[place]
                if term.number == UInt32(number) { sum += term.milli }
            }
        }
        if judged.own >= 0 { add(analyzer.weights.ownTerms, Int(judged.own)) }
        if isAbsent { add(analyzer.weights.ownTerms, PackWeights.Own.allCases.count - 1) }
        if judged.theme >= 0, Int(judged.theme) < analyzer.weights.themeTerms.count {
            add(analyzer.weights.themeTerms, Int(judged.theme))
        }
        return sum
    }

    /// The polarity with the highest sum; of equal ones the first in the file.
    mutating func decision(_ judged: JudgedTheme, isAbsent: Bool) -> SentimentLabel {
        var best = SentimentLabel.neutral
        var highest = Int32.min
        for number in 0..<analyzer.weights.classes.count {
            let item = analyzer.weights.classes[number]
            guard item.kind == .polarity, Int(item.group) == analyzer.weights.judgeGroup
            else { continue }
            let sum = weights.sums[number] + sum(judged, isAbsent: isAbsent, for: number)
            if sum > highest {
                highest = sum
                best = WeightTables.polarities[Int(item.value)]
            }
        }
        return best
    }
}

/// A theme of the item and what the lexicon says of it.
struct JudgedTheme: BitwiseCopyable {
    /// −1 for one that no rule found.
    var theme: Int32
    /// A place in `PackWeights.Own`; −1 for faint words.
    var own: Int32
}

extension TextReader {
    /// What weights decide about a theme that no rule found in the text read last, whose reading is
    /// given; nil if no pack has weights for polarities.
    package func polarity(ofAbsent reading: Reading) -> SentimentLabel? {
        unsafe pass.pointee.polarity(ofAbsent: reading)
    }

    /// The themes of the text read last and what the lexicon says of each, before weights judged it:
    /// a line pattern such as `<theme:positive>`, nil for faint words.
    package var judgedThemes: [(theme: Int, own: String?)] {
        unsafe pass.pointee.judgedThemes
    }
}

extension TextPass {
    fileprivate var judgedThemes: [(theme: Int, own: String?)] {
        (0..<judged.count).map { place in
            let own = Int(judged[place].own)
            return (
                Int(judged[place].theme),
                own < 0 ? nil : PackWeights.Own.allCases[own].rawValue
            )
        }
    }
}

extension WeightTables {
    /// The index of a polarity by its id in `weights.tsv`, such as `polarity:negative`.
    static func polarity(named id: String) -> Int? {
        guard id.hasPrefix("polarity:") else { return nil }
        return polarities.firstIndex { $0.name == id.dropFirst(9) }
    }
}

internal import VOCAnalysis
internal import VOCCore

/// What the engine finds in texts when certain phrases are lexicon entries, with all that acts on
/// them, so that a fit knows what a weight will do.
struct EngineReadings: Sendable {
    /// A phrase found in a text.
    struct Find: Sendable {
        /// Index of the phrase.
        var phrase: Int32
        /// By what the engine multiplies its weight if that is positive or negative.
        var ifPositive: Float
        var ifNegative: Float
    }

    /// The finds of all texts, one text after the other.
    private(set) var finds: [Find] = []
    private(set) var starts: [Int] = [0]
    /// Sums of the other entries' positive and negative effects, by text.
    private(set) var others: [(positive: Float, negative: Float)] = []

    var count: Int { others.count }

    /// Reads `texts` with the lexicon `base` and one entry for each of `phrases`.
    ///
    /// Each text is read twice, with positive and with negative weights: some rules ask for the
    /// sign.
    init(
        _ texts: [String], phrases: [String], base: String, in folders: LexiconFolders, jobs: Int
    ) throws(VOCError) {
        let positive = try EngineReadings.analyzer(500, phrases, base, folders)
        let negative = try EngineReadings.analyzer(-500, phrases, base, folders)
        var index: [String: Int32] = [:]
        for (place, phrase) in phrases.enumerated() { index[phrase] = Int32(place) }
        // Entries of both have the same numbers: the files differ in weights only.
        let phraseOf = EngineReadings.entries(positive, index)
        let readings = Parallel.read(
            texts, jobs: jobs, with: (TextReader(positive), TextReader(negative))
        ) { readers, text in
            EngineReadings.merge(
                readers.0.read(text, declaredLanguage: "en"),
                readers.1.read(text, declaredLanguage: "en"), phraseOf)
        }
        for reading in readings {
            finds += reading.finds
            starts.append(finds.count)
            others.append((reading.positive, reading.negative))
        }
    }

    private static func analyzer(
        _ milli: Int, _ phrases: [String], _ base: String, _ folders: LexiconFolders
    ) throws(VOCError) -> Analyzer {
        let scratch = try ScratchFolder()
        let lines = phrases.map { LexiconFolder.Line(phrase: $0, milli: milli, note: "") }
        try LexiconFolder(id: "probe", base: base, lines: lines).write(to: scratch.path)
        return try Analyzer(
            AnalysisSpec(lexicon: scratch.path, themes: [], intents: ""), in: folders)
    }

    /// The phrase of each entry; −1 for those of the base.
    private static func entries(_ analyzer: Analyzer, _ index: [String: Int32]) -> [Int32] {
        (0..<UInt32(analyzer.counts.entries)).map { entry in
            let name = analyzer.entry(entry).name
            guard name.hasPrefix("probe:") else { return -1 }
            return index[String(name.dropFirst(6))] ?? -1
        }
    }

    private struct Piece: Sendable {
        var finds: [Find] = []
        var positive: Float = 0
        var negative: Float = 0
    }

    /// Joins the two readings of a text; an effect that came to nothing in one of them is missing
    /// there.
    private static func merge(_ one: Reading, _ other: Reading, _ phraseOf: [Int32]) -> Piece {
        var piece = Piece()
        var left = 0
        var right = 0
        while left < one.evidence.count || right < other.evidence.count {
            let a = left < one.evidence.count ? one.evidence[left] : nil
            let b = right < other.evidence.count ? other.evidence[right] : nil
            let isSame = a?.range == b?.range
            let takesLeft =
                isSame || b == nil || (a.map { $0.range.lowerBound < b!.range.lowerBound } ?? false)
            let takesRight = isSame || !takesLeft
            if takesLeft { left += 1 }
            if takesRight { right += 1 }
            guard let entry = (takesLeft ? a : b)?.entry else { continue }
            let phrase = phraseOf[Int(entry)]
            guard phrase >= 0 else {
                let weight = Float((takesLeft ? a : b)!.weight) / 1000
                if weight > 0 { piece.positive += weight } else { piece.negative -= weight }
                continue
            }
            piece.finds.append(
                Find(
                    phrase: phrase, ifPositive: takesLeft ? Float(a!.weight) / 500 : 0,
                    ifNegative: takesRight ? Float(b!.weight) / -500 : 0))
        }
        return piece
    }

    /// Adds the finds of a text up with the given weights.
    @inline(__always)
    func sums(_ text: Int, _ weights: [Double]) -> (positive: Double, negative: Double) {
        var positive = Double(others[text].positive)
        var negative = Double(others[text].negative)
        for place in starts[text]..<starts[text + 1] {
            let find = finds[place]
            let weight = weights[Int(find.phrase)]
            let effect = weight * Double(weight > 0 ? find.ifPositive : find.ifNegative)
            if effect > 0 { positive += effect } else { negative -= effect }
        }
        return (positive, negative)
    }
}

internal import VOCCore

/// What learning asks of an analyzer.
extension Analyzer {
    /// Single words that act on others (negators, boosters, fillers …), folded. A weight of their
    /// own would take this away from them.
    package var modifierWords: Set<String> {
        let unicode = UnicodeText()
        var words = Set<String>()
        for index in 0..<UInt32(compiled.count) where compiled[index].kind != .polar {
            let (name, origin) = entry(index)
            let text = String(name[name.index(after: name.firstIndex(of: ":")!)...])
            guard let phrase = try? Phrase(text, at: origin, folding: unicode) else { continue }
            for variant in phrase.variants where variant.count == 1 {
                words.formUnion(variant[0].words)
            }
        }
        return words
    }

    /// The weight of a lexicon entry in thousandths; nil for one that acts on others.
    package func weight(ofEntry index: UInt32) -> Int? {
        let entry = compiled[Int(index)]
        return entry.kind == .polar ? Int(entry.milli) : nil
    }

    /// How sums become a score and a label, in thousandths: see `lexicon.yml`.
    package var scoringBands: (saturation: Int, neutral: Int, mixedLeast: Int, mixedShare: Int) {
        (settings.saturation, settings.neutral, settings.mixedLeast, settings.mixedShare)
    }
}

extension TextReader {
    /// What `weights.tsv` has of the text that was read last: phrases and `#id`s, each counted from
    /// 0 in the order in which the file first names them; sorted.
    package var foundWeights: (phrases: [UInt32], rules: [UInt32]) {
        let scorer = unsafe pass.pointee.weightsFound
        return (scorer.phrases.sorted(), scorer.rules.sorted())
    }
}

extension TextPass {
    fileprivate var weightsFound: (phrases: [UInt32], rules: [UInt32]) {
        (
            (0..<weights.finds.count).map { weights.finds[$0].phrase },
            (0..<weights.rules.count).map { weights.rules[$0] }
        )
    }
}

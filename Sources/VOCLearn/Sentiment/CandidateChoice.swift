internal import VOCAnalysis
internal import VOCCore

/// Chooses the phrases worth a weight: those that stand where the scores so far are wrong in one
/// direction, and do so in several domains.
struct CandidateChoice {
    let corpus: SentimentCorpus
    let table: WordTable
    let counts: PhraseCounts
    /// By phrase of `counts`: whether it may become an entry at all.
    let isAllowed: [Bool]
    /// A phrase needs texts of at least this many domains that agree about it.
    let leastDomains: Int

    init(_ corpus: SentimentCorpus, _ table: WordTable, _ modifiers: Set<String>, leastDomains: Int)
    {
        self.corpus = corpus
        self.table = table
        self.leastDomains = leastDomains
        counts = PhraseCounts(table, lengths: 1...3, least: 5) { !corpus.isHeldOut[$0] }
        let acts = table.words.map { modifiers.contains($0) }
        isAllowed = counts.keys.map { key in
            let words = PhraseCounts.words(key)
            guard words.count > 1 else {
                return words[0] > 0 && !acts[words[0]] && table.words[words[0]].utf8.count > 1
            }
            // A phrase that ends in a negator or booster would take it away from what follows.
            return !acts[words[words.count - 1]] && words.contains { $0 > 0 && !acts[$0] }
        }
    }

    /// How much evidence there is that a phrase's weight should move: z of the summed slopes.
    struct Evidence {
        var phrase: Int
        var z: Double
    }

    /// Weighs the phrases of `lengths` words in `samples`, given each sample's slope (how its loss
    /// falls with a rising score); the strongest first.
    func evidence(
        _ samples: [SentimentFit.Sample], _ slopes: [Double], lengths: ClosedRange<Int>
    ) -> [Evidence] {
        let domains = corpus.domains.count
        let asked = min(leastDomains, Set(samples.map { corpus.domainOf[$0.text] }).count)
        var sums = [Double](repeating: 0, count: counts.keys.count * domains)
        var squares = sums
        var texts = [Int32](repeating: 0, count: sums.count)
        var seen: [PhraseCounts.Key] = []
        for (index, sample) in samples.enumerated() {
            PhraseCounts.keys(of: sample.text, table, lengths, into: &seen)
            let domain = corpus.domainOf[sample.text]
            for key in seen {
                guard let phrase = counts.index(of: key), isAllowed[phrase] else { continue }
                let place = phrase * domains + domain
                sums[place] += slopes[index]
                squares[place] += slopes[index] * slopes[index]
                texts[place] += 1
            }
        }
        var result: [Evidence] = []
        for phrase in counts.keys.indices where isAllowed[phrase] {
            let places = phrase * domains..<(phrase + 1) * domains
            let sum = places.reduce(0) { $0 + sums[$1] }
            let square = places.reduce(0) { $0 + squares[$1] }
            let agreeing = places.count { texts[$0] >= 2 && sums[$0] * sum > 0 }
            guard square > 0, agreeing >= asked else { continue }
            result.append(Evidence(phrase: phrase, z: sum / square.squareRoot()))
        }
        return result.sorted {
            abs($0.z) != abs($1.z) ? abs($0.z) > abs($1.z) : $0.phrase < $1.phrase
        }
    }
}

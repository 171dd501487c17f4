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

    /// How much evidence there is that a phrase's weight should move: the z of the slopes of each
    /// domain, taken together.
    struct Evidence {
        var phrase: Int
        var z: Double
    }

    /// Weighs the phrases of `lengths` words in `samples`, given each sample's slope (how its loss
    /// falls with a rising score); the strongest first. A phrase of several words must tell more
    /// than its parts tell where they stand without the rest.
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
            PhraseCounts.keys(of: sample.text, table, 1...3, into: &seen)
            let domain = corpus.domainOf[sample.text]
            for key in seen {
                guard let phrase = counts.index(of: key) else { continue }
                let place = phrase * domains + domain
                sums[place] += slopes[index]
                squares[place] += slopes[index] * slopes[index]
                texts[place] += 1
            }
        }
        func whole(_ phrase: Int) -> Slopes {
            var result = Slopes()
            for place in phrase * domains..<(phrase + 1) * domains {
                result.sum += sums[place]
                result.square += squares[place]
                result.count += Double(texts[place])
            }
            return result
        }
        var result: [Evidence] = []
        for phrase in counts.keys.indices where isAllowed[phrase] {
            let words = PhraseCounts.words(counts.keys[phrase]).count
            guard lengths.contains(words) else { continue }
            let all = whole(phrase)
            let places = phrase * domains..<(phrase + 1) * domains
            let agreeing = places.count { texts[$0] >= 2 && sums[$0] * all.sum > 0 }
            guard all.square > 0, agreeing >= asked else { continue }
            var z = 0.0
            var met = 0.0
            for place in places where texts[place] >= 2 && squares[place] > 0 {
                // No domain alone makes a word general, however clearly it speaks.
                z += min(2.5, max(-2.5, sums[place] / squares[place].squareRoot()))
                met += 1
            }
            z /= max(1, met).squareRoot()
            if asked == 1 { z = all.sum / all.square.squareRoot() }
            for part in parts(of: counts.keys[phrase]) where words > 1 {
                guard let excess = all.excess(over: whole(part).without(all)), excess * z > 0
                else {
                    z = 0
                    break
                }
                if abs(excess) < abs(z) { z = excess }
            }
            if z != 0 { result.append(Evidence(phrase: phrase, z: z)) }
        }
        return result.sorted {
            abs($0.z) != abs($1.z) ? abs($0.z) > abs($1.z) : $0.phrase < $1.phrase
        }
    }

    /// The shorter phrases within a phrase that may have weights of their own.
    private func parts(of key: PhraseCounts.Key) -> [Int] {
        let words = PhraseCounts.words(key)
        var result: [Int] = []
        for length in 1..<max(2, words.count) {
            for start in 0...words.count - length {
                let part = words[start..<start + length].reduce(0) {
                    $0 << 21 | PhraseCounts.Key($1 + 1)
                }
                if let index = counts.index(of: part), isAllowed[index] { result.append(index) }
            }
        }
        return result
    }

    /// Slopes of the texts that hold a phrase.
    private struct Slopes {
        var sum = 0.0
        var square = 0.0
        var count = 0.0

        func without(_ other: Slopes) -> Slopes {
            Slopes(
                sum: sum - other.sum, square: square - other.square, count: count - other.count)
        }

        /// How clearly the mean slope is another than where only a part of the phrase stands, in
        /// standard errors; nil where the part hardly stands alone, so that it says the same.
        func excess(over part: Slopes) -> Double? {
            guard part.count >= 3 else { return nil }
            let variance = square / (count * count) + part.square / (part.count * part.count)
            guard variance > 0 else { return nil }
            return (sum / count - part.sum / part.count) / variance.squareRoot()
        }
    }
}

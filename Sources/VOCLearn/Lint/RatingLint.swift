package import VOCAnalysis
package import VOCCore
internal import VOCReport

/// Compares the weights of a lexicon with the ratings that customers gave beside their texts.
///
/// A line disagrees when items that have it are rated low (below the middle of the scale) more often
/// than the other rated items though it praises, or less often though it blames. Where a negation
/// turns the word, it does not count. Shares are compared by the test of Campbell (2007) and taken
/// at a false discovery rate of 5 % over all lines with enough items (Benjamini and Hochberg 1995).
/// Memory is a few numbers a line, whatever the dump.
package struct RatingLint {
    /// Fewer rated items with, or without, a line say nothing of it.
    static let leastItems = 20
    /// The share of false findings that is put up with.
    static let falseShare = 0.05

    private struct Line {
        let entry: UInt32
        let weight: Int
        var items = 0
        var low = 0
        /// Ratings in thousandths of −1…1.
        var sum = 0
        var lastItem = 0
    }

    private let analyzer: Analyzer
    /// The line of each entry: a term and its forms share one. −1 for entries without a weight.
    private var lineOf: [Int32] = []
    private var lines: [Line] = []
    private var items = 0
    private var recognized = 0
    /// Items in languages that are not scored.
    private var foreign = 0
    private var rated = 0
    private var low = 0

    package init(_ analyzer: Analyzer) {
        self.analyzer = analyzer
        var known: [Origin: Int32] = [:]
        for entry in 0..<UInt32(analyzer.counts.entries) {
            guard let weight = analyzer.weight(ofEntry: entry), weight != 0 else {
                lineOf.append(-1)
                continue
            }
            let origin = analyzer.entry(entry).origin
            let line = known[origin] ?? Int32(lines.count)
            if known.updateValue(line, forKey: origin) == nil {
                lines.append(Line(entry: entry, weight: weight))
            }
            lineOf.append(line)
        }
    }

    /// Whether any item had a rating to compare with.
    package var hasRatings: Bool { rated > 0 }

    /// Takes an item in. `rating` is in thousandths of −1 (the lowest of its scale) to 1; nil if it
    /// has none.
    package mutating func add(_ reading: Reading, rating: Int?) {
        guard reading.isScored else {
            foreign += 1
            return
        }
        items += 1
        if !reading.evidence.isEmpty { recognized += 1 }
        guard let rating else { return }
        rated += 1
        if rating < 0 { low += 1 }
        for evidence in reading.evidence {
            let line = Int(lineOf[Int(evidence.entry)])
            guard line >= 0, (evidence.weight > 0) == (lines[line].weight > 0),
                lines[line].lastItem != rated
            else { continue }
            lines[line].lastItem = rated
            lines[line].items += 1
            lines[line].sum += rating
            if rating < 0 { lines[line].low += 1 }
        }
    }

    /// The lines that disagree with the ratings, in the order of files and lines.
    package var disagreements: [LintFinding] {
        let tested = lines.filter {
            $0.items >= RatingLint.leastItems && rated - $0.items >= RatingLint.leastItems
        }
        let shares = tested.map {
            (
                with: Proportion($0.low, of: $0.items),
                without: Proportion(low - $0.low, of: rated - $0.items)
            )
        }
        let adjusted = Discovery.adjusted(shares.map { $0.with.pValue(against: $0.without) })
        var findings: [LintFinding] = []
        for index in tested.indices where adjusted[index] <= RatingLint.falseShare {
            let (with, without) = shares[index]
            let line = tested[index]
            guard (with.share > without.share) == (line.weight > 0) else { continue }
            findings.append(finding(line, with, without, adjusted[index]))
        }
        return findings.sorted {
            ($0.origin.file, $0.origin.line) < ($1.origin.file, $1.origin.line)
        }
    }

    private func finding(_ line: Line, _ with: Proportion, _ without: Proportion, _ p: Double)
        -> LintFinding
    {
        let (name, origin) = analyzer.entry(line.entry)
        let difference = with.difference(from: without)
        let mean = Double(line.sum) / 1000 / Double(line.items)
        let interval = with.interval
        return LintFinding(
            decides(line.weight) ? .warning : .note, .lintRatings, at: origin,
            entry: String(name[name.index(after: name.firstIndex(of: ":")!)...]),
            message:
                "weight \(Decimals.shortThousandths(line.weight)), but \(percent(with.share)) of \(line.items) items with it are rated low (95 % interval \(percent(interval.low)) to \(percent(interval.high))), of the others \(percent(without.share)); their mean rating is \(Decimals.fixed(mean, places: 2)) of −1 to 1",
            figures: .init(
                count: line.items, meanRating: mean, lowShare: with.share,
                otherLowShare: without.share,
                difference: (difference.interval.low, difference.interval.high), p: p))
    }

    /// Whether the weight alone makes a text positive or negative: others only tip a balance.
    private func decides(_ weight: Int) -> Bool {
        let bands = analyzer.scoringBands
        return abs(weight) * 1000 >= bands.neutral * (abs(weight) + bands.saturation)
    }

    /// How many items have any word that counts; told of the lexicon as a whole, at `origin`.
    package func coverage(at origin: Origin) -> LintFinding {
        let share = Proportion(recognized, of: items)
        let rest = foreign == 0 ? "" : "; \(foreign) items in other languages are not in this"
        return LintFinding(
            .note, .lintCoverage, at: origin, entry: "",
            message:
                "\(percent(share.share)) of \(items) items (\(recognized)) have a word that counts (95 % interval \(percent(share.interval.low)) to \(percent(share.interval.high)))\(rest); \(rated) have a rating to compare with"
        )
    }

    private func percent(_ share: Double) -> String {
        "\(Decimals.fixed(share * 100, places: 1)) %"
    }
}

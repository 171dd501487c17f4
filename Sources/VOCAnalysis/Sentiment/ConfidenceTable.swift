internal import VOCCore

/// How often a label was right on labelled feedback that looked alike: `confidence.tsv` of a
/// lexicon.
///
/// Each line holds for texts with its label whose absolute score, number of effects and smaller
/// part as a share of the larger are at least the line's, up to the next line's.
struct ConfidenceTable: Sendable {
    static let columns = ["label", "score", "hits", "conflict", "confidence", "texts"]

    /// Three counts, the lower bounds of score, hits and conflict, then the confidences by label,
    /// score, hits and conflict in thousandths, −1 where no line says; empty without a table.
    private let numbers: FrozenArray<Int32>

    /// Knows nothing.
    init() { numbers = FrozenArray([]) }

    init(numbers: FrozenArray<Int32>) { self.numbers = numbers }

    init(path: String) throws(VOCError) {
        struct Line {
            var label: Int
            var bounds: [Int32]
            var milli: Int32
        }
        var lines: [Line] = []
        for row in try TabbedFile(path, columns: ConfidenceTable.columns).rows {
            guard let label = ConfidenceTable.labels.firstIndex(where: { $0.name == row[0] }) else {
                throw VOCError(
                    .lexiconRow, "no label is called '\(row[0])'", at: row.origin,
                    hint: DidYouMean.hint(for: row[0], among: ConfidenceTable.labels.map(\.name)))
            }
            guard let hits = Int32(row[2]), (0...1000).contains(hits) else {
                throw VOCError(
                    .lexiconRow, "hits is '\(row[2])', expected a number of words", at: row.origin)
            }
            lines.append(
                Line(
                    label: label,
                    bounds: [
                        Int32(try row.milli(1, named: "score", in: 0...1)), hits,
                        Int32(try row.milli(3, named: "conflict", in: 0...1)),
                    ], milli: Int32(try row.milli(4, named: "confidence", in: 0...1))))
        }
        let edges = (0..<3).map { column in Set(lines.map { $0.bounds[column] }).sorted() }
        var numbers = edges.map { Int32($0.count) } + edges.joined()
        for label in ConfidenceTable.labels.indices {
            for score in edges[0] {
                for hits in edges[1] {
                    for conflict in edges[2] {
                        // Of the lines that hold, the one with the highest bounds.
                        let best = lines.filter {
                            $0.label == label && $0.bounds[0] <= score && $0.bounds[1] <= hits
                                && $0.bounds[2] <= conflict
                        }.max { $0.bounds.lexicographicallyPrecedes($1.bounds) }
                        numbers.append(best?.milli ?? -1)
                    }
                }
            }
        }
        self.numbers = FrozenArray(numbers)
    }

    private static let labels: [SentimentLabel] = [.none, .negative, .neutral, .mixed, .positive]

    /// The chance in thousandths that `label` is right; nil where the table does not say.
    func milli(_ label: SentimentLabel, positive: Int, negative: Int, hits: Int) -> Int? {
        guard numbers.count > 3 else { return nil }
        let larger = max(positive, negative)
        let conflict = larger == 0 ? 0 : min(positive, negative) * 1000 / larger
        var place = ConfidenceTable.index(of: label)
        var first = 3
        place = place * Int(numbers[0]) + bin(abs(positive - negative), 0, &first)
        place = place * Int(numbers[1]) + bin(hits, 1, &first)
        place = place * Int(numbers[2]) + bin(conflict, 2, &first)
        let milli = Int(numbers[first + place])
        return milli < 0 ? nil : milli
    }

    private static func index(of label: SentimentLabel) -> Int {
        switch label {
        case .none: 0
        case .negative: 1
        case .neutral: 2
        case .mixed: 3
        case .positive: 4
        }
    }

    /// The last of the bounds of `dimension` that `value` reaches; moves `first` behind them.
    @inline(__always)
    private func bin(_ value: Int, _ dimension: Int, _ first: inout Int) -> Int {
        let count = Int(numbers[dimension])
        defer { first += count }
        var place = count - 1
        while place > 0, Int(numbers[first + place]) > value { place -= 1 }
        return place
    }

    func write(to blob: inout CompiledBlobWriter) { blob.table(numbers) }

    init(from blob: inout CompiledBlobReader) throws(VOCError) { numbers = try blob.table() }
}

package import VOCAnalysis
package import VOCCore

/// Fits `confidence.tsv`: the share of right labels among texts that look alike, each share drawn
/// towards that of all texts with its label and score.
package struct Calibration {
    /// Lower bounds of the bins.
    private static let scores = [0, 130, 250, 400, 550, 700, 850]
    private static let hits = [0, 3, 8]
    private static let conflicts = [0, 100, 350]
    /// How many texts' worth the pull is.
    private static let pull = 25.0

    private struct Cell: Hashable, Comparable {
        var label: String
        var score = 0
        var hits = 0
        var conflict = 0

        static func < (one: Cell, other: Cell) -> Bool {
            (one.label, one.score, one.hits, one.conflict)
                < (other.label, other.score, other.hits, other.conflict)
        }
    }

    private struct Share {
        var texts = 0
        var weight = 0.0
        var right = 0.0

        mutating func add(_ isRight: Bool, weight: Double) {
            texts += 1
            self.weight += weight
            if isRight { right += weight }
        }

        /// Drawn towards `prior`.
        func drawn(to prior: Double) -> Double {
            (right + Calibration.pull * prior) / (weight + Calibration.pull)
        }
    }

    private let reader: TextReader
    private let labels: LabelMap

    package init(_ analyzer: Analyzer, labels: LabelMap = LabelMap()) {
        reader = TextReader(analyzer)
        self.labels = labels
    }

    /// The table as a file, fitted on the items of `split` (nil for all). A set counts with the
    /// square root of its size, so that large sets do not drown small ones.
    package func table(_ files: [GoldFile], split: String?) throws(VOCError) -> String {
        var rows: [(cell: Cell, isRight: Bool, weight: Double)] = []
        for file in files {
            let items = try file.items(of: split)
            let weight = 1 / Double(max(1, items.count)).squareRoot()
            for item in items {
                let truth = try labels.sentiment(of: item, in: file)
                let reading = reader.read(item.text, declaredLanguage: "")
                guard reading.isScored else { continue }
                let isRight = GoldSentiment(label: reading.label.name) == truth
                rows.append((Calibration.cell(reading), isRight, weight))
            }
        }
        let scale = Double(rows.count) / max(1e-9, rows.reduce(0) { $0 + $1.weight })
        var shares: [Cell: Share] = [:]
        for (cell, isRight, weight) in rows {
            var near = cell
            (near.hits, near.conflict) = (-1, -1)
            for key in [Cell(label: cell.label, score: -1), near, cell] {
                shares[key, default: Share()].add(isRight, weight: weight * scale)
            }
        }
        var lines = [
            "# Fitted by voc evaluate --calibrate on \(rows.count) texts of \(files.map(\.name).joined(separator: ", ")).",
            "# A line holds from its score, hits and conflict (the smaller part as a share of the larger) up to the next line's.",
            ["label", "score", "hits", "conflict", "confidence", "texts"].joined(separator: "\t"),
        ]
        for cell in shares.keys.sorted() where cell.score >= 0 && cell.hits >= 0 {
            var near = cell
            (near.hits, near.conflict) = (-1, -1)
            let whole = shares[Cell(label: cell.label, score: -1)] ?? Share()
            let prior = (shares[near] ?? Share()).drawn(to: whole.drawn(to: 0.5))
            let share = shares[cell] ?? Share()
            let milli = Int((share.drawn(to: prior) * 1000).rounded())
            lines.append(
                [
                    cell.label, Decimals.shortThousandths(cell.score), "\(cell.hits)",
                    Decimals.shortThousandths(cell.conflict), Decimals.shortThousandths(milli),
                    "\(share.texts)",
                ].joined(separator: "\t"))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func cell(_ reading: Reading) -> Cell {
        func bin(_ value: Int, _ bounds: [Int]) -> Int { bounds.last { $0 <= value } ?? 0 }
        let larger = max(reading.positive, reading.negative)
        let smaller = min(reading.positive, reading.negative)
        return Cell(
            label: reading.label.name, score: bin(abs(reading.milliPoints ?? 0), scores),
            hits: bin(reading.evidence.count, hits),
            conflict: bin(larger == 0 ? 0 : smaller * 1000 / larger, conflicts))
    }
}

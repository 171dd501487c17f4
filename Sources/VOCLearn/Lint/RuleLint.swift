package import VOCAnalysis
package import VOCCore
internal import VOCReport

/// Compares the rules of a theme or intent pack with the items of a dump: which are never met, which
/// never count, and what the pack does not cover.
///
/// Only rules in files of the pack itself are spoken of. Memory is a few numbers a rule, and texts as
/// `TermLedger` bounds them.
package struct RuleLint {
    /// Uncovered terms that are told.
    private static let terms = 20

    private struct Line {
        let category: String
        let pattern: String
        let origin: Origin
        let isCancel: Bool
        var met = 0
        var counted = 0
        var lastMet = 0
        var lastCounted = 0
    }

    private let analyzer: Analyzer
    /// The line of each rule; −1 for rules of other packs. A pattern may be several rules.
    private var lineOf: [Int32] = []
    private var lines: [Line] = []
    private var items = 0
    private var foreign = 0
    private var covered = 0
    private var ledger = TermLedger()

    /// `folder` holds the files of the pack.
    package init(_ analyzer: Analyzer, folder: String) {
        self.analyzer = analyzer
        var known: [Origin: Int32] = [:]
        for rule in 0..<UInt32(analyzer.counts.rules) {
            let (category, pattern, origin) = analyzer.rule(rule)
            // Parts of other rules have no category that anybody sees.
            guard origin.file.hasPrefix("\(folder)/"), !category.hasPrefix("part ") else {
                lineOf.append(-1)
                continue
            }
            let line = known[origin] ?? Int32(lines.count)
            if known.updateValue(line, forKey: origin) == nil {
                lines.append(
                    Line(
                        category: category, pattern: pattern, origin: origin,
                        isCancel: analyzer.isCancel(rule)))
            }
            lineOf.append(line)
        }
    }

    /// What the files say by themselves: patterns that stand twice under one theme or intent.
    package var repeated: [LintFinding] {
        var first: [String: Origin] = [:]
        var findings: [LintFinding] = []
        for line in lines {
            let key = "\(line.category)\u{1F}\(line.isCancel)\u{1F}\(line.pattern)"
            if let other = first[key] {
                findings.append(
                    LintFinding(
                        .warning, .lintTwice, at: line.origin, entry: line.pattern,
                        message: "stands twice under \(line.category)", other: other))
            } else {
                first[key] = line.origin
            }
        }
        return RuleLint.sorted(findings)
    }

    /// Takes an item in: what was made of it, and the rules that its words meet.
    package mutating func add(
        _ reading: Reading, met: Set<UInt32>, row: FeedbackBatch.Row, in batch: FeedbackBatch
    ) {
        guard reading.isScored else {
            foreign += 1
            return
        }
        items += 1
        for rule in met {
            let line = Int(lineOf[Int(rule)])
            guard line >= 0, lines[line].lastMet != items else { continue }
            lines[line].lastMet = items
            lines[line].met += 1
        }
        var isCovered = false
        for match in reading.matches {
            let line = Int(lineOf[Int(match.rule)])
            guard line >= 0 else { continue }
            isCovered = true
            guard lines[line].lastCounted != items else { continue }
            lines[line].lastCounted = items
            lines[line].counted += 1
        }
        if isCovered { covered += 1 }
        unsafe ledger.add(
            key: Digest(ofItem: row, in: batch).low, day: CellKey.undated,
            traits: isCovered ? [.scored, .themed] : .scored, id: batch.bytes(row.id),
            source: batch.bytes(row.source), text: batch.bytes(row.text))
    }

    /// Rules that never count, in the order of files and lines.
    package var idle: [LintFinding] {
        RuleLint.sorted(
            lines.compactMap { line in
                if line.met == 0 {
                    return LintFinding(
                        .note, .lintUnmet, at: line.origin, entry: line.pattern,
                        message: "no item has the words of this rule of \(line.category)")
                }
                guard line.counted == 0, !line.isCancel else { return nil }
                return LintFinding(
                    .warning, .lintShadowed, at: line.origin, entry: line.pattern,
                    message:
                        "never counts for \(line.category), though \(line.met) \(line.met == 1 ? "item has" : "items have") its words"
                )
            })
    }

    /// What is frequent in items that the pack does not cover, told of the pack as a whole, at
    /// `origin`.
    package mutating func uncovered(at origin: Origin) -> [LintFinding] {
        ledger.settle()
        var options = TermSearch.Options()
        options.most = RuleLint.terms
        options.falseShare = nil
        options.leastRatio = 1.2
        options.quotes = 0
        let found = TermSearch.findings(in: ledger, options: options) {
            !$0.traits.contains(.themed)
        }
        return found.terms.map { term in
            LintFinding(
                .note, .lintUncovered, at: origin, entry: term.text,
                message:
                    "in \(term.now.count) of \(term.now.n) items that no rule covers, in \(term.before.count) of the \(term.before.n) others"
            )
        }
    }

    /// How many items the pack covers, and how many of its rules were met.
    package func coverage(at origin: Origin) -> LintFinding {
        let share = Proportion(covered, of: items)
        func percent(_ share: Double) -> String { "\(Decimals.fixed(share * 100, places: 1)) %" }
        let rest = foreign == 0 ? "" : "; \(foreign) items in other languages are not in this"
        let met = lines.count { $0.met > 0 }
        return LintFinding(
            .note, .lintCoverage, at: origin, entry: "",
            message:
                "\(percent(share.share)) of \(items) items (\(covered)) are covered by a rule (95 % interval \(percent(share.interval.low)) to \(percent(share.interval.high))); \(met) of \(lines.count) rules are met\(rest)"
        )
    }

    private static func sorted(_ findings: [LintFinding]) -> [LintFinding] {
        findings.sorted {
            ($0.origin.file, $0.origin.line, $0.origin.column)
                < ($1.origin.file, $1.origin.line, $1.origin.column)
        }
    }
}

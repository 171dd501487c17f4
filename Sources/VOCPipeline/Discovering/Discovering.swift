package import VOCAnalysis
package import VOCCore
package import VOCReport

/// What `voc discover` does: looks in dumps for words that are new, or that no theme covers.
package struct Discovering: Sendable {
    /// What the items are compared with.
    package enum Baseline: Sendable {
        /// Items without a theme with those that have one.
        case themed
        /// Items of this day and later ones with all before.
        case before(CivilDay)
        /// Items of the newest day, week or month with all before.
        case beforeLast(Period)
        /// All items with those of other dumps.
        case dumps([String])
    }

    package struct Request: Sendable {
        package var dumps: [String]
        package var baseline = Baseline.themed
        package var source: String?
        /// Its packs and fields are used.
        package var pipeline: String?
        package var spec = AnalysisSpec()
        package var lexicons: [String] = []
        package var jobs = 1
        package var options = TermSearch.Options()

        package init(dumps: [String]) { self.dumps = dumps }
    }

    package struct Result: Sendable {
        package var findings: TermFindings
        /// What the two sets are, in words.
        package var nowName: String
        package var beforeName: String
        /// Copies that were left out.
        package var copies = 0
        /// Items that have no date, where dates decide.
        package var undated = 0
        /// Items with at least one theme, of those in languages that are scored.
        package var themed: Proportion
    }

    private let request: Request

    package init(_ request: Request) { self.request = request }

    /// Reads the dumps. `note` gets words for people.
    package func run(note: @escaping @Sendable (String) -> Void) throws(VOCError) -> Result {
        var (terms, copies) = try ledger(of: request.dumps, note)
        let scored = terms.items.count { $0.traits.contains(.scored) }
        var result = Result(
            findings: TermFindings(), nowName: "", beforeName: "", copies: copies,
            themed: Proportion(
                terms.items.count { $0.traits.isSuperset(of: [.scored, .themed]) }, of: scored))
        let isNow: (TermLedger.Item) -> Bool?
        switch request.baseline {
        case .themed:
            result.nowName = "without a theme"
            result.beforeName = "with a theme"
            // Other languages have no themes at all: their words would come first.
            isNow = { $0.traits.contains(.scored) ? !$0.traits.contains(.themed) : nil }
        case .dumps(let dumps):
            var (other, otherCopies) = try ledger(of: dumps, note)
            other.mark(.baseline)
            terms.merge(other)
            result.copies += otherCopies
            result.nowName = "in the dumps"
            result.beforeName = "in the baseline"
            isNow = { !$0.traits.contains(.baseline) }
        case .before(let day):
            (result.nowName, result.beforeName, isNow) = Discovering.split(at: day)
            result.undated = terms.items.count { $0.day == CellKey.undated }
        case .beforeLast(let period):
            let days = terms.items.lazy.map(\.day).filter { $0 != CellKey.undated }
            guard let newest = days.max() else {
                throw VOCError(
                    .discoverUndated, "no item of the dumps has a date",
                    hint: "name a baseline with --against")
            }
            (result.nowName, result.beforeName, isNow) = Discovering.split(
                at: period.start(of: CivilDay(daysSinceEpoch: Int(newest))))
            result.undated = terms.items.count { $0.day == CellKey.undated }
        }
        var options = request.options
        if case .themed = request.baseline {
            // Nothing has happened here that could be false: what matters is what to read first.
            options.falseShare = nil
            options.leastRatio = 1.2
        }
        result.findings = TermSearch.findings(in: terms, options: options, isNow: isNow)
        return result
    }

    private static func split(at first: CivilDay) -> (
        String, String, (TermLedger.Item) -> Bool?
    ) {
        let start = Int32(clamping: first.daysSinceEpoch)
        return (
            "since \(first)", "before", { $0.day == CellKey.undated ? nil : $0.day >= start }
        )
    }

    /// The texts of some dumps, scored, each item once and without copies.
    private func ledger(
        of dumps: [String], _ note: @escaping @Sendable (String) -> Void
    ) throws(VOCError) -> (TermLedger, copies: Int) {
        let plan =
            if let pipeline = request.pipeline {
                try Plan(
                    mapping: dumps, as: pipeline, source: request.source, lexicons: request.lexicons
                )
            } else {
                try Plan(
                    files: dumps, source: request.source, spec: request.spec,
                    lexicons: request.lexicons)
            }
        for remark in plan.fileRemarks { note(remark) }
        var run = ScoringRun(
            plan: plan,
            options: .init(
                jobs: request.jobs, removesDuplicates: true, items: .none,
                copyWords: plan.copyWords, keepsTerms: true))
        run.warn = note
        var summary = try run.run { _ in }
        let counts = summary.accounting
        note(
            "read \(counts.read) = accepted \(counts.accepted) + rejected \(counts.rejected) + duplicate \(counts.duplicate)"
        )
        let copies = summary.leaveOutCopies(CopySearch.settle(&summary))
        return (summary.terms, copies)
    }
}

extension Summary {
    /// Leaves of each group of copies only the first among the texts for the search for terms;
    /// returns how many went.
    @discardableResult
    mutating func leaveOutCopies(_ groupOfItem: [UInt64: UInt64]) -> Int {
        guard !groupOfItem.isEmpty else { return 0 }
        let before = terms.items.count
        terms.keep { item in groupOfItem[item.key].map { $0 == item.key } ?? true }
        return before - terms.items.count
    }
}

extension ErrorCode {
    static let discoverUndated = ErrorCode(
        "discover.undated",
        meaning: "`voc discover --last` compares by date, and no item has one.",
        example: "voc discover survey.csv --last week, where the survey has no dates",
        mend:
            "Name other dumps with --against, or map the field with the date in a pipeline and pass it with --pipeline.",
        exit: .badConfiguration)
}

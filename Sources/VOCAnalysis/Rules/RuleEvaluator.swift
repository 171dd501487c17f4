internal import VOCCore

/// Where an operand was found: words [start, end) of its sentence.
struct OperandHit: Sendable, Hashable, BitwiseCopyable {
    var operand: UInt32
    var start: Int32
    var end: Int32
}

/// A rule that holds, and the words that make it hold: one span for each operand.
struct RuleHit: Sendable, BitwiseCopyable {
    /// A pattern has at most this many operands.
    static let mostSpans = 4

    var rule: UInt32
    var spanCount: Int32 = 0
    private var starts = SIMD4<Int32>()
    private var ends = SIMD4<Int32>()

    init(rule: UInt32) { self.rule = rule }

    mutating func append(_ start: Int32, _ end: Int32) {
        starts[Int(spanCount)] = start
        ends[Int(spanCount)] = end
        spanCount += 1
    }

    mutating func removeLast() { spanCount -= 1 }

    /// Takes what lies at `end` or behind out of all spans; the end of a question is no word.
    mutating func clip(to end: Int32) {
        starts = pointwiseMin(starts, SIMD4(repeating: end))
        ends = pointwiseMin(ends, SIMD4(repeating: end))
    }

    @inline(__always)
    func span(_ index: Int32) -> (start: Int32, end: Int32) {
        (starts[Int(index)], ends[Int(index)])
    }
}

/// Rules in tables, for the hot path.
final class RuleTables: Sendable {
    struct Rule: Sendable, BitwiseCopyable {
        enum Join: UInt8, Sendable { case none, and, near, before }
        var category: UInt32
        var firstOperand: UInt32
        var operandCount: UInt8
        var isCancel: Bool
    }
    struct Category: Sendable, BitwiseCopyable {
        enum Kind: UInt8, Sendable { case theme, intent, severity, effort }
        var kind: Kind
        /// The index of the theme or intent, the severity, or the effort in thousandths.
        var value: Int32
    }
    struct Step: Sendable, BitwiseCopyable {
        var operand: UInt32
        var join: Rule.Join
        var distance: Int32
    }

    let rules: FrozenArray<Rule>
    /// The operands of all rules, each with how it stands to the one before.
    let steps: FrozenArray<Step>
    let singleRules: FrozenLists<UInt32>
    let compoundRules: FrozenLists<UInt32>
    let categories: FrozenArray<Category>
    let operandCount: Int

    init(_ set: RuleSet) {
        var steps: [Step] = []
        rules = FrozenArray(
            set.rules.map { rule in
                let first = steps.count
                for (index, operand) in rule.operands.enumerated() {
                    var step = Step(operand: operand, join: .none, distance: 0)
                    if index > 0 {
                        switch rule.joins[index - 1] {
                        case .and: step.join = .and
                        case .near(let most): (step.join, step.distance) = (.near, Int32(most))
                        case .before(let most): (step.join, step.distance) = (.before, Int32(most))
                        }
                    }
                    steps.append(step)
                }
                return Rule(
                    category: rule.category, firstOperand: UInt32(first),
                    operandCount: UInt8(rule.operands.count), isCancel: rule.isCancel)
            })
        self.steps = FrozenArray(steps)
        singleRules = FrozenLists(set.singleRules)
        compoundRules = FrozenLists(set.compoundRules)
        categories = FrozenArray(
            set.categories.map { category in
                switch category.kind {
                case .theme(let index): Category(kind: .theme, value: Int32(index))
                case .intent(let index): Category(kind: .intent, value: Int32(index))
                case .severity(let level): Category(kind: .severity, value: Int32(level))
                case .effort(let milli): Category(kind: .effort, value: Int32(milli))
                }
            })
        operandCount = set.operands.count
    }
}

/// Evaluates the rules of one sentence from the phrases found in it; one per thread.
struct RuleEvaluator: ~Copyable {
    private let tables: RuleTables
    private var hits = Scratch<OperandHit>()
    /// The sentence in which an operand was last seen, to skip rules whose other parts are missing.
    private var lastSeen: Scratch<UInt32>
    private var sentence: UInt32 = 0
    private var cancelled = Scratch<UInt32>()

    init(_ tables: RuleTables) {
        self.tables = tables
        lastSeen = Scratch(capacity: tables.operandCount)
        for _ in 0..<tables.operandCount { lastSeen.append(0) }
    }

    mutating func beginSentence() {
        hits.removeAll()
        sentence &+= 1
    }

    @inline(__always)
    mutating func note(_ hit: OperandHit) {
        hits.append(hit)
        lastSeen[Int(hit.operand)] = sentence
    }

    var hasHits: Bool { hits.count > 0 }

    /// Appends what holds in the sentence to `result`, in the order of the text.
    mutating func endSentence(into result: inout Scratch<RuleHit>) {
        let first = result.count
        cancelled.removeAll()
        for index in 0..<hits.count {
            let hit = hits[index]
            for place in tables.singleRules.range(Int(hit.operand)) {
                var found = RuleHit(rule: tables.singleRules.elements[place])
                found.append(hit.start, hit.end)
                note(found, &result)
            }
            for place in tables.compoundRules.range(Int(hit.operand)) {
                let number = tables.compoundRules.elements[place]
                let rule = tables.rules[number]
                guard isComplete(rule) else { continue }
                var found = RuleHit(rule: number)
                found.append(hit.start, hit.end)
                if extend(&found, rule, at: 1) { note(found, &result) }
            }
        }
        guard cancelled.count > 0 else { return }
        var kept = first
        for index in first..<result.count
        where !isCancelled(tables.rules[result[index].rule].category) {
            result[kept] = result[index]
            kept += 1
        }
        result.truncate(to: kept)
    }

    private mutating func isCancelled(_ category: UInt32) -> Bool {
        for index in 0..<cancelled.count where cancelled[index] == category { return true }
        return false
    }

    private mutating func isComplete(_ rule: RuleTables.Rule) -> Bool {
        for place in 1..<UInt32(rule.operandCount)
        where lastSeen[Int(tables.steps[rule.firstOperand + place].operand)] != sentence {
            return false
        }
        return true
    }

    private mutating func note(_ hit: RuleHit, _ result: inout Scratch<RuleHit>) {
        let rule = tables.rules[hit.rule]
        if rule.isCancel { cancelled.append(rule.category) } else { result.append(hit) }
    }

    /// Finds the remaining operands of `rule`, each standing to the one before it as the rule
    /// demands.
    private mutating func extend(_ found: inout RuleHit, _ rule: RuleTables.Rule, at place: Int32)
        -> Bool
    {
        guard place < Int32(rule.operandCount) else { return true }
        let step = tables.steps[Int(rule.firstOperand) + Int(place)]
        let last = found.span(place - 1)
        for index in 0..<hits.count where hits[index].operand == step.operand {
            let hit = hits[index]
            let after = hit.start - last.end
            let before = last.start - hit.end
            let fits =
                switch step.join {
                case .and, .none: true
                case .before: after >= 0 && after <= step.distance
                case .near:
                    (after >= 0 && after <= step.distance)
                        || (before >= 0 && before <= step.distance)
                }
            guard fits, RuleEvaluator.isFree(hit, found) else { continue }
            found.append(hit.start, hit.end)
            if extend(&found, rule, at: place + 1) { return true }
            found.removeLast()
        }
        return false
    }

    private static func isFree(_ hit: OperandHit, _ found: RuleHit) -> Bool {
        for index in 0..<found.spanCount {
            let span = found.span(index)
            if hit.start < span.end, span.start < hit.end { return false }
        }
        return true
    }
}

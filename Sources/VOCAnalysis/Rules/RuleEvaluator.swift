internal import VOCCore

/// Where an operand was found: tokens [start, end).
struct OperandHit: Sendable, Hashable {
    var operand: UInt32
    var start: Int32
    var end: Int32
}

/// A rule that holds, and the tokens that make it hold.
struct RuleHit: Sendable {
    var rule: UInt32
    /// Token ranges, one for each operand.
    var spans: [Range<Int32>]
}

/// Evaluates the rules of one sentence from the phrases found in it; one per thread.
struct RuleEvaluator {
    private let rules: RuleSet
    private var hits: [OperandHit] = []
    /// The sentence in which an operand was last seen, to skip rules whose other parts are missing.
    private var lastSeen: [UInt32]
    private var sentence: UInt32 = 0
    private var cancelled: [UInt32] = []

    init(_ rules: RuleSet) {
        self.rules = rules
        lastSeen = [UInt32](repeating: 0, count: rules.operands.count)
    }

    mutating func beginSentence() {
        hits.removeAll(keepingCapacity: true)
        sentence &+= 1
    }

    mutating func note(_ hit: OperandHit) {
        hits.append(hit)
        lastSeen[Int(hit.operand)] = sentence
    }

    /// Appends what holds in the sentence to `result`, in the order of the text.
    mutating func endSentence(into result: inout [RuleHit]) {
        guard !hits.isEmpty else { return }
        let first = result.count
        cancelled.removeAll(keepingCapacity: true)
        for hit in hits {
            for index in rules.singleRules[Int(hit.operand)] {
                found(index, [hit.start..<hit.end], &result)
            }
            for index in rules.compoundRules[Int(hit.operand)] {
                let rule = rules.rules[Int(index)]
                guard rule.operands.allSatisfy({ lastSeen[Int($0)] == sentence }) else { continue }
                if let spans = extend([hit.start..<hit.end], rule, at: 1) { found(index, spans, &result) }
            }
        }
        if !cancelled.isEmpty {
            var kept = first
            for index in first..<result.count
            where !cancelled.contains(rules.rules[Int(result[index].rule)].category) {
                result[kept] = result[index]
                kept += 1
            }
            result.removeLast(result.count - kept)
        }
    }

    private mutating func found(_ index: UInt32, _ spans: [Range<Int32>], _ result: inout [RuleHit]) {
        let rule = rules.rules[Int(index)]
        if rule.isCancel {
            cancelled.append(rule.category)
        } else {
            result.append(RuleHit(rule: index, spans: spans))
        }
    }

    /// Finds the remaining operands of `rule`, each standing to the one before it as the rule demands.
    private func extend(_ spans: [Range<Int32>], _ rule: RuleSet.Rule, at place: Int) -> [Range<Int32>]? {
        guard place < rule.operands.count, let last = spans.last else { return spans }
        for hit in hits where hit.operand == rule.operands[place] {
            let span = hit.start..<hit.end
            guard !spans.contains(where: { $0.overlaps(span) }) else { continue }
            let gapAfter = Int(span.lowerBound - last.upperBound)
            let gapBefore = Int(last.lowerBound - span.upperBound)
            let fits =
                switch rule.joins[place - 1] {
                case .and: true
                case .before(let most): (0...most).contains(gapAfter)
                case .near(let most): (0...most).contains(gapAfter) || (0...most).contains(gapBefore)
                }
            if fits, let whole = extend(spans + [span], rule, at: place + 1) { return whole }
        }
        return nil
    }
}

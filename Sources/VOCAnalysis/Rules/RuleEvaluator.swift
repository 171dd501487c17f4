internal import VOCCore

/// Evaluates the rules of one sentence from the phrases found in it; one per thread.
///
/// A rule is looked at only where the rarest phrase it needs was found, and the parts that rules
/// share are evaluated once a sentence, so that the cost follows what is said and not the number of
/// rules.
struct RuleEvaluator: ~Copyable {
    private let tables: RuleTables
    private var hits = Scratch<OperandHit>()
    /// The hits at which rules are looked at: most phrases are sought only beside rarer ones.
    private var triggers = Scratch<Int32>()
    /// By operand.
    private var sights: Scratch<Sight>
    /// By rule, by node: the sentence in which it was last evaluated.
    private var ruleSeen: Scratch<UInt32>
    private var nodeSeen: Scratch<UInt32>
    /// By node, its matches in the sentence.
    private var nodeMatches: Scratch<MatchRange>
    private var matches = Scratch<RuleHit>()
    private var sentence: UInt32 = 0

    /// The sentence in which an operand was last seen, and its last hit there.
    struct Sight: BitwiseCopyable {
        /// The sentence, and whether rules are looked at when the operand is seen.
        private var bits: UInt32
        private(set) var hit: Int32 = -1

        static let sentences: UInt32 = 1 << 31 - 1

        init(isTrigger: Bool) { bits = isTrigger ? Sight.sentences &+ 1 : 0 }

        var sentence: UInt32 { bits & Sight.sentences }
        var triggerCount: Int { Int(bits >> 31) }

        func seen(in sentence: UInt32, _ hit: Int) -> Sight {
            var result = self
            result.bits = bits & ~Sight.sentences | sentence
            result.hit = Int32(truncatingIfNeeded: hit)
            return result
        }
    }

    struct MatchRange: BitwiseCopyable {
        var first: Int32 = 0
        var end: Int32 = 0
    }

    init(_ tables: RuleTables) {
        self.tables = tables
        sights = Scratch(capacity: tables.operandCount)
        ruleSeen = Scratch(capacity: tables.rules.count)
        nodeSeen = Scratch(capacity: tables.nodes.count)
        nodeMatches = Scratch(capacity: tables.nodes.count)
        for operand in 0..<tables.operandCount {
            sights.append(Sight(isTrigger: tables.isTrigger[operand]))
        }
        for _ in 0..<tables.rules.count { ruleSeen.append(0) }
        for _ in 0..<tables.nodes.count {
            nodeSeen.append(0)
            nodeMatches.append(MatchRange())
        }
    }

    mutating func beginSentence() {
        hits.removeAll()
        triggers.removeAll()
        matches.removeAll()
        sentence = (sentence &+ 1) & Sight.sentences
    }

    /// Notes the operands in the words [start, end): those of `list` that are less than `limit`, after
    /// `base` is taken off; says how many there are. The list ascends.
    @inline(__always)
    mutating func note(
        _ list: UnsafeBufferPointer<UInt32>, from base: UInt32, to limit: UInt32, _ start: Int32,
        _ end: Int32
    ) -> Int {
        let first = hits.count
        hits.reserve(first &+ list.count)
        triggers.reserve(triggers.count &+ list.count)
        let hits = unsafe self.hits.start
        let triggers = unsafe self.triggers.start
        let sights = unsafe self.sights.start
        let sentence = sentence
        var triggerCount = self.triggers.count
        var index = 0
        while index < list.count {
            let payload = unsafe list[index]
            guard payload < limit else { break }
            let place = Int(payload &- base)
            let last = unsafe sights[place]
            let hit = first &+ index
            unsafe sights[place] = last.seen(in: sentence, hit)
            // Written in any case, counted only if it is one.
            unsafe triggers[triggerCount] = Int32(truncatingIfNeeded: hit)
            triggerCount &+= last.triggerCount
            unsafe hits[hit] = OperandHit(
                operand: payload &- base, start: start, end: end,
                previous: last.sentence == sentence ? last.hit : -1)
            index &+= 1
        }
        self.hits.settle(count: first &+ index)
        self.triggers.settle(count: triggerCount)
        return index
    }

    mutating func note(operand: UInt32, _ start: Int32, _ end: Int32) {
        unsafe withUnsafePointer(to: operand) {
            _ = unsafe note(
                UnsafeBufferPointer(start: $0, count: 1), from: 0, to: .max, start, end)
        }
    }

    /// Whether any rule is to be looked at.
    var hasHits: Bool { triggers.count > 0 }

    /// Appends what holds in the sentence to `result`.
    mutating func endSentence(
        in words: borrowing Scratch<Word>, into result: inout Scratch<RuleHit>
    ) {
        for index in 0..<triggers.count {
            let hit = hits[Int(triggers[index])]
            for place in tables.singleRules.range(Int(hit.operand)) {
                var found = RuleHit(rule: tables.singleRules.elements[place])
                found.append(hit.start, hit.end)
                result.append(found)
            }
            guard hit.previous < 0 else { continue }
            for place in tables.compoundRules.range(Int(hit.operand)) {
                let rule = tables.compoundRules.elements[place]
                guard ruleSeen[Int(rule)] != sentence, isComplete(rule) else { continue }
                ruleSeen[Int(rule)] = sentence
                let range = matches(of: tables.rules[rule].node, words)
                for match in range.first..<range.end {
                    var found = matches[Int(match)]
                    found.rule = rule
                    result.append(found)
                }
            }
        }
    }

    private mutating func isComplete(_ rule: UInt32) -> Bool {
        for place in tables.neededOperands.range(Int(rule))
        where sights[Int(tables.neededOperands.elements[place])].sentence != sentence {
            return false
        }
        return true
    }

    /// The matches of a node, in `matches`; evaluated once a sentence.
    private mutating func matches(of node: UInt32, _ words: borrowing Scratch<Word>) -> MatchRange {
        if nodeSeen[Int(node)] == sentence { return nodeMatches[Int(node)] }
        let info = tables.nodes[node]
        let range =
            switch info.kind {
            case .phrase: phrase(info.first)
            case .any: either(info, words)
            case .chain: chain(info, words)
            }
        nodeSeen[Int(node)] = sentence
        nodeMatches[Int(node)] = range
        return range
    }

    /// The hits of an operand, in the order of the text.
    private mutating func phrase(_ operand: UInt32) -> MatchRange {
        let first = matches.count
        let sight = sights[Int(operand)]
        guard sight.sentence == sentence else { return range(from: first) }
        var hit = sight.hit
        while hit >= 0 {
            var match = RuleHit()
            match.append(hits[Int(hit)].start, hits[Int(hit)].end)
            matches.append(match)
            hit = hits[Int(hit)].previous
        }
        var low = first
        var high = matches.count - 1
        while low < high {
            (matches[low], matches[high]) = (matches[high], matches[low])
            low += 1
            high -= 1
        }
        return range(from: first)
    }

    private mutating func range(from first: Int) -> MatchRange {
        MatchRange(first: Int32(first), end: Int32(matches.count))
    }

    private mutating func either(_ info: RuleTables.Node, _ words: borrowing Scratch<Word>)
        -> MatchRange
    {
        for place in info.first..<info.first + info.count {
            _ = matches(of: tables.links[place].node, words)
        }
        let first = matches.count
        for place in info.first..<info.first + info.count {
            let range = nodeMatches[Int(tables.links[place].node)]
            for match in range.first..<range.end { matches.append(matches[Int(match)]) }
        }
        return range(from: first)
    }

    /// For each match of the first part, the first way to find all others where they must stand.
    private mutating func chain(_ info: RuleTables.Node, _ words: borrowing Scratch<Word>)
        -> MatchRange
    {
        for place in info.first..<info.first + info.count {
            let link = tables.links[place]
            let range = matches(of: link.node, words)
            if range.first == range.end, !link.isNegated {
                return MatchRange(first: Int32(matches.count), end: Int32(matches.count))
            }
        }
        let start = nodeMatches[Int(tables.links[info.first].node)]
        let first = matches.count
        for match in start.first..<start.end {
            var found = matches[Int(match)]
            let last = found.extent
            if extend(&found, last, info, at: 1, words) { matches.append(found) }
        }
        return range(from: first)
    }

    /// Finds the parts of a chain from `place` on; `last` is the extent of the part before.
    private mutating func extend(
        _ found: inout RuleHit, _ last: (start: Int32, end: Int32), _ info: RuleTables.Node,
        at place: UInt32, _ words: borrowing Scratch<Word>
    ) -> Bool {
        guard place < info.count else { return true }
        let link = tables.links[info.first + place]
        let range = nodeMatches[Int(link.node)]
        // The matches of a phrase come by their ends: those that stand too early or too late to be
        // near need no look.
        let isPhrase = tables.nodes[link.node].kind == .phrase && link.join != .and
        let first =
            isPhrase ? firstMatch(of: range, endingFrom: last.start - link.distance) : range.first
        let latest = last.end + link.distance + tables.longestPhrase
        // The nearest is tried first; only where the rest then finds no place, the others are.
        var best: Int32 = -1
        var bestGap = Int32.max
        for index in first..<range.end {
            let match = matches[Int(index)]
            let extent = match.extent
            if isPhrase, extent.end > latest { break }
            guard RuleEvaluator.fits(link, last, extent),
                !link.isInClause || RuleEvaluator.isOneClause(last, extent, words)
            else { continue }
            if link.isNegated { return false }
            guard !match.overlaps(found) else { continue }
            let gap = max(extent.start - last.end, last.start - extent.end)
            if gap < bestGap { (best, bestGap) = (index, gap) }
        }
        if link.isNegated { return extend(&found, last, info, at: place + 1, words) }
        guard best >= 0 else { return false }
        if take(best, &found, info, at: place, words) { return true }
        guard place + 1 < info.count else { return false }
        for index in first..<range.end where index != best {
            let match = matches[Int(index)]
            let extent = match.extent
            if isPhrase, extent.end > latest { break }
            guard RuleEvaluator.fits(link, last, extent),
                !link.isInClause || RuleEvaluator.isOneClause(last, extent, words),
                !match.overlaps(found), take(index, &found, info, at: place, words)
            else { continue }
            return true
        }
        return false
    }

    /// Takes a match as the part of a chain at `place`, if the parts behind it then find places.
    private mutating func take(
        _ index: Int32, _ found: inout RuleHit, _ info: RuleTables.Node, at place: UInt32,
        _ words: borrowing Scratch<Word>
    ) -> Bool {
        let count = found.spanCount
        let match = matches[Int(index)]
        found.append(match)
        if extend(&found, match.extent, info, at: place + 1, words) { return true }
        found.truncate(to: count)
        return false
    }

    private mutating func firstMatch(of range: MatchRange, endingFrom end: Int32) -> Int32 {
        var low = range.first
        var high = range.end
        while low < high {
            let middle = (low + high) / 2
            if matches[Int(middle)].span(0).end < end { low = middle + 1 } else { high = middle }
        }
        return low
    }

    @inline(__always)
    private static func fits(
        _ link: RuleTables.Link, _ last: (start: Int32, end: Int32),
        _ next: (start: Int32, end: Int32)
    ) -> Bool {
        let after = next.start - last.end
        let before = last.start - next.end
        return switch link.join {
        case .and: true
        case .before: after >= 0 && after <= link.distance
        case .after: before >= 0 && before <= link.distance
        case .near:
            (after >= 0 && after <= link.distance) || (before >= 0 && before <= link.distance)
        }
    }

    private static func isOneClause(
        _ one: (start: Int32, end: Int32), _ other: (start: Int32, end: Int32),
        _ words: borrowing Scratch<Word>
    ) -> Bool {
        SentimentScorer.clausesOpened(
            words, from: min(one.start, other.start) + 1, to: max(one.end, other.end) - 1) == 0
    }
}

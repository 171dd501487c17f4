internal import VOCCore

/// Evaluates the rules of one sentence from the phrases found in it; one per thread.
///
/// A rule is looked at only where the rarest phrase it needs was found, and the parts that rules
/// share are evaluated once a sentence, so that the cost follows what is said and not the number of
/// rules.
struct RuleEvaluator: ~Copyable {
    private let tables: RuleTables
    private var hits = Scratch<PartHit>()
    /// The hits at which rules are looked at: most phrases are sought only beside rarer ones.
    private var triggers = Scratch<Int32>()
    /// By part of an operand.
    private var sights: Scratch<Sight>
    /// By look, by node: the sentence in which it was last evaluated.
    private var lookSeen: Scratch<UInt32>
    private var nodeSeen: Scratch<UInt32>
    /// By node, its matches in the sentence.
    private var nodeMatches: Scratch<MatchRange>
    private var matches = Scratch<RuleHit>()
    /// Hits of the parts of one operand.
    private var gathered = Scratch<Int32>()
    private var sentence: UInt32 = 0

    /// The sentence in which a part was last seen, and its last hit there.
    struct Sight: BitwiseCopyable {
        /// The sentence, and whether rules are looked at when the part is seen.
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
        sights = Scratch(capacity: tables.partCount)
        lookSeen = Scratch(capacity: tables.looks.count)
        nodeSeen = Scratch(capacity: tables.nodes.count)
        nodeMatches = Scratch(capacity: tables.nodes.count)
        for part in 0..<tables.partCount {
            sights.append(Sight(isTrigger: tables.isTrigger[part]))
        }
        for _ in 0..<tables.looks.count { lookSeen.append(0) }
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

    /// Notes the parts of operands in the words [start, end): those of `list` that are less than `limit`, after
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
            unsafe hits[hit] = PartHit(
                part: payload &- base, start: start, end: end,
                previous: last.sentence == sentence ? last.hit : -1)
            index &+= 1
        }
        self.hits.settle(count: first &+ index)
        self.triggers.settle(count: triggerCount)
        return index
    }

    mutating func note(part: UInt32, _ start: Int32, _ end: Int32) {
        unsafe withUnsafePointer(to: part) {
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
            for place in tables.singleRules.range(Int(hit.part)) {
                var found = RuleHit(rule: tables.singleRules.elements[place])
                found.append(hit.start, hit.end)
                result.append(found)
            }
            guard hit.previous < 0 else { continue }
            for place in tables.worthLooks.range(Int(hit.part)) {
                let number = tables.worthLooks.elements[place]
                guard lookSeen[Int(number)] != sentence, isComplete(number) else { continue }
                lookSeen[Int(number)] = sentence
                let look = tables.looks[number]
                let range = matches(of: look.node, words)
                for match in range.first..<range.end {
                    var found = matches[Int(match)]
                    found.rule = look.rule
                    result.append(found)
                }
            }
        }
    }

    /// Whether something of all that a look needs was seen.
    private mutating func isComplete(_ look: UInt32) -> Bool {
        for place in tables.needs.range(Int(look)) {
            let choices = tables.choices.range(Int(tables.needs.elements[place]))
            if !choices.contains(where: {
                sights[Int(tables.choices.elements[$0])].sentence == sentence
            }) {
                return false
            }
        }
        return true
    }

    /// The matches of a node, in `matches`; evaluated once a sentence.
    private mutating func matches(of node: UInt32, _ words: borrowing Scratch<Word>) -> MatchRange {
        if nodeSeen[Int(node)] == sentence { return nodeMatches[Int(node)] }
        let info = tables.nodes[node]
        let range =
            switch info.kind {
            case .phrase: phrase(info)
            case .any: either(info, words)
            case .chain: chain(info, words)
            }
        nodeSeen[Int(node)] = sentence
        nodeMatches[Int(node)] = range
        return range
    }

    /// The hits of an operand, in the order of the text. Two of its parts may be met in the same
    /// words, as numbers are that stand in a list beside `<n>`: they count once.
    private mutating func phrase(_ info: RuleTables.Node) -> MatchRange {
        let first = matches.count
        gathered.removeAll()
        for place in info.first..<info.first + info.count {
            let sight = sights[Int(tables.phraseParts[place])]
            guard sight.sentence == sentence else { continue }
            var hit = sight.hit
            while hit >= 0 {
                gathered.append(hit)
                hit = hits[Int(hit)].previous
            }
        }
        // Each part's hits come last first.
        var sorted = 0
        while sorted < gathered.count {
            let hit = gathered[sorted]
            var place = sorted
            while place > 0, gathered[place - 1] > hit {
                gathered[place] = gathered[place - 1]
                place -= 1
            }
            gathered[place] = hit
            sorted += 1
        }
        for index in 0..<gathered.count {
            let hit = hits[Int(gathered[index])]
            if matches.count > first {
                let last = matches[matches.count - 1].span(0)
                if last.start == hit.start, last.end == hit.end { continue }
            }
            var match = RuleHit()
            match.append(hit.start, hit.end)
            matches.append(match)
        }
        return range(from: first)
    }

    private mutating func range(from first: Int) -> MatchRange {
        MatchRange(first: Int32(first), end: Int32(matches.count))
    }

    private mutating func either(_ info: RuleTables.Node, _ words: borrowing Scratch<Word>)
        -> MatchRange
    {
        // Most of many phrases are not there: that costs no more than a look at their parts.
        for place in info.first..<info.first + info.count {
            let node = tables.links[place].node
            if isPossible(tables.nodes[node]) { _ = matches(of: node, words) }
        }
        let first = matches.count
        for place in info.first..<info.first + info.count {
            let node = Int(tables.links[place].node)
            guard nodeSeen[node] == sentence else { continue }
            let range = nodeMatches[node]
            for match in range.first..<range.end { matches.append(matches[Int(match)]) }
        }
        return range(from: first)
    }

    /// Whether a node is more than a phrase, or a phrase that was seen.
    @inline(__always)
    private mutating func isPossible(_ node: RuleTables.Node) -> Bool {
        guard node.kind == .phrase else { return true }
        for place in node.first..<node.first + node.count
        where sights[Int(tables.phraseParts[place])].sentence == sentence { return true }
        return false
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

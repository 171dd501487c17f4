internal import VOCCore

/// How the parts of a rule are evaluated in a sentence, each once.
extension RuleEvaluator {
    /// The matches of a node, in `matches`; evaluated once a sentence.
    mutating func matches(of node: UInt32, _ words: borrowing Scratch<Word>) -> MatchRange {
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
        gathered.sort(from: 0)
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

internal import VOCCore

/// What decides between two hits, in a few bytes: hits themselves are large.
struct HitRank: BitwiseCopyable {
    /// Where the hit stands in the list of hits.
    var index: Int32
    var category: UInt32
    var rule: UInt32
    var wordCount: Int32
    /// Its first word, and the one behind its last.
    var start: Int32
    var end: Int32
}

/// The hits of a sentence that may count: of those of one category that overlap, one is kept, that
/// with the most words, then the leftmost, then that of the rule that comes first, then the one of
/// fewer phrases.
struct RivalHits: ~Copyable {
    private var ranks = Scratch<HitRank>()
    private var apart = Scratch<HitRank>()
    private var chosen = Scratch<RuleHit>()

    /// A hit is held against so many others of its category: a sentence with hundreds of mentions of
    /// one theme is no sentence.
    private static let mostCompared = 256

    mutating func removeAll() { ranks.removeAll() }

    mutating func append(
        _ index: Int, ofCategory category: UInt32, in hits: borrowing Scratch<RuleHit>
    ) {
        let hit = hits[index]
        let extent = hit.extent
        ranks.append(
            HitRank(
                index: Int32(index), category: category, rule: hit.rule,
                wordCount: hit.wordCount, start: extent.start, end: extent.end))
    }

    /// Moves those that are kept to `kept` and behind it, in the order of the text, and says where
    /// they end. They come from there or behind it, in any order.
    mutating func keepApart(in hits: inout Scratch<RuleHit>, from kept: Int) -> Int {
        guard ranks.count > 0 else { return kept }
        if ranks.count == 1 {
            hits[kept] = hits[Int(ranks[0].index)]
            return kept + 1
        }
        if hasOverlaps(in: hits) { dropOverlaps(in: hits) }
        ranks.sortFew { RivalHits.precedes($0, $1, hits) }
        chosen.removeAll()
        for place in 0..<ranks.count { chosen.append(hits[Int(ranks[place].index)]) }
        for place in 0..<chosen.count { hits[kept + place] = chosen[place] }
        return kept + chosen.count
    }

    private mutating func dropOverlaps(in hits: borrowing Scratch<RuleHit>) {
        ranks.sortFew { one, other in
            if one.category != other.category { return one.category < other.category }
            if one.wordCount != other.wordCount { return one.wordCount > other.wordCount }
            return RivalHits.precedes(one, other, hits)
        }
        apart.removeAll()
        var firstOfCategory = 0
        for place in 0..<ranks.count {
            let rank = ranks[place]
            if place > 0, ranks[place - 1].category != rank.category {
                firstOfCategory = apart.count
            }
            let first = max(firstOfCategory, apart.count - RivalHits.mostCompared)
            if !overlapsApart(rank, from: first, hits) { apart.append(rank) }
        }
        swap(&ranks, &apart)
    }

    private mutating func overlapsApart(
        _ rank: HitRank, from first: Int, _ hits: borrowing Scratch<RuleHit>
    ) -> Bool {
        for place in first..<apart.count where RivalHits.overlap(rank, apart[place], hits) {
            return true
        }
        return false
    }

    /// Whether some of the hits overlap another of their category, or there are too many to look at
    /// each pair.
    private mutating func hasOverlaps(in hits: borrowing Scratch<RuleHit>) -> Bool {
        guard ranks.count <= 16 else { return true }
        for place in 1..<ranks.count {
            let rank = ranks[place]
            for other in 0..<place
            where ranks[other].category == rank.category
                && RivalHits.overlap(rank, ranks[other], hits)
            {
                return true
            }
        }
        return false
    }

    @inline(__always)
    private static func overlap(
        _ one: HitRank, _ other: HitRank, _ hits: borrowing Scratch<RuleHit>
    ) -> Bool {
        one.start < other.end && other.start < one.end
            && hits[Int(one.index)].overlaps(hits[Int(other.index)])
    }

    @inline(__always)
    private static func precedes(
        _ one: HitRank, _ other: HitRank, _ hits: borrowing Scratch<RuleHit>
    ) -> Bool {
        if one.start != other.start { return one.start < other.start }
        if one.rule != other.rule { return one.rule < other.rule }
        return hits[Int(one.index)].precedes(hits[Int(other.index)])
    }
}

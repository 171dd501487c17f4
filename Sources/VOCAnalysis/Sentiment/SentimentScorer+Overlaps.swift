internal import VOCCore

/// Which of overlapping lexicon hits count.
extension SentimentScorer {
    /// Keeps the hits that do not overlap: the longest first, of equal length the leftmost.
    ///
    /// Hits come by the word at which they end. Most overlap no other and need no comparing: only
    /// the hits of a group that hangs together are weighed against each other.
    mutating func resolve() {
        hits.removeAll()
        guard overlaps else {
            swap(&hits, &found)
            return
        }
        groups.removeAll()
        for index in 0..<found.count {
            let hit = found[index]
            var group = HitGroup(first: Int32(index), end: hit.end)
            while groups.count > 0, groups[groups.count - 1].end > hit.start {
                group.first = groups[groups.count - 1].first
                groups.truncate(to: groups.count - 1)
            }
            groups.append(group)
        }
        for index in 0..<groups.count {
            let first = Int(groups[index].first)
            let end = index + 1 < groups.count ? Int(groups[index + 1].first) : found.count
            if end - first == 1 { hits.append(found[first]) } else { resolve(first, end) }
        }
    }

    /// Resolves the found hits [first, end), which no other overlaps.
    private mutating func resolve(_ first: Int, _ end: Int) {
        // Few hits a group, found nearly in order: insertion sorts are the quickest.
        for index in first..<end {
            let hit = found[index]
            var place = index
            while place > first, SentimentScorer.precedes(hit, found[place - 1]) {
                found[place] = found[place - 1]
                place -= 1
            }
            found[place] = hit
        }
        let firstKept = hits.count
        for index in first..<end {
            let hit = found[index]
            var place = hits.count
            var isFree = true
            for other in firstKept..<hits.count {
                let kept = hits[other]
                if kept.start < hit.end, hit.start < kept.end {
                    isFree = false
                    break
                }
                if kept.start > hit.start { place = min(place, other) }
            }
            guard isFree else { continue }
            hits.append(hit)
            var last = hits.count - 1
            while last > place {
                hits[last] = hits[last - 1]
                last -= 1
            }
            hits[place] = hit
        }
    }

    private static func precedes(_ one: LexiconHit, _ other: LexiconHit) -> Bool {
        if one.length != other.length { return one.length > other.length }
        if one.start != other.start { return one.start < other.start }
        return one.entry < other.entry
    }
}

package import VOCCore

/// Looks for words and phrases of two or three words that one set of items has more often than
/// another.
///
/// Items are counted, not words: one long rant says a thing once. All terms in enough items are
/// tested by ``LogOdds`` and judged together (Benjamini and Hochberg 1995). Terms that the same items
/// have are one finding. The result depends on nothing but the settled ledger.
package struct TermSearch {
    package struct Options: Sendable {
        /// Findings at most.
        package var most = 20
        /// Items of the new set that a finding has at least; terms in fewer items of both are not
        /// tested.
        package var minimum = 5
        /// The share of false findings put up with; nil judges each term by itself, at 5 %: what is
        /// worth a look rather than what is certain.
        package var falseShare: Double? = 0.05
        /// The share of items in the new set is at least so many times that in the other.
        package var leastRatio = 2.0
        package var quotes = 3

        package init() {}
    }

    /// Terms that pass are looked at more closely up to this many, the most telling first.
    private static let closeLooks = 300
    /// Terms are one story if of the items of the rarer one so many are the other's.
    private static let sharedWithin = 0.6
    /// … or so many of the items of either, where they have no word in common.
    private static let sharedOverall = 0.5
    /// A longer phrase in so many of a term's items speaks for it.
    private static let nearlyAll = 0.95

    private let ledger: TermLedger
    private let options: Options
    private let table: TermTable
    private var found = TermFindings()
    private var candidates: [Candidate] = []

    /// A term that passes.
    private struct Candidate {
        let phrase: TermTable.Phrase
        let odds: LogOdds
        let pValue: Double
        let words: Int
        /// Items of the new set that have it, a bit each.
        var items: [UInt64]
        /// Of both sets.
        var unthemed = 0

        func shared(with other: Candidate) -> Int {
            zip(items, other.items).reduce(0) { $0 + ($1.0 & $1.1).nonzeroBitCount }
        }
    }

    /// Compares the items for which `isNow` is true with those for which it is false; others are
    /// left out. Copies should not be in the ledger any more.
    package static func findings(
        in ledger: TermLedger, options: Options = Options(),
        isNow: (TermLedger.Item) -> Bool?
    ) -> TermFindings {
        var search = TermSearch(ledger, options, isNow)
        search.test()
        search.lookClosely()
        search.report()
        return search.found
    }

    private init(
        _ ledger: TermLedger, _ options: Options, _ isNow: (TermLedger.Item) -> Bool?
    ) {
        self.ledger = ledger
        self.options = options
        table = TermTable(ledger, least: options.minimum, side: isNow)
        found.now = table.items.count { $0.isNow }
        found.before = table.items.count - found.now
        found.falseShare = options.falseShare
        found.sampledOneOf = 1 << min(ledger.halvings, 62)
    }

    private mutating func test() {
        guard found.now > 0, found.before > 0 else { return }
        found.tested = table.phrases.count
        let odds = table.phrases.map {
            LogOdds(count: Int($0.now), of: found.now, other: Int($0.before), of: found.before)
        }
        let each = odds.map { Normal.twoSided($0.z) }
        let adjusted = Discovery.adjusted(each)
        let judged = options.falseShare == nil ? each : adjusted
        for (index, phrase) in table.phrases.enumerated()
        where judged[index] <= options.falseShare ?? 0.05
            && Int(phrase.now) >= options.minimum
        {
            let share = Double(phrase.now) / Double(found.now)
            let other = Double(phrase.before) / Double(found.before)
            guard odds[index].value > 0, share >= options.leastRatio * other else { continue }
            candidates.append(
                Candidate(
                    phrase: phrase, odds: odds[index], pValue: adjusted[index],
                    words: TermTable.numbers(phrase.key).count, items: []))
        }
        found.passed = candidates.count
        let texts = Dictionary(
            uniqueKeysWithValues: candidates.map { ($0.phrase.key, table.text($0.phrase.key)) })
        candidates.sort { one, other in
            if one.odds.z != other.odds.z { return one.odds.z > other.odds.z }
            if one.words != other.words { return one.words < other.words }
            return texts[one.phrase.key]!.utf8.lexicographicallyPrecedes(
                texts[other.phrase.key]!.utf8)
        }
        candidates = Array(candidates.prefix(TermSearch.closeLooks))
    }

    /// Notes which items have each candidate.
    private mutating func lookClosely() {
        var places = KeyIndex()
        for (place, candidate) in candidates.enumerated() {
            _ = places.insert(candidate.phrase.key, as: UInt32(place))
            candidates[place].items = Array(repeating: 0, count: (table.items.count + 63) / 64)
        }
        guard !candidates.isEmpty else { return }
        var last = [Int](repeating: -1, count: candidates.count)
        for (item, (index, isNow)) in table.items.enumerated() {
            let isThemed = ledger.items[index].traits.contains(.themed)
            table.visit(item) { key, _ in
                guard let place = places.find(key).map(Int.init), last[place] != item else {
                    return
                }
                last[place] = item
                if isNow { candidates[place].items[item / 64] |= 1 << UInt64(item % 64) }
                if !isThemed { candidates[place].unthemed += 1 }
            }
        }
    }

    /// Puts terms that tell one story together, under the most telling one.
    private mutating func report() {
        var groups: [[Int]] = []
        // The words of each group's terms.
        var words: [Set<UInt32>] = []
        for place in candidates.indices {
            let own = Set(TermTable.numbers(candidates[place].phrase.key))
            let known = groups.indices.first {
                isOneStory(place, groups[$0][0], sharesWords: !words[$0].isDisjoint(with: own))
            }
            if let known {
                groups[known].append(place)
                words[known].formUnion(own)
            } else {
                groups.append([place])
                words.append(own)
            }
        }
        let nowComplaints = table.items.count {
            $0.isNow && ledger.items[$0.index].traits.contains(.complaint)
        }
        let usual = Proportion(nowComplaints, of: found.now).share
        found.terms = groups.prefix(options.most).map { term($0, usualComplaints: usual) }
    }

    private func isOneStory(_ one: Int, _ other: Int, sharesWords: Bool) -> Bool {
        let shared = Double(candidates[one].shared(with: candidates[other]))
        let (mine, theirs) = (
            Double(candidates[one].phrase.now), Double(candidates[other].phrase.now)
        )
        return shared >= TermSearch.sharedOverall * (mine + theirs - shared)
            || sharesWords && shared >= TermSearch.sharedWithin * min(mine, theirs)
    }

    private func term(_ group: [Int], usualComplaints: Double) -> EmergingTerm {
        let group = ledBySayable(group)
        let head = candidates[group[0]]
        let members = table.items.indices.filter {
            head.items[$0 / 64] & 1 << UInt64($0 % 64) != 0
        }
        func share(_ trait: TermLedger.Traits) -> Proportion {
            Proportion(
                members.count { ledger.items[table.items[$0].index].traits.contains(trait) },
                of: members.count)
        }
        let complaints = share(.complaint)
        let positive = share(.positive)
        let nature: EmergingTerm.Nature =
            if complaints.share >= 0.5 || complaints.interval.low > usualComplaints {
                .complaint
            } else {
                positive.share >= 0.5 ? .praise : .neither
            }
        return EmergingTerm(
            text: table.text(head.phrase.key),
            others: group.dropFirst().prefix(5).map { table.text(candidates[$0].phrase.key) },
            now: Proportion(Int(head.phrase.now), of: found.now),
            before: Proportion(Int(head.phrase.before), of: found.before),
            odds: head.odds, pValue: head.pValue, complaints: complaints, positive: positive,
            negative: share(.negative), nature: nature,
            ruleItems: Int(head.phrase.now + head.phrase.before) * found.sampledOneOf,
            ruleUnthemed: head.unthemed * found.sampledOneOf,
            quotes: quotes(of: head.phrase.key, members))
    }

    /// The group with the member in front that names the story best: of the phrases with the most
    /// telling term that are in nearly all of its items the one without common words, and the shorter
    /// one. `on hold` says more than `hold`, and `magic mug` is enough of `the magic mug`.
    private func ledBySayable(_ group: [Int]) -> [Int] {
        let head = candidates[group[0]]
        let words = TermTable.numbers(head.phrase.key)
        let phrases = group.filter {
            candidates[$0].words > 1
                && Double(candidates[$0].phrase.now)
                    >= TermSearch.nearlyAll * Double(head.phrase.now)
                && Set(TermTable.numbers(candidates[$0].phrase.key)).isSuperset(of: words)
        }
        func commonest(_ place: Int) -> UInt32 {
            TermTable.numbers(candidates[place].phrase.key)
                .map { table.count(ofWord: $0) }.max() ?? 0
        }
        // Of equal ones the first, which is the most telling.
        let best = phrases.min { one, other in
            (commonest(one), candidates[one].words) < (commonest(other), candidates[other].words)
        }
        guard let best else { return group }
        return [best] + group.filter { $0 != best }
    }

    /// The texts that are read at a glance, in an order given by their ids; none that says the same
    /// words as one before.
    private func quotes(of key: TermTable.Key, _ members: [Int]) -> [Quote] {
        func order(_ item: Int) -> (Int, UInt64, Int) {
            let entry = ledger.items[table.items[item].index]
            let length = unsafe ledger.withText(of: entry) { text in text.count }
            let rank = length < 40 ? 1 : length < 280 ? 0 : length < 500 ? 2 : 3
            return (rank, FNV.hash(ledger.id(of: entry).utf8), item)
        }
        let sorted = members.map { (item: $0, order: order($0)) }.sorted { $0.order < $1.order }
        var chosen: [Int] = []
        for (item, _) in sorted where chosen.count < options.quotes {
            if !chosen.contains(where: { table.areAlike($0, item) }) { chosen.append(item) }
        }
        return chosen.map { quote(of: key, $0) }
    }

    private func quote(of key: TermTable.Key, _ item: Int) -> Quote {
        let entry = ledger.items[table.items[item].index]
        let words = TermTable.numbers(key).count
        var starts: [Int] = []
        table.visit(item) { if $0 == key { starts.append($1) } }
        let cut = unsafe ledger.withText(of: entry) { text in
            let places = unsafe TermTable.places(in: text)
            let ranges = starts.map {
                places[$0].lowerBound..<places[$0 + words - 1].upperBound
            }
            return unsafe Quote.cut(text, around: ranges[...])
        }
        let label: SentimentLabel =
            entry.traits.contains(.positive)
            ? .positive : entry.traits.contains(.negative) ? .negative : .neutral
        return Quote(
            strength: 0, tieBreak: entry.key, itemID: ledger.id(of: entry),
            source: ledger.source(of: entry), day: entry.day, label: label, milliPoints: 0,
            text: cut.text, highlights: cut.highlights)
    }
}

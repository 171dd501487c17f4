package import VOCCore

/// Groups texts that are copies of each other, in time that grows with their number.
///
/// In the order of their days each text joins the first group whose earliest text it is like, or
/// opens one: groups do not depend on how the texts came together, and do not drift from copy to
/// copy. Only groups that share three bytes of the sketch at one of ten places, or all of it, are
/// looked at (banding); of texts with six of ten pairs of words in common 91 in 100 are found
/// so, of those with eight in ten all but one in 1000.
package struct CopySearch: ~Copyable {
    /// How many groups are looked at in one place: what thousands of texts share tells nothing.
    private static let reach = 16

    private let ledger: CopyLedger
    /// Records in the order of their days.
    private var order: [Int32]
    /// By record: the place in `order` of its group's first record.
    private var leaders: [Int32]

    /// Finds the groups of a ledger.
    package init(_ ledger: CopyLedger) {
        self.ledger = ledger
        let records = ledger.records
        order = records.indices.map { Int32($0) }
        order.sort { one, other in
            let (one, other) = (records[Int(one)], records[Int(other)])
            if one.day != other.day { return one.day < other.day }
            return one.key == other.key ? one < other : one.key < other.key
        }
        leaders = order
        var table = BandTable(for: order.count)
        for place in order.indices {
            let sketch = records[Int(order[place])].sketch
            var best: (agreement: Int, leader: Int32)?
            for band in 0...TextSketch.bandCount {
                var entry = table.first(BandTable.key(sketch, band))
                var steps = 0
                while entry >= 0, steps < CopySearch.reach {
                    steps += 1
                    let leader = table.leader(of: entry)
                    let agreement = records[Int(order[Int(leader)])].sketch.agreement(with: sketch)
                    if agreement >= TextSketch.likeness,
                        best == nil || agreement > best!.agreement
                            || (agreement == best!.agreement && leader < best!.leader)
                    {
                        best = (agreement, leader)
                    }
                    entry = table.next(of: entry)
                }
                if best?.agreement == TextSketch.byteCount { break }
            }
            if let best {
                leaders[Int(order[place])] = best.leader
            } else {
                leaders[Int(order[place])] = Int32(place)
                for band in 0...TextSketch.bandCount {
                    table.add(Int32(place), BandTable.key(sketch, band))
                }
            }
        }
    }

    /// The groups of two and more: their records in the order of their days.
    private func groups() -> [[CopyRecord]] {
        var members: [Int32: [CopyRecord]] = [:]
        var isShared = [Bool](repeating: false, count: order.count)
        for (place, record) in order.enumerated() where leaders[Int(record)] != Int32(place) {
            isShared[Int(leaders[Int(record)])] = true
        }
        for record in order where isShared[Int(leaders[Int(record)])] {
            members[leaders[Int(record)], default: []].append(ledger.records[Int(record)])
        }
        return members.sorted { $0.key < $1.key }.map(\.value)
    }

    /// Puts what was found into `summary`, whose ledger it takes the place of: the copies' figures
    /// under `CopyFindings.topic`, the first of each group left out, and the largest groups. Returns the group of
    /// each item in one, by keys.
    @discardableResult
    package static func settle(_ summary: inout Summary) -> [UInt64: UInt64] {
        guard !summary.ledger.isEmpty else { return [:] }
        summary.ledger.settle()
        let ledger = summary.ledger
        summary.ledger = CopyLedger()
        var found = CopyFindings()
        found.searched = ledger.searched
        found.passedOver = ledger.searched - ledger.records.count
        var groupOfItem: [UInt64: UInt64] = [:]
        var campaigns: [Campaign] = []
        for members in CopySearch(ledger).groups() {
            found.groups += 1
            let id = members[0].key
            for member in members { groupOfItem[member.key] = id }
            for copy in members.dropFirst() {
                let place = ledger.places[Int(copy.place)]
                summary.add(
                    copy.tally,
                    to: CellKey(
                        day: copy.day, source: place.source, channel: place.channel,
                        topic: CopyFindings.topic))
            }
            campaigns.append(campaign(members, ledger))
            // No more than are needed are held.
            if campaigns.count > 1000 {
                campaigns = Array(campaigns.sorted().prefix(CopyFindings.campaignsKept))
            }
        }
        campaigns = Array(campaigns.sorted().prefix(CopyFindings.campaignsKept))
        giveExamples(&campaigns, groupOfItem, summary)
        found.add(campaigns)
        summary.copies.merge(found)
        return groupOfItem
    }

    private static func campaign(_ members: [CopyRecord], _ ledger: CopyLedger) -> Campaign {
        let days = members.map(\.day).filter { $0 != CellKey.undated }
        var tally = Tally()
        for member in members { tally.merge(member.tally) }
        return Campaign(
            id: members[0].key, count: members.count, firstDay: days.min() ?? CellKey.undated,
            lastDay: days.max() ?? CellKey.undated,
            sources: Set(members.map { ledger.places[Int($0.place)].source }).sorted(),
            positive: tally[.positive], negative: tally[.negative])
    }

    /// Takes the words of a campaign from the quotes, where one of its items was quoted.
    private static func giveExamples(
        _ campaigns: inout [Campaign], _ groupOfItem: [UInt64: UInt64], _ summary: Summary
    ) {
        var places: [UInt64: Int] = [:]
        for (place, campaign) in campaigns.enumerated() { places[campaign.id] = place }
        for (_, quotes) in summary.quotes.sorted(by: { $0.key < $1.key }) {
            for quote in quotes {
                let key = Digest(ofItem: quote.itemID, source: quote.source).low
                guard let group = groupOfItem[key], let place = places[group],
                    campaigns[place].example.isEmpty
                else { continue }
                campaigns[place].example = quote.text
            }
        }
    }
}

/// Which groups have which bytes at a place of their sketch: chains in one open table.
private struct BandTable {
    private var heads: [Int32]
    private var entries: [(leader: Int32, next: Int32)] = []
    private let mask: UInt64

    init(for count: Int) {
        var size = 1 << 10
        while size < count * 8 { size <<= 1 }
        mask = UInt64(size - 1)
        heads = [Int32](repeating: -1, count: size)
    }

    /// Where band `index` of a sketch is looked up; the last stands for all of it. Different bands
    /// may meet in one chain, which costs a look.
    static func key(_ sketch: TextSketch, _ index: Int) -> UInt64 {
        var key: UInt64
        if index < TextSketch.bandCount {
            key = UInt64(sketch.band(index)) &+ 1
        } else {
            let words = sketch.words
            key = words[0] ^ words[1] &* 3 ^ words[2] &* 5 ^ words[3] &* 7
        }
        key = (key ^ key >> 33) &* 0xFF51_AFD7_ED55_8CCD
        key = (key ^ key >> 33) &* 0xC4CE_B9FE_1A85_EC53
        return key ^ key >> 33
    }

    func first(_ key: UInt64) -> Int32 { heads[Int(key & mask)] }
    func leader(of entry: Int32) -> Int32 { entries[Int(entry)].leader }
    func next(of entry: Int32) -> Int32 { entries[Int(entry)].next }

    mutating func add(_ leader: Int32, _ key: UInt64) {
        let slot = Int(key & mask)
        entries.append((leader, heads[slot]))
        heads[slot] = Int32(entries.count - 1)
    }
}

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
            let record = Int(order[place])
            let sketch = records[record].sketch
            if let leader = table.nearest(to: sketch, reach: CopySearch.reach) {
                leaders[record] = leader
            } else {
                leaders[record] = Int32(place)
                table.add(Int32(place), sketch)
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
    /// What a group is compared by, and the place of its first record, by its number.
    private var sketches: [TextSketch] = []
    private var places: [Int32] = []
    private var heads: [Int32]
    private var entries: [(group: Int32, next: Int32)] = []
    private let mask: UInt64
    /// Groups to compare with, and where their chains go on: nearly all of a search is waiting for memory,
    /// so what can be asked for at once is.
    private var met: [Int32] = []
    private var ends: [Int32]

    init(for count: Int) {
        var size = 1 << 10
        while size < count * 8 { size <<= 1 }
        mask = UInt64(size - 1)
        heads = [Int32](repeating: -1, count: size)
        ends = [Int32](repeating: -1, count: TextSketch.bandCount + 1)
    }

    /// Where band `index` of a sketch is looked up; the last stands for all of it. Different bands
    /// may meet in one chain, which costs a look.
    private func slot(_ sketch: TextSketch, _ index: Int) -> Int {
        var key: UInt64
        if index < TextSketch.bandCount {
            key = UInt64(sketch.band(index)) &+ 1
        } else {
            let words = sketch.words
            key = words[0] ^ words[1] &* 3 ^ words[2] &* 5 ^ words[3] &* 7
        }
        key = (key ^ key >> 33) &* 0xFF51_AFD7_ED55_8CCD
        key = (key ^ key >> 33) &* 0xC4CE_B9FE_1A85_EC53
        return Int((key ^ key >> 33) & mask)
    }

    /// The place of the group that is likest of those in reach, of equals the earliest; nil if none is
    /// like it.
    mutating func nearest(to sketch: TextSketch, reach: Int) -> Int32? {
        if let same = same(as: sketch, reach: reach) { return same }
        for band in ends.indices { ends[band] = heads[slot(sketch, band)] }
        met.removeAll(keepingCapacity: true)
        var isOpen = true
        for _ in 0..<reach where isOpen {
            isOpen = false
            for band in ends.indices where ends[band] >= 0 {
                let entry = entries[Int(ends[band])]
                met.append(entry.group)
                ends[band] = entry.next
                isOpen = true
            }
        }
        var best: (agreement: Int, group: Int32)?
        for group in met {
            let agreement = sketches[Int(group)].agreement(with: sketch)
            guard agreement >= TextSketch.likeness else { continue }
            if best == nil || agreement > best!.agreement
                || (agreement == best!.agreement && group < best!.group)
            {
                best = (agreement, group)
            }
        }
        return best.map { places[Int($0.group)] }
    }

    /// The group with the very same sketch: there is one at most.
    private func same(as sketch: TextSketch, reach: Int) -> Int32? {
        var entry = heads[slot(sketch, TextSketch.bandCount)]
        var steps = 0
        while entry >= 0, steps < reach {
            let (group, next) = entries[Int(entry)]
            if sketches[Int(group)] == sketch { return places[Int(group)] }
            entry = next
            steps += 1
        }
        return nil
    }

    mutating func add(_ place: Int32, _ sketch: TextSketch) {
        let group = Int32(places.count)
        places.append(place)
        sketches.append(sketch)
        for band in 0...TextSketch.bandCount {
            let slot = slot(sketch, band)
            entries.append((group, heads[slot]))
            heads[slot] = Int32(entries.count - 1)
        }
    }
}

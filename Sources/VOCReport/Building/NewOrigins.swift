internal import VOCCore

/// Sources and segments that have only just arrived: their words are new in the data, not new in
/// what customers say.
struct NewOrigins {
    /// Names as a reader knows them, `source trustpilot` or `Region North`, sorted.
    let names: [String]
    /// Sources with segments, as they stand on items, that belong to one of them.
    private let places: Set<Place>

    private struct Place: Hashable {
        var source: String
        var segments: String
    }

    /// There was at most this share, before, of what there would have been.
    private static let trace = 0.05

    /// Looks at the items for which `isNow` says when they are from; nil leaves one out. An origin
    /// needs `minimum` items now.
    init(
        _ ledger: TermLedger, minimum: Int, isNow: (TermLedger.Item) -> Bool?
    ) {
        var counts: [Place: (now: Int, before: Int)] = [:]
        for item in ledger.items {
            guard let isNow = isNow(item) else { continue }
            let place = Place(source: ledger.source(of: item), segments: ledger.segments(of: item))
            if isNow {
                counts[place, default: (0, 0)].now += 1
            } else {
                counts[place, default: (0, 0)].before += 1
            }
        }
        var sums: [String: (now: Int, before: Int)] = [:]
        var whole = (now: 0, before: 0)
        for (place, count) in counts {
            whole.now += count.now
            whole.before += count.before
            for name in NewOrigins.origins(of: place) {
                sums[name, default: (0, 0)].now += count.now
                sums[name, default: (0, 0)].before += count.before
            }
        }
        let perItem = Double(whole.before) / Double(max(1, whole.now))
        let new = Set(
            sums.filter { _, count in
                count.now >= minimum
                    && Double(count.before) <= NewOrigins.trace * Double(count.now) * perItem
            }.keys)
        names = new.sorted()
        places = Set(
            counts.keys.filter { place in
                NewOrigins.origins(of: place).contains(where: new.contains)
            })
    }

    func contains(_ item: TermLedger.Item, of ledger: TermLedger) -> Bool {
        !places.isEmpty
            && places.contains(
                Place(source: ledger.source(of: item), segments: ledger.segments(of: item)))
    }

    private static func origins(of place: Place) -> [String] {
        let mark = Character(Unicode.Scalar(TermLedger.segmentMark))
        return (place.source.isEmpty ? [] : ["source \(place.source)"])
            + place.segments.split(separator: mark).map { Draft.segmentName(String($0)) }
    }
}

internal import VOCCore

/// Lays counted cells out in the order of their keys, as a summary keeps them: a table made in that
/// order needs no index, and is not sorted to be written.
struct CellListing {
    let sources: [String]
    let channels: [String]
    /// By attribute and value, as `name=value`.
    let segments: [[String]]
    /// By topic, and by theme for portions.
    let topics: [String]
    let portions: [String]

    /// A group by the numbers of its names, and where the tables of cells and of portions have it.
    private struct Group {
        var day: Int32
        /// Source, channel, segment.
        var names: SIMD4<UInt32>
        var number: UInt32
        var portions: UInt32?

        static func precedes(_ one: Group, _ other: Group) -> Bool {
            if one.day != other.day { return one.day < other.day }
            for lane in 0..<3 where one.names[lane] != other.names[lane] {
                return one.names[lane] < other.names[lane]
            }
            return one.number < other.number
        }
    }

    /// A topic by the number of its name, and where the cells or portions have it.
    private struct Topic {
        var name: UInt32
        var place: Int
        var isPortion: Bool
    }

    /// All cells; groups that are called the same, being spelt in two ways, count as one.
    func table(
        _ cells: borrowing CellTable, _ shares: borrowing PortionTable, _ groups: [GroupKey]
    ) -> CountTable {
        let names = Set(sources + channels + segments.joined() + topics + portions + [""]).sorted()
        let numbers = Dictionary(
            zip(names, 0...), uniquingKeysWith: { (first: UInt32, _) in first })
        var builder = CountTable.Builder(names)
        builder.reserve(cells.count + shares.count)
        var repeated: [(CellKey, Tally)] = []
        let order = order(of: groups, shares.groupKeys, numbers)
        let topics = topics(numbers)
        for group in order {
            for topic in topics {
                var key = group.names
                key[3] = topic.name
                let found =
                    topic.isPortion
                    ? group.portions.flatMap { shares.tally(of: $0, theme: topic.place) }
                    : cells.tally(of: group.number, topic.place)
                guard let tally = found, !builder.add(tally, group.day, key) else { continue }
                let (source, channel) = (names[Int(key[0])], names[Int(key[1])])
                let (segment, topic) = (names[Int(key[2])], names[Int(key[3])])
                repeated.append(
                    (
                        CellKey(
                            day: group.day, source: source, channel: channel, segment: segment,
                            topic: topic), tally
                    ))
            }
        }
        var table = builder.table
        for (key, tally) in repeated { table.add(tally, to: key) }
        return table
    }

    private func order(
        of groups: [GroupKey], _ shares: [GroupKey], _ numbers: [String: UInt32]
    ) -> [Group] {
        let portions = Dictionary(
            zip(shares, 0...), uniquingKeysWith: { (first: UInt32, _) in first })
        return groups.enumerated().map { number, key in
            let segment =
                key.attribute == 0 ? "" : segments[Int(key.attribute) - 1][Int(key.value)]
            return Group(
                day: key.day,
                names: SIMD4(
                    numbers[sources[Int(key.source)]]!, numbers[channels[Int(key.channel)]]!,
                    numbers[segment]!, 0),
                number: UInt32(number), portions: portions[key])
        }.sorted(by: Group.precedes)
    }

    private func topics(_ numbers: [String: UInt32]) -> [Topic] {
        let whole = topics.enumerated().map {
            Topic(name: numbers[$1]!, place: $0, isPortion: false)
        }
        let shared = portions.enumerated().map {
            Topic(name: numbers[$1]!, place: $0, isPortion: true)
        }
        return (whole + shared).sorted { ($0.name, $0.place) < ($1.name, $1.place) }
    }
}

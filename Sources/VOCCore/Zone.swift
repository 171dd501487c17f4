internal import CICU

/// A time zone: how many seconds its clocks are ahead of UTC, moment by moment.
package struct Zone: Sendable, Equatable {
    package let name: String
    /// When the offset changes, in seconds since 1970; the first entry holds for all before.
    private let changes: [Change]

    private struct Change: Sendable, Equatable {
        var moment: Int64
        var offset: Int64
    }

    package static let utc = Zone(name: "UTC", changes: [Change(moment: .min, offset: 0)])

    private init(name: String, changes: [Change]) {
        self.name = name
        self.changes = changes
    }

    /// The zone called `Europe/Berlin`, `UTC`, `Z`, `GMT+2`, `+02:00`; nil if there is none.
    package init?(_ name: String) {
        if let seconds = Zone.fixed(name) {
            self.init(name: name, changes: [Change(moment: .min, offset: seconds)])
            return
        }
        // From 1990 to 2060, two changes a year.
        var moments = [Int64](repeating: 0, count: 256)
        var offsets = [Int32](repeating: 0, count: 256)
        let count = unsafe cicu_zone_changes(
            name, 631_152_000, 2_840_140_800, &moments, &offsets, 256)
        guard count > 0 else { return nil }
        self.init(
            name: name,
            changes: (0..<Int(count)).map {
                Change(moment: moments[$0], offset: Int64(offsets[$0]))
            })
    }

    private static func fixed(_ name: String) -> Int64? {
        if ["utc", "z", "gmt", "etc/utc", "etc/gmt"].contains(name.lowercased()) { return 0 }
        var rest = name[...]
        for prefix in ["UTC", "GMT"] where rest.hasPrefix(prefix) { rest = rest.dropFirst(3) }
        guard let sign = rest.popFirst(), sign == "+" || sign == "-" else { return nil }
        let parts = rest.split(separator: ":", omittingEmptySubsequences: false)
        let digits = rest.filter { $0 != ":" }
        guard parts.count <= 2, !digits.isEmpty, digits.count <= 4,
            digits.utf8.allSatisfy({ $0 &- 48 < 10 }),
            let number = Int64(digits)
        else { return nil }
        let hours = digits.count <= 2 ? number : number / 100
        let minutes = digits.count <= 2 ? 0 : number % 100
        guard hours <= 18, minutes < 60 else { return nil }
        return (hours * 3600 + minutes * 60) * (sign == "-" ? -1 : 1)
    }

    /// The moment in microseconds since 1970 at which clocks of this zone show `wall`, given as if
    /// they showed UTC.
    ///
    /// An hour that happens twice is taken as the first, one that never happens as if clocks had
    /// not been put forward yet.
    package func moment(ofWall wall: Int64) -> Int64 {
        let seconds = wall >= 0 ? wall / 1_000_000 : (wall - 999_999) / 1_000_000
        var low = 0
        var high = changes.count
        // The last change whose own wall time, by the offset before it, is not after this.
        while high - low > 1 {
            let middle = (low + high) / 2
            if changes[middle].moment + changes[middle - 1].offset <= seconds {
                low = middle
            } else {
                high = middle
            }
        }
        var offset = changes[low].offset
        if low > 0, changes[low].moment + offset > seconds { offset = changes[low - 1].offset }
        return wall - offset * 1_000_000
    }

    /// How many seconds clocks of this zone are ahead of UTC at a moment in microseconds since 1970.
    package func offset(at moment: Int64) -> Int64 {
        let seconds = moment >= 0 ? moment / 1_000_000 : (moment - 999_999) / 1_000_000
        var low = 0
        var high = changes.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if changes[middle].moment <= seconds { low = middle } else { high = middle }
        }
        return changes[low].offset
    }
}

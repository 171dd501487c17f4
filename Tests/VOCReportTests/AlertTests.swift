import Testing
import VOCCore

@testable import VOCReport

/// Feedback of an invented firm, day by day, with whatever is planted in it.
struct DaySimulation {
    var days = 56
    /// Items on a working day; weekends bring half.
    var volume = 120.0
    /// The usual share of each theme.
    var shares: [Double] = [
        0.01, 0.02, 0.02, 0.03, 0.03, 0.04, 0.05, 0.05, 0.06, 0.08, 0.1, 0.12, 0.15, 0.2,
    ]
    /// How much shares move from day to day by themselves, as a coefficient of variation.
    var restlessness = 0.15
    var regions = ["North", "South", "East", "West"]
    /// Adds to the share of theme `theme` on days from `from` to `to`.
    var plants: [(theme: Int, share: Double, days: ClosedRange<Int>, region: String?)] = []
    /// A region that has items only from a day on, or up to one.
    var opening: (region: String, day: Int)?
    var closing: (region: String, day: Int)?
    /// Extra items of pure praise on a day.
    var praise: (day: Int, items: Int)?

    static let first = CivilDay(iso: "2026-09-07")!

    func summary(seed: UInt64) -> Summary {
        var random = FixedRandom(state: seed)
        var summary = Summary()
        for day in 0..<days {
            let number = Int32(DaySimulation.first.daysSinceEpoch + day)
            let isWeekend = day % 7 > 4
            let level = volume * (isWeekend ? 0.5 : 1) * factor(0.1, &random)
            // A theme's level today, the same for everybody.
            let today = shares.enumerated().map { index, share in
                share * factor(restlessness, &random) * (isWeekend && index % 3 == 0 ? 1.4 : 1)
            }
            let people = max(1, Int(level / Double(regions.count)))
            for region in regions {
                if let opening, region == opening.region, day < opening.day { continue }
                if let closing, region == closing.region, day >= closing.day { continue }
                var hits = [Int](repeating: 0, count: shares.count)
                for index in shares.indices {
                    var share = today[index]
                    for plant in plants
                    where plant.theme == index && plant.days.contains(day)
                        && (plant.region == nil || plant.region == region)
                    { share += plant.share }
                    for _ in 0..<people where random.chance(share) { hits[index] += 1 }
                }
                let positive = (0..<people).reduce(0) { sum, _ in
                    sum + (random.chance(0.5) ? 1 : 0)
                }
                add(people, positive: positive, hits, region, number, to: &summary)
            }
            if let praise, praise.day == day {
                add(
                    praise.items, positive: praise.items, [], regions[0], number, to: &summary)
            }
        }
        return summary
    }

    /// A positive factor around 1 with the given coefficient of variation.
    private func factor(_ spread: Double, _ random: inout FixedRandom) -> Double {
        let sum = (0..<12).reduce(-6.0) { sum, _ in sum + Double.random(in: 0..<1, using: &random) }
        return max(0.2, 1 + spread * sum)
    }

    private func add(
        _ items: Int, positive: Int, _ hits: [Int], _ region: String, _ day: Int32,
        to summary: inout Summary
    ) {
        for segment in ["", "Region=\(region)"] {
            for (topic, count) in [("", items)] + hits.enumerated().map({ ("t\($0)", $1) })
            where count > 0 {
                var tally = Tally()
                tally[.items] = count
                tally[.positive] = topic.isEmpty ? positive : count / 2
                tally[.negative] = count - tally[.positive]
                summary.add(
                    tally,
                    to: CellKey(
                        day: day, source: "s", channel: "c", segment: segment, topic: topic))
            }
        }
    }

    func search(seed: UInt64) -> AlertSearch {
        let summary = summary(seed: seed)
        let grid = DailyGrid(
            summary, themes: shares.indices.map { "t\($0)" }.sorted(),
            asOf: DaySimulation.first.advanced(by: days - 1))
        return AlertSearch(grid, minimum: 20)
    }
}

@Suite struct `Daily alerts` {
    /// Under no change the share of reports with any flagged cell is the rate of false discoveries;
    /// it may not exceed q. 60 reports of 14 themes × 5 segments are 4,200 series.
    @Test func `are false in at most q of quiet reports`() {
        var alarms = 0
        let reports = environment("VOC_REPORTS").map { 3 * (Int($0) ?? 20) } ?? 60
        for seed in 0..<reports {
            var simulation = DaySimulation()
            simulation.days = 49
            simulation.volume = [40.0, 80, 160][seed % 3]
            simulation.restlessness = [0.05, 0.15, 0.25][seed / 3 % 3]
            if simulation.search(seed: UInt64(seed)).flagged > 0 { alarms += 1 }
        }
        print("quiet reports with a false alert: \(alarms) of \(reports), seeds from 0")
        #expect(Double(alarms) / Double(reports) <= AlertSearch.falseDiscoveryRate)
    }

    /// The figures of the guide come from `VOC_REPORTS=100`.
    @Test(arguments: [(0.04, 60.0, 0.0), (0.08, 240, 0.4), (0.16, 120, 0.6), (0.3, 60, 0.9)])
    func `find what is large enough`(_ rise: Double, _ volume: Double, _ least: Double) {
        let reports = environment("VOC_REPORTS").flatMap { Int($0) } ?? 10
        let volumes = environment("VOC_REPORTS") == nil ? [volume] : [60, 120, 240, 480, 960]
        for volume in volumes {
            var found = 0
            for seed in 0..<reports {
                var simulation = DaySimulation()
                simulation.days = 54
                simulation.volume = volume
                simulation.plants = [(5, rise, 53...53, nil)]
                let search = simulation.search(seed: UInt64(1000 + seed))
                if search.alerts.contains(where: { $0.theme == "t5" && $0.isActive }) {
                    found += 1
                }
            }
            print("power: 4 % + \(rise), \(volume) items: \(found) of \(reports)")
            #expect(volumes.count > 1 || Double(found) >= least * Double(reports))
        }
    }

    /// Ten shops of quiet days: of some 140 themes that could have moved on the newest day, next to
    /// none is said to have.
    @Test func `and what moved since yesterday are rarely told of quiet days`() {
        var told = 0
        for seed in 0..<10 {
            var simulation = DaySimulation()
            simulation.volume = [60.0, 240][seed % 2]
            let request = ReportRequest(title: "quiet", minimum: 20)
            let summary = simulation.summary(seed: UInt64(500 + seed))
            guard let counts = Counts(summary, request) else { continue }
            let rows = Draft(summary, request, counts).movers().rows.count
            if rows > 0 { told += 1 }
        }
        print("quiet days with a theme that moved: \(told) of 10, seeds from 500")
        #expect(told <= 1)
    }

    @Test func `are found on the day they were put, and only for their theme`() {
        var simulation = DaySimulation()
        simulation.days = 54
        simulation.plants = [(5, 0.2, 52...53, nil)]
        let found = simulation.search(seed: 3)
        #expect(found.alerts.map(\.theme) == ["t5"])
        #expect(found.alerts.first?.days == 52...53)
        #expect(found.alerts.first?.isActive == true)
        #expect(found.alerts.first?.cell.segment == 0)
    }

    @Test func `are found in one segment alone`() throws {
        var simulation = DaySimulation()
        simulation.days = 54
        simulation.volume = 400
        simulation.plants = [(5, 0.25, 53...53, "East")]
        let found = simulation.search(seed: 4)
        let alert = try #require(found.alerts.first)
        #expect(found.alerts.count == 1 && alert.theme == "t5")
        #expect(alert.segments.contains { found.grid.segments[$0].value == "East" })
    }

    @Test func `say of what comes or goes that it does, and compare like for like`() throws {
        var simulation = DaySimulation()
        simulation.regions = ["North", "South", "East", "New"]
        simulation.opening = ("New", 50)
        // Customers of the new region speak of other things.
        simulation.plants = [(2, 0.5, 0...60, "New")]
        let found = simulation.search(seed: 5)
        #expect(found.arrivals.arrived.map(\.day) == [50])
        #expect(
            found.grid.segments[try #require(found.arrivals.arrived.first).segment].value == "New")
        #expect(found.alerts.isEmpty)

        // What comes once a week has not vanished in between.
        var weekly = Summary()
        for day in 0..<55 {
            for (segment, count) in [("", 100), ("Wave=panel", day % 7 == 0 ? 60 : 0)]
            where count > 0 {
                var tally = Tally()
                tally[.items] = count
                weekly.add(
                    tally,
                    to: CellKey(
                        day: Int32(DaySimulation.first.daysSinceEpoch + day), source: "s",
                        channel: "c", segment: segment))
            }
        }
        let grid = DailyGrid(
            weekly, themes: [], asOf: DaySimulation.first.advanced(by: 54))
        #expect(Arrivals(grid, minimum: 20).vanished.isEmpty)

        var leaving = DaySimulation()
        leaving.closing = ("West", 50)
        let after = leaving.search(seed: 6)
        #expect(after.arrivals.vanished.map(\.day) == [50])
        #expect(after.alerts.isEmpty)
    }

    @Test func `call a burst of praise a possible campaign`() throws {
        var simulation = DaySimulation()
        simulation.praise = (55, 300)
        let grid = DailyGrid(
            simulation.summary(seed: 8), themes: ["t1"],
            asOf: DaySimulation.first.advanced(by: 55))
        let arrivals = Arrivals(grid, minimum: 20)
        let found = BurstSearch(grid, arrivals, minimum: 20)
        #expect(found.bursts.map(\.day) == [55])
        #expect(found.bursts.allSatisfy { $0.praise.share > 0.8 })
        let quiet = DailyGrid(
            DaySimulation().summary(seed: 8), themes: ["t1"],
            asOf: DaySimulation.first.advanced(by: 55))
        #expect(BurstSearch(quiet, arrivals, minimum: 20).bursts.isEmpty)
    }
}

package import VOCCore

/// Days from `first` to `last`, both included.
struct Span: Sendable, Hashable {
    var first: CivilDay
    var last: CivilDay

    var days: Int { last.daysSinceEpoch - first.daysSinceEpoch + 1 }

    func contains(_ day: CivilDay) -> Bool { first <= day && day <= last }
}

extension CivilDay {
    func advanced(by days: Int) -> CivilDay { CivilDay(daysSinceEpoch: daysSinceEpoch + days) }
}

extension Period {
    /// The first day of the period that `day` falls in; weeks start on Monday.
    package func start(of day: CivilDay) -> CivilDay {
        switch self {
        case .day: day
        case .week: day.weekStart
        case .month: day.monthStart
        }
    }

    /// The first day of the period after the one that starts on `start`.
    func next(_ start: CivilDay) -> CivilDay {
        switch self {
        case .day: start.advanced(by: 1)
        case .week: start.advanced(by: 7)
        case .month: self.start(of: start.advanced(by: 31))
        }
    }

    func previous(_ start: CivilDay) -> CivilDay { self.start(of: start.advanced(by: -1)) }

    /// A period that has run for fewer days is too young to be reported on its own.
    var leastDays: Int {
        switch self {
        case .day: 1
        case .week: 4
        case .month: 10
        }
    }

    /// How many periods tables over "the recent weeks" cover.
    var recentCount: Int {
        switch self {
        case .day: 28
        case .week: 4
        case .month: 3
        }
    }

    /// How many periods trends show at most.
    var shownCount: Int {
        switch self {
        case .day: 90
        case .week: 53
        case .month: 36
        }
    }
}

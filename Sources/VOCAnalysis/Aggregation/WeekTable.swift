internal import VOCCore

/// Numbers weeks in the order in which they are first seen.
///
/// A dump's weeks lie close together: a list by distance from the first one seen finds most without
/// hashing.
struct WeekTable {
    /// Days since the epoch of the Mondays, or the mark of items without a date.
    private(set) var weeks: [Int32] = []
    private var first: Int32 = 0
    /// 1 + the number of a week, by its distance in weeks from `first`, `reach` back; 0 for none.
    private var near: [Int32] = []
    private var far: [Int32: Int32] = [:]

    /// Ten years either way.
    private static let reach = 520

    /// The number of the week that begins on `monday`.
    @inline(__always)
    mutating func number(of monday: Int32) -> Int {
        if let place = place(of: monday), near[place] != 0 { return Int(near[place]) - 1 }
        return add(monday)
    }

    @inline(__always)
    private func place(of monday: Int32) -> Int? {
        let distance = Int(monday) - Int(first)
        let place = distance / 7 + WeekTable.reach
        return distance % 7 == 0 && place >= 0 && place < near.count ? place : nil
    }

    private mutating func add(_ monday: Int32) -> Int {
        if near.isEmpty, monday != CellKey.undated {
            first = monday
            near = Array(repeating: 0, count: 2 * WeekTable.reach)
        }
        let place = place(of: monday)
        if place == nil, let known = far[monday] { return Int(known) - 1 }
        weeks.append(monday)
        if let place { near[place] = Int32(weeks.count) } else { far[monday] = Int32(weeks.count) }
        return weeks.count - 1
    }
}

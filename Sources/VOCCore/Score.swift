/// How a customer feels, from −1000 (worst) to 1000 (best) thousandths.
///
/// Whole thousandths add up exactly and in any order, which floating point does not.
public struct Score: Sendable, Hashable, Comparable, CustomStringConvertible {
    public var milliPoints: Int

    public init(milliPoints: Int) { self.milliPoints = min(1000, max(-1000, milliPoints)) }

    public static func < (one: Score, other: Score) -> Bool { one.milliPoints < other.milliPoints }

    /// Three decimals, such as `-0.612`.
    public var description: String { Decimals.thousandths(milliPoints) }
}

/// The label of a reading. `none` means that nothing was recognised, which is not `neutral`.
public enum SentimentLabel: UInt8, Sendable, Hashable, CaseIterable {
    case none, negative, neutral, mixed, positive

    public var name: String {
        switch self {
        case .none: "none"
        case .negative: "negative"
        case .neutral: "neutral"
        case .mixed: "mixed"
        case .positive: "positive"
        }
    }
}

/// Number formats that do not depend on locale or on floating-point printing.
public enum Decimals {
    /// `-612` as `-0.612`.
    public static func thousandths(_ milli: Int) -> String {
        let magnitude = milli.magnitude
        let fraction = String(magnitude % 1000)
        let zeros = String(repeating: "0", count: 3 - fraction.count)
        return "\(milli < 0 ? "-" : "")\(magnitude / 1000).\(zeros)\(fraction)"
    }

    /// `4500` as `4.5`, `4000` as `4`.
    public static func shortThousandths(_ milli: Int) -> String {
        guard milli % 1000 != 0 else { return String(milli / 1000) }
        var text = thousandths(milli)
        while text.last == "0" { text.removeLast() }
        return text
    }

    /// What stands for a number that cannot be written.
    package static let unknown = "n/a"

    /// `value` with `places` decimals, rounded half away from zero; never `-0.0`.
    public static func fixed(_ value: Double, places: Int) -> String {
        guard value.isFinite else { return unknown }
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        let scaled = (value.magnitude * scale).rounded(.toNearestOrAwayFromZero)
        guard scaled < 9e18 else { return unknown }
        let whole = Int(scaled)
        let sign = value < 0 && whole != 0 ? "-" : ""
        guard places > 0 else { return "\(sign)\(whole)" }
        let divisor = Int(scale)
        let fraction = String(whole % divisor)
        return sign + String(whole / divisor) + "."
            + String(repeating: "0", count: places - fraction.count) + fraction
    }
}

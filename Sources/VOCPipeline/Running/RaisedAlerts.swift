package import VOCCore
internal import VOCReport

/// What a report says of themes above their usual level, as a terminal and a script need it.
package struct RaisedAlerts: Sendable {
    /// Theme, level, since when and how sure, each a cell; those that call for action first.
    package private(set) var lines: [(cells: [String], isAlert: Bool)] = []

    package init() {}

    init(_ report: Report) {
        lines = report.alertLines.map { ($0.line.cells, $0.isAlert) }
    }

    /// The error that a run ends with if it was asked to fail on alerts, nil without any.
    package var gate: VOCError? {
        let count = lines.count(where: \.isAlert)
        guard count > 0 else { return nil }
        return VOCError(
            .alertRaised, count == 1 ? "an alert is raised" : "\(count) alerts are raised",
            hint: "see the report; without --fail-on-alert this is no failure")
    }
}

extension ErrorCode {
    static let alertRaised = ErrorCode(
        "alert.raised",
        meaning:
            "A theme that customers speak badly of is above its usual level by more than chance, and --fail-on-alert was given. All files were written.",
        example: "a night on which complaints about log-in are five times as frequent as usual",
        mend: "Read the alert in the report; leave --fail-on-alert out where it should not fail.",
        exit: .gateFailed)
}

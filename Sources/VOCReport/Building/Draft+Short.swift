internal import VOCCore

extension Draft {
    /// The six questions that a reader comes with, each answered in a sentence or two from the
    /// findings.
    func inShort(_ findings: [Finding]) -> Table {
        let alerts = findings.filter(\.isAlert).prefix(3)
        let scores = findings.filter {
            $0.direction == .bad && $0.certainty != nil && $0.line == nil
                && [.score, .sentiment, .complaints].contains($0.kind)
        }.prefix(2)
        let worse =
            alerts.compactMap(\.line).map { "\($0.theme): \($0.level) of feedback." }
            + scores.map(\.headline)
        var rows: [[Value]] = []
        func add(_ question: String, _ answers: [String], otherwise: String) {
            let answer = answers.isEmpty ? otherwise : answers.joined(separator: " ")
            rows.append([.text(question), .text(answer)])
        }
        add("What got worse?", worse, otherwise: "Nothing that chance does not explain.")
        if !worse.isEmpty {
            add(
                "Since when?",
                alerts.compactMap(\.line).map { "\($0.theme) \($0.since)." }
                    + (scores.isEmpty
                        ? [] : ["The scores: \(focusName) against the \(previousName)."]),
                otherwise: "")
            let certain =
                alerts.compactMap(\.line).map { "\($0.theme): \($0.certainty)." }
                + scores.compactMap { finding in
                    finding.certainty.map { "\(Draft.subject(finding)): \($0)." }
                }
            add(
                "How sure is that?",
                certain + [
                    "p is the chance of seeing as much if nothing had changed, corrected for all that was looked at: 0.001 is one in a thousand."
                ], otherwise: "")
        }
        let drivers = findings.filter { $0.kind == .driver }.prefix(1).map(\.headline)
        let places = findings.filter { finding in
            finding.kind == .segment && alerts.contains { $0.theme == finding.theme }
        }.prefix(1).map(\.headline)
        add("What drives it?", drivers + places, otherwise: "No figure moved by more than chance.")
        add(
            "Which customers are at risk?",
            findings.filter { $0.kind == .value || $0.kind == .churn }.map(\.headline),
            otherwise:
                "Not known: no customers file is joined, and nobody says that they may leave."
        )
        add(
            "What was done, and did it help?",
            findings.filter { $0.kind == .action }.prefix(3).map { finding in
                let verdict =
                    switch finding.direction {
                    case .good: "It seems so."
                    case .bad: "It seems not."
                    case .neutral: "Not clearly."
                    }
                return "\(verdict) \(finding.headline)"
            },
            otherwise: request.actions.isEmpty
                ? "No actions are noted in the pipeline file."
                : "Too early to say: an action needs days before and after it.")
        return Table(
            id: "in-short", caption: "In short", fileName: nil,
            columns: [
                Table.Column("question", "Question", .text),
                Table.Column("answer", "Answer", .text),
            ], rows: rows)
    }

    /// `CSAT` of `CSAT fell by …`.
    private static func subject(_ finding: Finding) -> String {
        for verb in [" fell", " rose", " is"] {
            if let end = finding.headline.firstRange(of: verb) {
                return String(finding.headline[..<end.lowerBound])
            }
        }
        return finding.headline
    }
}

package import VOCCore

/// A pack of learned weights with the figures that say what it is worth.
package struct LearnedTopics: Sendable {
    package let plan: TopicLearning.Plan
    package let labels: [String]
    let lines: [PackFolder.Line]
    let base: TopicBase?
    /// What an error cost in the fit; 0 if the seeds were kept.
    package let strength: Double
    /// By label: texts to learn from that have it.
    var counts: [Int] = []
    /// Rows of the card: what was measured, and how well it went.
    package var figures: [(name: String, figures: TopicFigures)] = []
    /// The learning curve: with how many texts, the seeds, and what was learned.
    package var curve: [(count: Int, seeds: TopicFigures, learned: TopicFigures)] = []

    init(
        plan: TopicLearning.Plan, labels: [String], lines: [PackFolder.Line], base: TopicBase?,
        strength: Double
    ) {
        self.plan = plan
        self.labels = labels
        self.lines = lines
        self.base = base
        self.strength = strength
    }

    package var lineCount: Int { lines.count }

    /// Writes a pack of the ordinary format, with its card as README.md.
    package func write(to folder: String, id: String, licence: String, source: String)
        throws(VOCError)
    {
        var pack = PackFolder(
            kind: plan.kind, id: id, labels: labels, decision: plan.decision, lines: lines)
        pack.licence = licence
        pack.source = "learned by voc learn \(plan.kind.rawValue) from \(source)"
        try pack.write(to: folder, base: base)
        try TextFile.write(
            Array((card(id: id, licence: licence).joined(separator: "\n") + "\n").utf8),
            to: "\(folder)/README.md")
    }

    /// The model card: method, figures, strongest terms, limits.
    package func card(id: String, licence: String) -> [String] {
        func number(_ value: Double) -> String { Decimals.fixed(value * 100, places: 1) }
        var text = ["# \(id): learned \(plan.kind.rawValue)", ""]
        text.append(
            "\(lines.count) weights for \(labels.count) labels, at most \(plan.terms) phrases a label; decision \(plan.decision.rawValue); "
                + (base.map { "starts from the rules of \($0.name)" }
                    ?? "starts from the words of the labels' names")
                + (strength == 0
                    ? "; learning was not clearly better than that, so that the rules decide alone."
                    : "; cost of an error \(strength)."))
        text += [
            "",
            "Licence of this file: \(licence). Check that the licences of the texts learned from allow it.",
            "", "| measured on | texts | accuracy | micro-F1 | macro-F1 |", "|---|--:|--:|--:|--:|",
        ]
        for (name, row) in figures {
            text.append(
                "| \(name) | \(row.count) | \(number(row.accuracy)) | \(number(row.microF1)) | \(number(row.macroF1)) |"
            )
        }
        if !curve.isEmpty {
            text += [
                "", "| learned from | seeds micro-F1 | macro-F1 | learned micro-F1 | macro-F1 |",
                "|--:|--:|--:|--:|--:|",
            ]
            for (count, seeds, learned) in curve {
                text.append(
                    "| \(count) | \(number(seeds.microF1)) | \(number(seeds.macroF1)) | \(number(learned.microF1)) | \(number(learned.macroF1)) |"
                )
            }
        }
        text += [
            "", "| label | texts | F1 on those left out | strongest for it |", "|---|--:|--:|---|",
        ]
        let left = figures.first { $0.name.hasPrefix("each fifth") }?.figures
        for (index, label) in labels.enumerated() {
            let strongest = lines.filter {
                $0.id == label && $0.pattern != "<bias>" && $0.milli > 0
            }
            .prefix(8).map {
                "\(LearnedTopics.short($0.pattern)) \(Decimals.shortThousandths($0.milli))"
            }
            text.append(
                "| \(label) | \(counts[index]) | \(left.map { number($0.labelF1[index]) } ?? "") | \(strongest.joined(separator: ", ")) |"
            )
        }
        return text
    }

    /// A pattern for a table: the bar between alternatives would end the cell.
    private static func short(_ pattern: String) -> String {
        let text = pattern.replacing("|", with: "/")
        return text.count <= 40 ? text : String(text.prefix(39)) + "…"
    }
}

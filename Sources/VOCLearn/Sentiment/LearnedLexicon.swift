package import VOCCore

/// A learned overlay with the figures that say what it is worth.
package struct LearnedLexicon: Sendable {
    package struct Line: Sendable, Hashable {
        package let phrase: String
        package let milli: Int
        /// What the base says of it.
        package let baseMilli: Int
        /// Texts and domains that hold it.
        package let texts: Int
        package let domains: Int
    }

    typealias Row = (name: String, base: PolarityFigures, learned: PolarityFigures)

    package let base: String
    package let domains: [String]
    package let lines: [Line]
    /// The pull towards the base; nil if learning did not help and only the base is left.
    package let strength: Double?
    let leastDomains: Int
    /// On texts learned from.
    var fitted: [Row] = []
    /// Each pull that was tried, nil for the base alone, and the mean of all figures on what was
    /// left out.
    var tried: [(strength: Double?, overall: Double)] = []
    /// On each part while it was left out.
    var parts: [Row] = []
    /// On texts of another split, never learned from.
    var held: [Row] = []

    init(
        base: String, domains: [String], lines: [Line], strength: Double?, leastDomains: Int
    ) {
        self.base = base
        self.domains = domains
        self.lines = lines
        self.strength = strength
        self.leastDomains = leastDomains
    }

    /// Writes an ordinary lexicon folder with its card as README.md.
    package func write(to folder: String, id: String, licence: String) throws(VOCError) {
        var output = LexiconFolder(
            id: id, base: base,
            lines: lines.map { line in
                LexiconFolder.Line(
                    phrase: line.phrase, milli: line.milli,
                    note:
                        "learned from \(line.texts) texts of \(line.domains) domains; base \(Decimals.shortThousandths(line.baseMilli))"
                )
            })
        output.licence = licence
        output.source = "learned by voc learn sentiment from \(domains.joined(separator: ", "))"
        output.description = "Weights fitted to labelled texts, on top of \(base)."
        try output.write(to: folder)
        try TextFile.write(
            Array((card(id: id, licence: licence).joined(separator: "\n") + "\n").utf8),
            to: "\(folder)/README.md")
    }

    /// The model card: data, method, figures, strongest terms, limits.
    package func card(id: String, licence: String) -> [String] {
        var text = ["# \(id): a lexicon learned on top of \(base)", ""]
        text.append(
            strength.map {
                "\(lines.count) terms and phrases; pull towards the base \(Decimals.fixed($0, places: 0)); support asked for in \(leastDomains) domain(s)."
            }
                ?? "Learning did not help on texts it had not seen, so that nothing was changed: use \(base)."
        )
        text += [
            "",
            "Licence of this file: \(licence). Check that the licences of the texts learned from allow it.",
            "",
        ]
        let means = tried.map { one in
            "\(one.strength.map { Decimals.fixed($0, places: 0) } ?? "base alone") \(Decimals.fixed(one.overall, places: 4))"
        }
        text += [
            "Mean of all figures on what was left out, by pull: \(means.joined(separator: ", ")).",
            "",
        ]
        text += LearnedLexicon.table("Texts learned from", fitted)
        text += LearnedLexicon.table(
            domains.count > 1
                ? "Each domain while it was left out" : "Each fifth while it was left out", parts)
        if !held.isEmpty {
            text += LearnedLexicon.table("Texts of another split, never seen", held)
        }
        text.append(gap)
        let strongest = lines.sorted {
            let one = abs($0.milli - $0.baseMilli) * $0.texts
            let other = abs($1.milli - $1.baseMilli) * $1.texts
            return one != other ? one > other : $0.phrase < $1.phrase
        }
        for (name, isUp) in [("Raised", true), ("Lowered", false)] {
            let chosen = strongest.filter { ($0.milli > $0.baseMilli) == isUp }.prefix(25)
            guard !chosen.isEmpty else { continue }
            text += [
                "",
                "\(name) most: "
                    + chosen.map {
                        "\($0.phrase) \(Decimals.shortThousandths($0.baseMilli))→\(Decimals.shortThousandths($0.milli))"
                    }
                    .joined(separator: ", "),
            ]
        }
        return text
    }

    /// How much of the gain stays on texts not seen.
    private var gap: String {
        guard !fitted.isEmpty, !parts.isEmpty else { return "" }
        func mean(_ rows: [Row]) -> Double {
            rows.reduce(0) { $0 + $1.learned.overall } / Double(rows.count)
        }
        let gap = mean(fitted) - mean(parts)
        return "Gap between learned from and left out: \(Decimals.fixed(gap, places: 3))"
            + (gap > 0.03
                ? " (over 0.03: the weights fit these texts more than texts in general)" : "")
    }

    private static func table(_ title: String, _ rows: [Row]) -> [String] {
        func figure(_ one: Double?, _ other: Double?) -> String {
            guard let one, let other else { return "–" }
            return "\(Decimals.fixed(one, places: 3)) → \(Decimals.fixed(other, places: 3))"
        }
        var lines = [
            "\(title), base → learned:", "", "| | texts | macro-F1 | strict | forced |",
            "|---|--:|--:|--:|--:|",
        ]
        for row in rows {
            lines.append(
                "| \(row.name) | \(row.base.count) | \(figure(row.base.macroF1, row.learned.macroF1)) | \(figure(row.base.strict, row.learned.strict)) | \(figure(row.base.forced, row.learned.forced)) |"
            )
        }
        func mean(_ value: (Row) -> Double?) -> Double? {
            let values = rows.compactMap(value)
            return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
        }
        if rows.count > 1 {
            lines.append(
                "| mean | \(rows.reduce(0) { $0 + $1.base.count }) | \(figure(mean { $0.base.macroF1 }, mean { $0.learned.macroF1 })) | \(figure(mean { $0.base.strict }, mean { $0.learned.strict })) | \(figure(mean { $0.base.forced }, mean { $0.learned.forced })) |"
            )
        }
        return lines + [""]
    }
}

internal import VOCAnalysis
package import VOCCore
internal import VOCIngest

/// A first pipeline for some dumps: what was inferred by looking at them is written down, with
/// comments, so that the next dump is read the same way.
package struct PipelineDraft: Sendable {
    private let reports: [DumpReport]
    /// The folder that the pipeline will be in: paths are seen from there.
    private let folder: String
    /// Which packs the texts ask for.
    private let fit: PackFit

    /// Looks at the texts seen for the theme packs that suit them.
    package init(_ reports: [DumpReport], folder: String) throws(VOCError) {
        self.reports = reports
        self.folder = folder
        fit = try PackFit(reports.flatMap(\.inspection.texts), in: Home().lexiconFolders)
    }

    /// The pipeline as YAML.
    package var yaml: String {
        var lines = [
            "# Made by voc init. Change what is wrong, then: voc check, voc run.",
            "version: 1",
            "title: Customer feedback",
            "",
            "inputs:",
        ]
        var archives: Set<String> = []
        for report in reports {
            // An archive is one input: its members are told apart when it is read.
            let dump = report.inspection
            if dump.archive.isEmpty || archives.insert(dump.archive).inserted {
                lines += input(dump)
            }
        }
        lines += [
            "",
            "language: { default: en, other: flag }      # texts in other languages are counted, not scored",
        ]
        lines += analysis
        lines += [
            "",
            "# Complaints go to people by routes; queues and times are yours to name.",
            "routes:",
            "  - name: safety",
            "    when: severity >= 4",
            "    queue: safety",
            "    priority: urgent",
            "    acknowledgeWithin: 1 hour",
            "  - name: complaints",
            "    when: complaint",
            "    queue: customer-care",
            "    priority: normal",
            "    acknowledgeWithin: 1 business day",
            "",
            "report: { period: week, compare: previous, minimum: 20, formats: [html, md, csv, json]\(zone) }",
            "# limits: { rejects: 1 % }      # more rejected records than this fail the run",
        ]
        return lines.joined(separator: "\n") + "\n"
    }

    /// The theme pack of the trade that the texts speak of, where one clearly does.
    private var analysis: [String] {
        func line(_ themes: String) -> String {
            "analysis: { lexicon: en/general, themes: [\(themes)], intents: default }"
        }
        func words(_ pack: PackFit.Pack) -> String {
            "\(pack.name) (\(Int((pack.share * 100).rounded())) %)"
        }
        let others = fit.packs.filter { $0 != fit.best }.map(words).joined(separator: ", ")
        guard let best = fit.best else {
            return
                (others.isEmpty
                ? [] : ["# Packs whose words many of the texts have: \(others)."]) + [line("cx")]
        }
        return [
            "# Of \(fit.texts) texts looked at, \(Int((best.share * 100).rounded())) % have words of the pack \(best.name)\(others.isEmpty ? "" : "; also seen: \(others)")."
        ] + [line(best.extends.contains("cx") ? best.name : "cx, \(best.name)")]
    }

    /// Days are those of the customers' clocks where all dates show how these stand.
    private var zone: String {
        let offsets = Set(reports.compactMap(\.inspection.dates).map { $0.offset ?? "" })
        guard offsets.count == 1, let offset = offsets.first, !offset.isEmpty else { return "" }
        return ", zone: \"\(offset)\""
    }

    private func input(_ dump: Inspection) -> [String] {
        let isKnown = dump.profile.id != "generic"
        var lines = [
            "  - files: \(PipelineDraft.quoted(seen(dump.archive.isEmpty ? dump.path : dump.archive)))"
        ]
        lines.append(
            "    source: \(dump.profile.id)\(isKnown ? "" : "      # no profile fits: usual field names")"
        )
        lines.append(
            "    # \(dump.format.rawValue), \(dump.encoding), \(dump.recordCount) records\(dump.isWhole ? "" : " looked at"); confidence \(Int((dump.profile.confidence * 100).rounded())) %"
        )
        lines += fields(dump)
        if let ratings = dump.ratings { lines += rating(ratings) }
        if let dates = dump.dates { lines += self.dates(dates, dump) }
        if dump.profile.channel.isEmpty {
            lines.append("    # channel: review      # review, ticket, survey or social")
        }
        lines += attributes(dump)
        for note in dump.notes where note.isWarning { lines.append("    # WARNING: \(note.text)") }
        lines.append("    onReject: quarantine")
        return lines
    }

    /// What was guessed, or is known by its usual name only, is pinned.
    private func fields(_ dump: Inspection) -> [String] {
        var pinned: [(String, String)] = dump.guesses.map { guess in
            let names = guess.names.map(PipelineDraft.quoted)
            return (
                guess.target.rawValue,
                names.count == 1 ? names[0] : "[\(names.joined(separator: ", "))]"
            )
        }
        if dump.profile.id == "generic" {
            for target in FieldMapping.Target.allCases
            where !pinned.contains(where: { $0.0 == target.rawValue }) {
                guard
                    let field = dump.fields.first(where: {
                        $0.feeds == target.rawValue && $0.fill > 0
                    })
                else { continue }
                pinned.append((target.rawValue, PipelineDraft.quoted(field.name)))
            }
        }
        guard !pinned.isEmpty else {
            return ["    # fields: {}      # the profile names them; what stands here goes before"]
        }
        let order = FieldMapping.Target.allCases.map(\.rawValue)
        pinned.sort { (order.firstIndex(of: $0.0) ?? 0) < (order.firstIndex(of: $1.0) ?? 0) }
        return ["    fields:"] + pinned.map { "      \($0.0): \($0.1)" }
    }

    private func rating(_ ratings: Inspection.Ratings) -> [String] {
        if let stated = ratings.stated {
            return ["    # rating: the profile says \(PipelineDraft.scale(stated))"]
        }
        guard let scale = ratings.inferred else { return [] }
        let words = "rating: { scale: \(PipelineDraft.scale(scale)) }"
        // A scale from a handful of ratings would reject what comes later.
        guard ratings.numbers >= 20 else {
            return ["    # \(words)      # \(ratings.numbers) rating(s) are too few to pin it"]
        }
        return [
            "    \(words)      # from \(ratings.numbers) ratings; add metric: csat, nps, ces1 or ces2"
        ]
    }

    private static func scale(_ scale: RatingScale) -> String {
        "\(scale.lowMilli / 1000)..\(scale.highMilli / 1000)"
    }

    private func dates(_ dates: Inspection.Dates, _ dump: Inspection) -> [String] {
        var parts: [String] = []
        if let order = dates.order { parts.append("order: \(order.rawValue)") }
        if dates.zone != "UTC" { parts.append("zone: \(PipelineDraft.quoted(dates.zone))") }
        let seen = "\(dates.first.prefix(10)) to \(dates.last.prefix(10))"
        if parts.isEmpty {
            return [
                "    # dates: { zone: UTC }      # \(seen); those without a zone are taken as UTC"
            ]
        }
        return ["    dates: { \(parts.joined(separator: ", ")) }      # \(seen)"]
    }

    /// Short labels that come again and again: a few different ones are segments, many may be.
    private func attributes(_ dump: Inspection) -> [String] {
        let labels = dump.fields.filter {
            $0.kind == "words" && $0.fill >= 0.5 && ($0.feeds == nil || $0.feeds == "attribute")
        }
        let segments = labels.filter {
            (2...PipelineDraft.mostSegments).contains($0.distinct) && !isNumber($0.name)
                && $0.looked >= PipelineDraft.leastLooks && $0.distinct * 10 <= $0.looked
        }.prefix(4).map(\.name)
        let others = labels.map(\.name).filter { !segments.contains($0) }.prefix(4)
        /// Fields within others are called by their own name, where that tells them apart.
        func list(_ fields: [String]) -> String {
            let names = fields.map { String($0.split(separator: ".").last ?? $0[...]) }
            guard names != fields, Set(names).count == names.count else {
                return "[\(fields.map(PipelineDraft.quoted).joined(separator: ", "))]"
            }
            let pairs = zip(names, fields).map {
                "\(PipelineDraft.quoted($0)): \(PipelineDraft.quoted($1))"
            }
            return "{ \(pairs.joined(separator: ", ")) }"
        }
        return
            (segments.isEmpty
            ? []
            : [
                "    attributes: \(list(Array(segments)))      # of few values each: the report is broken down by them"
            ])
            + (others.isEmpty
                ? []
                : [
                    "    # \(segments.isEmpty ? "" : "more ")attributes: \(list(Array(others)))      # to break the report down by"
                ])
    }

    /// Whether a column is called the number of something, of which another has the name.
    private func isNumber(_ name: String) -> Bool {
        name.split(whereSeparator: { !$0.isLetter }).last?.lowercased() == "id"
    }

    /// A segment has at most so many values, seen in at least so many records.
    private static let mostSegments = 20
    private static let leastLooks = 50

    /// The path as seen from the pipeline's folder.
    private func seen(_ path: String) -> String {
        guard !path.hasPrefix("/"), path != "-", !folder.isEmpty else { return path }
        if folder.hasPrefix("/") { return TextFile.absolute(path) }
        let depth = folder.split(separator: "/").filter { $0 != "." }
        guard !depth.contains("..") else { return TextFile.absolute(path) }
        return String(repeating: "../", count: depth.count) + path
    }

    /// A name as YAML takes it in any place.
    private static func quoted(_ name: String) -> String {
        let isPlain =
            (name.first?.isLetter ?? false || name.hasPrefix("../") || name.hasPrefix("/"))
            && name.allSatisfy { $0.isLetter || $0.isNumber || "_-./ ".contains($0) }
            && !["true", "false", "yes", "no", "on", "off", "null", "y", "n"].contains(
                name.lowercased())
            && !name.hasSuffix(" ") && !name.contains("  ")
        if isPlain { return name }
        var result = "\""
        for scalar in name.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            default:
                if scalar.value < 0x20 || scalar.value == 0x7F || scalar.value == 0x85
                    || scalar.value == 0x2028 || scalar.value == 0x2029 || scalar.value == 0xFEFF
                {
                    let digits = String(scalar.value, radix: 16)
                    result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                } else {
                    result.unicodeScalars.append(scalar)
                }
            }
        }
        return result + "\""
    }
}

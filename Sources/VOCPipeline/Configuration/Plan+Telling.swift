internal import VOCAnalysis
internal import VOCCore
internal import VOCIngest
internal import VOCReport

/// What a plan tells: the report, and people who ask what would be done.
extension Plan {
    /// What the report needs to know besides the counts.
    func reportRequest(asOf: CivilDay?) -> ReportRequest {
        var request = ReportRequest(
            title: file.title, asOf: asOf, period: file.period, minimum: file.minimum,
            formats: file.formats,
            themes: analyzer.themes.map {
                ThemeNote(
                    id: $0.id, name: $0.name, description: $0.description, stage: $0.stage,
                    touchpoint: $0.touchpoint, owner: $0.owner)
            },
            stages: analyzer.stages.map { Named(id: $0.id, name: $0.name) },
            touchpoints: analyzer.touchpoints.map { Named(id: $0.id, name: $0.name) },
            queues: routes.map {
                QueueNote(
                    name: $0.name, queue: $0.queue, priority: $0.priority.rawValue,
                    acknowledgeWithin: $0.acknowledge?.text ?? "",
                    resolveWithin: $0.resolve?.text ?? "")
            },
            actions: file.actions.map { action in
                var action = action
                action.theme = analyzer.crosswalk.current(action.theme)
                return action
            },
            sources: file.inputs.map(\.name).filter { !$0.isEmpty },
            engine: "voc \(Version.number)",
            lexicons: analyzer.packs.map { .init(id: $0.id, version: $0.version) })
        request.customerBase = customers.map {
            CustomerBase(
                count: $0.table.customers.count, value: Double($0.table.totalMilli) / 1000)
        }
        request.ces2Formula = file.ces2Formula
        request.writesCells = file.writesCells
        request.population = file.population
        request.zone = file.zone?.name ?? request.zone
        return request
    }

    /// What was seen on looking at the files, for people: the first members that are not read, and
    /// how many more.
    package var fileRemarks: [String] {
        var lines = skipped.prefix(5).map { "not read: \($0.label) (\($0.reason))" }
        if skipped.count > 5 { lines.append("not read: \(skipped.count - 5) more members") }
        return lines + remarks
    }

    /// A few lines about what would be done, for `--dry-run`.
    package var outline: [String] {
        var lines = ["\(sources.count) file(s) to read:"]
        for source in sources {
            lines.append(
                "  \(source.dump.path)  \(source.dump.profile.map { "as \($0.id)" } ?? "profile by structure")"
            )
        }
        lines += fileRemarks.map { "  \($0)" }
        let counts = analyzer.counts
        lines.append(
            "packs: " + analyzer.packs.map { "\($0.id) \($0.version)" }.joined(separator: ", "))
        lines.append(
            "\(counts.entries) lexicon entries, \(counts.rules) rules, \(analyzer.themes.count) themes"
        )
        for route in routes {
            lines.append("route \(route.name) → \(route.queue) (\(route.priority.rawValue))")
        }
        return lines
    }
}

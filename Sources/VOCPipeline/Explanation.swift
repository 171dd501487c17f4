internal import VOCAnalysis
package import VOCCore
internal import VOCHistory
internal import VOCIngest
internal import VOCLearn

/// The score trace of a text, and what each error code means: the answers to "why".
package enum Explanation {
    /// All error codes, sorted.
    package static var codes: [ErrorCode] {
        (ErrorCode.core + ErrorCode.ingest + ErrorCode.analysis + ErrorCode.history
            + ErrorCode.pipeline + ErrorCode.learning)
            .sorted { $0.id < $1.id }
    }

    /// `voc explain CODE`.
    package static func text(of id: String) throws(VOCError) -> String {
        guard let code = codes.first(where: { $0.id == id }) else {
            throw VOCError(
                .configUnknownValue, "no error has the code '\(id)'",
                hint: DidYouMean.hint(for: id, among: codes.map(\.id)))
        }
        return """
            \(code.id)  (exit \(code.exit.rawValue))

              \(code.meaning)

              for example: \(code.example)
              what to do:  \(code.mend)
            """
    }

    /// `voc why`: sentence evidence, rule and place, factor by factor, to the final number.
    package static func trace(_ text: String, plan: Plan) -> [String] {
        let reader = TextReader(plan.analyzer)
        let (reading, steps) = reader.explain(text)
        let bytes = Array(text.utf8)
        func words(_ range: Range<Int>) -> String {
            VOCError.printable(String(decoding: bytes[range], as: UTF8.self))
        }
        var lines: [String] = []
        let score = reading.milliPoints.map { Decimals.thousandths($0) } ?? "none"
        lines.append("\(reading.label.name)  score \(score)  language \(reading.language)")
        if !reading.isScored {
            lines.append("  not scored: lexicon and rules are for \(plan.analyzer.language)")
            return lines
        }
        if !steps.isEmpty { lines.append("") }
        var positive = 0
        var negative = 0
        for step in steps {
            if step.weight > 0 { positive += step.weight } else { negative -= step.weight }
            lines.append(
                "  \(sign(step.effect))  \"\(words(step.range))\"  [\(step.range.lowerBound), \(step.range.upperBound))"
            )
            lines.append("          \(step.rule)  \(sign(step.milli))  \(step.origin)")
            for factor in step.factors {
                let place = factor.origin.map { "  \($0)" } ?? ""
                lines.append(
                    "          × \(Decimals.thousandths(factor.milli))  \(factor.name)\(place)")
            }
            if !step.factors.isEmpty { lines.append("          = \(sign(step.weight))") }
        }
        if !steps.isEmpty {
            let whole = positive + negative + reader.scoring.saturation
            lines.append("")
            lines.append(
                "  positive \(Decimals.thousandths(positive)) and negative \(Decimals.thousandths(negative)), with \(Decimals.thousandths(reader.scoring.saturation)) for doubt: \(Decimals.thousandths(whole)) in all"
            )
            lines.append(
                "  \(Decimals.thousandths(positive))/\(Decimals.thousandths(whole)) − \(Decimals.thousandths(negative))/\(Decimals.thousandths(whole)) = \(Decimals.thousandths(reading.positive)) − \(Decimals.thousandths(reading.negative)) = \(score) → \(reading.label.name)"
            )
            lines.append(
                "  the effects above add up to it: \(steps.map { sign($0.effect) }.joined(separator: " ")) = \(score)"
            )
        } else {
            lines.append("  no word of the lexicon was found, which is not the same as neutral")
        }
        if let confidence = reading.confidence {
            lines.append(
                "  confidence \(Decimals.thousandths(confidence)): so often such a label is right")
        }
        if !steps.isEmpty { lines += sentences(reader.parts(of: reading)) }
        lines += themes(reading, plan, words) + weights(reader, words)
        lines += intents(reading, plan, words)
        return lines
    }

    /// What each sentence and clause says by itself, and what it adds; nothing for a single clause.
    private static func sentences(_ sentences: [PartReading]) -> [String] {
        guard sentences.count > 1 || sentences.contains(where: { !$0.clauses.isEmpty }) else {
            return []
        }
        func line(_ part: PartReading, _ margin: String) -> String {
            let score = part.milliPoints.map { " " + sign($0) } ?? ""
            return
                "\(margin)[\(part.range.lowerBound), \(part.range.upperBound)) adds \(sign(part.effect)), by itself \(part.label.name)\(score)"
        }
        var lines = ["", "sentences and clauses"]
        for sentence in sentences {
            lines.append(line(sentence, "  "))
            lines += sentence.clauses.map { line($0, "      ") }
        }
        return lines
    }

    static func sign(_ milli: Int) -> String {
        (milli < 0 ? "-" : "+") + Decimals.thousandths(abs(milli))
    }

    private static func themes(_ reading: Reading, _ plan: Plan, _ words: (Range<Int>) -> String)
        -> [String]
    {
        var lines: [String] = reading.themes.isEmpty ? [] : ["", "themes"]
        for mention in reading.themes {
            let theme = plan.analyzer.themes[mention.theme]
            lines.append(
                "  \(theme.id)  \(mention.label.name)\(mention.milliPoints.map { " " + sign($0) } ?? "")  "
                    + reading.ranges[mention.places].map { "\"\(words($0))\"" }.joined(
                        separator: " … "))
            for match in reading.matches {
                let rule = plan.analyzer.rule(match.rule)
                guard rule.category == theme.id else { continue }
                lines.append("          \(short(rule.pattern))  \(rule.origin)")
            }
        }
        return lines
    }

    private static func intents(_ reading: Reading, _ plan: Plan, _ words: (Range<Int>) -> String)
        -> [String]
    {
        var lines: [String] = []
        let states = reading.matches.filter { match in
            let category = plan.analyzer.rule(match.rule).category
            return !plan.analyzer.themes.contains { $0.id == category }
        }
        if !reading.intents.isEmpty || !states.isEmpty { lines += ["", "intents and states"] }
        let named = reading.intents.map { plan.analyzer.intents[$0] }
        if !named.isEmpty { lines.append("  " + named.joined(separator: ", ")) }
        if reading.isComplaint {
            lines.append(
                "  complaint of severity \(reading.severity ?? 1), because of \(plan.analyzer.complaintReasons(of: reading).joined(separator: ", "))"
            )
        }
        if let effort = reading.effortMilli {
            lines.append("  effort \(sign(effort)) (-1 very hard, +1 effortless)")
        }
        for mention in reading.states {
            let state = plan.analyzer.states[mention.state]
            lines.append(
                state.id.hasPrefix("emotion:")
                    ? "  \(state.id)  intensity \(Decimals.thousandths(mention.milli))"
                    : "  \(state.id)")
        }
        for match in states {
            let rule = plan.analyzer.rule(match.rule)
            let counts =
                !rule.category.hasPrefix("intent:")
                || named.contains(String(rule.category.dropFirst(7)))
            lines.append(
                "          \(rule.category)\(counts ? "" : " (does not count: the feeling says otherwise)")  \(reading.ranges[match.places].map { "\"\(words($0))\"" }.joined(separator: " … "))  \(rule.origin)"
            )
        }
        let routes = routesOf(reading, plan)
        if !routes.isEmpty { lines += ["", "routes", "  " + routes.joined(separator: ", ")] }
        return lines
    }

    private static func routesOf(_ reading: Reading, _ plan: Plan) -> [String] {
        let batch = FeedbackBatch(attributeCount: plan.attributeNames.count)
        batch.append(FeedbackBatch.Row(), attributes: plan.attributeNames.map { _ in .empty })
        return plan.routes.filter { $0.condition.holds(for: reading, 0, batch) }
            .map {
                "\($0.name) → \($0.queue) (\(plan.priorities.priority($0, reading, 0, batch).priority.rawValue))"
            }
    }

    private static func short(_ pattern: String) -> String {
        pattern.count <= 90 ? pattern : String(pattern.prefix(87)) + "…"
    }
}

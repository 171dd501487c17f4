internal import VOCCore

extension TextPass {
    func finish(_ reading: inout Reading, _ state: ItemState) {
        var positive = 0
        var negative = 0
        for index in 0..<effects.count {
            let weight = effects[index].weight
            if weight > 0 { positive += weight } else { negative -= weight }
        }
        let verdict = Verdict(
            positiveSum: positive, negativeSum: negative, settings: analyzer.settings)
        reading.label = verdict.label
        reading.milliPoints = verdict.milliPoints
        reading.positive = verdict.positive
        reading.negative = verdict.negative
        addEvidence(&reading, whole: positive + negative + analyzer.settings.saturation)
        addThemes(&reading)
        addIntents(&reading, state)
        if state.effortCount > 0 {
            reading.effortMilli = SentimentScorer.times(1000, state.effortSum / state.effortCount)
        }
    }

    /// Effects in score points, rounded so that those of one sign add up exactly to the positive or
    /// negative part.
    func addEvidence(_ reading: inout Reading, whole: Int) {
        var positive = 0
        var negative = 0
        for index in 0..<effects.count {
            let effect = effects[index]
            let points: Int
            if effect.weight > 0 {
                points =
                    Verdict.share(positive + effect.weight, of: whole)
                    - Verdict.share(positive, of: whole)
                positive += effect.weight
            } else {
                points =
                    Verdict.share(negative, of: whole)
                    - Verdict.share(negative - effect.weight, of: whole)
                negative -= effect.weight
            }
            reading.evidence.append(
                .init(
                    range: byteRange(effect.hit.start, effect.hit.end), entry: effect.hit.entry,
                    effect: points, weight: effect.weight))
        }
    }

    func addThemes(_ reading: inout Reading) {
        // In the order of the packs; of a theme mentioned several times the mentions add up.
        for index in 0..<mentions.count where isFirst(index) {
            let theme = Int(mentions[index].theme)
            // A top-level theme is named only where nothing finer of it is said.
            guard !hasFinerMention(than: theme) else { continue }
            var positive = 0
            var negative = 0
            let first = reading.ranges.count
            for other in index..<mentions.count where Int(mentions[other].theme) == theme {
                let mention = mentions[other]
                positive += Int(mention.positive)
                negative += Int(mention.negative)
                for place in 0..<mention.hit.spanCount {
                    let span = mention.hit.span(place)
                    guard span.start < span.end else { continue }
                    let range = byteRange(span.start, span.end)
                    if !reading.ranges[first...].contains(range) { reading.ranges.append(range) }
                }
            }
            if let polarity = analyzer.themes[theme].polarityMilli {
                if polarity > 0 { positive += polarity } else { negative -= polarity }
            }
            reading.ranges[first...].sort {
                ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound)
            }
            let verdict = Verdict(
                positiveSum: positive, negativeSum: negative, settings: analyzer.settings)
            reading.themes.append(
                .init(
                    theme: theme, label: verdict.label == .none ? .neutral : verdict.label,
                    milliPoints: verdict.milliPoints, places: first..<reading.ranges.count))
            note(analyzer.stageOf[theme], in: &reading.stages)
            note(analyzer.touchpointOf[theme], in: &reading.touchpoints)
        }
        if reading.themes.count > 1 { reading.themes.sort { $0.theme < $1.theme } }
        reading.stages.sort()
        reading.touchpoints.sort()
    }

    func isFirst(_ index: Int) -> Bool {
        for earlier in 0..<index where mentions[earlier].theme == mentions[index].theme {
            return false
        }
        return true
    }

    func hasFinerMention(than theme: Int) -> Bool {
        for index in 0..<mentions.count
        where analyzer.parentOf[Int(mentions[index].theme)] == theme { return true }
        return false
    }

    func note(_ place: Int, in list: inout [Int]) {
        if place >= 0, !list.contains(place) { list.append(place) }
    }

    func addIntents(_ reading: inout Reading, _ state: ItemState) {
        var intents = state.intents
        let score = reading.milliPoints ?? 0
        let broken = reading.themes.filter {
            analyzer.breachThemes.contains($0.theme) && $0.label == .negative
        }
        if let complaint = analyzer.complaintIntent {
            let isSaid = intents.contains(complaint)
            // A breach of expectation: said in so many words (unless the text as a whole is
            // praise), or a negative item about a theme that is a breach by itself.
            reading.isComplaint =
                (isSaid && score < 300)
                || (!broken.isEmpty && (reading.label == .negative || reading.label == .none))
            if reading.isComplaint, !isSaid { intents.append(complaint) }
            if !reading.isComplaint { intents.removeAll { $0 == complaint } }
        }
        if let praise = analyzer.praiseIntent {
            if reading.label == .positive, score >= 400, !reading.isComplaint {
                if !intents.contains(praise) { intents.append(praise) }
            } else if score < 0 || reading.isComplaint {
                intents.removeAll { $0 == praise }
            }
        }
        reading.intents = intents.sorted()
        reading.needsResponse = analyzer.responseIntent.map(intents.contains) ?? false
        guard reading.isComplaint else { return }
        reading.severity = state.severity
        if state.severity >= 2 { reading.needsResponse = true }
        for mention in broken.isEmpty
            ? reading.themes.filter({ $0.label == .negative })
                .sorted(by: { ($0.milliPoints ?? 0, $0.theme) < ($1.milliPoints ?? 0, $1.theme) })
            : broken
        {
            if reading.complaintThemes.count < 3 { reading.complaintThemes.append(mention.theme) }
        }
    }
}

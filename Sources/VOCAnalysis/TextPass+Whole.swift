internal import VOCCore

/// What is known of a theme while those of an item are added up.
enum ThemeMark {
    static let said: UInt8 = 1
    static let saidBelow: UInt8 = 2
}

// Methods that only read are `mutating` as well: one that borrows a value of this size makes the
// compiler copy it whole for each call.
extension TextPass {
    mutating func finish(_ reading: inout Reading, _ state: ItemState) {
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
        reading.confidence = analyzer.confidence.milli(
            verdict.label, positive: verdict.positive, negative: verdict.negative,
            hits: effects.count)
        addEvidence(&reading, whole: positive + negative + analyzer.settings.saturation)
        addThemes(&reading)
        addIntents(&reading, state)
        if state.effortCount > 0 {
            reading.effortMilli = SentimentScorer.times(1000, state.effortSum / state.effortCount)
        }
    }

    /// Effects in score points, rounded so that those of one sign add up exactly to the positive or
    /// negative part.
    mutating func addEvidence(_ reading: inout Reading, whole: Int) {
        // By sign: the sum of the effects before, and what it is worth.
        var positive = (sum: 0, points: 0)
        var negative = (sum: 0, points: 0)
        for index in 0..<effects.count {
            let effect = effects[index]
            let points: Int
            if effect.weight > 0 {
                positive.sum += effect.weight
                points = Verdict.share(positive.sum, of: whole) - positive.points
                positive.points += points
            } else {
                negative.sum -= effect.weight
                points = negative.points - Verdict.share(negative.sum, of: whole)
                negative.points -= points
            }
            reading.evidence.append(
                .init(
                    range: byteRange(effect.hit.start, effect.hit.end), entry: effect.hit.entry,
                    effect: points, weight: effect.weight))
        }
    }

    mutating func addThemes(_ reading: inout Reading) {
        // In the order of the packs; of a theme mentioned several times the mentions add up.
        markThemes()
        for index in 0..<mentions.count {
            let theme = Int(mentions[index].theme)
            // A theme is named only where nothing finer of it is said.
            guard
                themeMarks[theme] == ThemeMark.said
                    || themeMarks[theme] != 0 && analyzer.weights.weighsTheme[theme]
            else { continue }
            themeMarks[theme] = 0
            var positive = 0
            var negative = 0
            var isJudged = false
            let first = reading.ranges.count
            for other in index..<mentions.count where Int(mentions[other].theme) == theme {
                let mention = mentions[other]
                positive += Int(mention.positive)
                negative += Int(mention.negative)
                if mention.polarity != 0 { isJudged = true }
                for place in 0..<mention.hit.spanCount {
                    let span = mention.hit.span(place)
                    guard span.start < span.end else { continue }
                    let range = byteRange(span.start, span.end)
                    if TextPass.isNew(range, in: reading.ranges, from: first) {
                        reading.ranges.append(range)
                    }
                }
            }
            let info = analyzer.themeTable[theme]
            let polarity = isJudged ? 0 : Int(info.polarityMilli)
            if polarity > 0 { positive += polarity } else { negative -= polarity }
            TextPass.sort(&reading.ranges, from: first)
            let verdict = Verdict(
                positiveSum: positive, negativeSum: negative, settings: analyzer.settings)
            reading.themes.append(
                .init(
                    theme: theme, label: verdict.label == .none ? .neutral : verdict.label,
                    milliPoints: verdict.milliPoints, places: first..<reading.ranges.count))
        }
        if analyzer.hasChoices { chooseThemes(&reading) }
        for mention in reading.themes {
            let info = analyzer.themeTable[mention.theme]
            TextPass.note(info.stage, in: &reading.stages)
            TextPass.note(info.touchpoint, in: &reading.touchpoints)
        }
        if reading.themes.count > 1 { reading.themes.sort { $0.theme < $1.theme } }
        judgeThemes(&reading)
        if reading.stages.count > 1 { reading.stages.sort() }
        if reading.touchpoints.count > 1 { reading.touchpoints.sort() }
    }

    /// Sorts the few ranges from `first` on, in place.
    static func sort(_ ranges: inout [Range<Int>], from first: Int) {
        guard ranges.count - first > 1 else { return }
        for index in first + 1..<ranges.count {
            let range = ranges[index]
            var place = index
            while place > first, precedes(range, ranges[place - 1]) {
                ranges[place] = ranges[place - 1]
                place -= 1
            }
            ranges[place] = range
        }
    }

    private static func precedes(_ one: Range<Int>, _ other: Range<Int>) -> Bool {
        one.lowerBound == other.lowerBound
            ? one.upperBound < other.upperBound : one.lowerBound < other.lowerBound
    }

    private static func isNew(_ range: Range<Int>, in ranges: [Range<Int>], from first: Int)
        -> Bool
    {
        for index in first..<ranges.count where ranges[index] == range { return false }
        return true
    }

    /// Marks the themes that are mentioned and those that are above one.
    private mutating func markThemes() {
        for index in 0..<mentions.count {
            let theme = Int(mentions[index].theme)
            themeMarks[theme] = 0
            var above = analyzer.themeTable[theme].parent
            while above >= 0 {
                themeMarks[Int(above)] = 0
                above = analyzer.themeTable[Int(above)].parent
            }
        }
        for index in 0..<mentions.count {
            let theme = Int(mentions[index].theme)
            themeMarks[theme] |= ThemeMark.said
            var above = analyzer.themeTable[theme].parent
            while above >= 0 {
                themeMarks[Int(above)] |= ThemeMark.saidBelow
                above = analyzer.themeTable[Int(above)].parent
            }
        }
    }

    static func note(_ place: Int32, in list: inout [Int]) {
        if place >= 0, !list.contains(Int(place)) { list.append(Int(place)) }
    }

    mutating func addIntents(_ reading: inout Reading, _ state: ItemState) {
        let score = reading.milliPoints ?? 0
        let isBroken = isBroken(reading)
        if let complaint = analyzer.complaintIntent {
            let isSaid = reading.intents.contains(complaint)
            // A breach of expectation: said in so many words (unless the text as a whole is
            // praise), or a negative item about a theme that is a breach by itself.
            // Where weights decide it, they do so alone.
            reading.isComplaint =
                analyzer.weights.weighsIntent[complaint]
                ? isSaid
                : (isSaid && score < 300)
                    || (isBroken && (reading.label == .negative || reading.label == .none))
            TextPass.set(complaint, to: reading.isComplaint, in: &reading.intents)
        }
        if let praise = analyzer.praiseIntent, !analyzer.weights.weighsIntent[praise] {
            if reading.label == .positive, score >= 400, !reading.isComplaint {
                TextPass.set(praise, to: true, in: &reading.intents)
            } else if score < 0 || reading.isComplaint {
                TextPass.set(praise, to: false, in: &reading.intents)
            }
        }
        if reading.intents.count > 1 { reading.intents.sort() }
        if let response = analyzer.responseIntent {
            reading.needsResponse = reading.intents.contains(response)
        }
        guard reading.isComplaint else { return }
        reading.severity = state.severity
        if state.severity >= 2 { reading.needsResponse = true }
        addComplaintThemes(&reading, breachesOnly: isBroken)
    }

    private static func set(_ intent: Int, to isHeld: Bool, in intents: inout [Int]) {
        if let place = intents.firstIndex(of: intent) {
            if !isHeld { intents.remove(at: place) }
        } else if isHeld {
            intents.append(intent)
        }
    }

    private mutating func isBroken(_ reading: Reading) -> Bool {
        for mention in reading.themes where analyzer.isBreach(mention) { return true }
        return false
    }

    /// Up to three themes: the breaches in their order, or else the negative ones, the worst first.
    private mutating func addComplaintThemes(_ reading: inout Reading, breachesOnly: Bool) {
        while reading.complaintThemes.count < 3 {
            var worst: Reading.ThemeMention?
            for mention in reading.themes where mention.label == .negative {
                if reading.complaintThemes.contains(mention.theme) { continue }
                if breachesOnly {
                    guard analyzer.isBreach(mention) else { continue }
                    worst = mention
                    break
                }
                if worst.map({ (mention.milliPoints ?? 0) < ($0.milliPoints ?? 0) }) ?? true {
                    worst = mention
                }
            }
            guard let worst else { return }
            reading.complaintThemes.append(worst.theme)
        }
    }
}

package import VOCCore

/// How weights came to a decision about one theme, intent, severity or polarity: what was found adds
/// up to the sum.
package struct Weighing: Sendable {
    /// A line of `weights.tsv` that counts.
    package struct Part: Sendable {
        /// The pattern as written.
        package let pattern: String
        package let milli: Int
        package let origin: Origin
        /// UTF-8 bytes of the text where it stands first; nil for `<bias>` and rules.
        package let range: Range<Int>?
    }

    /// Such as `delivery/late`, `severity:3`.
    package let id: String
    package let isDecided: Bool
    /// Phrases first, whose sum is divided by `rootMilli`; then rules and the bias.
    package let parts: [Part]
    /// In thousandths; 1000 where sums are not divided.
    package let rootMilli: Int
    package let sumMilli: Int
}

extension TextReader {
    /// What the weights made of the text that was read last.
    package var weighings: [Weighing] { unsafe pass.pointee.weighings }

    /// What the weights made of the feeling about each theme of it: the theme's id, and one for each
    /// polarity.
    package var polarityWeighings: [(theme: String, weighings: [Weighing])] {
        unsafe pass.pointee.polarityWeighings
    }
}

extension TextPass {
    var weighings: [Weighing] {
        (0..<analyzer.weights.classes.count).filter {
            analyzer.weights.classes[$0].kind != .polarity
        }.map { weighing($0, nil) }
    }

    var polarityWeighings: [(theme: String, weighings: [Weighing])] {
        mutating get {
            let numbers = (0..<analyzer.weights.classes.count).filter {
                analyzer.weights.classes[$0].kind == .polarity
            }
            var result: [(theme: String, weighings: [Weighing])] = []
            for place in 0..<judged.count {
                let theme = judged[place]
                let decided = decision(theme, isAbsent: false).name
                result.append(
                    (
                        analyzer.themes[Int(theme.theme)].id,
                        numbers.map { weighing($0, theme, decided: "polarity:\(decided)") }
                    ))
            }
            return result
        }
    }

    private func weighing(_ number: Int, _ theme: JudgedTheme?, decided: String? = nil) -> Weighing
    {
        let tables = analyzer.weights
        let item = tables.classes[number]
        func part(_ term: WeightTables.Term, _ range: Range<Int>?) -> Weighing.Part {
            let place = analyzer.weightPlaces[Int(term.place)]
            return Weighing.Part(
                pattern: place.text, milli: Int(term.milli), origin: place.origin, range: range)
        }
        var parts: [Weighing.Part] = []
        for index in 0..<weights.finds.count {
            let find = weights.finds[index]
            for term in terms(tables.phraseTerms, find.phrase, number) {
                let range = Int(words[Int(find.start)].start)..<Int(words[Int(find.end) - 1].end)
                parts.append(part(term, range))
            }
        }
        for index in 0..<weights.rules.count {
            for term in terms(tables.ruleTerms, weights.rules[index], number) {
                parts.append(part(term, nil))
            }
        }
        var sum = Int(weights.sums[number])
        if let theme {
            for (lists, list) in [(tables.ownTerms, theme.own), (tables.themeTerms, theme.theme)]
            where list >= 0 && Int(list) < lists.count {
                for term in terms(lists, UInt32(list), number) {
                    parts.append(part(term, nil))
                    sum += Int(term.milli)
                }
            }
        }
        if item.biasPlace >= 0 {
            let place = analyzer.weightPlaces[Int(item.biasPlace)]
            parts.append(
                Weighing.Part(
                    pattern: place.text, milli: Int(item.biasMilli), origin: place.origin,
                    range: nil))
        }
        let isDivided = tables.groups[item.group].dividesByRoot
        let name = name(of: item)
        return Weighing(
            id: name, isDecided: decided.map { $0 == name } ?? weights.isDecided[number],
            parts: parts, rootMilli: isDivided ? weights.rootMilli : 1000, sumMilli: sum)
    }

    private func terms(
        _ lists: FrozenLists<WeightTables.Term>, _ list: UInt32, _ number: Int
    ) -> [WeightTables.Term] {
        lists.range(Int(list)).map { lists.elements[$0] }.filter { $0.number == UInt32(number) }
    }

    private func name(of item: WeightTables.Class) -> String {
        switch item.kind {
        case .theme: analyzer.themes[Int(item.value)].id
        case .intent: analyzer.intents[Int(item.value)]
        case .severity: "severity:\(item.value)"
        case .polarity: "polarity:\(WeightTables.polarities[Int(item.value)].name)"
        }
    }
}

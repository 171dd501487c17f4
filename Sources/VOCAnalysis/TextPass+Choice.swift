/// Themes of which an item has one: its product, its reason for writing.
extension TextPass {
    /// Of the themes below one that says `choose: one`, keeps the one most is said of: the sum of the
    /// weights of its mentions, each pattern at most `mostOfPattern` times; of equal sums the theme
    /// that comes first in its pack. Themes below it stay with it. What learned weights decide is
    /// no rule's to choose, and stays.
    mutating func chooseThemes(_ reading: inout Reading) {
        var best: [(choice: Int32, candidate: Int32, strength: Int32)] = []
        for mention in reading.themes {
            let candidate = analyzer.themeTable[mention.theme].candidate
            guard TextPass.isChosenByRules(candidate, analyzer) else { continue }
            let choice = analyzer.themeTable[Int(candidate)].parent
            let strength = strength(of: candidate)
            if let place = best.firstIndex(where: { $0.choice == choice }) {
                let old = best[place]
                if strength > old.strength
                    || strength == old.strength && candidate < old.candidate
                {
                    best[place] = (choice, candidate, strength)
                }
            } else {
                best.append((choice, candidate, strength))
            }
        }
        guard !best.isEmpty else { return }
        reading.themes.removeAll { mention in
            let candidate = analyzer.themeTable[mention.theme].candidate
            return TextPass.isChosenByRules(candidate, analyzer)
                && !best.contains { $0.candidate == candidate }
        }
    }

    private static func isChosenByRules(_ candidate: Int32, _ analyzer: Analyzer) -> Bool {
        candidate >= 0 && !analyzer.weights.weighsTheme[Int(candidate)]
    }

    private static let mostOfPattern: Int32 = 4

    private mutating func strength(of candidate: Int32) -> Int32 {
        var sum: Int32 = 0
        for index in 0..<mentions.count
        where analyzer.themeTable[Int(mentions[index].theme)].candidate == candidate {
            let rule = mentions[index].hit.rule
            var earlier: Int32 = 0
            for other in 0..<index where mentions[other].hit.rule == rule { earlier += 1 }
            if earlier < TextPass.mostOfPattern { sum += analyzer.ruleTables.rules[rule].weight }
        }
        return sum
    }
}

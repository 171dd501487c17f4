internal import VOCAnalysis
internal import VOCCore

extension Explanation {
    /// What the weights of packs decided about the text read last, line by line to the sum; of what
    /// was not decided only the nearest.
    static func weights(_ reader: TextReader, _ words: (Range<Int>) -> String) -> [String] {
        var lines: [String] = []
        let all = reader.weighings
        if !all.isEmpty {
            var shown = all.filter(\.isDecided)
            if let nearest = all.filter({ !$0.isDecided }).max(by: { $0.sumMilli < $1.sumMilli }) {
                shown.append(nearest)
            }
            lines += ["", "weights"] + self.lines(shown, words)
        }
        for (theme, weighings) in reader.polarityWeighings {
            lines += ["", "weights of the feeling about \(theme)"]
            lines += self.lines(weighings.filter(\.isDecided), words)
        }
        return lines
    }

    private static func lines(_ shown: [Weighing], _ words: (Range<Int>) -> String) -> [String] {
        var lines: [String] = []
        for weighing in shown {
            lines.append(
                "  \(sign(weighing.sumMilli))  \(weighing.id)\(weighing.isDecided ? "" : "  (the nearest that is not decided)")"
            )
            let phrases = weighing.parts.filter { $0.range != nil }
            for part in phrases {
                lines.append(
                    "          \(sign(part.milli))  \"\(words(part.range ?? 0..<0))\"  \(part.origin)"
                )
            }
            let sum = phrases.reduce(0) { $0 + $1.milli }
            if !phrases.isEmpty {
                let divided =
                    weighing.sumMilli
                    - weighing.parts.reduce(0) {
                        $1.range == nil ? $0 + $1.milli : $0
                    }
                lines.append(
                    weighing.rootMilli == 1000
                        ? "          = \(sign(sum))"
                        : "          = \(sign(sum)) / \(Decimals.thousandths(weighing.rootMilli)), the root of how many phrases were found, = \(sign(divided))"
                )
            }
            for part in weighing.parts where part.range == nil {
                lines.append("          \(sign(part.milli))  \(part.pattern)  \(part.origin)")
            }
        }
        return lines
    }
}

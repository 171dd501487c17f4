internal import VOCCore

/// The gold of several domains, flat: texts, answers, domains.
struct SentimentCorpus: Sendable {
    let domains: [String]
    private(set) var texts: [String] = []
    private(set) var polarities: [GoldSentiment] = []
    /// By text: index of its domain.
    private(set) var domainOf: [Int] = []
    private(set) var isHeldOut: [Bool] = []
    private(set) var foldOf: [Int] = []

    static let foldCount = 5

    init(_ files: [GoldFile]) throws(VOCError) {
        domains = files.map(\.name)
        for (domain, file) in files.enumerated() {
            for item in file.items {
                guard let label = item.labels.first, let polarity = GoldSentiment(label: label)
                else {
                    throw VOCError(
                        .goldLabel, "this label is not positive, negative or neutral",
                        at: Origin(file: file.path, line: item.line))
                }
                texts.append(item.text)
                polarities.append(polarity)
                domainOf.append(domain)
                isHeldOut.append(item.isHeldOut)
                foldOf.append(item.fold(of: SentimentCorpus.foldCount))
            }
        }
        let seen = Set(polarities.indices.filter { !isHeldOut[$0] }.map { polarities[$0] })
        guard texts.count >= 10, seen.contains(.positive), seen.contains(.negative) else {
            throw VOCError(
                .goldTooSmall, "there are too few labelled texts to learn from",
                hint: "give at least ten, some positive and some negative")
        }
    }

    /// Texts to learn from, each weighed so that large domains and frequent answers do not drown
    /// the others; weights are 1 on average.
    func samples(where isUsed: (Int) -> Bool) -> [SentimentFit.Sample] {
        var counts = [Int](repeating: 0, count: domains.count * 3)
        let used = texts.indices.filter { !isHeldOut[$0] && isUsed($0) }
        for text in used { counts[domainOf[text] * 3 + polarities[text].rawValue] += 1 }
        var samples = used.map { text in
            let count = counts[domainOf[text] * 3 + polarities[text].rawValue]
            return SentimentFit.Sample(
                text: text, polarity: polarities[text], weight: 1 / Double(count).squareRoot())
        }
        let sum = samples.reduce(0) { $0 + $1.weight }
        for index in samples.indices { samples[index].weight *= Double(samples.count) / sum }
        return samples
    }
}

internal import VOCCore

extension Draft {
    /// Customers who speak for us, with words that may be quoted.
    func advocates() -> Section? {
        let topics = ["intent:advocacy", "intent:praise"].filter(counts.hasTopic)
        guard !topics.isEmpty else { return nil }
        var groups: [QuoteGroup] = []
        var texts: Set<String> = []
        for topic in topics {
            let chosen = quotes(topic, limit: 12).filter {
                $0.label == .positive && texts.insert($0.text).inserted
            }.prefix(4)
            guard !chosen.isEmpty else { continue }
            groups.append(
                QuoteGroup(
                    topic: topic, title: Wording.name(ofID: topic.dropFirst("intent:".count)),
                    subtitle:
                        "\(Wording.count(counts.tally(topic, in: counts.recentSpan)[.items], "item")), \(recentName)",
                    slot: nil, quotes: Array(chosen)))
        }
        guard !groups.isEmpty else { return nil }
        return Section(
            id: "advocates", title: "Advocates",
            lead:
                "Customers who praise or recommend us in so many words. Ask before you quote them by name.",
            blocks: [.quotes(groups)])
    }

    /// What customers would like to have.
    func suggestions() -> Section? {
        let topic = "intent:suggestion"
        let tally = counts.tally(topic, in: counts.recentSpan)
        let chosen = quotes(topic, limit: 8)
        guard tally[.items] > 0, !chosen.isEmpty else { return nil }
        return Section(
            id: "suggestions", title: "Suggestions",
            lead: "\(Wording.count(tally[.items], "item")) with a wish or an idea, \(recentName).",
            blocks: [
                .quotes([
                    QuoteGroup(
                        topic: topic, title: "Wishes and ideas", subtitle: "", slot: nil,
                        quotes: chosen)
                ])
            ])
    }
}

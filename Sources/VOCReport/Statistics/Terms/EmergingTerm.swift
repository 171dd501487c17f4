package import VOCCore

/// A word or phrase that a set of items has much more often than the set it is compared with.
package struct EmergingTerm: Sendable, Equatable {
    /// What kind of story its items tell.
    package enum Nature: String, Sendable {
        /// Half of them are complaints, or certainly more than of all items.
        case complaint
        /// Half of them are positive, and it is no complaint.
        case praise
        case neither
    }

    /// As the words are compared: lower case, one space between two.
    package var text: String
    /// Terms that the same items have, the most telling first: parts of it, longer phrases, words
    /// that come with it.
    package var others: [String]
    /// Items that have it, in both sets.
    package var now: Proportion
    package var before: Proportion
    package var odds: LogOdds
    /// Adjusted for all terms that were tested (Benjamini and Hochberg 1995).
    package var pValue: Double
    /// Of the items that have it now.
    package var complaints: Proportion
    package var positive: Proportion
    package var negative: Proportion
    package var nature: Nature
    /// Items of both sets that a rule with the term would find, and those of them without a theme so
    /// far; estimates where only a sample was looked at.
    package var ruleItems: Int
    package var ruleUnthemed: Int
    package var quotes: [Quote]

    /// Whether the set compared with does not have it at all.
    package var isNew: Bool { before.count == 0 }

    /// A theme for it, in one line that can be put under `themes:` of a theme pack.
    package var rule: String {
        let name = text.prefix(1).uppercased() + text.dropFirst()
        return "- { id: \(slug), name: \"\(name)\", match: [\"\(text)\"] }"
    }

    private var slug: String {
        let words = text.unicodeScalars.split { scalar in
            !(scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)))
                && scalar != "'" && scalar != "\u{2019}"
        }.map { word in String(String.UnicodeScalarView(word.filter { $0.isASCII && $0 != "'" })) }
        let slug = words.filter { !$0.isEmpty }.joined(separator: "-")
        return slug.isEmpty ? "term-\(String(FNV.hash(text.utf8), radix: 16))" : slug
    }
}

/// What a search for terms came to.
package struct TermFindings: Sendable, Equatable {
    /// Items that were compared, copies left out.
    package var now = 0
    package var before = 0
    /// Terms with enough items to be tested.
    package var tested = 0
    /// The share of false findings that is put up with among those that pass; nil where each was
    /// judged by itself.
    package var falseShare: Double?
    /// Terms that pass, before like ones are put together and the list is cut.
    package var passed = 0
    /// One of so many items was looked at.
    package var sampledOneOf = 1
    /// The most telling first.
    package var terms: [EmergingTerm] = []

    package init() {}
}

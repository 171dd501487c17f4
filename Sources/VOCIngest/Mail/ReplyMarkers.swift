package import VOCCore

/// How mail programs mark what is not the customer's own words, read from `pipelines/mail/markers.yml`.
///
/// The format is described in `pipelines/mail/README.md`.
package final class ReplyMarkers: Sendable {
    /// What a label of a mail header stands for; bits of one byte, so that several can be gathered.
    enum Label {
        static let from: UInt8 = 1
        static let sent: UInt8 = 2
        static let to: UInt8 = 4
        static let copy: UInt8 = 8
        static let subject: UInt8 = 16
    }

    let attributionStarts, attributionVerbs, originals, forwards, replyAbove: PhraseSet
    let labels: PhraseSet
    let sentFrom, closings, thanks, disclaimers: PhraseSet
    let autoReplies, bounces, bounceSenders: PhraseSet
    let quoteMarkup, signatureMarkup: Set<String>
    /// Of the file's bytes: other markers, other results.
    package let digest: Digest
    package let languageCount: Int

    private static let lists = [
        "attributionStarts", "attributionVerbs", "originals", "forwards", "replyAbove", "sentFrom",
        "closings", "thanks", "disclaimers", "autoReplies", "bounces",
    ]

    package init(file path: String) throws(VOCError) {
        digest = try Digest(ofFile: path)
        let map = try ConfigNode(file: path).map(
            "mail markers", keys: ["version", "markup", "bounceSenders", "languages"])
        let version = try map.required("version")
        guard try version.int() == 1 else {
            throw VOCError(
                .configUnknownValue, "this voc reads version 1 of the mail markers",
                at: version.origin)
        }
        let markup = try map["markup"]?.map(keys: ["quotes", "signatures"])
        quoteMarkup = Set(try markup?["quotes"]?.strings() ?? [])
        signatureMarkup = Set(try markup?["signatures"]?.strings() ?? [])
        bounceSenders = PhraseSet(try map["bounceSenders"]?.strings() ?? [])
        var sets: [String: PhraseSet] = [:]
        var labels = PhraseSet()
        let languages = try map.required("languages").pairs("a map of languages")
        for (_, node) in languages {
            let map = try node.map("a language", keys: ReplyMarkers.lists + ["labels"])
            for key in ReplyMarkers.lists {
                for text in try map[key]?.strings() ?? [] {
                    sets[key, default: PhraseSet()].insert(text)
                }
            }
            try ReplyMarkers.add(map["labels"], to: &labels)
        }
        self.labels = labels
        languageCount = languages.count
        func list(_ key: String) -> PhraseSet { sets[key] ?? PhraseSet() }
        attributionStarts = list("attributionStarts")
        attributionVerbs = list("attributionVerbs")
        originals = list("originals")
        forwards = list("forwards")
        replyAbove = list("replyAbove")
        sentFrom = list("sentFrom")
        closings = list("closings")
        thanks = list("thanks")
        disclaimers = list("disclaimers")
        autoReplies = list("autoReplies")
        bounces = list("bounces")
    }

    private static func add(_ node: ConfigNode?, to labels: inout PhraseSet) throws(VOCError) {
        let kinds: KeyValuePairs = [
            "from": Label.from, "sent": Label.sent, "to": Label.to, "cc": Label.copy,
            "subject": Label.subject,
        ]
        guard let map = try node?.map(keys: kinds.map(\.key)) else { return }
        for (key, value) in kinds {
            for text in try map[key]?.strings() ?? [] { labels.insert(text, value: value) }
        }
    }
}

/// What is set aside in texts: kept, but not read as the customer's words.
package struct AsideKinds: OptionSet, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let quotes = AsideKinds(rawValue: 1)
    package static let signatures = AsideKinds(rawValue: 2)
    package static let disclaimers = AsideKinds(rawValue: 4)

    package init(node: ConfigNode) throws(VOCError) {
        self = []
        if try node.isNone() { return }
        for item in node.oneOrMore() {
            insert(
                try item.choice([
                    "quotes": AsideKinds.quotes, "signatures": .signatures,
                    "disclaimers": .disclaimers,
                ]))
        }
    }
}

/// Whole messages that are no feedback.
package struct LeftOutKinds: OptionSet, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let autoReplies = LeftOutKinds(rawValue: 1)
    package static let bounces = LeftOutKinds(rawValue: 2)

    package init(node: ConfigNode) throws(VOCError) {
        self = []
        if try node.isNone() { return }
        for item in node.oneOrMore() {
            insert(try item.choice(["autoReplies": LeftOutKinds.autoReplies, "bounces": .bounces]))
        }
    }
}

extension ConfigNode {
    /// Whether `none` stands here, instead of a list.
    fileprivate func isNone() throws(VOCError) -> Bool {
        if case .scalar = value { return try string() == "none" }
        return false
    }
}

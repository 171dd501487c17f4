package import VOCCore

/// How mail programs mark what is not the customer's own words, read from `pipelines/mail/markers.yml`.
///
/// The format is described in `pipelines/mail/README.md`.
package struct ReplyMarkers: Sendable {
    /// What a label of a mail header stands for; bits of one byte, so that several can be gathered.
    enum Label {
        static let from: UInt8 = 1
        static let sent: UInt8 = 2
        static let to: UInt8 = 4
        static let copy: UInt8 = 8
        static let subject: UInt8 = 16
    }

    private(set) var attributionStarts = PhraseSet()
    private(set) var attributionVerbs = PhraseSet()
    private(set) var originals = PhraseSet()
    private(set) var forwards = PhraseSet()
    private(set) var labels = PhraseSet()
    private(set) var replyAbove = PhraseSet()
    private(set) var sentFrom = PhraseSet()
    private(set) var closings = PhraseSet()
    private(set) var thanks = PhraseSet()
    private(set) var disclaimers = PhraseSet()
    private(set) var autoReplies = PhraseSet()
    private(set) var bounces = PhraseSet()
    private(set) var bounceSenders = PhraseSet()
    private(set) var quoteMarkup: Set<String> = []
    private(set) var signatureMarkup: Set<String> = []
    /// Of the file's bytes: other markers, other results.
    package let digest: Digest
    package private(set) var languageCount = 0

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
        if let markup = try map["markup"]?.map(keys: ["quotes", "signatures"]) {
            quoteMarkup = Set(try markup["quotes"]?.strings() ?? [])
            signatureMarkup = Set(try markup["signatures"]?.strings() ?? [])
        }
        bounceSenders = PhraseSet(try map["bounceSenders"]?.strings() ?? [])
        for (_, node) in try map.required("languages").pairs("a map of languages") {
            try add(node.map("a language", keys: ReplyMarkers.lists + ["labels"]))
            languageCount += 1
        }
    }

    private mutating func add(_ map: ConfigMap) throws(VOCError) {
        func insert(_ key: String, _ set: inout PhraseSet) throws(VOCError) {
            for text in try map[key]?.strings() ?? [] { set.insert(text) }
        }
        try insert("attributionStarts", &attributionStarts)
        try insert("attributionVerbs", &attributionVerbs)
        try insert("originals", &originals)
        try insert("forwards", &forwards)
        try insert("replyAbove", &replyAbove)
        try insert("sentFrom", &sentFrom)
        try insert("closings", &closings)
        try insert("thanks", &thanks)
        try insert("disclaimers", &disclaimers)
        try insert("autoReplies", &autoReplies)
        try insert("bounces", &bounces)
        let kinds: KeyValuePairs = [
            "from": Label.from, "sent": Label.sent, "to": Label.to, "cc": Label.copy,
            "subject": Label.subject,
        ]
        guard let map = try map["labels"]?.map(keys: kinds.map(\.key)) else { return }
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

public import VOCCore

extension ErrorCode {
    /// The codes that this module can report.
    public static let analysis: [ErrorCode] =
        [
            .lexiconMissing, .lexiconRow, .lexiconDuplicate, .patternMalformed, .patternTooWide,
            .patternUnknownName, .weightsUnknownName,
            .ruleDuplicate, .breachUnknownTheme, .crosswalkNowhere, .crosswalkInUse,
            .crosswalkOldName,
        ] + lint

    static let lexiconMissing = ErrorCode(
        "lexicon.missing",
        meaning:
            "A lexicon, theme pack or intent pack that was named is not in any of the folders searched.",
        example: "analysis: { lexicon: en/genral }",
        mend:
            "Correct the name, or point VOC_LEXICONS, --lexicons or `lexicons:` to the folder that holds it.",
        exit: .badConfiguration)
    static let lexiconRow = ErrorCode(
        "lexicon.row",
        meaning:
            "A line of a lexicon file cannot be read: wrong number of columns, a weight out of range, an unknown kind or form class.",
        example: "good<TAB>1.7",
        mend: "Separate columns with one tab; lexicons/README.md explains each.",
        exit: .badConfiguration)
    static let lexiconDuplicate = ErrorCode(
        "lexicon.duplicate",
        meaning: "The same term stands twice in one file; only one weight can hold.",
        example: "late … late", mend: "Remove one of the two lines.", exit: .badConfiguration)
    static let patternMalformed = ErrorCode(
        "pattern.malformed",
        meaning: "A phrase or pattern does not follow the rule language.",
        example: "(late|delayed NEAR/5 parcel",
        mend:
            "Close the bracket; operators stand between two phrases. The guide RuleLanguage explains all of them.",
        exit: .badConfiguration)
    static let patternUnknownName = ErrorCode(
        "pattern.unknown-name",
        meaning:
            "A pattern names a class, list or theme that is not there, or one that is made of itself.",
        example: "#delivry/late AND refund",
        mend:
            "Correct the name: classes are in classes.yml of the language, lists in lists.yml of the pack, themes in the pack's files.",
        exit: .badConfiguration)
    static let patternTooWide = ErrorCode(
        "pattern.too-wide",
        meaning:
            "A pattern has so many alternatives of several words that it stands for more than 20,000 phrases.",
        example: "(a b|c d|…) (e f|g h|…) (i j|k l|…) …", mend: "Split it into two patterns.",
        exit: .badConfiguration)
    static let ruleDuplicate = ErrorCode(
        "rule.duplicate", meaning: "Two themes or intents have the same id.",
        example: "id: late … id: late",
        mend: "Rename one of them.", exit: .badConfiguration)
    static let weightsUnknownName = ErrorCode(
        "weights.unknown-name",
        meaning: "A line of weights.tsv is about a theme or intent that its pack does not have.",
        example: "delivry<TAB>late<TAB>1.2",
        mend: "Correct the id, or add the theme or intent in a file of the pack.",
        exit: .badConfiguration)
}

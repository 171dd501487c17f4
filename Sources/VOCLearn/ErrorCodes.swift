public import VOCCore

extension ErrorCode {
    /// The codes that this module can report.
    public static let learning: [ErrorCode] = [.goldRow, .goldLabel, .goldTooSmall]

    static let goldRow = ErrorCode(
        "gold.row",
        meaning:
            "A line of a gold file is not one JSON object with a text and a label, labels or a rating.",
        example: #"{"id": "7", "label": "pos"}"#,
        mend:
            #"Write one object a line, such as {"id": "7", "text": "The lift is slow.", "label": "neg"}."#,
        exit: .badConfiguration)
    static let goldLabel = ErrorCode(
        "gold.label",
        meaning: "A label of a gold file is none that this task knows.",
        example: #"{"id": "7", "text": "The lift is slow.", "label": "bad"}"#,
        mend:
            "Say what the label means in a file of `their label: ours` lines, --labels labels.yml.",
        exit: .badConfiguration)
    static let goldTooSmall = ErrorCode(
        "gold.too-small",
        meaning:
            "There are too few labelled texts, or only one label, so that nothing can be learned.",
        example: "voc learn sentiment --gold three-rows.jsonl -o lexicons/en/ours",
        mend: "Give at least ten labelled texts with two different labels.",
        exit: .badConfiguration)
}

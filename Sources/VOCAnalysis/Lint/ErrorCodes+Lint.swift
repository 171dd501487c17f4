public import VOCCore

extension ErrorCode {
    /// The codes of what `voc lint` finds.
    public static let lint: [ErrorCode] = [
        .lintDead, .lintReplaces, .lintRedundant, .lintForm, .lintConflict, .lintWeakPhrase,
        .lintRatings, .lintCoverage, .lintUnmet, .lintShadowed, .lintTwice, .lintUncovered,
    ]

    static let lintDead = ErrorCode(
        "lint.dead",
        meaning:
            "A line of a lexicon never counts: a line of the same spelling further on replaces it, or all it matches is matched by lines before it, which go first.",
        example: "late<TAB>-0.4 in terms.tsv, late<TAB>booster in modifiers.tsv",
        mend: "Remove the line, or spell it exactly as the line that it should replace.",
        exit: .gateFailed)
    static let lintReplaces = ErrorCode(
        "lint.replaces",
        meaning:
            "A line of an overlay takes the place of a line of its base: what an overlay is for. It is a warning where the sign turns by a form that the overlay's line makes.",
        example: "hold<TAB>-0.3<TAB><TAB>v, which makes holding, a line of the base",
        mend: "Nothing, if meant; else give the form a line of its own, or no forms.",
        exit: .gateFailed)
    static let lintRedundant = ErrorCode(
        "lint.redundant", meaning: "A line of an overlay says the same as its base.",
        example: "late<TAB>-0.4 in en/ours and in en/general", mend: "Remove it from the overlay.",
        exit: .gateFailed)
    static let lintForm = ErrorCode(
        "lint.form",
        meaning:
            "A form made by inflection is dropped, because another line has it. It is a warning where the two have opposite signs.",
        example: "care<TAB>0.3<TAB>0.2<TAB>=careless beside careless<TAB>-0.5",
        mend: "Leave out the class that makes the form, if the other line is right.",
        exit: .gateFailed)
    static let lintConflict = ErrorCode(
        "lint.conflict",
        meaning:
            "Two phrases match the same words with opposite signs; the one loaded first counts.",
        example: "(great|good) loss<TAB>0.4 and (good|big) loss<TAB>-0.4",
        mend: "Take the shared words out of one of them.", exit: .gateFailed)
    static let lintWeakPhrase = ErrorCode(
        "lint.weak-phrase",
        meaning:
            "A phrase takes the place of its words, but weighs less than one of them does alone, in the same direction.",
        example: "amazing value<TAB>0.3 beside amazing<TAB>0.8",
        mend: "Give the phrase the weight of its strongest word or more, or remove it.",
        exit: .gateFailed)
    /// Of `voc lint --dump`.
    package static let lintRatings = ErrorCode(
        "lint.ratings",
        meaning:
            "Texts with a word of praise are rated low more often than the others, or those with a word of blame less often.",
        example: "sick<TAB>-0.6 in reviews of skateboards",
        mend:
            "Move the weight in an overlay for your field, or enter the phrases in which it is meant so.",
        exit: .gateFailed)
    /// Of `voc lint --dump`.
    package static let lintCoverage = ErrorCode(
        "lint.coverage",
        meaning: "How many items of a dump have any word of the lexicon that counts.",
        example: "84 % of 1,200 items", mend: "`voc score` shows the items without: label none.",
        exit: .gateFailed)
    /// Of `voc lint` on rules, with a dump.
    package static let lintUnmet = ErrorCode(
        "lint.unmet", meaning: "No item of the dump has the words of this rule.",
        example: "a rule for gift cards, and a dump of a shop that sells none",
        mend: "Nothing, if customers may still say it; else remove the rule, or mend its words.",
        exit: .gateFailed)
    /// Of `voc lint` on rules, with a dump.
    package static let lintShadowed = ErrorCode(
        "lint.shadowed",
        meaning:
            "Items of the dump have the words of this rule, and it never counts: longer matches of the same theme or a `not` take its place each time, or its demands on the item do not hold.",
        example: "late beside (days|weeks) late in one theme",
        mend: "Remove the rule, or look at one of the items with `voc why`.", exit: .gateFailed)
    /// Of `voc lint` on rules.
    package static let lintTwice = ErrorCode(
        "lint.twice", meaning: "A pattern stands twice in one theme or intent.",
        example: "late delivery in lines 12 and 40 of one file", mend: "Remove one of them.",
        exit: .gateFailed)
    /// Of `voc lint` on rules, with a dump.
    package static let lintUncovered = ErrorCode(
        "lint.uncovered",
        meaning:
            "A word or phrase is much more frequent in items without a theme than in those with one.",
        example: "gift card, in 30 items without a theme and in none with one",
        mend: "Write a rule for it, if it is something to count: `voc discover` proposes one.",
        exit: .gateFailed)
}

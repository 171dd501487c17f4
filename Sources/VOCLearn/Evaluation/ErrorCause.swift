internal import VOCAnalysis
internal import VOCCore

/// Why a sentiment came out wrong, told from its trace.
enum ErrorCause: String, CaseIterable {
    case language = "read as another language"
    case nothing = "nothing recognised"
    case negation, contrast
    case wish = "wish or condition"
    case question
    case mixed = "praise and blame in balance"
    case weak = "right, but too weak"
    case outweighed = "words of the other side weigh more"
    case irony = "praise only, perhaps irony"
    case opposite = "words of the other side only"
    case incidental = "neutral with an incidental word"
    case several = "neutral with several words of feeling"

    /// What acted on words and is named where the answer would be right without it.
    private static let acting: [(Trace.Kind, ErrorCause)] = [
        (.negation, .negation), (.contrast, .contrast), (.wish, .wish), (.question, .question),
    ]

    init(
        _ truth: GoldSentiment, _ reading: Reading, _ steps: [Trace.Step], _ text: String,
        _ reader: TextReader
    ) {
        guard reading.isScored else {
            self = .language
            return
        }
        guard !steps.isEmpty else {
            self = .nothing
            return
        }
        guard truth != .neutral else {
            self = steps.count <= 2 ? .incidental : .several
            return
        }
        let right: SentimentLabel = truth == .positive ? .positive : .negative
        for (kind, cause) in ErrorCause.acting
        where steps.contains(where: { $0.factors.contains { $0.kind == kind } })
            && reader.label(of: steps, without: kind) == right
        {
            self = cause
            return
        }
        let sign = truth == .positive ? 1 : -1
        if reading.label == .mixed {
            self = .mixed
        } else if (reading.milliPoints ?? 0).signum() == sign {
            self = .weak
        } else if steps.contains(where: { $0.effect.signum() == sign }) {
            self = .outweighed
        } else {
            // Irony praises loudly.
            let isLoud = text.utf8.contains { [0x21, 0x22, 0x23].contains($0) }
            self = truth == .negative && isLoud ? .irony : .opposite
        }
    }
}

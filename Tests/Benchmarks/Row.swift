/// A line of the table.
enum Row: String, CaseIterable {
    case words, read, icuWords, segmentASCII, segmentICU, segment, readings, start, map, mapTwo,
        score

    var name: String {
        switch self {
        case .words: "LC_ALL=C wc -w"
        case .read: "reader"
        case .icuWords: "ICU words, bare"
        case .segmentASCII: "segmenter, ASCII texts"
        case .segmentICU: "segmenter, same by ICU"
        case .segment: "segmenter, all texts"
        case .readings: "readings of texts"
        case .start: "voc map, one item"
        case .map: "voc map --jobs 1"
        case .mapTwo: "voc map --jobs 2"
        case .score: "voc score --jobs 1"
        }
    }

    /// The stage behind the row; nil for a program.
    var stage: Stage? {
        switch self {
        case .read: .read
        case .icuWords: .icuWords
        case .segmentASCII: .segmentASCII
        case .segmentICU: .segmentICU
        case .segment: .segment
        case .readings: .readings
        case .words, .start, .map, .mapTwo, .score: nil
        }
    }
}

/// A file to measure with.
struct Dump {
    let format: GeneratedFormat
    let path: String
    let items: Int
    let bytes: Int
}

/// A row on a dump, with its rounds.
struct Result {
    let row: Row
    let dump: Dump
    var runs: [Figures] = []

    var median: Figures { Figures.median(of: runs) }
}

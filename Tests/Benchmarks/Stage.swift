internal import Glibc
internal import VOCAnalysis
internal import VOCCore
internal import VOCIngest
internal import VOCPipeline

/// A part of the work that is timed alone, in a process of its own so that its memory is its own.
enum Stage: String, CaseIterable {
    /// Cut and decode a dump: all that happens before scoring.
    case read
    /// ICU's word breaking alone, as a yardstick, over all texts.
    case icuWords = "icu-words"
    /// The segmenter over the texts that are ASCII, by its own tables.
    case segmentASCII = "segment-ascii"
    /// The same texts through ICU, with the same result.
    case segmentICU = "segment-icu"
    /// The segmenter over all texts, each by the path it takes.
    case segment
    /// Segmenter, lexicons, rules and score over all texts.
    case readings

    /// Prepares, then measures the work alone.
    func run(on path: String) throws(VOCError) -> Figures {
        if self == .read { return try Stage.read(path) }
        let batch = FeedbackBatch()
        try Stage.forEachChunk(of: Stage.input(path), into: batch) {}
        var texts = batch.rows.map(\.text)
        if self == .segmentASCII || self == .segmentICU {
            texts = texts.filter { unsafe batch.bytes($0).allSatisfy { $0 < 0x80 } }
        }
        let bytes = texts.reduce(0) { $0 + Int($1.count) }
        switch self {
        case .read, .segment, .segmentASCII, .segmentICU:
            var segmenter = Segmenter()
            let usesICU = self == .segmentICU
            return Figures.of(items: texts.count, bytes: bytes) {
                for text in texts { unsafe segmenter.segment(batch.bytes(text), usesICU: usesICU) }
            }
        case .icuWords:
            let unicode = UnicodeText()
            return Figures.of(items: texts.count, bytes: bytes) {
                for text in texts {
                    unsafe unicode.forEachSpan(.words, of: batch.bytes(text)) { _ in }
                }
            }
        case .readings:
            let texts = batch.rows
            let reader = TextReader(try Analyzer(AnalysisSpec(), in: Home().lexiconFolders))
            var reading = Reading()
            return Figures.of(items: texts.count, bytes: bytes) {
                for row in texts {
                    unsafe reader.read(
                        batch.bytes(row.text), declaredLanguage: batch.bytes(row.language),
                        into: &reading)
                }
            }
        }
    }

    private static func read(_ path: String) throws(VOCError) -> Figures {
        let batch = FeedbackBatch()
        var items = 0
        let input = try input(path)
        let clock = Stopwatch()
        let bytes = try forEachChunk(of: input, into: batch) {
            items += batch.rows.count
            batch.removeAll()
        }
        return clock.figures(items: items, bytes: bytes)
    }

    /// A dump with all that reading it may need.
    private static func input(_ path: String) throws(VOCError) -> DumpInput {
        var input = DumpInput(path: path)
        input.candidates = try SourceProfiles.all(folders: Home().sourceFolders)
        input.markers = try ReplyMarkers(file: Home().find("pipelines/mail/markers.yml"))
        return input
    }

    /// Decodes the dump into `batch`, chunk by chunk; returns its bytes.
    @discardableResult
    private static func forEachChunk(
        of input: DumpInput, into batch: FeedbackBatch, _ body: () -> Void
    ) throws(VOCError) -> Int {
        let reader = try DumpReader(input)
        defer { reader.close() }
        let chunk = DumpChunk()
        while try reader.takeChunk(chunk) {
            try reader.decode(chunk, into: batch)
            body()
        }
        return reader.bytesRead
    }
}

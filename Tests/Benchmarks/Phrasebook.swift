internal import VOCCore
internal import VOCIngest
internal import VOCPipeline

/// The sentences of the demo dumps, each once, in the order of the files.
struct Phrasebook {
    let sentences: [[UInt8]]

    init() throws(VOCError) {
        let home = Home()
        let folder = try home.find("corpora/demo")
        let profiles = try SourceProfiles.all(folders: home.sourceFolders)
        let unicode = UnicodeText()
        var sentences: [[UInt8]] = []
        var known = Set<[UInt8]>()
        // The customer table holds no feedback.
        let others = ["README.md", "customers.csv"]
        for name in TextFile.names(in: folder) where !others.contains(name) {
            var input = DumpInput(path: "\(folder)/\(name)")
            input.candidates = profiles
            let reader = try DumpReader(input)
            let chunk = DumpChunk()
            let batch = FeedbackBatch()
            while try reader.takeChunk(chunk) { try reader.decode(chunk, into: batch) }
            reader.close()
            for row in batch.rows {
                let text = unsafe batch.bytes(row.text)
                unsafe unicode.forEachSpan(.sentences, of: text) { span in
                    let sentence = unsafe Phrasebook.tidy(text[span.range])
                    if sentence.count > 1, known.insert(sentence).inserted {
                        sentences.append(sentence)
                    }
                }
            }
        }
        guard sentences.count > 100 else {
            throw VOCError(.fileMissing, "the demo dumps in \(folder) hold too few sentences")
        }
        self.sentences = sentences
    }

    /// Without white space around it; line breaks and tabs within become spaces.
    private static func tidy(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> [UInt8] {
        var result = unsafe bytes.map { $0 < 0x20 || $0 == 0x7F ? 0x20 : $0 }
        while result.last == 0x20 { result.removeLast() }
        return Array(result.drop { $0 == 0x20 })
    }
}

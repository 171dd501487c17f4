/// The bytes of a summary: canonical, so that equal summaries have equal bytes on any machine.
///
/// Layout, all numbers as LEB128 varints (signed ones zig-zag coded), strings as length + UTF-8:
/// magic `VOCS`, format, accounting (since format 2 with what was noted), languages, string table (sorted), cells sorted by key with
/// their non-zero counters, quotes sorted by key, since format 3 what there is about copies, since format 4
/// texts to look for new terms in, since format 5 answers and customers, since format 6 the segments of
/// those texts, and the FNV-1a hash of all bytes before it (8
/// bytes, little endian).
extension Summary {
    package static let format = 6
    private static let readableFormats: ClosedRange<UInt64> = 1...6
    private static let magic: [UInt8] = Array("VOCS".utf8)

    package func encoded() -> [UInt8] {
        var pruned = self
        pruned.pruneQuotes()
        pruned.answers.prune()
        return pruned.encodedAsIs()
    }

    private func encodedAsIs() -> [UInt8] {
        var writer = ByteWriter()
        writer.append(Summary.magic)
        writer.append(unsigned: UInt64(Summary.format))
        for count in [accounting.read, accounting.accepted, accounting.duplicate, accounting.lines]
        {
            writer.append(signed: count)
        }
        writer.append(counts: accounting.rejectedByCode)
        writer.append(counts: accounting.noted)
        writer.append(counts: languages)

        var used = Set(cells.usedNames)
        for key in quotes.keys { used.insert(key.topic) }
        for quote in quotes.values.joined() { used.insert(quote.source) }
        let names = used.sorted()
        // Numbered in their order, names sort as numbers.
        let place = Dictionary(
            zip(names, 0...), uniquingKeysWith: { (first: UInt32, _) in first })
        writer.append(unsigned: UInt64(names.count))
        for name in names { writer.append(name) }
        cells.write(to: &writer, place)

        writer.append(unsigned: UInt64(quotes.count))
        for (key, list) in quotes.sorted(by: { $0.key < $1.key }) {
            writer.append(unsigned: UInt64(place[key.topic]!))
            writer.append(signed: Int(key.week))
            writer.append(unsigned: UInt64(list.count))
            for quote in list {
                writer.append(signed: quote.strength)
                writer.append(fixed: quote.tieBreak)
                writer.append(quote.itemID)
                writer.append(unsigned: UInt64(place[quote.source]!))
                writer.append(signed: Int(quote.day))
                writer.append(unsigned: UInt64(quote.label.rawValue))
                writer.append(signed: quote.milliPoints)
                writer.append(quote.text)
                writer.append(unsigned: UInt64(quote.highlights.count))
                for range in quote.highlights {
                    writer.append(unsigned: UInt64(range.lowerBound))
                    writer.append(unsigned: UInt64(range.upperBound))
                }
            }
        }
        var settled = ledger
        settled.settle()
        writer.append(settled)
        writer.append(copies)
        var settledTerms = terms
        settledTerms.settle()
        writer.append(settledTerms)
        writer.append(answers)
        var known = customers
        known.settle()
        writer.append(known)
        writer.append(fixed: FNV.hash(writer.bytes))
        return writer.bytes
    }

    /// Reads what `encoded` wrote. Throws `partial.broken` for anything else, without trapping.
    package init(encoded bytes: [UInt8], from origin: Origin) throws(VOCError) {
        self.init()
        var reader = ByteReader(bytes, origin: origin)
        guard bytes.count > 12, try reader.bytes(4) == Summary.magic else {
            throw VOCError(.partialBroken, "this is not a summary", at: origin)
        }
        var body = ByteReader(Array(bytes.suffix(8)), origin: origin)
        guard try body.fixed() == FNV.hash(bytes.dropLast(8)) else {
            throw VOCError(.partialBroken, "the summary's checksum does not match", at: origin)
        }
        let format = try reader.unsigned()
        guard Summary.readableFormats.contains(format) else {
            throw VOCError(
                .partialMismatch,
                "the summary has format \(format), this voc reads \(Summary.format)", at: origin)
        }
        accounting.read = try reader.amount()
        accounting.accepted = try reader.amount()
        accounting.duplicate = try reader.amount()
        accounting.lines = try reader.amount()
        accounting.rejectedByCode = try reader.counts()
        if format > 1 { accounting.noted = try reader.counts() }
        languages = try reader.counts()

        let nameCount = try reader.count()
        var table: [String] = []
        for _ in 0..<nameCount { table.append(try reader.string()) }
        func name(_ index: UInt64) throws(VOCError) -> String {
            guard index < UInt64(table.count) else { throw reader.broken() }
            return table[Int(index)]
        }

        cells = try reader.cells(table)

        for _ in 0..<(try reader.count()) {
            let key = QuoteKey(topic: try name(reader.unsigned()), week: try reader.int32())
            var list: [Quote] = []
            for _ in 0..<(try reader.count()) {
                let strength = try reader.amount()
                let tieBreak = try reader.fixed()
                let itemID = try reader.string()
                let source = try name(reader.unsigned())
                let day = try reader.int32()
                guard let raw = UInt8(exactly: try reader.unsigned()),
                    let label = SentimentLabel(rawValue: raw)
                else { throw reader.broken() }
                let milliPoints = try reader.amount()
                let text = try reader.string()
                var highlights: [Range<Int>] = []
                for _ in 0..<(try reader.count()) {
                    let lower = try reader.unsigned()
                    let upper = try reader.unsigned()
                    guard lower <= upper, upper <= UInt64(text.utf8.count) else {
                        throw reader.broken()
                    }
                    highlights.append(Int(lower)..<Int(upper))
                }
                list.append(
                    Quote(
                        strength: strength, tieBreak: tieBreak, itemID: itemID, source: source,
                        day: day, label: label, milliPoints: milliPoints, text: text,
                        highlights: highlights))
            }
            quotes[key] = list
        }
        if format > 2 {
            ledger = try reader.copyLedger()
            copies = try reader.copyFindings()
        }
        if format > 3 { terms = try reader.termLedger(hasSegments: format > 5) }
        if format > 4 {
            answers = try reader.answerLedger()
            customers = try reader.customerLedger()
        }
        guard reader.remaining == 8 else { throw reader.broken() }
    }
}

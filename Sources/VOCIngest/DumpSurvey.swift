internal import CJSON
internal import VOCCore

/// What the beginning of a dump tells: its format, its fields, and the profile that fits them.
struct DumpSurvey {
    struct Choice {
        let profile: SourceProfile
        let variant: SourceVariant
    }

    let format: DumpFormat
    let choice: Choice
    let dialect: CSVDialect
    /// The element that is one record, for XML.
    let recordElement: String
    private let head: [UInt8]
    private let path: String

    init(_ input: DumpInput, head: [UInt8], isWhole: Bool) throws(VOCError) {
        self.head = head
        path = input.path
        var found = DumpFormat.csv
        if let format = input.format {
            found = format
        } else {
            found = try DumpSurvey.sniff(head, isWhole: isWhole, path: input.path)
        }
        dialect =
            found == .csv
            ? CSVDialect.sniff(
                head, isWhole: isWhole, delimiter: input.delimiter, quote: input.quote)
            : CSVDialect()
        let fields = DumpFields(head, found, dialect)
        let profiles = input.profile.map { [$0] } ?? input.candidates
        var best: (choice: Choice, score: Double)?
        for profile in profiles {
            let isJSON = found == .json || found == .ndjson
            // Mail has no names of fields by which it could be known.
            for variant in profile.variants
            where (!found.isMail || variant.formats.contains(found))
                && (variant.formats.isEmpty || variant.formats.contains(found)
                    || (isJSON
                        && (variant.formats.contains(.json) || variant.formats.contains(.ndjson))))
            {
                var score = fields.score(variant)
                if profile.id == "generic" { score *= 0.9 }
                if score > best?.score ?? -.infinity {
                    best = (Choice(profile: profile, variant: variant), score)
                }
            }
        }
        let fallback = profiles.first { $0.id == "generic" } ?? profiles.first
        let profile =
            best?.choice.profile ?? fallback
            ?? SourceProfile(id: "", name: "", channel: "", variants: [])
        var variant = best?.choice.variant ?? profile.variants.first ?? SourceVariant()
        variant.mapping = variant.mapping.overlaid(with: input.mapping)
        variant.rating.scale = input.rating.scale ?? variant.rating.scale
        variant.rating.words.merge(input.rating.words) { $1 }
        if input.format == nil, found == .ndjson, !variant.records.isEmpty, input.range == nil {
            found = .json
        }
        format = found
        choice = Choice(profile: profile, variant: variant)
        recordElement =
            found == .xml ? (variant.records.isEmpty ? fields.likelyElement : variant.records) : ""
    }

    /// The encoding that the XML declaration names, if it does; throws if that is not read.
    func declaredEncoding() throws(VOCError) -> TextEncoding? {
        let text = String(decoding: head.prefix(200), as: UTF8.self)
        guard text.hasPrefix("<?xml"), let end = text.firstRange(of: "?>"),
            let found = text[..<end.lowerBound].firstRange(of: "encoding=")
        else { return nil }
        let name = text[found.upperBound...].dropFirst().prefix { $0 != "\"" && $0 != "'" }
        if let encoding = TextEncoding(name: String(name)) { return encoding }
        throw VOCError(
            .encodingUnsupported, "this document says it is in the encoding '\(name)'",
            at: Origin(file: path, line: 1, column: 1), hint: "convert it with iconv -t UTF-8")
    }

    private static func sniff(
        _ head: [UInt8], isWhole: Bool, path: String
    ) throws(VOCError) -> DumpFormat {
        guard let start = head.firstIndex(where: { $0 > 0x20 }) else { return .csv }
        let first = head[start]
        let second = start + 1 < head.count ? head[start + 1] : 0
        if first == 0x3C, second == 0x3F || second == 0x21 || (second | 32) &- 0x61 < 26 {
            return .xml
        }
        if first == 0x5B || first == 0x7B { return json(head[start...], isWhole: isWhole) }
        if let mail = MailShape.format(of: head[start...]) { return mail }
        let controls = head.prefix(4096).count { $0 < 0x20 && ![9, 10, 12, 13].contains($0) }
        guard controls * 20 <= min(head.count, 4096) else {
            throw VOCError(
                .inputUnknownFormat, "this is no text that is read here", at: Origin(file: path),
                hint: "CSV, JSON, NDJSON, XML and mail are read, plain or compressed")
        }
        return .csv
    }

    /// NDJSON if the first line is whole by itself, or if the second begins like the first.
    private static func json(_ head: ArraySlice<UInt8>, isWhole: Bool) -> DumpFormat {
        let isArray = head.first == 0x5B
        guard let end = head.firstIndex(of: 0x0A) else {
            return isArray || !isWhole ? .json : .ndjson
        }
        let line = Array(head[..<end])
        var offset = 0
        let isComplete = unsafe cjson_check(line, line.count, &offset) == 0
        let rest = head[(end + 1)...].drop { $0 <= 0x20 }
        if isArray { return isComplete && rest.first == 0x5B ? .ndjson : .json }
        if isComplete || line.count > 1 && line[1] == 0x27 { return .ndjson }
        let content = line.dropFirst().contains { $0 > 0x20 }
        return content && (rest.first == 0x7B || rest.isEmpty) ? .ndjson : .json
    }
}

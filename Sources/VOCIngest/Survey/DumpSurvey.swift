internal import CJSON
internal import VOCCore

/// What the beginning of a dump tells: its format, its fields, and the profile that fits them.
struct DumpSurvey {
    struct Choice {
        let profile: SourceProfile
        let variant: SourceVariant
        /// From 0 to 1: how much of the profile is there, and by how much it leads.
        let confidence: Double
        /// Why, in words.
        let reasons: [String]
        /// The next best profile, if it comes close.
        let rival: String?
    }

    let format: DumpFormat
    /// The profile and its variant, with all that was open settled.
    let choice: Choice
    let dialect: CSVDialect
    /// The element that is one record, for XML.
    let recordElement: String
    /// Bytes of script before the JSON begins.
    let scriptCount: Int
    let fields: DumpFields
    let notes: [SurveyNote]
    let guesses: [(target: FieldMapping.Target, names: [String])]
    private let head: [UInt8]
    private let path: String

    init(_ input: DumpInput, head: [UInt8], isWhole: Bool) throws(VOCError) {
        self.head = head
        path = input.path
        var found = DumpFormat.csv
        scriptCount = input.format == .csv || input.format == .xml ? 0 : DumpSurvey.script(head)
        if let format = input.format {
            found = format
        } else if scriptCount > 0 {
            found = .json
        } else {
            found = try DumpSurvey.sniff(head, isWhole: isWhole, path: input.path)
        }
        dialect =
            found == .csv
            ? CSVDialect.sniff(
                head, isWhole: isWhole, delimiter: input.delimiter, quote: input.quote)
            : CSVDialect()
        fields = DumpFields(
            scriptCount > 0 ? Array(head[scriptCount...]) : head, isWhole: isWhole, found, dialect)
        let chosen = DumpSurvey.choose(input, fields, found)
        var variant = chosen.variant
        variant.mapping = variant.mapping.overlaid(with: input.mapping)
        variant.rating.scale = input.rating.scale ?? variant.rating.scale
        variant.rating.words.merge(input.rating.words) { $1 }
        variant.rating.numerals.merge(input.rating.numerals) { $1 }
        variant.dates = variant.dates.overlaid(with: input.dates)
        let names = found == .csv && !input.hasHeader ? DumpSurvey.numbers(fields) : nil
        let samples = fields.samples(variant, named: names)
        var resolver = MappingResolver(samples, variant, isTable: found == .csv)
        variant.mapping = resolver.resolve(variant.mapping)
        guesses = resolver.guesses
        let look = SampleLook(samples, fields, isTable: found == .csv)
        notes = look.settle(&variant)
        variant.dates.zone = variant.dates.zone ?? input.usualZone
        if input.format == nil, found == .ndjson, !variant.records.isEmpty, input.range == nil {
            found = .json
        }
        format = found
        choice = Choice(
            profile: chosen.profile, variant: variant, confidence: chosen.confidence,
            reasons: chosen.reasons, rival: chosen.rival)
        recordElement = found == .xml ? fields.recordElement(variant) : ""
    }

    /// Columns without a header are called 1, 2, 3.
    private static func numbers(_ fields: DumpFields) -> [String] {
        (0..<(fields.rows.first?.count ?? 0)).map { "\($0 + 1)" }
    }

    private static func choose(_ input: DumpInput, _ fields: DumpFields, _ format: DumpFormat)
        -> Choice
    {
        let profiles = input.profile.map { [$0] } ?? input.candidates
        var fits:
            [(profile: SourceProfile, variant: SourceVariant, fit: VariantFit, score: Double)] =
                []
        for profile in profiles {
            for variant in profile.variants where variant.isRead(as: format) {
                let fit = VariantFit(variant, fields, format)
                let score = profile.id == "generic" ? fit.score * 0.9 : fit.score
                fits.append((profile, variant, fit, score))
            }
        }
        var best = fits.first
        for candidate in fits where candidate.score > best?.score ?? -.infinity { best = candidate }
        guard let best else {
            let fallback = profiles.first { $0.id == "generic" } ?? profiles.first
            return Choice(
                profile: fallback ?? SourceProfile(id: "", name: "", channel: "", variants: []),
                variant: fallback?.variants.first ?? SourceVariant(), confidence: 0, reasons: [],
                rival: nil)
        }
        let others = fits.filter { $0.profile.id != best.profile.id && $0.fit.isPossible }
        let rival = others.max { $0.score < $1.score }
        let lead = best.score - max(0, rival?.score ?? 0)
        let margin = best.score > 0 ? min(1, max(0, lead / best.score)) : 0
        var confidence = best.fit.isPossible ? best.fit.share * (0.6 + 0.4 * margin) : 0
        if best.fit.marks > 0 { confidence = min(1, confidence + 0.2) }
        if best.profile.id == "generic" { confidence = min(confidence, 0.5) }
        let isClose = rival.map { $0.score > 0 && $0.score * 2 > best.score } ?? false
        return Choice(
            profile: best.profile, variant: best.variant,
            confidence: (confidence * 100).rounded() / 100,
            reasons: reasons(best.fit, best.variant),
            rival: isClose ? rival?.profile.id : nil)
    }

    private static func reasons(_ fit: VariantFit, _ variant: SourceVariant) -> [String] {
        var reasons: [String] = []
        if fit.marks > 0, fit.isPossible {
            reasons.append("has \(variant.marks.joined(separator: ", "))")
        }
        if !fit.found.isEmpty {
            reasons.append("gives \(fit.found.map(\.rawValue).joined(separator: ", "))")
        }
        if !fit.missing.isEmpty {
            reasons.append("lacks \(fit.missing.map(\.rawValue).joined(separator: ", "))")
        }
        return reasons
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
}

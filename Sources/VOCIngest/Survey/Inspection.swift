package import VOCCore

/// What the beginning of a dump tells about all of it, for people and for a first pipeline.
package struct Inspection: Sendable {
    package struct Field: Sendable {
        package let name: String
        /// empty, text, words, number, date, flag, address, id or json.
        package let kind: String
        /// Of the records looked at, the share that gives it, from 0 to 1.
        package let fill: Double
        /// How many of the values looked at differ, and how many were looked at.
        package let distinct: Int
        package let looked: Int
        /// What it feeds, such as `text`; an attribute is `attribute`; nil if nothing.
        package let feeds: String?
        /// The first values: the customers' own words.
        package let samples: [String]
    }

    package struct Profile: Sendable {
        package let id: String
        package let variant: String
        package let channel: String
        /// From 0 to 1.
        package let confidence: Double
        package let reasons: [String]
        package let rival: String?
    }

    package struct Dates: Sendable {
        package let field: String
        package let order: DateOrder?
        /// The zone taken for dates that name none.
        package let zone: String
        package let first: String
        package let last: String
        /// What nearly all of them are ahead of UTC, such as `-08:00`; nil if they do not say or
        /// differ.
        package let offset: String?
    }

    package struct Ratings: Sendable {
        package let field: String
        /// The scale that the profile or the user states, in thousandths.
        package let stated: RatingScale?
        /// The usual scale that holds the numbers seen.
        package let inferred: RatingScale?
        /// How many of the values looked at are numbers.
        package let numbers: Int
    }

    package let path: String
    /// The archive that this is a member of; empty for a file of its own.
    package let archive: String
    package let format: DumpFormat
    package let encoding: String
    package let hasByteOrderMark: Bool
    package let isCompressed: Bool
    package let delimiter: String?
    package let quote: String?
    package let headerRows: Int
    /// Where the records are, for JSON and XML.
    package let records: [String]
    package let recordCount: Int
    /// Whether these are all records of the dump.
    package let isWhole: Bool
    package let fields: [Field]
    package let profile: Profile
    package let dates: Dates?
    package let ratings: Ratings?
    /// Fields that were found by their values: they are better pinned.
    package let guesses: [(target: FieldMapping.Target, names: [String])]
    package let notes: [SurveyNote]
    /// The beginnings of the first texts: the customers' own words.
    package let texts: [String]

    /// Looks at up to 256 KiB of the dump.
    package init(_ input: DumpInput) throws(VOCError) {
        let source = try ByteSource(input)
        defer { source.close() }
        let stream = try TextStream(source, encoding: input.encoding)
        let survey = try DumpSurvey(input, head: stream.head, isWhole: stream.isHeadWhole)
        let variant = survey.choice.variant
        let isTable = survey.format == .csv
        let samples = survey.fields.samples(variant)
        let count = survey.fields.recordCount(variant)
        path = input.path
        archive = input.member?.file ?? ""
        format = survey.format
        encoding = stream.encoding.name
        hasByteOrderMark = stream.markCount > 0
        isCompressed = source.isCompressed
        delimiter = isTable ? Inspection.name(survey.dialect.delimiter) : nil
        quote = isTable && survey.dialect.quote != 0 ? Inspection.name(survey.dialect.quote) : nil
        headerRows = isTable ? variant.header.rows : 0
        records = survey.format == .xml ? [survey.recordElement] : isTable ? [] : variant.records
        recordCount = count
        isWhole = stream.isHeadWhole
        profile = Profile(
            id: survey.choice.profile.id, variant: variant.name,
            channel: survey.choice.profile.channel, confidence: survey.choice.confidence,
            reasons: survey.choice.reasons, rival: survey.choice.rival)
        let look = SampleLook(samples, survey.fields, isTable: isTable)
        dates = look.sample(.receivedAt, variant).flatMap { Inspection.dates($0, variant) }
        ratings = look.sample(.rating, variant).map { sample in
            let scale = ScaleSurvey(variant.rating, field: sample.name, values: sample.values)
            return Ratings(
                field: sample.name, stated: variant.rating.scale, inferred: scale.scale,
                numbers: scale.numbers)
        }
        guesses = Inspection.guesses(survey, samples, isTable)
        notes = survey.notes
        let named = guesses.first { $0.target == .text }?.names ?? []
        let text =
            look.sample(.text, variant) ?? samples.first { named.contains($0.name) }
        texts = text?.values.map { String(decoding: $0, as: UTF8.self) } ?? []
        fields = samples.map { sample in
            Field(
                name: sample.name, kind: sample.kind.rawValue,
                fill: count > 0 ? min(1, Double(sample.given) / Double(count)) : 0,
                distinct: Set(sample.values).count, looked: sample.values.count,
                feeds: look.use(of: sample.name, variant),
                samples: sample.values.prefix(3).map { String(decoding: $0, as: UTF8.self) })
        }
    }

    private static func name(_ byte: UInt8) -> String {
        byte == 9 ? "tab" : String(UnicodeScalar(byte))
    }

    private static func dates(_ sample: FieldSample, _ variant: SourceVariant) -> Dates? {
        let unit = variant.mapping.sources[.receivedAt]?.unit
        let moments = sample.values.compactMap { value in
            unsafe value.withUnsafeBufferPointer {
                unsafe DateReader.microseconds($0, unit: unit, rule: variant.dates)
            }
        }
        guard let first = moments.min(), let last = moments.max() else { return nil }
        return Dates(
            field: sample.name, order: variant.dates.order,
            zone: variant.dates.zone?.name ?? "UTC",
            first: Timestamp(microseconds: first).description,
            last: Timestamp(microseconds: last).description,
            offset: Inspection.offset(of: sample.values))
    }

    /// What nine of ten dates end in, where that is an offset from UTC.
    private static func offset(of values: [[UInt8]]) -> String? {
        var counts: [String: Int] = [:]
        for value in values {
            if let offset = offset(of: value) { counts[offset, default: 0] += 1 }
        }
        guard let (offset, count) = counts.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }),
            count * 10 >= values.count * 9, offset.dropFirst() != "00:00"
        else { return nil }
        return offset
    }

    /// `-08:00` of `2026-04-02T10:00:00-08:00` or `… -0800`.
    private static func offset(of date: [UInt8]) -> String? {
        guard let sign = date.lastIndex(where: { $0 == 0x2B || $0 == 0x2D }),
            // A time stands before it: it is no part of a plain date.
            date[..<sign].contains(0x3A)
        else { return nil }
        let digits = date[(sign + 1)...].filter { $0 != 0x3A }
        guard digits.count == 4, digits.allSatisfy({ $0 &- 48 < 10 }) else { return nil }
        let text = String(decoding: digits, as: UTF8.self)
        return "\(date[sign] == 0x2D ? "-" : "+")\(text.prefix(2)):\(text.suffix(2))"
    }

    /// What the survey guessed; where the profile is the general one, also what is still missing.
    private static func guesses(_ survey: DumpSurvey, _ samples: [FieldSample], _ isTable: Bool)
        -> [(target: FieldMapping.Target, names: [String])]
    {
        guard survey.choice.profile.id == "generic" else { return survey.guesses }
        let variant = survey.choice.variant
        let look = SampleLook(samples, survey.fields, isTable: isTable)
        var open = FieldMapping()
        let kinds: [(FieldMapping.Target, FieldGuess.Kind)] = [
            (.text, .text), (.receivedAt, .receivedAt), (.rating, .rating),
        ]
        for (target, kind) in kinds where look.sample(target, variant) == nil {
            var source = FieldSource(parts: [])
            // Any column of small numbers may be the rating where no name tells.
            source.guess = FieldGuess(
                kind: kind,
                names: kind == .rating ? ["*rat*", "*star*", "*scor*", "*nps*", "*"] : [])
            open.sources[target] = source
        }
        var resolver = MappingResolver(samples, variant, isTable: isTable)
        _ = resolver.resolve(open)
        return survey.guesses + resolver.guesses
    }
}

extension SampleLook {
    /// What the field called `name` feeds.
    func use(of name: String, _ variant: SourceVariant) -> String? {
        for target in FieldMapping.Target.allCases {
            let paths = variant.mapping.sources[target]?.parts.flatMap(\.alternatives) ?? []
            if paths.contains(where: { isNamed(name, $0.text) }) { return target.rawValue }
        }
        let paths = variant.mapping.attributes.flatMap(\.source.parts).flatMap(\.alternatives)
        return paths.contains { isNamed(name, $0.text) } ? "attribute" : nil
    }
}

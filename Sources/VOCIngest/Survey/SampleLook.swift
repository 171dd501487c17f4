internal import VOCCore

/// Settles dates and ratings of a variant from the values at the beginning of the dump.
struct SampleLook {
    private let samples: [FieldSample]
    private let fields: DumpFields
    private let isTable: Bool

    init(_ samples: [FieldSample], _ fields: DumpFields, isTable: Bool) {
        self.samples = samples
        self.fields = fields
        self.isTable = isTable
    }

    /// The field that feeds `target` in this dump: the first alternative that is there.
    func sample(_ target: FieldMapping.Target, _ variant: SourceVariant) -> FieldSample? {
        let paths = variant.mapping.sources[target]?.parts.flatMap(\.alternatives) ?? []
        return paths.lazy.compactMap { path in
            samples.first { $0.given > 0 && isNamed($0.name, path.text) }
        }.first
            ?? paths.lazy.compactMap { path in samples.first { isNamed($0.name, path.text) } }.first
    }

    func isNamed(_ name: String, _ wanted: String) -> Bool {
        isTable
            ? CSVText.folded(name) == CSVText.folded(wanted)
            : name == wanted || name == VariantFit.plain(wanted)
    }

    func settle(_ variant: inout SourceVariant) -> [SurveyNote] {
        var notes: [SurveyNote] = []
        if let date = sample(.receivedAt, variant) {
            var header = [date.name]
            if isTable, let column = samples.firstIndex(where: { $0.name == date.name }) {
                for row in fields.rows.prefix(variant.header.rows) where column < row.count {
                    header.append(row[column])
                }
            }
            let survey = DateSurvey(
                variant.dates, field: date.name, header: header, values: date.values)
            variant.dates = survey.rule
            notes += survey.notes
        }
        if let rating = sample(.rating, variant) {
            notes += ScaleSurvey(variant.rating, field: rating.name, values: rating.values).notes
        }
        return notes
    }
}

extension SourceVariant {
    /// Whether records of this shape can be in a file of `format`; lists and lines of JSON stand for
    /// each other.
    func isRead(as format: DumpFormat) -> Bool {
        // Mail has no names of fields by which it could be known.
        if format.isMail { return formats.contains(format) }
        if formats.isEmpty || formats.contains(format) { return true }
        guard format == .json || format == .ndjson else { return false }
        return formats.contains(.json) || formats.contains(.ndjson)
    }
}

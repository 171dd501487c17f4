internal import VOCCore
internal import VOCHistory
internal import VOCIngest

/// What the outcomes of a night came to: the good ones, and what was wrong with the others.
struct OutcomeBatch: Sendable {
    struct File: Sendable {
        var path: String
        var digest: String
    }

    var files: [File] = []
    /// Rows read: outcomes, and rejects; a row that a later one of the same case replaces counts.
    var read = 0
    /// By case, what the last row says, with the row's place.
    var outcomes: [String: (outcome: CaseOutcome, origin: Origin)] = [:]
    var rejects: [Reject] = []
    /// Outcomes of cases that no night has made.
    var unknown = 0

    /// For ids of runs.
    var digest: String { files.map(\.digest).joined(separator: " ") }
}

/// Reads outcomes row by row: a row with anything that cannot be right is rejected as a whole, with
/// the place of the cell.
struct OutcomeReader {
    private let setting: OutcomeSetting
    private let words: OutcomeWords

    init(_ setting: OutcomeSetting, _ home: Home) throws(VOCError) {
        self.setting = setting
        words = try OutcomeWords(setting, home)
    }

    /// Reads all files, in the order of their names; of a case told of twice the later row counts.
    func read() throws(VOCError) -> OutcomeBatch {
        var batch = OutcomeBatch()
        for path in try setting.files() {
            let table = try TableFile(path: path)
            batch.files.append(.init(path: path, digest: "\(try Digest(ofFile: path))"))
            batch.rejects += table.rejects
            batch.read += table.rejects.count + table.rows.count
            let places = try places(of: table)
            for row in table.rows {
                do throws(VOCError) {
                    let outcome = try outcome(row, table, places)
                    batch.outcomes[outcome.id] = (
                        outcome, table.origin(of: row, cell: places[.case]!)
                    )
                } catch {
                    batch.rejects.append(
                        Reject(
                            error.code, error.message,
                            at: error.origin ?? table.origin(of: row, cell: 0),
                            raw: Array(row.cells.joined(separator: "\t").utf8)))
                }
            }
        }
        return batch
    }

    private func places(of table: TableFile) throws(VOCError) -> [OutcomeSetting.Field: Int] {
        var places: [OutcomeSetting.Field: Int] = [:]
        for field in OutcomeSetting.Field.allCases {
            let name = setting.columns[field]!
            if let place = table.header.firstIndex(of: name) {
                places[field] = place
            } else if setting.named.contains(field) || field == .case || field == .status {
                throw VOCError(
                    .outcomeColumn, "no column is called '\(name)'",
                    at: Origin(file: table.path, line: 1, column: 1),
                    hint: DidYouMean.hint(for: name, among: table.header)
                        + "; name it under outcomes: fields: \(field.rawValue)")
            }
        }
        return places
    }

    private func outcome(
        _ row: TableFile.Row, _ table: TableFile, _ places: [OutcomeSetting.Field: Int]
    ) throws(VOCError) -> CaseOutcome {
        func text(_ field: OutcomeSetting.Field) -> String? {
            guard let place = places[field], !row.cells[place].isEmpty else { return nil }
            return row.cells[place]
        }
        func wrong(_ field: OutcomeSetting.Field, _ code: ErrorCode, _ message: String) -> VOCError
        {
            VOCError(code, message, at: table.origin(of: row, cell: places[field] ?? 0))
        }
        func answer(_ field: OutcomeSetting.Field) throws(VOCError) -> Bool? {
            guard let word = text(field) else { return nil }
            guard let known = words.isYes(word) else {
                throw wrong(field, .outcomeValue, "'\(field.rawValue)' is neither yes nor no")
            }
            return known
        }
        guard let id = text(.case), Case.isID(id) else {
            throw wrong(.case, .outcomeCase, "this is not the id of a case")
        }
        guard let status = text(.status), let isClosed = words.isClosed(status) else {
            throw wrong(
                .status, .outcomeStatus, "the status is neither one of open nor of closed cases")
        }
        var outcome = CaseOutcome(id: id, status: status, isClosed: isClosed)
        outcome.isUpheld = try answer(.upheld)
        if let word = text(.reopened) {
            // Some help desks count how often.
            if let count = Int(word) {
                outcome.isReopened = count > 0
            } else {
                outcome.isReopened = try answer(.reopened)
            }
        }
        if let word = text(.refund) {
            if let milli = OutcomeReader.amount(word) {
                outcome.refundMilli = milli
                outcome.isRefunded = milli > 0
            } else if let isRefunded = words.isYes(word) {
                outcome.isRefunded = isRefunded
            } else {
                throw wrong(
                    .refund, .outcomeValue, "'refund' is neither an amount nor yes or no")
            }
        }
        if let word = text(.closedAt) {
            guard let moment = TableFile.moment(word, setting.dates) else {
                throw wrong(.closedAt, .fieldBadDate, "this is not a date, or could be two")
            }
            guard isClosed else {
                throw wrong(.closedAt, .outcomeOrder, "a case that is open was closed")
            }
            outcome.closedAt = moment
        }
        return outcome
    }

    /// Thousandths of `12.5`, `1,250.00`, `£12.50`, `12.50 EUR`; nil if it is no amount from 0 on.
    static func amount(_ text: String) -> Int? {
        var digits = text.filter { !$0.isWhitespace && !$0.isCurrencySymbol }
        for end in [digits.prefix(3), digits.suffix(3)]
        where end.count == 3 && end.utf8.allSatisfy({ $0 &- 0x41 < 26 }) {
            digits = digits.replacing(end, with: "")
        }
        // A comma in front of three digits divides thousands, one in front of two is a point.
        let parts = digits.split(separator: ",", omittingEmptySubsequences: false)
        if parts.count == 2, parts[1].utf8.count <= 2, !parts[0].contains(".") {
            digits = "\(parts[0]).\(parts[1])"
        } else if parts.count > 1 {
            guard parts.dropFirst().allSatisfy({ $0.prefix { $0 != "." }.utf8.count == 3 }) else {
                return nil
            }
            digits = parts.joined()
        }
        guard !digits.isEmpty, digits.utf8.allSatisfy({ $0 &- 48 < 10 || $0 == 0x2E }),
            let value = Double(digits), value <= 1e11
        else { return nil }
        return Int((value * 1000).rounded())
    }
}

extension Case {
    /// Whether `text` has the shape of a case's id.
    static func isID(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return bytes.count == 22 && bytes.starts(with: [0x63, 0x2D])
            && bytes.dropFirst(2).allSatisfy { $0 &- 48 < 10 || $0 &- 0x61 < 6 }
    }
}

extension ErrorCode {
    static let outcomeColumn = ErrorCode(
        "outcome.column", meaning: "The outcomes have no column for the case's id or its status.",
        example: "the header Ticket,State without fields: { case: Ticket, status: State }",
        mend: "Name the columns under outcomes: fields:.", exit: .badConfiguration)
    static let outcomeCase = ErrorCode(
        "outcome.case", meaning: "A row of the outcomes does not name a case.",
        example: "an empty external_id",
        mend: "Export the column that the import filled with the case's id.", exit: .gateFailed)
    static let outcomeStatus = ErrorCode(
        "outcome.status", meaning: "The status of a case is a word that is not known.",
        example: "Parked",
        mend: "Say what it means: outcomes: { open: [Parked] }.", exit: .gateFailed)
    static let outcomeValue = ErrorCode(
        "outcome.value", meaning: "A value of an outcome is neither yes nor no, nor an amount.",
        example: "upheld: perhaps",
        mend: "Write yes or no; the words are in pipelines/routing/outcomes.yml.",
        exit: .gateFailed)
    static let outcomeOrder = ErrorCode(
        "outcome.order",
        meaning:
            "A case was closed before its item was received, or is open and has a closing time.",
        example: "status open with a closedAt",
        mend: "Look at the clocks and zones of the help desk's export (outcomes: dates:).",
        exit: .gateFailed)
}

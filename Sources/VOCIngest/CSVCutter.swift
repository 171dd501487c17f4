internal import VOCCore

/// How a CSV file marks its fields.
struct CSVDialect: Sendable, Equatable {
    var delimiter: UInt8 = 0x2C
    /// 0 for none.
    var quote: UInt8 = 0x22
    /// Lone carriage returns end lines (old Macintosh files).
    var endsLinesWithCR = false
}

/// Cuts bytes into CSV records and fields (RFC 4180), keeping lines and offsets.
///
/// It holds no bytes: a record that is not complete is cut again when more has come.
struct CSVCutter {
    /// A field's content in the buffer; `isQuoted` says that doubled quotes stand for one.
    struct Field {
        var offset: Int
        var count: Int
        var hasDoubledQuotes: Bool
    }

    enum Outcome: Equatable {
        case record
        /// A line without any byte.
        case blank
        /// More bytes are needed to know.
        case incomplete
        case unclosedQuote
        case strayQuote
        /// A field or the record is longer than allowed.
        case tooLarge
    }

    let dialect: CSVDialect
    /// Where the next record starts, in the buffer.
    var position = 0
    /// Lines before `position` in the buffer.
    var lines = 0
    var fieldLimit = Int.max
    var recordLimit = Int.max
    /// The fault's place after `unclosedQuote` or `strayQuote`: in the buffer, in lines before it,
    /// and its line's start.
    private(set) var faultOffset = 0
    private(set) var faultLine = 0
    private(set) var faultLineStart = 0

    init(_ dialect: CSVDialect) { self.dialect = dialect }

    /// Cuts the next record, appending its fields. On `incomplete` and on faults nothing is
    /// appended and `position` stays.
    mutating func cut(
        _ bytes: UnsafePointer<UInt8>, count: Int, isLast: Bool, into fields: inout [Field]
    ) -> Outcome {
        let delimiter = dialect.delimiter
        let quote = dialect.quote
        let before = fields.count
        var at = position
        var line = lines
        var lineStart = position
        let cr: UInt8 = 0x0D
        let lf: UInt8 = 0x0A

        if at >= count { return .incomplete }
        while true {
            // A field begins here.
            if at < count, quote != 0, unsafe bytes[at] == quote {
                let opened = at
                let openedLine = line
                let openedLineStart = lineStart
                var doubled = false
                at += 1
                let start = at
                quoted: while true {
                    while at < count, unsafe bytes[at] != quote {
                        let byte = unsafe bytes[at]
                        at += 1
                        if byte == lf {
                            line += 1
                            lineStart = at
                        } else if byte == cr, dialect.endsLinesWithCR,
                            unsafe at >= count || bytes[at] != lf
                        {
                            line += 1
                            lineStart = at
                        }
                    }
                    if at - start > fieldLimit || at >= count || (at + 1 >= count && !isLast) {
                        fields.removeLast(fields.count - before)
                        guard isLast || at - start > fieldLimit else { return .incomplete }
                        faultOffset = opened
                        faultLine = openedLine
                        faultLineStart = openedLineStart
                        return .unclosedQuote
                    }
                    guard at + 1 < count, unsafe bytes[at + 1] == quote else { break quoted }
                    doubled = true
                    at += 2
                }
                fields.append(Field(offset: start, count: at - start, hasDoubledQuotes: doubled))
                at += 1
                if at < count {
                    let next = unsafe bytes[at]
                    guard next == delimiter || next == lf || next == cr else {
                        fields.removeLast(fields.count - before)
                        // A quote that closed lines below its opening was most likely never meant
                        // to.
                        let wasOpen = line > openedLine
                        faultOffset = wasOpen ? opened : at - 1
                        faultLine = wasOpen ? openedLine : line
                        faultLineStart = wasOpen ? openedLineStart : lineStart
                        return wasOpen ? .unclosedQuote : .strayQuote
                    }
                }
            } else {
                let start = at
                while at < count {
                    let byte = unsafe bytes[at]
                    if byte == delimiter || byte == lf || byte == cr {
                        if byte != cr || dialect.endsLinesWithCR || at + 1 >= count { break }
                        if unsafe bytes[at + 1] == lf { break }
                    }
                    if quote != 0, byte == quote {
                        fields.removeLast(fields.count - before)
                        faultOffset = at
                        faultLine = line
                        faultLineStart = lineStart
                        return .strayQuote
                    }
                    at += 1
                }
                if at - start > fieldLimit || at - position > recordLimit {
                    fields.removeLast(fields.count - before)
                    faultOffset = at
                    faultLine = line
                    faultLineStart = lineStart
                    return .tooLarge
                }
                if at >= count, !isLast {
                    fields.removeLast(fields.count - before)
                    return .incomplete
                }
                fields.append(Field(offset: start, count: at - start, hasDoubledQuotes: false))
            }
            if at >= count { break }
            let byte = unsafe bytes[at]
            if byte == delimiter {
                at += 1
                if at >= count, !isLast {
                    fields.removeLast(fields.count - before)
                    return .incomplete
                }
                continue
            }
            if byte == cr {
                if at + 1 >= count, !isLast {
                    fields.removeLast(fields.count - before)
                    return .incomplete
                }
                at += 1
                if at < count, unsafe bytes[at] == lf { at += 1 }
            } else {
                at += 1
            }
            line += 1
            break
        }
        let isBlank =
            fields.count == before + 1 && fields[before].count == 0
            && fields[before].offset == position
        position = at
        lines = line
        if isBlank {
            fields.removeLast()
            return .blank
        }
        return .record
    }

    /// After a fault: goes to the line after the one that holds the fault; false if its end is not
    /// in these bytes.
    mutating func skipFaultyLine(_ bytes: UnsafePointer<UInt8>, count: Int, isLast: Bool) -> Bool {
        var at = faultOffset
        while at < count {
            let byte = unsafe bytes[at]
            if byte == 0x0A { break }
            if byte == 0x0D, dialect.endsLinesWithCR {
                if at + 1 >= count { break }
                if unsafe bytes[at + 1] != 0x0A { break }
            }
            at += 1
        }
        if at >= count {
            guard isLast else { return false }
            position = count
            lines = faultLine
            return true
        }
        position = at + 1
        lines = faultLine + 1
        return true
    }
}

extension CSVDialect {
    /// The dialect that makes the most of the head: many fields, the same number in each row.
    static func sniff(_ head: [UInt8], isWhole: Bool, delimiter: UInt8?, quote: UInt8?)
        -> CSVDialect
    {
        let hasLF = head.contains(0x0A)
        let endsWithCR = !hasLF && head.contains(0x0D)
        let candidates: [UInt8] = delimiter.map { [$0] } ?? [0x2C, 0x3B, 0x09, 0x7C]
        var best = CSVDialect(
            delimiter: candidates[0], quote: quote ?? 0x22, endsLinesWithCR: endsWithCR)
        var bestScore = -1.0
        for candidate in candidates {
            // Tab- and bar-separated files often do not know quotes at all.
            let knowsNoQuotes: [UInt8] =
                candidate == 0x09 || candidate == 0x7C ? [0x22, 0] : [0x22]
            let quotes: [UInt8] = quote.map { [$0] } ?? knowsNoQuotes
            for mark in quotes {
                let dialect = CSVDialect(
                    delimiter: candidate, quote: mark, endsLinesWithCR: endsWithCR)
                let score = dialect.score(head, isWhole: isWhole) - (mark == 0 ? 0.05 : 0)
                if score > bestScore {
                    bestScore = score
                    best = dialect
                }
            }
        }
        return best
    }

    private func score(_ head: [UInt8], isWhole: Bool) -> Double {
        var cutter = CSVCutter(self)
        var fields: [CSVCutter.Field] = []
        var widths: [Int] = []
        var faults = 0
        unsafe head.withUnsafeBufferPointer { bytes in
            guard let start = bytes.baseAddress else { return }
            while widths.count < 200, faults < 20 {
                fields.removeAll(keepingCapacity: true)
                switch unsafe cutter.cut(start, count: bytes.count, isLast: isWhole, into: &fields)
                {
                case .record: widths.append(fields.count)
                case .blank: break
                case .incomplete: return
                case .strayQuote, .unclosedQuote, .tooLarge:
                    faults += 1
                    guard unsafe cutter.skipFaultyLine(start, count: bytes.count, isLast: isWhole)
                    else { return }
                }
                if cutter.position >= bytes.count { return }
            }
        }
        guard let first = widths.first else { return 0 }
        let same = Double(widths.count { $0 == first }) / Double(widths.count + faults)
        return first == 1 ? 0.1 * same : same + 0.01 * Double(min(first, 30))
    }
}

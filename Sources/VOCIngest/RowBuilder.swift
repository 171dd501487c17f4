internal import CJSON
internal import Glibc
internal import VOCCore

/// Makes rows of a batch from the values of records: dates, ratings, ids, text.
///
/// It belongs to one chunk; its scratch space is reused from record to record.
@safe final class RowBuilder {
    let recipe: RowRecipe
    private let batch: FeedbackBatch
    let scratch = ByteBuffer(capacity: 1 << 12)
    let title = ByteBuffer(capacity: 1 << 8)
    private let body = ByteBuffer(capacity: 1 << 12)
    let own = ByteBuffer(capacity: 1 << 12)
    private var attributeSlices: [FeedbackBatch.Slice] = []
    /// What stands for a source and a channel that a record does not name.
    private let sourceSlice, channelSlice: FeedbackBatch.Slice
    /// Rows of the batch whose id is a hash of their content.
    private(set) var computedIDRows: [Int] = []
    let titleField: RowRecipe.Route
    private let idField, textField, dateField, ratingField: RowRecipe.Route
    let authorField: RowRecipe.Route
    private let languageField, channelField, sourceField: RowRecipe.Route
    private let threadField: RowRecipe.Route
    private let replies: ReplyReader?
    private let slotCount: Int
    private let dateUnit: TimeUnit?
    private let attributeRoutes: [RowRecipe.Route]
    private let hasConditions, leavesOut, hasAttributes: Bool
    /// Where misread letters were looked for already, and none found, as addresses.
    private var rightlyRead: Range<UInt> = 0..<0
    /// What is known of the next record besides its fields.
    var notes = MessageNotes()

    init(_ recipe: RowRecipe, into batch: FeedbackBatch) {
        self.recipe = recipe
        self.batch = batch
        idField = recipe.route(.id)
        titleField = recipe.route(.title)
        textField = recipe.route(.text)
        dateField = recipe.route(.receivedAt)
        ratingField = recipe.route(.rating)
        authorField = recipe.route(.author)
        languageField = recipe.route(.language)
        channelField = recipe.route(.channel)
        sourceField = recipe.route(.source)
        threadField = recipe.route(.thread)
        sourceSlice = unsafe recipe.source.withUnsafeBufferPointer { unsafe batch.store($0) }
        channelSlice = unsafe recipe.channel.withUnsafeBufferPointer { unsafe batch.store($0) }
        slotCount = recipe.slotCount
        dateUnit = recipe.field(.receivedAt).unit
        attributeRoutes = recipe.attributes.enumerated().map {
            RowRecipe.Route($1, at: recipe.fields.count + $0)
        }
        hasConditions = !recipe.skip.isEmpty || !recipe.only.isEmpty
        leavesOut = !recipe.agents.isEmpty || !recipe.leavesOut.isEmpty
        hasAttributes = !recipe.attributes.isEmpty
        replies = recipe.markers.flatMap {
            recipe.setsAside.isEmpty ? nil : ReplyReader($0, recipe.setsAside)
        }
    }

    /// Why a record cannot be a row.
    struct Refusal {
        let code: ErrorCode
        let message: String
        let field: String?
    }

    /// Adds one row from the record's slot values, or says why not.
    func add(_ values: UnsafePointer<RawValue>, at place: RecordPlace) -> Refusal? {
        if hasConditions, let refusal = unsafe exclusion(values) { return refusal }
        if leavesOut, let refusal = unsafe leftOut(values) { return refusal }
        var longest: UInt32 = 0
        for slot in 0..<slotCount { longest = unsafe max(longest, values[slot].count) }
        if Int(longest) > recipe.limits.fieldBytes {
            return Refusal(
                code: .recordTooLarge,
                message: "a field is longer than \(recipe.limits.fieldBytes) bytes",
                field: nil)
        }
        var row = FeedbackBatch.Row()
        let date = unsafe value(dateField, values, scratch)
        if date.isGiven, unsafe !isBlank(date.bytes), unsafe !DateReader.isZero(date.bytes) {
            if let moment = unsafe DateReader.microseconds(
                date.bytes, unit: dateUnit, rule: recipe.dates)
            {
                row.receivedAt = moment
            } else if recipe.toleratesDates {
                batch.unknownDates += 1
            } else {
                return Refusal(
                    code: .fieldBadDate, message: "this is not a date that is known here",
                    field: "receivedAt")
            }
        }
        let rated = unsafe value(ratingField, values, scratch)
        if rated.isGiven, let refusal = unsafe rate(rated.bytes, &row) { return refusal }
        unsafe storeText(values, &row)
        let id = unsafe value(idField, values, scratch)
        if id.isGiven, unsafe !isBlank(id.bytes) {
            row.id = unsafe batch.store(id.bytes)
        } else if row.text.isEmpty, row.ratingMilli == FeedbackBatch.Row.noRating,
            row.ratingWord.isEmpty
        {
            return Refusal(
                code: .recordEmpty, message: "this record has neither text nor rating nor id",
                field: nil)
        }
        row.thread = unsafe keep(threadField, values)
        let author = unsafe mended(value(authorField, values, scratch), in: scratch)
        row.author = author.isGiven ? unsafe batch.store(author.bytes) : .empty
        row.language = unsafe keep(languageField, values)
        row.source = unsafe keep(sourceField, values)
        row.channel = unsafe keep(channelField, values)
        if row.source.isEmpty { row.source = sourceSlice }
        if row.channel.isEmpty { row.channel = channelSlice }
        if row.id.isEmpty {
            row.id = computedID(of: row)
            computedIDRows.append(batch.rows.count)
        }
        row.input = recipe.input
        row.file = recipe.file
        row.record = UInt64(place.record)
        row.line = UInt64(place.line)
        row.column = UInt32(clamping: place.column)
        row.byteOffset = UInt64(place.byteOffset)
        if hasAttributes {
            attributeSlices.removeAll(keepingCapacity: true)
            for route in attributeRoutes { attributeSlices.append(unsafe keep(route, values)) }
            batch.append(row, attributes: attributeSlices)
        } else {
            batch.append(row)
        }
        return nil
    }

    private func exclusion(_ values: UnsafePointer<RawValue>) -> Refusal? {
        func holds(_ test: RowRecipe.Condition) -> Bool {
            guard let list = test.values else { return unsafe values[test.slot].isGiven }
            return list.contains { unsafe $0.elementsEqual(values[test.slot].bytes) }
        }
        for test in recipe.skip where holds(test) { return RowBuilder.notFeedback }
        for test in recipe.only where !holds(test) { return RowBuilder.notFeedback }
        return nil
    }

    static var notFeedback: Refusal {
        Refusal(
            code: .recordNotFeedback, message: "the source profile leaves records like this out",
            field: nil)
    }

    /// The field's value, its parts joined; the bytes live until `target` is used again.
    @inline(__always)
    func value(
        _ route: RowRecipe.Route, _ values: UnsafePointer<RawValue>, _ target: ByteBuffer
    ) -> RawValue {
        if route.slot >= 0 { return unsafe values[route.slot] }
        if route.slot == RowRecipe.Route.none { return RawValue() }
        return unsafe composed(route, values, target)
    }

    @inline(never)
    private func composed(
        _ route: RowRecipe.Route, _ values: UnsafePointer<RawValue>, _ target: ByteBuffer
    ) -> RawValue {
        let attribute = route.place - recipe.fields.count
        let field = attribute < 0 ? recipe.fields[route.place] : recipe.attributes[attribute]
        if field.shape >= 0 {
            unsafe recipe.shapes[field.shape].write(
                values, separator: field.separator, to: target)
            return unsafe RawValue(
                start: UnsafePointer(target.start), count: UInt32(target.count), kind: 1)
        }
        target.count = 0
        for slot in field.slots where unsafe values[slot].isGiven {
            let isAddress =
                target.count > 0 && field.target == .author
                && (unsafe values[slot].bytes.contains(0x40))
            if target.count > 0 { target.append(field.separator) }
            // A name and an address apart, as mail writes them together.
            if isAddress { target.append(0x3C) }
            unsafe target.append(values[slot].bytes)
            if isAddress { target.append(0x3E) }
        }
        return unsafe RawValue(
            start: UnsafePointer(target.start), count: UInt32(target.count), kind: 1)
    }

    @inline(__always)
    private func keep(_ route: RowRecipe.Route, _ values: UnsafePointer<RawValue>)
        -> FeedbackBatch.Slice
    {
        if route.slot == RowRecipe.Route.none { return .empty }
        let found = unsafe value(route, values, scratch)
        return found.isGiven ? unsafe batch.store(found.bytes) : .empty
    }

    /// Looks for misread letters in all of `bytes` together, where most values stand: seldom are there
    /// any, and then each value is looked at by itself.
    func lookForMisreading(in bytes: UnsafeBufferPointer<UInt8>) {
        guard let start = bytes.baseAddress, unsafe !Mojibake.isSuspected(bytes) else { return }
        let first = UInt(bitPattern: start)
        rightlyRead = first..<first + UInt(bytes.count)
    }

    @inline(__always)
    private func mended(_ value: RawValue, in target: ByteBuffer) -> RawValue {
        TextMender.mended(
            value, in: target, batch,
            isReadRight: unsafe rightlyRead.contains(UInt(bitPattern: value.start)))
    }

    private func storeText(_ values: UnsafePointer<RawValue>, _ row: inout FeedbackBatch.Row) {
        let heading = unsafe mended(value(titleField, values, title), in: title)
        var words = unsafe value(textField, values, body)
        // The places of marks are those of the text as it is.
        if notes.marked.isEmpty { words = mended(words, in: body) }
        if let replies, words.isGiven {
            let author = unsafe value(authorField, values, scratch)
            unsafe replies.setSender(author.bytes)
            if unsafe replies.read(words.bytes, marked: notes.marked) {
                row.whole = unsafe batch.store(words.bytes)
                batch.store(replies.asides, of: &row)
                own.count = 0
                unsafe replies.appendOwn(of: words.bytes, to: own)
                words = unsafe RawValue(
                    start: UnsafePointer(own.start), count: UInt32(own.count), kind: 1)
            }
        }
        guard heading.isGiven else {
            row.text = words.isGiven ? unsafe batch.store(words.bytes) : .empty
            return
        }
        let total = Int(heading.count) + (words.isGiven ? 1 + Int(words.count) : 0)
        row.titleCount = heading.count
        row.text = unsafe batch.store(upTo: total) {
            unsafe $0.baseAddress!.update(from: heading.start!, count: Int(heading.count))
            if words.isGiven {
                unsafe $0[Int(heading.count)] = 0x0A
                unsafe ($0.baseAddress! + Int(heading.count) + 1).update(
                    from: words.start!, count: Int(words.count))
            }
            return total
        }
    }

    private func rate(_ bytes: UnsafeBufferPointer<UInt8>, _ row: inout FeedbackBatch.Row)
        -> Refusal?
    {
        if bytes.count == 1, unsafe bytes[0] &- 48 < 10 {
            return accept(Int32(unsafe bytes[0] - 48) * 1000, &row)
        }
        let text = unsafe trimmed(bytes)
        if text.isEmpty { return nil }
        if let milli = unsafe Thousandths.read(text) { return accept(milli, &row) }
        let word = unsafe String(decoding: text, as: UTF8.self).lowercased()
        if let number = recipe.rating.numerals[word] {
            row.ratingMilli = number
            return nil
        }
        guard let meaning = recipe.rating.words[word] else {
            if let milli = unsafe WrittenRating.milli(text) { return accept(milli, &row) }
            return Refusal(
                code: .fieldBadRating, message: "the rating is neither a number nor a known word",
                field: "rating")
        }
        guard let milli = meaning else { return nil }
        row.ratingMilli = milli
        row.ratingWord = unsafe batch.store(text)
        return nil
    }

    private func accept(_ milli: Int32, _ row: inout FeedbackBatch.Row) -> Refusal? {
        if let scale = recipe.rating.scale, milli < scale.lowMilli || milli > scale.highMilli {
            return Refusal(
                code: .fieldBadRating,
                message:
                    "the rating is not between \(Decimals.shortThousandths(Int(scale.lowMilli))) and \(Decimals.shortThousandths(Int(scale.highMilli)))",
                field: "rating")
        }
        row.ratingMilli = milli
        return nil
    }

    private func computedID(of row: FeedbackBatch.Row) -> FeedbackBatch.Slice {
        var hash = StableHash()
        unsafe hash.add(batch.bytes(row.source))
        hash.add(row.receivedAt)
        unsafe hash.add(batch.bytes(row.author))
        hash.add(Int64(row.ratingMilli))
        unsafe hash.add(batch.bytes(row.ratingWord))
        unsafe hash.add(batch.bytes(row.text))
        return unsafe batch.store(upTo: 32) {
            unsafe hash.write(to: $0)
            return 32
        }
    }

    private func isBlank(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = unsafe bytes.first else { return true }
        return first <= 0x20 && (unsafe trimmed(bytes).isEmpty)
    }

    private func trimmed(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        var range = 0..<bytes.count
        while let first = range.first, unsafe bytes[first] <= 0x20 {
            range = first + 1..<range.upperBound
        }
        while let last = range.last, unsafe bytes[last] <= 0x20 { range = range.lowerBound..<last }
        return unsafe UnsafeBufferPointer(rebasing: bytes[range])
    }
}

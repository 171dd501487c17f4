internal import CJSON
internal import CMail
internal import Glibc
internal import VOCCore

/// GMime set up for one recipe: the fields that are wanted of each message.
// Sound: it belongs to one chunk; pointers from GMime are used up before its next call.
@safe final class MailReader {
    enum Field: Equatable {
        case body, thread, date, sender, id, attachments
        case header(String)

        init(_ name: String) {
            switch name.lowercased() {
            case "body": self = .body
            case "thread": self = .thread
            case "date": self = .date
            case "from": self = .sender
            case "message-id": self = .id
            case "attachments": self = .attachments
            default: self = .header(name)
            }
        }
    }

    /// MIME parts may stand inside each other so deep, and a message may have so many.
    static let deepest = 32
    static let mostParts = 10_000

    let recipe: RowRecipe
    /// The wanted fields, those of a lower rank first.
    let wishes: [(field: Field, slot: Int)]
    /// The fields of the message, one for each slot, and where they stand in the chunk's arena.
    var values: [RawValue]
    var offsets: [Int]
    /// Of these the first names the message that a thread began with.
    static let threadHeaders = ["References", "In-Reply-To", "Message-ID"]
    /// Where this field is there, it is the thread.
    static let threadID = "X-GM-THRID"
    /// Fields that tell automatic answers, and the words that these begin with; none for any.
    static let automatic: [(name: String, words: [String])] = [
        ("Auto-Submitted", ["auto-replied", "auto-notified"]), ("X-Autoreply", []),
        ("X-Autorespond", []), ("X-Autoresponder", []),
        ("Precedence", ["auto_reply", "auto-reply"]),
    ]
    static let bounced = "X-Failed-Recipients"
    let unquoted = ByteBuffer(capacity: 1 << 12)
    let body = ByteBuffer(capacity: 1 << 14)
    private let plain = ByteBuffer(capacity: 1 << 12)
    private(set) var marked: [MarkedStretch] = []
    private(set) var attachmentCount = 0
    /// The names of the header fields that are kept, in lower case.
    private let wanted: Set<String>
    private let handle: OpaquePointer?

    init(_ recipe: RowRecipe) {
        self.recipe = recipe
        unsafe handle = cmail_open()
        values = Array(repeating: RawValue(), count: max(1, recipe.slotCount))
        offsets = Array(repeating: 0, count: values.count)
        wishes = recipe.wishes.sorted { ($0.rank, $0.slot) < ($1.rank, $1.slot) }
            .map { (Field($0.path.text), $0.slot) }
        let names = wishes.compactMap { wish in
            if case .header(let name) = wish.field { name } else { nil }
        }
        let others = [MailReader.threadID, MailReader.bounced, "Date"] + MailReader.threadHeaders
        wanted = Set((names + others + MailReader.automatic.map(\.name)).map { $0.lowercased() })
        for name in wanted.sorted() { unsafe cmail_want(handle, name) }
    }

    deinit { unsafe cmail_close(handle) }

    /// Reads a message, whose bytes must stay until the next; a fault, or nil.
    func read(_ message: UnsafeBufferPointer<UInt8>) -> (code: ErrorCode, message: String, Int)? {
        guard let handle = unsafe handle else {
            return (.internalFault, "the mail reader could not be made", 0)
        }
        let outcome = unsafe cmail_read(
            handle, message.baseAddress, message.count, MailReader.deepest, MailReader.mostParts)
        switch Int(outcome) {
        case CMAIL_TOO_DEEP:
            return (
                .mailTooDeep, "more than \(MailReader.deepest) parts stand inside each other here",
                unsafe cmail_fault_offset(handle)
            )
        case CMAIL_TOO_MANY_PARTS:
            return (
                .mailTooManyParts, "this message has more than \(MailReader.mostParts) parts", 0
            )
        default: return nil
        }
    }

    // MARK: - Header

    func header(_ name: String) -> UnsafeBufferPointer<UInt8>? {
        assert(wanted.contains(name.lowercased()), "of other fields nothing is known")
        var count = 0
        guard let value = unsafe cmail_header(handle, name, &count), count > 0 else { return nil }
        return unsafe bytes(value, count)
    }

    /// The sender as `Name <address>`.
    func sender() -> UnsafeBufferPointer<UInt8>? {
        var count = 0
        guard let value = unsafe cmail_sender(handle, &count), count > 0 else { return nil }
        return unsafe bytes(value, count)
    }

    var senderAddress: String { unsafe String(cString: cmail_sender_address(handle)) }

    private func bytes(_ text: UnsafePointer<CChar>, _ count: Int) -> UnsafeBufferPointer<UInt8> {
        unsafe UnsafeBufferPointer(
            start: UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self), count: count)
    }

    /// The date of the header, or of the newest hop.
    var date: Timestamp? {
        var seconds: Int64 = 0
        guard unsafe cmail_date(handle, &seconds) != 0 else { return nil }
        return Timestamp(microseconds: seconds * 1_000_000)
    }

    var isDeliveryReport: Bool { unsafe Int(cmail_report(handle)) == CMAIL_REPORT_DELIVERY }
    var isReceipt: Bool { unsafe Int(cmail_report(handle)) == CMAIL_REPORT_RECEIPT }

    // MARK: - Body

    /// Collects the text of the message in `body`: of alternatives the plain one if it says anything,
    /// else HTML; attached files and messages are counted only.
    func readBody() {
        body.count = 0
        marked.removeAll(keepingCapacity: true)
        attachmentCount = 0
        let count = unsafe cmail_part_count(handle)
        var index = 0
        while index < count {
            let part = unsafe cmail_part_at(handle, index)
            var end = index + 1
            if unsafe part.alternative > 0 {
                while end < count,
                    unsafe cmail_part_at(handle, end).alternative == part.alternative
                { end += 1 }
                readAlternatives(index..<end)
            } else if isText(index, CMAIL_PLAIN) || isText(index, CMAIL_HTML) {
                append(index)
            } else {
                attachmentCount += 1
            }
            index = end
        }
        // A message may consist of a text of another kind, such as text/enriched.
        if body.count == 0, let other = (0..<count).first(where: { isText($0, CMAIL_OTHER_TEXT) }) {
            append(other)
        }
    }

    private func isText(_ index: Int, _ kind: Int) -> Bool {
        let part = unsafe cmail_part_at(handle, index)
        return unsafe Int(part.kind) == kind && part.is_attachment == 0
    }

    private func readAlternatives(_ range: Range<Int>) {
        var chosen: UInt32?
        for index in range where chosen == nil && isText(index, CMAIL_PLAIN) {
            var count = 0
            let bytes = unsafe cmail_part_bytes(handle, index, &count)
            let text = unsafe UnsafeBufferPointer(start: bytes, count: count)
            if unsafe text.contains(where: { $0 > 0x20 }) {
                chosen = unsafe cmail_part_at(handle, index).branch
            }
        }
        if chosen == nil, let html = range.last(where: { isText($0, CMAIL_HTML) }) {
            chosen = unsafe cmail_part_at(handle, html).branch
        }
        for index in range {
            let part = unsafe cmail_part_at(handle, index)
            let isReadable = isText(index, CMAIL_PLAIN) || isText(index, CMAIL_HTML)
            if isReadable, unsafe part.branch == chosen {
                append(index)
            } else if !isReadable {
                attachmentCount += 1
            }
        }
    }

    private func append(_ index: Int) {
        let part = unsafe cmail_part_at(handle, index)
        var count = 0
        guard let bytes = unsafe cmail_part_bytes(handle, index, &count), count > 0 else { return }
        let raw = unsafe UnsafeBufferPointer(start: bytes, count: count)
        let isHTML = unsafe Int(part.kind) == CMAIL_HTML
        let isPlainUTF8 = unsafe !isHTML && PartCharset.isUTF8(raw, declared: part.charset)
        var charset = isPlainUTF8 ? nil : unsafe part.charset.map { unsafe String(cString: $0) }
        if isHTML, charset == nil { charset = unsafe PartCharset.declared(inMarkup: raw) }
        if body.count > 0 { body.append(0x0A) }
        if isPlainUTF8 {
            let end = body.count
            unsafe body.append(raw)
            mend(body, from: end, to: body.count)
        } else if isHTML {
            plain.count = 0
            unsafe appendText(raw, charset, to: plain)
            marked += unsafe MarkupText.append(
                plain.bytes, to: body, markers: recipe.markers)
        } else {
            unsafe appendText(raw, charset, to: body)
        }
        while body.count > 0, unsafe body.start[body.count - 1] <= 0x20 { body.count -= 1 }
        while let last = marked.last, last.end > body.count {
            marked.removeLast()
            if last.start < body.count {
                marked.append(
                    MarkedStretch(kind: last.kind, start: last.start, end: body.count))
                break
            }
        }
    }

    /// Appends bytes of a declared encoding as UTF-8 with plain line feeds.
    private func appendText(
        _ raw: UnsafeBufferPointer<UInt8>, _ charset: String?, to target: ByteBuffer
    ) {
        let kind = unsafe PartCharset(charset, raw)
        var text = unsafe raw
        switch kind {
        case .utf8: break
        case .brokenUTF8:
            target.reserve(target.count + raw.count * 3)
            var invalid: UInt32 = 0
            let end = target.count
            let repaired = unsafe cjson_repair_utf8(
                raw.baseAddress, raw.count, target.start + end, &invalid)
            mend(target, from: end, to: end + repaired)
            return
        case .named(let name):
            var count = 0
            var made = unsafe cmail_convert(handle, name, raw.baseAddress, raw.count, &count)
            if unsafe made == nil {
                // Unknown here: what most of such mail is written in.
                if unsafe cjson_is_utf8(raw.baseAddress, raw.count) == 0 {
                    unsafe made = cmail_convert(
                        handle, "windows-1252", raw.baseAddress, raw.count, &count)
                } else {
                    unsafe made = raw.baseAddress
                    count = raw.count
                }
            }
            unsafe text = UnsafeBufferPointer(start: made, count: count)
        }
        let end = target.count
        unsafe target.append(text)
        mend(target, from: end, to: target.count)
    }

    /// CRLF and lone CR become LF, NUL a blank.
    private func mend(_ target: ByteBuffer, from start: Int, to end: Int) {
        let bytes = unsafe target.start
        target.count = end
        let count = end - start
        guard count > 0,
            unsafe memchr(bytes + start, 0x0D, count) != nil
                || memchr(bytes + start, 0, count) != nil
        else { return }
        var written = start
        var at = start
        while at < end {
            let byte = unsafe bytes[at]
            at += 1
            if byte == 0x0D {
                if at < end, unsafe bytes[at] == 0x0A { continue }
                unsafe bytes[written] = 0x0A
            } else {
                unsafe bytes[written] = byte == 0 ? 0x20 : byte
            }
            written += 1
        }
        target.count = written
    }
}

internal import VOCCore

/// Tells mail from other text by its first lines.
enum MailShape {
    private static let fields: Set<String> = [
        "received", "return-path", "delivered-to", "from", "to", "cc", "date", "subject",
        "message-id",
        "mime-version", "content-type", "content-transfer-encoding", "reply-to", "sender",
        "in-reply-to", "references", "x-gm-thrid", "x-gmail-labels", "dkim-signature",
        "authentication-results", "list-id", "envelope-to", "delivery-date", "x-mailer",
        "user-agent",
        "importance", "thread-topic", "thread-index", "x-received", "arc-seal", "x-original-to",
    ]

    /// mbox or eml; nil if this is no mail.
    static func format(of head: ArraySlice<UInt8>) -> DumpFormat? {
        if head.starts(with: "From ".utf8) {
            let line = Array(head.prefix { $0 != 0x0A })
            let rest = head.dropFirst(line.count + 1)
            let isDated = unsafe line.withUnsafeBufferPointer { unsafe FromLine.isOne($0) }
            // Some write no date, but a header follows all the same.
            return isDated || fieldCount(rest) >= 2 ? .mbox : nil
        }
        return fieldCount(head) >= 2 ? .eml : nil
    }

    /// How many different fields of mail the header has; 0 where a line is no field.
    private static func fieldCount(_ head: ArraySlice<UInt8>) -> Int {
        var found: Set<String> = []
        for line in head.prefix(1 << 16).split(separator: 0x0A, omittingEmptySubsequences: false)
            .prefix(200)
        {
            guard let first = line.first, first != 0x0D else { break }
            if first == 0x20 || first == 0x09 { continue }
            let name = line.prefix { $0 > 0x20 && $0 != 0x3A && $0 < 0x7F }
            guard !name.isEmpty, name.count < 80, name.endIndex < line.endIndex,
                line[name.endIndex] == 0x3A
            else { return found.count >= 3 ? found.count : 0 }
            let folded = String(decoding: name, as: UTF8.self).lowercased()
            if fields.contains(folded) { found.insert(folded) }
        }
        return found.count
    }
}

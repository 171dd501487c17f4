internal import VOCCore

/// What the header of a message says about it, beyond its fields.
struct MessageNotes {
    var isAutomatic = false
    var isBounce = false
    /// Stretches of the text whose markup says what they are.
    var marked: [MarkedStretch] = []
}

extension ChunkDecoder {
    func decodeMail() {
        let reader = chunk.mailReader(for: recipe)
        for (index, record) in chunk.records.enumerated() {
            flushRejects(before: index)
            batch.recordsRead += 1
            var message = unsafe UnsafeBufferPointer(
                start: UnsafePointer(chunk.buffer.start + record.offset), count: record.count)
            var posted = unsafe UnsafeBufferPointer<UInt8>(start: nil, count: 0)
            if unsafe message.starts(with: "From ".utf8) {
                let end = unsafe message.firstIndex(of: 0x0A) ?? message.count
                unsafe posted = FromLine.date(UnsafeBufferPointer(rebasing: message[..<end]))
                unsafe message = UnsafeBufferPointer(
                    rebasing: message[min(message.count, end + 1)...])
                if unsafe FromLine.unquote(message, into: reader.unquoted) {
                    unsafe message = reader.unquoted.bytes
                }
            }
            if let (code, words, offset) = unsafe reader.read(message) {
                let header = record.count - message.count
                let place = unsafe faultPlace(
                    record.place,
                    UnsafeBufferPointer(
                        rebasing: chunk.buffer.bytes[
                            record.offset..<record.offset + min(record.count, header + offset)]))
                batch.rejects.append(
                    Reject(
                        code, words, at: place.origin(recipe.path),
                        raw: raw(record.offset, record.count)))
                continue
            }
            reader.readBody()
            unsafe readFields(of: reader, posted)
            builder.notes = notes(of: reader)
            let refusal = unsafe reader.values.withUnsafeBufferPointer {
                unsafe builder.add($0.baseAddress!, at: record.place)
            }
            if let refusal { refuse(record, refusal) }
        }
        finish()
    }

    /// Copies the wanted fields to the chunk's arena and tells the reader's values; of alternatives
    /// the first that is given.
    private func readFields(of reader: MailReader, _ posted: UnsafeBufferPointer<UInt8>) {
        let arena = chunk.arena
        arena.count = 0
        for slot in reader.values.indices {
            reader.values[slot] = RawValue()
            reader.offsets[slot] = 0
        }
        for place in reader.wishes.indices {
            let slot = reader.wishes[place].slot
            if reader.values[slot].isGiven { continue }
            let offset = arena.count
            unsafe append(reader.wishes[place].field, of: reader, posted)
            reader.offsets[slot] = offset
            reader.values[slot].count = UInt32(arena.count - offset)
        }
        // The arena may have moved while it grew.
        for slot in reader.values.indices {
            unsafe reader.values[slot].start = UnsafePointer(arena.start + reader.offsets[slot])
            reader.values[slot].kind = 1
        }
    }

    private func append(
        _ field: MailReader.Field, of reader: MailReader, _ posted: UnsafeBufferPointer<UInt8>
    ) {
        let arena = chunk.arena
        switch field {
        case .body: unsafe arena.append(reader.body.bytes)
        case .sender:
            if let sender = unsafe reader.sender() { unsafe arena.append(sender) }
        case .attachments:
            if reader.attachmentCount > 0 { append("\(reader.attachmentCount)") }
        case .header(let name):
            if let value = unsafe reader.header(name) { unsafe arena.append(value) }
        case .id: unsafe appendID(reader.header("Message-ID"))
        case .thread:
            if let id = unsafe reader.header(MailReader.threadID) {
                unsafe arena.append(id)
            } else {
                // The first of the references is the message that began it all.
                for name in MailReader.threadHeaders {
                    let before = arena.count
                    unsafe appendID(reader.header(name))
                    if arena.count > before { return }
                }
            }
        case .date:
            if let date = reader.date {
                append(date)
            } else if unsafe DateReader.microseconds(posted, unit: nil) != nil {
                unsafe arena.append(posted)
            } else if let value = unsafe reader.header("Date") {
                unsafe arena.append(value)
            }
        }
    }

    private func append(_ text: String) {
        for byte in text.utf8 { chunk.arena.append(byte) }
    }

    /// A moment from 1970 to 2199 as ISO 8601 writes it.
    private func append(_ date: Timestamp) {
        let seconds = Int(date.microseconds % Timestamp.microsecondsPerDay / 1_000_000)
        let (year, month, day) = date.day.components
        func two(_ number: Int, _ mark: UInt8) {
            chunk.arena.append(UInt8(48 + number / 10))
            chunk.arena.append(UInt8(48 + number % 10))
            if mark > 0 { chunk.arena.append(mark) }
        }
        two(year / 100, 0)
        two(year % 100, 0x2D)
        two(month, 0x2D)
        two(day, 0x54)
        two(seconds / 3600, 0x3A)
        two(seconds / 60 % 60, 0x3A)
        two(seconds % 60, 0x5A)
    }

    /// The first id of a field, without its angle brackets.
    private func appendID(_ value: UnsafeBufferPointer<UInt8>?) {
        guard let value = unsafe value else { return }
        guard let open = unsafe value.firstIndex(of: 0x3C),
            let close = unsafe value[open...].firstIndex(of: 0x3E), close > open + 1
        else {
            let word = unsafe value.prefix { $0 > 0x20 }
            unsafe chunk.arena.append(UnsafeBufferPointer(rebasing: word))
            return
        }
        unsafe chunk.arena.append(UnsafeBufferPointer(rebasing: value[(open + 1)..<close]))
    }

    private func notes(of reader: MailReader) -> MessageNotes {
        var notes = MessageNotes()
        notes.marked = reader.marked
        guard !recipe.leavesOut.isEmpty else { return notes }
        func says(_ name: String, _ words: [String]) -> Bool {
            guard let value = unsafe reader.header(name) else { return false }
            let text = unsafe String(decoding: value, as: UTF8.self).lowercased()
            return words.isEmpty || words.contains { text.hasPrefix($0) }
        }
        notes.isAutomatic =
            reader.isReceipt || MailReader.automatic.contains { says($0.name, $0.words) }
        notes.isBounce =
            reader.isDeliveryReport || says(MailReader.bounced, [])
        return notes
    }
}

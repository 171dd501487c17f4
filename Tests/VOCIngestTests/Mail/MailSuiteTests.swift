import CMail
import TestSupport
import Testing
import VOCCore

@testable import VOCIngest

/// Messages that others collected, read by path; the table says how many come out as expected.
@Suite(.serialized) struct `Mail suites` {
    static func files(_ folder: String, _ ending: String) -> [String] {
        TextFile.names(in: folder).filter { $0.hasSuffix(ending) }.map { "\(folder)/\($0)" }
    }

    static func bytes(_ path: String) throws -> [UInt8] { try TextFile.bytes(path) }

    static func plain(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        for (index, byte) in bytes.enumerated()
        where !(byte == 13 && index + 1 < bytes.count && bytes[index + 1] == 10) {
            result.append(byte)
        }
        return result
    }

    /// The text of a message or of a text, without what the given kinds set aside.
    static func own(
        _ text: [UInt8], marked: [MarkedStretch] = [], sender: String = "", _ kinds: AsideKinds
    ) throws -> String {
        let reader = ReplyReader(try Reading.markers.get(), kinds)
        let target = ByteBuffer()
        var sender = sender
        sender.withUTF8 { unsafe reader.setSender($0) }
        unsafe text.withUnsafeBufferPointer {
            _ = unsafe reader.read($0, marked: marked)
            unsafe reader.appendOwn(of: $0, to: target)
        }
        return String(decoding: target.copy(0..<target.count), as: UTF8.self)
    }

    // MARK: - Decoding

    /// The decoded content of all text parts that hold something, each without carriage returns.
    static func textParts(of message: [UInt8]) -> [[UInt8]] {
        unsafe message.withUnsafeBufferPointer { bytes in
            let mail = unsafe cmail_open()
            defer { unsafe cmail_close(mail) }
            _ = unsafe cmail_read(mail, bytes.baseAddress, bytes.count, 32, 10_000)
            var parts: [[UInt8]] = []
            for index in unsafe 0..<cmail_part_count(mail) {
                let part = unsafe cmail_part_at(mail, index)
                guard unsafe Int(part.kind) != CMAIL_BINARY, unsafe part.is_rest == 0 else {
                    continue
                }
                var count = 0
                let content = unsafe cmail_part_bytes(mail, index, &count)
                let text = plain(unsafe Array(UnsafeBufferPointer(start: content, count: count)))
                if !text.isEmpty { parts.append(text) }
            }
            return parts
        }
    }

    @Test func `decode the parts of mime4j's messages`() throws {
        guard let root = Suite.shared("torture/mime4j/core/src/test/resources") else { return }
        var equal = 0
        var all = 0
        var others: [String] = []
        for folder in ["testmsgs", "mimetools-testmsgs"] {
            for path in Self.files("\(root)/\(folder)", ".msg") {
                let base = String(path.dropLast(4))
                guard let list = try? TextFile.read(base + "_decoded.xml") else { continue }
                all += 1
                var expected: [[UInt8]] = []
                for piece in list.split(separator: "<text-body name=\"").dropFirst() {
                    let name = piece.prefix { $0 != "\"" }
                    let text = Self.plain(try Self.bytes("\(root)/\(folder)/\(name)"))
                    if !text.isEmpty { expected.append(text) }
                }
                if Self.textParts(of: try Self.bytes(path)) == expected {
                    equal += 1
                } else {
                    others.append(String(path.split(separator: "/").last ?? ""))
                }
            }
        }
        Self.tally("mime4j text bodies", equal, all, others)
        #expect(equal >= 78)
    }

    @Test func `cut mime4j's mbox into its messages`() throws {
        guard let root = Suite.shared("torture/mime4j/mbox/src/test/resources/test-1") else {
            return
        }
        let reading = try Reading(Reading.auto(root + "/mbox.rlug"), chunkBytes: 1000)
        #expect(reading.format == .mbox)
        #expect(reading.items.count == 5, "\(reading.rejectPlaces)")
        for (index, item) in reading.items.enumerated() {
            let one = try Reading.of(try Self.bytes("\(root)/mbox.rlug-\(index)")) {
                $0.format = .eml
            }
            #expect(one.items.map(\.title) == [item.title])
            #expect(one.items.map(\.text) == [item.text])
        }
    }

    @Test func `read each of CPython's messages, or state the defect`() throws {
        guard let root = Suite.shared("torture/cpython-email/data") else { return }
        var read = 0
        var stated = 0
        for path in Self.files(root, ".txt") {
            var input = try Reading.auto(path)
            input.format = .eml
            let reading = try Reading(input)
            #expect(
                reading.read == 1 && reading.items.count + reading.rejects.count == 1, "\(path)")
            read += reading.items.count
            stated += reading.rejects.count
        }
        Suite.tally(
            "cpython-email read or defect stated", read + stated, of: 47, "\(stated) with a defect")
        #expect(read + stated == 47)
        #expect(read >= 36)
    }

    @Test func `read Gmail's and Outlook's exports`() throws {
        guard let root = Suite.shared("exports/shapes") else { return }
        let all = try ConfigNode(file: root + "/expected.json").pairs()
        for folder in ["gmail", "outlook"] {
            let entry = try #require(try all.first { try $0.key.string().hasPrefix(folder) })
            let input = try Reading.auto("\(root)/\(try entry.key.string())")
            let reading = try Reading(input)
            #expect(reading.items.count == 1 && reading.rejects.isEmpty)
            let item = try #require(reading.items.first)
            #expect(!item.setAside.isEmpty)
            let first = try #require(
                try entry.value.pairs().first { try $0.key.string() == "first" }?.value)
            for (key, node) in try first.pairs() where !node.isNull {
                let value = try node.string()
                switch try key.string() {
                case "title": #expect(item.title == value)
                case "author": #expect(item.author == value)
                case "text": #expect(item.text == value)
                case "date": #expect(item.date == value)
                default: break
                }
            }
        }
    }

    // MARK: - Replies

    @Test func `find the reply in talon's plain messages`() throws {
        guard let root = Suite.shared("torture/talon/tests/fixtures/standard_replies") else {
            return
        }
        var equal = 0
        var others: [String] = []
        let paths = Self.files(root, ".eml")
        for path in paths {
            let stem = String(path.dropLast(4))
            let expected = (try? TextFile.read(stem + "_reply_text")) ?? "Hello"
            let input = try Reading.auto(path)
            let reading = try Reading.of(try Self.bytes(path)) {
                $0.candidates = input.candidates
                $0.format = .eml
                $0.setsAside = .quotes
            }
            let text = reading.items.first?.text ?? ""
            if Self.words(text) == Self.words(expected) {
                equal += 1
            } else {
                others.append(String(path.split(separator: "/").last ?? ""))
            }
        }
        Self.tally("talon replies", equal, paths.count, others)
        #expect(equal >= 10 && paths.count == 12)
    }

    private static func tally(_ name: String, _ equal: Int, _ all: Int, _ others: [String]) {
        let remark = others.isEmpty ? "" : "not " + others.joined(separator: ", ")
        Suite.tally(name, equal, of: all, remark)
    }

    static func words(_ text: String) -> [Substring] { text.split(whereSeparator: \.isWhitespace) }

    @Test func `find the reply in talon's HTML messages`() throws {
        guard let root = Suite.shared("torture/talon/tests/fixtures/html_replies") else { return }
        var equal = 0
        var others: [String] = []
        let paths = Self.files(root, ".html")
        for path in paths {
            let html = try Self.bytes(path)
            let target = ByteBuffer()
            let markers = try Reading.markers.get()
            let marked = unsafe html.withUnsafeBufferPointer {
                unsafe MarkupText.append($0, to: target, markers: markers)
            }
            let text = target.copy(0..<target.count)
            // What talon's own test expects of each of them.
            let reply = try Self.own(text, marked: marked, .quotes)
            if Self.words(reply) == ["Hi.", "I", "am", "fine.", "Thanks,", "Alex"] {
                equal += 1
            } else {
                others.append(String(path.split(separator: "/").last ?? ""))
            }
        }
        Self.tally("talon HTML replies", equal, paths.count, others)
        #expect(equal >= 7 && paths.count == 9)
    }

    @Test func `find the signature in talon's messages`() throws {
        guard let root = Suite.shared("torture/talon/tests/fixtures/signature/emails/stripped")
        else {
            return
        }
        var equal = 0
        var others: [String] = []
        let paths = Self.files(root, "_body")
        for path in paths {
            let stem = String(path.dropLast(5))
            let body = try TextFile.read(path)
            let sender = try TextFile.read(stem + "_sender").split(separator: "\n").joined()
            let signature = try TextFile.read(stem + "_signature")
            let expected = Self.words(String(body.dropLast(signature.count)))
            let found = try Self.own(Array(body.utf8), sender: sender, [.signatures, .disclaimers])
            if Self.words(found) == expected
                || signature.isEmpty && Self.words(found) == Self.words(body)
            {
                equal += 1
            } else {
                others.append(String(path.split(separator: "/").last ?? ""))
            }
        }
        Self.tally("talon signatures", equal, paths.count, others)
        #expect(equal >= 5 && paths.count == 6)
    }

    /// The own lines of each message; quoted lines; lines below, counted from 1.
    static let parsed: [(name: String, own: [ClosedRange<Int>], quoted: [ClosedRange<Int>])] = [
        ("correct_sig", [1...1], []), ("email_1_1", [1...5], []),
        ("email_1_2", [1...1, 9...34], [2...7, 36...43]), ("email_1_3", [1...3], [7...49]),
        ("email_1_4", [1...1], [3...8]), ("email_1_5", [1...15], []),
        ("email_1_6", [1...3], [5...15]), ("email_1_7", [1...1], [3...12]),
        ("email_1_8", [13...13, 19...19], [1...11, 15...17, 21...33]),
        ("email_2_1", [1...1], [4...24]), ("email_2_2", [1...1], [2...10]),
        ("email_2_3", [1...1], [3...10]), ("email_BlackBerry", [1...1], []),
        ("email_bullets", [1...9], [12...15]), ("email_iPhone", [1...1], []),
        ("email_long_quote", [1...4, 6...8], [5...5]),
        ("email_multi_word_sent_from_my_mobile_device", [1...1], []),
        ("email_one_is_not_on", [1...5], [7...10]),
        ("email_sent_from_my_not_signature", [1...3], []),
        ("email_sig_delimiter_in_middle_of_line", [1...7], []),
        ("greedy_on", [1...6], [8...16]), ("pathological", [1...2], [3...200]),
    ]

    @Test func `tell the parts of GitHub's e-mails apart`() throws {
        guard let root = Suite.shared("torture/github-email_reply_parser/test/emails") else {
            return
        }
        var equal = 0
        var others: [String] = []
        for mail in Self.parsed {
            let text = try Self.bytes("\(root)/\(mail.name).txt")
            let reader = ReplyReader(
                try Reading.markers.get(), [.quotes, .signatures, .disclaimers])
            unsafe text.withUnsafeBufferPointer { _ = unsafe reader.read($0) }
            let isRight = reader.lines.enumerated().allSatisfy { index, line in
                if line.isBlank { return true }
                if mail.own.contains(where: { $0.contains(index + 1) }) { return line.kind == nil }
                if mail.quoted.contains(where: { $0.contains(index + 1) }) {
                    return line.kind == .quote
                }
                return line.kind != nil && line.kind != .quote
            }
            if isRight { equal += 1 } else { others.append(mail.name) }
        }
        Self.tally("email_reply_parser", equal, Self.parsed.count, others)
        #expect(equal >= 20)
    }
}

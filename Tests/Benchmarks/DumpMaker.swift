internal import Glibc
internal import VOCCore

enum GeneratedFormat: String, CaseIterable { case ndjson, csv, xml, mail }

/// Makes dumps of any size out of a phrasebook: the same seed gives the same bytes, and no text
/// stands in a dump twice.
///
/// A text is two to six sentences. The first two are a pair that no other item has, as a step that
/// shares no divisor with the number of pairs visits each pair once; with the demo's sentences that
/// is enough for some gigabytes.
struct DumpMaker {
    private let format: GeneratedFormat
    /// The sentences as the format writes them.
    private let sentences: [[UInt8]]
    private let seed: UInt64

    private static let sources: [StaticString] = ["reviews", "tickets", "social", "survey"]
    /// Dates are spread over the year that begins here: 2026-01-01.
    static let firstDay = CivilDay(daysSinceEpoch: 20_454)

    init(_ format: GeneratedFormat, _ phrasebook: Phrasebook, seed: UInt64 = 1) {
        self.format = format
        self.seed = seed
        sentences = phrasebook.sentences.map { DumpMaker.escaped($0, for: format) }
    }

    /// Writes at least `byteCount` bytes of whole items; returns how many items.
    func write(byteCount: Int, to path: String) throws(VOCError) -> Int {
        let file = try ByteFile(creating: path)
        var block: [UInt8] = []
        block.reserveCapacity((1 << 20) + (1 << 14))
        block.append(contentsOf: start)
        var written = 0
        var items = 0
        let pairs = UInt64(sentences.count * sentences.count)
        let step = DumpMaker.step(for: pairs)
        var pair = seed % pairs
        var random = Random(seed: seed)
        while written + block.count < byteCount {
            append(items, pair, &random, to: &block)
            items += 1
            pair = (pair + step) % pairs
            if block.count >= 1 << 20 {
                try file.write(block)
                written += block.count
                block.removeAll(keepingCapacity: true)
            }
        }
        block.append(contentsOf: end)
        try file.write(block)
        return items
    }

    /// About 0.618 of `pairs`, so that neighbours have little in common, and coprime to it.
    private static func step(for pairs: UInt64) -> UInt64 {
        func divisor(_ a: UInt64, _ b: UInt64) -> UInt64 { b == 0 ? a : divisor(b, a % b) }
        var step = pairs / 1000 * 618 | 1
        while divisor(step, pairs) != 1 { step += 2 }
        return step
    }

    private func append(
        _ item: Int, _ pair: UInt64, _ random: inout Random, to block: inout [UInt8]
    ) {
        let count = UInt64(sentences.count)
        var text = sentences[Int(pair / count)] + [0x20] + sentences[Int(pair % count)]
        for _ in 0..<min(random.next(below: 5), random.next(below: 5)) {
            text.append(0x20)
            text += sentences[random.next(below: sentences.count)]
        }
        let minute = random.next(below: 365 * 1440)
        let day = CivilDay(daysSinceEpoch: DumpMaker.firstDay.daysSinceEpoch + minute / 1440)
        let clock = "T\(two(minute % 1440 / 60)):\(two(minute % 60)):00Z"
        let rating = 1 + random.next(below: 5)
        let author = random.next(below: 99_991)
        let source = DumpMaker.sources[item % 4]
        switch format {
        case .ndjson:
            block +=
                #"{"id":"\#(item)","receivedAt":"\#(day)\#(clock)","source":"\#(source)","#.utf8
            block += #""rating":\#(rating),"author":"user\#(author)","text":""#.utf8
            block += text
            block += "\"}\n".utf8
        case .csv:
            block += "\(item),\(day)\(clock),\(source),\(rating),user\(author),\"".utf8
            block += text
            block += "\"\r\n".utf8
        case .xml:
            block +=
                "  <item>\n    <id>\(item)</id>\n    <receivedAt>\(day)\(clock)</receivedAt>\n".utf8
            block += "    <source>\(source)</source>\n    <rating>\(rating)</rating>\n".utf8
            block += "    <author>user\(author)</author>\n    <text>".utf8
            block += text
            block += "</text>\n  </item>\n".utf8
        case .mail: block += message(item, author, day, clock, text)
        }
    }

    /// An answer to a mail of ours, with a signature and our mail quoted below.
    private func message(
        _ item: Int, _ author: Int, _ day: CivilDay, _ clock: String, _ text: [UInt8]
    ) -> [UInt8] {
        let (year, month, number) = day.components
        let name = DumpMaker.months[month - 1]
        let weekday = DumpMaker.weekdays[day.weekday - 1]
        let time = clock.dropFirst().dropLast()
        var block = Array(
            "From \(item)@xxx \(weekday) \(name) \(two(number)) \(time) +0000 \(year)\n".utf8)
        block += "X-GM-THRID: \(item)\nDelivered-To: help@shop.example\n".utf8
        block +=
            "Received: from mail.example by mx.shop.example with ESMTPS id q\(item); \(weekday), \(number) \(name) \(year) \(time) +0000\n"
            .utf8
        block += "Message-ID: <\(item).a@mail.example>\nReferences: <\(item).b@shop.example>\n".utf8
        block +=
            "From: Customer \(author) <user\(author)@mail.example>\nTo: Help Desk <help@shop.example>\n"
            .utf8
        block +=
            "Subject: Re: order \(author)\nDate: \(weekday), \(number) \(name) \(year) \(time) +0000\n"
            .utf8
        block += "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n".utf8
        block += text
        block +=
            "\n\nKind regards,\nCustomer \(author)\n\nOn \(weekday), \(number) \(name) \(year) at \(time.prefix(5)), Help Desk <help@shop.example> wrote:\n"
            .utf8
        block +=
            "> Dear customer,\n> we have had a look at your order and will write again.\n> The Help Desk\n\n"
            .utf8
        return block
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

    private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private var start: [UInt8] {
        switch format {
        case .ndjson, .mail: []
        case .csv: Array("id,receivedAt,source,rating,author,text\r\n".utf8)
        case .xml: Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<items>\n".utf8)
        }
    }

    private var end: [UInt8] { format == .xml ? Array("</items>\n".utf8) : [] }

    private static func escaped(_ sentence: [UInt8], for format: GeneratedFormat) -> [UInt8] {
        sentence.flatMap { byte -> [UInt8] in
            switch (format, byte) {
            case (.ndjson, UInt8(ascii: "\"")): Array(#"\""#.utf8)
            case (.ndjson, UInt8(ascii: "\\")): Array(#"\\"#.utf8)
            case (.csv, UInt8(ascii: "\"")): [byte, byte]
            case (.xml, UInt8(ascii: "&")): Array("&amp;".utf8)
            case (.xml, UInt8(ascii: "<")): Array("&lt;".utf8)
            case (.xml, UInt8(ascii: ">")): Array("&gt;".utf8)
            default: [byte]
            }
        }
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014): the same numbers on each run.
struct Random {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next(below limit: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        z ^= z >> 31
        return Int(z.multipliedFullWidth(by: UInt64(limit)).high)
    }
}

/// A file that is written from its beginning; closed with its last reference.
final class ByteFile {
    private let path: String
    private let descriptor: Int32

    init(creating path: String) throws(VOCError) {
        self.path = path
        descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw VOCError(
                .fileUnwritable, "cannot write \(path)", underlying: TextFile.reason(errno))
        }
    }

    deinit { close(descriptor) }

    func write(_ bytes: [UInt8]) throws(VOCError) {
        try ByteFile.writeAll(bytes, to: descriptor, name: path)
    }

    static func writeAll(_ bytes: [UInt8], to descriptor: Int32, name: String) throws(VOCError) {
        var done = 0
        while done < bytes.count {
            let wrote = unsafe bytes.withUnsafeBytes {
                unsafe Glibc.write(descriptor, $0.baseAddress! + done, $0.count - done)
            }
            guard wrote > 0 else {
                if errno == EINTR { continue }
                throw VOCError(
                    .fileUnwritable, "cannot write \(name)", underlying: TextFile.reason(errno))
            }
            done += wrote
        }
    }
}

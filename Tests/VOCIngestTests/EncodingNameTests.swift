import TestSupport
import Testing
import VOCCore

@testable import VOCIngest

@Suite struct `Encodings by name` {
    @Test(arguments: [
        ("UTF8", "utf-8"), (" Utf-16 ", "utf-16le"), ("latin1", "windows-1252"),
        ("ISO-8859-1", "windows-1252"), ("iso8859-2", "iso-8859-2"), ("cp1251", "windows-1251"),
        ("GB2312", "gb18030"), ("sjis", "shift_jis"), ("cp932", "shift_jis"),
        ("ks_c_5601-1987", "euc-kr"), ("Big5-HKSCS", "big5"), ("tis-620", "windows-874"),
        ("windows-874", "windows-874"), ("koi8-r", "koi8-r"), ("cp866", "ibm866"),
        ("iso-8859-9", "windows-1254"), ("x-mac-cyrillic", "x-mac-cyrillic"),
        ("euc-jp", "euc-jp"), ("iso-2022-jp", "iso-2022-jp"), ("macintosh", "macintosh"),
    ])
    func `are known in their usual spellings`(_ label: String, _ name: String) {
        #expect(TextEncoding(name: label)?.name == name)
        #expect(TextEncoding(name: name)?.name == name)
    }

    @Test(arguments: [
        "utf-7", "UTF7", "", "x-user", "iso-8859-2\"", "windows 1252", "\u{0}", "imap-mailbox-name",
    ])
    func `are refused where nobody knows them or they hide text`(_ label: String) {
        #expect(TextEncoding(name: label) == nil)
    }

    /// A text in each encoding is found, read, and its places are those of the bytes.
    @Test(arguments: [
        ("windows-1251", "Привет, посылка пришла поздно, курьер был груб"),
        ("koi8-r", "Привет, посылка пришла поздно, курьер был груб"),
        ("windows-1253", "Καλημέρα, το δέμα άργησε πολύ και ήταν σπασμένο"),
        ("windows-1255", "שלום, החבילה הגיעה מאוחר מאוד והשליח היה גס"),
        ("windows-1256", "مرحبا، وصل الطرد متأخرا جدا وكان المندوب فظا"),
        ("windows-874", "สวัสดี พัสดุมาช้ามากและพนักงานไม่สุภาพเลย"),
        ("shift_jis", "荷物が遅れました。配達員の態度がとても悪かったです。"),
        ("euc-jp", "荷物が遅れました。配達員の態度がとても悪かったです。"),
        ("euc-kr", "택배가 너무 늦게 왔고 기사님이 불친절했습니다."),
        ("gb18030", "包裹来得太晚了，快递员的态度非常不好。我很不满意"),
        ("big5", "包裹來得太晚了，快遞員的態度非常不好。我很不滿意"),
        ("windows-1250", "Zásilka přišla příliš pozdě a kurýr byl velmi nepříjemný"),
        ("windows-1252", "Das Päckchen kam viel zu spät, und der Fahrer war äußerst unhöflich"),
        ("utf-16le", "The parcel came late"), ("utf-16be", "посылка пришла"),
        ("utf-32le", "The parcel came late"), ("iso-2022-jp", "荷物が遅れました。"),
    ])
    func `are found by looking, and places are those of the file`(
        _ name: String, _ text: String
    ) throws {
        let encoding = try #require(TextEncoding(name: name))
        let encoder = try #require(CharsetEncoder(charset: encoding.charset))
        let dump = "id,text\n1,\"\(text)\"\n2,\"\(text)\"\n"
        var bytes: [UInt8] = []
        // ISO-2022 has states: they last from one character to the next.
        if name.hasPrefix("iso-2022") {
            bytes = encoder.bytes(of: dump)
        } else {
            for scalar in dump.unicodeScalars { bytes += encoder.bytes(of: scalar) }
        }
        for size in [1, 7, 1 << 20] {
            let reading = try Reading.of(bytes, chunkBytes: size)
            #expect(reading.items.map(\.text) == [text, text])
            guard !name.hasPrefix("iso-2022") else { continue }
            let line = (bytes.count - encoder.bytes(of: "id,text\n").count) / 2
            let offset = bytes.count - line
            #expect(reading.items.last?.place == "2 3:1@\(offset)")
        }
    }

    @Test func `keep their bad bytes out of the text, and count them`() throws {
        try Suite.withFolder { folder in
            for (bytes, count) in [
                (
                    Array("id,text\n1,caf".utf8) + [0xC3] + Array(" x\n2,".utf8) + [
                        0xFF, 0xFE, 0x80, 10,
                    ], 4
                ),
                (Array("id,text\n1,".utf8) + Array("ünïcödé".utf8) + [0xE2, 0x82, 10], 1),
            ] {
                try TextFile.write(bytes, to: folder + "/dump")
                for size in [1, 3, 1 << 20] {
                    var input = try Reading.auto(folder + "/dump")
                    input.encoding = .utf8
                    input.limits.chunkBytes = size
                    let reader = try DumpReader(input)
                    let chunk = DumpChunk()
                    var noted = 0
                    while try reader.takeChunk(chunk) {
                        let batch = FeedbackBatch()
                        try reader.decode(chunk, into: batch)
                        noted += batch.noted[.textReplaced] ?? 0
                    }
                    #expect(noted == count, "\(size)")
                }
            }
        }
    }
}

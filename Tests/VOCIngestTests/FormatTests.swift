import TestSupport
import Testing
import VOCCore

@testable import VOCIngest

@Suite struct `Reading in pieces` {
    static let dumps: [String] = [
        "id,text,rating\n1,\"two\nlines, \"\"quoted\"\"\",5\n\n2,plain,3\n3,ragged\n4,\"never closed,2\n5,fine,1\n6,a \"stray\" quote,2\n7,last,4",
        "{\"id\":1,\"text\":\"caf\\u00e9 \\ud83d\"}\n\n{\"id\":2,\"text\":}\n  {\"id\":12345678901234567890123,\"text\":\"x\",\"rating\":4.5}\n[1]\n{\"text\":\"same\"}\n{\"text\":\"same\"}\n",
        "{\"tickets\": [ {\"id\": 1, \"text\": \"a]}\\\"\"},\n {\"id\": 2 \"text\": \"b\"}, {\"id\": 3, \"text\": \"c\", \"tags\": [[1]]}], \"next\": null}\n",
        "<feed>\n <entry><id>1</id><text>a &amp; <![CDATA[<b>]]></text></entry>\n\n <entry>\n  <id>2</id><text>é</text></entry><entry><id>3</id></feed>",
    ]

    @Test(arguments: dumps)
    func `does not change what is read`(_ dump: String) throws {
        let whole = try Reading.of(dump)
        #expect(whole.read == whole.items.count + whole.rejects.count)
        #expect(whole.read >= 3)
        for size in [1, 2, 3, 5, 8, 13, 31, 64, 100] {
            let pieces = try Reading.of(dump, chunkBytes: size)
            #expect(pieces.items == whole.items, "\(size)")
            #expect(pieces.rejectPlaces == whole.rejectPlaces, "\(size)")
            #expect(pieces.lines == whole.lines, "\(size)")
            #expect(pieces.read == whole.read)
        }
    }

    @Test func `gives exact places in CSV`() throws {
        let reading = try Reading.of(`Reading in pieces`.dumps[0])
        #expect(reading.items.map(\.place) == ["1 2:1@15", "2 5:1@44", "5 8:1@81", "7 10:1@110"])
        #expect(
            reading.rejectPlaces == [
                "csv.ragged-row 6:9@62", "csv.unclosed-quote 7:3@65", "csv.stray-quote 9:5@94",
            ])
        #expect(reading.items[0].text == "two\nlines, \"quoted\"")
        #expect(reading.lines == 10)
    }

    @Test func `gives exact places in NDJSON, and keeps numbers as written`() throws {
        let reading = try Reading.of(`Reading in pieces`.dumps[1])
        #expect(reading.items[0].text == "café \u{FFFD}")
        #expect(reading.rejectPlaces == ["json.malformed 3:16@51", "json.not-an-object 5:1@110"])
        #expect(reading.items[1].id == "12345678901234567890123")
        #expect(reading.items[1].rating == "4.5")
        #expect(reading.items[3].id == reading.items[2].id + "#2")
        #expect(reading.items[2].id.utf8.count == 32)
        #expect(reading.lines == 7)
    }

    @Test func `gives exact places in JSON documents and XML`() throws {
        let json = try Reading.of(`Reading in pieces`.dumps[2])
        #expect(json.format == .json)
        #expect(json.items.map(\.place) == ["1 1:15@14", "3 2:25@66"])
        #expect(json.rejectPlaces == ["json.malformed 2:11@52"])
        let xml = try Reading.of(`Reading in pieces`.dumps[3])
        #expect(xml.items.map(\.text) == ["a & <b>", "é"])
        #expect(xml.items.map(\.place) == ["1 2:2@8", "2 4:2@72"])
        #expect(xml.rejects.map(\.code) == [.xmlMalformed])
    }

    @Test(arguments: dumps)
    func `does not depend on line ends, marks, encoding`(_ dump: String) throws {
        func content(_ reading: Reading) -> [Reading.Item] {
            reading.items.map {
                var item = $0
                item.place = ""
                item.text = item.text.split(separator: "\r\n").joined(separator: "\n")
                if item.id.utf8.count > 30 { item.id = "computed" }
                return item
            }
        }
        let plain = content(try Reading.of(dump))
        var crlf: [UInt8] = []
        for byte in dump.utf8 { crlf += byte == 10 ? [13, 10] : [byte] }
        #expect(content(try Reading.of(crlf)) == plain)
        #expect(content(try Reading.of([0xEF, 0xBB, 0xBF] + Array(dump.utf8))) == plain)
        let wide = dump.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        let utf16 = try Reading.of([0xFF, 0xFE] + wide, chunkBytes: 5)
        #expect(content(utf16) == plain)
        let big = dump.utf16.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
        #expect(content(try Reading.of([0xFE, 0xFF] + big)) == plain)
    }

    @Test func `takes each line of a range once`() throws {
        let dump = (0..<50).map { "{\"id\":\($0),\"text\":\"t\"}\n" }.joined()
        for size in [1, 7, 19, 20, 21, 200] {
            var ids: [String] = []
            for lower in stride(from: 0, to: dump.utf8.count, by: size) {
                ids += try Reading.of(dump) {
                    $0.range = lower..<min(dump.utf8.count, lower + size)
                }.items.map(\.id)
            }
            #expect(ids == (0..<50).map(String.init), "\(size)")
        }
    }

    @Test func `rejects what is over the limits and goes on`() throws {
        let long = String(repeating: "x", count: 5000)
        func limit(_ input: inout DumpInput) {
            input.limits.recordBytes = 1000
            input.limits.fieldBytes = 500
        }
        for size in [1, 100, 1 << 20] {
            let lines = try Reading.of(
                "{\"id\":1,\"text\":\"\(long)\"}\n{\"id\":2,\"text\":\"b\"}\n", chunkBytes: size,
                limit)
            #expect(lines.items.map(\.id) == ["2"])
            #expect(lines.rejects.map(\.code) == [.recordTooLarge])
            let table = try Reading.of(
                "id,text\n1,\(long)\n2,b\n3,\"\(long)\n4,c\n", chunkBytes: size, limit)
            #expect(table.items.map(\.id) == ["2", "4"])
            #expect(
                table.rejectPlaces == ["record.too-large 2:1@8", "csv.unclosed-quote 4:3@5017"])
            let document = try Reading.of(
                "[{\"id\":1,\"text\":\"\(long)\"},{\"id\":2,\"text\":\"b\"}]", chunkBytes: size,
                limit)
            #expect(document.items.map(\.id) == ["2"])
            #expect(document.rejects.map(\.code) == [.recordTooLarge])
        }
    }
}

@Suite struct `Hostile XML` {
    @Test func `never reads another file`() throws {
        try Suite.withFolder { folder in
            try TextFile.write(Array("canary-7731".utf8), to: folder + "/canary")
            let documents = [
                "<!DOCTYPE a [<!ENTITY b SYSTEM \"file://\(folder)/canary\">]><a><entry><text>&b;</text></entry></a>",
                "<!DOCTYPE a [<!ENTITY % b SYSTEM \"file://\(folder)/canary\"> %b;]><a><entry><text>x</text></entry></a>",
                "<!DOCTYPE a SYSTEM \"file://\(folder)/canary\"><a><entry><text>&b;</text></entry></a>",
                "<a xmlns:xi=\"http://www.w3.org/2001/XInclude\"><entry><text><xi:include href=\"\(folder)/canary\" parse=\"text\"/></text></entry></a>",
            ]
            for document in documents {
                let reading = try Reading.of(document)
                #expect(
                    !reading.items.contains {
                        $0.text.contains("canary-7731") || $0.title.contains("canary-7731")
                    })
                #expect(reading.read == reading.items.count + reading.rejects.count)
            }
            #expect(try Reading.of(documents[0]).rejects.map(\.code) == [.xmlDeclaresEntities])
        }
    }

    @Test func `that swells is rejected at once`() throws {
        guard let folder = Suite.shared("torture/libxml2-recurse") else { return }
        for name in TextFile.names(in: folder) where name.hasPrefix("lol") && name.hasSuffix(".xml")
        {
            let start = ContinuousClock.now
            let reading = try Reading(Reading.auto("\(folder)/\(name)"))
            #expect(reading.items.isEmpty, "\(name)")
            #expect(ContinuousClock.now - start < .seconds(1), "\(name)")
        }
    }
}

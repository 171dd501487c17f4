import TestSupport
import Testing
import VOCCore

@testable import VOCIngest

@Suite struct `Hostile dumps` {
    private func faults(_ reading: Reading) -> [String] { reading.rejects.map(\.code.id) }

    @Test func `nest without end and are rejected with their place`() throws {
        let deep = 100_000
        for (open, format) in [
            ("[", DumpFormat.json), ("{\"a\":", .json), ("[", .ndjson), ("{\"a\":", .ndjson),
        ] {
            let text = String(repeating: open, count: deep)
            let reading = try Reading.of(text) { $0.format = format }
            #expect(faults(reading).contains("json.too-deep"), "\(open) \(format)")
            #expect(reading.items.isEmpty)
            #expect(reading.rejects[0].origin.column == open.utf8.count * 1000 + 1)
        }
        let tags = try Reading.of("<feed><entry>" + String(repeating: "<a>", count: deep))
        #expect(faults(tags) == ["xml.malformed"])
        #expect(tags.rejects[0].origin.line == 1 && tags.rejects[0].origin.column > 256 * 3)
    }

    @Test(arguments: [(1000, true), (1001, false)])
    func `of JSON may nest 1,000 deep`(_ depth: Int, _ isRead: Bool) throws {
        let inner =
            String(repeating: "[", count: depth - 1) + String(repeating: "]", count: depth - 1)
        let line = "{\"id\":\"1\",\"text\":\"a\",\"deep\":\(inner)}"
        for format in [DumpFormat.ndjson, .json] {
            let reading = try Reading.of(line) { $0.format = format }
            #expect(reading.items.map(\.id) == (isRead ? ["1"] : []), "\(format)")
            #expect(faults(reading) == (isRead ? [] : ["json.too-deep"]))
        }
    }

    /// Writes a dump with one huge thing in it, piece by piece, and reads it.
    private func reading(
        _ format: DumpFormat, head: String, piece: String, count: Int, tail: String
    ) throws -> Reading {
        try Suite.withFolder { folder in
            var bytes = Array(head.utf8)
            let part = Array(piece.utf8)
            bytes.reserveCapacity(bytes.count + part.count * count + tail.utf8.count)
            for _ in 0..<count { bytes += part }
            bytes += Array(tail.utf8)
            try TextFile.write(bytes, to: folder + "/dump")
            var input = try Reading.auto(folder + "/dump")
            input.format = format
            return try Reading(input)
        }
    }

    @Test func `with a field of 17 MB or a record of 65 MB lose that record only`() throws {
        let block = String(repeating: "x", count: 1 << 20)
        for (count, code) in [(17, "field"), (65, "record")] {
            let table = try reading(
                .csv, head: "id,text\n1,a\n2,\"", piece: block, count: count, tail: "\"\n3,c\n")
            #expect(table.items.map(\.id) == ["1", "3"], "\(code)")
            #expect(table.rejects.count == 1)
            let lines = try reading(
                .ndjson, head: "{\"id\":\"1\"}\n{\"id\":\"2\",\"text\":\"", piece: block,
                count: count,
                tail: "\"}\n{\"id\":\"3\"}\n")
            #expect(lines.items.map(\.id) == ["1", "3"], "\(code)")
            #expect(faults(lines) == ["record.too-large"])
            let document = try reading(
                .json, head: "[{\"id\":\"1\"},{\"id\":\"2\",\"text\":\"", piece: block,
                count: count,
                tail: "\"},{\"id\":\"3\"}]")
            #expect(document.items.map(\.id) == ["1", "3"], "\(code)")
            #expect(faults(document) == ["record.too-large"])
            let feed = try reading(
                .xml, head: "<feed><entry><id>1</id></entry>\n<entry><id>2</id><text>",
                piece: block,
                count: count, tail: "</text></entry>\n<entry><id>3</id></entry></feed>")
            #expect(feed.items.map(\.id) == ["1", "3"], "\(code)")
            #expect(faults(feed) == ["record.too-large"])
        }
    }

    @Test func `with a quote that is never closed lose one line, however long the rest`() throws {
        let rows = (3...60_000).map { "\($0),some words of a customer\n" }.joined()
        let reading = try Reading.of("id,text\n1,a\n2,\"b\n" + rows) {
            $0.limits.fieldBytes = 1 << 16
        }
        #expect(reading.items.count == 59_999)
        #expect(reading.rejectPlaces == ["csv.unclosed-quote 3:3@14"])
    }

    @Test func `keep ids of any length, and of two keys of one name the last`() throws {
        let ids = ["1169246717864136705", "123456789012345678901234567890", "1e400", "-0", "0.10"]
        let text = ids.map { "{\"id\":\($0),\"text\":\"t\"}\n" }.joined()
        #expect(try Reading.of(text).items.map(\.id) == ids)
        let twice = try Reading.of(
            "{\"id\":1,\"text\":\"first\",\"id\":2,\"text\":\"second\"}\n{\"id\":3}\n")
        #expect(twice.items.map(\.id) == ["2", "3"])
        #expect(twice.items[0].text == "second")
    }

    @Test func `with repeated keys and lone surrogates are told of, with the first place`() throws {
        let text =
            "{\"id\":\"0\",\"other\":1,\"other\":2}\n{\"id\":\"1\",\"text\":\"a\",\"text\":\"b\\ud83d\"}\n{\"id\":\"2\",\"id\":\"3\",\"id\":\"4\",\"text\":\"\\udc00\\ud83d\"}\n"
        try Suite.withFolder { folder in
            try TextFile.write(Array(text.utf8), to: folder + "/dump")
            for format in [DumpFormat.ndjson, .json] {
                var input = try Reading.auto(folder + "/dump")
                input.format = format
                let reader = try DumpReader(input)
                let chunk = DumpChunk()
                let batch = FeedbackBatch()
                while try reader.takeChunk(chunk) { try reader.decode(chunk, into: batch) }
                #expect(batch.rows.map { batch.string($0.id) } == ["0", "1", "4"])
                #expect(batch.noted == [.jsonRepeatedKey: 3, .jsonLoneSurrogate: 3])
                #expect(batch.firstNoted[.jsonRepeatedKey]?.line == 2)
                #expect(batch.firstNoted[.jsonLoneSurrogate]?.line == 2)
                #expect(batch.firstNoted[.jsonLoneSurrogate]?.record == 2)
            }
        }
    }

    @Test func `with lone surrogates and NUL bytes lose nothing else`() throws {
        let json = try Reading.of(
            "{\"id\":\"1\",\"text\":\"a\\ud83d b\\udc00\\u0000c\"}\n{\"id\":\"2\",\"text\":\"\\ud83d\\ude00\"}\n"
        )
        #expect(json.items.map(\.text) == ["a\u{FFFD} b\u{FFFD}\u{0}c", "😀"])
        let table = try Reading.of("id,text\n1,a\u{0}b\n2,c\n3,some words of a customer\n")
        #expect(table.items.map(\.text) == ["a\u{0}b", "c", "some words of a customer"])
        let lines = try Reading.of("{\"id\":\"1\",\"text\":\"a\u{0}b\"}\n{\"id\":\"2\"}\n")
        #expect(lines.items.map(\.id) == ["2"])
        #expect(faults(lines) == ["json.malformed"])
        let feed = try Reading.of(
            "<feed><entry><id>1</id><text>a\u{0}b</text></entry><entry><id>2</id></entry></feed>")
        #expect(feed.items.map(\.id) == ["2"])
        #expect(feed.read == 2)
    }

    @Test(arguments: [
        "<!DOCTYPE a [<!ENTITY b SYSTEM \"FILE\">]><a><entry><id>1</id><text>&b;</text></entry></a>",
        "<!DOCTYPE a [<!ENTITY b SYSTEM \"http://127.0.0.1:9/x\">]><a><entry><id>1</id><text>&b;</text></entry></a>",
        "<!DOCTYPE a [<!ENTITY % b SYSTEM \"FILE\"> %b;]><a><entry><id>1</id><text>&c;</text></entry></a>",
        "<!DOCTYPE a [<!ENTITY % b \"<!ENTITY c SYSTEM 'FILE'>\"> %b;]><a><entry><id>1</id><text>&c;</text></entry></a>",
        "<!DOCTYPE a [<!ENTITY b PUBLIC \"x\" \"FILE\">]><a><entry><id>1</id><text x=\"&b;\">t</text></entry></a>",
        "<!DOCTYPE a SYSTEM \"FILE\"><a><entry><id>1</id><text>&b;</text></entry></a>",
        "<a xmlns:xi=\"http://www.w3.org/2001/XInclude\"><entry><id>1</id><text><xi:include href=\"FILE\" parse=\"text\"/></text></entry></a>",
        "<?xml-stylesheet type=\"text/xsl\" href=\"FILE\"?><a><entry><id>1</id><text>t</text></entry></a>",
        "<a xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"u FILE\" xsi:noNamespaceSchemaLocation=\"FILE\"><entry><id>1</id><text>t</text></entry></a>",
    ])
    func `of XML never bring in another file, whether entities are allowed or not`(
        _ document: String
    )
        throws
    {
        try Suite.withFolder { folder in
            let canary = folder + "/canary"
            try TextFile.write(Array("canary-7731".utf8), to: canary)
            for allows in [false, true] {
                let text = document.replacing("FILE", with: "file://" + canary)
                let reading = try Reading.of(text) {
                    $0.format = .xml
                    $0.allowsEntities = allows
                    $0.element = "entry"
                }
                #expect(!"\(reading.items)".contains("canary-7731"))
                #expect(
                    !reading.rejects.contains {
                        String(decoding: $0.raw, as: UTF8.self).contains("canary-7731")
                            || $0.message.contains("canary-7731")
                    })
                #expect(reading.read == reading.items.count + reading.rejects.count)
                if !allows, document.contains("<!ENTITY") {
                    #expect(reading.rejects.map(\.code.id) == ["xml.entities"])
                }
            }
        }
    }

    @Test func `of XML may declare harmless entities where that is allowed`() throws {
        let document =
            "<!DOCTYPE a [<!ENTITY shop \"Lumen and Loom\"><!ENTITY both \"&shop;, &shop;\">]><a><entry><id name=\"&shop;\">1</id><text>at &both;!</text></entry></a>"
        let read = try Reading.of(document) { $0.allowsEntities = true }
        #expect(read.items.map(\.text) == ["at Lumen and Loom, Lumen and Loom!"])
        #expect(try Reading.of(document).rejects.map(\.code) == [.xmlDeclaresEntities])
    }

    @Test func `of XML that swell are stopped where entities are allowed, too`() throws {
        for folder in ["torture/libxml2-recurse", "torture/defusedxml/xmltestdata"] {
            guard let folder = Suite.shared(folder) else { return }
            for name in TextFile.names(in: folder) where name.hasSuffix(".xml") {
                let start = ContinuousClock.now
                var input = try Reading.auto("\(folder)/\(name)")
                input.allowsEntities = true
                let reading = try Reading(input)
                #expect(ContinuousClock.now - start < .seconds(1), "\(name)")
                #expect(reading.items.allSatisfy { $0.text.utf8.count < 2 << 20 })
            }
        }
    }
}

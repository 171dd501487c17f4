import CJSON
import TestSupport
import Testing
import VOCCore

@testable import VOCIngest

@Suite struct `Fields of a record` {
    @Test(arguments: [
        ("2024-01-12 21:05:33", "2024-01-12T21:05:33Z"),
        ("2024-01-02 10:53", "2024-01-02T10:53:00Z"),
        ("2025-05-11T10:19:38-07:00", "2025-05-11T17:19:38Z"),
        ("2020-01-01", "2020-01-01T00:00:00Z"),
        ("2015-01-27T20:09:32.720", "2015-01-27T20:09:32.720Z"),
        ("1588687728923", "2020-05-05T14:08:48.923Z"),
        ("1252800000", "2009-09-13T00:00:00Z"),
        ("1452988821.000002", "2016-01-17T00:00:21.000002Z"),
        ("09 13, 2009", "2009-09-13T00:00:00Z"), ("01 1, 2018", "2018-01-01T00:00:00Z"),
        ("Tue, 21 Jan 2014 06:30:14 +0100", "2014-01-21T05:30:14Z"),
        ("30-Jul-18", "2018-07-30T00:00:00Z"),
        ("Sat Dec 06 18:20:30 +0000 2025", "2025-12-06T18:20:30Z"),
        ("20240112", "2024-01-12T00:00:00Z"),
        ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"),
        ("Jul 30, 2018 3:05 PM", "2018-07-30T15:05:00Z"),
    ])
    func `are dates in these shapes`(_ written: String, _ moment: String) {
        #expect(date(written) == moment)
    }

    @Test(arguments: [
        "2026-02-30", "03/04/2024", "yesterday", "2024-13-01", "24:00", "12", "2024-01-01T25:00:00",
        "2024-01-01T10:00:00+99:00", "999999999999999999999999", "Jul", "-", "2024-01-01 x",
    ])
    func `are no dates in these`(_ written: String) {
        #expect(date(written) == nil)
    }

    @Test(arguments: [
        "2024-01-12 21:05:33", "2016-12-31T23:59:60Z", "2024-02-29T00:00:00",
        "1969-12-31T23:59:59Z",
        "2023-02-29T00:00:00Z", "2024-13-01T00:00:00Z", "2024-01-01T24:00:00Z",
        "2024-01-01T00:60:00Z",
        "2024-01-01T00:00:61Z", "2024/01/01T00:00:00Z", "2024-01-01t00:00:00Z",
        "2024-01-01T00:00:0/Z",
        "2024-01-01T00:00:00z", "0000-01-01T00:00:00Z", "2024-01-0:T00:00:00Z",
    ])
    func `are the same dates byte by byte and the general way`(_ written: String) {
        // A space before it leads past the quick way.
        #expect(date(written) == date(" " + written))
    }

    private func date(_ text: String) -> String? {
        var text = text
        return text.withUTF8 { unsafe DateReader.microseconds($0, unit: nil) }
            .map { Timestamp(microseconds: $0).description }
    }

    @Test func `of HTML become plain text`() throws {
        let profile = try SourceProfile(
            node: ConfigNode(
                yaml:
                    "{id: t, fields: {id: id, text: {field: t, html: true}, rating: r}, rating: {scale: 1..5, words: {good: 5, none: null}}}",
                file: "t.yml"))
        let dump = #"""
            {"id":"1","t":"<p>a &amp; b<br/>c&#8217;s</p><p>d &lt;3 5 < 6</p>"}
            {"id":"2","r":"Good"}
            {"id":"3","r":"none"}
            {"id":"4","r":6}
            {"id":"5","r":"4.5"}
            {"x":1}
            """#
        let reading = try Reading.of(dump) { $0.profile = profile }
        #expect(reading.items[0].text == "a & b\nc’s\nd <3 5 < 6")
        #expect(reading.items.map(\.rating) == ["", "Good", "", "4.5"])
        #expect(reading.rejects.map(\.code) == [.fieldBadRating, .recordEmpty])
    }

    @Test func `that are invalid UTF-8 are repaired, and windows-1252 is recognised`() throws {
        let bad = Array("id,text\n1,caf".utf8) + [0xC3] + Array("\n2,café é è\n".utf8)
        #expect(try Reading.of(bad).items.map(\.text) == ["caf\u{FFFD}", "café é è"])
        let json = Array(#"{"id":1,"text":"a"#.utf8) + [0xE2, 0x82] + Array("b é é\"}\n".utf8)
        #expect(try Reading.of(json).items.map(\.text) == ["a\u{FFFD}b é é"])
        let western =
            Array("id,text\n1,caf".utf8) + [0xE9, 0x20, 0x99, 0x81] + Array("\n2,b\n".utf8)
        let reading = try Reading.of(western)
        #expect(reading.items.map(\.text) == ["café ™\u{FFFD}", "b"])
        #expect(reading.items[1].place == "2 3:1@18")
    }

    @Test func `are found by the attributes' names`() throws {
        let dump = "id,text,Plan,Tags\n1,a,gold,x\n2,b,,y\n"
        let reading = try Reading.of(dump) { $0.attributeNames = ["tags", "plan", "absent"] }
        #expect(reading.items.map(\.attributes) == [["x", "gold", ""], ["y", "", ""]])
    }
}

@Suite struct `Source profiles` {
    @Test func `all load and choose themselves`() throws {
        #expect(SourceProfiles.list(folders: [Reading.profiles]).count >= 9)
        _ = try SourceProfiles.all(folders: [Reading.profiles])
    }

    @Test func `name the nearest key and profile when mistyped`() {
        let typo = #expect(throws: VOCError.self) {
            try SourceProfile(node: ConfigNode(yaml: "id: a\nfeilds: {}", file: "a.yml"))
        }
        #expect(typo?.hint == "did you mean 'fields'?")
        let missing = #expect(throws: VOCError.self) {
            try SourceProfile.load("trustpliot", folders: [Reading.profiles])
        }
        #expect(missing?.code == .profileUnknown)
        #expect(missing?.hint == "did you mean 'trustpilot'?")
    }

    @Test func `have error codes that are explained, once each`() {
        let ids = ErrorCode.ingest.map(\.id)
        #expect(Set(ids).count == ids.count)
        #expect(Set(ids).isDisjoint(with: ErrorCode.core.map(\.id)))
    }
}

@Suite struct `Suites written by others` {
    @Test func `of JSON are judged as they must be`() throws {
        guard let folder = Suite.shared("torture/JSONTestSuite/test_parsing") else { return }
        for name in TextFile.names(in: folder) where name.hasSuffix(".json") {
            let bytes = try TextFile.bytes("\(folder)/\(name)")
            var offset = 0
            let isUTF8 = unsafe cjson_is_utf8(bytes, bytes.count) != 0
            let fault = unsafe cjson_check(bytes, bytes.count, &offset)
            if name.hasPrefix("y_") { #expect(fault == 0, "\(name)") }
            if name.hasPrefix("n_") { #expect(fault != 0 || !isUTF8, "\(name)") }
            #expect(offset <= bytes.count)
            // And simdjson's reading of the same bytes as one record agrees.
            let reading = try Reading.of(bytes) { $0.format = .json }
            #expect(reading.read == reading.items.count + reading.rejects.count, "\(name)")
        }
    }

    @Test(arguments: ["csv-spectrum/csvs", "csv-test-data/csv", "duckdb-csv"])
    func `of CSV never crash and always add up`(_ suite: String) throws {
        guard let folder = Suite.shared("torture/\(suite)") else { return }
        func each(_ folder: String) throws {
            for name in TextFile.names(in: folder) {
                let path = "\(folder)/\(name)"
                if TextFile.isFolder(path) {
                    try each(path)
                } else if name.hasSuffix(".csv") {
                    guard let reading = try? Reading(Reading.auto(path)) else { continue }
                    #expect(reading.read == reading.items.count + reading.rejects.count, "\(path)")
                }
            }
        }
        try each(folder)
    }

    @Test func `of CSV give the same cells`() throws {
        guard let folder = Suite.shared("torture/csv-test-data") else { return }
        for name in TextFile.names(in: folder + "/json") {
            let stem = name.dropLast(5)
            let rows = try ConfigNode(file: "\(folder)/json/\(name)").list()
            let csv = try TextFile.bytes("\(folder)/csv/\(stem).csv")
            guard case .map(let first)? = rows.first?.value else { continue }
            let names = try first.map { try $0.key.string() }
            let reading = try? Reading.of(csv) {
                $0.attributeNames = names
                $0.mapping.sources[.id] = FieldSource(parts: [[FieldPath(names[0])]])
                $0.profile = SourceProfile(
                    id: "t", name: "", channel: "", variants: [SourceVariant()])
            }
            let expected = try rows.map { row in
                try row.pairs().map { $0.value.isNull ? "" : try $0.value.string() }
            }
            if expected.contains(where: { $0[0].isEmpty }) { continue }
            #expect(reading?.items.map(\.attributes) == expected, "\(name)")
        }
    }
}

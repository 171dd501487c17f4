import TestSupport
import Testing
import VOCCore

@testable import VOCIngest

/// A broken record costs itself, and nothing after it.
@Suite struct `After a broken record` {
    /// A dump, the ids that must come out, and how many records are rejected.
    struct Case: CustomTestStringConvertible {
        let name: String
        let text: String
        let ids: [String]
        let rejects: Int
        var testDescription: String { name }
    }

    private static func json(_ broken: String) -> String {
        "[\n  {\"id\":\"1\",\"text\":\"a\"},\n  \(broken)\n  {\"id\":\"3\",\"text\":\"c\"},\n  {\"id\":\"4\",\"text\":\"d\"}\n]\n"
    }

    private static func xml(_ broken: String) -> String {
        "<feed>\n<entry><id>1</id><text>a</text></entry>\n\(broken)\n<entry><id>3</id><text>c</text></entry>\n<entry><id>4</id><text>d</text></entry>\n</feed>\n"
    }

    static let cases: [Case] =
        [
            ("unclosed string", json("{\"id\":\"2\",\"text\":\"never closed},")),
            ("unclosed brace", json("{\"id\":\"2\",\"text\":\"b\"")),
            ("unclosed brace after a comma", json("{\"id\":\"2\",\"text\":\"b\",")),
            ("a bracket for a brace", json("{\"id\":\"2\",\"text\":\"b\"],")),
            ("a comma missing", json("{\"id\":\"2\" \"text\":\"b\"},")),
            ("a comma too many", json("{\"id\":\"2\",,\"text\":\"b\"},")),
            ("a word", json("nonsense,")),
            ("Python", json("{'id': '2', 'text': 'it\\'s {here'},")),
            (
                "many lines",
                json(
                    "{\n    \"id\": \"2\",\n    \"text\": \"b,\n    \"user\": { \"name\": \"x\" }\n  },"
                )
            ),
            ("a bracket open", json("{\"id\":\"2\",\"tags\":[\"x\",{\"text\":\"b\"},")),
            ("an ampersand", xml("<entry><id>2</id><text>b & c</text></entry>")),
            ("a tag unclosed", xml("<entry><id>2</id><text>b</entry>")),
            ("a record unclosed", xml("<entry><id>2</id><text>b</text>")),
            (
                "an attribute without quotes",
                xml("<entry kind=new><id>2</id><text>b</text></entry>")
            ),
            ("an unknown entity", xml("<entry><id>2</id><text>caf&eacute;</text></entry>")),
            ("a control character", xml("<entry><id>2</id><text>b\u{1}</text></entry>")),
            (
                "too deep",
                xml("<entry><id>2</id>" + String(repeating: "<b>", count: 300) + "</entry>")
            ),
        ].map { Case(name: $0.0, text: $0.1, ids: ["1", "3", "4"], rejects: 1) } + [
            Case(
                name: "a brace too many", text: json("{\"id\":\"2\",\"text\":\"b\"}},"),
                ids: ["1", "2", "3", "4"], rejects: 1),
            Case(
                name: "every second one unclosed",
                text: "<feed>"
                    + (1...40).map {
                        "<entry><id>\($0)</id><text>t</text>\($0 % 2 == 0 ? "" : "</entry>")\n"
                    }
                    .joined() + "</feed>",
                ids: stride(from: 1, through: 39, by: 2).map(String.init), rejects: 20),
            Case(
                name: "pretty-printed objects in a row",
                text:
                    "{\n  \"id\": \"1\",\n  \"text\": \"a\"\n}\n{\n  \"id\": \"2\",\n  \"text\": \"b\n}\n{\n  \"id\": \"3\",\n  \"text\": \"c\"\n}\n",
                ids: ["1", "3"], rejects: 1),
            Case(
                name: "objects side by side",
                text: "{\"id\":\"1\",\"text\":\"a\"}{\"id\":\"2\",\"text\":\"b\"}",
                ids: ["1", "2"], rejects: 0),
            Case(
                name: "a script",
                text: "window.YTD.tweets.part0 = [ {\"id\":\"1\",\"text\":\"a\"} ];\n",
                ids: ["1"], rejects: 0),
            Case(
                name: "an unclosed quote", text: "id,text\n1,a\n2,\"b\n3,c\n4,d\n",
                ids: ["1", "3", "4"],
                rejects: 1),
            Case(
                name: "a broken line", text: "{\"id\":\"1\"}\n{\"id\":\"2\n{\"id\":\"3\"}\n",
                ids: ["1", "3"],
                rejects: 1),
        ]

    @Test(arguments: cases)
    func `reading goes on`(_ one: Case) throws {
        func read(_ bytes: [UInt8], _ size: Int) throws -> Reading {
            try Reading.of(bytes, chunkBytes: size) {
                if one.text.first == "w" || one.text.hasPrefix("[") { $0.format = .json }
                if one.name == "objects side by side" { $0.format = .json }
            }
        }
        let whole = try read(Array(one.text.utf8), 1 << 20)
        #expect(whole.items.map(\.id) == one.ids, "\(whole.rejectPlaces)")
        #expect(whole.rejects.count == one.rejects, "\(whole.rejectPlaces)")
        #expect(whole.read == whole.items.count + whole.rejects.count)
        for size in [1, 2, 3, 7, 19, 64] {
            let pieces = try read(Array(one.text.utf8), size)
            #expect(pieces.items == whole.items, "\(size)")
            #expect(pieces.rejectPlaces == whole.rejectPlaces, "\(size)")
            #expect(pieces.rejects.map(\.raw) == whole.rejects.map(\.raw), "\(size)")
            #expect(pieces.lines == whole.lines, "\(size)")
        }
        let crlf = Array(one.text.utf8).flatMap { $0 == 10 ? [13, 10] : [$0] }
        let windows = try read(crlf, 1 << 20)
        #expect(windows.items.map(\.id) == one.ids)
        func lines(_ reading: Reading) -> [String] {
            reading.rejects.map { "\($0.code.id) \($0.origin.line)" }
        }
        #expect(lines(windows) == lines(whole))
    }

    @Test func `the whole broken record is kept, to be repaired`() throws {
        let xml = try Reading.of(
            `After a broken record`.xml("<entry><id>2</id><text>b & c</text></entry>"))
        #expect(
            String(decoding: xml.rejects[0].raw, as: UTF8.self)
                == "<entry><id>2</id><text>b & c</text></entry>\n")
        let json = try Reading.of(`After a broken record`.json("{\"id\":\"2\",\"text\":\"b\"")) {
            $0.format = .json
        }
        #expect(
            String(decoding: json.rejects[0].raw, as: UTF8.self)
                == "{\"id\":\"2\",\"text\":\"b\"\n  ")
    }
}

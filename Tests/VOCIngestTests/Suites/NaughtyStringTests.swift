import Foundation
import TestSupport
import Testing
import VOCCore

@testable import VOCIngest

/// Strings that break programs, through every format: what goes in comes out.
@Suite struct `Naughty strings` {
    private func strings() throws -> [String] {
        guard let path = Suite.shared("torture/naughty-strings/blns.json") else { return [] }
        let all = try JSONDecoder().decode(
            [String].self, from: Data(try TextFile.bytes(path)))
        // A field that holds nothing is no text.
        return all.filter { !$0.isEmpty }
    }

    /// What a field should be: markup from its first to its last byte becomes text by intent.
    private func isMarkup(_ text: String) -> Bool {
        text.utf8.first == UInt8(ascii: "<") && text.utf8.last == UInt8(ascii: ">")
    }

    private func check(
        _ format: String, _ bytes: [UInt8], _ strings: [String],
        _ change: (inout DumpInput) -> Void
    ) throws {
        let reading = try Reading.of(bytes, change)
        let found = Dictionary(
            reading.items.map { ($0.id, $0.text) }, uniquingKeysWith: { first, _ in first })
        #expect(reading.rejects.isEmpty, "\(format): \(reading.rejectPlaces)")
        var equal = 0
        for (number, text) in strings.enumerated() {
            let got = found["n\(number)"]
            let isEqual = got.map { $0.utf8.elementsEqual(text.utf8) } ?? false
            #expect(
                isEqual || (got != nil && isMarkup(text)),
                "\(format) \(number): \(text) ≠ \(got ?? "nothing")")
            equal += isEqual || (got != nil && isMarkup(text)) ? 1 : 0
        }
        Suite.tally("naughty strings through \(format)", equal, of: strings.count)
    }

    private func pin(_ input: inout DumpInput, _ format: DumpFormat) {
        input.format = format
        input.encoding = .utf8
    }

    @Test func `come out of CSV as they went in`() throws {
        let strings = try strings()
        if strings.isEmpty { return }
        var table = "id,text\n"
        for (number, text) in strings.enumerated() {
            table += "n\(number),\"\(text.replacing("\"", with: "\"\""))\"\n"
        }
        try check("csv", Array(table.utf8), strings) { pin(&$0, .csv) }
    }

    @Test func `come out of JSON as they went in`() throws {
        let strings = try strings()
        if strings.isEmpty { return }
        var lines = JSONWriter()
        var document = JSONWriter()
        document.beginArray()
        for (number, text) in strings.enumerated() {
            func put(_ json: inout JSONWriter) {
                json.beginObject()
                json.key("id")
                json.string("n\(number)")
                json.key("text")
                json.string(text)
                json.endObject()
            }
            put(&lines)
            lines.newline()
            put(&document)
        }
        document.endArray()
        try check("ndjson", lines.bytes, strings) { pin(&$0, .ndjson) }
        try check("json", document.bytes, strings) { pin(&$0, .json) }
    }

    @Test func `come out of XML as they went in`() throws {
        // What XML 1.0 can hold at all: no control characters.
        let strings = try strings().filter {
            $0.unicodeScalars.allSatisfy {
                $0.value >= 0x20 && $0.value != 0xFFFE && $0.value != 0xFFFF
                    || [0x09, 0x0A, 0x0D].contains($0.value)
            }
        }
        if strings.isEmpty { return }
        var feed = "<feed>\n"
        for (number, text) in strings.enumerated() {
            let escaped = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
                .replacing(">", with: "&gt;").replacing("\r", with: "&#13;")
            feed += "<entry><id>n\(number)</id><text>\(escaped)</text></entry>\n"
        }
        try check("xml", Array((feed + "</feed>\n").utf8), strings) { pin(&$0, .xml) }
    }

    @Test func `come out of mail as they went in`() throws {
        let strings = try strings()
        if strings.isEmpty { return }
        var box = ""
        for (number, text) in strings.enumerated() {
            let body = Data(text.utf8).base64EncodedString(options: .lineLength76Characters)
            box += "From a@b.example Sun Nov 22 10:00:00 2026\n"
            box += "From: A <a@b.example>\nMessage-ID: <n\(number)>\nMIME-Version: 1.0\n"
            box += "Date: Sun, 22 Nov 2026 10:00:00 +0000\n"
            box += "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
            box += body + "\n\n"
        }
        // Blanks at the end of a message are nobody's words.
        let expected = strings.map { text in
            String(text.reversed().drop { $0 == " " }.reversed())
        }
        try check("mail", Array(box.utf8), expected) {
            $0.format = .mbox
            $0.setsAside = []
        }
    }
}

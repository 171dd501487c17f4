import TestSupport
import Testing
import VOCCore

@testable import VOCIngest

@Suite struct `Misread letters` {
    private func repaired(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        return unsafe bytes.withUnsafeBufferPointer {
            unsafe Mojibake.isSuspected($0) ? Mojibake.repaired($0) : nil
        }.map { String(decoding: $0, as: UTF8.self) }
    }

    /// `text` as UTF-8 that was read as Windows-1252.
    private func misread(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            result.unicodeScalars.append(Unicode.Scalar(Windows1252.scalar(of: byte))!)
        }
        return result
    }

    @Test(arguments: [
        "Café", "the café wasn’t open", "naïve – “quoted”", "100 € is too much", "Größe", "£5",
        "thanks 👍🏽!", "спасибо большое", "これは良い", "Łódź, Żółw, ćma",
    ])
    func `are turned back, also where they were misread twice`(_ text: String) {
        #expect(repaired(misread(text)) == text)
        #expect(repaired(misread(misread(text))) == text)
        #expect(repaired(text) == nil)
    }

    @Test func `are turned back beside what no byte is read as`() {
        #expect(repaired("\(misread("c’était"))  👍 日本") == "c’était  👍 日本")
        #expect(repaired("caf\u{C3}\u{A9}") == "café")
    }

    @Test(arguments: [
        "MANHÃ…", "A IRMÃ™ É", "SPÖ–Fraktion", "CAFÉ™", "Ã", "Â ", "É “não”", "Ünïcödé – ©",
        "Ã©tÃ© é",
        "ÄÖÜ«", "prix : 5 €", "Œuvre’s", "",
    ])
    func `are left alone where people may have written them`(_ text: String) {
        #expect(repaired(text) == nil)
    }

    @Test func `are counted, field by field`() throws {
        let text = "id,text,author\n1,\(misread("café")),\(misread("René"))\n2,café,René\n"
        let input = try Suite.withFolder { folder in
            try TextFile.write(Array(text.utf8), to: folder + "/dump")
            let reader = try DumpReader(try Reading.auto(folder + "/dump"))
            let chunk = DumpChunk()
            let batch = FeedbackBatch()
            while try reader.takeChunk(chunk) { try reader.decode(chunk, into: batch) }
            #expect(batch.rows.map { batch.string($0.text) } == ["café", "café"])
            #expect(batch.rows.map { batch.string($0.author) } == ["René", "René"])
            return batch.noted
        }
        #expect(input == [.textMisread: 2])
    }
}

@Suite struct `HTML as text` {
    private func text(_ html: String) -> String {
        let target = ByteBuffer()
        let bytes = Array(html.utf8)
        unsafe bytes.withUnsafeBufferPointer { unsafe HTMLText.append($0, to: target) }
        return String(decoding: target.copy(0..<target.count), as: UTF8.self)
    }

    @Test(arguments: [
        ("<p>one</p><p>two</p>", "one\ntwo"), ("a<br>b<br/>c", "a\nb\nc"), ("a<br><br>b", "a\n\nb"),
        ("one\n  line\tof text", "one line of text"), ("<pre>a\n  b</pre>", "a\n  b"),
        ("a <!-- > hidden --> b", "a b"), ("<style>p{}</style>x<SCRIPT>if(a<b)</script >y", "xy"),
        ("<head><title>t</title></head>body", "body"), ("5 < 6 > 4 & 3", "5 < 6 > 4 & 3"),
        ("AT&amp;T &lt;b&gt; &quot;x&quot; &#39;y&#x27;", "AT&T <b> \"x\" 'y'"),
        ("&copy2024 &notit; &NotEqualTilde; &nosuch; &", "©2024 ¬it; ≂̸ &nosuch; &"),
        ("&#150; &#0; &#xD800; &#1114112; &#8217", "– \u{FFFD} \u{FFFD} \u{FFFD} ’"),
        ("<a title=\"a > b\" href='x'>link</a>", "link"), ("<b>un<i>closed", "unclosed"),
        ("<script>never closed", "never closed"), ("<ul><li>a<li>b</ul>c", "a\nb\nc"),
    ])
    func `has lines for blocks and characters for names`(_ html: String, _ expected: String) {
        #expect(text(html) == expected)
    }

    @Test(arguments: [
        ("<p>The lamp <b>broke</b></p>", true), (" <div class=\"x\">hello</div>\n", true),
        ("I pressed <b>save</b>", false), ("<script>alert(1)</script>", false),
        ("a<p>b</p>", false), ("<p>b</p> and more", false), ("<3 you </3", false), ("", false),
    ])
    func `is evident only where an element is around all of it`(_ field: String, _ isHTML: Bool) {
        let bytes = Array(field.utf8)
        #expect(unsafe bytes.withUnsafeBufferPointer { unsafe HTMLText.isEvident($0) } == isHTML)
    }

    @Test func `knows every name of the standard and costs no more than its length`() {
        let start = ContinuousClock.now
        for piece in ["<", "&", "<!--", "<script>", "&#", "<a \"", "&amp"] {
            let html = String(repeating: piece, count: 20_000)
            #expect(text(html).utf8.count <= html.utf8.count)
        }
        #expect(ContinuousClock.now - start < .seconds(20))
        #expect(text("&CounterClockwiseContourIntegral;&zwnj;&bne;") == "∳\u{200C}=\u{20E5}")
    }
}

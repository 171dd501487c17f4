import Testing
import VOCCore

@testable import VOCReport

@Suite struct `The renderers` {
    static let hostile = [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "=cmd|' /C calc'!A0",
        "\u{202E}gpj.exe", "a\u{0}b\u{1B}[2J\r\nc", "[x](javascript:alert(1))", "| a | b |",
        "</title></style><svg onload=alert(1)>", "https://evil.example/", "@SUM(1)", "+1", "-1",
        "\t=1", "＝1", "\u{200B}=1", "# heading", "{{7*7}}", "' onmouseover='x",
    ]

    static func poisoned(_ text: String) -> Report {
        var summary = Synthetic.summary()
        var tally = Tally()
        tally[.items] = 60
        tally[.negative] = 60
        tally[.complaints] = 60
        let day = Int32(Synthetic.firstDay.daysSinceEpoch + 69)
        for topic in [
            "", "evil", "evil/\(text)", "intent:\(text)", "queue:\(text)", "stage:s",
            "touchpoint:t",
        ] {
            for segment in ["", "\(text)=\(text)"] {
                summary.add(
                    tally,
                    to: CellKey(
                        day: day, source: text, channel: text, segment: segment, topic: topic))
            }
        }
        summary.languages[text] = 3
        summary.accounting.rejectedByCode[text] = 2
        let bytes = text.utf8.count
        for topic in ["evil/\(text)", "intent:\(text)"] {
            summary.offer(
                Quote(
                    strength: 9, tieBreak: 1, itemID: text, source: text, day: day,
                    label: .negative,
                    milliPoints: -900, text: text, highlights: [0..<bytes, 0..<1, 5..<4000]),
                to: QuoteKey(topic: topic, week: day))
        }
        var request = Synthetic.request
        request.title = text
        request.engine = text
        request.themes.append(
            ThemeNote(id: "evil/\(text)", name: text, stage: "s", touchpoint: "t", owner: text))
        request.stages.append(Named(id: "s", name: text))
        request.touchpoints.append(Named(id: "t", name: text))
        request.queues.append(
            QueueNote(name: text, queue: text, priority: text, acknowledgeWithin: text))
        request.actions.append(
            ActionNote(
                date: CivilDay(daysSinceEpoch: Int(day) - 3), theme: "evil/\(text)", what: text))
        request.sources.append(text)
        request.npsName = text
        request.rejectsShown = [RejectNote(origin: text, code: text, message: text)]
        return ReportBuilder.build(summary, request)
    }

    @Test(arguments: hostile)
    func `keep hostile strings text in the digest`(_ text: String) {
        let report = `The renderers`.poisoned(text)
        let page = DigestRenderer.html(report).markup.lowercased()
        for bad in ["<script", "<img", "<svg", "onerror=alert(1)>", "href=\"http"] {
            #expect(!page.contains(bad), "\(bad)")
        }
        let plain = DigestRenderer.text(report)
        for words in [page, plain] {
            #expect(!words.unicodeScalars.contains { Unprintable.contains($0) })
        }
        #expect(plain.split(separator: "\n").count < 60)
        #expect(plain.contains("All of it: report.html"))
    }

    @Test(arguments: hostile)
    func `keep hostile strings text in HTML`(_ text: String) {
        let page = HTMLRenderer.page(`The renderers`.poisoned(text)).markup
        let lower = page.lowercased()
        for bad in [
            "<script", "<img", "onerror=alert(1)>", "<svg onload", "</title></style>",
            "href=\"http", "src=",
        ] {
            // `src=` may stand in text only after an escaped bracket.
            if bad == "src=" {
                #expect(!lower.contains("<img"))
            } else {
                #expect(!lower.contains(bad), "\(bad)")
            }
        }
        #expect(!page.unicodeScalars.contains { Unprintable.contains($0) })
        // Every `<` begins a tag that we wrote.
        let known: Set<String> = [
            "!doctype", "html", "head", "meta", "title", "style", "body", "a", "header", "p", "h1",
            "h2", "h3",
            "bdi", "nav", "ul", "ol", "li", "main", "section", "div", "span", "details", "summary",
            "figure", "figcaption", "svg", "desc", "rect", "line", "path", "text", "circle", "g",
            "table", "caption", "thead", "tbody", "tr", "th", "td", "small", "b", "i", "article",
            "blockquote", "mark", "footer",
        ]
        for piece in page.split(separator: "<").dropFirst() {
            let name = piece.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber || $0 == "!" }
            #expect(known.contains(String(name)), "<\(name)")
        }
    }

    @Test(arguments: hostile)
    func `keep hostile strings text in Markdown`(_ text: String) {
        let document = MarkdownRenderer.document(`The renderers`.poisoned(text))
        #expect(!document.contains("<"))
        #expect(!document.split(separator: "\\]").contains { $0.contains("](j") })
        #expect(!document.contains("https://"))
        #expect(!document.unicodeScalars.contains { Unprintable.contains($0) })
        // Cells keep their number: an unescaped bar would add one.
        for line in document.split(separator: "\n")
        where line.hasPrefix("|") && line.contains("evil") {
            #expect(line.hasSuffix("|"))
        }
    }

    @Test(arguments: hostile)
    func `never hand a formula to a spreadsheet`(_ text: String) {
        for (name, file) in CSVRenderer.files(`The renderers`.poisoned(text)) {
            for cell in `The renderers`.cells(file) where cell.isQuoted {
                let start = cell.text.unicodeScalars.first {
                    !$0.properties.isWhitespace && !$0.properties.isDefaultIgnorableCodePoint
                }
                #expect(
                    !["=", "+", "-", "@", "＝"].contains(start),
                    "\(name): \(cell.text.debugDescription)")
            }
        }
    }

    @Test func `guard only text, not numbers`() {
        #expect(CSVRenderer.quoted("=1+1") == "\"'=1+1\"")
        #expect(CSVRenderer.quoted(" \t@x") == "\"' \t@x\"")
        #expect(CSVRenderer.quoted("say \"no\"") == "\"say \"\"no\"\"\"")
        let themes = CSVRenderer.files(ReportBuilder.build(Synthetic.summary(), Synthetic.request))
            .first { $0.name == "themes.csv" }!.text
        #expect(themes.contains(",-"))
    }

    @Test(arguments: hostile)
    func `write JSON that holds the text itself`(_ text: String) {
        let bytes = JSONRenderer.document(`The renderers`.poisoned(text))
        var json = JSONWriter()
        json.string(text)
        let document = String(decoding: bytes, as: UTF8.self)
        #expect(document.contains(String(decoding: json.bytes, as: UTF8.self)))
        #expect(!bytes.dropLast().contains { $0 < 0x20 })
    }

    @Test func `draw the same bytes in any order of merging`() {
        let parts = Synthetic.parts()
        let request = Synthetic.request
        func files(_ order: [Int]) -> [String] {
            let summary = order.reduce(into: Summary()) { $0.merge(parts[$1]) }
            return Renderers.files(ReportBuilder.build(summary, request)).map {
                "\($0.name)\n\(String(decoding: $0.bytes, as: UTF8.self))"
            }
        }
        let first = files(Array(0..<10))
        var random = FixedRandom(state: 3)
        for _ in 0..<5 {
            #expect(files(Array(0..<10).shuffled(using: &random)) == first)
        }
        let names = first.map { $0.prefix { $0 != "\n" } }
        #expect(names.starts(with: ["report.html", "report.md", "report.json"]))
        #expect(
            Set(names).isSuperset(of: ["trends.csv", "themes.csv", "segments.csv", "routes.csv"]))
    }

    @Test func `mark what decided in quotes, and nothing that is out of place`() {
        func pieces(_ text: String, _ highlights: [Range<Int>]) -> String {
            Quote(
                strength: 1, tieBreak: 0, itemID: "", source: "", day: 0, label: .negative,
                milliPoints: 0, text: text, highlights: highlights
            ).pieces.map { $0.isMarked ? "[[\($0.text)]]" : $0.text }.joined()
        }
        #expect(pieces("so late again", [3..<7]) == "so [[late]] again")
        #expect(pieces("so late", [3..<7, 4..<6, 6..<99]) == "so [[late]]")
        #expect(pieces("é late", [1..<4]) == "é late")
        #expect(pieces("", [0..<0]) == "")
    }

    @Test func `make a page that needs nothing else`() {
        let page = HTMLRenderer.page(ReportBuilder.build(Synthetic.summary(), Synthetic.request))
            .markup
        #expect(page.contains("default-src 'none'"))
        #expect(
            !page.contains("http://") && !page.contains("https://") && !page.contains("<script"))
        #expect(page.utf8.count < 2_000_000)
        #expect(page.contains("prefers-color-scheme:dark") && page.contains("@media print"))
    }

    private static func cells(_ file: String) -> [(text: String, isQuoted: Bool)] {
        var result: [(text: String, isQuoted: Bool)] = []
        var text = ""
        var isQuoted = false
        var isInside = false
        for scalar in file.unicodeScalars {
            switch scalar {
            case "\"" where isInside: isInside = false
            case "\"":
                // A second quote mark in a row belongs to the text.
                if isQuoted { text += "\"" }
                isInside = true
                isQuoted = true
            case ",", "\n":
                if isInside {
                    text.unicodeScalars.append(scalar)
                } else {
                    result.append((text, isQuoted))
                    text = ""
                    isQuoted = false
                }
            default: text.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

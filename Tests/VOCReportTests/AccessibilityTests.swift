import Glibc
import Testing
import VOCCore

@testable import VOCReport

/// What a screen reader, a keyboard and weak eyes need of a page (WCAG 2.2, levels A and AA), as far
/// as it can be told from its markup; `Tests/Browser` asks a real browser.
enum Accessibility {
    static func faults(_ markup: String) -> [String] {
        guard let page = PageNode.page(markup) else { return ["the page is not well formed"] }
        return document(page) + headings(page) + links(page) + tables(page) + pictures(page)
            + contrast(page)
    }

    private static func document(_ page: PageNode) -> [String] {
        var faults: [String] = []
        if page.named("html").first?.attributes["lang"]?.isEmpty ?? true {
            faults.append("no language")
        }
        if page.named("head").first?.named("title").first?.text.isEmpty ?? true {
            faults.append("no title")
        }
        for landmark in ["header", "nav", "main", "footer"]
        where page.named("body").first?.children.count(where: { $0.name == landmark }) != 1 {
            faults.append("not one \(landmark)")
        }
        for node in page.named("nav", "section", "svg")
        where node.label(in: page).isEmpty && !node.has("aria-hidden", "true") {
            faults.append("<\(node.name)> has no label")
        }
        let ids = page.all.compactMap { $0.attributes["id"] }
        if Set(ids).count != ids.count { faults.append("an id stands twice") }
        let first = page.named("body").first?.children.first
        if first?.name != "a" || first?.attributes["href"] != "#main" {
            faults.append("the first thing is no link to the main part")
        }
        // What can be moved into is reached by the keyboard, and says what it is.
        for node in page.all where node.has("class", "scroll") {
            if !node.has("tabindex", "0") || !node.has("role", "region") {
                faults.append("what scrolls cannot be reached by keyboard")
            }
            if node.label(in: page).isEmpty { faults.append("what scrolls has no label") }
        }
        return faults
    }

    private static func headings(_ page: PageNode) -> [String] {
        var faults: [String] = []
        var last = 0
        for node in page.named("h1", "h2", "h3", "h4", "h5", "h6") {
            let level = Int(node.name.dropFirst())!
            if level > last + 1 { faults.append("<\(node.name)> after level \(last)") }
            if node.text.allSatisfy(\.isWhitespace) { faults.append("an empty heading") }
            last = level
        }
        if page.named("h1").count != 1 { faults.append("not one <h1>") }
        return faults
    }

    private static func links(_ page: PageNode) -> [String] {
        let ids = Set(page.all.compactMap { $0.attributes["id"] })
        var faults: [String] = []
        for node in page.named("a", "summary") where node.text.allSatisfy(\.isWhitespace) {
            faults.append("a <\(node.name)> without words")
        }
        for node in page.all {
            if let target = node.attributes["href"], !ids.contains(String(target.dropFirst())) {
                faults.append("a link to \(target), which is not there")
            }
            for id in (node.attributes["aria-labelledby"] ?? "").split(separator: " ")
            where !ids.contains(String(id)) {
                faults.append("a label \(id) that is not there")
            }
        }
        return faults
    }

    private static func tables(_ page: PageNode) -> [String] {
        var faults: [String] = []
        for table in page.named("table") {
            if table.named("caption").isEmpty, table.parent?.label(in: page).isEmpty ?? true {
                faults.append("a table without a name")
            }
            let head = table.named("thead").flatMap { $0.named("th") }
            if head.isEmpty { faults.append("a table without column headers") }
            if head.contains(where: { !$0.has("scope", "col") }) {
                faults.append("a column header without scope")
            }
            for row in table.named("tbody").flatMap({ $0.named("tr") }) {
                if row.children.first?.name != "th" || !row.children[0].has("scope", "row") {
                    faults.append("a row without a header")
                }
                if row.children.count != head.count { faults.append("a row of other length") }
            }
        }
        return Array(Set(faults)).sorted()
    }

    private static func pictures(_ page: PageNode) -> [String] {
        page.named("svg").filter {
            !$0.has("aria-hidden", "true") && !$0.has("role", "img") || $0.has("tabindex", "0")
        }.map { _ in "a picture without a role" }
    }

    /// Words at 4.5 : 1 (1.4.3), what charts are drawn with at 3 : 1 (1.4.11), in light and dark.
    private static func contrast(_ page: PageNode) -> [String] {
        let style = page.named("style").map(\.ownText).joined()
        var faults: [String] = []
        let light = colours(style.split(separator: "@media").first.map(String.init) ?? "")
        let dark = style.split(separator: "@media").first { $0.contains("scheme:dark") }
        let night = light.merging(colours(dark.map(String.init) ?? "")) { $1 }
        if light.count < 20 || night == light { faults.append("the colours cannot be read") }
        for (mode, colours) in [("light", light), ("dark", night)] {
            func check(_ name: String, _ ground: String, _ least: Double) {
                guard let one = colours[name], let other = colours[ground] else {
                    return faults.append("no colour \(name)")
                }
                let ratio = contrast(one, other)
                if ratio < least {
                    faults.append(
                        "\(mode): --\(name) on --\(ground) is \(Decimals.fixed(ratio, places: 2)) : 1"
                    )
                }
            }
            for name in ["ink", "soft", "faint", "good", "bad"] {
                check(name, "paper", 4.5)
                check(name, "card", 4.5)
            }
            check("ink", "mark", 4.5)
            check("onpos", "d0", 4.5)
            check("onpos", "d4", 4.5)
            for ground in ["d1", "d2", "d3"] { check("ink", ground, 4.5) }
            for name in ["pos", "neg"] + (0...7).map({ "c\($0)" }) { check(name, "paper", 3) }
        }
        return faults
    }

    private static func colours(_ css: String) -> [String: [Double]] {
        var result: [String: [Double]] = [:]
        for rule in css.split(whereSeparator: { ";{}".contains($0) }) {
            let pair = rule.drop(while: \.isWhitespace).split(separator: ":")
            guard pair.count == 2, pair[0].hasPrefix("--"), pair[1].hasPrefix("#") else { continue }
            var digits = pair[1].dropFirst().prefix { $0.isHexDigit }.map { $0.hexDigitValue! }
            if digits.count == 3 { digits = digits.flatMap { [$0, $0] } }
            guard digits.count == 6 else { continue }
            result[String(pair[0].dropFirst(2))] = [0, 2, 4].map {
                Double(digits[$0] * 16 + digits[$0 + 1]) / 255
            }
        }
        return result
    }

    /// WCAG's ratio of relative luminances.
    static func contrast(_ one: [Double], _ other: [Double]) -> Double {
        func luminance(_ colour: [Double]) -> Double {
            let linear = colour.map {
                $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4)
            }
            return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        }
        let (a, b) = (luminance(one), luminance(other))
        return (max(a, b) + 0.05) / (min(a, b) + 0.05)
    }
}

@Suite struct `A page for everybody` {
    private static let page = HTMLRenderer.page(
        ReportBuilder.build(Synthetic.summary(), Synthetic.request)
    ).markup

    @Test func `has names, order, headers and contrast`() {
        #expect(Accessibility.faults(Self.page) == [])
        #expect(
            Accessibility.faults(
                HTMLRenderer.page(ReportBuilder.build(Summary(), Synthetic.request)).markup) == [])
    }

    /// The check can fail: each of these pages has one fault.
    @Test(arguments: [
        (" lang=\"en\"", ""), ("<h2 ", "<h4 "), ("scope=\"col\"", ""),
        (" tabindex=\"0\"", ""), ("role=\"region\" ", ""), ("href=\"#main\"", "href=\"#nowhere\""),
        ("--soft:#5f5c56", "--soft:#a5a29c"), ("--faint:#979389", "--faint:#57534a"),
        ("<main id=\"main\">", "<div id=\"main\">"), ("</table>", ""),
        (" aria-label=\"Sections\"", ""), ("<th scope=\"row\"", "<td"),
    ])
    func `is told from one with a fault`(_ good: String, _ bad: String) throws {
        let broken = Self.page.replacing(good, with: bad, maxReplacements: 1)
        try #require(broken != Self.page)
        #expect(Accessibility.faults(broken) != [])
    }

    @Test func `measures contrast as WCAG does`() {
        #expect(abs(Accessibility.contrast([0, 0, 0], [1, 1, 1]) - 21) < 1e-9)
        // #777 on white, the usual example of nearly enough.
        let grey = [Double](repeating: 119 / 255, count: 3)
        #expect(abs(Accessibility.contrast(grey, [1, 1, 1]) - 4.48) < 0.005)
    }
}

import TestSupport
import Testing
import VOCCore

@testable import VOCAnalysis

@Suite struct `The shipped packs` {
    static let root = "\(Suite.root)/lexicons"
    static let folders = LexiconFolders([root])
    static let lexicons = folders.known("lexicon.yml")
    static let packs = folders.known("pack.yml")

    /// Examples that do not hold yet, by pack: may shrink, may not grow.
    static let known = ["en/general": 1]

    @Test func `are all here`() {
        #expect(
            Self.lexicons == [
                "en/airline", "en/app", "en/banking", "en/general", "en/hospitality", "en/retail",
                "und/emoji",
            ])
        #expect(Self.packs.contains("themes/cx") && Self.packs.contains("intents/default"))
    }

    @Test(arguments: lexicons + packs) func `hold their own examples`(_ name: String) throws {
        let results =
            Self.lexicons.contains(name)
            ? try Examples.lexicon(name, in: Self.folders)
            : try Examples.pack(name, in: Self.folders)
        let failed = results.filter { !$0.passed }
        print("\(name): \(results.count) examples, \(failed.count) fail")
        #expect(!results.isEmpty)
        #expect(
            failed.count <= Self.known[name, default: 0],
            "\(failed.map { "\($0.origin): \($0.message)" }.joined(separator: "\n"))")
    }

    @Test func `compile together`() throws {
        let analyzer = try Analyzer(AnalysisSpec(), in: Self.folders)
        #expect(analyzer.counts.entries > 10_000)
        #expect(
            analyzer.packs.map(\.id) == ["en/general", "intents/default", "themes/cx", "und/emoji"])
        #expect(Set(analyzer.themes.map(\.id)).count == analyzer.themes.count)
    }

    @Test(
        arguments: lexicons.flatMap { name in
            ["terms.tsv", "phrases.tsv", "modifiers.tsv"].map { "\(name)/\($0)" }
        }.filter { TextFile.exists("\(root)/\($0)") })
    func `have tidy files: sorted in sections, unique after folding, weights in range`(
        _ file: String
    ) throws {
        let text = try TextFile.read("\(Self.root)/\(file)")
        #expect(text.hasSuffix("\n") && !text.utf8.contains(0x0D))
        let unicode = UnicodeText()
        var last = ""
        var hasHeader = false
        var problems: [String] = []
        var seen: [String: Int] = [:]
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            func wrong(_ what: String) { problems.append("\(file):\(index + 1): \(what)") }
            if line.hasPrefix("# ---") { last = "" }
            if line.isEmpty || line.hasPrefix("# ") || line == "#" { continue }
            guard hasHeader else {
                hasHeader = true
                continue
            }
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(
                String.init)
            if cells.contains(where: { $0.hasPrefix(" ") || $0.hasSuffix(" ") }) {
                wrong("space at the end of a cell")
            }
            if !last.utf8.lexicographicallyPrecedes(cells[0].utf8), last != "" {
                wrong("'\(cells[0])' after '\(last)'")
            }
            last = cells[0]
            if file.hasSuffix("modifiers.tsv") { continue }
            // Emoticons are matched as they are written.
            let isEmoticon =
                file.hasSuffix("terms.tsv") && cells[0].utf8.allSatisfy { $0 < 0x80 }
                && cells[0].contains { !$0.isLetter && !$0.isNumber && !"'._".contains($0) }
            let folded = isEmoticon ? cells[0] : unicode.folded(cells[0])
            if let before = seen[folded] { wrong("the same as line \(before) after folding") }
            seen[folded] = index + 1
            if file.hasSuffix("terms.tsv"), !isEmoticon, file.hasPrefix("en/"), folded != cells[0] {
                wrong("not folded")
            }
            guard let weight = Double(cells[1]), (-1...1).contains(weight) else {
                wrong("weight \(cells[1])")
                continue
            }
            if let point = cells[1].firstIndex(of: "."), cells[1][point...].utf8.count > 4 {
                wrong("more than three decimals")
            }
            if let spread = Double(cells[2]), (0...1).contains(spread) {
            } else {
                wrong("spread \(cells[2])")
            }
        }
        #expect(problems.isEmpty, "\(problems.count) problems, such as \(problems.prefix(10))")
    }

    @Test(arguments: lexicons.map { "\($0)/lexicon.yml" } + packs.map { "\($0)/pack.yml" })
    func `say who they are and under which licence`(_ file: String) throws {
        guard case .map(let pairs) = try ConfigNode(file: "\(Self.root)/\(file)").value else {
            Issue.record("\(file) is no map")
            return
        }
        var head: [String: String] = [:]
        for (key, value) in pairs { head[try key.string()] = try? value.string() }
        let folder = String(file[..<file.lastIndex(of: "/")!])
        #expect(folder.hasSuffix(head["id"] ?? "?"))
        #expect(head["licence"] == "Apache-2.0")
        #expect(head["version"]?.split(separator: ".").count == 3)
        #expect(["en", "und"].contains(head["language"]))
        for key in ["source", "description"] where file.hasSuffix("lexicon.yml") {
            #expect(head[key]?.isEmpty == false)
        }
    }

    @Test(arguments: packs) func `give every theme and intent examples of both kinds`(
        _ name: String
    ) throws {
        let analyzer = try Analyzer(
            AnalysisSpec(
                themes: name.hasPrefix("themes/") ? [name] : ["cx"],
                intents: name.hasPrefix("themes/") ? "" : name),
            in: Self.folders)
        let ids =
            name.hasPrefix("themes/")
            ? analyzer.themes.map(\.id) : analyzer.intents.map { "intent:\($0)" }
        let examples =
            try name.hasPrefix("themes/")
            ? ThemePack(name, in: Self.folders).examples
            : IntentPack(name, in: Self.folders).examples
        for id in ids where id.contains("/") || id.hasPrefix("intent:") {
            let own = examples.filter { $0.category == id }
            #expect(own.count(where: \.mustMatch) >= 2, "\(id)")
            #expect(own.contains { !$0.mustMatch }, "\(id)")
        }
    }
}

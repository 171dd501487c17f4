import TestSupport
import Testing
import VOCCore

@testable import VOCAnalysis

@Suite struct `Compiled packs that are kept` {
    private static let spec = AnalysisSpec(lexicon: "xx/small", themes: [], intents: "")

    private static let texts = [
        "Nice and good, not bad at all!", "It is AWFUL. Sooo baaad :-) <3", "Nothing known here",
        "", "My parcel never came and nobody answers the phone \u{1F621}. I want my money back.",
        "The app crashes since the update; great design though, easy to use?",
        "Das ist nicht gut und es war nicht sch\u{00F6}n.",
    ]

    /// All that a reader tells of some texts, with places and arithmetic.
    private static func answers(_ analyzer: Analyzer) -> [String] {
        let reader = TextReader(analyzer)
        return texts.map { text in
            let (reading, steps) = reader.explain(text)
            let rules = reading.matches.map { "\(analyzer.rule($0.rule))" }
            return "\(reading) \(steps) \(rules)"
        }
    }

    private static func facts(_ analyzer: Analyzer) -> String {
        "\(analyzer.themes) \(analyzer.intents) \(analyzer.stages) \(analyzer.touchpoints) "
            + "\(analyzer.language) \(analyzer.defaultLanguage) \(analyzer.packs) "
            + "\(analyzer.files) \(analyzer.languages) \(analyzer.counts) \(analyzer.settings)"
    }

    /// Writes small packs, makes them look old enough to be kept, and hands over the folder of
    /// lexicons and one for the kept forms.
    private func withPacks(_ body: (String, String) throws -> Void) throws {
        try Suite.withFolder { folder in
            try SmallPacks().write(to: "\(folder)/lexicons")
            Suite.age("\(folder)/lexicons")
            try body("\(folder)/lexicons", "\(folder)/kept")
        }
    }

    private func good(_ lexicons: [String], _ kept: String?) throws -> Int? {
        let analyzer = try CompiledStore(folder: kept).analyzer(
            Self.spec, in: LexiconFolders(lexicons))
        return TextReader(analyzer).read("good").milliPoints
    }

    private func kept(in folder: String) -> [String] {
        TextFile.names(in: folder).filter { $0.hasSuffix(".compiled") }
    }

    @Test func `read as the packs they were made from`() throws {
        try Suite.withFolder { folder in
            let folders = LexiconFolders(["\(Suite.root)/lexicons"])
            let store = CompiledStore(folder: folder)
            let made = try Analyzer(AnalysisSpec(), in: folders)
            _ = try store.analyzer(AnalysisSpec(), in: folders)
            let again = try store.analyzer(AnalysisSpec(), in: folders)
            #expect(Self.answers(made) == Self.answers(again))
            #expect(Self.facts(made) == Self.facts(again))
        }
    }

    @Test func `are made once and used again`() throws {
        try withPacks { lexicons, folder in
            let first = try good([lexicons], folder)
            let names = kept(in: folder)
            #expect(names.count == 1)
            let before = try TextFile.bytes("\(folder)/\(names[0])")
            let again = try good([lexicons], folder)
            #expect(again == first)
            let after = try TextFile.bytes("\(folder)/\(names[0])")
            #expect(after == before)
        }
    }

    @Test func `give way when a file changes`() throws {
        try withPacks { lexicons, folder in
            let first = try good([lexicons], folder)
            let path = "\(lexicons)/xx/small/terms.tsv"
            try TextFile.write(
                Array("term\tweight\tspread\tforms\tnote\ngood\t-0.5\t0.2\n".utf8), to: path)
            Suite.age(lexicons)
            let second = try good([lexicons], folder)
            #expect(first.map { $0 > 0 } == true && second.map { $0 < 0 } == true)
        }
    }

    @Test func `give way when a file comes to be that would be read`() throws {
        try withPacks { lexicons, folder in
            Suite.age(lexicons)
            let other = "\(lexicons)-first"
            let first = try good([other, lexicons], folder)
            var packs = SmallPacks()
            packs.terms = ["good\t-0.5"]
            try packs.write(to: other)
            Suite.age(other)
            let second = try good([other, lexicons], folder)
            #expect(first.map { $0 > 0 } == true && second.map { $0 < 0 } == true)
        }
    }

    @Test func `are not believed when damaged`() throws {
        try withPacks { lexicons, folder in
            let first = try good([lexicons], folder)
            let path = "\(folder)/\(kept(in: folder)[0])"
            let whole = try TextFile.bytes(path)
            var broken: [[UInt8]] = [[], Array(whole.prefix(20)), Array(whole.dropLast())]
            for place in stride(from: 0, to: whole.count, by: max(1, whole.count / 40)) {
                var bytes = whole
                bytes[place] ^= 0x41
                broken.append(bytes)
            }
            for bytes in broken {
                try TextFile.write(bytes, to: path, mode: 0o600)
                let again = try good([lexicons], folder)
                #expect(again == first)
                let healed = MappedFile(path).flatMap { CompiledBlobReader($0) }
                #expect(healed != nil, "written anew")
            }
        }
    }

    @Test func `are not used if others may write them`() throws {
        try withPacks { lexicons, folder in
            _ = try good([lexicons], folder)
            let path = "\(folder)/\(kept(in: folder)[0])"
            try TextFile.write(try TextFile.bytes(path), to: path, mode: 0o600)
            #expect(MappedFile(path) != nil)
            Suite.setMode(path, 0o666)
            #expect(MappedFile(path) == nil)
            let score = try good([lexicons], folder)
            #expect(score.map { $0 > 0 } == true)
        }
    }

    @Test func `do without a folder`() throws {
        try withPacks { lexicons, _ in
            for folder in [nil, "/proc/none/of/this"] {
                let score = try good([lexicons], folder)
                #expect(score.map { $0 > 0 } == true)
            }
        }
    }

    @Test func `lie where the environment says`() {
        #expect("\(CompiledStore(environment: ["VOC_CACHE": "off", "HOME": "/h"]))".contains("nil"))
        #expect(
            "\(CompiledStore(environment: ["XDG_CACHE_HOME": "/c", "HOME": "/h"]))".contains(
                "/c/voc"))
        #expect("\(CompiledStore(environment: ["HOME": "/h"]))".contains("/h/.cache/voc"))
        #expect("\(CompiledStore(environment: [:]))".contains("nil"))
    }
}

import TestSupport
import Testing
import VOCCore

@Suite struct `A configuration file` {
    private static func node(_ yaml: String) throws(VOCError) -> ConfigNode {
        try ConfigNode(yaml: yaml, file: "p.yml")
    }

    private func error(_ yaml: String, _ read: (ConfigNode) throws(VOCError) -> Void) -> VOCError? {
        failure { () throws(VOCError) in try read(try Self.node(yaml)) }
    }

    @Test func `is told where an unknown key stands and which one is near`() {
        let error = error("version: 1\ninptus:\n  - a\n") { (node) throws(VOCError) in
            _ = try node.map("a pipeline", keys: ["version", "inputs", "routes"])
        }
        #expect(error?.code == .configUnknownKey)
        #expect(
            error?.description == """
                p.yml:2:1: error: unknown key 'inptus' [config.unknown-key]
                  hint: did you mean 'inputs'?
                """)
    }

    @Test func `may not give a key twice`() {
        let error = error("a: 1\na: 2\n") { (node) throws(VOCError) in _ = try node.map(keys: ["a"])
        }
        #expect(error?.code.exit == .badConfiguration)
        #expect(error?.origin?.line == 2 || error?.code == .yamlMalformed)
    }

    @Test func `misses a key at the place of its map`() {
        let error = error("top:\n  other: 1\n") { (node) throws(VOCError) in
            let map = try node.map(keys: ["top"])
            _ = try map.required("top").map(keys: ["other", "files"]).required("files")
        }
        #expect(error?.code == .configMissingKey)
        #expect(error?.origin == Origin(file: "p.yml", line: 2, column: 3))
    }

    @Test(arguments: [
        ("a: [1, 2", ErrorCode.yamlMalformed), ("a: \"open", .yamlMalformed),
        ("\ta: 1", .yamlMalformed),
        ("a: {b: 1", .yamlMalformed), ("a: 'x' y", .yamlMalformed), ("- a\nb: 1", .yamlMalformed),
        ("%", .yamlMalformed),
        ("just text", .configWrongType), ("- a", .configWrongType), ("", .configWrongType),
        ("~", .configWrongType),
    ])
    func `that is no map of keys is refused with its line`(_ yaml: String, _ code: ErrorCode) {
        let error = error(yaml) { (node) throws(VOCError) in _ = try node.map(keys: ["a"]) }
        #expect(error?.code == code)
        #expect((error?.origin?.line ?? 0) > 0)
    }

    @Test(arguments: [
        ("many", "a whole number"), ("1.5", "a whole number"), ("[1]", "a whole number"),
        ("{a: 1}", "a whole number"),
        ("99999999999999999999", "a whole number"),
    ])
    func `says what it expected instead of a number`(_ value: String, _ what: String) {
        let error = error("a: \(value)") { (node) throws(VOCError) in
            _ = try node.map(keys: ["a"]).required("a").int()
        }
        #expect(error?.code == .configWrongType)
        #expect(error?.message.hasPrefix("expected \(what), found ") == true)
        #expect(error?.origin == Origin(file: "p.yml", line: 1, column: 4))
    }

    @Test(arguments: ["nan", ".inf", "1e999", "0,5", "half"])
    func `takes only numbers that are finite`(_ value: String) {
        let error = error("a: \(value)") { (node) throws(VOCError) in
            _ = try node.map(keys: ["a"]).required("a").double()
        }
        #expect(error?.code == .configWrongType)
    }

    @Test(arguments: [("yes", true), ("Off", false), ("TRUE", true), ("no", false)])
    func `writes truth in several ways`(_ text: String, _ expected: Bool) throws {
        #expect(try Self.node("a: \(text)").map(keys: ["a"]).required("a").bool() == expected)
    }

    @Test func `keeps quoted null and tilde as texts`() throws {
        let map = try Self.node("a: 'null'\nb: \"~\"\nc: null\nd:\n").map(keys: [
            "a", "b", "c", "d",
        ])
        #expect(try map["a"]?.string() == "null")
        #expect(try map["b"]?.string() == "~")
        #expect(map["c"] == nil)
        #expect(map["d"] == nil)
    }

    @Test func `offers the nearest of the allowed values`() {
        let error = error("a: quarentine") { (node) throws(VOCError) in
            _ = try node.map(keys: ["a"]).required("a").choice(["quarantine": 1, "stop": 2])
        }
        #expect(error?.code == .configUnknownValue)
        #expect(error?.hint == "did you mean 'quarantine'?")
    }

    @Test func `never prints terminal escapes of its own text`() {
        let error = error("\"\\e[31mkey\\u202e\": 1") { (node) throws(VOCError) in
            _ = try node.map(keys: ["a"])
        }
        let text = error?.description ?? ""
        #expect(text.contains(#"\u{1B}[31mkey\u{202E}"#))
        #expect(!text.unicodeScalars.contains("\u{1B}"))
    }
}

@Suite struct `Did you mean` {
    private static let words = [
        "inputs", "routes", "report", "limits", "tests", "onReject", "acknowledgeWithin",
    ]

    @Test(arguments: [
        ("inptus", "inputs"), ("input", "inputs"), ("rotues", "routes"), ("onreject", "onReject"),
        ("acknowlegdeWithn", "acknowledgeWithin"), ("TESTS", "tests"),
    ])
    func `finds typing errors`(_ typed: String, _ meant: String) {
        #expect(DidYouMean.nearest(to: typed, among: Self.words) == meant)
    }

    @Test(arguments: ["banana", "x", "", "acknowledge"])
    func `is silent where nothing is near`(_ typed: String) {
        #expect(DidYouMean.nearest(to: typed, among: Self.words) == nil)
        #expect(
            DidYouMean.hint(for: typed, among: Self.words).hasPrefix(
                "use one of: acknowledgeWithin, "))
    }
}

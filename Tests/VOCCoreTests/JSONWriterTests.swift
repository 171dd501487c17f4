import FoundationEssentials
import TestSupport
import Testing
import VOCCore

@Suite struct `The JSON writer` {
    private static func text(_ write: (inout JSONWriter) -> Void) -> String {
        var json = JSONWriter()
        write(&json)
        return String(decoding: json.bytes, as: UTF8.self)
    }

    @Test(arguments: [
        ("", #""""#), ("plain", #""plain""#), ("a\"b\\c", #""a\"b\\c""#),
        ("tab\tlf\ncr\r", #""tab\tlf\ncr\r""#),
        ("\u{0}\u{1F}\u{7F}", #""\u0000\u001f\u007f""#), ("\u{1B}[31m", #""\u001b[31m""#),
        ("é👍🏽\u{2028}", "\"é👍🏽\u{2028}\""),
        ("</script>", #""</script>""#),
    ])
    func `escapes what must be escaped and nothing else`(_ text: String, _ expected: String) {
        #expect(Self.text { $0.string(text) } == expected)
    }

    @Test func `writes strings that another reader reads back, whatever they hold`() throws {
        var random = SplitMix(state: 5)
        let ranges: [ClosedRange<UInt32>] = [
            0...0x7F, 0x80...0x7FF, 0x800...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF,
        ]
        for _ in 0..<500 {
            let texts = (0..<4).map { _ in
                var text = ""
                for _ in 0..<Int.random(in: 0...30, using: &random) {
                    let range = ranges.randomElement(using: &random)!
                    text.unicodeScalars.append(
                        Unicode.Scalar(UInt32.random(in: range, using: &random))!)
                }
                return text
            }
            var json = JSONWriter()
            json.beginArray()
            for text in texts { json.string(text) }
            json.endArray()
            let back = try JSONDecoder().decode([String].self, from: Data(json.bytes))
            #expect(back.map { Array($0.utf8) } == texts.map { Array($0.utf8) })
        }
    }

    @Test func `puts commas between values and nowhere else`() {
        let text = Self.text { json in
            json.beginObject()
            json.key("list")
            json.beginArray()
            json.integer(1)
            json.bool(true)
            json.null()
            json.beginArray()
            json.endArray()
            json.beginObject()
            json.endObject()
            json.endArray()
            json.key(text: "a\"b")
            json.thousandths(-612)
            json.endObject()
            json.newline()
            json.beginObject()
            json.endObject()
        }
        #expect(text == "{\"list\":[1,true,null,[],{}],\"a\\\"b\":-0.612}\n{}")
    }

    @Test(arguments: [
        (0, "0.000"), (5, "0.005"), (-5, "-0.005"), (999, "0.999"), (1000, "1.000"),
        (-12_345, "-12.345"),
        (Int.min, "-9223372036854775.808"),
    ])
    func `writes thousandths with three decimals`(_ milli: Int, _ expected: String) {
        #expect(Self.text { $0.thousandths(milli) } == expected)
        #expect(Decimals.thousandths(milli) == expected)
    }

    @Test(arguments: [
        (nil, 3, "null"), (Double.nan, 3, "null"), (.infinity, 1, "null"), (0.5, 0, "1"),
        (-0.04, 1, "0.0"),
        (2.675, 1, "2.7"), (-1.25, 1, "-1.3"), (1e18, 3, "n/a"), (-0.0, 2, "0.00"),
    ])
    func `writes numbers with fixed places`(_ value: Double?, _ places: Int, _ expected: String) {
        // "n/a" is no JSON, so the writer must not pass it on.
        #expect(
            Self.text { $0.number(value, places: places) }
                == (expected == "n/a" ? "null" : expected))
    }
}

import TestSupport
import Testing
import VOCCore

/// Unicode's own test files (version 15.0, that of ICU 72), where they are at hand.
@Suite struct `Unicode conformance` {
    @Test(arguments: [
        ("WordBreakTest.txt", UnicodeText.Unit.words), ("SentenceBreakTest.txt", .sentences),
        ("GraphemeBreakTest.txt", .graphemes),
    ])
    func `borders are where Unicode says`(_ file: String, _ unit: UnicodeText.Unit) throws {
        guard let path = find(file) else { return }
        let unicode = UnicodeText()
        var cases = 0
        for line in try TextFile.read(path).split(whereSeparator: \.isNewline) {
            let marks = line.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace).map(
                String.init)
            guard !marks.isEmpty else { continue }
            var text = ""
            var borders: [Int] = []
            for mark in marks {
                if mark == "÷" {
                    borders.append(text.utf8.count)
                } else if mark != "×", let value = UInt32(mark, radix: 16),
                    let scalar = Unicode.Scalar(value)
                {
                    text.unicodeScalars.append(scalar)
                }
            }
            let spans = unicode.spans(unit, of: text)
            let found = [0] + spans.map(\.range.upperBound)
            #expect(found == borders, "\(line)")
            cases += 1
        }
        print("\(file): \(cases) cases")
        #expect(cases > 400)
    }

    @Test func `normal forms are what Unicode says`() throws {
        guard let path = find("NormalizationTest.txt.bz2") else { return }
        let unicode = UnicodeText()
        var cases = 0
        for line in Suite.output(of: "bzip2 -dc '\(path)'").split(whereSeparator: \.isNewline)
        where !line.hasPrefix("#") && !line.hasPrefix("@") {
            let columns = line.split(separator: ";").prefix(5).map { column in
                var text = ""
                for value in column.split(separator: " ") {
                    text.unicodeScalars.append(Unicode.Scalar(UInt32(value, radix: 16)!)!)
                }
                return text
            }
            func same(_ one: String, _ other: String) -> Bool {
                Array(one.utf8) == Array(other.utf8)
            }
            for index in 0..<3 {
                #expect(same(unicode.normalized(columns[index], .nfc), columns[1]))
                #expect(same(unicode.normalized(columns[index], .nfd), columns[2]))
            }
            for text in columns {
                #expect(same(unicode.normalized(text, .nfkc), columns[3]))
                #expect(same(unicode.normalized(text, .nfkd), columns[4]))
            }
            cases += 1
        }
        print("NormalizationTest.txt: \(cases) cases")
        #expect(cases > 10_000)
    }

    private func find(_ file: String) -> String? {
        Suite.shared("torture/unicode/\(file)")
    }
}

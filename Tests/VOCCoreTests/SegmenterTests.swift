import TestSupport
import Testing

@testable import VOCCore

/// The tokens of a text.
func tokens(_ segmenter: inout Segmenter, _ text: String) -> [Token] {
    var copy = text
    return copy.withUTF8 { bytes in
        let cut = unsafe segmenter.segment(bytes)
        return (0..<cut.tokenCount).map { unsafe cut.tokens[$0] }
    }
}

/// Tokens and sentences as one string, with the places marked.
func dump(_ segmenter: inout Segmenter, _ text: String, usesICU: Bool = false) -> String {
    var copy = text
    return copy.withUTF8 { bytes in
        let cut = unsafe segmenter.segment(bytes, usesICU: usesICU)
        var lines: [String] = []
        for index in 0..<cut.tokenCount {
            let token = unsafe cut.tokens[index]
            lines.append(
                "\(token.kind) \(token.breakBefore) \(token.range) \(String(token.key, radix: 16))")
        }
        for index in 0..<cut.sentenceCount {
            let sentence = unsafe cut.sentences[index]
            lines.append(
                "sentence \(sentence.tokenEnd) \(sentence.end) \(sentence.exclamations) \(sentence.isQuestion)"
            )
        }
        return lines.joined(separator: "\n")
    }
}

@Suite struct `Segmentation` {
    static let pieces = [
        "a", "B", "cat", "DOG", "don't", "7", "42", "3.14", "1,000", "_", "__x", ".", "!", "?",
        "...", ",", ";", ":",
        "'", "\"", "-", "--", " - ", "(", ")", "[", "]", "{", "}", "/", "\\", "@", "#", "&", "*",
        "+", "=", "<", ">", "|",
        "~", "^", "`", "$", "%", " ", "  ", "\t", "\n", "\r\n", "\r", "\u{B}", "\u{C}", "\u{0}",
        "\u{1F}", "\u{7F}", "http://x.y/z",
        "www.a.b", "@name", "me@x.org", ":)", "e.g.", "U.S.", "a.b", "a:b", "1:2", "x1", "1x",
        "No.", "Mr. X", "ok.Go",
        // Around the eight bytes that the fast path takes at a time.
        "sevenTH", "EightTOO", "nineChars", "fifteenAndMores", "sixteenLetterss", "wwwindow",
        "httpserver",
    ]

    @Test func `cuts ASCII exactly as ICU does, over random texts of adversarial pieces`() {
        var segmenter = Segmenter(emoticons: EmoticonSet([":)", ":-(", "<3"]))
        var random = SplitMix(state: 20_261_122)
        for _ in 0..<30_000 {
            let count = Int.random(in: 1...14, using: &random)
            let text = (0..<count).map { _ in Self.pieces.randomElement(using: &random)! }.joined()
            let fast = dump(&segmenter, text)
            let exact = dump(&segmenter, text, usesICU: true)
            #expect(fast == exact, "\(text.debugDescription)")
            if fast != exact { return }
        }
    }

    /// One or two characters of every class that borders of words and sentences know.
    static let beyond = [
        "’", "‘", "“", "”", "–", "—", "…", "é", "É", "ß", "ñ", "œuvre", "don’t", "l’été", "naïve",
        "CAFÉ", "£5", "€", "™", "½", "\u{A0}", "\u{3000}", "\u{2003}", "\u{200B}", "\u{200D}",
        "\u{FE0F}",
        "\u{301}", "e\u{301}", "\u{AD}", "\u{2060}", "\u{FEFF}", "😀", "👍🏽", "❤️", "👨‍👩‍👧", "🇩🇪", "🇩",
        "1️⃣", "的", "配送", "ひらがな", "カタカナ", "ｶﾀ", "한국", "ไทยดี", "שלום", "א", "א\"ב", "مرحبا", "١٢", "ж",
        "Ж",
        "Ω", "ﬁ", "ª", "º", "«", "»", "¿", "¡", "·", "•", "‐", "‑", "、", "，", "：", "；", "（", "）",
        "。", "！",
        "？", "‼", "⁉", "\u{85}", "\u{2028}", "\u{2029}", "\u{1F3FB}", "\u{E0067}", "ǅ", "ʼ",
        "a\u{308}.", "\u{378}",
    ]

    @Test func `cuts texts beyond ASCII stretch by stretch exactly as ICU does as a whole`() {
        var segmenter = Segmenter(emoticons: EmoticonSet([":)", ":-(", "<3"]))
        var random = SplitMix(state: 20_261_123)
        var tame = 0
        for _ in 0..<60_000 {
            let count = Int.random(in: 1...14, using: &random)
            let share = Int.random(in: 1...6, using: &random)
            let text = (0..<count).map { _ in
                Int.random(in: 0..<6, using: &random) < share
                    ? Self.pieces.randomElement(using: &random)!
                    : Self.beyond.randomElement(using: &random)!
            }.joined()
            var copy = text
            copy.withUTF8 {
                let first = unsafe Segmenter.nextBeyondASCII($0, from: 0)
                if unsafe Segmenter.isTame($0, from: first) { tame += 1 }
            }
            let fast = dump(&segmenter, text)
            let exact = dump(&segmenter, text, usesICU: true)
            #expect(fast == exact, "\(text.debugDescription)")
            if fast != exact { return }
        }
        #expect(tame > 20_000)
    }

    @Test func `cuts every character between marks as ICU does`() {
        var segmenter = Segmenter()
        var differing: [UInt32] = []
        for code in UInt32(0x80)..<0x1_1000 {
            guard let scalar = Unicode.Scalar(code) else { continue }
            let text = "Ok.\(scalar) a\(scalar).B \(scalar)x! \(scalar)’y.\(scalar)”z? \(scalar)."
            if dump(&segmenter, text) != dump(&segmenter, text, usesICU: true) {
                differing.append(code)
            }
        }
        #expect(differing.isEmpty, "\(differing.prefix(9).map { String($0, radix: 16) })")
    }

    @Test func `cuts every ASCII string of three bytes as ICU does`() {
        var segmenter = Segmenter()
        let bytes: [UInt8] = Array(0..<128)
        var differing: [[UInt8]] = []
        for a in bytes where a % 3 == 0 || a < 65 {
            for b in bytes {
                for c: UInt8 in [
                    0x20, 0x61, 0x41, 0x31, 0x2E, 0x2C, 0x3A, 0x0A, 0x5F, 0x27, 0x2D, 0x29,
                ] {
                    let text = String(decoding: [a, b, c, 0x62], as: UTF8.self)
                    if dump(&segmenter, text) != dump(&segmenter, text, usesICU: true) {
                        differing.append([a, b, c])
                    }
                }
            }
        }
        #expect(differing.isEmpty, "\(differing.prefix(5))")
    }

    @Test(arguments: [
        ("the wifi kept dropping", 4), ("¡Hola! 👍🏽 ok", 3), ("don’t", 1), ("", 0),
        ("see http://t.co/x now", 3),
    ])
    func `finds words, emoji and addresses`(_ text: String, _ count: Int) {
        var segmenter = Segmenter()
        #expect(tokens(&segmenter, text).count == count)
    }

    @Test func `folds curly apostrophes, capitals and skin tones to one key`() {
        var segmenter = Segmenter()
        func keys(_ text: String) -> [UInt64] { tokens(&segmenter, text).map(\.key) }
        #expect(keys("Don’t") == keys("don't"))
        #expect(keys("👍🏽") == keys("👍"))
        #expect(keys("❤️") == keys("❤"))
        #expect(keys("UNACCEPTABLE") == keys("unacceptable"))
        #expect(keys("unacceptable") == [TokenKey.make(Array("unacceptable".utf8))])
    }
}

import TestSupport
import Testing
import VOCCore

@testable import VOCIngest

/// Suites of others about encodings; each prints its figure.
@Suite struct `Encoding suites` {
    private func decoded(_ bytes: [UInt8], _ encoding: TextEncoding, pieces: [Int]) -> [UInt8] {
        let target = ByteBuffer()
        var transcoder = Transcoder(encoding)
        var at = 0
        var turn = 0
        repeat {
            let count = min(pieces[turn % pieces.count], bytes.count - at)
            unsafe bytes.withUnsafeBufferPointer {
                let part = unsafe UnsafeBufferPointer(rebasing: $0[at..<at + count])
                unsafe transcoder.append(part, to: target, isLast: at + count == bytes.count)
            }
            at += count
            turn += 1
        } while at < bytes.count
        return target.copy(0..<target.count)
    }

    @Test func `utf8tests: what is invalid becomes U+FFFD by the standard's rule, and is counted`()
        throws
    {
        guard let path = Suite.shared("torture/utf8tests/utf8tests.txt") else { return }
        var passed = 0
        var failed: [String] = []
        for line in String(decoding: try TextFile.bytes(path), as: UTF8.self).split(separator: "\n")
        where !line.hasPrefix("#") && line.contains(":") {
            let parts = line.split(separator: ":", omittingEmptySubsequences: false).map(
                String.init)
            let kind = parts[1].split(separator: " ").joined(separator: " ")
            func hex(_ text: String) -> [UInt8] {
                let digits = text.filter { $0.isHexDigit }
                return stride(from: 0, to: digits.count, by: 2).map {
                    let start = digits.index(digits.startIndex, offsetBy: $0)
                    return UInt8(digits[start..<digits.index(start, offsetBy: 2)], radix: 16)!
                }
            }
            let input = kind == "valid" ? Array(parts[2].utf8) : hex(parts[2])
            let expected = kind.hasPrefix("valid") ? input : hex(parts[4])
            let invalid = unsafe input.withUnsafeBufferPointer {
                unsafe UTF8Sequences.invalidCount(in: $0)
            }
            let isRight =
                decoded(input, .utf8, pieces: [1]) == expected
                && decoded(input, .utf8, pieces: [1 << 20]) == expected
                && (invalid > 0) == kind.hasPrefix("invalid")
            if isRight { passed += 1 } else { failed.append(parts[0]) }
        }
        Suite.tally("utf8tests", passed, of: passed + failed.count)
        #expect(failed.isEmpty)
        #expect(passed >= 216)
    }

    @Test func `encoding_rs: every pair decodes to its reference, in pieces of any size`() throws {
        guard let folder = Suite.shared("torture/encoding_rs/tests/test_data") else { return }
        let names = [
            ("big5", "big5"), ("euc_kr", "euc-kr"), ("gb18030", "gb18030"),
            ("iso_2022_jp", "iso-2022-jp"), ("shift_jis", "shift_jis"), ("jis0208", "euc-jp"),
            ("jis0212", "euc-jp"),
        ]
        var passed = 0
        for (file, name) in names {
            let encoding = try #require(TextEncoding(name: name))
            let input = try TextFile.bytes("\(folder)/\(file)_in.txt")
            let expected = try TextFile.bytes("\(folder)/\(file)_in_ref.txt")
            let isRight = [[1], [2], [3], [7, 1, 64, 5], [1 << 20]].allSatisfy {
                decoded(input, encoding, pieces: $0) == expected
            }
            #expect(isRight, "\(file)")
            passed += isRight ? 1 : 0
        }
        Suite.tally("encoding_rs pairs", passed, of: names.count)
    }

    @Test func `html5lib: the declared encoding is found as the standard's prescan finds it`()
        throws
    {
        guard let folder = Suite.shared("torture/html5lib-tests/encoding") else { return }
        var passed = 0
        var failed: [String] = []
        for file in ["tests1.dat", "tests2.dat", "test-yahoo-jp.dat"] {
            let text = try TextFile.bytes("\(folder)/\(file)")
            for (data, expected) in cases(text) {
                let found = unsafe data.withUnsafeBufferPointer {
                    unsafe TextEncoding.mark(of: $0)?.encoding ?? DeclaredEncoding.find(in: $0)
                }
                if found ?? .windows1252 == TextEncoding(name: expected) {
                    passed += 1
                } else {
                    failed.append("\(file) \(String(decoding: data.prefix(60), as: UTF8.self))")
                }
            }
        }
        Suite.tally("html5lib encoding", passed, of: passed + failed.count)
        #expect(failed.isEmpty)
        #expect(passed == 82)
    }

    private func cases(_ file: [UInt8]) -> [(data: [UInt8], encoding: String)] {
        var result: [(data: [UInt8], encoding: String)] = []
        var data: [UInt8] = []
        var isEncoding = false
        for line in file.split(separator: 0x0A, omittingEmptySubsequences: false) {
            if line.elementsEqual("#data".utf8) {
                data = []
                isEncoding = false
            } else if line.elementsEqual("#encoding".utf8) {
                isEncoding = true
            } else if isEncoding {
                if !line.isEmpty {
                    result.append((Array(data.dropLast()), String(decoding: line, as: UTF8.self)))
                }
                isEncoding = false
            } else {
                data += line + [0x0A]
            }
        }
        return result
    }
}

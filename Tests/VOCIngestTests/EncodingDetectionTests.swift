import TestSupport
import Testing
import VOCCore

@testable import VOCIngest

@Suite struct `Encodings that nobody names` {
    /// Folders of the suite, in our names; a larger set counts as found.
    private static let accepted: [String: [String]] = [
        "ascii": ["utf-8"], "utf-8-sig": ["utf-8"], "gb2312": ["gb18030"],
        "iso-8859-1": ["windows-1252"], "cp932": ["shift_jis"], "tis-620": ["windows-874"],
        "maccyrillic": ["x-mac-cyrillic"], "iso-8859-9": ["windows-1254"],
        "utf-32": ["utf-32le", "utf-32be"], "cp949": ["euc-kr"],
    ]

    @Test func `are found by their bytes alone`() throws {
        guard let root = Suite.shared("torture/chardet") else { return }
        var found = 0
        var equal = 0
        var total = 0
        var missed: [String] = []
        for folder in TextFile.names(in: root) where TextFile.isFolder("\(root)/\(folder)") {
            // `windows-1251-bulgarian`: the encoding, then maybe the language.
            let name = folder.lowercased()
            let bare = name.split(separator: "-").filter {
                $0.count < 5 || $0 == "windows" || $0 == "ascii" || $0 == "maccyrillic"
                    || $0.contains(where: \.isNumber) || $0 == "shift_jis"
            }.joined(separator: "-")
            for file in TextFile.names(in: "\(root)/\(folder)") {
                let bytes = try TextFile.bytes("\(root)/\(folder)/\(file)")
                let guess = unsafe bytes.withUnsafeBufferPointer {
                    unsafe TextEncoding.mark(of: $0)?.encoding
                        ?? TextEncoding.guess($0, isWhole: true)
                }
                total += 1
                if guess.name == bare || Self.accepted[bare]?.contains(guess.name) == true {
                    found += 1
                    equal += 1
                } else {
                    let same = TextEncoding(name: bare).map {
                        text(bytes, $0) == text(bytes, guess)
                    }
                    if same == true { equal += 1 }
                    missed.append("\(folder)/\(file): \(guess.name)\(same == true ? " =" : "")")
                }
            }
        }
        Suite.tally("chardet encodings found", found, of: total, "\(equal) texts read right")
        for line in missed { print("  \(line)") }
        #expect(found * 100 >= total * 95)
    }

    private func text(_ bytes: [UInt8], _ encoding: TextEncoding) -> [UInt8] {
        let target = ByteBuffer()
        var transcoder = Transcoder(encoding)
        unsafe bytes.withUnsafeBufferPointer {
            unsafe transcoder.append($0, to: target, isLast: true)
        }
        return target.copy(0..<target.count)
    }
}

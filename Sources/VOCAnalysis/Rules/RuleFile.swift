internal import VOCCore

/// A file of rules, read with care for what YAML would drop without a word.
enum RuleFile {
    /// Reads a file of rules. In YAML an unquoted ` #` begins a comment, so that the rest of a
    /// pattern with a `#name` in it would be lost: that is an error here.
    static func read(_ file: String) throws(VOCError) -> ConfigNode {
        let text = try TextFile.read(file)
        let lines = Array(text.utf8).split(separator: 0x0A, omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            guard let place = lostName(Array(line)) else { continue }
            throw VOCError(
                .patternMalformed, "a '#name' after a space must stand in quotes",
                at: Origin(file: file, line: index + 1, column: place + 1),
                hint: "quote the whole pattern; a comment has a space after its #")
        }
        return try ConfigNode(yaml: text, file: file)
    }

    /// Where ` #x` stands outside quotes behind something else.
    private static func lostName(_ line: [UInt8]) -> Int? {
        var quote: UInt8 = 0
        // The last byte that is no space: a quote opens a text only where a text may begin.
        var last: UInt8 = 0
        for (index, byte) in line.enumerated() {
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == 0x22 || byte == 0x27, last == 0 || "-:,[{".utf8.contains(last) {
                quote = byte
            } else if byte == UInt8(ascii: "#"), last == 0 {
                return nil
            } else if byte == UInt8(ascii: "#"), line[index - 1] == 0x20 {
                return index + 1 < line.count && line[index + 1] > 0x20 ? index : nil
            }
            if byte > 0x20 { last = byte }
        }
        return nil
    }
}

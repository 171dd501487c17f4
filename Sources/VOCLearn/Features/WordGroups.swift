/// Words of one stem, which share what is learned about them.
enum WordGroups {
    private static let endings = [
        "'s", "ingly", "edly", "ing", "ies", "ied", "ers", "ed", "er", "es", "ly", "s",
    ]

    /// A rough stem of a word: what is left without its usual endings. Its only use is to tell which
    /// words belong together, so that it need not be a word.
    static func stem(_ word: String) -> String {
        var bytes = Array(word.utf8)
        for ending in endings where word.hasSuffix(ending) && bytes.count - ending.utf8.count >= 3 {
            bytes.removeLast(ending.utf8.count)
            if ending.hasPrefix("ie") { bytes.append(UInt8(ascii: "y")) }
            break
        }
        if bytes.count > 3, bytes[bytes.count - 1] == bytes[bytes.count - 2],
            !"aeiouls".utf8.contains(bytes[bytes.count - 1])
        {
            bytes.removeLast()
        }
        if bytes.count > 3, bytes.last == UInt8(ascii: "e") { bytes.removeLast() }
        if bytes.count > 3, bytes.last == UInt8(ascii: "y") {
            bytes[bytes.count - 1] = UInt8(ascii: "i")
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

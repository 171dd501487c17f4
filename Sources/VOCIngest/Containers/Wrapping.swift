/// What the first bytes of a file say about what is around the text.
enum Wrapping {
    case none
    /// gzip, bzip2, xz or zstd around one file.
    case compressed
    /// zip or tar: several files.
    case archive

    /// How many bytes are looked at.
    static let headCount = 512

    init(of head: some Collection<UInt8>) {
        let head = Array(head.prefix(Wrapping.headCount))
        let compressed: [[UInt8]] = [
            [0x1F, 0x8B], [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], [0x28, 0xB5, 0x2F, 0xFD],
        ]
        if compressed.contains(where: { head.starts(with: $0) }) {
            self = .compressed
        } else if head.count > 10, head.starts(with: "BZh".utf8), (0x31...0x39).contains(head[3]),
            [0x31, 0x17].contains(head[4])
        {
            self = .compressed
        } else if head.starts(with: [0x50, 0x4B, 3, 4]) || head.starts(with: [0x50, 0x4B, 5, 6]) {
            self = .archive
        } else if head.count >= 262, head[257..<262].elementsEqual("ustar".utf8) {
            self = .archive
        } else {
            self = .none
        }
    }
}

/// How much a compressed file may hold: enough for any text, too little for a bomb.
enum ContainerLimits {
    /// Times that a file may grow; text grows 3 to 12 times.
    static let ratio = 200
    /// Plain bytes before the ratio counts.
    static let freeBytes = 1 << 20
    static let entries = 10_000
    /// Plain bytes of an archive in all.
    static let totalBytes = 1 << 40

    /// Whether so many plain bytes from so many compressed ones are more than text can be.
    static func isTooDense(plain: Int, compressed: Int) -> Bool {
        plain > freeBytes && plain / ratio > max(1, compressed)
    }
}

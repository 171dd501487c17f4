/// Where something came from: a place in a file that a person can open.
///
/// Lines and columns start at 1; columns count UTF-8 bytes, as compilers do. A value of 0 means
/// "not known".
public struct Origin: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The file's path as it was given, or `-` for standard input.
    public var file: String
    /// The record in the file, from 1; 0 outside records.
    public var record: Int
    public var line: Int
    public var column: Int
    /// The byte offset of the place in the (decompressed) file, from 0.
    public var byteOffset: Int

    public init(
        file: String, record: Int = 0, line: Int = 0, column: Int = 0, byteOffset: Int = 0
    ) {
        self.file = file
        self.record = record
        self.line = line
        self.column = column
        self.byteOffset = byteOffset
    }

    /// `file:line:column`, leaving out what is not known.
    public var description: String {
        var text = VOCError.printable(file)
        if line > 0 {
            text += ":\(line)"
            if column > 0 { text += ":\(column)" }
        }
        return text
    }

    public static func < (one: Origin, other: Origin) -> Bool {
        (one.file, one.byteOffset, one.line, one.column)
            < (other.file, other.byteOffset, other.line, other.column)
    }
}

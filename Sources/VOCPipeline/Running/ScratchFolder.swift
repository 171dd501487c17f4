internal import FoundationEssentials
internal import Glibc
internal import VOCCore

/// A folder of our own for what is not kept, readable by its owner only; `remove` ends it.
struct ScratchFolder {
    let path: String

    init() throws(VOCError) {
        let base = ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp"
        var template = Array("\(base)/voc-XXXXXX".utf8CString)
        let made = unsafe template.withUnsafeMutableBufferPointer { buffer in
            unsafe mkdtemp(buffer.baseAddress!).map { unsafe String(cString: $0) }
        }
        guard let made else {
            throw VOCError(
                .fileUnwritable, "cannot make a folder to work in", at: Origin(file: base),
                hint: "set TMPDIR to a folder with room for the run's results",
                underlying: TextFile.reason(errno))
        }
        path = made
    }

    /// Best effort: the system clears such folders in the end.
    func remove() { try? FileManager.default.removeItem(atPath: path) }
}

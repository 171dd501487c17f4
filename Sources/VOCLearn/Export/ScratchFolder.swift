internal import Glibc
internal import VOCCore

/// A folder of its own under the system's temporary folder; gone with the value.
struct ScratchFolder: ~Copyable {
    let path: String

    init() throws(VOCError) {
        let parent = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
        var template = Array("\(parent)/voc-learn-XXXXXX".utf8CString)
        guard unsafe mkdtemp(&template) != nil else {
            throw VOCError(
                .fileUnwritable, "cannot create a temporary folder", at: Origin(file: parent),
                hint: "set TMPDIR to a folder that can be written",
                underlying: TextFile.reason(errno))
        }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { ScratchFolder.remove(path) }

    private static func remove(_ path: String) {
        if TextFile.isFolder(path) {
            for name in TextFile.names(in: path) { remove("\(path)/\(name)") }
        }
        _ = unsafe Glibc.remove(path)
    }
}

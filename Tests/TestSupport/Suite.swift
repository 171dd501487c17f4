internal import Glibc

/// Finds data that lives outside the package, and says loudly when it is not there.
public enum Suite {
    /// The package's root folder.
    public static let root: String = {
        let parts = #filePath.split(separator: "/").dropLast(3)
        return "/" + parts.joined(separator: "/")
    }()

    /// A path in the `shared` folder beside the package, or nil, with a line on stdout, where it is
    /// absent.
    public static func shared(_ path: String) -> String? {
        let parent = root.split(separator: "/").dropLast().joined(separator: "/")
        let full = "/\(parent)/shared/\(path)"
        guard unsafe access(full, F_OK) == 0 else {
            print("SKIPPED: suite absent: shared/\(path)")
            return nil
        }
        return full
    }

    /// Prints one line of the table that `./check` shows at its end.
    public static func tally(_ name: String, _ reached: Int, of all: Int, _ remark: String = "") {
        print("suite \(name) \(reached)/\(all)\(remark.isEmpty ? "" : " (\(remark))")")
    }

    /// The files of a folder and of those in it, as paths relative to it, sorted.
    public static func files(in folder: String) -> [String] {
        output(of: "cd '\(folder)' && find . -type f | LC_ALL=C sort").split(separator: "\n").map {
            String($0.dropFirst(2))
        }
    }

    /// A fresh empty folder under the system's temporary folder, removed by `withFolder`.
    public static func withFolder<T>(_ body: (String) throws -> T) rethrows -> T {
        var template = Array("/tmp/voc-test-XXXXXX".utf8CString)
        let path = unsafe template.withUnsafeMutableBufferPointer { buffer in
            unsafe mkdtemp(buffer.baseAddress!)
            return unsafe String(cString: buffer.baseAddress!)
        }
        defer { removeTree(path) }
        return try body(path)
    }

    /// What a shell command prints, as text.
    public static func output(of command: String) -> String {
        guard let pipe = unsafe popen(command, "r") else { return "" }
        defer { unsafe pclose(pipe) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let got = unsafe fread(&chunk, 1, chunk.count, pipe)
            if got == 0 { return String(decoding: bytes, as: UTF8.self) }
            bytes += chunk[0..<got]
        }
    }

    /// Gives all files in a folder a time of last change that is an hour past.
    public static func age(_ folder: String) {
        let said = output(of: "find '\(folder)' -type f -exec touch -d '1 hour ago' {} + 2>&1")
        precondition(said.isEmpty, "cannot change the times: \(said)")
    }

    public static func setMode(_ path: String, _ mode: UInt32) { _ = unsafe chmod(path, mode) }

    private static func removeTree(_ path: String) {
        if let folder = unsafe opendir(path) {
            while let entry = unsafe readdir(folder) {
                let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
                    unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) {
                        unsafe String(cString: $0)
                    }
                }
                if name != ".", name != ".." { removeTree("\(path)/\(name)") }
            }
            unsafe closedir(folder)
        }
        _ = unsafe remove(path)
    }
}

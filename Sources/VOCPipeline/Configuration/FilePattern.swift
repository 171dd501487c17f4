internal import VOCCore

/// Expands `*` and `?` in the last part of a path.
enum FilePattern {
    static func expand(_ pattern: String, at origin: Origin) throws(VOCError) -> [String] {
        if pattern == "-" { return [pattern] }
        let slash = pattern.lastIndex(of: "/")
        let name = slash.map { String(pattern[pattern.index(after: $0)...]) } ?? pattern
        guard name.contains("*") || name.contains("?") else {
            guard TextFile.exists(pattern) else {
                throw VOCError(
                    .fileMissing, "there is no such file: \(pattern)",
                    at: origin.line > 0 ? origin : nil,
                    hint: nearest(name, in: folder(slash, pattern)))
            }
            return [pattern]
        }
        let folder = folder(slash, pattern)
        let prefix = slash.map { String(pattern[...$0]) } ?? ""
        let found = TextFile.names(in: folder).filter { matches(Array($0), Array(name)) }
            .map { prefix + $0 }
        guard !found.isEmpty else {
            throw VOCError(
                .fileMissing, "no file matches \(pattern)", at: origin.line > 0 ? origin : nil,
                hint: "looked in \(folder)")
        }
        return found
    }

    /// Whether `pattern` would find the file at `path`.
    static func matches(path: String, _ pattern: String) -> Bool {
        if path == pattern { return true }
        func parts(_ text: String) -> (folder: Substring, name: Substring) {
            guard let slash = text.lastIndex(of: "/") else { return ("", text[...]) }
            return (text[...slash], text[text.index(after: slash)...])
        }
        let (wanted, found) = (parts(pattern), parts(path))
        return wanted.folder == found.folder && matches(Array(found.name), Array(wanted.name))
    }

    private static func folder(_ slash: String.Index?, _ pattern: String) -> String {
        slash.map { $0 == pattern.startIndex ? "/" : String(pattern[..<$0]) } ?? "."
    }

    private static func nearest(_ name: String, in folder: String) -> String {
        DidYouMean.nearest(to: name, among: TextFile.names(in: folder)).map {
            "did you mean '\($0)'?"
        }
            ?? "check the path"
    }

    private static func matches(_ name: [Character], _ pattern: [Character]) -> Bool {
        Wildcard.matches(name, pattern, many: "*", one: "?")
    }
}

import VOCCore

/// Files under `corpora/golden` that hold what the tool gave when somebody last looked and agreed.
public enum Golden {
    /// The first line that differs from `corpora/golden/NAME`, or nil if none does.
    ///
    /// With `VOC_RECORD=1` in the environment the file is written anew; its diff is reviewed like
    /// code.
    public static func difference(_ text: String, from name: String) throws -> String? {
        let path = "\(Suite.root)/corpora/golden/\(name)"
        if Suite.output(of: "printf %s \"$VOC_RECORD\"") == "1" {
            try TextFile.makeFolder("\(Suite.root)/corpora/golden")
            try TextFile.write(Array(text.utf8), to: path)
            return nil
        }
        let found = text.split(separator: "\n", omittingEmptySubsequences: false)
        let expected = try TextFile.read(path).split(
            separator: "\n", omittingEmptySubsequences: false)
        for line in 0..<max(found.count, expected.count) {
            let one = line < found.count ? String(found[line]) : "nothing"
            let other = line < expected.count ? String(expected[line]) : "nothing"
            if one != other { return "\(name):\(line + 1): \(one), expected \(other)" }
        }
        return nil
    }
}

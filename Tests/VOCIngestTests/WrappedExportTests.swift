import TestSupport
import Testing
import VOCCore

@testable import VOCIngest

/// Every real export inside every container gives what it gives by itself.
@Suite struct `Wrapped exports` {
    private func files(in folder: String) -> [String] {
        TextFile.names(in: folder).flatMap { name -> [String] in
            let path = "\(folder)/\(name)"
            if TextFile.isFolder(path) { return files(in: path) }
            let ending = name.split(separator: ".").last.map(String.init) ?? ""
            let known = ["csv", "json", "jsonl", "ndjson", "xml", "gz", "js", "mbox"]
            return known.contains(ending) ? [path] : []
        }
    }

    /// What a dump gives, without the names of files; an error as its code.
    private func outcome(_ input: DumpInput, chunkBytes: Int) -> String {
        do {
            let reading = try Reading(input, chunkBytes: chunkBytes)
            // How many lines behind the place of a fault still count depends on the chunk.
            let lines = reading.rejects.isEmpty ? "\(reading.lines)" : ""
            return "\(reading.profile) \(reading.read) \(lines) \(reading.items) "
                + "\(reading.rejectPlaces)"
        } catch let error as VOCError {
            return error.code.id
        } catch {
            return "\(error)"
        }
    }

    @Test func `give the same as plain ones, in chunks of any size`() throws {
        guard let root = Suite.shared("exports") else { return }
        let tools = ["gzip -n", "zstd -q", "xz -0", "bzip2"].filter {
            Containers.has(String($0.prefix { $0 != " " }))
        }
        var random = SplitMix(state: 20_261_122)
        var equal = 0
        var total = 0
        for path in files(in: root) {
            let bytes = try TextFile.bytes(path)
            let plain = outcome(try Reading.auto(path), chunkBytes: 1 << 20)
            // People are looked up in a file beside the dump, which goes where the dump goes.
            let people = ["", "../"].map { path[...path.lastIndex(of: "/")!] + $0 + "users.json" }
                .first(where: TextFile.exists)
            let companion = try people.map { try TextFile.bytes($0) }
            try Suite.withFolder { folder in
                try TextFile.write(bytes, to: folder + "/dump")
                if let companion { try TextFile.write(companion, to: folder + "/users.json") }
                var wrapped: [DumpInput] = []
                for (index, tool) in tools.enumerated() {
                    #expect(Containers.run("\(tool) < dump > \(index)", in: folder))
                    wrapped += try DumpContents(try Reading.auto("\(folder)/\(index)")).inputs
                }
                let beside = companion.map { [Containers.StoredZip.Member("users.json", $0)] } ?? []
                let zip = Containers.StoredZip(
                    beside + [.init("m", []), .init("d/dump", bytes)])
                try TextFile.write(zip.bytes, to: folder + "/zip")
                let contents = try DumpContents(try Reading.auto(folder + "/zip"))
                wrapped += contents.inputs
                // A member that is no feedback is left out, where a file of its own says why.
                let isLeftOut = contents.inputs.isEmpty
                #expect(!isLeftOut || contents.skipped.count == 2 + beside.count)
                // Single bytes for small files: the large ones would take minutes.
                let sizes = [
                    bytes.count < 3000 ? 1 : 997, Int.random(in: 1000...50_000, using: &random),
                ]
                for (index, input) in wrapped.enumerated() {
                    let isOnce = (1..<tools.count).contains(index)
                    for size in [1 << 20] + (isOnce ? [] : sizes) {
                        total += 1
                        let found = outcome(input, chunkBytes: size)
                        if found == plain { equal += 1 }
                        #expect(found == plain, "\(path) \(input.path) \(size)")
                    }
                }
            }
        }
        Suite.tally("exports in containers and chunks as plain", equal, of: total)
    }

    @Test func `give the same with the other kind of line ends`() throws {
        guard let root = Suite.shared("exports") else { return }
        var equal = 0
        var total = 0
        for path in files(in: root) where !path.hasSuffix(".gz") {
            let bytes = try TextFile.bytes(path)
            var input = try Reading.auto(path)
            let plain = try? content(Reading(input))
            let people = ["", "../"].map { path[...path.lastIndex(of: "/")!] + $0 + "users.json" }
                .first(where: TextFile.exists)
            try Suite.withFolder { folder in
                if let people {
                    try TextFile.write(TextFile.bytes(people), to: folder + "/users.json")
                }
                try TextFile.write(withOtherLineEnds(bytes), to: folder + "/dump")
                input.path = folder + "/dump"
                let other = try? content(Reading(input))
                total += 1
                equal += other == plain ? 1 : 0
                #expect(other == plain, "\(path)")
            }
        }
        Suite.tally("exports with LF and CRLF as each other", equal, of: total)
    }

    /// With CR LF instead of LF; the other way round where it has CR LF already.
    private func withOtherLineEnds(_ bytes: [UInt8]) -> [UInt8] {
        let isWide = bytes.starts(with: [0xFF, 0xFE])
        let (feed, both): ([UInt8], [UInt8]) =
            isWide ? ([10, 0], [13, 0, 10, 0]) : ([10], [13, 10])
        return bytes.firstRange(of: both) == nil
            ? bytes.replacing(feed, with: both) : bytes.replacing(both, with: feed)
    }

    /// What does not depend on line ends: breaks within texts stay as they are written.
    private func content(_ reading: Reading) -> [String] {
        reading.items.map { item in
            // A hash of the content tells the breaks in a text apart, too.
            let id = item.id.utf8.count >= 32 && !item.id.contains("-") ? "" : item.id
            let text = "\(item.title)\n\(item.text)\n\(item.whole)\n\(item.attributes)"
            return "\(id) \(item.date) \(item.rating) \(item.author) "
                + text.replacing("\r\n", with: "\n").replacing("\\r\\n", with: "\\n")
        } + reading.rejects.map(\.code.id)
    }

    @Test func `of Slack give the messages of every channel`() throws {
        guard let root = Suite.shared("exports/slack") else { return }
        for path in archives(in: root) {
            let contents = try DumpContents(try Reading.auto(path))
            var items = 0
            for input in contents.inputs {
                let reading = try Reading(input)
                #expect(reading.read == reading.items.count + reading.rejects.count)
                items += reading.items.count
            }
            print("Slack archive: \(items) items in \(contents.inputs.count) members")
            #expect(contents.inputs.contains { $0.path.contains("!") })
            #expect(items > 0)
        }
    }

    private func archives(in folder: String) -> [String] {
        TextFile.names(in: folder).flatMap { name -> [String] in
            let path = "\(folder)/\(name)"
            return TextFile.isFolder(path)
                ? archives(in: path) : name.hasSuffix(".zip") ? [path] : []
        }
    }
}

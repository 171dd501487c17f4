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
            return ["csv", "json", "jsonl", "xml", "gz", "js"].contains(ending) ? [path] : []
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
            try Suite.withFolder { folder in
                try TextFile.write(bytes, to: folder + "/dump")
                var wrapped: [DumpInput] = []
                for (index, tool) in tools.enumerated() {
                    #expect(Containers.run("\(tool) < dump > \(index)", in: folder))
                    wrapped += try DumpContents(try Reading.auto("\(folder)/\(index)")).inputs
                }
                let zip = Containers.StoredZip([.init("m", []), .init("d/dump", bytes)])
                try TextFile.write(zip.bytes, to: folder + "/zip")
                let contents = try DumpContents(try Reading.auto(folder + "/zip"))
                wrapped += contents.inputs
                // A member that is no feedback is left out, where a file of its own says why.
                let isLeftOut = contents.inputs.isEmpty
                #expect(!isLeftOut || contents.skipped.count == 2)
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
        print("wrapped exports: \(equal)/\(total) equal to plain")
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

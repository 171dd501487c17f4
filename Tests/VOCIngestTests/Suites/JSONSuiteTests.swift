import CJSON
import TestSupport
import Testing
import VOCCore

@testable import VOCIngest

/// JSONTestSuite: what any JSON reader must take, must refuse, and may decide.
@Suite struct `JSONTestSuite` {
    /// Faults of form; a text that is JSON but holds no object is refused for its content.
    private static let faults: Set<String> = [
        "json.malformed", "json.cut-short", "json.too-deep", "json.python-literal",
    ]

    private func paths(_ prefix: String) -> [String] {
        guard let folder = Suite.shared("torture/JSONTestSuite/test_parsing") else { return [] }
        return TextFile.names(in: folder).filter { $0.hasPrefix(prefix) }.sorted().map {
            "\(folder)/\($0)"
        }
    }

    private func read(_ path: String, chunkBytes: Int = 1 << 20) throws -> Reading {
        var input = try Reading.auto(path)
        input.format = .json
        return try Reading(input, chunkBytes: chunkBytes)
    }

    private func fault(_ reading: Reading) -> Reject? {
        reading.rejects.first { `JSONTestSuite`.faults.contains($0.code.id) }
    }

    @Test func `texts that are JSON are accepted`() throws {
        let all = paths("y_")
        if all.isEmpty { return }
        let refused = try all.filter { try fault(read($0)) != nil }
        Suite.tally("JSONTestSuite y_", all.count - refused.count, of: all.count)
        #expect(refused.isEmpty)
        #expect(all.count == 95)
    }

    @Test func `texts that are not JSON are rejected with line and column`() throws {
        let all = paths("n_")
        if all.isEmpty { return }
        let missed = try all.filter {
            guard let origin = try fault(read($0))?.origin else { return true }
            return origin.line < 1 || origin.column < 1
        }
        Suite.tally("JSONTestSuite n_", all.count - missed.count, of: all.count)
        #expect(missed.isEmpty)
        #expect(all.count == 188)
    }

    @Test func `texts that may be either stay what they were`() throws {
        let all = paths("i_")
        if all.isEmpty { return }
        let lines = try all.map { path in
            let name = path.split(separator: "/").last ?? ""
            return "\(name): \(try read(path).rejectPlaces.joined(separator: ", "))\n"
        }
        let difference = try Golden.difference(
            lines.joined(), from: "json-implementation-defined.txt")
        #expect(difference == nil)
        Suite.tally("JSONTestSuite i_", all.count, of: 35, "pinned")
    }

    @Test func `texts do not depend on how they are fed`() throws {
        var random = SplitMix(state: 7)
        for path in paths("") {
            let whole = try read(path)
            #expect(whole.read == whole.items.count + whole.rejects.count, "\(path)")
            for size in [1, Int.random(in: 2...40, using: &random)] {
                let pieces = try read(path, chunkBytes: size)
                #expect(pieces.rejectPlaces == whole.rejectPlaces, "\(path) in \(size)")
                #expect(pieces.items == whole.items, "\(path) in \(size)")
            }
        }
    }

    @Test func `texts are judged alike by the checker of one record`() throws {
        for path in paths("") {
            let bytes = try TextFile.bytes(path)
            var offset = 0
            let isJSON = unsafe cjson_check(bytes, bytes.count, &offset) == 0
            if path.contains("/y_") { #expect(isJSON, "\(path) at \(offset)") }
            // Bytes that are no UTF-8 are repaired before they are judged.
            if path.contains("/n_") { #expect(!isJSON, "\(path)") }
            #expect(offset <= bytes.count)
        }
    }
}

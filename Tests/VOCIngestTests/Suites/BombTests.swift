import TestSupport
import Testing
import VOCCore

@testable import VOCIngest

/// Documents made to exhaust a reader, or to make it read other files.
@Suite struct `Entity bombs` {
    @Test func `end within a second, with every record accounted for`() throws {
        var seen = 0
        var ended = 0
        for suite in ["libxml2-recurse", "defusedxml/xmltestdata"] {
            guard let folder = Suite.shared("torture/\(suite)") else { return }
            // Style sheets are programs, not documents.
            for name in TextFile.names(in: folder) where !name.hasSuffix(".xsl") {
                seen += 1
                var isFine = true
                for allows in [false, true] {
                    var input = try Reading.auto("\(folder)/\(name)")
                    input.format = .xml
                    input.allowsEntities = allows
                    let start = ContinuousClock.now
                    let reading = try Reading(input)
                    let time = ContinuousClock.now - start
                    #expect(time < .seconds(1), "\(name)")
                    #expect(reading.read == reading.items.count + reading.rejects.count)
                    #expect(reading.items.allSatisfy { $0.text.utf8.count < 2 << 20 }, "\(name)")
                    isFine =
                        isFine && time < .seconds(1)
                        && reading.read == reading.items.count + reading.rejects.count
                    guard !allows, declaresEntities("\(folder)/\(name)") else { continue }
                    #expect(
                        reading.rejects.map(\.code.id) == ["xml.entities"] && reading.items == [],
                        "\(name)")
                }
                ended += isFine ? 1 : 0
            }
        }
        Suite.tally("entity bombs ended in time", ended, of: 40)
        #expect(seen == 40)
    }

    /// Whether a document (not a piece of one) declares entities in itself.
    private func declaresEntities(_ path: String) -> Bool {
        guard path.hasSuffix(".xml"), let text = try? TextFile.read(path),
            let start = text.firstRange(of: "<!DOCTYPE")
        else { return false }
        let end = text.firstRange(of: "]>")?.lowerBound ?? text.endIndex
        return text[start.lowerBound..<end].contains("<!ENTITY")
    }
}

import TestSupport
import Testing
import VOCCore

@testable import VOCIngest

/// The W3C's XML conformance tests of 2013, for XML 1.0 (fifth edition) with namespaces.
@Suite struct `XML conformance` {
    private struct Case {
        var type = ""
        var path = ""
        var id = ""
        var entities = ""
    }

    /// The cases that count: of XML 1.0, fifth edition.
    private func cases() throws -> [Case] {
        guard let folder = Suite.shared("torture/xmlconf/packages/test-data") else { return [] }
        let list = try TextFile.read(folder + "/cleaned/xmlconf-flattened.xml")
        var base = ""
        var found: [Case] = []
        for piece in list.split(separator: "<TEST").dropFirst() {
            let tag = String(piece.prefix { $0 != ">" })
            func value(_ name: String) -> String? {
                guard let start = tag.firstRange(of: "\(name)=\"")?.upperBound else { return nil }
                return String(tag[start...].prefix { $0 != "\"" })
            }
            if piece.hasPrefix("CASES") { base = value("xml:base") ?? base }
            guard let uri = value("URI"), let type = value("TYPE") else { continue }
            let recommendation = value("RECOMMENDATION") ?? ""
            let edition = value("EDITION") ?? "5"
            guard recommendation != "XML1.1", recommendation != "NS1.1", edition.contains("5")
            else { continue }
            found.append(
                Case(
                    type: type, path: "\(folder)/xmlconf/\(base)\(uri)", id: value(" ID") ?? "",
                    entities: value("ENTITIES") ?? "none"))
        }
        return found
    }

    private func read(_ path: String, chunkBytes: Int = 1 << 20) throws -> Reading {
        var input = try Reading.auto(path)
        input.format = .xml
        input.allowsEntities = true
        return try Reading(input, chunkBytes: chunkBytes)
    }

    /// Where the document was refused, as `code line:column`; empty if it was accepted.
    private func faults(_ one: Case, chunkBytes: Int = 1 << 20) -> [String] {
        do {
            return try read(one.path, chunkBytes: chunkBytes).rejects.filter {
                $0.code.id.hasPrefix("xml.") || $0.code.id.hasPrefix("encoding.")
            }.map { "\($0.code.id) \($0.origin.line):\($0.origin.column)" }
        } catch {
            let origin = (error as? VOCError)?.origin
            return ["thrown \(origin?.line ?? 0):\(origin?.column ?? 0)"]
        }
    }

    @Test func `documents that are not well formed are rejected with line and column`() throws {
        let all = try cases().filter { $0.type == "not-wf" && $0.entities == "none" }
        if all.isEmpty { return }
        var missed: [String] = []
        for one in all {
            let place = faults(one).first
            if place == nil || place!.hasSuffix(" 0:0") { missed.append(one.id) }
        }
        Suite.tally("xmlconf not-wf", all.count - missed.count, of: all.count)
        #expect(all.count == 951)
        #expect(missed.sorted() == ["hst-lhs-007", "hst-lhs-008", "rmt-ns10-011"])
    }

    @Test func `valid documents are accepted`() throws {
        let all = try cases().filter { $0.type == "valid" && TextFile.exists($0.path) }
        if all.isEmpty { return }
        var refused: [String] = []
        for one in all where !faults(one).isEmpty {
            refused.append("\(one.id) \(faults(one).first!)")
        }
        Suite.tally("xmlconf valid", all.count - refused.count, of: all.count)
        #expect(all.count - refused.count >= 721, "\(refused)")
        #expect(all.count >= 728)
    }

    @Test func `documents do not depend on how they are fed`() throws {
        var random = SplitMix(state: 3)
        var differing: [String] = []
        for one in try cases() where TextFile.exists(one.path) {
            let whole = faults(one)
            for size in [1, Int.random(in: 2...50, using: &random)] {
                let pieces = faults(one, chunkBytes: size)
                if pieces != whole {
                    differing.append("\(one.path) in \(size): \(pieces), \(whole)")
                }
            }
        }
        #expect(differing == [])
    }
}

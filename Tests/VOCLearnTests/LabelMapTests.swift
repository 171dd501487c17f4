import TestSupport
import Testing
import VOCCore

@testable import VOCLearn

@Suite struct `Other people's labels` {
    private func map(_ text: String) throws -> LabelMap {
        try Suite.withFolder { folder in
            try TextFile.write(Array(text.utf8), to: "\(folder)/map.yml")
            return try LabelMap(file: "\(folder)/map.yml")
        }
    }

    @Test func `may mean a theme only where it is not praised`() throws {
        let map = try map("Rude: [staff unless positive, price]\nGone:\nOld: service\n")
        #expect(map.means("Rude", "staff/manners", .negative))
        #expect(!map.means("Rude", "staff/manners", .positive))
        #expect(map.means("Rude", "price", .positive))
        #expect(!map.means("Rude", "staffing", .negative))
        #expect(!map.means("Gone", "staff", .negative))
        #expect(map.means("unnamed", "unnamed", .positive))
        #expect(map.ours(for: "Rude") == ["staff", "price"])
    }

    @Test func `name the feelings there are`() throws {
        let error = #expect(throws: VOCError.self) { try map("Rude: staff unless glad\n") }
        #expect(error?.code.id == "config.unknown-value")
        #expect(error?.hint?.contains("positive") ?? false)
    }
}

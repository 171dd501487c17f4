import TestSupport
import Testing
import VOCCore

@testable import VOCAnalysis

@Suite struct `Packs that fit a dump` {
    private static let folders = LexiconFolders(["\(Suite.root)/lexicons"])

    private static func fit(_ texts: [String]) throws -> PackFit {
        try PackFit((0..<20).flatMap { _ in texts }, in: folders)
    }

    @Test func `are told by words of their trade`() throws {
        let air = try Self.fit([
            "My flight was cancelled", "Where is my luggage?", "Rude staff", "Thanks",
        ])
        #expect(air.best?.name == "airline")
        #expect(air.best?.share == 0.5)
        #expect(air.best?.extends == [])
        let shop = try Self.fit(["The dress is too small", "Lovely fabric", "Too late", "OK"])
        #expect(shop.best?.name == "retail" && shop.best?.extends == ["cx"])
    }

    @Test func `are none where no trade is spoken of, and none where two are`() throws {
        let plain = try Self.fit(["Too slow", "Nobody answers", "Great service", "Never again"])
        #expect(plain.packs.isEmpty && plain.best == nil)
        let both = try Self.fit(["The app of my bank", "The bank closed", "I like the app", "Hm"])
        #expect(both.best == nil)
        #expect(both.packs.map(\.name) == ["app", "banking"])
        // Account names and addresses are nobody's words.
        let names = try Self.fit(["@airline hello", "see https://x.example/flight please"])
        #expect(names.packs.isEmpty)
        // Too few texts tell nothing.
        #expect(try PackFit(["My flight"], in: Self.folders).packs.isEmpty)
    }
}

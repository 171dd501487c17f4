import Testing
import VOCCore

@Suite struct `Wildcards` {
    @Test(arguments: [
        ("march.csv", "*.csv", true), ("march.csv", "m*c*.csv", true),
        ("march.csv", "march.csv*", true),
        ("march.csv", "?arch.csv", true), ("march.csv", "?march.csv", false), ("", "*", true),
        ("", "?", false), ("aab", "a*ab", true), ("ab", "a*ab", false),
        ("march.csv", "*.json", false),
        // A name may hold the sign itself.
        ("a*b.csv", "a*.csv", true), ("*x", "*", true), ("a*bc", "a*c", true),
        ("a*bxc", "a*xc", true),
    ])
    func `fit the whole text`(_ text: String, _ pattern: String, _ fits: Bool) {
        #expect(Wildcard.matches(Array(text), Array(pattern), many: "*", one: "?") == fits)
    }

    @Test func `have no sign for one element unless it is given`() {
        #expect(!Wildcard.matches(Array("ab"), Array("a?"), many: "*"))
        #expect(Wildcard.matches(Array("a?"), Array("a?"), many: "*"))
    }
}

import Testing
import VOCCore

@testable import VOCAnalysis

@Suite("Parts of operands") struct OperandPartsTests {
    private func phrases(_ texts: [String]) throws -> [Phrase] {
        let unicode = UnicodeText()
        return try texts.map { try Phrase($0, at: Origin(file: "test"), folding: unicode) }
    }

    /// Every way to say what an operand is made of.
    private func ways(_ phrases: some Sequence<Phrase>) -> Set<String> {
        var result = Set<String>()
        for phrase in phrases {
            for variant in phrase.variants {
                var ways = [""]
                for set in variant {
                    let choices = set.words + set.prefixes.map { "\($0)*" }
                    ways = ways.flatMap { way in choices.map { "\(way) \($0)" } }
                }
                result.formUnion(ways)
            }
        }
        return result
    }

    @Test func `a frequent word of many lists is noted once`() throws {
        let operands = try phrases((0..<6).map { "(not|word\($0)|has not|late*|later)" })
        let parts = OperandParts(operands)
        let shared = parts.phrases.filter { $0.variants.contains { $0[0].words.contains("not") } }
        #expect(shared.count == 1)
        for (index, operand) in operands.enumerated() {
            let own = parts.ofOperand[index].map { parts.phrases[Int($0)] }
            #expect(own.count == 2)
            #expect(ways(own) == ways([operand]).subtracting([" later"]))
        }
        #expect(Set(parts.coveredWords) == ["later"])
    }

    @Test func `what is rare or stands in one list only stays whole`() throws {
        let parts = OperandParts(try phrases(["(refund|money back)", "(refund|voucher)", "<n>"]))
        #expect(parts.ofOperand == [[0], [1], [2]])
    }
}

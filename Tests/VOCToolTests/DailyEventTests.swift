import Foundation
import TestSupport
import Testing
import VOCCore

/// A week of tweets to airlines in February 2015: a winter storm on the 21st and 22nd, trouble at
/// Dallas on the 22nd, and one airline's words that amused everybody on the 23rd.
@Suite struct `Real events, day by day` {
    @Test(arguments: [
        (20, [], []), (21, ["hold", "cancelled"], []), (22, ["dfw"], []),
        (23, ["on fleek"], ["on fleek"]),
    ])
    func `are told on their day`(_ day: Int, _ terms: [String], _ harmless: [String]) throws {
        guard let dump = Suite.shared("eval/sentiment/airline_tweets.jsonl") else { return }
        try Tool.inFolder { tool in
            try tool.put(
                "p.yml",
                """
                version: 1
                inputs:
                  - { files: "\(dump)", source: generic, name: twitter, fields: { id: id, text: text, receivedAt: date } }

                """)
            let result = tool.run("run", "p.yml", "--as-of", "2015-02-\(day)")
            #expect(result.status == 0, "\(result.errors)")
            let path = "\(tool.folder)/out/new-day.csv"
            let rows =
                TextFile.exists(path)
                ? try TextFile.read(path).split(whereSeparator: \.isNewline).map(String.init) : []
            if terms.isEmpty { #expect(rows.isEmpty) }
            for term in terms {
                let row = try #require(rows.first { $0.hasPrefix("\"\(term)\",") }, "\(term)")
                #expect(row.contains(",\"complaint\",") == !harmless.contains(term))
            }
            // The storm: nobody answers the telephone.
            let alerts = try tool.read("out/findings.csv").split(whereSeparator: \.isNewline)
                .filter { $0.contains(",\"alert\",") }
            #expect(alerts.contains { $0.contains("Waiting for an answer") } == (day > 20))
        }
    }
}

import Foundation
import TestSupport
import Testing
import VOCCore

@Suite struct `A customers file` {
    private static let dump = """
        {"id":"1","receivedAt":"2026-11-09","source":"s","author":"c1","text":"The parcel was late."}
        {"id":"2","receivedAt":"2026-11-10","source":"s","author":"c1","text":"The parcel was late again."}
        {"id":"3","receivedAt":"2026-11-10","source":"s","author":"c2","text":"It is bad, late and awful."}
        {"id":"4","receivedAt":"2026-11-11","source":"s","author":"nobody","text":"It is awful."}
        {"id":"5","receivedAt":"2026-11-11","source":"s","text":"The price is awful."}
        {"id":"6","receivedAt":"2026-11-11","source":"s","author":"c3","text":"It is very good."}

        """

    private func prepare(_ tool: Tool, crm: String, extra: String = "") throws {
        try SmallShop.putPacks(tool)
        try tool.put("dump.ndjson", Self.dump)
        try tool.put("crm.csv", crm)
        let rest = SmallShop.pipeline.range(of: "lexicons:")!.lowerBound
        try tool.put(
            "p.yml",
            """
            version: 1
            inputs:
              - { files: dump.ndjson, source: generic, name: shop }
            customers: { file: crm.csv, key: id, segments: [plan], value: worth\(extra) }
            \(SmallShop.pipeline[rest...])
            """)
    }

    @Test func `gives items their segments, and the report the value at risk`() throws {
        try Tool.inFolder { tool in
            try prepare(
                tool, crm: "id;plan;worth\nc1;\"plus; old\";1000\nc2;basic;250.50\nc3;basic;\n")
            let result = tool.run("run", "p.yml", "--out", "out", "--jobs", "1")
            #expect(result.status == 0, "\(result.errors)")
            let items = try tool.read("out/items.ndjson")
            #expect(
                items.contains("\"plan\":\"plus; old\"") && items.contains("\"plan\":\"basic\""))
            // Late delivery: c1, who said so twice, and c2.
            let risk = try tool.read("out/value-at-risk.csv")
            #expect(risk.contains("\"Late delivery\",2,1251,"), "\(risk)")
            let people = try tool.read("out/customers-at-risk.csv")
            #expect(!people.contains("c1\"") && people.contains("\"c-"))
            #expect(
                try tool.read("out/report.md").contains(
                    "4 items found their customer in it, 1 name one who is not in it, 1 name none"))
            #expect(try tool.read("out/run.json").contains("\"customers\":{\"file\":\"crm.csv\""))
        }
    }

    @Test func `names customers by their keys where that is asked for`() throws {
        try Tool.inFolder { tool in
            try prepare(
                tool, crm: "id,plan,worth\nc1,plus,10\n", extra: ", identifiers: keys")
            #expect(tool.run("run", "p.yml", "--out", "out").status == 0)
            #expect(try tool.read("out/customers-at-risk.csv").contains("\"c1\",10,"))
        }
    }

    @Test(arguments: [
        ("id,plan,worth\nc1,plus,EUR 10\n", "crm.csv:2", "customers.row"),
        ("id,plan,worth\nc1,plus,10\nc1,plus,10\n", "crm.csv:3", "customers.row"),
        ("id,plan,worth\n,plus,10\n", "crm.csv:2", "customers.row"),
        ("id,plan,worth\nc1,plus\n", "crm.csv:2", "customers.row"),
        ("id,plan,worth\n\"c1,plus,10\n", "crm.csv:2", "customers.row"),
        ("id,plans,worth\nc1,plus,10\n", "p.yml:4", "customers.column"),
    ])
    func `that cannot be used ends the run before it starts`(
        _ crm: String, _ place: String, _ code: String
    ) throws {
        try Tool.inFolder { tool in
            try prepare(tool, crm: crm)
            let result = tool.run("run", "p.yml", "--out", "out")
            #expect(result.status == 78)
            #expect(result.errors.contains(place) && result.errors.contains("[\(code)]"))
            #expect(!result.errors.contains("EUR 10"))
        }
    }
}

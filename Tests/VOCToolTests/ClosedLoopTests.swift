import Foundation
import TestSupport
import Testing
import VOCCore

/// What tests ask of a line of `cases.ndjson`.
struct WrittenCase: Decodable {
    var `case`: String
    var item: String
    var customer: String?
    var route: String
    var priority: String
    var priorityReasons: [String]
    var acknowledgeBy: String?
    var resolveBy: String?
    var evidence: [[Int]]
    var related: [String]
    var duplicateOf: String?
    var joinedBy: String?

    static func all(_ tool: Tool, _ out: String) throws -> [WrittenCase] {
        try tool.read("\(out)/cases.ndjson").split(separator: "\n").map {
            try JSONDecoder().decode(WrittenCase.self, from: Data($0.utf8))
        }
    }
}

@Suite struct `The closed loop` {
    static let pipeline = """
        version: 1
        inputs:
          - { files: "dump.ndjson", source: generic, name: shop, fields: { thread: ticket, author: who } }
        lexicons: [lexicons]
        analysis: { lexicon: xx/small, themes: [small], intents: intents/small }
        calendar: { timeZone: Europe/London, hours: Mon-Fri 09:00-17:30, holidays: [2026-12-25] }
        routes:
          - { name: late, when: "theme:shop/late and complaint", queue: logistics, acknowledgeWithin: 4 business hours, resolveWithin: 3 business days }
          - { name: severe, when: severity >= 3, queue: legal, priority: high }
        cases: { formats: [csv, ndjson, zendesk, jira, salesforce] }
        report: { period: week, minimum: 2 }

        """

    static func item(
        _ id: String, _ text: String, at: String? = "2026-11-20T16:00:00Z", who: String = "",
        ticket: String = ""
    ) -> String {
        let date = at.map { "\"created_at\": \"\($0)\", " } ?? ""
        return
            "{\"id\": \"\(id)\", \(date)\"who\": \"\(who)\", \"ticket\": \"\(ticket)\", \"text\": \"\(text)\"}\n"
    }

    static func prepare(_ tool: Tool, _ items: String) throws {
        try SmallShop.putPacks(tool)
        try tool.put("p.yml", pipeline)
        try tool.put("dump.ndjson", items)
    }

    static func night(_ tool: Tool, _ out: String) throws {
        let result = tool.run("run", "p.yml", "--out", out, "--history", "voc.db")
        #expect(result.status == 0, "\(result.errors)")
    }

    @Test func `gives each case its deadlines, its customer and its reasons`() throws {
        try Tool.inFolder { tool in
            try Self.prepare(
                tool,
                Self.item("1", "It is late and I complain.", who: "Ann@Example.org")
                    + Self.item("2", "late, I complain", at: nil, who: "ann@example.org")
                    + Self.item("3", "late, I complain, my lawyer waits", who: "ann"))
            try Self.night(tool, "one")
            let cases = try WrittenCase.all(tool, "one")
            #expect(cases.map(\.item) == ["1", "2", "3", "3"])
            #expect(cases[0].acknowledgeBy == "2026-11-23T11:30:00+00:00")
            #expect(cases[0].resolveBy == "2026-11-25T16:00:00+00:00")
            // What theme, intent and severity were found by.
            #expect(cases[0].evidence == [[6, 10], [17, 25]])
            #expect(cases[2].evidence == [[0, 4], [8, 16], [21, 27]])
            // No date, no clock.
            #expect(cases[1].acknowledgeBy == nil)
            #expect(cases[0].priority == "normal")
            #expect(cases[0].priorityReasons == ["route late: normal"])
            #expect(cases[2].priority == "high")
            #expect(cases[2].priorityReasons == ["route late: normal", "severity >= 3: high"])
            // An address is the same however it is written; a name is another customer.
            #expect(cases[0].customer?.hasPrefix("p-") == true)
            #expect(cases[1].customer == cases[0].customer)
            #expect(cases[2].customer != cases[0].customer)
            #expect(cases[2].related == [cases[3].case])
            #expect(cases[3].related == [cases[2].case])
            for name in TextFile.names(in: "\(tool.folder)/one/cases") {
                #expect(try !tool.read("one/cases/\(name)").lowercased().contains("ann@"))
            }
            try tool.put(
                "p.yml", Self.pipeline.replacing("salesforce]", with: "salesforce], customer: name")
            )
            #expect(tool.run("run", "p.yml", "--out", "named").status == 0)
            #expect(try WrittenCase.all(tool, "named")[0].customer == "Ann@Example.org")
        }
    }

    @Test func `joins threads over nights and near-copies, and opens no case twice`() throws {
        try Tool.inFolder { tool in
            let long = "my parcel is late again and I complain about the shop for the third time"
            try Self.prepare(
                tool,
                Self.item("1", "late, I complain", ticket: "T1")
                    + Self.item("2", "\(long) today", who: "a")
                    + Self.item("3", "\(long) now", who: "b"))
            try Self.night(tool, "one")
            let one = try WrittenCase.all(tool, "one")
            #expect(one.map(\.duplicateOf) == [nil, nil, one[1].case])
            #expect(one[2].joinedBy == "copy")
            let first = try tool.files(in: "one")
            try Self.night(tool, "again")
            #expect(try tool.files(in: "again") == first)

            try Self.prepare(
                tool,
                Self.item("1", "late, I complain", ticket: "T1")
                    + Self.item("4", "still late, I do complain", ticket: "T1")
                    + Self.item("5", "late, I complain, lawyer", ticket: "T1")
                    + Self.item("6", "late, I complain", ticket: "T2"))
            try Self.night(tool, "two")
            let two = try WrittenCase.all(tool, "two")
            #expect(two.map(\.item) == ["4", "5", "5", "6"])
            #expect(two.map(\.duplicateOf) == [one[0].case, one[0].case, nil, nil])
            #expect(two.map(\.joinedBy) == ["thread", "thread", nil, nil])
            let second = try tool.files(in: "two")
            try Self.night(tool, "two-again")
            #expect(try tool.files(in: "two-again") == second)

            // The imports have only what stands for itself.
            let csv = try tool.read("two/cases/logistics.csv")
            #expect(csv.contains("\"\(one[0].case)\",\"thread\"\r\n"))
            let zendesk = try tool.read("two/cases/logistics.zendesk.csv")
            #expect(!zendesk.contains(two[0].case))
            #expect(zendesk.contains(two[3].case))
            #expect(try tool.read("two/cases/logistics.ndjson").split(separator: "\n").count == 3)
            try tool.put(
                "p.yml", Self.pipeline.replacing("salesforce]", with: "salesforce], join: none"))
            #expect(tool.run("run", "p.yml", "--out", "apart").status == 0)
            #expect(try WrittenCase.all(tool, "apart").allSatisfy { $0.duplicateOf == nil })
        }
    }

    @Test func `writes imports that help desks take and spreadsheets survive`() throws {
        try Tool.inFolder { tool in
            let words = "=cmd() late,\\n\\\"I\\\" complain {noformat} !http://x.example/y.png!"
            try Self.prepare(tool, Self.item("1", words, ticket: ""))
            try Self.night(tool, "one")
            let zendesk = try tool.read("one/cases/logistics.zendesk.csv")
            #expect(
                zendesk.hasPrefix(
                    "\"external_id\",\"subject\",\"description\",\"status\",\"type\",\"priority\",\"group\",\"tags\",\"due_at\"\r\n"
                ))
            #expect(zendesk.contains("\"'=cmd() late, \"\"I\"\" complain"))
            #expect(
                zendesk.contains(
                    "\"task\",\"normal\",\"logistics\",\"voc route-late severity-1 shop/late complaint\",\"2026-11-25T16:00:00+00:00\"\r\n"
                ))
            let salesforce = try tool.read("one/cases/logistics.salesforce.csv")
            #expect(salesforce.hasPrefix("\"VOC_Case__c\",\"Subject\",\"Description\",\"Status\","))
            #expect(salesforce.contains("\"New\""))
            #expect(salesforce.contains("\"Medium\",\"logistics\""))
            let jira = try tool.read("one/cases/logistics.jira.csv")
            #expect(jira.contains("\\{noformat\\} \\!http://x.example/y.png\\!"))
            #expect(jira.hasSuffix("\"2026-11-25\"\r\n"))
            // A queue without cases has its files all the same, with the header alone.
            #expect(try tool.read("one/cases/legal.jira.csv").split(separator: "\r\n").count == 1)
            for name in TextFile.names(in: "\(tool.folder)/one/cases") {
                let mode =
                    try FileManager.default.attributesOfItem(
                        atPath: "\(tool.folder)/one/cases/\(name)")[.posixPermissions] as? Int
                #expect(mode == 0o600, "\(name)")
            }
        }
    }

    @Test func `reads outcomes back, keeps them, and says what came of each route`() throws {
        try Tool.inFolder { tool in
            try Self.prepare(
                tool,
                Self.item("1", "late, I complain", at: "2026-11-16T10:00:00Z", who: "ann")
                    + Self.item("2", "late, I complain", at: "2026-11-16T10:00:00Z", who: "bob")
                    + Self.item("3", "late, I complain", at: "2026-11-16T10:00:00Z", who: "cat")
                    + Self.item("4", "awful, I complain, lawyer", at: "2026-11-16T10:00:00Z")
                    + Self.item("5", "awful, I complain", at: "2026-11-16T10:00:00Z"))
            try tool.put(
                "p.yml",
                Self.pipeline
                    + "outcomes: { file: 'desk*.csv', fields: { case: Ticket, closedAt: Solved } }\n"
            )
            try Self.night(tool, "one")
            let cases = try WrittenCase.all(tool, "one").map(\.case)
            #expect(cases.count == 4)
            let report = try tool.read("one/report.md")
            #expect(report.contains("No help desk has told"))
            #expect(report.contains("Of 5 complaints in this run no route took 1 "))

            try tool.put(
                "desk1.csv",
                """
                Ticket;status;upheld;refund;reopened;Solved
                \(cases[0]);Solved;yes;12,50 €;0;2026-11-18 10:00
                \(cases[1]);closed;no;no;2;2026-11-20T22:00:00Z
                \(cases[2]);parked;;;;
                \(cases[2]);open;perhaps;;;
                x;open;;;;
                \(cases[3]);closed;;;;2026-11-15
                \(cases[3]);open;;;;2026-11-19
                c-0123456789abcdef0123;closed;;;;
                ;;

                """)
            let again = tool.run("run", "p.yml", "--out", "again", "--history", "voc.db")
            #expect(again.status == 0)
            for words in [
                "desk1.csv:4:24: the status is neither", "[outcome.status]",
                "desk1.csv:5:29: 'upheld' is neither yes nor no [outcome.value]",
                "desk1.csv:6:1: this is not the id of a case [outcome.case]",
                "desk1.csv:7:1: this case was closed before its item was received [outcome.order]",
                "desk1.csv:8:32: a case that is open was closed [outcome.order]",
                "1 more rejected outcomes are in outcome-rejects.ndjson",
                "1 outcome speaks of cases that no night here has made",
            ] {
                #expect(again.errors.contains(words), "\(words) in \(again.errors)")
            }
            #expect(!again.errors.contains("parked") && !again.errors.contains("perhaps"))
            #expect(try tool.read("again/cases.ndjson") == tool.read("one/cases.ndjson"))
            let loop = try tool.read("again/loop.csv")
            #expect(
                loop.contains("\"late\",\"logistics\",3,0,1,0,2,3.250,,,2,50.000,"), "\(loop)")
            let outcomes = try tool.read("again/outcomes.csv")
            #expect(outcomes.contains("\"late\",50.000,9.453,90.547,2,50.000,"), "\(outcomes)")
            #expect(outcomes.contains(",1,\"12.5\",0,"), "\(outcomes)")
            let manifest = try tool.read("again/run.json")
            #expect(manifest.contains("\"read\":9,\"accepted\":3,\"rejected\":6,\"unknown\":1}"))

            // The next night: customers come back, and what was told is known still.
            try FileManager.default.removeItem(atPath: "\(tool.folder)/desk1.csv")
            try tool.put(
                "dump.ndjson",
                Self.item("6", "good, love it", at: "2026-11-19T10:00:00Z", who: "Ann")
                    + Self.item("7", "awful", at: "2026-11-21T10:00:00Z", who: "bob")
                    + Self.item("8", "awful", at: "2026-11-25T10:00:00Z", who: "ann"))
            try Self.night(tool, "two")
            let later = try tool.read("two/outcomes.csv")
            #expect(later.contains("\"late\",50.000,9.453,90.547,2,50.000,"), "\(later)")
            #expect(later.contains(",2,50.000,9.453,90.547,2,50.000,9.453,90.547,2\n"), "\(later)")
            #expect(try tool.read("two/loop.csv").contains("\"late\",\"logistics\",3,0,1,1,2,"))
            let second = try tool.files(in: "two")
            try Self.night(tool, "two-again")
            #expect(try tool.files(in: "two-again") == second)
        }
    }

    @Test func `stops at outcomes that are not there or have no such column`() throws {
        try Tool.inFolder { tool in
            try Self.prepare(tool, Self.item("1", "late, I complain"))
            try tool.put("p.yml", Self.pipeline + "outcomes: { file: desk.csv }\n")
            let missing = tool.run("run", "p.yml")
            #expect(missing.status == 66)
            #expect(missing.errors.contains("p.yml:12:19"), "\(missing.errors)")
            try tool.put("desk.csv", "Case,Status\n")
            let column = tool.run("run", "p.yml")
            #expect(column.status == 78)
            #expect(column.errors.contains("[outcome.column]"), "\(column.errors)")
            #expect(column.errors.contains("did you mean 'Case'?"), "\(column.errors)")
            try tool.put("desk.csv", "")
            #expect(tool.run("run", "p.yml").errors.contains("[csv.empty]"))
        }
    }

    @Test(arguments: [
        ("4 business hours", "4 busines hours", "p.yml:8:", "config.wrong-type"),
        ("salesforce]", "salesforec]", "p.yml:10:", "did you mean 'salesforce'?"),
        ("formats:", "format:", "p.yml:10:", "did you mean 'formats'?"),
        ("Europe/London", "Europe/Londn", "p.yml:6:", "config.unknown-value"),
        ("09:00-17:30", "09:00-17:70", "p.yml:6:", "config.wrong-type"),
        (
            "salesforce]", "salesforce], raise: [{ when: severty >= 3, to: high }]", "p.yml:10:",
            "route.condition"
        ),
        (
            "salesforce]", "salesforce], raise: [{ when: complaint, to: hihg }]", "p.yml:10:",
            "did you mean 'high'?"
        ),
    ])
    func `stops at what cannot be meant`(
        _ old: String, _ new: String, _ place: String, _ words: String
    ) throws {
        try Tool.inFolder { tool in
            try Self.prepare(tool, Self.item("1", "late"))
            try tool.put("p.yml", Self.pipeline.replacing(old, with: new))
            let result = tool.run("check", "p.yml")
            #expect(result.status == 78)
            #expect(
                result.errors.contains(place) || result.text.contains(place), "\(result.errors)")
            #expect((result.errors + result.text).contains(words), "\(result.errors)")
        }
    }
}

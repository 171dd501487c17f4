import TestSupport
import Testing
import VOCCore

@testable import VOCIngest

/// Real export shapes: what must come out of each, read from `shared/exports/shapes/expected.json`.
@Suite struct `Real exports` {
    /// What is read by other parts than the profiles here.
    private static let elsewhere = ["gmail/All mail Including Spam and Trash.mbox"]

    private static let expected: [String: ConfigNode] = {
        guard let folder = Suite.shared("exports/shapes"),
            // YAML reads JSON.
            let pairs = try? ConfigNode(file: folder + "/expected.json").pairs()
        else { return [:] }
        var result: [String: ConfigNode] = [:]
        for (key, value) in pairs {
            if let name = try? key.string(), !elsewhere.contains(name) { result[name] = value }
        }
        return result
    }()

    @Test(arguments: expected.keys.sorted())
    func `give the expected items, however the file is cut`(_ name: String) throws {
        guard let folder = Suite.shared("exports/shapes") else { return }
        let expected = try #require(Self.expected[name]).pairs()
        func value(_ pairs: [(key: ConfigNode, value: ConfigNode)], _ key: String) throws
            -> ConfigNode?
        {
            try pairs.first { try $0.key.string() == key }?.value
        }
        let first = try #require(try value(expected, "first")).pairs()
        for chunkBytes in [1 << 20, 1, 7, 100] {
            let reading = try Reading(Reading.auto("\(folder)/\(name)"), chunkBytes: chunkBytes)
            #expect(
                reading.items.count == (try value(expected, "items")?.int()),
                "\(reading.profile) \(reading.rejectPlaces)")
            #expect(reading.rejects.isEmpty, "\(reading.profile) \(reading.rejectPlaces)")
            #expect(reading.read == reading.items.count)
            #expect(!reading.profile.hasPrefix("generic"), "\(reading.profile)")
            guard let item = reading.items.first else { continue }
            for (key, found) in [
                ("id", item.id), ("title", item.title), ("text", item.text),
                ("rating", item.rating), ("author", item.author),
            ] {
                guard let node = try value(first, key) else { continue }
                let wanted = node.isNull ? "" : try node.string()
                #expect(found == wanted, "\(name) \(key) \(reading.profile)")
            }
            // Where the export names no zone its clock is taken as it stands.
            if let date = try value(first, "date") {
                let wanted = date.isNull ? "" : try date.string().prefix(16)
                #expect(item.date.prefix(16) == wanted, "\(reading.profile)")
            }
        }
    }

    @Test func `in Python's notation are rejected with the reason where no profile knows it`()
        throws
    {
        let dump = "{'stars': 5, 'text': 'fine'}\n"
        let reading = try Reading.of(dump)
        #expect(reading.rejectPlaces == ["json.python-literal 1:2@1"])
        #expect(reading.read == 1)
    }

    @Test func `of Yelp give 500 reviews`() throws {
        guard let path = Suite.shared("exports/yelp/yelp_academic_dataset_review.json") else {
            return
        }
        let reading = try Reading(Reading.auto(path))
        #expect(reading.items.count == 500)
        #expect(reading.profile == "yelp/")
        #expect(reading.items[0].date == "2018-07-07T22:09:11Z")
        #expect(reading.items[0].rating == "3")
        #expect(reading.lines == 500)
    }

    @Test(arguments: [1 << 20, 1000, 13])
    func `of Stack Exchange give questions and answers but no tag wikis`(_ chunkBytes: Int) throws {
        guard let path = Suite.shared("exports/stackexchange/Posts.xml") else { return }
        let reading = try Reading(Reading.auto(path), chunkBytes: chunkBytes)
        #expect(reading.read == 592)
        #expect(reading.items.count == 552)
        #expect(reading.rejects.allSatisfy { $0.code == .recordNotFeedback })
        #expect(reading.items[0].title == "How should I store whole bean coffee?")
        #expect(reading.items[0].text.hasPrefix("I just got"))
        #expect(reading.items[0].date == "2015-01-27T20:09:32.720Z")
        #expect(reading.items[0].place == "1 3:3@52")
    }

    @Test(arguments: [
        ("qualtrics/inst/extdata/sample.csv", "qualtrics/csv"),
        ("qualtrics/inst/extdata/sample_legacy.csv", "qualtrics/csv-legacy"),
    ])
    func `of Qualtrics give their one response`(_ name: String, _ profile: String) throws {
        guard let folder = Suite.shared("exports") else { return }
        let reading = try Reading(Reading.auto("\(folder)/\(name)"))
        #expect(reading.profile == profile)
        #expect(reading.read == 1)
        let item = try #require(reading.items.first)
        #expect(item.id == "R_2YPOQ602ER1jkf1")
        #expect(item.date == "2017-07-18T08:28:48Z")
        #expect(item.text == "Hello World!")
        #expect(item.rating == "")
    }

    @Test func `of Slack give every message, with the people's names`() throws {
        guard let folder = Suite.shared("exports/slack/x") else { return }
        var items: [Reading.Item] = []
        for channel in TextFile.names(in: folder) where TextFile.isFolder("\(folder)/\(channel)") {
            for day in TextFile.names(in: "\(folder)/\(channel)") {
                let reading = try Reading(Reading.auto("\(folder)/\(channel)/\(day)"))
                #expect(reading.profile == "slack/day")
                #expect(reading.rejects.isEmpty, "\(reading.rejectPlaces)")
                items += reading.items
            }
        }
        #expect(items.count == 158)
        #expect(items.contains { $0.id == "1452988821.000002" })
        // Users are looked up; what is left are the ids of bots.
        #expect(!items.contains { $0.author.hasPrefix("U0") })
    }

    @Test(arguments: [("theme-unit-test-data.xml", 33), ("a11y-unit-test-data.xml", 29)])
    func `of WordPress give every comment`(_ name: String, _ count: Int) throws {
        guard let folder = Suite.shared("exports/wxr/phpunit/data") else { return }
        let reading = try Reading(Reading.auto("\(folder)/\(name)"))
        #expect(reading.profile == "wordpress/")
        #expect(reading.items.count == count)
        #expect(reading.rejects.isEmpty)
    }

    @Test(arguments: [
        ("ticket_data.csv", 10, "zendesk/table"),
        ("ticket_comment_data.csv", 20, "zendesk/comments-table"),
        ("ticket_chat_event_data.csv", 12, "zendesk/chat-table"),
    ])
    func `of Zendesk's tables give every row`(_ name: String, _ count: Int, _ profile: String)
        throws
    {
        guard let folder = Suite.shared("exports/zendesk-fivetran/integration_tests/seeds") else {
            return
        }
        let reading = try Reading(Reading.auto("\(folder)/\(name)"))
        #expect(reading.profile == profile)
        #expect(reading.items.count == count, "\(reading.rejectPlaces)")
        #expect(reading.read == count)
    }

    @Test func `that are broken XML are rejected at their line`() throws {
        for (name, line) in [
            ("malformed.xml", 90), ("malformed-simple.xml", 14), ("crazy-cdata.xml", 18),
        ] {
            guard let folder = Suite.shared("exports/wxr") else { return }
            for path in paths(called: name, in: folder) {
                let reading = try Reading(DumpInput(path: path, profile: wordpress))
                #expect(reading.rejects.last?.code == .xmlMalformed, "\(name)")
                #expect(reading.rejects.last?.origin.line == line, "\(name)")
            }
        }
    }

    private var wordpress: SourceProfile {
        var variant = SourceVariant()
        variant.records = ["wp:comment"]
        variant.mapping.sources[.text] = FieldSource(parts: [[FieldPath("wp:comment_content")]])
        return SourceProfile(id: "wxr", name: "wxr", channel: "comment", variants: [variant])
    }

    private func paths(called name: String, in folder: String) -> [String] {
        TextFile.names(in: folder).flatMap { entry -> [String] in
            let path = "\(folder)/\(entry)"
            if TextFile.isFolder(path) { return paths(called: name, in: path) }
            return entry == name ? [path] : []
        }
    }
}

import TestSupport
import Testing
import VOCCore

@testable import VOCIngest

/// Real export shapes: what must come out of each, read from `shared/exports/shapes/expected.json`.
@Suite struct `Real exports` {
    @Test(arguments: [
        "google_play/reviews_com.example_202511.csv", "app_store/customerreviews.xml",
        "app_store/customerreviews_single_entry.json", "app_store/asc_customerReviews.json",
        "amazon/2014_strict.json.gz", "amazon/2018.json", "amazon/2023.jsonl",
        "trustpilot/service_reviews.csv", "zendesk/tickets_full_export.json", "zendesk/tickets.xml",
        "zendesk/tickets.csv",
    ])
    func `give the expected items`(_ name: String) throws {
        guard let folder = Suite.shared("exports/shapes") else { return }
        // YAML reads JSON.
        let all = try ConfigNode(file: folder + "/expected.json").pairs()
        let expected = try #require(try all.first { try $0.key.string() == name }?.value).pairs()
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
                "\(reading.rejectPlaces)")
            #expect(reading.rejects.isEmpty)
            #expect(reading.read == reading.items.count)
            let item = try #require(reading.items.first)
            for (key, found) in [
                ("id", item.id), ("title", item.title), ("text", item.text),
                ("rating", item.rating),
                ("author", item.author),
            ] {
                guard let node = try value(first, key), !node.isNull else { continue }
                #expect(found == (try node.string()), "\(name) \(key)")
            }
            let date = try value(first, "date")?.string() ?? ""
            #expect(item.date.prefix(16) == date.prefix(16))
        }
    }

    @Test func `in Python's notation are rejected at line 1 column 2 with the reason`() throws {
        guard let path = Suite.shared("exports/shapes/amazon/2014_loose.json") else { return }
        let reading = try Reading(Reading.auto(path))
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
        variant.records = "wp:comment"
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

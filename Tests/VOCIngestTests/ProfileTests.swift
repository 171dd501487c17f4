import TestSupport
import Testing
import VOCCore

@testable import VOCIngest

/// What the language of source profiles can say, each by a small dump of our own.
@Suite struct `A source profile` {
    private func reading(
        _ yaml: String, _ dump: String, chunkBytes: Int = 1 << 20,
        _ change: (inout DumpInput) -> Void = { _ in }
    ) throws -> Reading {
        let profile = try SourceProfile(node: ConfigNode(yaml: "id: t\n" + yaml, file: "t.yml"))
        return try Reading.of(dump, chunkBytes: chunkBytes) {
            $0.profile = profile
            change(&$0)
        }
    }

    @Test(arguments: [1 << 20, 1, 9])
    func `reads headers of several rows, blanks inheriting`(_ chunkBytes: Int) throws {
        let dump = """
            Nr,Why?,,How likely?
            ,Open-Ended Response,Other,Response
            7,too slow,mine,9

            """
        let reading = try reading(
            """
            header: { rows: 2, below: 2 }
            fields: { id: Nr, text: { every: ["* / Open-Ended Response"] }, rating: "How likely? / Response" }
            attributes: { other: Why? / Other }
            """, dump, chunkBytes: chunkBytes
        ) { $0.attributeNames = ["other"] }
        #expect(reading.items.map(\.text) == ["too slow"])
        #expect(reading.items.map(\.rating) == ["9"])
        #expect(reading.items.map(\.attributes) == [["mine"]])
        #expect(reading.items.map(\.place) == ["1 3:1@57"])
        #expect(reading.lines == 3)
    }

    @Test func `joins columns that repeat, and takes the reporter's comments only`() throws {
        let dump = """
            key,Reporter,Text,Label,Label,Comment,Comment,Comment
            A-1,ana,broken,x,y,1/Jan/26;tom;try; again,2/Jan/26;ana;still; broken,3/Jan/26;ana;now fine

            """
        let reading = try reading(
            """
            fields:
              id: key
              text: [Text, { field: Comment, split: { by: ";", parts: 3, take: 3, where: { 2: Reporter } } }]
              author: Reporter
            attributes: { labels: Label }
            """, dump
        ) { $0.attributeNames = ["labels"] }
        #expect(reading.items.map(\.text) == ["broken\nstill; broken\nnow fine"])
        #expect(reading.items.map(\.attributes) == [["x, y"]])
    }

    @Test func `takes the pieces that fit out of JSON inside a field`() throws {
        let yaml = """
            fields:
              id: id
              text: [first, { field: parts.list, pieces: { take: body, where: { by.kind: [user, lead] } } }]
            """
        let dump = #"""
            {"id":1,"first":"a","parts":{"list":[{"body":"b","by":{"kind":"user"}},{"body":"no","by":{"kind":"bot"}},{"body":null,"by":{"kind":"user"}},{"body":"c \u00e9","by":{"kind":"lead"}}]}}
            {"id":2,"parts":{"list":[]},"first":"d"}
            """#
        #expect(try reading(yaml, dump).items.map(\.text) == ["a\nb\nc é", "d"])
        let cells = """
            id,t
            1,"{""text"":""one ""},{""text"":""two""},{""link"":{""text"":""!""}}"
            2,plain {text}

            """
        let table = try reading("fields: { id: id, text: { field: t, pieces: text } }", cells)
        #expect(table.items.map(\.text) == ["one two!", "plain {text}"])
    }

    @Test(arguments: [1 << 20, 1, 13])
    func `finds records in several places, and looks keys up in the dump`(_ chunkBytes: Int) throws
    {
        let yaml = """
            records: [threads.top, threads.replies.list]
            lookups: { people: { records: people, key: id, value: name } }
            fields: { id: id, text: text, author: { field: by, lookup: people } }
            """
        let dump = #"""
            {"threads":[{"top":{"id":1,"text":"a","by":7}, "replies":{"list":[{"id":2,"text":"b","by":8},{"id":3,"text":"c","by":9}]}},{"top":{"id":4,"text":"d","by":7}}],
             "people":[{"id":7,"name":"Ana"},{"id":8,"name":"Bo"}]}
            """#
        let reading = try reading(yaml, dump, chunkBytes: chunkBytes)
        #expect(reading.items.map(\.text) == ["a", "b", "c", "d"])
        #expect(reading.items.map(\.author) == ["Ana", "Bo", "9", "Ana"])
    }

    @Test func `leaves footers, unwanted values and records without a needed field out`() throws {
        let dump = "id,text,kind\n1,a,x\n2,b,spam\n3,c,\n\n\"Copyright, all rights\"\nx,y\n"
        let reading = try reading(
            "fields: { id: id, text: text }\nfooter: [Copyright]\nskip: { kind: spam }\nneeds: [kind]",
            dump)
        #expect(reading.items.map(\.text) == ["a"])
        #expect(
            reading.rejects.map(\.code.id) == [
                "record.not-feedback", "record.not-feedback", "record.not-feedback",
                "csv.ragged-row",
            ])
        #expect(reading.read == 5)
    }

    @Test func `treats blank values as not given, alternatives first`() throws {
        let yaml =
            "blank: ['[gone]', '0000-00-00']\nfields: { id: id, text: { any: [a, b] }, author: who, receivedAt: { any: [gmt, local] } }"
        let dump = #"""
            {"id":1,"a":"[gone]","b":"kept","who":"[gone]","gmt":"0000-00-00","local":"2026-01-02"}
            {"id":2,"a":"x","who":"ana","gmt":"2026-01-03"}
            """#
        let reading = try reading(yaml, dump)
        #expect(reading.items.map(\.text) == ["kept", "x"])
        #expect(reading.items.map(\.author) == ["", "ana"])
        #expect(
            reading.items.map(\.date) == ["2026-01-02T00:00:00Z", "2026-01-03T00:00:00Z"])
    }

    @Test(arguments: [
        (
            "text: { field: t, after: (Original), before: (Translated) }",
            "(Translated) Great\n\n(Original)\nSuper", "Super"
        ),
        (
            "text: { field: t, after: (Original), before: (Translated) }",
            "Super\n\n(Translated)\nGreat", "Super"
        ),
        ("text: { field: t, list: '<>|' }", "<a><b c>", "a, b c"),
        ("text: { field: t, list: '<>|' }", "|a|b c|", "a, b c"),
        (
            "text: { field: t, entities: true }", "1 &lt; 2 &amp;&#39; <b> &nope;",
            "1 < 2 &' <b> &nope;"
        ),
        ("text: { all: [t, u], as: '{} <{}>' }", "Ana", "Ana <x@y>"),
        ("text: { all: [t, u], as: '{} <{}>' }", "", "x@y"),
    ])
    func `shapes a value`(_ field: String, _ value: String, _ result: String) throws {
        var json = JSONWriter()
        json.beginObject()
        json.key("id")
        json.integer(1)
        json.key("t")
        json.string(value)
        json.key("u")
        json.string("x@y")
        json.endObject()
        json.newline()
        let dump = String(decoding: json.bytes, as: UTF8.self)
        let reading = try reading("fields: { id: id, \(field) }", dump)
        #expect(reading.items.map(\.text) == [result])
    }

    @Test func `reads Python dictionaries where it says so`() throws {
        let dump = #"""
            {'id': 'a1', 'text': 'it\'s "fine" \xe9 \u20ac', 'ok': True, 'none': None, 'n': [1, 2.5]}
            {'id': u'a2', 'text': "don't"}
            {"id": "a3", "text": "strict"}
            {'id': 'a4', 'text': 'open}
            """#
        let reading = try reading("notation: python\nfields: { id: id, text: text }", dump)
        #expect(reading.items.map(\.text) == [#"it's "fine" é €"#, "don't", "strict"])
        #expect(reading.rejectPlaces == ["json.python-literal 4:2@153"])
    }

    @Test func `repairs bytes that were escaped as characters, string by string`() throws {
        let dump = #"""
            {"id":1,"text":"D\u00c4\u009bkuji \u00f0\u009f\u008c\u00b9"}
            {"id":2,"text":"Děkuji"}
            {"id":3,"text":"na\u00efve"}
            """#
        let reading = try reading("escapes: bytes\nfields: { id: id, text: text }", dump)
        #expect(reading.items.map(\.text) == ["Děkuji 🌹", "Děkuji", "naïve"])
    }

    @Test(arguments: [1 << 20, 1, 3])
    func `passes over the script around JSON`(_ chunkBytes: Int) throws {
        let dump =
            "window.a.part0 = [\n {\"id\":1,\"text\":\"x = [y];\"}, {\"id\":2,\"text\":\"z\"} ];\n"
        let reading = try reading("fields: { id: id, text: text }", dump, chunkBytes: chunkBytes)
        #expect(reading.items.map(\.text) == ["x = [y];", "z"])
        #expect(reading.items.map(\.place) == ["1 2:2@20", "2 2:30@48"])
        #expect(reading.rejects.isEmpty)
    }

    @Test func `guesses free answers and the rating, and says so`() throws {
        let dump = """
            Token,When,How likely are you to recommend us?,Why did you say so?,Which one?,Zip
            k1,2026-01-01,9,It just works well,Alpha,1010
            k2,2026-01-02,3,Broke after a week,Beta,1020

            """
        let yaml = """
            fields:
              id: Token
              text: { guess: text }
              rating: { guess: rating, named: ["*recommend*"] }
              receivedAt: { any: [Date], guess: receivedAt }
            """
        let reading = try reading(yaml, dump)
        #expect(reading.items.map(\.text) == ["It just works well", "Broke after a week"])
        #expect(reading.items.map(\.rating) == ["9", "3"])
        #expect(reading.items.map(\.date) == ["2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"])
    }

    @Test func `extends another, and names what is wrong with its place`() throws {
        try Suite.withFolder { folder in
            try TextFile.write(
                Array("id: base\nchannel: survey\nfields: { id: nr, text: words }\n".utf8),
                to: folder + "/base.yml")
            try TextFile.write(
                Array("id: heir\nextends: base\nfields: { text: more }\n".utf8),
                to: folder + "/heir.yml")
            let heir = try SourceProfile.load("heir", folders: [folder])
            #expect(heir.channel == "survey")
            #expect(heir.variants[0].mapping.sources[.id]?.isOnly("nr") == true)
            #expect(heir.variants[0].mapping.sources[.text]?.isOnly("more") == true)
            try TextFile.write(
                Array("id: a\nextends: a\n".utf8), to: folder + "/a.yml")
            let circle = #expect(throws: VOCError.self) {
                try SourceProfile.load("a", folders: [folder])
            }
            #expect(circle?.origin?.line == 2)
        }
        for (yaml, hint) in [
            ("fields: { text: { feild: a } }", "did you mean 'field'?"),
            ("header: { rows: 2, belwo: 2 }", "did you mean 'below'?"),
            ("dates: { order: dayfirst }", "did you mean 'dayFirst'?"),
            (
                "lookups: { users: { key: a, value: b } }\nfields: { author: { field: x, lookup: user } }",
                "did you mean 'users'?"
            ),
            (
                "dates: { zone: Europe/Berlinn }",
                "use a name such as Europe/Berlin, America/New_York, UTC or +02:00"
            ),
        ] {
            let error = #expect(throws: VOCError.self) {
                try SourceProfile(node: ConfigNode(yaml: "id: t\n" + yaml, file: "t.yml"))
            }
            #expect(error?.hint == hint)
        }
    }
}
